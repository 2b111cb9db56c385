import type { CaseloadSort, CaseloadStatus } from "../../caseload/view.ts";
import type * as english from "../en/caseload.ts";
import { formatWhole } from "../format.ts";
import { count } from "./common.ts";

const columns: Record<CaseloadSort, string> = {
  name: "Person",
  last: "Letzte Sitzung",
  direction: "Tendenz",
  mean: "Mittelwert",
  goals: "Offene Ziele",
  flags: "Krisenhinweise",
};

const statuses: Record<CaseloadStatus, string> = { active: "Laufend", closed: "Abgeschlossen", all: "Alle" };

const weeksOf = (weeks: number) => count(weeks, "Woche", "Wochen");

export const caseload: typeof english.caseload = {
  table: "Personen und wie es ihnen geht",
  columns,
  scores: "Letzte Werte",
  note: "Tendenz, Mittelwert und Krisenhinweise beziehen sich auf die letzten 90 Tage.",
  keys: "Die Pfeiltasten führen von Person zu Person, Tippen findet einen Namen.",
  search: "Name oder Kennung",
  statusLabel: "Welche Personen",
  statuses,
  filters: "Nur zeigen",
  declining: (amount) => `Verschlechterung (${formatWhole(amount)})`,
  flagged: (amount) => `Krisenhinweise (${formatWhole(amount)})`,
  unseen: (weeks, amount) => `Nicht gesehen seit ${weeksOf(weeks)} (${formatWhole(amount)})`,
  unseenButton: "Nicht gesehen seit",
  unseenUnit: (weeks, amount) => `${weeks === 1 ? "Woche" : "Wochen"} (${formatWhole(amount)})`,
  weeks: "Wochen ohne Sitzung",
  sortBy: "Sortieren nach",
  up: "Aufsteigend: Reihenfolge umkehren",
  down: "Absteigend: Reihenfolge umkehren",
  shown: (shown, total) =>
    shown === total ? count(total, "Person", "Personen") : `${formatWhole(shown)} von ${count(total, "Person", "Personen")}`,
  clear: "Filter aufheben",
  none: "Keine Person entspricht dieser Auswahl.",
  everywhere: "Unter allen Personen suchen",
  noSession: "Noch keine Sitzung",
  notSeen: (weeks) => `Zuletzt vor ${weeksOf(weeks)}`,
  quiet: "Keine Sitzung in 90 Tagen",
  tooFew: "Zu wenige Sitzungen",
  meanOf: (score) => `Mittel ${score}`,
  openGoals: (amount) => count(amount, "offenes Ziel", "offene Ziele"),
  flags: (amount) => count(amount, "Krisenhinweis", "Krisenhinweise"),
  closed: "Abgeschlossen",
};
