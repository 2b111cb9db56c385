import { html, svg, type SVGTemplateResult, type TemplateResult } from "lit";

function icon(shape: SVGTemplateResult): TemplateResult {
  return html`<svg class="icon" viewBox="0 0 20 20" aria-hidden="true" focusable="false">${shape}</svg>`;
}

/** Decorative line icons. The words beside them carry the meaning. */
export const icons = {
  brand: icon(svg`<path d="M3 13.5c2.5 0 3-6 5.5-6s2.5 4.5 4.5 4.5S15.5 5 17.5 5"/><circle cx="3" cy="13.5" r="1.2"/>`),
  lock: icon(svg`<rect x="4.5" y="9" width="11" height="7.5" rx="1.5"/><path d="M7 9V6.5a3 3 0 0 1 6 0V9"/>`),
  plus: icon(svg`<path d="M10 4.5v11M4.5 10h11"/>`),
  minus: icon(svg`<path d="M4.5 10h11"/>`),
  back: icon(svg`<path d="M12 4.5 6.5 10l5.5 5.5"/>`),
  forward: icon(svg`<path d="m8 4.5 5.5 5.5L8 15.5"/>`),
  up: icon(svg`<path d="M5 14.5 14.5 5M7.5 5h7v7"/>`),
  level: icon(svg`<path d="M3.5 10h13M12 5.5l4.5 4.5-4.5 4.5"/>`),
  down: icon(svg`<path d="m5 5 9.5 9.5M14.5 7.5v7h-7"/>`),
  sortUp: icon(svg`<path d="m5.5 12 4.5-5 4.5 5"/>`),
  sortDown: icon(svg`<path d="m5.5 8 4.5 5 4.5-5"/>`),
  clock: icon(svg`<circle cx="10" cy="10" r="6.5"/><path d="M10 6.3V10l2.6 1.8"/>`),
  filter: icon(svg`<path d="M3.5 6h13M6 10h8M8.5 14h3"/>`),
  search: icon(svg`<circle cx="9" cy="9" r="4.5"/><path d="m12.5 12.5 3.5 3.5"/>`),
  flag: icon(svg`<path d="M10 4 17 16H3Z"/><path d="M10 8.5v3.5M10 14v.2"/>`),
  milestone: icon(svg`<path d="m10 3.5 6 6.5-6 6.5L4 10Z"/>`),
  pen: icon(svg`<path d="m5 15 .8-3.2L13 4.6l2.4 2.4-7.2 7.2Z"/>`),
  signed: icon(svg`<path d="M3.5 12.5c2-6 4.5-8 5-6.5s-3 7.5-1.5 8 2.5-4 3.5-3.5.5 2 1.5 2 1.5-1 2.5-1 1 1 2 1"/><path d="M4 16.5h12"/>`),
  file: icon(svg`<path d="M6 3.5h5.5L15 7v9.5H6Z"/><path d="M11.5 3.5V7H15"/>`),
  close: icon(svg`<path d="m6 6 8 8M14 6l-8 8"/>`),
  info: icon(svg`<circle cx="10" cy="10" r="6.5"/><path d="M10 9.2V13.5M10 6.6v.2"/>`),
};
