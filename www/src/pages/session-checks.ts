import { parseMetadata, type FieldErrors, type SessionDraft } from "../components/session-draft.ts";
import { text } from "../text/index.ts";

/** What the form can tell before asking the tracker. Everything else is the tracker's to refuse. */
export function checkDraft(draft: SessionDraft): FieldErrors {
  const errors: FieldErrors = {};
  if (!draft.emotional_state) errors["emotional_state"] = text.errors.required;
  if (!draft.timestamp) errors["timestamp"] = text.errors.required;
  if (!/^\d+$/.test(draft.session_duration_minutes.trim())) errors["session_duration_minutes"] = text.errors.minutesRange;
  if (parseMetadata(draft.metadata) === undefined) errors["metadata"] = text.errors.json;
  return errors;
}
