import { writeMetadata } from "../components/session-draft.ts";
import type { GoalNames } from "../components/session-entry.ts";
import { formatLongDate } from "../text/format.ts";
import { text } from "../text/index.ts";
import type { SessionLog } from "../vault/api.ts";

const words = text.sessions;

/** A field of a session as it is read. */
export interface FieldText {
  label: string;
  text: string;
}

/** Every field of a session as text, always in the same order, the empty ones too. */
export function fieldsOf(session: SessionLog, goals: GoalNames): FieldText[] {
  const named = session.therapeutic_goals.map((id) => goals.get(id) ?? id);
  return [
    { label: text.versions.when, text: `${formatLongDate(session.timestamp)}, ${words.at(session)}` },
    { label: words.emotional_state, text: text.moods.state(session.emotional_state) },
    { label: words.crisis_flags, text: session.crisis_flags.join(", ") },
    { label: words.conversation_summary, text: session.conversation_summary },
    { label: words.progress_notes, text: session.progress_notes },
    { label: words.therapist_observations, text: session.therapist_observations },
    { label: words.next_session_focus, text: session.next_session_focus },
    { label: words.techniques_used, text: session.techniques_used.join(", ") },
    { label: words.therapeutic_goals, text: named.join(", ") },
    { label: words.homework_assigned, text: session.homework_assigned },
    { label: words.metadata, text: writeMetadata(session.metadata) },
  ];
}
