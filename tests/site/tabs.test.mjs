// Two tabs that write at the same time.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { deviceKey, openSite, openTracker } from "./harness/index.mjs";

const EACH = 200;
const key = deviceKey();
let site;

before(async () => {
  site = await openSite();
});
after(() => site.close());

/** Runs in the page: logs sessions one after the other, and now and then something else about the same client. */
async function logMany([index, tab, amount]) {
  const vault = globalThis.vaultAt(index);
  const states = ["very_negative", "negative", "neutral", "positive", "very_positive"];
  for (let number = 0; number < amount; number += 1) {
    const timestamp = new Date(Date.UTC(2023 + (number % 3), number % 12, 1 + (number % 28), 8)).toISOString();
    const session = { session_id: `${tab}-${number}`, client_id: "ada", emotional_state: states[number % 5], timestamp };
    await vault.logSession({ ...session, techniques_used: [`technique ${number % 7} of tab ${tab}`] });
  }
}

test("two tabs that log 200 sessions each for one client leave 400, and everything agrees", async () => {
  const tabs = [await openTracker(site.context, site.origin), await openTracker(site.context, site.origin)];
  const first = await tabs[0].create({ name: "v", key });
  const vaults = [first, await tabs[1].unlock({ name: "v", key })];
  await Promise.all(vaults.map(({ page, index }, tab) => page.evaluate(logMany, [index, tab, EACH])));
  for (const vault of vaults) {
    const sessions = await vault.getSessions("ada");
    assert.equal(new Set(sessions.map(({ session_id }) => session_id)).size, 2 * EACH);
    assert.deepEqual((await vault.verifyVault()).damaged, []);
    assert.equal((await vault.getCaseload())[0].sessions_count, 2 * EACH);
    assert.equal((await vault.analyzeEmotionalTrends("ada"))[0].data_points, 2 * EACH);
    assert.equal((await vault.verifyAuditLog()).intact, true);
  }
  const actions = (await first.getAuditLog()).map(({ action }) => action);
  assert.equal(actions.filter((action) => action === "session_logged").length, 2 * EACH);
  assert.equal(actions.filter((action) => action === "vault_unlocked").length, 1);
});

test("two tabs that log the same new client at the same time share one key", async () => {
  const tabs = [await openTracker(site.context, site.origin), await openTracker(site.context, site.origin)];
  const vaults = [await tabs[0].create({ name: "new", key }), await tabs[1].unlock({ name: "new", key })];
  const log = (vault, session_id) => vault.logSession({ session_id, client_id: "eve", emotional_state: "neutral" });
  await Promise.all(vaults.map((vault, tab) => log(vault, `eve-${tab}`)));
  for (const vault of vaults) {
    assert.equal((await vault.getSessions("eve")).length, 2);
    assert.deepEqual((await vault.verifyVault()).damaged, []);
  }
});

test("a passphrase changed in one tab leaves the other tab's records in order", async () => {
  const tabs = [await openTracker(site.context, site.origin), await openTracker(site.context, site.origin)];
  const passphrase = "four quiet words here";
  const next = "another four words then";
  const vaults = [await tabs[0].create({ name: "changed", passphrase }), await tabs[1].unlock({ name: "changed", passphrase })];
  await vaults[0].changePassphrase({ current: passphrase, next });
  const outcomes = [];
  for (const client_id of ["known-to-none", "another"]) {
    const session = { session_id: client_id, client_id, emotional_state: "neutral" };
    outcomes.push(await vaults[1].logSession(session).then(() => session.session_id, () => undefined));
  }
  const reopened = await tabs[0].unlock({ name: "changed", passphrase: next });
  for (const id of outcomes.filter((one) => one !== undefined)) assert.equal((await reopened.getSession(id)).session_id, id);
  assert.deepEqual((await reopened.verifyVault()).damaged, []);
});
