import { html, nothing, type TemplateResult } from "lit";
import { updates } from "../app/updates.ts";
import { text } from "../text/index.ts";
import { LightElement } from "./light-element.ts";

const words = text.app;

/** Says that a new version waits. It floats, so that nothing moves, and is silent while somebody writes. */
export class UpdateNotice extends LightElement {
  static override properties = { writing: { attribute: false }, dismissed: { state: true }, reloading: { state: true } };
  declare writing: boolean;
  /** True once it was put off; the next page load asks again. */
  declare dismissed: boolean;
  declare reloading: boolean;

  constructor() {
    super();
    this.writing = false;
    this.dismissed = false;
    this.reloading = false;
  }

  override connectedCallback(): void {
    super.connectedCallback();
    updates.addEventListener("change", this.#changed);
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    updates.removeEventListener("change", this.#changed);
  }

  protected override render(): TemplateResult {
    const isShown = updates.isReady && !this.writing && !this.dismissed;
    return html`<div class="update-region" role="status">${isShown ? this.#notice() : nothing}</div>`;
  }

  #notice(): TemplateResult {
    return html`<div class="update no-print">
      <p>${words.updateReady} <span class="hint">${words.updateHint}</span></p>
      <p class="actions">
        <button type="button" ?disabled=${this.reloading} @click=${this.#reload}>${this.reloading ? words.reloading : words.reload}</button>
        <button type="button" class="quiet" @click=${this.#dismiss}>${words.later}</button>
      </p>
    </div>`;
  }

  #changed = (): void => {
    this.requestUpdate();
  };

  async #reload(): Promise<void> {
    this.reloading = true;
    await updates.reload();
  }

  #dismiss(): void {
    this.dismissed = true;
  }
}

customElements.define("tp-update-notice", UpdateNotice);
