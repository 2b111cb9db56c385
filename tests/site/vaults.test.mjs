// Vaults: making, unlocking, locking, changing the passphrase, destroying.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { deviceKey, dump, openSite, openTracker } from "./harness/index.mjs";
import { session } from "./harness/records.mjs";

const passphrase = "four quiet words here";
const next = "another four words then";
let site;
let tracker;

before(async () => {
  site = await openSite();
  tracker = await openTracker(site.context, site.origin);
});
after(() => site.close());

const refuses = (call, code, field) => assert.rejects(call, { code, field, name: "TrackerError", known: true });

test("a vault opens with its passphrase and with no other", async () => {
  const made = await tracker.create({ name: "one", passphrase });
  await made.logSession(session("s"));
  await made.lock();
  await refuses(tracker.unlock({ name: "one", passphrase: `${passphrase} ` }), "wrong_passphrase");
  await refuses(tracker.unlock({ name: "one", key: deviceKey() }), "wrong_passphrase");
  const opened = await tracker.unlock({ name: "one", passphrase });
  assert.equal((await opened.getSession("s")).client_id, "ada");
});

test("a passphrase counts the same composed and decomposed", async () => {
  const made = await tracker.create({ name: "accents", passphrase: "a caf\u00e9 on the corner" });
  await made.lock();
  await tracker.unlock({ name: "accents", passphrase: "a cafe\u0301 on the corner" });
});

test("a vault opens with its key of 32 bytes and with nothing else", async () => {
  const made = await tracker.create({ name: "keyed", key: deviceKey(1) });
  await made.lock();
  await refuses(tracker.unlock({ name: "keyed", key: deviceKey(2) }), "wrong_passphrase");
  await refuses(tracker.unlock({ name: "keyed", passphrase }), "wrong_passphrase");
  await refuses(tracker.unlock({ name: "keyed", key: new Uint8Array(31) }), "invalid_field", "key");
  await refuses(tracker.unlock({ name: "keyed", key: "k" }), "invalid_field", "key");
  await refuses(tracker.unlock({ name: "keyed", key: deviceKey(1), passphrase }), "invalid_field", "key");
  await refuses(tracker.unlock({ name: "keyed" }), "missing_field", "passphrase");
  assert.deepEqual(await (await tracker.unlock({ name: "keyed", key: deviceKey(1) })).getClients(), []);
});

test("a vault without a name has the common one", async () => {
  await tracker.create({ key: deviceKey() });
  const names = (await tracker.list()).map(({ name }) => name);
  assert.ok(names.includes("therapeutic-progress"));
});

test("a list of vaults says when each was made", async () => {
  const listed = await tracker.list();
  for (const { name, created_at } of listed) assert.ok(!Number.isNaN(Date.parse(created_at)), name);
  assert.deepEqual(listed.map(({ name }) => name).sort(), ["accents", "keyed", "one", "therapeutic-progress"]);
});

test("a vault that is there is not made again", async () => {
  const before = await dump(tracker.page, "keyed");
  await refuses(tracker.create({ name: "keyed", key: deviceKey(3) }), "vault_exists");
  assert.deepEqual(await dump(tracker.page, "keyed"), before);
});

test("a refused vault leaves no database behind", async () => {
  const names = () => tracker.page.evaluate(async () => (await indexedDB.databases()).map(({ name }) => name).sort());
  const before = await names();
  const refused = [
    [{ name: "new", passphrase: "eleven char" }, "weak_passphrase", "passphrase"],
    [{ name: "new", passphrase: "Password1234" }, "weak_passphrase", "passphrase"],
    [{ name: "new", passphrase: 123456789012 }, "invalid_field", "passphrase"],
    [{ name: "new" }, "missing_field", "passphrase"],
    [{ name: "new", key: new Uint8Array(33) }, "invalid_field", "key"],
    [{ name: "new", passphrase, hint: "x" }, "unknown_field", "hint"],
    [{ name: "", passphrase }, "invalid_field", "name"],
    [{ name: "x".repeat(65), passphrase }, "invalid_field", "name"],
    [{ name: "a\nb", passphrase }, "invalid_field", "name"],
    [{ name: "new-keys", passphrase }, "invalid_field", "name"],
    [{ name: 5, passphrase }, "invalid_field", "name"],
  ];
  for (const [options, code, field] of refused) await refuses(tracker.create(options), code, field);
  await refuses(tracker.unlock({ name: "nobody", passphrase }), "vault_not_found");
  assert.deepEqual(await names(), before);
});

test("every call on a locked vault is refused", async () => {
  const vault = await tracker.unlock({ name: "keyed", key: deviceKey(1) });
  await vault.lock();
  await vault.lock();
  const calls = [
    ["logSession", session("s")], ["importSessions", []], ["getSession", "s"], ["getSessions", "ada"],
    ["amendSession", "s", {}, { reason: "r" }], ["getSessionRevisions", "s"], ["createGoal", "ada", { goal_id: "g", description: "d" }],
    ["updateGoalProgress", "g", 1], ["getGoals", "ada"], ["getGoalHistory", "g"],
    ["addMilestone", { milestone_id: "m", goal_id: "g", description: "d" }, "ada"], ["getMilestones", "ada"],
    ["saveClient", { client_id: "ada" }], ["getClients"], ["searchSessions", "x"], ["analyzeEmotionalTrends", "ada"],
    ["generateProgressReport", "ada"], ["getSummary"], ["getCaseload"], ["exportClientHistory", "ada", { passphrase }],
    ["exportVault", { passphrase }], ["importHistory", new Uint8Array(9), { passphrase }], ["getAuditLog"], ["verifyAuditLog"],
    ["readCheckpoint", new Uint8Array(9), { passphrase }], ["noteReportPrinted", "ada"], ["getOtherVersions", "ada"],
    ["verifyVault"], ["saveDraft", "ada", {}], ["getDraft", "ada"], ["discardDraft", "ada"],
    ["changePassphrase", { current: passphrase, next }], ["destroyVault", { key: deviceKey(1) }],
  ];
  for (const [method, ...args] of calls) await assert.rejects(vault[method](...args), { code: "locked" }, method);
});

test("a changed passphrase opens the same records, and the one before no longer does", async () => {
  const vault = await tracker.unlock({ name: "one", passphrase });
  const before = await dump(tracker.page, "one");
  await refuses(vault.changePassphrase({ current: next, next }), "wrong_passphrase");
  await refuses(vault.changePassphrase({ current: passphrase, next: "short" }), "weak_passphrase", "passphrase");
  await refuses(vault.changePassphrase({ current: passphrase }), "missing_field", "next");
  await refuses(vault.changePassphrase({ next }), "missing_field", "current");
  await refuses(vault.changePassphrase({ current: passphrase, next, hint: "x" }), "unknown_field", "hint");
  assert.deepEqual((await dump(tracker.page, "one")).slots, before.slots);
  await vault.changePassphrase({ current: passphrase, next });
  assert.equal((await vault.getSession("s")).session_id, "s");
  await vault.lock();
  await refuses(tracker.unlock({ name: "one", passphrase }), "wrong_passphrase");
  const opened = await tracker.unlock({ name: "one", passphrase: next });
  assert.equal((await opened.getSession("s")).session_id, "s");
  const changed = await dump(tracker.page, "one");
  for (const store of ["journal", "timeline", "catalogue"]) assert.deepEqual(changed[store], before[store], store);
  const boxes = new Set([...before.slots, ...before.keys].map(({ value }) => value.b));
  const rewrapped = changed.keys.filter(({ value }) => !boxes.has(value.b));
  assert.equal(rewrapped.length, changed.keys.length, "every key is wrapped anew");
});

test("a destroyed vault is gone, and only its own secret destroys it", async () => {
  const vault = await tracker.unlock({ name: "one", passphrase: next });
  await refuses(vault.destroyVault({ passphrase }), "wrong_passphrase");
  await refuses(vault.destroyVault({}), "missing_field", "passphrase");
  assert.equal((await vault.getSession("s")).session_id, "s");
  await vault.destroyVault({ passphrase: next });
  await refuses(vault.getSession("s"), "locked");
  await refuses(tracker.unlock({ name: "one", passphrase: next }), "vault_not_found");
  const left = await tracker.page.evaluate(async () => (await indexedDB.databases()).map(({ name }) => name));
  assert.ok(!left.includes("one") && !left.includes("one-keys"));
});
