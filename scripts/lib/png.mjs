// Writes small PNG files: a palette and one byte a pixel, which flat drawings need no more than.
import { crc32, deflateSync } from "node:zlib";
import { BuildError } from "./files.mjs";

const signature = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]);

function chunk(type, data) {
  const named = Buffer.concat([Buffer.from(type, "latin1"), data]);
  const frame = Buffer.alloc(8);
  frame.writeUInt32BE(data.length, 0);
  frame.writeUInt32BE(crc32(named), 4);
  return Buffer.concat([frame.subarray(0, 4), named, frame.subarray(4)]);
}

/** Eight bits a sample, indexed colour, no interlacing. */
function header(width, height) {
  const data = Buffer.alloc(13);
  data.writeUInt32BE(width, 0);
  data.writeUInt32BE(height, 4);
  data.set([8, 3, 0, 0, 0], 8);
  return chunk("IHDR", data);
}

const round = (value, step) => Math.min(255, Math.round(value / step) * step);

/** A sample without what no eye sees: its lowest bits, and more of them where an edge fades out. */
function simplified([red, green, blue, alpha]) {
  if (alpha < 9) return [0, 0, 0, 0];
  const step = alpha === 255 ? 3 : 32;
  return [round(red, step), round(green, step), round(blue, step), round(alpha, 17)];
}

function indexed(pixels) {
  const palette = new Map();
  const places = Buffer.alloc(pixels.length / 4);
  for (let place = 0; place < places.length; place += 1) {
    const key = String(simplified(pixels.subarray(place * 4, place * 4 + 4)));
    if (!palette.has(key)) palette.set(key, palette.size);
    places[place] = palette.get(key);
  }
  return { colours: [...palette.keys()].map((key) => key.split(",").map(Number)), places };
}

/** A picture as a PNG file: `colours` are red, green, blue and alpha, 256 at most; `places` has one of them for each pixel. */
export function writePng({ width, height, colours, places }) {
  if (colours.length > 256) throw new BuildError(`A picture has ${colours.length} colours; a palette holds 256.`);
  const rows = Array.from({ length: height }, (_, row) => [Buffer.of(0), places.subarray(row * width, (row + 1) * width)]);
  const data = deflateSync(Buffer.concat(rows.flat()), { level: 9 });
  const parts = [header(width, height), chunk("PLTE", Buffer.from(colours.flatMap((colour) => colour.slice(0, 3))))];
  parts.push(chunk("tRNS", Buffer.from(colours.map((colour) => colour[3]))), chunk("IDAT", data), chunk("IEND", Buffer.alloc(0)));
  return Buffer.concat([signature, ...parts]);
}

/** A square drawing as a PNG file. `pixels` are red, green, blue and alpha, a byte each; 256 colours at most. */
export function encodePng(pixels, size) {
  return writePng({ width: size, height: size, ...indexed(pixels) });
}
