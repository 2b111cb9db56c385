// A store is quick only where it is right.

/** Where two answers differ, or undefined; numbers may differ by what rounding makes of them. */
function difference(wanted, given, path) {
  if (typeof wanted === "number" && typeof given === "number") {
    return Math.abs(wanted - given) <= 1e-9 * Math.max(1, Math.abs(wanted)) ? undefined : path;
  }
  if (wanted === null || given === null || typeof wanted !== "object" || typeof given !== "object") return wanted === given ? undefined : path;
  const names = new Set([...Object.keys(wanted), ...Object.keys(given)]);
  for (const name of names) {
    const found = difference(wanted[name], given[name], `${path}.${name}`);
    if (found) return found;
  }
  return undefined;
}

/** Throws unless a store's answer is the one that is due. */
export function check(store, what, wanted, given) {
  const found = difference(wanted, given, what);
  if (found) throw new Error(`${store.name} answers wrongly at ${found}.`);
}
