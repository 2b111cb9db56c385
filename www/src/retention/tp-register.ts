import { html, nothing, type TemplateResult } from "lit";
import { refusal } from "../components/refusal.ts";
import { Page } from "../pages/page.ts";
import { text } from "../text/index.ts";
import type { ExportedFile } from "../vault/api.ts";
import { filesTable } from "./files-table.ts";

const words = text.retention;

/** Which history files hold one client, read when it is opened. */
export class Register extends Page {
  static override properties = { ...Page.properties, clientId: { attribute: false }, files: { state: true } };
  declare clientId: string;
  /** Null until it was opened. */
  declare files: ExportedFile[] | null;

  constructor() {
    super();
    this.clientId = "";
    this.files = null;
  }

  protected override render(): TemplateResult {
    return html`<details class="fold" @toggle=${this.#opened}>
      <summary>${words.register}</summary>
      <div>${refusal(this.failure)} ${this.files ? this.#list(this.files) : nothing}</div>
    </details>`;
  }

  #list(files: ExportedFile[]): TemplateResult {
    if (files.length === 0) return html`<p>${words.registerNone}</p>`;
    const unlisted = files.some(({ clients }) => clients === null);
    const rows = files.map((file) => ({ ...file, scope: file.clients === null ? ("unlisted" as const) : file.scope }));
    return html`${filesTable(rows, words.register)} ${unlisted ? html`<p class="hint">${words.registerHint}</p>` : nothing}`;
  }

  async #opened(event: Event): Promise<void> {
    if (!(event.currentTarget as HTMLDetailsElement).open || this.files) return;
    await this.attempt(async (vault) => {
      this.files = await vault.call("getExportRegister", { client_id: this.clientId });
    });
  }
}

customElements.define("tp-register", Register);
