import { daysBetween } from "../../calendar.ts";
import { addDays } from "../../text/format.ts";

/** What one point of the timeline stands for. */
export type Level = "session" | "day" | "week" | "month" | "quarter";

/** A stretch of days, both included. */
export interface Span {
  start: string;
  end: string;
}

/** The steps of the zoom, in days. */
export const STEPS = [7, 31, 92, 183, 366, 731, 1096, 1827, 3653] as const;

/** The longest span at which each level is drawn, in days. */
const LEVELS: [number, Level][] = [
  [100, "session"],
  [200, "day"],
  [400, "week"],
  [1200, "month"],
];

export function lengthOf({ start, end }: Span): number {
  return daysBetween(start, end) + 1;
}

/** The level that fits a span: single sessions close by, quarters from afar. */
export function levelFor(span: Span): Level {
  const days = lengthOf(span);
  return LEVELS.find(([longest]) => days <= longest)?.[1] ?? "quarter";
}

/** Keeps a span inside the record where it is shorter than that, else around it. */
export function clamp(span: Span, extent: Span): Span {
  const days = lengthOf(span);
  if (days >= lengthOf(extent)) return { start: addDays(extent.end, 1 - days), end: extent.end };
  if (span.start < extent.start) return { start: extent.start, end: addDays(extent.start, days - 1) };
  if (span.end > extent.end) return { start: addDays(extent.end, 1 - days), end: extent.end };
  return span;
}

/** A span of another length around a point of it; `anchor` is that point's share of the span, 0 to 1. */
export function resized(span: Span, days: number, anchor: number): Span {
  const start = addDays(span.start, Math.round((lengthOf(span) - days) * anchor));
  return { start, end: addDays(start, days - 1) };
}

/** A span that lies a number of days later. */
export function moved({ start, end }: Span, days: number): Span {
  return { start: addDays(start, days), end: addDays(end, days) };
}

/** The next shorter step; none where nothing shorter is left. */
export function shorter(span: Span): number | undefined {
  return STEPS.findLast((days) => days < lengthOf(span));
}

/** The next longer step, at most the whole record; none where all of it is shown. */
export function longer(span: Span, extent: Span): number | undefined {
  const days = lengthOf(span);
  const whole = Math.max(lengthOf(extent), STEPS[0]);
  if (days >= whole) return undefined;
  return Math.min(STEPS.find((step) => step > days) ?? whole, whole);
}
