// Lighthouse over a page of the site, in a browser that has never seen it.
import { mkdtempSync, readFileSync } from "node:fs";
import { rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import lighthouse, { defaultConfig } from "lighthouse";
import { launch } from "./launch.mjs";

/** Lighthouse's usual slowdown, which makes a middling phone of a strong desktop computer. */
export const SLOWDOWN = 4;
const categories = ["accessibility", "best-practices", "performance"];

/** The port on which a browser that was started with one of its own choice listens. */
const portOf = (profile) => Number(readFileSync(join(profile, "DevToolsActivePort"), "utf8").split("\n", 1)[0]);

/** Audits by what became of them: `manual` asks a person, `error` failed, `notApplicable` needs what is not here. */
function auditsOf({ audits, categories: found }, mode, names = categories) {
  const ids = new Set(names.flatMap((name) => found[name].auditRefs.map(({ id }) => id)));
  return Object.values(audits).filter(({ id, scoreDisplayMode }) => ids.has(id) && scoreDisplayMode === mode);
}

/** Audits that count towards a category and lost something. */
function lostIn({ audits }, { auditRefs }) {
  const counted = auditRefs.filter(({ weight }) => weight > 0).map(({ id }) => audits[id]);
  return counted.filter(({ score }) => score !== null && score < 1).map(({ id, displayValue = "" }) => `${id} ${displayValue}`.trim());
}

/** What Lighthouse ends with where Chromium's recording lacks what every recording of a page begins with. */
const UNRECORDED = ["NO_TRACING_STARTED", "NO_RESOURCE_REQUEST", "NO_NAVSTART", "NO_DCL"];
const RECORDINGS = 3;

/**
 * Lighthouse's result. A recording that Chromium lost says nothing of the page, and is made again, as Lighthouse's
 * own message asks; whatever a complete one finds wrong stands.
 */
async function recorded(address, flags, left = RECORDINGS) {
  const { lhr } = await lighthouse(address, flags);
  const lost = lhr.runtimeError?.code;
  if (left === 1 || !UNRECORDED.includes(lost)) return lhr;
  console.error(`Chromium lost the recording of the page (${lost}): Lighthouse looks again.`);
  return recorded(address, flags, left - 1);
}

/**
 * What Lighthouse says of an address, seen on a middling phone with a slow connection, on which everything takes
 * `slowdown` times as long as here. `power` is Lighthouse's own measure of this machine.
 *
 * `scores` are 0 to 100 by category, and `lost` names what each lost them by. `failed` are audits that broke,
 * `unjudged` those that only a public host could be judged by, `manual` those that are left to people.
 */
export async function lighthouseOf(address, slowdown = SLOWDOWN) {
  const profile = mkdtempSync(join(tmpdir(), "tracker-profile-"));
  const context = await launch({ profile, args: ["--remote-debugging-port=0"] });
  try {
    const throttling = { ...defaultConfig.settings.throttling, cpuSlowdownMultiplier: slowdown };
    const lhr = await recorded(address, { port: portOf(profile), onlyCategories: categories, logLevel: "error", throttling });
    const byCategory = (value) => Object.fromEntries(categories.map((name) => [name, value(lhr.categories[name])]));
    return {
      scores: byCategory(({ score }) => Math.round(100 * score)),
      lost: byCategory((category) => lostIn(lhr, category)),
      failed: auditsOf(lhr, "error").map(({ id, errorMessage }) => `${id}: ${errorMessage}`),
      unjudged: auditsOf(lhr, "notApplicable", ["best-practices"]).map(({ title }) => title),
      manual: auditsOf(lhr, "manual").map(({ title }) => title),
      power: lhr.environment.benchmarkIndex,
    };
  } finally {
    await context.close();
    await rm(profile, { recursive: true, force: true, maxRetries: 20, retryDelay: 100 });
  }
}
