/** Forms of address, which are ordinary words and name nobody. */
const ADDRESSES = new Set(["mr", "mrs", "ms", "mx", "miss", "dr", "prof", "frau", "herr", "herrn"]);

/** A part such as "von" counts only in a name written small throughout; "A." and "17" would hit ordinary text. */
function isTelling(part: string, name: string): boolean {
  const isSmall = part === part.toLowerCase() && name !== name.toLowerCase();
  return part.length > 1 && /\p{L}/u.test(part) && !isSmall && !ADDRESSES.has(part.toLowerCase());
}

/** The words that a name consists of, joined by hyphens or not, and that point to the person by themselves. */
function tellingParts(name: string): string[] {
  const joined = name.split(/\s+/).map((word) => word.replace(/^[^\p{L}\p{N}]+|[^\p{L}\p{M}\p{N}]+$/gu, ""));
  return [...joined, ...name.split(/[^\p{L}\p{M}\p{N}]+/u)].filter((part) => isTelling(part, name));
}

/** Matches a letter with or without its accents. */
function letter(char: string): string {
  const escaped = char.replace(/[\\^$.*+?()[\]{}|/]/g, "\\$&");
  return /\p{L}/u.test(char) ? `${escaped}\\p{M}*` : escaped;
}

/** The pattern of a name in text whose accents are apart: any space matches any other. */
function pattern(name: string): string {
  const bare = name.normalize("NFD").replace(/\p{M}/gu, "");
  return bare.split(/\s+/).map((word) => Array.from(word, letter).join("")).join("\\s+");
}

/**
 * Makes a function that puts `code` in the place of a person wherever a text names them.
 *
 * Found are the name and the number as a whole, and each word of the name that points to the person by itself, whatever
 * the case and the accents. Nicknames and other people are not recognised.
 */
export function makeRedactor(name: string, clientNumber: string, code: string): (text: string) => string {
  const wanted = new Set([name.trim(), clientNumber.trim(), ...tellingParts(name)]);
  const longestFirst = [...wanted].filter(Boolean).toSorted((one, other) => other.length - one.length);
  if (longestFirst.length === 0) return (text) => text;
  const any = longestFirst.map(pattern).join("|");
  const found = new RegExp(`(?<![\\p{L}\\p{N}])(?:${any})(s?)(?![\\p{L}\\p{M}\\p{N}])`, "giu");
  const replace = (_: string, genitive: string) => (genitive ? `${code}’s` : code);
  return (text) => text.normalize("NFD").replace(found, replace).normalize("NFC");
}
