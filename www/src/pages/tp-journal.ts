import { html, nothing, type PropertyValues, type TemplateResult } from "lit";
import { repeat } from "lit/directives/repeat.js";
import { icons } from "../components/icons.ts";
import { refusal } from "../components/refusal.ts";
import { sessionBody, sessionHead } from "../components/session-entry.ts";
import { filterChips } from "../journal/chips.ts";
import { hasWords, isNarrowed, isReversed, keepFilter, keptFilter, NO_FILTER, type JournalFilter } from "../journal/filter.ts";
import { foundEntry } from "../journal/found.ts";
import { filterPanel } from "../journal/panel.ts";
import { countMatches, MOST_FOUND, PAGE_SIZE, readMatches, readTechniques, type Matches } from "../journal/read.ts";
import { readStruck, struckList } from "../journal/struck.ts";
import { href } from "../router.ts";
import { clearHighlight, highlight, showing, type Show } from "../search/marks.ts";
import { text } from "../text/index.ts";
import type { SessionLog, StruckSession, TherapeuticGoal } from "../vault/api.ts";
import type { VaultClient } from "../vault/client.ts";
import { goalNames } from "./goal-names.ts";
import { Following } from "./following.ts";
import { Page } from "./page.ts";

const words = text.sessions;
/** How long typing must rest before it is acted upon, in milliseconds. */
const REST_MS = 200;

/** The journal, newest first, with filters and a search. */
export class JournalPage extends Page {
  static override properties = {
    ...Page.properties,
    clientId: { attribute: false },
    total: { attribute: false },
    filter: { state: true },
    answer: { state: true },
    amount: { state: true },
    drawn: { state: true },
    goals: { state: true },
    techniques: { state: true },
    isOpen: { state: true },
    struck: { state: true },
  };
  declare clientId: string;
  /** Sessions in the whole record. */
  declare total: number;
  /** What is asked for; the list may still show what was asked for before. */
  declare filter: JournalFilter;
  declare answer: Matches;
  /** How many sessions match in all; null while they are counted. */
  declare amount: number | null;
  /** How many of the matches are drawn. */
  declare drawn: number;
  declare goals: TherapeuticGoal[];
  /** Null until the filters are opened. */
  declare techniques: string[] | null;
  /** True while the filters are shown. */
  declare isOpen: boolean;
  /** Null where one of them is damaged. */
  declare struck: StruckSession[] | null;
  #timer = 0;

  constructor() {
    super();
    this.total = 0;
    this.filter = NO_FILTER;
    this.answer = { sessions: [], sought: [], isDamaged: false };
    this.amount = null;
    this.drawn = PAGE_SIZE;
    this.goals = [];
    this.techniques = null;
    this.isOpen = false;
    this.struck = [];
    new Following(this, () => void this.attempt((vault) => this.#refresh(vault)));
  }

  override connectedCallback(): void {
    this.filter = keptFilter(this.clientId);
    super.connectedCallback();
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    clearTimeout(this.#timer);
    clearHighlight();
  }

  protected override async load(vault: VaultClient): Promise<void> {
    [this.goals, this.struck] = await Promise.all([
      vault.call("getGoals", this.clientId, { active_only: false }),
      readStruck(vault, this.clientId),
    ]);
    await this.#read(vault);
  }

  /** A session more or less was told of by the page around this one. */
  protected override willUpdate(changed: PropertyValues<this>): void {
    if (this.loaded && changed.has("total")) void this.attempt((vault) => this.#refresh(vault));
  }

  protected override updated(changed: PropertyValues<this>): void {
    if (!changed.has("answer") && !changed.has("drawn") && !changed.has("loaded")) return;
    highlight(this.querySelectorAll(".found-texts"), this.answer.sought);
  }

  protected override render(): TemplateResult {
    return html`<section aria-labelledby="journal-title">
      <h2 id="journal-title" tabindex="-1" data-focus class="visually-hidden">${text.client.sections.journal}</h2>
      ${refusal(this.failure)} ${this.#body()}
    </section>`;
  }

  #body(): TemplateResult {
    if (!this.loaded) return html`<p>${text.words.loading}</p>`;
    const isEmpty = this.total === 0 && this.answer.sessions.length === 0;
    if (isEmpty && !this.failure && !this.#isFiltered()) return html`<p class="empty-note">${words.empty}</p>${struckList(this.struck, this.clientId)}`;
    return html`${this.#controls()} ${this.#count()} ${this.#list()} ${this.#isFiltered() ? nothing : struckList(this.struck, this.clientId)}`;
  }

  #isFiltered(): boolean {
    return hasWords(this.filter) || isNarrowed(this.filter);
  }

  #controls(): TemplateResult {
    const change = (filter: JournalFilter) => void this.#change(filter);
    const choices = { techniques: this.techniques ?? [], goals: this.goals };
    return html`<div class="journal-controls no-print">
      <div class="journal-line">
        <search class="search-box">
          ${icons.search}
          <input type="search" aria-label=${words.searchLabel} placeholder=${words.searchLabel} title=${words.searchHint}
            autocomplete="off" spellcheck="false" .value=${this.filter.query} @input=${this.#typed} />
        </search>
        <button type="button" aria-expanded=${this.isOpen} aria-controls="journal-panel" @click=${this.#toggle}>${icons.filter}${text.journal.filter}</button>
      </div>
      ${this.isOpen ? filterPanel(this.filter, choices, change) : nothing} ${filterChips(this.filter, goalNames(this.goals), change)}
    </div>`;
  }

  #count(): TemplateResult {
    return html`<p class="facts journal-count" role="status">${this.#isFiltered() ? this.#countWords() : text.words.sessions(this.total)}</p>`;
  }

  #countWords(): string {
    const { amount, answer } = this;
    if (amount === null) return "";
    if (answer.sought.length === 0) return text.journal.matches(amount);
    return amount < MOST_FOUND ? words.found(amount) : words.foundAtLeast(amount);
  }

  #list(): TemplateResult {
    const { sessions, sought, isDamaged } = this.answer;
    const show = showing(sought);
    return html`${isDamaged ? html`<p class="caution" role="status"><span>${words.damaged}</span></p>` : nothing}
      <div class="journal" @focusin=${keepInSight}>
        ${repeat(sessions.slice(0, this.drawn), (session) => session.session_id, (session) => this.#entry(session, show))}
      </div>
      ${this.#foot()}`;
  }

  #entry(session: SessionLog, show: Show): TemplateResult {
    const address = href({ page: "session", client: this.clientId, session: session.session_id });
    const link = html`<a class="entry-open" href=${address} aria-label=${words.openLabel(session)}>${words.open}</a>`;
    const { sought } = this.answer;
    if (sought.length > 0) return foundEntry(session, sought, link, show);
    return html`<article class="entry">
      <header class="entry-head">${sessionHead(session)} ${link}</header>
      ${sessionBody(session, goalNames(this.goals))}
    </article>`;
  }

  #foot(): TemplateResult | typeof nothing {
    const shown = Math.min(this.drawn, this.answer.sessions.length);
    if (this.amount === null || this.amount === 0) return nothing;
    return html`<p class="actions journal-foot">
      <span class="facts">${words.shown(shown, this.amount)}</span>
      ${shown < this.amount ? html`<button type="button" ?disabled=${this.busy} @click=${this.#showOlder}>${words.older}</button>` : nothing}
    </p>`;
  }

  #typed(event: InputEvent): void {
    void this.#change({ ...this.filter, query: (event.target as HTMLInputElement).value });
  }

  async #toggle(): Promise<void> {
    this.isOpen = !this.isOpen;
    if (this.techniques) return;
    await this.attempt(async (vault) => {
      this.techniques = await readTechniques(vault, this.clientId);
    });
  }

  /** Keeps a filter and reads, where words are typed once that rests. A chip that went leaves the focus with the search. */
  async #change(filter: JournalFilter): Promise<void> {
    const rest = filter.query === this.filter.query ? 0 : REST_MS;
    this.filter = filter;
    this.amount = null;
    keepFilter(this.clientId, filter);
    clearTimeout(this.#timer);
    if (!isReversed(filter)) this.#timer = setTimeout(() => void this.attempt((vault) => this.#read(vault)), rest);
    await this.updateComplete;
    if (document.activeElement === document.body) this.querySelector<HTMLElement>(".search-box input")?.focus();
  }

  /** Reads the first page of what is asked for and counts the rest; an answer to an earlier question is dropped. */
  async #read(vault: VaultClient): Promise<void> {
    const { filter } = this;
    const matches = await readMatches(vault, this.clientId, filter);
    if (filter !== this.filter) return;
    this.drawn = PAGE_SIZE;
    this.answer = matches;
    const amount = await countMatches(vault, this.clientId, filter, { matches, total: this.total });
    if (filter === this.filter) this.amount = amount;
  }

  /** Reads again as much as is drawn, so that nobody loses their place. */
  async #refresh(vault: VaultClient): Promise<void> {
    const { filter, drawn } = this;
    const first = await readMatches(vault, this.clientId, filter);
    let { sessions } = first;
    while (first.sought.length === 0 && sessions.length < drawn && sessions.length % PAGE_SIZE === 0 && sessions.length > 0) {
      const older = await readMatches(vault, this.clientId, filter, sessions.length);
      if (older.sessions.length === 0) break;
      sessions = [...sessions, ...older.sessions];
    }
    const amount = await countMatches(vault, this.clientId, filter, { matches: first, total: this.total });
    this.struck = await readStruck(vault, this.clientId);
    if (filter !== this.filter) return;
    this.answer = { ...first, sessions };
    this.amount = amount;
  }

  /** Draws the next page; what was searched for is all here already. */
  async #showOlder(): Promise<void> {
    const { filter, answer } = this;
    const next = this.drawn + PAGE_SIZE;
    await this.attempt(async (vault) => {
      if (answer.sought.length === 0) {
        const older = await readMatches(vault, this.clientId, filter, answer.sessions.length);
        if (filter !== this.filter) return;
        const isDamaged = answer.isDamaged || older.isDamaged;
        this.answer = { ...answer, sessions: [...answer.sessions, ...older.sessions], isDamaged };
      }
      this.drawn = next;
    });
  }
}

/** An entry that was never in the window gets its true height there, and may push what has the focus out of it again. */
function keepInSight({ target }: FocusEvent): void {
  const look = () => {
    if (target === document.activeElement) (target as Element).scrollIntoView({ block: "nearest" });
  };
  requestAnimationFrame(() => requestAnimationFrame(look));
}

customElements.define("tp-journal", JournalPage);
