import type { Bounds } from "./api.ts";

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
}

export interface AuditVerdict extends Checkpoint {
  intact: boolean;
  first_broken: number | null;
  since: string | null;
  /** Null where nothing was compared. */
  checkpoint_holds: boolean | null;
}
