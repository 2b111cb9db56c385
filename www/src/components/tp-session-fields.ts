import { html, nothing, type TemplateResult } from "lit";
import { text } from "../text/index.ts";
import type { EmotionalState, TherapeuticGoal, Vocabulary } from "../vault/api.ts";
import { fieldGroup, inputField, textField } from "./field.ts";
import { LightElement } from "./light-element.ts";
import { STATES, type FieldErrors, type SessionDraft } from "./session-draft.ts";
import type { GoalsEvent } from "./tp-goal-entries.ts";
import "./tp-goal-entries.ts";
import { templateChoice } from "./tp-note-fields.ts";
import type { TokensEvent } from "./tp-tokens.ts";
import "./tp-tokens.ts";

/** The form's content changed. */
export class DraftEvent extends Event {
  readonly draft: SessionDraft;

  constructor(draft: SessionDraft) {
    super("tp-draft", { bubbles: true });
    this.draft = draft;
  }
}

const form = text.sessionForm;

/** Nothing was written yet, so nothing can be suggested. */
export const NO_WORDS: Vocabulary = { techniques: [], crisis_flags: [], homework: [] };

/** The tasks of a homework text, one a line. */
function tasksOf(homework: string): string[] {
  return homework.split("\n").filter((line) => line.trim() !== "");
}

/** The tasks that were given before, each once. */
function knownTasks({ homework }: Vocabulary): string[] {
  return [...new Set(homework.flatMap(tasksOf))];
}

/** Every field of a session, in the order in which a session is written up. */
export class SessionFields extends LightElement {
  static override properties = {
    draft: { attribute: false },
    goals: { attribute: false },
    vocabulary: { attribute: false },
    errors: { attribute: false },
    amending: { type: Boolean },
  };
  declare draft: SessionDraft;
  declare goals: TherapeuticGoal[];
  declare vocabulary: Vocabulary;
  declare errors: FieldErrors;
  /** An amendment changes the session alone: no goal moves with it, and its template stays. */
  declare amending: boolean;

  constructor() {
    super();
    this.goals = [];
    this.vocabulary = NO_WORDS;
    this.errors = {};
    this.amending = false;
  }

  /** Chooses a state and moves the focus to it. */
  chooseState(state: EmotionalState): void {
    this.#change({ emotional_state: state });
    this.querySelector<HTMLInputElement>(`input[value="${state}"]`)?.focus();
  }

  protected override render(): TemplateResult {
    return html`<div class="session-fields" @input=${this.#typed}>
      <div class="row">${this.#when()}${this.#minutes()}</div>
      ${this.amending ? nothing : templateChoice(this.draft.note_template)} ${this.#state()}
      <tp-note-fields .draft=${this.draft} .errors=${this.errors}></tp-note-fields>
      ${this.#tokens("techniques_used", form.techniques, this.vocabulary.techniques)}
      ${this.#goals()}
      ${this.#homework()}
      ${this.#tokens("crisis_flags", form.flags, this.vocabulary.crisis_flags, form.flagsHint)}
      ${this.#more()}
    </div>`;
  }

  #when(): TemplateResult {
    return inputField({
      id: "session-timestamp",
      name: "timestamp",
      label: form.timestamp,
      type: "datetime-local",
      value: this.draft.timestamp,
      error: this.errors["timestamp"],
      required: true,
    });
  }

  #minutes(): TemplateResult {
    return inputField({
      id: "session-minutes",
      name: "session_duration_minutes",
      label: form.duration,
      type: "number",
      min: "0",
      value: this.draft.session_duration_minutes,
      error: this.errors["session_duration_minutes"],
      required: true,
    });
  }

  #state(): TemplateResult {
    const options = { id: "session-state", label: form.state, hint: form.stateHint, error: this.errors["emotional_state"] };
    return fieldGroup(options, html`<div class="scale" @keydown=${this.#digit}>${STATES.map(this.#stateChoice)}</div>`);
  }

  #stateChoice = (state: EmotionalState, index: number): TemplateResult =>
    html`<label class="scale-step">
      <input type="radio" name="emotional_state" value=${state} .checked=${this.draft.emotional_state === state} />
      <span class="scale-key" aria-hidden="true">${index + 1}</span>
      <span>${text.moods.state(state)}</span>
    </label>`;

  #tokens(name: "techniques_used" | "crisis_flags", label: string, known: string[], hint?: string): TemplateResult {
    const take = (event: TokensEvent) => {
      this.#change({ [name]: event.values });
    };
    return html`<tp-tokens .label=${label} .hint=${hint} .error=${this.errors[name]}
      .values=${this.draft[name]} .known=${known} @tp-tokens=${take}></tp-tokens>`;
  }

  #homework(): TemplateResult {
    const take = (event: TokensEvent) => {
      this.#change({ homework_assigned: event.values.join("\n") });
    };
    return html`<tp-tokens whole .label=${form.homework} .error=${this.errors["homework_assigned"]}
      .values=${tasksOf(this.draft.homework_assigned)} .known=${knownTasks(this.vocabulary)} @tp-tokens=${take}></tp-tokens>`;
  }

  #goals(): TemplateResult {
    const { draft, goals, errors } = this;
    if (goals.length === 0) return fieldGroup({ id: "session-goals", label: form.goals }, html`<p class="hint">${form.noGoals}</p>`);
    const take = (event: GoalsEvent) => {
      this.#change(event.change);
    };
    return html`<tp-goal-entries ?amending=${this.amending} .draft=${draft} .goals=${goals} .errors=${errors} @tp-goals-changed=${take}></tp-goal-entries>`;
  }

  #more(): TemplateResult {
    const error = this.errors["metadata"];
    const options = { id: "session-metadata", name: "metadata", label: form.metadata, hint: form.metadataHint };
    return html`<details class="more" ?open=${error !== undefined || this.draft.metadata !== ""}>
      <summary>${form.more}</summary>
      ${textField({ ...options, value: this.draft.metadata, error })}
      <p class="hint">${text.sessions.id}: ${this.draft.session_id || nothing}</p>
    </details>`;
  }

  /** Keys 1 to 5 choose the state while one of the choices has the focus, whatever the settings say. */
  #digit(event: KeyboardEvent): void {
    const state = STATES[Number(event.key) - 1];
    if (!state || event.ctrlKey || event.metaKey || event.altKey) return;
    event.preventDefault();
    this.chooseState(state);
  }

  #typed(event: InputEvent): void {
    const input = event.target as HTMLInputElement;
    if (input.name && input.name in this.draft) this.#change({ [input.name]: input.value });
  }

  #change(change: Partial<SessionDraft>): void {
    this.draft = { ...this.draft, ...change };
    this.dispatchEvent(new DraftEvent(this.draft));
  }
}

customElements.define("tp-session-fields", SessionFields);
