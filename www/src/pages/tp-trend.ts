import { html, nothing, type TemplateResult } from "lit";
import "../charts/tp-trend-chart.ts";
import type { TrendView } from "../charts/view.ts";
import { refusal } from "../components/refusal.ts";
import { text } from "../text/index.ts";
import { formatScore } from "../text/format.ts";
import type { CaseloadEntry, EmotionalTrend } from "../vault/api.ts";
import type { VaultClient } from "../vault/client.ts";
import { Page } from "./page.ts";
import { loadTrend } from "./trend-view.ts";
import { boundsOf, type Window } from "./windows.ts";

const words = text.trend;

const WINDOWS: [string, Window][] = [
  [words.windows.d30, { kind: "days", days: 30 }],
  [words.windows.d90, { kind: "days", days: 90 }],
  [words.windows.d365, { kind: "days", days: 365 }],
  [words.windows.d730, { kind: "days", days: 730 }],
  [words.windows.all, { kind: "all" }],
];

/** The emotional trend over a window. */
export class TrendPage extends Page {
  static override properties = {
    ...Page.properties,
    clientId: { attribute: false },
    entry: { attribute: false },
    chosen: { state: true },
    view: { state: true },
  };
  declare clientId: string;
  declare entry: CaseloadEntry;
  /** Index of the chosen window. */
  declare chosen: number;
  declare view: TrendView | null;

  constructor() {
    super();
    this.chosen = 2;
    this.view = null;
  }

  protected override async load(vault: VaultClient): Promise<void> {
    const chosen = this.chosen;
    const [, window] = WINDOWS[chosen] ?? ["", { kind: "all" } as const];
    const bounds = boundsOf(window, this.entry);
    const report = await vault.call("generateProgressReport", this.clientId, bounds);
    const view = await loadTrend(vault, this.clientId, bounds, report.crisis_flags_count);
    if (chosen === this.chosen) this.view = view;
  }

  protected override render(): TemplateResult {
    return html`<section aria-labelledby="trend-title">
      <header class="section-head">
        <h2 id="trend-title" tabindex="-1" data-focus>${words.title}</h2>
        <div class="segments" role="group" aria-label=${words.window}>${WINDOWS.map(([label], index) => this.#choice(label, index))}</div>
      </header>
      ${refusal(this.failure)} ${this.#body()}
    </section>`;
  }

  #choice(label: string, index: number): TemplateResult {
    const choose = () => {
      this.chosen = index;
      void this.attempt((vault) => this.load(vault));
    };
    return html`<button type="button" aria-pressed=${index === this.chosen ? "true" : "false"} @click=${choose}>${label}</button>`;
  }

  #body(): TemplateResult | typeof nothing {
    if (!this.loaded) return html`<p>${text.words.loading}</p>`;
    if (!this.view) return this.failure ? nothing : html`<p class="empty-note">${words.empty}</p>`;
    return html`<div class="card">${keyNumbers(this.view.whole)}<tp-trend-chart .view=${this.view}></tp-trend-chart></div>`;
  }
}

function keyNumbers(whole: EmotionalTrend): TemplateResult {
  return html`<dl class="figures">
    <div><dt>${words.directionLabel}</dt><dd>${text.moods.direction(whole.trend_direction)}</dd></div>
    <div><dt>${words.mean}</dt><dd class="number">${formatScore(whole.avg_emotional_score)}</dd></div>
    <div><dt>${words.spread}</dt><dd class="number">${words.spreadValue(whole.volatility)}</dd></div>
    <div><dt>${words.points}</dt><dd class="number">${whole.data_points}</dd></div>
  </dl>`;
}

customElements.define("tp-trend", TrendPage);
