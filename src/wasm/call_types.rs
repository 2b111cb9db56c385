//! The types of what calls take and answer with besides records, as TypeScript sees them.

use wasm_bindgen::prelude::*;

#[wasm_bindgen(typescript_custom_section)]
const TYPES: &str = r#"
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
