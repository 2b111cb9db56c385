// What keeps records trustworthy, measured: checks of a whole vault, merges, ways in, the deletion of a client.
import { randomBytes } from "node:crypto";
import { inProfile } from "./browser.mjs";
import { median, number } from "./numbers.mjs";

const name = "practice";
const passphrase = "a bench needs a passphrase";
const SESSIONS = 100_000;
const MERGED = 10_000;

/** Middles of what several runs found, by name. */
const medians = (runs) => Object.fromEntries(Object.keys(runs[0]).map((key) => [key, median(runs.map((run) => run[key]))]));

/** Runs so many times, one after the other. */
async function repeated(count, work) {
  const found = [];
  for (let round = 0; round < count; round += 1) found.push(await work());
  return found;
}

/** A practice of 100,000 sessions is checked, then its client of ten years deleted where that can be. */
const measureChecks = (site, { rounds }) =>
  inProfile(site, async ({ fresh, restart }) => {
    const key = randomBytes(32).toString("base64");
    await fresh("fill", { name, key, total: SESSIONS, clients: 200 });
    await fresh("readALot", { name, key });
    await fresh("fillValues", SESSIONS);
    await restart();
    const checks = medians(await repeated(rounds, () => fresh("checks", { name, key, values: SESSIONS })));
    return { ...checks, deletion: await fresh("deletion", { name, key }) };
  });

const measureMerge = (site, { rounds }) =>
  inProfile(site, async ({ fresh }) => {
    const lists = await fresh("merges", { total: MERGED, passphrase, rounds });
    return Object.fromEntries(Object.entries(lists).map(([key, list]) => [key, median(list)]));
  });

/** Unlocking in pages just loaded, the vaults in turns. */
const measureWaysIn = (site, { pages }) =>
  inProfile(site, async ({ fresh }) => {
    const made = await fresh("waysIn", { passphrase });
    const lists = Object.fromEntries(made.map((vault) => [vault, []]));
    for (let round = 0; round < pages; round += 1) {
      for (const vault of made) lists[vault].push(await fresh("unlockBy", { name: vault, passphrase }));
    }
    return { one: median(lists["one-way"]), three: lists["three-ways"] ? median(lists["three-ways"]) : null };
  });

/** All of it, in milliseconds; null stands for what this build cannot do. */
export const measureTrust = async (site, effort) => ({
  checks: await measureChecks(site, effort),
  merge: await measureMerge(site, effort),
  waysIn: await measureWaysIn(site, effort),
});

const ms = (value) => `${number(value)} ms`;
const ratio = (value, raw, words) => `${number(value / raw)} x ${words}`;
const missing = "skipped: this build has no such call";

/** What reading as many values of 1 KiB takes as the log has lines, by the time that all of them took. */
const rawLines = ({ raw, entries }) => (raw * entries) / SESSIONS;

/** The figures for people. */
export function trustRows({ checks, merge, waysIn }) {
  const { raw, vault, records, log, entries, deletion } = checks;
  return [
    ["raw: getAll of 100,000 x 1 KiB", ms(raw), ""],
    [`verifyVault, ${records.toLocaleString("en")} records`, ms(vault), ratio(vault, raw, "the raw getAll")],
    [`verifyAuditLog, ${entries.toLocaleString("en")} lines`, ms(log), ratio(log, rawLines(checks), "the same for as many KiB")],
    ["raw: 5,000 puts of 1 KiB, one strict transaction", ms(merge.raw), ""],
    ["merge a backup of 10,000 sessions into an empty vault", ms(merge.first), ratio(merge.first, merge.raw, "the raw puts")],
    ["  a second one, half of it the same", ms(merge.second), ratio(merge.second, merge.raw, "the raw puts")],
    ["  the same once more, which changes nothing", ms(merge.again), ratio(merge.again, merge.raw, "the raw puts")],
    ["unlock by passphrase, one way in", ms(waysIn.one), ""],
    ["  with three ways in", ...(waysIn.three === null ? [missing, ""] : [ms(waysIn.three), ratio(waysIn.three, waysIn.one, "with one")])],
    ["delete the client of ten years", ...(deletion === null ? [missing, ""] : [ms(deletion), ratio(deletion, raw, "the raw getAll")])],
  ];
}

const atMost = (limit) => (value) => value <= limit;

/** Goals of these figures: `[work, goal, value, unit, isMet]`. What could not be measured has none. */
export function trustGoals({ trust: { checks, merge, waysIn } }) {
  const goals = [
    ["verifyVault, 100,000 sessions", "at most 5 x the raw getAll", checks.vault / checks.raw, "x", atMost(5)],
    ["verifyAuditLog", "at most 6 x the raw getAll of as many KiB", checks.log / rawLines(checks), "x", atMost(6)],
    ["merge a second backup of 10,000 sessions", "at most 2 x the first one", merge.second / merge.first, "x", atMost(2)],
  ];
  const ways = ["unlock with three ways in", "at most 1.2 x with one", waysIn.three / waysIn.one, "x", atMost(1.2)];
  return waysIn.three === null ? goals : [...goals, ways];
}
