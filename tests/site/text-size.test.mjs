// Every view with text at twice its size, and in the few colours that a person chose for everything.
import assert from "node:assert/strict";
import { after, before, describe, test } from "node:test";
import { faintMarks, misfits } from "./harness/fits.mjs";
import { openSite } from "./harness/index.mjs";
import * as site from "./harness/pages.mjs";
import { addressesOf, openViews, showView } from "./harness/views.mjs";

const widths = [320, 1440];
/** The setting for larger text of the browser itself, which reaches media queries too. */
const doubled = ["--blink-settings=defaultFontSize=32,defaultFixedFontSize=26"];
const phrases = { en: "Create the demo vault", de: "Beispieltresor anlegen" };

/** Runs in the page: a line too long, words cut off, and a button over another. */
function plant() {
  const box = Object.assign(document.createElement("div"), { id: "planted" });
  const add = (name, text, styles) => {
    const element = Object.assign(document.createElement(name), { textContent: text });
    for (const [property, value] of Object.entries(styles)) element.style.setProperty(property, value);
    box.append(element);
  };
  add("p", "A line that nothing may break. ".repeat(9), { "white-space": "nowrap" });
  add("p", "Words that are cut off", { "block-size": "4px", overflow: "hidden" });
  add("button", "One", {});
  add("button", "Two", { translate: "-20px 0" });
  document.querySelector("main").append(box);
}

function settings(name, options, check) {
  describe(name, () => {
    let served;
    let page;
    let addresses;
    before(async () => {
      served = await openSite({ reducedMotion: "reduce", ...options });
      page = await site.openStart(served.context, served.origin);
      page.setDefaultTimeout(15_000);
    });
    after(() => served.close());

    const checked = async (view) => {
      for (const width of widths) assert.deepEqual(await check(page, width), [], `${view}, ${width} px`);
      await page.setViewportSize({ width: 1280, height: 900 });
    };
    test("the check finds what does not fit", async () => {
      await page.evaluate(plant);
      assert.equal((await misfits(page, 320)).length, 4);
      await page.evaluate(() => document.querySelector("#planted").remove());
    });
    test("the locked page", async () => {
      await page.locator("tp-start form").waitFor();
      await checked("start");
    });
    test("every view of an open vault", async () => {
      await page.goto(`${served.origin}/#/demo`);
      await page.getByRole("button", { name: phrases[options.locale.slice(0, 2)] }).click();
      await page.locator(".caseload-row").first().waitFor({ timeout: 120_000 });
      addresses = await addressesOf(page, "Elif Wren");
      for (const view of openViews) {
        await showView(page, addresses, view);
        await site.pictured(page, () => checked(view));
      }
      assert.deepEqual(served.seen.errors, []);
    });
  });
}

const fits = (page, width) => misfits(page, width);
const isSeen = async (page, width) => [...(await misfits(page, width)), ...(await faintMarks(page))];

settings("nothing is cut off or covered where text is twice its size", { args: doubled, locale: "en-GB" }, fits);
settings("nor in German, whose words are longer", { args: doubled, locale: "de-DE" }, fits);
settings("charts and controls are seen in forced colours on a dark ground", { forcedColors: "active", colorScheme: "dark", locale: "en-GB" }, isSeen);
settings("charts and controls are seen in forced colours on a light ground", { forcedColors: "active", colorScheme: "light", locale: "en-GB" }, isSeen);
