// The tracker behind the interface of a benchmark of session stores: the same work for each store, every answer checked.
// `tracker.js` of the built site lies beside this file when it is served.
import { TherapeuticProgressTracker } from "./tracker.js";

/** History files need a passphrase; what a benchmark seals protects nobody. */
const passphrase = "the same for every run";

export const meta = {
  name: "tracker",
  encrypted: true,
  protects: "all but the number, size and grouping of boxes",
  durability: { strict: "strict, always", relaxed: "strict, always" },
};

const isoOf = (instant) => new Date(instant).toISOString();
/** The same of an instant that we were given: most are in UTC and to the second, and a caseload has hundreds of them. */
const isoOfStored = (instant) => (/^.{19}Z$/.test(instant) ? `${instant.slice(0, 19)}.000Z` : isoOf(instant));
/** The last instant before an open end. */
const before = (end) => isoOf(Date.parse(end) - 1);
/** Bounds that are no dates, as "0000" and "9999", bound nothing; a report then takes in all of three centuries. */
const isDate = (bound) => /^\d{4}-\d{2}-\d{2}/.test(bound);
const bounds = (from, to) => ({ start_date: isDate(from) ? from : "1900-01-01", end_date: isDate(to) ? before(to) : "2199-12-31" });

/** Nothing is asked before the vault itself: another program, too, finds out by unlocking whether there is one. */
async function openVault(name, key) {
  try {
    return await TherapeuticProgressTracker.unlock({ name, key });
  } catch (error) {
    if (error.code !== "vault_not_found") throw error;
    return TherapeuticProgressTracker.create({ name, key });
  }
}

function toReport({ sessions_count, emotional_trends: [trend], months, techniques, crisis_flags_count }) {
  return {
    sessions: sessions_count,
    mean: trend.avg_emotional_score,
    stdev: trend.volatility,
    delta: trend.second_half_mean - trend.first_half_mean,
    direction: trend.trend_direction,
    months: months.map((month) => [month.start_date.slice(0, 7), month.data_points, month.avg_emotional_score]),
    top_techniques: techniques.slice(0, 5).map(({ name, sessions }) => [name, sessions]),
    crisis_flags: crisis_flags_count,
  };
}

const toRow = (client) => ({
  client_id: client.client_id,
  sessions: client.sessions_count,
  last: isoOfStored(client.last_session),
  n90: client.sessions_90_days,
  mean90: client.avg_emotional_score,
  dir90: client.trend_direction,
});

const byClient = (a, b) => (a.client_id < b.client_id ? -1 : 1);

/** Opens the vault of this name with a key of 32 bytes, or makes it. */
export async function open({ db, key }) {
  const tracker = await openVault(db, key);
  return {
    logSession: (session) => tracker.logSession(session),
    importSessions: (sessions) => tracker.importSessions(sessions),
    report: async (client, from, to) =>
      toReport(await tracker.generateProgressReport(client, bounds(from, to))),
    caseload: async (now) => (await tracker.getCaseload({ as_of: before(now) })).map(toRow).sort(byClient),
    exportClient: (client) => tracker.exportClientHistory(client, { passphrase }),
    importClient: async (file) => (await tracker.importHistory(file, { passphrase })).sessions,
    search: async (client, word) => {
      const found = await tracker.searchSessions(word, { client_id: client });
      return found.map((session) => session.session_id).sort();
    },
    close: () => tracker.lock(),
  };
}
