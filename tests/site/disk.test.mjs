// What a person types stays out of every file of the browser's profile.
import assert from "node:assert/strict";
import { randomInt } from "node:crypto";
import { mkdtempSync, readdirSync, readFileSync, statSync } from "node:fs";
import { rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, test } from "node:test";
import { openSite } from "./harness/index.mjs";
import * as site from "./harness/pages.mjs";
import { searchFor } from "./harness/search.mjs";

const profile = mkdtempSync(join(tmpdir(), "tracker-disk-"));
const letters = "abcdefghijklmnopqrstuvwxyz";
const kinds = ["client", "notes", "goal", "goalNotes", "milestone", "summary", "progress", "observations", "technique", "homework", "focus", "flag", "metadata", "draft", "search", "amendment", "passphrase", "filePassphrase"];
/** A word of 16 random letters for each thing that is typed: compression and chance leave it whole. */
const words = Object.fromEntries(kinds.map((kind) => [kind, Array.from({ length: 16 }, () => letters[randomInt(26)]).join("")]));
let served;

before(async () => {
  served = await openSite({ profile });
});
after(async () => {
  await served.close();
  await rm(profile, { recursive: true, force: true, maxRetries: 20, retryDelay: 100 });
});

async function writeRecords(page) {
  await site.createVault(page, "practice", words.passphrase);
  await site.addClient(page, words.client, words.notes);
  await site.addGoal(page, words.goal, words.goalNotes);
  await site.addMilestone(page, words.milestone);
  await site.startSession(page);
  await page.getByText("Neutral", { exact: true }).click();
  const texts = { summary: "What was talked about", progress: "Progress", observations: "Your observations", homework: "Homework", focus: "Focus for the next session" };
  for (const [kind, label] of Object.entries(texts)) await page.getByLabel(label, { exact: true }).fill(words[kind]);
  for (const [kind, label] of Object.entries({ technique: "Techniques used", flag: "Crisis flags" })) {
    await page.getByRole("combobox", { name: label }).fill(words[kind]);
    await page.keyboard.press("Enter");
  }
  await page.getByText("More", { exact: true }).click();
  await page.getByLabel("Further data (JSON)").fill(`{"${words.metadata}": 1}`);
  await page.getByRole("button", { name: "Save session" }).click();
  await page.locator(".entry").first().waitFor();
}

async function useRecords(page) {
  await page.getByLabel("Search in this journal").fill(words.search);
  await page.getByText("No session contains all of these words.").waitFor();
  await page.getByLabel("Search in this journal").fill(words.summary);
  await page.getByText("1 session found.").waitFor();
  await page.getByRole("link", { name: /^Open the session/ }).click();
  await page.getByRole("button", { name: "Amend" }).click();
  await page.getByLabel("Reason for the amendment").fill(words.amendment);
  await page.getByLabel("Progress", { exact: true }).fill(`${words.progress} again`);
  await page.getByRole("button", { name: "Save amendment" }).click();
  await page.getByText("1 earlier version").waitFor();
  await site.openClient(page, words.client);
  for (const section of ["Trend", "Report"]) await site.openSection(page, section);
  await page.locator(".report[aria-busy=false]").waitFor();
  const file = await site.exportFile(page, words.filePassphrase);
  await rm(join(file, ".."), { recursive: true });
  await site.openClient(page, words.client);
  await site.startSession(page);
  await page.getByLabel("What was talked about").fill(words.draft);
  await page.getByText("Draft kept, encrypted").waitFor();
}

function filesBelow(folder) {
  const entries = readdirSync(folder, { recursive: true }).map((name) => join(folder, name));
  return entries.filter((path) => statSync(path, { throwIfNoEntry: false })?.isFile());
}

test("a browser closed in the middle of a draft leaves no typed word in its profile", async () => {
  const page = await site.openStart(served.context, served.origin);
  page.setDefaultTimeout(15_000);
  await site.pictured(page, async () => {
    await writeRecords(page);
    await useRecords(page);
  });
  await served.close();
  const search = searchFor(Object.entries(words));
  const files = filesBelow(profile);
  assert.ok(files.some((path) => path.includes("IndexedDB")), "the profile holds the vault");
  const database = files.filter((path) => path.includes("IndexedDB")).map((path) => readFileSync(path));
  assert.ok(searchFor([["store", "catalogue"]])(Buffer.concat(database)).includes("store"), "the search finds what is there");
  for (const path of files) assert.deepEqual(search(readFileSync(path)), [], path);
});
