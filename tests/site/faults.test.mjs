// What can befall a browser's storage, each caused once: nothing is half written, and the next call goes through.
import assert from "node:assert/strict";
import { randomBytes } from "node:crypto";
import { readFileSync } from "node:fs";
import { after, before, test } from "node:test";
import { deviceKey, dump, launch, openSite, openTracker, put } from "./harness/index.mjs";
import { session } from "./harness/records.mjs";

const key = deviceKey();
const vectors = new URL("../vectors/", import.meta.url);
let site;
let tracker;

before(async () => {
  site = await openSite();
  tracker = await openTracker(site.context, site.origin);
});
after(() => site.close());

async function whole(vault, label) {
  assert.deepEqual((await vault.verifyVault()).damaged, [], label);
  assert.equal((await vault.verifyAuditLog()).intact, true, label);
}

/** Sessions of one client whose texts no compression makes small. */
const large = (count) => Array.from({ length: count }, (_, place) => session(`large-${place}`, { progress_notes: randomBytes(3000).toString("base64") }));

/** How many sessions are in after each transaction of an import: sessions come over 64 at a time, until there are 4 MiB of them. */
function batchEnds(sessions) {
  const ends = [];
  let bytes = 0;
  for (let place = 0; place < sessions.length; place += 64) {
    bytes += sessions.slice(place, place + 64).reduce((sum, one) => sum + JSON.stringify(one).length, 0);
    if (bytes < 4 * 2 ** 20) continue;
    ends.push(place + 64);
    bytes = 0;
  }
  return ends;
}

/** Opens the tracker in a browser of its own, whose storage for the site ends so many bytes further on. */
async function openLimited(bytes) {
  const context = await launch();
  const limited = await openTracker(context, site.origin);
  const devtools = await context.newCDPSession(limited.page);
  const { usage } = await devtools.send("Storage.getUsageAndQuota", { origin: site.origin });
  // Chromium asks for the room that is left once and then reckons with it, so the limit comes before the first write.
  await devtools.send("Storage.overrideQuotaForOrigin", { origin: site.origin, quotaSize: usage + bytes });
  return { context, limited, makeRoom: () => devtools.send("Storage.overrideQuotaForOrigin", { origin: site.origin }) };
}

test("a quota that an import exceeds leaves whole batches, and the rest comes in once there is room", { timeout: 120_000 }, async () => {
  const { context, limited, makeRoom } = await openLimited(7_000_000);
  try {
    const vault = await limited.create({ name: "full", key });
    const sessions = large(2500);
    await assert.rejects(vault.importSessions(sessions), { code: "quota_exceeded", known: true });
    const { sessions_count } = await vault.getSummary();
    assert.ok(batchEnds(sessions).includes(sessions_count) && sessions_count < sessions.length, `${sessions_count} sessions`);
    assert.equal((await vault.getSessions("ada")).length, sessions_count);
    for (const text of [randomBytes(48_000).toString("base64"), "short"]) await vault.logSession(session(text.slice(0, 9), { progress_notes: text })).catch(({ code }) => assert.equal(code, "quota_exceeded"));
    await makeRoom();
    await whole(vault, "what came in");
    const before = (await vault.getSummary()).sessions_count;
    const { imported, skipped, rejected } = await vault.importSessions(sessions);
    assert.deepEqual([imported + skipped, skipped, rejected], [sessions.length, sessions_count, []]);
    assert.equal((await vault.getSummary()).sessions_count, before + imported);
    await whole(vault, "all of it");
  } finally {
    await context.close();
  }
});

/** Runs in the page: from now on the `passing + 1`st step of writing transactions aborts its transaction. */
function failAt(passing) {
  const writing = ["put", "add", "delete", "clear"];
  globalThis.originals ??= Object.fromEntries(writing.map((method) => [method, IDBObjectStore.prototype[method]]));
  globalThis.originalCommit ??= IDBTransaction.prototype.commit;
  globalThis.failed = false;
  let left = passing;
  const fails = () => {
    left -= 1;
    globalThis.failed ||= left === -1;
    return left === -1;
  };
  for (const method of writing) {
    IDBObjectStore.prototype[method] = function (...given) {
      const request = globalThis.originals[method].apply(this, given);
      if (fails()) this.transaction.abort();
      return request;
    };
  }
  IDBTransaction.prototype.commit = function () {
    if (fails()) this.abort();
    return globalThis.originalCommit.call(this);
  };
}

/** Runs in the page: ends that, and tells whether a step has failed. */
function failNoMore() {
  Object.assign(IDBObjectStore.prototype, globalThis.originals);
  IDBTransaction.prototype.commit = globalThis.originalCommit;
  return globalThis.failed;
}

/** What rests in a vault without the lines of what was read, and keys for clients who are yet to come. */
async function records(name) {
  const { journal, timeline, catalogue, slots } = await dump(tracker.page, name);
  return { journal, timeline, catalogue, slots };
}

const kinds = {
  logSession: (vault, id) => vault.logSession(session(id)),
  "logSession of a new client": (vault, id) => vault.logSession(session(id, { client_id: id })),
  "logSession with progress": (vault, id) =>
    vault.logSession(session(id), { goal_progress: [{ goal_id: "goal", completion_percentage: 50 }], milestones: [{ milestone_id: id, goal_id: "goal", description: "d" }] }),
  amendSession: (vault, id) => vault.amendSession("one", { progress_notes: id }, { reason: "r" }),
  strikeSession: (vault) => vault.strikeSession("two", { reason: "r" }),
  updateGoalProgress: (vault) => vault.updateGoalProgress("goal", 70),
  createGoal: (vault, id) => vault.createGoal("ada", { goal_id: id, description: "d" }),
  importSessions: (vault, id) => vault.importSessions(Array.from({ length: 40 }, (_, place) => session(`${id}-${place}`))),
  saveEvent: (vault, id) => vault.saveEvent({ event_id: id, client_id: "ada", kind: "life", description: "d", date: "2025-01-01" }),
  saveClient: (vault, id) => vault.saveClient({ client_id: "ada", notes: id }),
};

test("a transaction that is aborted at any step leaves no trace, and the same call then goes through", { timeout: 120_000 }, async () => {
  const vault = await tracker.create({ name: "aborted", key });
  for (const id of ["one", "two"]) await vault.logSession(session(id));
  await vault.createGoal("ada", { goal_id: "goal", description: "d" });
  for (const [kind, write] of Object.entries(kinds)) {
    const id = `id of ${kind}`;
    for (let step = 0, ended = false; !ended; step += 1) {
      const before = await records("aborted");
      await tracker.page.evaluate(failAt, step);
      const failure = await write(vault, id).then(() => null, (error) => error);
      ended = !(await tracker.page.evaluate(failNoMore));
      // A first step that aborts the making of a client's key leaves the records alone as well.
      if (!ended) assert.deepEqual(await records("aborted"), before, `${kind}, step ${step}`);
      if (!ended) assert.deepEqual([failure.code, failure.known], ["storage_unavailable", true], `${kind}, step ${step}`);
      else assert.equal(failure, null, kind);
      assert.ok(step < 100, kind);
    }
  }
  await whole(vault);
  const opened = await tracker.unlock({ name: "aborted", key });
  const ofAda = (await opened.getSessions("ada")).map(({ session_id }) => session_id);
  assert.equal(ofAda.length, 1 + 2 + 40);
  for (const answer of ["getCaseload", "getClients"]) assert.deepEqual(await opened[answer](), await vault[answer]());
  assert.deepEqual((await opened.getGoalHistory("goal")).map(({ completion_percentage }) => completion_percentage), [0, 50, 70]);
});

/** Runs in the page: deletes databases, as another page of the origin may. */
const deleteAll = (names) =>
  Promise.all(names.map((name) => new Promise((resolve, reject) => Object.assign(indexedDB.deleteDatabase(name), { onsuccess: resolve, onerror: reject }))));

const clearSite = async () => {
  const devtools = await site.context.newCDPSession(tracker.page);
  await devtools.send("Storage.clearDataForOrigin", { origin: site.origin, storageTypes: "indexeddb" });
};

const removals = [
  ["another page", "gone", () => tracker.page.evaluate(deleteAll, ["gone", "gone-keys"])],
  ["the browser", "cleared", clearSite],
];
for (const [how, name, remove] of removals) {
  test(`a vault that ${how} deletes underneath an open tab is answered by refusals, and can be made anew`, async () => {
    const other = await openTracker(site.context, site.origin);
    const vault = await other.create({ name, key });
    await vault.logSession(session("one"));
    assert.equal((await vault.getSessions("ada")).length, 1);
    await remove();
    const calls = [["getSession", "one"], ["getSessions", "ada"], ["getCaseload"], ["logSession", session("two")], ["verifyVault"], ["getAuditLog"]];
    for (const [method, ...args] of calls) await assert.rejects(vault[method](...args), { code: "storage_unavailable", known: true }, method);
    await assert.rejects(other.unlock({ name, key }), { code: "vault_not_found" });
    const anew = await other.create({ name, key });
    assert.deepEqual(await anew.getSessions("ada"), []);
    await anew.logSession(session("one"));
    await whole(anew);
    await other.page.close();
  });
}

test("a browser that gives no storage says so to every call, before a key is derived", async () => {
  const page = await openTracker(site.context, site.origin);
  await page.page.evaluate(() => {
    IDBFactory.prototype.open = () => {
      throw new DOMException("denied", "SecurityError");
    };
    IDBFactory.prototype.databases = () => Promise.reject(new DOMException("denied", "UnknownError"));
  });
  const passphrase = "four quiet words here";
  for (const method of ["create", "unlock", "list"]) {
    const options = method === "list" ? [] : [{ name: "none", passphrase }];
    await assert.rejects(page[method](...options), { code: "storage_unavailable", known: true }, method);
  }
  await page.page.close();
});

test("ten tabs that unlock at once all open, write, and lose nothing of each other", { timeout: 120_000 }, async () => {
  const passphrase = "four quiet words here";
  const made = await tracker.create({ name: "ten", passphrase });
  await made.lock();
  const tabs = await Promise.all(Array.from({ length: 10 }, () => openTracker(site.context, site.origin, "tracker.d.ts")));
  const vaults = await Promise.all(tabs.map((tab) => tab.unlock({ name: "ten", passphrase })));
  await Promise.all(vaults.map((vault, tab) => vault.logSession(session(`of tab ${tab}`, { client_id: `client ${tab % 3}` }))));
  const opened = await tracker.unlock({ name: "ten", passphrase });
  assert.equal((await opened.getSummary()).sessions_count, 10);
  await whole(opened);
  await Promise.all(tabs.map(({ page }) => page.close()));
});

/** Runs in the page: makes the two databases of a vault from rows in hexadecimal. */
async function restore([name, stores, version]) {
  const inKeys = (store) => store === "slots" || store === "keys";
  const bytes = (value) => (Array.isArray(value) ? value.map(bytes) : Uint8Array.fromHex(value));
  for (const [database, ofKeys] of [[name, false], [`${name}-keys`, true]]) {
    const names = Object.keys(stores).filter((store) => inKeys(store) === ofKeys);
    await new Promise((resolve, reject) => {
      const request = indexedDB.open(database, version);
      request.onupgradeneeded = () => {
        for (const store of names) {
          const made = request.result.createObjectStore(store, { keyPath: "k" });
          made.createIndex("g", "g");
          if (store === "journal") made.createIndex("h", "h", { unique: true, multiEntry: true });
          for (const row of stores[store]) made.put(Object.fromEntries(Object.entries(row).map(([field, value]) => [field, bytes(value)])));
        }
      };
      request.onsuccess = () => {
        request.result.close();
        resolve();
      };
      request.onerror = () => reject(request.error);
    });
  }
}

/** What of a value an older one could know of: its members, and no newer ones. */
function within(found, known) {
  if (Array.isArray(known) && Array.isArray(found)) return found.map((one, place) => within(one, known[place]));
  if (typeof known !== "object" || known === null || typeof found !== "object" || found === null) return found;
  return Object.fromEntries(Object.keys(known).map((name) => [name, within(found[name], known[name])]));
}

const readVector = (name) => JSON.parse(readFileSync(new URL(name, vectors), "utf8"));
const frozen = { name: "frozen", passphrase: "violet kettle orbit" };

test("a whole vault of the first release opens, says what it said, and takes what is new", async () => {
  await tracker.page.evaluate(restore, ["frozen", readVector("vault-v1.json"), 2]);
  const vault = await tracker.unlock(frozen);
  const expected = readVector("vault-v1-answers.json");
  const holds = (found, known, label) => assert.deepEqual(within(found, known), known, label);
  for (const { client, sessions, goals, goal_histories, milestones, events, draft } of expected.clients) {
    const { client_id } = client;
    holds((await vault.getClients()).find((one) => one.client_id === client_id), client, client_id);
    holds(await vault.getSessions(client_id), sessions, client_id);
    holds(await vault.getGoals(client_id, { active_only: false }), goals, client_id);
    holds(await Promise.all(goals.map(({ goal_id }) => vault.getGoalHistory(goal_id))), goal_histories, client_id);
    holds(await vault.getMilestones(client_id), milestones, client_id);
    holds(await vault.getEvents(client_id), events, client_id);
    assert.deepEqual((await vault.getDraft(client_id))?.draft ?? null, draft, client_id);
  }
  holds(await vault.getSession("a1"), expected.struck);
  assert.deepEqual(await vault.getSettings(), expected.settings);
  await whole(vault);
  await vault.logSession(session("new", { client_id: "f" }));
  await vault.amendSession("f9", { progress_notes: "corrected" }, { reason: "r" });
  await vault.updateGoalProgress("g", 90);
  await vault.lock();
  const again = await tracker.unlock(frozen);
  assert.equal((await again.getSession("f9")).progress_notes, "corrected");
  assert.equal((await again.getSummary()).sessions_count, expected.clients.flatMap(({ sessions }) => sessions).length + 1);
  await whole(again);
  await again.lock();
});

test("databases and rows of a newer version are said to be newer, and stay as they are", async () => {
  await tracker.page.evaluate(restore, ["newest", readVector("vault-v1.json"), 9]);
  const opening = { ...frozen, name: "newest" };
  const before = await dump(tracker.page, "newest");
  await assert.rejects(tracker.unlock(opening), { code: "unsupported_version", known: true });
  assert.deepEqual(await dump(tracker.page, "newest"), before);

  await tracker.page.evaluate(restore, ["newer", readVector("vault-v1.json"), 2]);
  const vault = await tracker.unlock({ ...frozen, name: "newer" });
  const rows = (await dump(tracker.page, "newer")).journal.map(({ value }) => ({ ...value, b: `02${value.b.slice(2)}` }));
  await put(tracker.page, "newer", "journal", rows);
  for (const [method, ...args] of [["getSessions", "a"], ["getSession", "f9"], ["amendSession", "f9", { progress_notes: "n" }, { reason: "r" }]]) {
    await assert.rejects(vault[method](...args), { code: "unsupported_version", known: true }, method);
  }
  assert.deepEqual((await dump(tracker.page, "newer")).journal.map(({ value }) => value), rows);
});

test("a clock that was set back a year harms neither records nor log", async () => {
  const context = await launch();
  try {
    const page = await context.newPage();
    await page.clock.install({ time: "2026-06-01T12:00:00Z" });
    await page.close();
    const early = await openTracker(context, site.origin);
    const vault = await early.create({ name: "clock", key });
    const { timestamp } = await vault.logSession({ session_id: "now", client_id: "ada", emotional_state: "neutral" }).then(() => vault.getSession("now"));
    await early.page.clock.setFixedTime(Date.parse(timestamp) - 365 * 86_400_000);
    await vault.logSession({ session_id: "a year ago", client_id: "ada", emotional_state: "positive" });
    await vault.amendSession("now", { progress_notes: "n" }, { reason: "r" });
    const ids = (await vault.getSessions("ada")).map(({ session_id }) => session_id);
    assert.deepEqual(ids, ["now", "a year ago"]);
    assert.equal((await vault.generateProgressReport("ada")).sessions_count, 1);
    const log = await vault.getAuditLog();
    assert.deepEqual(log.map(({ sequence }) => sequence), log.map((_, place) => log.length - place));
    assert.ok(Date.parse(log[0].timestamp) < Date.parse(log.at(-1).timestamp));
    await whole(vault);
  } finally {
    await context.close();
  }
});
