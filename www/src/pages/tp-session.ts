import { html, nothing, type TemplateResult } from "lit";
import { inputField } from "../components/field.ts";
import { icons } from "../components/icons.ts";
import { refusal } from "../components/refusal.ts";
import { changesBetween, draftOf, type SessionDraft } from "../components/session-draft.ts";
import { sessionBody, sessionHead, type GoalNames } from "../components/session-entry.ts";
import { signatureLine } from "../components/signature-line.ts";
import type { DraftEvent } from "../components/tp-session-fields.ts";
import "../components/tp-session-fields.ts";
import { keptFilter, keptWords } from "../journal/filter.ts";
import { mayLeave } from "../leaving.ts";
import { href } from "../router.ts";
import { clearHighlight, highlight, showing } from "../search/marks.ts";
import { state } from "../state.ts";
import { text } from "../text/index.ts";
import type { SessionLog, SessionRevision, TherapeuticGoal } from "../vault/api.ts";
import type { VaultClient } from "../vault/client.ts";
import { Following } from "./following.ts";
import { goalNames } from "./goal-names.ts";
import { valuesOf } from "./page.ts";
import { checkDraft } from "./session-checks.ts";
import "./tp-notes.ts";
import "./tp-session-acts.ts";
import type { SessionVersions } from "../versions/tp-versions.ts";
import "../versions/tp-versions.ts";
import { WritingPage } from "./writing-page.ts";

const words = text.sessions;

/** One session in full, its earlier versions, and the form that amends it. */
export class SessionPage extends WritingPage {
  static override properties = {
    ...WritingPage.properties,
    clientId: { attribute: false },
    sessionId: { attribute: false },
    session: { state: true },
    revisions: { state: true },
    goals: { state: true },
    draft: { state: true },
    sought: { state: true },
  };
  declare clientId: string;
  declare sessionId: string;
  declare session: SessionLog | null;
  /** Newest first; the first is the session as it stands. */
  declare revisions: SessionRevision[];
  declare goals: TherapeuticGoal[];
  /** Null while the session is only read. */
  declare draft: SessionDraft | null;
  /** The words that the journal is searched for, folded; they stay marked here. */
  declare sought: readonly string[];

  constructor() {
    super();
    this.sought = [];
    this.session = null;
    this.revisions = [];
    this.goals = [];
    this.draft = null;
    new Following(this, () => void this.attempt((vault) => this.load(vault)), () => this.draft !== null);
  }

  override connectedCallback(): void {
    this.sought = keptWords(this.clientId);
    super.connectedCallback();
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    clearHighlight();
  }

  protected override updated(): void {
    void this.#highlight();
  }

  /** The versions draw themselves after the page. */
  async #highlight(): Promise<void> {
    await this.querySelector<SessionVersions>("tp-versions")?.updateComplete;
    if (this.isConnected) highlight(this.querySelectorAll(".entry-body"), this.draft ? [] : this.sought);
  }

  protected override async load(vault: VaultClient): Promise<void> {
    const [session, revisions, goals] = await Promise.all([
      vault.call("getSession", this.sessionId),
      vault.call("getSessionRevisions", this.sessionId),
      vault.call("getGoals", this.clientId, { active_only: false }),
    ]);
    this.goals = goals;
    this.revisions = revisions;
    this.session = session;
  }

  protected override render(): TemplateResult {
    const back = href({ page: "client", client: this.clientId, section: "journal" });
    return html`<p class="crumb"><a href=${back}>${icons.back}${text.client.sections.journal}</a></p>
      ${this.session ? this.#content(this.session) : html`<p>${this.loaded ? nothing : text.words.loading}</p>`}
      ${this.draft ? nothing : refusal(this.failure)}`;
  }

  #content(session: SessionLog): TemplateResult {
    if (this.draft) return this.#form(this.draft);
    const amend = () => void this.#beginAmending(session);
    const [latest] = this.revisions;
    if (!latest) return html`<p>${text.words.loading}</p>`;
    const reload = () => void this.reload();
    return html`<h1 tabindex="-1" data-focus class=${latest.struck ? "struck-title" : ""}>${words.title(session)}</h1>
      ${latest.struck ? html`<p class="caution">${icons.info}<span>${text.striking.struck(latest.saved_at, latest.reason)}</span></p>` : nothing}
      ${this.#marks()}
      <article class="entry entry-full">
        <header class="entry-head">${sessionHead(session)}</header>
        ${sessionBody(session, this.#names(), showing(this.sought))}
        ${latest.signed_at === null ? html`<p class="facts signature">${text.signing.unsigned}</p>` : signatureLine(latest)}
      </article>
      <tp-session-acts .revision=${latest} @tp-amend=${amend} @tp-changed=${reload}></tp-session-acts>
      <tp-notes .sessionId=${this.sessionId} .isFixed=${latest.struck}></tp-notes>
      <tp-versions .revisions=${this.revisions} .goals=${this.#names()} .show=${showing(this.sought)}></tp-versions>`;
  }

  /** The form takes the place of everything here, notes that are not saved yet too. */
  async #beginAmending(session: SessionLog): Promise<void> {
    if (!(await mayLeave())) return;
    this.draft = draftOf(session);
    if (state.vault) await this.loadVocabulary(state.vault);
  }

  /** What is marked and the way to be rid of it. */
  #marks(): TemplateResult | typeof nothing {
    if (this.sought.length === 0) return nothing;
    const unmark = () => {
      this.sought = [];
    };
    return html`<p class="actions marks-line">
      <span class="facts">${text.journal.marked(keptFilter(this.clientId).query.trim())}</span>
      <button type="button" class="quiet" @click=${unmark}>${text.journal.unmark}</button>
    </p>`;
  }

  #names(): GoalNames {
    return goalNames(this.goals);
  }

  #form(draft: SessionDraft): TemplateResult {
    const keep = (event: DraftEvent) => {
      this.draft = event.draft;
    };
    const isSigned = typeof this.revisions[0]?.signed_at === "string";
    const reason = { id: "amend-reason", name: "reason", label: words.reason, error: this.errors["reason"], required: true };
    return html`<h1 tabindex="-1" data-focus>${words.amendTitle}</h1>
      <p class="lead">${isSigned ? text.signing.amendLead : words.amendLead}</p>
      <form class="card stack" novalidate @submit=${this.#amend} @tp-draft=${keep}>
        <tp-session-fields amending .draft=${draft} .goals=${this.goals} .errors=${this.errors} .vocabulary=${this.vocabulary}></tp-session-fields>
        ${inputField(reason)} ${refusal(this.failure)}
        <p class="actions">
          <button class="primary" ?disabled=${this.busy}>${words.saveAmendment}</button>
          <button type="button" class="quiet" @click=${this.#cancel}>${text.words.cancel}</button>
        </p>
      </form>`;
  }

  #cancel(): void {
    this.draft = null;
    this.errors = {};
    this.failure = null;
  }

  async #amend(event: SubmitEvent): Promise<void> {
    event.preventDefault();
    const { reason = "" } = valuesOf(event.currentTarget as HTMLFormElement);
    const { draft, session } = this;
    if (!draft || !session) return;
    const found = { ...checkDraft(draft), ...(reason.trim() ? {} : { reason: text.errors.required }) };
    const changes = changesBetween(draftOf(session), draft);
    const amend = async (vault: VaultClient) => {
      await vault.call("amendSession", session.session_id, changes, { reason: reason.trim() });
    };
    if (!(await this.submit(found, amend))) return;
    this.draft = null;
    await this.reload();
    state.notify(words.amended);
  }
}

customElements.define("tp-session", SessionPage);
