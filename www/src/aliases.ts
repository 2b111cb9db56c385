const ids = new Map<string, string>();
const aliases = new Map<string, string>();

function makeAlias(): string {
  return crypto.randomUUID().slice(0, 8);
}

/**
 * A stand-in for a record's id that may appear in an address.
 *
 * Browsers keep the addresses they visited, so an id in one would outlive the lock. Aliases are random and forgotten
 * when the vault locks.
 */
export function aliasOf(id: string): string {
  const known = aliases.get(id);
  if (known !== undefined) return known;
  const alias = makeAlias();
  aliases.set(id, alias);
  ids.set(alias, id);
  return alias;
}

/** The id behind an alias, unless it was made before the last lock. */
export function idOf(alias: string): string | undefined {
  return ids.get(alias);
}

/** Forgets every alias. */
export function forgetAliases(): void {
  ids.clear();
  aliases.clear();
}
