import { dot, lineY, text as label, type Markish } from "@observablehq/plot";
import { localDate } from "../../calendar.ts";
import { wallClock, wallClockNow } from "../../text/format.ts";
import type { GoalUpdate } from "../../vault/api.ts";
import { HIDDEN, ink } from "../theme.ts";
import { percentAt, type Layout, type Pane } from "./layout.ts";
import { reach } from "./scores.ts";
import type { GoalCourse, TimelineView } from "./view.ts";

/** Goals are told apart by these and by the number at their end. */
const DASHES = ["none", "7 3", "2 3", "9 3 2 3", "4 2"];

/** Numbers at the lines' ends stand at least this far apart, in pixels. */
const APART = 13;

interface Step {
  at: Date;
  percent: number;
}

/** The last entry of a goal up to the end of a day; none before the first. */
export function entryBy(history: GoalUpdate[], date: string): GoalUpdate | undefined {
  return history.findLast((update) => localDate(update.timestamp) <= date);
}

/** A goal's steps inside the view; what was reached before leads in, what was reached last leads out. */
function stepsOf({ history }: GoalCourse, view: TimelineView, now: Date): Step[] {
  const [from, to] = reach(view);
  const all = history.map((one) => ({ at: wallClock(one.timestamp), percent: one.completion_percentage }));
  const before = all.findLast(({ at }) => at < from);
  const inside = all.filter(({ at }) => at >= from && at <= to);
  const steps = before ? [{ at: from, percent: before.percent }, ...inside] : inside;
  const last = steps.at(-1);
  const until = now < to ? now : to;
  return last && last.at < until ? [...steps, { at: until, percent: last.percent }] : steps;
}

/** Moves heights apart, so that their numbers do not cover each other. */
function spread(heights: number[], { top, bottom }: Pane): number[] {
  const order = heights.map((height, index) => ({ height, index })).sort((one, other) => other.height - one.height);
  const placed = new Array<number>(heights.length);
  let below = bottom + APART;
  for (const { height, index } of order) {
    below = Math.min(height, below - APART);
    placed[index] = Math.max(below, top - APART);
  }
  return placed;
}

/** The goals as steps: what was reached holds until the next entry. */
export function goalMarks(view: TimelineView, { goals: pane }: Layout, now = wallClockNow()): Markish[] {
  if (!pane) return [];
  const drawn = view.goals
    .map((goal, index) => ({ number: String(index + 1), dash: DASHES[index % DASHES.length] ?? "none", steps: stepsOf(goal, view, now) }))
    .filter(({ steps }) => steps.length > 0);
  const heights = spread(drawn.map(({ steps }) => percentAt(pane, steps.at(-1)?.percent ?? 0)), pane);
  const numbers = drawn.map(({ number, steps }, index) => ({ number, at: steps.at(-1)?.at, height: heights[index] }));
  const place = { ...HIDDEN, x: "at", y: (one: Step) => percentAt(pane, one.percent) } as const;
  return [
    ...drawn.flatMap(({ steps, dash }) => [
      lineY(steps, { ...place, stroke: ink.line, strokeWidth: 1.5, strokeDasharray: dash, curve: "step-after" }),
      dot(steps.slice(0, 1), { ...place, fill: ink.line, r: 1.8 }),
    ]),
    label(numbers, { ...HIDDEN, x: "at", y: "height", text: "number", dx: 5, textAnchor: "start", fill: ink.mean, fontSize: 11.5, fontWeight: 600 }),
  ];
}
