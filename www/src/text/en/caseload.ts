import type { CaseloadSort, CaseloadStatus } from "../../caseload/view.ts";
import { formatWhole } from "../format.ts";
import { count } from "./common.ts";

const columns: Record<CaseloadSort, string> = {
  name: "Client",
  last: "Last session",
  direction: "Direction",
  mean: "Mean",
  goals: "Open goals",
  flags: "Crisis flags",
};

const statuses: Record<CaseloadStatus, string> = { active: "Active", closed: "Closed", all: "All" };

export const caseload = {
  table: "Clients and how they are doing",
  columns,
  scores: "Recent scores",
  note: "Direction, mean and crisis flags are those of the last 90 days.",
  keys: "Arrow keys move from client to client, typing finds a name.",
  search: "Find by name or number",
  statusLabel: "Which clients",
  statuses,
  filters: "Show only",
  declining: (amount: number) => `Declining (${formatWhole(amount)})`,
  flagged: (amount: number) => `Crisis flags (${formatWhole(amount)})`,
  unseen: (weeks: number, amount: number) => `Not seen for ${count(weeks, "week")} (${formatWhole(amount)})`,
  unseenButton: "Not seen for",
  unseenUnit: (weeks: number, amount: number) => `${weeks === 1 ? "week" : "weeks"} (${formatWhole(amount)})`,
  weeks: "Weeks without a session",
  sortBy: "Sort by",
  up: "Ascending: turn the order round",
  down: "Descending: turn the order round",
  shown: (shown: number, total: number) => (shown === total ? count(total, "client") : `${formatWhole(shown)} of ${count(total, "client")}`),
  clear: "Clear filters",
  none: "No client matches.",
  everywhere: "Look among all clients",
  noSession: "No session yet",
  notSeen: (weeks: number) => `Not seen for ${count(weeks, "week")}`,
  quiet: "No session in 90 days",
  tooFew: "Too few sessions",
  meanOf: (score: string) => `Mean ${score}`,
  openGoals: (amount: number) => count(amount, "open goal"),
  flags: (amount: number) => count(amount, "crisis flag"),
  closed: "Closed",
};
