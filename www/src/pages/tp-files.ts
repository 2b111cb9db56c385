import { html, nothing, type TemplateResult } from "lit";
import { sessionsOf } from "../backup/due.ts";
import { backupSettings, changeBackupSettings, type LastBackup } from "../backup/settings.ts";
import { describedBy, field } from "../components/field.ts";
import { refusal } from "../components/refusal.ts";
import "../components/tp-passphrase.ts";
import { state } from "../state.ts";
import { text } from "../text/index.ts";
import { today, wallClockNow } from "../text/format.ts";
import type { CaseloadEntry, Progress, WithNotes } from "../vault/api.ts";
import type { VaultClient } from "../vault/client.ts";
import { FormPage, valuesOf } from "./page.ts";
import { checkNewPassphrase, emptyPassphrases } from "./passphrases.ts";
import { progressBar } from "./progress-bar.ts";
import "./tp-backup-folder.ts";
import "./tp-drill.ts";
import "./tp-import.ts";

const words = text.files;

interface MadeFile {
  url: string;
  name: string;
  size: number;
  /** The sessions in a backup; null for the file of one client. */
  sessions: number | null;
  withNotes: boolean;
}

/** Takes history files out; the import below brings them back. */
export class FilesPage extends FormPage {
  static override properties = {
    ...FormPage.properties,
    entries: { state: true },
    progress: { state: true },
    file: { state: true },
    saving: { state: true },
    last: { state: true },
  };
  declare entries: CaseloadEntry[];
  declare progress: Progress | null;
  declare file: MadeFile | null;
  /** True once the file that was made has been handed to the browser. */
  declare saving: boolean;
  /** The last backup that was really saved. */
  declare last: LastBackup | null;

  constructor() {
    super();
    this.entries = [];
    this.progress = null;
    this.file = null;
    this.saving = false;
    this.last = null;
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.#forgetFile();
  }

  protected override async load(vault: VaultClient): Promise<void> {
    const [entries, backups] = await Promise.all([vault.call("getCaseload"), backupSettings(vault)]);
    this.last = backups.last;
    this.entries = entries.toSorted((one, other) => one.display_name.localeCompare(other.display_name));
  }

  protected override render(): TemplateResult {
    return html`<h1 tabindex="-1" data-focus>${words.title}</h1>
      <p class="lead">${words.lead}</p>
      <div class="columns">
        <section class="card" aria-labelledby="export-title">
          <h2 id="export-title">${words.exportTitle}</h2>
          ${this.#form()}
        </section>
        <section class="card" aria-labelledby="import-title">
          <h2 id="import-title">${words.importTitle}</h2>
          <tp-import></tp-import>
        </section>
        <section class="card" aria-labelledby="folder-title">
          <h2 id="folder-title">${text.backup.folderTitle}</h2>
          <tp-backup-folder></tp-backup-folder>
        </section>
        <section class="card" aria-labelledby="drill-title">
          <h2 id="drill-title">${text.drill.title}</h2>
          <tp-drill></tp-drill>
        </section>
      </div>`;
  }

  #form(): TemplateResult {
    return html`<form class="stack" novalidate @submit=${this.#make}>
      ${this.#what()}
      <tp-passphrase name="passphrase" fresh .label=${words.passphrase} .hint=${words.passphraseHint} .error=${this.errors["passphrase"]}></tp-passphrase>
      <tp-passphrase name="again" fresh .label=${words.again} .error=${this.errors["again"]}></tp-passphrase>
      ${this.#notes()} ${refusal(this.failure)}
      <p class="actions"><button class="primary" ?disabled=${this.busy}>${words.make}</button></p>
      ${this.progress ? progressBar(words.making, this.progress) : nothing} ${this.file ? this.#madeFile(this.file) : nothing}
      ${this.last ? html`<p class="hint">${text.backup.last(this.last.saved_at)}</p>` : nothing}
    </form>`;
  }

  #what(): TemplateResult {
    const options = { id: "export-what", label: words.what };
    return field(
      options,
      html`<select id=${options.id} name="client" aria-describedby=${describedBy(options)}>
        <option value="">${words.everyone}</option>
        ${this.entries.map((entry) => html`<option value=${entry.client_id}>${words.oneClient(entry.display_name || entry.client_id)}</option>`)}
      </select>`,
    );
  }

  /** Losing notes unawares would be worse than being asked each time. */
  #notes(): TemplateResult {
    return html`<div class="field">
      <label class="check"><input type="checkbox" name="notes" aria-describedby="export-notes-hint" />${text.notes.include}</label>
      <p class="hint" id="export-notes-hint">${text.notes.includeHint}</p>
    </div>`;
  }

  async #make(event: SubmitEvent): Promise<void> {
    event.preventDefault();
    const form = event.currentTarget as HTMLFormElement;
    const { client = "", passphrase = "", again = "", notes } = valuesOf(form);
    this.#forgetFile();
    const found = checkNewPassphrase(passphrase, again, ["passphrase", "again"]);
    await this.submit(found, (vault) => this.#export(vault, client, { passphrase, include_psychotherapy_notes: notes !== undefined }));
    this.progress = null;
    if (Object.keys(found).length === 0) emptyPassphrases(this);
  }

  async #export(vault: VaultClient, client: string, asked: { passphrase: string } & Required<WithNotes>): Promise<void> {
    const onProgress = (progress: Progress) => {
      this.progress = progress;
    };
    this.progress = { done: 0, total: 0 };
    const options = { ...asked, onProgress };
    const bytes = await (client ? vault.call("exportClientHistory", client, options) : vault.call("exportVault", options));
    this.#keepFile(bytes, client ? "history" : "backup", asked.include_psychotherapy_notes);
  }

  #keepFile(bytes: Uint8Array<ArrayBuffer>, stem: string, withNotes: boolean): void {
    const url = URL.createObjectURL(new Blob([bytes], { type: "application/octet-stream" }));
    const sessions = stem === "backup" ? sessionsOf(this.entries) : null;
    this.file = { url, name: `${stem}-${today()}.tar.age`, size: bytes.byteLength, sessions, withNotes };
    this.saving = false;
  }

  #madeFile({ url, name, size, sessions, withNotes }: MadeFile): TemplateResult {
    const save = () => {
      this.saving = true;
    };
    return html`<div class="made" role="status">
      <p>${words.ready(words.size(size))} ${withNotes ? text.notes.fileWith : text.notes.fileWithout}</p>
      <p class="actions"><a class="button primary" href=${url} download=${name} @click=${save}>${words.save(name)}</a></p>
      ${this.saving && sessions !== null ? this.#askSaved(sessions) : nothing}
    </div>`;
  }

  /** No browser tells a page whether a download reached the disk, so a person does. */
  #askSaved(sessions: number): TemplateResult {
    return html`<p>${text.backup.askSaved}</p>
      <p class="actions"><button type="button" ?disabled=${this.busy} @click=${() => this.#noteSaved(sessions)}>${text.backup.confirmSaved}</button></p>`;
  }

  async #noteSaved(sessions: number): Promise<void> {
    const last = { saved_at: wallClockNow().toISOString(), sessions };
    if (!(await this.attempt((vault) => changeBackupSettings(vault, () => ({ last }))))) return;
    this.last = last;
    this.#forgetFile();
    state.notify(text.backup.savedNoted);
  }

  #forgetFile(): void {
    if (this.file) URL.revokeObjectURL(this.file.url);
    this.file = null;
  }
}

customElements.define("tp-files", FilesPage);
