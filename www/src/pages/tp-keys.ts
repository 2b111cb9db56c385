import { html, type TemplateResult } from "lit";
import { LightElement } from "../components/light-element.ts";
import type { KeysHelp } from "../components/tp-keys-help.ts";
import "../components/tp-keys-help.ts";
import { enableSingleKeys, singleKey } from "../keys.ts";
import { writingChoices } from "../practice.ts";
import { clientOf, go, type Route } from "../router.ts";
import { state } from "../state.ts";
import type { Palette } from "./tp-palette.ts";
import "./tp-palette.ts";

/** The shortcuts that work everywhere while a vault is open: a new session, and the list of keys. */
export class Keys extends LightElement {
  static override properties = { route: { attribute: false } };
  declare route: Route;

  override connectedCallback(): void {
    super.connectedCallback();
    document.addEventListener("keydown", this.#key);
    void this.#loadChoice();
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    document.removeEventListener("keydown", this.#key);
    enableSingleKeys(true);
  }

  /** Opens the form of the client in view; elsewhere, and while one is being written, asks for whom. */
  newSession(): void {
    const client = this.route.page === "new-session" ? undefined : clientOf(this.route);
    if (client === undefined) void this.querySelector<Palette>("tp-palette")?.show();
    else go({ page: "new-session", client });
  }

  protected override render(): TemplateResult {
    return html`<tp-palette></tp-palette><tp-keys-help></tp-keys-help>`;
  }

  /** A vault that cannot say leaves the keys on; the page that needs its settings says what is wrong. */
  async #loadChoice(): Promise<void> {
    const choices = state.vault && (await writingChoices(state.vault).catch(() => null));
    enableSingleKeys(choices?.singleKeys ?? true);
  }

  #key = (event: KeyboardEvent): void => {
    const key = singleKey(event);
    if (key === "n") this.newSession();
    else if (key === "?") this.querySelector<KeysHelp>("tp-keys-help")?.show();
    else return;
    event.preventDefault();
  };
}

customElements.define("tp-keys", Keys);
