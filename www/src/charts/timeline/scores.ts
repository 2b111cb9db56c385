import { dot, lineY, link, rectY, text as label, type Markish } from "@observablehq/plot";
import { text } from "../../text/index.ts";
import { addDays, wallClock } from "../../text/format.ts";
import { HIDDEN, ink, NARROW } from "../theme.ts";
import { standBeside } from "../tick-words.ts";
import { scoreAt, type Layout } from "./layout.ts";
import type { TimelinePoint, TimelineView } from "./view.ts";
import type { Level } from "./window.ts";

/** A pause longer than this interrupts the line, in days; quarters lie further apart themselves. */
const GAP_DAYS = 70;
const QUARTER_GAP_DAYS = 190;

const DAY_MS = 86_400_000;

interface Place {
  at: Date;
  score: number;
}

function placeOf(point: TimelinePoint): Place {
  return { at: wallClock(point.at), score: point.score };
}

/** Where the straight line between two points crosses an instant. */
function crossing(before: Place, after: Place, at: Date): Place {
  const share = (at.getTime() - before.at.getTime()) / (after.at.getTime() - before.at.getTime());
  return { at, score: before.score + (after.score - before.score) * share };
}

/** The points in stretches without a long pause. */
function stretches(points: Place[], level: Level): Place[][] {
  const longest = (level === "quarter" ? QUARTER_GAP_DAYS : GAP_DAYS) * DAY_MS;
  const made: Place[][] = [];
  for (const place of points) {
    const last = made.at(-1)?.at(-1);
    if (last && place.at.getTime() - last.at.getTime() <= longest) made.at(-1)?.push(place);
    else made.push([place]);
  }
  return made;
}

/** The part of a stretch between two instants, cut where the line leaves. */
function cut(stretch: Place[], from: Date, to: Date): Place[] {
  return stretch.flatMap((place, index) => {
    const before = stretch[index - 1];
    if (!before) return place.at >= from && place.at <= to ? [place] : [];
    const edges = [from, to].filter((edge) => before.at < edge && edge < place.at);
    const entered = edges.map((edge) => crossing(before, place, edge));
    return place.at >= from && place.at <= to ? [...entered, place] : entered;
  });
}

/** The first instant of a view and the one after its last. */
export function reach({ start, end }: Pick<TimelineView, "start" | "end">): [Date, Date] {
  return [wallClock(start), wallClock(addDays(end, 1))];
}

/** The score line with its points. */
export function scoreMarks(view: TimelineView, { scores }: Layout): Markish[] {
  const [from, to] = reach(view);
  const all = view.points.map(placeOf);
  const inside = all.filter(({ at }) => at >= from && at <= to);
  const lines = stretches(all, view.level).flatMap((stretch, z) => cut(stretch, from, to).map((place) => ({ ...place, z })));
  const place = { ...HIDDEN, x: "at", y: (one: Place) => scoreAt(scores, one.score) } as const;
  const means = view.level !== "session" && view.level !== "day";
  return [
    lineY(lines, { ...place, z: "z", stroke: ink.line, strokeWidth: means ? 2 : 1.4, strokeOpacity: means ? 1 : 0.65 }),
    dot(inside, { ...place, r: inside.length > 80 ? 2 : 3, fill: ink.line }),
  ];
}

interface Half {
  from: Date;
  to: Date;
  mean: number;
  words: string;
}

/** The two halves of the sessions from `focus` on; the middle one of an odd number opens the second. */
function halves({ whole, focus, sessions }: TimelineView, short: boolean): Half[] {
  const counted = sessions.filter(({ timestamp }) => timestamp.slice(0, 10) >= focus);
  const [first, split, last] = [counted[0], counted[Math.floor(counted.length / 2)], counted.at(-1)];
  if (!whole || !first || !split || !last || counted.length < 3) return [];
  const { first_half_mean: earlier, second_half_mean: later } = whole;
  if (earlier === null || later === null) return [];
  const [from, middle, to] = [first, split, last].map(({ timestamp }) => wallClock(timestamp)) as [Date, Date, Date];
  const { firstHalf, secondHalf } = text.trend;
  return [
    { from, to: middle, mean: earlier, words: firstHalf(earlier, short) },
    { from: middle, to, mean: later, words: secondHalf(later, short) },
  ];
}

/** Both halves' words side by side need at least this much, in pixels. */
const ROOM_FOR_WORDS = 170;

/** Where the first half's words begin: at its own beginning, or further left where both would touch. */
function wordsFrom(view: TimelineView, { width, left, right }: Layout): Date {
  const [start, end] = reach(view);
  const focus = wallClock(view.focus);
  const share = (end.getTime() - focus.getTime()) / (end.getTime() - start.getTime());
  return share * (width - left - right) < ROOM_FOR_WORDS ? start : focus;
}

/** The means of the direction's two halves, as dashed lines with their words above the scale. */
export function halfMarks(view: TimelineView, layout: Layout): Markish[] {
  const { scores, width, left, right } = layout;
  const lines = halves(view, width < NARROW);
  const named = standBeside(lines.map(({ words }) => words), width - left - right) ? lines : [];
  const height = (half: Half) => scoreAt(scores, half.mean);
  const words = { ...HIDDEN, y: () => scores.top - 15, text: "words", fill: ink.mean, fontSize: 11.5 } as const;
  const [, to] = reach(view);
  return [
    link(lines, { ...HIDDEN, x1: "from", x2: "to", y1: height, y2: height, stroke: ink.mean, strokeWidth: 1.5, strokeDasharray: "5 4" }),
    label(named.slice(0, 1), { ...words, x: () => wordsFrom(view, layout), textAnchor: "start" }),
    label(named.slice(1), { ...words, x: () => to, textAnchor: "end" }),
  ];
}

/** A quiet ground under the time before `focus`. */
export function groundMarks(view: TimelineView, { scores, goals, lanes }: Layout): Markish[] {
  if (view.focus <= view.start) return [];
  const [x1, x2] = [wallClock(view.start), wallClock(view.focus)];
  const bottom = goals?.bottom ?? lanes.events + 10;
  return [rectY([0], { ...HIDDEN, x1: () => x1, x2: () => x2, y1: () => scores.top - 4, y2: () => bottom, fill: ink.wash, stroke: "none" })];
}
