// How long records are kept and how they end, by the interface: in one tab, in two, and in a browser that dies.
import assert from "node:assert/strict";
import { mkdtempSync } from "node:fs";
import { rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, test } from "node:test";
import { setTimeout as pause } from "node:timers/promises";
import { deviceKey, dist, keysOf, killAll, launch, openSite, openTracker, processesOf, serve } from "./harness/index.mjs";

const key = deviceKey();
const passphrase = "four quiet words here";
let served;
let tracker;

before(async () => {
  served = await openSite();
  tracker = await openTracker(served.context, served.origin);
});
after(() => served.close());

const session = (client_id, number, timestamp = "2024-05-01T10:00:00Z") => ({ session_id: `${client_id}-${number}`, client_id, timestamp, emotional_state: "neutral" });

async function vaultOf(name, clients) {
  const vault = await tracker.create({ name, key });
  for (const client of clients) for (const number of [1, 2]) await vault.logSession(session(client, number));
  return vault;
}

const refused = (field, code = "invalid_field") => (error) => error.known && error.code === code && error.field === field;

test("a certificate says what was destroyed and what cannot be reached", async () => {
  const vault = await vaultOf("certified", ["ada", "bert"]);
  await vault.saveClient({ client_id: "ada", display_name: "Ada B." });
  await vault.exportClientHistory("ada", { passphrase });
  await vault.exportVault({ passphrase });
  const progress = await tracker.page.evaluate(async (index) => {
    const seen = [];
    const certificate = await globalThis.vaultAt(index).deleteClient("ada", { reason: "asked for it", keep_name: true, onProgress: ({ done, total }) => seen.push(`${done}/${total}`) });
    return { seen, certificate };
  }, vault.index);
  assert.deepEqual(progress.seen, ["1/4", "2/4", "3/4", "4/4"]);
  const { certificate } = progress;
  const { certificate_id, destroyed_at, erased_at, files, ...others } = certificate;
  assert.deepEqual(others, { client_id: "ada", display_name: "Ada B.", records: 3, reason: "asked for it", beyond_reach: ["history_files", "device_backups", "flash_memory"] });
  assert.match(certificate_id, /^[0-9a-f]{4}(-[0-9a-f]{4}){3}$/);
  assert.ok(Date.parse(erased_at) - Date.parse(destroyed_at) >= 8000);
  assert.deepEqual(files.map(({ scope, file_sha256 }) => [scope, file_sha256.length]), [["vault", 64], ["client", 64]]);
  assert.deepEqual(await vault.getCertificates(), [certificate]);
  assert.deepEqual((await vault.verifyVault()).damaged, []);
  assert.equal((await vault.verifyAuditLog()).intact, true);
  const [line, ...earlier] = (await vault.getAuditLog({ client_id: "ada" })).filter(({ action }) => action !== "client_exported");
  assert.deepEqual([line.action, line.client_id, line.detail.certificate_id, line.detail.client_id], ["client_deleted", "ada", certificate_id, "ada"]);
  assert.ok(earlier.length > 0 && earlier.every(({ detail, client_id }) => detail === null && client_id === "ada"));
  assert.deepEqual((await vault.getExportRegister({ client_id: "ada" })).map(({ clients }) => clients), [["ada", "bert"], ["ada"]]);
  assert.deepEqual((await vault.getClients()).map(({ client_id }) => client_id), ["bert"]);
});

test("a hold, a missing reason and an unknown client are refused by the field to blame", async () => {
  const vault = await vaultOf("refused", ["ada"]);
  await assert.rejects(vault.deleteClient("ada", {}), refused("reason", "missing_field"));
  await assert.rejects(vault.deleteClient("ada", { reason: " " }), refused("reason"));
  await assert.rejects(vault.deleteClient("ada", { reason: "r", why: 1 }), refused("why", "unknown_field"));
  await assert.rejects(vault.deleteClient("nobody", { reason: "r" }), refused("client_id", "not_found"));
  await vault.setRetentionHold("ada", { reason: "a claim" });
  await assert.rejects(vault.deleteClient("ada", { reason: "r" }), refused("client_id"));
  assert.equal((await vault.getRetentionDue({ all: true }))[0].hold.reason, "a claim");
  await vault.liftRetentionHold("ada");
  await assert.rejects(vault.liftRetentionHold("ada"), refused("client_id", "not_found"));
  assert.deepEqual(await vault.getCertificates(), []);
  assert.equal((await vault.getSessions("ada")).length, 2);
});

test("a policy is kept, and names who is past it", async () => {
  const vault = await vaultOf("policy", ["ada"]);
  assert.deepEqual(await vault.getRetentionPolicy(), { years_after_last_session: 7, age_of_majority: 18, years_after_majority: 7 });
  await vault.saveClient({ client_id: "ada", birth_year: 2010 });
  assert.deepEqual(await vault.getRetentionDue({ as_of: "2031-05-01" }), []);
  const [due] = await vault.getRetentionDue({ as_of: "2036-01-01" });
  assert.deepEqual([due.client_id, due.due, due.due_on, due.rule, due.birth_year, due.hold], ["ada", true, "2036-01-01", "majority", 2010, null]);
  await vault.saveClient({ client_id: "ada", birth_year: null });
  assert.deepEqual((await vault.getRetentionDue({ as_of: "2031-04-30" })).length, 0);
  assert.deepEqual((await vault.getRetentionDue({ as_of: "2031-05-01" })).map(({ due_on, rule }) => [due_on, rule]), [["2031-05-01", "last_session"]]);
  assert.deepEqual(await vault.setRetentionPolicy({ years_after_last_session: 10 }), { years_after_last_session: 10, age_of_majority: 18, years_after_majority: 7 });
  assert.deepEqual(await vault.getRetentionDue({ as_of: "2034-04-30" }), []);
  for (const wrong of [-1, 101, 1.5, "7", null]) await assert.rejects(vault.setRetentionPolicy({ years_after_last_session: wrong }), refused("years_after_last_session"));
  await assert.rejects(vault.setRetentionPolicy({ years: 3 }), refused("years", "unknown_field"));
  await assert.rejects(vault.saveClient({ client_id: "ada", birth_year: 1849 }), refused("birth_year"));
});

test("a backup leaves deleted clients out unless they are to come back", async () => {
  const vault = await vaultOf("restored", ["ada", "bert"]);
  const [left, back] = await tracker.page.evaluate(async (index) => {
    const vault = globalThis.vaultAt(index);
    const options = { passphrase: "four quiet words here" };
    const backup = await vault.exportVault(options);
    await vault.deleteClient("ada", { reason: "r" });
    return [await vault.importHistory(backup, options), await vault.importHistory(backup, { ...options, restore_deleted: true })];
  }, vault.index);
  assert.deepEqual([left.clients, left.conflicts, left.left_out, left.added], [2, 1, 1, 0]);
  assert.deepEqual([back.clients, back.conflicts, back.left_out, back.added], [2, 0, undefined, 2]);
  assert.equal((await vault.getSessions("ada")).length, 2);
  assert.deepEqual((await vault.verifyVault()).damaged, []);
});

test("a vault whose keys have moved is listed, unlocked, and destroyed as a whole", async () => {
  const vault = await vaultOf("moved", ["ada", "bert"]);
  await vault.deleteClient("ada", { reason: "r" });
  assert.match(await keysOf(tracker.page, "moved"), /^moved-keys\t\d+$/);
  await vault.lock();
  assert.ok((await tracker.list()).some(({ name, created_at }) => name === "moved" && created_at));
  await assert.rejects(tracker.create({ name: "moved", key }), (error) => error.code === "vault_exists");
  const again = await tracker.unlock({ name: "moved", key });
  assert.equal((await again.getSessions("bert")).length, 2);
  await again.destroyVault({ key });
  const names = await tracker.page.evaluate(async () => (await indexedDB.databases()).map(({ name }) => name));
  assert.deepEqual(names.filter((name) => name.startsWith("moved")), []);
});

test("another tab forgets the deleted client and goes on with the others", async () => {
  const vault = await vaultOf("tabs", ["ada", "bert"]);
  const second = await openTracker(served.context, served.origin);
  const other = await second.unlock({ name: "tabs", key });
  assert.equal((await other.getSessions("ada")).length, 2);
  await vault.deleteClient("ada", { reason: "r" });
  await assert.rejects(other.logSession(session("ada", 3)), refused("client_id", "not_found"));
  assert.deepEqual(await other.getSessions("ada"), []);
  await other.logSession(session("bert", 3));
  // A client who is new needs a key in the database that has moved meanwhile.
  await other.logSession(session("carl", 1));
  for (const one of [vault, other]) {
    assert.deepEqual((await one.getCaseload()).map(({ client_id, sessions_count }) => [client_id, sessions_count]), [["bert", 3], ["carl", 1]]);
    assert.deepEqual((await one.verifyVault()).damaged, []);
  }
  await second.page.close();
});

/** Waits, for a minute at most, until something asynchronous is true. */
async function until(isSo) {
  for (let tries = 0; tries < 1200; tries += 1) {
    if (await isSo()) return;
    await pause(100);
  }
  assert.fail("It did not come about within two minutes.");
}

test("a browser that dies in the midst of an erasure ends it after the next unlocking", async () => {
  const profile = mkdtempSync(join(tmpdir(), "tracker-cut-off-"));
  const server = await serve(dist);
  let context;
  try {
    context = await launch({ profile });
    const one = await openTracker(context, server.origin);
    const vault = await one.create({ name: "cut", key });
    for (const client of ["ada", "bert"]) await vault.logSession(session(client, 1));
    const closed = new Promise((resolve) => context.once("close", resolve));
    const gone = vault.deleteClient("ada", { reason: "r" }).catch(() => undefined);
    await until(() => one.page.evaluate(async () => (await indexedDB.databases()).some(({ name }) => name === "cut-keys\t1")));
    killAll(processesOf(profile));
    await Promise.all([gone, closed]);
    context = await launch({ profile });
    const two = await openTracker(context, server.origin);
    const opened = await two.unlock({ name: "cut", key });
    assert.equal((await opened.getCertificates())[0].erased_at, null);
    await until(async () => (await opened.getCertificates())[0].erased_at !== null);
    assert.equal((await opened.getSessions("bert")).length, 1);
    assert.deepEqual((await opened.verifyVault()).damaged, []);
    assert.equal((await opened.verifyAuditLog()).intact, true);
  } finally {
    await context?.close();
    await server.close();
    await rm(profile, { recursive: true, force: true, maxRetries: 20, retryDelay: 100 });
  }
});
