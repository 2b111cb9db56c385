import { html, nothing, type TemplateResult } from "lit";
import "../charts/tp-trend-chart.ts";
import type { TrendView } from "../charts/view.ts";
import { inputField } from "../components/field.ts";
import { refusal } from "../components/refusal.ts";
import type { FieldErrors } from "../components/session-draft.ts";
import { text } from "../text/index.ts";
import { today } from "../text/format.ts";
import type { CaseloadEntry, ProgressReport, TherapeuticGoal } from "../vault/api.ts";
import type { VaultClient } from "../vault/client.ts";
import { FormPage, valuesOf } from "./page.ts";
import * as parts from "./report-parts.ts";
import { loadTrend } from "./trend-view.ts";
import { boundsOf, type Window } from "./windows.ts";

const words = text.report;
const DAYS = [7, 14, 30, 90, 365, 730];

/** The progress report over any timeframe, on the screen and on paper. */
export class ReportPage extends FormPage {
  static override properties = {
    ...FormPage.properties,
    clientId: { attribute: false },
    entry: { attribute: false },
    window: { state: true },
    picking: { state: true },
    report: { state: true },
    view: { state: true },
    goals: { state: true },
  };
  declare clientId: string;
  declare entry: CaseloadEntry;
  declare window: Window;
  /** True while an own range is being chosen. */
  declare picking: boolean;
  declare report: ProgressReport | null;
  declare view: TrendView | null;
  declare goals: TherapeuticGoal[];

  constructor() {
    super();
    this.window = { kind: "days", days: 90 };
    this.picking = false;
    this.report = null;
    this.view = null;
    this.goals = [];
  }

  protected override async load(vault: VaultClient): Promise<void> {
    const chosen = this.window;
    const frame = chosen.kind === "days" ? { timeframe_days: chosen.days } : boundsOf(chosen, this.entry);
    const report = await vault.call("generateProgressReport", this.clientId, frame);
    const bounds = { start_date: report.timeframe_start, end_date: report.timeframe_end };
    const [view, goals] = await Promise.all([
      loadTrend(vault, this.clientId, bounds, report.crisis_flags_count),
      vault.call("getGoals", this.clientId, { active_only: false }),
    ]);
    if (chosen !== this.window) return;
    this.report = report;
    this.view = view;
    this.goals = goals;
  }

  protected override render(): TemplateResult {
    return html`<section aria-labelledby="report-title">
      <header class="section-head">
        <h2 id="report-title" tabindex="-1" data-focus>${words.title}</h2>
        <button type="button" class="no-print" @click=${() => { print(); }}>${words.print}</button>
      </header>
      ${this.#timeframes()} ${this.picking ? this.#ownRange() : nothing} ${refusal(this.failure)}
      ${this.report ? this.#paper(this.report) : html`<p>${this.loaded ? nothing : text.words.loading}</p>`}
    </section>`;
  }

  #timeframes(): TemplateResult {
    const { window, picking } = this;
    const isDays = (days: number) => !picking && window.kind === "days" && window.days === days;
    const pick = () => {
      this.picking = true;
    };
    return html`<div class="segments no-print" role="group" aria-label=${words.timeframe}>
      ${DAYS.map((days) => choice(words.days(days), isDays(days), () => { this.#choose({ kind: "days", days }); }))}
      ${choice(words.all, !picking && window.kind === "all", () => { this.#choose({ kind: "all" }); })}
      ${choice(words.own, picking, pick)}
    </div>`;
  }

  #ownRange(): TemplateResult {
    const { start_date, end_date } = boundsOf(this.window, this.entry);
    const errors = this.errors;
    return html`<form class="range no-print" novalidate @submit=${this.#chooseRange}>
      ${inputField({ id: "range-start", name: "start_date", label: words.from, type: "date", value: start_date, max: today(), error: errors["start_date"] })}
      ${inputField({ id: "range-end", name: "end_date", label: words.to, type: "date", value: end_date, error: errors["end_date"] })}
      <button class="primary">${words.show}</button>
    </form>`;
  }

  #paper(report: ProgressReport): TemplateResult {
    return html`<article class="card report" aria-busy=${this.busy ? "true" : "false"}>
      <p class="report-range"><strong>${words.range(report.timeframe_start, report.timeframe_end)}</strong>
        <span class="facts">${words.made(report.report_date)}</span></p>
      ${parts.reportFigures(report)}
      ${part(words.summary, html`<p class="prose">${report.summary}</p>`)}
      ${part(words.previous, parts.reportPrevious(report))}
      ${part(words.trend, this.view ? html`<tp-trend-chart .view=${this.view}></tp-trend-chart>` : html`<p>${words.noSessions}</p>`)}
      ${report.months.length > 1 ? part(words.months, parts.reportMonths(report.months)) : nothing}
      ${part(words.goals, parts.reportGoals(report, this.goals))}
      ${part(words.milestones, parts.reportMilestones(report))}
      ${part(words.techniques, parts.reportTechniques(report))}
      ${part(words.recommendations, recommendations(report))}
    </article>`;
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

function part(title: string, content: TemplateResult): TemplateResult {
  return html`<section class="report-part"><h3>${title}</h3>${content}</section>`;
}

function recommendations({ recommendations: suggestions }: ProgressReport): TemplateResult {
  return html`<ul class="suggestions">${suggestions.map((suggestion) => html`<li>${suggestion}</li>`)}</ul>
    <p class="judgement">${words.judgement}</p>`;
}

function checkRange(start: string, end: string): FieldErrors {
  if (!start) return { start_date: text.errors.required };
  if (!end) return { end_date: text.errors.required };
  return end < start ? { end_date: text.errors.rangeOrder } : {};
}

customElements.define("tp-report", ReportPage);
