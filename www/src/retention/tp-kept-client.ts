import { html, nothing, type TemplateResult } from "lit";
import { inputField } from "../components/field.ts";
import { refusal } from "../components/refusal.ts";
import { FormPage, valuesOf } from "../pages/page.ts";
import { href } from "../router.ts";
import { state } from "../state.ts";
import { text } from "../text/index.ts";
import type { RetentionDue, RetentionPolicy } from "../vault/api.ts";
import { nameOf } from "./tp-deletion.ts";
import "./tp-register.ts";

const words = text.retention;

/** A client is to be deleted; the page asks. */
export class DeletionWishEvent extends Event {
  readonly row: RetentionDue;

  constructor(row: RetentionDue) {
    super("tp-delete-client", { bubbles: true });
    this.row = row;
  }
}

/** One client: how long the records are kept and why, what holds them, what can be done. */
export class KeptClient extends FormPage {
  static override properties = { ...FormPage.properties, row: { attribute: false }, policy: { attribute: false } };
  declare row: RetentionDue;
  declare policy: RetentionPolicy;

  protected override render(): TemplateResult {
    const { row } = this;
    const place = { page: "client", client: row.client_id, section: "journal" } as const;
    return html`<h3><a href=${href(place)}>${nameOf(row)}</a>${row.status === "closed" ? html` <span class="hint">${words.closed}</span>` : nothing}</h3>
      <p>${words.explain(row, this.policy)}</p>
      ${row.hold ? html`<p class="caution"><span>${words.held(row.hold)}</span></p>` : nothing}
      <tp-register .clientId=${row.client_id}></tp-register>
      ${row.hold ? nothing : this.#holdForm()}
      ${refusal(this.failure)}
      <p class="actions">${row.hold ? this.#liftButton() : this.#deleteButton()}</p>`;
  }

  #holdForm(): TemplateResult {
    const id = `hold-${this.row.client_id}`;
    return html`<details class="fold">
      <summary>${words.hold}…</summary>
      <form class="stack" novalidate @submit=${this.#hold}>
        ${inputField({ id, name: "reason", label: words.holdReason, hint: words.holdHint, error: this.errors["reason"] })}
        <p class="actions"><button ?disabled=${this.busy}>${words.holdSave}</button></p>
      </form>
    </details>`;
  }

  #liftButton(): TemplateResult {
    return html`<button type="button" ?disabled=${this.busy} @click=${this.#lift}>${words.lift}</button>`;
  }

  #deleteButton(): TemplateResult {
    const ask = () => this.dispatchEvent(new DeletionWishEvent(this.row));
    return html`<button type="button" class="danger" @click=${ask}>${words.delete}</button>`;
  }

  async #hold(event: SubmitEvent): Promise<void> {
    event.preventDefault();
    const { reason = "" } = valuesOf(event.currentTarget as HTMLFormElement);
    const found = reason.trim() ? {} : { reason: text.errors.required };
    const { client_id } = this.row;
    if (await this.submit(found, (vault) => vault.call("setRetentionHold", client_id, { reason: reason.trim() }))) this.#changed(words.holdSaved);
  }

  async #lift(): Promise<void> {
    const { client_id } = this.row;
    if (await this.attempt((vault) => vault.call("liftRetentionHold", client_id))) this.#changed(words.lifted);
  }

  #changed(notice: string): void {
    state.notify(notice);
    this.dispatchEvent(new Event("tp-hold-changed", { bubbles: true }));
  }
}

customElements.define("tp-kept-client", KeptClient);
