import { html, nothing, type PropertyValues, type TemplateResult } from "lit";
import { refusal } from "../components/refusal.ts";
import { matching, movedTo } from "../components/option-list.ts";
import { go, href } from "../router.ts";
import { text } from "../text/index.ts";
import type { CaseloadEntry } from "../vault/api.ts";
import { Page } from "./page.ts";

/** How many clients are listed at a time; typing narrows the rest down. */
const SHOWN = 40;

const words = text.writing.palette;

function nameOf({ display_name, client_id }: CaseloadEntry): string {
  return display_name || client_id;
}

/** Active clients before closed ones, and the one seen last first. */
function byLastSeen(one: CaseloadEntry, other: CaseloadEntry): number {
  if (one.status !== other.status) return one.status === "active" ? -1 : 1;
  const [seen, seenOther] = [Date.parse(one.last_session ?? "") || 0, Date.parse(other.last_session ?? "") || 0];
  return seenOther - seen || nameOf(one).localeCompare(nameOf(other));
}

/** Picks the client whose session is to be written, by typing or with the arrow keys. */
export class Palette extends Page {
  static override properties = { ...Page.properties, clients: { state: true }, typed: { state: true }, active: { state: true } };
  /** The one seen last first. */
  declare clients: CaseloadEntry[];
  declare typed: string;
  declare active: number;

  constructor() {
    super();
    this.clients = [];
    this.typed = "";
    this.active = 0;
  }

  /** Opens with the caseload as it is now. */
  async show(): Promise<void> {
    this.typed = "";
    this.active = 0;
    this.querySelector("dialog")?.showModal();
    await this.attempt(async (vault) => {
      const caseload = await vault.call("getCaseload");
      this.clients = caseload.toSorted(byLastSeen);
      this.loaded = true;
    });
  }

  /** Nothing to fetch before it opens. */
  protected override reload(): Promise<void> {
    return Promise.resolve();
  }

  protected override render(): TemplateResult {
    return html`<dialog class="dialog palette" aria-labelledby="palette-title" @close=${this.#forget}>
      <h2 id="palette-title">${words.title}</h2>
      ${refusal(this.failure)} ${this.loaded && this.clients.length === 0 ? this.#nobody() : this.#choice()}
    </dialog>`;
  }

  protected override updated(changed: PropertyValues<this>): void {
    if (changed.has("active")) this.querySelector("[aria-selected=true]")?.scrollIntoView({ block: "nearest" });
  }

  #choice(): TemplateResult {
    const found = this.#found();
    const reached = found[this.active] ? `palette-${String(this.active)}` : nothing;
    return html`<label class="visually-hidden" for="palette-name">${words.label}</label>
      <input id="palette-name" autofocus role="combobox" aria-autocomplete="list" aria-expanded="true" aria-controls="palette-list"
        aria-activedescendant=${reached} autocomplete="off" spellcheck="false" placeholder=${words.label} .value=${this.typed}
        @input=${this.#input} @keydown=${this.#key} />
      <ul class="palette-list" id="palette-list" role="listbox" aria-label=${words.list}>${found.map(this.#option)}</ul>
      <p class="hint" role="status">${this.loaded ? words.found(found.length, this.#matches().length) : text.words.loading}</p>`;
  }

  #option = (client: CaseloadEntry, index: number): TemplateResult =>
    html`<li id="palette-${index}" role="option" aria-selected=${index === this.active} @click=${() => { this.#open(client); }}>
      <span>${nameOf(client)}${client.status === "closed" ? html` <span class="tag">${text.client.closed}</span>` : nothing}</span>
      <span class="facts">${words.seen(client.last_session)}</span>
    </li>`;

  #nobody(): TemplateResult {
    return html`<p>${words.nobody}</p>
      <p class="actions"><a class="button primary" href=${href({ page: "add-client" })} @click=${this.#close}>${text.client.addTitle}</a></p>`;
  }

  #matches(): CaseloadEntry[] {
    return matching(this.clients, this.typed, (client) => `${nameOf(client)} ${client.client_id}`);
  }

  #found(): CaseloadEntry[] {
    return this.#matches().slice(0, SHOWN);
  }

  #input(event: InputEvent): void {
    this.typed = (event.target as HTMLInputElement).value;
    this.active = 0;
  }

  #key(event: KeyboardEvent): void {
    if (event.isComposing) return;
    const found = this.#found();
    const moved = movedTo(event.key, this.active, found.length);
    const reached = found[this.active];
    if (moved !== undefined) this.active = moved;
    else if (event.key === "Enter" && reached) this.#open(reached);
    else return;
    event.preventDefault();
  }

  #open({ client_id }: CaseloadEntry): void {
    this.#close();
    go({ page: "new-session", client: client_id });
  }

  #close(): void {
    this.querySelector("dialog")?.close();
  }

  /** Names stay in memory no longer than they are shown. */
  #forget(): void {
    this.clients = [];
    this.loaded = false;
    this.typed = "";
  }
}

customElements.define("tp-palette", Palette);
