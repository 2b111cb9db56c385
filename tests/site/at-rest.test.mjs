// What rests on the disk says nothing about anyone.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { dump, openSite, openTracker } from "./harness/index.mjs";
import { searchFor } from "./harness/search.mjs";

const passphrase = "only sample data here";
let site;
let tracker;
let vault;
let stores;

before(async () => {
  site = await openSite();
  const page = await site.context.newPage();
  await page.goto(`${site.origin}/#/demo`);
  await page.getByRole("button", { name: "Create the demo vault" }).click();
  await page.getByText("Sample data: the clients named here are invented.").waitFor({ timeout: 120_000 });
  await page.close();
  tracker = await openTracker(site.context, site.origin);
  vault = await tracker.unlock({ name: "demo", passphrase });
  await vault.verifyAuditLog();
  stores = await dump(tracker.page, "demo");
});
after(() => site.close());

/** Every record of the vault, as the interface gives it. */
async function allRecords() {
  const clients = await vault.getClients();
  const records = [...clients, ...(await vault.getCaseload()), ...(await vault.getAuditLog())];
  for (const { client_id } of clients) {
    const sessions = await vault.getSessions(client_id);
    const goals = await vault.getGoals(client_id, { active_only: false });
    records.push(...sessions, ...goals, ...(await vault.getMilestones(client_id)));
    for (const { goal_id } of goals) records.push(...(await vault.getGoalHistory(goal_id)));
    records.push(await vault.generateProgressReport(client_id, { timeframe_days: 1500 }));
  }
  return records;
}

/** Every name of a field, and every text, in a value at any depth. */
function* leaves(value) {
  if (typeof value === "string") yield { text: value };
  if (typeof value !== "object" || value === null) return;
  for (const [name, held] of Object.entries(value)) {
    if (!Array.isArray(value)) yield { name };
    yield* leaves(held);
  }
}

const isInstant = (text) => /^\d{4}-\d\d-\d\dT/.test(text);

/** Six bytes of an instant's milliseconds, forwards and backwards, as a binary format would hold them. */
function instantBytes(text) {
  const bytes = Buffer.alloc(6);
  bytes.writeUIntBE(Date.parse(text), 0, 6);
  return [bytes, Buffer.from(bytes).reverse()];
}

/**
 * The words of a text with the characters around them.
 *
 * Four or five letters alone turn up by accident in megabytes of random bytes; with their neighbours they do not.
 */
function words(text) {
  const inText = [...text.matchAll(/.{0,2}\p{L}{4,}.{0,2}/gu)].map(([match]) => match);
  const long = [...text.matchAll(/\p{L}{6,}/gu)].map(([match]) => match);
  return [...inText, ...long].filter((word) => Buffer.byteLength(word) >= 6);
}

/** A short text alone, as a length and its bytes, or between quotation marks. */
function framed(text) {
  const bytes = Buffer.from(text);
  return [[0x60 + bytes.length], [bytes.length]].map((length) => Buffer.concat([Buffer.from(length), bytes])).concat(Buffer.from(`"${text}"`));
}

/** What to look for. `made` is when the vault was made: no secret, since `list` says so, whatever else was done just then. */
function needlesOf(records, made) {
  const needles = new Map();
  const add = (label, needle = label) => needles.set(`${label} ${needle.toString("hex")}`, [label, needle]);
  for (const { name, text } of leaves(records)) {
    if (name !== undefined) add(name);
    else if (text === made) continue;
    else if (isInstant(text)) for (const needle of [text, text.slice(0, 10), ...instantBytes(text)]) add(text, needle);
    else if (Buffer.byteLength(text) >= 6) [text, ...words(text)].forEach((word) => add(word));
    else if (/\p{L}{4}/u.test(text)) framed(text).forEach((bytes) => add(text, bytes));
  }
  return [...needles.values()].filter(([, needle]) => Buffer.byteLength(needle) >= 4);
}

const bytesOf = ({ k, g = "", b, h = [] }) => k + g + b + h.join("");

test("the sample caseload is a real one: three years, many sessions, every kind of record", async () => {
  const clients = await vault.getCaseload();
  assert.ok(clients.length >= 10);
  assert.ok(clients.reduce((sum, { sessions_count }) => sum + sessions_count, 0) > 500);
  const held = stores.journal.flatMap(({ value }) => value.h ?? []);
  assert.ok(held.length > 500, `${held.length} sessions`);
  const kinds = { journal: 150, timeline: 20, catalogue: clients.length, audit: 100, state: 1, slots: 2, keys: clients.length };
  for (const [store, least] of Object.entries(kinds)) assert.ok(stores[store].length >= least, `${store}: ${stores[store].length}`);
});

test("every row is its key and its box, with its group and what it holds where it has such, and nothing else", () => {
  const grouped = ["journal", "timeline"];
  for (const [store, rows] of Object.entries(stores)) {
    for (const { key, value } of rows) {
      const { h = [], ...others } = value;
      assert.deepEqual(Object.keys(others).sort(), grouped.includes(store) ? ["b", "g", "k"] : ["b", "k"], store);
      assert.ok(h.length === 0 || store === "journal", store);
      assert.equal(value.k, key, store);
      assert.match(bytesOf(value), /^[0-9a-f]+$/, store);
    }
  }
});

test("no id, name, date, word or field name of any record is in any store", async () => {
  const { created_at: made } = (await tracker.list()).find(({ name }) => name === "demo");
  const needles = needlesOf(await allRecords(), made);
  assert.ok(needles.length > 3000, `${needles.length} needles`);
  const search = searchFor(needles);
  for (const encoding of ["utf8", "utf16le"]) {
    assert.ok(search(Buffer.from("\0…SESSION_ID…", encoding)).includes("session_id"), "the search finds what is there");
  }
  for (const [store, rows] of Object.entries(stores)) {
    const bytes = Buffer.from(rows.map(({ value }) => bytesOf(value)).join(""), "hex");
    assert.deepEqual(search(bytes), [], store);
  }
});

test("no two boxes are alike, and boxes have few sizes", () => {
  const boxes = ["journal", "timeline", "catalogue", "audit", "keys"].flatMap((store) => stores[store].map(({ value }) => value.b));
  assert.equal(new Set(boxes).size, boxes.length);
  assert.ok(new Set(stores.journal.map(({ value }) => value.b.length)).size < 40);
});
