import { addDays, wallClock } from "./text/format.ts";
import type { Period } from "./vault/api.ts";

/** Months in the units that are made of them. */
const MONTHS = { month: 1, quarter: 3, year: 12 } as const;

const DAY_MS = 86_400_000;

/** The date of a wall clock, `2026-11-22`. */
function dateOf(clock: Date): string {
  return clock.toISOString().slice(0, 10);
}

/** The local date of an instant or a date. */
export function localDate(instant: string): string {
  return instant.slice(0, 10);
}

/** 0 for Monday to 6 for Sunday. */
export function weekday(date: string): number {
  return (wallClock(date).getUTCDay() + 6) % 7;
}

/** Days from one date to another; negative where the second is earlier. */
export function daysBetween(from: string, to: string): number {
  return Math.round((wallClock(to).getTime() - wallClock(from).getTime()) / DAY_MS);
}

/** The first day of the calendar period that holds a date. Weeks begin on Monday. */
export function firstDay(period: Period, date: string): string {
  if (period === "day") return date;
  if (period === "week") return addDays(date, -weekday(date));
  const clock = wallClock(date);
  const size = MONTHS[period];
  const month = Math.floor(clock.getUTCMonth() / size) * size;
  return dateOf(new Date(Date.UTC(clock.getUTCFullYear(), month, 1)));
}

/** The first day of the period that lies `by` periods after the one that holds a date. */
export function shift(period: Period, date: string, by: number): string {
  const first = firstDay(period, date);
  if (period === "day") return addDays(first, by);
  if (period === "week") return addDays(first, 7 * by);
  const clock = wallClock(first);
  return dateOf(new Date(Date.UTC(clock.getUTCFullYear(), clock.getUTCMonth() + by * MONTHS[period], 1)));
}

/** The last day of the calendar period that holds a date. */
export function lastDay(period: Period, date: string): string {
  return addDays(shift(period, date, 1), -1);
}

export function yearOf(date: string): number {
  return wallClock(date).getUTCFullYear();
}

/** 1 to 4. */
export function quarterOf(date: string): number {
  return Math.floor(wallClock(date).getUTCMonth() / 3) + 1;
}

/** The ISO 8601 week of a date, in the year of its Thursday. */
export function isoWeek(date: string): { year: number; week: number } {
  const thursday = addDays(firstDay("week", date), 3);
  const year = yearOf(thursday);
  return { year, week: Math.floor(daysBetween(`${String(year)}-01-01`, thursday) / 7) + 1 };
}

/** True for `2026-02-28`, false for `2026-02-30` and anything that is not a date. */
export function isDate(text: string): boolean {
  if (!/^\d{4}-\d{2}-\d{2}$/.test(text)) return false;
  const clock = wallClock(text);
  return !Number.isNaN(clock.getTime()) && dateOf(clock) === text;
}
