// The comparison for people, on the screen and as Markdown.
import { readFileSync, writeFileSync } from "node:fs";
import { number } from "../numbers.mjs";
import { rowsOf } from "./rows.mjs";

const marks = ["<!-- Written by benches/run.mjs --markdown. -->", "<!-- End of what is written. -->"];

const cells = (measured) => {
  const rows = rowsOf(measured);
  const names = Object.keys(rows[0].values);
  const body = rows.map(({ work, unit, values, ratio }) => [`${work}, ${unit}`, ...names.map((name) => number(values[name])), ratio ? `${number(ratio)} x` : ""]);
  return [["", ...names, "to the best peer"], ...body];
};

/** The rows to print, with their heading. */
export const peerRows = cells;

function inMarkdown(goals, measured) {
  const line = (parts) => `| ${parts.join(" | ")} |`;
  const [head, ...body] = cells(measured);
  const figures = [line(head), line(["---", ...head.slice(1).map(() => "---:")]), ...body.map((row) => line(row.map((cell) => cell.trim().replace(/ x$/, " ×"))))];
  const reached = goals.map(({ work, goal, value, met }) => line([work, goal.replaceAll(" x", " ×"), `${number(value)} ×`, met ? "met" : "missed"]));
  return [...figures, "", line(["goal", "wanted", "measured", ""]), line(["---", "---", "---:", "---"]), ...reached].join("\n");
}

/** Puts the figures and the goals into a Markdown file, between the two marks that it holds. */
export function writeMarkdown(file, goals, measured) {
  const text = readFileSync(file, "utf8");
  const [start, end] = marks.map((mark) => text.indexOf(mark));
  if (start < 0 || end < start) throw new Error(`${file} does not say where the figures belong: ${marks.join(" … ")}`);
  writeFileSync(file, `${text.slice(0, start + marks[0].length)}\n\n${inMarkdown(goals, measured)}\n\n${text.slice(end)}`);
}
