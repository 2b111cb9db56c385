// The main journey through the site, and what the browser sent meanwhile by its own account: nothing.
import assert from "node:assert/strict";
import { existsSync, mkdtempSync } from "node:fs";
import { rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, test } from "node:test";
import { dist, openSite, readNetLog } from "./harness/index.mjs";
import * as site from "./harness/pages.mjs";

const passphrase = "four quiet words here";
const filePassphrase = "another four words then";
const folder = mkdtempSync(join(tmpdir(), "tracker-netlog-"));
const netLog = join(folder, "net.json");
let served;
let page;

before(async () => {
  served = await openSite({ netLog, viewport: { width: 1280, height: 900 } });
  page = await site.openStart(served.context, served.origin);
  page.setDefaultTimeout(15_000);
});
after(async () => {
  await served.close();
  await rm(folder, { recursive: true, force: true });
});

const step = (name, steps) => test(name, () => site.pictured(page, steps));
const focused = () =>
  page.evaluate(() => {
    const { name, ariaLabel, labels, id } = document.activeElement;
    return name || ariaLabel || labels?.[0]?.innerText.trim() || id;
  });
const shown = (text) => page.getByText(text).first().waitFor();

/** Presses Tab until the field of that name has the focus; each stop on the way must be one of `between`. */
async function tabTo(name, between = []) {
  for (;;) {
    await page.keyboard.press("Tab");
    const now = await focused();
    if (now === name) return;
    assert.ok(between.some((one) => now.startsWith(one)), `the focus went to ${now} on its way to ${name}`);
  }
}

step("a vault is created, a client and a goal are added", async () => {
  await site.createVault(page, "practice", passphrase);
  await shown("This vault is empty.");
  await site.addClient(page, "Mira Holm", "Prefers mornings");
  await site.addGoal(page, "Sleep through the night", "Three nights of seven");
  await page.getByText("Update progress").click();
  await page.getByLabel("Reached, in percent").fill("40");
  await page.getByRole("button", { name: "Save progress" }).click();
  await shown("40% reached");
  await page.getByText("History", { exact: true }).click();
  await page.locator("tp-goal-chart [role=img]").waitFor();
  await site.addMilestone(page, "Slept for six hours");
});

step("a session is written up with the keyboard alone, field after field", async () => {
  await site.startSession(page);
  await page.locator("#session-minutes").focus();
  await page.keyboard.type("5");
  await tabTo("emotional_state", ["note_template"]);
  await page.keyboard.press("2");
  await tabTo("conversation_summary");
  await page.keyboard.type("The nights are better.");
  await tabTo("progress_notes");
  await page.keyboard.type("Six hours, twice.");
  await tabTo("therapist_observations");
  await tabTo("next_session_focus");
  await page.keyboard.type("The job.");
  await tabTo("Techniques used");
  await page.keyboard.type("Sleep diary");
  await page.keyboard.press("Enter");
  await tabTo("Goals worked on");
  await page.keyboard.type("sleep");
  await page.keyboard.press("Enter");
  await tabTo("Homework", ["Remove", "Reached, in percent", "What changed", "Milestone reached"]);
  await page.keyboard.type("Keep the diary.");
  await tabTo("Crisis flags");
  await page.keyboard.press("Control+Enter");
  await page.locator(".entry").first().waitFor();
  for (const text of ["The nights are better.", "Sleep diary", "Sleep through the night", "Keep the diary."]) await shown(text);
  assert.equal(await page.locator(".entry .state").innerText(), "Negative");
});

step("the last session stands beside the next, and a draft survives a reload", async () => {
  await site.startSession(page);
  const last = page.getByRole("complementary", { name: "Last session" });
  await last.getByText("The job.").waitFor();
  await last.getByText("Keep the diary.").waitFor();
  await page.getByLabel("What was talked about").fill("Half a sentence that must not be l");
  await page.getByText("Draft kept, encrypted").waitFor();
  await page.reload();
  await site.unlockVault(page, "practice", passphrase);
  await site.openClient(page, "Mira Holm");
  await page.getByRole("link", { name: "Continue writing" }).click();
  await page.getByText(/^Draft from .* restored\.$/).waitFor();
  assert.equal(await page.getByLabel("What was talked about").inputValue(), "Half a sentence that must not be l");
});

step("a session without an emotional state is not saved, and the field says so", async () => {
  await page.getByRole("button", { name: "Save session" }).click();
  await page.locator("#session-state-error").waitFor();
  assert.equal(await focused(), "emotional_state");
  await page.keyboard.press("4");
  await page.getByRole("button", { name: "Save session" }).click();
  await page.locator(".entry").nth(1).waitFor();
  assert.deepEqual(await page.locator(".entry .state").allInnerTexts(), ["Positive", "Negative"]);
});

step("a session is found by its words, amended, and keeps its earlier text", async () => {
  await page.getByLabel("Search in this journal").fill("SIX hours");
  await shown("1 session found.");
  await page.getByRole("link", { name: /^Open the session/ }).click();
  await page.getByRole("button", { name: "Amend" }).click();
  await page.getByLabel("Progress", { exact: true }).fill("Seven hours, twice.");
  await page.getByLabel("Reason for the amendment").fill("Misheard");
  await page.getByRole("button", { name: "Save amendment" }).click();
  await shown("1 earlier version");
  await page.getByText("1 earlier version").click();
  await shown("Six hours, twice.");
  await shown("Seven hours, twice.");
  await page.getByText("Replaced because: Misheard").waitFor();
});

step("the trend answers in every view, and the report for every window", async () => {
  await site.openClient(page, "Mira Holm");
  await site.openSection(page, "Trend");
  for (const name of ["Year by day", "Quarters", "Day", "Week", "Month", "Quarter", "Year", "Several years", "Timeline"]) {
    await page.getByRole("navigation", { name: "Views of the trend" }).getByRole("link", { name, exact: true }).click();
    await page.locator(".views [aria-current=page]", { hasText: name }).waitFor();
    await page.locator(".reading .drawing svg").waitFor();
  }
  await site.openSection(page, "Report");
  for (const name of ["7 days", "14 days", "30 days", "90 days", "1 year", "2 years", "All time"]) {
    await page.getByRole("button", { name, exact: true }).click();
    await page.getByRole("button", { name, exact: true, pressed: true }).waitFor();
    await page.locator(".report[aria-busy=false]").getByText("There were 2 sessions").waitFor();
  }
  await page.getByRole("button", { name: "Own range" }).click();
  await page.getByLabel("From", { exact: true }).fill("2020-01-01");
  await page.getByLabel("To", { exact: true }).fill("2020-12-31");
  await page.getByRole("button", { name: "Show", exact: true }).click();
  await page.locator(".report").getByText("1 Jan 2020 to 31 Dec 2020").filter({ visible: true }).first().waitFor();
  await page.locator(".report").getByText("There was no session").first().waitFor();
});

step("a history file goes out and comes back into another vault", async () => {
  const path = await site.exportFile(page, filePassphrase);
  await site.lockVault(page);
  await page.getByRole("button", { name: "Create another vault" }).click();
  await site.createVault(page, "second", passphrase);
  await site.importFile(page, path, filePassphrase);
  await shown("The file holds 1 client, 2 sessions, 1 goal, 1 milestone and 0 events.");
  await site.openClient(page, "Mira Holm");
  await shown("Seven hours, twice.");
  await rm(join(path, ".."), { recursive: true });
});

step("a wrong passphrase stays outside, the right one opens, and the back button shows nothing of a locked vault", async () => {
  await site.lockVault(page);
  await page.getByRole("radio", { name: "practice" }).check();
  await page.getByLabel("Passphrase", { exact: true }).fill(filePassphrase);
  await page.getByRole("button", { name: "Unlock", exact: true }).click();
  await page.locator("[role=alert][data-code=wrong_passphrase]").waitFor();
  await page.goBack();
  await page.getByRole("heading", { name: "Your vaults on this device" }).waitFor();
  assert.equal(await page.getByText("Mira").count(), 0);
  await site.unlockVault(page, "practice", passphrase);
  await page.locator(".caseload-name", { hasText: "Mira Holm" }).waitFor();
});

test("meanwhile the browser asked for the site's own files and nothing else", async () => {
  await served.close();
  const requests = readNetLog(netLog);
  assert.ok(requests.some(({ url }) => url === `${served.origin}/app.js`) && requests.some(({ url }) => url === `${served.origin}/tracker.js`));
  for (const { method, url } of [...requests, ...served.seen.requests.filter((request) => !request.url.startsWith("blob:"))]) {
    assert.equal(method, "GET", url);
    const { origin, pathname, search } = new URL(url);
    assert.equal(origin, served.origin, url);
    assert.equal(search, "", url);
    assert.ok(existsSync(join(dist, pathname.endsWith("/") ? `${pathname}index.html` : pathname)), url);
  }
});

test("meanwhile no page or worker broke the content policy or reported an error", () => {
  assert.deepEqual(served.seen.violations, []);
  assert.deepEqual(served.seen.errors, []);
});
