/** Signatures, what is struck out and psychotherapy notes, as the site sees them. */

import type { Bounds, SessionLog } from "./api.ts";

/** A session that is signed as it stands. */
export interface SessionSignature {
  session_id: string;
  revision: number;
  signed_at: string;
  statement: string;
}

/** A session that was struck out. */
export interface StruckSession {
  revision: number;
  struck_at: string;
  reason: string;
  session: SessionLog;
}

/** Notes that are kept apart from the record, under a key of their own. */
export interface PsychotherapyNotes {
  revision: number;
  saved_at: string;
  /** Empty where they were taken back. */
  text: string;
}

/** Whether a file holds the psychotherapy notes, which are left out otherwise. */
export interface WithNotes {
  include_psychotherapy_notes?: boolean;
}

/** The calls about them. */
export interface CompartmentCalls {
  strikeSession(sessionId: string, why: { reason: string }): Promise<{ session_id: string }>;
  restoreSession(sessionId: string, why?: { reason: string }): Promise<{ session_id: string }>;
  getStruckSessions(clientId: string): Promise<StruckSession[]>;
  /** Refuses where `revision` is not the newest. */
  signSession(sessionId: string, options?: { statement?: string; revision?: number }): Promise<SessionSignature>;
  getSignatures(clientId: string, options?: Bounds & { skip_damaged?: boolean }): Promise<SessionSignature[]>;
  savePsychotherapyNotes(sessionId: string, text: string): Promise<{ session_id: string; revision: number }>;
  /** Newest first. */
  getPsychotherapyNotesRevisions(sessionId: string): Promise<PsychotherapyNotes[]>;
}
