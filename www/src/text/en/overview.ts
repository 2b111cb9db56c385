import type { Direction, EmotionalTrend } from "../../vault/api.ts";
import { formatDate, formatScore, formatSpread } from "../format.ts";
import { count } from "./common.ts";

const span = (start: string, end: string) => `${formatDate(start)} to ${formatDate(end)}`;

export const clients = {
  title: "Clients",
  add: "Add a client",
  empty: "This vault is empty.",
  emptyLead: "Add your first client, or bring back a history file.",
  recent: (scores: number[]) =>
    scores.length === 0 ? "No scores yet" : `Recent scores, oldest first: ${scores.map(formatScore).join(", ")}`,
};

const directionClause: Record<Direction, string> = {
  improving: "improving",
  stable: "stable",
  declining: "declining",
  insufficient_data: "too few for a direction",
};

export const trend = {
  window: "Window",
  summary: (whole: EmotionalTrend) =>
    `${count(whole.data_points, "session")}, mean ${formatScore(whole.avg_emotional_score)}, ${directionClause[whole.trend_direction]}.`,
  halves: (first: number, second: number) => `First half ${formatScore(first)}, second half ${formatScore(second)}.`,
  extras: (milestones: number, flags: number) =>
    `${count(milestones, "milestone")} and ${count(flags, "session")} with crisis flags are marked.`,
  /** Names of the two halves inside the chart; `short` where it is narrow. */
  firstHalf: (mean: number, short: boolean) => `${short ? "1st" : "first half"} ${formatScore(mean)}`,
  secondHalf: (mean: number, short: boolean) => `${short ? "2nd" : "second half"} ${formatScore(mean)}`,
  axis: ["very negative", "negative", "neutral", "positive", "very positive"],
  milestoneMark: "milestone",
  daily: "One point for each day with a session.",
  monthly: "One point for each month: the mean of its sessions.",
  table: "Show as table",
  score: "Mean score",
  points: "Sessions",
  mean: "Mean",
  directionLabel: "Direction",
  spread: "Standard deviation",
  spreadValue: formatSpread,
};

export const report = {
  title: "Progress report",
  timeframe: "Timeframe",
  days: (days: number) => (days === 365 ? "1 year" : days === 730 ? "2 years" : `${days} days`),
  all: "All time",
  own: "Own range",
  from: "From",
  to: "To",
  show: "Show",
  print: "Print",
  range: span,
  made: (instant: string) => `Made ${formatDate(instant)}`,
  summary: "Summary",
  trajectory: "Trajectory",
  sessions: "Sessions",
  flags: "Crisis flags",
  meanScore: "Mean score",
  previous: "Against the window before",
  previousNone: "No session in the window before.",
  thisWindow: "This window",
  windowBefore: "The one before",
  trend: "Emotional trend",
  months: "Month by month",
  month: "Month",
  goals: "Goals",
  noGoals: "No goals.",
  milestones: "Milestones",
  noMilestones: "No milestone in this window.",
  techniques: "Techniques",
  noTechniques: "None noted.",
  inSessions: (amount: number) => `in ${count(amount, "session")}`,
  recommendations: "Suggestions",
  judgement: "Suggestions support clinical judgement and never replace it. They are computed from the numbers above and make no diagnosis.",
  noSessions: "No session in this window.",
};
