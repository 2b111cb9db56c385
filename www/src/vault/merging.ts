import type { Json } from "./api.ts";

export interface ImportedHistory {
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
}

/** One of the two versions of a record. */
export interface MergeSide {
  /** Null where the record was removed, or is another client's, and for psychotherapy notes. */
  record: { [field: string]: Json } | null;
  struck: boolean;
  /** The number of the revision, of a session or of psychotherapy notes. */
  revision: number | null;
}

/** A record that was written in two ways. */
export interface MergeConflict {
  kind: "session" | "client" | "goal" | "milestone" | "event" | "psychotherapy_notes";
  client_id: string;
  /** That of the session for psychotherapy notes. */
  id: string;
  reason: "changed_in_both" | "of_another_client";
  stands: "here" | "file";
  here: MergeSide;
  file: MergeSide;
}
