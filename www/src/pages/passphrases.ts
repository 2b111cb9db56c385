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

const WORDS =
  "acorn amber anchor apron arrow aspen autumn badge baker barley basil beacon birch blossom bonnet bramble brass breeze bridge brook bucket butter button cabin candle canyon carpet castle cedar cellar chapel cherry chisel cider cinder clover cobalt comet copper coral cotton cradle crane cricket crystal daisy damson dapple dawn delta dormer dove drift drum dune eagle easel ember fable falcon fennel fern ferry fiddle flannel flint forest fossil fountain fox gable garden garnet ginger glacier goblet granite grove gull hamlet harbour harvest hazel heath heron hickory hollow honey horizon indigo iris island ivory jasmine jetty juniper kernel kettle kite lagoon lantern larch lavender ledge lemon lilac linen lobster locket lupin magnet maple marble marsh meadow melon mill mint mitten moss mountain mulberry nectar nettle nutmeg oak oasis ocean olive orbit orchard otter paddle parsley pebble pepper petal pewter pillow pine plum pocket pond poppy prairie puffin quarry quartz quill quince rabbit raft raven reed ribbon river robin rocket rowan saddle saffron sage sail salmon sandal satchel sequoia shadow shell shore silver slate sparrow spruce stable starling stone stream summit sunset swallow tanager teapot thicket thimble thistle timber topaz trellis tulip tundra turnip valley velvet violet walnut warbler water willow window winter wren yarrow zephyr".split(
    " ",
  );

function pickWord(): string {
  const limit = Math.floor(2 ** 32 / WORDS.length) * WORDS.length;
  const [draw = 0] = crypto.getRandomValues(new Uint32Array(1));
  return draw < limit ? (WORDS[draw % WORDS.length] ?? "") : pickWord();
}

/** Seven words drawn at random from about two hundred: some 53 bits, which the slow key derivation makes costly to guess. */
export function makePassphrase(): string {
  return Array.from({ length: 7 }, pickWord).join(" ");
}
