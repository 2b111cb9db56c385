// What the committed drawings show: one invented client, always the same.

const DAY_MS = 86_400_000;

const addDays = (date, days) => new Date(Date.parse(`${date}T00:00:00Z`) + days * DAY_MS).toISOString().slice(0, 10);

/** Numbers between 0 and 1 that look random and are always the same. */
function noise(seed) {
  let state = seed;
  return () => {
    state = (state * 1_103_515_245 + 12_345) % 2_147_483_648;
    return state / 2_147_483_648;
  };
}

/** Weekly sessions that go from low to well, with holidays in August and two crises. */
function sessionsFrom(start, weeks) {
  const next = noise(7);
  const all = Array.from({ length: weeks }, (_, week) => {
    const date = addDays(start, 7 * week);
    const mood = -1.4 + (2.6 * week) / weeks + (next() - 0.5) * 2.2;
    const isCrisis = week === 9 || week === 34;
    const emotional_score = isCrisis ? -2 : Math.max(-2, Math.min(2, Math.round(mood)));
    return { timestamp: `${date}T10:00:00+01:00`, emotional_score, duration_minutes: 50, crisis_flags: isCrisis ? 1 : 0 };
  });
  return all.filter(({ timestamp }) => timestamp.slice(5, 7) !== "08");
}

const mean = (numbers) => numbers.reduce((sum, one) => sum + one, 0) / numbers.length;

/** A trend as the tracker would give it, as far as drawings look at it. */
function trendOf(sessions, start_date, end_date) {
  const scores = sessions.map((one) => one.emotional_score);
  const half = Math.floor(scores.length / 2);
  const halves = scores.length > 1 ? [mean(scores.slice(0, half)), mean(scores.slice(half))] : [null, null];
  const [first_half_mean, second_half_mean] = halves;
  const avg_emotional_score = mean(scores);
  return { start_date, end_date, avg_emotional_score, trend_direction: "improving", volatility: 1, data_points: scores.length, first_half_mean, second_half_mean };
}

const monthStart = (date) => `${date.slice(0, 7)}-01`;
const quarterStart = (date) => `${date.slice(0, 4)}-${String(Math.floor((Number(date.slice(5, 7)) - 1) / 3) * 3 + 1).padStart(2, "0")}-01`;

/** The trends of calendar periods. */
function rollup(sessions, startOf) {
  return [...grouped(sessions, startOf)].map(([start, held]) => trendOf(held, start, start));
}

function grouped(sessions, startOf) {
  const groups = new Map();
  for (const session of sessions) {
    const start = startOf(session.timestamp);
    groups.set(start, [...(groups.get(start) ?? []), session]);
  }
  return groups;
}

const sessions = sessionsFrom("2023-01-09", 156);
const within = (start, end) => sessions.filter(({ timestamp }) => timestamp.slice(0, 10) >= start && timestamp.slice(0, 10) <= end);

/** A goal's history, an entry every four days. */
const steps = (start, percentages) =>
  percentages.map((completion_percentage, index) => ({ timestamp: `${addDays(start, 4 * index)}T12:00:00Z`, completion_percentage, notes: "" }));

const goals = [
  { goal_id: "g1", description: "Up by half past seven", history: [["2023-02-01", 0], ["2023-06-01", 40], ["2024-03-01", 70], ["2025-05-01", 100]] },
  { goal_id: "g2", description: "Choir every week", history: [["2023-09-01", 10], ["2024-06-01", 35], ["2025-09-01", 80]] },
  { goal_id: "g3", description: "Letters opened on the day", history: [["2025-02-01", 0], ["2025-10-01", 78]] },
].map((goal) => ({
  ...goal,
  history: goal.history.map(([date, completion_percentage]) => ({ timestamp: `${date}T12:00:00Z`, completion_percentage, notes: "" })),
}));

const milestones = [["2023-11-20", "A whole working week"], ["2025-06-14", "Sang at the summer concert"]].map(([achieved_date, description], index) => ({
  milestone_id: `m${index}`, goal_id: "g2", description, achieved_date, significance: "major",
}));

const events = [
  ["2023-03-06", "medication", "Sertraline 50 mg begun"],
  ["2023-09-11", "loss", "Grandmother died"],
  ["2025-02-10", "medication", "Sertraline 100 mg"],
  ["2025-05-05", "life", "Moved to another town for the new post"],
  ["2025-08-01", "holiday", "Four weeks by the sea"],
  ["2025-08-20", "other", "Car broke down"],
].map(([date, kind, description], index) => ({ event_id: `e${index}`, client_id: "c", kind, description, date }));

const inside = (list, start, end, dateOf) => list.filter((one) => dateOf(one) >= start && dateOf(one) <= end);

function timeline(start, end, level, points, changes = {}) {
  return {
    start, end, level, points, goals,
    focus: start,
    sessions: within(start, end),
    whole: trendOf(within(start, end), start, end),
    milestones: inside(milestones, start, end, (one) => one.achieved_date),
    events: inside(events, start, end, (one) => one.date),
    ...changes,
  };
}

const single = sessions.map(({ timestamp, emotional_score }) => ({ at: timestamp, start: timestamp, score: emotional_score, sessions: 1 }));
const middled = (trends, days) => trends.map(({ start_date, avg_emotional_score, data_points }) => ({
  at: `${addDays(start_date, Math.floor(days / 2))}T12:00:00`, start: start_date, score: avg_emotional_score, sessions: data_points,
}));
const months = rollup(sessions, monthStart);
const quarters = rollup(sessions, quarterStart);
const now = "2025-11-22T12:00:00Z";

const threeMonths = timeline("2025-04-01", "2025-06-30", "session", single);
const threeYears = timeline("2023-01-01", "2025-12-31", "month", middled(months, 30));
const twoQuarters = timeline("2025-01-01", "2025-06-30", "session", single, {
  focus: "2025-04-01", whole: trendOf(within("2025-04-01", "2025-06-30"), "2025-04-01", "2025-06-30"),
});
const empty = timeline("2025-08-04", "2025-08-10", "session", single, { whole: null, goals: [] });

const days = (year) => sessions.filter(({ timestamp }) => timestamp.startsWith(year)).map(({ timestamp, emotional_score, crisis_flags }) => ({
  date: timestamp.slice(0, 10), score: emotional_score, flagged: crisis_flags > 0,
}));

const trend = {
  whole: trendOf(sessions, "2023-01-01", "2025-12-31"), points: months, monthly: true, milestones,
  flagged: sessions.filter((one) => one.crisis_flags > 0).map((one) => ({ ...one, crisis_flags: ["passive death wish"] })),
};

export const drawings = [
  { name: "timeline-three-months", kind: "timeline", input: { view: threeMonths, width: 900, now } },
  { name: "timeline-three-years", kind: "timeline", input: { view: threeYears, width: 900, now } },
  { name: "timeline-three-years-narrow", kind: "timeline", input: { view: threeYears, width: 290, now } },
  { name: "timeline-two-quarters", kind: "timeline", input: { view: twoQuarters, width: 900, now } },
  { name: "timeline-empty-week", kind: "timeline", input: { view: empty, width: 900, now } },
  { name: "year", kind: "year", input: { days: days("2023"), year: 2023, width: 900 } },
  { name: "year-narrow", kind: "year", input: { days: days("2024"), year: 2024, width: 290 } },
  { name: "quarters", kind: "quarters", input: { quarters, width: 900 } },
  { name: "quarters-narrow", kind: "quarters", input: { quarters, width: 290 } },
  { name: "goal", kind: "goal", input: { history: goals[0].history, width: 600 } },
  { name: "goal-five-weeks", kind: "goal", input: { history: steps("2026-10-23", [0, 5, 10, 15, 20, 26, 33, 39, 45]), width: 600 } },
  { name: "goal-two-days", kind: "goal", input: { history: steps("2026-10-23", [0, 20, 50]).map((step, index) => ({ ...step, timestamp: `2026-10-2${3 + Math.floor(index / 2)}T0${3 * index}:00:00Z` })), width: 600 } },
  { name: "trend", kind: "trend", input: { view: trend, width: 900 } },
  { name: "sparkline", kind: "sparkline", input: { scores: [-2, -1, -1, 0, 1, 0, 2] } },
];
