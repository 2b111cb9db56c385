/** What the log's actions are about. */
export const KINDS = {
  access: ["vault_created", "vault_unlocked", "unlock_failed", "passphrase_changed"],
  reading: [
    "session_read",
    "sessions_read",
    "revisions_read",
    "goals_read",
    "milestones_read",
    "events_read",
    "clients_read",
    "sessions_searched",
    "trends_read",
    "report_read",
    "summary_read",
    "caseload_read",
    "vocabulary_read",
  ],
  writing: [
    "session_logged",
    "session_amended",
    "session_struck",
    "session_restored",
    "goal_created",
    "goal_updated",
    "milestone_added",
    "milestone_removed",
    "event_saved",
    "event_removed",
    "client_saved",
    "client_deleted",
    "sessions_imported",
  ],
  files: ["client_exported", "vault_exported", "history_imported", "report_printed"],
  upkeep: ["settings_saved", "derived_rebuilt"],
} as const;

export type Kind = keyof typeof KINDS;

export const isKind = (name: string): name is Kind => Object.hasOwn(KINDS, name);

/** A hash in groups of four digits, as it is read aloud and compared. */
export const grouped = (hash: string): string => hash.match(/.{1,4}/g)?.join(" ") ?? "";
