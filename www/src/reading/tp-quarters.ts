import { html, nothing, type TemplateResult } from "lit";
import { quarterOf, yearOf } from "../calendar.ts";
import "../charts/tp-quarters-chart.ts";
import { refusal } from "../components/refusal.ts";
import { text } from "../text/index.ts";
import type { EmotionalTrend } from "../vault/api.ts";
import { ReadingPage } from "./reading-page.ts";

const words = text.reading.quarters;

/** The quarters of all years beside each other. */
export class QuartersPage extends ReadingPage {
  static override properties = { ...ReadingPage.properties, quarters: { state: true } };
  declare quarters: EmotionalTrend[];

  constructor() {
    super();
    this.quarters = [];
  }

  protected override async show(): Promise<void> {
    this.quarters = await this.record.trends("quarter");
  }

  protected override render(): TemplateResult {
    return html`<section class="reading" aria-labelledby="quarters-title">
      <header class="section-head"><h2 id="quarters-title" tabindex="-1" data-focus>${words.title}</h2></header>
      ${refusal(this.failure)} ${this.course ? this.#body() : nothing}
    </section>`;
  }

  #body(): TemplateResult {
    const { quarters } = this;
    if (quarters.length === 0) return html`<p class="empty-note">${words.empty}</p>`;
    const sentence = sentenceOf(quarters);
    return html`<div class="card"><p class="reading-said">${sentence}</p>
      <tp-quarters-chart .quarters=${quarters} .sentence=${sentence}></tp-quarters-chart></div>`;
  }
}

/** The latest quarter beside the same one a year before, and the outermost ones. */
function sentenceOf(quarters: EmotionalTrend[]): string {
  const [latest, ...others] = quarters.toReversed();
  if (!latest) return words.empty;
  const { start_date } = latest;
  const isYearBefore = (one: EmotionalTrend) => yearOf(one.start_date) === yearOf(start_date) - 1 && quarterOf(one.start_date) === quarterOf(start_date);
  const said = words.latest(latest, others.find(isYearBefore) ?? null);
  const byMean = quarters.toSorted((one, other) => other.avg_emotional_score - one.avg_emotional_score);
  const [best, worst] = [byMean[0], byMean.at(-1)];
  return best && worst && best !== worst ? `${said} ${words.extremes(best, worst)}` : said;
}

customElements.define("tp-quarters", QuartersPage);
