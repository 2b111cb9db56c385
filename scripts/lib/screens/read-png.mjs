// Reads the PNG files that Chromium writes: eight bits a sample, with or without alpha, not interlaced.
import { inflateSync } from "node:zlib";
import { BuildError } from "../files.mjs";

/** Bytes a pixel, by PNG's number for the kind of picture. */
const KINDS = { 2: 3, 6: 4 };

function chunksOf(file) {
  const chunks = [];
  for (let at = 8; at < file.length; ) {
    const length = file.readUInt32BE(at);
    chunks.push({ type: file.toString("latin1", at + 4, at + 8), data: file.subarray(at + 8, at + 8 + length) });
    at += length + 12;
  }
  return chunks;
}

/** The one of three neighbours that lies nearest to what they foretell together. */
function paeth(left, above, corner) {
  const guess = left + above - corner;
  const [byLeft, byAbove, byCorner] = [Math.abs(guess - left), Math.abs(guess - above), Math.abs(guess - corner)];
  if (byLeft <= byAbove && byLeft <= byCorner) return left;
  return byAbove <= byCorner ? above : corner;
}

/** What each of PNG's filters foretells of a byte, by its number. */
const FORETELL = [
  () => 0,
  (left) => left,
  (_, above) => above,
  (left, above) => (left + above) >> 1,
  paeth,
];

/** Undoes a row's filter in place; `before` is the row above. */
function unfilter(row, before, filter, step) {
  const foretell = FORETELL[filter];
  for (let at = 0; at < row.length; at += 1) {
    const left = at < step ? 0 : row[at - step];
    row[at] += foretell(left, before[at], at < step ? 0 : before[at - step]);
  }
}

/** A PNG file as a picture of three bytes a pixel: `{width, height, pixels}`. */
export function readPng(file) {
  const chunks = chunksOf(file);
  const [{ data: head }] = chunks;
  const [width, height, step] = [head.readUInt32BE(0), head.readUInt32BE(4), KINDS[head[9]]];
  if (head[8] !== 8 || head[12] !== 0 || !step) throw new BuildError("This kind of PNG file is not read here.");
  const data = inflateSync(Buffer.concat(chunks.filter(({ type }) => type === "IDAT").map((chunk) => chunk.data)));
  const pixels = Buffer.alloc(width * height * 3);
  let before = Buffer.alloc(width * step);
  for (let row = 0; row < height; row += 1) {
    const from = row * (width * step + 1);
    const line = data.subarray(from + 1, from + 1 + width * step);
    unfilter(line, before, data[from], step);
    for (let x = 0; x < width; x += 1) line.copy(pixels, (row * width + x) * 3, x * step, x * step + 3);
    before = line;
  }
  return { width, height, pixels };
}
