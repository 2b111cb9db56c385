import { text } from "../text/index.ts";
import type { FieldErrors } from "../components/session-draft.ts";

/** The tracker's own rule, told before asking it. */
export const MIN_PASSPHRASE = 12;

/** Characters as the tracker counts them. */
export function countCharacters(phrase: string): number {
  return Array.from(phrase).length;
}

/** What is wrong with a new passphrase and its repetition, by the names of the two fields. */
export function checkNewPassphrase(phrase: string, again: string, names: [string, string]): FieldErrors {
  const length = countCharacters(phrase);
  if (length < MIN_PASSPHRASE) return { [names[0]]: text.errors.passphraseShort(length) };
  return phrase === again ? {} : { [names[1]]: text.errors.passphrasesDiffer };
}

/** Empties every passphrase field below an element, so that none outlives its use. */
export function emptyPassphrases(root: Element): void {
  for (const input of root.querySelectorAll<HTMLInputElement>("tp-passphrase input")) input.value = "";
}

const WORDS = text.passphraseWords.split(" ");

function pickWord(): string {
  const limit = Math.floor(2 ** 32 / WORDS.length) * WORDS.length;
  const [draw = 0] = crypto.getRandomValues(new Uint32Array(1));
  return draw < limit ? (WORDS[draw % WORDS.length] ?? "") : pickWord();
}

/** Seven words drawn at random from two hundred and more: some 53 bits, which the slow key derivation makes costly to guess. */
export function makePassphrase(): string {
  return Array.from({ length: 7 }, pickWord).join(" ");
}
