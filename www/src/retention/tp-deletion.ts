import { html, nothing, type TemplateResult } from "lit";
import { keyed } from "lit/directives/keyed.js";
import { inputField } from "../components/field.ts";
import { refusal } from "../components/refusal.ts";
import type { FieldErrors } from "../components/session-draft.ts";
import { FormPage, valuesOf } from "../pages/page.ts";
import { progressBar } from "../pages/progress-bar.ts";
import { state } from "../state.ts";
import { text } from "../text/index.ts";
import type { DeletionCertificate, Progress, RetentionDue } from "../vault/api.ts";
import { announceDeleted } from "./other-tabs.ts";
import "./tp-register.ts";

const words = text.retention;

/** A client was deleted; the page shows the certificate. */
export class DeletedEvent extends Event {
  readonly certificate: DeletionCertificate;

  constructor(certificate: DeletionCertificate) {
    super("tp-deleted", { bubbles: true });
    this.certificate = certificate;
  }
}

/** What a person calls a client: the name, or the number where there is none. */
export function nameOf({ display_name, client_id }: Pick<RetentionDue, "display_name" | "client_id">): string {
  return display_name || client_id;
}

/** Asks whether a client is really to be deleted, and why; then shows how far the key is erased. */
export class Deletion extends FormPage {
  static override properties = { ...FormPage.properties, row: { state: true }, erasing: { state: true } };
  declare row: RetentionDue | null;
  /** Null before the records are destroyed. */
  declare erasing: Progress | null;

  constructor() {
    super();
    this.row = null;
    this.erasing = null;
  }

  /** Asks about one client. */
  async ask(row: RetentionDue): Promise<void> {
    this.row = row;
    this.errors = {};
    this.failure = null;
    await this.updateComplete;
    this.querySelector("form")?.reset();
    this.querySelector("dialog")?.showModal();
  }

  protected override render(): TemplateResult {
    return html`<dialog class="dialog deletion" aria-labelledby="deletion-title">
      <h2 id="deletion-title">${words.deleteTitle(this.row ? nameOf(this.row) : "")}</h2>
      ${this.row ? this.#form(this.row) : nothing}
    </dialog>`;
  }

  #form(row: RetentionDue): TemplateResult {
    const errors = this.errors;
    const close = () => this.querySelector("dialog")?.close();
    return html`<form class="stack" novalidate @submit=${this.#delete}>
      <p class="caution"><span>${words.deleteLead}</span></p>
      ${keyed(row.client_id, html`<tp-register .clientId=${row.client_id}></tp-register>`)}
      ${inputField({ id: "deletion-name", name: "name", label: words.deleteName(nameOf(row)), error: errors["name"] })}
      ${inputField({ id: "deletion-reason", name: "reason", label: words.deleteReason, hint: words.deleteReasonHint, error: errors["reason"] })}
      <label class="check"><input type="checkbox" name="keep" /><span>${words.keepName}<br /><span class="hint">${words.keepNameHint}</span></span></label>
      ${refusal(this.failure)}
      ${this.erasing ? html`${progressBar(words.deleting, this.erasing)}<p class="hint">${words.deletingHint}</p>` : nothing}
      <p class="actions">
        <button class="danger" ?disabled=${this.busy}>${words.deleteNow}</button>
        <button type="button" @click=${close}>${this.erasing ? words.close : text.words.cancel}</button>
      </p>
    </form>`;
  }

  async #delete(event: SubmitEvent): Promise<void> {
    event.preventDefault();
    const { row } = this;
    if (!row || this.busy) return;
    const { name = "", reason = "", keep } = valuesOf(event.currentTarget as HTMLFormElement);
    const vaultName = state.vaultName;
    const onProgress = (progress: Progress) => {
      if (this.erasing === null) announceDeleted(vaultName, row.client_id);
      this.erasing = progress;
    };
    await this.submit(check(row, name, reason), async (vault) => {
      const certificate = await vault.call("deleteClient", row.client_id, { reason: reason.trim(), keep_name: keep !== undefined, onProgress });
      if (this.erasing === null) announceDeleted(vaultName, row.client_id);
      this.querySelector("dialog")?.close();
      this.row = null;
      this.dispatchEvent(new DeletedEvent(certificate));
    });
    this.erasing = null;
  }
}

function check(row: RetentionDue, name: string, reason: string): FieldErrors {
  const typed = name.trim();
  const isName = typed === row.display_name.trim() || typed === row.client_id;
  return {
    ...(typed !== "" && isName ? {} : { name: words.deleteNameDiffers }),
    ...(reason.trim() ? {} : { reason: text.errors.required }),
  };
}

customElements.define("tp-deletion", Deletion);
