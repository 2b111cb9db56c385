// What the comparison with other stores rests on: the answers that are due, and what notices others.
import assert from "node:assert/strict";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { test } from "node:test";
import { caseloadOf, entryOf, found, reportOf } from "../../benches/page/answers.mjs";
import { check } from "../../benches/peers/check.mjs";
import { against, rowFor, rowsOf } from "../../benches/peers/rows.mjs";
import { peersInMarkdown, writeMarkdown } from "../../benches/markdown.mjs";

const sessions = [
  ["2025-11-01T10:00:00.000Z", "negative", ["CBT"], "slept badly: Insomnia"],
  ["2025-11-08T10:00:00.000Z", "negative", ["CBT", "breathing"], "calmer"],
  ["2025-12-01T10:00:00.000Z", "positive", ["breathing"], "slept well"],
  ["2025-12-08T10:00:00.000Z", "positive", ["breathing"], "slept well"],
].map(([timestamp, emotional_state, techniques_used, text], place) => ({
  session_id: `s${place}`,
  client_id: "c1",
  timestamp,
  emotional_state,
  techniques_used,
  conversation_summary: text,
  progress_notes: "",
  therapist_observations: "",
  crisis_flags: place === 0 ? ["a flag"] : [],
}));

const report = {
  sessions: 4,
  mean: 0,
  stdev: Math.sqrt(4 / 3),
  delta: 2,
  direction: "improving",
  months: [["2025-11", 2, -1], ["2025-12", 2, 1]],
  top_techniques: [["breathing", 3], ["CBT", 2]],
  crisis_flags: 1,
};

const three = (tracker, sqlite, idb) => ({ tracker, "sqlite-mc": sqlite, "idb-webcrypto": idb });
const asked = three({ loaded: 1, opened: 1, cold: 10, warm: 2 }, { loaded: 1, opened: 1, cold: 20, warm: 4 }, { loaded: 1, opened: 1, cold: 40, warm: 1 });
const moved = (mbPerSecond) => ({ export: { mbPerSecond, fixedMs: 1 }, import: { mbPerSecond, fixedMs: 1 } });
const measured = {
  log: three({ median: 1, p95: 2 }, { median: 2, p95: 2 }, { median: 4, p95: 4 }),
  imported: three(100, 50, 200),
  questions: { report30: asked, report365: asked, report3650: asked, caseload: asked, search: asked },
  files: three(moved(40), moved(10), moved(20)),
  disk: three(5e6, 10e6, 20e6),
  download: three(100_000, 200_000, 1000),
};

test("the answers that stores are held to are those that one reckons by hand", () => {
  check({ name: "by hand" }, "report", report, reportOf(sessions.map(entryOf)));
  assert.deepEqual(found(sessions, "insomnia"), ["s0"]);
  const row = { client_id: "c1", sessions: 4, last: sessions[3].timestamp, n90: 4, mean90: 0, dir90: "improving" };
  assert.deepEqual(caseloadOf(sessions, "2026-01-01T00:00:00Z"), [row]);
});

test("a wrong answer is noticed wherever it is wrong, and its store named", () => {
  const wrong = [
    [{ ...report, mean: 0.001 }, /^one answers wrongly at report\.mean\.$/],
    [{ ...report, months: report.months.slice(1) }, /report\.months\.0\.0\./],
    [{ ...report, direction: "stable" }, /report\.direction\./],
    [{ ...report, more: 1 }, /report\.more\./],
    [null, /at report\./],
  ];
  for (const [given, message] of wrong) assert.throws(() => check({ name: "one" }, "report", report, given), { message });
});

test("what rounding makes of a number is no wrong answer", () => {
  check({ name: "one" }, "report", report, { ...report, stdev: report.stdev + 1e-12 });
});

test("the tracker is held against the best of the others, where more is better too", () => {
  const rows = rowsOf(measured);
  const ratios = ["log", "import", "report30.cold", "report30.warm", "file.out", "disk", "download"].map((key) => rowFor(rows, key).ratio);
  assert.deepEqual(ratios, [0.5, 2, 0.5, 2, 2, 0.5, 100]);
  assert.equal(against(rows, "download", "sqlite-mc"), 0.5);
});

test("the figures are written between their marks and nowhere else, as often as one likes", () => {
  const folder = mkdtempSync(join(tmpdir(), "comparison-"));
  try {
    const file = join(folder, "page.md");
    writeFileSync(file, "before\n<!-- peers: written by benches/run.mjs --markdown. -->\nformer figures\n<!-- peers: end of what is written. -->\nafter\n");
    const goals = [{ work: "log", goal: "at most 0.9 x the best peer", value: 0.5, unit: "x", met: true }];
    const figures = peersInMarkdown(goals, measured);
    writeMarkdown(file, "peers", figures);
    const once = readFileSync(file, "utf8");
    assert.match(once, /^before\n.*\| log one session, median, ms \| 1\.00 \| 2\.00 \| 4\.00 \| 0\.500 × \|.*\| log \| at most 0\.9 × the best peer \| 0\.500 × \| met \|.*after\n$/s);
    assert.doesNotMatch(once, /former figures/);
    writeMarkdown(file, "peers", figures);
    assert.equal(readFileSync(file, "utf8"), once);
    writeFileSync(file, "no marks");
    assert.throws(() => writeMarkdown(file, "peers", figures), /does not say where/);
  } finally {
    rmSync(folder, { recursive: true });
  }
});
