// The restore drill: a backup is opened beside the vault, compared with it, and leaves nothing behind.
import assert from "node:assert/strict";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { after, before, test } from "node:test";
import { axe } from "./harness/axe.mjs";
import { openSite, openTracker } from "./harness/index.mjs";
import * as site from "./harness/pages.mjs";

const passphrase = "four quiet words here";
const filePassphrase = "another four words then";
const folder = mkdtempSync(join(tmpdir(), "tracker-drill-"));
let served;
let page;
let backup;

before(async () => {
  served = await openSite({ viewport: { width: 1280, height: 900 } });
  page = await site.openStart(served.context, served.origin);
  page.setDefaultTimeout(15_000);
});
after(async () => {
  await served.close();
  for (const path of [folder, dirname(backup)]) rmSync(path, { recursive: true, force: true });
});

const step = (name, steps) => test(name, { timeout: 30_000 }, () => site.pictured(page, steps));
const region = () => page.getByRole("region", { name: "Try out a backup" });
const drills = async (from = page) => (await from.evaluate(() => indexedDB.databases())).filter(({ name }) => name.startsWith("restore drill"));

/** Asks again until the answer is yes; the test's own limit ends it otherwise. */
async function until(ask) {
  while (!(await ask())) await page.waitForTimeout(20);
}

async function logSession(text) {
  await site.startSession(page);
  await page.getByText("Neutral", { exact: true }).click();
  await page.getByLabel("What was talked about").fill(text);
  await page.getByRole("button", { name: "Save session" }).click();
  await page.getByText(text).waitFor();
}

async function tryOut(path, phrase = filePassphrase) {
  await site.goTo(page, "Files");
  await region().getByLabel("Backup to try out").setInputFiles(path);
  await region().getByLabel("The backup's passphrase", { exact: true }).fill(phrase);
  await region().getByRole("button", { name: "Try it out" }).click();
  await region().getByText(/^The backup is whole|That did not work/).first().waitFor();
}

step("a fresh backup is whole and holds what is here, and nothing of the drill stays", async () => {
  await site.createVault(page, "practice", passphrase);
  await site.addClient(page, "Mira Holm");
  await site.addGoal(page, "Sleep through the night");
  await site.addMilestone(page, "Slept for six hours");
  await site.openSection(page, "Journal");
  await logSession("The nights are better.");
  backup = await site.exportFile(page, filePassphrase);
  await tryOut(backup);
  await region().getByText("It opened, and 4 records could be read back from it.").waitFor();
  await region().getByText("It holds everything that is here, as it is here.").waitFor();
  assert.deepEqual(await axe(page), []);
  assert.deepEqual(await drills(), []);
});

step("what was written since is told record by record", async () => {
  await site.openClient(page, "Mira Holm");
  await page.getByRole("link", { name: /^Open the session/ }).first().click();
  await page.getByRole("button", { name: "Amend" }).click();
  await page.getByLabel("Progress", { exact: true }).fill("Six hours, twice.");
  await page.getByLabel("Reason for the amendment").fill("Left out");
  await page.getByRole("button", { name: "Save amendment" }).click();
  await page.getByText("1 earlier version").waitFor();
  await site.openClient(page, "Mira Holm");
  await logSession("A second one.");
  await site.openSection(page, "Goals");
  await page.getByText("Update progress").click();
  await page.getByLabel("Reached, in percent").fill("40");
  await page.getByRole("button", { name: "Save progress" }).click();
  await page.getByText("40% reached").waitFor();
  await site.openSection(page, "Trend");
  await page.getByRole("button", { name: "Add an event" }).click();
  await page.getByLabel("What happened").fill("Moved to the coast");
  await page.getByRole("button", { name: "Save event" }).click();
  await page.locator(".event-what", { hasText: "Moved to the coast" }).waitFor();
  await tryOut(backup);
  for (const text of ["1 session is here and not in the backup.", "1 session is newer here than in the backup.", "1 goal is newer here than in the backup.", "1 event is here and not in the backup."]) {
    await region().getByText(text).first().waitFor();
  }
  await region().getByText("1 client with differences").click();
  await region().getByText("Mira Holm").waitFor();
});

step("records that are in the backup alone are told too, and stay out of the vault", async () => {
  await site.lockVault(page);
  await page.getByRole("button", { name: "Create another vault" }).click();
  await site.createVault(page, "second", passphrase);
  await tryOut(backup);
  await region().getByText("1 session is in the backup and not, or no longer, here.").first().waitFor();
  await site.goTo(page, "Clients");
  await page.getByText("This vault is empty.").waitFor();
});

step("a wrong passphrase and a damaged file are refused, and leave nothing behind", async () => {
  await tryOut(backup, "four quite different words");
  await region().locator("[data-code=wrong_passphrase]").waitFor();
  const bytes = readFileSync(backup);
  bytes[bytes.length - 40] ^= 1;
  const damaged = join(folder, "damaged.tar.age");
  writeFileSync(damaged, bytes);
  await tryOut(damaged);
  await region().locator("[data-code=corrupt_file]").waitFor();
  assert.deepEqual(await drills(), []);
});

step("a drill that is left for another page is given up and deleted", async () => {
  await site.goTo(page, "Files");
  await region().getByLabel("Backup to try out").setInputFiles(backup);
  await region().getByLabel("The backup's passphrase", { exact: true }).fill(filePassphrase);
  await region().getByRole("button", { name: "Try it out" }).click();
  await until(async () => (await drills()).length > 0);
  await site.goTo(page, "Clients");
  await until(async () => (await drills()).length === 0);
});

test("what a drill left behind is in no list of vaults, and goes at the next start", { timeout: 30_000 }, async () => {
  const tracker = await openTracker(served.context, served.origin);
  await tracker.create({ name: "restore drill 01234567-89ab-4cde-8f01-23456789abcd", key: new Uint8Array(32).fill(1) });
  assert.equal((await drills(tracker.page)).length, 2);
  await tracker.page.close();
  await page.reload();
  await page.getByRole("radio", { name: "practice" }).waitFor();
  assert.equal(await page.getByRole("radio", { name: /restore drill/ }).count(), 0);
  await until(async () => (await drills()).length === 0);
});

test("meanwhile no policy was broken and no error reported", () => {
  assert.deepEqual(served.seen.violations, []);
  assert.deepEqual(served.seen.errors, []);
});
