import { html, nothing, type TemplateResult } from "lit";
import { icons } from "../components/icons.ts";
import { refusal } from "../components/refusal.ts";
import { isBlank, makeDraft, sessionOf, type SessionDraft } from "../components/session-draft.ts";
import type { DraftEvent } from "../components/tp-session-fields.ts";
import "../components/tp-session-fields.ts";
import { go, href } from "../router.ts";
import { state } from "../state.ts";
import { text } from "../text/index.ts";
import { formatDate } from "../text/format.ts";
import type { Client, SessionLog, TherapeuticGoal } from "../vault/api.ts";
import type { VaultClient } from "../vault/client.ts";
import { DraftKeeper } from "./draft-keeper.ts";
import { FormPage } from "./page.ts";
import { checkDraft } from "./session-checks.ts";

const words = text.sessionForm;

/** How many recent sessions the suggestions are drawn from. */
const RECENT = 20;

/** Writes up a session, with the last one beside it. */
export class SessionFormPage extends FormPage {
  static override properties = {
    ...FormPage.properties,
    clientId: { attribute: false },
    client: { state: true },
    draft: { state: true },
    goals: { state: true },
    recent: { state: true },
    restoredAt: { state: true },
    savedAt: { state: true },
  };
  declare clientId: string;
  declare client: Client | null;
  declare draft: SessionDraft;
  declare goals: TherapeuticGoal[];
  /** Newest first. */
  declare recent: SessionLog[];
  declare restoredAt: string;
  declare savedAt: string;
  #keeper: DraftKeeper | null = null;

  constructor() {
    super();
    this.client = null;
    this.draft = makeDraft();
    this.goals = [];
    this.recent = [];
    this.restoredAt = "";
    this.savedAt = "";
  }

  override connectedCallback(): void {
    this.#keeper = new DraftKeeper(this.clientId, (savedAt) => {
      this.savedAt = savedAt;
    });
    this.#keeper.start();
    super.connectedCallback();
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.#keeper?.stop();
  }

  protected override async load(vault: VaultClient): Promise<void> {
    const [goals, recent, clients, kept] = await Promise.all([
      vault.call("getGoals", this.clientId),
      vault.call("getSessions", this.clientId, { limit: RECENT, skip_damaged: true }),
      vault.call("getClients"),
      this.#keeper?.restore(),
    ]);
    this.goals = goals;
    this.recent = recent;
    this.client = clients.find((client) => client.client_id === this.clientId) ?? null;
    if (!kept) return;
    this.draft = { ...makeDraft(), ...(kept.draft as Partial<SessionDraft>) };
    this.restoredAt = kept.saved_at;
  }

  protected override render(): TemplateResult {
    const name = this.client?.display_name || this.clientId;
    return html`<p class="crumb"><a href=${href({ page: "client", client: this.clientId, section: "journal" })}>${icons.back}${name}</a></p>
      <h1 tabindex="-1" data-focus>${words.title}</h1>
      ${this.loaded ? html`<div class="beside">${this.#form()} ${this.#lastSession()}</div>` : html`<p>${text.words.loading}</p>`}`;
  }

  #form(): TemplateResult {
    return html`<form class="card stack" novalidate @submit=${this.#submit} @keydown=${this.#shortcut} @tp-draft=${this.#edited}>
      ${this.#restored()}
      <tp-session-fields .draft=${this.draft} .goals=${this.goals} .errors=${this.errors}
        .techniques=${usedLately(this.recent, "techniques_used")} .flags=${usedLately(this.recent, "crisis_flags")}></tp-session-fields>
      ${refusal(this.failure)}
      <p class="actions save-bar">
        <button class="primary" ?disabled=${this.busy}>${this.busy ? words.saving : words.save}</button>
        <span class="hint keys">${words.shortcut}</span>
        <span class="hint">${this.savedAt ? words.draftSaved(this.savedAt) : nothing}</span>
      </p>
    </form>`;
  }

  #restored(): TemplateResult | typeof nothing {
    if (!this.restoredAt) return nothing;
    return html`<p class="restored" role="status">
      <span>${words.draftRestored(this.restoredAt)}</span>
      <button type="button" class="link" @click=${this.#discard}>${words.draftDiscard}</button>
    </p>`;
  }

  #lastSession(): TemplateResult {
    const [last] = this.recent;
    return html`<aside class="last-session" aria-labelledby="last-title">
      <h2 id="last-title">${words.last}</h2>
      ${last ? lastWords(last) : html`<p>${words.lastNone}</p>`}
    </aside>`;
  }

  #edited(event: DraftEvent): void {
    this.draft = event.draft;
    if (!isBlank(this.draft)) this.#keeper?.keep(this.draft);
  }

  async #discard(): Promise<void> {
    await this.attempt(async () => this.#keeper?.discard());
    this.draft = makeDraft();
    this.errors = {};
    this.restoredAt = "";
    this.savedAt = "";
    state.notify(words.draftDiscarded);
  }

  #shortcut(event: KeyboardEvent): void {
    if (event.key !== "Enter" || !(event.ctrlKey || event.metaKey)) return;
    event.preventDefault();
    (event.currentTarget as HTMLFormElement).requestSubmit();
  }

  async #submit(event: SubmitEvent): Promise<void> {
    event.preventDefault();
    if (this.busy) return;
    if (!(await this.submit(checkDraft(this.draft), (vault) => this.#save(vault)))) return;
    state.notify(words.saved);
    go({ page: "client", client: this.clientId, section: "journal" });
  }

  async #save(vault: VaultClient): Promise<void> {
    await vault.call("logSession", sessionOf(this.draft, this.clientId));
    await this.#keeper?.discard();
  }
}

/** Words of recent sessions, most used first. */
function usedLately(sessions: SessionLog[], field: "techniques_used" | "crisis_flags"): string[] {
  const uses = new Map<string, number>();
  for (const word of sessions.flatMap((session) => session[field])) uses.set(word, (uses.get(word) ?? 0) + 1);
  return [...uses].toSorted(([, one], [, other]) => other - one).map(([word]) => word);
}

function lastWords(last: SessionLog): TemplateResult {
  const parts: [string, string][] = [
    [words.lastFocus, last.next_session_focus],
    [words.lastHomework, last.homework_assigned],
    [words.lastProgress, last.progress_notes],
  ];
  return html`<p class="facts">${formatDate(last.timestamp)}, ${text.moods.state(last.emotional_state)}</p>
    <dl>${parts.map(([label, written]) => html`<dt>${label}</dt><dd class="prose">${written || words.nothingNoted}</dd>`)}</dl>`;
}

customElements.define("tp-session-form", SessionFormPage);
