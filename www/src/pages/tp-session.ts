import { html, nothing, type TemplateResult } from "lit";
import { inputField } from "../components/field.ts";
import { icons } from "../components/icons.ts";
import { refusal } from "../components/refusal.ts";
import { changesBetween, draftOf, type SessionDraft } from "../components/session-draft.ts";
import { sessionBody, sessionHead, type GoalNames } from "../components/session-entry.ts";
import type { DraftEvent } from "../components/tp-session-fields.ts";
import "../components/tp-session-fields.ts";
import { keptFilter, keptWords } from "../journal/filter.ts";
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
    highlight(this.querySelectorAll(".entry-body"), this.draft ? [] : this.sought);
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
    const amend = () => {
      this.draft = draftOf(session);
      if (state.vault) void this.loadVocabulary(state.vault);
    };
    return html`<h1 tabindex="-1" data-focus>${words.title(session)}</h1>
      ${this.#marks()}
      <article class="entry entry-full">
        <header class="entry-head">${sessionHead(session)}</header>
        ${sessionBody(session, this.#names(), showing(this.sought))}
      </article>
      <p class="actions"><button type="button" @click=${amend}>${icons.pen}${words.amend}</button></p>
      ${this.#history()}`;
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

  #history(): TemplateResult | typeof nothing {
    const [, ...earlier] = this.revisions;
    if (earlier.length === 0) return nothing;
    return html`<details class="revisions">
      <summary>${words.revisions(earlier.length)}</summary>
      ${earlier.map((revision, index) => this.#revision(revision, this.revisions[index]?.reason ?? ""))}
    </details>`;
  }

  /** An earlier version. `reason` is the one given by the version that took its place. */
  #revision({ revision, saved_at, session }: SessionRevision, reason: string): TemplateResult {
    return html`<article class="entry">
      <header class="entry-head"><h2>${words.revision(revision, saved_at)}</h2></header>
      ${reason ? html`<p class="facts">${words.revisionReason(reason)}</p>` : nothing}
      <p class="entry-head">${sessionHead(session)}</p>
      ${sessionBody(session, this.#names(), showing(this.sought))}
    </article>`;
  }

  #form(draft: SessionDraft): TemplateResult {
    const keep = (event: DraftEvent) => {
      this.draft = event.draft;
    };
    const reason = { id: "amend-reason", name: "reason", label: words.reason, error: this.errors["reason"], required: true };
    return html`<h1 tabindex="-1" data-focus>${words.amendTitle}</h1>
      <p class="lead">${words.amendLead}</p>
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
