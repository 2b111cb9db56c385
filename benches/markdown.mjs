// Figures as Markdown, put where a page says that they belong.
import { readFileSync, writeFileSync } from "node:fs";
import { growthRows } from "./growth/plot.mjs";
import { number } from "./numbers.mjs";
import { peerRows } from "./peers/table.mjs";

const line = (parts) => `| ${parts.join(" | ")} |`;

function table([head, ...body]) {
  const cell = (text) => text.trim().replace(/ x$/, " ×");
  return [line(head), line(["---", ...head.slice(1).map(() => "---:")]), ...body.map((row) => line(row.map(cell)))];
}

function goalTable(goals) {
  const rows = goals.map(({ work, goal, value, unit, met }) => line([work, goal.replaceAll(" x", " ×"), `${number(value)} ${unit.replace("x", "×")}`, met ? "met" : "missed"]));
  return [line(["goal", "wanted", "measured", ""]), line(["---", "---", "---:", "---"]), ...rows];
}

/** The comparison with other stores and its goals. */
export const peersInMarkdown = (goals, measured) => [...table(peerRows(measured)), "", ...goalTable(goals)].join("\n");

/** How cost grows, and its goals. */
export const growthInMarkdown = (goals, measured) => [...table(growthRows(measured)), "", ...goalTable(goals)].join("\n");

/** Puts figures into a Markdown file, between the two marks of that name that it holds. */
export function writeMarkdown(file, name, figures) {
  const text = readFileSync(file, "utf8");
  const marks = [`<!-- ${name}: written by benches/run.mjs --markdown. -->`, `<!-- ${name}: end of what is written. -->`];
  const [start, end] = marks.map((mark) => text.indexOf(mark));
  if (start < 0 || end < start) throw new Error(`${file} does not say where the figures belong: ${marks.join(" … ")}`);
  writeFileSync(file, `${text.slice(0, start + marks[0].length)}\n\n${figures}\n\n${text.slice(end)}`);
}
