// What a report, a caseload and a search answer, computed plainly: every store's answers must be these.

const scores = { very_negative: -2, negative: -1, neutral: 0, positive: 1, very_positive: 2 };
const dayMillis = 86_400_000;
/** What a change of the mean must exceed to have a direction, and by how much more than rounding can make of it. */
const threshold = 0.3;
const rounding = 1e-9;

const sum = (numbers) => numbers.reduce((total, one) => total + one, 0);
const mean = (numbers) => sum(numbers) / numbers.length;
const inOrder = (one, other) => (one < other ? -1 : Number(one > other));

/** The number of a state, from -2 to 2. */
export const scoreOf = (state) => scores[state];

/** When the last 90 days before an instant began. */
export const since90 = (now) => new Date(Date.parse(now) - 90 * dayMillis).toISOString();

/** What a report reads of a session. */
export const entryOf = (session) => ({
  timestamp: session.timestamp,
  score: scoreOf(session.emotional_state),
  techniques: session.techniques_used,
  flags: session.crisis_flags.length,
});

/** How far the second half's mean lies above the first half's; the middle one of an odd number belongs to the second. */
function change(numbers) {
  const half = numbers.length >> 1;
  return half === 0 ? 0 : mean(numbers.slice(half)) - mean(numbers.slice(0, half));
}

function directionOf(numbers) {
  if (numbers.length < 3) return "insufficient_data";
  const delta = change(numbers);
  if (Math.abs(delta) <= threshold + rounding) return "stable";
  return delta > 0 ? "improving" : "declining";
}

function deviation(numbers) {
  const middle = mean(numbers);
  return numbers.length < 2 ? 0 : Math.sqrt(sum(numbers.map((one) => (one - middle) ** 2)) / (numbers.length - 1));
}

function monthsOf(entries) {
  const months = new Map();
  for (const { timestamp, score } of entries) {
    const month = timestamp.slice(0, 7);
    const [count, total] = months.get(month) ?? [0, 0];
    months.set(month, [count + 1, total + score]);
  }
  return [...months].map(([month, [count, total]]) => [month, count, total / count]);
}

function techniquesOf(entries) {
  const counts = new Map();
  for (const { techniques } of entries) for (const name of techniques) counts.set(name, (counts.get(name) ?? 0) + 1);
  const mostFirst = [...counts].sort(([name, count], [other, others]) => others - count || inOrder(name, other));
  return mostFirst.slice(0, 5);
}

/** The report over entries in order of time, at least one. */
export function reportOf(entries) {
  const numbers = entries.map(({ score }) => score);
  return {
    sessions: entries.length,
    mean: mean(numbers),
    stdev: deviation(numbers),
    delta: change(numbers),
    direction: directionOf(numbers),
    months: monthsOf(entries),
    top_techniques: techniquesOf(entries),
    crisis_flags: sum(entries.map(({ flags }) => flags)),
  };
}

/** One client's row; `recent` are the scores of the last 90 days in order of time. */
export const caseloadRow = (client_id, sessions, last, recent) => ({
  client_id,
  sessions,
  last,
  n90: recent.length,
  mean90: recent.length === 0 ? null : mean(recent),
  dir90: directionOf(recent),
});

function byClient(sessions) {
  const clients = new Map();
  for (const session of sessions) {
    const own = clients.get(session.client_id);
    if (own) own.push(session);
    else clients.set(session.client_id, [session]);
  }
  return [...clients];
}

/** Every client's row, ordered by client, from all sessions in order of time within each client. */
export function caseloadOf(sessions, now) {
  const from = since90(now);
  const rows = byClient(sessions).map(([client, own]) => {
    const recent = own.filter(({ timestamp }) => timestamp >= from && timestamp < now);
    return caseloadRow(client, own.length, own.at(-1).timestamp, recent.map((session) => scoreOf(session.emotional_state)));
  });
  return rows.sort((one, other) => inOrder(one.client_id, other.client_id));
}

/** Whether a word stands in one of a session's texts. */
export function mentions(session, word) {
  const { conversation_summary, progress_notes, therapist_observations } = session;
  return [conversation_summary, progress_notes, therapist_observations].some((text) => text.toLowerCase().includes(word));
}

/** The ids of the sessions that mention a word, in order. */
export const found = (sessions, word) => sessions.filter((session) => mentions(session, word)).map(({ session_id }) => session_id).sort();
