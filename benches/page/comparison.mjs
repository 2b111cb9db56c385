// The practice that the stores are compared with, and every answer about it.
import { caseloadOf, entryOf, found, reportOf } from "./answers.mjs";
import { daily, history, now, practice, rareWord } from "./sessions.mjs";

const dayMillis = 86_400_000;
const daysBefore = (days) => new Date(Date.parse(now) - days * dayMillis).toISOString();

/** The client with a single session, whose file shows what any file takes. */
export const tiny = "client-tiny";
/** The word that is searched for. */
export const word = rareWord;
/** The reports' windows: the first instant that belongs, and the first after it. */
export const windows = Object.fromEntries([30, 365, 3650].map((days) => [`report${days}`, [daysBefore(days), now]]));

/** How many sessions are logged before any is timed. */
export const unmeasured = 11;
/** How many are timed. */
export const measured = 200;

/** What is imported. */
export const importedSessions = (total) => practice(total, 200);
/** What is logged afterwards, one by one: the tiny client's only session first. */
export const loggedSessions = () => [...history(tiny, 1, 1, 99), ...history("client-logged", unmeasured - 1 + measured, 1, 4242)];

/** Every question's answer, by its name; `logs` is whether sessions were logged after the import. */
export function answersOf(total, logs) {
  const sessions = [...importedSessions(total), ...(logs ? loggedSessions() : [])];
  const own = sessions.filter(({ client_id }) => client_id === daily);
  const within = ([from, to]) => own.filter(({ timestamp }) => timestamp >= from && timestamp < to).map(entryOf);
  const reports = Object.entries(windows).map(([name, window]) => [name, reportOf(within(window))]);
  return { ...Object.fromEntries(reports), caseload: caseloadOf(sessions, now), search: found(own, word) };
}

/** How many bytes of JSON the client of ten years is, and all that is imported. */
export function jsonBytes(total) {
  const bytes = (list) => new TextEncoder().encode(JSON.stringify(list)).length;
  const sessions = importedSessions(total);
  return { client: bytes(sessions.filter(({ client_id }) => client_id === daily)), all: bytes(sessions) };
}
