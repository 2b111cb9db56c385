// What holds for every view that the router knows: it moves nothing while it loads, breaks no accessibility rule in any
// look, and says what its charts show in a sentence and a table.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { openSite } from "./harness/index.mjs";
import { accessible, layoutShifts, shiftsSinceLoad } from "./harness/looks.mjs";
import * as site from "./harness/pages.mjs";
import { addressesOf, drawnViews, openViews, showView, views, viewsOfRouter } from "./harness/views.mjs";

let served;
let page;
let addresses;

before(async () => {
  served = await openSite({ reducedMotion: "reduce", viewport: { width: 1280, height: 900 } });
  page = await site.openStart(served.context, served.origin);
  page.setDefaultTimeout(15_000);
});
after(() => served.close());

const step = (name, steps) => test(name, () => site.pictured(page, steps));

/**
 * Runs in the page: every drawing's sentence, and how many rows the tables have that tell its numbers.
 *
 * They stand in the drawing's own figure or part; a report tells those of its trend in its tables of months and sessions.
 */
function drawingsIn() {
  const place = (drawing) => drawing.closest(drawing.closest(".trend-chart") ? ".report" : "figure, .goal-part");
  const tablesOf = (drawing) => place(drawing).querySelectorAll("table");
  return [...document.querySelectorAll("main .drawing")].map((drawing) => ({
    role: drawing.getAttribute("role"),
    sentence: drawing.getAttribute("aria-label"),
    marks: drawing.querySelectorAll("svg path, svg line, svg rect, svg circle").length,
    rows: [...tablesOf(drawing)].flatMap((table) => [...table.querySelectorAll("tbody tr")]).length,
  }));
}

test("these tests visit every view that the router knows", async () => {
  assert.deepEqual(Object.keys(views).toSorted(), (await viewsOfRouter()).toSorted());
});

/** Runs in the page: pushes everything down after it was drawn. */
async function push() {
  document.querySelector("main").prepend(Object.assign(document.createElement("p"), { textContent: "Late" }));
  await new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(resolve)));
}

step("the check for movement finds what moves", async () => {
  await page.locator(views.start.ready).waitFor();
  assert.equal((await layoutShifts(page, () => page.evaluate(push))).length, 1);
});

step("nothing moves while the locked page loads", async () => {
  for (const width of [320, 1280]) {
    await page.setViewportSize({ width, height: 900 });
    await page.reload();
    await page.locator(views.start.ready).waitFor();
    assert.deepEqual(await shiftsSinceLoad(page), [], `${width} px`);
  }
});

step("no accessibility rule is broken by the locked page", () => accessible(page, "start"));

step("a vault is filled for the other views", async () => {
  await site.fillDemo(page, served.origin);
  addresses = await addressesOf(page, "Elif Wren");
});

for (const name of openViews) {
  step(`nothing moves while ${name} loads`, async () => {
    for (const width of [320, 1280]) {
      await page.setViewportSize({ width, height: 900 });
      await showView(page, addresses, views[name].from);
      const moved = await layoutShifts(page, async () => {
        await page.evaluate((hash) => (location.hash = hash), addresses[name]);
        await page.locator(views[name].ready).first().waitFor();
      });
      assert.deepEqual(moved, [], `${width} px`);
    }
  });

  step(`no accessibility rule is broken by ${name}`, async () => {
    await showView(page, addresses, name);
    await accessible(page, name);
  });
}

for (const name of [...drawnViews, "client/report"]) {
  step(`every chart of ${name} has its sentence and its table`, async () => {
    await showView(page, addresses, name);
    const drawings = await page.evaluate(drawingsIn);
    assert.ok(drawings.length > 0);
    for (const { role, sentence, marks, rows } of drawings) {
      assert.equal(role, "img");
      assert.match(sentence, /\w+ .*\./);
      assert.ok(marks > 0 && rows > 0, `${sentence}: ${marks} marks, ${rows} rows`);
    }
  });
}

step("the small charts of the caseload and a goal's history say their numbers too", async () => {
  await showView(page, addresses, "clients");
  const scores = await page.locator(".sparkline").evaluateAll((charts) => charts.map((chart) => [chart.getAttribute("role"), chart.getAttribute("aria-label")]));
  assert.ok(scores.length > 8);
  for (const [role, sentence] of scores) assert.ok(role === "img" && /\d/.test(sentence), sentence);
  await showView(page, addresses, "client/goals");
  for (const fold of await page.getByText("History", { exact: true }).all()) await fold.click();
  await page.locator("tp-goal-chart svg").nth(1).waitFor();
  for (const { sentence, rows } of await page.evaluate(drawingsIn)) assert.ok(rows > 0 && /\w+ .*\./.test(sentence), sentence);
});

test("no view broke the content policy or reported an error", () => {
  assert.deepEqual(served.seen.violations, []);
  assert.deepEqual(served.seen.errors, []);
});
