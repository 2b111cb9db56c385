// The pictures of the views: none is forgotten, and what makes them small keeps what they show.
import assert from "node:assert/strict";
import { readdirSync, statSync } from "node:fs";
import { test } from "node:test";
import { fileURLToPath } from "node:url";
import { build } from "esbuild";
import { DEVICES } from "../../scripts/lib/screens/camera.mjs";
import { inFewColours } from "../../scripts/lib/screens/palette.mjs";
import { readPng } from "../../scripts/lib/screens/read-png.mjs";
import { routeOf, views } from "../../scripts/lib/screens/views.mjs";
import { launch } from "./harness/index.mjs";
import { wordsOf } from "./harness/words.mjs";

const root = fileURLToPath(new URL("../..", import.meta.url));
const folder = new URL("../../docs/screens/", import.meta.url);
/** On average; so that a new view does not make room for larger ones. */
const MOST_BYTES_EACH = 85_000;

/** The site's router, and the lists that it is made of. */
async function loadRouter() {
  const contents = `export * from "./www/src/router.ts"; export * from "./www/src/reading/views.ts"; export * from "./www/src/report/audience.ts";`;
  const options = { bundle: true, format: "esm", write: false, define: { "navigator.languages": '["en"]' } };
  const { outputFiles } = await build({ stdin: { contents, resolveDir: root, loader: "ts" }, ...options });
  return import(`data:text/javascript;base64,${Buffer.from(outputFiles[0].contents).toString("base64")}`);
}

const { AUDIENCES, href, PICTURES, REVIEWS, SECTIONS } = await loadRouter();

/** Every route, as the lists of views name them. A page without a title in the shell's words does not compile. */
async function allRoutes() {
  const pages = Object.keys((await wordsOf("en")).shell.titles).filter((page) => page !== "client");
  const sections = SECTIONS.filter((section) => section !== "trend").map((section) => `client/${section}`);
  return [...pages, ...sections, ...[...PICTURES, ...REVIEWS].map((view) => `client/trend/${view}`)];
}

test("every view of the router has pictures", async () => {
  const pictured = new Set(views.map(({ route }) => route));
  assert.deepEqual((await allRoutes()).filter((route) => !pictured.has(route)), []);
});

test("every view that has pictures is one of the router", async () => {
  const known = new Set(await allRoutes());
  assert.deepEqual(views.filter(({ route }) => !known.has(route)), []);
});

test("the report has pictures for each of its readers", () => {
  const names = views.map(({ name }) => name);
  assert.deepEqual(AUDIENCES.map((audience) => `report-${audience}`).filter((name) => !names.includes(name)), []);
});

test("an address stands for the route that the router made it of", () => {
  const client = "c";
  const at = "2026-03-18";
  const addresses = {
    clients: { page: "clients" },
    files: { page: "files" },
    "add-client": { page: "add-client" },
    "edit-client": { page: "edit-client", client },
    "new-session": { page: "new-session", client },
    session: { page: "session", client, session: "s" },
    "client/journal": { page: "client", client, section: "journal" },
    "client/trend/timeline": { page: "client", client, section: "trend" },
    "client/trend/multi-year": { page: "client", client, section: "trend", view: "multi-year", at },
  };
  for (const [route, made] of Object.entries(addresses)) assert.equal(routeOf(href(made)), route);
});

test("every view has its committed sheets, no sheet is left over, and all of them are small", () => {
  const expected = Object.keys(DEVICES).flatMap((device) => views.map(({ name }) => `${device}/${name}.png`));
  const found = readdirSync(folder, { recursive: true }).filter((path) => path.endsWith(".png"));
  assert.deepEqual(found.toSorted(), expected.toSorted());
  const bytes = found.reduce((sum, path) => sum + statSync(new URL(path, folder)).size, 0);
  assert.ok(bytes < MOST_BYTES_EACH * found.length, `${bytes} bytes`);
});

test("few colours stand for many, and none for one that looks different", () => {
  const [width, height] = [64, 64];
  const pixels = Buffer.from(Array.from({ length: width * height }, (_, at) => [at % 256, at % 256, at >> 4]).flat());
  const { colours, places } = inFewColours({ width, height, pixels });
  assert.ok(colours.length <= 256);
  const off = Array.from(places, (place, at) => Math.max(...[0, 1, 2].map((part) => Math.abs(colours[place][part] - pixels[at * 3 + part]))));
  assert.ok(Math.max(...off) <= 48, `off by ${Math.max(...off)}`);
  assert.ok(new Set(places).size > 100);
});

/** Runs in the page: what the browser itself reads from a PNG file, without alpha. */
async function decode(base64) {
  const file = Uint8Array.from(atob(base64), (letter) => letter.charCodeAt(0));
  const bitmap = await createImageBitmap(new Blob([file], { type: "image/png" }));
  const context = new OffscreenCanvas(bitmap.width, bitmap.height).getContext("2d");
  context.drawImage(bitmap, 0, 0);
  const { data } = context.getImageData(0, 0, bitmap.width, bitmap.height);
  return Array.from(data).filter((_, at) => at % 4 !== 3);
}

test("a picture is read as the browser reads it", async () => {
  const context = await launch({ viewport: { width: 120, height: 80 } });
  try {
    const page = await context.newPage();
    await page.setContent(`<body style="margin:0;background:linear-gradient(30deg,#123456,#fedcba)"><p>Some words</p></body>`);
    const file = await page.screenshot();
    const { width, height, pixels } = readPng(file);
    assert.deepEqual([width, height], [120, 80]);
    assert.deepEqual([...pixels], await page.evaluate(decode, file.toString("base64")));
  } finally {
    await context.close();
  }
});
