// Trends and reports through tracker.js, and the imports that feed them.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { deviceKey, openSite, openTracker } from "./harness/index.mjs";
import { recovery, recoveryWindow, session, shuffled } from "./harness/records.mjs";

const passphrase = "four quiet words here";
let site;
let tracker;
let vault;

before(async () => {
  site = await openSite({ timezoneId: "Europe/Berlin" });
  tracker = await openTracker(site.context, site.origin);
  vault = await tracker.create({ name: "v", key: deviceKey() });
});
after(() => site.close());

async function improves(from, client_id) {
  const [trend] = await from.analyzeEmotionalTrends(client_id, recoveryWindow);
  assert.deepEqual([trend.trend_direction, trend.data_points, trend.avg_emotional_score], ["improving", 10, 0]);
  assert.ok(trend.first_half_mean < trend.second_half_mean);
  const report = await from.generateProgressReport(client_id, recoveryWindow);
  assert.deepEqual([report.overall_trajectory, report.sessions_count], ["improving", 10]);
  const as_of = recoveryWindow.end_date;
  const row = (await from.getCaseload({ as_of })).find((entry) => entry.client_id === client_id);
  assert.equal(row.trend_direction, "improving");
  assert.deepEqual(row.recent_scores, [-2, -2, -1, -1, 0, 0, 1, 1, 2, 2]);
}

const withGoal = (client_id) =>
  vault.createGoal(client_id, { goal_id: `${client_id}-goal`, description: "d", completion_percentage: 60, created_at: "2025-01-01T00:00:00Z" });

test("a recovery logged in order is one", async () => {
  await withGoal("ordered");
  for (const one of recovery("ordered")) await vault.logSession(one);
  await improves(vault, "ordered");
});

test("a caseload asked for again is the same whatever was done to the one before, until a session comes", async () => {
  const as_of = recoveryWindow.end_date;
  const asked = await tracker.page.evaluate(async ([index, as_of]) => {
    const answers = [];
    for (let round = 0; round < 4; round += 1) {
      const rows = await globalThis.vaultAt(index).getCaseload({ as_of });
      answers.push(structuredClone(rows));
      rows[0].display_name = "changed";
      rows[0].recent_scores.push(9);
      rows.pop();
    }
    return answers;
  }, [vault.index, as_of]);
  assert.equal(asked[0].length, 1);
  for (const answer of asked) assert.deepEqual(answer, asked[0]);
  await vault.logSession(session("one-more", { client_id: "other", timestamp: "2025-01-02T10:00:00Z" }));
  for (let round = 0; round < 3; round += 1) {
    assert.deepEqual((await vault.getCaseload({ as_of })).map(({ client_id }) => client_id), ["ordered", "other"]);
  }
});

test("a report asked for again has the same months whatever was done to the one before, in another window too", async () => {
  const at = (day) => `2024-${day}T10:00:00Z`;
  for (const [place, day] of ["01-10", "01-20", "02-10", "03-10", "04-10", "04-20"].entries()) {
    await vault.logSession(session(`m-${place}`, { client_id: "months", timestamp: at(day), emotional_state: place % 2 ? "positive" : "neutral" }));
  }
  const asked = (start_date, end_date) => tracker.page.evaluate(async ([index, options]) => {
    const answers = [];
    for (let round = 0; round < 4; round += 1) {
      const report = await globalThis.vaultAt(index).generateProgressReport("months", options);
      answers.push(structuredClone(report));
      report.months[1].avg_emotional_score = 9;
      report.months.pop();
    }
    return answers;
  }, [vault.index, { start_date, end_date, as_of: at("05-01") }]);
  const sizes = (report) => report.months.map((month) => [month.start_date, month.data_points]);
  const cut = await asked("2024-01-15", "2024-04-15");
  assert.deepEqual(sizes(cut[0]), [["2024-01-01", 1], ["2024-02-01", 1], ["2024-03-01", 1], ["2024-04-01", 1]]);
  const whole = await asked("2024-01-01", "2024-04-30");
  assert.deepEqual(sizes(whole[0]), [["2024-01-01", 2], ["2024-02-01", 1], ["2024-03-01", 1], ["2024-04-01", 2]]);
  for (const answers of [cut, whole]) {
    for (const answer of answers) {
      assert.deepEqual(answer, answers[0]);
      assert.deepEqual(Object.keys(answer), Object.keys(answers[0]));
    }
  }
  await vault.logSession(session("m-more", { client_id: "months", timestamp: at("02-20") }));
  for (const answer of await asked("2024-01-01", "2024-04-30")) assert.deepEqual(sizes(answer)[1], ["2024-02-01", 2]);
});

test("a recovery logged newest first is one", async () => {
  await withGoal("reversed");
  for (const one of recovery("reversed").reverse()) await vault.logSession(one);
  await improves(vault, "reversed");
});

test("a recovery imported in any order is one", async () => {
  await withGoal("newest");
  await withGoal("mixed");
  await vault.importSessions(recovery("newest").reverse());
  await vault.importSessions(shuffled(recovery("mixed")));
  await improves(vault, "newest");
  await improves(vault, "mixed");
});

test("a recovery stays one through a history file", async () => {
  const other = await tracker.create({ name: "other", key: deviceKey(2) });
  await other.importHistory(await vault.exportClientHistory("reversed", { passphrase }), { passphrase });
  await improves(other, "reversed");
  const restored = await tracker.create({ name: "restored", key: deviceKey(3) });
  await restored.importHistory(await vault.exportVault({ passphrase }), { passphrase });
  for (const client of ["ordered", "reversed", "newest", "mixed"]) await improves(restored, client);
});

test("a recovery stays one after locking and unlocking", async () => {
  await vault.lock();
  vault = await tracker.unlock({ name: "v", key: deviceKey() });
  for (const client of ["ordered", "reversed", "newest", "mixed"]) await improves(vault, client);
});

test("a recovery whose dates were amended is one", async () => {
  await withGoal("amended");
  const right = recovery("amended");
  await vault.importSessions(right.map((one, place) => ({ ...one, timestamp: right[9 - place].timestamp })));
  assert.equal((await vault.analyzeEmotionalTrends("amended", recoveryWindow))[0].trend_direction, "declining");
  for (const { session_id, timestamp } of right) await vault.amendSession(session_id, { timestamp }, { reason: "Dates" });
  await improves(vault, "amended");
});

test("a window without a session has no trend, and a report that says so", async () => {
  const window = { start_date: "2020-01-01", end_date: "2020-01-31" };
  assert.deepEqual(await vault.analyzeEmotionalTrends("ordered", window), []);
  const report = await vault.generateProgressReport("ordered", window);
  assert.deepEqual([report.sessions_count, report.emotional_trends, report.previous, report.overall_trajectory], [0, [], null, "stable"]);
  assert.match(report.recommendations.join(" "), /assessment/i);
});

test("a calendar period follows the session's own local date", async () => {
  const times = { early: "2025-01-01T00:30:00+02:00", late: "2024-12-31T23:30:00-05:00", monday: "2025-01-06T08:00:00Z" };
  for (const [id, timestamp] of Object.entries(times)) await vault.logSession(session(id, { client_id: "periods", timestamp }));
  const starts = async (period) => (await vault.analyzeEmotionalTrends("periods", { period })).map(({ start_date }) => start_date.slice(0, 10));
  assert.deepEqual(await starts("day"), ["2024-12-31", "2025-01-01", "2025-01-06"]);
  assert.deepEqual(await starts("week"), ["2024-12-30", "2025-01-06"]);
  for (const [period, start] of [["month", "2024-12-01"], ["quarter", "2024-10-01"], ["year", "2024-01-01"]]) {
    assert.deepEqual(await starts(period), [start, "2025-01-01"], period);
  }
});

test("a report holds the goals, milestones, techniques and months of its window", async () => {
  const add = (id, timestamp, more) => vault.logSession(session(id, { client_id: "report", timestamp, ...more }));
  await add("r1", "2025-01-10T10:00:00Z", { techniques_used: ["CBT"], emotional_state: "negative" });
  await add("r2", "2025-02-10T10:00:00Z", { techniques_used: ["ACT", "CBT"], crisis_flags: ["risk"] });
  await add("r0", "2024-12-20T10:00:00Z", { emotional_state: "very_negative" });
  await vault.createGoal("report", { goal_id: "rg", description: "d", completion_percentage: 10, created_at: "2024-11-01T10:00:00Z" });
  await vault.addMilestone({ milestone_id: "rm", goal_id: "rg", description: "d", achieved_date: "2025-02-01" }, "report");
  const report = await vault.generateProgressReport("report", { start_date: "2025-01-01", end_date: "2025-02-28" });
  assert.deepEqual(report.techniques, [{ name: "CBT", sessions: 2 }, { name: "ACT", sessions: 1 }]);
  assert.deepEqual(report.goal_progress, { rg: 10 });
  assert.deepEqual(report.key_milestones.map(({ milestone_id }) => milestone_id), ["rm"]);
  assert.deepEqual(report.months.map(({ avg_emotional_score }) => avg_emotional_score), [-1, 0]);
  assert.deepEqual([report.previous.avg_emotional_score, report.previous.data_points], [-2, 1]);
  assert.equal(report.crisis_flags_count, 1);
  const days = await vault.generateProgressReport("report", { timeframe_days: 30, as_of: "2025-02-20" });
  assert.equal(days.sessions_count, 1);
});

test("an import of 10,000 keeps 9,997 and names the three that are wrong", async () => {
  const many = Array.from({ length: 10_000 }, (_, place) => {
    const timestamp = new Date(Date.UTC(2015, 0, 1 + (place % 3000), 9)).toISOString();
    return session(`many-${place}`, { client_id: `many-${place % 5}`, timestamp, conversation_summary: "A few words on the week." });
  });
  many[17] = { ...many[17], emotional_state: "fine" };
  many[5000] = { ...many[5000], mood: 1 };
  many[9999] = { ...many[9999], session_id: undefined };
  const told = await tracker.page.evaluate(async ([index, sessions]) => {
    const progress = [];
    const result = await globalThis.vaultAt(index).importSessions(sessions, { onProgress: (state) => progress.push(state) });
    return { progress, result };
  }, [vault.index, many]);
  const { imported, skipped, rejected } = told.result;
  assert.deepEqual([imported, skipped], [9997, 0]);
  assert.deepEqual(rejected.map(({ index, code, field }) => [index, code, field]), [
    [17, "invalid_field", "emotional_state"],
    [5000, "unknown_field", "mood"],
    [9999, "missing_field", "session_id"],
  ]);
  assert.deepEqual(told.progress.at(-1), { done: 10_000, total: 10_000 });
  assert.ok(told.progress.every(({ done }, place) => place === 0 || done >= told.progress[place - 1].done));
  const again = await vault.importSessions(many);
  assert.deepEqual([again.imported, again.skipped, again.rejected.length], [0, 9997, 3]);
  const counts = (await vault.getCaseload()).filter(({ client_id }) => client_id.startsWith("many-"));
  assert.equal(counts.reduce((sum, { sessions_count }) => sum + sessions_count, 0), 9997);
});
