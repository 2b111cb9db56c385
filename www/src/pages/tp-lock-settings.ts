import { html, type TemplateResult } from "lit";
import { field } from "../components/field.ts";
import { refusal } from "../components/refusal.ts";
import { keepLockChoices, OFFERED_MINUTES, type LockChoices } from "../lock/choices.ts";
import { lockKeeper } from "../lock/keeper.ts";
import { tabs } from "../lock/tabs.ts";
import { state } from "../state.ts";
import { text } from "../text/index.ts";
import { Page } from "./page.ts";

const words = text.locking;

/** When the vault locks by itself, and the ways to lock it at once. */
export class LockSettings extends Page {
  protected override render(): TemplateResult {
    const { minutes, whenHidden } = lockKeeper.choices;
    const offered = [...new Set([...OFFERED_MINUTES, minutes])].toSorted((one, other) => one - other);
    const options = { id: "lock-minutes", label: words.after };
    return html`<div class="stack">
      ${field(
        options,
        html`<select id=${options.id} @change=${this.#chooseMinutes}>
          ${offered.map((each) => html`<option value=${each} ?selected=${each === minutes}>${words.minutes(each)}</option>`)}
        </select>`,
      )}
      <div>
        <label class="check">
          <input type="checkbox" .checked=${whenHidden} @change=${this.#chooseHidden} />
          <span>${words.whenHidden}</span>
        </label>
        <p class="hint">${words.whenHiddenHint}</p>
      </div>
      <p>${words.panic} <kbd>Esc</kbd> <kbd>Esc</kbd>. ${words.panicHint}</p>
      ${refusal(this.failure)}
      <p class="actions"><button type="button" @click=${() => state.lock()}>${text.settings.lockNow}</button></p>
    </div>`;
  }

  #chooseMinutes(event: Event): void {
    void this.#choose({ minutes: Number((event.target as HTMLSelectElement).value) });
  }

  #chooseHidden(event: Event): void {
    void this.#choose({ whenHidden: (event.target as HTMLInputElement).checked });
  }

  async #choose(change: Partial<LockChoices>): Promise<void> {
    const next = { ...lockKeeper.choices, ...change };
    const kept = await this.attempt((vault) => keepLockChoices(vault, next));
    if (kept) {
      lockKeeper.apply(next);
      tabs.say("settings", state.vaultName);
      state.notify(words.kept);
    }
    this.requestUpdate();
  }
}

customElements.define("tp-lock-settings", LockSettings);
