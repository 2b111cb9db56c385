// What keeps records trustworthy: checking all of them, merging backups, several ways in, and deleting a client.
import { TherapeuticProgressTracker as Tracker } from "/tracker.js";
import { getMany, openRaw, putAll, randomBytes } from "./raw.mjs";
import { daily, history, practice } from "./sessions.mjs";
import { bytesOf, time } from "./timing.mjs";

const READS = 5_000;

/** Reads some thousand sessions one by one, so that the log has as many lines as a busy year leaves. */
export async function readALot({ name, key }) {
  const tracker = await Tracker.unlock({ name, key: bytesOf(key) });
  const sessions = await tracker.getSessions(daily, { limit: 100 });
  for (let place = 0; place < READS; place += 1) await tracker.getSession(sessions[place % 100].session_id);
  await tracker.lock();
}

/** In a page just loaded: checks every record, then every line of the log, beside reading as many bytes as they take. */
export async function checks({ name, key, values }) {
  const db = await openRaw("values");
  const tracker = await Tracker.unlock({ name, key: bytesOf(key) });
  const raw = await time(() => getMany(db, 1, values));
  const vault = await time(() => tracker.verifyVault());
  const log = await time(() => tracker.verifyAuditLog());
  await tracker.lock();
  db.close();
  if (vault.result.damaged.length > 0 || !log.result.intact) throw new Error("The vault that was measured is damaged.");
  return { raw: raw.ms, vault: vault.ms, records: vault.result.records, log: log.ms, entries: log.result.entries };
}

/** Fills a database with values of 1 KiB to read beside. */
export async function fillValues(values) {
  const db = await openRaw("values");
  for (let first = 1; first <= values; first += 10_000) {
    const count = Math.min(10_000, values - first + 1);
    await putAll(db, Array.from({ length: count }, (_, place) => [first + place, randomBytes(1024)]));
  }
  db.close();
}

const shared = 5_000;

/** The sessions of two devices: half of each are the other's too. */
function twoDevices(total) {
  const common = practice(shared, 50);
  const alone = (device) =>
    Array.from({ length: 50 }, (_, client) => history(`${device}-${client}`, (total - shared) / 50, 7, client + (device === "a" ? 100 : 200))).flat();
  return ["a", "b"].map((device) => [...common, ...alone(device)]);
}

async function backupOf(name, sessions, passphrase) {
  const tracker = await Tracker.create({ name, key: randomBytes(32) });
  await tracker.importSessions(sessions);
  const file = await tracker.exportVault({ passphrase });
  await tracker.lock();
  return file;
}

/** Merges two backups that share half of their sessions into one vault, in turns with as many raw puts as are new. */
export async function merges({ total, passphrase, rounds }) {
  const devices = twoDevices(total);
  const files = [];
  for (const [place, sessions] of devices.entries()) files.push(await backupOf(`device-${place}`, sessions, passphrase));
  const values = devices[0].slice(shared).map((_, place) => [place, randomBytes(1024)]);
  const lists = { raw: [], first: [], second: [], again: [] };
  for (let round = 0; round < rounds; round += 1) {
    const db = await openRaw(`merge-puts-${round}`);
    lists.raw.push((await time(() => putAll(db, values))).ms);
    db.close();
    const tracker = await Tracker.create({ name: `merged-${round}`, key: randomBytes(32) });
    const merge = (file) => time(() => tracker.importHistory(file, { passphrase }));
    const [first, second, again] = [await merge(files[0]), await merge(files[1]), await merge(files[1])];
    await tracker.lock();
    if (second.result.added !== total - shared || again.result.added !== 0) throw new Error("The merge did not bring what it should.");
    for (const [list, { ms }] of [["first", first], ["second", second], ["again", again]]) lists[list].push(ms);
  }
  return lists;
}

/** Makes a vault with one way in and, where more can be added, one with three; answers which there are. */
export async function waysIn({ passphrase }) {
  const sessions = practice(5_000, 200);
  const made = [];
  for (const [name, more] of [["one-way", false], ["three-ways", true]]) {
    const tracker = await Tracker.create({ name, passphrase });
    const able = typeof tracker.addRecoveryCode === "function" && typeof tracker.addPasskey === "function";
    if (!more || able) {
      await tracker.importSessions(sessions);
      if (more) {
        await tracker.addRecoveryCode();
        await tracker.addPasskey({ salt: randomBytes(16), credential_id: randomBytes(32), secret: randomBytes(32) });
      }
      made.push(name);
    }
    await tracker.lock();
  }
  return made;
}

/** In a page just loaded: how long it takes to unlock a vault by its passphrase. */
export async function unlockBy({ name, passphrase }) {
  const { ms, result } = await time(() => Tracker.unlock({ name, passphrase }));
  await result.lock();
  return ms;
}

/** Deletes the client of ten years, where clients can be deleted; none where they cannot. */
export async function deletion({ name, key }) {
  const tracker = await Tracker.unlock({ name, key: bytesOf(key) });
  const able = typeof tracker.deleteClient === "function";
  const ms = able ? (await time(() => tracker.deleteClient(daily, { reason: "measured" }))).ms : null;
  await tracker.lock();
  return ms;
}
