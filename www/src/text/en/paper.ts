import type { Audience, LeftOut } from "../../report/audience.ts";
import { trajectoryRule, type TrajectoryRule } from "../../report/trajectory.ts";
import type { Direction, EventKind, Finding, ProgressReport, Trajectory } from "../../vault/api.ts";
import { formatDate, formatPercent, formatScore, formatWhole } from "../format.ts";
import { count } from "./common.ts";

const span = (start: string, end: string) => `${formatDate(start)} to ${formatDate(end)}`;

const audiences: Record<Audience, string> = { own: "Own file", client: "The client", supervisor: "Supervisor, without names" };

const audienceHints: Record<Audience, string> = {
  own: "Everything that the report knows, with your observations.",
  client: "Plain words, without observations, notes, crisis flags and statistics.",
  supervisor: "A code in place of the name and the number, without the free text of sessions.",
};

const leftOut: Record<LeftOut, string> = {
  identity: "The client’s name and number: a code takes their place in every text",
  notes: "Summaries, progress notes, next focus and further data of the sessions",
  observations: "The therapist’s observations",
  "client-notes": "The notes on the client",
  "goal-notes": "The notes on goals and on their progress",
  "crisis-flags": "Crisis flags, their wording and their number",
  events: "Events in the client’s life as the therapist noted them",
  statistics: "Standard deviations and the table of months",
  "professional-suggestions": "Suggestions about crisis flags and techniques",
  "milestone-weight": "How significant each milestone was rated",
  versions: "Earlier versions of amended sessions",
  "psychotherapy-notes": "Psychotherapy notes, which are kept apart from the record",
};

const eventKinds: Record<EventKind, string> = {
  medication: "Medication change",
  loss: "Loss",
  holiday: "Holiday",
  life: "Life event",
  other: "Event",
};

const plainDirections: Record<Direction, string> = {
  improving: "Higher towards the end",
  stable: "Much the same throughout",
  declining: "Lower towards the end",
  insufficient_data: "Too few sessions to tell",
};

const plainTrajectories: Record<Trajectory, string> = {
  improving: "Feelings and goals are moving forward.",
  stable: "Things are steady, with no clear change.",
  regressing: "The later part of this time was harder than the earlier part.",
  fluctuating: "There were clear ups and downs.",
};

const trajectoryReasons: Record<TrajectoryRule, string> = {
  improving: "Scores improve, and the active goals are more than half reached on average.",
  stable: "Scores neither fall nor vary widely, or rise before the active goals are half reached.",
  regressing: "The mean score of the second half lies below that of the first.",
  fluctuating: "Scores go up and down, with a standard deviation over 1.",
  improvingWithoutGoals: "Scores improve, and no goal is still to be reached.",
  stableWithoutGoals: "Scores neither fall nor rise, and do not vary widely.",
  tooFewSessions: "There are too few sessions to tell a direction.",
};

function goalsSentence({ goals_reached: reached, goals_active: active, avg_active_goal_completion: mean }: ProgressReport): string {
  if (reached + active === 0) return "No goal is set.";
  const so = `${formatWhole(reached)} of ${count(reached + active, "goal")} reached`;
  if (mean === null) return `${so}, none is active.`;
  return active === 1 ? `${so}, 1 is active at ${formatPercent(mean)}.` : `${so}, ${formatWhole(active)} are active at ${formatPercent(mean)} on average.`;
}

function milestonesSentence({ milestones_count: amount }: ProgressReport): string {
  if (amount === 0) return "No milestone was reached in this time.";
  return `${count(amount, "milestone")} ${amount === 1 ? "was" : "were"} reached in this time.`;
}

function plainSummary(report: ProgressReport): string {
  const { sessions_count: sessions, timeframe_start: start, timeframe_end: end, emotional_trends: [whole] } = report;
  if (!whole) return `We did not meet from ${span(start, end)}. ${goalsSentence(report)} ${milestonesSentence(report)}`;
  return [
    `We met ${sessions === 1 ? "once" : `${formatWhole(sessions)} times`} from ${span(start, end)}.`,
    `Your mood in the sessions was ${formatScore(whole.avg_emotional_score)} on average.`,
    plainTrajectories[report.overall_trajectory],
    goalsSentence(report),
    milestonesSentence(report),
  ].join(" ");
}

/** What a finding says to the client; null where it is for professionals. */
function plainFinding({ code, numbers, dates }: Finding, goal: string): [what: string, why: string] | null {
  const days = formatWhole(numbers["days"] ?? 0);
  const reached = formatPercent(numbers["completion_percentage"] ?? 0);
  switch (code) {
    case "schedule_assessment":
      return ["Find a time to meet again", `there was no session from ${span(dates["start_date"] ?? "", dates["end_date"] ?? "")}.`];
    case "increase_frequency":
      return ["Think about meeting more often", `we had ${count(numbers["sessions"] ?? 0, "session")} in ${days} days.`];
    case "review_approach":
      return ["Talk about what would help now", "your mood was lower in the later sessions than in the earlier ones."];
    case "reevaluate_goal":
      return [`Look again at the goal “${goal}”`, `${reached} is reached after ${days} days. It may need smaller steps, or other words.`];
    case "review_target_date":
      return [`Choose a new date for the goal “${goal}”`, `the date we set, ${formatDate(dates["target_date"] ?? "")}, has passed, and ${reached} is reached.`];
    case "continue_approach":
      return ["Go on as we do", "nothing in these numbers asks for a change."];
    case "review_crisis_flags":
    case "diversify_techniques":
      return null;
  }
}

export const paper = {
  audience: "For",
  audiences,
  audienceHints,
  code: "Called in this report",
  codeHint: "Stands wherever the name or the number would.",
  codeDefault: "Client A",
  check: "Only this client’s name and number are replaced. Nicknames, other people and places are not recognised, so read the report before you hand it on.",
  size: "Paper",
  sizes: { a4: "A4", letter: "US Letter" },
  print: "Print or save as PDF",
  noMargins: "This browser prints no lines of ours at the head and foot of a page, and so no page numbers. Chrome and Edge do; here the print window may offer its own.",
  readers: { own: "Own file", client: "For the client", supervisor: "For supervision, without names" },
  span,
  confidential: "Confidential",
  /** The style sheet fills in the two numbers. */
  pageOf: "Page {page} of {pages}",
  fileTitle: (date: string) => `Progress report ${date}`,
  scale: "Scores run from −2 (very negative) to +2 (very positive).",
  plainSummary,
  plainDirection: (direction: Direction) => plainDirections[direction],
  trajectoryReason: (report: ProgressReport) => trajectoryReasons[trajectoryRule(report)],
  plainTitles: {
    summary: "In short",
    trend: "How you felt in the sessions",
    goals: "Your goals",
    milestones: "What you reached",
    techniques: "What we practised",
    homework: "What we agreed for between the sessions",
    recommendations: "What we might talk about",
    sessions: "Our sessions",
    meanScore: "Mood on average",
    direction: "Over this time",
    goalsReached: "Goals reached",
  },
  plainNoMilestones: "No milestone in this time.",
  goalsReached: (reached: number, all: number) => `${formatWhole(reached)} of ${formatWhole(all)}`,
  chartMarks: { milestone: "◆ milestone", flag: "▲ crisis flag" },
  goalToday: (percent: number, date: string) => `${formatPercent(percent)} on ${formatDate(date)}`,
  goalCreated: (date: string) => `set ${formatDate(date)}`,
  goalUnchanged: "No entry in this time.",
  stateWas: "Before",
  homework: "Homework",
  noHomework: "No homework noted.",
  events: "Events",
  eventKind: (kind: EventKind) => eventKinds[kind],
  flags: "Crisis flags",
  noFlags: "None raised in this time.",
  observations: "Observations",
  noObservations: "None noted.",
  sessions: "Sessions",
  state: "Emotional state",
  minutes: "Minutes",
  signed: "Signed on",
  newest: (shown: number, all: number) => `The newest ${formatWhole(shown)} of ${formatWhole(all)}.`,
  damaged: (missing: number) =>
    `${count(missing, "session")} of this time ${missing === 1 ? "is" : "are"} damaged and cannot be opened: what they say is missing here, their scores are counted.`,
  plainFinding,
  nothingToAsk: "Nothing in these numbers asks for a change.",
  plainJudgement:
    "These suggestions are computed from the numbers above. They support our conversation and your therapist’s judgement and replace neither. They make no diagnosis.",
  leftOutTitle: "Left out of this report",
  leftOut,
};
