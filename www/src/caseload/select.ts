import { fold } from "../search/fold.ts";
import { wallClock, wallClockNow } from "../text/format.ts";
import { locale } from "../text/language.ts";
import type { CaseloadEntry, Direction } from "../vault/api.ts";
import type { CaseloadSort, CaseloadStatus, CaseloadToggle, CaseloadView } from "./view.ts";

const DAY_MS = 86_400_000;

const byName = new Intl.Collator(locale, { numeric: true, sensitivity: "base" });

/** Worst first; a direction that nobody can tell goes to the end whichever way the list is sorted. */
const RANKS: Record<Direction, number | null> = { declining: 0, stable: 1, improving: 2, insufficient_data: null };

/** The name of a client; its number where it has none. */
export function nameOf(entry: CaseloadEntry): string {
  return entry.display_name || entry.client_id;
}

/** Whole weeks since a client's last session by the calendar, negative before it; null without one. */
export function weeksSince(last: string | null, now = new Date()): number | null {
  if (last === null) return null;
  const day = (date: Date) => Math.floor(date.getTime() / DAY_MS);
  return Math.floor((day(wallClockNow(now)) - day(wallClock(last))) / 7);
}

/** Whether someone in treatment has had sessions, but none for so many weeks. */
export function isUnseen(entry: CaseloadEntry, weeks: number, now = new Date()): boolean {
  const since = weeksSince(entry.last_session, now);
  return entry.status === "active" && since !== null && since >= weeks;
}

function value(entry: CaseloadEntry, sort: Exclude<CaseloadSort, "name">): number | null {
  switch (sort) {
    case "last":
      return entry.last_session === null ? null : Date.parse(entry.last_session);
    case "direction":
      return RANKS[entry.trend_direction];
    case "mean":
      return entry.avg_emotional_score;
    case "goals":
      return entry.active_goals;
    case "flags":
      return entry.crisis_flags_90_days;
  }
}

/** What has no value goes to the end, whichever way. */
function compare(one: number | null, other: number | null, down: boolean): number {
  if (one === null || other === null) return Number(one === null) - Number(other === null);
  return down ? other - one : one - other;
}

/** The entries in the order of a view; those that are level by name. */
export function sorted(entries: readonly CaseloadEntry[], { sort, down }: Pick<CaseloadView, "sort" | "down">): CaseloadEntry[] {
  const names = new Map(entries.map((entry) => [entry, nameOf(entry)]));
  const byNames = (one: CaseloadEntry, other: CaseloadEntry) => byName.compare(names.get(one) ?? "", names.get(other) ?? "");
  if (sort === "name") return entries.toSorted((one, other) => (down ? byNames(other, one) : byNames(one, other)));
  return entries.toSorted((one, other) => compare(value(one, sort), value(other, sort), down) || byNames(one, other));
}

/** Every word occurs in the name or the number, case and accents aside. */
function matchesWords(entry: CaseloadEntry, words: readonly string[]): boolean {
  const name = fold(`${entry.display_name} ${entry.client_id}`);
  return words.every((word) => name.includes(word));
}

function hasStatus(entry: CaseloadEntry, status: CaseloadStatus): boolean {
  return status === "all" || entry.status === status;
}

type Tests = Record<CaseloadToggle, (entry: CaseloadEntry) => boolean>;

function testsOf(weeks: number): Tests {
  const now = new Date();
  return {
    declining: (entry) => entry.trend_direction === "declining",
    flagged: (entry) => entry.crisis_flags_90_days > 0,
    unseen: (entry) => isUnseen(entry, weeks, now),
  };
}

/** What a view shows of a caseload, in order, and how many each of the further filters would leave. */
export interface Selection {
  shown: CaseloadEntry[];
  amounts: Record<CaseloadToggle, number>;
}

/** Filters and sorts a caseload. */
export function select(entries: readonly CaseloadEntry[], view: CaseloadView): Selection {
  const words = fold(view.query).split(/\s+/).filter(Boolean);
  const found = entries.filter((entry) => hasStatus(entry, view.status) && matchesWords(entry, words));
  const tests = testsOf(view.weeks);
  const { declining, flagged, unseen } = tests;
  const wanted = (["declining", "flagged", "unseen"] as const).filter((name) => view[name]);
  const shown = found.filter((entry) => wanted.every((name) => tests[name](entry)));
  const amount = (test: (entry: CaseloadEntry) => boolean) => found.filter(test).length;
  return { shown: sorted(shown, view), amounts: { declining: amount(declining), flagged: amount(flagged), unseen: amount(unseen) } };
}
