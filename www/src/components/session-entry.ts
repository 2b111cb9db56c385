import { html, nothing, type TemplateResult } from "lit";
import { text } from "../text/index.ts";
import { formatLongDate } from "../text/format.ts";
import type { SessionLog } from "../vault/api.ts";
import { icons } from "./icons.ts";
import { writeMetadata } from "./session-draft.ts";

/** Descriptions of goals by their id. */
export type GoalNames = ReadonlyMap<string, string>;

const words = text.sessions;

/** Every filled field of a session, for reading. */
export function sessionBody(session: SessionLog, goals: GoalNames): TemplateResult {
  const named = session.therapeutic_goals.map((id) => goals.get(id) ?? id);
  return html`<div class="entry-body">
    ${crisis(session.crisis_flags)}
    ${prose(session.conversation_summary)}
    <dl class="entry-fields">
      ${row(words.progress_notes, session.progress_notes)} ${row(words.therapist_observations, session.therapist_observations)}
      ${list(words.techniques_used, session.techniques_used)} ${list(words.therapeutic_goals, named)}
      ${row(words.homework_assigned, session.homework_assigned)} ${row(words.next_session_focus, session.next_session_focus)}
      ${metadata(session)}
    </dl>
  </div>`;
}

/** The date, the time and the emotional state of a session. */
export function sessionHead(session: SessionLog): TemplateResult {
  return html`<time datetime=${session.timestamp}>${formatLongDate(session.timestamp)}</time>
    <span class="entry-facts">${words.at(session)}</span>
    <span class="state state-${session.emotional_state}">${text.moods.state(session.emotional_state)}</span>`;
}

function prose(written: string): TemplateResult | typeof nothing {
  return written ? html`<p class="prose">${written}</p>` : nothing;
}

function row(label: string, written: string): TemplateResult | typeof nothing {
  if (!written) return nothing;
  return html`<div><dt>${label}</dt><dd class="prose">${written}</dd></div>`;
}

function list(label: string, items: string[]): TemplateResult | typeof nothing {
  if (items.length === 0) return nothing;
  return html`<div><dt>${label}</dt><dd>${items.join(" · ")}</dd></div>`;
}

function crisis(flags: string[]): TemplateResult | typeof nothing {
  if (flags.length === 0) return nothing;
  return html`<p class="caution">${icons.flag}<span><strong>${words.crisis_flags}:</strong> ${flags.join(", ")}</span></p>`;
}

function metadata(session: SessionLog): TemplateResult | typeof nothing {
  const written = writeMetadata(session.metadata);
  return written ? html`<div><dt>${words.metadata}</dt><dd><pre>${written}</pre></dd></div>` : nothing;
}
