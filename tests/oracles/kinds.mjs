// One comparison for each kind of oracle: asks the interface, and puts its answer in the oracle's words.
import { fileOf, scoreOf } from "./data.mjs";
import { granularities } from "./calendar.mjs";

/** The oracles exclude the end of a window, the interface includes it; its instants are whole milliseconds. */
function windowOf({ window }) {
  const end = window?.to_exclusive && new Date(Date.parse(window.to_exclusive) - 1).toISOString();
  return { start_date: window?.from_inclusive ?? null, end_date: end ?? null };
}

const stdev = ({ data_points, volatility }) => (data_points < 2 ? null : volatility);
const mean = (scores) => (scores.length ? scores.reduce((sum, one) => sum + one, 0) / scores.length : null);

function median(scores) {
  const sorted = [...scores].sort((one, other) => one - other);
  const half = sorted.length >> 1;
  return mean(sorted.length % 2 ? [sorted[half]] : sorted.slice(half - 1, half + 1));
}

async function descriptives({ pooled }, { input }, file) {
  const [trend] = await pooled.call("analyzeEmotionalTrends", file, windowOf(input));
  const scores = (await pooled.call("getSessions", file, windowOf(input))).map(scoreOf);
  const extremes = scores.length ? { min: Math.min(...scores), max: Math.max(...scores) } : { min: null, max: null };
  const numbers = trend && { count: trend.data_points, mean: trend.avg_emotional_score, stdev: stdev(trend) };
  return { count: scores.length, mean: null, stdev: null, ...numbers, ...extremes, median: median(scores) };
}

const halves = (trend) => ({
  first_half_mean: trend.first_half_mean,
  second_half_mean: trend.second_half_mean,
  delta: trend.second_half_mean - trend.first_half_mean,
  direction: trend.trend_direction,
});

async function direction({ pooled }, { input }, file) {
  const [trend] = await pooled.call("analyzeEmotionalTrends", file, windowOf(input));
  return trend ? halves(trend) : { direction: null };
}

async function rollup({ pooled }, { input }, file) {
  const { period, name } = granularities[input.granularity];
  const trends = await pooled.call("analyzeEmotionalTrends", file, { ...windowOf(input), period });
  const entry = (trend) => [name(trend.start_date), { count: trend.data_points, mean: trend.avg_emotional_score, stdev: stdev(trend) }];
  return Object.fromEntries(trends.map(entry));
}

async function ofClient(vault, client) {
  const [trend] = await vault.call("analyzeEmotionalTrends", client);
  const scores = (await vault.call("getSessions", client)).map(scoreOf);
  const { delta, direction: found } = halves(trend);
  const numbers = { count: trend.data_points, mean: trend.avg_emotional_score, stdev: stdev(trend) };
  return { ...numbers, first: scores.at(-1), last: scores[0], delta, direction: found };
}

async function perClient({ apart }, _oracle, _file, sessions) {
  const answer = {};
  for (const client of new Set(sessions.map(({ client_id }) => client_id))) answer[client] = await ofClient(apart, client);
  return answer;
}

/** The interface counts sessions by technique; the mean scores with and without come from the sessions it hands back. */
async function tagCounts({ pooled }, { expected }, file) {
  const bounds = { start_date: "1900-01-01", end_date: "2100-01-01" };
  const { techniques } = await pooled.call("generateProgressReport", file, bounds);
  const sessions = await pooled.call("getSessions", file);
  const scores = (name, used) => sessions.filter((one) => one.techniques_used.includes(name) === used).map(scoreOf);
  const whole = ({ name, sessions: count }) => ({ count, mean_score_with: mean(scores(name, true)), mean_score_without: mean(scores(name, false)) });
  const isCountAlone = typeof Object.values(expected)[0] === "number";
  return Object.fromEntries(techniques.map((one) => [one.name, isCountAlone ? one.sessions : whole(one)]));
}

/** The oracle searches one file's notes; the search here is told apart by the file's sessions and has their notes alone. */
async function textSearch({ apart }, { expected }, _file, sessions) {
  const ids = new Set(sessions.map(({ session_id }) => session_id));
  const answer = {};
  for (const word of Object.keys(expected)) {
    const found = (await apart.call("searchSessions", word)).filter(({ session_id }) => ids.has(session_id));
    answer[word] = { sessions: found.length, clients: new Set(found.map(({ client_id }) => client_id)).size };
  }
  return answer;
}

async function calendarBuckets({ apart }, { input: { timestamps } }) {
  const answer = {};
  for (const timestamp of timestamps) {
    const client_id = `calendar ${timestamp}`;
    await apart.call("logSession", { session_id: client_id, client_id, emotional_state: "neutral", timestamp });
    answer[timestamp] = {};
    for (const [granularity, { period, name }] of Object.entries(granularities)) {
      const [trend] = await apart.call("analyzeEmotionalTrends", client_id, { period });
      answer[timestamp][granularity] = name(trend.start_date);
    }
  }
  return answer;
}

const kinds = {
  descriptives,
  direction,
  rollup,
  per_client: perClient,
  tag_counts: tagCounts,
  text_search: textSearch,
  calendar_buckets: calendarBuckets,
};

/** Whether an oracle is about what the interface computes: emotional states of a sessions file, or bare times. */
export function isOurs({ kind, input }, files) {
  if (!(kind in kinds)) return false;
  return kind === "calendar_buckets" || (files.has(fileOf({ input })) && (input.value ?? "emotional_state") === "emotional_state");
}

/** The interface's answer to an oracle, in the oracle's words. */
export function ask(vaults, oracle, files) {
  const file = fileOf(oracle);
  return kinds[oracle.kind](vaults, oracle, file, files.get(file));
}
