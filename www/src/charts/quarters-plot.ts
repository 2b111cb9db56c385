import { dot, plot, ruleX, ruleY, text as label, type Markish } from "@observablehq/plot";
import { quarterOf, yearOf } from "../calendar.ts";
import { text } from "../text/index.ts";
import { formatScore } from "../text/format.ts";
import type { EmotionalTrend } from "../vault/api.ts";
import { CLASS_NAME, HIDDEN, ink, NARROW } from "./theme.ts";

const LEFT = 88;
const RIGHT = 10;
/** Room for the numbers at both ends of the scale, and for the names beyond them. */
const TOP = 36;
const FOOT = 40;
const PANEL_BREAK = 18;

/** A number stands at a point where its column is at least this wide, in pixels. */
const ROOM_FOR_NUMBER = 32;

interface Column {
  x: number;
  score: number;
}

interface Panels {
  /** The first and the last year. */
  years: [number, number];
  /** The width of one quarter's panel, and of a year inside it. */
  panel: number;
  column: number;
  height: number;
}

/** The height of the drawing at a width. */
export function quartersHeight(width: number): number {
  return width < NARROW ? 250 : 300;
}

function panelsOf(quarters: EmotionalTrend[], width: number): Panels {
  const all = quarters.map(({ start_date }) => yearOf(start_date));
  const years: [number, number] = [Math.min(...all), Math.max(...all)];
  const panel = (width - LEFT - RIGHT - 3 * PANEL_BREAK) / 4;
  return { years, panel, column: panel / (years[1] - years[0] + 1), height: quartersHeight(width) };
}

function leftOf(quarter: number, { panel }: Panels): number {
  return LEFT + (quarter - 1) * (panel + PANEL_BREAK);
}

function columnX(quarter: number, year: number, panels: Panels): number {
  return leftOf(quarter, panels) + (year - panels.years[0] + 0.5) * panels.column;
}

function heightAt(score: number, { height }: Panels): number {
  const bottom = height - FOOT;
  return bottom - ((score + 2) / 4) * (bottom - TOP);
}

/** The scale's lines, interrupted between the panels. */
function scaleMarks(panels: Panels): Markish[] {
  const scores = [-2, -1, 0, 1, 2];
  const lines = [1, 2, 3, 4].flatMap((quarter) => scores.map((score) => ({ x: leftOf(quarter, panels), y: heightAt(score, panels) })));
  const words = scores.map((score) => ({ y: heightAt(score, panels), words: text.trend.axis[score + 2] ?? "" }));
  return [
    ruleY(lines, { ...HIDDEN, y: "y", x1: "x", x2: (line: { x: number }) => line.x + panels.panel, stroke: ink.grid }),
    label(words, { ...HIDDEN, x: () => LEFT - 9, y: "y", text: "words", textAnchor: "end", fill: ink.text, fontSize: 11.5 }),
  ];
}

/** The quarters' names above and the years below, as many as there is room for. */
function nameMarks(panels: Panels): Markish[] {
  const [first, last] = panels.years;
  const years = Array.from({ length: last - first + 1 }, (_, index) => first + index);
  const every = Math.max(1, Math.ceil(26 / panels.column));
  const shown = years.filter((year) => (last - year) % every === 0);
  const below = [1, 2, 3, 4].flatMap((quarter) => shown.map((year) => ({ x: columnX(quarter, year, panels), words: text.reading.quarters.shortYear(year) })));
  const above = [1, 2, 3, 4].map((quarter) => ({ x: leftOf(quarter, panels) + panels.panel / 2, words: text.reading.quarters.name(quarter) }));
  const common = { ...HIDDEN, x: "x", text: "words" } as const;
  return [
    label(above, { ...common, y: () => 9, fill: ink.mean, fontSize: 12, fontWeight: 600 }),
    label(below, { ...common, y: () => panels.height - 9, fill: ink.text, fontSize: 11 }),
  ];
}

/** A stem from the middle of the scale to the mean, and its number where it has room. */
function valueMarks(quarters: EmotionalTrend[], panels: Panels): Markish[] {
  const columns = quarters.map(({ start_date, avg_emotional_score }): Column => {
    return { x: columnX(quarterOf(start_date), yearOf(start_date), panels), score: avg_emotional_score };
  });
  const y = (column: Column) => heightAt(column.score, panels);
  const beyond = (column: Column) => y(column) + (column.score < 0 ? 13 : -13);
  const numbered = panels.column >= ROOM_FOR_NUMBER ? columns : [];
  return [
    ruleX(columns, { ...HIDDEN, x: "x", y1: () => heightAt(0, panels), y2: y, stroke: ink.line, strokeWidth: 1.6 }),
    dot(columns, { ...HIDDEN, x: "x", y, r: 3.6, fill: ink.line }),
    label(numbered, { ...HIDDEN, x: "x", y: beyond, text: (column: Column) => formatScore(column.score), fill: ink.mean, fontSize: 11 }),
  ];
}

/** Draws the same quarter of each year side by side. Expects at least one quarter. */
export function drawQuarters(quarters: EmotionalTrend[], width: number): SVGElement | HTMLElement {
  const panels = panelsOf(quarters, width);
  return plot({
    className: CLASS_NAME,
    width,
    height: panels.height,
    margin: 0,
    x: { type: "identity", axis: null },
    y: { type: "identity", axis: null },
    marks: [...scaleMarks(panels), ...nameMarks(panels), ...valueMarks(quarters, panels)],
  });
}
