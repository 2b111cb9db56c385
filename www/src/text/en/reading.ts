import { isoWeek, quarterOf, yearOf } from "../../calendar.ts";
import type { Direction, EmotionalTrend, EventKind, Period } from "../../vault/api.ts";
import { formatDate, formatLongDate, formatLongMonth, formatPercent, formatScore, formatSpan } from "../format.ts";
import { count } from "./common.ts";

const directionClause: Record<Direction, string> = {
  improving: "improving",
  stable: "stable",
  declining: "declining",
  insufficient_data: "too few for a direction",
};

/** `4 sessions, mean +0.5, improving`. */
const numbers = (trend: EmotionalTrend) =>
  `${count(trend.data_points, "session")}, mean ${formatScore(trend.avg_emotional_score)}, ${directionClause[trend.trend_direction]}`;

const kinds: Record<EventKind, string> = {
  medication: "Medication change",
  loss: "Loss",
  holiday: "Holiday",
  life: "Life event",
  other: "Other",
};

const marks = (milestones: number, flagged: number, events: number) => {
  const said = [
    milestones > 0 ? count(milestones, "milestone") : "",
    flagged > 0 ? `${count(flagged, "session")} with crisis flags` : "",
    events > 0 ? count(events, "event") : "",
  ].filter(Boolean);
  return said.length === 0 ? "" : `Marked: ${said.join(", ")}.`;
};

const views = {
  label: "Views of the trend",
  pictures: "Pictures",
  reviews: "Reviews",
  links: {
    timeline: "Timeline",
    year: "Year by day",
    quarters: "Quarters",
    daily: "Day",
    weekly: "Week",
    monthly: "Month",
    quarterly: "Quarter",
    yearly: "Year",
    "multi-year": "Several years",
  },
};

const timeline = {
  title: "Timeline",
  window: "Window",
  spans: { d31: "1 month", d92: "3 months", d366: "1 year", d731: "2 years", all: "All time" },
  closer: "Zoom in",
  wider: "Zoom out",
  earlier: "Earlier",
  later: "Later",
  range: formatSpan,
  levels: {
    session: "One point for each session.",
    day: "One point for each day: the mean of its sessions.",
    week: "One point for each week: the mean of its sessions.",
    month: "One point for each month: the mean of its sessions.",
    quarter: "One point for each quarter: the mean of its sessions.",
  },
  keys: "Keys: + and − zoom, the arrows move, Home and End go to the beginning and to the latest.",
  drawing: "Timeline, moved and zoomed by keys",
  lanes: { sessions: "sessions", flags: "crisis flags", milestones: "milestones", events: "events" },
  empty: "No session in this window.",
  halves: (first: number, second: number) => `First half ${formatScore(first)}, second half ${formatScore(second)}.`,
  summary: (start: string, end: string, trend: EmotionalTrend | null) =>
    `${formatSpan(start, end)}: ${trend ? numbers(trend) : "no session"}.`,
  marks,
  goal: (description: string, first: number, last: number) => `${description}: ${formatPercent(first)} to ${formatPercent(last)}`,
  goals: (said: string[]) => `Goals: ${said.join("; ")}.`,
  goalsKey: "Goals by their number",
  flagMark: (amount: number) => count(amount, "crisis flag"),
  levelWords: { session: "Session", day: "Day", week: "Week", month: "Month", quarter: "Quarter" },
  tableMarks: "What is marked",
  nothingMarked: "Nothing is marked in this window.",
};

const events = {
  title: "Events",
  lead: "What happened in the client's life. Each is a line across the timeline.",
  add: "Add an event",
  edit: "Edit",
  editLabel: (description: string, date: string) => `Edit ${description}, ${formatDate(date)}`,
  remove: "Remove",
  removeLabel: (description: string, date: string) => `Remove ${description}, ${formatDate(date)}`,
  removeAsk: "Remove this event from the record?",
  removeSure: "Remove the event",
  keep: "Keep it",
  kind: "Kind",
  kinds,
  description: "What happened",
  descriptionHint: "A few words, such as: sertraline raised to 100 mg.",
  date: "Date",
  save: "Save event",
  saved: "Event saved.",
  removed: "Event removed.",
  none: "No events noted yet.",
};

const year = {
  title: "Year by day",
  caption: (of: number) => `Emotional state by day, ${String(of)}`,
  summary: (of: number, days: number, trend: EmotionalTrend | null) =>
    trend ? `${String(of)}: ${numbers(trend)}, on ${count(days, "day")}.` : `${String(of)}: no session.`,
  key: "A square for each day. The fuller a square, the better the score. A triangle marks crisis flags.",
  empty: (of: number) => `No session in ${String(of)}.`,
  day: "Day",
  flags: "Crisis flags",
  flagged: "flagged",
};

const quarterName = (quarter: number) => `Q${String(quarter)}`;
const namedQuarter = (date: string) => `${quarterName(quarterOf(date))} ${String(yearOf(date))}`;

const quarters = {
  title: "Quarters compared",
  caption: "Mean emotional state of each quarter, year beside year",
  name: quarterName,
  shortYear: (of: number) => `’${String(of % 100).padStart(2, "0")}`,
  year: "Year",
  cell: (trend: EmotionalTrend) => `${formatScore(trend.avg_emotional_score)} (${String(trend.data_points)})`,
  note: "The number of sessions stands in brackets.",
  key: "A panel for each quarter of the year; inside it the years side by side.",
  latest: (trend: EmotionalTrend, before: EmotionalTrend | null) => {
    const now = `${namedQuarter(trend.start_date)}: ${numbers(trend)}.`;
    return before ? `${now} The same quarter a year before: ${numbers(before)}.` : `${now} The same quarter a year before had no session.`;
  },
  extremes: (best: EmotionalTrend, worst: EmotionalTrend) =>
    `Highest mean ${formatScore(best.avg_emotional_score)} in ${namedQuarter(best.start_date)}, lowest ${formatScore(worst.avg_emotional_score)} in ${namedQuarter(worst.start_date)}.`,
  empty: "No sessions yet.",
};

const names: Record<Period, (date: string) => string> = {
  day: formatLongDate,
  week: (date) => `Week ${String(isoWeek(date).week)} of ${String(isoWeek(date).year)}`,
  month: formatLongMonth,
  quarter: namedQuarter,
  year: (date) => String(yearOf(date)),
};

const periods = {
  titles: {
    daily: "Daily tracking",
    weekly: "Weekly summary",
    monthly: "Monthly report",
    quarterly: "Quarterly review",
    yearly: "Yearly analysis",
    "multi-year": "Multi-year trend",
  },
  names,
  years: (first: number, last: number) => `${String(first)} to ${String(last)}`,
  steps: "Step through the periods",
  earlier: (name: string) => `Earlier: ${name}`,
  later: (name: string) => `Later: ${name}`,
  /** What a period and the one before it say, in sentences. */
  said: (name: string, trend: EmotionalTrend | null) => `${name}: ${trend ? numbers(trend) : "no session"}.`,
  before: (name: string, trend: EmotionalTrend | null) => `Before that, ${name}: ${trend ? numbers(trend) : "no session"}.`,
  change: (by: number) => {
    if (Math.abs(by) < 0.05) return "The mean is the same.";
    return `The mean is ${formatScore(Math.abs(by)).replace("+", "")} ${by > 0 ? "higher" : "lower"}.`;
  },
  nothingBefore: "There is no earlier session to compare with.",
  numbers: "The numbers, beside the period before",
  measure: "Measure",
  sessions: "Sessions",
  mean: "Mean score",
  direction: "Direction",
  halves: "First and second half",
  halvesValue: (first: number, second: number) => `${formatScore(first)} → ${formatScore(second)}`,
  spread: "Standard deviation",
  minutes: "Minutes in session",
  flagged: "Sessions with crisis flags",
  milestones: "Milestones",
  events: "Events",
  chart: "In its course",
  chartContext: "The shaded ground is the time before.",
  goals: "Goals in this period",
  goal: "Goal",
  from: "At the beginning",
  to: "At the end",
  newGoal: "new",
  noGoals: "No goal was open in this period.",
  techniques: "Techniques",
  technique: "Technique",
  noTechniques: "None noted.",
  reached: "Milestones",
  noMilestones: "No milestone in this period.",
  happened: "Events",
  noEvents: "No event in this period.",
  held: "Sessions",
  noneHeld: "No session in this period.",
  when: "When",
  state: "Score",
  duration: "Minutes",
  flags: "Crisis flags",
  parts: { day: "Day by day", week: "Week by week", month: "Month by month", quarter: "Quarter by quarter", year: "Year by year" },
  partsOf: { day: "Day", week: "Week", month: "Month", quarter: "Quarter", year: "Year" },
  empty: "No sessions yet. The first one starts this view.",
};

/** The timeline, the comparisons and the reviews of a client's trend. */
export const reading = { views, timeline, events, year, quarters, periods };
