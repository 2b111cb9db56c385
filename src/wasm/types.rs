//! The types of what the interface keeps and computes, as TypeScript sees them.

use wasm_bindgen::prelude::*;

#[wasm_bindgen(typescript_custom_section)]
const TYPES: &str = r#"
/** What a call can be refused for. Codes are added, never renamed. */
export type TrackerErrorCode =
  | "invalid_field" | "unknown_field" | "missing_field" | "duplicate_id" | "not_found"
  | "vault_exists" | "vault_not_found" | "wrong_passphrase" | "weak_passphrase" | "locked"
  | "corrupt_record" | "corrupt_vault" | "corrupt_file" | "unsupported_version"
  | "quota_exceeded" | "storage_unavailable" | "upgrade_blocked" | "too_many_attempts";

/** Every call that fails rejects with one of these. */
export class TrackerError extends Error {
  constructor(code: TrackerErrorCode, message: string, field?: string, waitSeconds?: number);
  /** The kind of failure, for code to act on. */
  readonly code: TrackerErrorCode;
  /** The field to blame, where there is one. */
  readonly field?: string;
  /** With `too_many_attempts`: the seconds until the next try, 1 to 60. */
  readonly wait_seconds?: number;
}

/** How the client felt, from −2 to +2. */
export type EmotionalState = "very_negative" | "negative" | "neutral" | "positive" | "very_positive";
export type TrendDirection = "improving" | "stable" | "declining" | "insufficient_data";
export type Trajectory = "improving" | "stable" | "regressing" | "fluctuating";
export type Significance = "minor" | "moderate" | "major";
export type ClientStatus = "active" | "closed";
export type Period = "day" | "week" | "month" | "quarter" | "year";

/** RFC 3339 with the offset it was entered with. Without an offset: the device's time zone. */
export type Instant = string;
/** A date alone, such as 2025-01-27, or an instant. */
export type DateOrInstant = string;

export interface SessionLog {
  session_id: string;
  client_id: string;
  timestamp: Instant;
  conversation_summary: string;
  emotional_state: EmotionalState;
  /** Ids of goals. */
  therapeutic_goals: string[];
  progress_notes: string;
  therapist_observations: string;
  next_session_focus: string;
  /** A whole number from 0 to 1440. */
  session_duration_minutes: number;
  techniques_used: string[];
  homework_assigned: string;
  crisis_flags: string[];
  /** Any JSON, kept as it is. */
  metadata: unknown;
}
export type NewSession =
  Partial<SessionLog> & Pick<SessionLog, "session_id" | "client_id" | "emotional_state">;
export type SessionChanges = Partial<Omit<SessionLog, "session_id" | "client_id">>;
/** What the saving of a session changes in the client's goals and milestones, at the session's time. */
export interface PlanChanges {
  /** Each goal at most once. */
  goal_progress?: { goal_id: string; completion_percentage: number; notes?: string }[];
  milestones?: NewMilestone[];
}
export interface SessionRevision {
  /** From 1. */
  revision: number;
  saved_at: Instant;
  /** Empty for the first. */
  reason: string;
  /** Whether it strikes the session out. */
  struck: boolean;
  /** Null where it is not signed. */
  signed_at: Instant | null;
  /** What the signature states; empty where it states nothing of its own. */
  statement: string;
  session: SessionLog;
}

export interface TherapeuticGoal {
  goal_id: string;
  description: string;
  target_date: DateOrInstant | null;
  /** 0 to 100. */
  completion_percentage: number;
  /** Ids of milestones. */
  milestones: string[];
  notes: string;
  created_at: Instant;
  updated_at: Instant;
}
export type NewGoal = Partial<TherapeuticGoal> & Pick<TherapeuticGoal, "goal_id" | "description">;
export interface GoalUpdate {
  timestamp: Instant;
  /** 0 to 100. */
  completion_percentage: number;
  notes: string;
}

export interface Milestone {
  milestone_id: string;
  goal_id: string;
  description: string;
  achieved_date: DateOrInstant;
  significance: Significance;
}
export type NewMilestone =
  Partial<Milestone> & Pick<Milestone, "milestone_id" | "goal_id" | "description">;

export type EventKind = "medication" | "loss" | "holiday" | "life" | "other";
/** Something that happened in a client's life. */
export interface ClientEvent {
  event_id: string;
  client_id: string;
  kind: EventKind;
  description: string;
  date: DateOrInstant;
}

export interface Client {
  client_id: string;
  /** Empty where none was given. */
  display_name: string;
  notes: string;
  status: ClientStatus;
  created_at: Instant;
  /** 1850 to 2200; left out where it is not known. Saving null forgets it. */
  birth_year?: number | null;
}
export type ClientChanges = Partial<Client> & Pick<Client, "client_id">;

export interface EmotionalTrend {
  start_date: string;
  end_date: string;
  /** The mean score, −2 to +2. */
  avg_emotional_score: number;
  trend_direction: TrendDirection;
  /** The sample standard deviation, 0 below two points. */
  volatility: number;
  data_points: number;
  first_half_mean: number | null;
  second_half_mean: number | null;
}

/** What the timeline keeps of a session. */
export interface TimelineSession {
  timestamp: Instant;
  /** −2 to +2. */
  emotional_score: number;
  duration_minutes: number;
  /** How many were raised. */
  crisis_flags: number;
}
export interface Timeline {
  /** Oldest first. */
  sessions: TimelineSession[];
}

export type FindingCode =
  | "review_crisis_flags" | "schedule_assessment" | "increase_frequency" | "review_approach"
  | "reevaluate_goal" | "diversify_techniques" | "review_target_date" | "continue_approach";
/** What a recommendation says, without its words. */
export interface Finding {
  code: FindingCode;
  /** The goal that it is about, where it is about one. */
  goal_id: string | null;
  /** The technique that it names, where it names one. */
  technique: string | null;
  /** Every number that the sentence names, rounded as it is there. */
  numbers: Record<string, number>;
  /** Every date that the sentence names, such as 2025-01-27. */
  dates: Record<string, string>;
}

export interface ProgressReport {
  client_id: string;
  report_date: Instant;
  timeframe_start: Instant;
  timeframe_end: Instant;
  sessions_count: number;
  /** Percent by goal id. */
  goal_progress: Record<string, number>;
  emotional_trends: EmotionalTrend[];
  key_milestones: Milestone[];
  overall_trajectory: Trajectory;
  recommendations: string[];
  /** One for each recommendation, in their order. */
  findings: Finding[];
  summary: string;
  /** One for each calendar month with a session. */
  months: EmotionalTrend[];
  /** The window of the same length before. */
  previous: EmotionalTrend | null;
  techniques: { name: string; sessions: number }[];
  crisis_flags_count: number;
  goals_reached: number;
  goals_active: number;
  /** The mean of the goals under 100 %, in percent. */
  avg_active_goal_completion: number | null;
  milestones_count: number;
}

export interface Summary {
  clients_count: number;
  active_clients_count: number;
  sessions_count: number;
  avg_emotional_score: number | null;
  crisis_flags_count: number;
  goals_count: number;
  active_goals_count: number;
  avg_goal_completion: number | null;
  avg_active_goal_completion: number | null;
  milestones_count: number;
  last_session: Instant | null;
}

export interface CaseloadRow {
  client_id: string;
  display_name: string;
  status: ClientStatus;
  sessions_count: number;
  first_session: Instant | null;
  last_session: Instant | null;
  sessions_90_days: number;
  /** Of the last 90 days, −2 to +2. */
  avg_emotional_score: number | null;
  /** Of the last 90 days. */
  trend_direction: TrendDirection;
  /** At most twelve, oldest first. */
  recent_scores: number[];
  active_goals: number;
  crisis_flags_90_days: number;
}
"#;
