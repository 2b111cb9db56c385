import { html, nothing, type TemplateResult } from "lit";
import { isDrill } from "../backup/drill-vault.ts";
import { refusal } from "../components/refusal.ts";
import "../components/tp-language.ts";
import "../components/tp-install.ts";
import "../components/tp-passphrase.ts";
import { isSingleFile } from "../edition.ts";
import { tabs } from "../lock/tabs.ts";
import { go, href } from "../router.ts";
import { startVault, state } from "../state.ts";
import { text } from "../text/index.ts";
import type { VaultListing, VaultSecret, VaultSlot } from "../vault/api.ts";
import { LightElement } from "../components/light-element.ts";
import { asSecretError, asVaultError, type VaultError } from "../vault/error.ts";
import { valuesOf } from "./page.ts";
import { emptyPassphrases } from "./passphrases.ts";
import { handOver } from "./handover.ts";
import { otherWays } from "./other-ways.ts";
import "./tp-create-vault.ts";

const words = text.start;
/** How long the list of vaults waits for what else opens them, in milliseconds. */
const SLOTS_MS = 300;
/** After a refusal because of an older tab: when to try again, in milliseconds, and how often. */
const RETRY_MS = 500;
const MOST_RETRIES = 40;

/** The locked application: choose a vault and unlock it, or create one. */
export class StartPage extends LightElement {
  static override properties = {
    vaults: { state: true },
    creating: { state: true },
    busy: { state: true },
    failure: { state: true },
    chosen: { state: true },
    slots: { state: true },
    seconds: { state: true },
  };
  /** Null until the device's vaults are known. */
  declare vaults: VaultListing[] | null;
  /** The name of the vault that is to be unlocked. */
  declare chosen: string;
  /** The ways into each vault, as far as they are known. */
  declare slots: ReadonlyMap<string, VaultSlot[]>;
  /** Seconds until the next try, after too many that failed; else 0. */
  declare seconds: number;
  declare creating: boolean;
  declare busy: boolean;
  declare failure: VaultError | null;
  #client = startVault();
  #timer = 0;
  #retries = 0;

  constructor() {
    super();
    this.chosen = "";
    this.slots = new Map();
    this.seconds = 0;
    this.vaults = null;
    this.creating = false;
    this.busy = false;
    this.failure = null;
  }

  override connectedCallback(): void {
    super.connectedCallback();
    tabs.addEventListener("deleted", this.#relist);
    void this.#list();
  }

  /** Ends the worker unless the vault it opened took it over. */
  override disconnectedCallback(): void {
    super.disconnectedCallback();
    tabs.removeEventListener("deleted", this.#relist);
    clearTimeout(this.#timer);
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
        <fieldset class="vaults" @change=${this.#choose}><legend class="visually-hidden">${words.choose}</legend>${vaults.map((vault) => this.#choice(vault))}</fieldset>
        <tp-passphrase name="passphrase" .label=${words.passphrase}></tp-passphrase>
        ${this.seconds > 0 ? this.#wait() : refusal(this.failure)}
        <p class="actions"><button class="primary" ?disabled=${this.busy || this.seconds > 0}>${this.busy ? words.unlocking : words.unlock}</button></p>
      </form>
      ${otherWays(this.slots.get(this.chosen) ?? [], this.busy || this.seconds > 0, this.#open)}
      <button type="button" class="link" @click=${create}>${words.another}</button>
    </section>`;
  }

  #wait(): TemplateResult {
    return html`<div class="alert" role="alert" data-code="too_many_attempts"><p><strong>${text.errors.title}.</strong> ${words.tooMany}</p></div>
      <p role="timer">${words.wait(this.seconds)}</p>`;
  }

  #choice({ name, created_at }: VaultListing): TemplateResult {
    return html`<label class="vault-choice">
    <input type="radio" name="name" value=${name} .checked=${name === this.chosen} />
    <span class="vault-name">${name}</span>
    <span class="hint">${words.created(created_at)}</span>
  </label>`;
  }

  #choose(event: Event): void {
    this.chosen = (event.target as HTMLInputElement).value;
    this.failure = null;
  }

  #relist = (): void => {
    void this.#list();
  };

  /** What else opens the vaults comes with them where the browser is quick, so that nothing moves. */
  async #list(): Promise<void> {
    try {
      const vaults = (await this.#client.call("list")).filter(({ name }) => !isDrill(name));
      const known = this.#learn(vaults.map(({ name }) => name));
      await Promise.race([known, new Promise((resolve) => setTimeout(resolve, SLOTS_MS))]);
      if (!vaults.some(({ name }) => name === this.chosen)) this.chosen = vaults[0]?.name ?? "";
      this.vaults = vaults;
    } catch (thrown) {
      this.failure = asVaultError(thrown);
    }
  }

  /** A vault that cannot say has its passphrase; unlocking it says what is wrong. */
  async #learn(names: string[]): Promise<void> {
    const ways = names.map(async (name) => [name, await this.#client.call("listSlots", { name }).catch(() => [])] as const);
    this.slots = new Map(await Promise.all(ways));
  }

  async #unlock(event: SubmitEvent): Promise<void> {
    event.preventDefault();
    const { passphrase = "" } = valuesOf(event.currentTarget as HTMLFormElement);
    await this.#open(() => Promise.resolve({ passphrase }));
    if (this.isConnected) this.querySelector<HTMLElement>("tp-passphrase input")?.focus();
  }

  /** Unlocks the chosen vault with the secret that `ask` brings. */
  #open = async (ask: () => Promise<VaultSecret>, name = this.chosen): Promise<void> => {
    clearTimeout(this.#timer);
    this.busy = true;
    this.failure = null;
    let secret: VaultSecret = { passphrase: "" };
    try {
      secret = await ask();
      await this.#client.call("unlock", { name, ...secret });
      this.#retries = 0;
      emptyPassphrases(this);
      if ("recovery_code" in secret) {
        handOver({ recoveryCode: secret.recovery_code });
        go({ page: "new-passphrase" });
      }
      state.open(this.#client, name);
    } catch (thrown) {
      this.#refused(asSecretError(thrown, secret), () => this.#open(ask, name));
    } finally {
      this.busy = false;
    }
  };

  #refused(failure: VaultError, again: () => Promise<void>): void {
    this.failure = failure;
    if (failure.code === "crashed") this.#client = startVault();
    if (failure.waitSeconds !== undefined) this.#count(failure.waitSeconds);
    // As soon as the tab with the older version is closed, the vault opens by itself.
    const isHeldUp = failure.code === "upgrade_blocked" && this.#retries < MOST_RETRIES;
    this.#retries = isHeldUp ? this.#retries + 1 : 0;
    if (isHeldUp) this.#timer = setTimeout(() => void again(), RETRY_MS);
    else emptyPassphrases(this);
  }

  #count(seconds: number): void {
    this.seconds = seconds;
    if (seconds === 0) this.failure = null;
    else this.#timer = setTimeout(() => { this.#count(seconds - 1); }, 1000);
  }
}

customElements.define("tp-start", StartPage);
