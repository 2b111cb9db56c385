// Finds few colours that stand for all of a picture's, so that its file is small.

const MOST = 256;

/** The grounds and inks of a page: so many of the commonest colours stay as they are. */
const EXACT = 48;

/** How far another may be from the one that stands for it: the first distance at which few enough remain. */
const DISTANCES = [8, 12, 16, 24, 32, 48];

const split = (key) => [key >> 16, (key >> 8) & 255, key & 255];

function distance(one, other) {
  const [red, green, blue] = split(one);
  const [otherRed, otherGreen, otherBlue] = split(other);
  return Math.max(Math.abs(red - otherRed), Math.abs(green - otherGreen), Math.abs(blue - otherBlue));
}

/** Every colour of a picture, the commonest first; equally common ones in the order of their numbers. */
function coloursOf(keys) {
  const counts = new Map();
  for (const key of keys) counts.set(key, (counts.get(key) ?? 0) + 1);
  return [...counts].sort(([one, often], [other, otherOften]) => otherOften - often || one - other).map(([key]) => key);
}

/** The place of the colour that is nearest, and at most so far away; -1 where none is. */
function nearest(chosen, key, most) {
  const distances = chosen.map((one) => distance(one, key));
  const least = Math.min(...distances);
  return least <= most ? distances.indexOf(least) : -1;
}

/** For each colour the place of the one that stands for it; null where more than a palette holds would be needed. */
function standIns(colours, most) {
  const chosen = [];
  const places = new Map();
  for (const [rank, key] of colours.entries()) {
    const near = rank < EXACT ? -1 : nearest(chosen, key, most);
    const place = near < 0 ? chosen.push(key) - 1 : near;
    if (chosen.length > MOST) return null;
    places.set(key, place);
  }
  return { chosen, places };
}

function fewest(colours) {
  for (const most of DISTANCES) {
    const found = standIns(colours, most);
    if (found) return found;
  }
  throw new RangeError("A picture of the site has too many colours.");
}

/** A picture of three bytes a pixel, in at most 256 colours, ready to be written. */
export function inFewColours({ width, height, pixels }) {
  const keys = new Uint32Array(width * height);
  for (let at = 0; at < keys.length; at += 1) keys[at] = pixels.readUIntBE(at * 3, 3);
  const { chosen, places } = fewest(coloursOf(keys));
  return { width, height, colours: chosen.map((key) => [...split(key), 255]), places: Buffer.from(Array.from(keys, (key) => places.get(key))) };
}
