import { html, nothing, type TemplateResult } from "lit";
import { grouped } from "../audit/kinds.ts";
import { refusal } from "../components/refusal.ts";
import { state } from "../state.ts";
import { text } from "../text/index.ts";
import { formatDate } from "../text/format.ts";
import type { AuditVerdict } from "../vault/trust.ts";
import { Page } from "./page.ts";

const words = text.audit;

/** Checks every line of the log, and says in plain words what came of it. */
export class AuditCheck extends Page {
  static override properties = { ...Page.properties, verdict: { state: true } };
  declare verdict: AuditVerdict | null;

  constructor() {
    super();
    this.verdict = null;
  }

  protected override render(): TemplateResult {
    return html`<p>${words.checkLead}</p>
      <p class="actions"><button type="button" class="primary" ?disabled=${this.busy} @click=${this.#check}>${this.busy ? words.checking : words.check}</button></p>
      ${refusal(this.failure)} ${this.verdict ? verdict(this.verdict) : nothing}`;
  }

  #check = async (): Promise<void> => {
    this.verdict = null;
    await this.attempt(async (vault) => {
      this.verdict = await vault.call("verifyAuditLog");
    });
  };
}

function verdict(found: AuditVerdict): TemplateResult {
  const since = found.since === null ? "" : formatDate(found.since);
  return html`<div class="made" role="status">
    ${found.intact
      ? html`<h3>${words.intact}</h3><p>${words.intactText(found.entries, since)}</p>`
      : html`<h3>${words.broken}</h3><p>${words.brokenText(found.first_broken ?? 1)}</p><p>${words.brokenHelp}</p>`}
    <p class="hint">${words.head}</p>
    <p><code class="hash">${grouped(found.head)}</code></p>
    <p class="actions"><button type="button" @click=${() => copy(found.head)}>${words.copy}</button></p>
  </div>`;
}

async function copy(hash: string): Promise<void> {
  try {
    await navigator.clipboard.writeText(hash);
    state.notify(words.copied);
  } catch {
    state.notify(words.notCopied);
  }
}

customElements.define("tp-audit-check", AuditCheck);
