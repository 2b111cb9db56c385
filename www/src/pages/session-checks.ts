import { metadataOf, parseMetadata, type FieldErrors, type SessionDraft } from "../components/session-draft.ts";
import { text } from "../text/index.ts";

function isPercent(typed: string): boolean {
  return typed.trim() !== "" && Number(typed) >= 0 && Number(typed) <= 100;
}

/** Marks the goals worked on whose percentage is none, under the id of their row. */
function checkGoals({ therapeutic_goals, goal_entries }: SessionDraft): FieldErrors {
  const wrong = therapeutic_goals.filter((id) => goal_entries[id] && !isPercent(goal_entries[id].percent));
  return Object.fromEntries(wrong.map((id) => [`goal-${id}`, text.errors.percentRange]));
}

/** What the form can tell before asking the tracker. Everything else is the tracker's to refuse. */
export function checkDraft(draft: SessionDraft): FieldErrors {
  const errors: FieldErrors = checkGoals(draft);
  if (!draft.emotional_state) errors["emotional_state"] = text.errors.required;
  if (!draft.timestamp) errors["timestamp"] = text.errors.required;
  if (!/^\d+$/.test(draft.session_duration_minutes.trim())) errors["session_duration_minutes"] = text.errors.minutesRange;
  if (parseMetadata(draft.metadata) === undefined) errors["metadata"] = text.errors.json;
  else if (metadataOf(draft) === undefined) errors["metadata"] = text.writing.metadataObject;
  return errors;
}
