// What must be reached, as ratios to the raw limits of the same run.

const atMost = (limit) => (value) => value <= limit;

/** Every goal with what was measured: `{work, goal, value, unit, met}`. */
export function checkGoals({ log, practice, large, bulk, unlocking, download }) {
  const rows = [
    ["log one session, client seen weekly", "at most 2 x the raw put", log.weekly.ours.median / log.weekly.raw.median, "x", atMost(2)],
    ["log one session, client of ten years", "at most 2 x the raw put", log.daily.ours.median / log.daily.raw.median, "x", atMost(2)],
    ["report, 3,650 days, first after unlock", "at most 12 x the raw 64 KiB get", practice.report3650.first / practice.report3650.rawGet, "x", atMost(12)],
    ["report, 3,650 days, later ones", "at most 3 x the raw 64 KiB get", practice.report3650.later / practice.report3650.rawGet, "x", atMost(3)],
    ["caseload, 100,000 sessions, first after unlock", "at most 40 x the raw 64 KiB get", large.caseload.first / large.caseload.rawGet, "x", atMost(40)],
    ["import 10,000 sessions", "at most 2 x the raw puts", bulk.ours / bulk.raw, "x", atMost(2)],
    ["key derivation", "0.25 to 1 s", unlocking.derivation / 1000, "s", (value) => value >= 0.25 && value <= 1],
    ["site download, all of it", "at most 350 KB gzip", download.gzip / 1000, "KB", atMost(350)],
  ];
  return rows.map(([work, goal, value, unit, isMet]) => ({ work, goal, value, unit, met: isMet(value) }));
}
