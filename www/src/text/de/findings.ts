import type { Direction, EmotionalTrend, Finding, FindingCode, ProgressReport, Trajectory } from "../../vault/api.ts";
import type * as english from "../en/findings.ts";
import { formatDate, formatFinePercent, formatScore, formatWhole } from "../format.ts";
import { count } from "./common.ts";

type Parts = ReturnType<typeof english.findings.parts>;

const number = ({ numbers }: Finding, name: string) => numbers[name] ?? 0;
const date = ({ dates }: Finding, name: string) => formatDate(dates[name] ?? "");
const reached = (finding: Finding) => formatFinePercent(number(finding, "completion_percentage"));
const sessionsOf = (amount: number) => (amount === 0 ? "keine Sitzung" : count(amount, "Sitzung", "Sitzungen"));
const days = (amount: number) => count(amount, "Tag", "Tagen");

function fall(finding: Finding): string {
  const { first_half_mean: first, second_half_mean: second } = finding.numbers;
  if (first === undefined || second === undefined) return "";
  return `der Mittelwert sank von ${formatScore(first)} in der ersten Hälfte auf ${formatScore(second)} in der zweiten`;
}

function crisisReason(finding: Finding): string {
  const flags = number(finding, "crisis_flags");
  if (flags === 0) return `kein Krisenhinweis, aber ${fall(finding)}.`;
  const raised = `${count(flags, "Krisenhinweis", "Krisenhinweise")} in ${sessionsOf(number(finding, "sessions"))}`;
  return `${[raised, fall(finding)].filter(Boolean).join(", und ")}.`;
}

function frequencyReason(finding: Finding): string {
  const enough = `${formatWhole(number(finding, "enough_sessions"))} in ${days(number(finding, "enough_days"))}`;
  return `${sessionsOf(number(finding, "sessions"))} in ${days(number(finding, "days"))}, weniger als ${enough}.`;
}

function techniqueReason(finding: Finding): string {
  const used = finding.technique === null ? "keine Technik" : `nur „${finding.technique}“`;
  const sessions = number(finding, "sessions");
  return sessions === 1 ? `${used} in der letzten Sitzung.` : `${used} in den letzten ${sessionsOf(sessions)}.`;
}

function dateReason(finding: Finding): string {
  const passed = number(finding, "days");
  const when = passed === 0 ? "heute" : `vor ${days(passed)}`;
  return `das Zieldatum ${date(finding, "target_date")} ist ${when} verstrichen, erreicht sind ${reached(finding)}.`;
}

function continueReason(finding: Finding): string {
  const mean = formatScore(number(finding, "avg_emotional_score"));
  return `${sessionsOf(number(finding, "sessions"))} in ${days(number(finding, "days"))}, Mittelwert ${mean}, und nichts, was eine Änderung nahelegt.`;
}

const sayings: Record<FindingCode, (finding: Finding, goal: string) => Parts> = {
  review_crisis_flags: (finding) => ["Krisenhinweise und Krisenplan überprüfen", crisisReason(finding)],
  schedule_assessment: (finding) => [
    "Einen Termin zur Standortbestimmung vereinbaren",
    `vom ${date(finding, "start_date")} bis zum ${date(finding, "end_date")} gab es keine Sitzung.`,
  ],
  increase_frequency: (finding) => ["Häufigere Sitzungen erwägen", frequencyReason(finding)],
  review_approach: (finding) => ["Das therapeutische Vorgehen überprüfen und anpassen", `${fall(finding)}.`],
  reevaluate_goal: (finding, goal) => [
    `Das Ziel „${goal}“ neu bewerten`,
    `nach ${days(number(finding, "days"))} sind ${reached(finding)} erreicht.`,
  ],
  diversify_techniques: (finding) => ["Weitere Techniken erwägen", techniqueReason(finding)],
  review_target_date: (finding, goal) => [`Das Zieldatum von „${goal}“ überprüfen`, dateReason(finding)],
  continue_approach: (finding) => ["Das bisherige therapeutische Vorgehen fortsetzen", continueReason(finding)],
};

const headings: Record<Direction, string> = {
  improving: "Er verbessert sich",
  stable: "Er ist stabil",
  declining: "Er verschlechtert sich",
  insufficient_data: "Für eine Tendenz sind es zu wenige Sitzungen",
};

const overall: Record<Trajectory, string> = {
  improving: "Insgesamt zeigt der Verlauf eine Verbesserung.",
  stable: "Insgesamt ist der Verlauf stabil.",
  regressing: "Insgesamt ist der Verlauf rückläufig.",
  fluctuating: "Insgesamt schwankt der Verlauf.",
};

function feelings(whole: EmotionalTrend | undefined): string {
  if (!whole) return "";
  const { avg_emotional_score: mean, trend_direction: direction, first_half_mean: first, second_half_mean: second } = whole;
  const tells = direction !== "insufficient_data" && first !== null && second !== null;
  const halves = tells ? ` (${formatScore(first)} in der ersten Hälfte, ${formatScore(second)} in der zweiten)` : "";
  return `Der Mittelwert des Befindens liegt bei ${formatScore(mean)} auf einer Skala von −2 bis +2. ${headings[direction]}${halves}.`;
}

function goals({ goals_reached, goals_active: active, avg_active_goal_completion: mean }: ProgressReport): string {
  const all = goals_reached + active;
  if (all === 0) return "Es ist kein Ziel vereinbart.";
  const so = `${formatWhole(goals_reached)} von ${count(all, "Ziel", "Zielen")} erreicht`;
  if (mean === null) return `${so}, keines ist offen.`;
  if (active === 1) return `${so}, 1 ist offen und zu ${formatFinePercent(mean)} erreicht.`;
  return `${so}, ${formatWhole(active)} sind offen und im Mittel zu ${formatFinePercent(mean)} erreicht.`;
}

function milestones(amount: number): string {
  if (amount === 0) return "In dieser Zeit wurde kein Meilenstein erreicht.";
  return `In dieser Zeit ${amount === 1 ? "wurde" : "wurden"} ${count(amount, "Meilenstein", "Meilensteine")} erreicht.`;
}

function sessions({ sessions_count, timeframe_start, timeframe_end }: ProgressReport): string {
  return `Vom ${formatDate(timeframe_start)} bis zum ${formatDate(timeframe_end)} gab es ${sessionsOf(sessions_count)}.`;
}

function trajectory({ overall_trajectory, sessions_count }: ProgressReport): string {
  return sessions_count === 0 && overall_trajectory === "stable" ? "Ohne Sitzungen gilt der Verlauf als stabil." : overall[overall_trajectory];
}

function summary(report: ProgressReport): string {
  const { emotional_trends, milestones_count } = report;
  const sentences = [sessions(report), feelings(emotional_trends[0]), goals(report), milestones(milestones_count), trajectory(report)];
  return sentences.filter(Boolean).join(" ");
}

export const findings: typeof english.findings = {
  parts: (finding, goal) => sayings[finding.code](finding, goal),
  summary,
};
