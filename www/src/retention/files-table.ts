import { html, type TemplateResult } from "lit";
import { text } from "../text/index.ts";
import { formatDate, formatTime } from "../text/format.ts";
import type { DeletionCertificate } from "../vault/api.ts";

type HoldingFile = DeletionCertificate["files"][number];

const words = text.retention;

/** How much of a fingerprint people compare. */
const MARK_DIGITS = 16;

/** History files that hold a client, each with its time and the beginning of its fingerprint. */
export function filesTable(files: readonly HoldingFile[], label: string): TemplateResult {
  return html`<div class="table-scroll" tabindex="0" role="region" aria-label=${label}>
    <table class="files-table">
      <thead><tr><th scope="col">${words.fileMade}</th><th scope="col">${words.fileWhat}</th><th scope="col">${words.fileMark}</th></tr></thead>
      <tbody>
        ${files.map(({ made_at, file_sha256, scope }) => html`<tr>
          <td>${formatDate(made_at)}, ${formatTime(made_at)}</td><td>${words.scopes[scope]}</td>
          <td><code>${file_sha256.slice(0, MARK_DIGITS) || "–"}</code></td>
        </tr>`)}
      </tbody>
    </table>
  </div>`;
}
