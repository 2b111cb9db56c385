import { html, nothing, type TemplateResult } from "lit";
import { refusal } from "../components/refusal.ts";
import "../components/tp-language.ts";
import "../components/tp-passphrase.ts";
import { href } from "../router.ts";
import { state } from "../state.ts";
import { text } from "../text/index.ts";
import { aboutText } from "./tp-about.ts";
import type { Progress } from "../vault/api.ts";
import { FormPage, valuesOf } from "./page.ts";
import { checkNewPassphrase, emptyPassphrases } from "./passphrases.ts";
import { progressBar } from "./progress-bar.ts";
import "./tp-delete-vault.ts";
import "./tp-key-settings.ts";
import "./tp-device.ts";

const words = text.settings;

/** The passphrase, the lock, the end of a vault, and what all of it protects. */
export class SettingsPage extends FormPage {
  static override properties = { ...FormPage.properties, erasing: { state: true } };
  /** How far the old keys are out of the browser's files, after a change of the passphrase. */
  declare erasing: Progress | null;

  constructor() {
    super();
    this.erasing = null;
  }

  protected override render(): TemplateResult {
    return html`<h1 tabindex="-1" data-focus>${words.title}</h1>
      <section class="card" aria-labelledby="lock-title">
        <h2 id="lock-title">${words.lockTitle}</h2>
        <p>${words.lockLead}</p>
        <p class="actions"><button type="button" @click=${() => state.lock()}>${words.lockNow}</button></p>
      </section>
      <section class="card" aria-labelledby="keyboard-title">
        <h2 id="keyboard-title">${text.writing.keys.cardTitle}</h2>
        <tp-key-settings></tp-key-settings>
      </section>
      <section class="card" aria-labelledby="change-title">
        <h2 id="change-title">${words.changeTitle}</h2>
        ${this.#changeForm()}
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
      ${refusal(this.failure)}
      <p class="actions"><button class="primary" ?disabled=${this.busy}>${this.busy ? words.changing : words.change}</button></p>
      ${this.erasing ? progressBar(words.erasing, this.erasing) : nothing}
    </form>`;
  }

  async #change(event: SubmitEvent): Promise<void> {
    event.preventDefault();
    const { current = "", next = "", again = "" } = valuesOf(event.currentTarget as HTMLFormElement);
    const found = current ? checkNewPassphrase(next, again, ["next", "again"]) : { current: text.errors.required };
    const onProgress = (progress: Progress) => {
      this.erasing = progress;
    };
    const changed = await this.submit(found, (vault) => vault.call("changePassphrase", { current, next, onProgress }));
    this.erasing = null;
    if (Object.keys(found).length === 0) emptyPassphrases(this);
    if (changed) state.notify(words.changed);
  }
}

/** Words are chosen as the page loads, and no page may be left with an open vault. */
async function restart(): Promise<void> {
  await state.lock();
  location.reload();
}

customElements.define("tp-settings", SettingsPage);
