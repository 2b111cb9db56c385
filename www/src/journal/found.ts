import { html, type TemplateResult } from "lit";
import { sessionHead } from "../components/session-entry.ts";
import { snippet } from "../search/find.ts";
import type { Show } from "../search/marks.ts";
import { text } from "../text/index.ts";
import type { SessionLog } from "../vault/api.ts";

const words = text.sessions;

/** The texts that a search looks into, in the order they are read. */
const SEARCHED = ["conversation_summary", "progress_notes", "therapist_observations", "homework_assigned", "next_session_focus"] as const;

/** A session that was found: of each text with a hit, what stands around it; of psychotherapy notes only that they have one. `link` opens the session. */
export function foundEntry(session: SessionLog, sought: readonly string[], link: TemplateResult, show: Show): TemplateResult {
  const hits = SEARCHED.map((field) => ({ field, around: snippet(session[field], sought) })).filter(({ around }) => around);
  const row = ({ field, around }: (typeof hits)[number]) => html`<div><dt>${words[field]}</dt><dd class="prose">${show(around)}</dd></div>`;
  return html`<article class="entry found">
    <header class="entry-head">${sessionHead(session)} ${link}</header>
    ${hits.length === 0 ? html`<p class="facts">${text.notes.foundThere}</p>` : html`<dl class="entry-fields found-texts">${hits.map(row)}</dl>`}
  </article>`;
}
