import { html, nothing, type TemplateResult } from "lit";
import { partOf } from "../components/tp-note-fields.ts";
import { templateOf } from "../components/note-templates.ts";
import { formatDate } from "../text/format.ts";
import { text } from "../text/index.ts";
import type { SessionLog, TherapeuticGoal } from "../vault/api.ts";

const words = text.sessionForm;

/** Whether there is room beside the form, where it then stands open. */
export const besideForm = matchMedia("(width >= 60rem)");

/** What to have in view while writing: the last session's plan, and the goals that are open. */
export function sessionAside(last: SessionLog | undefined, goals: TherapeuticGoal[]): TemplateResult {
  return html`<aside class="last-session" aria-labelledby="last-title">
    <details ?open=${besideForm.matches}>
      <summary><h2 id="last-title">${words.last}</h2></summary>
      ${last ? lastWords(last) : html`<p>${words.lastNone}</p>`} ${goals.length > 0 ? openGoals(goals) : nothing}
    </details>
  </aside>`;
}

function lastWords(last: SessionLog): TemplateResult {
  const template = templateOf(last);
  const progress = template === "free" ? words.lastProgress : partOf(template, "progress_notes").label;
  const parts: [string, string][] = [
    [words.lastFocus, last.next_session_focus],
    [words.lastHomework, last.homework_assigned],
    [progress, last.progress_notes],
  ];
  return html`<p class="facts">${formatDate(last.timestamp)}, ${text.moods.state(last.emotional_state)}</p>
    <dl>${parts.map(([label, written]) => html`<dt>${label}</dt><dd class="prose">${written || words.nothingNoted}</dd>`)}</dl>`;
}

function openGoals(goals: TherapeuticGoal[]): TemplateResult {
  const row = ({ description, completion_percentage }: TherapeuticGoal) => html`<li>
    <span>${description}</span>
    <span class="number">${text.goals.percent(completion_percentage)}</span>
  </li>`;
  return html`<h2>${text.writing.goals.open}</h2><ul class="open-goals">${goals.map(row)}</ul>`;
}
