// What was read stands in the audit log soon after the answer, without another call or a lock.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { setTimeout as wait } from "node:timers/promises";
import { deviceKey, openSite, openTracker } from "./harness/index.mjs";

const key = deviceKey();
const passphrase = "four quiet words here";
const PATIENCE_MS = 5_000;

let site;
let reader;
let witness;

before(async () => {
  site = await openSite();
  const tabs = [await openTracker(site.context, site.origin), await openTracker(site.context, site.origin)];
  reader = await tabs[0].create({ name: "v", key });
  witness = await tabs[1].unlock({ name: "v", key });
  await reader.logSession({ session_id: "s", client_id: "ada", emotional_state: "neutral" });
  await reader.savePsychotherapyNotes("s", "kept apart");
  await reader.createGoal("ada", { goal_id: "g", description: "Sleep through" });
});
after(() => site.close());

const countOf = async (action) => (await witness.getAuditLog()).filter((line) => line.action === action).length;

/** Whether the log in another tab comes to hold more than `before` lines of an action. */
async function appears(action, before) {
  for (const end = Date.now() + PATIENCE_MS; Date.now() < end; await wait(50)) {
    if ((await countOf(action)) > before) return true;
  }
  return false;
}

const reads = [
  ["getSession", ["s"], "session_read"],
  ["getSessions", ["ada"], "sessions_read"],
  ["getSessionRevisions", ["s"], "revisions_read"],
  ["searchSessions", ["words"], "sessions_searched"],
  ["searchSessions", ["words", { psychotherapy_notes: true }], "psychotherapy_notes_searched"],
  ["getSignatures", ["ada"], "sessions_read"],
  ["getPsychotherapyNotes", ["s"], "psychotherapy_notes_read"],
  ["getPsychotherapyNotesRevisions", ["s"], "psychotherapy_notes_read"],
  ["getGoals", ["ada"], "goals_read"],
  ["getGoalHistory", ["g"], "goals_read"],
  ["getMilestones", ["ada"], "milestones_read"],
  ["getClients", [], "clients_read"],
  ["analyzeEmotionalTrends", ["ada"], "trends_read"],
  ["generateProgressReport", ["ada"], "report_read"],
  ["getSummary", [], "summary_read"],
  ["getCaseload", [], "caseload_read"],
  ["exportClientHistory", ["ada", { passphrase }], "client_exported"],
  ["exportVault", [{ passphrase }], "vault_exported"],
];

for (const [method, args, action] of reads) {
  test(`the line of ${method} is written without a further call`, async () => {
    const before = await countOf(action);
    await reader[method](...args);
    assert.ok(await appears(action, before), `no ${action} came`);
  });
}
