//! Psychotherapy notes, which no other call reads or writes unless it is asked for them by name.

use wasm_bindgen::prelude::*;

use super::TherapeuticProgressTracker;
use crate::domain::SessionId;
use crate::vault::PsychotherapyNotes;
use crate::wasm::clock::now;
use crate::wasm::error::Answer;
use crate::wasm::input;
use crate::wasm::options::text;
use crate::wasm::output;

#[wasm_bindgen(typescript_custom_section)]
const TYPES: &str = r#"
/** Notes that are kept apart from the record, under a key of their own. */
export interface PsychotherapyNotes {
  /** From 1. */
  revision: number;
  saved_at: Instant;
  /** Up to 64 KiB; empty where the notes were taken back. */
  text: string;
}
"#;

#[wasm_bindgen(wasm_bindgen_futures = crate::wasm::calls)]
impl TherapeuticProgressTracker {
    /// Saves the psychotherapy notes of a session, sealed under a key of their own, in place of
    /// what they said; the earlier text stays as a revision. The same text again changes nothing.
    ///
    /// # Errors
    /// `not_found`; `invalid_field` for a text of more than 64 KiB, a blank one where there are no
    /// notes, or a session that is struck out; `missing_field`.
    #[wasm_bindgen(
        js_name = savePsychotherapyNotes,
        unchecked_return_type = "{ session_id: string; revision: number }"
    )]
    pub async fn save_psychotherapy_notes(
        &self,
        #[wasm_bindgen(unchecked_param_type = "string")] session_id: JsValue,
        #[wasm_bindgen(unchecked_param_type = "string")] notes: JsValue,
    ) -> Answer {
        let vault = self.vault()?;
        let (id, notes) = (input::session_id(&session_id)?, text(&notes, "text")?);
        let revision = vault.save_notes(&id, &notes, now()).await?;
        let about = (SessionId::FIELD, id.as_str().into());
        Ok(output::object(&[about, ("revision", revision.into())]))
    }

    /// The psychotherapy notes of a session as they stand; null where there are none.
    ///
    /// # Errors
    /// `not_found`, `corrupt_record`.
    #[wasm_bindgen(
        js_name = getPsychotherapyNotes,
        unchecked_return_type = "PsychotherapyNotes | null"
    )]
    pub async fn get_psychotherapy_notes(
        &self,
        #[wasm_bindgen(unchecked_param_type = "string")] session_id: JsValue,
    ) -> Answer {
        let id = input::session_id(&session_id)?;
        let notes = self.reading()?.notes(&id, now()).await?;
        Ok(notes.as_ref().map_or(JsValue::NULL, plain))
    }

    /// All texts of a session's psychotherapy notes, newest first.
    ///
    /// # Errors
    /// `not_found`, `corrupt_record`.
    #[wasm_bindgen(
        js_name = getPsychotherapyNotesRevisions,
        unchecked_return_type = "PsychotherapyNotes[]"
    )]
    pub async fn get_psychotherapy_notes_revisions(
        &self,
        #[wasm_bindgen(unchecked_param_type = "string")] session_id: JsValue,
    ) -> Answer {
        let id = input::session_id(&session_id)?;
        let texts = self.reading()?.notes_history(&id, now()).await?;
        Ok(output::list(texts.iter().map(plain)))
    }
}

fn plain(notes: &PsychotherapyNotes) -> JsValue {
    output::object(&[
        ("revision", notes.revision.into()),
        ("saved_at", notes.saved_at.to_rfc3339().into()),
        ("text", notes.text.as_str().into()),
    ])
}
