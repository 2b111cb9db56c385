import { html, type PropertyValues, type TemplateResult } from "lit";
import { LightElement } from "../components/light-element.ts";
import { text } from "../text/index.ts";
import { formatDate, formatPercent } from "../text/format.ts";
import type { GoalUpdate } from "../vault/api.ts";
import { drawGoal } from "./goal-plot.ts";
import { drawScaled, watchWidth } from "./theme.ts";

/** A goal's progress over time, drawn and as a table with its notes. */
export class GoalChart extends LightElement {
  static override properties = { history: { attribute: false }, description: {}, width: { state: true } };
  /** Oldest first, at least one entry. */
  declare history: GoalUpdate[];
  declare description: string;
  declare width: number;
  #stop: (() => void) | null = null;

  constructor() {
    super();
    this.history = [];
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
    return html`<figure class="chart">
      <div class="drawing" role="img" aria-label=${this.#sentence()}></div>
      <table>
        <thead><tr><th scope="col">${text.words.date}</th><th scope="col" class="number">${text.goals.percentage}</th>
          <th scope="col">${text.words.notes}</th></tr></thead>
        <tbody>${this.history.toReversed().map((update) => this.#row(update))}</tbody>
      </table>
    </figure>`;
  }

  protected override updated(changed: PropertyValues<this>): void {
    const drawing = this.querySelector(".drawing");
    if (!drawing || this.width < 40 || !(changed.has("history") || changed.has("width"))) return;
    drawing.replaceChildren(drawScaled((room) => drawGoal(this.history, room), this.width));
  }

  #sentence(): string {
    const first = this.history[0]?.completion_percentage ?? 0;
    const last = this.history.at(-1)?.completion_percentage ?? 0;
    return text.goals.historySummary(this.description, first, last, this.history.length);
  }

  #row({ timestamp, completion_percentage, notes }: GoalUpdate): TemplateResult {
    return html`<tr><th scope="row">${formatDate(timestamp)}</th><td class="number">${formatPercent(completion_percentage)}</td>
      <td>${notes}</td></tr>`;
  }
}

customElements.define("tp-goal-chart", GoalChart);
