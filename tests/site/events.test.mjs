// What happens in a client's life, and the journal and the report as the page narrows and words them.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { deviceKey, dump, flipped, openSite, openTracker, put, written } from "./harness/index.mjs";
import { recovery, session } from "./harness/records.mjs";

const passphrase = "four quiet words here";
const key = deviceKey();
let site;
let tracker;
let vault;

before(async () => {
  site = await openSite({ timezoneId: "Europe/Berlin" });
  tracker = await openTracker(site.context, site.origin);
  vault = await tracker.create({ name: "v", key });
});
after(() => site.close());

const event = (event_id, more = {}) => ({ event_id, client_id: "ada", kind: "life", description: `Event ${event_id}`, date: "2025-02-01", ...more });
const ids = (events) => events.map(({ event_id }) => event_id);

async function withEvents(client_id) {
  const own = (id, more) => event(`${client_id}-${id}`, { client_id, ...more });
  const all = [
    own("job", { date: "2025-01-27" }),
    own("pills", { kind: "medication", description: "Sertraline, 50 mg. 眠り 😴", date: "2025-02-10T08:00:00+01:00" }),
    own("dog", { kind: "loss", date: "2025-02-09" }),
    own("sea", { kind: "holiday", date: "2025-02-10T07:30:00Z" }),
    own("rest", { kind: "other", date: "2025-03-01" }),
  ];
  for (const one of all) assert.deepEqual(await vault.saveEvent(one), { event_id: one.event_id });
  return all;
}

test("events of every kind come back as they were entered, newest first", async () => {
  const [job, pills, dog, sea, rest] = await withEvents("kinds");
  assert.deepEqual(await vault.getEvents("kinds"), [rest, sea, pills, dog, job]);
  assert.deepEqual(await vault.getEvents("nobody"), []);
});

test("a window of events includes both its ends, and a date alone means its whole day", async () => {
  const [job, pills, dog, sea] = await withEvents("window");
  const within = (start_date, end_date) => vault.getEvents("window", { start_date, end_date });
  assert.deepEqual(await within("2025-02-09", "2025-02-10"), [sea, pills, dog]);
  assert.deepEqual(await within(undefined, "2025-01-27"), [job]);
  assert.deepEqual(await within("2025-02-10T07:30:00Z", "2025-02-28"), [sea]);
});

test("an event saved again is replaced, and of another client's it is refused", async () => {
  await vault.saveEvent(event("twice"));
  const other = event("twice", { kind: "loss", date: "2025-02-02" });
  await vault.saveEvent(other);
  assert.deepEqual(await vault.getEvents("ada"), [other]);
  await assert.rejects(vault.saveEvent(event("twice", { client_id: "eve" })), { code: "duplicate_id", field: "event_id", known: true });
  assert.ok((await vault.getClients()).every(({ client_id }) => client_id !== "eve"));
});

test("a removed event is gone, and was not there to be removed again", async () => {
  await vault.saveEvent(event("gone", { client_id: "removes" }));
  await vault.removeEvent("gone");
  assert.deepEqual(await vault.getEvents("removes"), []);
  await assert.rejects(vault.removeEvent("gone"), { code: "not_found", field: "event_id", known: true });
});

test("what cannot be an event is refused by the field to blame, and nothing is written", async () => {
  const wrong = [
    ["event_id", ""], ["event_id", "x".repeat(129)], ["client_id", 7], ["kind", "birthday"], ["kind", null],
    ["description", ""], ["description", "  "], ["description", "x".repeat(65_537)], ["date", "soon"], ["date", null],
  ];
  for (const [field, value] of wrong) {
    await assert.rejects(vault.saveEvent(event("bad", { client_id: "refused", [field]: value })), { code: "invalid_field", field, known: true });
  }
  for (const field of ["event_id", "client_id", "kind", "description", "date"]) {
    const rest = { ...event("bad"), [field]: undefined };
    await assert.rejects(vault.saveEvent(rest), { code: "missing_field", field });
  }
  await assert.rejects(vault.saveEvent(event("bad", { mood: 1 })), { code: "unknown_field", field: "mood" });
  await assert.rejects(vault.getEvents("ada", { kind: "loss" }), { code: "unknown_field", field: "kind" });
  assert.deepEqual(await vault.getEvents("refused"), []);
  const longest = event("long", { client_id: "longest", description: "x".repeat(65_536) });
  await vault.saveEvent(longest);
  assert.deepEqual(await vault.getEvents("longest"), [longest]);
});

test("the audit log names what was done to events", async () => {
  await vault.saveEvent(event("logged", { client_id: "audited" }));
  await vault.getEvents("audited");
  await vault.removeEvent("logged");
  await vault.getTimeline("audited");
  const lines = await vault.getAuditLog({ client_id: "audited" });
  assert.deepEqual(lines.map(({ action, detail }) => [action, detail.event_id]), [
    ["trends_read", undefined], ["event_removed", "logged"], ["events_read", undefined], ["event_saved", "logged"],
  ]);
  assert.equal((await vault.verifyAuditLog()).intact, true);
});

test("events travel in history files, and what was said otherwise since stays", async () => {
  await withEvents("travels");
  const file = await vault.exportClientHistory("travels", { passphrase });
  const other = await tracker.create({ name: "other", key: deviceKey(2) });
  const counts = async () => {
    const { events, added, unchanged, conflicts } = await other.importHistory(file, { passphrase });
    return [events, added, unchanged, conflicts];
  };
  assert.deepEqual(await counts(), [5, 5, 0, 0]);
  assert.deepEqual(await other.getEvents("travels"), await vault.getEvents("travels"));
  assert.deepEqual(await counts(), [5, 0, 5, 0]);
  const own = event("travels-dog", { client_id: "travels", description: "Said otherwise here" });
  await other.saveEvent(own);
  assert.deepEqual(await counts(), [5, 0, 5, 0], "the file knows only what was replaced here");
  assert.ok((await other.getEvents("travels")).some(({ description }) => description === own.description));
  assert.deepEqual((await other.verifyVault()).damaged, []);
});

test("a damaged event is found and costs only itself", async () => {
  let hurt = await tracker.create({ name: "hurt", key: deviceKey(3) });
  await hurt.logSession(session("one"));
  await hurt.saveEvent(event("sound"));
  const before = await dump(tracker.page, "hurt");
  await hurt.saveEvent(event("broken"));
  const [row] = written(before, await dump(tracker.page, "hurt"), "journal");
  await put(tracker.page, "hurt", "journal", [flipped(row, 30)]);
  await hurt.lock();
  hurt = await tracker.unlock({ name: "hurt", key: deviceKey(3) });
  await assert.rejects(hurt.getEvents("ada"), { code: "corrupt_record", known: true });
  assert.deepEqual(ids(await hurt.getEvents("ada", { skip_damaged: true })), ["sound"]);
  assert.equal((await hurt.getSessions("ada")).length, 1);
  assert.deepEqual((await hurt.verifyVault()).damaged.map(({ kind, client_id }) => [kind, client_id]), [["event", "ada"]]);
  await hurt.removeEvent("broken");
  assert.deepEqual((await hurt.verifyVault()).damaged, []);
});

test("the timeline has every session's numbers, oldest first, and opens none", async () => {
  const sessions = recovery("line").map((one, place) => ({ ...one, session_duration_minutes: 40 + place, crisis_flags: place ? [] : ["risk", "panic"] }));
  await vault.importSessions(sessions.toReversed());
  const { sessions: told } = await vault.getTimeline("line");
  assert.deepEqual(told.map(({ emotional_score }) => emotional_score), [-2, -2, -1, -1, 0, 0, 1, 1, 2, 2]);
  assert.deepEqual(told[0], { timestamp: "2025-01-06T09:00:00Z", emotional_score: -2, duration_minutes: 40, crisis_flags: 2 });
  const { sessions: some } = await vault.getTimeline("line", { start_date: "2025-01-13", end_date: "2025-01-20" });
  assert.deepEqual(some, told.slice(1, 3));
  assert.deepEqual(await vault.getTimeline("nobody"), { sessions: [] });
  await assert.rejects(vault.getTimeline("line", { period: "week" }), { code: "unknown_field", field: "period" });
});

test("the journal is narrowed by state, technique, goal and flag, then passed over and cut", async () => {
  const add = (place, more) => vault.logSession(session(`n${place}`, { client_id: "narrow", timestamp: `2025-0${place}-01T10:00:00Z`, ...more }));
  await add(1, { emotional_state: "negative", techniques_used: ["CBT"], crisis_flags: ["risk"] });
  await add(2, { techniques_used: ["CBT-I"], therapeutic_goals: ["sleep"] });
  await add(3, { emotional_state: "positive", techniques_used: ["ACT", "CBT"], therapeutic_goals: ["work", "sleep"] });
  await add(4, { emotional_state: "positive", crisis_flags: ["panic"] });
  const found = async (options) => (await vault.getSessions("narrow", options)).map(({ session_id }) => session_id);
  assert.deepEqual(await found({ emotional_states: ["positive", "negative"] }), ["n4", "n3", "n1"]);
  assert.deepEqual(await found({ emotional_states: [] }), ["n4", "n3", "n2", "n1"]);
  assert.deepEqual(await found({ technique: "CBT" }), ["n3", "n1"]);
  assert.deepEqual(await found({ technique: "cbt" }), []);
  assert.deepEqual(await found({ goal_id: "sleep" }), ["n3", "n2"]);
  assert.deepEqual(await found({ flagged: true }), ["n4", "n1"]);
  assert.deepEqual(await found({ flagged: false, goal_id: "sleep", technique: "ACT" }), ["n3"]);
  assert.deepEqual(await found({ offset: 1, limit: 2 }), ["n3", "n2"]);
  assert.deepEqual(await found({ emotional_states: ["positive"], offset: 1, end_date: "2025-06-01" }), ["n3"]);
  assert.deepEqual(await found({ offset: 9 }), []);
});

test("a filter that cannot be is refused by its name", async () => {
  const wrong = [
    ["emotional_states", ["happy"]], ["emotional_states", "positive"], ["emotional_states", [1]], ["technique", 7],
    ["goal_id", ""], ["flagged", "yes"], ["offset", -1], ["offset", 1.5], ["limit", 0],
  ];
  for (const [field, value] of wrong) await assert.rejects(vault.getSessions("ada", { [field]: value }), { code: "invalid_field", field, known: true });
});

test("a report says its suggestions in codes and numbers too", async () => {
  const at = (day) => `2025-01-${day}T10:00:00Z`;
  const add = (id, more) => vault.logSession(session(id, { client_id: "codes", techniques_used: ["CBT"], ...more }));
  await add("c1", { timestamp: at("02"), emotional_state: "positive" });
  await add("c2", { timestamp: at("09"), emotional_state: "neutral", crisis_flags: ["risk"] });
  await add("c3", { timestamp: at("16"), emotional_state: "negative" });
  await vault.createGoal("codes", { goal_id: "slow", description: "d", completion_percentage: 12.5, created_at: "2024-11-01T10:00:00Z", target_date: "2025-01-20" });
  await vault.createGoal("codes", { goal_id: "done", description: "d", completion_percentage: 100, created_at: "2024-11-01T10:00:00Z" });
  const report = await vault.generateProgressReport("codes", { timeframe_days: 30, as_of: "2025-01-31T10:00:00Z" });
  const said = report.findings.map(({ code, goal_id, technique }) => [code, goal_id, technique]);
  assert.deepEqual(said, [
    ["review_crisis_flags", null, null], ["increase_frequency", null, null], ["review_approach", null, null],
    ["reevaluate_goal", "slow", null], ["diversify_techniques", null, "CBT"], ["review_target_date", "slow", null],
  ]);
  assert.equal(report.findings.length, report.recommendations.length);
  assert.deepEqual(report.findings[1].numbers, { sessions: 3, days: 30, enough_sessions: 4, enough_days: 30 });
  assert.deepEqual(report.findings[5].dates, { target_date: "2025-01-20" });
  assert.deepEqual(report.findings[5].numbers, { days: 11, completion_percentage: 12.5 });
  const { goals_reached, goals_active, avg_active_goal_completion, milestones_count } = report;
  assert.deepEqual([goals_reached, goals_active, avg_active_goal_completion, milestones_count], [1, 1, 12.5, 0]);
  const empty = await vault.generateProgressReport("nobody", { start_date: "2025-01-01", end_date: "2025-01-31" });
  assert.deepEqual(empty.findings, [
    { code: "schedule_assessment", goal_id: null, technique: null, numbers: {}, dates: { start_date: "2025-01-01", end_date: "2025-01-31" } },
  ]);
  assert.equal(empty.avg_active_goal_completion, null);
});
