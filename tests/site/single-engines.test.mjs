// The whole application in one file, opened from a folder in Firefox and in WebKit. Chromium has a test of its own.
import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { copyFileSync, mkdirSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, describe, test } from "node:test";
import { fileURLToPath, pathToFileURL } from "node:url";
import { asPeopleHaveIt } from "./harness/engines/firefox.mjs";
import { engines } from "./harness/engines/index.mjs";
import { Person } from "./harness/engines/person.mjs";
import { pictured } from "./harness/engines/picture.mjs";
import * as story from "./harness/engines/story.mjs";

const root = fileURLToPath(new URL("../..", import.meta.url));
const folder = mkdtempSync(join(tmpdir(), "tracker-single-"));
const file = join(folder, "my tracker.html");
const moved = join(folder, "elsewhere", "my tracker.html");

/** What a copy in another folder meets: its own empty storage, or the vault that all pages from folders share. */
const metByACopy = { "Firefox ESR": "Create a vault", WebKitGTK: "Your vaults on this device" };

before(() => {
  execFileSync("node", [join(root, "scripts/single.mjs")], { cwd: root });
  copyFileSync(join(root, "dist/tracker.html"), file);
  mkdirSync(join(folder, "elsewhere"));
  copyFileSync(file, moved);
});
after(() => rmSync(folder, { recursive: true, force: true }));

/** Runs in the page: collects what its policy refuses from now on. */
function collectViolations() {
  globalThis.violations = [];
  addEventListener("securitypolicyviolation", ({ effectiveDirective, blockedURI }) => globalThis.violations.push(`${effectiveDirective} ${blockedURI}`));
}

const open = ({ engine }, path) => engine.browser.goto(pathToFileURL(path).href);

const steps = {
  "the file opens, says where it keeps records, and takes three sessions": async (told) => {
    await open(told, file);
    await told.engine.browser.run(collectViolations);
    await told.person.reads("main", "Your records are not in the file");
    await story.createVault(told.person, "practice");
    await story.addClient(told.person);
    await story.logSessions(told.person);
  },
  "a backup is saved and comes back": async ({ person, engine }) => {
    const backup = await story.saveBackup(person, engine.downloads);
    await story.lock(person);
    await story.restore(person, backup);
    await story.readSessions(person);
    await story.readTrend(person);
  },
  "meanwhile nothing broke the content policy, and the page had no error": async ({ engine }) => {
    assert.deepEqual(await engine.browser.run(() => globalThis.violations), []);
    assert.deepEqual(await engine.complaints(), []);
  },
  "after a reload the same file finds its vaults": async (told) => {
    await open(told, file);
    await told.person.sees("heading", "Your vaults on this device");
  },
  "a copy in another folder finds what the README says": async (told) => {
    await open(told, moved);
    await told.person.sees("heading", metByACopy[told.name]);
  },
};

for (const name of Object.keys(metByACopy)) {
  describe(`in ${name}`, { timeout: 180_000 }, () => {
    const told = { name };
    before(async () => {
      told.engine = await engines[name]({ preferences: asPeopleHaveIt });
      told.person = new Person(told.engine.browser);
    });
    after(() => told.engine?.close());
    for (const [sentence, step] of Object.entries(steps)) test(sentence, () => pictured(told.engine.browser, () => step(told)));
  });
}
