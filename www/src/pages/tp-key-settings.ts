import { html, type TemplateResult } from "lit";
import { refusal } from "../components/refusal.ts";
import type { KeysHelp } from "../components/tp-keys-help.ts";
import "../components/tp-keys-help.ts";
import { singleKeysEnabled } from "../keys.ts";
import { chooseSingleKeys } from "../practice.ts";
import { state } from "../state.ts";
import { text } from "../text/index.ts";
import { Page } from "./page.ts";

const words = text.writing.keys;

/** The choice whether single keys are shortcuts, for people who speak or whose keys slip. */
export class KeySettings extends Page {
  protected override render(): TemplateResult {
    const help = () => {
      this.querySelector<KeysHelp>("tp-keys-help")?.show();
    };
    return html`<label class="check">
        <input type="checkbox" .checked=${singleKeysEnabled()} @change=${this.#choose} />
        <span>${words.enable}</span>
      </label>
      <p class="hint">${words.enableHint}</p>
      ${refusal(this.failure)}
      <p class="actions"><button type="button" @click=${help}>${words.show}</button></p>
      <tp-keys-help></tp-keys-help>`;
  }

  async #choose(event: Event): Promise<void> {
    const box = event.target as HTMLInputElement;
    const { checked } = box;
    const saved = await this.attempt((vault) => chooseSingleKeys(vault, checked));
    box.checked = singleKeysEnabled();
    if (saved) state.notify(checked ? words.turnedOn : words.turnedOff);
  }
}

customElements.define("tp-key-settings", KeySettings);
