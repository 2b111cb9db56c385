// How cost grows with the practice: the same 200 clients with ever longer histories.
import { randomBytes } from "node:crypto";
import { inProfile } from "../browser.mjs";
import { median } from "../numbers.mjs";

const clients = 200;
const name = "practice";
/** Clients imported by one call, so that the page never holds a whole practice. */
const atOnce = 10;
/** How many pages are timed for each that other parts time: a first answer takes a few milliseconds, and varies by as much. */
const turns = 3;

async function fill(fresh, key, perClient) {
  await fresh("found", { name, key });
  for (let from = 0; from < clients; from += atOnce) await fresh("grow", { name, key, from, count: atOnce, perClient });
}

/** Makes the practices, each in a browser of its own, and runs `work` with all of them. */
async function withPractices(site, [sessions, ...others], work, made = []) {
  if (sessions === undefined) return work(made);
  return inProfile(site, async (browser) => {
    const key = randomBytes(32).toString("base64");
    await fill(browser.fresh, key, sessions / clients);
    await browser.restart();
    await browser.fresh("limits");
    return withPractices(site, others, work, [...made, { ...browser, sessions, key }]);
  });
}

/** Milliseconds of the first answers to `what`, practice by practice: they take turns, so that a busy moment meets all alike. */
async function firstAnswers(practices, what, rounds) {
  const runs = practices.map(() => []);
  for (let round = 0; round < rounds; round += 1) {
    for (const [place, { fresh, key }] of practices.entries()) runs[place].push((await fresh("first", { name, key, what, again: 3 })).first);
  }
  return runs.map(median);
}

async function measureAll(practices, { pages, count }) {
  const reports = await firstAnswers(practices, "report90", pages * turns);
  const caseloads = await firstAnswers(practices, "caseload", pages * turns);
  const found = [];
  for (const [place, { fresh, stored, sessions, key }] of practices.entries()) {
    const { raw, ours } = await fresh("logs", { name, key, client: "client-0001", days: 1, count });
    const { bytes } = await fresh("memory", { name, key });
    const cold = { report: reports[place], caseload: caseloads[place] };
    found.push({ sessions, ...cold, log: median(ours), rawPut: median(raw), memoryMb: bytes / 1e6, diskMb: stored() / 1e6 });
  }
  return found;
}

/**
 * Practices of 1,000, 10,000 and 100,000 sessions, and of a million where there is time for it: medians in
 * milliseconds, and the page's memory in MB once the caseload is shown.
 */
export const measureGrowth = (site, effort) =>
  withPractices(site, [1_000, 10_000, 100_000, ...(effort.large ? [1_000_000] : [])], (practices) => measureAll(practices, effort));
