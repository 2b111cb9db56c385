// The SQL. A covering index answers reports and the caseload without touching a text.

const columns = "session_id, client_id, timestamp, emotional_state, flags, techniques, summary, notes, observations, rest";

/** ChaCha20-Poly1305 for each page, under a key that is used as it is; what is committed is on the disk. */
export const unlock = (key) => `
  PRAGMA cipher = 'chacha20';
  PRAGMA key = 'raw:${key}';
  PRAGMA locking_mode = exclusive;
  PRAGMA journal_mode = wal;
  PRAGMA synchronous = full;
  PRAGMA cache_size = -65536;
  PRAGMA temp_store = memory;`;

export const schema = `
  CREATE TABLE IF NOT EXISTS sessions (
    session_id TEXT PRIMARY KEY, client_id TEXT NOT NULL, timestamp TEXT NOT NULL, emotional_state TEXT NOT NULL,
    flags INTEGER NOT NULL, techniques TEXT NOT NULL, summary TEXT NOT NULL, notes TEXT NOT NULL,
    observations TEXT NOT NULL, rest TEXT NOT NULL);
  CREATE INDEX IF NOT EXISTS timeline ON sessions (client_id, timestamp, emotional_state, flags, techniques);`;

/** A session's values in the order of the columns. */
export function toRow(session) {
  const { session_id, client_id, timestamp, emotional_state, techniques_used, conversation_summary, progress_notes, therapist_observations, ...rest } = session;
  const texts = [conversation_summary, progress_notes, therapist_observations];
  return [session_id, client_id, timestamp, emotional_state, rest.crisis_flags.length, JSON.stringify(techniques_used), ...texts, JSON.stringify(rest)];
}

const places = columns.split(", ").map((_, place) => `value ->> ${place}`);
export const insert = `INSERT INTO sessions (${columns}) SELECT ${places} FROM json_each(?1)`;

export const entries = `
  SELECT group_concat(timestamp || char(9) || emotional_state || char(9) || flags || char(9) || techniques, char(10) ORDER BY timestamp)
  FROM sessions WHERE client_id = ?1 AND timestamp >= ?2 AND timestamp < ?3`;

export const caseload = `
  SELECT client_id, count(*), max(timestamp),
    group_concat(CASE WHEN timestamp >= ?1 AND timestamp < ?2 THEN emotional_state END, ',' ORDER BY timestamp)
  FROM sessions GROUP BY client_id ORDER BY client_id`;

export const search = `
  SELECT session_id FROM sessions
  WHERE client_id = ?1 AND (summary LIKE ?2 OR notes LIKE ?2 OR observations LIKE ?2)`;

const field = (name, column) => `'"${name}":' || json_quote(${column})`;
const fields = [
  ...["session_id", "client_id", "timestamp", "emotional_state"].map((name) => field(name, name)),
  field("conversation_summary", "summary"),
  field("progress_notes", "notes"),
  field("therapist_observations", "observations"),
  `'"techniques_used":' || techniques`,
].join(" || ',' || ");

/** A client's sessions as one JSON text, oldest first. */
export const history = `
  SELECT '[' || group_concat('{' || ${fields} || ',' || substr(rest, 2), ',' ORDER BY timestamp) || ']'
  FROM sessions WHERE client_id = ?1`;
