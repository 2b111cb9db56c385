import { formatDate } from "../format.ts";
import { count } from "./common.ts";

export const journal = {
  filter: "Filter",
  filterTitle: "Filter the journal",
  from: "From",
  to: "To",
  states: "Emotional state",
  technique: "Technique",
  goal: "Goal",
  any: "Any",
  flagged: "Only sessions with crisis flags",
  chips: "Filters in use",
  chip: {
    query: (words: string) => `Words: ${words}`,
    from: (date: string) => `From ${formatDate(date)}`,
    to: (date: string) => `To ${formatDate(date)}`,
    technique: (name: string) => `Technique: ${name}`,
    goal: (name: string) => `Goal: ${name}`,
    flagged: "With crisis flags",
  },
  removeFilter: (label: string) => `Remove the filter ${label}`,
  clear: "Clear all",
  matches: (amount: number) => (amount === 0 ? "No session matches." : `${count(amount, "session")} found.`),
  marked: (words: string) => `Marked: ${words}`,
  unmark: "Remove the marks",
};
