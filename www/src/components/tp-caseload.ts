import { html, type TemplateResult } from "lit";
import { repeat } from "lit/directives/repeat.js";
import { caseloadRow } from "../caseload/row.ts";
import { nameOf } from "../caseload/select.ts";
import type { CaseloadSort } from "../caseload/view.ts";
import { fold } from "../search/fold.ts";
import { text } from "../text/index.ts";
import type { CaseloadEntry } from "../vault/api.ts";
import { icons } from "./icons.ts";
import { LightElement } from "./light-element.ts";
import { VirtualRows } from "./virtual-rows.ts";

const words = text.caseload;

/** Letters typed within this time make one beginning of a name, in milliseconds. */
const TYPING_MS = 800;
/** Rows that Page Up and Page Down move by. */
const PAGE_ROWS = 10;

/** A column was chosen to sort by. */
export class SortEvent extends Event {
  readonly sort: CaseloadSort;

  constructor(sort: CaseloadSort) {
    super("tp-sort", { bubbles: true });
    this.sort = sort;
  }
}

/** Clients as a table on a wide screen and as cards on a narrow one; only those in the window are drawn. */
export class CaseloadTable extends LightElement {
  static override properties = { entries: { attribute: false }, sort: {}, down: { type: Boolean }, weeks: { type: Number }, focused: { state: true } };
  /** In the order they are shown in. */
  declare entries: readonly CaseloadEntry[];
  declare sort: CaseloadSort;
  declare down: boolean;
  declare weeks: number;
  /** The client that has the focus; empty where none has. */
  declare focused: string;
  #rows = new VirtualRows(this, "tbody");
  #typed = "";
  #timer = 0;

  constructor() {
    super();
    this.entries = [];
    this.focused = "";
  }

  protected override render(): TemplateResult {
    const { entries } = this;
    const indices = this.#rows.indices(entries.length, this.#place());
    const drawn = indices.flatMap((index) => (entries[index] ? [{ entry: entries[index], index }] : []));
    return html`<p id="caseload-keys" class="visually-hidden">${words.keys}</p>
      <table role="table" class="caseload" aria-label=${words.table} aria-describedby="caseload-keys" aria-rowcount=${entries.length + 1}>
        <thead role="rowgroup"><tr role="row" class="caseload-head" aria-rowindex="1">${this.#heads()}</tr></thead>
        <tbody role="rowgroup" @focusin=${this.#entered} @focusout=${this.#left} @keydown=${this.#pressed}>
          ${repeat(drawn, ({ entry }) => entry.client_id, ({ entry, index }) => caseloadRow(entry, index, this.weeks))}
        </tbody>
      </table>`;
  }

  #heads(): TemplateResult[] {
    const { name, last, direction, mean, goals, flags } = words.columns;
    const scores = html`<th role="columnheader" scope="col" class="column-scores">${words.scores}</th>`;
    return [this.#head("name", name), this.#head("last", last), scores, this.#head("direction", direction), this.#head("mean", mean), this.#head("goals", goals), this.#head("flags", flags)];
  }

  #head(sort: CaseloadSort, label: string): TemplateResult {
    const isSorted = this.sort === sort;
    const way = this.down ? "descending" : "ascending";
    const press = () => this.dispatchEvent(new SortEvent(sort));
    return html`<th role="columnheader" scope="col" class="column-${sort}" aria-sort=${isSorted ? way : "none"}>
      <button type="button" class="sort" @click=${press}>${label}${isSorted && this.down ? icons.sortDown : icons.sortUp}</button>
    </th>`;
  }

  /** Where the client with the focus stands; −1 where none has it. */
  #place(): number {
    return this.focused ? this.entries.findIndex((entry) => entry.client_id === this.focused) : -1;
  }

  #entered(event: FocusEvent): void {
    const row = (event.target as Element).closest<HTMLElement>("[data-row]");
    this.focused = this.entries[Number(row?.dataset["row"])]?.client_id ?? "";
  }

  #left(): void {
    this.focused = "";
  }

  #pressed(event: KeyboardEvent): void {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    // A letter belongs to the name that is looked for here, not to a shortcut of the page.
    if (event.key.length === 1) event.stopPropagation();
    const next = this.#target(event.key);
    if (next === undefined) return;
    event.preventDefault();
    void this.#focusRow(next);
  }

  /** Where a key leads to; undefined where it leads nowhere. */
  #target(key: string): number | undefined {
    const here = this.#place();
    const last = this.entries.length - 1;
    const steps: Record<string, number> = { ArrowDown: here + 1, ArrowUp: here - 1, PageDown: here + PAGE_ROWS, PageUp: here - PAGE_ROWS, Home: 0, End: last };
    if (key in steps) return Math.max(0, Math.min(last, steps[key] ?? here));
    return key.length === 1 && key !== " " ? this.#named(key, here) : undefined;
  }

  /** The next client whose name begins with what was typed lately, beginning with this one. */
  #named(letter: string, here: number): number | undefined {
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => {
      this.#typed = "";
    }, TYPING_MS);
    const isFirst = this.#typed === "";
    this.#typed += fold(letter);
    const { length } = this.entries;
    for (let step = isFirst ? 1 : 0; step <= length; step += 1) {
      const place = (here + step) % length;
      const entry = this.entries[place];
      if (entry && fold(nameOf(entry)).startsWith(this.#typed)) return place;
    }
    return undefined;
  }

  /** Draws a client's row wherever it stands and moves the focus there; the browser scrolls it into the window. */
  async #focusRow(index: number): Promise<void> {
    this.focused = this.entries[index]?.client_id ?? "";
    await this.updateComplete;
    this.querySelector<HTMLElement>(`[data-row="${String(index)}"] a`)?.focus();
  }
}

customElements.define("tp-caseload", CaseloadTable);
