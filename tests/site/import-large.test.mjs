// A practice of 100,000 sessions comes in within bounds, and its caseload opens without a look at the journal.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { after, before, test } from "node:test";
import { openPage } from "./history-page.mjs";

const total = 100_000;
const clients = 200;
const limit = 512 * 1024 * 1024;
const generator = readFileSync(new URL("../../benches/page/sessions.mjs", import.meta.url), "utf8");
let bench;

before(async () => {
  bench = await openPage();
  await bench.context.route(`${bench.origin}/sessions.mjs`, (route) => route.fulfill({ contentType: "text/javascript", body: generator }));
});
after(() => bench?.close());

/** Bytes of memory that a process has to itself and in common with others. */
const resident = (pid) => Number(/VmRSS:\s+(\d+)/.exec(readFileSync(`/proc/${pid}/status`, "utf8"))[1]) * 1024;

/** The process of the page: of all renderers the one that has most in memory. */
async function rendererOf(page) {
  const session = await page.context().browser().newBrowserCDPSession();
  const { processInfo } = await session.send("SystemInfo.getProcessInfo");
  await session.detach();
  const renderers = processInfo.filter(({ type }) => type === "renderer").map(({ id }) => id);
  return renderers.sort((one, other) => resident(other) - resident(one))[0];
}

/** The most memory that a process had while `work` ran. */
async function peak(pid, work) {
  let most = resident(pid);
  const timer = setInterval(() => (most = Math.max(most, resident(pid))), 100);
  try {
    return { result: await work(), most };
  } finally {
    clearInterval(timer);
  }
}

/** Runs in the page: makes the sessions, which are the caller's own memory. */
async function generate([count, people]) {
  const { practice } = await import("/sessions.mjs");
  globalThis.sessions = practice(count, people);
  return globalThis.sessions.length;
}

/** Runs in the page: imports them, and tells what progress was reported. */
async function importAll() {
  const { TherapeuticProgressTracker } = await import("/tracker.js");
  globalThis.tracker = await TherapeuticProgressTracker.create({ name: "large", key: new Uint8Array(32).fill(7) });
  const seen = [];
  const { imported, rejected } = await globalThis.tracker.importSessions(globalThis.sessions, { onProgress: (progress) => seen.push({ ...progress }) });
  return { imported, rejected: rejected.length, seen };
}

/** Runs in a page just loaded: opens the caseload and tells which stores were read for it. */
async function readCaseload() {
  const read = new Set();
  for (const { prototype } of [IDBObjectStore, IDBIndex]) {
    for (const method of ["get", "getAll", "getKey", "getAllKeys", "getAllRecords", "count", "openCursor", "openKeyCursor"]) {
      const original = prototype[method];
      if (!original) continue;
      prototype[method] = function (...given) {
        read.add((this.objectStore ?? this).name);
        return original.apply(this, given);
      };
    }
  }
  const { TherapeuticProgressTracker } = await import("/tracker.js");
  const tracker = await TherapeuticProgressTracker.unlock({ name: "large", key: new Uint8Array(32).fill(7) });
  const rows = await tracker.getCaseload({ as_of: "2026-01-01T00:00:00Z" });
  return { read: [...read], rows };
}

async function collectGarbage(page) {
  const session = await page.context().newCDPSession(page);
  await session.send("HeapProfiler.collectGarbage");
  await session.detach();
}

test("100,000 sessions of 200 clients import with progress, in under 512 MB", { timeout: 300_000 }, async (t) => {
  const { page } = bench;
  await page.goto(`${bench.origin}/empty`);
  assert.equal(await page.evaluate(generate, [total, clients]), total);
  await collectGarbage(page);
  const pid = await rendererOf(page);
  const given = resident(pid);
  const { result, most } = await peak(pid, () => page.evaluate(importAll));
  const mb = (bytes) => `${Math.round(bytes / 2 ** 20)} MB`;
  t.diagnostic(`the page had ${mb(given)} with the sessions before, at most ${mb(most)} while they were imported`);
  assert.deepEqual([result.imported, result.rejected], [total, 0]);
  assert.ok(most - given < limit, `the import took ${mb(most - given)}`);
  const done = result.seen.map((progress) => progress.done);
  assert.ok(done.length >= 20, `${done.length} reports of progress`);
  assert.deepEqual(done, done.toSorted((one, other) => one - other));
  assert.deepEqual(result.seen.at(-1), { done: total, total });
});

test("the caseload of that practice opens without reading the journal", async () => {
  const { page } = bench;
  await page.goto(`${bench.origin}/empty`);
  const { read, rows } = await page.evaluate(readCaseload);
  assert.equal(rows.length, clients);
  assert.equal(rows.reduce((sum, row) => sum + row.sessions_count, 0), total);
  assert.ok(read.includes("catalogue"), read.join());
  assert.ok(!read.includes("journal"), read.join());
});
