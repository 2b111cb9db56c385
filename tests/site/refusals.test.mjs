// Every rule of the interface, broken once: the refusal names the field, and nothing is written.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { deviceKey, dump, openSite, openTracker } from "./harness/index.mjs";
import { session } from "./harness/records.mjs";

let site;
let vault;
let page;

before(async () => {
  site = await openSite();
  const tracker = await openTracker(site.context, site.origin);
  page = tracker.page;
  vault = await tracker.create({ name: "v", key: deviceKey() });
  await vault.logSession(session("taken"));
  await vault.createGoal("ada", { goal_id: "goal", description: "Sleep through" });
  await vault.addMilestone({ milestone_id: "step", goal_id: "goal", description: "Slept" }, "ada");
});
after(() => site.close());

/** What rests in the vault, once what was read is in the audit log. */
async function atRest() {
  await vault.verifyAuditLog();
  return dump(page, "v");
}

/** Each case is a label, a call, the code and the field; none of them may leave a trace. */
async function refusesAll(cases) {
  const before = await atRest();
  for (const [label, call, code, field] of cases) {
    await assert.rejects(call(), { code, field, known: true }, label);
    assert.deepEqual(await atRest(), before, label);
  }
}

const long = "x".repeat(65_537);
const badIds = [["an empty id", ""], ["a long id", "i".repeat(129)], ["a line break", "a\nb"], ["a number", 7], ["null", null], ["a list", ["a"]]];
const badTexts = [["a number", 1], ["null", null], ["a list", ["a"]], ["65,537 bytes", long], ["65,538 bytes of UTF-8", "é".repeat(32_769)]];
const badInstants = [
  ["words", "yesterday"], ["a date alone", "2025-03-03"], ["a number", 1_700_000_000_000], ["null", null], ["nothing", ""],
  ["a 13th month", "2025-13-01T10:00:00Z"], ["30 February", "2025-02-30T10:00:00Z"], ["an hour alone", "10:00"],
];
const badDays = [["words", "soon"], ["a number", 5], ["29 February 2025", "2025-02-29"], ["short digits", "2025-1-7"], ["nothing", ""]];

/** A value that a field refuses: one case for each. */
const bad = (field, values, write) =>
  values.map(([what, value]) => [`${what} as ${field}`, () => write({ [field]: value }), "invalid_field", field]);

test("a session that breaks a rule is refused by its field", async () => {
  const write = (more) => vault.logSession(session("new", more));
  const texts = ["conversation_summary", "progress_notes", "therapist_observations", "next_session_focus", "homework_assigned"];
  const lists = [["a text", "a"], ["a number in it", [1]], ["a blank in it", [" "]], ["null", null], ["a long text in it", [long]]];
  const states = [["a score", 2], ["another word", "happy"], ["capitals", "Neutral"], ["null", null]];
  const minutes = [["less than none", -1], ["over a day", 1441], ["a half", 50.5], ["a text", "60"], ["null", null], ["a list", [60]]];
  await refusesAll([
    ...bad("session_id", badIds, write),
    ...bad("client_id", badIds, write),
    ...bad("timestamp", badInstants, write),
    ...bad("emotional_state", states, write),
    ...texts.flatMap((field) => bad(field, badTexts, write)),
    ...bad("session_duration_minutes", minutes, write),
    ...bad("techniques_used", lists, write),
    ...bad("crisis_flags", lists, write),
    ...bad("therapeutic_goals", [["a text", "g"], ["an empty id in it", [""]], ["a number in it", [1]], ["null", null]], write),
    ...["session_id", "client_id", "emotional_state"].map((field) => [`no ${field}`, () => write({ [field]: undefined }), "missing_field", field]),
    ["another field", () => write({ mood: "fine" }), "unknown_field", "mood"],
    ["an id that is taken", () => vault.logSession(session("taken", { emotional_state: "positive" })), "duplicate_id", "session_id"],
    ["an id that another client's session has", () => vault.logSession(session("taken", { client_id: "new" })), "duplicate_id", "session_id"],
    ["over 256 KiB", () => write({ metadata: { much: "x".repeat(262_144) } }), "invalid_field", "session"],
    ["no session", () => vault.logSession(), "missing_field", "session"],
    ["a list", () => vault.logSession([]), "invalid_field", "session"],
    ["a text", () => vault.logSession("s"), "invalid_field", "session"],
  ]);
});

test("a session that cannot be written as JSON is refused", async () => {
  const before = await atRest();
  const codes = await page.evaluate(async (index) => {
    const vault = globalThis.vaultAt(index);
    const cyclic = { session_id: "c", client_id: "ada", emotional_state: "neutral", metadata: {} };
    cyclic.metadata.self = cyclic;
    const throwing = { get session_id() { throw new Error("no"); } };
    const values = [cyclic, { session_id: "b", client_id: "ada", emotional_state: "neutral", metadata: 1n }, throwing, () => 1, Symbol("s")];
    return Promise.all(values.map((value) => vault.logSession(value).then(() => "kept", ({ code }) => code)));
  }, vault.index);
  assert.deepEqual(codes, Array(5).fill("invalid_field"));
  assert.deepEqual(await atRest(), before);
});

test("a goal that breaks a rule is refused by its field", async () => {
  const write = (more) => vault.createGoal("ada", { goal_id: "new", description: "d", ...more });
  const percents = [["less than none", -0.1], ["over all", 100.1], ["a text", "60"], ["null", null]];
  await refusesAll([
    ...bad("goal_id", badIds, write),
    ...bad("description", [...badTexts, ["a blank", " "]], write),
    ...bad("target_date", badDays, write),
    ...bad("completion_percentage", percents, write),
    ...bad("milestones", [["a text", "m"], ["an empty id in it", [""]], ["null", null]], write),
    ...bad("notes", badTexts, write),
    ...bad("created_at", badInstants, write),
    ...bad("updated_at", badInstants, write),
    ["no goal_id", () => write({ goal_id: undefined }), "missing_field", "goal_id"],
    ["no description", () => write({ description: undefined }), "missing_field", "description"],
    ["another field", () => write({ status: "active" }), "unknown_field", "status"],
    ["an id that is taken", () => vault.createGoal("ada", { goal_id: "goal", description: "Another" }), "duplicate_id", "goal_id"],
    ["an id that another client's goal has", () => vault.createGoal("new", { goal_id: "goal", description: "d" }), "duplicate_id", "goal_id"],
    ["no client", () => vault.createGoal(undefined, { goal_id: "new", description: "d" }), "missing_field", "client_id"],
    ["no goal", () => vault.createGoal("ada"), "missing_field", "goal"],
  ]);
});

test("progress that breaks a rule is refused by its field", async () => {
  const update = (...args) => () => vault.updateGoalProgress(...args);
  await refusesAll([
    ...[-1, 101, NaN, Infinity, "60", null].map((percent) => [`${percent}`, update("goal", percent), "invalid_field", "completion_percentage"]),
    ["no percentage", update("goal"), "missing_field", "completion_percentage"],
    ["a goal that is not there", update("nowhere", 50), "not_found", "goal_id"],
    ["notes that are no text", update("goal", 50, 7), "invalid_field", "notes"],
    ["notes that are too long", update("goal", 50, long), "invalid_field", "notes"],
    ["another option", update("goal", 50, "n", { when: "now" }), "unknown_field", "when"],
    ["a time that is none", update("goal", 50, "n", { timestamp: "then" }), "invalid_field", "timestamp"],
  ]);
});

test("a milestone that breaks a rule is refused by its field", async () => {
  const write = (more, client = "ada") => vault.addMilestone({ milestone_id: "new", goal_id: "goal", description: "d", ...more }, client);
  await refusesAll([
    ...bad("milestone_id", badIds, write),
    ...bad("goal_id", badIds, write),
    ...bad("description", [...badTexts, ["a blank", ""]], write),
    ...bad("achieved_date", [...badDays, ["null", null]], write),
    ...bad("significance", [["another word", "huge"], ["a number", 1], ["null", null]], write),
    ...["milestone_id", "goal_id", "description"].map((field) => [`no ${field}`, () => write({ [field]: undefined }), "missing_field", field]),
    ["another field", () => write({ notes: "n" }), "unknown_field", "notes"],
    ["an id that is taken", () => write({ milestone_id: "step" }), "duplicate_id", "milestone_id"],
    ["an id that another client's milestone has", () => write({ milestone_id: "step" }, "new"), "duplicate_id", "milestone_id"],
    ["no client", () => vault.addMilestone({ milestone_id: "new", goal_id: "goal", description: "d" }), "missing_field", "client_id"],
  ]);
});

test("a client that breaks a rule is refused by its field", async () => {
  const write = (more) => vault.saveClient({ client_id: "new", ...more });
  await refusesAll([
    ...bad("client_id", badIds, write),
    ...bad("display_name", badTexts, write),
    ...bad("notes", badTexts, write),
    ...bad("status", [["another word", "gone"], ["null", null]], write),
    ["no client_id", () => vault.saveClient({}), "missing_field", "client_id"],
    ["another field", () => write({ age: 40 }), "unknown_field", "age"],
    ["no client", () => vault.saveClient(), "missing_field", "client"],
  ]);
});

test("an amendment that breaks a rule is refused by its field", async () => {
  const amend = (changes, options = { reason: "A slip" }, id = "taken") => () => vault.amendSession(id, changes, options);
  const big = { conversation_summary: "a".repeat(65_536), progress_notes: "b".repeat(65_536), therapist_observations: "c".repeat(65_536), homework_assigned: "d".repeat(65_536), next_session_focus: "e" };
  await refusesAll([
    ["a session that is not there", amend({ progress_notes: "n" }, undefined, "nowhere"), "not_found", "session_id"],
    ["another session_id", amend({ session_id: "other" }), "invalid_field", "session_id"],
    ["another client_id", amend({ client_id: "eve" }), "invalid_field", "client_id"],
    ["another field", amend({ mood: "fine" }), "unknown_field", "mood"],
    ["a wrong value", amend({ emotional_state: "happy" }), "invalid_field", "emotional_state"],
    ["a wrong time", amend({ timestamp: "then" }), "invalid_field", "timestamp"],
    ["over 256 KiB in all", amend(big), "invalid_field", "session"],
    ["no changes", amend(undefined), "missing_field", "changes"],
    ["no reason", amend({ progress_notes: "n" }, {}), "missing_field", "reason"],
    ["a reason that is no text", amend({ progress_notes: "n" }, { reason: 1 }), "invalid_field", "reason"],
    ["a blank reason", amend({ progress_notes: "n" }, { reason: " " }), "invalid_field", "reason"],
    ["another option", amend({ progress_notes: "n" }, { reason: "r", by: "me" }), "unknown_field", "by"],
  ]);
});

test("a signature or notes that break a rule are refused by their field", async () => {
  const long = "x".repeat(65_537);
  await refusesAll([
    ["signing a session that is not there", () => vault.signSession("nowhere"), "not_found", "session_id"],
    ["signing none", () => vault.signSession(), "missing_field", "session_id"],
    ["a statement that is no text", () => vault.signSession("taken", { statement: 1 }), "invalid_field", "statement"],
    ["a statement over 4 KiB", () => vault.signSession("taken", { statement: "x".repeat(4097) }), "invalid_field", "statement"],
    ["a revision that is none", () => vault.signSession("taken", { revision: 0 }), "invalid_field", "revision"],
    ["a revision that is not the newest", () => vault.signSession("taken", { revision: 9 }), "invalid_field", "revision"],
    ["signing by another option", () => vault.signSession("taken", { by: "me" }), "unknown_field", "by"],
    ["a blank reason to restore", () => vault.restoreSession("taken", { reason: " " }), "invalid_field", "reason"],
    ["signatures of nobody named", () => vault.getSignatures(), "missing_field", "client_id"],
    ["signed by a word", () => vault.getSessions("ada", { signed: "yes" }), "invalid_field", "signed"],
    ["notes on no session", () => vault.savePsychotherapyNotes("nowhere", "n"), "not_found", "session_id"],
    ["no notes", () => vault.savePsychotherapyNotes("taken"), "missing_field", "text"],
    ["notes that are no text", () => vault.savePsychotherapyNotes("taken", 5), "invalid_field", "text"],
    ["blank notes where there are none", () => vault.savePsychotherapyNotes("taken", " "), "invalid_field", "text"],
    ["notes over 64 KiB", () => vault.savePsychotherapyNotes("taken", long), "invalid_field", "text"],
    ["reading notes of no session", () => vault.getPsychotherapyNotes("nowhere"), "not_found", "session_id"],
    ["a search in notes by a word", () => vault.searchSessions("x", { psychotherapy_notes: "yes" }), "invalid_field", "psychotherapy_notes"],
    ["an export of notes by a word", () => vault.exportVault({ include_psychotherapy_notes: 1, passphrase: "four quiet words here" }), "invalid_field", "include_psychotherapy_notes"],
  ]);
});

test("an import names each element that cannot be written, and keeps those beside it", async () => {
  const told = await page.evaluate(async () => {
    const { TherapeuticProgressTracker } = await import("/tracker.js");
    const tracker = await TherapeuticProgressTracker.create({ name: "elements", key: new Uint8Array(32).fill(5) });
    const good = (session_id, rest) => ({ session_id, client_id: "ada", emotional_state: "neutral", ...rest });
    const cyclic = good("cyclic", { metadata: {} });
    cyclic.metadata.self = cyclic;
    const throwing = { get client_id() { throw new Error("not for you"); } };
    // Texts with the line break that would part lines, and a hole at the end.
    const elements = [good("first", { progress_notes: "one\ntwo" }), null, undefined, cyclic, good("big", { metadata: 1n }), throwing, () => 1, Symbol("s"), 5, [], good("a\nb"), good("last")];
    elements.length = 13;
    const { imported, rejected } = await tracker.importSessions(elements);
    const kept = await tracker.getSessions("ada");
    await tracker.lock();
    return { imported, rejected: rejected.map(({ index, code, field }) => [index, code, field]), kept: kept.map(({ session_id, progress_notes }) => [session_id, progress_notes]) };
  });
  assert.equal(told.imported, 2);
  assert.deepEqual(told.kept.toSorted(), [["first", "one\ntwo"], ["last", ""]]);
  const missing = [1, 2, 12].map((index) => [index, "missing_field", "session"]);
  const unwritable = [3, 4, 5, 6, 7, 8, 9].map((index) => [index, "invalid_field", "session"]);
  const inOrder = [...missing, ...unwritable, [10, "invalid_field", "session_id"]].sort(([one], [other]) => one - other);
  assert.deepEqual(told.rejected, inOrder);
});

test("a question that breaks a rule is refused by its field", async () => {
  const backwards = { start_date: "2025-02-01", end_date: "2025-01-01" };
  const windows = ["getSessions", "getMilestones", "analyzeEmotionalTrends", "generateProgressReport"].flatMap((method) => [
    [`${method} backwards`, () => vault[method]("ada", backwards), "invalid_field", "end_date"],
    [`${method} from no date`, () => vault[method]("ada", { start_date: "soon", end_date: "2025-01-01" }), "invalid_field", "start_date"],
    [`${method} to a number`, () => vault[method]("ada", { start_date: "2025-01-01", end_date: 5 }), "invalid_field", "end_date"],
    [`${method} of another option`, () => vault[method]("ada", { from: "2025-01-01" }), "unknown_field", "from"],
    [`${method} of no client`, () => vault[method](), "missing_field", "client_id"],
    [`${method} with a text for options`, () => vault[method]("ada", "all"), "invalid_field", "options"],
  ]);
  await refusesAll([
    ...windows,
    ...[0, -1, 1.5, "3", null].map((limit) => [`limit ${limit}`, () => vault.getSessions("ada", { limit }), "invalid_field", "limit"]),
    ["a session that is not there", () => vault.getSession("nowhere"), "not_found", "session_id"],
    ["no session", () => vault.getSession(), "missing_field", "session_id"],
    ["revisions of none", () => vault.getSessionRevisions("nowhere"), "not_found", "session_id"],
    ["a history of none", () => vault.getGoalHistory("nowhere"), "not_found", "goal_id"],
    ["goals by a word", () => vault.getGoals("ada", { active_only: "yes" }), "invalid_field", "active_only"],
    ["another period", () => vault.analyzeEmotionalTrends("ada", { period: "decade" }), "invalid_field", "period"],
    ["no days", () => vault.generateProgressReport("ada", { timeframe_days: 0 }), "invalid_field", "timeframe_days"],
    ["half a day", () => vault.generateProgressReport("ada", { timeframe_days: 1.5 }), "invalid_field", "timeframe_days"],
    ["an as_of that is none", () => vault.generateProgressReport("ada", { as_of: "then" }), "invalid_field", "as_of"],
    ["a caseload as of never", () => vault.getCaseload({ as_of: "never" }), "invalid_field", "as_of"],
    ["a summary as of never", () => vault.getSummary(undefined, { as_of: "never" }), "invalid_field", "as_of"],
    ["a search for a number", () => vault.searchSessions(5), "invalid_field", "text"],
    ["a search for nothing", () => vault.searchSessions(), "missing_field", "text"],
    ["a search without limit", () => vault.searchSessions("x", { limit: 0 }), "invalid_field", "limit"],
    ["sessions that are no list", () => vault.importSessions({}), "invalid_field", "sessions"],
    ["a listener that is none", () => vault.importSessions([], { onProgress: 1 }), "invalid_field", "onProgress"],
  ]);
});

test("a history file that cannot be made or read is refused by its field", async () => {
  await refusesAll([
    ["an export of nobody", () => vault.exportClientHistory("nobody", { passphrase: "four quiet words here" }), "not_found", "client_id"],
    ["a device key's vault and no passphrase", () => vault.exportVault(), "missing_field", "passphrase"],
    ["bytes that are no file", () => vault.importHistory(new Uint8Array(99), { passphrase: "four quiet words here" }), "corrupt_file", undefined],
    ["a text for a file", () => vault.importHistory("file", { passphrase: "four quiet words here" }), "invalid_field", "bytes"],
    ["no file", () => vault.importHistory(undefined, { passphrase: "four quiet words here" }), "missing_field", "bytes"],
  ]);
});
