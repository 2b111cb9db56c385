// The comparison with encrypted stores that anyone can install: the same work, in turns, in one browser.
import { answersOf, jsonBytes, measured, unmeasured } from "../page/comparison.mjs";
import { median, spread } from "../numbers.mjs";
import { inOneBrowser } from "./browser.mjs";
import { check } from "./check.mjs";

const total = 10_000;
const many = 100_000;
const blocks = 4;

/** Runs `work(store, round)` for each store in turn, round after round, another one first each time: lists by store. */
async function inRounds(stores, rounds, work) {
  const lists = Object.fromEntries(stores.map(({ name }) => [name, []]));
  for (let round = 0; round < rounds; round += 1) {
    for (let turn = 0; turn < stores.length; turn += 1) {
      const store = stores[(round + turn) % stores.length];
      lists[store.name].push(await work(store, round));
    }
  }
  return lists;
}

const each = (lists, summary) => Object.fromEntries(Object.entries(lists).map(([name, list]) => [name, summary(list)]));

async function measureLogs(stores) {
  const pages = new Map();
  for (const store of stores) {
    pages.set(store, await store.open());
    await pages.get(store).evaluate(() => globalThis.bench.open("main"));
    await pages.get(store).evaluate((to) => globalThis.bench.log(0, to), unmeasured);
  }
  const size = measured / blocks;
  const lists = await inRounds(stores, blocks, (store, block) => {
    const from = unmeasured + block * size;
    return pages.get(store).evaluate((range) => globalThis.bench.log(...range), [from, from + size]);
  });
  for (const page of pages.values()) {
    await page.evaluate(() => globalThis.bench.close());
    await page.close();
  }
  return each(lists, (list) => spread(list.flat()));
}

/** One question in pages just loaded, and again in the same pages. */
async function measureQuestion(stores, db, what, wanted, { cold, warm }) {
  const lists = await inRounds(stores, cold, async (store) => {
    const asked = await store.fresh("ask", db, what, warm);
    for (const answer of asked.answers) check(store, what, wanted, answer);
    return asked;
  });
  const figures = ["loaded", "opened", "cold", "warm"];
  return each(lists, (list) => Object.fromEntries(figures.map((figure) => [figure, median(list.flatMap((one) => one[figure]))])));
}

/**
 * Files out and back; what a file of one session takes is the derivation of a key and what else is fixed. That derivation takes
 * several times as long as what is measured and varies as much, so that the fastest of each is subtracted, not pair from pair.
 */
async function measureFiles(stores, wanted, bytes, { moves }) {
  const lists = await inRounds(stores, moves, async (store, round) => {
    const { small, large, answer } = await store.fresh("move", "main", `restored-${round}`);
    check(store, "restored", { sessions: wanted.sessions, small: 1, answer: wanted }, { sessions: large.sessions, small: small.sessions, answer });
    return { small, large };
  });
  const way = (list, name) => {
    const fastest = (size) => Math.min(...list.map((one) => one[size][name]));
    const rest = fastest("large") - fastest("small");
    return { ms: median(list.map(({ large }) => large[name])), fixedMs: median(list.map(({ small }) => small[name])), mbPerSecond: bytes / 1000 / rest };
  };
  return each(lists, (list) => ({ export: way(list, "export"), import: way(list, "import") }));
}

async function measureMany(stores, effort) {
  const filled = await inRounds(stores, 1, (store) => store.fresh("fill", "many", many));
  const { caseload } = answersOf(many, false);
  return { imported: each(filled, median), caseload: await measureQuestion(stores, "many", "caseload", caseload, effort) };
}

/** The sessions into one empty database after another: the one that all else is asked of, and as many as are missing. */
async function measureImports(stores, first, { imports }) {
  const later = await inRounds(stores, imports - 1, (store, round) => store.fresh("fill", `again-${round}`, total));
  return Object.fromEntries(stores.map(({ name }) => [name, median([...first[name], ...later[name]])]));
}

/**
 * What lies on the disk once each store was opened again: a browser that ends right after an import may have packed what
 * was written, or not, and does so when it is next asked.
 */
async function measureDisk(stores, restart) {
  for (const store of stores) await store.fresh("ask", "main", "report30", 1);
  await restart();
  return Object.fromEntries(stores.map((store) => [store.name, store.stored()]));
}

/**
 * Everything about the tracker and its peers. With `large`, a caseload of 100,000 sessions too.
 *
 * The browser starts anew after what was written, so that all answers come from the disk.
 */
export function measurePeers(site, { peers: effort, large, storage }) {
  const work = async ({ stores, restart }) => {
    const first = await inRounds(stores, 1, (store) => store.fresh("fill", "main", total));
    await restart();
    const disk = await measureDisk(stores, restart);
    const log = await measureLogs(stores);
    await restart();
    const wanted = answersOf(total, true);
    const questions = {};
    for (const what of Object.keys(wanted)) questions[what] = await measureQuestion(stores, "main", what, wanted[what], effort);
    const bytes = jsonBytes(total);
    const files = await measureFiles(stores, wanted.report3650, bytes.client, effort);
    const imported = await measureImports(stores, first, effort);
    const download = Object.fromEntries(stores.map((store) => [store.name, store.download]));
    return { log, imported, questions, files, disk, download, jsonBytes: bytes, ...(large && { many: await measureMany(stores, effort) }) };
  };
  return inOneBrowser(site, work, { storage });
}
