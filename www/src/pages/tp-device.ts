import { html, nothing, type TemplateResult } from "lit";
import { installOffer, isInstalled } from "../app/install.ts";
import { askAgain, storageAnswer, type StorageAnswer } from "../app/storage.ts";
import { updates } from "../app/updates.ts";
import { isSingleFile } from "../edition.ts";
import { LightElement } from "../components/light-element.ts";
import "../components/tp-install.ts";
import { text } from "../text/index.ts";

const words = text.app;

/** How the program and its records are kept on this device, as the browser says. */
export class DeviceSection extends LightElement {
  static override properties = { answer: { state: true }, refused: { state: true } };
  /** Null until the browser has answered. */
  declare answer: StorageAnswer | null;
  declare refused: boolean;

  constructor() {
    super();
    this.answer = null;
    this.refused = false;
  }

  override connectedCallback(): void {
    super.connectedCallback();
    for (const source of [installOffer, updates]) source.addEventListener("change", this.#changed);
    void this.#ask();
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    for (const source of [installOffer, updates]) source.removeEventListener("change", this.#changed);
  }

  protected override render(): TemplateResult {
    return html`<dl class="about">
      <dt>${words.storageTitle}</dt>
      <dd class="stack">${this.#storage()}</dd>
      ${isSingleFile ? singleFile() : program()}
    </dl>`;
  }

  #storage(): TemplateResult {
    if (!this.answer) return html`<p>${text.words.loading}</p>`;
    const { persisted, used, allowed } = this.answer;
    return html`<p role="status">${this.refused ? words.refused : persistence(persisted)}</p>
      ${persisted === false ? this.#askAgain() : nothing}
      ${used === null ? nothing : html`<p class="number">${words.used(used, allowed)}</p>`}`;
  }

  #askAgain(): TemplateResult {
    const ask = async () => {
      this.refused = !(await askAgain());
      await this.#ask();
    };
    return html`<p class="actions"><button type="button" @click=${ask}>${words.askAgain}</button></p>`;
  }

  #changed = (): void => {
    this.requestUpdate();
  };

  async #ask(): Promise<void> {
    this.answer = await storageAnswer();
  }
}

function program(): TemplateResult {
  return html`<dt>${words.offlineTitle}</dt>
    <dd>${words.keeping[updates.keeping]}</dd>
    <dt>${words.installTitle}</dt>
    <dd>${isInstalled() ? words.installed : installOffer.isOpen ? html`<tp-install></tp-install>` : words.installByMenu}</dd>`;
}

function singleFile(): TemplateResult {
  return html`<dt>${words.singleTitle}</dt>
    <dd>${words.single}</dd>`;
}

function persistence(persisted: boolean | null): string {
  if (persisted === null) return words.unknownPersistence;
  return persisted ? words.persisted : words.notPersisted;
}

customElements.define("tp-device", DeviceSection);
