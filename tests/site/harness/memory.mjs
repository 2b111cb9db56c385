// How much memory a page holds while it works like a clinician in a hurry.
import assert from "node:assert/strict";
import { launch } from "./launch.mjs";
import { deviceKey, openTracker } from "./tracker.mjs";

/** The practice that is worked on, of a size that stays the same. */
const CLIENTS = 5;

/** Runs in the page: keeps hold of every WebAssembly memory, but so that it can go. */
function keepMemories() {
  globalThis.memories = [];
  const Original = WebAssembly.Instance;
  WebAssembly.Instance = class extends Original {
    constructor(...given) {
      super(...given);
      globalThis.memories.push(new WeakRef(this.exports.memory));
    }
  };
}

/** Runs in the page: the bytes of those that are still there. */
const wasmBytes = () => globalThis.memories.map((held) => held.deref()?.buffer.byteLength ?? 0).reduce((sum, bytes) => sum + bytes, 0);

/** Runs in the page: fills a practice. */
async function fill([index, clients]) {
  const vault = globalThis.vaultAt(index);
  const session = (client, place) => ({ session_id: `${client}-${place}`, client_id: `client-${client}`, emotional_state: "neutral", timestamp: new Date(Date.UTC(2023 + (place % 3), place % 12, 1 + (place % 28), 9)).toISOString(), progress_notes: `Notes of the session ${place} `.repeat(20) });
  await vault.importSessions(Array.from({ length: clients * 100 }, (_, place) => session(place % clients, Math.floor(place / clients))));
  await vault.createGoal("client-0", { goal_id: "goal", description: "d" });
}

/**
 * Runs in the page: reads, searches, reports, exports and writes, so that the practice stays as large as it was: what
 * is written replaces what was there, but for the audit log and the history of what was amended.
 */
async function work([index, round, operations, clients]) {
  const vault = globalThis.vaultAt(index);
  for (let step = 0; step < operations; step += 1) {
    const client = `client-${step % clients}`;
    const works = [
      () => vault.getSessions(client, { limit: 50 }),
      () => vault.getCaseload(),
      () => vault.generateProgressReport(client, { timeframe_days: 365, as_of: "2025-06-01" }),
      () => vault.searchSessions(`session ${step % 10}`, { client_id: client, limit: 20 }),
      () => vault.analyzeEmotionalTrends(client, { period: "month" }),
      () => vault.saveDraft(client, { notes: `draft ${step}`.repeat(100) }),
      () => vault.amendSession(`${step % clients}-${step % 100}`, { progress_notes: `round ${round}, step ${step} `.repeat(20) }, { reason: "a slip" }),
      () => vault.saveEvent({ event_id: "event", client_id: client === "client-0" ? client : "client-0", kind: "life", description: `step ${step}`, date: "2025-01-01" }),
      () => vault.getAuditLog({ limit: 50 }),
      () => vault.saveSettings({ step }),
    ];
    await works[step % works.length]();
  }
  // All amendments fall on client-1, whose record grows by them; this one's stays as it was.
  await vault.exportClientHistory("client-2", { passphrase: "four quiet words here" });
  await vault.verifyVault();
}

/**
 * Bytes that the page holds after each round of so many operations, garbage aside: JavaScript's own, the buffers
 * behind it, and WebAssembly's memories.
 */
export async function measureMemory(origin, { rounds, operations, onRound = () => undefined }) {
  const context = await launch();
  try {
    await context.addInitScript(keepMemories);
    const tracker = await openTracker(context, origin, "tracker.d.ts");
    const { page } = tracker;
    const vault = await tracker.create({ name: "memory", key: deviceKey() });
    const devtools = await context.newCDPSession(page);
    await page.evaluate(fill, [vault.index, CLIENTS]);
    const sizes = [];
    for (let round = 0; round < rounds; round += 1) {
      await page.evaluate(work, [vault.index, round, operations, CLIENTS]);
      // What the last task still held goes the second time.
      for (let time = 0; time < 2; time += 1) await devtools.send("HeapProfiler.collectGarbage");
      const { usedSize, embedderHeapUsedSize = 0, backingStorageSize = 0 } = await devtools.send("Runtime.getHeapUsage");
      const wasm = await page.evaluate(wasmBytes);
      assert.ok(wasm > 0, "the page has a WebAssembly memory");
      sizes.push(usedSize + embedderHeapUsedSize + backingStorageSize + wasm);
      onRound(round, sizes.at(-1));
    }
    return sizes;
  } finally {
    await context.close();
  }
}

/** How many bytes more the last rounds held than the first ones after warming up: their medians apart. */
export function growth(sizes) {
  const median = (list) => list.toSorted((one, other) => one - other)[Math.floor(list.length / 2)];
  const third = Math.max(1, Math.floor((sizes.length - 1) / 3));
  return median(sizes.slice(-third)) - median(sizes.slice(1, 1 + third));
}
