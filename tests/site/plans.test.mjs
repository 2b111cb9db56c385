// A save with all that belongs to it: one transaction, taken back, struck out, restored; settings and vocabulary.
import assert from "node:assert/strict";
import { after, before, beforeEach, test } from "node:test";
import { deviceKey, openSite, openTracker } from "./harness/index.mjs";
import { session } from "./harness/records.mjs";

const key = deviceKey();
const passphrase = "a long quiet evening";
let site;
let tracker;
let name = 0;
let vault;

before(async () => {
  site = await openSite();
  tracker = await openTracker(site.context, site.origin);
});
after(() => site.close());

const progress = { goal_id: "goal", completion_percentage: 60, notes: "further" };
const milestone = { milestone_id: "step", goal_id: "goal", description: "A night slept through." };
const ids = async (of = vault) => (await of.getSessions("ada")).map(({ session_id }) => session_id);
const actions = async (limit) => (await vault.getAuditLog({ limit })).map(({ action }) => action).reverse();
const percents = async () => (await vault.getGoalHistory("goal")).map((entry) => entry.completion_percentage);

async function whole(of = vault) {
  assert.deepEqual((await of.verifyVault()).damaged, []);
  assert.equal((await of.verifyAuditLog()).intact, true);
}

beforeEach(async () => {
  name += 1;
  vault = await tracker.create({ name: `plans ${name}`, key });
  await vault.createGoal("ada", { goal_id: "goal", description: "Sleep", completion_percentage: 20 });
  await vault.logSession(session("first", { timestamp: "2025-03-01T10:00:00Z" }));
});

const save = () => vault.logSession(session("s"), { goal_progress: [progress], milestones: [milestone] });

test("a session lands with its progress and its milestone, dated as the session is", async () => {
  assert.deepEqual(await save(), { session_id: "s" });
  assert.deepEqual(await actions(3), ["session_logged", "goal_updated", "milestone_added"]);
  const [goal] = await vault.getGoals("ada");
  assert.deepEqual([goal.completion_percentage, goal.notes, goal.milestones], [60, "further", ["step"]]);
  const [reached] = await vault.getMilestones("ada");
  assert.equal(reached.achieved_date, session("s").timestamp);
  assert.deepEqual(await save(), { session_id: "s" }, "a second try");
  assert.deepEqual(await percents(), [20, 60]);
  await whole();
});

test("nothing is written where any part cannot be, and the field is named with its place", async () => {
  const refusals = [
    [{ milestones: [{ ...milestone, description: " " }] }, "invalid_field", "milestones[0].description"],
    [{ milestones: [milestone, milestone] }, "invalid_field", "milestones[1].milestone_id"],
    [{ goal_progress: [{ ...progress, completion_percentage: 101 }] }, "invalid_field", "goal_progress[0].completion_percentage"],
    [{ goal_progress: [progress, { goal_id: "other", completion_percentage: 1 }] }, "not_found", "goal_progress[1].goal_id"],
    [{ goal_progress: [{ ...progress, mood: 1 }] }, "unknown_field", "goal_progress[0].mood"],
    [{ milestones: "step" }, "invalid_field", "milestones"],
    [{ goals: [] }, "unknown_field", "goals"],
    [[], "invalid_field", "changes"],
  ];
  const before = await vault.verifyAuditLog();
  for (const [changes, code, field] of refusals) {
    const added = Array.isArray(changes) ? changes : { goal_progress: [progress], ...changes };
    await assert.rejects(vault.logSession(session("s"), added), { code, field, known: true }, field);
  }
  assert.deepEqual(await ids(), ["first"]);
  assert.deepEqual(await percents(), [20]);
  assert.deepEqual(await vault.getMilestones("ada"), []);
  const written = (await vault.getAuditLog()).filter(({ sequence }) => sequence > before.entries);
  assert.ok(written.every(({ action }) => action.endsWith("_read")), JSON.stringify(written));
});

test("a save is undone as a whole, once, and only the last one", async () => {
  await save();
  await assert.rejects(vault.undoSave("first"), { code: "not_found", field: "session_id" });
  assert.deepEqual(await vault.undoSave("s"), { session_id: "s" });
  assert.deepEqual(await actions(3), ["session_struck", "goal_updated", "milestone_removed"]);
  assert.deepEqual(await ids(), ["first"]);
  const [goal] = await vault.getGoals("ada");
  assert.deepEqual([goal.completion_percentage, goal.notes, goal.milestones], [20, "", []]);
  assert.deepEqual(await percents(), [20]);
  assert.deepEqual(await vault.getMilestones("ada"), []);
  assert.equal((await vault.getSummary()).milestones_count, 0);
  await assert.rejects(vault.undoSave("s"), { code: "not_found" });
  await whole();
});

test("a vault unlocked anew undoes nothing", async () => {
  await save();
  await vault.lock();
  vault = await tracker.unlock({ name: `plans ${name}`, key });
  await assert.rejects(vault.undoSave("s"), { code: "not_found" });
  assert.deepEqual(await ids(), ["s", "first"]);
});

test("a session struck out leaves lists, search and counts, stays readable, and can be restored", async () => {
  await vault.logSession(session("s", { progress_notes: "needle", crisis_flags: ["panic"] }));
  await assert.rejects(vault.strikeSession("s", { reason: " " }), { code: "invalid_field", field: "reason" });
  await assert.rejects(vault.strikeSession("none", { reason: "why" }), { code: "not_found", field: "session_id" });
  assert.deepEqual(await vault.strikeSession("s", { reason: "wrong client" }), { session_id: "s" });
  assert.deepEqual(await ids(), ["first"]);
  assert.deepEqual(await vault.searchSessions("needle"), []);
  const { sessions_count, crisis_flags_count } = await vault.getSummary();
  assert.deepEqual([sessions_count, crisis_flags_count], [1, 0]);
  assert.equal((await vault.getSession("s")).progress_notes, "needle");
  const said = async () => (await vault.getSessionRevisions("s")).map(({ struck, reason }) => [struck, reason]);
  assert.deepEqual(await said(), [[true, "wrong client"], [false, ""]]);
  await assert.rejects(vault.amendSession("s", { progress_notes: "x" }, { reason: "why" }), { field: "session_id" });
  await whole();

  await vault.restoreSession("s");
  assert.deepEqual(await ids(), ["s", "first"]);
  assert.deepEqual((await said())[0], [false, "restored"]);
  await whole();
});

test("a history file carries what is struck out, and an older one does not bring it back", async () => {
  await vault.logSession(session("s"));
  const move = async (from, to) => {
    const [one, other] = [from.index, to.index];
    const copy = async ([from, to, passphrase]) => {
      const file = await globalThis.vaultAt(from).exportVault({ passphrase });
      globalThis.kept ??= [];
      globalThis.kept.push(file);
      return globalThis.vaultAt(to).importHistory(file, { passphrase });
    };
    return from.page.evaluate(copy, [one, other, passphrase]);
  };
  await move(vault, vault);
  await vault.strikeSession("s", { reason: "wrong client" });
  const again = ([of, passphrase]) => globalThis.vaultAt(of).importHistory(globalThis.kept[0], { passphrase });
  const older = await vault.page.evaluate(again, [vault.index, passphrase]);
  assert.deepEqual([older.added, older.conflicts, await ids()], [0, 0, ["first"]]);

  const fresh = await tracker.create({ name: `fresh ${name}`, key });
  assert.equal((await move(vault, fresh)).added, 3);
  assert.equal((await move(vault, fresh)).added, 0);
  assert.deepEqual(await ids(fresh), ["first"]);
  assert.deepEqual(await fresh.getSessionRevisions("s"), await vault.getSessionRevisions("s"));
  await whole(fresh);
});

test("settings are one object, sealed, replaced as a whole", async () => {
  assert.deepEqual(await vault.getSettings(), {});
  await vault.saveSettings({ minutes: 10, templates: ["SOAP"] });
  await vault.saveSettings({ minutes: 5 });
  assert.deepEqual(await actions(2), ["settings_saved", "settings_saved"]);
  await vault.lock();
  vault = await tracker.unlock({ name: `plans ${name}`, key });
  assert.deepEqual(await vault.getSettings(), { minutes: 5 });
  for (const wrong of [[], "text", 1, { text: "x".repeat(65536) }]) {
    await assert.rejects(vault.saveSettings(wrong), { code: "invalid_field", field: "settings" });
  }
  await assert.rejects(vault.saveSettings(), { code: "missing_field", field: "settings" });
});

test("the vocabulary is what the practice used last, most used first", async () => {
  await vault.logSession(session("a", { techniques_used: ["grounding", "exposure"], homework_assigned: " Diary. " }));
  await vault.logSession(session("b", { client_id: "eve", techniques_used: ["exposure"], crisis_flags: ["panic"] }));
  assert.deepEqual(await vault.getVocabulary(), {
    techniques: ["exposure", "grounding"],
    crisis_flags: ["panic"],
    homework: ["Diary."],
  });
  assert.deepEqual(await actions(1), ["vocabulary_read"]);
});
