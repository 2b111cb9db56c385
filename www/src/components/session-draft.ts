import type { EmotionalState, Json, NewSession, SessionChanges, SessionLog } from "../vault/api.ts";
import { wallClockNow, withOffset } from "../text/format.ts";

/** A session as the form holds it: everything as typed, nothing checked yet. */
export type SessionDraft = {
  session_id: string;
  /** As a `datetime-local` input writes it: `2026-11-22T10:00`. */
  timestamp: string;
  session_duration_minutes: string;
  emotional_state: EmotionalState | "";
  conversation_summary: string;
  progress_notes: string;
  therapist_observations: string;
  next_session_focus: string;
  homework_assigned: string;
  therapeutic_goals: string[];
  techniques_used: string[];
  crisis_flags: string[];
  /** JSON text, or nothing. */
  metadata: string;
};

/** What is wrong, by the record's field. */
export type FieldErrors = Partial<Record<string, string>>;

export const STATES: EmotionalState[] = ["very_negative", "negative", "neutral", "positive", "very_positive"];

/** An empty form: now, sixty minutes, a new random number. */
export function makeDraft(): SessionDraft {
  return {
    session_id: crypto.randomUUID(),
    timestamp: wallClockNow().toISOString().slice(0, 16),
    session_duration_minutes: "60",
    emotional_state: "",
    conversation_summary: "",
    progress_notes: "",
    therapist_observations: "",
    next_session_focus: "",
    homework_assigned: "",
    therapeutic_goals: [],
    techniques_used: [],
    crisis_flags: [],
    metadata: "",
  };
}

/** A form filled from a stored session, for amending it. */
export function draftOf(session: SessionLog): SessionDraft {
  const { client_id: _client, metadata, session_duration_minutes, timestamp, ...rest } = session;
  return {
    ...rest,
    timestamp: timestamp.slice(0, 16),
    session_duration_minutes: String(session_duration_minutes),
    metadata: writeMetadata(metadata),
  };
}

/** Metadata as text for reading and editing; nothing for the empty object that every session starts with. */
export function writeMetadata(metadata: Json): string {
  const written = JSON.stringify(metadata, null, 2);
  return written === "{}" ? "" : written;
}

/** Metadata text as JSON; undefined when it is none. */
export function parseMetadata(written: string): Json | undefined {
  if (written.trim() === "") return {};
  try {
    return JSON.parse(written) as Json;
  } catch {
    return undefined;
  }
}

/** The record for a form that was checked. */
export function sessionOf(draft: SessionDraft, clientId: string): NewSession {
  const { emotional_state, ...rest } = draft;
  const metadata = parseMetadata(draft.metadata);
  return {
    ...rest,
    client_id: clientId,
    emotional_state: emotional_state || "neutral",
    timestamp: withOffset(draft.timestamp),
    session_duration_minutes: Number(draft.session_duration_minutes),
    metadata: metadata === undefined ? {} : metadata,
  };
}

function differs(one: unknown, other: unknown): boolean {
  return JSON.stringify(one) !== JSON.stringify(other);
}

/** What an amendment changes, and nothing else: an untouched time keeps its seconds and its offset. */
export function changesBetween(before: SessionDraft, after: SessionDraft): SessionChanges {
  const { session_id: _id, client_id: _client, ...record } = sessionOf(after, "");
  const changed = Object.entries(record).filter(([name]) => {
    const field = name as keyof SessionDraft;
    return differs(before[field], after[field]);
  });
  return Object.fromEntries(changed);
}

/** True while nothing worth keeping was typed. */
export function isBlank(draft: SessionDraft): boolean {
  const { session_id: _id, timestamp: _time, ...typed } = draft;
  const { session_id: _blankId, timestamp: _blankTime, ...blank } = makeDraft();
  return !differs(typed, blank);
}
