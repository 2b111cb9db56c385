// Every pure drawing function draws what its committed picture shows.
//
// After a change that is wanted: UPDATE_DRAWINGS=1 node --test tests/site/drawings.test.mjs, and look at the pictures.
import assert from "node:assert/strict";
import { existsSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { after, before, test } from "node:test";
import { fileURLToPath } from "node:url";
import { build } from "esbuild";
import { drawings } from "./drawings-cases.mjs";
import { launch } from "./harness/index.mjs";

const root = fileURLToPath(new URL("../..", import.meta.url));
const folder = new URL("./drawings/", import.meta.url);
const isUpdate = process.env.UPDATE_DRAWINGS === "1";

/** The drawing functions, and how each is called with a case's input. */
const entry = `
  import { render } from "lit";
  import { drawGoal } from "./www/src/charts/goal-plot.ts";
  import { drawQuarters } from "./www/src/charts/quarters-plot.ts";
  import { sparkline } from "./www/src/charts/sparkline.ts";
  import { drawTimeline } from "./www/src/charts/timeline/timeline-plot.ts";
  import { drawTrend } from "./www/src/charts/trend-plot.ts";
  import { drawYear } from "./www/src/charts/year-plot.ts";

  function drawTemplate(template) {
    const host = document.createElement("div");
    render(template, host);
    return host.querySelector("svg");
  }

  export const draw = {
    goal: ({ history, width }) => drawGoal(history, width),
    quarters: ({ quarters, width }) => drawQuarters(quarters, width),
    sparkline: ({ scores }) => drawTemplate(sparkline(scores)),
    timeline: ({ view, width, now }) => drawTimeline(view, width, new Date(now)),
    trend: ({ view, width }) => drawTrend(view, width),
    year: ({ days, year, width }) => drawYear(days, year, width),
  };
`;

/** The style sheet's colours, so that a committed picture can be looked at by itself. */
const colours = {
  "--ink": "#23292e", "--ink-soft": "#535c63", "--line": "#dcdcd8", "--line-strong": "#818a90", "--accent": "#2a6580",
  "--caution": "#8a4f1c", "--sunken": "#f1f0ec", "--paper": "#fdfdfb",
};
const style = `<style>svg { background: #fdfdfb; font: 12px sans-serif; ${Object.entries(colours).map(([name, value]) => `${name}: ${value};`).join(" ")} }</style>`;

let context;
let page;

before(async () => {
  const stdin = { contents: entry, resolveDir: root, loader: "ts" };
  const { outputFiles } = await build({ stdin, bundle: true, format: "iife", globalName: "drawings", target: "es2022", write: false });
  context = await launch({ locale: "en-GB", timezoneId: "UTC" });
  page = await context.newPage();
  await page.evaluate(outputFiles[0].text.replace(/^var drawings =/m, "globalThis.drawings ="));
});
after(() => context.close());

/** Draws in the page; one element a line, so that a change can be read. */
async function drawn({ kind, input }) {
  const text = await page.evaluate(([name, given]) => {
    const svg = globalThis.drawings.draw[name](given);
    for (const node of svg.querySelectorAll("*")) for (const child of [...node.childNodes]) if (child.nodeType === 8) child.remove();
    return new XMLSerializer().serializeToString(svg);
  }, [kind, input]);
  const withStyle = text.replace(/<!--.*?-->/gs, "").replace(/^<svg[^>]*>/, (tag) => tag + style);
  return `${withStyle.replaceAll("><", ">\n<")}\n`;
}

for (const drawing of drawings) {
  test(`the picture ${drawing.name} is the committed one`, async () => {
    const file = new URL(`${drawing.name}.svg`, folder);
    const svg = await drawn(drawing);
    if (isUpdate) writeFileSync(file, svg);
    assert.ok(existsSync(file), `${drawing.name}.svg is missing; see the top of this file`);
    assert.equal(svg, readFileSync(file, "utf8"));
  });
}

test("the same input is drawn the same twice", async () => {
  for (const drawing of drawings) assert.equal(await drawn(drawing), await drawn(drawing), drawing.name);
});

test("every committed picture belongs to a case", () => {
  const known = drawings.map(({ name }) => `${name}.svg`).sort();
  assert.deepEqual(readdirSync(folder).sort(), known);
});
