// A session whose `logSession` resolved is there after the browser was killed at that very moment.
import assert from "node:assert/strict";
import { appendFileSync, mkdtempSync, readdirSync } from "node:fs";
import { rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { test } from "node:test";
import { setTimeout as pause } from "node:timers/promises";
import { deviceKey, dist, isKeptIn, killAll, launch, openTracker, processesOf, serve, storages } from "./harness/index.mjs";

const ROUNDS = { LevelDB: 50, SQLite: 10 };
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

async function opened(profile, origin, method, storage = "LevelDB") {
  const context = await launch({ profile, args: storages[storage] });
  // A plain text of the same origin opens faster than the application, fifty times over.
  const tracker = await openTracker(context, origin, "tracker.d.ts");
  return { context, vault: await tracker[method]({ name: "v", key }) };
}

/** The log that the browser writes to first, of all databases of the origin. */
function logOf(profile) {
  const databases = join(profile, "Default", "IndexedDB");
  const [folder] = readdirSync(databases).filter((name) => name.endsWith(".leveldb"));
  const logs = readdirSync(join(databases, folder)).filter((name) => /^\d+\.log$/.test(name));
  return join(databases, folder, logs.toSorted().at(-1));
}

/**
 * Half of a record, as LevelDB's log has it: a checksum (CRC-32C, rotated by 15 bits and raised by a constant), the
 * length, the kind "whole", and then too little. Format: doc/log_format.md of LevelDB.
 */
function halfARecord() {
  const payload = Buffer.alloc(1000, 7);
  const kind = 1;
  const crc = crc32c([kind, ...payload]);
  const head = Buffer.alloc(7);
  head.writeUInt32LE((((crc >>> 15) | (crc << 17)) + 0xa282ead8) >>> 0, 0);
  head.writeUInt16LE(payload.length, 4);
  head[6] = kind;
  return Buffer.concat([head, payload]).subarray(0, 300);
}

function crc32c(bytes) {
  let crc = 0xffffffff;
  for (const byte of bytes) {
    crc ^= byte;
    for (let bit = 0; bit < 8; bit += 1) crc = (crc >>> 1) ^ (crc & 1 ? 0x82f63b78 : 0);
  }
  return ~crc >>> 0;
}

test("a browser that died in the midst of a write loses nothing at the starts that follow", async () => {
  // The check value of CRC-32C in RFC 3720, B.4: 32 bytes of zeros.
  assert.equal(crc32c(new Uint8Array(32)), 0x8a9136aa);
  const profile = mkdtempSync(join(tmpdir(), "tracker-torn-"));
  const server = await serve(dist);
  try {
    for (let start = 0; start < 4; start += 1) {
      const torn = start === 0 ? "" : logOf(profile);
      const { context, vault } = await opened(profile, server.origin, start === 0 ? "create" : "unlock");
      const kept = (await vault.getSessions("ada")).map(({ session_id }) => Number(session_id));
      assert.deepEqual(kept.toSorted(), Array.from({ length: start }, (_, before) => before), `start ${start}`);
      while (logOf(profile) === torn) await pause(20);
      await killOnceKept(vault, context, profile, `${start}`);
      appendFileSync(logOf(profile), halfARecord());
    }
  } finally {
    killAll(processesOf(profile));
    await server.close();
    await rm(profile, { recursive: true, force: true, maxRetries: 20, retryDelay: 100 });
  }
});

for (const [storage, rounds] of Object.entries(ROUNDS)) {
  test(`${rounds} times of ${rounds}, a session that was kept in ${storage} survives SIGKILL`, async () => {
    const profile = mkdtempSync(join(tmpdir(), "tracker-killed-"));
    const server = await serve(dist);
    const lost = [];
    try {
      for (let round = 0; round < rounds; round += 1) {
        const { context, vault } = await opened(profile, server.origin, round === 0 ? "create" : "unlock", storage);
        if (round > 0) await vault.getSession(`${round - 1}`).catch(({ code }) => lost.push([round - 1, code]));
        await killOnceKept(vault, context, profile, `${round}`);
      }
      const { context, vault } = await opened(profile, server.origin, "unlock", storage);
      const kept = (await vault.getSessions("ada")).map(({ session_id }) => Number(session_id));
      assert.deepEqual(lost, []);
      assert.deepEqual(kept.toSorted((one, other) => one - other), Array.from({ length: rounds }, (_, round) => round));
      assert.deepEqual((await vault.verifyVault()).damaged, []);
      assert.equal((await vault.verifyAuditLog()).intact, true);
      await context.close();
      isKeptIn(storage, profile);
    } finally {
      killAll(processesOf(profile));
      await server.close();
      await rm(profile, { recursive: true, force: true, maxRetries: 20, retryDelay: 100 });
    }
  });
}
