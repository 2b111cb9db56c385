import type { Direction, EmotionalTrend, Finding, FindingCode, ProgressReport, Trajectory } from "../../vault/api.ts";
import { formatDate, formatFinePercent, formatScore, formatWhole } from "../format.ts";
import { count } from "./common.ts";

/** What a finding suggests, and why. */
type Parts = [what: string, why: string];

const none = (amount: number, noun: string) => (amount === 0 ? `no ${noun}` : count(amount, noun));
const were = (amount: number) => (amount === 1 ? "was" : "were");
const number = ({ numbers }: Finding, name: string) => numbers[name] ?? 0;
const date = ({ dates }: Finding, name: string) => formatDate(dates[name] ?? "");
const reached = (finding: Finding) => formatFinePercent(number(finding, "completion_percentage"));

function fall(finding: Finding): string {
  const { first_half_mean: first, second_half_mean: second } = finding.numbers;
  if (first === undefined || second === undefined) return "";
  return `the mean score fell from ${formatScore(first)} in the first half to ${formatScore(second)} in the second`;
}

function crisisReason(finding: Finding): string {
  const flags = number(finding, "crisis_flags");
  const raised = `${none(flags, "crisis flag")} ${were(flags)} raised in ${count(number(finding, "sessions"), "session")}`;
  if (flags === 0) return `no crisis flag was raised, but ${fall(finding)}.`;
  return `${[raised, fall(finding)].filter(Boolean).join(", and ")}.`;
}

function frequencyReason(finding: Finding): string {
  const enough = `${formatWhole(number(finding, "enough_sessions"))} in ${count(number(finding, "enough_days"), "day")}`;
  return `${count(number(finding, "sessions"), "session")} in ${count(number(finding, "days"), "day")}, fewer than ${enough}.`;
}

function techniqueReason(finding: Finding): string {
  const used = finding.technique === null ? "no technique" : `only “${finding.technique}”`;
  const sessions = number(finding, "sessions");
  return `${used} in the last ${sessions === 1 ? "session" : count(sessions, "session")}.`;
}

function dateReason(finding: Finding): string {
  const days = number(finding, "days");
  const when = days === 0 ? "today" : `${count(days, "day")} ago`;
  return `its target date ${date(finding, "target_date")} passed ${when} with ${reached(finding)} reached.`;
}

function continueReason(finding: Finding): string {
  const [sessions, days] = [none(number(finding, "sessions"), "session"), count(number(finding, "days"), "day")];
  return `${sessions} in ${days} with a mean score of ${formatScore(number(finding, "avg_emotional_score"))}, and nothing that asks for a change.`;
}

const sayings: Record<FindingCode, (finding: Finding, goal: string) => Parts> = {
  review_crisis_flags: (finding) => ["Review the crisis flags and the safety plan", crisisReason(finding)],
  schedule_assessment: (finding) => [
    "Schedule an assessment",
    `there was no session from ${date(finding, "start_date")} to ${date(finding, "end_date")}.`,
  ],
  increase_frequency: (finding) => ["Consider increasing session frequency", frequencyReason(finding)],
  review_approach: (finding) => ["Review and adjust the therapeutic approach", `${fall(finding)}.`],
  reevaluate_goal: (finding, goal) => [
    `Re-evaluate the goal “${goal}”`,
    `${reached(finding)} is reached after ${count(number(finding, "days"), "day")}.`,
  ],
  diversify_techniques: (finding) => ["Consider diversifying techniques", techniqueReason(finding)],
  review_target_date: (finding, goal) => [`Review the date of the goal “${goal}”`, dateReason(finding)],
  continue_approach: (finding) => ["Continue the current therapeutic approach", continueReason(finding)],
};

const headings: Record<Direction, string> = {
  improving: "it is improving",
  stable: "it is stable",
  declining: "it is declining",
  insufficient_data: "there are too few sessions to tell a direction",
};

const overall: Record<Trajectory, string> = {
  improving: "improving",
  stable: "stable",
  regressing: "regressing",
  fluctuating: "fluctuating",
};

function feelings(whole: EmotionalTrend | undefined): string {
  if (!whole) return "";
  const { avg_emotional_score: mean, trend_direction: direction, first_half_mean: first, second_half_mean: second } = whole;
  const tells = direction !== "insufficient_data" && first !== null && second !== null;
  const halves = tells ? ` (${formatScore(first)} in the first half, ${formatScore(second)} in the second)` : "";
  return `The mean emotional score is ${formatScore(mean)} on a scale from −2 to +2, and ${headings[direction]}${halves}.`;
}

function goals({ goals_reached, goals_active: active, avg_active_goal_completion: mean }: ProgressReport): string {
  if (goals_reached + active === 0) return "No goal is set.";
  const so = `${formatWhole(goals_reached)} of ${count(goals_reached + active, "goal")} reached`;
  if (mean === null) return `${so}, none is active.`;
  if (active === 1) return `${so}, 1 is active at ${formatFinePercent(mean)}.`;
  return `${so}, ${formatWhole(active)} are active with a mean completion of ${formatFinePercent(mean)}.`;
}

function trajectory({ overall_trajectory, sessions_count }: ProgressReport): string {
  const name = overall[overall_trajectory];
  return sessions_count === 0 ? `Without sessions the overall trajectory counts as ${name}.` : `The overall trajectory is ${name}.`;
}

function summary(report: ProgressReport): string {
  const { sessions_count, milestones_count, timeframe_start, timeframe_end, emotional_trends } = report;
  return [
    `There ${were(Math.max(1, sessions_count))} ${none(sessions_count, "session")} from ${formatDate(timeframe_start)} to ${formatDate(timeframe_end)}.`,
    feelings(emotional_trends[0]),
    goals(report),
    `${milestones_count === 0 ? "No milestone" : count(milestones_count, "milestone")} ${were(Math.max(1, milestones_count))} reached in this time.`,
    trajectory(report),
  ].filter(Boolean).join(" ");
}

/** The report's findings and summary in words, made from its numbers. */
export const findings = {
  /** What a finding suggests, and why; `goal` is the description of the goal it is about, else empty. */
  parts: (finding: Finding, goal: string): Parts => sayings[finding.code](finding, goal),
  summary,
};
