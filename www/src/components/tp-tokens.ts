import { html, nothing, type PropertyValues, type TemplateResult } from "lit";
import { text } from "../text/index.ts";
import { describedBy, field } from "./field.ts";
import { icons } from "./icons.ts";
import { LightElement, makeElementId } from "./light-element.ts";
import { folded, matching, movedTo } from "./option-list.ts";

/** A new list of words was chosen. */
export class TokensEvent extends Event {
  readonly values: string[];

  constructor(values: string[]) {
    super("tp-tokens", { bubbles: true });
    this.values = values;
  }
}

/** How many suggestions the list shows. */
const SHOWN = 8;

const words = text.writing.tokens;

/**
 * A list of short phrases: typed, or completed from earlier ones.
 *
 * Typing, an arrow key or a press opens the suggestions; Enter takes the one reached, or what is typed. Backspace in
 * the empty field takes the last phrase back for editing.
 */
export class TokenInput extends LightElement {
  static override properties = {
    label: {},
    hint: {},
    error: {},
    values: { attribute: false },
    known: { attribute: false },
    names: { attribute: false },
    whole: { type: Boolean },
    bare: { type: Boolean },
    typed: { state: true },
    open: { state: true },
    active: { state: true },
    said: { state: true },
  };
  declare label: string;
  declare hint: string | undefined;
  declare error: string | undefined;
  declare values: string[];
  /** What was used before, most useful first. */
  declare known: string[];
  /** What a value is shown as. With names, only known values can be chosen, and each stands ready for one press. */
  declare names: ReadonlyMap<string, string> | undefined;
  /** A comma belongs to the phrase. */
  declare whole: boolean;
  /** The chosen ones are shown elsewhere. */
  declare bare: boolean;
  declare typed: string;
  declare open: boolean;
  /** The suggestion that the arrow keys reached, or -1. */
  declare active: number;
  /** For the live region. */
  declare said: string;
  #id = makeElementId("tokens");

  constructor() {
    super();
    this.values = [];
    this.known = [];
    this.whole = false;
    this.bare = false;
    this.typed = "";
    this.open = false;
    this.active = -1;
    this.said = "";
  }

  override focus(): void {
    this.querySelector("input")?.focus();
  }

  protected override render(): TemplateResult {
    const hint = this.hint ?? (this.whole ? words.hintWhole : words.hint);
    const options = { id: this.#id, label: this.label, error: this.error, hint };
    return html`${field(options, html`${this.bare ? nothing : this.#chosen()}${this.#entry(describedBy(options))}${this.#picks()}`)}
      <p class="visually-hidden" role="status">${this.said}</p>`;
  }

  protected override updated(changed: PropertyValues<this>): void {
    if (changed.has("active")) this.querySelector("[aria-selected=true]")?.scrollIntoView({ block: "nearest" });
  }

  #chosen(): TemplateResult | typeof nothing {
    if (this.values.length === 0) return nothing;
    return html`<ul class="tokens" aria-label=${words.chosen(this.label)}>
      ${this.values.map((value) => html`<li class="token"><span>${this.#nameOf(value)}</span>${this.#removeButton(value)}</li>`)}
    </ul>`;
  }

  #removeButton(value: string): TemplateResult {
    const remove = () => {
      this.#remove(value);
      this.focus();
    };
    return html`<button type="button" class="token-remove" aria-label=${text.words.remove(this.#nameOf(value))} @click=${remove}>
      ${icons.close}
    </button>`;
  }

  #entry(description: string | typeof nothing): TemplateResult {
    const { open, active } = this;
    const list = `${this.#id}-list`;
    return html`<span class="combo">
      <input id=${this.#id} role="combobox" aria-autocomplete="list" aria-expanded=${open} aria-controls=${list}
        aria-activedescendant=${open && active >= 0 ? `${list}-${String(active)}` : nothing} aria-describedby=${description}
        aria-invalid=${this.error ? "true" : nothing} autocomplete="off" autocapitalize="none" spellcheck="false" enterkeyhint="enter"
        .value=${this.typed} @input=${this.#input} @keydown=${this.#key} @click=${this.#pressed} @blur=${this.#leave} />
      ${this.#suggestions(list)}
    </span>`;
  }

  #suggestions(list: string): TemplateResult {
    const choose = (event: Event, value: string) => {
      // The field keeps the focus, and with it the list stays until the press is over.
      event.preventDefault();
      this.#add(value);
    };
    const option = (value: string, index: number) => html`<li id="${list}-${index}" role="option" aria-selected=${index === this.active}
      @mousedown=${(event: Event) => { choose(event, value); }}>${this.#nameOf(value)}</li>`;
    return html`<ul class="combo-list" id=${list} role="listbox" aria-label=${words.suggestions(this.label)} ?hidden=${!this.open}>
      ${this.open ? this.#matches().map(option) : nothing}
    </ul>`;
  }

  #picks(): TemplateResult | typeof nothing {
    const left = this.names ? this.#unused() : [];
    if (left.length === 0) return nothing;
    return html`<span class="picks" role="group" aria-label=${words.picks(this.label)}>
      ${left.map((value) => html`<button type="button" class="pick" @click=${() => { this.#add(value); }}>${this.#nameOf(value)}</button>`)}
    </span>`;
  }

  #nameOf(value: string): string {
    return this.names?.get(value) ?? value;
  }

  #unused(): string[] {
    return this.known.filter((value) => !this.values.includes(value));
  }

  #matches(): string[] {
    return matching(this.#unused(), this.typed, (value) => this.#nameOf(value)).slice(0, SHOWN);
  }

  #input(event: InputEvent): void {
    this.typed = (event.target as HTMLInputElement).value;
    this.#suggest(this.typed.trim() !== "");
    if (this.open) this.said = words.matches(this.#matches().length);
  }

  #pressed(): void {
    if (!this.open) this.#suggest(true);
  }

  /** Opens the list where there is something to show. Where only known values count, the first stands ready for Enter. */
  #suggest(wanted: boolean): void {
    this.open = wanted && this.#matches().length > 0;
    this.active = this.open && this.names ? 0 : -1;
  }

  #key(event: KeyboardEvent): void {
    if (event.ctrlKey || event.metaKey || event.altKey || event.isComposing) return;
    if (this.#walked(event.key) || this.#handled(event.key)) event.preventDefault();
  }

  #walked(key: string): boolean {
    const moved = movedTo(key, this.active, this.#matches().length);
    if (moved === undefined) return false;
    this.open = true;
    this.active = moved;
    return true;
  }

  #handled(key: string): boolean {
    if (key === "Escape" && this.open) this.#suggest(false);
    else if (key === "Enter" || (key === "," && !this.whole && !this.names)) this.#take();
    else if (key === "Backspace" && this.typed === "" && this.values.length > 0) this.#takeBack();
    else return false;
    return true;
  }

  #take(): void {
    const reached = this.open ? this.#matches()[this.active] : undefined;
    this.#add(reached ?? this.#spelled());
  }

  /** What is typed, in the spelling it had before; nothing where it is not known and has to be. */
  #spelled(): string {
    const typed = this.typed.trim();
    const known = this.known.find((value) => folded(this.#nameOf(value)) === folded(typed));
    return known ?? (this.names ? "" : typed);
  }

  /** Adds what is typed, so that leaving the field loses nothing. */
  #leave(): void {
    this.#add(this.#spelled());
  }

  #takeBack(): void {
    const last = this.values.at(-1) ?? "";
    this.#remove(last);
    this.typed = this.names ? "" : last;
  }

  #add(value: string): void {
    this.typed = "";
    this.#suggest(false);
    if (value === "" || this.values.includes(value)) return;
    this.said = words.added(this.#nameOf(value));
    this.#change([...this.values, value]);
  }

  #remove(value: string): void {
    this.said = words.removed(this.#nameOf(value));
    this.#change(this.values.filter((other) => other !== value));
  }

  #change(values: string[]): void {
    this.values = values;
    this.dispatchEvent(new TokensEvent(values));
  }
}

customElements.define("tp-tokens", TokenInput);
