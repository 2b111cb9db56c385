import { firstDay, localDate, shift, yearOf } from "../calendar.ts";
import type { Level, Span } from "../charts/timeline/window.ts";
import { addDays } from "../text/format.ts";
import { text } from "../text/index.ts";
import type { Period, TimelineSession } from "../vault/api.ts";
import type { Review } from "./views.ts";

/** All that one review differs in from the others. */
export interface PeriodKind {
  /** The calendar unit it is made of, and how many of them it holds. */
  unit: Period;
  length: number;
  /** How many units before the period its drawing begins, and what a point of it stands for. */
  context: number;
  level: Level;
  /** The periods its table goes by; null where each session has a row. */
  rows: Period | null;
  /** Whether one steps from one period with a session to the next, since most others hold none. */
  heldOnly: boolean;
}

export const KINDS: Record<Review, PeriodKind> = {
  daily: { unit: "day", length: 1, context: 27, level: "session", rows: null, heldOnly: true },
  weekly: { unit: "week", length: 1, context: 11, level: "week", rows: null, heldOnly: false },
  monthly: { unit: "month", length: 1, context: 1, level: "session", rows: null, heldOnly: false },
  quarterly: { unit: "quarter", length: 1, context: 1, level: "week", rows: "month", heldOnly: false },
  yearly: { unit: "year", length: 1, context: 1, level: "month", rows: "month", heldOnly: false },
  "multi-year": { unit: "year", length: 3, context: 3, level: "quarter", rows: "year", heldOnly: false },
};

/** The period of a kind whose last unit holds a date. */
export function periodAt({ unit, length }: PeriodKind, date: string): Span {
  return { start: shift(unit, date, 1 - length), end: addDays(shift(unit, date, 1), -1) };
}

/** The period right before or after another one. */
function neighbour(kind: PeriodKind, { end }: Span, by: 1 | -1): Span {
  return periodAt(kind, shift(kind.unit, end, by * kind.length));
}

/** The nearest period with a session before or after another one; null where there is none. */
function heldNeighbour(kind: PeriodKind, { start, end }: Span, by: 1 | -1, sessions: TimelineSession[]): Span | null {
  const dates = sessions.map(({ timestamp }) => localDate(timestamp));
  const found = by < 0 ? dates.findLast((date) => date < start) : dates.find((date) => date > end);
  return found === undefined ? null : periodAt(kind, found);
}

/** The period one step earlier or later; null where the record ends. */
export function stepFrom(kind: PeriodKind, span: Span, by: 1 | -1, sessions: TimelineSession[], extent: Span): Span | null {
  if (kind.heldOnly) return heldNeighbour(kind, span, by, sessions);
  const next = neighbour(kind, span, by);
  return next.end < extent.start || next.start > extent.end ? null : next;
}

/** The period that another one is compared with; null where nothing came before. */
export function periodBefore(kind: PeriodKind, span: Span, sessions: TimelineSession[]): Span | null {
  return kind.heldOnly ? heldNeighbour(kind, span, -1, sessions) : neighbour(kind, span, -1);
}

/** What the drawing shows: the period and the time before it. */
export function drawnSpan({ unit, context }: PeriodKind, { start, end }: Span): Span {
  return { start: shift(unit, start, -context), end };
}

/** What people call a period. */
export function nameOf({ unit, length }: PeriodKind, { start, end }: Span): string {
  const words = text.reading.periods;
  return length > 1 ? words.years(yearOf(start), yearOf(end)) : words.names[unit](firstDay(unit, start));
}
