// Several tabs of the site with one vault: what is written in one shows in the others, and its end is everybody's.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { openSite } from "./harness/index.mjs";
import * as site from "./harness/pages.mjs";

const passphrase = "four quiet words here";
const next = "another four words then";
let served;
let one;
let two;

async function openTab() {
  const page = await site.openStart(served.context, served.origin);
  page.setDefaultTimeout(15_000);
  return page;
}

before(async () => {
  served = await openSite({ reducedMotion: "reduce", viewport: { width: 1280, height: 900 } });
  [one, two] = [await openTab(), await openTab()];
  await site.createVault(one, "practice", passphrase);
  await two.reload();
  await site.unlockVault(two, "practice", passphrase);
});
after(() => served.close());

const step = (name, steps) => test(name, () => site.pictured(one, () => site.pictured(two, steps)));

async function logSession(page, words) {
  await site.startSession(page);
  await page.getByText("Neutral", { exact: true }).click();
  await page.getByLabel("What was talked about").fill(words);
  await page.getByRole("button", { name: "Save session" }).click();
  await page.locator(".entry", { hasText: words }).waitFor();
}

step("a client added in one tab shows in the caseload of the other", async () => {
  await two.getByText("This vault is empty.").waitFor();
  await site.addClient(one, "Mira Holm");
  await two.locator(".caseload-name", { hasText: "Mira Holm" }).waitFor();
});

step("what filters the caseload stays while it is fetched anew", async () => {
  await two.getByLabel("Find by name or number").fill("Jon");
  await site.addClient(one, "Jonas Field");
  await two.locator(".caseload-name", { hasText: "Jonas Field" }).waitFor();
  assert.equal(await two.locator(".caseload-name").count(), 1);
  assert.equal(await two.getByLabel("Find by name or number").inputValue(), "Jon");
  await two.getByLabel("Find by name or number").fill("");
});

step("a session logged in one tab shows in the journal of the other, and in its head", async () => {
  await site.openClient(two, "Mira Holm");
  await site.openClient(one, "Mira Holm");
  await logSession(one, "Slept through.");
  await two.locator(".entry", { hasText: "Slept through." }).waitFor();
  await two.locator(".client-head .facts", { hasText: "1 session" }).waitFor();
});

step("a session amended in one tab shows in the journal of the other", async () => {
  await one.locator(".entry-open").first().click();
  await one.getByRole("button", { name: "Amend" }).click();
  await one.getByLabel("What was talked about").fill("Slept through, twice.");
  await one.locator("#amend-reason").fill("more exact");
  await one.getByRole("button", { name: "Save amendment" }).click();
  await two.locator(".entry", { hasText: "Slept through, twice." }).waitFor();
});

step("what is being typed stays, and the page follows once that is done", async () => {
  await site.openClient(one, "Mira Holm");
  await site.addGoal(one, "Sleep through the night");
  await site.openSection(two, "Goals");
  await two.getByRole("heading", { name: "Sleep through the night" }).waitFor();
  await two.getByText("Update progress").first().click();
  await two.locator("textarea[name=notes]").first().fill("Half a sentence");
  await one.getByRole("button", { name: "Add a goal" }).click();
  await one.getByLabel("Goal", { exact: true }).fill("Another goal");
  await one.getByRole("button", { name: "Add goal" }).click();
  await one.getByRole("heading", { name: "Another goal" }).waitFor();
  // The message has arrived, and has rested, by the time that a later one of the same kind has done so too.
  await two.waitForTimeout(1000);
  assert.equal(await two.getByRole("heading", { name: "Another goal" }).count(), 0);
  assert.equal(await two.locator("textarea[name=notes]").first().inputValue(), "Half a sentence");
  await two.getByRole("button", { name: "Save progress" }).first().click();
  await two.getByRole("heading", { name: "Another goal" }).waitFor();
});

step("a session form keeps its text while another tab writes about the same client", async () => {
  await site.openSection(two, "Journal");
  await site.startSession(two);
  await two.getByLabel("What was talked about").fill("Not yet saved");
  await site.openSection(one, "Journal");
  await one.waitForTimeout(800);
  assert.equal(await two.getByLabel("What was talked about").inputValue(), "Not yet saved");
});

step("a new passphrase in one tab locks the other, and says why", async () => {
  await site.goTo(one, "Settings");
  const change = one.getByRole("region", { name: "Change the passphrase" });
  await change.getByLabel("Current passphrase", { exact: true }).fill(passphrase);
  await change.getByLabel("New passphrase", { exact: true }).fill(next);
  await change.getByLabel("New passphrase again", { exact: true }).fill(next);
  await change.getByRole("button", { name: "Change passphrase" }).click();
  await two.getByText("The passphrase of “practice” was changed in another tab.").waitFor();
  await site.unlockVault(two, "practice", next);
});

step("a vault deleted in one tab is closed in all of them, with a plain sentence", async () => {
  await site.goTo(one, "Settings");
  await one.getByText("Delete the vault…").click();
  await one.locator("#delete-name").fill("practice");
  await one.locator("tp-delete-vault").getByLabel("The vault's passphrase", { exact: true }).fill(next);
  await one.getByRole("button", { name: "Delete the vault", exact: true }).click();
  await two.getByText("The vault “practice” was deleted in another tab.").waitFor();
  await two.getByRole("heading", { name: "Create a vault" }).waitFor();
  await one.getByRole("heading", { name: "Create a vault" }).waitFor();
});

/** Runs in the page: makes the two databases as an older version left them, and holds them open as one that lets nothing go. */
async function holdOlder() {
  const open = (name) => new Promise((resolve, reject) => {
    const request = indexedDB.open(name, 1);
    request.onerror = () => reject(request.error);
    request.onsuccess = () => resolve(request.result);
  });
  globalThis.held = [await open("old-keys"), await open("old")];
}

/** Runs in the page: copies the vault's rows into databases of the version before, under another name. */
async function copyAsOlder([from, to]) {
  const done = (request) => new Promise((resolve, reject) => {
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error);
  });
  for (const ending of ["-keys", ""]) {
    const source = await done(indexedDB.open(from + ending));
    const names = [...source.objectStoreNames];
    const rows = Object.fromEntries(await Promise.all(names.map(async (name) => [name, await done(source.transaction(name).objectStore(name).getAll())])));
    source.close();
    const opening = indexedDB.open(to + ending, 1);
    opening.onupgradeneeded = () => {
      for (const name of names) opening.result.createObjectStore(name, { keyPath: "k" }).createIndex("g", "g");
    };
    const target = await done(opening);
    const writing = target.transaction(names, "readwrite");
    for (const name of names) for (const row of rows[name]) writing.objectStore(name).put(row);
    await new Promise((resolve) => (writing.oncomplete = resolve));
    target.close();
  }
}

step("a newer version waits for an older tab, says so, and opens by itself once that is closed", async () => {
  await site.createVault(one, "new", passphrase);
  await site.lockVault(one);
  const older = await served.context.newPage();
  await older.goto(`${served.origin}/#/about`);
  await older.evaluate(copyAsOlder, ["new", "old"]);
  await older.evaluate(holdOlder);
  await one.reload();
  await one.getByRole("radio", { name: "old" }).check();
  await one.getByLabel("Passphrase", { exact: true }).fill(passphrase);
  await one.getByRole("button", { name: "Unlock", exact: true }).click();
  await one.getByText("Another tab keeps an older version open.").waitFor();
  await older.close();
  await one.getByRole("heading", { name: "Clients", level: 1 }).waitFor({ timeout: 30_000 });
});

test("meanwhile no policy was broken and no error met", () => {
  assert.deepEqual(served.seen.violations, []);
  assert.deepEqual(served.seen.errors, []);
});
