// Bytes changed behind the tracker's back: what is hit is refused, what is not stays readable.
import assert from "node:assert/strict";
import { after, before, beforeEach, test } from "node:test";
import { deviceKey, dump, flipped, openSite, openTracker, put, written } from "./harness/index.mjs";
import { session } from "./harness/records.mjs";

const key = deviceKey();
let site;
let tracker;
let name = 0;
let vault;
/** The row that each record was written to. */
let rows;

before(async () => {
  site = await openSite();
  tracker = await openTracker(site.context, site.origin);
});
after(() => site.close());

const rest = () => dump(tracker.page, String(name));
const set = (store, ...changed) => put(tracker.page, String(name), store, changed);

/** The row that an action adds to a store. */
async function rowOf(action, store = "journal") {
  const before = await rest();
  const known = new Set(before[store].map(({ value }) => value.k));
  await action();
  return written(before, await rest(), store).find(({ k }) => !known.has(k));
}

/** The row that an action writes anew in the journal. */
async function rewrittenBy(action) {
  const before = await rest();
  const known = new Set(before.journal.map(({ value }) => value.k));
  await action();
  return written(before, await rest(), "journal").find(({ k }) => known.has(k));
}

async function reopen() {
  await vault.lock();
  vault = await tracker.unlock({ name: String(name), key });
}

beforeEach(async () => {
  name += 1;
  vault = await tracker.create({ name: String(name), key });
  const at = (day) => `2025-01-${day}T10:00:00Z`;
  const client = await rowOf(() => vault.saveClient({ client_id: "ada", display_name: "Ada" }));
  await vault.createGoal("ada", { goal_id: "goal", description: "d", created_at: at(10) });
  rows = {
    client,
    one: await rowOf(() => vault.logSession(session("one", { timestamp: at(10), emotional_state: "negative" }))),
    two: await rowOf(() => vault.logSession(session("two", { timestamp: at(20), emotional_state: "positive" }))),
    milestone: await rowOf(() => vault.addMilestone({ milestone_id: "step", goal_id: "goal", description: "d" }, "ada")),
  };
  await vault.logSession(session("other", { client_id: "eve", timestamp: at(11) }));
});

const refused = (call, label) => assert.rejects(call, { code: "corrupt_record", known: true }, label);

async function damagedKinds() {
  return (await vault.verifyVault()).damaged.map(({ kind, client_id }) => [kind, client_id]);
}

/** The records that nobody touched; `except` names those that were. */
async function othersAreReadable(except = []) {
  const calls = [["getSession", "one"], ["getSession", "two"], ["getGoals", "ada"], ["getMilestones", "ada"]];
  for (const [method, ...args] of calls) if (!except.includes(args[0] === "ada" ? method : args[0])) await vault[method](...args);
  assert.equal((await vault.getSessions("eve")).length, 1);
  assert.equal((await vault.getCaseload()).length, 2);
}

test("a session's box with one bit turned over is refused, wherever the bit is", async () => {
  for (const place of [0, 1, 5, 12, 40, -1]) {
    await set("journal", flipped(rows.one, place));
    await reopen();
    await refused(vault.getSession("one"), `byte ${place}`);
    await refused(vault.getSessions("ada"));
    assert.deepEqual((await vault.getSessions("ada", { skip_damaged: true })).map(({ session_id }) => session_id), ["two"]);
    await refused(vault.amendSession("one", { progress_notes: "n" }, { reason: "r" }));
    await othersAreReadable(["one"]);
  }
  assert.deepEqual(await damagedKinds(), [["session", "ada"]]);
  await set("journal", rows.one);
  assert.equal((await vault.getSessions("ada")).length, 2);
});

test("a goal's box with one bit turned over is refused, and the sessions and milestones stay readable", async () => {
  const goal = await rewrittenBy(() => vault.updateGoalProgress("goal", 20));
  await set("journal", flipped(goal, 20));
  await reopen();
  await refused(vault.getGoals("ada"));
  await refused(vault.updateGoalProgress("goal", 50));
  assert.deepEqual(await damagedKinds(), [["goal", "ada"]]);
  await othersAreReadable(["getGoals"]);
});

test("a milestone's box with one bit turned over is refused, and the sessions and goals stay readable", async () => {
  await set("journal", flipped(rows.milestone, 20));
  await reopen();
  await refused(vault.getMilestones("ada"));
  assert.deepEqual(await damagedKinds(), [["milestone", "ada"]]);
  await othersAreReadable(["getMilestones"]);
});

test("an earlier revision's and a goal update's box with one bit turned over are refused", async () => {
  const revision = await rowOf(() => vault.amendSession("one", { progress_notes: "n" }, { reason: "r" }));
  const update = await rowOf(() => vault.updateGoalProgress("goal", 50));
  await set("journal", flipped(revision, 20), flipped(update, 20));
  await reopen();
  await refused(vault.getSessionRevisions("one"));
  await refused(vault.getGoalHistory("goal"));
  await othersAreReadable();
  assert.deepEqual(await damagedKinds(), [["session_revision", "ada"], ["goal_update", "ada"]]);
});

test("psychotherapy notes with one bit turned over cost only themselves", async () => {
  const first = await rowOf(() => vault.savePsychotherapyNotes("one", "first"));
  await set("journal", flipped(first, 20));
  await reopen();
  await refused(vault.getPsychotherapyNotes("one"));
  await othersAreReadable();
  assert.deepEqual(await damagedKinds(), [["psychotherapy_notes", "ada"]]);
});

test("a client's own box with one bit turned over is found, and the sessions stay readable", async () => {
  await set("journal", flipped(rows.client, 20));
  await reopen();
  await othersAreReadable();
  assert.deepEqual(await damagedKinds(), [["client", "ada"]]);
});

/** What is answered from derived boxes alone. */
async function derivedAnswers() {
  const report = await vault.generateProgressReport("ada", { timeframe_days: 365, as_of: "2025-03-01" });
  const trends = [await vault.analyzeEmotionalTrends("ada"), await vault.analyzeEmotionalTrends("eve")];
  return { trends, caseload: await vault.getCaseload({ as_of: "2025-02-01" }), report: { ...report, report_date: 0 } };
}

for (const store of ["timeline", "catalogue"]) {
  test(`boxes of the ${store} that are damaged heal themselves from the journal`, async () => {
    const expected = await derivedAnswers();
    for (const place of [0, 30, -1]) {
      await set(store, ...(await rest())[store].map(({ value }) => flipped(value, place)));
      await reopen();
      assert.deepEqual(await derivedAnswers(), expected, `byte ${place}`);
      assert.deepEqual(await damagedKinds(), [], `byte ${place}`);
    }
  });

  test(`boxes of the ${store} that are gone heal themselves from the journal`, async () => {
    const expected = await derivedAnswers();
    await set(store, ...(await rest())[store].map(({ value: { k } }) => ({ k })));
    await reopen();
    assert.deepEqual(await derivedAnswers(), expected);
    assert.deepEqual(await damagedKinds(), []);
  });
}

test("a session is logged although the derived boxes are damaged", async () => {
  const { timeline, catalogue } = await rest();
  await set("timeline", ...timeline.map(({ value }) => flipped(value, 20)));
  await set("catalogue", ...catalogue.map(({ value }) => flipped(value, 20)));
  await reopen();
  await vault.logSession(session("three", { timestamp: "2025-01-30T10:00:00Z" }));
  assert.equal((await vault.getSessions("ada")).length, 3);
  assert.equal((await vault.analyzeEmotionalTrends("eve"))[0].data_points, 1);
  assert.deepEqual(await damagedKinds(), []);
});

test("two boxes that changed places are both refused", async () => {
  await set("journal", { ...rows.one, b: rows.two.b }, { ...rows.two, b: rows.one.b });
  await reopen();
  await refused(vault.getSession("one"));
  await refused(vault.getSession("two"));
  await othersAreReadable(["one", "two"]);
  assert.deepEqual(await damagedKinds(), [["session", "ada"], ["session", "ada"]]);
});

test("an old box that was put back is refused", async () => {
  await vault.amendSession("one", { progress_notes: "Corrected." }, { reason: "r" });
  await set("journal", rows.one);
  await reopen();
  await refused(vault.getSession("one"));
  await othersAreReadable(["one"]);
  assert.equal((await damagedKinds()).length, 1);
});

for (const stores of [["timeline"], ["catalogue"], ["timeline", "catalogue"]]) {
  test(`boxes of ${stores.join(" and ")} from before the last session do not hide it`, async () => {
    const before = await rest();
    await vault.logSession(session("three", { timestamp: "2025-01-30T10:00:00Z" }));
    for (const store of stores) await set(store, ...before[store].map(({ value }) => value));
    await reopen();
    assert.equal((await vault.getSessions("ada")).length, 3);
    assert.equal((await vault.analyzeEmotionalTrends("ada"))[0].data_points, 3);
    assert.equal((await vault.getCaseload()).find(({ client_id }) => client_id === "ada").sessions_count, 3);
    assert.deepEqual(await damagedKinds(), []);
  });
}

test("a client's key that is damaged takes that client alone", async () => {
  const row = await rowOf(() => vault.logSession(session("third", { client_id: "kim" })), "keys");
  await set("keys", flipped(row, 30));
  await reopen();
  await refused(vault.getSession("third"));
  assert.deepEqual([(await vault.getSessions("ada")).length, (await vault.getSessions("eve")).length], [2, 1]);
  assert.deepEqual((await damagedKinds()).map(([kind]) => kind), ["key"]);
});
