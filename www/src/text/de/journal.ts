import type * as english from "../en/journal.ts";
import { formatDate } from "../format.ts";
import { count } from "./common.ts";

export const journal: typeof english.journal = {
  filter: "Filter",
  filterTitle: "Sitzungen filtern",
  from: "Von",
  to: "Bis",
  states: "Befinden",
  technique: "Technik",
  goal: "Ziel",
  any: "Beliebig",
  flagged: "Nur Sitzungen mit Krisenhinweisen",
  chips: "Aktive Filter",
  chip: {
    query: (words) => `Wörter: ${words}`,
    from: (date) => `Ab ${formatDate(date)}`,
    to: (date) => `Bis ${formatDate(date)}`,
    technique: (name) => `Technik: ${name}`,
    goal: (name) => `Ziel: ${name}`,
    flagged: "Mit Krisenhinweisen",
  },
  removeFilter: (label) => `Filter entfernen: ${label}`,
  clear: "Alle aufheben",
  matches: (amount) => (amount === 0 ? "Keine Sitzung entspricht der Auswahl." : `${count(amount, "Sitzung", "Sitzungen")} gefunden.`),
  marked: (words) => `Markiert: ${words}`,
  unmark: "Markierungen entfernen",
};
