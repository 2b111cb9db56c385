import { html, nothing, type PropertyValues, type TemplateResult } from "lit";
import { inputField } from "../components/field.ts";
import { icons } from "../components/icons.ts";
import { refusal } from "../components/refusal.ts";
import type { FieldErrors } from "../components/session-draft.ts";
import { AUDIENCES, type Audience } from "../report/audience.ts";
import { loadReport, type ReportData } from "../report/data.ts";
import { forAudience, type ReportView } from "../report/for-audience.ts";
import { PAPER_SIZES, printsMargins, usualPaper, type PaperSize } from "../report/page-sheet.ts";
import { PaperController, type Paper } from "../report/paper.ts";
import { state } from "../state.ts";
import { text } from "../text/index.ts";
import { today } from "../text/format.ts";
import type { CaseloadEntry } from "../vault/api.ts";
import type { VaultClient } from "../vault/client.ts";
import { Following } from "./following.ts";
import { FormPage, valuesOf } from "./page.ts";
import { reportDocument } from "./report-document.ts";
import { boundsOf, type Window } from "./windows.ts";

const words = text.report;
const paper = text.paper;
const DAYS = [7, 14, 30, 90, 365, 730];

/** The progress report over any timeframe and for any reader, on the screen and on paper. */
export class ReportPage extends FormPage {
  static override properties = {
    ...FormPage.properties,
    clientId: { attribute: false },
    entry: { attribute: false },
    window: { state: true },
    picking: { state: true },
    audience: { state: true },
    code: { state: true },
    size: { state: true },
    data: { state: true },
  };
  declare clientId: string;
  declare entry: CaseloadEntry;
  declare window: Window;
  /** True while an own range is being chosen. */
  declare picking: boolean;
  declare audience: Audience;
  /** Stands for the client where nobody is to be named. */
  declare code: string;
  declare size: PaperSize;
  declare data: ReportData | null;
  #view: ReportView | null = null;

  constructor() {
    super();
    this.window = { kind: "days", days: 90 };
    this.picking = false;
    this.audience = "own";
    this.code = paper.codeDefault;
    this.size = usualPaper(navigator.language);
    this.data = null;
    new Following(this, () => void this.attempt((vault) => this.load(vault)));
    new PaperController(this, () => this.#paper(), () => void this.#notePrinted());
  }

  /** Printing takes records away, so it leaves a line in the audit log. Nothing tells a page whether it was cancelled. */
  async #notePrinted(): Promise<void> {
    try {
      await state.vault?.call("noteReportPrinted", this.clientId);
    } catch {
      state.notify(text.audit.printNotNoted);
    }
  }

  protected override async load(vault: VaultClient): Promise<void> {
    const chosen = this.window;
    const frame = chosen.kind === "days" ? { timeframe_days: chosen.days } : boundsOf(chosen, this.entry);
    const data = await loadReport(vault, this.clientId, frame);
    if (chosen === this.window) this.data = data;
  }

  protected override willUpdate(changed: PropertyValues<this>): void {
    if (!["data", "audience", "code", "entry"].some((name) => changed.has(name as keyof ReportPage))) return;
    const { data, audience, clientId, entry } = this;
    const subject = { name: entry.display_name, clientId, code: this.code.trim() || paper.codeDefault };
    this.#view = data && forAudience(data, audience, subject);
  }

  protected override render(): TemplateResult {
    return html`<section aria-labelledby="report-title">
      <header class="section-head">
        <h2 id="report-title" tabindex="-1" data-focus>${words.title}</h2>
        <button type="button" class="primary no-print" ?disabled=${!this.#view} @click=${() => { print(); }}>${icons.file}${paper.print}</button>
      </header>
      <div class="report-tools no-print">${this.#readers()} ${this.#timeframes()} ${this.#sizes()}</div>
      ${refusal(this.failure)} ${this.#sheet()}
    </section>`;
  }

  #sheet(): TemplateResult | typeof nothing {
    if (!this.#view) return this.loaded ? nothing : html`<p>${text.words.loading}</p>`;
    return html`<article class="card report" aria-busy=${this.busy ? "true" : "false"}>${reportDocument(this.#view)}</article>`;
  }

  #readers(): TemplateResult {
    const button = (audience: Audience) =>
      choice(paper.audiences[audience], this.audience === audience, () => { this.audience = audience; });
    return html`${choices(paper.audience, AUDIENCES.map(button))}
      <p class="hint">${paper.audienceHints[this.audience]}</p>
      ${this.audience === "supervisor" ? this.#naming() : nothing}`;
  }

  #naming(): TemplateResult {
    const rename = (event: Event) => {
      this.code = (event.target as HTMLInputElement).value;
    };
    return html`<div class="report-code" @input=${rename}>
        ${inputField({ id: "report-code", name: "code", label: paper.code, hint: paper.codeHint, value: this.code })}
      </div>
      <p class="caution">${icons.info}<span>${paper.check}</span></p>`;
  }

  #timeframes(): TemplateResult {
    const { window, picking } = this;
    const isDays = (days: number) => !picking && window.kind === "days" && window.days === days;
    const pick = () => {
      this.picking = true;
    };
    const buttons = [
      ...DAYS.map((days) => choice(words.days(days), isDays(days), () => { this.#choose({ kind: "days", days }); })),
      choice(words.all, !picking && window.kind === "all", () => { this.#choose({ kind: "all" }); }),
      choice(words.own, picking || window.kind === "own", pick),
    ];
    return html`${choices(words.timeframe, buttons)} ${picking ? this.#ownRange() : nothing}`;
  }

  #ownRange(): TemplateResult {
    const { start_date, end_date } = boundsOf(this.window, this.entry);
    const errors = this.errors;
    return html`<form class="range" novalidate @submit=${this.#chooseRange}>
      ${inputField({ id: "range-start", name: "start_date", label: words.from, type: "date", value: start_date, max: today(), error: errors["start_date"] })}
      ${inputField({ id: "range-end", name: "end_date", label: words.to, type: "date", value: end_date, error: errors["end_date"] })}
      <button class="primary">${words.show}</button>
    </form>`;
  }

  #sizes(): TemplateResult {
    const button = (size: PaperSize) => choice(paper.sizes[size], this.size === size, () => { this.size = size; });
    return html`${choices(paper.size, PAPER_SIZES.map(button))} ${printsMargins() ? nothing : html`<p class="hint">${paper.noMargins}</p>`}`;
  }

  /** What stands around the document on paper. */
  #paper(): Paper | null {
    if (!this.#view) return null;
    const { subject, report } = this.#view;
    return {
      size: this.size,
      title: paper.fileTitle(report.report_date.slice(0, 10)),
      headLeft: `${words.title} · ${subject}`,
      headRight: paper.span(report.timeframe_start, report.timeframe_end),
      footLeft: `${paper.confidential} · ${words.made(report.report_date)}`,
      page: paper.pageOf,
    };
  }

  #choose(window: Window): void {
    this.window = window;
    this.picking = false;
    this.errors = {};
    void this.attempt((vault) => this.load(vault));
  }

  async #chooseRange(event: SubmitEvent): Promise<void> {
    event.preventDefault();
    const { start_date: start = "", end_date: end = "" } = valuesOf(event.currentTarget as HTMLFormElement);
    const found = checkRange(start, end);
    if (Object.keys(found).length === 0) this.window = { kind: "own", start, end };
    await this.submit(found, (vault) => this.load(vault));
  }
}

function choice(label: string, pressed: boolean, choose: () => void): TemplateResult {
  return html`<button type="button" aria-pressed=${pressed ? "true" : "false"} @click=${choose}>${label}</button>`;
}

function choices(label: string, buttons: TemplateResult[]): TemplateResult {
  return html`<div class="report-tool">
    <span class="report-tool-label" aria-hidden="true">${label}</span>
    <div class="segments" role="group" aria-label=${label}>${buttons}</div>
  </div>`;
}

function checkRange(start: string, end: string): FieldErrors {
  if (!start) return { start_date: text.errors.required };
  if (!end) return { end_date: text.errors.required };
  return end < start ? { end_date: text.errors.rangeOrder } : {};
}

customElements.define("tp-report", ReportPage);
