// Signed sessions, their versions side by side, what is struck out, and psychotherapy notes: as a person meets them.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { openSite, openTracker } from "./harness/index.mjs";
import { accessible } from "./harness/looks.mjs";
import * as site from "./harness/pages.mjs";

const passphrase = "four quiet words here";
const day = (number) => `2026-03-${String(number).padStart(2, "0")}T10:00:00Z`;
const sessions = [1, 8].map((number) => ({
  session_id: `s${number}`, client_id: "ada", emotional_state: "neutral", timestamp: day(number),
  conversation_summary: "Slept badly again, and said so.", techniques_used: ["Exposure"],
}));
const SECRET = "quetzalcoatl";
let served;
let page;

async function writeRecords() {
  const Tracker = await openTracker(served.context, served.origin);
  const vault = await Tracker.create({ name: "practice", passphrase });
  await vault.saveClient({ client_id: "ada", display_name: "Ada" });
  await vault.importSessions(sessions);
  await vault.lock();
  await Tracker.page.close();
}

before(async () => {
  served = await openSite({ viewport: { width: 1280, height: 900 }, reducedMotion: "reduce" });
  await writeRecords();
  page = await site.openStart(served.context, served.origin);
  page.setDefaultTimeout(8_000);
  await page.getByLabel("Passphrase", { exact: true }).fill(passphrase);
  await button("Unlock").click();
  await page.locator(".caseload-name").waitFor();
});
after(() => served.close());

const step = (name, steps) => test(name, (t) => site.pictured(page, () => steps(t)));
const button = (name) => page.getByRole("button", { name, exact: true });
const notice = (words) => page.locator(".notice", { hasText: words }).waitFor();

/** Opens the newest session of the journal, or the one before. */
async function openSession(place = 0) {
  await site.openClient(page, "Ada");
  await page.locator(".entry-open").nth(place).click();
  await button("Amend").waitFor();
}

/** Calls the tracker beside the site, in a tab of its own. */
async function beside(work) {
  const Tracker = await openTracker(served.context, served.origin);
  const vault = await Tracker.unlock({ name: "practice", passphrase });
  try {
    return await work(vault);
  } finally {
    await vault.lock();
    await Tracker.page.close();
  }
}

step("a session is signed with a statement, by keyboard", async () => {
  await openSession();
  await page.locator(".entry-full").getByText("Not signed").waitFor();
  await button("Sign").focus();
  await page.keyboard.press("Enter");
  await page.locator("#act-text:focus").waitFor();
  await page.keyboard.type("A. Quill, psychotherapist");
  await accessible(page, "signing");
  await button("Sign as it stands").click();
  await notice("The session is signed.");
  const line = await page.locator(".entry-full .signature").innerText();
  assert.match(line, /^Signed on \d+ \w+ \d{4}, \d\d:\d\d\s*“A\. Quill, psychotherapist”$/);
  assert.equal(await button("Sign").count(), 0);
});

step("an amendment of a signed session says what becomes of the signature, and is unsigned", async () => {
  await button("Amend").click();
  await page.getByText("This session is signed. Your amendment becomes a new version").waitFor();
  await page.getByLabel("What was talked about").fill("Slept well, for once, and said so.");
  await button("Save amendment").click();
  await page.locator(".field-error").first().waitFor();
  await page.getByLabel("Reason for the amendment").fill("Mixed up with another day");
  await button("Save amendment").click();
  await page.locator(".entry-full").getByText("Not signed").waitFor();
});

step("two versions stand side by side with the words that changed", async () => {
  await page.getByText("1 earlier version").click();
  await page.locator(".comparison").waitFor();
  const texts = async (name) => page.locator(`.comparison ${name}`).evaluateAll((all) => all.map(({ textContent }) => textContent.replace(/\s+/g, " ").trim()));
  assert.deepEqual(await texts("del"), ["removed: badly again end."]);
  assert.deepEqual(await texts("ins"), ["added: well, for once end."]);
  await page.locator(".comparison").getByText("“A. Quill, psychotherapist”").waitFor();
  await page.getByText("The same in both:").waitFor();
  const [left, right] = await page.locator(".compared-field .compared > div").evaluateAll((sides) => sides.map((side) => side.getBoundingClientRect().toJSON()));
  assert.ok(right.left > left.right && right.top === left.top, "beside each other on a laptop");
  await page.setViewportSize({ width: 360, height: 800 });
  const [upper, lower] = await page.locator(".compared-field .compared > div").evaluateAll((sides) => sides.map((side) => side.getBoundingClientRect().toJSON()));
  assert.ok(lower.top >= upper.bottom && lower.left === upper.left, "below each other on a phone");
  await accessible(page, "two versions");
  await page.getByLabel("Later version").focus();
  await page.keyboard.press("ArrowDown");
  await page.getByText("Both versions say the same.").waitFor();
});

step("the signed text keeps its signature among the versions", async () => {
  const earlier = page.locator(".revisions article");
  assert.equal(await earlier.count(), 1);
  await earlier.locator(".signature").waitFor();
  await earlier.getByText("Replaced because: Mixed up with another day").waitFor();
});

step("the journal can be narrowed to what is not signed", async () => {
  await button("Sign").click();
  assert.equal(await page.locator("#act-text").inputValue(), "A. Quill, psychotherapist");
  await button("Sign as it stands").click();
  await notice("The session is signed.");
  await site.openClient(page, "Ada");
  await button("Filter").click();
  await page.getByLabel("Only sessions that are not signed").check();
  await page.locator(".journal-count", { hasText: "1 session found." }).waitFor();
  await page.getByLabel("Search in this journal").fill("slept");
  await page.locator(".journal-count", { hasText: "1 session found." }).waitFor();
  await button("Clear all").click();
});

step("a report says when each session was signed", async () => {
  await site.openSection(page, "Report");
  await button("All time").click();
  await page.getByRole("columnheader", { name: "Signed on" }).waitFor();
  const cells = await page.locator(".report-part table tbody tr td:last-child").allInnerTexts();
  assert.ok(cells.some((text) => /^\d+ \w+ \d{4}$/.test(text)) && cells.includes("Not signed"), cells.join());
});

step("striking a session out asks for a reason, and it can be restored from the journal", async () => {
  await openSession();
  await button("Strike out").click();
  await button("Strike the session out").click();
  await page.locator("#act-text-error").waitFor();
  await page.getByLabel("Reason for striking it out").fill("Wrong client");
  await button("Strike the session out").click();
  await page.locator(".caution", { hasText: "Reason: Wrong client" }).waitFor();
  assert.equal(await button("Amend").count(), 0);
  await accessible(page, "a session that is struck out");
  await site.openClient(page, "Ada");
  await page.getByText("1 session struck out").click();
  await accessible(page, "a journal with what is struck out");
  await page.locator(".struck-list a").click();
  await button("Restore").click();
  await page.getByLabel("Reason for restoring it").fill("It was right");
  await button("Restore the session").click();
  await button("Amend").waitFor();
  await page.getByText("3 earlier versions").click();
  await page.locator(".revisions").getByText("Reason: It was right").waitFor();
  await site.openClient(page, "Ada");
  assert.equal(await page.locator(".struck-list").count(), 0);
});

step("psychotherapy notes stay closed until they are asked for", async () => {
  await openSession(1);
  await page.getByText("For your own thoughts, apart from the record").waitFor();
  assert.equal(await page.locator("#notes-text").count(), 0);
  await beside(async (vault) => {
    const reads = (await vault.getAuditLog()).filter(({ action }) => action === "psychotherapy_notes_read");
    assert.deepEqual(reads, []);
  });
  await button("Open the notes").click();
  await page.locator("#notes-text:focus").waitFor();
  await accessible(page, "open notes");
});

step("blank notes are refused, and written ones are saved with what they said before", async () => {
  await button("Save the notes").click();
  await page.locator("#notes-text-error").waitFor();
  for (const text of [`First thought: ${SECRET}`, `Second thought: ${SECRET}`]) {
    await page.locator("#notes-text").fill(text);
    await button("Save the notes").click();
    await notice("The notes are saved.");
  }
  await page.getByText("1 earlier text").click();
  await page.locator(".notes-past", { hasText: "First thought" }).waitFor();
  await button("Close the notes").click();
  assert.ok(!(await page.content()).includes(SECRET));
});

step("leaving notes that are not saved asks first, and a lock by itself saves them", async () => {
  await button("Open the notes").click();
  await page.locator("#notes-text").fill(`Third thought: ${SECRET}`);
  await page.getByRole("link", { name: "Journal" }).click();
  await page.getByText("These notes are not saved yet").waitFor();
  await button("Stay here").click();
  assert.equal(await page.locator("#notes-text").inputValue(), `Third thought: ${SECRET}`);
  await button("Amend").click();
  await page.getByText("These notes are not saved yet").waitFor();
  await button("Stay here").click();
  await page.evaluate(() => document.querySelector("tp-idle-warning").dispatchEvent(new Event("tp-lock")));
  await page.getByRole("heading", { name: "Your vaults on this device" }).waitFor();
  const notes = await beside((vault) => vault.getPsychotherapyNotesRevisions("s1"));
  assert.deepEqual(notes.map(({ revision, text }) => [revision, text.split(":")[0]]), [[3, "Third thought"], [2, "Second thought"], [1, "First thought"]]);
});

step("notes are not printed and are in no draft, search, report or file that does not name them", async () => {
  await site.unlockVault(page, "practice", passphrase);
  await openSession(1);
  await button("Open the notes").click();
  await page.emulateMedia({ media: "print" });
  assert.equal(await page.locator(".notes-box").isVisible(), false);
  await page.emulateMedia({ media: "screen" });
  await button("Close the notes").click();
  await site.openClient(page, "Ada");
  await page.getByLabel("Search in this journal").fill(SECRET);
  await page.locator(".journal-count", { hasText: "No session contains" }).waitFor();
  await button("Filter").click();
  await page.getByLabel("Search in psychotherapy notes too").check();
  await page.locator(".found", { hasText: "The words stand in the psychotherapy notes." }).waitFor();
  assert.ok(!(await page.locator(".journal").innerText()).includes(SECRET));
  await button("Clear all").click();
  await beside(async (vault) => {
    const said = JSON.stringify([
      await vault.getSessions("ada"), await vault.getSession("s1"), await vault.getSessionRevisions("s1"), await vault.getDraft("ada"),
      await vault.generateProgressReport("ada", { timeframe_days: 1500 }), await vault.getCaseload(), await vault.getTimeline("ada"),
      await vault.getSummary(), await vault.getVocabulary(), await vault.getAuditLog(), await vault.searchSessions(SECRET), await vault.getSettings(),
    ]);
    assert.ok(!said.includes(SECRET));
    const [hit] = await vault.searchSessions(SECRET, { psychotherapy_notes: true });
    assert.equal(hit.session_id, "s1");
    assert.ok(!JSON.stringify(hit).includes(SECRET));
  });
});

/** Makes a backup on the page of files; resolves to its path. */
async function backUp(withNotes) {
  await site.goTo(page, "Files");
  const box = page.getByRole("region", { name: "Take a history file" }).getByLabel("Include psychotherapy notes");
  assert.equal(await box.isChecked(), false);
  await box.setChecked(withNotes);
  const path = await site.exportFile(page, passphrase);
  const said = withNotes ? "This file holds the psychotherapy notes." : "This file does not hold the psychotherapy notes.";
  await page.getByText(said).waitFor();
  return path;
}

step("a backup holds notes only where that was ticked, and says so", async () => {
  const [without, with_] = [await backUp(false), await backUp(true)];
  await site.lockVault(page);
  await button("Create another vault").click();
  await site.createVault(page, "restored", passphrase);
  await site.importFile(page, without, passphrase);
  assert.equal(await page.getByText(/Psychotherapy notes on/).count(), 0);
  await site.importFile(page, with_, passphrase);
  await page.getByText("Psychotherapy notes on 1 session were in the file.").waitFor();
  await openSession(1);
  await button("Open the notes").click();
  assert.equal(await page.locator("#notes-text").inputValue(), `Third thought: ${SECRET}`);
  await openSession();
  await page.getByText("3 earlier versions").click();
  assert.equal(await page.locator(".revisions article .signature").count(), 2);
});

test("the compartments broke no content policy and reported no error", () => {
  assert.deepEqual(served.seen.violations, []);
  assert.deepEqual(served.seen.errors, []);
});
