import { html, nothing, type TemplateResult } from "lit";
import { isDrill } from "../backup/drill-vault.ts";
import { refusal } from "../components/refusal.ts";
import "../components/tp-language.ts";
import "../components/tp-install.ts";
import "../components/tp-passphrase.ts";
import { isSingleFile } from "../edition.ts";
import { href } from "../router.ts";
import { startVault, state } from "../state.ts";
import { text } from "../text/index.ts";
import type { VaultListing } from "../vault/api.ts";
import { LightElement } from "../components/light-element.ts";
import { asVaultError, type VaultError } from "../vault/error.ts";
import { valuesOf } from "./page.ts";
import { emptyPassphrases } from "./passphrases.ts";
import "./tp-create-vault.ts";

const words = text.start;

/** The locked application: choose a vault and unlock it, or create one. */
export class StartPage extends LightElement {
  static override properties = {
    vaults: { state: true },
    creating: { state: true },
    busy: { state: true },
    failure: { state: true },
  };
  /** Null until the device's vaults are known. */
  declare vaults: VaultListing[] | null;
  declare creating: boolean;
  declare busy: boolean;
  declare failure: VaultError | null;
  #client = startVault();

  constructor() {
    super();
    this.vaults = null;
    this.creating = false;
    this.busy = false;
    this.failure = null;
  }

  override connectedCallback(): void {
    super.connectedCallback();
    void this.#list();
  }

  /** Ends the worker unless the vault it opened took it over. */
  override disconnectedCallback(): void {
    super.disconnectedCallback();
    if (state.vault !== this.#client) void this.#client.lock();
  }

  protected override render(): TemplateResult {
    return html`<div class="gate">
      <header class="gate-head">
        <h1 tabindex="-1" data-focus>${words.welcome}</h1>
        <p class="lead">${words.lead}</p>
      </header>
      ${this.#body()}
      ${this.vaults || this.failure ? this.#foot() : nothing}
    </div>`;
  }

  /** Comes with what stands above it. The offer to install comes when the browser likes, so it moves nothing but itself. */
  #foot(): TemplateResult {
    return html`${isSingleFile ? html`<p class="hint">${text.app.single}</p>` : nothing}
      <p class="gate-foot">
        <a href=${href({ page: "about" })}>${words.about}</a>
        <a href=${href({ page: "demo" })}>${words.sample}</a>
      </p>
      <tp-language @tp-language-chosen=${() => { location.reload(); }}></tp-language>
      <tp-install></tp-install>`;
  }

  #body(): TemplateResult {
    if (this.vaults === null) return this.failure ? html`${refusal(this.failure)}` : html`<p>${text.words.loading}</p>`;
    if (this.creating || this.vaults.length === 0) return this.#createCard(this.vaults.length > 0);
    return this.#unlockCard(this.vaults);
  }

  #createCard(canGoBack: boolean): TemplateResult {
    const back = () => {
      this.creating = false;
    };
    return html`<section class="card" aria-labelledby="create-title">
      <h2 id="create-title">${words.createTitle}</h2>
      <tp-create-vault></tp-create-vault>
      ${canGoBack ? html`<button type="button" class="link" @click=${back}>${words.backToUnlock}</button>` : nothing}
    </section>`;
  }

  #unlockCard(vaults: VaultListing[]): TemplateResult {
    const create = () => {
      this.creating = true;
    };
    return html`<section class="card" aria-labelledby="unlock-title">
      <h2 id="unlock-title">${words.title}</h2>
      <form class="stack" @submit=${this.#unlock}>
        <fieldset class="vaults"><legend class="visually-hidden">${words.choose}</legend>${vaults.map(vaultChoice)}</fieldset>
        <tp-passphrase name="passphrase" .label=${words.passphrase}></tp-passphrase>
        ${refusal(this.failure)}
        <p class="actions"><button class="primary" ?disabled=${this.busy}>${this.busy ? words.unlocking : words.unlock}</button></p>
      </form>
      <button type="button" class="link" @click=${create}>${words.another}</button>
    </section>`;
  }

  async #list(): Promise<void> {
    try {
      const vaults = await this.#client.call("list");
      this.vaults = vaults.filter(({ name }) => !isDrill(name));
    } catch (thrown) {
      this.failure = asVaultError(thrown);
    }
  }

  async #unlock(event: SubmitEvent): Promise<void> {
    event.preventDefault();
    const { name = "", passphrase = "" } = valuesOf(event.currentTarget as HTMLFormElement);
    this.busy = true;
    this.failure = null;
    try {
      await this.#client.call("unlock", { name, passphrase });
      state.open(this.#client, name);
    } catch (thrown) {
      this.failure = asVaultError(thrown);
      this.#client = this.failure.code === "crashed" ? startVault() : this.#client;
    } finally {
      this.busy = false;
      emptyPassphrases(this);
    }
    this.querySelector<HTMLElement>("tp-passphrase input")?.focus();
  }
}

function vaultChoice({ name, created_at }: VaultListing, index: number): TemplateResult {
  return html`<label class="vault-choice">
    <input type="radio" name="name" value=${name} ?checked=${index === 0} />
    <span class="vault-name">${name}</span>
    <span class="hint">${words.created(created_at)}</span>
  </label>`;
}

customElements.define("tp-start", StartPage);
