// Sessions that were logged one by one are folded once nothing is asked for a while, and being killed then loses none.
import assert from "node:assert/strict";
import { mkdtempSync } from "node:fs";
import { rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { test } from "node:test";
import { setTimeout as pause } from "node:timers/promises";
import { deviceKey, dist, dump, killAll, launch, openTracker, processesOf, serve } from "./harness/index.mjs";

/** Enough for a fold, with those left over that keep boxes of their own. */
const MANY = 110;
const LEFT_ALONE = 32;
/** When the browser is killed: at a removal of a session's own box, or so many milliseconds after the commit is asked for. */
const MOMENTS = [{ removal: 1 }, { removal: 39 }, { removal: 78 }, ...[0, 2, 5, 10, 20].map((afterCommit) => ({ afterCommit }))];
const key = deviceKey();

/** Runs in the page: logs sessions of a client, a day apart. */
async function logMany([index, client_id, count]) {
  const vault = globalThis.vaultAt(index);
  for (let day = 0; day < count; day++) {
    const timestamp = new Date(Date.UTC(2024, 0, 1 + day, 10)).toISOString();
    await vault.logSession({ session_id: `${client_id}-${day}`, client_id, timestamp, emotional_state: "neutral", progress_notes: `Day ${day}` });
  }
}

/** Runs in the page: says when the fold that comes next has reached a moment. */
function tellAt({ removal, afterCommit }) {
  const tell = () => console.log("now");
  let removals = 0;
  const { delete: remove } = IDBObjectStore.prototype;
  IDBObjectStore.prototype.delete = function (...key) {
    removals += 1;
    if (removals === removal) tell();
    return remove.apply(this, key);
  };
  const { commit } = IDBTransaction.prototype;
  IDBTransaction.prototype.commit = function () {
    commit.call(this);
    if (removals > 0 && afterCommit !== undefined) setTimeout(tell, afterCommit);
  };
}

const foldsIn = ({ journal }) => journal.filter(({ value }) => value.h?.length > 1);

async function inProfile(work) {
  const profile = mkdtempSync(join(tmpdir(), "tracker-tidying-"));
  const server = await serve(dist);
  const open = async (method) => {
    const context = await launch({ profile });
    const tracker = await openTracker(context, server.origin, "tracker.d.ts");
    return { context, vault: await tracker[method]({ name: "v", key }) };
  };
  try {
    await work(open, profile);
  } finally {
    killAll(processesOf(profile));
    await server.close();
    await rm(profile, { recursive: true, force: true, maxRetries: 20, retryDelay: 100 });
  }
}

async function checkWhole(vault) {
  assert.deepEqual((await vault.verifyVault()).damaged, []);
  assert.equal((await vault.verifyAuditLog()).intact, true);
}

test("sessions logged one by one lie in a fold after a quiet moment", async () => {
  await inProfile(async (open) => {
    const { context, vault } = await open("create");
    await vault.page.evaluate(logMany, [vault.index, "ada", MANY]);
    assert.equal(foldsIn(await dump(vault.page, "v")).length, 0, "not while it is busy");
    let folds = [];
    for (let tries = 0; tries < 60 && folds.length === 0; tries++) {
      await pause(250);
      folds = foldsIn(await dump(vault.page, "v"));
    }
    assert.deepEqual(folds.map(({ value }) => value.h.length), [MANY - LEFT_ALONE]);
    const sessions = await vault.getSessions("ada");
    assert.deepEqual(sessions.map(({ progress_notes }) => progress_notes), Array.from({ length: MANY }, (_, back) => `Day ${MANY - 1 - back}`));
    const [line] = (await vault.getAuditLog({ client_id: "ada" })).filter(({ action }) => action === "sessions_folded");
    assert.deepEqual(line.detail, { folded: MANY - LEFT_ALONE });
    await checkWhole(vault);
    await context.close();
  });
});

test(`killed at ${MOMENTS.length} moments of a fold, the browser has lost no session`, async (t) => {
  await inProfile(async (open, profile) => {
    for (const [round, moment] of MOMENTS.entries()) {
      const { context, vault } = await open(round === 0 ? "create" : "unlock");
      const closed = new Promise((resolve) => context.once("close", resolve));
      const processes = processesOf(profile);
      vault.page.on("console", (message) => message.text() === "now" && killAll(processes));
      await vault.page.evaluate(logMany, [vault.index, `c${round}`, MANY]);
      await vault.page.evaluate(tellAt, moment);
      await closed;
    }
    const { context, vault } = await open("unlock");
    for (const round of MOMENTS.keys()) assert.equal((await vault.getSessions(`c${round}`)).length, MANY);
    await checkWhole(vault);
    t.diagnostic(`${foldsIn(await dump(vault.page, "v")).length} of ${MOMENTS.length} folds had landed`);
    await context.close();
  });
});
