/** The records and calls of the tracker's module, as the site sees them. */

import type { CompartmentCalls, WithNotes } from "./compartments.ts";
import type { RetentionCalls } from "./retention.ts";
import type { AuditFilter, AuditLine, AuditVerdict, Checkpoint, FileCheckpoint, MergeConflict, OtherVersion, VaultVerdict } from "./trust.ts";

export type * from "./compartments.ts";
export type * from "./retention.ts";

export type EmotionalState = "very_negative" | "negative" | "neutral" | "positive" | "very_positive";
export type Direction = "improving" | "stable" | "declining" | "insufficient_data";
export type Trajectory = "improving" | "stable" | "regressing" | "fluctuating";
export type Significance = "minor" | "moderate" | "major";
export type ClientStatus = "active" | "closed";
export type Period = "day" | "week" | "month" | "quarter" | "year";
export type Json = string | number | boolean | null | Json[] | { [key: string]: Json };

export interface SessionLog {
  session_id: string;
  client_id: string;
  /** RFC 3339, with the offset it was entered with. */
  timestamp: string;
  conversation_summary: string;
  emotional_state: EmotionalState;
  therapeutic_goals: string[];
  progress_notes: string;
  therapist_observations: string;
  next_session_focus: string;
  session_duration_minutes: number;
  techniques_used: string[];
  homework_assigned: string;
  crisis_flags: string[];
  /** Any JSON, kept as it is. */
  metadata: Json;
}

export interface TherapeuticGoal {
  goal_id: string;
  description: string;
  target_date: string | null;
  /** 0 to 100. */
  completion_percentage: number;
  milestones: string[];
  notes: string;
  created_at: string;
  updated_at: string;
}

export interface Milestone {
  milestone_id: string;
  goal_id: string;
  description: string;
  achieved_date: string;
  significance: Significance;
}

export type EventKind = "medication" | "loss" | "holiday" | "life" | "other";

/** Something that happened in a client's life. */
export interface ClientEvent {
  event_id: string;
  client_id: string;
  kind: EventKind;
  description: string;
  /** A date or an instant, as it was entered. */
  date: string;
}

export interface Client {
  client_id: string;
  display_name: string;
  notes: string;
  status: ClientStatus;
  created_at: string;
  /** Left out where it is not known; null forgets it. */
  birth_year?: number | null;
}

export type NewSession = Partial<SessionLog> & Pick<SessionLog, "session_id" | "client_id" | "emotional_state">;
export type NewGoal = Partial<TherapeuticGoal> & Pick<TherapeuticGoal, "goal_id" | "description">;
export type NewMilestone = Partial<Milestone> & Pick<Milestone, "milestone_id" | "goal_id" | "description">;
export type ClientChange = Partial<Client> & Pick<Client, "client_id">;
export type SessionChanges = Partial<Omit<SessionLog, "session_id" | "client_id">>;

export interface SessionRevision {
  revision: number;
  saved_at: string;
  reason: string;
  /** Whether it strikes the session out. */
  struck: boolean;
  /** Null where it is not signed. */
  signed_at: string | null;
  /** Empty where the signature states nothing of its own. */
  statement: string;
  session: SessionLog;
}


/** What the saving of a session changes in the client's goals and milestones, at the session's time. */
export interface PlanChanges {
  /** Each goal at most once. */
  goal_progress?: { goal_id: string; completion_percentage: number; notes?: string }[];
  milestones?: NewMilestone[];
}

/** The practice's own settings: one object, replaced as a whole. */
export type Settings = Record<string, Json>;

/** Words of the latest sessions, most used first. */
export interface Vocabulary {
  techniques: string[];
  crisis_flags: string[];
  homework: string[];
}

export interface GoalUpdate {
  timestamp: string;
  completion_percentage: number;
  notes: string;
}

export interface EmotionalTrend {
  start_date: string;
  end_date: string;
  /** Mean of −2 … +2. */
  avg_emotional_score: number;
  trend_direction: Direction;
  volatility: number;
  data_points: number;
  first_half_mean: number | null;
  second_half_mean: number | null;
}

/** What the timeline keeps of a session. */
export interface TimelineSession {
  timestamp: string;
  /** −2 to +2. */
  emotional_score: number;
  duration_minutes: number;
  crisis_flags: number;
}

export interface Timeline {
  /** Oldest first. */
  sessions: TimelineSession[];
}

export type FindingCode =
  | "review_crisis_flags"
  | "schedule_assessment"
  | "increase_frequency"
  | "review_approach"
  | "reevaluate_goal"
  | "diversify_techniques"
  | "review_target_date"
  | "continue_approach";

/** What a recommendation says, without its words. */
export interface Finding {
  code: FindingCode;
  goal_id: string | null;
  technique: string | null;
  /** Every number that the sentence names, rounded as it is there. */
  numbers: Record<string, number>;
  /** Every date that the sentence names. */
  dates: Record<string, string>;
}

export interface ProgressReport {
  client_id: string;
  report_date: string;
  timeframe_start: string;
  timeframe_end: string;
  sessions_count: number;
  goal_progress: Record<string, number>;
  emotional_trends: EmotionalTrend[];
  key_milestones: Milestone[];
  overall_trajectory: Trajectory;
  recommendations: string[];
  /** One for each recommendation, in their order. */
  findings: Finding[];
  summary: string;
  months: EmotionalTrend[];
  previous: EmotionalTrend | null;
  techniques: { name: string; sessions: number }[];
  crisis_flags_count: number;
  goals_reached: number;
  goals_active: number;
  /** The mean of the goals under 100 %. */
  avg_active_goal_completion: number | null;
  milestones_count: number;
}

export interface CaseloadEntry {
  client_id: string;
  display_name: string;
  status: ClientStatus;
  sessions_count: number;
  first_session: string | null;
  last_session: string | null;
  sessions_90_days: number;
  avg_emotional_score: number | null;
  trend_direction: Direction;
  /** Oldest first. */
  recent_scores: number[];
  active_goals: number;
  crisis_flags_90_days: number;
}

export interface ImportedSessions {
  imported: number;
  skipped: number;
  rejected: { index: number; code: string; field: string | null; message: string }[];
}

export interface ImportedHistory {
  /** What the file holds, here and in the next five, clients who were left out and their records included. */
  clients: number;
  sessions: number;
  goals: number;
  milestones: number;
  events: number;
  /** Sessions with psychotherapy notes; left out where the file has none. */
  psychotherapy_notes?: number;
  added: number;
  unchanged: number;
  /** Milestones and events that were removed where the file comes from. */
  removed: number;
  conflicts: number;
  conflict_details: MergeConflict[];
  /** Clients who were deleted here, and so did not come back. */
  left_out?: number;
  /** Clients who are here, and were deleted where the file comes from. */
  deleted_elsewhere?: { client_id: string; destroyed_at: string }[];
}

export interface Progress {
  done: number;
  total: number;
}

/** Inclusive bounds; a date alone means its whole day. */
export interface Bounds {
  start_date?: string;
  end_date?: string;
}

export interface SessionFilter extends Bounds {
  /** An empty list leaves out none. */
  emotional_states?: EmotionalState[];
  /** The exact name. */
  technique?: string;
  goal_id?: string;
  /** Only sessions with a crisis flag, or only those without. */
  flagged?: boolean;
  /** Only sessions that are signed as they stand, or only those that are not. */
  signed?: boolean;
  /** Passes over the newest so many of those that fit. */
  offset?: number;
  limit?: number;
  /** Leaves damaged sessions out in place of failing. */
  skip_damaged?: boolean;
}

export interface WithProgress {
  onProgress?: (progress: Progress) => void;
}

/** What an unsent session form holds; kept sealed by the tracker. */
export type Draft = Record<string, Json>;

export interface KeptDraft {
  draft: Draft;
  saved_at: string;
}

export type SlotKind = "passphrase" | "device_key" | "recovery_code" | "passkey";

/** A way into the vault. */
export interface VaultSlot {
  slot: number;
  kind: SlotKind;
  /** Null where an early version made it. */
  made_at: string | null;
  /** A passkey's; null for all others. */
  credential_id: Uint8Array<ArrayBuffer> | null;
  /** What a passkey is asked with; null for all others. */
  salt: Uint8Array<ArrayBuffer> | null;
}

/** What a passkey answered: 32 bytes. */
export interface PasskeyAnswer {
  credential_id: Uint8Array<ArrayBuffer>;
  secret: Uint8Array<ArrayBuffer>;
}

/** One of the secrets that open a vault. */
export type VaultSecret = { passphrase: string } | { recovery_code: string } | { passkey: PasskeyAnswer };

/** A new passphrase, and by what it may be set. */
export type PassphraseChange = ({ current: string } | { recovery_code: string }) & { next: string; keep_others?: boolean };

/** The calls of an unlocked tracker that the site makes. */
export interface TrackerCalls extends CompartmentCalls, RetentionCalls {
  lock(): Promise<void>;
  /** Resolves to how many other ways in ended, once the old keys are out of the browser's files. */
  changePassphrase(change: PassphraseChange & WithProgress): Promise<{ ended: number }>;
  getSlots(): Promise<VaultSlot[]>;
  addRecoveryCode(): Promise<string>;
  addPasskey(passkey: PasskeyAnswer & { salt: Uint8Array<ArrayBuffer> }): Promise<{ slot: number }>;
  removeSlot(slot: number): Promise<void>;
  checkSecret(secret: VaultSecret): Promise<void>;
  destroyVault(proof: { passphrase: string }): Promise<void>;

  logSession(session: NewSession, changes?: PlanChanges): Promise<{ session_id: string }>;
  /** Takes back the last `logSession` of this unlocked tracker. */
  undoSave(sessionId: string): Promise<{ session_id: string }>;
  importSessions(sessions: NewSession[], options?: WithProgress): Promise<ImportedSessions>;
  getSession(sessionId: string): Promise<SessionLog>;
  getSessions(clientId: string, options?: SessionFilter): Promise<SessionLog[]>;
  amendSession(sessionId: string, changes: SessionChanges, why: { reason: string }): Promise<SessionLog>;
  getSessionRevisions(sessionId: string): Promise<SessionRevision[]>;
  searchSessions(query: string, options?: { client_id?: string; limit?: number; psychotherapy_notes?: boolean }): Promise<SessionLog[]>;

  createGoal(clientId: string, goal: NewGoal): Promise<{ goal_id: string }>;
  updateGoalProgress(
    goalId: string,
    percentage: number,
    notes?: string,
    options?: { timestamp?: string },
  ): Promise<TherapeuticGoal>;
  getGoals(clientId: string, options?: { active_only?: boolean }): Promise<TherapeuticGoal[]>;
  getGoalHistory(goalId: string): Promise<GoalUpdate[]>;
  addMilestone(milestone: NewMilestone, clientId: string): Promise<{ milestone_id: string }>;
  getMilestones(clientId: string, options?: Bounds): Promise<Milestone[]>;

  /** Replaces the client's own event of the same id. */
  saveEvent(event: ClientEvent): Promise<{ event_id: string }>;
  getEvents(clientId: string, options?: Bounds & { skip_damaged?: boolean }): Promise<ClientEvent[]>;
  removeEvent(eventId: string): Promise<void>;

  saveClient(client: ClientChange): Promise<void>;
  getClients(): Promise<Client[]>;
  getCaseload(options?: { as_of?: string }): Promise<CaseloadEntry[]>;

  analyzeEmotionalTrends(clientId: string, options?: Bounds & { period?: Period }): Promise<EmotionalTrend[]>;
  getTimeline(clientId: string, options?: Bounds): Promise<Timeline>;
  generateProgressReport(clientId: string, options?: Bounds & { timeframe_days?: number; as_of?: string }): Promise<ProgressReport>;

  exportClientHistory(clientId: string, options: { passphrase: string } & WithNotes & WithProgress): Promise<Uint8Array<ArrayBuffer>>;
  /** Without a passphrase of its own the file gets the vault's. */
  exportVault(options?: { passphrase?: string } & WithNotes & WithProgress): Promise<Uint8Array<ArrayBuffer>>;
  importHistory(bytes: Uint8Array<ArrayBuffer>, options: { passphrase: string; restore_deleted?: boolean } & WithProgress): Promise<ImportedHistory>;

  /** What another device wrote beside what stands, sessions aside. */
  getOtherVersions(clientId: string): Promise<OtherVersion[]>;

  getAuditLog(options?: AuditFilter): Promise<AuditLine[]>;
  verifyAuditLog(options?: { checkpoint?: Checkpoint }): Promise<AuditVerdict>;
  verifyVault(options?: WithProgress): Promise<VaultVerdict>;
  readCheckpoint(bytes: Uint8Array<ArrayBuffer>, options: { passphrase: string }): Promise<FileCheckpoint>;
  noteReportPrinted(clientId: string): Promise<void>;

  getVocabulary(): Promise<Vocabulary>;
  getSettings(): Promise<Settings>;
  saveSettings(settings: Settings): Promise<void>;

  saveDraft(clientId: string, draft: Draft): Promise<void>;
  getDraft(clientId: string): Promise<KeptDraft | null>;
  discardDraft(clientId: string): Promise<void>;
}

export interface VaultListing {
  name: string;
  /** Null where the vault's header is damaged. */
  created_at: string | null;
}

/** The calls that need no unlocked tracker. */
export interface VaultCalls {
  list(): Promise<VaultListing[]>;
  create(vault: { name: string; passphrase: string } | { name: string; key: Uint8Array<ArrayBuffer> }): Promise<void>;
  unlock(vault: { name: string } & VaultSecret): Promise<void>;
  listSlots(vault: { name: string }): Promise<VaultSlot[]>;
}

export type Calls = VaultCalls & TrackerCalls;
export type Method = keyof Calls;
