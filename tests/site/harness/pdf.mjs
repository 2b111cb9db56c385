// What a printed page holds, read by poppler's tools, which know nothing of the browser.
import { execFileSync } from "node:child_process";
import { mkdtempSync, readFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { inflateSync } from "node:zlib";

const run = (program, ...args) => execFileSync(program, args, { encoding: "utf8", maxBuffer: 2 ** 28 });

/** Prints a page the way a person does who saves it as a PDF; resolves to the file. */
export async function printPage(page, options = {}) {
  const path = join(mkdtempSync(join(tmpdir(), "tracker-pdf-")), "report.pdf");
  await page.pdf({ path, preferCSSPageSize: true, tagged: true, outline: true, ...options });
  return path;
}

/** The text of every page, as a reader would select it. */
export function pagesOf(path) {
  return run("pdftotext", "-layout", path, "-").split("\f").slice(0, -1);
}

/** What the file says about itself: `Title`, `Pages`, `Page size`, … */
export function factsOf(path) {
  const lines = run("pdfinfo", path).split("\n").filter((line) => line.includes(":"));
  return Object.fromEntries(lines.map((line) => [line.slice(0, line.indexOf(":")), line.slice(line.indexOf(":") + 1).trim()]));
}

/** Every picture made of pixels in the file. */
export function picturesOf(path) {
  return run("pdfimages", "-list", path).split("\n").slice(2).filter(Boolean);
}

/** Every word with its place, in points from the page's left and top: `{word, left, right, width}`. */
export function wordsOf(path) {
  const found = run("pdftotext", "-bbox", path, "-").matchAll(/<page width="([\d.]+)"|<word xMin="([\d.-]+)" yMin="[\d.-]+" xMax="([\d.-]+)" yMax="[\d.-]+">([^<]*)</g);
  const words = [];
  let width = 0;
  for (const [, page, left, right, word] of found) {
    if (page) width = Number(page);
    else words.push({ word, left: Number(left), right: Number(right), width });
  }
  return words;
}

/** The first page in grey, one byte a point of a coarse grid: 0 is black, 255 white. */
export function greyOf(path) {
  const pgm = execFileSync("pdftoppm", ["-gray", "-r", "20", "-f", "1", "-l", "1", path]);
  const [width, height] = /^P5\s+(\d+)\s+(\d+)\s+255\s/.exec(pgm.subarray(0, 40).toString("latin1")).slice(1).map(Number);
  return pgm.subarray(pgm.length - width * height);
}

function inflated(bytes) {
  try {
    return inflateSync(bytes);
  } catch {
    // Not compressed, or not by this method: it is searched as it stands.
    return bytes;
  }
}

function* streams(file) {
  for (let at = file.indexOf("stream"); at !== -1; at = file.indexOf("stream", at)) {
    const start = at + (file[at + 6] === 13 ? 8 : 7);
    const end = file.indexOf("endstream", start);
    if (end === -1) return;
    yield inflated(file.subarray(start, end));
    at = end + 9;
  }
}

/** All bytes of the file that could hold a word: as they stand, unpacked, and with hexadecimal strings decoded. */
export function bytesOf(path) {
  const file = readFileSync(path);
  const plain = Buffer.concat([file, ...streams(file)]);
  const hexadecimal = [...plain.toString("latin1").matchAll(/<([0-9A-Fa-f]{4,})>/g)].map(([, hex]) => Buffer.from(hex, "hex"));
  return Buffer.concat([plain, ...hexadecimal, Buffer.from(run("pdftotext", path, "-"))]);
}
