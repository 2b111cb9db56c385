// The lock: by itself, out of sight, at the panic key, in every tab; and that nothing of the records stays behind.
import assert from "node:assert/strict";
import { setTimeout as pause } from "node:timers/promises";
import { after, before, test } from "node:test";
import { openSite } from "./harness/index.mjs";
import * as site from "./harness/pages.mjs";
import { addressesOf, openViews, showView } from "./harness/views.mjs";

const passphrase = "four quiet words here";
let served;
let page;

before(async () => {
  served = await openSite({ reducedMotion: "reduce", viewport: { width: 1280, height: 900 } });
  page = await site.openStart(served.context, served.origin);
  page.setDefaultTimeout(15_000);
  await site.createVault(page, "practice", passphrase);
  await site.addClient(page, "Mira Holm", "Zinnober on Thursdays");
});
after(() => served.close());

const step = (name, steps) => test(name, () => site.pictured(page, steps));
const isLocked = (one) => one.getByRole("heading", { name: "Your vaults on this device" }).waitFor();
const isOpen = (one) => one.getByRole("button", { name: "Lock", exact: true }).count();

/** A second tab of the same vault. */
async function openTab(clock = false) {
  const other = await served.context.newPage();
  other.setDefaultTimeout(15_000);
  if (clock) await other.clock.install();
  await other.goto(`${served.origin}/`);
  await site.unlockVault(other, "practice", passphrase);
  return other;
}

/** Where a step before went wrong, the next one still finds an open vault. */
async function ensureOpen() {
  if ((await isOpen(page)) === 0) await site.unlockVault(page, "practice", passphrase);
}

/** Signs of a person are passed on every five seconds at most: those before are through then. */
const quiet = () => pause(6_500);

/** Runs in the page: its clock alone goes so many milliseconds ahead, where the harness' own would do so in every tab. */
function moveAhead(milliseconds) {
  const { now } = Date;
  Date.now = () => now() + milliseconds;
}

/** Runs in the page: as if it went out of sight, or came back. */
function show(isShown) {
  Object.defineProperty(document, "visibilityState", { configurable: true, get: () => (isShown ? "visible" : "hidden") });
  document.dispatchEvent(new Event("visibilitychange"));
}

/** Runs in the page: everything that it keeps, as one text. */
function everythingKept() {
  const fields = [...document.querySelectorAll("input, textarea, select")].map(({ value }) => value);
  const stored = [sessionStorage, localStorage].map((storage) => JSON.stringify({ ...storage }));
  return [document.documentElement.outerHTML, document.title, location.href, JSON.stringify(history.state), ...fields, ...stored].join("\n");
}

async function knowsNothing(one, where) {
  const kept = await one.evaluate(everythingKept);
  for (const word of ["Mira", "Holm", "Zinnober", "Half a sentence", "Kastanie"]) assert.ok(!kept.includes(word), `${word} ${where}`);
}

step("the minutes until the lock can be chosen, and hold in another tab and after a reload", async () => {
  const other = await openTab();
  await site.goTo(page, "Settings");
  assert.equal(await page.locator("#lock-minutes").inputValue(), "10");
  await page.locator("#lock-minutes").selectOption("1");
  await page.getByText("The choice is kept.").waitFor();
  await site.goTo(other, "Settings");
  assert.equal(await other.locator("#lock-minutes").inputValue(), "1");
  await other.close();
  await site.goTo(page, "Clients");
  await page.reload();
  await site.unlockVault(page, "practice", passphrase);
  await site.goTo(page, "Settings");
  await page.waitForFunction(() => document.querySelector("#lock-minutes")?.value === "1");
});

step("that the vault is locked is said no longer than it is true", async () => {
  await site.lockVault(page);
  await page.getByText("The vault is locked.").waitFor();
  await site.unlockVault(page, "practice", passphrase);
  assert.equal(await page.getByText("The vault is locked.").count(), 0);
});

step("after that time it warns, and locks every tab", async () => {
  const other = await openTab();
  // Its watch has taken over what was chosen once the settings show it.
  await site.goTo(other, "Settings");
  await other.waitForFunction(() => document.querySelector("#lock-minutes")?.value === "1");
  await quiet();
  await other.evaluate(moveAhead, 45_000);
  await other.getByRole("heading", { name: "Still there?" }).waitFor();
  assert.ok(await isOpen(page));
  await other.evaluate(moveAhead, 20_000);
  await isLocked(other);
  await isLocked(page);
  assert.equal(page.workers().filter((worker) => worker.url().startsWith("blob:")).length, 1, "only the worker of the locked page");
  await other.close();
  await site.unlockVault(page, "practice", passphrase);
  await site.goTo(page, "Settings");
  await page.locator("#lock-minutes").selectOption("60");
  await page.getByText("The choice is kept.").waitFor();
});

step("whoever is at work in one tab keeps the others open", async () => {
  const other = await openTab();
  await site.goTo(other, "Settings");
  await other.waitForFunction(() => document.querySelector("#lock-minutes")?.value === "60");
  await quiet();
  await other.evaluate(moveAhead, 59 * 60_000 + 35_000);
  const warns = () => other.getByRole("heading", { name: "Still there?" }).isVisible();
  await other.getByRole("heading", { name: "Still there?" }).waitFor();
  for (let moves = 0; moves < 14 && (await warns()); moves += 1) {
    await page.mouse.move(300 + moves, 300);
    await pause(500);
  }
  assert.equal(await warns(), false);
  assert.ok((await isOpen(page)) && (await isOpen(other)), "it went on, and did not lock");
  await other.close();
});

step("out of sight it stays open, unless that is chosen; then it locks after a moment, when no tab shows it", async () => {
  // Whichever tab the browser has in front, this one counts as seen until it is said to be out of sight.
  await page.evaluate(show, true);
  const other = await openTab(true);
  await other.evaluate(show, false);
  await other.clock.fastForward(60_000);
  await other.evaluate(show, true);
  assert.ok(await isOpen(other), "not chosen");
  await site.goTo(other, "Settings");
  await other.getByLabel("Also lock when no tab shows the vault any more").check();
  await other.getByText("The choice is kept.").waitFor();
  await other.evaluate(show, false);
  await other.clock.fastForward(5_000);
  await other.evaluate(show, true);
  await other.clock.fastForward(60_000);
  assert.ok(await isOpen(other), "a quick look elsewhere");
  await other.evaluate(show, false);
  // The other tab asks, and this one says that it shows the vault.
  await other.evaluate(() => {
    globalThis.shownBy = [];
    new BroadcastChannel("vaults").addEventListener("message", ({ data }) => data.news === "shown" && globalThis.shownBy.push(data.vault));
  });
  await other.clock.fastForward(15_100);
  let shownBy = [];
  for (let tries = 0; tries < 50 && shownBy.length === 0; tries += 1) {
    await pause(100);
    shownBy = await other.evaluate(() => globalThis.shownBy);
  }
  assert.deepEqual(shownBy, ["practice"]);
  await other.clock.fastForward(600);
  assert.ok(await isOpen(other), "another tab shows it");
  await page.evaluate(show, false);
  await other.clock.fastForward(15_100);
  await other.clock.fastForward(600);
  await isLocked(other);
  await isLocked(page);
  await page.evaluate(show, true);
  await other.close();
  await site.unlockVault(page, "practice", passphrase);
});

step("the panic key works from within a text, asks nothing, and keeps what was written", async () => {
  await ensureOpen();
  await site.openClient(page, "Mira Holm");
  await site.startSession(page);
  await page.getByLabel("What was talked about").fill("Half a sentence about the Kastanie");
  await page.keyboard.press("Escape");
  await page.keyboard.press("Escape");
  await isLocked(page);
  await knowsNothing(page, "after the panic key");
  await site.unlockVault(page, "practice", passphrase);
  await site.openClient(page, "Mira Holm");
  await page.getByRole("link", { name: "Continue writing" }).click();
  await page.locator("#session-minutes").waitFor();
  assert.equal(await page.getByLabel("What was talked about").inputValue(), "Half a sentence about the Kastanie");
});

step("one press, a key between two, and a key held down lock nothing", async () => {
  const field = page.getByLabel("What was talked about");
  await field.focus();
  await page.keyboard.press("Escape");
  await page.keyboard.press("a");
  await page.keyboard.press("Escape");
  await page.keyboard.press("b");
  await field.evaluate((element) => {
    for (let time = 0; time < 5; time += 1) element.dispatchEvent(new KeyboardEvent("keydown", { key: "Escape", repeat: time > 0, bubbles: true }));
  });
  assert.ok(await isOpen(page));
  await page.getByText("Draft kept, encrypted").waitFor();
});

step("locking in one tab locks all of them, and seals what was being written there", async () => {
  const other = await openTab();
  await page.getByLabel("What was talked about").fill("Half a sentence, and the Kastanie blooms");
  await site.lockVault(other);
  await isLocked(page);
  await knowsNothing(page, "after the lock of another tab");
  await other.close();
  await site.unlockVault(page, "practice", passphrase);
  await site.openClient(page, "Mira Holm");
  await page.getByRole("link", { name: "Continue writing" }).click();
  await page.locator("#session-minutes").waitFor();
  assert.equal(await page.getByLabel("What was talked about").inputValue(), "Half a sentence, and the Kastanie blooms");
});

step("after the lock no word of the records is left in the page, nor on the way back", async () => {
  await page.getByText("Neutral", { exact: true }).click();
  await page.getByRole("button", { name: "Save session" }).click();
  await page.locator(".entry", { hasText: "Kastanie" }).waitFor();
  await page.getByLabel("Search in this journal").fill("Kastanie");
  await page.locator(".found-texts").first().waitFor();
  await site.lockVault(page);
  await knowsNothing(page, "after the lock");
  for (let back = 0; back < 6; back += 1) {
    await page.goBack({ waitUntil: "commit" }).catch(() => undefined);
    if (!page.url().startsWith(served.origin)) break;
    await knowsNothing(page, `${back + 1} back`);
  }
  await page.goto(`${served.origin}/`);
});

step("a page that was left with an open vault comes back locked", async () => {
  await site.unlockVault(page, "practice", passphrase);
  await site.openClient(page, "Mira Holm");
  await page.goto("about:blank");
  await page.goBack();
  await isLocked(page);
  await knowsNothing(page, "after coming back");
});

step("the panic key works from every view, and from a dialog", async () => {
  await site.fillDemo(page, served.origin);
  // The views of the trend are one page, with different drawings.
  for (const name of openViews.filter((each) => !/trend\/(?!timeline)/.test(each))) {
    const addresses = await addressesOf(page, "Elif Wren");
    await showView(page, addresses, name);
    await page.keyboard.press("Escape");
    await page.keyboard.press("Escape");
    await isLocked(page).catch(() => assert.fail(`${name} stays open`));
    await page.getByRole("radio", { name: "demo" }).check();
    await page.getByLabel("Passphrase", { exact: true }).fill("only sample data here");
    await page.getByRole("button", { name: "Unlock", exact: true }).click();
    await page.getByRole("heading", { name: "Clients", level: 1 }).waitFor();
  }
  await page.keyboard.press("?");
  await page.getByRole("heading", { name: "Keys", exact: true }).waitFor();
  await page.keyboard.press("Escape");
  await page.keyboard.press("Escape");
  await isLocked(page);
});

test("meanwhile no policy was broken and no error met", () => {
  assert.deepEqual(served.seen.violations, []);
  assert.deepEqual(served.seen.errors, []);
});
