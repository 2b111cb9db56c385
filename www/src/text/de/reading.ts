import { isoWeek, quarterOf, yearOf } from "../../calendar.ts";
import type { Direction, EmotionalTrend, Period } from "../../vault/api.ts";
import type * as english from "../en/reading.ts";
import { formatDate, formatLongDate, formatLongMonth, formatPercent, formatScore, formatSpan } from "../format.ts";
import { count } from "./common.ts";

type Reading = typeof english.reading;

const directionClause: Record<Direction, string> = {
  improving: "Tendenz steigend",
  stable: "Tendenz stabil",
  declining: "Tendenz fallend",
  insufficient_data: "zu wenige für eine Tendenz",
};

const sessions = (amount: number) => count(amount, "Sitzung", "Sitzungen");

/** `4 Sitzungen, Mittelwert +0,5, Tendenz steigend`. */
const numbers = (trend: EmotionalTrend) =>
  `${sessions(trend.data_points)}, Mittelwert ${formatScore(trend.avg_emotional_score)}, ${directionClause[trend.trend_direction]}`;

const marks: Reading["timeline"]["marks"] = (milestones, flagged, events) => {
  const said = [
    milestones > 0 ? count(milestones, "Meilenstein", "Meilensteine") : "",
    flagged > 0 ? `${sessions(flagged)} mit Krisenhinweisen` : "",
    events > 0 ? count(events, "Ereignis", "Ereignisse") : "",
  ].filter(Boolean);
  return said.length === 0 ? "" : `Eingezeichnet: ${said.join(", ")}.`;
};

const views: Reading["views"] = {
  label: "Ansichten des Verlaufs",
  pictures: "Grafiken",
  reviews: "Rückblicke",
  links: {
    timeline: "Zeitachse",
    year: "Jahr nach Tagen",
    quarters: "Quartale",
    daily: "Tag",
    weekly: "Woche",
    monthly: "Monat",
    quarterly: "Quartal",
    yearly: "Jahr",
    "multi-year": "Mehrere Jahre",
  },
};

const timeline: Reading["timeline"] = {
  title: "Zeitachse",
  window: "Zeitraum",
  spans: { d31: "1 Monat", d92: "3 Monate", d366: "1 Jahr", d731: "2 Jahre", all: "Gesamt" },
  closer: "Vergrößern",
  wider: "Verkleinern",
  earlier: "Früher",
  later: "Später",
  range: formatSpan,
  levels: {
    session: "Ein Punkt je Sitzung.",
    day: "Ein Punkt je Tag: der Mittelwert seiner Sitzungen.",
    week: "Ein Punkt je Woche: der Mittelwert ihrer Sitzungen.",
    month: "Ein Punkt je Monat: der Mittelwert seiner Sitzungen.",
    quarter: "Ein Punkt je Quartal: der Mittelwert seiner Sitzungen.",
  },
  keys: "Tasten: + und − vergrößern und verkleinern, die Pfeile verschieben, Pos1 und Ende führen zum Anfang und zum Neuesten.",
  drawing: "Zeitachse, mit Tasten zu verschieben und zu vergrößern",
  lanes: { sessions: "Sitzungen", flags: "Krisenhinweise", milestones: "Meilensteine", events: "Ereignisse" },
  empty: "Keine Sitzung in diesem Zeitraum.",
  halves: (first, second) => `Erste Hälfte ${formatScore(first)}, zweite Hälfte ${formatScore(second)}.`,
  summary: (start, end, trend) => `${formatSpan(start, end)}: ${trend ? numbers(trend) : "keine Sitzung"}.`,
  marks,
  goal: (description, first, last) => `${description}: von ${formatPercent(first)} auf ${formatPercent(last)}`,
  goals: (said) => `Ziele: ${said.join("; ")}.`,
  goalsKey: "Die Ziele nach ihrer Nummer",
  flagMark: (amount) => count(amount, "Krisenhinweis", "Krisenhinweise"),
  levelWords: { session: "Sitzung", day: "Tag", week: "Woche", month: "Monat", quarter: "Quartal" },
  tableMarks: "Was eingezeichnet ist",
  nothingMarked: "In diesem Zeitraum ist nichts eingezeichnet.",
};

const events: Reading["events"] = {
  title: "Ereignisse",
  lead: "Was sich im Leben der Person ereignet hat. Jedes Ereignis ist eine Linie quer durch die Zeitachse.",
  add: "Ereignis hinzufügen",
  edit: "Bearbeiten",
  editLabel: (description, date) => `${description}, ${formatDate(date)}, bearbeiten`,
  remove: "Entfernen",
  removeLabel: (description, date) => `${description}, ${formatDate(date)}, entfernen`,
  removeAsk: "Dieses Ereignis aus der Akte entfernen?",
  removeSure: "Ereignis entfernen",
  keep: "Behalten",
  kind: "Art",
  kinds: {
    medication: "Medikationsänderung",
    loss: "Verlust",
    holiday: "Urlaub",
    life: "Lebensereignis",
    other: "Sonstiges",
  },
  description: "Was geschehen ist",
  descriptionHint: "Wenige Worte, etwa: Sertralin auf 100 mg erhöht.",
  date: "Datum",
  save: "Ereignis speichern",
  saved: "Ereignis gespeichert.",
  removed: "Ereignis entfernt.",
  none: "Noch keine Ereignisse vermerkt.",
};

const year: Reading["year"] = {
  title: "Jahr nach Tagen",
  caption: (of) => `Befinden nach Tagen, ${String(of)}`,
  summary: (of, days, trend) =>
    trend ? `${String(of)}: ${numbers(trend)}, an ${count(days, "Tag", "Tagen")}.` : `${String(of)}: keine Sitzung.`,
  key: "Ein Quadrat je Tag. Je voller das Quadrat, desto besser der Wert. Ein Dreieck steht für Krisenhinweise.",
  empty: (of) => `Keine Sitzung im Jahr ${String(of)}.`,
  day: "Tag",
  flags: "Krisenhinweise",
  flagged: "vermerkt",
};

const namedQuarter = (date: string) => `${String(quarterOf(date))}. Quartal ${String(yearOf(date))}`;

const quarters: Reading["quarters"] = {
  title: "Quartale im Vergleich",
  caption: "Mittleres Befinden je Quartal, Jahr neben Jahr",
  name: (quarter) => `Q${String(quarter)}`,
  shortYear: (of) => `’${String(of % 100).padStart(2, "0")}`,
  year: "Jahr",
  cell: (trend) => `${formatScore(trend.avg_emotional_score)} (${String(trend.data_points)})`,
  note: "In Klammern steht die Zahl der Sitzungen.",
  key: "Ein Feld je Quartal, darin die Jahre nebeneinander.",
  latest: (trend, before) => {
    const now = `${namedQuarter(trend.start_date)}: ${numbers(trend)}.`;
    return before ? `${now} Dasselbe Quartal im Jahr davor: ${numbers(before)}.` : `${now} Im selben Quartal des Jahres davor gab es keine Sitzung.`;
  },
  extremes: (best, worst) =>
    `Höchster Mittelwert ${formatScore(best.avg_emotional_score)} im ${namedQuarter(best.start_date)}, niedrigster ${formatScore(worst.avg_emotional_score)} im ${namedQuarter(worst.start_date)}.`,
  empty: "Noch keine Sitzungen.",
};

const names: Record<Period, (date: string) => string> = {
  day: formatLongDate,
  week: (date) => `KW ${String(isoWeek(date).week)} ${String(isoWeek(date).year)}`,
  month: formatLongMonth,
  quarter: namedQuarter,
  year: (date) => String(yearOf(date)),
};

const periods: Reading["periods"] = {
  titles: {
    daily: "Tagesübersicht",
    weekly: "Wochenübersicht",
    monthly: "Monatsbericht",
    quarterly: "Quartalsrückblick",
    yearly: "Jahresauswertung",
    "multi-year": "Mehrjahresverlauf",
  },
  names,
  years: (first, last) => `${String(first)} bis ${String(last)}`,
  steps: "Durch die Zeiträume gehen",
  earlier: (name) => `Früher: ${name}`,
  later: (name) => `Später: ${name}`,
  said: (name, trend) => `${name}: ${trend ? numbers(trend) : "keine Sitzung"}.`,
  before: (name, trend) => `Davor, ${name}: ${trend ? numbers(trend) : "keine Sitzung"}.`,
  change: (by) => {
    if (Math.abs(by) < 0.05) return "Der Mittelwert ist gleich.";
    return `Der Mittelwert liegt um ${formatScore(Math.abs(by)).replace("+", "")} ${by > 0 ? "höher" : "niedriger"}.`;
  },
  nothingBefore: "Es gibt keine frühere Sitzung zum Vergleich.",
  numbers: "Die Zahlen neben denen des Zeitraums davor",
  measure: "Kennzahl",
  sessions: "Sitzungen",
  mean: "Mittelwert",
  direction: "Tendenz",
  halves: "Erste und zweite Hälfte",
  halvesValue: (first, second) => `${formatScore(first)} → ${formatScore(second)}`,
  spread: "Standard\u00adabweichung",
  minutes: "Minuten in Sitzungen",
  flagged: "Sitzungen mit Krisen\u00adhinweisen",
  milestones: "Meilensteine",
  events: "Ereignisse",
  chart: "Im Verlauf",
  chartContext: "Die getönte Fläche ist die Zeit davor.",
  goals: "Ziele in diesem Zeitraum",
  goal: "Ziel",
  from: "Am Anfang",
  to: "Am Ende",
  newGoal: "neu",
  noGoals: "In diesem Zeitraum war kein Ziel offen.",
  techniques: "Techniken",
  technique: "Technik",
  noTechniques: "Keine vermerkt.",
  reached: "Meilensteine",
  noMilestones: "Kein Meilenstein in diesem Zeitraum.",
  happened: "Ereignisse",
  noEvents: "Kein Ereignis in diesem Zeitraum.",
  held: "Sitzungen",
  noneHeld: "Keine Sitzung in diesem Zeitraum.",
  when: "Wann",
  state: "Wert",
  duration: "Minuten",
  flags: "Krisenhinweise",
  parts: { day: "Tag für Tag", week: "Woche für Woche", month: "Monat für Monat", quarter: "Quartal für Quartal", year: "Jahr für Jahr" },
  partsOf: { day: "Tag", week: "Woche", month: "Monat", quarter: "Quartal", year: "Jahr" },
  empty: "Noch keine Sitzungen. Mit der ersten beginnt diese Ansicht.",
};

/** Die Zeitachse, die Vergleiche und die Rückblicke. */
export const reading: Reading = { views, timeline, events, year, quarters, periods };
