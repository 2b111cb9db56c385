import { fold } from "./fold.ts";

/** Where something stands in a text: the first character and the one after the last. */
export type Span = readonly [start: number, end: number];

/** The words of a query, as the core takes it apart. */
export function wordsOf(query: string): string[] {
  return [...new Set(fold(query).split(/\s+/).filter(Boolean))];
}

interface Folded {
  text: string;
  /** For each character of the folded text, where its original begins and ends. */
  starts: number[];
  ends: number[];
}

function foldLetter(letter: string): string {
  return letter < "\u0080" ? letter.toLowerCase() : fold(letter);
}

/** Folds a text letter by letter, since a letter may become two (ß) or none (a combining accent). */
function foldWithPlaces(original: string): Folded {
  const folded: Folded = { text: "", starts: [], ends: [] };
  let place = 0;
  for (const letter of original) {
    const end = place + letter.length;
    const bare = foldLetter(letter);
    if (bare === "" && folded.ends.length > 0) folded.ends[folded.ends.length - 1] = end;
    folded.text += bare;
    for (let unit = 0; unit < bare.length; unit += 1) {
      folded.starts.push(place);
      folded.ends.push(end);
    }
    place = end;
  }
  return folded;
}

/** Spans in order, those that touch or overlap made one. */
export function joined(spans: readonly Span[]): Span[] {
  const whole: Span[] = [];
  for (const [start, end] of spans.toSorted(([one], [other]) => one - other)) {
    const last = whole.at(-1);
    if (last && start <= last[1]) whole[whole.length - 1] = [last[0], Math.max(last[1], end)];
    else whole.push([start, end]);
  }
  return whole;
}

function spansOf({ text, starts, ends }: Folded, word: string): Span[] {
  const spans: Span[] = [];
  for (let at = text.indexOf(word); at !== -1; at = text.indexOf(word, at + word.length)) {
    spans.push([starts[at] ?? 0, ends[at + word.length - 1] ?? 0]);
  }
  return spans;
}

/** Where any of the words, already folded, occurs in a text; each letter at most once, in order. */
export function findWords(text: string, words: readonly string[]): Span[] {
  if (words.length === 0 || text === "") return [];
  const folded = foldWithPlaces(text);
  return joined(words.flatMap((word) => spansOf(folded, word)));
}

/** How much text stands before and after a hit in a snippet, in characters. */
const BEFORE = 60;
const AFTER = 110;
/** The most places that one snippet shows. */
const MOST_PLACES = 3;

/** A place moved to the nearest gap between words towards the hit, so that no word is cut. */
function atGap(text: string, from: number, hit: number): number {
  const step = from < hit ? 1 : -1;
  for (let place = from; place !== hit; place += step) if (/\s/.test(text.charAt(place))) return place;
  return from;
}

function around(text: string, [start, end]: Span): Span {
  const from = Math.max(0, start - BEFORE);
  const to = Math.min(text.length, end + AFTER);
  return [from === 0 ? 0 : atGap(text, from, start), to === text.length ? to : atGap(text, to, end)];
}

/** The text around the first hit of each word, with an ellipsis where something is left out. Empty without a hit. */
export function snippet(text: string, words: readonly string[]): string {
  const folded = foldWithPlaces(text);
  const first = words.flatMap((word) => spansOf(folded, word).slice(0, 1));
  const places = joined(first.map((span) => around(text, span))).slice(0, MOST_PLACES);
  if (places.length === 0) return "";
  const pieces = places.map(([start, end]) => text.slice(start, end).trim());
  const [opening] = places[0] ?? [0];
  const [, closing] = places.at(-1) ?? [0, text.length];
  return `${opening > 0 ? "… " : ""}${pieces.join(" … ")}${closing < text.length ? " …" : ""}`;
}
