/** What the tracker says of retention and of deletions. */

import type { ClientStatus, WithProgress } from "./api.ts";

/** How long records are kept, in whole years. */
export interface RetentionPolicy {
  years_after_last_session: number;
  age_of_majority: number;
  years_after_majority: number;
}

export type RetentionRule = "last_session" | "created" | "majority";

/** A client, and from which day on the records are past the policy. */
export interface RetentionDue {
  client_id: string;
  display_name: string;
  status: ClientStatus;
  /** Whether the day has come. */
  due: boolean;
  due_on: string;
  rule: RetentionRule;
  created_at: string;
  last_session: string | null;
  birth_year: number | null;
  hold: { reason: string; since: string } | null;
}

/** That a client's records were destroyed. */
export interface DeletionCertificate {
  certificate_id: string;
  client_id: string;
  /** Empty unless it was to be kept. */
  display_name: string;
  destroyed_at: string;
  records: number;
  reason: string;
  /** Those that still hold the client; the unlisted ones may. */
  files: { made_at: string; file_sha256: string; scope: "client" | "vault" | "unlisted" }[];
  beyond_reach: string[];
  /** Null until the key is out of the browser's files. */
  erased_at: string | null;
}

/** A history file that was taken. */
export interface ExportedFile {
  sequence: number;
  made_at: string;
  file_sha256: string;
  scope: "client" | "vault";
  /** Null where it is not known whom it holds. */
  clients: string[] | null;
}

/** The calls about them. */
export interface RetentionCalls {
  getRetentionPolicy(): Promise<RetentionPolicy>;
  setRetentionPolicy(policy: Partial<RetentionPolicy>): Promise<RetentionPolicy>;
  /** Those whose day has come, or all; by that day. */
  getRetentionDue(options?: { as_of?: string; all?: boolean }): Promise<RetentionDue[]>;
  setRetentionHold(clientId: string, why: { reason: string }): Promise<void>;
  liftRetentionHold(clientId: string): Promise<void>;
  /** Resolves once the key is out of the browser's files. */
  deleteClient(clientId: string, options: { reason: string; keep_name?: boolean } & WithProgress): Promise<DeletionCertificate>;
  getCertificates(): Promise<DeletionCertificate[]>;
  getExportRegister(options?: { client_id?: string }): Promise<ExportedFile[]>;
}
