// Backups: the reminder, and the folder that receives one after each day of work.
import assert from "node:assert/strict";
import { rmSync } from "node:fs";
import { dirname } from "node:path";
import { after, before, test } from "node:test";
import { axe } from "./harness/axe.mjs";
import { openSite, openTracker } from "./harness/index.mjs";
import * as site from "./harness/pages.mjs";
import { session } from "./harness/records.mjs";

const passphrase = "four quiet words here";
const filePassphrase = "another four words then";
const DAY = 86_400_000;
let served;
let page;
let vault;

/** Runs in the page before it loads: a folder of the browser's own stands for the one that a person would choose. */
function chooseWithoutAsking() {
  if (!globalThis.isSecureContext) return;
  globalThis.showDirectoryPicker = async () => {
    const root = await navigator.storage.getDirectory();
    return root.getDirectoryHandle("My backups", { create: true });
  };
  FileSystemHandle.prototype.queryPermission = () => Promise.resolve(localStorage.getItem("test-permission") ?? "granted");
  FileSystemHandle.prototype.requestPermission = () => {
    localStorage.setItem("test-permission", "granted");
    return Promise.resolve("granted");
  };
}

/** Runs in the page: when a file in that folder was last written. */
async function writtenAt(name) {
  const folder = await (await navigator.storage.getDirectory()).getDirectoryHandle("My backups");
  return (await (await folder.getFileHandle(name)).getFile()).lastModified;
}

/** Runs in the page: the files in that folder, each with its length. */
async function folderFiles() {
  const folder = await (await navigator.storage.getDirectory()).getDirectoryHandle("My backups", { create: true });
  const files = {};
  for await (const [name, handle] of folder.entries()) files[name] = (await handle.getFile()).size;
  return files;
}

/** Runs in the page: puts a short file of somebody else's, or an old one of ours, into the folder. */
async function plant(names) {
  const folder = await (await navigator.storage.getDirectory()).getDirectoryHandle("My backups", { create: true });
  for (const name of names) {
    const writer = await (await folder.getFileHandle(name, { create: true })).createWritable();
    await writer.write("old");
    await writer.close();
  }
}

before(async () => {
  served = await openSite({ viewport: { width: 1280, height: 900 } });
  await served.context.addInitScript(chooseWithoutAsking);
  const tracker = await openTracker(served.context, served.origin);
  vault = await tracker.create({ name: "practice", passphrase });
  await vault.saveClient({ client_id: "ada", display_name: "Mira Holm" });
  const sessions = Array.from({ length: 20 }, (_, day) => session(`s${day}`, { timestamp: new Date(Date.now() - day * DAY).toISOString() }));
  await vault.importSessions(sessions.slice(0, 10));
  page = await site.openStart(served.context, served.origin);
  page.setDefaultTimeout(15_000);
  await site.unlockVault(page, "practice", passphrase);
  assert.equal(await banner().count(), 0, "ten sessions in ten days are no reason yet");
  await vault.importSessions(sessions.slice(10));
});
after(() => served.close());

const step = (name, steps) => test(name, { timeout: 30_000 }, () => site.pictured(page, steps));
const banner = () => page.getByRole("region", { name: "Backup" });
const button = (name) => page.getByRole("button", { name, exact: true });
const noticed = (text) => page.locator(".notice", { hasText: text }).waitFor();
const today = () => page.evaluate(() => new Date(Date.now() - new Date().getTimezoneOffset() * 60_000).toISOString().slice(0, 10));

/** Asks again until the answer is yes; the test's own limit ends it otherwise. */
async function until(ask) {
  while (!(await ask())) await page.waitForTimeout(50);
}

async function seeClients() {
  await site.goTo(page, "Settings");
  await site.goTo(page, "Clients");
  await page.locator(".caseload-name").first().waitFor();
}

async function settingsAfter(change) {
  const settings = { ...(await vault.getSettings()), ...change };
  await vault.saveSettings(settings);
  return settings;
}

step("without a backup the caseload reminds, and can be told to wait until tomorrow", async () => {
  await seeClients();
  await banner().getByText("There is no backup of this vault yet.").waitFor();
  assert.deepEqual(await axe(page), []);
  await banner().getByRole("button", { name: "Remind me tomorrow" }).click();
  await banner().waitFor({ state: "detached" });
  await seeClients();
  assert.equal(await banner().count(), 0);
  const tomorrow = (await vault.getSettings()).backup_reminder_from;
  assert.ok(tomorrow > (await today()));
  await settingsAfter({ backup_reminder_from: await today(), mine: "kept" });
  await seeClients();
  await banner().waitFor();
});

step("a backup counts once somebody says that its file is saved, and other settings stay", async () => {
  await banner().getByRole("link", { name: "Back up now" }).click();
  const file = await site.exportFile(page, filePassphrase);
  rmSync(dirname(file), { recursive: true });
  assert.equal((await vault.getSettings()).last_backup, undefined);
  await button("The file is saved").click();
  await noticed("Noted: the backup is saved.");
  const { last_backup: last, mine } = await vault.getSettings();
  assert.equal(last.sessions, 20);
  assert.equal(mine, "kept");
  await seeClients();
  assert.equal(await banner().count(), 0);
});

step("it reminds again when the backup is older than fourteen days or twenty sessions", async () => {
  const { last_backup: last } = await vault.getSettings();
  const before = (days) => new Date(Date.now() - days * DAY).toISOString();
  await settingsAfter({ last_backup: { ...last, saved_at: before(14) } });
  await seeClients();
  assert.equal(await banner().count(), 0);
  await settingsAfter({ last_backup: { ...last, saved_at: before(16) } });
  await seeClients();
  await banner().getByText(/^The last backup is from/).waitFor();
  await settingsAfter({ last_backup: { saved_at: before(1), sessions: 0 } });
  await seeClients();
  await banner().getByText("before the latest 20 sessions").waitFor();
});

step("a chosen folder receives a backup at once, under a name that nobody else's file has", async () => {
  await page.evaluate(plant, [`backup-practice-${await today()}.tar.age`, "letter.txt"]);
  await site.goTo(page, "Files");
  await button("Choose a folder").click();
  await noticed("The backup is in its folder.");
  await page.getByText(/^Folder: “My backups”\. Last written on/).waitFor();
  assert.deepEqual(await axe(page), []);
  const files = await page.evaluate(folderFiles);
  assert.equal(files[`backup-practice-${await today()}.tar.age`], 3);
  assert.ok(files[`backup-practice-${await today()}-2.tar.age`] > 1000);
  assert.equal((await vault.getSettings()).backup_folder.pending, false);
});

step("a lock after work writes the day's file anew, which opens with the vault's passphrase", async () => {
  const name = `backup-practice-${await today()}-2.tar.age`;
  await site.openClient(page, "Mira Holm");
  await site.addGoal(page, "Sleep through the night");
  await page.waitForTimeout(300);
  assert.equal((await vault.getSettings()).backup_folder.pending, true);
  const earlier = await page.evaluate(writtenAt, name);
  await site.lockVault(page);
  await until(async () => (await page.evaluate(writtenAt, name)) !== earlier);
  assert.equal(Object.keys(await page.evaluate(folderFiles)).length, 3);
  const goals = await vault.page.evaluate(async ([file, phrase]) => {
    const { TherapeuticProgressTracker } = await import(new URL("tracker.js", document.baseURI).href);
    const folder = await (await navigator.storage.getDirectory()).getDirectoryHandle("My backups");
    const bytes = new Uint8Array(await (await (await folder.getFileHandle(file)).getFile()).arrayBuffer());
    const copy = await TherapeuticProgressTracker.create({ name: "copy", key: new Uint8Array(32).fill(3) });
    return (await copy.importHistory(bytes, { passphrase: phrase })).goals;
  }, [name, passphrase]);
  assert.equal(goals, 1);
});

step("what an earlier day left is made up for after unlocking, and of its own files the newest seven stay", async () => {
  const old = Array.from({ length: 7 }, (_, day) => `backup-practice-2026-01-0${day + 1}.tar.age`);
  await page.evaluate(plant, old);
  await settingsAfter({ backup_folder: { saved_at: "2026-01-07T18:00:00.000Z", pending: true, written: old } });
  await site.unlockVault(page, "practice", passphrase);
  await noticed("The backup is in its folder.");
  const names = Object.keys(await page.evaluate(folderFiles));
  assert.ok(!names.includes(old[0]));
  for (const name of [...old.slice(1), "letter.txt", `backup-practice-${await today()}.tar.age`]) assert.ok(names.includes(name), name);
});

step("where the browser wants leave anew, the caseload says so and nothing is asked by itself", async () => {
  await site.lockVault(page);
  await settingsAfter({ backup_folder: { ...(await vault.getSettings()).backup_folder, pending: true } });
  await page.evaluate(() => localStorage.setItem("test-permission", "prompt"));
  await site.unlockVault(page, "practice", passphrase);
  await banner().getByText("The browser asks anew whether this page may write into “My backups”.").waitFor();
  assert.equal(await page.evaluate(() => localStorage.getItem("test-permission")), "prompt");
  await banner().getByRole("button", { name: "Back up now" }).click();
  await noticed("The backup is in its folder.");
  assert.equal((await vault.getSettings()).backup_folder.pending, false);
});

step("a folder that is no longer wanted is forgotten, and its files stay", async () => {
  await site.goTo(page, "Files");
  const before = Object.keys(await page.evaluate(folderFiles)).length;
  await button("Stop using this folder").click();
  await button("Choose a folder").waitFor();
  assert.equal(Object.keys(await page.evaluate(folderFiles)).length, before);
});

test("meanwhile no policy was broken and no error reported", () => {
  assert.deepEqual(served.seen.violations, []);
  assert.deepEqual(served.seen.errors, []);
});
