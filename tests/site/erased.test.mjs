// A key that was destroyed is in no file of the browser's profile, and what it sealed opens no more.
import assert from "node:assert/strict";
import { mkdtempSync } from "node:fs";
import { rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { after, test } from "node:test";
import { serve } from "../../scripts/lib/server.mjs";
import { engines } from "./harness/engines/index.mjs";
import { foundBelow } from "./harness/forensics.mjs";
import { dist, dump, isKeptIn, killAll, openSite, openTracker, processesOf, put, storages } from "./harness/index.mjs";

const passphrase = "four quiet words here";
const next = "another four words then";
const folders = [];

after(() => Promise.all(folders.map((folder) => rm(folder, { recursive: true, force: true, maxRetries: 20, retryDelay: 100 }))));

function newProfile() {
  folders.push(mkdtempSync(join(tmpdir(), "tracker-erased-")));
  return folders.at(-1);
}

/** The wrapped keys of a dump by what they open: those of clients by their tags, the vault's own by their places. */
function wrapped({ keys, slots }) {
  const ofKeys = keys.filter(({ key }) => key !== "05").map(({ key, value }) => [`key ${key}`, value.b]);
  const ofSlots = slots.filter(({ key }) => key !== "00").map(({ key, value }) => [`slot ${key}`, value.b]);
  return Object.fromEntries([...ofKeys, ...ofSlots]);
}

const session = (client_id, number) => ({ session_id: `${client_id}-${number}`, client_id, emotional_state: "neutral", progress_notes: `n${number}` });

/** A vault with two clients, and what lay in its databases: without the second one, and with both. */
async function twoClients(tracker, name) {
  const vault = await tracker.create({ name, passphrase });
  for (const number of [1, 2, 3]) await vault.logSession(session("stays", number));
  const before = await dump(tracker.page, name);
  for (const number of [1, 2, 3]) await vault.logSession(session("goes", number));
  return { vault, before, both: await dump(tracker.page, name) };
}

/** The box of the key that is in one dump and not in the other. */
function newKey(before, both) {
  const known = wrapped(before);
  const [[label, hex], ...others] = Object.entries(wrapped(both)).filter(([name]) => !(name in known));
  assert.deepEqual(others, []);
  return { [label]: hex };
}

test("in Chromium the key of a deleted client is in no file", async () => {
  const profile = newProfile();
  const site = await openSite({ profile });
  try {
    const tracker = await openTracker(site.context, site.origin);
    const { vault, before, both } = await twoClients(tracker, "practice");
    const key = newKey(before, both);
    assert.ok(foundBelow(profile, key).length > 0, "the search finds what is there");
    const certificate = await vault.deleteClient("goes", { reason: "past the period" });
    assert.match(certificate.erased_at, /^\d{4}-/);
    const left = wrapped(await dump(tracker.page, "practice"));
    assert.equal(Object.keys(left).length, Object.keys(wrapped(both)).length - 1);
    await vault.lock();
    await site.close();
    assert.deepEqual(foundBelow(profile, key), []);
    assert.ok(foundBelow(profile, left).length > 0, "the keys of the others are there");
  } finally {
    await site.close();
  }
});

for (const [storage, args] of Object.entries(storages)) {
  test(`that is so in ${storage} even where the browser dies as soon as the certificate says it`, async () => {
    const profile = newProfile();
    const site = await openSite({ profile, args });
    try {
      const tracker = await openTracker(site.context, site.origin);
      const { vault, before, both } = await twoClients(tracker, "practice");
      const processes = processesOf(profile);
      const died = new Promise((resolve) => site.context.once("close", resolve));
      const certificate = await vault.deleteClient("goes", { reason: "past the period" });
      killAll(processes);
      await died;
      isKeptIn(storage, profile);
      assert.match(certificate.erased_at, /^\d{4}-/);
      assert.deepEqual(foundBelow(profile, newKey(before, both)), []);
      assert.ok(foundBelow(profile, wrapped(before)).length > 0, "the keys of the others are there");
    } finally {
      await site.close();
    }
  });
}

test("records of a deleted client that are put back do not open", async () => {
  const site = await openSite();
  try {
    const tracker = await openTracker(site.context, site.origin);
    const { vault, both } = await twoClients(tracker, "practice");
    await vault.deleteClient("goes", { reason: "past the period" });
    await vault.lock();
    for (const store of ["journal", "timeline", "catalogue"]) await put(tracker.page, "practice", store, both[store].map(({ value }) => value));
    const back = await tracker.unlock({ name: "practice", passphrase });
    await assert.rejects(back.getSession("goes-1"), (error) => ["corrupt_record", "not_found"].includes(error.code));
    await assert.rejects(back.exportClientHistory("goes", {}), (error) => ["corrupt_record", "not_found"].includes(error.code));
    assert.equal((await back.getSessions("stays")).length, 3);
  } finally {
    await site.close();
  }
});

test("in Chromium the keys of before a change of passphrase are in no file", async () => {
  const profile = newProfile();
  const site = await openSite({ profile });
  try {
    const tracker = await openTracker(site.context, site.origin);
    const { vault, both } = await twoClients(tracker, "practice");
    const old = wrapped(both);
    assert.ok(Object.keys(old).length >= 7);
    await vault.changePassphrase({ current: passphrase, next });
    const now = wrapped(await dump(tracker.page, "practice"));
    await vault.lock();
    const opened = await tracker.unlock({ name: "practice", passphrase: next });
    assert.equal((await opened.getSessions("goes")).length, 3);
    await opened.lock();
    await site.close();
    assert.deepEqual(foundBelow(profile, old), []);
    assert.ok(foundBelow(profile, now).length > 0);
  } finally {
    await site.close();
  }
});

/** Runs in Firefox: makes a vault of two clients, and answers with the boxes of its keys. */
async function makeInPage(passphrase) {
  const { TherapeuticProgressTracker } = await import(new URL("tracker.js", document.baseURI).href);
  globalThis.vault = await TherapeuticProgressTracker.create({ name: "practice", passphrase });
  globalThis.boxes = async () => {
    const done = (request) => new Promise((resolve, reject) => {
      request.onsuccess = () => resolve(request.result);
      request.onerror = () => reject(request.error);
    });
    const names = (await indexedDB.databases()).map(({ name }) => name).filter((name) => name.startsWith("practice-keys"));
    const boxes = {};
    for (const name of names) {
      const database = await done(indexedDB.open(name));
      for (const store of database.objectStoreNames) {
        for (const { k, b } of await done(database.transaction(store).objectStore(store).getAll())) boxes[`${store} ${k.toHex()}`] = b.toHex();
      }
      database.close();
    }
    return boxes;
  };
  for (const client_id of ["stays", "goes"]) {
    for (const number of [1, 2, 3]) {
      await globalThis.vault.logSession({ session_id: `${client_id}-${number}`, client_id, emotional_state: "neutral" });
      if (client_id === "stays") globalThis.without = await globalThis.boxes();
    }
  }
  return JSON.stringify({ without: globalThis.without, both: await globalThis.boxes() });
}

/** Runs in Firefox. */
async function deleteInPage() {
  const { erased_at } = await globalThis.vault.deleteClient("goes", { reason: "past the period" });
  return JSON.stringify({ erased_at, left: await globalThis.boxes() });
}

/** Runs in Firefox. */
async function changeInPage(current, next) {
  await globalThis.vault.changePassphrase({ current, next });
  return JSON.stringify(await globalThis.boxes());
}

test("in Firefox the key of a deleted client and the keys of before a change of passphrase are in no file", async () => {
  const server = await serve(dist);
  const engine = await engines["Firefox ESR"]();
  const profile = join(dirname(engine.downloads), "profile");
  const isBox = ([name]) => !["slots 00", "keys 05"].includes(name);
  let look;
  try {
    await engine.browser.goto(`${server.origin}/#/about`);
    const { without, both } = JSON.parse(await engine.browser.run(makeInPage, passphrase));
    const key = Object.fromEntries(Object.entries(both).filter(([name]) => !(name in without)));
    assert.equal(Object.keys(key).length, 1);
    assert.ok(foundBelow(profile, key).length > 0, "the search finds what is there");
    const { erased_at, left } = JSON.parse(await engine.browser.run(deleteInPage));
    assert.match(erased_at, /^\d{4}-/);
    const old = Object.fromEntries(Object.entries(left).filter(isBox));
    const now = JSON.parse(await engine.browser.run(changeInPage, passphrase, next));
    look = () => {
      assert.deepEqual(foundBelow(profile, { ...key, ...old }), []);
      assert.ok(foundBelow(profile, Object.fromEntries(Object.entries(now).filter(isBox))).length > 0);
    };
  } finally {
    await engine.close(look);
    await server.close();
  }
});
