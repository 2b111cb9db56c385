// SQLite on the origin's private file system, every page of the database sealed.
import initialise from "@evolu/sqlite-wasm";
import { caseloadRow, reportOf, scoreOf, since90 } from "../../page/answers.mjs";
import { importKey, seal, unseal } from "../sealed.mjs";
import * as sql from "./statements.mjs";

const batch = 500;
const hex = (bytes) => Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("");

let fileKey, pool, db;
const prepared = new Map();

function prepare(text) {
  if (!prepared.has(text)) prepared.set(text, db.prepare(text));
  return prepared.get(text);
}

/** Runs a statement, and answers its rows. */
function run(text, ...values) {
  const statement = prepare(text);
  const rows = [];
  try {
    statement.bind(values);
    while (statement.step()) rows.push(statement.get([]));
  } finally {
    statement.reset();
  }
  return rows;
}

/** Many rows go in as one JSON text: that crosses into the database far less often. */
function insert(sessions) {
  for (let start = 0; start < sessions.length; start += batch) run(sql.insert, JSON.stringify(sessions.slice(start, start + batch).map(sql.toRow)));
}

async function open(name, key) {
  const sqlite = await initialise({ print: () => undefined, printErr: console.error });
  [pool, fileKey] = await Promise.all([sqlite.installOpfsSAHPoolVfs({ name: "opfs-sahpool", directory: `/${name}` }), importKey(key)]);
  db = new pool.OpfsSAHPoolDb("file:/sessions.db?vfs=multipleciphers-opfs-sahpool");
  db.exec(sql.unlock(hex(key)));
  db.exec(sql.schema);
}

function importSessions(sessions) {
  db.transaction("IMMEDIATE", () => insert(sessions));
  return sessions.length;
}

/** The entries come as one text, since each value that crosses by itself takes longer than its share of the query. */
function report(client, from, to) {
  const [[text]] = run(sql.entries, client, from, to);
  const entries = text.split("\n").map((line) => {
    const [timestamp, state, flags, techniques] = line.split("\t");
    return { timestamp, score: scoreOf(state), flags: Number(flags), techniques: JSON.parse(techniques) };
  });
  return reportOf(entries);
}

function caseload(now) {
  const rows = run(sql.caseload, since90(now), now);
  return rows.map(([client, count, last, recent]) => caseloadRow(client, count, last, recent ? recent.split(",").map(scoreOf) : []));
}

function close() {
  for (const statement of prepared.values()) statement.finalize();
  prepared.clear();
  db.close();
  pool.pauseVfs();
}

const api = {
  open,
  importSessions,
  report,
  caseload,
  close,
  logSession: (session) => insert([session]),
  exportClient: (client) => seal(fileKey, run(sql.history, client)[0][0]),
  importClient: async (file) => importSessions(JSON.parse(await unseal(fileKey, file))),
  search: (client, word) => run(sql.search, client, `%${word}%`).flat().sort(),
};

globalThis.onmessage = async ({ data: { call, name, args } }) => {
  try {
    globalThis.postMessage({ call, value: await api[name](...args) });
  } catch (error) {
    globalThis.postMessage({ call, failed: error.message });
  }
};
