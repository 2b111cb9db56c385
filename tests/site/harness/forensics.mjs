// Looks for bytes in every file that a browser keeps, as somebody does who has the disk.
import { readdirSync, readFileSync, statSync } from "node:fs";
import { join } from "node:path";

/** Long enough that chance makes none, short enough to lie within one block of any database. */
const PIECE = 16;
/** Of a box, behind its first bytes, which others share. */
const OFFSETS = [20, 44, 68];

/** Every file below a folder. */
function filesBelow(folder) {
  const entries = readdirSync(folder, { recursive: true }).map((name) => join(folder, name));
  return entries.filter((path) => statSync(path, { throwIfNoEntry: false })?.isFile());
}

/** Pieces of a box, given in hexadecimal: wherever it lies, one of them lies in one piece. */
function piecesOf(hex) {
  const bytes = Buffer.from(hex, "hex");
  return OFFSETS.filter((start) => start + PIECE <= bytes.length).map((start) => bytes.subarray(start, start + PIECE));
}

/** What is in a file; nothing where the browser has removed it meanwhile. */
function contentOf(path) {
  try {
    return readFileSync(path);
  } catch (error) {
    if (error.code !== "ENOENT") throw error;
    return Buffer.alloc(0);
  }
}

/** Which of the boxes, `{label: hexadecimal}`, are in some file of the folder, each with the file. */
export function foundBelow(folder, boxes) {
  const found = [];
  for (const path of filesBelow(folder)) {
    const content = contentOf(path);
    for (const [label, hex] of Object.entries(boxes)) {
      if (piecesOf(hex).some((piece) => content.includes(piece))) found.push(`${label} in ${path}`);
    }
  }
  return found;
}
