// How cost grows with the practice: the same 200 clients with ever longer histories.
import { randomBytes } from "node:crypto";
import { inProfile } from "../browser.mjs";
import { median } from "../numbers.mjs";

const clients = 200;
const name = "practice";
/** Clients imported by one call, so that the page never holds a whole practice. */
const atOnce = 10;

async function fill(fresh, key, perClient) {
  await fresh("found", { name, key });
  for (let from = 0; from < clients; from += atOnce) await fresh("grow", { name, key, from, count: atOnce, perClient });
}

/** One practice of so many sessions: medians in milliseconds, and the page's memory in MB once the caseload is shown. */
const measureOne = (site, sessions, { pages, count }) =>
  inProfile(site, async ({ fresh, restart, stored }) => {
    const key = randomBytes(32).toString("base64");
    await fill(fresh, key, sessions / clients);
    await restart();
    await fresh("limits");
    const asked = async (what) => {
      const runs = [];
      for (let round = 0; round < pages; round += 1) runs.push((await fresh("first", { name, key, what, again: 3 })).first);
      return median(runs);
    };
    const [report, caseload] = [await asked("report90"), await asked("caseload")];
    const { raw, ours } = await fresh("logs", { name, key, client: "client-0001", days: 1, count });
    const { bytes } = await fresh("memory", { name, key });
    return { sessions, report, caseload, log: median(ours), rawPut: median(raw), memoryMb: bytes / 1e6, diskMb: stored() / 1e6 };
  });

/** Practices of 1,000, 10,000 and 100,000 sessions, and of a million where there is time for it. */
export async function measureGrowth(site, effort) {
  const sizes = [1_000, 10_000, 100_000, ...(effort.large ? [1_000_000] : [])];
  const found = [];
  for (const size of sizes) found.push(await measureOne(site, size, effort));
  return found;
}
