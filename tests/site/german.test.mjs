// The site in German: its story from the first page to the journal, and the choice of language.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { axe } from "./harness/axe.mjs";
import { openSite } from "./harness/index.mjs";
import { openStart, pictured } from "./harness/pages.mjs";
import { wordsOf } from "./harness/words.mjs";

const passphrase = "vier stille Worte hier";
let served;
let page;
let de;

before(async () => {
  de = await wordsOf("de");
  served = await openSite({ locale: "de-DE", reducedMotion: "reduce" });
  page = await openStart(served.context, served.origin);
  page.setDefaultTimeout(15_000);
});
after(() => served.close());

const button = (name) => page.getByRole("button", { name, exact: true });
const heading = (name) => page.getByRole("heading", { name, level: 1 });
const field = (name) => page.getByLabel(name, { exact: true });

/** Runs in the page: how many buttons reach out of the notice that offers them, which floats and widens no page. */
function buttonsOutsideNotice() {
  const reachesOut = (button) => button.getBoundingClientRect().right > button.closest(".notice").getBoundingClientRect().right;
  return [...document.querySelectorAll(".notice button")].filter(reachesOut).length;
}

/** What reads the page aloud must know its language, and on a phone nothing may stick out. */
async function checkPage() {
  assert.equal(await page.locator("html").getAttribute("lang"), "de");
  assert.deepEqual(await axe(page), []);
  await page.setViewportSize({ width: 320, height: 800 });
  assert.equal(await page.evaluate(() => document.documentElement.scrollWidth), 320);
  assert.equal(await page.evaluate(buttonsOutsideNotice), 0);
  await page.setViewportSize({ width: 1280, height: 800 });
}

/** One step of the story; the page it ends on is checked. */
const step = (name, steps) =>
  test(name, () =>
    pictured(page, async () => {
      await steps();
      await checkPage();
    }));

step("a browser set to German meets a German first page", async () => {
  await heading(de.start.welcome).waitFor();
  await button(de.start.create).waitFor();
  assert.equal(await page.title(), de.shell.pageTitle(de.shell.titles.start));
});

step("a passphrase that is too short is refused in German", async () => {
  await field(de.start.passphrase).fill("kurz");
  await button(de.start.create).click();
  await page.getByText(de.errors.passphraseShort(4)).waitFor();
});

step("a vault is created and is empty", async () => {
  await field(de.start.passphrase).fill(passphrase);
  await field(de.start.again).fill(passphrase);
  await button(de.start.create).click();
  await heading(de.ways.codeTitle).waitFor();
  await page.locator(".recovery-code").waitFor();
  await button(de.ways.skip).click();
  await page.getByText(de.ways.skipTitle).waitFor();
});

step("a code with a slip is refused in German, and the right one taken", async () => {
  const code = await page.locator(".recovery-code").innerText();
  await field(de.ways.typed).fill(code.slice(0, -2));
  await button(de.ways.check).click();
  await page.getByText("Ein Code hat 28 Buchstaben und Ziffern").first().waitFor();
  await field(de.ways.typed).fill(code);
  await button(de.ways.check).click();
  await page.getByText(de.clients.empty).waitFor();
});

step("a client is added", async () => {
  await page.getByRole("link", { name: de.clients.add }).first().click();
  await field(de.client.name).fill("Frau Linde");
  await button(de.client.save).click();
  await heading("Frau Linde").waitFor();
});

step("a session is written", async () => {
  await page.locator("main").getByRole("link", { name: de.client.newSession, exact: true }).click();
  await page.getByRole("radio", { name: de.moods.state("positive") }).first().check({ force: true });
  await field(de.sessionForm.summary).fill("Schlaf und die neue Stelle.");
  await button(de.sessionForm.save).click();
  await page.getByText(de.sessionForm.saved).waitFor();
});

step("the journal shows it, with its day and its length in German", async () => {
  const entry = page.locator("article.entry");
  await entry.getByText("Schlaf und die neue Stelle.").waitFor();
  assert.match(await entry.innerText(), /(Montag|Dienstag|Mittwoch|Donnerstag|Freitag|Samstag|Sonntag), \d{1,2}\. \p{L}+ \d{4}/u);
  await entry.getByText(/\d\d:\d\d Uhr, 60 Minuten/).waitFor();
});

test("another language is shown once the vault is locked, and is kept", () =>
  pictured(page, async () => {
    await page.getByRole("link", { name: de.shell.settings, exact: true }).click();
    await page.getByText(de.languageChoice.lockLead).waitFor();
    await button("English").click();
    await page.getByRole("heading", { name: "Your vaults on this device" }).waitFor();
    assert.equal(await page.locator("html").getAttribute("lang"), "en");
    await page.reload();
    assert.equal(await button("English").getAttribute("aria-pressed"), "true");
  }));

step("before unlocking, a choice shows at once", async () => {
  await button("Deutsch").click();
  await page.getByRole("heading", { name: de.start.title }).waitFor();
});

test("nothing of the story broke the policy or went anywhere", () => {
  assert.deepEqual([served.seen.violations, served.seen.errors], [[], []]);
});
