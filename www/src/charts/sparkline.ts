import { html, svg, type TemplateResult } from "lit";
import { text } from "../text/index.ts";

const WIDTH = 96;
const HEIGHT = 28;
const PAD = 4;

function place(scores: number[]): [number, number][] {
  const step = (WIDTH - 2 * PAD) / Math.max(1, scores.length - 1);
  return scores.map((score, index) => [PAD + index * step, HEIGHT / 2 - (score / 2) * (HEIGHT / 2 - PAD)]);
}

/** A word-sized line of recent scores, oldest first, with its numbers as text. */
export function sparkline(scores: number[]): TemplateResult {
  const points = place(scores);
  const [x, y] = points.at(-1) ?? [PAD, HEIGHT / 2];
  const line = points.map((point) => point.map((part) => part.toFixed(1)).join(",")).join(" ");
  const shape = svg`<line class="spark-zero" x1="0" x2=${WIDTH} y1=${HEIGHT / 2} y2=${HEIGHT / 2} />
    <polyline points=${line} /><circle cx=${x} cy=${y} r="2.5" />`;
  return html`<svg class="sparkline" viewBox="0 0 ${WIDTH} ${HEIGHT}" width=${WIDTH} height=${HEIGHT} role="img"
    aria-label=${text.clients.recent(scores)}>${scores.length > 0 ? shape : ""}</svg>`;
}
