// The comparison as rows for people.
import { number } from "../numbers.mjs";
import { rowsOf } from "./rows.mjs";

/** The rows, with their heading. */
export function peerRows(measured) {
  const rows = rowsOf(measured);
  const names = Object.keys(rows[0].values);
  const body = rows.map(({ work, unit, values, ratio }) => [`${work}, ${unit}`, ...names.map((name) => number(values[name])), ratio ? `${number(ratio)} x` : ""]);
  return [["", ...names, "to the best peer"], ...body];
}
