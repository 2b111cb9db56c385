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

const load = () => import(new URL("peer.js", document.baseURI).href);

async function openStore(db) {
  const { open } = await load();
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

/** In a page just loaded: the import of the module, the opening of the store, and the first answer, which it leaves open. */
async function first(db, what) {
  const loaded = await time(load);
  const opened = await time(() => openStore(db));
  const answered = await time(() => questions[what](store));
  return { loaded: loaded.ms, opened: opened.ms, cold: loaded.ms + opened.ms + answered.ms, answer: answered.result };
}

/** The first answer in a page just loaded, then the same question again. */
async function ask(db, what, again) {
  const { answer, ...cold } = await first(db, what);
  const warm = await times(again, () => questions[what](store));
  await store.close();
  return { ...cold, warm: warm.map(({ ms }) => ms), answers: [answer, ...warm.map(({ result }) => result)] };
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

globalThis.bench = { open: openStore, close: () => store.close(), prepare, fill, log, first, ask, move };
