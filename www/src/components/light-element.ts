import { LitElement } from "lit";

/** An element that renders into the page itself, so that labels, print styles and "find in page" reach in. */
export class LightElement extends LitElement {
  protected override createRenderRoot(): HTMLElement {
    return this;
  }
}

let made = 0;

/** An id that no other element of the page has, for labels and descriptions. */
export function makeElementId(stem: string): string {
  made += 1;
  return `${stem}-${String(made)}`;
}
