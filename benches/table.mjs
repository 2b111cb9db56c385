// The figures for people.
import { growthRows } from "./growth/plot.mjs";
import { isWhole } from "./goals.mjs";
import { number } from "./numbers.mjs";
import { peerRows } from "./peers/table.mjs";
import { trustRows } from "./trust.mjs";

const ms = (value) => `${number(value)} ms`;
const mb = (bytes) => `${number(bytes / 1e6)} MB`;
const asked = (work, { first, later, rawGet }) => [
  [`${work}, first after unlock`, ms(first), `${number(first / rawGet)} x the raw get`],
  [`${work}, later`, ms(later), `${number(later / rawGet)} x the raw get`],
];

const logged = (who, { raw, ours }) => [
  [`log one session, ${who}: median`, ms(ours.median), `${number(ours.median / raw.median)} x the raw put`],
  [`log one session, ${who}: 95 of 100`, ms(ours.p95), `${number(ours.p95 / raw.p95)} x the raw put`],
];

const moved = (what, { ms: all, fixedMs, mbPerSecond, mbPerSecondWithoutFixed }) => [
  [`${what} the client of ten years`, ms(all), `${number(mbPerSecond)} MB/s of JSON`],
  ["  without scrypt and what else is fixed", ms(all - fixedMs), `${number(mbPerSecondWithoutFixed)} MB/s of JSON`],
];

function rawRows({ log, practice, bulk }) {
  return [
    ["raw: one strict put of 1 KiB: median", ms(log.weekly.raw.median), ""],
    ["raw: one strict put of 1 KiB: 95 of 100", ms(log.weekly.raw.p95), ""],
    ["raw: 10,000 puts of 1 KiB, one strict transaction", ms(bulk.raw), ""],
    ["raw: get of one 64 KiB value", ms(practice.report3650.rawGet), ""],
    ["raw: getAll of 3,650 x 1 KiB", ms(practice.raw.getAll), ""],
    ["raw: AES-GCM of 1 MiB, encrypt", ms(practice.raw.seal), `${number(1048.576 / practice.raw.seal)} MB/s`],
    ["raw: AES-GCM of 1 MiB, decrypt", ms(practice.raw.open), `${number(1048.576 / practice.raw.open)} MB/s`],
  ];
}

function ourRows({ log, practice, large, bulk, unlocking, download }) {
  return [
    ...logged("client seen weekly", log.weekly),
    ...logged("client of ten years", log.daily),
    ["import 10,000 sessions", ms(bulk.ours), `${number(bulk.ours / bulk.raw)} x the raw puts`],
    ["import 100,000 sessions", ms(large.filled), ""],
    ...asked("report, 30 days", practice.report30),
    ...asked("report, 365 days", practice.report365),
    ...asked("report, 3,650 days", practice.report3650),
    ...asked("caseload, 10,000 sessions", practice.caseload),
    ...asked("caseload, 100,000 sessions", large.caseload),
    ...asked("search in 3,650 sessions", practice.search),
    ...moved("export", practice.files.export),
    ...moved("import", practice.files.import),
    ["unlock with a passphrase", ms(unlocking.withPassphrase), ""],
    ["  key derivation", ms(unlocking.derivation), ""],
    ["  the rest: unlock with a key", ms(unlocking.withKey), ""],
    ["stored, 10,000 sessions, on the disk", mb(practice.bytes.onDisk), `${number((100 * practice.bytes.onDisk) / bulk.jsonBytes)} % of the JSON`],
    ["stored, 10,000 sessions, the browser's estimate", mb(practice.bytes.estimate), ""],
    ["download, gzip", `${number(download.gzip / 1000)} KB`, ""],
  ];
}

function viewRows({ raw, unlocked, each }) {
  const row = (what, value) => [what, ms(value), `${number(value / raw)} x the raw page load`];
  const views = Object.entries(each).map(([name, value]) => row(`  ${name}`, value));
  return [["raw: load of a page with nothing in it", ms(raw), ""], row("first view after unlocking, derivation aside", unlocked), ["from a click to the frame that shows the view", "", ""], ...views];
}

/** The first column starts at the left, and so does the last, which may be empty; what stands between ends at the right. */
function print(rows) {
  const widths = rows[0].map((_, at) => Math.max(...rows.map((row) => row[at].length)));
  for (const [first, ...others] of rows) {
    const last = others.pop();
    const middle = others.map((cell, at) => cell.padStart(widths[at + 1]));
    console.log([first.padEnd(widths[0]), ...middle, last].join("  ").trimEnd());
  }
}

/** Prints what was measured, and the goals with whether they are met. */
export function printAll(results, goals) {
  const tables = isWhole(results) ? [rawRows(results), ourRows(results)] : [];
  if (results.trust) tables.push(trustRows(results.trust));
  if (results.views) tables.push(viewRows(results.views));
  if (results.peers) tables.push(peerRows(results.peers));
  if (results.growth) tables.push(growthRows(results.growth));
  tables.push(goals.map(({ work, goal, value, unit, met }) => [work, `${number(value)} ${unit}`, `${met ? "met   " : "MISSED"}  ${goal}`]));
  for (const table of tables.filter((rows) => rows.length > 0)) {
    console.log("");
    print(table);
  }
}
