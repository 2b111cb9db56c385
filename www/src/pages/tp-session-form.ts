import { html, nothing, type TemplateResult } from "lit";
import { icons } from "../components/icons.ts";
import { refusal, sentenceFor } from "../components/refusal.ts";
import { companionsOf, isBlank, makeDraft, sessionOf, STATES, type SessionDraft } from "../components/session-draft.ts";
import type { LeaveQuestion } from "../components/tp-leave-question.ts";
import "../components/tp-leave-question.ts";
import type { DraftEvent, SessionFields } from "../components/tp-session-fields.ts";
import "../components/tp-session-fields.ts";
import { singleKey } from "../keys.ts";
import { guardLeaving } from "../leaving.ts";
import { rememberTemplate, writingChoices } from "../practice.ts";
import { go, href } from "../router.ts";
import { DraftBackEvent, state } from "../state.ts";
import { text } from "../text/index.ts";
import type { Client, KeptDraft, SessionLog, TherapeuticGoal } from "../vault/api.ts";
import type { VaultClient } from "../vault/client.ts";
import { asVaultError } from "../vault/error.ts";
import { DraftKeeper, type Keeping } from "./draft-keeper.ts";
import { besideForm, sessionAside } from "./session-aside.ts";
import { checkDraft } from "./session-checks.ts";
import { offerUndo, withdrawUndo } from "./undo-save.ts";
import { WritingPage } from "./writing-page.ts";

const words = text.sessionForm;

/** Writes up a session, with the last one and the open goals beside it. */
export class SessionFormPage extends WritingPage {
  static override properties = {
    ...WritingPage.properties,
    clientId: { attribute: false },
    client: { state: true },
    draft: { state: true },
    goals: { state: true },
    last: { state: true },
    restoredAt: { state: true },
    keeping: { state: true },
  };
  declare clientId: string;
  declare client: Client | null;
  declare draft: SessionDraft;
  /** Those that are open. */
  declare goals: TherapeuticGoal[];
  declare last: SessionLog | undefined;
  declare restoredAt: string;
  declare keeping: Keeping | null;
  #keeper: DraftKeeper | null = null;
  /** The form as it is before anything is written. */
  #empty = makeDraft();
  #unguard: (() => void) | null = null;

  constructor() {
    super();
    this.client = null;
    this.draft = this.#empty;
    this.goals = [];
    this.last = undefined;
    this.restoredAt = "";
    this.keeping = null;
  }

  override connectedCallback(): void {
    this.#keeper = new DraftKeeper(this.clientId, (keeping) => {
      this.keeping = keeping;
    });
    this.#keeper.start();
    this.#unguard = guardLeaving(() => this.#mayLeave());
    document.addEventListener("keydown", this.#stateKey);
    state.addEventListener("draft-back", this.#draftBack);
    besideForm.addEventListener("change", this.#widthChanged);
    super.connectedCallback();
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    document.removeEventListener("keydown", this.#stateKey);
    state.removeEventListener("draft-back", this.#draftBack);
    besideForm.removeEventListener("change", this.#widthChanged);
    this.#unguard?.();
    this.#keeper?.stop();
  }

  #widthChanged = (): void => {
    this.requestUpdate();
  };

  protected override async load(vault: VaultClient): Promise<void> {
    void this.loadVocabulary(vault);
    const [goals, recent, clients, choices, held] = await Promise.all([
      this.unlessDamaged(vault.call("getGoals", this.clientId), []),
      vault.call("getSessions", this.clientId, { limit: 1, skip_damaged: true }),
      this.unlessDamaged(vault.call("getClients"), []),
      writingChoices(vault),
      this.unlessDamaged(this.#keeper?.restore() ?? Promise.resolve(null), null),
    ]);
    const kept = held && (await this.#isSaved(vault, held)) ? null : held;
    this.goals = goals;
    this.last = recent[0];
    this.client = clients.find((client) => client.client_id === this.clientId) ?? null;
    const minutes = this.last ? { session_duration_minutes: String(this.last.session_duration_minutes) } : {};
    this.#empty = makeDraft({ ...minutes, note_template: choices.noteTemplate });
    this.draft = kept ? makeDraft(kept.draft) : this.#empty;
    this.restoredAt = kept?.saved_at ?? "";
  }

  /** Whether a draft's session is in the journal, since the page did not live to hear of the save. Such a draft goes. */
  async #isSaved(vault: VaultClient, { draft }: KeptDraft): Promise<boolean> {
    const saved = await vault.call("getSession", makeDraft(draft).session_id).then(() => true, () => false);
    if (saved) await this.#keeper?.discard();
    return saved;
  }

  protected override render(): TemplateResult {
    const name = this.client?.display_name || this.clientId;
    return html`<p class="crumb"><a href=${href({ page: "client", client: this.clientId, section: "journal" })}>${icons.back}${name}</a></p>
      <h1 tabindex="-1" data-focus>${words.title}</h1>
      ${this.loaded ? html`<div class="beside">${this.#form()} ${sessionAside(this.last, this.goals)}</div>` : html`<p>${text.words.loading}</p>`}
      <tp-leave-question></tp-leave-question>`;
  }

  #form(): TemplateResult {
    return html`<form class="card stack" novalidate @submit=${this.#submit} @keydown=${this.#shortcut} @tp-draft=${this.#edited}>
      ${this.#restored()}
      <tp-session-fields .draft=${this.draft} .goals=${this.goals} .errors=${this.errors} .vocabulary=${this.vocabulary}></tp-session-fields>
      ${refusal(this.failure)}
      <p class="actions save-bar">
        <button class="primary" ?disabled=${this.busy}>${this.busy ? words.saving : words.save}</button>
        <span class="hint keys">${words.shortcut}</span>
        ${this.#kept()}
      </p>
    </form>`;
  }

  #kept(): TemplateResult | typeof nothing {
    const { keeping } = this;
    if (keeping === "failed") return html`<span class="field-error" role="status">${text.writing.leaving.notKept}</span>`;
    return keeping && keeping !== "forgotten" ? html`<span class="hint">${words.draftSaved(keeping.savedAt)}</span>` : nothing;
  }

  #restored(): TemplateResult | typeof nothing {
    if (!this.restoredAt) return nothing;
    return html`<p class="restored" role="status">
      <span>${words.draftRestored(this.restoredAt)}</span>
      <button type="button" class="link" @click=${this.#discard}>${words.draftDiscard}</button>
    </p>`;
  }

  #edited(event: DraftEvent): void {
    const { note_template } = this.draft;
    this.draft = event.draft;
    if (this.draft.note_template !== note_template) void this.#rememberTemplate();
    const blank = isBlank(this.draft, this.#empty);
    if (!blank) withdrawUndo(this.clientId);
    this.#keeper?.keep(blank ? null : this.draft);
  }

  /** The next note begins with the template of this one. */
  async #rememberTemplate(): Promise<void> {
    if (!state.vault) return;
    try {
      await rememberTemplate(state.vault, this.draft.note_template);
    } catch (thrown) {
      state.notify(sentenceFor(asVaultError(thrown)));
    }
  }

  async #discard(): Promise<void> {
    if (!(await this.attempt(async () => this.#keeper?.discard()))) return;
    this.restoredAt = "";
    this.keeping = null;
    this.#empty = makeDraft({ ...this.#empty, session_id: crypto.randomUUID() });
    this.draft = this.#empty;
    this.errors = {};
    state.notify(words.draftDiscarded);
  }

  /** Only a draft that the vault could not take is worth a question: every other one is still there afterwards. */
  async #mayLeave(): Promise<boolean> {
    if (!this.#keeper || (await this.#keeper.flush())) return true;
    const leave = await this.querySelector<LeaveQuestion>("tp-leave-question")?.ask();
    if (leave) this.#keeper.drop();
    return leave ?? true;
  }

  #draftBack = (event: Event): void => {
    if (!(event instanceof DraftBackEvent) || event.clientId !== this.clientId) return;
    this.#keeper?.drop();
    void this.reload();
  };

  #stateKey = (event: KeyboardEvent): void => {
    const chosen = STATES[Number(singleKey(event)) - 1];
    if (!chosen) return;
    event.preventDefault();
    this.querySelector<SessionFields>("tp-session-fields")?.chooseState(chosen);
  };

  #shortcut(event: KeyboardEvent): void {
    if (event.key !== "Enter" || !(event.ctrlKey || event.metaKey)) return;
    event.preventDefault();
    (event.currentTarget as HTMLFormElement).requestSubmit();
  }

  async #submit(event: SubmitEvent): Promise<void> {
    event.preventDefault();
    if (this.busy) return;
    const { draft } = this;
    if (!(await this.submit(checkDraft(draft), (vault) => this.#save(vault)))) return;
    offerUndo(draft, this.clientId);
    go({ page: "client", client: this.clientId, section: "journal" });
  }

  async #save(vault: VaultClient): Promise<void> {
    await vault.call("logSession", sessionOf(this.draft, this.clientId), companionsOf(this.draft, this.goals));
    await this.#keeper?.discard();
  }
}

customElements.define("tp-session-form", SessionFormPage);
