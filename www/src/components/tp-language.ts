import { html, nothing, type TemplateResult } from "lit";
import { text } from "../text/index.ts";
import { chooseLanguage, language, type Language, LANGUAGES } from "../text/language.ts";
import { LightElement } from "./light-element.ts";

/** Another language was chosen and kept; it shows when the page is loaded again. */
const LANGUAGE_CHOSEN = "tp-language-chosen";

const words = text.languageChoice;

/** The languages of the site, each named in itself. Emits `tp-language-chosen`. */
export class LanguageChoice extends LightElement {
  static override properties = { notKept: { state: true } };
  declare notKept: boolean;

  constructor() {
    super();
    this.notKept = false;
  }

  protected override render(): TemplateResult {
    return html`<div class="segments" role="group" aria-label=${words.title}>
        ${(Object.keys(LANGUAGES) as Language[]).map((one) => this.#choice(one))}
      </div>
      ${this.notKept ? html`<p class="hint" role="alert">${words.notKept}</p>` : nothing}`;
  }

  #choice(one: Language): TemplateResult {
    const choose = () => {
      this.#choose(one);
    };
    return html`<button type="button" lang=${one} aria-pressed=${one === language ? "true" : "false"} @click=${choose}>${LANGUAGES[one]}</button>`;
  }

  #choose(next: Language): void {
    if (next === language) return;
    this.notKept = !chooseLanguage(next);
    if (!this.notKept) this.dispatchEvent(new Event(LANGUAGE_CHOSEN));
  }
}

customElements.define("tp-language", LanguageChoice);
