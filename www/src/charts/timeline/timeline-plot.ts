import { axisX, plot, ruleY, text as label, type Markish } from "@observablehq/plot";
import { text } from "../../text/index.ts";
import { formatPercent, formatTick, formatYear } from "../../text/format.ts";
import { CLASS_NAME, HIDDEN, ink, monthTicks, NARROW } from "../theme.ts";
import { tickWords } from "../tick-words.ts";
import { goalMarks } from "./goals.ts";
import { markMarks } from "./lanes.ts";
import { LANES, layOut, percentAt, scoreAt, type Layout } from "./layout.ts";
import { groundMarks, halfMarks, reach, scoreMarks } from "./scores.ts";
import type { TimelineView } from "./view.ts";
import { lengthOf } from "./window.ts";

const words = text.reading.timeline;

/** Above this the axis names months and years rather than days, in days. */
const LONG_AXIS = 200;
/** And above this years alone. */
const YEARS_AXIS = 1500;

interface Height {
  y: number;
  words: string;
}

/** The words at the left: the score's scale, the lanes, the goals' scale. */
function heights({ scores, lanes, goals }: Layout): Height[] {
  const scale = [-2, -1, 0, 1, 2].map((score) => ({ y: scoreAt(scores, score), words: text.trend.axis[score + 2] ?? "" }));
  const named = LANES.map((lane) => ({ y: lanes[lane], words: words.lanes[lane] }));
  const percents = goals ? [0, 50, 100].map((percent) => ({ y: percentAt(goals, percent), words: formatPercent(percent) })) : [];
  return [...scale, ...named, ...percents];
}

function frame(layout: Layout): Markish[] {
  const { lanes } = layout;
  const all = heights(layout);
  const lines = all.filter(({ y }) => !Object.values(lanes).includes(y));
  return [
    ruleY(lines, { ...HIDDEN, y: "y", stroke: ink.grid }),
    ruleY(Object.values(lanes), { ...HIDDEN, stroke: ink.grid, strokeDasharray: "1 5" }),
    label(all, { ...HIDDEN, y: "y", text: "words", frameAnchor: "left", dx: -9, textAnchor: "end", fill: ink.text, fontSize: 11.5 }),
  ];
}

function timeAxis(view: TimelineView, { width, left, right }: Layout): Markish {
  const days = lengthOf(view);
  const long = days > LONG_AXIS;
  const narrow = width < NARROW;
  const room = width - 110;
  const several = long ? monthTicks(days, room, days > YEARS_AXIS ? 12 : 1) : Math.max(3, Math.floor(room / 80));
  const ticks = days > 9 ? several : narrow ? "3 days" : "day";
  const [start, end] = reach(view);
  const format = (date: Date) => (days > YEARS_AXIS ? formatYear(date) : formatTick(date, long));
  const tickFormat = tickWords({ width: width - left - right, start, end }, format);
  return axisX({ ...HIDDEN, ticks, tickSize: 4, tickFormat, fill: ink.text, stroke: "none", label: null, fontSize: 11.5 });
}

/** The height of a timeline, to be reserved before there is anything to draw. */
export function timelineHeight(width: number, hasGoals: boolean): number {
  return layOut(width, hasGoals).height;
}

/**
 * Draws a timeline at a width: scores, lanes of marks and goals over one axis of time.
 *
 * Decorative for readers: the figure around it carries the words. `now` ends the goals' lines.
 */
export function drawTimeline(view: TimelineView, width: number, now?: Date): SVGElement | HTMLElement {
  const layout = layOut(width, view.goals.length > 0);
  return plot({
    className: CLASS_NAME,
    width,
    height: layout.height,
    marginLeft: layout.left,
    marginRight: layout.right,
    marginTop: 0,
    marginBottom: 26,
    x: { type: "utc", domain: reach(view), nice: false },
    y: { type: "identity", axis: null },
    marks: [
      ...groundMarks(view, layout),
      ...frame(layout),
      timeAxis(view, layout),
      ...goalMarks(view, layout, now),
      ...markMarks(view, layout),
      ...scoreMarks(view, layout),
      ...halfMarks(view, layout),
    ],
  });
}
