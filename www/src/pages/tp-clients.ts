import { html, nothing, type TemplateResult } from "lit";
import { repeat } from "lit/directives/repeat.js";
import { sparkline } from "../charts/sparkline.ts";
import { icons } from "../components/icons.ts";
import { refusal } from "../components/refusal.ts";
import { href } from "../router.ts";
import { fillWithSample, SAMPLE_PREFIX } from "../sample/load.ts";
import { state } from "../state.ts";
import { text } from "../text/index.ts";
import { formatAgo, formatDate } from "../text/format.ts";
import type { CaseloadEntry, Progress } from "../vault/api.ts";
import type { VaultClient } from "../vault/client.ts";
import { Page } from "./page.ts";

const words = text.clients;

/** Rows drawn at first and added per press: a thousand clients stay quick to open and to search. */
const BATCH = 100;

/** The caseload: how everyone is doing, without opening a journal. */
export class ClientsPage extends Page {
  static override properties = {
    ...Page.properties,
    entries: { state: true },
    query: { state: true },
    limit: { state: true },
    filling: { state: true },
  };
  declare entries: CaseloadEntry[];
  declare query: string;
  declare limit: number;
  declare filling: Progress | null;

  constructor() {
    super();
    this.entries = [];
    this.query = "";
    this.limit = BATCH;
    this.filling = null;
  }

  protected override async load(vault: VaultClient): Promise<void> {
    const entries = await vault.call("getCaseload");
    this.entries = entries.toSorted(byLastSession);
  }

  protected override render(): TemplateResult {
    return html`<header class="page-head">
        <div>
          <h1 tabindex="-1" data-focus>${words.title}</h1>
          <p class="facts">${this.loaded ? words.amount(this.entries.length) : text.words.loading}</p>
        </div>
        <a class="button ${this.entries.length > 0 ? "primary" : ""}" href=${href({ page: "add-client" })}>${icons.plus}${words.add}</a>
      </header>
      ${refusal(this.failure)} ${this.#body()}`;
  }

  #body(): TemplateResult | typeof nothing {
    if (this.filling) return this.#fillProgress(this.filling);
    if (!this.loaded || this.failure) return nothing;
    return this.entries.length === 0 ? this.#empty() : this.#list();
  }

  #empty(): TemplateResult {
    return html`<section class="card empty">
      <h2>${words.empty}</h2>
      <p>${words.emptyLead}</p>
      <p class="actions">
        <a class="button primary" href=${href({ page: "add-client" })}>${words.add}</a>
        <a class="button" href=${href({ page: "files" })}>${text.files.importTitle}</a>
      </p>
      <hr />
      <h3>${text.demo.title}</h3>
      <p>${text.demo.lead}</p>
      <p class="actions"><button type="button" @click=${this.#fill}>${text.demo.fill}</button></p>
    </section>`;
  }

  #fillProgress({ done, total }: Progress): TemplateResult {
    return html`<section class="card" role="status">
      <p id="filling">${text.demo.filling(done, total)}</p>
      <progress aria-labelledby="filling" max=${total} value=${done}></progress>
    </section>`;
  }

  #list(): TemplateResult {
    const found = this.entries.filter((entry) => matches(entry, this.query));
    const active = found.filter((entry) => entry.status === "active");
    const closed = found.filter((entry) => entry.status === "closed");
    const isSample = this.entries.some((entry) => entry.client_id.startsWith(SAMPLE_PREFIX));
    return html`${isSample ? html`<p class="sample-banner">${text.demo.banner}</p>` : nothing} ${this.#search()} ${found.length === 0 ? html`<p>${words.none}</p>` : nothing} ${this.#rows(active)}
    ${closed.length === 0
      ? nothing
      : html`<details class="closed-clients" ?open=${this.query !== ""}>
          <summary>${words.closed(closed.length)}</summary>
          ${this.#rows(closed)}
        </details>`}`;
  }

  #search(): TemplateResult {
    const search = (event: InputEvent) => {
      this.query = (event.target as HTMLInputElement).value;
      this.limit = BATCH;
    };
    return html`<search class="search-box">
      ${icons.search}
      <input type="search" aria-label=${words.search} placeholder=${words.search} autocomplete="off" spellcheck="false"
        .value=${this.query} @input=${search} />
    </search>`;
  }

  #rows(entries: CaseloadEntry[]): TemplateResult {
    const more = () => {
      this.limit += BATCH;
    };
    const rest = entries.length - this.limit;
    return html`<ul class="caseload">${repeat(entries.slice(0, this.limit), (entry) => entry.client_id, row)}</ul>
      ${rest > 0 ? html`<p class="actions"><button type="button" @click=${more}>${words.more(rest)}</button></p>` : nothing}`;
  }

  async #fill(): Promise<void> {
    const onProgress = (progress: Progress) => {
      this.filling = progress;
    };
    const filled = await this.attempt((vault) => fillWithSample(vault, onProgress));
    this.filling = null;
    if (!filled) return;
    await this.reload();
    state.notify(text.demo.filled);
  }
}

function byLastSession(one: CaseloadEntry, other: CaseloadEntry): number {
  const byDate = (other.last_session ?? "").localeCompare(one.last_session ?? "");
  return byDate || one.display_name.localeCompare(other.display_name);
}

function nameOf(entry: CaseloadEntry): string {
  return entry.display_name || entry.client_id;
}

function matches(entry: CaseloadEntry, query: string): boolean {
  const wanted = query.trim().toLocaleLowerCase();
  return `${entry.display_name} ${entry.client_id}`.toLocaleLowerCase().includes(wanted);
}

function row(entry: CaseloadEntry): TemplateResult {
  const last = entry.last_session;
  return html`<li class="caseload-row">
    <a class="caseload-name" href=${href({ page: "client", client: entry.client_id, section: "journal" })}>${nameOf(entry)}</a>
    <span class="caseload-last">${text.words.sessions(entry.sessions_count)}${last ? html`, <span title=${formatDate(last)}>${formatAgo(last)}</span>` : nothing}</span>
    <span class="caseload-spark">${sparkline(entry.recent_scores)}</span>
    <span class="caseload-direction direction-${entry.trend_direction}">${words.direction(entry)}</span>
    <span class="caseload-goals">${words.goals(entry.active_goals)}</span>
    ${entry.crisis_flags_90_days > 0
      ? html`<span class="caseload-flags caution-text">${icons.flag}${words.flags(entry.crisis_flags_90_days)}</span>`
      : nothing}
  </li>`;
}

customElements.define("tp-clients", ClientsPage);
