// Pages as different people see them, and whether what they show stays in its place.
import assert from "node:assert/strict";
import { axe } from "./axe.mjs";

const looks = [320, 1440].flatMap((width) => ["light", "dark"].map((colorScheme) => ({ width, colorScheme })));

/** Runs in the page, once it has come to rest: how far its content reaches beyond the window. */
async function beyond() {
  await new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(resolve)));
  return document.documentElement.scrollWidth - document.documentElement.clientWidth;
}

/** Checks a page with axe-core on the narrowest phone and on a laptop, light and dark; nothing may scroll sideways there. */
export async function accessible(page, name) {
  for (const { width, colorScheme } of looks) {
    await page.setViewportSize({ width, height: 800 });
    await page.emulateMedia({ colorScheme });
    const look = `${name}, ${width} px, ${colorScheme}`;
    assert.equal(await page.evaluate(beyond), 0, `${look}: scrolls sideways`);
    assert.deepEqual(await axe(page), [], look);
  }
  await page.setViewportSize({ width: 1280, height: 800 });
}

/** Runs in the page: collects the layout shifts of its content, except those that follow a person's input. */
function countShifts(buffered) {
  globalThis.layoutShifts = [];
  const name = (node) => (node instanceof Element ? `${node.localName}.${node.className}` : String(node?.textContent));
  const main = document.querySelector("main");
  const add = (list) => {
    for (const { value, hadRecentInput, sources } of list.getEntries()) {
      const moved = sources.map(({ node }) => node).filter((node) => main.contains(node));
      if (!hadRecentInput && moved.length > 0) globalThis.layoutShifts.push({ value, of: moved.map(name) });
    }
  };
  new PerformanceObserver(add).observe({ type: "layout-shift", buffered });
}

/** What moved in a page's content by itself while `steps` ran: `[{value, of}]`, empty where nothing did. */
export async function layoutShifts(page, steps) {
  await page.evaluate(countShifts, false);
  await steps();
  return readShifts(page);
}

/** The same for all that happened since the page was asked for. */
export async function shiftsSinceLoad(page) {
  await page.evaluate(countShifts, true);
  return readShifts(page);
}

async function readShifts(page) {
  await page.evaluate(() => new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(resolve))));
  return page.evaluate(() => globalThis.layoutShifts);
}
