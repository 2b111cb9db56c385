import { html, type PropertyValues, type TemplateResult } from "lit";
import { LightElement } from "../components/light-element.ts";
import { drawScaled, watchWidth } from "./theme.ts";

/** Narrower than this nothing is drawn, in CSS pixels. */
const LEAST_WIDTH = 160;

/** A figure whose drawing follows its width. It is drawn with the first rendering, so that nothing jumps afterwards. */
export abstract class ChartElement extends LightElement {
  static override properties = { width: { state: true } };
  declare width: number;
  #stop: (() => void) | null = null;

  constructor() {
    super();
    this.width = 0;
  }

  override connectedCallback(): void {
    super.connectedCallback();
    this.#stop = watchWidth(this, (width) => {
      this.width = width;
    });
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.#stop?.();
  }

  /** Draws at a width; null where there is nothing to draw yet. */
  protected abstract draw(width: number): Element | null;

  /** The place of the drawing, with the sentence that says what it shows. */
  protected frame(sentence: string): TemplateResult {
    return html`<div class="drawing" role="img" aria-label=${sentence}></div>`;
  }

  protected override updated(_changed: PropertyValues<this>): void {
    const place = this.querySelector(".drawing");
    const width = this.width || Math.round(this.clientWidth);
    if (!place || width < LEAST_WIDTH) return;
    const drawing = drawScaled((room) => this.draw(room), width);
    place.replaceChildren(...(drawing ? [drawing] : []));
  }
}
