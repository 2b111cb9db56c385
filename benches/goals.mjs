// What must be reached, as ratios to the raw limits or to the best encrypted peer of the same run.
import { against, rowFor, rowsOf } from "./peers/rows.mjs";
import { trustGoals } from "./trust.mjs";

/** Whether everything about the core was measured: its figures stand beside each other or not at all. */
export const isWhole = (results) => ["log", "bulk", "practice", "unlocking", "large"].every((part) => part in results);

const atMost = (limit) => (value) => value <= limit;
const atLeast = (limit) => (value) => value >= limit;

/** Goals about the core: `[work, goal, value, unit, isMet]`. */
function coreGoals({ log, practice, large, bulk, unlocking, download }) {
  return [
    ["log one session, client seen weekly", "at most 2 x the raw put", log.weekly.ours.median / log.weekly.raw.median, "x", atMost(2)],
    ["log one session, client of ten years", "at most 2 x the raw put", log.daily.ours.median / log.daily.raw.median, "x", atMost(2)],
    ["report, 3,650 days, first after unlock", "at most 12 x the raw 64 KiB get", practice.report3650.first / practice.report3650.rawGet, "x", atMost(12)],
    ["report, 3,650 days, later ones", "at most 3 x the raw 64 KiB get", practice.report3650.later / practice.report3650.rawGet, "x", atMost(3)],
    ["caseload, 100,000 sessions, first after unlock", "at most 40 x the raw 64 KiB get", large.caseload.first / large.caseload.rawGet, "x", atMost(40)],
    ["import 10,000 sessions", "at most 2 x the raw puts", bulk.ours / bulk.raw, "x", atMost(2)],
    ["key derivation", "0.25 to 1 s", unlocking.derivation / 1000, "s", (value) => value >= 0.25 && value <= 1],
    ["site download, all of it", "at most 350 KB gzip", download.gzip / 1000, "KB", atMost(350)],
  ];
}

/** Goals about what a person sees. */
function viewGoals({ views: { phone, unlocked, slowest } }) {
  return [
    ["first view after unlocking, derivation aside", "at most 150 ms", unlocked, "ms", atMost(150)],
    [`slowest view of three years: ${slowest[0]}`, "at most 100 ms", slowest[1], "ms", atMost(100)],
    ["the locked page on a phone, by Lighthouse", "at least 98 of 100 points", phone.points, "points", atLeast(98)],
  ];
}

/** What the tracker may take of the best encrypted peer's time or space, by row. */
const besidePeers = {
  log: 0.9,
  import: 0.4,
  "report30.cold": 1,
  "report365.cold": 0.55,
  "report3650.cold": 0.2,
  "caseload.many.cold": 0.15,
  "caseload.many.warm": 0.01,
  disk: 0.5,
  "search.cold": 0.28,
  "search.warm": 0.5,
};
const besideSqlite = { "report3650.warm": 0.02, download: 0.35 };
const fileSpeed = { "file.out": 4, "file.in": 4 };

/** Goals beside the peers, of the rows that were measured. */
function peerGoals({ peers }) {
  const rows = rowsOf(peers);
  const goalOf = (limits, wording, value, isMet) =>
    Object.entries(limits)
      .filter(([key]) => rowFor(rows, key))
      .map(([key, limit]) => [rowFor(rows, key).work, wording(limit), value(key), "x", isMet(limit)]);
  const ratio = (key) => rowFor(rows, key).ratio;
  const flat = rowFor(rows, "report3650.cold").values.tracker / rowFor(rows, "report30.cold").values.tracker;
  return [
    ...goalOf(besidePeers, (limit) => `at most ${limit} x the best peer`, ratio, atMost),
    ...goalOf(besideSqlite, (limit) => `at most ${limit} x sqlite-mc`, (key) => against(rows, key, "sqlite-mc"), atMost),
    ...goalOf(fileSpeed, (limit) => `at least ${limit} x the best peer's MB/s`, ratio, atLeast),
    ["report, 3,650 days, cold", "at most 1.5 x the one of 30 days", flat, "x", atMost(1.5)],
  ];
}

/** Goals about a practice that grows: its largest against its smallest, and what a million sessions take in memory. */
function growthGoals({ growth }) {
  const [smallest, largest] = [growth[0], growth.at(-1)];
  const flat = (work, key) => [`${work}, ${largest.sessions.toLocaleString("en")} sessions`, "at most 1.5 x that of 1,000", largest[key] / smallest[key], "x", atMost(1.5)];
  return [
    flat("log one session", "log"),
    flat("report of 90 days, first after unlock", "report"),
    flat("caseload, first after unlock", "caseload"),
    [`memory with the caseload of ${largest.sessions.toLocaleString("en")} sessions`, "at most 100 MB", largest.memoryMb, "MB", atMost(100)],
  ];
}

/** Every goal of the parts that were measured: `{part, work, goal, value, unit, met}`. */
export function checkGoals(results) {
  const parts = { core: isWhole(results) && coreGoals, trust: results.trust && trustGoals, views: results.views && viewGoals, peers: results.peers && peerGoals, growth: results.growth && growthGoals };
  const measured = Object.entries(parts).filter(([, goals]) => goals);
  return measured.flatMap(([part, goals]) => goals(results).map(([work, goal, value, unit, isMet]) => ({ part, work, goal, value, unit, met: isMet(value) })));
}
