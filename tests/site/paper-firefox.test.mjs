// A report on paper in Firefox, which obeys fewer of the rules for pages than Chromium does.
import assert from "node:assert/strict";
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { after, before, test } from "node:test";
import { engines } from "./harness/engines/index.mjs";
import { Person } from "./harness/engines/person.mjs";
import { pictured } from "./harness/engines/picture.mjs";
import { serve } from "../../scripts/lib/server.mjs";
import { pagesOf } from "./harness/pdf.mjs";
import { dist } from "./harness/site.mjs";

/** Several heights, so that the headings come to stand at many places of a page. */
const heights = [29.7, 27.9, 26, 24.5, 23];
let server;
let engine;
let person;

before(async () => {
  server = await serve(dist);
  engine = await engines["Firefox ESR"]();
  person = new Person(engine.browser);
  await engine.browser.goto(`${server.origin}/#/demo`);
});
after(async () => {
  await engine?.close();
  await server?.close();
});

const headings = () => [...document.querySelectorAll(".report-part > h3")].map(({ textContent }) => textContent.trim());

/** The last line of every page but the last one, where the report ends. */
async function lastLines(height) {
  const path = join(engine.downloads, `report-${height}.pdf`);
  writeFileSync(path, await engine.browser.print({ width: 21, height }));
  const lines = pagesOf(path).map((page) => page.trim().split("\n").at(-1).trim());
  return lines.slice(0, -1);
}

test("no page ends with the heading of what stands on the next", () =>
  pictured(engine.browser, async () => {
    await person.press("button", "Create the demo vault");
    await person.press("link", /^Ada Quill/);
    await person.sees("heading", "Ada Quill");
    await person.press("link", "Report");
    await person.reads(".report[aria-busy=false]", "There were");
    const titles = await engine.browser.run(headings);
    assert.ok(titles.includes("Sessions"), titles.join());
    for (const height of heights) {
      const lines = await lastLines(height);
      assert.ok(lines.length > 1, `${lines.length + 1} pages`);
      assert.deepEqual(lines.filter((line) => titles.includes(line)), [], `${height} cm`);
    }
  }));
