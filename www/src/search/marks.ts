import { html, type TemplateResult } from "lit";
import { findWords } from "./find.ts";

/** The name of our highlight in the style sheet: `::highlight(found)`. */
const NAME = "found";

/** Parts of a page that were not written by anybody: labels, headings, buttons. */
const OUTSIDE = "dt, strong, summary, button, header";

/** What a text is shown as: itself, or with its hits marked. */
export type Show = (text: string) => unknown;

const asIs: Show = (text) => text;

/** Whether this browser can mark text without a change to the page. */
function canHighlight(): boolean {
  return "highlights" in CSS && "Highlight" in globalThis;
}

/** A text with each hit of the words in a `<mark>`. */
export function marked(text: string, words: readonly string[]): (string | TemplateResult)[] {
  const pieces: (string | TemplateResult)[] = [];
  let place = 0;
  for (const [start, end] of findWords(text, words)) {
    pieces.push(text.slice(place, start), html`<mark>${text.slice(start, end)}</mark>`);
    place = end;
  }
  return [...pieces, text.slice(place)];
}

/** How to show texts in which words are to be marked; where the browser highlights, as they are. */
export function showing(words: readonly string[]): Show {
  return words.length === 0 || canHighlight() ? asIs : (text) => marked(text, words);
}

function textsIn(root: Element): Text[] {
  const isOutside = (node: Node) => node instanceof Element && node.matches(OUTSIDE);
  const filter = (node: Node) => (isOutside(node) ? NodeFilter.FILTER_REJECT : NodeFilter.FILTER_ACCEPT);
  const walker = document.createTreeWalker(root, NodeFilter.SHOW_ELEMENT | NodeFilter.SHOW_TEXT, filter);
  const texts: Text[] = [];
  for (let node = walker.nextNode(); node; node = walker.nextNode()) if (node instanceof Text) texts.push(node);
  return texts;
}

function rangesIn(text: Text, words: readonly string[]): StaticRange[] {
  const range = ([start, end]: readonly [number, number]) =>
    new StaticRange({ startContainer: text, startOffset: start, endContainer: text, endOffset: end });
  return findWords(text.data, words).map(range);
}

/** Highlights words, already folded, in everything written inside some elements; takes every earlier highlight off. */
export function highlight(roots: Iterable<Element>, words: readonly string[]): void {
  if (!canHighlight()) return;
  clearHighlight();
  const ranges = [...roots].flatMap(textsIn).flatMap((text) => rangesIn(text, words));
  if (words.length > 0 && ranges.length > 0) CSS.highlights.set(NAME, new Highlight(...ranges));
}

/** Takes the highlight off. */
export function clearHighlight(): void {
  if (canHighlight()) CSS.highlights.delete(NAME);
}
