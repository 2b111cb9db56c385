import { dot, ruleX, text as label, type Markish } from "@observablehq/plot";
import { wallClock } from "../../text/format.ts";
import type { ClientEvent, EventKind, Milestone, TimelineSession } from "../../vault/api.ts";
import { HIDDEN, ink } from "../theme.ts";
import type { Layout } from "./layout.ts";
import { reach } from "./scores.ts";
import type { TimelineView } from "./view.ts";

/** A shape for each kind of event; the key below the drawing shows the same. */
export const EVENT_SYMBOLS = {
  medication: "plus",
  loss: "times",
  holiday: "asterisk",
  life: "square2",
  other: "circle",
} as const satisfies Record<EventKind, string>;

/** The width of a letter and the longest label, for labels that do not touch. */
const LETTER = 6.1;
const LETTERS = 26;

function shorten(words: string): string {
  return words.length <= LETTERS ? words : `${words.slice(0, LETTERS - 1).trimEnd()}…`;
}

interface EventLabel {
  at: Date;
  words: string;
}

/** The words of those events that have room for them before the next one. */
function eventLabels(view: TimelineView, { width, left, right }: Layout): EventLabel[] {
  const [from, to] = reach(view);
  const inner = width - left - right;
  const place = (date: Date) => ((date.getTime() - from.getTime()) / (to.getTime() - from.getTime())) * inner;
  const sorted = view.events.toSorted((one, other) => one.date.localeCompare(other.date));
  return sorted.flatMap((event, index) => {
    const at = noon(event.date);
    const next = sorted[index + 1];
    const room = (next ? place(noon(next.date)) - 8 : inner) - place(at) - 10;
    const words = shorten(event.description);
    return room >= words.length * LETTER ? [{ at, words }] : [];
  });
}

function noon(date: string): Date {
  return wallClock(`${date.slice(0, 10)}T12:00:00`);
}

/** Every session as a short stroke; those with crisis flags carry a triangle in the lane below. */
function sessionMarks({ sessions }: TimelineView, { lanes }: Layout): Markish[] {
  const x = (one: TimelineSession) => wallClock(one.timestamp);
  const flagged = sessions.filter((one) => one.crisis_flags > 0);
  return [
    ruleX(sessions, { ...HIDDEN, x, y1: () => lanes.sessions - 5, y2: () => lanes.sessions + 5, stroke: ink.line, strokeOpacity: 0.75 }),
    dot(flagged, { ...HIDDEN, x, y: () => lanes.flags, symbol: "triangle", r: 4.5, stroke: ink.flag, strokeWidth: 1.8 }),
  ];
}

/** Milestones and events. An event is a line through all panes, since it may explain any of them. */
export function markMarks(view: TimelineView, layout: Layout): Markish[] {
  const { lanes, scores, goals } = layout;
  const at = (event: ClientEvent) => noon(event.date);
  const words = { ...HIDDEN, x: "at", y: () => lanes.events, dx: 9, text: "words", textAnchor: "start", fill: ink.text, fontSize: 11.5 } as const;
  const bottom = goals?.bottom ?? lanes.events;
  return [
    ruleX(view.events, { ...HIDDEN, x: at, y1: () => scores.top, y2: () => lanes.events - 7, stroke: ink.event, strokeDasharray: "1.5 3" }),
    ruleX(view.events, { ...HIDDEN, x: at, y1: () => lanes.events + 7, y2: () => bottom, stroke: ink.event, strokeDasharray: "1.5 3" }),
    ...sessionMarks(view, layout),
    dot(view.milestones, { ...HIDDEN, x: (one: Milestone) => wallClock(one.achieved_date), y: () => lanes.milestones, symbol: "diamond2", r: 4.5, fill: ink.line }),
    ...view.events.map((event) =>
      dot([event], { ...HIDDEN, x: at, y: () => lanes.events, symbol: EVENT_SYMBOLS[event.kind], r: 4.2, stroke: ink.mean, strokeWidth: 1.6, fill: "none" }),
    ),
    label(eventLabels(view, layout), words),
  ];
}
