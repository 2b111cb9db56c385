import { html, nothing, type TemplateResult } from "lit";
import { refusal } from "../components/refusal.ts";
import "../components/tp-passphrase.ts";
import { makePasskey, mayHavePasskeys } from "../passkeys.ts";
import { href } from "../router.ts";
import { state } from "../state.ts";
import { text } from "../text/index.ts";
import type { VaultSlot } from "../vault/api.ts";
import type { VaultClient } from "../vault/client.ts";
import { FormPage, valuesOf } from "./page.ts";
import { emptyPassphrases } from "./passphrases.ts";

const words = text.ways;

/** What waits for the passphrase: a passkey to be added, or a way in to be removed. */
type Action = { kind: "add-passkey" } | { kind: "remove"; slot: VaultSlot };

/** The ways into the open vault: which there are, and the means to add and remove them. */
export class WaysIn extends FormPage {
  static override properties = { ...FormPage.properties, slots: { attribute: false }, action: { state: true } };
  /** As the page around has found them, and as they are after a change here. */
  declare slots: VaultSlot[];
  declare action: Action | null;

  constructor() {
    super();
    this.slots = [];
    this.action = null;
  }

  protected override render(): TemplateResult {
    const hasCode = this.slots.some(({ kind }) => kind === "recovery_code");
    return html`<p>${words.lead}</p>
      <ul class="ways" role="list">${this.slots.map((slot) => this.#row(slot))}</ul>
      ${hasCode ? nothing : html`<p class="caution"><span>${words.noCode}</span></p>`}
      ${this.action ? this.#form(this.action) : refusal(this.failure)}
      <p class="actions">
        <a class="button" href=${href({ page: "recovery-code" })}>${hasCode ? words.replaceCode : words.makeCode}</a>
        ${mayHavePasskeys() ? html`<button type="button" @click=${() => this.#begin({ kind: "add-passkey" })}>${words.addPasskey}</button>` : nothing}
      </p>
      ${mayHavePasskeys() ? html`<p class="hint">${words.passkeyHint}</p>` : nothing}`;
  }

  #row(slot: VaultSlot): TemplateResult {
    const { kind, made_at } = slot;
    const isRemovable = kind === "recovery_code" || kind === "passkey";
    const name = words.kinds[kind];
    return html`<li>
      <span><strong>${name}</strong> <span class="facts">${words.made(made_at)}</span></span>
      ${isRemovable
        ? html`<button type="button" class="quiet" aria-label=${text.words.remove(`${name}, ${words.made(made_at)}`)} @click=${() => this.#begin({ kind: "remove", slot })}>${words.remove}</button>`
        : nothing}
    </li>`;
  }

  #form(action: Action): TemplateResult {
    const stop = () => {
      this.action = null;
      this.failure = null;
    };
    const isAdding = action.kind === "add-passkey";
    return html`<form class="stack ways-form" novalidate @submit=${this.#act}>
      <p>${isAdding ? words.addLead : words.removeLead(words.kinds[action.slot.kind])}</p>
      <tp-passphrase name="passphrase" .label=${words.passphrase} .error=${this.errors["passphrase"]}></tp-passphrase>
      ${refusal(this.failure)}
      <p class="actions">
        <button class=${isAdding ? "primary" : "danger"} ?disabled=${this.busy}>${isAdding ? words.addPasskey : words.remove}</button>
        <button type="button" class="quiet" @click=${stop}>${text.words.cancel}</button>
      </p>
    </form>`;
  }

  async #begin(action: Action): Promise<void> {
    this.action = action;
    this.failure = null;
    this.errors = {};
    await this.updateComplete;
    this.querySelector<HTMLElement>(".ways-form input")?.focus();
  }

  async #act(event: SubmitEvent): Promise<void> {
    event.preventDefault();
    const { action } = this;
    const { passphrase = "" } = valuesOf(event.currentTarget as HTMLFormElement);
    const found = passphrase ? {} : { passphrase: text.errors.required };
    if (!action) return;
    const done = await this.submit(found, async (vault) => {
      await vault.call("checkSecret", { passphrase });
      await (action.kind === "remove" ? vault.call("removeSlot", action.slot.slot) : addPasskey(vault));
      this.slots = await vault.call("getSlots");
    });
    emptyPassphrases(this);
    if (!done) return;
    this.action = null;
    state.notify(action.kind === "remove" ? words.removed : words.passkeyAdded);
  }
}

async function addPasskey(vault: VaultClient): Promise<void> {
  const passkey = await makePasskey(state.vaultName, text.shell.product);
  await vault.call("addPasskey", passkey);
}

customElements.define("tp-ways-in", WaysIn);
