import { html, nothing, type TemplateResult } from "lit";
import { caseloadControls, nobody, type ViewControl } from "../caseload/controls.ts";
import { select, type Selection } from "../caseload/select.ts";
import { keepView, keptView, sortedBy, type CaseloadView } from "../caseload/view.ts";
import { dueBackup, type Due } from "../backup/due.ts";
import { folderKeeper } from "../backup/keeper.ts";
import { backupSettings } from "../backup/settings.ts";
import { icons } from "../components/icons.ts";
import { refusal } from "../components/refusal.ts";
import type { SortEvent } from "../components/tp-caseload.ts";
import "../components/tp-caseload.ts";
import { rememberUnseenWeeks, unseenWeeks } from "../practice.ts";
import { href } from "../router.ts";
import { fillWithSample, SAMPLE_PREFIX } from "../sample/load.ts";
import { state } from "../state.ts";
import { text } from "../text/index.ts";
import type { CaseloadEntry, Progress } from "../vault/api.ts";
import type { VaultClient } from "../vault/client.ts";
import { Following } from "./following.ts";
import { Page } from "./page.ts";
import "./tp-backup-banner.ts";

const words = text.clients;

/** The caseload: how everyone is doing, without opening a journal. */
export class ClientsPage extends Page {
  static override properties = {
    ...Page.properties,
    entries: { state: true },
    view: { state: true },
    filling: { state: true },
    due: { state: true },
    folderWaits: { state: true },
  };
  declare entries: CaseloadEntry[];
  declare view: CaseloadView;
  declare filling: Progress | null;
  /** Why a backup is due, if one is. */
  declare due: Due | null;
  /** Whether a backup waits for leave to be written into its folder. */
  declare folderWaits: boolean;

  constructor() {
    super();
    this.entries = [];
    this.view = keptView();
    this.filling = null;
    this.due = null;
    this.folderWaits = false;
    new Following(this, () => void this.reload(), () => this.filling !== null);
  }

  override connectedCallback(): void {
    super.connectedCallback();
    keepView(this.view);
  }

  protected override async load(vault: VaultClient): Promise<void> {
    const [entries, backups, weeks, waiting] = await Promise.all([
      vault.call("getCaseload"),
      backupSettings(vault),
      unseenWeeks(vault),
      folderKeeper.isWaiting(),
    ]);
    this.folderWaits = waiting;
    this.entries = entries;
    if (weeks !== null) this.#show({ ...this.view, weeks });
    this.due = dueBackup(backups, entries);
  }

  protected override render(): TemplateResult {
    const selection = select(this.entries, this.view);
    return html`<header class="page-head">
        <div>
          <h1 tabindex="-1" data-focus>${words.title}</h1>
          <p class="facts" role="status">${this.loaded ? text.caseload.shown(selection.shown.length, this.entries.length) : text.words.loading}</p>
        </div>
        <a class="button ${this.entries.length > 0 ? "primary" : ""}" href=${href({ page: "add-client" })}>${icons.plus}${words.add}</a>
      </header>
      ${refusal(this.failure)} <tp-backup-banner .due=${this.due} .folderWaits=${this.folderWaits}></tp-backup-banner> ${this.#body(selection)}`;
  }

  #body(selection: Selection): TemplateResult | typeof nothing {
    if (this.filling) return this.#fillProgress(this.filling);
    if (!this.loaded || this.failure) return nothing;
    return this.entries.length === 0 ? this.#empty() : this.#list(selection);
  }

  #empty(): TemplateResult {
    return html`<section class="card empty">
      <h2>${words.empty}</h2>
      <p>${words.emptyLead}</p>
      <p class="actions">
        <a class="button primary" href=${href({ page: "add-client" })}>${words.add}</a>
        <a class="button" href=${href({ page: "files" })}>${text.files.importTitle}</a>
      </p>
      <hr />
      <h3>${text.demo.title}</h3>
      <p>${text.demo.lead}</p>
      <p class="actions"><button type="button" @click=${this.#fill}>${text.demo.fill}</button></p>
    </section>`;
  }

  #fillProgress({ done, total }: Progress): TemplateResult {
    return html`<section class="card" role="status">
      <p id="filling">${text.demo.filling(done, total)}</p>
      <progress aria-labelledby="filling" max=${total} value=${done}></progress>
    </section>`;
  }

  #list(selection: Selection): TemplateResult {
    const { view, entries } = this;
    const { shown } = selection;
    const isSample = entries.some((entry) => entry.client_id.startsWith(SAMPLE_PREFIX));
    const control: ViewControl = { view, change: (next) => this.#change(next) };
    const sort = (event: SortEvent) => {
      this.#change(sortedBy(view, event.sort));
    };
    return html`${isSample ? html`<p class="sample-banner">${text.demo.banner}</p>` : nothing}
      ${caseloadControls(control, selection)}
      ${shown.length === 0
        ? nobody(control)
        : html`<tp-caseload .entries=${shown} .sort=${view.sort} .down=${view.down} .weeks=${view.weeks} @tp-sort=${sort}></tp-caseload>
            <p class="facts caseload-note">${text.caseload.note}</p>`}`;
  }

  #change(view: CaseloadView): void {
    const { weeks } = this.view;
    this.#show(view);
    if (view.weeks !== weeks) void this.attempt((vault) => rememberUnseenWeeks(vault, view.weeks));
  }

  #show(view: CaseloadView): void {
    this.view = view;
    keepView(view);
  }

  async #fill(): Promise<void> {
    const onProgress = (progress: Progress) => {
      this.filling = progress;
    };
    const filled = await this.attempt((vault) => fillWithSample(vault, onProgress));
    this.filling = null;
    if (!filled) return;
    await this.reload();
    state.notify(text.demo.filled);
  }
}

customElements.define("tp-clients", ClientsPage);
