// Pages as different people see them, and whether what they show stays in its place.
import assert from "node:assert/strict";
import { axe } from "./axe.mjs";

const looks = [320, 1440].flatMap((width) => ["light", "dark"].map((colorScheme) => ({ width, colorScheme })));

/** Checks a page with axe-core on the narrowest phone and on a laptop, light and dark. */
export async function accessible(page, name) {
  for (const { width, colorScheme } of looks) {
    await page.setViewportSize({ width, height: 800 });
    await page.emulateMedia({ colorScheme });
    assert.deepEqual(await axe(page), [], `${name}, ${width} px, ${colorScheme}`);
  }
  await page.setViewportSize({ width: 1280, height: 800 });
}

/** Runs in the page: collects the layout shifts of its content from now on, except those that follow a person's input. */
function countShifts() {
  globalThis.layoutShifts = [];
  const name = (node) => (node instanceof Element ? `${node.localName}.${node.className}` : String(node?.textContent));
  const main = document.querySelector("main");
  const add = (list) => {
    for (const { value, hadRecentInput, sources } of list.getEntries()) {
      const moved = sources.map(({ node }) => node).filter((node) => main.contains(node));
      if (!hadRecentInput && moved.length > 0) globalThis.layoutShifts.push({ value, of: moved.map(name) });
    }
  };
  new PerformanceObserver(add).observe({ type: "layout-shift" });
}

/** What moved in a page's content by itself while `steps` ran: `[{value, of}]`, empty where nothing did. */
export async function layoutShifts(page, steps) {
  await page.evaluate(countShifts);
  await steps();
  await page.evaluate(() => new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(resolve))));
  return page.evaluate(() => globalThis.layoutShifts);
}
