import { html, nothing, type TemplateResult } from "lit";
import "../charts/timeline/tp-timeline-chart.ts";
import type { TimelineView } from "../charts/timeline/view.ts";
import { clamp, lengthOf, longer, moved, resized, shorter, type Span } from "../charts/timeline/window.ts";
import { icons } from "../components/icons.ts";
import { refusal } from "../components/refusal.ts";
import { formatScore, formatSpread, formatWhole } from "../text/format.ts";
import { text } from "../text/index.ts";
import { Gestures } from "./gestures.ts";
import { ReadingPage } from "./reading-page.ts";
import type { Course } from "./record.ts";
import { extentOf, loadTimeline, openingSpan } from "./timeline-view.ts";
import "./tp-events.ts";

const words = text.reading.timeline;

/** The spans that have a button of their own, in days. */
const SPANS: [string, number][] = [
  [words.spans.d31, 31],
  [words.spans.d92, 92],
  [words.spans.d366, 366],
  [words.spans.d731, 731],
];

/** The share of the window that one step moves it by. */
const STRIDE = 0.5;

/** The timeline of everything, with a window that zooms and moves. */
export class TimelinePage extends ReadingPage {
  static override properties = { ...ReadingPage.properties, span: { state: true }, view: { state: true } };
  /** What is asked for; the drawing follows when its numbers are there. */
  declare span: Span | null;
  declare view: TimelineView | null;
  #gestures = new Gestures({ move: (share) => this.#move(share), zoom: (by, anchor) => this.#zoom(by, anchor) });

  constructor() {
    super();
    this.span = null;
    this.view = null;
  }

  protected override async show(course: Course): Promise<void> {
    const span = clamp(this.span ?? openingSpan(extentOf(course)), extentOf(course));
    this.span = span;
    const view = await loadTimeline(this.record, course, span);
    if (span === this.span) this.view = view;
  }

  protected override render(): TemplateResult {
    return html`<section class="reading" aria-labelledby="timeline-title">
      <header class="section-head">
        <h2 id="timeline-title" tabindex="-1" data-focus>${words.title}</h2>
        <div class="segments" role="group" aria-label=${words.window}>${this.#choices()}</div>
      </header>
      ${refusal(this.failure)} ${this.course && this.span ? this.#body(this.course, this.span) : nothing}
    </section>`;
  }

  #choices(): TemplateResult[] {
    const { course, span } = this;
    const extent = course && extentOf(course);
    const days = span ? lengthOf(span) : 0;
    const isAll = extent !== null && days >= lengthOf(extent);
    // Until the record is there, none of them could do anything.
    const choice = (label: string, pressed: boolean, choose: () => void) =>
      html`<button type="button" aria-pressed=${pressed ? "true" : "false"} ?disabled=${!course} @click=${choose}>${label}</button>`;
    const spans = SPANS.map(([label, length]) => choice(label, !isAll && days === length, () => { this.#resize(length); }));
    return [...spans, choice(words.spans.all, isAll, () => { if (extent) this.#go(extent); })];
  }

  #body(course: Course, span: Span): TemplateResult {
    return html`<div class="card timeline-card" @keydown=${this.#key}>
        ${this.#controls(course, span)} ${this.#figures()}
        <div class="timeline-hold" tabindex="0" role="group" aria-label=${words.drawing} aria-describedby="timeline-keys"
          @pointerdown=${this.#gestures.down} @pointermove=${this.#gestures.drag} @pointerup=${this.#gestures.up}
          @pointercancel=${this.#gestures.up} @wheel=${this.#gestures.wheel}>
          <tp-timeline-chart .view=${this.view}></tp-timeline-chart>
        </div>
        <p class="hint" id="timeline-keys">${words.keys}</p>
      </div>
      <tp-events .record=${this.record} .events=${course.events} @tp-events-changed=${this.#eventsChanged}></tp-events>`;
  }

  #controls(course: Course, span: Span): TemplateResult {
    const extent = extentOf(course);
    const control = (label: string, isOff: boolean, act: () => void, shown: TemplateResult) =>
      html`<button type="button" class="round" aria-label=${label} aria-disabled=${isOff ? "true" : "false"} @click=${act}>${shown}</button>`;
    return html`<div class="timeline-controls no-print">
      ${control(words.earlier, span.start <= extent.start, () => { this.#move(-STRIDE); }, icons.back)}
      ${control(words.later, span.end >= extent.end, () => { this.#move(STRIDE); }, icons.forward)}
      <p class="timeline-range" role="status">${words.range(span.start, span.end)}</p>
      ${control(words.wider, longer(span, extent) === undefined, () => { this.#zoom(1); }, icons.minus)}
      ${control(words.closer, shorter(span) === undefined, () => { this.#zoom(-1); }, icons.plus)}
    </div>`;
  }

  #figures(): TemplateResult {
    const whole = this.view?.whole;
    const figure = (label: string, value: string | undefined) => html`<div><dt>${label}</dt><dd class="number">${value ?? "–"}</dd></div>`;
    return html`<dl class="figures">
      ${figure(text.trend.directionLabel, whole ? text.moods.direction(whole.trend_direction) : undefined)}
      ${figure(text.trend.mean, whole ? formatScore(whole.avg_emotional_score) : undefined)}
      ${figure(text.trend.spread, whole ? formatSpread(whole.volatility) : undefined)}
      ${figure(text.trend.points, whole ? formatWhole(whole.data_points) : undefined)}
    </dl>`;
  }

  #key(event: KeyboardEvent): void {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const act = this.#actionOf(event.key);
    if (!act) return;
    event.preventDefault();
    act();
  }

  #actionOf(key: string): (() => void) | undefined {
    const extent = this.course && extentOf(this.course);
    const far = extent ? lengthOf(extent) : 0;
    const actions: Record<string, () => void> = {
      "+": () => this.#zoom(-1),
      "=": () => this.#zoom(-1),
      "-": () => this.#zoom(1),
      "−": () => this.#zoom(1),
      ArrowLeft: () => this.#move(-STRIDE),
      ArrowRight: () => this.#move(STRIDE),
      Home: () => this.#moveDays(-far),
      End: () => this.#moveDays(far),
    };
    return actions[key];
  }

  /** One step closer (−1) or wider (+1), around a share of the window; its end stays where that is the latest day. */
  #zoom(by: 1 | -1, anchor = this.#anchor()): void {
    if (!this.span || !this.course) return;
    const days = by < 0 ? shorter(this.span) : longer(this.span, extentOf(this.course));
    if (days !== undefined) this.#go(resized(this.span, days, anchor));
  }

  #resize(days: number): void {
    if (this.span) this.#go(resized(this.span, days, this.#anchor()));
  }

  #anchor(): number {
    return this.course && this.span && this.span.end >= extentOf(this.course).end ? 1 : 0.5;
  }

  #move(share: number): void {
    if (this.span) this.#moveDays(Math.sign(share) * Math.max(1, Math.round(Math.abs(share) * lengthOf(this.span))));
  }

  #moveDays(days: number): void {
    if (this.span) this.#go(moved(this.span, days));
  }

  #go(span: Span): void {
    const { course } = this;
    if (!course) return;
    this.span = clamp(span, extentOf(course));
    void this.attempt(() => this.show(course));
  }

  #eventsChanged(): void {
    void this.attempt((vault) => this.load(vault));
  }
}

customElements.define("tp-timeline", TimelinePage);
