// The main story in every engine that Debian has. What one of them lacks, the site says in plain words.
import assert from "node:assert/strict";
import { after, before, describe, test } from "node:test";
import { engines } from "./harness/engines/index.mjs";
import { until } from "./harness/engines/patience.mjs";
import { Person } from "./harness/engines/person.mjs";
import { pictured } from "./harness/engines/picture.mjs";
import { serveReporting } from "./harness/engines/reports.mjs";
import * as story from "./harness/engines/story.mjs";

const byHand = "This browser does not let a page write into a folder.";
const unpromised = "The browser has not promised to keep this site's storage.";

/** What the settings, the files and the report say in each engine. */
const words = {
  Chromium: { storage: unpromised, folder: "Choose a folder", noMargins: false },
  "Firefox ESR": { storage: unpromised, folder: byHand, noMargins: true },
  WebKitGTK: { storage: "This browser does not say whether it keeps this site's storage.", folder: byHand, noMargins: true },
};

/** Runs in the page: breaks the policy, and fails where nobody catches it. */
function misbehave() {
  document.createElement("img").src = "https://images.example/foreign.png";
  setTimeout(() => {
    throw new Error("The page misbehaved.");
  });
}

async function wouldBeTold({ site, engine }) {
  await engine.browser.run(misbehave);
  await until("The violation", () => site.violations.some((report) => report["blocked-uri"].startsWith("https://images.example")));
  await until("The error", async () => (await engine.complaints()).some((said) => said.includes("misbehaved")));
}

/** The steps in their order. What one leaves for another lies in what they are all given. */
const steps = {
  "a vault is created": ({ person }) => story.createVault(person, "practice"),
  "a client is added": ({ person }) => story.addClient(person),
  "three sessions are logged": ({ person }) => story.logSessions(person),
  "the trend is drawn, and its sentence says the direction": ({ person }) => story.readTrend(person),
  "the report says it in sentences": ({ person }) => story.readReport(person),
  "a history file is made, checked and saved": async (told) => {
    told.file = await story.saveBackup(told.person, told.engine.downloads);
  },
  "the vault locks": ({ person }) => story.lock(person),
  "the vault unlocks with what was written": async ({ person }) => {
    await story.unlock(person);
    await story.readSessions(person);
  },
  "a fresh vault takes the file": async ({ person, file }) => {
    await story.lock(person);
    await story.restore(person, file);
  },
  "and then it holds the three sessions and their trend": async ({ person }) => {
    await story.readSessions(person);
    await story.readTrend(person);
  },
  "what the engine lacks is said in plain words": ({ person, name }) => story.readWords(person, words[name]),
  "meanwhile nothing broke the content policy, and the page had no error": async ({ site, engine }) => {
    assert.deepEqual(site.violations, []);
    assert.deepEqual(await engine.complaints(), []);
  },
  "and both would have been told": wouldBeTold,
  "the site opens when its host is gone": async ({ site, engine, person }) => {
    await site.close();
    await engine.browser.goto(`${site.origin}/`);
    await person.sees("heading", "Your vaults on this device");
  },
};

async function begin(told) {
  told.site = await serveReporting();
  told.engine = await engines[told.name]();
  told.person = new Person(told.engine.browser);
  await told.engine.browser.goto(`${told.site.origin}/`);
}

for (const name of Object.keys(engines)) {
  describe(`in ${name}`, { timeout: 180_000 }, () => {
    const told = { name };
    before(() => begin(told));
    after(async () => {
      await told.engine?.close();
      await told.site?.close();
    });
    for (const [sentence, step] of Object.entries(steps)) test(sentence, () => pictured(told.engine.browser, () => step(told)));
  });
}
