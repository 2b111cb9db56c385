import { html, nothing, type TemplateResult } from "lit";
import { grouped } from "../audit/kinds.ts";
import { describedBy, field } from "../components/field.ts";
import { refusal } from "../components/refusal.ts";
import "../components/tp-passphrase.ts";
import { text } from "../text/index.ts";
import { formatDate, formatTime } from "../text/format.ts";
import type { AuditVerdict, FileCheckpoint } from "../vault/trust.ts";
import { Page, valuesOf } from "./page.ts";
import { emptyPassphrases } from "./passphrases.ts";

const words = text.audit;

interface Compared {
  file: FileCheckpoint;
  verdict: AuditVerdict;
}

/** Compares the log with where a history file says it stood: a vault that was put back as it was shows here. */
export class AuditCompare extends Page {
  static override properties = { ...Page.properties, compared: { state: true }, missing: { state: true } };
  declare compared: Compared | null;
  /** True when the form was sent without a file. */
  declare missing: boolean;

  constructor() {
    super();
    this.compared = null;
    this.missing = false;
  }

  protected override render(): TemplateResult {
    const options = { id: "audit-file", label: words.file, error: this.missing ? text.errors.required : undefined };
    return html`<form class="stack" novalidate @submit=${this.#compare}>
      <p>${words.compareLead}</p>
      ${field(options, html`<input id=${options.id} name="file" type="file" accept=".age" aria-describedby=${describedBy(options)} />`)}
      <tp-passphrase name="passphrase" .label=${text.files.filePassphrase}></tp-passphrase>
      ${refusal(this.failure)}
      <p class="actions"><button class="primary" ?disabled=${this.busy}>${this.busy ? words.comparing : words.compare}</button></p>
      ${this.compared ? outcome(this.compared) : nothing}
    </form>`;
  }

  async #compare(event: SubmitEvent): Promise<void> {
    event.preventDefault();
    const form = event.currentTarget as HTMLFormElement;
    const { passphrase = "" } = valuesOf(form);
    const file = form.querySelector<HTMLInputElement>("input[type=file]")?.files?.[0];
    this.compared = null;
    this.missing = file === undefined;
    if (!file) return;
    await this.attempt(async (vault) => {
      const found = await vault.call("readCheckpoint", new Uint8Array(await file.arrayBuffer()), { passphrase });
      const { entries, head } = found;
      this.compared = { file: found, verdict: await vault.call("verifyAuditLog", { checkpoint: { entries, head } }) };
    });
    emptyPassphrases(this);
  }
}

function outcome({ file, verdict }: Compared): TemplateResult {
  const when = `${formatDate(file.export_date)}, ${formatTime(file.export_date)}`;
  return html`<div class="made" role="status">
    ${said(file, verdict)}
    <p class="hint">${words.fileHead(when, file.entries)}</p>
    <p><code class="hash">${grouped(file.head)}</code></p>
  </div>`;
}

function said(file: FileCheckpoint, verdict: AuditVerdict): TemplateResult {
  if (verdict.checkpoint_holds) return html`<h3>${words.holds}</h3><p>${words.holdsText(verdict.entries - file.entries)}</p>`;
  if (file.same_vault === false) return html`<h3>${words.otherVault}</h3><p>${words.otherVaultText}</p>`;
  if (!verdict.intact) return html`<h3>${words.broken}</h3><p>${words.brokenText(verdict.first_broken ?? 1)}</p><p>${words.brokenHelp}</p>`;
  return html`<h3>${words.fails}</h3>
    <p>${words.failsText(file.entries, verdict.entries)}</p>
    <p>${file.same_vault === null ? words.failsUnsure : words.failsHelp}</p>`;
}

customElements.define("tp-audit-compare", AuditCompare);
