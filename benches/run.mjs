// Measures the built site in headless Chromium beside what the browser itself takes.
//
//   node benches/run.mjs [--out FILE] [--site FOLDER] [--quick] [--only PART] [--large] [--storage NAME] [--markdown FILE]
//
// Prints a table and writes JSON (benches/latest.json). Milliseconds of a shared machine say little: quote ratios.
// PART is log, bulk, practice, unlocking, large, trust, views, peers, or growth, which is not part of everything. With
// --large the peers' caseload has 100,000 sessions too, and the practice that grows ends with a million, which takes some
// minutes more; --storage is where the browser keeps IndexedDB in the comparison with the peers, LevelDB or SQLite;
// --markdown writes that comparison, or the growth, into FILE (docs/performance.md), and for the latter a drawing beside
// it.
import { mkdirSync, writeFileSync } from "node:fs";
import { cpus, loadavg } from "node:os";
import { dirname } from "node:path";
import { parseArgs } from "node:util";
import { measureDownload } from "./download.mjs";
import { checkGoals } from "./goals.mjs";
import { measureGrowth } from "./growth/measure.mjs";
import { plotGrowth } from "./growth/plot.mjs";
import { measureImport, measureLarge, measureLog, measurePractice, measureUnlocking } from "./measures.mjs";
import { measurePeers } from "./peers/measure.mjs";
import { growthInMarkdown, peersInMarkdown, writeMarkdown } from "./markdown.mjs";
import { printAll } from "./table.mjs";
import { measureTrust } from "./trust.mjs";
import { measureViews } from "./views.mjs";
import { storages } from "../tests/site/harness/storages.mjs";

const parts = {
  log: ["One session at a time", measureLog],
  bulk: ["Imports", measureImport],
  practice: ["A practice of 10,000 sessions", measurePractice],
  unlocking: ["Unlocking", measureUnlocking],
  large: ["A practice of 100,000 sessions", measureLarge],
  trust: ["Checks, merges, ways in, a deletion", measureTrust],
  views: ["Views of the application", measureViews],
  peers: ["Beside other encrypted stores", measurePeers],
  growth: ["How cost grows", measureGrowth],
};
/** Takes minutes, so it must be asked for. */
const onDemand = ["growth"];

const { values: options } = parseArgs({
  options: {
    out: { type: "string", default: "benches/latest.json" },
    site: { type: "string", default: "dist" },
    quick: { type: "boolean", default: false },
    only: { type: "string" },
    large: { type: "boolean", default: false },
    storage: { type: "string", default: "LevelDB" },
    markdown: { type: "string" },
  },
});
if (options.only && !(options.only in parts)) throw new Error(`There is no part ${options.only}: ${Object.keys(parts).join(", ")}.`);
if (!(options.storage in storages)) throw new Error(`There is no storage ${options.storage}: ${Object.keys(storages).join(", ")}.`);
if (options.markdown && ![undefined, "peers", "growth"].includes(options.only)) throw new Error("--markdown needs the part peers or growth.");
const wanted = options.only ? [options.only] : Object.keys(parts).filter((name) => !onDemand.includes(name));
const effort = options.quick
  ? { pages: 2, again: 9, rounds: 1, count: 50, peers: { cold: 3, warm: 3, moves: 1, imports: 1 } }
  : { pages: 5, again: 30, rounds: 3, count: 200, peers: { cold: 9, warm: 5, moves: 9, imports: 3 } };

const load = () => loadavg()[0].toFixed(1);

/** Runs one part and says how long it took and how busy the machine was. */
async function run([title, measure]) {
  const start = Date.now();
  const before = load();
  const result = await measure(options.site, { ...effort, large: options.large, storage: options.storage });
  console.log(`${title}: ${((Date.now() - start) / 1000).toFixed(0)} s, load average ${before} before, ${load()} after`);
  return result;
}

const results = {
  measuredAt: new Date().toISOString(),
  machine: { cores: cpus().length, node: process.version, load: loadavg() },
  download: measureDownload(options.site),
};
for (const name of wanted) results[name] = await run(parts[name]);
const goals = checkGoals(results);
printAll(results, goals);
mkdirSync(dirname(options.out), { recursive: true });
writeFileSync(options.out, `${JSON.stringify({ ...results, goals }, null, 2)}\n`);
if (options.markdown && results.peers) writeMarkdown(options.markdown, "peers", peersInMarkdown(goals.filter(({ part }) => part === "peers"), results.peers));
if (options.markdown && results.growth) {
  writeMarkdown(options.markdown, "growth", growthInMarkdown(goals.filter(({ part }) => part === "growth"), results.growth));
  plotGrowth(options.markdown.replace(/\.md$/, "-growth.svg"), results.growth);
}
console.log(`\nWritten to ${options.out}`);
