import { html, nothing, type TemplateResult } from "lit";
import { isKind, KINDS } from "../audit/kinds.ts";
import { field } from "../components/field.ts";
import { refusal } from "../components/refusal.ts";
import { text } from "../text/index.ts";
import { formatDate, formatTime, formatWhole } from "../text/format.ts";
import type { CaseloadEntry } from "../vault/api.ts";
import type { VaultClient } from "../vault/client.ts";
import type { AuditFilter, AuditLine } from "../vault/trust.ts";
import { Page, valuesOf } from "./page.ts";
import "./tp-audit-check.ts";
import "./tp-audit-compare.ts";
import "./tp-records-check.ts";

const words = text.audit;
/** How many lines one page of the log has. */
const PAGE = 100;

/** Who did what, and whether the log is still as it was written. */
export class AuditPage extends Page {
  static override properties = {
    ...Page.properties,
    lines: { state: true },
    clients: { state: true },
    complete: { state: true },
  };
  declare lines: AuditLine[];
  declare clients: CaseloadEntry[];
  /** Whether there is no earlier line that fits. */
  declare complete: boolean;

  #filter: AuditFilter = {};

  constructor() {
    super();
    this.lines = [];
    this.clients = [];
    this.complete = true;
  }

  protected override async load(vault: VaultClient): Promise<void> {
    const entries = await vault.call("getCaseload");
    this.clients = entries.toSorted((one, other) => one.display_name.localeCompare(other.display_name));
    await this.#more(vault, []);
  }

  protected override render(): TemplateResult {
    return html`<h1 tabindex="-1" data-focus>${words.title}</h1>
      <p class="lead">${words.lead}</p>
      <div class="columns">
        <div class="checks">
          <section class="card" aria-labelledby="check-title">
            <h2 id="check-title">${words.checkTitle}</h2>
            <tp-audit-check></tp-audit-check>
          </section>
          <section class="card" aria-labelledby="records-title">
            <h2 id="records-title">${text.recordsCheck.title}</h2>
            <tp-records-check></tp-records-check>
          </section>
        </div>
        <section class="card" aria-labelledby="compare-title">
          <h2 id="compare-title">${words.compareTitle}</h2>
          <tp-audit-compare></tp-audit-compare>
        </section>
      </div>
      <section class="card" aria-labelledby="lines-title">
        <h2 id="lines-title">${words.linesTitle}</h2>
        ${this.#form()} ${refusal(this.failure)} ${this.loaded ? this.#log() : html`<p role="status">${text.words.loading}</p>`}
      </section>`;
  }

  #form(): TemplateResult {
    const option = (value: string, name: string) => html`<option value=${value}>${name}</option>`;
    return html`<form class="audit-filter" novalidate @submit=${this.#apply}>
      ${field({ id: "audit-client", label: words.client }, html`<select id="audit-client" name="client">
        ${option("", words.anyClient)} ${this.clients.map((one) => option(one.client_id, one.display_name || one.client_id))}
      </select>`)}
      ${field({ id: "audit-kind", label: words.kind }, html`<select id="audit-kind" name="kind">
        ${option("", words.anyKind)} ${Object.keys(KINDS).filter(isKind).map((kind) => option(kind, words.kinds[kind]))}
      </select>`)}
      ${field({ id: "audit-from", label: words.from }, html`<input id="audit-from" name="from" type="date" />`)}
      ${field({ id: "audit-to", label: words.to }, html`<input id="audit-to" name="to" type="date" />`)}
      <p class="actions"><button ?disabled=${this.busy}>${words.show}</button></p>
    </form>`;
  }

  async #apply(event: SubmitEvent): Promise<void> {
    event.preventDefault();
    const { client, kind = "", from, to } = valuesOf(event.currentTarget as HTMLFormElement);
    this.#filter = {
      ...(client ? { client_id: client } : {}),
      ...(isKind(kind) ? { actions: [...KINDS[kind]] } : {}),
      ...(from ? { start_date: from } : {}),
      ...(to ? { end_date: to } : {}),
    };
    await this.attempt((vault) => this.#more(vault, []));
  }

  async #more(vault: VaultClient, before: AuditLine[]): Promise<void> {
    const last = before.at(-1);
    const after = last ? { before: last.sequence } : {};
    const lines = await vault.call("getAuditLog", { ...this.#filter, ...after, limit: PAGE, skip_damaged: true });
    this.lines = [...before, ...lines];
    this.complete = lines.length < PAGE;
  }

  #log(): TemplateResult {
    if (this.lines.length === 0) return html`<p role="status">${words.none}</p>`;
    return html`<p role="status" class="hint">${words.shown(this.lines.length)}</p>
      <ol class="audit-lines">${this.lines.map((line, place) => html`${this.#unreadable(this.lines[place - 1], line)}${this.#line(line)}`)}</ol>
      ${this.complete
        ? html`<p class="hint">${words.beginning}</p>`
        : html`<p class="actions"><button type="button" ?disabled=${this.busy} @click=${() => this.attempt((vault) => this.#more(vault, this.lines))}>${words.earlier}</button></p>`}`;
  }

  /** Says which lines are missing between two neighbours, where every line should be here. */
  #unreadable(later: AuditLine | undefined, line: AuditLine): TemplateResult | typeof nothing {
    const isWhole = Object.keys(this.#filter).length === 0;
    if (!isWhole || !later || later.sequence === line.sequence + 1) return nothing;
    return html`<li class="audit-unreadable">${words.unreadable(formatWhole(line.sequence + 1), formatWhole(later.sequence - 1))}</li>`;
  }

  #line(line: AuditLine): TemplateResult {
    const about = line.client_destroyed ? words.destroyed : this.#name(line.client_id);
    return html`<li>
      <span class="audit-when"><time datetime=${line.timestamp}>${formatDate(line.timestamp)}, ${formatTime(line.timestamp)}</time></span>
      <span class="audit-what">${words.action(line.action)}${line.outcome === "damaged" ? html` <em>${words.damaged}</em>` : nothing}</span>
      <span class="audit-whom">${about}</span>
      <span class="audit-number number">${words.number(formatWhole(line.sequence))}</span>
    </li>`;
  }

  #name(id: string | null): string {
    return id === null ? "" : this.clients.find((one) => one.client_id === id)?.display_name || id;
  }
}

customElements.define("tp-audit", AuditPage);
