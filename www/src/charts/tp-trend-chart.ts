import { html, nothing, type PropertyValues, type TemplateResult } from "lit";
import { LightElement } from "../components/light-element.ts";
import { text } from "../text/index.ts";
import { formatDate, formatMonth, formatScore } from "../text/format.ts";
import type { EmotionalTrend } from "../vault/api.ts";
import { watchWidth } from "./theme.ts";
import { drawTrend } from "./trend-plot.ts";
import type { TrendView } from "./view.ts";

/**
 * The emotional trend as a figure: a caption, the drawing with its sentence, and the same numbers as a table.
 *
 * Nothing is told by colour alone; the two halves are labelled, the marks differ in shape.
 */
export class TrendChart extends LightElement {
  static override properties = { view: { attribute: false }, width: { state: true } };
  declare view: TrendView;
  declare width: number;
  #stop: (() => void) | null = null;

  constructor() {
    super();
    this.width = 0;
  }

  override connectedCallback(): void {
    super.connectedCallback();
    this.#stop = watchWidth(this, (width) => {
      this.width = width;
    });
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.#stop?.();
  }

  protected override render(): TemplateResult {
    const { whole, monthly } = this.view;
    return html`<figure class="chart ${monthly ? "monthly" : ""}">
      <figcaption>${text.trend.caption(whole.start_date, whole.end_date)}</figcaption>
      <div class="drawing" role="img" aria-label=${this.#sentence()}></div>
      <p class="chart-key">${monthly ? text.trend.monthly : text.trend.daily} ${this.#hasMarks() ? text.trend.marks : nothing}</p>
      <details class="numbers">
        <summary>${text.trend.table}</summary>
        ${this.#table()} ${this.#events()}
      </details>
    </figure>`;
  }

  protected override updated(changed: PropertyValues<this>): void {
    const drawing = this.querySelector(".drawing");
    if (!drawing || this.width < 40 || !(changed.has("view") || changed.has("width"))) return;
    drawing.replaceChildren(drawTrend(this.view, this.width));
  }

  #hasMarks(): boolean {
    return this.view.milestones.length + this.view.flagged.length > 0;
  }

  #sentence(): string {
    const { whole, milestones, flagged } = this.view;
    const { first_half_mean: first, second_half_mean: second } = whole;
    const sentences = [text.trend.summary(whole)];
    if (first !== null && second !== null) sentences.push(text.trend.halves(first, second));
    if (this.#hasMarks()) sentences.push(text.trend.extras(milestones.length, flagged.length));
    return sentences.join(" ");
  }

  #table(): TemplateResult {
    return html`<table>
      <thead><tr><th scope="col">${text.trend.when}</th><th scope="col" class="number">${text.trend.score}</th>
        <th scope="col" class="number">${text.trend.points}</th></tr></thead>
      <tbody>${this.view.points.map((point) => this.#row(point))}</tbody>
    </table>`;
  }

  #row({ start_date, avg_emotional_score, data_points }: EmotionalTrend): TemplateResult {
    const when = this.view.monthly ? formatMonth(start_date) : formatDate(start_date);
    return html`<tr><th scope="row">${when}</th><td class="number">${formatScore(avg_emotional_score)}</td>
      <td class="number">${data_points}</td></tr>`;
  }

  #events(): TemplateResult | typeof nothing {
    if (!this.#hasMarks()) return nothing;
    const { milestones, flagged } = this.view;
    return html`<p class="table-title">${text.trend.events}</p>
      <ul>
        ${milestones.map((one) => html`<li>${formatDate(one.achieved_date)}: ${text.trend.milestoneMark}, ${one.description}</li>`)}
        ${flagged.map((one) => html`<li>${formatDate(one.timestamp)}: ${text.trend.flagMark}, ${one.crisis_flags.join(", ")}</li>`)}
      </ul>`;
  }
}

customElements.define("tp-trend-chart", TrendChart);
