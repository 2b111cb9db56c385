import { html, type PropertyValues, type TemplateResult } from "lit";
import { text } from "../text/index.ts";
import { LightElement } from "./light-element.ts";

/** Asks whether someone is still there. Emits `tp-stay` or `tp-lock`. */
export class IdleWarning extends LightElement {
  static override properties = { seconds: { attribute: false } };
  /** Seconds until the lock, or null while there is nothing to ask. */
  declare seconds: number | null;

  constructor() {
    super();
    this.seconds = null;
  }

  protected override render(): TemplateResult {
    return html`<dialog class="dialog" aria-labelledby="idle-title" @cancel=${this.#stay}>
      <h2 id="idle-title">${text.shell.idleTitle}</h2>
      <p role="timer">${text.shell.idle(this.seconds ?? 0)}</p>
      <p class="actions">
        <button type="button" class="primary" @click=${this.#stay}>${text.shell.stay}</button>
        <button type="button" @click=${this.#lock}>${text.shell.lockNow}</button>
      </p>
    </dialog>`;
  }

  protected override updated(changed: PropertyValues<this>): void {
    if (!changed.has("seconds")) return;
    const dialog = this.querySelector("dialog");
    if (this.seconds === null) dialog?.close();
    else if (dialog?.open === false) dialog.showModal();
  }

  #stay(): void {
    this.dispatchEvent(new Event("tp-stay"));
  }

  #lock(): void {
    this.dispatchEvent(new Event("tp-lock"));
  }
}

customElements.define("tp-idle-warning", IdleWarning);
