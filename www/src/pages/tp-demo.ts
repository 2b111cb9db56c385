import { html, nothing, type TemplateResult } from "lit";
import { icons } from "../components/icons.ts";
import { LightElement } from "../components/light-element.ts";
import { refusal } from "../components/refusal.ts";
import { go, href } from "../router.ts";
import { fillWithSample } from "../sample/load.ts";
import { startVault, state } from "../state.ts";
import { text } from "../text/index.ts";
import type { Progress, VaultListing } from "../vault/api.ts";
import type { VaultClient } from "../vault/client.ts";
import { asVaultError, VaultError } from "../vault/error.ts";
import { progressBar } from "./progress-bar.ts";

const words = text.demo;

/** Shown on the page on purpose: a demo vault holds nothing worth protecting. */
const DEMO_PASSPHRASE = "only sample data here";

/** Fills the open vault with sample data when it is empty, or makes a demo vault when none is open. */
export class DemoPage extends LightElement {
  static override properties = { progress: { state: true }, failure: { state: true } };
  declare progress: Progress | null;
  declare failure: VaultError | null;

  constructor() {
    super();
    this.progress = null;
    this.failure = null;
  }

  protected override render(): TemplateResult {
    return html`<div class="gate">
      <p class="crumb"><a href=${href({ page: "clients" })}>${icons.back}${text.words.back}</a></p>
      <h1 tabindex="-1" data-focus>${words.title}</h1>
      <p class="lead">${words.lead}</p>
      <section class="card stack">
        ${state.vault ? nothing : html`<h2>${words.createTitle}</h2><p>${words.createLead(DEMO_PASSPHRASE)}</p>`}
        ${refusal(this.failure)} ${this.progress ? progressBar(text.words.working, this.progress) : this.#button()}
      </section>
    </div>`;
  }

  #button(): TemplateResult {
    return html`<p class="actions"><button type="button" class="primary" @click=${this.#start}>${state.vault ? words.fill : words.create}</button></p>`;
  }

  async #start(): Promise<void> {
    this.failure = null;
    this.progress = { done: 0, total: 0 };
    try {
      await this.#fill(state.vault ?? (await this.#createVault()));
      state.notify(words.filled);
      go({ page: "clients" });
    } catch (thrown) {
      this.failure = asVaultError(thrown);
    }
    this.progress = null;
  }

  async #fill(vault: VaultClient): Promise<void> {
    const clients = await vault.call("getCaseload");
    if (clients.length > 0) throw new VaultError({ code: "not_empty", message: words.notEmpty });
    await fillWithSample(vault, (progress) => {
      this.progress = progress;
    });
  }

  async #createVault(): Promise<VaultClient> {
    const vault = startVault();
    try {
      const name = freeName(await vault.call("list"));
      await vault.call("create", { name, passphrase: DEMO_PASSPHRASE });
      state.open(vault, name);
      return vault;
    } catch (thrown) {
      void vault.lock();
      throw thrown;
    }
  }
}

/** `demo`, or the first of `demo 2`, `demo 3` … that no vault has. */
function freeName(vaults: VaultListing[]): string {
  const taken = new Set(vaults.map((listing) => listing.name));
  let name = "demo";
  for (let number = 2; taken.has(name); number += 1) name = `demo ${String(number)}`;
  return name;
}

customElements.define("tp-demo", DemoPage);
