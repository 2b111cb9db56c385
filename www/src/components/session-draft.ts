import type { EmotionalState, Json, NewSession, SessionChanges, PlanChanges, SessionLog, Significance, TherapeuticGoal } from "../vault/api.ts";
import { wallClockNow, withOffset } from "../text/format.ts";
import { templateOf, withoutTemplate, withTemplate, type NoteTemplate } from "./note-templates.ts";

/** What the form says about one goal, beside that it was worked on. */
export type GoalEntry = {
  /** As typed; the goal's own percentage until then. */
  percent: string;
  notes: string;
  /** The milestone that was reached, or nothing. */
  milestone: string;
  significance: Significance;
};

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
  /** One line for each task. */
  homework_assigned: string;
  therapeutic_goals: string[];
  techniques_used: string[];
  crisis_flags: string[];
  /** JSON text, or nothing. */
  metadata: string;
  note_template: NoteTemplate;
  /** By the goal's id; those not among `therapeutic_goals` count for nothing. */
  goal_entries: Record<string, GoalEntry>;
};

/** What is wrong, by the record's field. */
export type FieldErrors = Partial<Record<string, string>>;

export const STATES: EmotionalState[] = ["very_negative", "negative", "neutral", "positive", "very_positive"];

/** An empty form: now, sixty minutes unless told, a new random number. */
export function makeDraft(prefilled: Partial<SessionDraft> = {}): SessionDraft {
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
    note_template: "free",
    goal_entries: {},
    ...prefilled,
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
    note_template: templateOf(session),
    goal_entries: {},
  };
}

/** What stands in the form for a goal while nothing was said about it. */
export function goalEntryOf(draft: SessionDraft, goal: TherapeuticGoal): GoalEntry {
  const untouched = { percent: String(goal.completion_percentage), notes: "", milestone: "", significance: "moderate" as const };
  return draft.goal_entries[goal.goal_id] ?? untouched;
}

/** Metadata as text for reading and editing; nothing for the empty object that every session starts with. */
export function writeMetadata(metadata: Json): string {
  const written = JSON.stringify(withoutTemplate(metadata), null, 2);
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

/** The metadata to save, the template's name in it; undefined when the text is no JSON that could hold it. */
export function metadataOf({ metadata, note_template }: SessionDraft): Json | undefined {
  return withTemplate(parseMetadata(metadata), note_template);
}

/** The record for a form that was checked. */
export function sessionOf(draft: SessionDraft, clientId: string): NewSession {
  const { emotional_state, note_template: _template, goal_entries: _goals, ...rest } = draft;
  const metadata = metadataOf(draft);
  return {
    ...rest,
    client_id: clientId,
    emotional_state: emotional_state || "neutral",
    timestamp: withOffset(draft.timestamp),
    session_duration_minutes: Number(draft.session_duration_minutes),
    metadata: metadata === undefined ? {} : metadata,
  };
}

/** The goals worked on, of those given. */
export function workedOn(draft: SessionDraft, goals: TherapeuticGoal[]): TherapeuticGoal[] {
  return goals.filter((goal) => draft.therapeutic_goals.includes(goal.goal_id));
}

function progressOf(draft: SessionDraft, goals: TherapeuticGoal[]): NonNullable<PlanChanges["goal_progress"]> {
  return workedOn(draft, goals).flatMap((goal) => {
    const { percent, notes } = goalEntryOf(draft, goal);
    const completion_percentage = Number(percent);
    if (completion_percentage === goal.completion_percentage && !notes.trim()) return [];
    return [{ goal_id: goal.goal_id, completion_percentage, ...(notes.trim() ? { notes: notes.trim() } : {}) }];
  });
}

function milestonesOf(draft: SessionDraft, goals: TherapeuticGoal[]): NonNullable<PlanChanges["milestones"]> {
  return workedOn(draft, goals).flatMap((goal) => {
    const { milestone, significance } = goalEntryOf(draft, goal);
    if (!milestone.trim()) return [];
    const achieved_date = withOffset(draft.timestamp);
    return [{ milestone_id: crypto.randomUUID(), goal_id: goal.goal_id, description: milestone.trim(), significance, achieved_date }];
  });
}

/** What is saved together with the session: the goals that moved and the milestones reached. */
export function companionsOf(draft: SessionDraft, goals: TherapeuticGoal[]): PlanChanges {
  const [goal_progress, milestones] = [progressOf(draft, goals), milestonesOf(draft, goals)];
  return { ...(goal_progress.length > 0 ? { goal_progress } : {}), ...(milestones.length > 0 ? { milestones } : {}) };
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

/** True while a form says no more than the empty one it started as. */
export function isBlank(draft: SessionDraft, empty: SessionDraft): boolean {
  const typed = ({ session_id: _id, timestamp: _time, note_template: _template, ...rest }: SessionDraft) => rest;
  return !differs(typed(draft), typed(empty));
}
