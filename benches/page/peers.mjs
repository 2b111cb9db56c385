// What runs in a page of one store in the comparison. `peer.js` beside it is the store; times are in milliseconds.
import { daily, now } from "./sessions.mjs";
import { importedSessions, loggedSessions, tiny, windows, word } from "./comparison.mjs";

/** What is derived from a passphrase elsewhere, and handed to every store alike. */
const key = Uint8Array.from({ length: 32 }, (_, place) => (place * 37 + 11) % 256);

const questions = {
  ...Object.fromEntries(Object.entries(windows).map(([name, [from, to]]) => [name, (store) => store.report(daily, from, to)])),
  caseload: (store) => store.caseload(now),
  search: (store) => store.search(daily, word),
};

let store, prepared;

async function openStore(db) {
  const { open } = await import(new URL("peer.js", document.baseURI).href);
  store = await open({ db, key, durability: "strict" });
}

async function time(work) {
  const start = performance.now();
  const result = await work();
  return { ms: performance.now() - start, result };
}

async function times(count, work) {
  const list = [];
  for (let place = 0; place < count; place += 1) list.push(await time(() => work(place)));
  return list;
}

/** Makes the sessions that `fill` imports. */
function prepare(total) {
  prepared = importedSessions(total);
}

/** Imports a practice of so many sessions into an empty database; making them is not part of the time. */
async function fill(db, total) {
  if (!prepared) prepare(total);
  const sessions = prepared;
  await openStore(db);
  const { ms } = await time(() => store.importSessions(sessions));
  await store.close();
  return ms;
}

/** Logs sessions one by one into the store that is open in this page; how long each took. */
async function log(from, to) {
  const made = loggedSessions().slice(from, to);
  const logged = await times(made.length, (place) => store.logSession(made[place]));
  return logged.map(({ ms }) => ms);
}

/** In a page just loaded: from the import of the module to the first answer, then the same question again. */
async function ask(db, what, again) {
  const opened = await time(() => openStore(db));
  const first = await time(() => questions[what](store));
  const warm = await times(again, () => questions[what](store));
  await store.close();
  return { opened: opened.ms, cold: opened.ms + first.ms, warm: warm.map(({ ms }) => ms), answers: [first, ...warm].map(({ result }) => result) };
}

async function moved(client, db, into) {
  await openStore(db);
  const written = await time(() => store.exportClient(client));
  await store.close();
  await openStore(into);
  const read = await time(() => store.importClient(written.result));
  return { export: written.ms, import: read.ms, sessions: read.result };
}

/** Exports the client of ten years and one with a single session, and imports each file into an empty database. */
async function move(db, into) {
  const small = await moved(tiny, db, `${into}-small`);
  await store.close();
  const large = await moved(daily, db, into);
  const answer = await questions.report3650(store);
  await store.close();
  return { small, large, answer };
}

globalThis.bench = { open: openStore, close: () => store.close(), prepare, fill, log, ask, move };
