// Draws the app's icons from www/static/icon.svg in headless Chromium. Run by hand when the drawing changes; what it
// writes is committed, so that a build needs no browser.
import { readFileSync, writeFileSync } from "node:fs";
import { executablePath } from "../tests/site/harness/launch.mjs";
import { chromium } from "playwright-core";
import { at } from "./lib/files.mjs";
import { encodePng } from "./lib/png.mjs";

const drawing = readFileSync(at("www/static/icon.svg"), "utf8");
const ground = /<rect[^>]* fill="([^"]+)"/.exec(drawing)[1];

/** The drawing as a picture of its own, for use inside another. */
const inner = (x, size) => drawing.replace("<svg ", `<svg x="${x}" y="${x}" width="${size}" height="${size}" `);

/** Systems cut a maskable icon to a shape of theirs; only a circle of four fifths is sure to stay. */
const fullBleed = `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 80 80">
  <rect width="80" height="80" fill="${ground}"/>${inner(8, 64)}</svg>`;

const icons = [
  { name: "icon-192.png", size: 192, source: drawing },
  { name: "icon-512.png", size: 512, source: drawing },
  { name: "icon-maskable-512.png", size: 512, source: fullBleed },
  { name: "icon-touch-180.png", size: 180, source: fullBleed },
];

/** Runs in the page: the picture's pixels, red, green, blue and alpha in turn. */
async function rasterise([address, size]) {
  const image = new Image(size, size);
  image.src = address;
  await image.decode();
  const context = new OffscreenCanvas(size, size).getContext("2d");
  context.drawImage(image, 0, 0, size, size);
  return [...context.getImageData(0, 0, size, size).data];
}

async function draw(page, { name, size, source }) {
  const address = `data:image/svg+xml;base64,${Buffer.from(source).toString("base64")}`;
  const pixels = Buffer.from(await page.evaluate(rasterise, [address, size]));
  const file = encodePng(pixels, size);
  writeFileSync(at("www/static", name), file);
  console.log(`www/static/${name}: ${file.length} bytes`);
}

const browser = await chromium.launch({ executablePath, chromiumSandbox: false });
const page = await browser.newPage();
for (const icon of icons) await draw(page, icon);
await browser.close();
