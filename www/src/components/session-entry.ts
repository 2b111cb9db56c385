import { html, nothing, type TemplateResult } from "lit";
import type { Show } from "../search/marks.ts";
import { text } from "../text/index.ts";
import { formatLongDate } from "../text/format.ts";
import type { SessionLog } from "../vault/api.ts";
import { icons } from "./icons.ts";
import { noteFields, templateOf, type NoteField } from "./note-templates.ts";
import { writeMetadata } from "./session-draft.ts";
import { partOf } from "./tp-note-fields.ts";

/** Descriptions of goals by their id. */
export type GoalNames = ReadonlyMap<string, string>;

const words = text.sessions;

/** Every filled field of a session, for reading; `show` may mark what is looked for. */
export function sessionBody(session: SessionLog, goals: GoalNames, show: Show = String): TemplateResult {
  const named = session.therapeutic_goals.map((id) => goals.get(id) ?? id);
  return html`<div class="entry-body">
    ${crisis(session.crisis_flags, show)}
    ${templateOf(session) === "free" ? prose(session.conversation_summary, show) : nothing}
    <dl class="entry-fields">
      ${notes(session, show)} ${list(words.techniques_used, session.techniques_used, show)} ${list(words.therapeutic_goals, named, show)}
      ${row(words.homework_assigned, session.homework_assigned, show)} ${metadata(session)}
    </dl>
  </div>`;
}

/** The notes under the names of their template. A free note's summary stands above, without a name. */
function notes(session: SessionLog, show: Show): (TemplateResult | typeof nothing)[] {
  const template = templateOf(session);
  if (template === "free") return noteFields("free").parts.slice(1).map((field) => row(words[field], session[field], show));
  const { parts, others } = noteFields(template);
  const named = (field: NoteField) => row(partOf(template, field).label, session[field], show);
  return [...parts.map(named), ...others.map((field) => row(words[field], session[field], show))];
}

/** The date, the time and the emotional state of a session. */
export function sessionHead(session: SessionLog): TemplateResult {
  return html`<time datetime=${session.timestamp}>${formatLongDate(session.timestamp)}</time>
    <span class="entry-facts">${words.at(session)}</span>
    <span class="state state-${session.emotional_state}">${text.moods.state(session.emotional_state)}</span>`;
}

function prose(written: string, show: Show): TemplateResult | typeof nothing {
  return written ? html`<p class="prose">${show(written)}</p>` : nothing;
}

function row(label: string, written: string, show: Show): TemplateResult | typeof nothing {
  if (!written) return nothing;
  return html`<div><dt>${label}</dt><dd class="prose">${show(written)}</dd></div>`;
}

function list(label: string, items: string[], show: Show): TemplateResult | typeof nothing {
  if (items.length === 0) return nothing;
  return html`<div><dt>${label}</dt><dd>${show(items.join(" · "))}</dd></div>`;
}

function crisis(flags: string[], show: Show): TemplateResult | typeof nothing {
  if (flags.length === 0) return nothing;
  return html`<p class="caution">${icons.flag}<span><strong>${words.crisis_flags}:</strong> ${show(flags.join(", "))}</span></p>`;
}

function metadata(session: SessionLog): TemplateResult | typeof nothing {
  const written = writeMetadata(session.metadata);
  return written ? html`<div><dt>${words.metadata}</dt><dd><pre>${written}</pre></dd></div>` : nothing;
}
