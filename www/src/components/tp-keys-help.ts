import { html, nothing, type TemplateResult } from "lit";
import { singleKeysEnabled } from "../keys.ts";
import { text } from "../text/index.ts";
import { LightElement, makeElementId } from "./light-element.ts";

/** One line of the help: the keys, and what they do. */
export type KeyWords = readonly [keys: readonly string[], does: string];

const words = text.writing.keys;

/** The list of keys, as a dialog. */
export class KeysHelp extends LightElement {
  #title = makeElementId("keys");

  show(): void {
    this.requestUpdate();
    this.querySelector("dialog")?.showModal();
  }

  protected override render(): TemplateResult {
    const close = () => {
      this.querySelector("dialog")?.close();
    };
    return html`<dialog class="dialog keys-help" aria-labelledby=${this.#title}>
      <h2 id=${this.#title}>${words.title}</h2>
      ${singleKeysEnabled() ? nothing : html`<p class="caution">${words.off}</p>`}
      ${words.groups.map(({ title, keys }) => this.#group(title, keys))}
      <p class="hint">${words.settingsHint}</p>
      <p class="actions"><button type="button" class="primary" @click=${close}>${words.close}</button></p>
    </dialog>`;
  }

  #group(title: string, keys: readonly KeyWords[]): TemplateResult {
    const line = ([names, does]: KeyWords) => html`<div><dt>${names.map((name) => html`<kbd>${name}</kbd> `)}</dt><dd>${does}</dd></div>`;
    return html`<h3>${title}</h3><dl class="key-list">${keys.map(line)}</dl>`;
  }
}

customElements.define("tp-keys-help", KeysHelp);
