/** Where an arrow key leads in a list of options; -1 is the text field above it, undefined no movement at all. */
export function movedTo(key: string, active: number, amount: number): number | undefined {
  if (amount === 0) return undefined;
  if (key === "ArrowDown") return active + 1 < amount ? active + 1 : 0;
  if (key === "ArrowUp") return active > 0 ? active - 1 : amount - 1;
  return undefined;
}

/** Text as it is compared: small letters without accents. */
export function folded(written: string): string {
  return written.normalize("NFD").replace(/\p{M}/gu, "").toLocaleLowerCase();
}

/** Those that contain what was typed; first those that begin with it. The order is kept otherwise. */
export function matching<T>(items: T[], typed: string, wordsOf: (item: T) => string): T[] {
  const wanted = folded(typed.trim());
  const places = items.map((item) => [item, folded(wordsOf(item)).indexOf(wanted)] as const);
  const found = places.filter(([, place]) => place >= 0);
  return found.toSorted(([, one], [, other]) => Math.min(one, 1) - Math.min(other, 1)).map(([item]) => item);
}
