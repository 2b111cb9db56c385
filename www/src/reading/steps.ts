import { html, nothing, type TemplateResult } from "lit";
import { icons } from "../components/icons.ts";
import { href } from "../router.ts";
import { text } from "../text/index.ts";
import type { ReadingView } from "./views.ts";

/** Where a step leads. */
export interface Step {
  name: string;
  /** A date in the period. */
  at: string;
}

const words = text.reading;

/** A link that keeps its place, and with it the focus, where there is nowhere to go. */
function stepLink(client: string, view: ReadingView, step: Step | null, label: string, shown: TemplateResult): TemplateResult {
  const address = step ? href({ page: "client", client, section: "trend", view, at: step.at }) : nothing;
  const off = step ? nothing : "true";
  return html`<a class="button step" href=${address} role=${step ? nothing : "link"} aria-disabled=${off}
    tabindex=${step ? nothing : "-1"} aria-label=${label}>${shown}</a>`;
}

/** The period's name between the links to the one before and the one after. */
export function steps(client: string, view: ReadingView, name: string, earlier: Step | null, later: Step | null): TemplateResult {
  const back = earlier ? words.periods.earlier(earlier.name) : words.timeline.earlier;
  const on = later ? words.periods.later(later.name) : words.timeline.later;
  return html`<div class="steps" role="group" aria-label=${words.periods.steps}>
    ${stepLink(client, view, earlier, back, html`${icons.back}<span>${words.timeline.earlier}</span>`)}
    <p class="steps-name" aria-live="polite">${name}</p>
    ${stepLink(client, view, later, on, html`<span>${words.timeline.later}</span>${icons.forward}`)}
  </div>`;
}
