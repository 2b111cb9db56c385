import { html, nothing, type TemplateResult } from "lit";
import { LightElement } from "./light-element.ts";

/** How long a notice stays, in milliseconds. */
const SHOWN_MS = 6000;

/** The live region: says in words what was saved. It is always in the page, so that readers know it. */
export class Notice extends LightElement {
  static override properties = { message: { state: true } };
  declare message: string;
  #timer = 0;

  constructor() {
    super();
    this.message = "";
  }

  show(message: string): void {
    this.message = message;
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => {
      this.message = "";
    }, SHOWN_MS);
  }

  protected override render(): TemplateResult {
    return html`<div class="notice-region" role="status" aria-live="polite">
      ${this.message ? html`<p class="notice">${this.message}</p>` : nothing}
    </div>`;
  }
}

customElements.define("tp-notice", Notice);
