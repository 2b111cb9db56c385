import { html, nothing, type TemplateResult } from "lit";
import { describedBy, field } from "../components/field.ts";
import { refusal } from "../components/refusal.ts";
import "../components/tp-passphrase.ts";
import { href } from "../router.ts";
import { text } from "../text/index.ts";
import { formatWhole } from "../text/format.ts";
import type { ImportedHistory, Progress } from "../vault/api.ts";
import { conflictList } from "./import-conflicts.ts";
import { Page, valuesOf } from "./page.ts";
import { emptyPassphrases } from "./passphrases.ts";
import { progressBar } from "./progress-bar.ts";

const words = text.files;

/** Brings a history file back and says what came of it. */
export class ImportForm extends Page {
  static override properties = {
    ...Page.properties,
    progress: { state: true },
    result: { state: true },
    missing: { state: true },
    names: { state: true },
  };
  declare progress: Progress | null;
  declare result: ImportedHistory | null;
  /** True when the form was sent without a file. */
  declare missing: boolean;
  /** What clients who were deleted where the file comes from are called, by their ids. */
  declare names: ReadonlyMap<string, string>;

  constructor() {
    super();
    this.progress = null;
    this.result = null;
    this.missing = false;
    this.names = new Map();
  }

  protected override render(): TemplateResult {
    return html`<form class="stack" novalidate @submit=${this.#import}>
      <p>${words.importLead}</p>
      ${this.#file()}
      <tp-passphrase name="passphrase" .label=${words.filePassphrase}></tp-passphrase>
      <label class="check"><input type="checkbox" name="restore" /><span>${text.retention.restoreDeleted}</span></label>
      ${refusal(this.failure)}
      <p class="actions"><button class="primary" ?disabled=${this.busy}>${words.read}</button></p>
      ${this.progress ? progressBar(words.reading, this.progress) : nothing} ${this.result ? outcome(this.result, this.names) : nothing}
    </form>`;
  }

  #file(): TemplateResult {
    const options = { id: "import-file", label: words.file, error: this.missing ? text.errors.required : undefined };
    return field(options, html`<input id=${options.id} name="file" type="file" accept=".age" aria-describedby=${describedBy(options)} />`);
  }

  async #import(event: SubmitEvent): Promise<void> {
    event.preventDefault();
    const form = event.currentTarget as HTMLFormElement;
    const { passphrase = "", restore } = valuesOf(form);
    const file = form.querySelector<HTMLInputElement>("input[type=file]")?.files?.[0];
    this.result = null;
    this.missing = file === undefined;
    if (file) await this.#read(file, passphrase, restore !== undefined);
  }

  async #read(file: File, passphrase: string, restore_deleted: boolean): Promise<void> {
    const onProgress = (progress: Progress) => {
      this.progress = progress;
    };
    this.progress = { done: 0, total: 0 };
    await this.attempt(async (vault) => {
      const bytes = new Uint8Array(await file.arrayBuffer());
      const result = await vault.call("importHistory", bytes, { passphrase, restore_deleted, onProgress });
      // Names only help; the answer stands without them.
      const clients = result.deleted_elsewhere ? await vault.call("getClients").catch(() => []) : [];
      this.names = new Map(clients.map((client) => [client.client_id, client.display_name]));
      this.result = result;
    });
    this.progress = null;
    emptyPassphrases(this);
  }
}

function outcome(result: ImportedHistory, names: ReadonlyMap<string, string>): TemplateResult {
  const leftOut = result.left_out ?? 0;
  const deleted = result.deleted_elsewhere ?? [];
  return html`<div class="made" role="status">
    <h3>${words.imported}</h3>
    <p>${words.result(result)}${result.psychotherapy_notes ? html` ${text.notes.imported(result.psychotherapy_notes)}` : nothing}</p>
    <dl class="figures">
      <div><dt>${words.added}</dt><dd class="number">${formatWhole(result.added)}</dd></div>
      <div><dt>${words.unchanged}</dt><dd class="number">${formatWhole(result.unchanged)}</dd></div>
      ${result.removed > 0 ? html`<div><dt>${words.removed}</dt><dd class="number">${formatWhole(result.removed)}</dd></div>` : nothing}
      <div><dt>${words.conflicts}</dt><dd class="number">${formatWhole(result.conflicts)}</dd></div>
    </dl>
    ${leftOut > 0 ? html`<p>${text.retention.leftOut(leftOut)}</p>` : nothing}
    ${deleted.length > 0
      ? html`<h3>${text.retention.goneTitle}</h3>
          <p>${text.retention.goneLead}</p>
          <ul class="damages">${deleted.map((one) => html`<li>${text.retention.gone(names.get(one.client_id) || one.client_id, one.destroyed_at)}</li>`)}</ul>
          <p><a href=${href({ page: "retention" })}>${text.retention.goneLink}</a></p>`
      : nothing}
    ${result.conflict_details.length > 0 ? conflictList(result.conflict_details) : nothing}
  </div>`;
}

customElements.define("tp-import", ImportForm);
