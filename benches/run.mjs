// Measures the built site in headless Chromium beside what the browser itself takes.
//
//   node benches/run.mjs [--out FILE] [--site FOLDER] [--quick]
//
// Prints a table and writes JSON (benches/latest.json). Milliseconds of a shared machine say little: quote ratios.
import { mkdirSync, writeFileSync } from "node:fs";
import { cpus, loadavg } from "node:os";
import { dirname } from "node:path";
import { parseArgs } from "node:util";
import { measureDownload } from "./download.mjs";
import { checkGoals } from "./goals.mjs";
import { measureImport, measureLarge, measureLog, measurePractice, measureUnlocking } from "./measures.mjs";
import { printAll } from "./table.mjs";

const { values: options } = parseArgs({
  options: { out: { type: "string", default: "benches/latest.json" }, site: { type: "string", default: "dist" }, quick: { type: "boolean", default: false } },
});
const effort = options.quick ? { pages: 2, again: 9, rounds: 1, count: 50 } : { pages: 5, again: 30, rounds: 3, count: 200 };

const load = () => loadavg()[0].toFixed(1);

/** Runs one part and says how long it took and how busy the machine was. */
async function part(title, measure) {
  const start = Date.now();
  const before = load();
  const result = await measure(options.site, effort);
  console.log(`${title}: ${((Date.now() - start) / 1000).toFixed(0)} s, load average ${before} before, ${load()} after`);
  return result;
}

const results = {
  measuredAt: new Date().toISOString(),
  machine: { cores: cpus().length, node: process.version, load: loadavg() },
  download: measureDownload(options.site),
  log: await part("One session at a time", measureLog),
  bulk: await part("Imports", measureImport),
  practice: await part("A practice of 10,000 sessions", measurePractice),
  unlocking: await part("Unlocking", measureUnlocking),
  large: await part("A practice of 100,000 sessions", measureLarge),
};
const goals = checkGoals(results);
console.log("");
printAll(results, goals);
mkdirSync(dirname(options.out), { recursive: true });
writeFileSync(options.out, `${JSON.stringify({ ...results, goals }, null, 2)}\n`);
console.log(`\nWritten to ${options.out}`);
