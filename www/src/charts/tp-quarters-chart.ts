import { html, type TemplateResult } from "lit";
import { quarterOf, yearOf } from "../calendar.ts";
import { text } from "../text/index.ts";
import type { EmotionalTrend } from "../vault/api.ts";
import { ChartElement } from "./chart-element.ts";
import { drawQuarters } from "./quarters-plot.ts";

const words = text.reading.quarters;

/** The quarters of several years as a figure: drawing, sentence and table. */
export class QuartersChart extends ChartElement {
  static override properties = { ...ChartElement.properties, quarters: { attribute: false }, sentence: {} };
  /** Oldest first; a quarter without a session is left out. */
  declare quarters: EmotionalTrend[];
  declare sentence: string;

  constructor() {
    super();
    this.quarters = [];
    this.sentence = "";
  }

  protected override draw(width: number): Element | null {
    return this.quarters.length > 0 ? drawQuarters(this.quarters, width) : null;
  }

  protected override render(): TemplateResult {
    return html`<figure class="chart quarters-figure">
      <figcaption>${words.caption}</figcaption>
      ${this.frame(this.sentence)}
      <p class="chart-key">${words.key}</p>
      <details class="numbers">
        <summary>${text.trend.table}</summary>
        ${this.#table()}
        <p class="facts">${words.note}</p>
      </details>
    </figure>`;
  }

  #table(): TemplateResult {
    const years = [...new Set(this.quarters.map(({ start_date }) => yearOf(start_date)))];
    return html`<table>
      <thead><tr><th scope="col">${words.year}</th>${[1, 2, 3, 4].map((quarter) => html`<th scope="col" class="number">${words.name(quarter)}</th>`)}</tr></thead>
      <tbody>${years.map((year) => html`<tr><th scope="row">${year}</th>${[1, 2, 3, 4].map((quarter) => this.#cell(year, quarter))}</tr>`)}</tbody>
    </table>`;
  }

  #cell(year: number, quarter: number): TemplateResult {
    const trend = this.quarters.find(({ start_date }) => yearOf(start_date) === year && quarterOf(start_date) === quarter);
    return html`<td class="number">${trend ? words.cell(trend) : ""}</td>`;
  }
}

customElements.define("tp-quarters-chart", QuartersChart);
