/** The parts of a copy of `bytes`, one after the other, each as long as `lengths` says. */
export function parts(bytes, lengths) {
  const own = bytes.slice();
  let end = 0;
  return Array.from(lengths, (length) => own.subarray(end, (end += length)));
}
