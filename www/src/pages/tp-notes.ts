import { html, nothing, type TemplateResult } from "lit";
import { textField } from "../components/field.ts";
import { icons } from "../components/icons.ts";
import { refusal } from "../components/refusal.ts";
import type { LeaveQuestion } from "../components/tp-leave-question.ts";
import "../components/tp-leave-question.ts";
import { guardLeaving } from "../leaving.ts";
import { LockingEvent, state } from "../state.ts";
import { text } from "../text/index.ts";
import type { PsychotherapyNotes } from "../vault/api.ts";
import { FormPage } from "./page.ts";

const words = text.notes;

/** How long a lock may wait until unsaved notes are sealed, in milliseconds. */
const SAVE_MS = 5000;

/**
 * The psychotherapy notes of a session: a compartment that stays closed until it is asked for, and is not printed.
 *
 * What is written here is in no draft, since those are sealed with the record. It is saved by hand, or as the
 * vault locks by itself; before a person leaves, they are asked.
 */
export class NotesBox extends FormPage {
  static override properties = {
    ...FormPage.properties,
    sessionId: { attribute: false },
    isFixed: { attribute: false },
    isOpen: { state: true },
    texts: { state: true },
    written: { state: true },
  };
  declare sessionId: string;
  /** True where the session is struck out, so that its notes can only be read. */
  declare isFixed: boolean;
  declare isOpen: boolean;
  /** Newest first; empty while the box is closed. */
  declare texts: PsychotherapyNotes[];
  /** What stands in the field. */
  declare written: string;
  #unguard: (() => void) | null = null;

  constructor() {
    super();
    this.isFixed = false;
    this.isOpen = false;
    this.texts = [];
    this.written = "";
  }

  override connectedCallback(): void {
    super.connectedCallback();
    this.#unguard = guardLeaving(() => this.#mayLeave());
    state.addEventListener("locking", this.#locking);
    addEventListener("beforeunload", this.#unloading);
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.#unguard?.();
    state.removeEventListener("locking", this.#locking);
    removeEventListener("beforeunload", this.#unloading);
    this.#forget();
  }

  protected override render(): TemplateResult {
    const toggle = () => void (this.isOpen ? this.#close() : this.#open());
    return html`<section class="notes-box no-print" aria-labelledby="notes-title">
      <h2 id="notes-title">${icons.lock}${words.title}</h2>
      <p class="facts">${words.lead}</p>
      <p class="actions">
        <button type="button" aria-expanded=${this.isOpen ? "true" : "false"} ?disabled=${this.busy} @click=${toggle}>${this.isOpen ? words.close : words.open}</button>
      </p>
      ${this.isOpen ? this.#content() : refusal(this.failure)}
      <tp-leave-question .heading=${words.leaveTitle} .lead=${words.leaveLead}></tp-leave-question>
    </section>`;
  }

  #content(): TemplateResult {
    const [latest, ...earlier] = this.texts;
    return html`${this.isFixed ? this.#reading(latest) : this.#form(latest)}
      ${earlier.length > 0 ? html`<details class="fold"><summary>${words.earlier(earlier.length)}</summary>${earlier.map(pastText)}</details>` : nothing}`;
  }

  #reading(latest: PsychotherapyNotes | undefined): TemplateResult {
    return html`<p class="hint">${words.struck}</p>${latest ? pastText(latest) : html`<p>${words.none}</p>`}`;
  }

  #form(latest: PsychotherapyNotes | undefined): TemplateResult {
    const typed = (event: InputEvent) => {
      this.written = (event.target as HTMLTextAreaElement).value;
    };
    const field = { id: "notes-text", name: "text", label: words.label, hint: words.hint, rows: 6, error: this.errors["text"], value: this.written };
    return html`<form class="stack" novalidate @submit=${this.#save} @input=${typed}>
      ${textField(field)} ${refusal(this.failure)}
      <p class="actions">
        <button class="primary" ?disabled=${this.busy}>${this.busy ? words.saving : words.save}</button>
        <span class="hint">${latest ? words.savedAt(latest.saved_at) : words.none}</span>
      </p>
    </form>`;
  }

  #isDirty(): boolean {
    return this.isOpen && !this.isFixed && this.written !== (this.texts[0]?.text ?? "");
  }

  async #open(): Promise<void> {
    if (!(await this.attempt((vault) => this.#read(vault)))) return;
    this.isOpen = true;
    await this.updateComplete;
    this.querySelector<HTMLElement>("#notes-text")?.focus();
  }

  async #read(vault: NonNullable<typeof state.vault>): Promise<void> {
    this.texts = await vault.call("getPsychotherapyNotesRevisions", this.sessionId);
    this.written = this.texts[0]?.text ?? "";
  }

  async #close(): Promise<void> {
    if (await this.#mayLeave()) this.#forget();
  }

  /** Takes every decrypted text off the page. */
  #forget(): void {
    this.isOpen = false;
    this.texts = [];
    this.written = "";
    this.errors = {};
    this.failure = null;
  }

  async #save(event: SubmitEvent): Promise<void> {
    event.preventDefault();
    if (this.busy) return;
    const { written } = this;
    const found = written.trim() === "" && this.texts.length === 0 ? { text: text.errors.required } : {};
    const save = async (vault: NonNullable<typeof state.vault>) => {
      await vault.call("savePsychotherapyNotes", this.sessionId, written);
      this.texts = await vault.call("getPsychotherapyNotesRevisions", this.sessionId);
    };
    if (await this.submit(found, save)) state.notify(words.saved);
  }

  async #mayLeave(): Promise<boolean> {
    if (!this.#isDirty()) return true;
    const leave = (await this.querySelector<LeaveQuestion>("tp-leave-question")?.ask()) ?? true;
    if (leave) this.#forget();
    return leave;
  }

  #locking = (event: Event): void => {
    const { vault } = state;
    if (!(event instanceof LockingEvent) || !vault || !this.#isDirty()) return;
    event.waitFor(vault.call("savePsychotherapyNotes", this.sessionId, this.written), SAVE_MS);
  };

  #unloading = (event: BeforeUnloadEvent): void => {
    if (this.#isDirty()) event.preventDefault();
  };
}

function pastText({ saved_at, text: said }: PsychotherapyNotes): TemplateResult {
  return html`<div class="notes-past"><p class="facts">${words.savedAt(saved_at)}</p><p class="prose">${said || words.takenBack}</p></div>`;
}

customElements.define("tp-notes", NotesBox);
