import { html, nothing, type TemplateResult } from "lit";
import { repeat } from "lit/directives/repeat.js";
import { text } from "../text/index.ts";
import type { Significance, TherapeuticGoal } from "../vault/api.ts";
import { icons } from "./icons.ts";
import { LightElement } from "./light-element.ts";
import { goalEntryOf, workedOn, type FieldErrors, type GoalEntry, type SessionDraft } from "./session-draft.ts";
import type { TokensEvent } from "./tp-tokens.ts";
import "./tp-tokens.ts";

/** What is said about goals changed. */
export class GoalsEvent extends Event {
  readonly change: Pick<SessionDraft, "therapeutic_goals"> | Pick<SessionDraft, "goal_entries">;

  constructor(change: GoalsEvent["change"]) {
    super("tp-goals-changed", { bubbles: true });
    this.change = change;
  }
}

const STEP = 5;
const SIGNIFICANCES: Significance[] = ["minor", "moderate", "major"];

const words = text.writing.goals;

/** The percentage some steps further; from between two steps, the nearest one in that direction. */
function stepped(percent: string, direction: 1 | -1): string {
  const steps = (Number(percent) || 0) / STEP;
  const next = direction > 0 ? Math.floor(steps + 1) : Math.ceil(steps - 1);
  return String(Math.min(100, Math.max(0, next * STEP)));
}

/** The goals worked on, each with its progress and a milestone where one was reached. */
export class GoalEntries extends LightElement {
  static override properties = {
    draft: { attribute: false },
    goals: { attribute: false },
    errors: { attribute: false },
    amending: { type: Boolean },
  };
  declare draft: SessionDraft;
  declare goals: TherapeuticGoal[];
  declare errors: FieldErrors;
  /** Only the choice of goals: an amendment moves none. */
  declare amending: boolean;

  protected override render(): TemplateResult {
    const chosen = (event: TokensEvent) => {
      this.dispatchEvent(new GoalsEvent({ therapeutic_goals: event.values }));
    };
    const rows = this.amending ? [] : workedOn(this.draft, this.goals);
    return html`<tp-tokens ?bare=${!this.amending} .label=${text.sessionForm.goals} .hint=${this.amending ? words.hintAmending : words.hint} .error=${this.errors["therapeutic_goals"]}
        .values=${this.draft.therapeutic_goals} .known=${this.goals.map((goal) => goal.goal_id)}
        .names=${new Map(this.goals.map((goal) => [goal.goal_id, goal.description]))} @tp-tokens=${chosen}></tp-tokens>
      ${rows.length > 0 ? html`<ul class="goal-entries">${repeat(rows, (goal) => goal.goal_id, this.#row)}</ul>` : nothing}`;
  }

  #row = (goal: TherapeuticGoal): TemplateResult => {
    const entry = goalEntryOf(this.draft, goal);
    const id = `goal-${goal.goal_id}`;
    return html`<li><div class="goal-entry" role="group" aria-labelledby="${id}-name">
      <p class="goal-entry-head"><span id="${id}-name">${goal.description}</span>${this.#removeButton(goal)}</p>
      ${this.#percent(goal, entry, id)}
      <label class="goal-notes"><span>${words.notes}</span>
        <input autocomplete="off" spellcheck="false" .value=${entry.notes} @input=${this.#typed(goal, "notes")} /></label>
      ${this.#milestone(goal, entry, id)}
    </div></li>`;
  };

  #removeButton({ goal_id, description }: TherapeuticGoal): TemplateResult {
    const remove = () => {
      this.dispatchEvent(new GoalsEvent({ therapeutic_goals: this.draft.therapeutic_goals.filter((id) => id !== goal_id) }));
      this.querySelector<HTMLElement>("tp-tokens")?.focus();
    };
    return html`<button type="button" class="token-remove" aria-label=${text.words.remove(description)} @click=${remove}>${icons.close}</button>`;
  }

  #percent(goal: TherapeuticGoal, entry: GoalEntry, id: string): TemplateResult {
    const error = this.errors[id];
    const step = (direction: 1 | -1) => () => {
      this.#say(goal, { percent: stepped(entry.percent, direction) });
    };
    return html`<div class="goal-percent ${error ? "has-error" : ""}">
      <label for="${id}-percent">${words.percent}</label>
      <span class="stepper">
        <button type="button" tabindex="-1" aria-label=${words.less} @click=${step(-1)}>−</button>
        <input id="${id}-percent" type="number" inputmode="numeric" min="0" max="100" step=${STEP} aria-describedby="${id}-before"
          aria-invalid=${error ? "true" : nothing} .value=${entry.percent} @input=${this.#typed(goal, "percent")} />
        <button type="button" tabindex="-1" aria-label=${words.more} @click=${step(1)}>+</button>
      </span>
      <span class="hint" id="${id}-before">${error ?? words.before(goal.completion_percentage)}</span>
    </div>`;
  }

  #milestone(goal: TherapeuticGoal, entry: GoalEntry, id: string): TemplateResult {
    return html`<div class="goal-milestone">
      <label><span>${words.milestone}</span>
        <input autocomplete="off" spellcheck="false" .value=${entry.milestone} @input=${this.#typed(goal, "milestone")} /></label>
      ${entry.milestone ? this.#significance(goal, entry, id) : nothing}
    </div>`;
  }

  #significance(goal: TherapeuticGoal, entry: GoalEntry, id: string): TemplateResult {
    const option = (level: Significance) => html`<option value=${level} ?selected=${level === entry.significance}>${text.moods.significance(level)}</option>`;
    return html`<label for="${id}-significance"><span>${text.milestones.significance}</span>
      <select id="${id}-significance" @input=${this.#typed(goal, "significance")}>${SIGNIFICANCES.map(option)}</select></label>`;
  }

  #typed(goal: TherapeuticGoal, name: keyof GoalEntry) {
    return (event: Event): void => {
      this.#say(goal, { [name]: (event.target as HTMLInputElement).value });
    };
  }

  #say(goal: TherapeuticGoal, change: Partial<GoalEntry>): void {
    const entry = { ...goalEntryOf(this.draft, goal), ...change };
    this.dispatchEvent(new GoalsEvent({ goal_entries: { ...this.draft.goal_entries, [goal.goal_id]: entry } }));
  }
}

customElements.define("tp-goal-entries", GoalEntries);
