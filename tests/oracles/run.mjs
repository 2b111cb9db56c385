// Runs open data through the built site's interface in Chromium and compares with expected values.
//
//   node tests/oracles/run.mjs FOLDER
//
// FOLDER holds oracles.json and the data that it is about. Exit code 1: a difference that no definition explains.
import { openPage } from "../site/history-page.mjs";
import { compareValues, explanation } from "./compare.mjs";
import { readData } from "./data.mjs";
import { ask, isOurs } from "./kinds.mjs";
import { compareRecords, fillApart, fillPooled } from "./vaults.mjs";

const shown = (value) => JSON.stringify(value) ?? "nothing";

/** Counts comparisons and prints every difference. */
class Tally {
  values = 0;
  oracles = 0;
  explained = 0;
  unexplained = 0;

  difference(id, path, expected, got, rule) {
    this[rule ? "explained" : "unexplained"] += 1;
    const why = rule ? `  explained: ${rule}` : "";
    console.log(`${id}  ${path}  expected ${shown(expected)}  got ${shown(got)}${why}`);
  }

  add(id, path, expected, got, isSame, rule) {
    this.values += 1;
    if (!isSame) this.difference(id, path, expected, got, rule());
  }
}

async function compareOracle(vaults, oracle, data, tally) {
  const got = await ask(vaults, oracle, data.files);
  tally.oracles += 1;
  compareValues(oracle.expected, got, oracle.tolerance ?? {}, (path, expected, found, isSame) =>
    tally.add(oracle.id, path, expected, found, isSame, () => explanation(oracle, path, found, data.files)),
  );
}

async function run(folder) {
  const data = readData(folder);
  const tally = new Tally();
  const page = await openPage();
  try {
    const vaults = { apart: await fillApart(page, data), pooled: await fillPooled(page, data) };
    await compareRecords(vaults.apart, data, (what, given, found) =>
      compareValues(given, found, {}, (path, ...rest) => tally.add("records", path ? `${what}/${path}` : what, ...rest, () => undefined)),
    );
    const records = tally.values;
    const ours = data.oracles.filter((oracle) => isOurs(oracle, data.files));
    for (const oracle of ours) await compareOracle(vaults, oracle, data, tally);
    summarise(tally, records, data);
  } finally {
    await page.close();
  }
  return tally.unexplained ? 1 : 0;
}

function summarise({ values, oracles, explained, unexplained }, records, data) {
  const sessions = [...data.files.values()].reduce((sum, file) => sum + file.length, 0);
  console.log(`${data.files.size} files with ${sessions} sessions, ${data.goals.length} goals: ${records} values read back.`);
  console.log(`${oracles} of ${data.oracles.length} oracles are about what the interface computes: ${values - records} values compared.`);
  console.log(`${unexplained} unexplained differences, ${explained} explained by a definition.`);
}

const [folder] = process.argv.slice(2);
if (folder) {
  process.exitCode = await run(folder);
} else {
  console.error("Which data? node tests/oracles/run.mjs FOLDER");
  process.exitCode = 2;
}
