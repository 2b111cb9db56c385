import { html, nothing, type TemplateResult } from "lit";
import { icons } from "../components/icons.ts";
import { refusal } from "../components/refusal.ts";
import type { ReadingView } from "../reading/views.ts";
import { href, SECTIONS, type Section } from "../router.ts";
import { state } from "../state.ts";
import { text } from "../text/index.ts";
import type { CaseloadEntry, Client } from "../vault/api.ts";
import type { VaultClient } from "../vault/client.ts";
import { Page } from "./page.ts";
import "./tp-goals.ts";
import "./tp-journal.ts";
import "./tp-milestones.ts";
import "./tp-report.ts";
import "../reading/tp-trend.ts";

const words = text.client;

/** One client: who it is, how it goes, and the parts of the record. */
export class ClientPage extends Page {
  static override properties = {
    ...Page.properties,
    clientId: { attribute: false },
    section: { attribute: false },
    view: { attribute: false },
    at: { attribute: false },
    entry: { state: true },
    client: { state: true },
    hasDraft: { state: true },
  };
  declare clientId: string;
  declare section: Section;
  /** The way the trend is read, and the date that it is about; empty for the latest. */
  declare view: ReadingView;
  declare at: string;
  declare entry: CaseloadEntry | null;
  declare client: Client | null;
  declare hasDraft: boolean;

  constructor() {
    super();
    this.entry = null;
    this.client = null;
    this.hasDraft = false;
  }

  override connectedCallback(): void {
    super.connectedCallback();
    state.addEventListener("elsewhere", this.#refresh);
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    state.removeEventListener("elsewhere", this.#refresh);
  }

  /** What is being typed is in the parts below, which look after it themselves. */
  #refresh = (): void => {
    void this.reload();
  };

  protected override async load(vault: VaultClient): Promise<void> {
    const [caseload, clients, draft] = await Promise.all([
      vault.call("getCaseload"),
      this.unlessDamaged(vault.call("getClients"), []),
      this.unlessDamaged(vault.call("getDraft", this.clientId), null),
    ]);
    this.entry = caseload.find((entry) => entry.client_id === this.clientId) ?? null;
    this.client = clients.find((client) => client.client_id === this.clientId) ?? null;
    this.hasDraft = draft !== null;
  }

  protected override render(): TemplateResult {
    return html`<p class="crumb no-print"><a href=${href({ page: "clients" })}>${icons.back}${words.all}</a></p>
      ${this.#head()} ${refusal(this.failure)} ${this.loaded ? this.#parts() : nothing}`;
  }

  /** What stands below the head comes with it, so that nothing moves while the page loads. */
  #parts(): TemplateResult {
    return html`${this.#tabs()} ${this.entry ? this.#section(this.entry) : nothing}`;
  }

  /** Five tabs are wider than a small phone, so the current one is brought into view. */
  protected override updated(): void {
    this.querySelector(".tabs [aria-current]")?.scrollIntoView({ block: "nearest", inline: "nearest" });
  }

  #head(): TemplateResult {
    const { entry, client } = this;
    const name = client?.display_name || entry?.display_name || this.clientId;
    return html`<header class="page-head client-head">
      <div>
        <h1>${this.loaded ? name : text.words.loading}${client?.status === "closed" ? html` <span class="tag">${words.closed}</span>` : nothing}</h1>
        <p class="facts">${entry ? words.facts(entry) : nothing}</p>
        ${entry && !entry.last_session ? nothing : html`<p class="facts">${entry ? words.ninetyDays(entry) : nothing}</p>`}
        ${client?.notes ? html`<p class="prose client-notes">${client.notes}</p>` : nothing}
      </div>
      ${this.loaded ? this.#actions() : nothing}
    </header>`;
  }

  #actions(): TemplateResult {
    return html`<p class="actions">
      <a class="button primary" href=${href({ page: "new-session", client: this.clientId })}>${icons.pen}${this.hasDraft ? words.draftOpen : words.newSession}</a>
      <a class="button quiet" href=${href({ page: "edit-client", client: this.clientId })}>${words.details}</a>
    </p>`;
  }

  #tabs(): TemplateResult {
    const link = (section: Section) => {
      const current = section === this.section ? "page" : nothing;
      return html`<li><a href=${href({ page: "client", client: this.clientId, section })} aria-current=${current}>${words.sections[section]}</a></li>`;
    };
    return html`<nav class="tabs" aria-label=${words.sectionsLabel}><ul>${SECTIONS.map(link)}</ul></nav>`;
  }

  #section(entry: CaseloadEntry): TemplateResult {
    switch (this.section) {
      case "journal":
        return html`<tp-journal .clientId=${this.clientId} .total=${entry.sessions_count}></tp-journal>`;
      case "goals":
        return html`<tp-goals .clientId=${this.clientId}></tp-goals>`;
      case "milestones":
        return html`<tp-milestones .clientId=${this.clientId}></tp-milestones>`;
      case "trend":
        return html`<tp-trend .clientId=${this.clientId} .view=${this.view} .at=${this.at}></tp-trend>`;
      case "report":
        return html`<tp-report .clientId=${this.clientId} .entry=${entry}></tp-report>`;
    }
  }
}

customElements.define("tp-client", ClientPage);
