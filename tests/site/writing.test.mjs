// Writing a session up, by the keyboard alone.
import assert from "node:assert/strict";
import { after, before, beforeEach, test } from "node:test";
import { axe } from "./harness/axe.mjs";
import { openSite, openTracker } from "./harness/index.mjs";
import { keyboardOf } from "./harness/keys.mjs";
import * as site from "./harness/pages.mjs";

const passphrase = "four quiet words here";
const looks = [320, 1440].flatMap((width) => ["light", "dark"].map((colorScheme) => ({ width, colorScheme })));
let served;
let page;
let press, type, tabTo;

before(async () => {
  served = await openSite({ reducedMotion: "reduce" });
  page = await site.openStart(served.context, served.origin);
  page.setDefaultTimeout(15_000);
  ({ press, type, tabTo } = keyboardOf(page));
  await site.createVault(page, "practice", passphrase);
  await site.addClient(page, "Béla Reed");
  await site.addClient(page, "Ada Quill");
  await site.addGoal(page, "One bus ride alone");
  await site.addGoal(page, "Sleep through the night");
});
beforeEach(() => site.goTo(page, "Clients"));
after(() => served.close());

/** A test whose failure comes with a picture. */
const story = (name, steps) => test(name, () => site.pictured(page, steps));

const option = (name) => page.locator("[role=option]", { hasText: name });
const combobox = (name) => page.getByRole("combobox", { name, exact: true });
const isFocused = (place) => place.evaluate((element) => element === document.activeElement);

/** Runs in the page: the vault refuses every draft, as a full disk would, until `allowDrafts`. */
function refuseDrafts() {
  const post = Worker.prototype.postMessage;
  const failure = { code: "quota_exceeded", message: "full" };
  Worker.prototype.postMessage = function (request) {
    if (request.method !== "saveDraft") return post.call(this, request);
    return this.dispatchEvent(new MessageEvent("message", { data: { kind: "failed", id: request.id, failure } }));
  };
  globalThis.allowDrafts = () => {
    Worker.prototype.postMessage = post;
  };
}

/** Runs in the page: the practice's settings take a while to be saved, as on a slow disk. */
function saveSlowly() {
  const post = Worker.prototype.postMessage;
  Worker.prototype.postMessage = function (request) {
    if (request.method !== "saveSettings") return post.call(this, request);
    return setTimeout(() => post.call(this, request), 1500);
  };
}

/** Opens a client's form from the list, by the palette. */
async function startWriting(name) {
  await press("n");
  await option(name).waitFor();
  await type(name.slice(0, 3));
  await press("Enter");
  await page.locator("#session-minutes").waitFor();
}

async function save() {
  await press("Control+Enter");
  await page.getByRole("status").filter({ hasText: "Session saved." }).waitFor();
}

async function looksRight(name) {
  for (const { width, colorScheme } of looks) {
    await page.setViewportSize({ width, height: 800 });
    await page.emulateMedia({ colorScheme });
    const beyond = await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
    assert.equal(beyond, 0, `${name} at ${width} px scrolls sideways`);
    assert.deepEqual(await axe(page), [], `${name} at ${width} px, ${colorScheme}`);
  }
}

story("one key and a few letters lead to a client's form, accents aside", async () => {
  await press("n");
  await option("Béla Reed").waitFor();
  await looksRight("the palette");
  await type("bel");
  assert.equal(await page.getByRole("option").count(), 1);
  await press("Enter");
  await page.locator("#session-minutes").waitFor();
  await page.getByRole("link", { name: "Béla Reed" }).waitFor();
});

story("with a client in view the key leads straight to the form, and from a form to the palette", async () => {
  await site.openClient(page, "Ada Quill");
  await press("n");
  await page.locator("#session-minutes").waitFor();
  await press("n");
  await page.getByRole("dialog", { name: "New session for" }).waitFor();
  await press("Escape");
});

story("a session, its goals and a milestone are written and saved without a pointer", async () => {
  await startWriting("Ada Quill");
  await press("4");
  assert.ok(await page.getByRole("radio", { name: "Positive", exact: true }).isChecked());
  await tabTo(page.getByLabel("What was talked about"));
  await type("no notes, 5 plans?");
  await tabTo(combobox("Techniques used"));
  await type("Exposure, Breathing retraining");
  await press("Enter");
  await tabTo(combobox("Goals worked on"));
  await type("bus");
  await looksRight("the form with suggestions");
  await press("Enter");
  await tabTo(page.getByLabel("Reached, in percent"));
  await press("ArrowUp", "ArrowUp");
  await tabTo(page.getByLabel("What changed"));
  await type("Two stops");
  await tabTo(page.getByLabel("Milestone reached"));
  await type("First stop alone");
  await tabTo(combobox("Homework"));
  await type("Ride to the market, twice");
  await press("Enter");
  await looksRight("the form with a goal");
  await save();
  await page.locator(".entry", { hasText: "no notes, 5 plans?" }).waitFor();
  await page.getByText("Exposure · Breathing retraining").waitFor();
  await site.openSection(page, "Goals");
  await page.locator(".goal", { hasText: "One bus ride alone" }).getByText("10% reached").waitFor();
  await page.getByText("First stop alone").waitFor();
});

story("the last session stands beside the form and lends its length", async () => {
  await startWriting("Ada Quill");
  const aside = page.getByRole("complementary", { name: "Last session" });
  await aside.getByText("Ride to the market, twice").waitFor();
  await aside.getByText("10% reached").waitFor();
  await press("3");
  await page.locator("#session-minutes").fill("45");
  await save();
  await press("n");
  await page.locator("#session-minutes").waitFor();
  assert.equal(await page.locator("#session-minutes").inputValue(), "45");
});

story("words used for one client complete what is written about another", async () => {
  await startWriting("Béla Reed");
  await tabTo(combobox("Techniques used"));
  await type("brea");
  await option("Breathing retraining").waitFor();
  await press("ArrowDown", "Enter");
  await type("EXPOSURE");
  await press("Enter");
  assert.deepEqual(await page.locator(".token").allInnerTexts(), ["Breathing retraining", "Exposure"]);
  await press("Backspace");
  assert.equal(await combobox("Techniques used").inputValue(), "Exposure");
  await press("Control+a", "Delete", "Backspace", "Control+a", "Delete");
  await tabTo(combobox("Homework"));
  assert.equal(await page.locator(".token").count(), 0);
});

story("a save just made is undone by one key, and the form is filled again", async () => {
  await startWriting("Ada Quill");
  await press("2");
  await tabTo(page.getByLabel("Progress", { exact: true }));
  await type("Saved too early");
  await tabTo(combobox("Goals worked on"));
  await type("sleep");
  await press("Enter");
  await tabTo(page.getByLabel("Reached, in percent"));
  await press("ArrowUp");
  await save();
  await page.locator(".entry", { hasText: "Saved too early" }).waitFor();
  await looksRight("the offer to undo");
  await press("u");
  await page.locator("#session-minutes").waitFor();
  assert.equal(await page.getByLabel("Progress", { exact: true }).inputValue(), "Saved too early");
  assert.equal(await page.getByLabel("Reached, in percent").inputValue(), "5");
  assert.ok(await page.getByRole("radio", { name: "Negative", exact: true }).isChecked());
  await site.openClient(page, "Ada Quill");
  await page.locator(".entry").first().waitFor();
  assert.equal(await page.locator(".entry", { hasText: "Saved too early" }).count(), 0);
  await site.openSection(page, "Goals");
  await page.locator(".goal", { hasText: "Sleep through the night" }).getByText("0% reached", { exact: true }).waitFor();
});

story("what was undone is saved again, and Tab leads to the offer too", async () => {
  await site.openClient(page, "Ada Quill");
  await press("n");
  await page.getByLabel("Progress", { exact: true }).focus();
  await save();
  const undo = page.getByRole("button", { name: "Undo" });
  await page.locator(".entry", { hasText: "Saved too early" }).waitFor();
  await tabTo(undo, "Shift+Tab", 10);
  await press("Enter");
  await page.getByRole("button", { name: "Discard the draft" }).waitFor();
  await page.getByRole("button", { name: "Discard the draft" }).focus();
  await press("Enter");
});

story("the offer to undo can be sent away, and what was saved stays", async () => {
  await startWriting("Ada Quill");
  await press("2");
  await tabTo(page.getByLabel("Progress", { exact: true }));
  await type("Saved on purpose");
  await save();
  const entry = page.locator(".entry", { hasText: "Saved on purpose" });
  await entry.waitFor();
  const close = page.getByRole("button", { name: "Close this message" });
  await tabTo(close, "Shift+Tab", 10);
  await press("Enter");
  await page.getByRole("button", { name: "Undo" }).waitFor({ state: "detached" });
  assert.equal(await page.locator("tp-notice").innerText(), "");
  await press("u");
  await site.openSection(page, "Goals");
  await site.openSection(page, "Journal");
  await entry.waitFor();
});

story("a template names and orders the parts, is remembered, and names them again for reading", async () => {
  await startWriting("Ada Quill");
  await tabTo(page.getByRole("radio", { name: "Free" }));
  await press("ArrowRight");
  await tabTo(page.getByLabel("Subjective"));
  await type("Feels tired");
  await press("Tab");
  assert.ok(await isFocused(page.getByLabel("Objective")));
  await type("Flat affect");
  await tabTo(page.getByLabel("Plan"));
  await type("Sleep diary");
  await page.getByRole("heading", { level: 1 }).focus();
  await press("3");
  await looksRight("a form with a template");
  await save();
  const entry = page.locator(".entry", { hasText: "Feels tired" });
  await entry.waitFor();
  assert.deepEqual(await entry.locator("dt").allInnerTexts(), ["Subjective", "Objective", "Plan"]);
  await press("n");
  await page.getByLabel("Assessment").waitFor();
});

story("a note with a template is whole in the record's own fields", async () => {
  const tracker = await openTracker(served.context, served.origin);
  const vault = await tracker.unlock({ name: "practice", passphrase });
  const clients = await vault.getClients();
  const { client_id } = clients.find(({ display_name }) => display_name === "Ada Quill");
  const [written] = await vault.getSessions(client_id, { limit: 1 });
  assert.deepEqual(
    [written.conversation_summary, written.therapist_observations, written.next_session_focus, written.metadata],
    ["Feels tired", "Flat affect", "Sleep diary", { note_template: "soap" }],
  );
  await vault.lock();
  await tracker.page.close();
});

story("a draft waits for its client, and one that was emptied is forgotten", async () => {
  await startWriting("Béla Reed");
  await tabTo(page.getByLabel("Subjective"));
  await type("Half a thought");
  await site.goTo(page, "Clients");
  await startWriting("Ada Quill");
  assert.equal(await page.getByLabel("Subjective").inputValue(), "");
  await site.goTo(page, "Clients");
  await startWriting("Béla Reed");
  assert.equal(await page.getByLabel("Subjective").inputValue(), "Half a thought");
  await page.getByLabel("Subjective").focus();
  await press("Control+a", "Delete");
  await site.openClient(page, "Béla Reed");
  await page.locator("main").getByRole("link", { name: "New session", exact: true }).waitFor();
});

story("leaving asks where the draft could not be kept, and only there", async () => {
  await startWriting("Béla Reed");
  await tabTo(page.getByLabel("Subjective"));
  await page.evaluate(refuseDrafts);
  await type("Nowhere to keep this");
  await page.getByText("The draft could not be kept.").waitFor();
  const question = page.getByRole("dialog", { name: "This text is not kept yet" });
  const leave = () => page.getByRole("navigation", { name: "Main" }).getByRole("link", { name: "Files", exact: true }).press("Enter");
  await leave();
  await question.waitFor();
  await looksRight("the question");
  await press("Enter");
  assert.equal(await page.getByLabel("Subjective").inputValue(), "Nowhere to keep this");
  const [asked] = await Promise.all([page.waitForEvent("dialog"), page.evaluate(() => setTimeout(() => location.reload()))]);
  assert.equal(asked.type(), "beforeunload");
  await asked.dismiss();
  await page.evaluate(() => globalThis.allowDrafts());
  await leave();
  await page.getByRole("heading", { name: "History files", level: 1 }).waitFor();
  await startWriting("Béla Reed");
  assert.equal(await page.getByLabel("Subjective").inputValue(), "Nowhere to keep this");
});

story("two choices made at once are both kept", async () => {
  await startWriting("Ada Quill");
  await page.evaluate(saveSlowly);
  await tabTo(page.getByRole("radio", { name: "SOAP" }));
  await press("ArrowRight");
  await site.goTo(page, "Settings");
  const choice = page.getByLabel("Single keys are shortcuts");
  await tabTo(choice);
  await press("Space");
  await page.getByText("Single keys are no shortcuts any more.").waitFor();
  const tracker = await openTracker(served.context, served.origin);
  const vault = await tracker.unlock({ name: "practice", passphrase });
  const { note_template, single_keys } = await vault.getSettings();
  assert.deepEqual({ note_template, single_keys }, { note_template: "dap", single_keys: false });
  await vault.lock();
  await tracker.page.close();
  await press("Space");
  await page.getByText("Single keys are shortcuts now.").waitFor();
});

story("the keys are listed, and single ones can be turned off for good", async () => {
  await press("?");
  await page.getByRole("dialog", { name: "Keys" }).waitFor();
  await looksRight("the list of keys");
  await press("Escape");
  await site.goTo(page, "Settings");
  const choice = page.getByLabel("Single keys are shortcuts");
  await tabTo(choice);
  await press("Space");
  await page.getByText("Single keys are no shortcuts any more.").waitFor();
  await looksRight("the settings");
  await site.lockVault(page);
  await site.unlockVault(page, "practice", passphrase);
  await page.locator(".caseload-row").first().waitFor();
  await press("n", "?");
  assert.equal(await page.locator("dialog[open]").count(), 0);
  await site.openClient(page, "Ada Quill");
  await site.startSession(page);
  await press("5");
  assert.equal(await page.getByRole("radio", { name: "Very positive" }).isChecked(), false);
  await tabTo(page.getByRole("radio", { name: "Very negative" }));
  await press("5");
  assert.ok(await page.getByRole("radio", { name: "Very positive" }).isChecked());
});

test("writing broke no content policy and reported no error", () => {
  assert.deepEqual(served.seen.violations, []);
  assert.deepEqual(served.seen.errors, []);
});
