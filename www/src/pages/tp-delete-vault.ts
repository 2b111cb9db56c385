import { html, type TemplateResult } from "lit";
import { folderKeeper } from "../backup/keeper.ts";
import { inputField } from "../components/field.ts";
import { refusal } from "../components/refusal.ts";
import "../components/tp-passphrase.ts";
import { tabs } from "../lock/tabs.ts";
import { state } from "../state.ts";
import { text } from "../text/index.ts";
import { FormPage, valuesOf } from "./page.ts";
import { emptyPassphrases } from "./passphrases.ts";

const words = text.settings;

/** Deletes the whole vault, after its name and its passphrase. */
export class DeleteVault extends FormPage {
  protected override render(): TemplateResult {
    const name = { id: "delete-name", name: "name", label: words.deleteName(state.vaultName), error: this.errors["name"] };
    return html`<details class="fold">
      <summary>${words.delete}…</summary>
      <form class="stack" novalidate @submit=${this.#delete}>
        <p class="caution"><span>${words.deleteLead}</span></p>
        ${inputField(name)}
        <tp-passphrase name="passphrase" .label=${words.deletePassphrase} .error=${this.errors["passphrase"]}></tp-passphrase>
        ${refusal(this.failure)}
        <p class="actions"><button class="danger" ?disabled=${this.busy}>${this.busy ? words.deleting : words.delete}</button></p>
      </form>
    </details>`;
  }

  async #delete(event: SubmitEvent): Promise<void> {
    event.preventDefault();
    const { name = "", passphrase = "" } = valuesOf(event.currentTarget as HTMLFormElement);
    const found = name === state.vaultName ? {} : { name: text.errors.nameDiffers };
    const gone = await this.submit(found, (vault) => vault.call("destroyVault", { passphrase }));
    emptyPassphrases(this);
    if (!gone) return;
    tabs.say("deleted", name);
    await folderKeeper.folder?.forget();
    await state.lock({ everywhere: false });
    state.notify(words.deleted(name));
  }
}

customElements.define("tp-delete-vault", DeleteVault);
