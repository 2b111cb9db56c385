/** A stretch of text that two versions share, or that only one of them has. */
export interface Piece {
  in: "both" | "earlier" | "later";
  text: string;
}

/** More changed words than these are not matched one by one: the texts then count as wholly different. */
const MOST_EDITS = 1000;

/** Words, the signs between them, and the gaps. */
function wordsIn(text: string): string[] {
  return text.match(/[\p{L}\p{M}\p{N}]+|\s+|[^\p{L}\p{M}\p{N}\s]/gu) ?? [];
}

/**
 * How far each diagonal of the grid of both texts can be reached with so many edits (Myers 1986): one row for each number
 * of edits, the last one reaching the end. None where it would take too many.
 */
function reachOf(before: string[], after: string[]): Int32Array[] | null {
  const most = Math.min(MOST_EDITS, before.length + after.length);
  const reach = new Int32Array(2 * most + 2);
  const rows: Int32Array[] = [];
  for (let edits = 0; edits <= most; edits += 1) {
    rows.push(reach.slice());
    for (let diagonal = -edits; diagonal <= edits; diagonal += 2) {
      let x = comesFromAbove(reach, most, diagonal, edits) ? at(reach, most, diagonal + 1) : at(reach, most, diagonal - 1) + 1;
      while (x < before.length && x - diagonal < after.length && before[x] === after[x - diagonal]) x += 1;
      reach[most + diagonal] = x;
      if (x >= before.length && x - diagonal >= after.length) return rows;
    }
  }
  return null;
}

function at(reach: Int32Array, most: number, diagonal: number): number {
  return reach[most + diagonal] ?? 0;
}

function comesFromAbove(reach: Int32Array, most: number, diagonal: number, edits: number): boolean {
  if (diagonal === -edits) return true;
  return diagonal !== edits && at(reach, most, diagonal - 1) < at(reach, most, diagonal + 1);
}

/** The path through the grid, as one piece for each word, from the first to the last. */
function pathOf(before: string[], after: string[], rows: Int32Array[]): Piece[] {
  const most = ((rows[0]?.length ?? 2) - 2) / 2;
  const pieces: Piece[] = [];
  let [x, y] = [before.length, after.length];
  const both = () => {
    x -= 1;
    y -= 1;
    pieces.push({ in: "both", text: before[x] ?? "" });
  };
  for (let edits = rows.length - 1; edits > 0; edits -= 1) {
    const reach = rows[edits] ?? new Int32Array(0);
    const isAbove = comesFromAbove(reach, most, x - y, edits);
    const from = x - y + (isAbove ? 1 : -1);
    const start = at(reach, most, from);
    while (x > start && y > start - from) both();
    if (isAbove) y -= 1;
    else x -= 1;
    pieces.push(isAbove ? { in: "later", text: after[y] ?? "" } : { in: "earlier", text: before[x] ?? "" });
  }
  while (x > 0) both();
  return pieces.reverse();
}

/** Whether a gap stands between two changes, where it would only cut them to pieces. */
function isLostGap(pieces: Piece[], place: number): boolean {
  const [before, piece, after] = [pieces[place - 1], pieces[place], pieces[place + 1]];
  return piece?.in === "both" && /^\s+$/.test(piece.text) && before !== undefined && after !== undefined && before.in !== "both" && after.in !== "both";
}

/** The gap that both sides of a change end with. */
function sharedGap(earlier: string, later: string): string {
  const [gap = ""] = /\s*$/.exec(earlier) ?? [];
  return later.endsWith(gap) ? gap : "";
}

/** Puts words that belong together into one piece each: of a change first what went, then what came. */
function joined(pieces: Piece[]): Piece[] {
  const whole: Piece[] = [];
  let [earlier, later] = ["", ""];
  const both = (text: string) => {
    const last = whole.at(-1);
    if (last?.in === "both") last.text += text;
    else if (text) whole.push({ in: "both", text });
  };
  const end = () => {
    const gap = sharedGap(earlier, later);
    const kept = (text: string) => text.slice(0, text.length - gap.length);
    if (kept(earlier)) whole.push({ in: "earlier", text: kept(earlier) });
    if (kept(later)) whole.push({ in: "later", text: kept(later) });
    both(gap);
    [earlier, later] = ["", ""];
  };
  for (const [place, piece] of pieces.entries()) {
    const isLost = isLostGap(pieces, place);
    if (piece.in === "both" && !isLost) {
      end();
      both(piece.text);
      continue;
    }
    if (piece.in !== "later") earlier += piece.text;
    if (piece.in !== "earlier") later += piece.text;
  }
  end();
  return whole;
}

/** Two versions of a text as what they share and what only one of them has, word by word. */
export function compareWords(before: string, after: string): Piece[] {
  if (before === after) return before ? [{ in: "both", text: before }] : [];
  const [one, other] = [wordsIn(before), wordsIn(after)];
  const rows = reachOf(one, other);
  const apart: Piece[] = [{ in: "earlier", text: before }, { in: "later", text: after }];
  return rows ? joined(pathOf(one, other, rows)) : apart.filter(({ text }) => text !== "");
}
