import { html, nothing, type TemplateResult } from "lit";
import { text } from "../text/index.ts";
import { describedBy, field } from "./field.ts";
import { LightElement, makeElementId } from "./light-element.ts";

/** A passphrase field that can be shown. It takes part in its form under `name`; pasting works. */
export class PassphraseField extends LightElement {
  static override properties = {
    name: {},
    label: {},
    hint: {},
    error: {},
    fresh: { type: Boolean },
    shown: { state: true },
  };
  declare name: string;
  declare label: string;
  declare hint: string | undefined;
  declare error: string | undefined;
  /** True where a new passphrase is being chosen. */
  declare fresh: boolean;
  declare shown: boolean;
  #id = makeElementId("passphrase");

  constructor() {
    super();
    this.fresh = false;
    this.shown = false;
  }

  get input(): HTMLInputElement | null {
    return this.querySelector("input");
  }

  protected override render(): TemplateResult {
    const { label, hint, error } = this;
    const options = { id: this.#id, label, hint, error };
    return field(options, html`<span class="with-button">${this.#control(options)}${this.#toggle()}</span>`);
  }

  #control(options: { id: string; label: string; hint: string | undefined; error: string | undefined }): TemplateResult {
    return html`<input
      id=${this.#id}
      name=${this.name}
      type=${this.shown ? "text" : "password"}
      autocomplete=${this.fresh ? "new-password" : "current-password"}
      autocapitalize="none"
      spellcheck="false"
      required
      aria-invalid=${options.error ? "true" : nothing}
      aria-describedby=${describedBy(options)}
    />`;
  }

  #toggle(): TemplateResult {
    return html`<button type="button" class="quiet" aria-pressed=${this.shown ? "true" : "false"}
      aria-label=${`${text.words.show}: ${this.label}`} @click=${this.#flip}>
      ${this.shown ? text.words.hide : text.words.show}
    </button>`;
  }

  #flip(): void {
    this.shown = !this.shown;
  }
}

customElements.define("tp-passphrase", PassphraseField);
