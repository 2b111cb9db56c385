// Every view in German, whose words are long, on the narrowest phone: nothing sticks out. On a usual one no word breaks.
import assert from "node:assert/strict";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, test } from "node:test";
import { walk } from "../../scripts/lib/screens/views.mjs";
import { Visit } from "../../scripts/lib/screens/visit.mjs";
import { openSite } from "./harness/index.mjs";
import { pictured } from "./harness/pages.mjs";
import { wordsOf } from "./harness/words.mjs";

const folder = mkdtempSync(join(tmpdir(), "tracker-narrow-"));
let served;
let page;
let visit;

before(async () => {
  served = await openSite({ locale: "de-DE", reducedMotion: "reduce" });
  page = await served.context.newPage();
  page.setDefaultTimeout(15_000);
  visit = new Visit(page, await wordsOf("de"), served.origin, folder);
});
after(async () => {
  await served.close();
  rmSync(folder, { recursive: true, force: true });
});

/** Runs in the page: how far it can be scrolled sideways, and what is wider than the window. */
async function beyond() {
  await new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(resolve)));
  const { scrollWidth, clientWidth } = document.documentElement;
  const wide = [...document.querySelectorAll("main *")].filter((element) => element.getBoundingClientRect().right > clientWidth + 0.5);
  return { by: scrollWidth - clientWidth, wide: scrollWidth > clientWidth ? wide.slice(0, 5).map(({ localName, className }) => `${localName}.${className}`) : [] };
}

/** Runs in the page: words of headings, buttons and the like that begin on one line and end on the next without a hyphen. */
function broken() {
  const own = "button, .button, .tabs, dt, th, thead, label, legend, summary, .chip, h1, h2, h3";
  const words = [];
  const texts = document.createTreeWalker(document.querySelector("main"), NodeFilter.SHOW_TEXT);
  for (let text = texts.nextNode(); text; text = texts.nextNode()) {
    if (!text.parentElement.closest(own)) continue;
    for (const { index, 0: word } of text.data.matchAll(/\u00AD?[\p{L}\p{N}]{2,}/gu)) {
      if (word.startsWith("\u00AD")) continue;
      const range = document.createRange();
      range.setStart(text, index);
      range.setEnd(text, index + word.length);
      const lines = new Set([...range.getClientRects()].filter(({ width }) => width > 0).map(({ top }) => Math.round(top)));
      if (lines.size > 1) words.push(word);
    }
  }
  return words;
}

async function checkWidth(view) {
  await page.setViewportSize({ width: 1440, height: 900 });
  await view.steps(visit);
  await page.setViewportSize({ width: 320, height: 800 });
  assert.deepEqual(await page.evaluate(beyond), { by: 0, wide: [] });
  await page.setViewportSize({ width: 360, height: 800 });
  assert.deepEqual(await page.evaluate(broken), []);
  await view.after?.(visit);
}

const fits = (view) => test(`${view.name} fits 320 pixels in German, and breaks no word at 360`, () => pictured(page, () => checkWidth(view)));

walk.outside.forEach(fits);

test("the sample is written into a vault of its own", { timeout: 120_000 }, () =>
  pictured(page, async () => {
    await page.setViewportSize({ width: 1440, height: 900 });
    await visit.lock();
    await visit.openDemo();
  }));

/** Runs in the page: how many lines the bar at the top has, and whether something in it comes near its edge. */
function barLines() {
  const bar = document.querySelector(".bar").getBoundingClientRect();
  const parts = [...document.querySelectorAll(".bar :is(.brand, nav, button)")].map((element) => element.getBoundingClientRect());
  const middle = ({ top, bottom }) => Math.round((top + bottom) / 2);
  return { lines: new Set(parts.map(middle)).size, close: parts.some(({ top, bottom }) => top < bar.top + 4 || bottom > bar.bottom - 4) };
}

test("the bar stands in one line on tablets, laptops, and phones held sideways", () =>
  pictured(page, async () => {
    for (const width of [640, 767, 768, 820, 960, 991, 992, 1024, 1280]) {
      await page.setViewportSize({ width, height: 900 });
      assert.deepEqual(await page.evaluate(barLines), { lines: 1, close: false }, `at ${width} pixels`);
    }
  }));

/** Runs in the page: what stands beyond its row in the list of clients, or over another part of it. */
function spilled() {
  const over = (one, other) => one.left < other.right - 1 && other.left < one.right - 1 && one.top < other.bottom - 1 && other.top < one.bottom - 1;
  return [...document.querySelectorAll(".caseload-row")].flatMap((row) => {
    const box = row.getBoundingClientRect();
    // What is only read out says that there is nothing.
    const told = [...row.cells].filter((cell) => cell.querySelector(".visually-hidden") === null);
    const parts = told.map((cell) => {
      const range = document.createRange();
      range.selectNodeContents(cell);
      return { name: cell.className, ...range.getBoundingClientRect().toJSON() };
    });
    const beyond = parts.filter(({ top, bottom, left, right }) => top < box.top || bottom > box.bottom || left < box.left || right > box.right);
    const crossed = parts.filter((one, place) => parts.slice(place + 1).some((other) => over(one, other)));
    return [...beyond, ...crossed].map(({ name }) => name);
  });
}

test("each client of the list keeps to its row, and each part of it to its place", () =>
  pictured(page, async () => {
    for (const width of [360, 639, 700, 768, 820, 940, 1024, 1280]) {
      await page.setViewportSize({ width, height: 1000 });
      assert.deepEqual(await page.evaluate(spilled), [], `at ${width} pixels`);
    }
  }));

[...walk.filled, ...walk.locked].forEach(fits);

test("no view broke the content policy or reported an error", () => {
  assert.deepEqual(served.seen.violations, []);
  assert.deepEqual(served.seen.errors, []);
});
