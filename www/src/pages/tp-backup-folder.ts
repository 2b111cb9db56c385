import { html, nothing, type TemplateResult } from "lit";
import { BackupFolder, canChooseFolder, KEPT_FILES } from "../backup/folder.ts";
import { folderKeeper } from "../backup/keeper.ts";
import { backupSettings, changeBackupSettings } from "../backup/settings.ts";
import { refusal } from "../components/refusal.ts";
import { state } from "../state.ts";
import { text } from "../text/index.ts";
import type { VaultClient } from "../vault/client.ts";
import { Page } from "./page.ts";

const words = text.backup;

/** The folder that receives a backup after each day of work, where the browser can write into one. */
export class BackupFolderSection extends Page {
  static override properties = { ...Page.properties, savedAt: { state: true }, withNotes: { state: true } };
  /** When the folder received its last file; null before the first. */
  declare savedAt: string | null;
  /** Whether its files hold the psychotherapy notes. */
  declare withNotes: boolean;

  constructor() {
    super();
    this.savedAt = null;
    this.withNotes = false;
  }

  protected override async load(vault: VaultClient): Promise<void> {
    await folderKeeper.refresh();
    const { saved_at, notes } = (await backupSettings(vault)).folder;
    this.savedAt = saved_at;
    this.withNotes = notes;
  }

  protected override render(): TemplateResult {
    if (!canChooseFolder()) return html`<p>${words.folderUnknown}</p>`;
    const { folder } = folderKeeper;
    return html`<div class="stack">
      <p>${words.folderLead(KEPT_FILES)}</p>
      <p class="hint">${words.folderPassphrase}</p>
      ${folder ? this.#chosen(folder) : this.#choice()} ${refusal(this.failure)}
    </div>`;
  }

  #choice(): TemplateResult {
    return html`<p class="actions"><button type="button" ?disabled=${this.busy} @click=${this.#choose}>${words.folderChoose}</button></p>`;
  }

  #chosen(folder: BackupFolder): TemplateResult {
    return html`<p role="status">${words.folderChosen(folder.name, this.savedAt)}
        ${folderKeeper.state === "ask" ? words.askFolder(folder.name) : nothing}</p>
      <div class="field">
        <label class="check"><input type="checkbox" aria-describedby="folder-notes-hint" .checked=${this.withNotes} ?disabled=${this.busy} @change=${this.#chooseNotes} />${text.notes.folderInclude}</label>
        <p class="hint" id="folder-notes-hint">${text.notes.folderHint}</p>
      </div>
      <p class="actions">
        <button type="button" ?disabled=${this.busy} @click=${this.#backUp}>${this.busy ? words.writing : words.now}</button>
        <button type="button" class="quiet" ?disabled=${this.busy} @click=${this.#forget}>${words.folderForget}</button>
      </p>`;
  }

  async #choose(): Promise<void> {
    await this.attempt(async (vault) => {
      const folder = await BackupFolder.choose(state.vaultName);
      if (!folder) return;
      await changeBackupSettings(vault, () => ({ folder: { saved_at: null, pending: true, written: [], notes: false } }));
      await folderKeeper.refresh();
      await folderKeeper.backUp(vault);
      await this.load(vault);
      state.notify(words.folderWritten);
    });
  }

  async #backUp(): Promise<void> {
    await this.attempt(async (vault) => {
      if (!(await folderKeeper.folder?.ask())) return;
      await folderKeeper.backUp(vault);
      await this.load(vault);
      state.notify(words.folderWritten);
    });
  }

  async #chooseNotes(event: Event): Promise<void> {
    const notes = (event.target as HTMLInputElement).checked;
    await this.attempt(async (vault) => {
      await changeBackupSettings(vault, ({ folder }) => ({ folder: { ...folder, notes, pending: true } }));
      await folderKeeper.refresh();
      await this.load(vault);
      state.notify(notes ? text.notes.folderOn : text.notes.folderOff);
    });
  }

  async #forget(): Promise<void> {
    await this.attempt(async (vault) => {
      await folderKeeper.folder?.forget();
      await this.load(vault);
    });
  }
}

customElements.define("tp-backup-folder", BackupFolderSection);
