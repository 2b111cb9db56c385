// What runs in the measured page. Times are lists of milliseconds; raw limits alternate with the tracker's work.
import { TherapeuticProgressTracker as Tracker } from "/tracker.js";
import { aesGcm, getMany, getOne, openRaw, putAll, randomBytes, remove } from "./raw.mjs";
import { daily, growing, history, now, practice, rareWord, session } from "./sessions.mjs";
import { bytesOf, time, times } from "./timing.mjs";
import * as trust from "./trust.mjs";

const windows = { report30: 30, report90: 90, report365: 365, report3650: 3650 };
const rawName = "raw";
const wideKey = "64 KiB";
const dayMillis = 86_400_000;
const pause = () => new Promise((resolve) => setTimeout(resolve, 300));

/** What is measured by name, on an unlocked tracker. */
const answers = {
  ...Object.fromEntries(Object.entries(windows).map(([name, days]) => [name, (tracker) => tracker.generateProgressReport(daily, { timeframe_days: days, as_of: now })])),
  caseload: (tracker) => tracker.getCaseload({ as_of: now }),
  search: (tracker) => tracker.searchSessions(rareWord, { client_id: daily }),
};

/** Runs two pieces of work in turns. */
async function inTurns(count, one, other) {
  const lists = [[], []];
  for (let place = 0; place < count; place += 1) {
    lists[0].push((await time(() => one(place))).ms);
    lists[1].push((await time(() => other(place))).ms);
  }
  return lists;
}

/** Makes a vault behind a key and fills it with a practice; the time is that of the import alone. */
async function fill({ name, key, total, clients }) {
  const tracker = await Tracker.create({ name, key: bytesOf(key) });
  const sessions = practice(total, clients);
  const { ms, result } = await time(() => tracker.importSessions(sessions));
  if (result.imported !== sessions.length) throw new Error(`${result.imported} of ${sessions.length} sessions were imported`);
  await tracker.lock();
  return { ms, estimate: await navigator.storage.estimate() };
}

/** The raw limits that stand alone. */
async function limits() {
  const db = await openRaw(rawName);
  await putAll(db, [[wideKey, randomBytes(65_536)]]);
  await putAll(db, Array.from({ length: 3650 }, (_, place) => [place + 1, randomBytes(1024)]));
  const cipher = await aesGcm();
  await times(3, cipher.seal);
  const found = {
    getAll: await times(9, () => getMany(db, 1, 3650)),
    seal: await times(15, cipher.seal),
    open: await times(15, cipher.open),
  };
  db.close();
  return found;
}

/** Imports 10,000 sessions into fresh vaults, in turns with as many raw puts into fresh databases. */
async function imports(rounds, total, clients) {
  const sessions = practice(total, clients);
  const values = sessions.map((_, place) => [place, randomBytes(1024)]);
  const key = randomBytes(32);
  const ours = async (round) => {
    const tracker = await Tracker.create({ name: `import-${round}`, key });
    const { ms } = await time(() => tracker.importSessions(sessions));
    await tracker.lock();
    return ms;
  };
  const raw = async (round) => {
    const db = await openRaw(`puts-${round}`);
    const { ms } = await time(() => putAll(db, values));
    db.close();
    return ms;
  };
  const lists = { raw: [], ours: [] };
  for (let round = 0; round < rounds; round += 1) {
    lists.raw.push(await raw(round));
    lists.ours.push(await ours(round));
    await remove(`puts-${round}`);
  }
  return { ...lists, jsonBytes: JSON.stringify(sessions).length };
}

/** Logs sessions one by one for a client, in turns with raw puts of 1 KiB. */
async function logs({ name, key, client, days, count }) {
  const tracker = await Tracker.unlock({ name, key: bytesOf(key) });
  const db = await openRaw(rawName);
  const values = Array.from({ length: count + 10 }, (_, place) => [[`${client} ${place}`, randomBytes(1024)]]);
  const start = Date.parse(now) + 10 * 3_600_000;
  const made = values.map((_, place) => session(client, 100_000 + place, new Date(start + place * days * dayMillis).toISOString()));
  await inTurns(10, (place) => putAll(db, values[count + place]), (place) => tracker.logSession(made[count + place]));
  const [raw, ours] = await inTurns(count, (place) => putAll(db, values[place]), (place) => tracker.logSession(made[place]));
  db.close();
  await tracker.lock();
  return { raw, ours };
}

/** In blocks that take turns: what the tracker still writes to its log after an answer must not slow the raw gets down. */
async function inBlocks(blocks, count, one, other) {
  const lists = [[], []];
  for (let block = 0; block < blocks; block += 1) {
    await pause();
    lists[0].push(...(await times(count, one)));
    lists[1].push(...(await times(count, other)));
  }
  return lists;
}

/** In a page just loaded: unlocks, asks for one thing, and asks again in turns with the raw get. */
async function first({ name, key, what, again }) {
  const unlocked = await time(() => Tracker.unlock({ name, key: bytesOf(key) }));
  const tracker = unlocked.result;
  const asked = await time(() => answers[what](tracker));
  const db = await openRaw(rawName);
  await times(5, () => getOne(db, wideKey));
  const [raw, later] = await inBlocks(3, again / 3, () => getOne(db, wideKey), () => answers[what](tracker));
  db.close();
  await tracker.lock();
  return { unlock: unlocked.ms, first: asked.ms, later, raw };
}

/** Exports the ten-year client and one with a single session, and imports both files into fresh vaults. */
async function files({ name, key, passphrase, rounds }) {
  const tracker = await Tracker.unlock({ name, key: bytesOf(key) });
  const small = "client-small";
  await tracker.importSessions(history(small, 1, 1, 99));
  const found = { exports: [], imports: [], smallExports: [], smallImports: [] };
  for (let round = 0; round < rounds; round += 1) {
    for (const [client, out, back] of [[daily, found.exports, found.imports], [small, found.smallExports, found.smallImports]]) {
      const file = await time(() => tracker.exportClientHistory(client, { passphrase }));
      out.push(file.ms);
      const fresh = await Tracker.create({ name: `files-${client}-${round}`, key: randomBytes(32) });
      back.push((await time(() => fresh.importHistory(file.result, { passphrase }))).ms);
      await fresh.lock();
      if (client === daily) found.file = file.result;
    }
  }
  await tracker.lock();
  return found;
}

/** Two vaults with the same records, one behind a passphrase and one behind a key. */
async function pair({ passphrase, key }) {
  const sessions = practice(5_000, 200);
  for (const secret of [{ name: "behind-passphrase", passphrase }, { name: "behind-key", key: bytesOf(key) }]) {
    const tracker = await Tracker.create(secret);
    await tracker.importSessions(sessions);
    await tracker.lock();
  }
}

/** In a page just loaded: how long it takes to unlock one of the pair. */
async function unlock({ passphrase, key }) {
  const secret = passphrase ? { name: "behind-passphrase", passphrase } : { name: "behind-key", key: bytesOf(key) };
  const { ms, result } = await time(() => Tracker.unlock(secret));
  await result.lock();
  return ms;
}

/** An empty vault. */
async function found({ name, key }) {
  await (await Tracker.create({ name, key: bytesOf(key) })).lock();
}

/** Adds clients with so many daily sessions each. */
async function grow({ name, key, from, count, perClient }) {
  const tracker = await Tracker.unlock({ name, key: bytesOf(key) });
  for (let client = from; client < from + count; client += 1) await tracker.importSessions(growing(client, perClient));
  await tracker.lock();
}

/** What the page takes in memory, the core's included, once the caseload was asked for. */
async function memory({ name, key }) {
  const tracker = await Tracker.unlock({ name, key: bytesOf(key) });
  const caseload = await tracker.getCaseload({ as_of: now });
  const { bytes } = await performance.measureUserAgentSpecificMemory();
  await tracker.lock();
  return { bytes, clients: caseload.length };
}

globalThis.bench = { found, grow, memory, fill, limits, imports, logs, first, files, pair, unlock, ...trust };
