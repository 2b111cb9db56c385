// The order of functions in which the module is smallest when compressed: what is alike stands together.
//
// Deflate looks back 32 KiB. Copies of one function for several types, and code that was written after the same
// pattern, lie all over a module of a megabyte as the compiler leaves it. Similar orders are known from linkers (LLVM's
// --bp-compression-sort).

/** Length of the pieces by which functions are compared, in bytes: about two instructions. */
const pieceLength = 5;
/** A piece that more functions hold than this says nothing about any two of them. */
const common = 400;
/** With how many of those before it the next function is compared. */
const lookBack = 8;
/** What a piece weighs that one function further back holds. */
const fading = 0.85;
/** Added to lengths, in bytes, so that the shortest functions do not always come first. */
const shortest = 40;

/** All pieces of a function, each once, by a number made of its bytes. */
function piecesOf(body) {
  const pieces = new Set();
  for (let end = pieceLength; end <= body.length; end++) {
    let piece = 0;
    for (let at = end - pieceLength; at < end; at++) piece = (Math.imul(piece, 31) + body[at] + 1) | 0;
    pieces.add(piece);
  }
  return pieces;
}

/** For each function its pieces that some but not too many share: of each piece, the places of all that hold it. */
function sharedPieces(bodies) {
  const holders = new Map();
  const pieces = bodies.map(piecesOf);
  pieces.forEach((own, place) => {
    for (const piece of own) {
      if (!holders.has(piece)) holders.set(piece, []);
      holders.get(piece).push(place);
    }
  });
  const isTelling = ({ length }) => length > 1 && length <= common;
  return pieces.map((own) => Array.from(own, (piece) => holders.get(piece)).filter(isTelling));
}

/** Adds to `shares` how much each function has in common with the latest ones, the last of which comes first. */
function addShares(shares, latest, pieces) {
  const seen = new Set();
  let weight = 1;
  for (const place of latest) {
    for (const holders of pieces[place]) {
      if (seen.has(holders)) continue;
      seen.add(holders);
      for (const other of holders) shares[other] += weight;
    }
    weight *= fading;
  }
}

/**
 * The places of functions in the order in which they compress best, as far as a step at a time finds it: the first
 * one, and after each that which has most in common with those just before it, for its length.
 */
export function orderByLikeness(bodies) {
  const pieces = sharedPieces(bodies);
  const lengths = bodies.map((body) => Math.sqrt(body.length + shortest));
  const left = new Set(bodies.keys());
  const order = [];
  while (left.size > 0) {
    const shares = new Float64Array(bodies.length);
    addShares(shares, order.slice(-lookBack).reverse(), pieces);
    let [next] = left;
    for (const place of left) if (shares[place] / lengths[place] > shares[next] / lengths[next]) next = place;
    left.delete(next);
    order.push(next);
  }
  return order;
}
