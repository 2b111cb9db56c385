import type { Bounds, Json } from "./api.ts";

/** Where an audit log stood. */
export interface Checkpoint {
  entries: number;
  head: string;
}

export interface FileCheckpoint extends Checkpoint {
  export_date: string;
  /** Null where the file does not say. */
  same_vault: boolean | null;
}

export interface AuditLine {
  sequence: number;
  timestamp: string;
  action: string;
  outcome: string;
  client_id: string | null;
  client_destroyed: boolean;
}

export interface AuditFilter extends Bounds {
  client_id?: string;
  actions?: string[];
  /** Only lines with a smaller number. */
  before?: number;
  limit?: number;
  skip_damaged?: boolean;
}

export interface AuditVerdict extends Checkpoint {
  intact: boolean;
  first_broken: number | null;
  since: string | null;
  /** Null where nothing was compared. */
  checkpoint_holds: boolean | null;
}

/** A record that is not as it was written. */
export interface Damage {
  kind: string;
  client_id: string | null;
  /** When a damaged session was, where that is still known. */
  at: string | null;
  reason: string;
}

export interface VaultVerdict {
  records: number;
  damaged: Damage[];
}

/** One of the two versions of a record. */
export interface MergeSide {
  /** Null where the record was removed, or is another client's. */
  record: { [field: string]: Json } | null;
  struck: boolean;
  /** The number of the session's revision. */
  revision: number | null;
}

/** A record that was written in two ways. */
export interface MergeConflict {
  kind: "session" | "client" | "goal" | "milestone" | "event" | "psychotherapy_notes";
  client_id: string;
  id: string;
  reason: "changed_in_both" | "of_another_client";
  stands: "here" | "file";
  here: MergeSide;
  file: MergeSide;
}

/** A version of a record that another device wrote. */
export interface OtherVersion {
  kind: MergeConflict["kind"];
  id: string;
  saved_at: string | null;
  record: { [field: string]: Json };
}
