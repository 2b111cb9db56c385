import { html, nothing, type TemplateResult } from "lit";
import { icons } from "../components/icons.ts";
import { text } from "../text/index.ts";
import { formatDate, formatTime, formatWhole } from "../text/format.ts";
import type { DeletionCertificate } from "../vault/api.ts";
import { filesTable } from "./files-table.ts";

const words = text.retention.certificate;

/** So many files fit on the page beside all the rest. */
const MOST_FILES = 8;

/** A certificate as one sheet of paper, with what leads back and to the printer. */
export function certificateSheet(certificate: DeletionCertificate, back: () => void): TemplateResult {
  const print = () => {
    globalThis.print();
  };
  return html`<p class="crumb no-print"><button type="button" class="link" @click=${back}>${icons.back}${words.back}</button></p>
    <article class="card certificate">
      <h1 tabindex="-1" data-focus>${words.title}</h1>
      ${facts(certificate)} ${reach(certificate)} ${files(certificate)}
      <p class="certificate-sign">${words.sign}</p>
    </article>
    <p class="actions"><button type="button" class="primary" @click=${print}>${words.print}</button></p>`;
}

function facts(one: DeletionCertificate): TemplateResult {
  const at = (instant: string) => words.at(formatDate(instant), formatTime(instant));
  const rows: [string, string][] = [
    [words.number, one.certificate_id],
    [words.client, one.client_id],
    [words.name, one.display_name || words.noName],
    [words.destroyed, at(one.destroyed_at)],
    [words.records, formatWhole(one.records)],
    [words.reason, one.reason],
    [words.method, words.methodText],
    [words.erased, one.erased_at === null ? words.erasedNot : at(one.erased_at)],
  ];
  return html`<dl class="certificate-facts">${rows.map(([term, value]) => html`<div><dt>${term}</dt><dd>${value}</dd></div>`)}</dl>`;
}

function reach({ beyond_reach }: DeletionCertificate): TemplateResult {
  return html`<h2>${words.reachTitle}</h2>
    <ul>${beyond_reach.map((name) => html`<li>${words.reach[name] ?? name}</li>`)}</ul>`;
}

function files({ files }: DeletionCertificate): TemplateResult {
  const earlier = files.slice(MOST_FILES);
  const first = earlier.at(-1);
  return html`<h2>${words.filesTitle}</h2>
    ${files.length === 0 ? html`<p>${words.filesNone}</p>` : filesTable(files.slice(0, MOST_FILES), words.filesTitle)}
    ${first ? html`<p>${words.filesMore(earlier.length, first.made_at)}</p>
      <details class="fold no-print"><summary>${words.filesTitle}</summary>${filesTable(earlier, words.filesTitle)}</details>` : nothing}`;
}
