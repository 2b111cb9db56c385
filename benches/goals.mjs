// What must be reached, as ratios to the raw limits of the same run.

/** Whether everything about the core was measured: its figures stand beside each other or not at all. */
export const isWhole = (results) => ["log", "bulk", "practice", "unlocking", "large"].every((part) => part in results);

const atMost = (limit) => (value) => value <= limit;

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
function viewGoals({ views: { unlocked, slowest } }) {
  return [
    ["first view after unlocking, derivation aside", "at most 150 ms", unlocked, "ms", atMost(150)],
    [`slowest view of three years: ${slowest[0]}`, "at most 100 ms", slowest[1], "ms", atMost(100)],
  ];
}

/** Every goal of the parts that were measured: `{work, goal, value, unit, met}`. */
export function checkGoals(results) {
  const rows = [...(isWhole(results) ? coreGoals(results) : []), ...(results.views ? viewGoals(results) : [])];
  return rows.map(([work, goal, value, unit, isMet]) => ({ work, goal, value, unit, met: isMet(value) }));
}
