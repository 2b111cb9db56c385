//! The types of the interface, as TypeScript sees them.

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

export interface Progress { done: number; total: number }
export interface ProgressOptions { onProgress?: (progress: Progress) => void }
/** What a passkey answered to the salt of its slot: 32 bytes of WebAuthn's PRF. */
export interface PasskeyAnswer { credential_id: Uint8Array; secret: Uint8Array }
/** `salt`: the 16 random bytes that the passkey was asked with. */
export interface NewPasskey extends PasskeyAnswer { salt: Uint8Array }
/** One of them. A new vault takes a passphrase, or 32 random bytes in its place. */
export interface VaultSecret {
  passphrase?: string;
  key?: Uint8Array;
  recovery_code?: string;
  passkey?: PasskeyAnswer;
}
export interface VaultOptions extends VaultSecret { name?: string }
/** `current`, or another secret that opens the vault in its place. */
export interface PassphraseChange extends Omit<VaultSecret, "passphrase">, ProgressOptions {
  current?: string;
  next: string;
  /** False ends all other ways in. */
  keep_others?: boolean;
}
export interface PassphraseChanged {
  /** How many other ways in open the vault no more. */
  ended: number;
}
export type SlotKind = "passphrase" | "device_key" | "recovery_code" | "passkey";
export interface SlotAdded { slot: number }
/** A way into the vault. */
export interface VaultSlot {
  slot: number;
  kind: SlotKind;
  /** Null where an early version made it. */
  made_at: Instant | null;
  /** A passkey's; null for all others. */
  credential_id: Uint8Array | null;
  /** What a passkey is asked with; null for all others. */
  salt: Uint8Array | null;
}
export interface VaultListing {
  name: string;
  /** Null where the vault's header is damaged. */
  created_at: Instant | null;
}
export interface WindowOptions { start_date?: DateOrInstant | null; end_date?: DateOrInstant | null }
export interface SessionFilter extends WindowOptions {
  /** Only sessions in one of these states; an empty list leaves out none. */
  emotional_states?: EmotionalState[];
  /** Only sessions with the technique of exactly this name. */
  technique?: string;
  /** Only sessions that worked on this goal. */
  goal_id?: string;
  /** Only sessions with a crisis flag, or only those without. */
  flagged?: boolean;
  /** Only sessions that are signed as they stand, or only those that are not. */
  signed?: boolean;
  /** Passes over the newest so many of them. */
  offset?: number;
  limit?: number;
  /** Leaves damaged sessions out in place of failing. */
  skip_damaged?: boolean;
}
export interface GoalFilter {
  active_only?: boolean;
  /** Leaves damaged goals out in place of failing. */
  skip_damaged?: boolean;
}
export interface MilestoneFilter extends WindowOptions {
  /** Leaves damaged milestones out in place of failing. */
  skip_damaged?: boolean;
}
export interface EventFilter extends WindowOptions {
  /** Leaves damaged events out in place of failing. */
  skip_damaged?: boolean;
}
export interface SearchOptions {
  client_id?: string;
  limit?: number;
  /** Looks into the psychotherapy notes too, which are left out otherwise. */
  psychotherapy_notes?: boolean;
}
export interface TrendOptions extends WindowOptions { period?: Period }
export interface ReportOptions extends WindowOptions { timeframe_days?: number; as_of?: DateOrInstant }
export interface AsOfOptions { as_of?: DateOrInstant }
export interface FileOptions extends ProgressOptions {
  /** Left out: the passphrase that the vault was unlocked with. */
  passphrase?: string;
}
export interface ExportOptions extends FileOptions {
  /** Puts the psychotherapy notes into the file, which are left out otherwise. */
  include_psychotherapy_notes?: boolean;
}
export interface MergeOptions extends FileOptions {
  /** Brings clients back who were deleted here. */
  restore_deleted?: boolean;
}
/** `before` is a sequence: only lines with a smaller one, so that one page follows another. */
export interface AuditFilter {
  client_id?: string;
  start_date?: string | null;
  end_date?: string | null;
  actions?: string[];
  before?: number;
  limit?: number;
  skip_damaged?: boolean;
}
/** Where an audit log stood: how many entries, and the hash of the last in hexadecimal. */
export interface Checkpoint { entries: number; head: string }
export interface FileCheckpoint extends Checkpoint {
  export_date: string;
  /** Whether this vault wrote the file; null where the file does not say. */
  same_vault: boolean | null;
}

export interface ImportResult {
  imported: number;
  skipped: number;
  rejected: { index: number; code: TrackerErrorCode; field: string | null; message: string }[];
}
/** The practice's own settings, whatever the site keeps there. */
export type Settings = Record<string, unknown>;
/** Words of the latest sessions, most used first. */
export interface Vocabulary {
  techniques: string[];
  crisis_flags: string[];
  homework: string[];
}
export interface Draft { draft: unknown; saved_at: Instant }
export interface AuditLine {
  sequence: number;
  timestamp: Instant;
  action: string;
  /** `done`, or how else it ended. */
  outcome: string;
  client_id: string | null;
  /** Whether it was about a client whose records are destroyed. */
  client_destroyed: boolean;
  detail: unknown;
}
export interface AuditVerdict {
  intact: boolean;
  entries: number;
  head: string;
  first_broken: number | null;
  /** When the first entry was written. */
  since: Instant | null;
  /** Whether the log goes on from the checkpoint that was given; null without one. */
  checkpoint_holds: boolean | null;
}
export interface VaultVerdict {
  records: number;
  /** `at` is when a damaged session was, where that is still known. */
  damaged: { kind: string; client_id: string | null; at: string | null; reason: string }[];
}

/** How long records are kept. Nothing is ever destroyed because of it. */
export interface RetentionPolicy {
  /** 0 to 100. */
  years_after_last_session: number;
  /** 0 to 100. */
  age_of_majority: number;
  /** Years after the year in which a minor comes of age, 0 to 100. */
  years_after_majority: number;
}
export interface RetentionHold { reason: string; since: Instant }
export interface RetentionDue {
  client_id: string;
  display_name: string;
  status: ClientStatus;
  /** Whether the day has come. */
  due: boolean;
  /** The first day on which the records are past the policy, such as 2034-01-01. */
  due_on: string;
  /** Which part of the policy led to that day. */
  rule: "last_session" | "created" | "majority";
  created_at: Instant;
  last_session: Instant | null;
  birth_year: number | null;
  hold: RetentionHold | null;
}
export interface RetentionDueOptions extends AsOfOptions {
  /** Every client, due or not. */
  all?: boolean;
}
export interface DeletionOptions extends ProgressOptions {
  /** Why, in at most 64 KiB. */
  reason: string;
  /** Whether the certificate bears the client's name. */
  keep_name?: boolean;
}
export interface DeletionCertificate {
  certificate_id: string;
  client_id: string;
  /** Empty unless it was to be kept. */
  display_name: string;
  destroyed_at: Instant;
  /** How many records were destroyed. */
  records: number;
  reason: string;
  /** The history files that still hold the client; "unlisted" ones may. */
  files: { made_at: Instant; file_sha256: string; scope: "client" | "vault" | "unlisted" }[];
  /** What a program in a browser cannot reach. */
  beyond_reach: ("history_files" | "device_backups" | "flash_memory")[];
  /** When the key was out of the browser's files; null until then. */
  erased_at: Instant | null;
}
export interface ExportedFile {
  /** The number of its line in the audit log. */
  sequence: number;
  made_at: Instant;
  /** Of the whole file; empty where the line can no longer be read. */
  file_sha256: string;
  scope: "client" | "vault";
  /** Null where the line does not say. */
  clients: string[] | null;
}
"#;
