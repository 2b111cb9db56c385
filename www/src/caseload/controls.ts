import { html, nothing, type TemplateResult } from "lit";
import { icons } from "../components/icons.ts";
import { text } from "../text/index.ts";
import type { Selection } from "./select.ts";
import { isFiltered, MOST_WEEKS, readWeeks, SORTS, sortedBy, STATUSES, unfiltered, type CaseloadStatus, type CaseloadToggle, type CaseloadView } from "./view.ts";

const words = text.caseload;

/** A view and the way to change it. */
export interface ViewControl {
  view: CaseloadView;
  change: (view: CaseloadView) => void;
}

/** Search, status and filters of the caseload, and on a narrow screen the order. */
export function caseloadControls(control: ViewControl, selection: Selection): TemplateResult {
  return html`<div class="caseload-controls no-print">
    <div class="caseload-line">${searchBox(control)} ${statuses(control)}</div>
    <div class="caseload-line">${toggles(control, selection)} ${order(control)}</div>
  </div>`;
}

function searchBox({ view, change }: ViewControl): TemplateResult {
  const search = (event: InputEvent) => {
    change({ ...view, query: (event.target as HTMLInputElement).value });
  };
  return html`<search class="search-box">
    ${icons.search}
    <input type="search" aria-label=${words.search} placeholder=${words.search} autocomplete="off" spellcheck="false"
      .value=${view.query} @input=${search} />
  </search>`;
}

function statuses({ view, change }: ViewControl): TemplateResult {
  const button = (status: CaseloadStatus) => {
    const press = () => {
      change({ ...view, status });
    };
    return html`<button type="button" aria-pressed=${view.status === status} @click=${press}>${words.statuses[status]}</button>`;
  };
  return html`<div class="segments" role="group" aria-label=${words.statusLabel}>${STATUSES.map(button)}</div>`;
}

function toggles({ view, change }: ViewControl, { amounts }: Selection): TemplateResult {
  const chip = (name: CaseloadToggle, label: string) => {
    const press = () => {
      change({ ...view, [name]: !view[name] });
    };
    return html`<button type="button" class="chip" aria-pressed=${view[name]} @click=${press}>${label}</button>`;
  };
  return html`<div class="chips" role="group" aria-label=${words.filters}>
    ${chip("declining", words.declining(amounts.declining))} ${chip("flagged", words.flagged(amounts.flagged))}
    ${unseenChip({ view, change }, amounts.unseen)}
    ${isFiltered(view) ? clearButton({ view, change }) : nothing}
  </div>`;
}

function clearButton({ view, change }: ViewControl): TemplateResult {
  const clear = () => {
    change(unfiltered(view));
  };
  return html`<button type="button" class="quiet" @click=${clear}>${words.clear}</button>`;
}

/** One pill of a switch and of the number that it goes by. */
function unseenChip({ view, change }: ViewControl, amount: number): TemplateResult {
  const { unseen, weeks } = view;
  const press = () => {
    change({ ...view, unseen: !unseen });
  };
  const choose = (event: Event) => {
    const input = event.target as HTMLInputElement;
    input.value = String(readWeeks(input.value));
    change({ ...view, weeks: readWeeks(input.value) });
  };
  return html`<span class="chip-group">
    <button type="button" class="chip" aria-pressed=${unseen} aria-label=${words.unseen(weeks, amount)} @click=${press}>${words.unseenButton}</button>
    <input type="number" min="1" max=${MOST_WEEKS} step="1" aria-label=${words.weeks} .value=${String(weeks)} @change=${choose} />
    <span aria-hidden="true">${words.unseenUnit(weeks, amount)}</span>
  </span>`;
}

/** The table's headings sort it; cards have none. */
function order({ view, change }: ViewControl): TemplateResult {
  const choose = (event: Event) => {
    const sort = SORTS.find((one) => one === (event.target as HTMLSelectElement).value);
    if (sort && sort !== view.sort) change(sortedBy(view, sort));
  };
  const turn = () => {
    change(sortedBy(view, view.sort));
  };
  const way = view.down ? words.down : words.up;
  return html`<div class="caseload-order">
    <label>${words.sortBy}
      <select @change=${choose}>${SORTS.map((sort) => html`<option value=${sort} ?selected=${view.sort === sort}>${words.columns[sort]}</option>`)}</select>
    </label>
    <button type="button" aria-label=${way} title=${way} @click=${turn}>${view.down ? icons.sortDown : icons.sortUp}</button>
  </div>`;
}

/** What stands in the table's place where nobody matches. */
export function nobody({ view, change }: ViewControl): TemplateResult {
  const everywhere = () => {
    change({ ...view, status: "all" });
  };
  return html`<div class="empty-note">
    <p>${words.none}</p>
    ${view.status === "all" ? nothing : html`<p class="actions"><button type="button" @click=${everywhere}>${words.everywhere}</button></p>`}
  </div>`;
}
