import { html, type TemplateResult } from "lit";
import { inputField } from "../components/field.ts";
import { LightElement } from "../components/light-element.ts";
import { refusal } from "../components/refusal.ts";
import type { FieldErrors } from "../components/session-draft.ts";
import "../components/tp-passphrase.ts";
import { go } from "../router.ts";
import { startVault, state } from "../state.ts";
import { text } from "../text/index.ts";
import { asVaultError, type VaultError } from "../vault/error.ts";
import { handOver } from "./handover.ts";
import { focusFirstError, valuesOf } from "./page.ts";
import { checkNewPassphrase, countCharacters, emptyPassphrases, makePassphrase } from "./passphrases.ts";

const words = text.start;

/** The form that creates a vault and opens it. */
export class CreateVault extends LightElement {
  static override properties = {
    errors: { state: true },
    failure: { state: true },
    busy: { state: true },
    length: { state: true },
    suggestion: { state: true },
  };
  declare errors: FieldErrors;
  declare failure: VaultError | null;
  declare busy: boolean;
  /** Characters typed so far. */
  declare length: number;
  declare suggestion: string;

  constructor() {
    super();
    this.errors = {};
    this.failure = null;
    this.busy = false;
    this.length = 0;
    this.suggestion = "";
  }

  protected override render(): TemplateResult {
    return html`<form class="stack" novalidate @submit=${this.#create} @input=${this.#measure}>
      ${this.#name()}
      <tp-passphrase name="passphrase" fresh .label=${words.passphrase} .hint=${this.#hint()} .error=${this.errors["passphrase"]}></tp-passphrase>
      ${this.#suggest()}
      <tp-passphrase name="again" fresh .label=${words.again} .error=${this.errors["again"]}></tp-passphrase>
      <p class="caution"><span><strong>${words.final}</strong></span></p>
      ${refusal(this.failure)}
      <p class="actions"><button class="primary" ?disabled=${this.busy}>${this.busy ? words.creating : words.create}</button></p>
    </form>`;
  }

  #name(): TemplateResult {
    const error = this.errors["name"];
    return inputField({ id: "vault-name", name: "name", label: words.name, hint: words.nameHint, value: words.nameDefault, error });
  }

  #hint(): string {
    return this.length === 0 ? words.passphraseHint : words.strength(this.length);
  }

  #suggest(): TemplateResult {
    const suggest = () => {
      this.suggestion = makePassphrase();
    };
    if (!this.suggestion) return html`<button type="button" class="link" @click=${suggest}>${words.suggest}</button>`;
    return html`<div class="suggestion" role="status">
      <p>${words.suggested}</p>
      <p class="phrase">${this.suggestion}</p>
      <p class="actions">
        <button type="button" @click=${this.#useSuggestion}>${words.useSuggested}</button>
        <button type="button" class="quiet" @click=${suggest}>${words.suggestOther}</button>
      </p>
    </div>`;
  }

  #useSuggestion(): void {
    for (const input of this.querySelectorAll<HTMLInputElement>("tp-passphrase input")) input.value = this.suggestion;
    this.length = this.suggestion.length;
  }

  #measure(event: InputEvent): void {
    const input = event.target as HTMLInputElement;
    if (input.name === "passphrase") this.length = countCharacters(input.value);
  }

  async #create(event: SubmitEvent): Promise<void> {
    event.preventDefault();
    const { name = "", passphrase = "", again = "" } = valuesOf(event.currentTarget as HTMLFormElement);
    this.errors = name.trim() ? checkNewPassphrase(passphrase, again, ["passphrase", "again"]) : { name: text.errors.required };
    if (Object.keys(this.errors).length === 0) await this.#open(name.trim(), passphrase);
    await this.updateComplete;
    focusFirstError(this);
  }

  async #open(name: string, passphrase: string): Promise<void> {
    const vault = startVault();
    this.busy = true;
    this.failure = null;
    try {
      await vault.call("create", { name, passphrase });
      handOver({ isNew: true });
      go({ page: "recovery-code" });
      state.open(vault, name);
    } catch (thrown) {
      this.failure = asVaultError(thrown);
      void vault.lock();
    } finally {
      this.busy = false;
      this.length = 0;
      this.suggestion = "";
      emptyPassphrases(this);
    }
  }
}

customElements.define("tp-create-vault", CreateVault);
