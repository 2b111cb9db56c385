import { locale } from "./language.ts";

/** Records keep the clock time of the place they were written in, so dates are shown by that clock. */
const ZONE = { timeZone: "UTC" } as const;

const dateFormat = new Intl.DateTimeFormat(locale, { ...ZONE, day: "numeric", month: "short", year: "numeric" });
const longFormat = new Intl.DateTimeFormat(locale, {
  ...ZONE,
  weekday: "long",
  day: "numeric",
  month: "long",
  year: "numeric",
});
const timeFormat = new Intl.DateTimeFormat(locale, { ...ZONE, hour: "2-digit", minute: "2-digit" });
const monthFormat = new Intl.DateTimeFormat(locale, { ...ZONE, month: "short", year: "numeric" });
const dayFormat = new Intl.DateTimeFormat(locale, { ...ZONE, day: "numeric", month: "short" });
const monthNameFormat = new Intl.DateTimeFormat(locale, { ...ZONE, month: "short" });
const longMonthFormat = new Intl.DateTimeFormat(locale, { ...ZONE, month: "long", year: "numeric" });
const yearFormat = new Intl.DateTimeFormat(locale, { ...ZONE, year: "numeric" });
const weekdayFormat = new Intl.DateTimeFormat(locale, { ...ZONE, weekday: "short" });
const listFormat = new Intl.ListFormat(locale, { type: "conjunction" });
const relativeFormat = new Intl.RelativeTimeFormat(locale, { numeric: "auto" });
const wholeFormat = new Intl.NumberFormat(locale, { maximumFractionDigits: 0 });
const scoreFormat = new Intl.NumberFormat(locale, {
  signDisplay: "exceptZero",
  minimumFractionDigits: 1,
  maximumFractionDigits: 1,
});
const spreadFormat = new Intl.NumberFormat(locale, { minimumFractionDigits: 2, maximumFractionDigits: 2 });
const percentFormat = new Intl.NumberFormat(locale, { style: "percent", maximumFractionDigits: 0 });
const finePercentFormat = new Intl.NumberFormat(locale, { style: "percent", maximumFractionDigits: 1 });

const DAY_MS = 86_400_000;

/** The wall clock of an instant or a date, as a Date whose UTC fields are that clock. */
export function wallClock(instant: string): Date {
  const clock = instant.slice(0, 19);
  return new Date(clock.length > 10 ? `${clock}Z` : `${clock}T00:00:00Z`);
}

/** This device's wall clock now, in the same form. */
export function wallClockNow(now = new Date()): Date {
  return new Date(now.getTime() - now.getTimezoneOffset() * 60_000);
}

/** `2026-11-22`, by this device's clock. */
export function today(now = new Date()): string {
  return wallClockNow(now).toISOString().slice(0, 10);
}

/** `2026-11-22`, moved by whole days. */
export function addDays(date: string, days: number): string {
  return new Date(wallClock(date).getTime() + days * DAY_MS).toISOString().slice(0, 10);
}

/** What a `datetime-local` input holds, with this device's offset at that time added. */
export function withOffset(local: string): string {
  const full = local.length === 16 ? `${local}:00` : local;
  const minutes = -new Date(full).getTimezoneOffset();
  const size = Math.abs(minutes);
  const two = (part: number) => String(part).padStart(2, "0");
  return `${full}${minutes < 0 ? "-" : "+"}${two(Math.floor(size / 60))}:${two(size % 60)}`;
}

export const formatDate = (instant: string): string => dateFormat.format(wallClock(instant));
export const formatLongDate = (instant: string): string => longFormat.format(wallClock(instant));
export const formatTime = (instant: string): string => timeFormat.format(wallClock(instant));
export const formatMonth = (instant: string): string => monthFormat.format(wallClock(instant));
export const formatLongMonth = (instant: string): string => longMonthFormat.format(wallClock(instant));
export const formatMonthName = (instant: string): string => monthNameFormat.format(wallClock(instant));
export const formatWeekday = (instant: string): string => weekdayFormat.format(wallClock(instant));
/** Two dates as the language joins them, what they share said once. */
export const formatSpan = (start: string, end: string): string => dateFormat.formatRange(wallClock(start), wallClock(end));
export const formatList = (items: string[]): string => listFormat.format(items);
export const formatWhole = (value: number): string => wholeFormat.format(value);
export const formatScore = (value: number): string => scoreFormat.format(value).replace("-", "−");
export const formatSpread = (value: number): string => spreadFormat.format(value);
export const formatPercent = (of100: number): string => percentFormat.format(of100 / 100);
/** With a tenth where there is one: under a mark it must not read as if the mark were reached. */
export const formatFinePercent = (of100: number): string => finePercentFormat.format(of100 / 100);

/** A chart's tick: day and month, or month and year where the axis is long. */
export function formatTick(date: Date, longAxis: boolean): string {
  return (longAxis ? monthFormat : dayFormat).format(date);
}

/** A tick of an axis of many years. */
export function formatYear(date: Date): string {
  return yearFormat.format(date);
}

/** How long ago a day was: "today", "3 days ago", "2 months ago". */
export function formatAgo(instant: string, now = new Date()): string {
  const midnight = (date: Date) => Math.floor(date.getTime() / DAY_MS);
  const days = midnight(wallClock(instant)) - midnight(wallClockNow(now));
  if (Math.abs(days) < 14) return relativeFormat.format(days, "day");
  if (Math.abs(days) < 60) return relativeFormat.format(Math.round(days / 7), "week");
  if (Math.abs(days) < 700) return relativeFormat.format(Math.round(days / 30.44), "month");
  return relativeFormat.format(Math.round(days / 365.25), "year");
}
