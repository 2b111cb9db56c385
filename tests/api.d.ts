// Written by the build from the doc comments of src/wasm/.

/** Notes that are kept apart from the record, under a key of their own. */
export interface PsychotherapyNotes {
    /** From 1. */
    revision: number;
    saved_at: Instant;
    /** Up to 64 KiB; empty where the notes were taken back. */
    text: string;
}



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



export interface MergeResult {
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
    /** Milestones and events that went, since they were removed where the file comes from. */
    removed: number;
    /** How many records were written in two ways, here and where the file comes from. A client who was left out counts as one. */
    conflicts: number;
    /** Clients who were deleted here, and so did not come back; left out where there are none. */
    left_out?: number;
    conflict_details: MergeConflict[];
    /** Clients who are here, and whose records were destroyed where the file comes from; left out where there are none. `deleteClient` destroys them here too. */
    deleted_elsewhere?: { client_id: string; destroyed_at: Instant }[];
}
export interface MergeSide {
    /** The record; null where it was removed, or is another client's, and for psychotherapy notes, which are read by their own call. */
    record: SessionLog | Client | TherapeuticGoal | Milestone | ClientEvent | null;
    /** Whether it strikes the session out. */
    struck: boolean;
    /** The number that the revision has now, for a session or psychotherapy notes. */
    revision: number | null;
}
/** A version that another device wrote; `saved_at` is null where it is the first of its record. */
export interface OtherVersion {
    kind: "client" | "goal" | "milestone" | "event";
    id: string;
    saved_at: Instant | null;
    record: Client | TherapeuticGoal | Milestone | ClientEvent;
}
/** Both versions are kept but for `of_another_client`, where the id is taken and the file's record stays out. */
export interface MergeConflict {
    kind: "session" | "client" | "goal" | "milestone" | "event" | "psychotherapy_notes";
    client_id: string;
    /** That of the session for psychotherapy notes. */
    id: string;
    reason: "changed_in_both" | "of_another_client";
    /** Which of the two stands from now on. */
    stands: "here" | "file";
    here: MergeSide;
    file: MergeSide;
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



export interface SignOptions {
    /** Up to 4 KiB. */
    statement?: string;
    /** The number of the revision that was read: where it is not the newest, nothing is signed. */
    revision?: number;
}
/** A session that is signed as it stands. */
export interface SessionSignature {
    session_id: string;
    /** The number of the revision that is signed. */
    revision: number;
    signed_at: Instant;
    /** Empty where the signature states nothing of its own. */
    statement: string;
}
/** A session that was struck out. */
export interface StruckSession {
    /** The number of the revision that strikes it out. */
    revision: number;
    struck_at: Instant;
    reason: string;
    session: SessionLog;
}
export interface SignatureFilter extends WindowOptions {
    /** Leaves damaged sessions out in place of failing. */
    skip_damaged?: boolean;
}



/**
 * A therapist's vault, unlocked until `lock()`.
 */
export class TherapeuticProgressTracker {
    private constructor();
    free(): void;
    [Symbol.dispose](): void;
    /**
     * Adds a milestone on the way to a goal.
     *
     * # Errors
     * `invalid_field`, `unknown_field`, `missing_field`, `duplicate_id`.
     */
    addMilestone(milestone: NewMilestone, client_id: string): Promise<{ milestone_id: string }>;
    /**
     * Lets a passkey open the vault: its id, the 16 random bytes that it was asked with, and the
     * 32 bytes that it answered (WebAuthn's PRF). Answers the number of its slot.
     *
     * # Errors
     * `invalid_field`, `missing_field`; also where there are eight ways in already.
     */
    addPasskey(options: NewPasskey): Promise<SlotAdded>;
    /**
     * Makes a recovery code, which opens the vault from now on, in place of the one before. It is
     * stored nowhere: show it once, to be written down.
     *
     * # Errors
     * `invalid_field` where there are eight ways in already.
     */
    addRecoveryCode(): Promise<string>;
    /**
     * Changes a session for a reason; the earlier text stays.
     *
     * # Errors
     * `not_found`, `invalid_field`, `unknown_field`, `missing_field`.
     */
    amendSession(session_id: string, changes: SessionChanges, options: { reason: string }): Promise<SessionLog>;
    /**
     * One trend for the whole window, none where it holds no session; with `period` one for
     * each calendar period that holds a session, oldest first.
     *
     * # Errors
     * `invalid_field`.
     */
    analyzeEmotionalTrends(client_id: string, options?: TrendOptions): Promise<EmotionalTrend[]>;
    /**
     * Puts a new passphrase in place of the current one. Rewrites the keys, no record. The other
     * ways in go on opening the vault, unless `keep_others` is false. Answers how many ended, once
     * the old keys are out of the browser's files, which takes some seconds; where that is cut
     * off, it goes on after the next unlocking. The first word of progress, 0 done, comes as soon
     * as the passphrase is changed.
     *
     * # Errors
     * `wrong_passphrase`, `weak_passphrase`; nothing has changed then.
     */
    changePassphrase(change: PassphraseChange): Promise<PassphraseChanged>;
    /**
     * Resolves where the secret opens this vault now, as to ask for it once more.
     *
     * # Errors
     * `wrong_passphrase`.
     */
    checkSecret(secret: VaultSecret): Promise<void>;
    /**
     * Sets a goal for a client.
     *
     * # Errors
     * `invalid_field`, `unknown_field`, `missing_field`, `duplicate_id`.
     */
    createGoal(client_id: string, goal: NewGoal): Promise<{ goal_id: string }>;
    /**
     * Makes a vault and unlocks it.
     *
     * # Errors
     * `vault_exists`, `weak_passphrase`.
     */
    static create(options: VaultOptions): Promise<TherapeuticProgressTracker>;
    /**
     * Destroys all records of a client, then their key. Answers with the certificate once the
     * key is out of the browser's files, which takes some seconds; where that is cut off, it
     * goes on after the next unlocking, and `erased_at` is null until then.
     *
     * # Errors
     * `not_found`; `invalid_field` for a client on hold or a reason that is blank.
     */
    deleteClient(client_id: string, options: DeletionOptions): Promise<DeletionCertificate>;
    /**
     * Deletes the whole vault, after its passphrase was given once more.
     *
     * # Errors
     * `wrong_passphrase`.
     */
    destroyVault(options: VaultSecret): Promise<void>;
    /**
     * Forgets a client's draft.
     *
     * # Errors
     * `storage_unavailable`.
     */
    discardDraft(client_id: string): Promise<void>;
    /**
     * The whole record of one client as an encrypted history file.
     *
     * Without a passphrase the file gets the one that the vault was unlocked with. Psychotherapy
     * notes go into it only with `include_psychotherapy_notes`.
     *
     * # Errors
     * `not_found`, `corrupt_record`.
     */
    exportClientHistory(client_id: string, options?: ExportOptions): Promise<Uint8Array>;
    /**
     * The records of all clients as one encrypted backup. It holds psychotherapy notes only with
     * `include_psychotherapy_notes`.
     *
     * # Errors
     * `corrupt_record`.
     */
    exportVault(options?: ExportOptions): Promise<Uint8Array>;
    /**
     * How a client is doing over a window.
     *
     * # Errors
     * `invalid_field`, `missing_field`, `corrupt_record`.
     */
    generateProgressReport(client_id: string, options?: ReportOptions): Promise<ProgressReport>;
    /**
     * The lines of the audit log, newest first: those about a client, within a time, of some
     * actions, or with a smaller number than `before`, which is how one page follows another.
     *
     * # Errors
     * `corrupt_record` unless `skip_damaged`.
     */
    getAuditLog(options?: AuditFilter): Promise<AuditLine[]>;
    /**
     * Every client with their last 90 days. Opens no session.
     *
     * # Errors
     * `invalid_field`.
     */
    getCaseload(options?: AsOfOptions): Promise<CaseloadRow[]>;
    /**
     * The certificates of all deletions, newest first.
     *
     * # Errors
     * `corrupt_record`.
     */
    getCertificates(): Promise<DeletionCertificate[]>;
    /**
     * All clients, ordered by id.
     *
     * # Errors
     * `corrupt_record`.
     */
    getClients(): Promise<Client[]>;
    /**
     * What a client's session form held last: `{draft, saved_at}`, or null.
     *
     * # Errors
     * `corrupt_record`.
     */
    getDraft(client_id: string): Promise<Draft | null>;
    /**
     * A client's events, newest first.
     *
     * # Errors
     * `invalid_field`; `corrupt_record` unless `skip_damaged`.
     */
    getEvents(client_id: string, options?: EventFilter): Promise<ClientEvent[]>;
    /**
     * Which history files were taken, or which of them hold a client, newest first.
     *
     * # Errors
     * `corrupt_record`.
     */
    getExportRegister(options?: { client_id?: string }): Promise<ExportedFile[]>;
    /**
     * All that was recorded of a goal, oldest first, from its setting on.
     *
     * # Errors
     * `not_found`, `corrupt_record`.
     */
    getGoalHistory(goal_id: string): Promise<GoalUpdate[]>;
    /**
     * A client's goals; only those under 100 % unless `active_only` is false.
     *
     * # Errors
     * `corrupt_record`.
     */
    getGoals(client_id: string, options?: GoalFilter): Promise<TherapeuticGoal[]>;
    /**
     * A client's milestones, newest first.
     *
     * # Errors
     * `corrupt_record`.
     */
    getMilestones(client_id: string, options?: MilestoneFilter): Promise<Milestone[]>;
    /**
     * The versions of a client's details, goals, milestones and events that another device wrote
     * while those that stand were written here, as `importHistory` kept them. A session's are
     * among its revisions.
     *
     * # Errors
     * `corrupt_record`.
     */
    getOtherVersions(client_id: string): Promise<OtherVersion[]>;
    /**
     * All texts of a session's psychotherapy notes, newest first.
     *
     * # Errors
     * `not_found`, `corrupt_record`.
     */
    getPsychotherapyNotesRevisions(session_id: string): Promise<PsychotherapyNotes[]>;
    /**
     * The psychotherapy notes of a session as they stand; null where there are none.
     *
     * # Errors
     * `not_found`, `corrupt_record`.
     */
    getPsychotherapyNotes(session_id: string): Promise<PsychotherapyNotes | null>;
    /**
     * The clients whose records are past the policy on a day, those on hold too; with `all`
     * every client, and from which day on. By that day.
     *
     * # Errors
     * `corrupt_record`.
     */
    getRetentionDue(options?: RetentionDueOptions): Promise<RetentionDue[]>;
    /**
     * How long records are kept.
     *
     * # Errors
     * `corrupt_record`.
     */
    getRetentionPolicy(): Promise<RetentionPolicy>;
    /**
     * All revisions of a session, newest first.
     *
     * # Errors
     * `not_found`, `corrupt_record`.
     */
    getSessionRevisions(session_id: string): Promise<SessionRevision[]>;
    /**
     * One session.
     *
     * # Errors
     * `not_found`, `corrupt_record`.
     */
    getSession(session_id: string): Promise<SessionLog>;
    /**
     * A client's sessions, newest first.
     *
     * # Errors
     * `invalid_field`; `corrupt_record` unless `skip_damaged`.
     */
    getSessions(client_id: string, options?: SessionFilter): Promise<SessionLog[]>;
    /**
     * What `saveSettings` kept last; an empty object before the first time.
     *
     * # Errors
     * `corrupt_record`; saving anew mends that.
     */
    getSettings(): Promise<Settings>;
    /**
     * The sessions of a client that are signed as they stand, newest first.
     *
     * # Errors
     * `invalid_field`; `corrupt_record` unless `skip_damaged`.
     */
    getSignatures(client_id: string, options?: SignatureFilter): Promise<SessionSignature[]>;
    /**
     * The ways into this vault.
     *
     * # Errors
     * `corrupt_vault`.
     */
    getSlots(): Promise<VaultSlot[]>;
    /**
     * The sessions of a client that are struck out, newest first.
     *
     * # Errors
     * `invalid_field`, `corrupt_record`.
     */
    getStruckSessions(client_id: string): Promise<StruckSession[]>;
    /**
     * Flat numbers on one client or on all, for a monitoring system.
     *
     * # Errors
     * `invalid_field`.
     */
    getSummary(client_id?: string | null, options?: AsOfOptions): Promise<Summary>;
    /**
     * A client's sessions within a window as their numbers, oldest first. Opens no session.
     *
     * # Errors
     * `invalid_field`.
     */
    getTimeline(client_id: string, options?: WindowOptions): Promise<Timeline>;
    /**
     * The words that the practice used in its latest sessions, most used first.
     *
     * # Errors
     * `storage_unavailable`.
     */
    getVocabulary(): Promise<Vocabulary>;
    /**
     * Merges a history file into the vault, all of it or nothing. Clients who were deleted here
     * are left out and counted, unless `restore_deleted` is true.
     *
     * # Errors
     * `wrong_passphrase`, `corrupt_file`, `unsupported_version`.
     */
    importHistory(bytes: Uint8Array, options?: MergeOptions): Promise<MergeResult>;
    /**
     * Writes many sessions down. Those that cannot be accepted are named and left out.
     *
     * # Errors
     * `invalid_field` where `sessions` is no list.
     */
    importSessions(sessions: NewSession[], options?: ProgressOptions): Promise<ImportResult>;
    /**
     * Lifts the hold on a client's records.
     *
     * # Errors
     * `not_found` where there is none.
     */
    liftRetentionHold(client_id: string): Promise<void>;
    /**
     * The ways into a vault of this device, which need not be unlocked.
     *
     * # Errors
     * `vault_not_found`, `corrupt_vault`.
     */
    static listSlots(options?: { name?: string }): Promise<VaultSlot[]>;
    /**
     * The vaults on this device.
     *
     * # Errors
     * `storage_unavailable`.
     */
    static list(): Promise<VaultListing[]>;
    /**
     * Wipes the keys from memory; every later call rejects with `locked`.
     *
     * # Errors
     * None: a vault that is locked stays so.
     */
    lock(): Promise<void>;
    /**
     * Writes a session down, with progress on goals and milestones where `changes` names any;
     * resolves once all of it is on the disk. Trying again is harmless.
     *
     * # Errors
     * `invalid_field`, `unknown_field`, `missing_field`, `duplicate_id`, `not_found` for a goal.
     * Nothing is written then.
     */
    logSession(session: NewSession, changes?: PlanChanges): Promise<{ session_id: string }>;
    /**
     * Takes note that a client's report was printed, or saved as a page.
     *
     * # Errors
     * `not_found`.
     */
    noteReportPrinted(client_id: string): Promise<void>;
    /**
     * Reads from a history file where the audit log stood when it was written, to be compared by
     * `verifyAuditLog`. Nothing is imported.
     *
     * # Errors
     * `wrong_passphrase`, `corrupt_file`, `unsupported_version`.
     */
    readCheckpoint(bytes: Uint8Array, options?: { passphrase?: string }): Promise<FileCheckpoint>;
    /**
     * Removes an event.
     *
     * # Errors
     * `not_found`.
     */
    removeEvent(event_id: string): Promise<void>;
    /**
     * Removes a recovery code or a passkey by the number of its slot.
     *
     * # Errors
     * `not_found`; `invalid_field` for a passphrase or a device's key.
     */
    removeSlot(slot: number): Promise<void>;
    /**
     * Lets a session that was struck out stand again, for a reason where one is given.
     *
     * # Errors
     * `not_found`, `invalid_field`.
     */
    restoreSession(session_id: string, options?: { reason?: string }): Promise<{ session_id: string }>;
    /**
     * Adds a client, or changes what is known of one.
     *
     * # Errors
     * `invalid_field`, `unknown_field`, `missing_field`.
     */
    saveClient(client: ClientChanges): Promise<Client>;
    /**
     * Keeps what a client's session form holds, sealed. It is no part of the record.
     *
     * # Errors
     * `invalid_field`.
     */
    saveDraft(client_id: string, draft: object): Promise<void>;
    /**
     * Saves something that happened in a client's life, in place of the client's own event of the
     * same id.
     *
     * # Errors
     * `invalid_field`, `unknown_field`, `missing_field`; `duplicate_id` where another client has
     * an event of this id.
     */
    saveEvent(event: ClientEvent): Promise<{ event_id: string }>;
    /**
     * Saves the psychotherapy notes of a session, sealed under a key of their own, in place of
     * what they said; the earlier text stays as a revision. The same text again changes nothing.
     *
     * # Errors
     * `not_found`; `invalid_field` for a text of more than 64 KiB, a blank one where there are no
     * notes, or a session that is struck out; `missing_field`.
     */
    savePsychotherapyNotes(session_id: string, notes: string): Promise<{ session_id: string; revision: number }>;
    /**
     * Keeps the practice's own settings, sealed, in place of those before. At most 64 KiB.
     *
     * # Errors
     * `invalid_field`, `missing_field`.
     */
    saveSettings(settings: Settings): Promise<void>;
    /**
     * Sessions in which every word of `text` occurs in some text field, newest first; with
     * `psychotherapy_notes` in the session's notes too.
     *
     * # Errors
     * `corrupt_record`.
     */
    searchSessions(query: string, options?: SearchOptions): Promise<SessionLog[]>;
    /**
     * Puts a client's records on hold: they cannot be deleted until that is lifted.
     *
     * # Errors
     * `not_found`; `invalid_field` for a reason that is blank.
     */
    setRetentionHold(client_id: string, options: { reason: string }): Promise<void>;
    /**
     * Changes how long records are kept; what is left out stays. Answers with the policy.
     *
     * # Errors
     * `invalid_field`, `unknown_field`.
     */
    setRetentionPolicy(policy: Partial<RetentionPolicy>): Promise<RetentionPolicy>;
    /**
     * Signs a session as it stands. From then on it changes by amendment only, for a reason; the
     * amended version is unsigned until it is signed again. Trying again is harmless.
     *
     * # Errors
     * `not_found`; `invalid_field` for a session that is struck out, another statement than it
     * was signed with, or a `revision` that is not the newest.
     */
    signSession(session_id: string, options?: SignOptions): Promise<SessionSignature>;
    /**
     * Strikes a session out for a reason: it leaves every list, trend and count. All its
     * revisions stay, and it can be read by its id.
     *
     * # Errors
     * `not_found`, `invalid_field`, `missing_field`.
     */
    strikeSession(session_id: string, options: { reason: string }): Promise<{ session_id: string }>;
    /**
     * Takes back what `logSession` wrote last: the session is struck out, goals go back, and the
     * milestones that came with it are removed.
     *
     * # Errors
     * `not_found` where it is not the last save of this unlocked tracker; `invalid_field` where
     * the session was signed since.
     */
    undoSave(session_id: string): Promise<{ session_id: string }>;
    /**
     * Unlocks a vault. After the fourth failure in a row the next try must wait, at most a minute.
     *
     * # Errors
     * `vault_not_found`, `wrong_passphrase`, `too_many_attempts`, `corrupt_vault`.
     */
    static unlock(options: VaultOptions): Promise<TherapeuticProgressTracker>;
    /**
     * Records how far a goal has come, now or at the time that the options name.
     *
     * # Errors
     * `not_found`, `invalid_field`, `missing_field`.
     */
    updateGoalProgress(goal_id: string, completion_percentage: number, notes?: string, options?: { timestamp?: DateOrInstant }): Promise<TherapeuticGoal>;
    /**
     * Checks every line of the audit log against the chain, and whether the log still goes on
     * from a checkpoint, as `readCheckpoint` finds it in a history file.
     *
     * # Errors
     * `invalid_field` for a checkpoint that is none.
     */
    verifyAuditLog(options?: { checkpoint?: Checkpoint }): Promise<AuditVerdict>;
    /**
     * Opens every record and compares what is derived with the journal.
     *
     * # Errors
     * `storage_unavailable`.
     */
    verifyVault(options?: ProgressOptions): Promise<VaultVerdict>;
}

/** What a call can be refused for. Codes are added, never renamed. */
export type TrackerErrorCode =
  | "invalid_field"
  | "unknown_field"
  | "missing_field"
  | "duplicate_id"
  | "not_found"
  | "vault_exists"
  | "vault_not_found"
  | "wrong_passphrase"
  | "weak_passphrase"
  | "locked"
  | "corrupt_record"
  | "corrupt_vault"
  | "corrupt_file"
  | "unsupported_version"
  | "quota_exceeded"
  | "storage_unavailable"
  | "upgrade_blocked"
  | "too_many_attempts";

/** Every call that fails rejects with one of these. */
export class TrackerError extends Error {
  constructor(code: TrackerErrorCode, message: string, field?: string, waitSeconds?: number);
  /** The kind of failure, for code to act on. */
  readonly code: TrackerErrorCode;
  /** The value to blame, where there is one. */
  readonly field?: string;
  /** With `too_many_attempts`: the seconds until the next try, 1 to 60. */
  readonly wait_seconds?: number;
}
