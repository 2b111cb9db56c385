import { html, nothing, type TemplateResult } from "lit";
import { inputField } from "../components/field.ts";
import { refusal } from "../components/refusal.ts";
import "../components/tp-passphrase.ts";
import { tabs } from "../lock/tabs.ts";
import { go } from "../router.ts";
import { state } from "../state.ts";
import { text } from "../text/index.ts";
import { changePassphrase } from "../vault/change-passphrase.ts";
import { takeOver } from "./handover.ts";
import { FormPage, valuesOf } from "./page.ts";
import { checkNewPassphrase, emptyPassphrases } from "./passphrases.ts";

const words = text.ways;

/** Suggests a new passphrase after the recovery code has opened the vault. */
export class NewPassphrasePage extends FormPage {
  /** The code that opened the vault; empty where it must be typed. */
  #code = "";

  override connectedCallback(): void {
    this.#code = takeOver().recoveryCode ?? "";
    super.connectedCallback();
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.#code = "";
  }

  protected override render(): TemplateResult {
    const { errors } = this;
    const code = { id: "own-code", name: "recovery_code", label: words.code, hint: words.typedHint, error: errors["recovery_code"] };
    const later = () => {
      go({ page: "clients" });
    };
    return html`<h1 tabindex="-1" data-focus>${words.newTitle}</h1>
      <p class="lead">${this.#code ? words.newLead : words.newLeadCode}</p>
      <section class="card">
        <form class="stack" novalidate @submit=${this.#set}>
          ${this.#code ? nothing : inputField(code)}
          <tp-passphrase name="next" fresh .label=${text.settings.next} .hint=${text.start.passphraseHint} .error=${errors["next"]}></tp-passphrase>
          <tp-passphrase name="again" fresh .label=${text.settings.nextAgain} .error=${errors["again"]}></tp-passphrase>
          ${refusal(this.failure)}
          <p class="actions">
            <button class="primary" ?disabled=${this.busy}>${this.busy ? text.settings.changing : words.newSet}</button>
            <button type="button" class="quiet" @click=${later}>${words.newLater}</button>
          </p>
        </form>
      </section>`;
  }

  async #set(event: SubmitEvent): Promise<void> {
    event.preventDefault();
    const { recovery_code = this.#code, next = "", again = "" } = valuesOf(event.currentTarget as HTMLFormElement);
    const name = state.vaultName;
    const found = recovery_code.trim() ? checkNewPassphrase(next, again, ["next", "again"]) : { recovery_code: text.errors.required };
    const done = await this.submit(found, async (vault) => {
      await changePassphrase(vault, { recovery_code, next });
    });
    if (Object.keys(found).length === 0) emptyPassphrases(this);
    if (!done) return;
    tabs.say("rekeyed", name);
    go({ page: "clients" });
    state.notify(words.newDone);
  }
}

customElements.define("tp-new-passphrase", NewPassphrasePage);
