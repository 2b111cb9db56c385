import { html, type TemplateResult } from "lit";
import { field, inputField } from "../components/field.ts";
import { text } from "../text/index.ts";
import type { EmotionalState, TherapeuticGoal } from "../vault/api.ts";
import { isReversed, STATES, type JournalFilter } from "./filter.ts";

const words = text.journal;

type Choice = readonly [value: string, label: string];
type Change = (filter: JournalFilter) => void;

/** What there is to choose from. */
export interface FilterChoices {
  techniques: readonly string[];
  goals: readonly TherapeuticGoal[];
}

/** The journal's filters as a form; each takes effect at once. */
export function filterPanel(filter: JournalFilter, { techniques, goals }: FilterChoices, change: Change): TemplateResult {
  const technique = chooser("journal-technique", words.technique, filter.technique, techniques.map((name) => [name, name]), (next) => {
    change({ ...filter, technique: next });
  });
  const goal = chooser("journal-goal", words.goal, filter.goal, goals.map((one) => [one.goal_id, one.description]), (next) => {
    change({ ...filter, goal: next });
  });
  return html`<div class="card journal-panel" id="journal-panel" role="group" aria-label=${words.filterTitle}>
    ${dates(filter, change)} ${technique} ${goal} ${states(filter, change)} ${flag(words.flagged, "flagged", filter, change)}
    ${flag(text.signing.filter, "unsigned", filter, change)} ${flag(text.notes.search, "notes", filter, change)}
  </div>`;
}

function dates(filter: JournalFilter, change: Change): TemplateResult {
  const error = isReversed(filter) ? text.errors.rangeOrder : undefined;
  const choose = (event: Event) => {
    const { name, value } = event.target as HTMLInputElement;
    change({ ...filter, [name]: value });
  };
  return html`<div class="row" @change=${choose}>
    ${inputField({ id: "journal-from", name: "from", label: words.from, type: "date", value: filter.from })}
    ${inputField({ id: "journal-to", name: "to", label: words.to, type: "date", value: filter.to, error })}
  </div>`;
}

/** A choice that was made stays in the list, even where nothing else speaks of it any more. */
function chooser(id: string, label: string, value: string, choices: readonly Choice[], choose: (value: string) => void): TemplateResult {
  const known = value === "" || choices.some(([one]) => one === value) ? choices : [...choices, [value, value] as const];
  const chosen = (event: Event) => {
    choose((event.target as HTMLSelectElement).value);
  };
  return field(
    { id, label },
    html`<select id=${id} @change=${chosen}>
      <option value="" ?selected=${value === ""}>${words.any}</option>
      ${known.map(([one, name]) => html`<option value=${one} ?selected=${one === value}>${name}</option>`)}
    </select>`,
  );
}

function states(filter: JournalFilter, change: Change): TemplateResult {
  const chip = (state: EmotionalState) => {
    const isOn = filter.states.includes(state);
    const press = () => {
      const others = filter.states.filter((other) => other !== state);
      change({ ...filter, states: isOn ? others : STATES.filter((one) => one === state || others.includes(one)) });
    };
    return html`<button type="button" class="chip" aria-pressed=${isOn} @click=${press}>${text.moods.state(state)}</button>`;
  };
  return html`<fieldset class="field"><legend>${words.states}</legend><div class="chips">${STATES.map(chip)}</div></fieldset>`;
}

function flag(label: string, name: "flagged" | "unsigned" | "notes", filter: JournalFilter, change: Change): TemplateResult {
  const choose = (event: Event) => {
    change({ ...filter, [name]: (event.target as HTMLInputElement).checked });
  };
  return html`<label class="check"><input type="checkbox" .checked=${filter[name]} @change=${choose} />${label}</label>`;
}
