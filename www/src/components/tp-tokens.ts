import { html, nothing, type TemplateResult } from "lit";
import { text } from "../text/index.ts";
import { describedBy, fieldGroup } from "./field.ts";
import { icons } from "./icons.ts";
import { LightElement, makeElementId } from "./light-element.ts";

/** A new list of words was chosen. */
export class TokensEvent extends Event {
  readonly values: string[];

  constructor(values: string[]) {
    super("tp-tokens", { bubbles: true });
    this.values = values;
  }
}

/** A list of short words or phrases: typed, completed from earlier ones, or picked with one press. */
export class TokenInput extends LightElement {
  static override properties = { label: {}, hint: {}, error: {}, values: { attribute: false }, known: { attribute: false } };
  declare label: string;
  declare hint: string | undefined;
  declare error: string | undefined;
  declare values: string[];
  /** What was used before, most useful first. */
  declare known: string[];
  #id = makeElementId("tokens");

  constructor() {
    super();
    this.values = [];
    this.known = [];
  }

  protected override render(): TemplateResult {
    const { label, error } = this;
    const options = { id: this.#id, label, error, hint: this.hint ?? text.sessionForm.tokenHint };
    return fieldGroup(options, html`${this.#chosen()}${this.#entry(describedBy(options))}${this.#picks()}`);
  }

  #chosen(): TemplateResult | typeof nothing {
    if (this.values.length === 0) return nothing;
    return html`<ul class="tokens">
      ${this.values.map((value) => html`<li class="token">${value}${this.#removeButton(value)}</li>`)}
    </ul>`;
  }

  #removeButton(value: string): TemplateResult {
    const remove = () => {
      this.#change(this.values.filter((other) => other !== value));
    };
    return html`<button type="button" class="token-remove" aria-label=${text.words.remove(value)} @click=${remove}>
      ${icons.close}
    </button>`;
  }

  #entry(description: string | typeof nothing): TemplateResult {
    return html`<span class="with-button">
      <input aria-label=${this.label} aria-describedby=${description} list="${this.#id}-known" autocomplete="off"
        autocapitalize="none" spellcheck="false" enterkeyhint="enter" @keydown=${this.#typed} @blur=${this.#take} />
      <button type="button" class="quiet" aria-label=${`${text.words.add}: ${this.label}`} @click=${this.#take}>
        ${text.sessionForm.add}
      </button>
      <datalist id="${this.#id}-known">${this.#unused().map((value) => html`<option value=${value}></option>`)}</datalist>
    </span>`;
  }

  #picks(): TemplateResult | typeof nothing {
    const picks = this.#unused().slice(0, 6);
    if (picks.length === 0) return nothing;
    return html`<div class="picks" role="group" aria-label=${`${text.sessionForm.recent}: ${this.label}`}>
      ${picks.map((value) => html`<button type="button" class="pick" @click=${() => { this.#add(value); }}>${value}</button>`)}
    </div>`;
  }

  #unused(): string[] {
    return this.known.filter((value) => !this.values.includes(value));
  }

  #typed(event: KeyboardEvent): void {
    const { key, ctrlKey, metaKey } = event;
    if ((key !== "Enter" && key !== ",") || ctrlKey || metaKey) return;
    event.preventDefault();
    this.#take();
  }

  /** Adds what is typed, so that leaving the field loses nothing. */
  #take(): void {
    const input = this.querySelector("input");
    if (!input?.value.trim()) return;
    this.#add(input.value.trim());
    input.value = "";
  }

  #add(value: string): void {
    if (!this.values.includes(value)) this.#change([...this.values, value]);
  }

  #change(values: string[]): void {
    this.values = values;
    this.dispatchEvent(new TokensEvent(values));
  }
}

customElements.define("tp-tokens", TokenInput);
