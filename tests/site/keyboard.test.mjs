// The whole story by the keyboard alone, with the focus in sight at every stop, and once around every view.
import assert from "node:assert/strict";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, test } from "node:test";
import { openSite } from "./harness/index.mjs";
import { headingFocused, keyboardOf } from "./harness/keys.mjs";
import * as site from "./harness/pages.mjs";
import { addressesOf, openViews, showView } from "./harness/views.mjs";

const passphrase = "four quiet words here";
const filePassphrase = "other words for the file";
const folder = mkdtempSync(join(tmpdir(), "tracker-keyboard-"));
const file = join(folder, "history.age");
let served;
let page;
let keys;

before(async () => {
  served = await openSite({ reducedMotion: "reduce", viewport: { width: 1280, height: 800 } });
  page = await site.openStart(served.context, served.origin);
  page.setDefaultTimeout(15_000);
  keys = keyboardOf(page);
});
after(async () => {
  await served.close();
  rmSync(folder, { recursive: true, force: true });
});

const step = (name, steps) => test(name, () => site.pictured(page, steps));
const button = (name) => page.getByRole("button", { name, exact: true });
const link = (name) => page.getByRole("link", { name, exact: true });
const field = (name) => page.getByLabel(name, { exact: true });
const part = (name) => page.getByRole("navigation", { name: "Parts of the record" }).getByRole("link", { name, exact: true });
const status = (text) => page.getByRole("status").filter({ hasText: text }).waitFor();

async function createVault(name) {
  await keys.fill(page.getByLabel("Name of the vault"), name);
  await keys.fill(field("Passphrase"), passphrase);
  await keys.fill(field("Passphrase again"), passphrase);
  await keys.act(button("Create vault"));
  await headingFocused(page, "Recovery code");
  // A group ends in a line break there, which the keyboard would type as Enter.
  const code = (await page.locator(".recovery-code").innerText()).replace(/\s+/g, "-");
  await keys.fill(field("The code, from your sheet"), code);
  await keys.press("Enter");
  await headingFocused(page, "Clients");
}

step("the first stop leads past the header", async () => {
  await page.locator("tp-start form").waitFor();
  await keys.tabTo(page.getByRole("link", { name: "Skip to the content" }));
  await keys.press("Enter");
  assert.equal(await page.evaluate(() => document.activeElement.localName), "main");
});

step("a vault is created, and the next page's heading has the focus", () => createVault("practice"));

step("a client is added, and a mistake has the focus until it is mended", async () => {
  await keys.act(link("Add a client").first());
  await headingFocused(page, "Add a client");
  await keys.act(button("Save client"));
  await page.locator(".field-error").first().waitFor();
  assert.equal(await page.evaluate(() => document.activeElement.getAttribute("aria-invalid")), "true");
  await keys.type("Mira Holm");
  await keys.act(button("Save client"));
  await headingFocused(page, "Journal");
});

step("a goal is set", async () => {
  await keys.act(part("Goals"));
  await headingFocused(page, "Goals");
  await keys.act(button("Add a goal"));
  await keys.fill(field("Goal"), "Sleep through the night");
  await keys.act(button("Add goal"));
  await page.getByRole("heading", { name: "Sleep through the night" }).waitFor();
});

step("sessions are logged", async () => {
  for (const [state, words] of [["2", "Slept badly."], ["3", "Slept a little."], ["4", "Seven hours, twice."]]) {
    await keys.press("n");
    await headingFocused(page, "New session");
    await page.locator("#session-minutes").waitFor();
    await keys.press(state);
    await keys.fill(field("What was talked about"), words);
    await keys.press("Control+Enter");
    await status("Session saved.");
    await page.locator(".entry", { hasText: words }).waitFor();
  }
});

step("the trend is read, moved and seen in another view", async () => {
  await keys.act(part("Trend"));
  await page.locator("tp-timeline .drawing svg").waitFor();
  await keys.tabTo(page.locator(".timeline-hold"));
  await keys.press("+", "ArrowLeft", "Home", "End");
  await keys.act(page.getByText("Show as table"));
  await page.locator("tp-timeline details[open] table").waitFor();
  await page.evaluate(() => document.querySelector("main").focus());
  await keys.act(link("Year by day"));
  await headingFocused(page, "Year by day");
});

step("a report is made for another reader", async () => {
  await page.evaluate(() => document.querySelector("main").focus());
  await keys.act(part("Report"));
  await headingFocused(page, "Progress report");
  await keys.act(button("The client"), "Space");
  await page.locator(".report[aria-busy=false]", { hasText: "In short" }).waitFor();
});

step("a history file is made and saved", async () => {
  await page.evaluate(() => document.querySelector("main").focus());
  await keys.tabTo(link("Files"), "Shift+Tab");
  await keys.press("Enter");
  await headingFocused(page, "History files");
  await keys.fill(field("Passphrase for the file"), filePassphrase);
  await keys.fill(page.getByRole("region", { name: "Take a history file" }).getByLabel("Passphrase again", { exact: true }), filePassphrase);
  await keys.act(button("Make the file"));
  const save = page.getByRole("link", { name: /^Save / });
  await keys.tabTo(save);
  const [download] = await Promise.all([page.waitForEvent("download"), keys.press("Enter")]);
  await download.saveAs(file);
});

step("settings are changed", async () => {
  await keys.tabTo(link("Settings"), "Shift+Tab");
  await keys.press("Enter");
  await headingFocused(page, "Settings");
  await keys.act(page.getByLabel("Single keys are shortcuts"), "Space");
  await page.getByText("Single keys are no shortcuts any more.").waitFor();
});

step("the vault is locked and unlocked", async () => {
  await keys.tabTo(page.locator(".bar-lock"), "Shift+Tab");
  await keys.press("Enter");
  await page.getByRole("heading", { name: "Your vaults on this device" }).waitFor();
  await page.waitForFunction(() => document.activeElement?.localName === "h1");
  await keys.fill(field("Passphrase"), passphrase);
  await keys.press("Enter");
  await headingFocused(page, "Clients");
  await keys.act(page.locator(".caseload-name").first());
  await headingFocused(page, "Journal");
});

step("the file comes back into a fresh vault", async () => {
  await keys.tabTo(page.locator(".bar-lock"), "Shift+Tab");
  await keys.press("Enter");
  await page.getByRole("heading", { name: "Your vaults on this device" }).waitFor();
  await keys.act(button("Create another vault"));
  await createVault("second");
  await keys.tabTo(page.locator(".bar-nav").getByRole("link", { name: "Files" }), "Shift+Tab");
  await keys.press("Enter");
  await headingFocused(page, "History files");
  // The browser is told to hand over its dialog well before the key that opens it.
  const dialog = page.waitForEvent("filechooser");
  await keys.act(page.locator("tp-import").getByLabel("History file"));
  await (await dialog).setFiles(file);
  await keys.fill(field("The file's passphrase"), filePassphrase);
  await keys.act(button("Import"));
  await page.getByRole("heading", { name: "Import finished" }).waitFor();
  await page.getByText("The file holds 1 client, 3 sessions, 1 goal").waitFor();
});

step("the focus goes once around every view, in sight at every stop and out at the end", async () => {
  await site.lockVault(page);
  await site.fillDemo(page, served.origin);
  const addresses = await addressesOf(page, "Elif Wren");
  for (const name of openViews) {
    await showView(page, addresses, name);
    await page.evaluate(() => document.querySelector("main").focus());
    const stops = await keys.around().catch((error) => assert.fail(`${name}: ${error.message}`));
    assert.ok(stops.length > 0, name);
  }
});

test("the keyboard broke no content policy and met no error", () => {
  assert.deepEqual(served.seen.violations, []);
  assert.deepEqual(served.seen.errors, []);
});
