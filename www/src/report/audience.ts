/** Whom a report is for; it decides what is in it. */
export type Audience = "own" | "client" | "supervisor";

export const AUDIENCES: readonly Audience[] = ["own", "client", "supervisor"];

/** What is kept out of at least one kind of report. The words for each are in the texts. */
export type LeftOut =
  | "identity"
  | "notes"
  | "observations"
  | "client-notes"
  | "goal-notes"
  | "crisis-flags"
  | "events"
  | "statistics"
  | "professional-suggestions"
  | "milestone-weight"
  | "versions"
  | "psychotherapy-notes";

/** What a report for each audience leaves out, as it says itself at its end. */
export const LEFT_OUT: Record<Audience, readonly LeftOut[]> = {
  own: ["notes", "client-notes", "versions", "psychotherapy-notes"],
  client: [
    "observations",
    "notes",
    "goal-notes",
    "crisis-flags",
    "events",
    "statistics",
    "professional-suggestions",
    "milestone-weight",
    "client-notes",
    "versions",
    "psychotherapy-notes",
  ],
  supervisor: ["identity", "observations", "notes", "client-notes", "versions", "psychotherapy-notes"],
};

/** Whether a report for this audience keeps something out. */
export function leavesOut(audience: Audience, what: LeftOut): boolean {
  return LEFT_OUT[audience].includes(what);
}
