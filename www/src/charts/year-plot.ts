import { dot, plot, rect, text as label, type Markish } from "@observablehq/plot";
import { daysBetween, firstDay, weekday } from "../calendar.ts";
import { addDays, formatMonthName, formatWeekday } from "../text/format.ts";
import { CLASS_NAME, HIDDEN, ink, NARROW } from "./theme.ts";

/** A day with at least one session. */
export interface YearDay {
  date: string;
  /** The mean of its sessions, −2 to +2. */
  score: number;
  flagged: boolean;
}

interface Cell {
  date: string;
  x: number;
  y: number;
}

/** The square of a day with a session, and how high it is filled. */
type HeldCell = Cell & YearDay & { filled: number };

interface Grid {
  size: number;
  cells: Cell[];
  months: { x: number; y: number; words: string }[];
  weekdays: { y: number; words: string }[];
  height: number;
}

const LEFT = 34;
const TOP = 20;
const BREAK = 26;

/** What the name of a month needs, in pixels. */
const MONTH_ROOM = 30;

/** The share of a square between its neighbours. */
const FILLED = 0.86;

/** How far the lowest and the highest score fill a day's square. */
const LEAST = 0.2;

function datesOf(year: number): string[] {
  const first = `${String(year)}-01-01`;
  const days = daysBetween(first, `${String(year + 1)}-01-01`);
  return Array.from({ length: days }, (_, index) => addDays(first, index));
}

/** Weeks in columns, Monday on top; in two rows of half a year where it is narrow. */
function gridOf(year: number, width: number): Grid {
  const dates = datesOf(year);
  const halves = width < NARROW ? [dates.slice(0, 181), dates.slice(181)] : [dates];
  const columns = Math.max(...halves.map((half) => weekIndex(half, half.at(-1)) + 1));
  const size = Math.floor(((width - LEFT) / columns) * 10) / 10;
  const tops = halves.map((_, index) => TOP + index * (7 * size + BREAK));
  const cells = halves.flatMap((half, index) => half.map((date) => cellOf(date, half, tops[index] ?? TOP, size)));
  const starts = spaced(cells.filter(({ date }) => date.endsWith("-01")), size);
  const months = starts.map((cell) => ({ x: cell.x, y: topOf(cell, size) - 9, words: formatMonthName(cell.date) }));
  const weekdays = tops.flatMap((top) => [0, 2, 4].map((day) => ({ y: top + (day + 0.5) * size, words: formatWeekday(addDays("2024-01-01", day)) })));
  return { size, cells, months, weekdays, height: (tops.at(-1) ?? TOP) + 7 * size + 4 };
}

function weekIndex(half: string[], date = ""): number {
  return daysBetween(firstDay("week", half[0] ?? date), date) / 7 | 0;
}

function cellOf(date: string, half: string[], top: number, size: number): Cell {
  return { date, x: LEFT + weekIndex(half, date) * size, y: top + weekday(date) * size };
}

/** The top of the row of weeks that a cell stands in. */
function topOf({ date, y }: Cell, size: number): number {
  return y - weekday(date) * size;
}

/** Those whose words have room beside the ones before them in their row. */
function spaced(starts: Cell[], size: number): Cell[] {
  return starts.reduce<Cell[]>((kept, cell) => {
    const before = kept.at(-1);
    const isClose = before && topOf(before, size) === topOf(cell, size) && cell.x - before.x < MONTH_ROOM;
    return isClose ? kept : [...kept, cell];
  }, []);
}

/** The height of a year's drawing, to be reserved before there is anything to draw. */
export function yearHeight(year: number, width: number): number {
  return gridOf(year, width).height;
}

function squares({ cells, size }: Grid, days: Map<string, YearDay>): Markish[] {
  const side = size * FILLED;
  const held = cells.flatMap((cell): HeldCell[] => {
    const day = days.get(cell.date);
    return day ? [{ ...cell, ...day, filled: side * (LEAST + (1 - LEAST) * ((day.score + 2) / 4)) }] : [];
  });
  const box = { ...HIDDEN, x1: "x", x2: (cell: Cell) => cell.x + side } as const;
  const flagged = held.filter((day) => day.flagged);
  return [
    rect(cells, { ...box, y1: "y", y2: (cell: Cell) => cell.y + side, fill: ink.wash, rx: 1.5 }),
    rect(held, { ...box, y1: (day: HeldCell) => day.y + side - day.filled, y2: (day: HeldCell) => day.y + side, fill: ink.line, rx: 1 }),
    rect(held, { ...box, y1: "y", y2: (day: HeldCell) => day.y + side, fill: "none", stroke: ink.line, strokeWidth: 1, rx: 1.5 }),
    dot(flagged, { ...HIDDEN, x: (day: HeldCell) => day.x + side / 2, y: (day: HeldCell) => day.y + side / 2, symbol: "triangle", r: Math.max(2.4, side / 4), fill: ink.paper, stroke: ink.flag, strokeWidth: 1.6 }),
  ];
}

/**
 * Draws a year day by day: a square each, filled from its foot the higher the better the day's score.
 *
 * Days without a session are all alike and say nothing. Decorative for readers, as every drawing.
 */
export function drawYear(days: YearDay[], year: number, width: number): SVGElement | HTMLElement {
  const grid = gridOf(year, width);
  const words = { ...HIDDEN, x: "x", y: "y", text: "words", fill: ink.text, fontSize: 11 } as const;
  return plot({
    className: CLASS_NAME,
    width,
    height: grid.height,
    margin: 0,
    x: { type: "identity", axis: null },
    y: { type: "identity", axis: null },
    marks: [
      ...squares(grid, new Map(days.map((day) => [day.date, day]))),
      label(grid.months, { ...words, textAnchor: "start" }),
      label(grid.weekdays, { ...words, x: () => LEFT - 7, textAnchor: "end" }),
    ],
  });
}
