import { html, nothing, type TemplateResult } from "lit";
import { compareVaults, isSame, KINDS, type Comparison, type Tallies } from "../backup/compare.ts";
import { DrillVault } from "../backup/drill-vault.ts";
import { describedBy, field } from "../components/field.ts";
import { refusal } from "../components/refusal.ts";
import "../components/tp-passphrase.ts";
import { text } from "../text/index.ts";
import { formatWhole } from "../text/format.ts";
import type { Progress } from "../vault/api.ts";
import type { VaultClient } from "../vault/client.ts";
import { Page, valuesOf } from "./page.ts";
import { emptyPassphrases } from "./passphrases.ts";
import { progressBar } from "./progress-bar.ts";

const words = text.drill;

/** Opens a backup beside the vault, compares the two record by record, and leaves nothing of it behind. */
export class RestoreDrill extends Page {
  static override properties = {
    ...Page.properties,
    progress: { state: true },
    comparison: { state: true },
    missing: { state: true },
  };
  declare progress: { label: string; progress: Progress } | null;
  declare comparison: Comparison | null;
  /** True when the form was sent without a file. */
  declare missing: boolean;
  #drill: DrillVault | null = null;

  constructor() {
    super();
    this.progress = null;
    this.comparison = null;
    this.missing = false;
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    // Its worker ends, so that whatever still runs is refused, and takes its own way out.
    void this.#drill?.client.lock();
  }

  protected override render(): TemplateResult {
    return html`<form class="stack" novalidate @submit=${this.#start}>
      <p>${words.lead}</p>
      ${this.#file()}
      <tp-passphrase name="passphrase" .label=${words.passphrase}></tp-passphrase>
      ${refusal(this.failure)}
      <p class="actions"><button class="primary" ?disabled=${this.busy}>${words.start}</button></p>
      ${this.progress ? progressBar(this.progress.label, this.progress.progress) : nothing}
      ${this.comparison ? outcome(this.comparison) : nothing}
    </form>`;
  }

  #file(): TemplateResult {
    const options = { id: "drill-file", label: words.file, error: this.missing ? text.errors.required : undefined };
    return field(options, html`<input id=${options.id} name="file" type="file" accept=".age" aria-describedby=${describedBy(options)} />`);
  }

  async #start(event: SubmitEvent): Promise<void> {
    event.preventDefault();
    if (this.busy) return;
    const form = event.currentTarget as HTMLFormElement;
    const { passphrase = "" } = valuesOf(form);
    const file = form.querySelector<HTMLInputElement>("input[type=file]")?.files?.[0];
    this.comparison = null;
    this.missing = file === undefined;
    if (file) await this.attempt((vault) => this.#run(vault, file, passphrase));
    this.progress = null;
    emptyPassphrases(this);
  }

  async #run(vault: VaultClient, file: File, passphrase: string): Promise<void> {
    const drill = new DrillVault();
    this.#drill = drill;
    try {
      this.#report(words.reading)({ done: 0, total: 0 });
      await drill.create();
      const bytes = new Uint8Array(await file.arrayBuffer());
      await drill.client.call("importHistory", bytes, { passphrase, onProgress: this.#report(words.reading) });
      this.comparison = await compareVaults(vault, drill.client, this.#report(words.comparing));
    } finally {
      await drill.destroy();
      this.#drill = null;
    }
  }

  #report(label: string): (progress: Progress) => void {
    return (progress) => {
      this.progress = { label, progress };
    };
  }
}

function outcome({ all, clients }: Comparison): TemplateResult {
  const read = KINDS.reduce((sum, kind) => {
    const { same, newerHere, differing, onlyThere } = all[kind];
    return sum + same + newerHere + differing + onlyThere;
  }, 0);
  return html`<div class="made stack" role="status">
    <h3>${words.whole}</h3>
    <p>${words.wholeLead(read)}</p>
    ${isSame(all) ? html`<p>${words.same}</p>` : html`<ul class="drill-facts">${facts(all)}</ul>`}
    ${table(all)} ${clients.length > 0 ? byClient(clients) : nothing}
    <p class="hint">${words.gone} ${text.notes.notCompared}</p>
  </div>`;
}

/** One sentence for each thing that is not the same on both sides. */
function facts(tallies: Tallies): TemplateResult[] {
  const sentences = KINDS.flatMap((kind) => {
    const { onlyHere, newerHere, differing, onlyThere } = tallies[kind];
    return [
      onlyHere > 0 ? words.onlyHere(kind, onlyHere) : "",
      newerHere > 0 ? words.newerHere(kind, newerHere) : "",
      differing > 0 ? words.differing(kind, differing) : "",
      onlyThere > 0 ? words.onlyThere(kind, onlyThere) : "",
    ];
  });
  return sentences.filter(Boolean).map((sentence) => html`<li>${sentence}</li>`);
}

function table(tallies: Tallies): TemplateResult {
  const number = (value: number) => html`<td class="number">${formatWhole(value)}</td>`;
  const heads = [words.headSame, words.headNewer, words.headDiffering, words.headHere, words.headThere];
  return html`<div class="table-scroll" tabindex="0" role="region" aria-label=${words.table}>
    <table>
      <thead><tr><th scope="col">${words.headKind}</th>${heads.map((head) => html`<th scope="col" class="number">${head}</th>`)}</tr></thead>
      <tbody>
        ${KINDS.map((kind) => {
          const { same, newerHere, differing, onlyHere, onlyThere } = tallies[kind];
          return html`<tr><th scope="row">${words.kinds[kind]}</th>${[same, newerHere, differing, onlyHere, onlyThere].map(number)}</tr>`;
        })}
      </tbody>
    </table>
  </div>`;
}

function byClient(clients: Comparison["clients"]): TemplateResult {
  return html`<details class="fold">
    <summary>${words.byClient(clients.length)}</summary>
    <dl class="about">${clients.map(({ name, tallies }) => html`<dt>${name}</dt><dd><ul>${facts(tallies)}</ul></dd>`)}</dl>
  </details>`;
}

customElements.define("tp-drill", RestoreDrill);
