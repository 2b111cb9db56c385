// What an application would write by itself: `idb`, and every record sealed by WebCrypto.
import { openDB } from "idb";
import { caseloadRow, entryOf, found, reportOf, scoreOf, since90 } from "../../page/answers.mjs";
import { importKey, seal, unseal } from "../sealed.mjs";

export const meta = { name: "idb-webcrypto", protects: "the records; who was seen and when stays readable, for the index" };

const batch = 1000;
/** Sorts after every instant. */
const lastOfAll = "~";
const between = (client, from, to) => IDBKeyRange.bound([client, from], [client, to], false, true);
const all = (client) => between(client, "", lastOfAll);

const upgrade = (db) => db.createObjectStore("sessions", { keyPath: "session_id" }).createIndex("timeline", ["client_id", "timestamp"]);

async function toRow(key, session) {
  const { session_id, client_id, timestamp } = session;
  return { session_id, client_id, timestamp, sealed: await seal(key, JSON.stringify(session)) };
}

const read = async (key, rows) => Promise.all(rows.map(async ({ sealed }) => JSON.parse(await unseal(key, sealed))));

function put(db, rows) {
  const { store, done } = db.transaction("sessions", "readwrite", { durability: "strict" });
  for (const row of rows) store.put(row);
  return done;
}

/** The next batch is sealed while the last one is being written. */
async function importAll(db, key, sessions) {
  let writing;
  for (let start = 0; start < sessions.length; start += batch) {
    const rows = await Promise.all(sessions.slice(start, start + batch).map((session) => toRow(key, session)));
    await writing;
    writing = put(db, rows);
  }
  await writing;
  return sessions.length;
}

/** Jumps from each client's first entry of the index to the next client's. */
async function clientsOf(index) {
  const clients = [];
  for (let cursor = await index.openKeyCursor(); cursor; cursor = await cursor.continue([cursor.key[0], lastOfAll])) clients.push(cursor.key[0]);
  return clients;
}

async function caseload(db, key, now) {
  const index = db.transaction("sessions").store.index("timeline");
  const clients = await clientsOf(index);
  const asked = clients.map((client) => [index.count(all(client)), index.openKeyCursor(all(client), "prev"), index.getAll(between(client, since90(now), now))]);
  // Everything is asked for before anything is unsealed: waiting for that would end the transaction.
  const answered = await Promise.all(asked.map((requests) => Promise.all(requests)));
  const rows = answered.map(async ([count, last, recent], place) => {
    const sessions = await read(key, recent);
    return caseloadRow(clients[place], count, last.key[1], sessions.map((session) => scoreOf(session.emotional_state)));
  });
  return Promise.all(rows);
}

/** Opens the database of this name, with a key of 32 bytes, or makes it. */
export async function open({ db: name, key: bytes }) {
  const [key, db] = await Promise.all([importKey(bytes), openDB(name, 1, { upgrade })]);
  const sessionsIn = async (range) => read(key, await db.getAllFromIndex("sessions", "timeline", range));
  return {
    logSession: async (session) => put(db, [await toRow(key, session)]),
    importSessions: (sessions) => importAll(db, key, sessions),
    report: async (client, from, to) => reportOf((await sessionsIn(between(client, from, to))).map(entryOf)),
    caseload: (now) => caseload(db, key, now),
    exportClient: async (client) => seal(key, JSON.stringify(await sessionsIn(all(client)))),
    importClient: async (file) => importAll(db, key, JSON.parse(await unseal(key, file))),
    search: async (client, word) => found(await sessionsIn(all(client)), word),
    close: () => db.close(),
  };
}
