import { html, nothing, type TemplateResult } from "lit";
import type { Due } from "../backup/due.ts";
import { folderKeeper } from "../backup/keeper.ts";
import { changeBackupSettings } from "../backup/settings.ts";
import { refusal } from "../components/refusal.ts";
import { href } from "../router.ts";
import { state } from "../state.ts";
import { text } from "../text/index.ts";
import { addDays, today } from "../text/format.ts";
import { Page } from "./page.ts";

const words = text.backup;

/** A quiet line above the caseload: a backup is due, or the folder for backups asks for leave. */
export class BackupBanner extends Page {
  static override properties = { ...Page.properties, due: { attribute: false }, folderWaits: { attribute: false }, done: { state: true } };
  declare due: Due | null;
  /** Whether a backup waits for leave to be written into its folder. */
  declare folderWaits: boolean;
  declare done: boolean;

  constructor() {
    super();
    this.due = null;
    this.folderWaits = false;
    this.done = false;
  }

  override connectedCallback(): void {
    super.connectedCallback();
    folderKeeper.addEventListener("change", this.#changed);
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    folderKeeper.removeEventListener("change", this.#changed);
  }

  protected override render(): TemplateResult | typeof nothing {
    if (this.done || !(this.due || this.folderWaits)) return nothing;
    const { folder } = folderKeeper;
    return html`<section class="backup-banner" aria-label=${words.bannerTitle}>
      <p>${this.due ? reason(this.due) : nothing} ${folder && this.folderWaits ? words.askFolder(folder.name) : nothing}</p>
      <p class="actions">
        ${folder ? this.#intoFolder() : html`<a class="button" href=${href({ page: "files" })}>${words.now}</a>`}
        <button type="button" class="quiet" ?disabled=${this.busy} @click=${this.#tomorrow}>${words.tomorrow}</button>
      </p>
      ${refusal(this.failure)}
    </section>`;
  }

  #intoFolder(): TemplateResult {
    return html`<button type="button" ?disabled=${this.busy} @click=${this.#backUp}>${this.busy ? words.writing : words.now}</button>`;
  }

  async #backUp(): Promise<void> {
    const allowed = await folderKeeper.folder?.ask();
    if (!allowed) return;
    this.done = await this.attempt((vault) => folderKeeper.backUp(vault));
    if (this.done) state.notify(words.folderWritten);
  }

  async #tomorrow(): Promise<void> {
    this.done = await this.attempt((vault) => changeBackupSettings(vault, () => ({ remindFrom: addDays(today(), 1) })));
  }

  #changed = (): void => {
    this.requestUpdate();
  };
}

function reason(due: Due): string {
  return due.last === null ? words.never : words.due(due.last, due.sessions);
}

customElements.define("tp-backup-banner", BackupBanner);
