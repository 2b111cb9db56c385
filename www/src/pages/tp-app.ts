import { html, nothing, type TemplateResult } from "lit";
import { keyed } from "lit/directives/keyed.js";
import { icons } from "../components/icons.ts";
import { LightElement } from "../components/light-element.ts";
import "../components/tp-idle-warning.ts";
import "../components/tp-notice.ts";
import "../components/tp-update-notice.ts";
import type { Notice } from "../components/tp-notice.ts";
import { mayLeave } from "../leaving.ts";
import { lockKeeper } from "../lock/keeper.ts";
import { onDeletedElsewhere } from "../retention/other-tabs.ts";
import { clientOf, go, href, isStep, parseRoute, type Route } from "../router.ts";
import { NoticeEvent, state } from "../state.ts";
import { text } from "../text/index.ts";
import { READY } from "./page.ts";
import "./tp-about.ts";
import type { Keys } from "./tp-keys.ts";
import "./tp-start.ts";

const words = text.shell;

/** The pages on which somebody may be in the middle of a sentence. */
const WRITING: ReadonlySet<Route["page"]> = new Set(["new-session", "session", "add-client", "edit-client"]);

/** The application: header, the page of the address, the lock, the live region. */
export class App extends LightElement {
  static override properties = { route: { state: true }, open: { state: true }, rest: { state: true }, idleSeconds: { state: true } };
  declare route: Route;
  declare open: boolean;
  /** Whether the pages that the locked application does without have come. */
  declare rest: "coming" | "there" | "missing";
  declare idleSeconds: number | null;
  /** True from a change of page until its heading has the focus. */
  #focusDue = false;

  constructor() {
    super();
    this.route = parseRoute(location.hash);
    this.open = false;
    this.rest = "coming";
    this.idleSeconds = null;
  }

  override connectedCallback(): void {
    super.connectedCallback();
    addEventListener("hashchange", () => void this.#moved());
    state.addEventListener("change", () => {
      this.#vaultChanged();
    });
    state.addEventListener("notice", (event) => {
      if (event instanceof NoticeEvent) this.querySelector<Notice>("tp-notice")?.show(event.text, event.action);
    });
    lockKeeper.addEventListener("change", () => {
      this.idleSeconds = lockKeeper.secondsLeft;
    });
    onDeletedElsewhere((vault, client) => {
      this.#deletedElsewhere(vault, client);
    });
    this.addEventListener(READY, () => {
      this.#focusHeading();
    });
  }

  /** Fetches the other pages once the first is drawn. They are there long before a key is derived. */
  protected override firstUpdated(): void {
    requestAnimationFrame(() => setTimeout(() => void this.#fetchRest()));
  }

  protected override render(): TemplateResult {
    const skip = (event: Event) => {
      event.preventDefault();
      this.querySelector<HTMLElement>("main")?.focus();
    };
    return html`<a class="skip" href="#main" @click=${skip}>${words.skip}</a>
      ${this.#header()}
      <tp-notice></tp-notice>
      <main id="main" tabindex="-1">${this.#page()}</main>
      ${this.#isUsable ? html`<tp-keys .route=${this.route}></tp-keys>` : nothing}
      <tp-update-notice .writing=${this.open && WRITING.has(this.route.page)}></tp-update-notice>
      <tp-idle-warning .seconds=${this.idleSeconds} @tp-stay=${() => { lockKeeper.stay(); }} @tp-lock=${() => state.lock()}></tp-idle-warning>`;
  }

  #header(): TemplateResult {
    return html`<header class="bar no-print">
      <div class="bar-inner">
        <a class="brand" href=${href({ page: "clients" })}>${icons.brand}<span>${words.product}</span></a>
        ${this.#isUsable ? this.#navigation() : nothing}
      </div>
    </header>`;
  }

  #navigation(): TemplateResult {
    const link = (page: "clients" | "files" | "settings") => {
      const current = this.route.page === page ? "page" : nothing;
      return html`<a href=${href({ page })} aria-current=${current}>${words[page]}</a>`;
    };
    const newSession = () => {
      this.querySelector<Keys>("tp-keys")?.newSession();
    };
    return html`<nav class="bar-nav" aria-label=${words.navigation}>
        ${link("clients")} ${link("files")} ${link("settings")}
      </nav>
      <button type="button" class="bar-new" aria-keyshortcuts="n" @click=${newSession}>${icons.pen}<span>${text.client.newSession}</span></button>
      <button type="button" class="bar-lock" @click=${this.#lock}>${icons.lock}<span>${words.lock}</span></button>`;
  }

  #page(): TemplateResult {
    const { route } = this;
    if (route.page === "about") return html`<tp-about></tp-about>`;
    if (!this.open && route.page !== "demo") return html`<tp-start></tp-start>`;
    if (this.rest === "coming") return html`<p role="status">${text.words.loading}</p>`;
    if (this.rest === "missing") return html`<h1 tabindex="-1" data-focus>${words.titles[route.page]}</h1><p role="alert">${words.incomplete}</p>`;
    return route.page === "demo" ? html`<tp-demo></tp-demo>` : this.#openPage(route);
  }

  #openPage(route: Route): TemplateResult {
    switch (route.page) {
      case "files":
        return html`<tp-files></tp-files>`;
      case "settings":
        return html`<tp-settings></tp-settings>`;
      case "recovery-code":
        return html`<tp-recovery-code></tp-recovery-code>`;
      case "new-passphrase":
        return html`<tp-new-passphrase></tp-new-passphrase>`;
      case "audit":
        return html`<tp-audit></tp-audit>`;
      case "retention":
        return html`<tp-retention></tp-retention>`;
      case "add-client":
        return html`<tp-edit-client></tp-edit-client>`;
      case "edit-client":
        return html`${keyed(route.client, html`<tp-edit-client .clientId=${route.client}></tp-edit-client>`)}`;
      case "new-session":
        return html`${keyed(route.client, html`<tp-session-form .clientId=${route.client}></tp-session-form>`)}`;
      case "session":
        return html`${keyed(route.session, html`<tp-session .clientId=${route.client} .sessionId=${route.session}></tp-session>`)}`;
      case "client":
        return html`${keyed(route.client, html`<tp-client .clientId=${route.client} .section=${route.section} .view=${route.view ?? "timeline"} .at=${route.at ?? ""}></tp-client>`)}`;
      default:
        return html`<tp-clients></tp-clients>`;
    }
  }

  /** Leaves a client whom another tab has deleted, and has the vault forget what it remembers of them. */
  #deletedElsewhere(vault: string, client: string): void {
    if (state.vaultName !== vault) return;
    void state.vault?.call("getCaseload").catch(() => undefined);
    if (clientOf(this.route) !== client) return;
    go({ page: "clients" });
    state.notify(text.retention.deletedElsewhere);
  }

  get #isUsable(): boolean {
    return this.open && this.rest === "there";
  }

  async #fetchRest(): Promise<void> {
    this.rest = await import("./open-pages.ts").then(() => "there" as const, () => "missing" as const);
    this.#focusSoon();
  }

  async #lock(): Promise<void> {
    if (await mayLeave()) await state.lock();
  }

  /** Shows the page of the address, unless a text that could not be kept holds the person back. */
  async #moved(): Promise<void> {
    if (!(await mayLeave())) {
      history.replaceState(null, "", href(this.route));
      return;
    }
    const before = this.route;
    this.route = parseRoute(location.hash);
    // The link that was followed stays, and with it the focus and the place on the page.
    if (isStep(before, this.route)) return;
    this.#focusDue = true;
    scrollTo(0, 0);
    this.#focusSoon();
  }

  #vaultChanged(): void {
    this.open = state.vault !== null;
    this.#focusDue = true;
    // What opens a vault may have chosen the page to come first.
    if (this.open) this.route = parseRoute(location.hash);
    else this.#showLocked();
    this.#focusSoon();
  }

  #showLocked(): void {
    history.replaceState(null, "", "#/");
    this.route = parseRoute("");
  }

  protected override updated(): void {
    document.title = words.pageTitle(words.titles[this.open ? this.route.page : "start"]);
  }

  /** Once everything inside has followed: the heading of the page before would take the focus with it. */
  #focusSoon(): void {
    setTimeout(() => {
      this.#focusHeading();
    });
  }

  /** Moves the focus to the new page's heading, so that readers start there and Tab goes on from it. */
  #focusHeading(): void {
    const heading = this.querySelector<HTMLElement>("main [data-focus]");
    if (!heading || !this.#focusDue) return;
    this.#focusDue = false;
    heading.focus({ preventScroll: true });
  }
}

customElements.define("tp-app", App);
