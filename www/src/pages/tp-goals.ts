import { html, nothing, type TemplateResult } from "lit";
import "../charts/tp-goal-chart.ts";
import { inputField, textField } from "../components/field.ts";
import { icons } from "../components/icons.ts";
import { refusal } from "../components/refusal.ts";
import type { FieldErrors } from "../components/session-draft.ts";
import { state } from "../state.ts";
import { text } from "../text/index.ts";
import { formatDate, today } from "../text/format.ts";
import type { GoalUpdate, Milestone, TherapeuticGoal } from "../vault/api.ts";
import type { VaultClient } from "../vault/client.ts";
import { Following } from "./following.ts";
import { FormPage, valuesOf } from "./page.ts";

const words = text.goals;

/** A client's goals: what is aimed for, how far it is, and how it came there. */
export class GoalsPage extends FormPage {
  static override properties = {
    ...FormPage.properties,
    clientId: { attribute: false },
    goals: { state: true },
    milestones: { state: true },
    histories: { state: true },
    adding: { state: true },
  };
  declare clientId: string;
  declare goals: TherapeuticGoal[];
  declare milestones: Milestone[];
  /** Histories that were opened, by goal. */
  declare histories: ReadonlyMap<string, GoalUpdate[]>;
  declare adding: boolean;

  constructor() {
    super();
    this.goals = [];
    this.milestones = [];
    this.histories = new Map();
    this.adding = false;
    new Following(this, () => void this.attempt((vault) => this.load(vault)));
  }

  protected override async load(vault: VaultClient): Promise<void> {
    const [goals, milestones] = await Promise.all([
      vault.call("getGoals", this.clientId, { active_only: false }),
      vault.call("getMilestones", this.clientId),
    ]);
    this.goals = goals;
    this.milestones = milestones;
  }

  protected override render(): TemplateResult {
    const active = this.goals.filter((goal) => goal.completion_percentage < 100);
    const reached = this.goals.filter((goal) => goal.completion_percentage >= 100);
    return html`<section aria-labelledby="goals-title">
      <header class="section-head">
        <h2 id="goals-title" tabindex="-1" data-focus>${words.title}</h2>
        ${this.adding ? nothing : html`<button type="button" @click=${this.#startAdding}>${icons.plus}${words.add}</button>`}
      </header>
      ${this.adding ? this.#addForm() : nothing} ${refusal(this.failure)}
      ${this.loaded && this.goals.length === 0 && !this.adding ? html`<p class="empty-note">${words.empty}</p>` : nothing}
      ${this.#group(words.active, active)} ${this.#group(words.reached, reached)}
    </section>`;
  }

  #group(title: string, goals: TherapeuticGoal[]): TemplateResult | typeof nothing {
    if (goals.length === 0) return nothing;
    return html`<h3 class="group-title">${title}</h3><div class="goal-list">${goals.map((goal) => this.#goal(goal))}</div>`;
  }

  #goal(goal: TherapeuticGoal): TemplateResult {
    const { goal_id, description, completion_percentage, notes } = goal;
    return html`<article class="card goal">
      <h4>${description}</h4>
      <div class="goal-bar">
        <progress max="100" value=${completion_percentage} aria-label=${description}></progress>
        <span class="number">${words.percent(completion_percentage)}</span>
      </div>
      <p class="facts">${targetWords(goal)}${words.updatedAt(goal.updated_at)}</p>
      ${notes ? html`<p class="prose">${notes}</p>` : nothing} ${this.#reachedMilestones(goal_id)} ${this.#updateForm(goal)} ${this.#history(goal)}
    </article>`;
  }

  #reachedMilestones(goalId: string): TemplateResult | typeof nothing {
    const reached = this.milestones.filter((milestone) => milestone.goal_id === goalId);
    if (reached.length === 0) return nothing;
    return html`<p class="table-title">${words.milestones}</p>
      <ul class="plain-list">${reached.map((one) => html`<li>${icons.milestone}<span>${one.description}, <span class="date">${formatDate(one.achieved_date)}</span></span></li>`)}</ul>`;
  }

  #updateForm(goal: TherapeuticGoal): TemplateResult {
    const percentage = { id: `percent-${goal.goal_id}`, name: "percentage", label: words.percentage, type: "number", min: "0", max: "100", step: "any" } as const;
    const notes = { id: `notes-${goal.goal_id}`, name: "notes", label: words.updateNotes, rows: 2, optional: true };
    return html`<details class="fold">
      <summary>${words.update}</summary>
      <form class="stack" @submit=${(event: SubmitEvent) => this.#update(event, goal.goal_id)}>
        ${inputField({ ...percentage, value: String(goal.completion_percentage), required: true })} ${textField(notes)}
        <p class="actions"><button class="primary" ?disabled=${this.busy}>${words.saveUpdate}</button></p>
      </form>
    </details>`;
  }

  #history({ goal_id, description }: TherapeuticGoal): TemplateResult {
    const history = this.histories.get(goal_id);
    const open = (event: Event) => {
      if ((event.target as HTMLDetailsElement).open && !history) void this.#openHistory(goal_id);
    };
    return html`<details class="fold" @toggle=${open}>
      <summary>${words.history}</summary>
      ${history && history.length > 0 ? html`<tp-goal-chart .history=${history} .description=${description}></tp-goal-chart>` : nothing}
    </details>`;
  }

  #addForm(): TemplateResult {
    const errors = this.errors;
    const percent = { type: "number", min: "0", max: "100", step: "any" } as const;
    const cancel = () => {
      this.adding = false;
    };
    return html`<form class="card stack" novalidate @submit=${this.#create}>
      ${inputField({ id: "goal-description", name: "description", label: words.description, hint: words.descriptionHint, error: errors["description"], required: true })}
      <div class="row">
        ${inputField({ id: "goal-target", name: "target_date", label: words.target, type: "date", optional: true, error: errors["target_date"] })}
        ${inputField({ id: "goal-start", name: "completion_percentage", label: words.start, ...percent, value: "0", error: errors["completion_percentage"] })}
      </div>
      ${textField({ id: "goal-notes", name: "notes", label: words.notes, optional: true, error: errors["notes"] })}
      <p class="actions">
        <button class="primary" ?disabled=${this.busy}>${words.create}</button>
        <button type="button" class="quiet" @click=${cancel}>${text.words.cancel}</button>
      </p>
    </form>`;
  }

  async #startAdding(): Promise<void> {
    this.adding = true;
    this.errors = {};
    await this.updateComplete;
    this.querySelector<HTMLElement>("#goal-description")?.focus();
  }

  async #create(event: SubmitEvent): Promise<void> {
    event.preventDefault();
    const written = valuesOf(event.currentTarget as HTMLFormElement);
    const { description = "", target_date = "", completion_percentage = "0", notes = "" } = written;
    const goal = { goal_id: crypto.randomUUID(), description: description.trim(), target_date: target_date || null, completion_percentage: Number(completion_percentage), notes };
    const create = async (vault: VaultClient) => {
      await vault.call("createGoal", this.clientId, goal);
    };
    if (!(await this.submit(checkGoal(written), create))) return;
    this.adding = false;
    await this.#changed(words.created);
  }

  async #update(event: SubmitEvent, goalId: string): Promise<void> {
    event.preventDefault();
    const form = event.currentTarget as HTMLFormElement;
    const { percentage = "", notes = "" } = valuesOf(form);
    const update = async (vault: VaultClient) => {
      await vault.call("updateGoalProgress", goalId, Number(percentage), notes || undefined);
    };
    if (!(await this.attempt(update))) return;
    form.reset();
    form.closest("details")?.removeAttribute("open");
    await this.#changed(words.updated);
    if (this.histories.has(goalId)) await this.#openHistory(goalId);
  }

  async #changed(done: string): Promise<void> {
    await this.attempt((vault) => this.load(vault));
    state.notify(done);
  }

  async #openHistory(goalId: string): Promise<void> {
    await this.attempt(async (vault) => {
      const history = await vault.call("getGoalHistory", goalId);
      this.histories = new Map(this.histories).set(goalId, history);
    });
  }
}

function targetWords({ target_date, completion_percentage }: TherapeuticGoal): string {
  if (!target_date) return "";
  const overdue = completion_percentage < 100 && target_date.slice(0, 10) < today();
  return `${overdue ? words.overdue(target_date) : words.targetDate(target_date)}. `;
}

function checkGoal(written: Record<string, string>): FieldErrors {
  const errors: FieldErrors = {};
  const percent = Number(written["completion_percentage"]);
  if (!written["description"]?.trim()) errors["description"] = text.errors.required;
  if (!(percent >= 0 && percent <= 100)) errors["completion_percentage"] = text.errors.percentRange;
  return errors;
}

customElements.define("tp-goals", GoalsPage);
