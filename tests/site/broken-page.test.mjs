// What the person sees when something breaks underneath: a sentence, and nothing that was typed is lost.
import assert from "node:assert/strict";
import { mkdirSync, mkdtempSync, writeFileSync } from "node:fs";
import { rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, test } from "node:test";
import { openSite, openTracker, put, dump } from "./harness/index.mjs";
import * as site from "./harness/pages.mjs";

const passphrase = "four quiet words here";
let served;
let page;

/** Runs in the page: keeps the page's workers, and ends one so many milliseconds after a call was posted to it. */
function keepWorkers() {
  const Original = globalThis.Worker;
  globalThis.vaultWorkers = [];
  globalThis.Worker = class extends Original {
    constructor(...given) {
      super(...given);
      globalThis.vaultWorkers.push(this);
    }

    postMessage(message, ...rest) {
      super.postMessage(message, ...rest);
      const kill = globalThis.killAfter;
      if (kill && kill.method === message.method) setTimeout(() => this.terminate(), kill.milliseconds);
    }
  };
}

before(async () => {
  served = await openSite({ viewport: { width: 1280, height: 900 } });
  await served.context.addInitScript(keepWorkers);
  page = await site.openStart(served.context, served.origin);
  page.setDefaultTimeout(15_000);
  await site.createVault(page, "practice", passphrase);
  await site.addClient(page, "Ada", "Sees better at night");
});
after(() => served.close());

const step = (name, steps) => test(name, () => site.pictured(page, steps));
const note = (label) => page.getByLabel(label, { exact: true });

/** Opens the form for a session, which the link names by the draft where there is one. */
async function openForm() {
  await page.locator("tp-client a.button.primary").click();
  await page.locator("#session-minutes").waitFor();
}

async function writeNote(words) {
  await site.openClient(page, "Ada");
  await openForm();
  await page.getByText("Neutral", { exact: true }).click();
  await note("What was talked about").fill(words);
}

async function unlockAgain() {
  await site.unlockVault(page, "practice", passphrase);
  await site.openClient(page, "Ada");
  await page.locator("tp-journal").waitFor();
}

step("a worker that is killed in the middle of a save locks the vault and says so, and the text is there again", async () => {
  for (const milliseconds of [0, 2, 5, 10]) {
    const words = `Killed after ${milliseconds} ms`;
    await writeNote(words);
    await page.locator(".save-bar .hint:not(.keys)").waitFor();
    await page.evaluate((kill) => (globalThis.killAfter = kill), { method: "logSession", milliseconds });
    await page.getByRole("button", { name: "Save session" }).click();
    await page.getByRole("heading", { name: "Your vaults on this device" }).waitFor();
    await page.getByText("The vault stopped because of an error and is locked. What was saved is safe.").waitFor();
    await page.evaluate(() => (globalThis.killAfter = null));
    await unlockAgain();
    await openForm();
    const draft = await note("What was talked about").inputValue();
    await page.getByRole("link", { name: "Ada" }).first().click();
    await page.locator("tp-journal").waitFor();
    const entry = page.locator(".entry", { hasText: words });
    // The journal takes a moment to be read.
    if (draft !== words) await entry.first().waitFor().catch(() => undefined);
    const saved = await entry.count();
    assert.ok(draft === words || saved === 1, `${words}: neither saved nor kept as a draft`);
    assert.ok(saved <= 1);
    await page.evaluate(() => (location.hash = "#/clients"));
  }
});

step("a worker that is killed while nothing is asked of it locks the vault and says so", async () => {
  await site.openClient(page, "Ada");
  await page.evaluate(() => globalThis.vaultWorkers.forEach((worker) => worker.terminate()));
  await page.getByRole("heading", { name: "Your vaults on this device" }).waitFor();
  await page.getByText("The vault stopped because of an error and is locked.").waitFor();
  await unlockAgain();
});

/** Runs in the page: pastes a text into the field that has the focus, without a clipboard. */
function paste(length) {
  const field = document.activeElement;
  field.value += "lorem ipsum dolor ".repeat(Math.ceil(length / 18)).slice(0, length);
  field.dispatchEvent(new InputEvent("input", { bubbles: true, inputType: "insertFromPaste" }));
}

step("ten megabytes pasted into a field are refused at that field, and everything else that was typed stays", async () => {
  await writeNote("Before the accident");
  await note("Progress").fill("Slept through");
  await note("What was talked about").focus();
  await page.evaluate(paste, 10_000_000);
  await page.getByText("The draft could not be kept.").waitFor();
  await page.getByRole("button", { name: "Save session" }).click();
  const wrong = page.locator(".has-error").first();
  await wrong.getByText("Must be a text of at most 64 KiB.").waitFor();
  assert.equal(await wrong.locator("textarea").getAttribute("name"), "conversation_summary");
  assert.equal((await note("What was talked about").inputValue()).length, 10_000_000 + "Before the accident".length);
  assert.equal(await note("Progress").inputValue(), "Slept through");
  await note("What was talked about").fill("Before the accident");
  await page.getByRole("button", { name: "Save session" }).click();
  await page.locator(".entry", { hasText: "Before the accident" }).first().waitFor();
});

step("ten megabytes in the other texts are refused at their fields", async () => {
  await page.locator("tp-client").getByRole("link", { name: "Details" }).click();
  await page.getByLabel("Notes").focus();
  await page.evaluate(paste, 10_000_000);
  await page.getByRole("button", { name: "Save client" }).click();
  await page.locator(".has-error").getByText("Must be a text of at most 64 KiB.").waitFor();
  await page.evaluate(() => (location.hash = "#/clients"));
  await site.openClient(page, "Ada");
  await site.openSection(page, "Goals");
  await page.getByRole("button", { name: "Add a goal" }).click();
  await page.getByLabel("Goal", { exact: true }).focus();
  await page.evaluate(paste, 10_000_000);
  await page.getByRole("button", { name: "Add goal" }).click();
  await page.locator(".has-error").getByText("Must be a text of at most 64 KiB.").waitFor();
  await site.openSection(page, "Journal");
  await page.getByLabel("Search in this journal").focus();
  await page.evaluate(paste, 10_000_000);
  await page.getByText("No session contains all of these words.").waitFor();
  await page.getByLabel("Search in this journal").fill("");
  await page.locator(".entry").first().waitFor();
});

step("a draft that is damaged takes nothing with it", async () => {
  await writeNote("A draft to be damaged");
  await page.locator(".save-bar .hint:not(.keys)").waitFor();
  await site.lockVault(page);
  const tracker = await openTracker(served.context, served.origin);
  const drafts = (await dump(tracker.page, "practice")).state.filter(({ value }) => value.k !== "0068656164");
  await put(tracker.page, "practice", "state", drafts.map(({ value }) => ({ ...value, b: `${value.b.slice(0, -2)}00` })));
  await tracker.page.close();
  await unlockAgain();
  const told = page.locator("main [role=alert][data-code=corrupt_record]");
  await told.waitFor();
  await page.getByRole("heading", { name: "Ada", level: 1 }).waitFor();
  await openForm();
  await told.waitFor();
  await page.getByText("Neutral", { exact: true }).click();
  await note("What was talked about").fill("Written after the damage");
  await page.getByRole("button", { name: "Save session" }).click();
  await page.locator(".entry", { hasText: "Written after the damage" }).waitFor();
  await page.evaluate(() => (location.hash = "#/clients"));
  await site.openClient(page, "Ada");
  await page.locator("tp-journal .entry").first().waitFor();
  assert.equal(await told.count(), 0, "the damaged draft is gone");
});

step("a client's own record that is damaged is said to be, and the sessions beside it stay in reach", async () => {
  await site.lockVault(page);
  const tracker = await openTracker(served.context, served.origin);
  const vault = await tracker.unlock({ name: "practice", passphrase });
  const before = await dump(tracker.page, "practice");
  const [{ client_id }] = await vault.getClients();
  await vault.saveClient({ client_id, notes: "Sees better in the morning" });
  const { journal } = await dump(tracker.page, "practice");
  await vault.lock();
  const rewritten = journal.map(({ value }) => value).filter(({ k, b }) => before.journal.some(({ value }) => value.k === k && value.b !== b));
  await put(tracker.page, "practice", "journal", rewritten.map((row) => ({ ...row, b: `${row.b.slice(0, -2)}00` })));
  await unlockAgain();
  await page.locator("main [role=alert][data-code=corrupt_record]").waitFor();
  await page.locator("tp-journal .entry").first().waitFor();
  await openForm();
  await page.locator("#session-conversation_summary").waitFor();
  await site.lockVault(page);
  await put(tracker.page, "practice", "journal", rewritten);
  await tracker.page.close();
  await unlockAgain();
});

step("a vault that is deleted underneath the page is said to be out of reach, and locking leads back", async () => {
  await site.openClient(page, "Ada");
  const other = await openTracker(served.context, served.origin);
  await other.page.evaluate(() => Promise.all(["practice", "practice-keys"].map((name) => new Promise((resolve) => (indexedDB.deleteDatabase(name).onsuccess = resolve)))));
  await other.page.close();
  await site.openSection(page, "Goals");
  await page.locator("[role=alert][data-code=storage_unavailable]").waitFor();
  await page.getByRole("button", { name: "Lock", exact: true }).click();
  await page.getByLabel("Name of the vault").waitFor();
});

test("where the browser keeps sites from storing anything, the first page says so", async () => {
  const profile = mkdtempSync(join(tmpdir(), "tracker-blocked-"));
  mkdirSync(join(profile, "Default"));
  const blocked = { profile: { default_content_setting_values: { cookies: 2 } } };
  writeFileSync(join(profile, "Default", "Preferences"), JSON.stringify(blocked));
  const denied = await openSite({ profile });
  try {
    const first = await site.openStart(denied.context, denied.origin);
    await first.getByText("This browser does not let the page store anything.").first().waitFor();
    assert.equal(await first.locator("[role=alert]").first().getAttribute("data-code"), "storage_unavailable");
    await first.screenshot({ path: join(tmpdir(), "blocked.png") });
  } finally {
    await denied.close();
    await rm(profile, { recursive: true, force: true, maxRetries: 20, retryDelay: 100 });
  }
});
