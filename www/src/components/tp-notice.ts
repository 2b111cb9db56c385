import { html, nothing, type TemplateResult } from "lit";
import { singleKey, singleKeysEnabled } from "../keys.ts";
import type { NoticeAction } from "../state.ts";
import { text } from "../text/index.ts";
import { icons } from "./icons.ts";
import { LightElement } from "./light-element.ts";

/** How long a notice stays, in milliseconds; longer where it offers something. */
const SHOWN_MS = 6000;
const OFFERED_MS = 30_000;

/** The live region: says in words what was saved. It is always in the page, so that readers know it. */
export class Notice extends LightElement {
  static override properties = { message: { state: true }, action: { state: true } };
  declare message: string;
  declare action: NoticeAction | null;
  #timer = 0;

  constructor() {
    super();
    this.message = "";
    this.action = null;
  }

  override connectedCallback(): void {
    super.connectedCallback();
    document.addEventListener("keydown", this.#key);
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    document.removeEventListener("keydown", this.#key);
  }

  show(message: string, action: NoticeAction | null = null): void {
    this.message = message;
    this.action = action;
    this.#wait();
  }

  protected override render(): TemplateResult {
    return html`<div class="notice-region" @pointerenter=${this.#hold} @pointerleave=${this.#wait} @focusin=${this.#hold} @focusout=${this.#wait}>
      <div class=${this.message ? "notice" : ""}>
        <p role="status" aria-live="polite">${this.message}${this.action ? this.#spokenKey(this.action) : nothing}</p>
        ${this.action ? this.#buttons(this.action) : nothing}
      </div>
    </div>`;
  }

  /** The key beside the button is seen; a reader hears it with the message. */
  #spokenKey({ label, key }: NoticeAction): TemplateResult | typeof nothing {
    return singleKeysEnabled() ? html`<span class="visually-hidden"> ${text.writing.keys.offers(label, key)}</span>` : nothing;
  }

  /** What offers something stays for long, so it can be sent away. */
  #buttons({ label, key }: NoticeAction): TemplateResult {
    return html`<div class="notice-buttons">
      <button type="button" class="notice-action" @click=${this.#run}>
        ${label}${singleKeysEnabled() ? html` <kbd aria-hidden="true">${key}</kbd>` : nothing}
      </button>
      <button type="button" class="notice-close" aria-label=${text.writing.undo.close} @click=${this.#clear}>${icons.close}</button>
    </div>`;
  }

  #key = (event: KeyboardEvent): void => {
    if (!this.action || singleKey(event) !== this.action.key) return;
    event.preventDefault();
    this.#run();
  };

  #run(): void {
    const { action } = this;
    this.#clear();
    action?.run();
  }

  /** While someone points at the notice or is in it, it stays. */
  #hold(): void {
    clearTimeout(this.#timer);
  }

  #wait(): void {
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => { this.#clear(); }, this.action ? OFFERED_MS : SHOWN_MS);
  }

  #clear(): void {
    clearTimeout(this.#timer);
    this.message = "";
    this.action = null;
  }
}

customElements.define("tp-notice", Notice);
