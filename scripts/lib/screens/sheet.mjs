// Lays the pictures of a view side by side, so that one file shows them all.

/** Pixels between the pictures. */
const GAP = 16;

const GROUND = Buffer.of(128, 128, 128);

/** An empty sheet. */
function blank(width, height) {
  return { width, height, pixels: Buffer.alloc(width * height * 3, GROUND) };
}

/** Draws a picture onto a sheet. */
function lay(sheet, picture, left, top) {
  for (let row = 0; row < picture.height; row += 1) {
    const from = row * picture.width * 3;
    picture.pixels.copy(sheet.pixels, ((top + row) * sheet.width + left) * 3, from, from + picture.width * 3);
  }
}

/** Rows of pictures as one picture; those of a phone all fit into one row. */
export function sheetOf(pictures, device) {
  const rows = device === "phone" ? [pictures.flat()] : pictures;
  const width = Math.max(...rows.map((row) => row.reduce((sum, one) => sum + one.width + GAP, -GAP)));
  const heights = rows.map((row) => Math.max(...row.map((one) => one.height)));
  const sheet = blank(width, heights.reduce((sum, one) => sum + one + GAP, -GAP));
  let top = 0;
  for (const [place, row] of rows.entries()) {
    let left = 0;
    for (const one of row) {
      lay(sheet, one, left, top);
      left += one.width + GAP;
    }
    top += heights[place] + GAP;
  }
  return sheet;
}
