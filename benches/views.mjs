// How soon the application shows a view of the sample's client of three years.
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { launch, serve } from "../tests/site/harness/index.mjs";
import { fillDemo, lockVault, openStart } from "../tests/site/harness/pages.mjs";
import { addressesOf, openViews, showView, views } from "../tests/site/harness/views.mjs";
import { lighthouseOf, SLOWDOWN } from "../tests/site/harness/lighthouse.mjs";
import { median } from "./numbers.mjs";

const client = "Elif Wren";
const inPage = readFileSync(join(import.meta.dirname, "page/views.mjs"), "utf8");
const nothing = `<!doctype html><meta charset="utf-8"><title>Nothing</title><p>Nothing.</p>`;

/** What the page does by itself after it was loaded must be over, as it is when somebody has typed a passphrase. */
const pause = (page) => page.waitForTimeout(1500);

/** From the start of a page's loading to its first paint. */
async function rawLoad(context, origin) {
  const page = await context.newPage();
  await page.goto(`${origin}/bench/nothing`);
  const paint = () => performance.getEntriesByName("first-contentful-paint")[0]?.startTime;
  const took = await (await page.waitForFunction(paint)).jsonValue();
  await page.close();
  return took;
}

/** From the click on “Unlock” to the caseload, with a key in the passphrase's place: its derivation is measured elsewhere. */
async function unlock(page) {
  await page.getByLabel("Passphrase", { exact: true }).fill("in place of this stands a key");
  const click = (button) => globalThis.timeClick(button, ".caseload-row");
  return page.getByRole("button", { name: "Unlock", exact: true }).evaluate(click);
}

/** Every view once, each from the view that a person comes from, as they are met for the first time in this tab. */
async function visit(page, found) {
  const addresses = await addressesOf(page, client);
  for (const name of openViews) {
    await showView(page, addresses, views[name].from);
    const asked = [addresses[name], views[name].ready];
    found[name].push(await page.evaluate((args) => globalThis.timeView(...args), asked));
  }
}

async function rounds(context, origin, count) {
  const found = { raw: [], unlocked: [], views: Object.fromEntries(openViews.map((name) => [name, []])) };
  const page = await openStart(context, origin);
  await fillDemo(page, origin);
  await lockVault(page);
  for (let round = 0; round < count; round += 1) {
    found.raw.push(await rawLoad(context, origin));
    await page.reload();
    await pause(page);
    found.unlocked.push(await unlock(page));
    await visit(page, found.views);
  }
  return found;
}

/** What Lighthouse calls the power of the weakest desktop computer that its usual slowdown is meant for. */
const POWER = 1500;

/**
 * Lighthouse's points for the speed of the locked page on a middling phone: the best of three runs, since other work
 * on the machine makes one slower and never faster. Where the machine is weaker than the usual slowdown supposes, the
 * next run is slowed down by less, as Lighthouse's docs/throttling.md advises.
 */
async function onPhone(address) {
  const runs = [];
  for (let slowdown = SLOWDOWN; runs.length < 3; slowdown = Math.max(1, SLOWDOWN * Math.min(1, runs.at(-1).power / POWER))) {
    const { scores, power } = await lighthouseOf(address, slowdown);
    runs.push({ points: scores.performance, power, slowdown });
  }
  return { points: Math.max(...runs.map(({ points }) => points)), runs };
}

/** A raw page load, the first view after unlocking, and every view after the click on it; the slowest has its name too. */
export async function measureViews(folder, { pages }) {
  const server = await serve(folder);
  const context = await launch({ serviceWorkers: "block", viewport: { width: 1280, height: 900 } });
  try {
    await context.addInitScript(inPage);
    await context.route("**/bench/nothing", (route) => route.fulfill({ contentType: "text/html", body: nothing }));
    const { raw, unlocked, views: times } = await rounds(context, server.origin, pages);
    const medians = Object.entries(times).map(([name, list]) => [name, median(list)]);
    const [slowest] = medians.toSorted(([, one], [, other]) => other - one);
    const phone = await onPhone(`${server.origin}/`);
    return { phone, raw: median(raw), unlocked: median(unlocked), slowest, each: Object.fromEntries(medians), runs: { raw, unlocked, views: times } };
  } finally {
    await context.close();
    await server.close();
  }
}
