import { html, nothing, type TemplateResult } from "lit";
import { installOffer } from "../app/install.ts";
import { text } from "../text/index.ts";
import { LightElement } from "./light-element.ts";

/** A calm button that takes up the browser's offer to install the site; nothing where there is no offer. */
export class InstallButton extends LightElement {
  override connectedCallback(): void {
    super.connectedCallback();
    installOffer.addEventListener("change", this.#changed);
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    installOffer.removeEventListener("change", this.#changed);
  }

  protected override render(): TemplateResult | typeof nothing {
    if (!installOffer.isOpen) return nothing;
    return html`<p class="install">
      <button type="button" @click=${() => installOffer.accept()}>${text.app.install}</button>
      <span class="hint">${text.app.installHint}</span>
    </p>`;
  }

  #changed = (): void => {
    this.requestUpdate();
  };
}

customElements.define("tp-install", InstallButton);
