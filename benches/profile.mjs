// Where the time goes: Chromium's profiler over one session logged, a cold report, a cold search, an import, and a
// history file out and back.
//
//   node benches/profile.mjs [--site FOLDER] [--store NAME] [--names] [--only log|report|search|move]
//
// Prints each work's time by what the page's thread did. Sampling slows the work down: read the shares. With --names
// the core's functions have theirs, and its rooms their sums; that takes half a minute more.
import { parseArgs } from "node:util";
import { run } from "./browser.mjs";
import { number } from "./numbers.mjs";
import { inOneBrowser } from "./peers/browser.mjs";
import { functionNamesOfCore } from "./wasm-names.mjs";

const sampleMicros = 100;
const pages = 9;
const shown = 12;

const kinds = {
  waiting: ({ functionName }) => functionName === "(idle)",
  "the browser's own code": ({ functionName, url }) => functionName === "(program)" || (url === "" && !functionName.startsWith("(")),
  "garbage collection": ({ functionName }) => functionName === "(garbage collector)",
  WebAssembly: ({ url }) => url.startsWith("wasm:"),
  JavaScript: () => true,
};
const kindOf = (frame) => Object.keys(kinds).find((kind) => kinds[kind](frame));
const fileOf = ({ url }) => (url.startsWith("wasm:") ? "wasm" : url.split("/").pop() || "browser");

/** From the first sample inside the page's own code to the last: what is before and after belongs to the profiler. */
function ownPart(samples) {
  const isOwn = ({ frame }) => frame.url !== "";
  return samples.slice(samples.findIndex(isOwn), samples.findLastIndex(isOwn) + 1);
}

/** Milliseconds by frame that ran, while `work` ran in a page. */
async function sample(page, work) {
  const client = await page.context().newCDPSession(page);
  await client.send("Profiler.enable");
  await client.send("Profiler.setSamplingInterval", { interval: sampleMicros });
  await client.send("Profiler.start");
  await work();
  const { profile } = await client.send("Profiler.stop");
  await client.detach();
  const frames = new Map(profile.nodes.map(({ id, callFrame }) => [id, callFrame]));
  return ownPart(profile.samples.map((id, place) => ({ frame: frames.get(id), ms: profile.timeDeltas[place] / 1000 })));
}

function totals(samples, nameOf) {
  const sums = new Map();
  for (const { frame, ms } of samples) sums.set(nameOf(frame), (sums.get(nameOf(frame)) ?? 0) + ms);
  return [...sums].sort(([, one], [, other]) => other - one);
}

let names = new Map();

/** What a frame ran: a function's name, as far as it is known. */
function nameOf(frame) {
  const number = /^wasm-function\[(\d+)\]$/.exec(frame.functionName)?.[1];
  const place = `(at ${frame.lineNumber + 1}:${frame.columnNumber + 1})`;
  return `${fileOf(frame)} ${names.get(Number(number)) ?? (frame.functionName || place)}`;
}

/** The room of the core that a function stands in, or the crate that it comes from. */
const roomOf = (frame) => /^wasm\W+(?:\w+ as )?(\w+)/.exec(nameOf(frame).replace(/dyn |&|mut /g, ""))?.[1] ?? "others";

/** Prints the time by kind, and the functions that took most of it themselves. */
function print(title, samples, count) {
  const all = samples.reduce((sum, { ms }) => sum + ms, 0);
  const line = ([name, ms]) => `  ${number(ms / count).padStart(8)} ms ${((100 * ms) / all).toFixed(0).padStart(3)} %  ${name}`;
  const section = (heading, sums) => [`  ${heading}`, ...sums.slice(0, shown).map(line)];
  const lines = [`\n${title}: ${number(all / count)} ms while sampled`, ...totals(samples, kindOf).map(line)];
  const busy = samples.filter(({ frame }) => kindOf(frame) !== "waiting");
  lines.push(...section("of which, by function:", totals(busy, nameOf)));
  if (names.size > 0) lines.push(...section("WebAssembly, by room or crate:", totals(busy.filter(({ frame }) => kindOf(frame) === "WebAssembly"), roomOf)));
  console.log(lines.join("\n"));
}

async function profileImport(store) {
  const page = await store.open();
  await run(page, "prepare", 10_000);
  const samples = await sample(page, () => run(page, "fill", "main", 10_000));
  await page.close();
  print("Import 10,000 sessions", samples, 1);
}

async function profileLog(store) {
  const page = await store.open();
  await run(page, "open", "main");
  await run(page, "log", 0, 50);
  const samples = await sample(page, () => run(page, "log", 50, 200));
  await run(page, "close");
  await page.close();
  print("Log one session", samples, 150);
}

async function profileCold(store, title, question) {
  const samples = [];
  for (let round = 0; round < pages; round += 1) {
    const page = await store.open();
    samples.push(...(await sample(page, () => run(page, "first", "main", question))));
    await run(page, "close");
    await page.close();
  }
  print(title, samples, pages);
}

/** Includes the derivation of the file's key, twice, which is a single function. */
async function profileMove(store) {
  const before = await store.open();
  await run(before, "open", "main");
  await run(before, "log", 0, 50);
  await run(before, "close");
  await before.close();
  const page = await store.open();
  const samples = await sample(page, () => run(page, "move", "main", "moved"));
  await page.close();
  print("3,650 sessions into a history file and back, after a file of one session", samples, 1);
}

/** After the import, without which there is nothing to ask. */
const works = {
  log: profileLog,
  report: (store) => profileCold(store, "Report of 3,650 days, cold", "report3650"),
  search: (store) => profileCold(store, "Search in 3,650 sessions, cold", "search"),
  move: profileMove,
};

const { values: options } = parseArgs({
  options: {
    site: { type: "string", default: "dist" },
    store: { type: "string", default: "tracker" },
    names: { type: "boolean", default: false },
    only: { type: "string" },
  },
});
if (options.only && !(options.only in works)) throw new Error(`There is no work ${options.only}: ${Object.keys(works).join(", ")}.`);
if (options.names) names = functionNamesOfCore();
await inOneBrowser(options.site, async ({ stores, restart }) => {
  const store = stores.find(({ name }) => name === options.store);
  if (!store) throw new Error(`There is no store ${options.store}: ${stores.map(({ name }) => name).join(", ")}.`);
  await profileImport(store);
  for (const name of options.only ? [options.only] : Object.keys(works)) {
    if (name !== "log") await restart();
    await works[name](store);
  }
});
