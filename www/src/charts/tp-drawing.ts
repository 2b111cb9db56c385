import { html, type PropertyValues, type TemplateResult } from "lit";
import { LightElement } from "../components/light-element.ts";
import { drawScaled, watchWidth } from "./theme.ts";

/** The width of a page's text between its margins, in CSS pixels: that of A4, the narrower of the two sizes. */
const PAPER_WIDTH = 650;

/** A drawing that fits its width on the screen and, while the page prints, the paper. Its sentence is read out. */
export class Drawing extends LightElement {
  static override properties = { draw: { attribute: false }, data: { attribute: false }, sentence: {}, width: { state: true } };
  declare draw: (data: unknown, width: number) => Element;
  declare data: unknown;
  declare sentence: string;
  declare width: number;
  #stop: (() => void) | null = null;

  constructor() {
    super();
    this.sentence = "";
    this.width = 0;
  }

  override connectedCallback(): void {
    super.connectedCallback();
    this.#stop = watchWidth(this, (width) => {
      this.width = width;
    });
    addEventListener("beforeprint", this.#toPaper);
    addEventListener("afterprint", this.#toScreen);
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.#stop?.();
    removeEventListener("beforeprint", this.#toPaper);
    removeEventListener("afterprint", this.#toScreen);
  }

  protected override render(): TemplateResult {
    return html`<div class="drawing" role="img" aria-label=${this.sentence}></div>`;
  }

  protected override updated(changed: PropertyValues<this>): void {
    if (changed.has("draw") || changed.has("data") || changed.has("width")) this.#toScreen();
  }

  /** Browsers take their picture of the page as soon as the event is over, so nothing here may wait. */
  #toPaper = (): void => {
    this.#fill(this.draw(this.data, PAPER_WIDTH));
  };

  #toScreen = (): void => {
    if (this.width >= 40) this.#fill(drawScaled((room) => this.draw(this.data, room), this.width));
  };

  #fill(drawing: Element): void {
    this.querySelector(".drawing")?.replaceChildren(drawing);
  }
}

customElements.define("tp-drawing", Drawing);

/** A drawing of some data, and the sentence that says it. It is drawn again when the data is another object. */
export function drawing<Data>(draw: (data: Data, width: number) => Element, data: Data, sentence: string): TemplateResult {
  return html`<tp-drawing .draw=${draw} .data=${data} .sentence=${sentence}></tp-drawing>`;
}
