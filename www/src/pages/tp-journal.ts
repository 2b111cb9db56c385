import { html, nothing, type TemplateResult } from "lit";
import { repeat } from "lit/directives/repeat.js";
import { icons } from "../components/icons.ts";
import { refusal } from "../components/refusal.ts";
import { sessionBody, sessionHead, type GoalNames } from "../components/session-entry.ts";
import { href } from "../router.ts";
import { text } from "../text/index.ts";
import type { SessionFilter, SessionLog } from "../vault/api.ts";
import type { VaultClient } from "../vault/client.ts";
import { VaultError } from "../vault/error.ts";
import { goalNames } from "./goal-names.ts";
import { Page } from "./page.ts";

const words = text.sessions;
const PAGE_SIZE = 50;
const MOST_FOUND = 200;
const SEARCH_DELAY_MS = 200;

/** The journal, newest first, with a search inside it. */
export class JournalPage extends Page {
  static override properties = {
    ...Page.properties,
    clientId: { attribute: false },
    total: { attribute: false },
    sessions: { state: true },
    found: { state: true },
    goals: { state: true },
    damaged: { state: true },
  };
  declare clientId: string;
  /** Sessions in the whole record. */
  declare total: number;
  declare sessions: SessionLog[];
  /** Null while nothing is searched for. */
  declare found: SessionLog[] | null;
  declare goals: GoalNames;
  /** True once a session could not be opened. */
  declare damaged: boolean;
  #timer = 0;
  /** What is searched for now; an answer to anything earlier is dropped. */
  #query = "";

  constructor() {
    super();
    this.total = 0;
    this.sessions = [];
    this.found = null;
    this.goals = new Map();
    this.damaged = false;
  }

  protected override async load(vault: VaultClient): Promise<void> {
    const [sessions, goals] = await Promise.all([
      this.#read(vault, { limit: PAGE_SIZE }),
      vault.call("getGoals", this.clientId, { active_only: false }),
    ]);
    this.goals = goalNames(goals);
    this.sessions = sessions;
  }

  protected override render(): TemplateResult {
    return html`<section aria-labelledby="journal-title">
      <h2 id="journal-title" tabindex="-1" data-focus class="visually-hidden">${text.client.sections.journal}</h2>
      ${refusal(this.failure)} ${this.sessions.length > 0 ? this.#search() : nothing} ${this.#list()}
    </section>`;
  }

  #search(): TemplateResult {
    return html`<search class="search-box">
        ${icons.search}
        <input type="search" aria-label=${words.searchLabel} placeholder=${words.searchLabel} title=${words.searchHint}
          autocomplete="off" spellcheck="false" @input=${this.#typed} />
      </search>
      <p class="facts" role="status">${this.found ? foundWords(this.found.length) : nothing}</p>`;
  }

  #list(): TemplateResult | typeof nothing {
    if (!this.loaded) return html`<p>${text.words.loading}</p>`;
    if (this.sessions.length === 0) return this.failure ? nothing : html`<p class="empty-note">${words.empty}</p>`;
    const shown = this.found ?? this.sessions;
    return html`${this.damaged ? html`<p class="caution" role="status"><span>${words.damaged}</span></p>` : nothing}
      <div class="journal">
        ${repeat(shown, (session) => session.session_id, (session) => this.#entry(session))}
      </div>
      ${this.found ? nothing : this.#older()}`;
  }

  #entry(session: SessionLog): TemplateResult {
    const link = href({ page: "session", client: this.clientId, session: session.session_id });
    return html`<article class="entry">
      <header class="entry-head">
        ${sessionHead(session)}
        <a class="entry-open" href=${link} aria-label=${words.openLabel(session)}>${words.open}</a>
      </header>
      ${sessionBody(session, this.goals)}
    </article>`;
  }

  #older(): TemplateResult {
    const more = this.sessions.length < this.total;
    return html`<p class="actions journal-foot">
      <span class="facts">${words.shown(this.sessions.length, Math.max(this.total, this.sessions.length))}</span>
      ${more ? html`<button type="button" ?disabled=${this.busy} @click=${this.#showOlder}>${words.older}</button>` : nothing}
    </p>`;
  }

  /** Bounds are inclusive, so the oldest shown instant is asked for again and what is known is left out. */
  async #showOlder(): Promise<void> {
    const oldest = this.sessions.at(-1)?.timestamp;
    if (oldest === undefined) return;
    const again = this.sessions.filter((session) => session.timestamp === oldest).length;
    await this.attempt(async (vault) => {
      const known = new Set(this.sessions.map((session) => session.session_id));
      const older = await this.#read(vault, { end_date: oldest, limit: PAGE_SIZE + again });
      this.sessions = [...this.sessions, ...older.filter((session) => !known.has(session.session_id))];
    });
  }

  /** Reads sessions; where one is damaged, all others, and says so. */
  async #read(vault: VaultClient, filter: SessionFilter): Promise<SessionLog[]> {
    try {
      return await vault.call("getSessions", this.clientId, filter);
    } catch (thrown) {
      if (!(thrown instanceof VaultError) || thrown.code !== "corrupt_record") throw thrown;
      this.damaged = true;
      return vault.call("getSessions", this.clientId, { ...filter, skip_damaged: true });
    }
  }

  #typed(event: InputEvent): void {
    const query = (event.target as HTMLInputElement).value.trim();
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => void this.#find(query), SEARCH_DELAY_MS);
  }

  async #find(query: string): Promise<void> {
    this.#query = query;
    if (!query) {
      this.found = null;
      return;
    }
    await this.attempt(async (vault) => {
      const found = await vault.call("searchSessions", query, { client_id: this.clientId, limit: MOST_FOUND });
      if (query === this.#query) this.found = found;
    });
  }
}

function foundWords(amount: number): string {
  return amount < MOST_FOUND ? words.found(amount) : words.foundAtLeast(amount);
}

customElements.define("tp-journal", JournalPage);
