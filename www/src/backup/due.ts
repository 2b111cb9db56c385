import { SAMPLE_PREFIX } from "../sample/load.ts";
import { addDays, today } from "../text/format.ts";
import type { CaseloadEntry } from "../vault/api.ts";
import type { BackupSettings } from "./settings.ts";

/** A backup is due once the last is older than this many days or sessions. */
const DAYS = 14;
const SESSIONS = 20;

/** Why a backup is due: there is none, or the last is of this day, with so many sessions since. */
export type Due = { last: null } | { last: string; sessions: number };

/** The sessions of the caseload. Sample data is not worth a backup. */
export function sessionsOf(entries: CaseloadEntry[]): number {
  const real = entries.filter(({ client_id: id }) => !id.startsWith(SAMPLE_PREFIX));
  return real.reduce((sum, entry) => sum + entry.sessions_count, 0);
}

/** The day of the oldest session that is no sample. */
function firstDay(entries: CaseloadEntry[]): string {
  const real = entries.filter(({ client_id: id }) => !id.startsWith(SAMPLE_PREFIX));
  const days = real.map(({ first_session: first }) => first?.slice(0, 10) ?? "").filter(Boolean);
  return days.toSorted()[0] ?? today();
}

/** Whether to remind of a backup, and with which figures; null where none is due or it was put off. */
export function dueBackup({ last, remindFrom }: BackupSettings, entries: CaseloadEntry[]): Due | null {
  const sessions = sessionsOf(entries);
  if (sessions === 0 || today() < remindFrom) return null;
  const since = Math.max(0, sessions - (last?.sessions ?? 0));
  const day = last ? last.saved_at.slice(0, 10) : firstDay(entries);
  if (since < SESSIONS && addDays(day, DAYS) >= today()) return null;
  return last ? { last: day, sessions: since } : { last: null };
}
