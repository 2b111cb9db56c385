// What functions of words may be called with, so that a test can hear what they say.

const trend = { start_date: "2026-01-01", end_date: "2026-03-31", volatility: 0.5, data_points: 12, avg_emotional_score: 0.4, trend_direction: "improving", first_half_mean: -0.5, second_half_mean: 1.2 };

/** One object with the fields of every record that words are made from. */
const record = {
  ...trend,
  client_id: "c7", display_name: "Ada", status: "active", sessions_90_days: 3, sessions_count: 12, active_goals: 2,
  first_session: "2024-01-02T10:00:00Z", last_session: "2026-01-02T10:00:00Z", recent_scores: [1, -1], crisis_flags_90_days: 1,
  timestamp: "2026-01-02T10:00:00Z", emotional_state: "positive", session_duration_minutes: 50, crisis_flags: ["x"],
  clients: 2, sessions: 3, goals: 4, milestones: 5, events: 9, psychotherapy_notes: 2, added: 6, unchanged: 7, conflicts: 8,
  timeframe_start: "2026-01-02", timeframe_end: "2026-03-04", emotional_trends: [trend], overall_trajectory: "stable",
  goals_reached: 1, goals_active: 2, avg_active_goal_completion: 45.5, milestones_count: 3,
  rule: "majority", due: true, due_on: "2034-01-01", created_at: "2024-01-02T10:00:00Z", birth_year: 2008,
  years_after_last_session: 7, age_of_majority: 18, years_after_majority: 3,
  reason: "x", since: "2026-01-02T10:00:00Z", destroyed_at: "2026-01-02T10:00:00Z",
  code: "review_target_date", goal_id: "g", technique: null, dates: { target_date: "2026-01-02" }, numbers: { days: 30, completion_percentage: 19.9 },
};
const choices = [true, "sessions", "positive", "improving", "stable", "moderate", "milestone", "medication", "own", "identity"];
const candidates = [3, "2026-01-02T10:00:00Z", record, ...choices, [1, -1], [record], ["x"]];

/** Every way to give so many arguments, the likeliest first. */
function listsOf(amount) {
  if (amount === 0) return [[]];
  return candidates.flatMap((first) => listsOf(amount - 1).map((rest) => [first, ...rest]));
}

const broken = /undefined|NaN|Invalid|\[object|^\s*$|null/;

/** What a function of words says, as one text; none where it says nothing whole. */
export function said(words, args) {
  try {
    const answer = words(...args);
    const texts = Array.isArray(answer) ? answer : [answer];
    const whole = texts.length > 0 && texts.every((text) => typeof text === "string" && !broken.test(text));
    return whole ? texts.join(": ") : null;
  } catch {
    return null;
  }
}

/** Arguments that a function of words makes a whole text of; none where no sample fits. */
export function argumentsFor(words) {
  return listsOf(words.length).find((args) => said(words, args) !== null) ?? null;
}

/** Numbers in the place of every number among the arguments, so that plurals are heard. */
export function withNumber(args, number) {
  return args.map((argument) => (typeof argument === "number" ? number : argument));
}
