import { html, nothing, type TemplateResult } from "lit";
import { inputField } from "../components/field.ts";
import { icons } from "../components/icons.ts";
import { refusal } from "../components/refusal.ts";
import "../components/tp-passphrase.ts";
import { isSingleFile } from "../edition.ts";
import { go } from "../router.ts";
import { state } from "../state.ts";
import { today, formatDate } from "../text/format.ts";
import { text } from "../text/index.ts";
import type { VaultClient } from "../vault/client.ts";
import { asSecretError } from "../vault/error.ts";
import { takeOver } from "./handover.ts";
import { FormPage, valuesOf } from "./page.ts";
import { emptyPassphrases } from "./passphrases.ts";

const words = text.ways;

/** Makes a recovery code, shows it once to be printed, and has it typed back. */
export class RecoveryCodePage extends FormPage {
  static override properties = { ...FormPage.properties, code: { state: true }, hadOne: { state: true }, skipping: { state: true } };
  /** The code while it is shown; it is stored nowhere. */
  declare code: string;
  /** Whether there was one before, which a new one ends. */
  declare hadOne: boolean;
  /** True once somebody wants to go on without. */
  declare skipping: boolean;
  #isNew = false;
  #isProven = false;

  constructor() {
    super();
    this.code = "";
    this.hadOne = false;
    this.skipping = false;
  }

  override connectedCallback(): void {
    const { isNew, isProven } = takeOver();
    this.#isNew = isNew;
    this.#isProven = isProven || isNew;
    super.connectedCallback();
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.code = "";
  }

  protected override async load(vault: VaultClient): Promise<void> {
    const slots = await vault.call("getSlots");
    this.hadOne = slots.some(({ kind }) => kind === "recovery_code");
    if (this.#isProven) await this.#make(vault);
  }

  protected override render(): TemplateResult {
    return html`<h1 tabindex="-1" data-focus class="no-print">${words.codeTitle}</h1>
      <p class="lead no-print">${words.codeLead}</p>
      ${this.loaded ? (this.code ? this.#sheet() : this.#proof()) : html`<p>${text.words.loading}</p>`}`;
  }

  #proof(): TemplateResult {
    return html`<section class="card">
      <form class="stack" novalidate @submit=${this.#prove}>
        <p>${this.hadOne ? words.codeReplaces : words.codeNone}</p>
        <tp-passphrase name="passphrase" .label=${words.passphrase} .error=${this.errors["passphrase"]}></tp-passphrase>
        ${refusal(this.failure)}
        <p class="actions">
          <button class="primary" ?disabled=${this.busy}>${words.makeCode}</button>
          <button type="button" class="quiet" @click=${this.#leave}>${text.words.cancel}</button>
        </p>
      </form>
    </section>`;
  }

  #sheet(): TemplateResult {
    const groups = this.code.split("-");
    return html`<section class="card recovery-sheet" aria-labelledby="sheet-title">
        <h2 id="sheet-title">${words.sheetTitle(state.vaultName)}</h2>
        <p class="recovery-code" translate="no">${groups.map((group) => html`<span>${group}</span> `)}</p>
        <p>${words.sheetUse}</p>
        ${isSingleFile ? nothing : html`<p class="facts">${words.sheetSite(location.origin + location.pathname)}</p>`}
        <p class="facts">${words.sheetMade(formatDate(today()))}</p>
        <p class="actions no-print"><button type="button" @click=${() => { print(); }}>${icons.file}${words.print}</button></p>
      </section>
      <section class="card recovery-check no-print" aria-labelledby="check-title">
        <h2 id="check-title">${words.checkTitle}</h2>
        <form class="stack" novalidate autocomplete="off" @submit=${this.#check}>
          ${inputField({ id: "typed-code", name: "recovery_code", label: words.typed, hint: words.typedHint, error: this.errors["recovery_code"] })}
          ${refusal(this.failure)}
          <p class="actions"><button class="primary" ?disabled=${this.busy}>${words.check}</button></p>
        </form>
        ${this.#skip()}
      </section>`;
  }

  #skip(): TemplateResult {
    const ask = () => {
      this.skipping = true;
    };
    const back = () => {
      this.skipping = false;
    };
    if (!this.skipping) return html`<p><button type="button" class="link" @click=${ask}>${words.skip}</button></p>`;
    return html`<div class="caution" role="alert"><div class="stack">
      <p><strong>${words.skipTitle}</strong> ${words.skipWarning}</p>
      <p class="actions">
        <button type="button" ?disabled=${this.busy} @click=${this.#goWithout}>${words.skipSure}</button>
        <button type="button" class="quiet" @click=${back}>${text.words.back}</button>
      </p>
    </div></div>`;
  }

  async #make(vault: VaultClient): Promise<void> {
    this.code = await vault.call("addRecoveryCode");
  }

  async #prove(event: SubmitEvent): Promise<void> {
    event.preventDefault();
    const { passphrase = "" } = valuesOf(event.currentTarget as HTMLFormElement);
    const found = passphrase ? {} : { passphrase: text.errors.required };
    await this.submit(found, async (vault) => {
      await vault.call("checkSecret", { passphrase });
      await this.#make(vault);
    });
    emptyPassphrases(this);
    if (this.code) this.querySelector<HTMLElement>("h1")?.focus();
  }

  async #check(event: SubmitEvent): Promise<void> {
    event.preventDefault();
    const { recovery_code = "" } = valuesOf(event.currentTarget as HTMLFormElement);
    const found = recovery_code.trim() ? {} : { recovery_code: text.errors.required };
    const secret = { recovery_code };
    const check = (vault: VaultClient) =>
      vault.call("checkSecret", secret).catch((thrown: unknown) => {
        throw asSecretError(thrown, secret);
      });
    if (!(await this.submit(found, check))) return;
    this.#leave();
    state.notify(words.checked);
  }

  /** What nobody has on paper must not stay a way in. */
  async #goWithout(): Promise<void> {
    const gone = await this.attempt(async (vault) => {
      const slots = await vault.call("getSlots");
      for (const { kind, slot } of slots) if (kind === "recovery_code") await vault.call("removeSlot", slot);
    });
    if (!gone) return;
    this.#leave();
    state.notify(words.skipped);
  }

  #leave(): void {
    this.code = "";
    go({ page: this.#isNew ? "clients" : "settings" });
  }
}

customElements.define("tp-recovery-code", RecoveryCodePage);
