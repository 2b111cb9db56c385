import { html, nothing, type TemplateResult } from "lit";
import { LightElement } from "../components/light-element.ts";
import { Following } from "../pages/following.ts";
import { href } from "../router.ts";
import { state } from "../state.ts";
import { text } from "../text/index.ts";
import { CourseRecord } from "./record.ts";
import "./tp-period.ts";
import "./tp-quarters.ts";
import "./tp-timeline.ts";
import "./tp-year.ts";
import { isReview, PICTURES, REVIEWS, type ReadingView } from "./views.ts";

const words = text.reading.views;

/** A client's course, in the view that the address names. */
export class TrendPage extends LightElement {
  static override properties = { clientId: { attribute: false }, view: { attribute: false }, at: { attribute: false } };
  declare clientId: string;
  declare view: ReadingView;
  declare at: string;
  #record: CourseRecord | null = null;

  constructor() {
    super();
    new Following(this, () => {
      this.#begin();
      this.requestUpdate();
    });
  }

  override connectedCallback(): void {
    super.connectedCallback();
    this.#begin();
  }

  #begin(): void {
    this.#record = state.vault ? new CourseRecord(state.vault, this.clientId) : null;
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.#record = null;
  }

  protected override render(): TemplateResult {
    return html`<nav class="views no-print" aria-label=${words.label}>
        ${this.#links(words.pictures, PICTURES)} ${this.#links(words.reviews, REVIEWS)}
      </nav>
      ${this.#record ? this.#view(this.#record) : nothing}`;
  }

  #links(label: string, views: readonly ReadingView[]): TemplateResult {
    return html`<ul aria-label=${label}>${views.map((view) => {
      const current = view === this.view ? "page" : nothing;
      const address = href({ page: "client", client: this.clientId, section: "trend", view });
      return html`<li><a href=${address} aria-current=${current}>${words.links[view]}</a></li>`;
    })}</ul>`;
  }

  #view(record: CourseRecord): TemplateResult {
    const { view, at } = this;
    if (view === "timeline") return html`<tp-timeline .record=${record}></tp-timeline>`;
    if (view === "quarters") return html`<tp-quarters .record=${record}></tp-quarters>`;
    if (!isReview(view)) return html`<tp-year .record=${record} .at=${at}></tp-year>`;
    return html`<tp-period .record=${record} .review=${view} .at=${at}></tp-period>`;
  }
}

customElements.define("tp-trend", TrendPage);
