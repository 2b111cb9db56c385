import { html, nothing, type TemplateResult } from "lit";
import { describedBy, field, inputField } from "../components/field.ts";
import { icons } from "../components/icons.ts";
import { refusal } from "../components/refusal.ts";
import { state } from "../state.ts";
import { text } from "../text/index.ts";
import { formatDate, today } from "../text/format.ts";
import type { Milestone, Significance, TherapeuticGoal } from "../vault/api.ts";
import type { VaultClient } from "../vault/client.ts";
import { goalNames } from "./goal-names.ts";
import { Following } from "./following.ts";
import { FormPage, valuesOf } from "./page.ts";

const words = text.milestones;
const SIGNIFICANCES: Significance[] = ["minor", "moderate", "major"];

/** What the client has reached, newest first, and the form that adds to it. */
export class MilestonesPage extends FormPage {
  static override properties = {
    ...FormPage.properties,
    clientId: { attribute: false },
    goals: { state: true },
    milestones: { state: true },
    adding: { state: true },
  };
  declare clientId: string;
  declare goals: TherapeuticGoal[];
  declare milestones: Milestone[];
  declare adding: boolean;

  constructor() {
    super();
    this.goals = [];
    this.milestones = [];
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
    return html`<section aria-labelledby="milestones-title">
      <header class="section-head">
        <h2 id="milestones-title" tabindex="-1" data-focus>${words.title}</h2>
        ${this.adding || this.goals.length === 0 ? nothing : html`<button type="button" @click=${this.#startAdding}>${icons.plus}${words.add}</button>`}
      </header>
      ${this.adding ? this.#form() : nothing} ${refusal(this.failure)} ${this.#list()}
    </section>`;
  }

  #list(): TemplateResult | typeof nothing {
    if (!this.loaded) return html`<p>${text.words.loading}</p>`;
    if (this.milestones.length === 0) return html`<p class="empty-note">${this.goals.length === 0 ? words.needsGoal : words.empty}</p>`;
    const names = goalNames(this.goals);
    return html`<ol class="timeline" role="list">
      ${this.milestones.map(
        (one) => html`<li>
          ${icons.milestone}
          <div>
            <p class="timeline-what">${one.description}</p>
            <p class="facts">${formatDate(one.achieved_date)} · ${text.moods.significance(one.significance)} · ${names.get(one.goal_id) ?? one.goal_id}</p>
          </div>
        </li>`,
      )}
    </ol>`;
  }

  #form(): TemplateResult {
    const errors = this.errors;
    const goals = this.goals.map((goal) => [goal.goal_id, goal.description] as const);
    const levels = SIGNIFICANCES.map((level) => [level, text.moods.significance(level)] as const);
    const cancel = () => {
      this.adding = false;
    };
    return html`<form class="card stack" novalidate @submit=${this.#create}>
      ${inputField({ id: "milestone-description", name: "description", label: words.description, error: errors["description"], required: true })}
      ${selectField("goal_id", words.goal, goals, errors["goal_id"])}
      <div class="row">
        ${inputField({ id: "milestone-date", name: "achieved_date", label: words.date, type: "date", value: today(), error: errors["achieved_date"] })}
        ${selectField("significance", words.significance, levels, errors["significance"], "moderate")}
      </div>
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
    this.querySelector<HTMLElement>("#milestone-description")?.focus();
  }

  async #create(event: SubmitEvent): Promise<void> {
    event.preventDefault();
    const { description = "", goal_id = "", achieved_date = "", significance = "moderate" } = valuesOf(event.currentTarget as HTMLFormElement);
    const milestone = { milestone_id: crypto.randomUUID(), goal_id, description: description.trim(), significance: significance as Significance };
    const found = milestone.description ? {} : { description: text.errors.required };
    const add = async (vault: VaultClient) => {
      await vault.call("addMilestone", { ...milestone, achieved_date: achieved_date || today() }, this.clientId);
      await this.load(vault);
    };
    if (!(await this.submit(found, add))) return;
    this.adding = false;
    state.notify(words.created);
  }
}

function selectField(name: string, label: string, choices: (readonly [string, string])[], error?: string, chosen?: string): TemplateResult {
  const options = { id: `milestone-${name}`, label, error };
  return field(
    options,
    html`<select id=${options.id} name=${name} aria-describedby=${describedBy(options)}>
      ${choices.map(([value, shown]) => html`<option value=${value} ?selected=${value === chosen}>${shown}</option>`)}
    </select>`,
  );
}

customElements.define("tp-milestones", MilestonesPage);
