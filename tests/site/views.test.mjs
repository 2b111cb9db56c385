// Every view, light and dark, on a phone and on a laptop: usable by everyone, and without an error.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { axe } from "./harness/axe.mjs";
import { openSite } from "./harness/index.mjs";
import * as site from "./harness/pages.mjs";

const looks = [320, 1440].flatMap((width) => ["light", "dark"].map((colorScheme) => ({ width, colorScheme })));
let served;
let page;

before(async () => {
  served = await openSite({ reducedMotion: "reduce" });
  page = await site.openStart(served.context, served.origin);
  page.setDefaultTimeout(15_000);
});
after(() => served.close());

/** Runs in the page: how far its content reaches beyond the window, and whether all that moves has come to rest. */
async function settle() {
  await document.fonts.ready;
  await Promise.all(document.getAnimations().map((animation) => animation.finished.catch(() => undefined)));
  await new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(resolve)));
  return document.documentElement.scrollWidth - document.documentElement.clientWidth;
}

async function checkLooks(name) {
  for (const { width, colorScheme } of looks) {
    await page.setViewportSize({ width, height: 800 });
    await page.emulateMedia({ colorScheme });
    const look = `${name}, ${width} px, ${colorScheme}`;
    assert.equal(await page.evaluate(settle), 0, `${look}: scrolls sideways`);
    assert.deepEqual(await axe(page), [], look);
  }
}

/** A view is reached by `steps` and then checked in every look. */
const view = (name, steps) =>
  test(`no accessibility rule is broken by ${name}`, () =>
    site.pictured(page, async () => {
      await page.setViewportSize({ width: 1280, height: 800 });
      await steps();
      await checkLooks(name);
    }));

const button = (name) => page.getByRole("button", { name, exact: true });
const openPart = async (section) => {
  await site.openClient(page, "Ada Quill");
  await site.openSection(page, section);
};

test("the check finds what is wrong", async () => {
  const plant = () => document.querySelector("main").append(document.createElement("img"));
  await page.evaluate(plant);
  assert.deepEqual((await axe(page)).map(({ id }) => id), ["image-alt"]);
  await page.reload();
});

view("the first page", async () => {
  await button("Suggest one").click();
  await button("Create vault").click();
  await page.locator(".field-error").first().waitFor();
});
view("what it protects", async () => {
  await page.getByRole("link", { name: "What this protects, and what not" }).click();
  await page.getByText("Keep a copy").waitFor();
});
view("the offer of sample data", async () => {
  await page.goto(`${served.origin}/#/demo`);
  await button("Create the demo vault").waitFor();
});
view("an empty vault", async () => {
  await page.goto(`${served.origin}/#/`);
  await site.createVault(page, "empty", "four quiet words here");
  await page.getByText("This vault is empty.").waitFor();
});
view("the settings", async () => {
  await site.goTo(page, "Settings");
  await page.getByText("Delete the vault…").click();
  await button("Change passphrase").click();
  await page.locator(".field-error").first().waitFor();
});
view("a new client", async () => {
  await site.goTo(page, "Clients");
  await page.getByRole("link", { name: "Add a client" }).first().click();
  await button("Save client").click();
  await page.locator(".field-error").first().waitFor();
});
view("the page of the locked vaults", async () => {
  await site.lockVault(page);
  await page.getByLabel("Passphrase", { exact: true }).fill("not this one at all");
  await button("Unlock").click();
  await page.locator("[role=alert]").waitFor();
});
view("a caseload", async () => {
  await site.fillDemo(page, served.origin);
  await button("All").click();
});
view("a journal", async () => {
  await openPart("Journal");
  await page.locator(".entry").first().waitFor();
  await button("Filter").click();
});
view("the goals", async () => {
  await openPart("Goals");
  await page.getByText("Update progress").first().click();
  await page.getByText("History", { exact: true }).first().click();
  await page.locator("tp-goal-chart svg").waitFor();
  await button("Add a goal").click();
  await button("Add goal").click();
  await page.locator(".field-error").first().waitFor();
});
view("the milestones", async () => {
  await openPart("Milestones");
  await button("Add a milestone").click();
});
view("the trend", async () => {
  await openPart("Trend");
  await button("All time").click();
  await page.getByText("One point for each month").waitFor();
  await page.getByText("Show as table").click();
});
view("the report", async () => {
  await openPart("Report");
  await button("All time").click();
  await page.getByRole("heading", { name: "Month by month" }).waitFor();
  await button("Own range").click();
});
view("the session form", async () => {
  await site.openClient(page, "Ada Quill");
  await site.startSession(page);
  await page.getByText("More", { exact: true }).click();
  await button("Save session").click();
  await page.locator("#session-state-error").waitFor();
});
view("one session", async () => {
  await openPart("Journal");
  await page.getByRole("link", { name: /^Open the session/ }).first().click();
  await button("Amend").waitFor();
});
view("an amendment", async () => {
  await button("Amend").click();
  await page.getByLabel("Reason for the amendment").waitFor();
});
view("the client's details", async () => {
  await site.openClient(page, "Ada Quill");
  await page.getByRole("link", { name: "Details" }).click();
  await page.getByLabel("Name", { exact: true }).waitFor();
});
view("the history files", async () => {
  await site.goTo(page, "Files");
  await button("Make the file").click();
  await button("Import").click();
  await page.locator("#import-file-error").waitFor();
});
view("a history file that was made", async () => {
  await page.getByLabel("Passphrase for the file", { exact: true }).fill("four quiet words here");
  await page.getByRole("region", { name: "Take a history file" }).getByLabel("Passphrase again", { exact: true }).fill("four quiet words here");
  await button("Make the file").click();
  await page.getByRole("link", { name: /^Save / }).waitFor();
});

test("no view broke the content policy or reported an error", () => {
  assert.deepEqual(served.seen.violations, []);
  assert.deepEqual(served.seen.errors, []);
});
