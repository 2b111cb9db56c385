import { html, nothing, type TemplateResult } from "lit";
import { text } from "../text/index.ts";
import type { EmotionalState, TherapeuticGoal } from "../vault/api.ts";
import { fieldGroup, inputField, textField } from "./field.ts";
import { LightElement } from "./light-element.ts";
import { STATES, type FieldErrors, type SessionDraft } from "./session-draft.ts";
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

type TextName = "conversation_summary" | "progress_notes" | "therapist_observations" | "next_session_focus" | "homework_assigned";
type ListName = "techniques_used" | "crisis_flags";

const form = text.sessionForm;

/** Every field of a session, in the order in which a session is written up. */
export class SessionFields extends LightElement {
  static override properties = {
    draft: { attribute: false },
    goals: { attribute: false },
    techniques: { attribute: false },
    flags: { attribute: false },
    errors: { attribute: false },
  };
  declare draft: SessionDraft;
  declare goals: TherapeuticGoal[];
  /** Techniques of this client's recent sessions, and crisis flags. */
  declare techniques: string[];
  declare flags: string[];
  declare errors: FieldErrors;

  constructor() {
    super();
    this.goals = [];
    this.techniques = [];
    this.flags = [];
    this.errors = {};
  }

  protected override render(): TemplateResult {
    return html`<div class="session-fields" @input=${this.#typed}>
      <div class="row">${this.#when()}${this.#minutes()}</div>
      ${this.#state()}
      ${this.#text("conversation_summary", form.summary, 5)}
      ${this.#text("progress_notes", form.progress)}
      ${this.#text("therapist_observations", form.observations)}
      ${this.#tokens("techniques_used", form.techniques, this.techniques)}
      ${this.#goals()}
      ${this.#text("homework_assigned", form.homework, 2)}
      ${this.#text("next_session_focus", form.focus, 2)}
      ${this.#tokens("crisis_flags", form.flags, this.flags, form.flagsHint)}
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

  #text(name: TextName, label: string, rows = 3): TemplateResult {
    return textField({ id: `session-${name}`, name, label, rows, value: this.draft[name], error: this.errors[name] });
  }

  #tokens(name: ListName, label: string, known: string[], hint?: string): TemplateResult {
    const take = (event: TokensEvent) => {
      this.#change({ [name]: event.values });
    };
    return html`<tp-tokens id="session-${name}" .label=${label} .hint=${hint} .error=${this.errors[name]}
      .values=${this.draft[name]} .known=${known} @tp-tokens=${take}></tp-tokens>`;
  }

  #goals(): TemplateResult {
    const options = { id: "session-goals", label: form.goals, error: this.errors["therapeutic_goals"] };
    if (this.goals.length === 0) return fieldGroup(options, html`<p class="hint">${form.noGoals}</p>`);
    return fieldGroup(options, html`<div class="checks">${this.goals.map(this.#goalChoice)}</div>`);
  }

  #goalChoice = (goal: TherapeuticGoal): TemplateResult =>
    html`<label class="check">
      <input type="checkbox" name="therapeutic_goals" value=${goal.goal_id}
        .checked=${this.draft.therapeutic_goals.includes(goal.goal_id)} />
      <span>${goal.description}</span>
    </label>`;

  #more(): TemplateResult {
    const error = this.errors["metadata"];
    const options = { id: "session-metadata", name: "metadata", label: form.metadata, hint: form.metadataHint };
    return html`<details class="more" ?open=${error !== undefined || this.draft.metadata !== ""}>
      <summary>${form.more}</summary>
      ${textField({ ...options, value: this.draft.metadata, error })}
      <p class="hint">${text.sessions.id}: ${this.draft.session_id || nothing}</p>
    </details>`;
  }

  /** Keys 1 to 5 choose the state while one of the choices has the focus. */
  #digit(event: KeyboardEvent): void {
    const state = STATES[Number(event.key) - 1];
    if (!state || event.ctrlKey || event.metaKey || event.altKey) return;
    event.preventDefault();
    this.#change({ emotional_state: state });
    this.querySelector<HTMLInputElement>(`input[value="${state}"]`)?.focus();
  }

  #typed(event: InputEvent): void {
    const input = event.target as HTMLInputElement;
    if (input.name === "therapeutic_goals") this.#change({ therapeutic_goals: this.#toggled(input) });
    else if (input.name in this.draft) this.#change({ [input.name]: input.value });
  }

  #toggled({ value, checked }: HTMLInputElement): string[] {
    const others = this.draft.therapeutic_goals.filter((id) => id !== value);
    return checked ? [...others, value] : others;
  }

  #change(change: Partial<SessionDraft>): void {
    this.draft = { ...this.draft, ...change };
    this.dispatchEvent(new DraftEvent(this.draft));
  }
}

customElements.define("tp-session-fields", SessionFields);
