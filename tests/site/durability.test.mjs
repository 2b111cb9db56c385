// A session whose `logSession` resolved is there after the browser was killed at that very moment.
import assert from "node:assert/strict";
import { mkdtempSync } from "node:fs";
import { rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { test } from "node:test";
import { deviceKey, dist, killAll, launch, openTracker, processesOf, serve } from "./harness/index.mjs";

const ROUNDS = 50;
const key = deviceKey();

/** Runs in the page: logs a session and says so the moment that it is told it is kept. */
async function logAndTell([index, session_id]) {
  const session = { session_id, client_id: "ada", emotional_state: "neutral", conversation_summary: `Round ${session_id}` };
  await globalThis.vaultAt(index).logSession(session);
  console.log(`kept ${session_id}`);
}

/** Ends every process of the browser as soon as it says that the session is kept. */
async function killOnceKept(vault, context, profile, session_id) {
  const processes = processesOf(profile);
  assert.ok(processes.length > 1);
  const closed = new Promise((resolve) => context.once("close", resolve));
  const told = new Promise((resolve) => {
    vault.page.on("console", (message) => {
      if (message.text() !== `kept ${session_id}`) return;
      killAll(processes);
      resolve();
    });
  });
  // The page is gone before it can answer.
  vault.page.evaluate(logAndTell, [vault.index, session_id]).catch(() => undefined);
  await told;
  await closed;
}

async function opened(profile, origin, method) {
  const context = await launch({ profile });
  // A plain text of the same origin opens faster than the application, fifty times over.
  const tracker = await openTracker(context, origin, "tracker.d.ts");
  return { context, vault: await tracker[method]({ name: "v", key }) };
}

test(`${ROUNDS} times of ${ROUNDS}, a session that was kept survives SIGKILL`, async () => {
  const profile = mkdtempSync(join(tmpdir(), "tracker-killed-"));
  const server = await serve(dist);
  const lost = [];
  try {
    for (let round = 0; round < ROUNDS; round += 1) {
      const { context, vault } = await opened(profile, server.origin, round === 0 ? "create" : "unlock");
      if (round > 0) await vault.getSession(`${round - 1}`).catch(({ code }) => lost.push([round - 1, code]));
      await killOnceKept(vault, context, profile, `${round}`);
    }
    const { context, vault } = await opened(profile, server.origin, "unlock");
    const kept = (await vault.getSessions("ada")).map(({ session_id }) => Number(session_id));
    assert.deepEqual(lost, []);
    assert.deepEqual(kept.toSorted((one, other) => one - other), Array.from({ length: ROUNDS }, (_, round) => round));
    assert.deepEqual((await vault.verifyVault()).damaged, []);
    assert.equal((await vault.verifyAuditLog()).intact, true);
    await context.close();
  } finally {
    killAll(processesOf(profile));
    await server.close();
    await rm(profile, { recursive: true, force: true, maxRetries: 20, retryDelay: 100 });
  }
});
