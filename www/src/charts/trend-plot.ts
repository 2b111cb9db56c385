import { axisX, axisY, dot, gridY, link, lineY, plot, text as label, type Markish } from "@observablehq/plot";
import { text } from "../text/index.ts";
import { wallClock } from "../text/format.ts";
import type { EmotionalTrend, Milestone, SessionLog } from "../vault/api.ts";
import { CLASS_NAME, ink, NARROW } from "./theme.ts";
import { standBeside, timeTicks } from "./tick-words.ts";
import type { TrendView } from "./view.ts";

const DAY_MS = 86_400_000;

/** Where on the scale the halves are named: above its top, clear of every line. */
const LABEL_SCORE = 2.4;
/** And where milestones and crisis flags stand: below its foot. */
const EVENT_SCORE = -2.45;

/** A pause longer than this interrupts the line, in milliseconds. */
const GAP_MS = 70 * DAY_MS;

/** The room beside the drawing's plane, and within it, in pixels. */
const LEFT = 84;
const RIGHT = 16;
const INSET = 6;

const HIDDEN = { ariaHidden: "true" } as const;

interface Half {
  from: Date;
  to: Date;
  mean: number;
  words: string;
}

function startOf(point: EmotionalTrend): Date {
  return wallClock(point.start_date);
}

/** Index of the point that holds the window's middle session, where the second half begins. */
function middle(points: EmotionalTrend[]): number {
  const total = points.reduce((sum, point) => sum + point.data_points, 0);
  let seen = 0;
  return points.findIndex((point) => (seen += point.data_points) > Math.floor(total / 2));
}

function halves({ whole, points }: TrendView, short: boolean): Half[] {
  const [first, last, split] = [points[0], points.at(-1), points[middle(points)]];
  const { first_half_mean, second_half_mean } = whole;
  if (!first || !last || !split || first_half_mean === null || second_half_mean === null || points.length < 3) return [];
  const { firstHalf, secondHalf } = text.trend;
  return [
    { from: startOf(first), to: startOf(split), mean: first_half_mean, words: firstHalf(first_half_mean, short) },
    { from: startOf(split), to: startOf(last), mean: second_half_mean, words: secondHalf(second_half_mean, short) },
  ];
}

function halfMarks(view: TrendView, width: number): Markish[] {
  const lines = halves(view, width < NARROW);
  const named = standBeside(lines.map(({ words }) => words), width - LEFT - RIGHT - 2 * INSET) ? lines : [];
  const words = { ...HIDDEN, y: () => LABEL_SCORE, text: "words", fill: ink.mean } as const;
  return [
    link(lines, { ...HIDDEN, x1: "from", x2: "to", y1: "mean", y2: "mean", stroke: ink.mean, strokeWidth: 1.5, strokeDasharray: "5 4" }),
    label(named.slice(0, 1), { ...words, x: "from", textAnchor: "start" }),
    label(named.slice(1), { ...words, x: "to", textAnchor: "end" }),
  ];
}

function eventMarks({ milestones, flagged }: TrendView): Markish[] {
  const base = { ...HIDDEN, y: () => EVENT_SCORE, r: 4.5 };
  return [
    dot(milestones, { ...base, x: (one: Milestone) => wallClock(one.achieved_date), symbol: "diamond2", fill: ink.line }),
    dot(flagged, { ...base, x: (one: SessionLog) => wallClock(one.timestamp), symbol: "triangle", stroke: ink.flag, strokeWidth: 1.8 }),
  ];
}

/** A number per point that rises at every gap, so that no line is drawn across months without a session. */
function stretches(points: EmotionalTrend[]): number[] {
  let stretch = 0;
  return points.map((point, index) => {
    const before = points[index - 1];
    if (before && startOf(point).getTime() - startOf(before).getTime() > GAP_MS) stretch += 1;
    return stretch;
  });
}

function pointMarks({ points, monthly }: TrendView): Markish[] {
  const place = { x: startOf, y: "avg_emotional_score" } as const;
  const stroke = { stroke: ink.line, strokeWidth: monthly ? 2 : 1.4, strokeOpacity: monthly ? 1 : 0.6 };
  return [
    lineY(points, { ...HIDDEN, ...place, ...stroke, z: stretches(points) }),
    dot(points, { ...HIDDEN, ...place, r: points.length > 80 ? 2 : 3, fill: ink.line }),
  ];
}

function axes(points: EmotionalTrend[], width: number): Markish[] {
  const [first, last] = [points[0], points.at(-1)];
  const inner = { width: width - LEFT - RIGHT - 2 * INSET, start: first ? startOf(first) : new Date(0), end: last ? startOf(last) : new Date(0) };
  const words = (score: number) => text.trend.axis[score + 2] ?? "";
  const common = { ...HIDDEN, fill: ink.text, stroke: "none", label: null, fontSize: 11.5 } as const;
  return [
    gridY([-2, -1, 0, 1, 2], { ...HIDDEN, stroke: ink.grid, strokeOpacity: 1 }),
    axisY([-2, -1, 0, 1, 2], { ...common, tickSize: 0, tickFormat: words, textAnchor: "end" }),
    axisX({ ...common, ...timeTicks(inner), tickSize: 4 }),
  ];
}

/** Draws the trend at a width. Decorative for readers: the figure around it carries the words. */
export function drawTrend(view: TrendView, width: number): SVGElement | HTMLElement {
  return plot({
    className: CLASS_NAME,
    width,
    height: width < NARROW ? 260 : 320,
    marginLeft: LEFT,
    marginRight: RIGHT,
    marginBottom: 30,
    x: { type: "utc", nice: false, inset: INSET },
    y: { domain: [-2.6, 2.6] },
    marks: [...axes(view.points, width), ...pointMarks(view), ...halfMarks(view, width), ...eventMarks(view)],
  });
}
