import { html, nothing, type TemplateResult } from "lit";
import { formatDate, formatScore } from "../text/format.ts";
import { text } from "../text/index.ts";
import { ChartElement } from "./chart-element.ts";
import { drawYear, type YearDay } from "./year-plot.ts";

const words = text.reading.year;

/** A year day by day as a figure: drawing, sentence, key and table. */
export class YearChart extends ChartElement {
  static override properties = { ...ChartElement.properties, days: { attribute: false }, year: { type: Number }, sentence: {} };
  /** The days that held a session, oldest first. */
  declare days: YearDay[];
  declare year: number;
  declare sentence: string;

  constructor() {
    super();
    this.days = [];
    this.sentence = "";
  }

  protected override draw(width: number): Element {
    return drawYear(this.days, this.year, width);
  }

  protected override render(): TemplateResult {
    return html`<figure class="chart year-figure">
      <figcaption>${words.caption(this.year)}</figcaption>
      ${this.frame(this.sentence)}
      <p class="chart-key">${words.key}</p>
      ${this.days.length > 0 ? this.#table() : nothing}
    </figure>`;
  }

  #table(): TemplateResult {
    return html`<details class="numbers">
      <summary>${text.trend.table}</summary>
      <table>
        <thead><tr><th scope="col">${words.day}</th><th scope="col" class="number">${text.trend.score}</th><th scope="col">${words.flags}</th></tr></thead>
        <tbody>${this.days.map(({ date, score, flagged }) => html`<tr><th scope="row">${formatDate(date)}</th>
          <td class="number">${formatScore(score)}</td><td>${flagged ? words.flagged : nothing}</td></tr>`)}</tbody>
      </table>
    </details>`;
  }
}

customElements.define("tp-year-chart", YearChart);
