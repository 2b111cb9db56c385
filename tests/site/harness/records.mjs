// Records to write, and the trap that reading them backwards falls into.

/** A session with the fields that must be there, and `more`. */
export function session(session_id, more = {}) {
  return { session_id, client_id: "ada", emotional_state: "neutral", timestamp: "2025-03-03T10:00:00+01:00", ...more };
}

/** Ten weekly sessions, oldest first, from very negative to very positive. */
export function recovery(client_id) {
  const states = ["very_negative", "negative", "neutral", "positive", "very_positive"];
  return Array.from({ length: 10 }, (_, week) => {
    const day = new Date(Date.UTC(2025, 0, 6 + 7 * week, 9)).toISOString();
    const emotional_state = states[Math.floor(week / 2)];
    return session(`${client_id}-${week}`, { client_id, timestamp: day, emotional_state });
  });
}

/** The bounds around `recovery`. */
export const recoveryWindow = { start_date: "2025-01-01", end_date: "2025-03-31" };

/** A list in an order that is neither its own nor the reverse, the same each time. */
export function shuffled(list) {
  return list.map((item, place) => [(place * 7) % list.length, item]).toSorted(([one], [other]) => one - other).map(([, item]) => item);
}
