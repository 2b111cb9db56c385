import { html, nothing, type PropertyValues, type TemplateResult } from "lit";
import "../charts/timeline/tp-timeline-chart.ts";
import type { Span } from "../charts/timeline/window.ts";
import { refusal } from "../components/refusal.ts";
import { state } from "../state.ts";
import { today } from "../text/format.ts";
import { text } from "../text/index.ts";
import { KINDS, nameOf, periodAt, stepFrom, type PeriodKind } from "./period-kinds.ts";
import * as parts from "./period-parts.ts";
import { loadPeriod, type PeriodView } from "./period-view.ts";
import { ReadingPage } from "./reading-page.ts";
import type { Course } from "./record.ts";
import { steps, type Step } from "./steps.ts";
import { extentOf } from "./timeline-view.ts";
import type { Review } from "./views.ts";

const words = text.reading.periods;

/** A review of one period: what it was, beside the one before it. All kinds of period are this page. */
export class PeriodPage extends ReadingPage {
  static override properties = { ...ReadingPage.properties, review: { attribute: false }, period: { state: true } };
  declare review: Review;
  declare period: PeriodView | null;

  constructor() {
    super();
    this.period = null;
  }

  protected override willUpdate(changed: PropertyValues<this>): void {
    if (!changed.has("review") || !this.hasUpdated) {
      super.willUpdate(changed);
      return;
    }
    // A period of the kind before would stand under the new title.
    this.period = null;
    if (state.vault) void this.attempt((vault) => this.load(vault));
  }

  protected override async show(course: Course, isCurrent: () => boolean): Promise<void> {
    const { review } = this;
    const kind = KINDS[review];
    const date = this.at || (course.sessions.at(-1)?.timestamp.slice(0, 10) ?? today());
    const period = await loadPeriod(this.record, course, kind, periodAt(kind, date));
    if (isCurrent() && review === this.review) this.period = period;
  }

  protected override render(): TemplateResult {
    return html`<section class="reading" aria-labelledby="period-title">
      <header class="section-head"><h2 id="period-title" tabindex="-1" data-focus>${words.titles[this.review]}</h2></header>
      ${refusal(this.failure)} ${this.course && this.period ? this.#body(this.course, this.period) : nothing}
    </section>`;
  }

  #body(course: Course, period: PeriodView): TemplateResult {
    const kind = KINDS[this.review];
    const { current, timeline, goals } = period;
    if (course.sessions.length === 0) return html`<p class="empty-note">${words.empty}</p>`;
    return html`${this.#steps(kind, current.span, course)}
      <div class="card period">
        <p class="reading-said">${parts.periodSentence(period)}</p>
        ${part(words.numbers, parts.numbersTable(period))}
        ${part(words.chart, html`<tp-timeline-chart .view=${timeline}></tp-timeline-chart>`)}
        ${kind.rows ? part(words.parts[kind.rows], parts.rowsTable(kind.rows, period.rows)) : part(words.held, parts.sessionsTable(current.sessions))}
        ${part(words.goals, parts.goalsTable(goals))}
        ${part(words.techniques, parts.techniquesTable(period))}
        <div class="columns">
          ${part(words.reached, parts.milestoneList(current.milestones))} ${part(words.happened, parts.eventList(current.events))}
        </div>
      </div>`;
  }

  #steps(kind: PeriodKind, span: Span, course: Course): TemplateResult {
    const extent = extentOf(course);
    const to = (by: 1 | -1): Step | null => {
      const next = stepFrom(kind, span, by, course.sessions, extent);
      return next && { name: nameOf(kind, next), at: next.end };
    };
    return steps(this.record.clientId, this.review, nameOf(kind, span), to(-1), to(1));
  }
}

function part(title: string, content: TemplateResult): TemplateResult {
  return html`<section class="report-part"><h3>${title}</h3>${content}</section>`;
}

customElements.define("tp-period", PeriodPage);
