import { html, nothing, type TemplateResult } from "lit";
import { describedBy, field } from "../components/field.ts";
import { refusal } from "../components/refusal.ts";
import "../components/tp-passphrase.ts";
import { text } from "../text/index.ts";
import { today } from "../text/format.ts";
import type { CaseloadEntry, Progress } from "../vault/api.ts";
import type { VaultClient } from "../vault/client.ts";
import { FormPage, valuesOf } from "./page.ts";
import { checkNewPassphrase, emptyPassphrases } from "./passphrases.ts";
import { progressBar } from "./progress-bar.ts";
import "./tp-drill.ts";
import "./tp-import.ts";

const words = text.files;

interface MadeFile {
  url: string;
  name: string;
  size: number;
}

/** Takes history files out; the import below brings them back. */
export class FilesPage extends FormPage {
  static override properties = {
    ...FormPage.properties,
    entries: { state: true },
    progress: { state: true },
    file: { state: true },
  };
  declare entries: CaseloadEntry[];
  declare progress: Progress | null;
  declare file: MadeFile | null;

  constructor() {
    super();
    this.entries = [];
    this.progress = null;
    this.file = null;
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.#forgetFile();
  }

  protected override async load(vault: VaultClient): Promise<void> {
    const entries = await vault.call("getCaseload");
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
      ${refusal(this.failure)}
      <p class="actions"><button class="primary" ?disabled=${this.busy}>${words.make}</button></p>
      ${this.progress ? progressBar(words.making, this.progress) : nothing} ${this.file ? madeFile(this.file) : nothing}
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

  async #make(event: SubmitEvent): Promise<void> {
    event.preventDefault();
    const { client = "", passphrase = "", again = "" } = valuesOf(event.currentTarget as HTMLFormElement);
    this.#forgetFile();
    const found = checkNewPassphrase(passphrase, again, ["passphrase", "again"]);
    await this.submit(found, (vault) => this.#export(vault, client, passphrase));
    this.progress = null;
    if (Object.keys(found).length === 0) emptyPassphrases(this);
  }

  async #export(vault: VaultClient, client: string, passphrase: string): Promise<void> {
    const onProgress = (progress: Progress) => {
      this.progress = progress;
    };
    this.progress = { done: 0, total: 0 };
    const options = { passphrase, onProgress };
    const bytes = await (client ? vault.call("exportClientHistory", client, options) : vault.call("exportVault", options));
    this.#keepFile(bytes, client ? "history" : "backup");
  }

  #keepFile(bytes: Uint8Array<ArrayBuffer>, stem: string): void {
    const url = URL.createObjectURL(new Blob([bytes], { type: "application/octet-stream" }));
    this.file = { url, name: `${stem}-${today()}.tar.age`, size: bytes.byteLength };
  }

  #forgetFile(): void {
    if (this.file) URL.revokeObjectURL(this.file.url);
    this.file = null;
  }
}

function madeFile({ url, name, size }: MadeFile): TemplateResult {
  return html`<div class="made" role="status">
    <p>${words.ready(words.size(size))}</p>
    <p class="actions"><a class="button primary" href=${url} download=${name}>${words.save(name)}</a></p>
  </div>`;
}

customElements.define("tp-files", FilesPage);
