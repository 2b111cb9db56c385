import { html, nothing, type TemplateResult } from "lit";
import { textField } from "../components/field.ts";
import { icons } from "../components/icons.ts";
import { refusal } from "../components/refusal.ts";
import { lastStatement, rememberStatement } from "../practice.ts";
import { state } from "../state.ts";
import { text } from "../text/index.ts";
import type { SessionRevision } from "../vault/api.ts";
import type { VaultClient } from "../vault/client.ts";
import { FormPage, valuesOf } from "./page.ts";

type Act = "sign" | "strike" | "restore";

const signing = text.signing;
const striking = text.striking;

/** What each act says, and the field that it asks for. */
const ACTS = {
  sign: { ...signing, field: "statement", label: signing.statement, hint: signing.statementHint, required: false },
  strike: { ...striking, field: "reason", label: striking.reason, hint: undefined, required: true },
  restore: {
    title: striking.restoreTitle,
    lead: striking.restoreLead,
    field: "reason",
    label: striking.restoreReason,
    hint: undefined,
    required: true,
    confirm: striking.restoreConfirm,
    done: striking.restored,
  },
} as const;

/** Amending, signing, striking out and restoring the session that is shown. Fires `tp-amend` and `tp-changed`. */
export class SessionActs extends FormPage {
  static override properties = { ...FormPage.properties, revision: { attribute: false }, act: { state: true }, filled: { state: true } };
  /** The session as it stands. */
  declare revision: SessionRevision;
  /** The act that is being confirmed. */
  declare act: Act | null;
  /** What the field begins with: the next signature mostly states what the last one did. */
  declare filled: string;

  constructor() {
    super();
    this.act = null;
    this.filled = "";
  }

  protected override render(): TemplateResult {
    return this.act ? this.#form(this.act) : this.#choices();
  }

  #choices(): TemplateResult {
    const { struck, signed_at } = this.revision;
    if (struck) return html`<p class="actions">${this.#button("restore", striking.restore)}</p>`;
    const amend = () => this.dispatchEvent(new Event("tp-amend"));
    return html`<p class="actions">
      <button type="button" @click=${amend}>${icons.pen}${text.sessions.amend}</button>
      ${signed_at === null ? this.#button("sign", signing.sign, icons.signed) : nothing}
      ${this.#button("strike", striking.strike)}
    </p>`;
  }

  #button(act: Act, label: string, icon: TemplateResult | typeof nothing = nothing): TemplateResult {
    return html`<button type="button" class=${act === "strike" ? "quiet" : ""} data-act=${act} @click=${() => this.#begin(act)}>${icon}${label}</button>`;
  }

  #form(act: Act): TemplateResult {
    const { title, lead, field, label, hint, required, confirm } = ACTS[act];
    const options = { id: "act-text", name: field, label, hint, required, rows: 2, error: this.errors[field], value: this.filled };
    return html`<form class="card stack no-print act" novalidate aria-labelledby="act-title" @submit=${this.#confirm}>
      <h2 id="act-title">${title}</h2>
      <p>${lead}</p>
      ${textField(options)} ${refusal(this.failure)}
      <p class="actions">
        <button class="primary" ?disabled=${this.busy}>${confirm}</button>
        <button type="button" class="quiet" @click=${this.#cancel}>${text.words.cancel}</button>
      </p>
    </form>`;
  }

  async #begin(act: Act): Promise<void> {
    this.filled = act === "sign" && state.vault ? await lastStatement(state.vault) : "";
    this.act = act;
    await this.updateComplete;
    this.querySelector<HTMLElement>("#act-text")?.focus();
  }

  async #cancel(): Promise<void> {
    const { act } = this;
    this.#end();
    await this.updateComplete;
    this.querySelector<HTMLElement>(`[data-act="${act ?? ""}"]`)?.focus();
  }

  #end(): void {
    this.act = null;
    this.errors = {};
    this.failure = null;
  }

  async #confirm(event: SubmitEvent): Promise<void> {
    event.preventDefault();
    const { act } = this;
    if (!act || this.busy) return;
    const { field, required, done } = ACTS[act];
    const written = (valuesOf(event.currentTarget as HTMLFormElement)[field] ?? "").trim();
    const found = required && written === "" ? { [field]: text.errors.required } : {};
    if (!(await this.submit(found, (vault) => this.#do(vault, act, written)))) return;
    this.#end();
    state.notify(done);
    this.dispatchEvent(new Event("tp-changed"));
  }

  async #do(vault: VaultClient, act: Act, written: string): Promise<void> {
    const { revision, session } = this.revision;
    const id = session.session_id;
    if (act === "sign") {
      await vault.call("signSession", id, { statement: written, revision });
      // The session is signed whether or not the words are remembered.
      await rememberStatement(vault, written).catch(() => undefined);
    } else if (act === "strike") await vault.call("strikeSession", id, { reason: written });
    else await vault.call("restoreSession", id, { reason: written });
  }
}

customElements.define("tp-session-acts", SessionActs);
