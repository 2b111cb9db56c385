import { wordsOf } from "../search/find.ts";
import { today } from "../text/format.ts";
import type { SessionFilter, SessionLog } from "../vault/api.ts";
import type { VaultClient } from "../vault/client.ts";
import { VaultError } from "../vault/error.ts";
import { fits, hasWords, isNarrowed, STATES, toSessionFilter, type JournalFilter } from "./filter.ts";

/** Sessions read at a time, where no words are looked for. */
export const PAGE_SIZE = 50;
/** The most sessions that a search brings back. */
export const MOST_FOUND = 1000;

/** Sessions of a journal that match what is asked for, newest first. */
export interface Matches {
  sessions: SessionLog[];
  /** The words they were found by, folded; none where none were looked for. */
  sought: string[];
  /** True where a damaged session was left out. */
  isDamaged: boolean;
}

async function readPage(vault: VaultClient, clientId: string, filter: SessionFilter): Promise<Matches> {
  try {
    return { sessions: await vault.call("getSessions", clientId, filter), sought: [], isDamaged: false };
  } catch (thrown) {
    if (!(thrown instanceof VaultError) || thrown.code !== "corrupt_record") throw thrown;
    const sessions = await vault.call("getSessions", clientId, { ...filter, skip_damaged: true });
    return { sessions, sought: [], isDamaged: true };
  }
}

async function signedIds(vault: VaultClient, clientId: string): Promise<Set<string>> {
  const signatures = await vault.call("getSignatures", clientId, { skip_damaged: true });
  return new Set(signatures.map(({ session_id }) => session_id));
}

async function search(vault: VaultClient, clientId: string, filter: JournalFilter): Promise<Matches> {
  const found = await vault.call("searchSessions", filter.query, { client_id: clientId, limit: MOST_FOUND, psychotherapy_notes: filter.notes });
  const signed = filter.unsigned ? await signedIds(vault, clientId) : new Set();
  const matching = found.filter((session) => fits(session, filter) && !signed.has(session.session_id));
  return { sessions: matching, sought: wordsOf(filter.query), isDamaged: false };
}

/** Everything that a search finds, else one page of what the filter leaves, beginning at `offset`. */
export async function readMatches(vault: VaultClient, clientId: string, filter: JournalFilter, offset = 0): Promise<Matches> {
  if (hasWords(filter)) return search(vault, clientId, filter);
  return readPage(vault, clientId, { ...toSessionFilter(filter), ...(offset > 0 && { offset }), limit: PAGE_SIZE });
}

/** What is known when matches are counted: the first page, and how many sessions the whole record has. */
export interface Known {
  matches: Matches;
  total: number;
}

/**
 * How many sessions the timeline has that fit a filter, without opening a session; null where it cannot tell.
 *
 * It tells of dates, states and crisis flags, and neither of techniques and goals by their names nor of signatures.
 */
async function countInTimeline(vault: VaultClient, clientId: string, filter: JournalFilter): Promise<number | null> {
  if (filter.technique !== "" || filter.goal !== "" || filter.unsigned) return null;
  const { start_date, end_date } = toSessionFilter(filter);
  const { sessions } = await vault.call("getTimeline", clientId, { ...(start_date && { start_date }), ...(end_date && { end_date }) });
  const scores = new Set(filter.states.map((state) => STATES.indexOf(state) - 2));
  const isAsked = (score: number) => scores.size === 0 || scores.has(score);
  return sessions.filter((one) => isAsked(one.emotional_score) && (!filter.flagged || one.crisis_flags > 0)).length;
}

/** How many sessions match in all. */
export async function countMatches(vault: VaultClient, clientId: string, filter: JournalFilter, { matches, total }: Known): Promise<number> {
  const read = matches.sessions.length;
  if (matches.sought.length > 0 || read < PAGE_SIZE) return read;
  if (!isNarrowed(filter)) return Math.max(total, read);
  const known = await countInTimeline(vault, clientId, filter);
  if (known !== null) return Math.max(known, read);
  const rest = await vault.call("getSessions", clientId, { ...toSessionFilter(filter), offset: read, skip_damaged: true });
  return read + rest.length;
}

/** The names of all techniques that were ever used with a client, most used first. */
export async function readTechniques(vault: VaultClient, clientId: string): Promise<string[]> {
  const { techniques } = await vault.call("generateProgressReport", clientId, { start_date: "1900-01-01", end_date: today() });
  return techniques.map(({ name }) => name);
}
