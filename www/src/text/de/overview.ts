import type { Direction } from "../../vault/api.ts";
import type * as english from "../en/overview.ts";
import { formatDate, formatScore, formatSpread } from "../format.ts";
import { count, words } from "./common.ts";

const span = (start: string, end: string) => `${formatDate(start)} bis ${formatDate(end)}`;

export const clients: typeof english.clients = {
  title: "Personen",
  add: "Person aufnehmen",
  empty: "Dieser Tresor ist leer.",
  emptyLead: "Nehmen Sie die erste Person auf, oder lesen Sie eine Aktendatei ein.",
  recent: (scores) =>
    scores.length === 0 ? "Noch keine Werte" : `Letzte Werte, älteste zuerst: ${scores.map(formatScore).join("; ")}`,
};

const directionClause: Record<Direction, string> = {
  improving: "Tendenz steigend",
  stable: "Tendenz stabil",
  declining: "Tendenz fallend",
  insufficient_data: "zu wenige für eine Tendenz",
};

export const trend: typeof english.trend = {
  window: "Zeitraum",
  summary: (whole) =>
    `${words.sessions(whole.data_points)}, Mittelwert ${formatScore(whole.avg_emotional_score)}, ${directionClause[whole.trend_direction]}.`,
  halves: (first, second) => `Erste Hälfte ${formatScore(first)}, zweite Hälfte ${formatScore(second)}.`,
  extras: (milestones, flags) =>
    `Markiert: ${count(milestones, "Meilenstein", "Meilensteine")} und ${words.sessions(flags)} mit Krisenhinweisen.`,
  firstHalf: (mean, short) => `${short ? "1. Hälfte" : "erste Hälfte"} ${formatScore(mean)}`,
  secondHalf: (mean, short) => `${short ? "2. Hälfte" : "zweite Hälfte"} ${formatScore(mean)}`,
  axis: ["sehr negativ", "negativ", "neutral", "positiv", "sehr positiv"],
  milestoneMark: "Meilenstein",
  daily: "Ein Punkt für jeden Tag mit einer Sitzung.",
  monthly: "Ein Punkt für jeden Monat: der Mittelwert seiner Sitzungen.",
  table: "Als Tabelle anzeigen",
  score: "Mittelwert",
  points: "Sitzungen",
  mean: "Mittelwert",
  directionLabel: "Tendenz",
  spread: "Standardabweichung",
  spreadValue: formatSpread,
};

export const report: typeof english.report = {
  title: "Verlaufsbericht",
  timeframe: "Zeitraum",
  days: (days) => (days === 365 ? "1 Jahr" : days === 730 ? "2 Jahre" : count(days, "Tag", "Tage")),
  all: "Gesamte Zeit",
  own: "Eigener Zeitraum",
  from: "Von",
  to: "Bis",
  show: "Anzeigen",
  print: "Drucken",
  range: span,
  made: (instant) => `Erstellt am ${formatDate(instant)}`,
  summary: "Zusammenfassung",
  trajectory: "Gesamtverlauf",
  sessions: "Sitzungen",
  flags: "Krisenhinweise",
  meanScore: "Mittelwert",
  previous: "Vergleich mit dem Zeitraum davor",
  previousNone: "Keine Sitzung im Zeitraum davor.",
  thisWindow: "Dieser Zeitraum",
  windowBefore: "Der Zeitraum davor",
  trend: "Verlauf des Befindens",
  months: "Monat für Monat",
  month: "Monat",
  goals: "Ziele",
  noGoals: "Keine Ziele.",
  milestones: "Meilensteine",
  noMilestones: "Kein Meilenstein in diesem Zeitraum.",
  techniques: "Techniken",
  noTechniques: "Keine vermerkt.",
  inSessions: (amount) => `in ${words.sessions(amount)}`,
  recommendations: "Anregungen",
  judgement:
    "Anregungen unterstützen das fachliche Urteil und ersetzen es nie. Sie sind aus den obigen Zahlen berechnet und stellen keine Diagnose.",
  noSessions: "Keine Sitzung in diesem Zeitraum.",
};
