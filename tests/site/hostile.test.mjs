// Texts that want to be more than texts, in every field: they come back as they were typed, and nothing else happens.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { after, before, test } from "node:test";
import { openSite, openTracker } from "./harness/index.mjs";
import { findHarm, hostile, paste } from "./harness/hostile.mjs";
import * as site from "./harness/pages.mjs";
import { factsOf, printPage } from "./harness/pdf.mjs";
import { addressesOf, openViews, showView } from "./harness/views.mjs";
import { session } from "./harness/records.mjs";

const passphrase = "four quiet words here";
/** 64 KiB of marks on one letter. */
const marks = `a${"\u0301".repeat(32_767)}`;
const half = "broken \uD83D here";

let served;
let page;

before(async () => {
  served = await openSite({ viewport: { width: 1280, height: 900 }, reducedMotion: "reduce" });
  page = await site.openStart(served.context, served.origin);
  page.setDefaultTimeout(15_000);
});
after(() => served.close());

const step = (name, steps) => test(name, { timeout: 180_000 }, () => site.pictured(page, steps));
const press = (name) => page.getByRole("button", { name, exact: true }).click();

const label = (name) => page.getByLabel(name, { exact: true });

const harmless = async (what) => assert.deepEqual(await page.evaluate(findHarm), [], what);

step("every field takes a hostile text as a text", async () => {
  await site.createVault(page, "hostile", passphrase);
  await page.getByRole("link", { name: "Add a client" }).first().click();
  await paste(label("Name"), hostile("name"));
  await paste(page.getByLabel("Notes"), hostile("notes"));
  await press("Save client");
  await page.locator("tp-journal").waitFor();
  await site.openSection(page, "Goals");
  await press("Add a goal");
  await paste(label("Goal"), hostile("goal"));
  await paste(page.locator("#goal-notes"), hostile("goal notes"));
  await press("Add goal");
  await page.locator(".goal").waitFor();
  await site.openSection(page, "Milestones");
  await press("Add a milestone");
  await paste(page.getByLabel("What was reached"), hostile("milestone"));
  await press("Add milestone");
  await page.locator(".timeline-what").waitFor();
  await harmless("after the plans");

  await site.startSession(page);
  await page.getByText("SOAP", { exact: true }).click();
  await page.getByText("Neutral", { exact: true }).click();
  await paste(page.locator("#session-conversation_summary"), hostile("summary"));
  await paste(page.locator("#session-progress_notes"), hostile("progress"));
  await paste(page.locator("#session-therapist_observations"), hostile("observations"));
  await paste(page.locator("#session-next_session_focus"), hostile("focus"));
  for (const name of ["Techniques used", "Homework", "Crisis flags"]) {
    const field = page.getByRole("combobox", { name });
    await paste(field, hostile(name).replaceAll(/[,\n]/g, ""));
    await field.press("Enter");
  }
  await page.getByText("More", { exact: true }).click();
  await paste(page.getByLabel("Further data (JSON)"), JSON.stringify({ [hostile("key")]: hostile("value"), half }));
  await press("Save session");
  await page.locator(".entry").first().waitFor();
  await harmless("after the session");

  await page.locator(".entry-open").first().click();
  await press("Amend");
  await paste(page.locator("#session-progress_notes"), hostile("amended"));
  await paste(page.locator("#amend-reason"), hostile("reason"));
  await press("Save amendment");
  await page.locator("tp-session article.entry-full").waitFor();
  await harmless("after the amendment");
});

step("an event, a search and a vault's setting take it as a text, too", async () => {
  const addresses = await addressesOf(page, "Ada name");
  await showView(page, addresses, "client/trend/timeline");
  await press("Add an event");
  await paste(label("What happened"), hostile("event"));
  await press("Save event");
  await page.locator(".event-what").waitFor();
  await showView(page, addresses, "client/journal");
  await paste(page.getByLabel("Search in this journal"), hostile("search"));
  await page.getByText("No session contains all of these words.").waitFor();
  await paste(page.getByLabel("Search in this journal"), "<script>globalThis");
  await page.getByText("1 session found.").waitFor();
  await harmless("after the search");
  await paste(page.getByLabel("Search in this journal"), "");
});

step("every view shows it without a script run, an element made, or a layout broken", async () => {
  const addresses = await addressesOf(page, "Ada name");
  for (const width of [1280, 360]) {
    await page.setViewportSize({ width, height: 900 });
    for (const view of openViews) {
      await showView(page, addresses, view);
      await harmless(`${view} at ${width} px`);
    }
  }
  await page.setViewportSize({ width: 1280, height: 900 });
  await showView(page, addresses, "client/report");
  assert.ok(Number(factsOf(await printPage(page)).Pages) >= 1);
  await harmless("after printing");
});

step("64 KiB of marks on one letter are kept and shown", async () => {
  const addresses = await addressesOf(page, "Ada name");
  await showView(page, addresses, "session");
  await press("Amend");
  await paste(page.locator("#session-therapist_observations"), marks);
  await paste(page.locator("#amend-reason"), "marks");
  await press("Save amendment");
  await page.locator("tp-session article.entry-full").waitFor();
  await harmless("the session with marks");
});

/** Every record of a vault that a file carries. */
async function recordsOf(vault) {
  const [{ client_id, ...client }] = await vault.getClients();
  const [written] = await vault.getSessions(client_id);
  const goals = await vault.getGoals(client_id, { active_only: false });
  return {
    client, written, goals,
    revisions: await vault.getSessionRevisions(written.session_id),
    history: await vault.getGoalHistory(goals[0].goal_id),
    milestones: await vault.getMilestones(client_id),
    events: await vault.getEvents(client_id),
  };
}

step("it comes back as it was typed, from the vault and through a history file", async () => {
  const file = readFileSync(await site.exportFile(page, "another four words then"));
  const tracker = await openTracker(served.context, served.origin);
  const vault = await tracker.unlock({ name: "hostile", passphrase });
  const records = await recordsOf(vault);
  const { client, written, goals, revisions, milestones, events } = records;
  assert.deepEqual([client.display_name, client.notes], [hostile("name"), hostile("notes")].map((text) => text.trim()));
  assert.deepEqual([goals[0].description, goals[0].notes], [hostile("goal"), hostile("goal notes")]);
  assert.deepEqual([milestones[0].description, events[0].description], [hostile("milestone"), hostile("event")]);
  assert.deepEqual([written.conversation_summary, written.progress_notes, written.therapist_observations, written.next_session_focus], [hostile("summary"), hostile("amended"), marks, hostile("focus")]);
  assert.deepEqual([written.techniques_used[0], written.homework_assigned, written.crisis_flags[0]], ["Techniques used", "Homework", "Crisis flags"].map((name) => hostile(name).replaceAll(/[,\n]/g, "")));
  assert.equal(written.metadata[hostile("key")], hostile("value"));
  const kept = ([index, id]) => globalThis.vaultAt(index).getSession(id).then(({ metadata }) => JSON.stringify(metadata.half));
  assert.equal(await tracker.page.evaluate(kept, [vault.index, written.session_id]), JSON.stringify(half));
  assert.deepEqual(revisions.map(({ reason }) => reason), ["marks", hostile("reason"), ""]);
  const other = await tracker.create({ name: "restored", key: new Uint8Array(32).fill(3) });
  const bytes = [...file];
  await other.page.evaluate(async ([index, bytes]) => globalThis.vaultAt(index).importHistory(new Uint8Array(bytes), { passphrase: "another four words then" }), [other.index, bytes]);
  assert.deepEqual(await recordsOf(other), records);
  await tracker.page.close();
});

step("a text with half a character is refused at its field, and nothing is changed without a word", async () => {
  const sentence = "Must not hold a broken character; take it out, or type it anew.";
  const refused = async (field, save) => {
    await paste(field, half);
    await press(save);
    await page.locator(".has-error").getByText(sentence).first().waitFor();
    assert.equal(await field.evaluate((element) => JSON.stringify(element.value)), JSON.stringify(half));
  };
  const addresses = await addressesOf(page, "Ada name");
  await showView(page, addresses, "edit-client");
  await refused(page.getByLabel("Notes"), "Save client");
  await showView(page, addresses, "client/goals");
  await press("Add a goal");
  await refused(label("Goal"), "Add goal");
  await showView(page, addresses, "client/milestones");
  await press("Add a milestone");
  await refused(page.getByLabel("What was reached"), "Add milestone");
  await showView(page, addresses, "client/trend/timeline");
  await press("Add an event");
  await refused(label("What happened"), "Save event");
  await showView(page, addresses, "session");
  await press("Amend");
  await refused(page.locator("#amend-reason"), "Save amendment");
  await showView(page, addresses, "new-session");
  await page.getByText("Neutral", { exact: true }).click();
  await refused(page.locator("#session-progress_notes"), "Save session");
  await paste(page.locator("#session-progress_notes"), "whole");
  await press("Save session");
  await page.locator(".entry").first().waitFor();
});

/** Runs in the page: what each call with half a character in it is refused with. */
async function callWithHalves([index, written]) {
  const vault = globalThis.vaultAt(index);
  const half = JSON.parse(written);
  const session = (more) => ({ session_id: "t", client_id: "ada", emotional_state: "neutral", ...more });
  const calls = [
    () => vault.logSession(session({ progress_notes: half })),
    () => vault.logSession(session({ techniques_used: [half] })),
    () => vault.logSession(session({ session_id: half })),
    () => vault.getSessions(half),
    () => vault.searchSessions(half),
    () => vault.amendSession("s", { progress_notes: "n" }, { reason: half }),
    () => vault.saveClient({ client_id: "ada", display_name: half }),
    () => vault.constructor.create({ name: half, key: new Uint8Array(32) }),
  ];
  const refusals = [];
  for (const call of calls) refusals.push(await call().then(() => "kept", ({ code, field, message }) => `${code} ${field} ${message.includes("broken character")}`));
  return refusals;
}

test("callers hear of half a character by the field that holds it", async () => {
  const tracker = await openTracker(served.context, served.origin);
  const vault = await tracker.create({ name: "halves", key: new Uint8Array(32).fill(4) });
  await vault.logSession(session("s"));
  const refusals = await tracker.page.evaluate(callWithHalves, [vault.index, JSON.stringify(half)]);
  const fields = ["progress_notes", "techniques_used", "session_id", "client_id", "text", "reason", "display_name", "name"];
  assert.deepEqual(refusals, fields.map((field) => `invalid_field ${field} true`));
  assert.equal((await vault.getSessions("ada")).length, 1);
  await tracker.page.close();
});

test("no hostile text broke the content policy or caused an error", () => {
  assert.deepEqual(served.seen.violations, []);
  assert.deepEqual(served.seen.errors, []);
});
