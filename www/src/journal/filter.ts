import { wordsOf } from "../search/find.ts";
import { state } from "../state.ts";
import { addDays } from "../text/format.ts";
import type { EmotionalState, SessionFilter, SessionLog } from "../vault/api.ts";

export const STATES: readonly EmotionalState[] = ["very_negative", "negative", "neutral", "positive", "very_positive"];

/** Which sessions of a journal to show. Empty parts leave nothing out. */
export interface JournalFilter {
  /** Words that must all occur in the texts. */
  query: string;
  from: string;
  to: string;
  states: readonly EmotionalState[];
  technique: string;
  goal: string;
  flagged: boolean;
  /** Only those that are not signed. */
  unsigned: boolean;
  /** Whether words are looked for in the psychotherapy notes too. */
  notes: boolean;
}

export const NO_FILTER: Readonly<JournalFilter> = { query: "", from: "", to: "", states: [], technique: "", goal: "", flagged: false, unsigned: false, notes: false };

/** Whether words are looked for. */
export function hasWords({ query }: JournalFilter): boolean {
  return query.trim() !== "";
}

/** Whether anything beyond the words is asked for. */
export function isNarrowed({ from, to, states, technique, goal, flagged, unsigned }: JournalFilter): boolean {
  return from !== "" || to !== "" || states.length > 0 || technique !== "" || goal !== "" || flagged || unsigned;
}

/** The filter as the tracker takes it, without its words and with only what is set. */
export function toSessionFilter({ from, to, states, technique, goal, flagged, unsigned }: JournalFilter): SessionFilter {
  return {
    ...(from && { start_date: from }),
    ...(to && { end_date: to }),
    ...(states.length > 0 && { emotional_states: [...states] }),
    ...(technique && { technique }),
    ...(goal && { goal_id: goal }),
    ...(flagged && { flagged }),
    ...(unsigned && { signed: false }),
  };
}

/** Whether a session fits a filter, its words and its signature aside. Dates begin and end as they do for the tracker: by this device's clock. */
export function fits(session: SessionLog, { from, to, states, technique, goal, flagged }: JournalFilter): boolean {
  const at = Date.parse(session.timestamp);
  return (
    (from === "" || at >= Date.parse(`${from}T00:00`)) &&
    (to === "" || at < Date.parse(`${addDays(to, 1)}T00:00`)) &&
    (states.length === 0 || states.includes(session.emotional_state)) &&
    (technique === "" || session.techniques_used.includes(technique)) &&
    (goal === "" || session.therapeutic_goals.includes(goal)) &&
    (!flagged || session.crisis_flags.length > 0)
  );
}

/** Whether the end lies before the start. */
export function isReversed({ from, to }: JournalFilter): boolean {
  return from !== "" && to !== "" && to < from;
}

/** What each journal was left with, while the vault is open: it names what was looked for, so it goes with the lock. */
const kept = new Map<string, JournalFilter>();

export function keptFilter(clientId: string): JournalFilter {
  return kept.get(clientId) ?? NO_FILTER;
}

export function keepFilter(clientId: string, filter: JournalFilter): void {
  kept.set(clientId, filter);
}

/** The words looked for in a client's journal, folded and apart. */
export function keptWords(clientId: string): string[] {
  return wordsOf(keptFilter(clientId).query);
}

state.addEventListener("change", () => {
  if (!state.vault) kept.clear();
});
