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
