// What is measured, in order. Every function returns plain numbers, milliseconds unless its name says otherwise.
import { randomBytes } from "node:crypto";
import { Decrypter } from "age-encryption";
import { inProfile } from "./browser.mjs";
import { median, spread } from "./numbers.mjs";

const passphrase = "a bench needs a passphrase";
const daily = "client-0000";
const weekly = "client-0001";
const name = "practice";

/** Asks for one thing in several pages just loaded, then in the same pages again. */
async function firstAndLater(fresh, key, what, { pages, again }) {
  const runs = [];
  for (let round = 0; round < pages; round += 1) runs.push(await fresh("first", { name, key, what, again }));
  return {
    first: median(runs.map((one) => one.first)),
    later: median(runs.flatMap((one) => one.later)),
    rawGet: median(runs.flatMap((one) => one.raw)),
    unlockWithKey: median(runs.map((one) => one.unlock)),
  };
}

/** How much JSON of the client a history file holds, in bytes: the size in that entry's header. */
async function historyBytes(file) {
  const decrypter = new Decrypter();
  decrypter.addPassphrase(passphrase);
  const tar = Buffer.from(await decrypter.decrypt(file, "uint8array"));
  const header = tar.indexOf("client-0001/client_history.json\0");
  return parseInt(tar.toString("latin1", header + 124, header + 135), 8);
}

async function measureFiles(fresh, key, rounds) {
  const found = await fresh("files", { name, key, passphrase, rounds });
  const jsonMb = (await historyBytes(found.file)) / 1e6;
  const part = (whole, small) => {
    const [all, fixed] = [median(whole), median(small)];
    return { ms: all, fixedMs: fixed, mbPerSecond: (1000 * jsonMb) / all, mbPerSecondWithoutFixed: (1000 * jsonMb) / (all - fixed) };
  };
  const fileMb = found.file.length / 1e6;
  return { jsonMb, fileMb, export: part(found.exports, found.smallExports), import: part(found.imports, found.smallImports) };
}

async function measureUnlock(fresh, pages) {
  const key = randomBytes(32).toString("base64");
  await fresh("pair", { passphrase, key });
  const [withPassphrase, withKey] = [[], []];
  for (let round = 0; round < pages; round += 1) {
    withPassphrase.push(await fresh("unlock", { passphrase }));
    withKey.push(await fresh("unlock", { key }));
  }
  const [all, rest] = [median(withPassphrase), median(withKey)];
  return { withPassphrase: all, withKey: rest, derivation: all - rest };
}

/** A practice of 10,000 sessions: reports, caseload, search, files, one session at a time, and what it takes on the disk. */
export const measurePractice = (site, { pages, again, rounds }) =>
  inProfile(site, async ({ fresh, restart, stored }) => {
    const key = randomBytes(32).toString("base64");
    const { ms, estimate } = await fresh("fill", { name, key, total: 10_000, clients: 200 });
    await restart();
    const bytes = { onDisk: stored(), estimate: estimate.usage };
    const limits = await fresh("limits");
    const found = { filled: ms, bytes };
    for (const what of ["report3650", "report365", "report30", "caseload", "search"]) {
      found[what] = await firstAndLater(fresh, key, what, { pages, again });
    }
    const raw = { getAll: median(limits.getAll), seal: median(limits.seal), open: median(limits.open) };
    return { ...found, raw, files: await measureFiles(fresh, key, rounds) };
  });

/** Sessions logged one at a time: for a client seen weekly, and for the one of ten years. */
export const measureLog = (site, { count }) =>
  inProfile(site, async ({ fresh }) => {
    const key = randomBytes(32).toString("base64");
    await fresh("fill", { name, key, total: 10_000, clients: 200 });
    const measured = async (client, days) => {
      const { raw, ours } = await fresh("logs", { name, key, client, days, count });
      return { raw: spread(raw), ours: spread(ours) };
    };
    return { weekly: await measured(weekly, 7), daily: await measured(daily, 1) };
  });

/** 10,000 sessions into an empty vault, beside as many raw puts. */
export const measureImport = (site, { rounds }) =>
  inProfile(site, async ({ fresh }) => {
    const { raw, ours, jsonBytes } = await fresh("imports", rounds, 10_000, 100);
    return { raw: median(raw), ours: median(ours), jsonBytes, runs: { raw, ours } };
  });

/** The caseload of 200 clients with 100,000 sessions. */
export const measureLarge = (site, { pages, again }) =>
  inProfile(site, async ({ fresh, restart, stored }) => {
    const key = randomBytes(32).toString("base64");
    const { ms } = await fresh("fill", { name, key, total: 100_000, clients: 200 });
    await restart();
    const onDisk = stored();
    await fresh("limits");
    return { filled: ms, onDisk, caseload: await firstAndLater(fresh, key, "caseload", { pages, again }) };
  });

/** Unlocking in a page just loaded, and how much of it the derivation of the key is. */
export const measureUnlocking = (site, { pages }) => inProfile(site, ({ fresh }) => measureUnlock(fresh, pages));
