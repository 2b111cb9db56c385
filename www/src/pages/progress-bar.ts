import { html, type TemplateResult } from "lit";
import { text } from "../text/index.ts";
import type { Progress } from "../vault/api.ts";

/** A bar with words; without a total it only says that work goes on. */
export function progressBar(label: string, { done, total }: Progress): TemplateResult {
  if (total === 0) return html`<p role="status">${label} <progress aria-label=${label}></progress></p>`;
  return html`<p role="status">${label} <span class="number">${text.words.progress(done, total)}</span>
    <progress max=${total} value=${done} aria-label=${label}></progress></p>`;
}
