// Records, analysis and history files through tracker.js, as a page that embeds it uses them.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { deviceKey, openSite, openTracker } from "./harness/index.mjs";
import { session } from "./harness/records.mjs";

const passphrase = "four quiet words here";
const full = {
  session_id: "full",
  client_id: "ada",
  timestamp: "2024-10-27T10:00:00+01:00",
  conversation_summary: "Sleep, and the new job. 眠り 😴",
  emotional_state: "positive",
  therapeutic_goals: ["sleep"],
  progress_notes: "Six nights of seven.",
  therapist_observations: "Rested.",
  next_session_focus: "The job.",
  session_duration_minutes: 50,
  techniques_used: ["CBT-I", "Sleep diary"],
  homework_assigned: "Keep the diary.",
  crisis_flags: ["panic at night"],
  metadata: { room: 2, nested: { list: [1, "two", null, true, 0.25] } },
};
let site;
let tracker;
let vault;

before(async () => {
  site = await openSite({ timezoneId: "Europe/Berlin" });
  tracker = await openTracker(site.context, site.origin);
  vault = await tracker.create({ name: "v", key: deviceKey() });
});
after(() => site.close());

const ids = (sessions) => sessions.map(({ session_id }) => session_id);

test("a session comes back as it was entered, every field of it", async () => {
  assert.deepEqual(await vault.logSession(full), { session_id: "full" });
  assert.deepEqual(await vault.getSession("full"), full);
  assert.deepEqual(await vault.getSessions("ada"), [full]);
});

test("what is left out of a session has its default", async () => {
  await vault.logSession({ session_id: "short", client_id: "defaults", emotional_state: "neutral" });
  const { timestamp, ...rest } = await vault.getSession("short");
  assert.match(timestamp, /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d{3})?\+0[12]:00$/);
  const { conversation_summary, progress_notes, therapist_observations, next_session_focus, homework_assigned } = rest;
  assert.equal([conversation_summary, progress_notes, therapist_observations, next_session_focus, homework_assigned].join(""), "");
  const { therapeutic_goals, techniques_used, crisis_flags, metadata, session_duration_minutes } = rest;
  assert.deepEqual([therapeutic_goals, techniques_used, crisis_flags, metadata, session_duration_minutes], [[], [], [], {}, 60]);
});

test("a session logged again with the same content is there once", async () => {
  await vault.logSession(full);
  await vault.logSession({ session_id: "short", client_id: "defaults", emotional_state: "neutral" });
  assert.equal((await vault.getSessions("ada")).length, 1);
  assert.equal((await vault.getSessionRevisions("full")).length, 1);
});

test("ids of 128 characters and texts of 64 KiB are kept", async () => {
  const session_id = "é".repeat(128);
  const conversation_summary = "x".repeat(65_536);
  await vault.logSession(session(session_id, { client_id: "limits", conversation_summary }));
  assert.equal((await vault.getSession(session_id)).conversation_summary, conversation_summary);
});

test("an instant comes back with the offset it was entered with", async () => {
  const given = { a: "2024-10-27T10:00:00-09:30", b: "2024-10-27T10:00:00Z", c: "2024-10-27T10:00:00.250+14:00" };
  for (const [id, timestamp] of Object.entries(given)) {
    await vault.logSession(session(id, { client_id: "offsets", timestamp }));
    assert.equal((await vault.getSession(id)).timestamp, timestamp);
  }
  assert.deepEqual(ids(await vault.getSessions("offsets")), ["a", "b", "c"]);
});

test("a time without an offset is the device's, in summer and in winter", async () => {
  const given = [["summer", "2024-07-01T10:00:00", "+02:00"], ["winter", "2024-12-01T10:00:00", "+01:00"]];
  for (const [id, timestamp, offset] of given) {
    await vault.logSession(session(id, { client_id: "zones", timestamp }));
    assert.equal((await vault.getSession(id)).timestamp, timestamp + offset);
  }
});

test("bounds are inclusive, and a date alone means its whole day here", async () => {
  const times = ["2025-01-26T23:59:59.999+01:00", "2025-01-27T00:00:00+01:00", "2025-01-27T23:59:59.999+01:00", "2025-01-28T00:00:00+01:00"];
  for (const [place, timestamp] of times.entries()) await vault.logSession(session(`b${place}`, { client_id: "bounds", timestamp }));
  const within = async (start_date, end_date) => ids(await vault.getSessions("bounds", { start_date, end_date }));
  assert.deepEqual(await within("2025-01-27", "2025-01-27"), ["b2", "b1"]);
  assert.deepEqual(await within(times[1], times[2]), ["b2", "b1"]);
  assert.deepEqual(await within(undefined, "2025-01-26"), ["b0"]);
  assert.deepEqual(await within("2025-01-28", undefined), ["b3"]);
  const [trend] = await vault.analyzeEmotionalTrends("bounds", { start_date: "2025-01-27", end_date: "2025-01-27" });
  assert.equal(trend.data_points, 2);
  assert.equal((await vault.generateProgressReport("bounds", { start_date: "2025-01-27", end_date: "2025-01-27" })).sessions_count, 2);
  assert.deepEqual(ids(await vault.getSessions("bounds", { limit: 1 })), ["b3"]);
});

test("an amendment keeps the earlier text with its reason", async () => {
  await vault.logSession(session("slip", { client_id: "amends", progress_notes: "Left." }));
  const amended = await vault.amendSession("slip", { progress_notes: "Right.", emotional_state: "positive" }, { reason: "Mixed up" });
  assert.deepEqual(await vault.getSession("slip"), amended);
  assert.deepEqual([amended.progress_notes, amended.emotional_state, amended.timestamp], ["Right.", "positive", session("slip").timestamp]);
  await vault.amendSession("slip", { timestamp: "2023-05-05T09:00:00Z" }, { reason: "Wrong year" });
  const revisions = await vault.getSessionRevisions("slip");
  assert.deepEqual(revisions.map(({ revision, reason }) => [revision, reason]), [[3, "Wrong year"], [2, "Mixed up"], [1, ""]]);
  assert.deepEqual(revisions.map(({ session: { progress_notes } }) => progress_notes), ["Right.", "Right.", "Left."]);
  assert.ok(revisions.every(({ saved_at }) => !Number.isNaN(Date.parse(saved_at))));
  assert.deepEqual(ids(await vault.getSessions("amends", { end_date: "2023-12-31" })), ["slip"]);
});

test("a goal keeps every update of its progress", async () => {
  const goal = { goal_id: "sleep", description: "Sleep through", target_date: "2025-06-30", notes: "Three nights", created_at: "2025-01-01T10:00:00Z" };
  assert.deepEqual(await vault.createGoal("ada", goal), { goal_id: "sleep" });
  const updated = await vault.updateGoalProgress("sleep", 40, "Better", { timestamp: "2025-02-01T10:00:00Z" });
  assert.deepEqual([updated.completion_percentage, updated.notes, updated.target_date], [40, "Better", "2025-06-30"]);
  await vault.updateGoalProgress("sleep", 100);
  assert.deepEqual(await vault.getGoals("ada"), []);
  const [kept] = await vault.getGoals("ada", { active_only: false });
  assert.deepEqual([kept.goal_id, kept.completion_percentage, kept.created_at], ["sleep", 100, goal.created_at]);
  const history = await vault.getGoalHistory("sleep");
  assert.deepEqual(history.map((update) => update.completion_percentage), [0, 40, 100]);
  assert.deepEqual(history.slice(0, 2).map(({ notes }) => notes), ["Three nights", "Better"]);
});

test("milestones come back newest first and within their bounds", async () => {
  const add = (milestone_id, achieved_date, more) =>
    vault.addMilestone({ milestone_id, goal_id: "sleep", description: "Slept", achieved_date, ...more }, "ada");
  await add("m1", "2025-01-27", { significance: "major" });
  await add("m2", "2025-02-03T10:00:00+01:00");
  const all = await vault.getMilestones("ada");
  assert.deepEqual(all.map(({ milestone_id }) => milestone_id), ["m2", "m1"]);
  assert.deepEqual(all.map(({ achieved_date, significance }) => [achieved_date, significance]), [["2025-02-03T10:00:00+01:00", "moderate"], ["2025-01-27", "major"]]);
  const inJanuary = await vault.getMilestones("ada", { start_date: "2025-01-27", end_date: "2025-01-27" });
  assert.deepEqual(inJanuary.map(({ milestone_id }) => milestone_id), ["m1"]);
});

test("a client is there from the first record on, and what is saved adds to it", async () => {
  await vault.saveClient({ client_id: "ada", display_name: "Ada L.", notes: "Prefers mornings" });
  const saved = await vault.saveClient({ client_id: "ada", status: "closed" });
  assert.deepEqual([saved.display_name, saved.notes, saved.status], ["Ada L.", "Prefers mornings", "closed"]);
  const clients = await vault.getClients();
  assert.deepEqual(clients.find(({ client_id }) => client_id === "ada"), saved);
  assert.ok(clients.some(({ client_id }) => client_id === "bounds"));
});

test("a search folds case and accents, and finds parts of words", async () => {
  await vault.logSession(session("found", { client_id: "search", homework_assigned: "Écrire le CAFÉ-journal" }));
  assert.deepEqual(ids(await vault.searchSessions("cafe ECRI")), ["found"]);
  assert.deepEqual(ids(await vault.searchSessions("cafe tea")), []);
  assert.deepEqual(ids(await vault.searchSessions("眠", { client_id: "ada" })), ["full"]);
  assert.deepEqual(ids(await vault.searchSessions("cafe", { client_id: "ada" })), []);
});

test("a caseload and a summary count what there is", async () => {
  const as_of = "2024-11-01";
  const row = (await vault.getCaseload({ as_of })).find(({ client_id }) => client_id === "ada");
  const { recent_scores, ...counts } = row;
  assert.deepEqual(recent_scores, [1]);
  assert.equal(counts.display_name, "Ada L.");
  assert.deepEqual([counts.sessions_count, counts.sessions_90_days, counts.avg_emotional_score, counts.trend_direction], [1, 1, 1, "insufficient_data"]);
  assert.deepEqual([counts.active_goals, counts.crisis_flags_90_days, counts.last_session], [0, 1, full.timestamp]);
  const summary = await vault.getSummary("ada", { as_of });
  assert.deepEqual([summary.sessions_count, summary.clients_count, summary.crisis_flags_count, summary.goals_count], [1, 1, 1, 1]);
  const all = await vault.getSummary();
  assert.equal(all.clients_count, (await vault.getClients()).length);
});

test("a client's history opens in another vault, and goes in once", async () => {
  const file = await vault.exportClientHistory("ada", { passphrase });
  assert.equal(Buffer.from(file.slice(0, 21)).toString(), "age-encryption.org/v1");
  const other = await tracker.create({ name: "other", key: deviceKey(2) });
  await assert.rejects(other.importHistory(file, { passphrase: `${passphrase}!` }), { code: "wrong_passphrase" });
  const first = await other.importHistory(file, { passphrase });
  assert.deepEqual([first.clients, first.sessions, first.goals, first.milestones, first.conflicts], [1, 1, 1, 2, 0]);
  const again = await other.importHistory(file, { passphrase });
  assert.deepEqual([again.added, again.conflicts], [0, 0]);
  for (const [method, ...args] of [["getSessions", "ada"], ["getGoals", "ada", { active_only: false }], ["getGoalHistory", "sleep"], ["getMilestones", "ada"], ["getSessionRevisions", "full"]]) {
    assert.deepEqual(await other[method](...args), await vault[method](...args), method);
  }
});

test("a backup of the whole vault restores all of its records", async () => {
  const restored = await tracker.create({ name: "restored", key: deviceKey(3) });
  await restored.importHistory(await vault.exportVault({ passphrase }), { passphrase });
  assert.deepEqual(await restored.getClients(), await vault.getClients());
  for (const { client_id } of await vault.getClients()) {
    assert.deepEqual(await restored.getSessions(client_id), await vault.getSessions(client_id), client_id);
  }
  assert.deepEqual(await restored.getSessionRevisions("slip"), await vault.getSessionRevisions("slip"));
  assert.deepEqual((await restored.verifyVault()).damaged, []);
});
