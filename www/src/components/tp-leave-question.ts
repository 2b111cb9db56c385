import { html, type TemplateResult } from "lit";
import { text } from "../text/index.ts";
import { LightElement } from "./light-element.ts";

const words = text.writing.leaving;

/** Asks whether a text that could not be kept may be lost. */
export class LeaveQuestion extends LightElement {
  static override properties = { heading: { attribute: false }, lead: { attribute: false } };
  declare heading: string;
  declare lead: string;
  #answer: ((leave: boolean) => void) | null = null;

  constructor() {
    super();
    this.heading = words.title;
    this.lead = words.lead;
  }

  /** Once the page is gone there is nothing left to ask about. */
  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.#settle(true);
  }

  /** Resolves to true when the person wants to leave all the same. */
  ask(): Promise<boolean> {
    const { promise, resolve } = Promise.withResolvers<boolean>();
    this.#answer = resolve;
    this.querySelector("dialog")?.showModal();
    return promise;
  }

  protected override render(): TemplateResult {
    const leave = () => {
      this.#settle(true);
    };
    return html`<dialog class="dialog" aria-labelledby="leave-title" @close=${this.#stay}>
      <h2 id="leave-title">${this.heading}</h2>
      <p>${this.lead}</p>
      <p class="actions">
        <button type="button" class="primary" @click=${this.#stay}>${words.stay}</button>
        <button type="button" @click=${leave}>${words.leave}</button>
      </p>
    </dialog>`;
  }

  #stay(): void {
    this.#settle(false);
  }

  #settle(leave: boolean): void {
    const answer = this.#answer;
    this.#answer = null;
    this.querySelector("dialog")?.close();
    answer?.(leave);
  }
}

customElements.define("tp-leave-question", LeaveQuestion);
