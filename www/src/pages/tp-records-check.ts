import { html, nothing, type TemplateResult } from "lit";
import { refusal } from "../components/refusal.ts";
import { text } from "../text/index.ts";
import { formatDate, formatTime, formatWhole } from "../text/format.ts";
import type { Progress } from "../vault/api.ts";
import type { Damage, VaultVerdict } from "../vault/trust.ts";
import { Page } from "./page.ts";
import { progressBar } from "./progress-bar.ts";

const words = text.recordsCheck;
/** So many damaged records are named one by one. */
const NAMED = 50;

/** Opens every record, and says in plain words which of them are damaged. */
export class RecordsCheck extends Page {
  static override properties = { ...Page.properties, verdict: { state: true }, progress: { state: true } };
  declare verdict: VaultVerdict | null;
  declare progress: Progress | null;
  #names = new Map<string, string>();

  constructor() {
    super();
    this.verdict = null;
    this.progress = null;
  }

  protected override render(): TemplateResult {
    return html`<p>${words.lead}</p>
      <p class="actions"><button type="button" class="primary" ?disabled=${this.busy} @click=${this.#check}>${this.busy ? words.checking : words.check}</button></p>
      ${this.progress ? progressBar(words.checking, this.progress) : nothing}
      ${refusal(this.failure)} ${this.verdict ? this.#said(this.verdict) : nothing}`;
  }

  #check = async (): Promise<void> => {
    this.verdict = null;
    await this.attempt(async (vault) => {
      const onProgress = (progress: Progress) => {
        this.progress = progress;
      };
      const found = await vault.call("verifyVault", { onProgress });
      // Names only help; the verdict stands without them.
      const caseload = found.damaged.length > 0 ? await vault.call("getCaseload").catch(() => []) : [];
      this.#names = new Map(caseload.map((one) => [one.client_id, one.display_name || one.client_id]));
      this.verdict = found;
    });
    this.progress = null;
  };

  #said({ records, damaged }: VaultVerdict): TemplateResult {
    const more = damaged.length - NAMED;
    return html`<div class="made" role="status">
      ${damaged.length === 0
        ? html`<h3>${words.whole}</h3><p>${words.wholeText(records)}</p>`
        : html`<h3>${words.damaged(damaged.length)}</h3>
            <p>${words.damagedText(records)}</p>
            <ul class="damages">${damaged.slice(0, NAMED).map((one) => html`<li>${this.#damage(one)}</li>`)}</ul>
            ${more > 0 ? html`<p>${words.more(formatWhole(more))}</p>` : nothing}
            <p>${words.help}</p>`}
    </div>`;
  }

  #damage({ kind, client_id, at }: Damage): string {
    const when = at === null ? "" : `${formatDate(at)}, ${formatTime(at)}`;
    const whose = client_id === null ? "" : (this.#names.get(client_id) ?? client_id);
    return [words.kind(kind), when, whose].filter((part) => part !== "").join(" · ");
  }
}

customElements.define("tp-records-check", RecordsCheck);
