// What is said about a list of numbers, and how one is written.

const sorted = (list) => [...list].sort((one, other) => one - other);
/** The middle of a list of numbers. */
export const median = (list) => sorted(list)[list.length >> 1];
const p95 = (list) => sorted(list)[Math.min(list.length - 1, Math.floor(list.length * 0.95))];
/** The middle, and what only one in twenty exceeds. */
export const spread = (list) => ({ median: median(list), p95: p95(list) });

/** Three digits that matter. */
export function number(value) {
  if (value >= 1000) return Math.round(value).toLocaleString("en");
  return value >= 100 ? value.toFixed(0) : value.toPrecision(3);
}
