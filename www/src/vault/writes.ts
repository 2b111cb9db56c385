/** The calls that change records. Drafts and the practice's settings are no records. */
export const WRITES: ReadonlySet<string> = new Set([
  "logSession",
  "undoSave",
  "importSessions",
  "amendSession",
  "strikeSession",
  "restoreSession",
  "signSession",
  "savePsychotherapyNotes",
  "createGoal",
  "updateGoalProgress",
  "addMilestone",
  "saveEvent",
  "removeEvent",
  "saveClient",
  "importHistory",
  "deleteClient",
]);
