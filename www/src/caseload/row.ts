import { html, nothing, type TemplateResult } from "lit";
import { sparkline } from "../charts/sparkline.ts";
import { icons } from "../components/icons.ts";
import { href } from "../router.ts";
import { formatAgo, formatDate, formatScore } from "../text/format.ts";
import { text } from "../text/index.ts";
import type { CaseloadEntry, Direction } from "../vault/api.ts";
import { isUnseen, nameOf, weeksSince } from "./select.ts";

const words = text.caseload;

const ARROWS: Record<Direction, TemplateResult | typeof nothing> = {
  improving: icons.up,
  stable: icons.level,
  declining: icons.down,
  insufficient_data: nothing,
};

/** One client as a row of the table. `index` counts from 0 over all clients that are shown, drawn or not. */
export function caseloadRow(entry: CaseloadEntry, index: number, weeks: number): TemplateResult {
  return html`<tr role="row" class="caseload-row" aria-rowindex=${index + 2} data-row=${index}>
    ${nameCell(entry)} ${lastCell(entry, weeks)}
    <td role="cell" class="caseload-spark">${sparkline(entry.recent_scores)}</td>
    ${directionCell(entry)} ${meanCell(entry)}
    <td role="cell" class="caseload-goals number">${amount(entry.active_goals, words.openGoals)}</td>
    ${flagsCell(entry)}
  </tr>`;
}

function nameCell(entry: CaseloadEntry): TemplateResult {
  const name = nameOf(entry);
  const isClosed = entry.status === "closed";
  return html`<th role="rowheader" scope="row" class="caseload-who">
    <a class="caseload-name" title=${name} href=${href({ page: "client", client: entry.client_id, section: "journal" })}>${name}</a>
    <span class="caseload-fine">${text.words.sessions(entry.sessions_count)}${isClosed ? html` <span class="tag">${words.closed}</span>` : nothing}</span>
  </th>`;
}

function lastCell(entry: CaseloadEntry, weeks: number): TemplateResult {
  const last = entry.last_session;
  if (last === null) return html`<td role="cell" class="caseload-last caseload-fine">${words.noSession}</td>`;
  const since = weeksSince(last) ?? 0;
  const ago = isUnseen(entry, weeks)
    ? html`<span class="caution-text">${icons.clock}${words.notSeen(since)}</span>`
    : html`<span>${formatAgo(last)}</span>`;
  return html`<td role="cell" class="caseload-last">${ago} <time class="caseload-fine" datetime=${last.slice(0, 10)}>${formatDate(last)}</time></td>`;
}

function directionCell({ sessions_90_days, trend_direction }: CaseloadEntry): TemplateResult {
  if (sessions_90_days === 0) return html`<td role="cell" class="caseload-direction caseload-fine">${words.quiet}</td>`;
  if (trend_direction === "insufficient_data") return html`<td role="cell" class="caseload-direction caseload-fine">${words.tooFew}</td>`;
  return html`<td role="cell" class="caseload-direction">${ARROWS[trend_direction]}${text.moods.direction(trend_direction)}</td>`;
}

function meanCell({ avg_emotional_score: mean }: CaseloadEntry): TemplateResult {
  if (mean === null) return html`<td role="cell" class="caseload-mean number">${none()}</td>`;
  const score = formatScore(mean);
  return html`<td role="cell" class="caseload-mean number"><span class="in-table">${score}</span><span class="in-card">${words.meanOf(score)}</span></td>`;
}

function flagsCell({ crisis_flags_90_days: flags }: CaseloadEntry): TemplateResult {
  const content = flags > 0 ? html`<span class="caution-text">${icons.flag}${amount(flags, words.flags)}</span>` : none();
  return html`<td role="cell" class="caseload-flags number">${content}</td>`;
}

/** A number under its column's heading, and with its unit where there are no headings. */
function amount(value: number, withUnit: (value: number) => string): TemplateResult {
  return html`<span class="in-table">${value === 0 ? none() : value}</span><span class="in-card">${withUnit(value)}</span>`;
}

function none(): TemplateResult {
  return html`<span class="caseload-none in-table" aria-hidden="true">–</span><span class="visually-hidden">${text.words.none}</span>`;
}
