import { html, nothing, type TemplateResult } from "lit";
import { localDate, yearOf } from "../calendar.ts";
import "../charts/tp-year-chart.ts";
import type { YearDay } from "../charts/year-plot.ts";
import { refusal } from "../components/refusal.ts";
import { today } from "../text/format.ts";
import { text } from "../text/index.ts";
import type { EmotionalTrend } from "../vault/api.ts";
import { ReadingPage } from "./reading-page.ts";
import type { Course } from "./record.ts";
import { steps, type Step } from "./steps.ts";
import { extentOf } from "./timeline-view.ts";

const words = text.reading.year;

/** A year of days. Days without a session are all alike. */
export class YearPage extends ReadingPage {
  static override properties = { ...ReadingPage.properties, year: { state: true }, days: { state: true }, trend: { state: true } };
  declare year: number;
  declare days: YearDay[];
  declare trend: EmotionalTrend | null;

  constructor() {
    super();
    this.year = yearOf(today());
    this.days = [];
    this.trend = null;
  }

  protected override async show(course: Course, isCurrent: () => boolean): Promise<void> {
    const [days, years] = await Promise.all([this.record.trends("day"), this.record.trends("year")]);
    if (!isCurrent()) return;
    this.year = yearOf(this.at || (course.sessions.at(-1)?.timestamp ?? today()));
    this.days = daysOf(this.year, days, course);
    this.trend = years.find(({ start_date }) => yearOf(start_date) === this.year) ?? null;
  }

  protected override render(): TemplateResult {
    return html`<section class="reading" aria-labelledby="year-title">
      <header class="section-head"><h2 id="year-title" tabindex="-1" data-focus>${words.title}</h2></header>
      ${refusal(this.failure)} ${this.course ? this.#body(this.course) : nothing}
    </section>`;
  }

  #body(course: Course): TemplateResult {
    const { year, days, trend } = this;
    const extent = extentOf(course);
    const step = (to: number): Step | null => {
      const isHeld = to >= yearOf(extent.start) && to <= yearOf(extent.end);
      return isHeld ? { name: String(to), at: `${String(to)}-01-01` } : null;
    };
    const sentence = words.summary(year, days.length, trend);
    return html`${steps(this.record.clientId, "year", String(year), step(year - 1), step(year + 1))}
      <div class="card"><p class="reading-said">${sentence}</p>
        <tp-year-chart .year=${year} .days=${days} .sentence=${sentence}></tp-year-chart></div>`;
  }
}

function daysOf(year: number, trends: EmotionalTrend[], { sessions }: Course): YearDay[] {
  const flagged = new Set(sessions.filter((one) => one.crisis_flags > 0).map((one) => localDate(one.timestamp)));
  return trends
    .filter(({ start_date }) => yearOf(start_date) === year)
    .map(({ start_date: date, avg_emotional_score: score }) => ({ date, score, flagged: flagged.has(date) }));
}

customElements.define("tp-year", YearPage);
