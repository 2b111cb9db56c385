import { html, nothing, type TemplateResult } from "lit";
import { refusal } from "../components/refusal.ts";
import "../components/tp-language.ts";
import "../components/tp-passphrase.ts";
import { tabs } from "../lock/tabs.ts";
import { go, href } from "../router.ts";
import { state } from "../state.ts";
import { text } from "../text/index.ts";
import type { Progress, VaultSlot } from "../vault/api.ts";
import { changePassphrase } from "../vault/change-passphrase.ts";
import type { VaultClient } from "../vault/client.ts";
import { aboutText } from "./tp-about.ts";
import { handOver } from "./handover.ts";
import { FormPage, valuesOf } from "./page.ts";
import { checkNewPassphrase, emptyPassphrases } from "./passphrases.ts";
import { progressBar } from "./progress-bar.ts";
import "./tp-delete-vault.ts";
import "./tp-key-settings.ts";
import "./tp-device.ts";
import "./tp-lock-settings.ts";
import "./tp-ways-in.ts";

const words = text.settings;

/** The passphrase, the lock, the end of a vault, and what all of it protects. */
export class SettingsPage extends FormPage {
  static override properties = { ...FormPage.properties, slots: { state: true }, erasing: { state: true } };
  declare slots: VaultSlot[];
  /** How far the old keys are out of the browser's files, after a change of the passphrase. */
  declare erasing: Progress | null;

  constructor() {
    super();
    this.slots = [];
    this.erasing = null;
  }

  protected override async load(vault: VaultClient): Promise<void> {
    this.slots = await vault.call("getSlots");
  }

  /** The cards come together, so that nothing moves while one of them is still waiting. */
  protected override render(): TemplateResult {
    return html`<h1 tabindex="-1" data-focus>${words.title}</h1>
      ${this.loaded ? this.#cards() : html`<p>${text.words.loading}</p>`}`;
  }

  #cards(): TemplateResult {
    return html`<section class="card" aria-labelledby="lock-title">
        <h2 id="lock-title">${words.lockTitle}</h2>
        <p>${words.lockLead}</p>
        <tp-lock-settings></tp-lock-settings>
      </section>
      <section class="card" aria-labelledby="keyboard-title">
        <h2 id="keyboard-title">${text.writing.keys.cardTitle}</h2>
        <tp-key-settings></tp-key-settings>
      </section>
      <section class="card" aria-labelledby="ways-title">
        <h2 id="ways-title">${text.ways.title}</h2>
        <tp-ways-in .slots=${this.slots}></tp-ways-in>
      </section>
      <section class="card" aria-labelledby="change-title">
        <h2 id="change-title">${words.changeTitle}</h2>
        ${this.#changeForm()}
      </section>
      <section class="card" aria-labelledby="audit-title">
        <h2 id="audit-title">${text.audit.cardTitle}</h2>
        <p>${text.audit.cardLead}</p>
        <p class="actions"><a class="button" href=${href({ page: "audit" })}>${text.audit.cardLink}</a></p>
      </section>
      <section class="card" aria-labelledby="retention-title">
        <h2 id="retention-title">${text.retention.title}</h2>
        <p>${text.retention.settingsLead}</p>
        <p class="actions"><a class="button" href=${href({ page: "retention" })}>${text.retention.open}</a></p>
      </section>
      <section class="card" aria-labelledby="language-title">
        <h2 id="language-title">${text.languageChoice.title}</h2>
        <p>${text.languageChoice.lockLead}</p>
        <tp-language @tp-language-chosen=${restart}></tp-language>
      </section>
      <section class="card" aria-labelledby="device-title">
        <h2 id="device-title">${text.app.title}</h2>
        <tp-device></tp-device>
      </section>
      <section class="card" aria-labelledby="about-title">
        <h2 id="about-title">${words.aboutTitle}</h2>
        ${aboutText()}
      </section>
      <section class="card" aria-labelledby="delete-title">
        <h2 id="delete-title">${words.deleteTitle}</h2>
        <tp-delete-vault></tp-delete-vault>
      </section>`;
  }

  #changeForm(): TemplateResult {
    const errors = this.errors;
    return html`<form class="stack" novalidate @submit=${this.#change}>
      <p>${words.changeLead}</p>
      <tp-passphrase name="current" .label=${words.current} .error=${errors["current"]}></tp-passphrase>
      <tp-passphrase name="next" fresh .label=${words.next} .hint=${text.start.passphraseHint} .error=${errors["next"]}></tp-passphrase>
      <tp-passphrase name="again" fresh .label=${words.nextAgain} .error=${errors["again"]}></tp-passphrase>
      <div>
        <label class="check"><input type="checkbox" name="end_others" /><span>${words.endOthers}</span></label>
        <p class="hint">${words.endOthersHint}</p>
      </div>
      ${refusal(this.failure)}
      <p class="actions"><button class="primary" ?disabled=${this.busy}>${this.busy ? words.changing : words.change}</button></p>
      ${this.erasing ? progressBar(words.erasing, this.erasing) : nothing}
    </form>`;
  }

  async #change(event: SubmitEvent): Promise<void> {
    event.preventDefault();
    const { current = "", next = "", again = "", end_others } = valuesOf(event.currentTarget as HTMLFormElement);
    const name = state.vaultName;
    let ended = 0;
    const found = current ? checkNewPassphrase(next, again, ["next", "again"]) : { current: text.errors.required };
    const onErasing = (progress: Progress | null) => {
      this.erasing = progress;
    };
    const changed = await this.submit(found, async (vault) => {
      ended = await changePassphrase(vault, { current, next, keep_others: end_others === undefined }, onErasing);
    });
    if (Object.keys(found).length === 0) emptyPassphrases(this);
    if (!changed) return;
    tabs.say("rekeyed", name);
    // Whoever has no other way in any more is given one at once.
    if (ended > 0) {
      handOver({ isProven: true });
      go({ page: "recovery-code" });
    }
    state.notify(ended > 0 ? words.changedEnded : words.changed);
  }
}

/** Words are chosen as the page loads, and no page may be left with an open vault. */
async function restart(): Promise<void> {
  await state.lock();
  location.reload();
}

customElements.define("tp-settings", SettingsPage);
