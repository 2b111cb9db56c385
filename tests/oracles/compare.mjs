// Compares what is expected with what was got, and tells a defect from a definition.
import { fileOf, isAllUtc } from "./data.mjs";

/** What the oracles know beyond the interface, and how they came to know it. */
const beyond = new Set([
  ...["mk_s", "mk_p", "mk_trend", "slope_per_day", "slope_per_entry", "direction_unambiguous"],
  ...["exactly_on_threshold", "same_under_every_way_to_place_the_middle_value"],
]);

const isObject = (value) => value !== null && typeof value === "object";
const isNear = (expected, got, { abs = 0 }) => typeof expected === "number" && typeof got === "number" && Math.abs(expected - got) <= abs;

/**
 * Calls `compared(path, expected, got, isSame)` for every single value of two answers.
 *
 * A value that only one of them has counts, too.
 */
export function compareValues(expected, got, tolerance, compared, path = "") {
  if (!isObject(expected) || !isObject(got)) return compared(path, expected, got, Object.is(expected, got) || isNear(expected, got, tolerance));
  for (const key of new Set([...Object.keys(expected), ...Object.keys(got)])) {
    if (!beyond.has(key)) compareValues(expected[key], got[key], tolerance, compared, path ? `${path}/${key}` : key);
  }
}

/** The part of an answer that the value at `path` is in. */
const around = (expected, path) => path.split("/").slice(0, -1).reduce((part, key) => part?.[key], expected);

function countInWindow({ window }, sessions) {
  const from = Date.parse(window?.from_inclusive ?? "") || -Infinity;
  const to = Date.parse(window?.to_exclusive ?? "") || Infinity;
  return sessions.map(({ timestamp }) => Date.parse(timestamp)).filter((time) => time >= from && time < to).length;
}

const rules = [
  {
    rule: "calendar periods follow the session's own local date, and this oracle's follow UTC",
    covers: ({ kind, input }, _path, _got, sessions) => kind === "rollup" && input.calendar === "UTC" && !isAllUtc(sessions),
  },
  {
    rule: "below three sessions the direction is insufficient_data",
    covers: ({ input, expected }, path, got, sessions) =>
      /(^|\/)direction$/.test(path) && got === "insufficient_data" && (around(expected, path)?.count ?? countInWindow(input, sessions)) < 3,
  },
];

/** The definition that makes a difference right, or undefined. */
export function explanation(oracle, path, got, files) {
  const sessions = files.get(fileOf(oracle)) ?? [];
  return rules.find(({ covers }) => covers(oracle, path, got, sessions))?.rule;
}
