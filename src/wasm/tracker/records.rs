//! Writing records down and reading them.

use wasm_bindgen::prelude::*;

use super::TherapeuticProgressTracker;
use crate::domain::{EmotionalState, FieldError, GoalId, Json, PlanChanges, Session, SessionId};
use crate::records::plain_session;
use crate::vault::{Reading, SessionRevision, VaultError};
use crate::wasm::clock::{DeviceZone, now};
use crate::wasm::error::{Answer, invalid};
use crate::wasm::input::{self, folded};
use crate::wasm::options::{Options, text};
use crate::wasm::output;

/// The most records that a limit can ask for.
const MOST: u32 = 1_000_000;

const STATES: &str =
    "must be a list of very_negative, negative, neutral, positive or very_positive";

/// What becomes of a session as a whole.
enum Change {
    Strike(String),
    Restore(Option<String>),
    Undo,
}

#[wasm_bindgen(wasm_bindgen_futures = crate::wasm::calls)]
impl TherapeuticProgressTracker {
    /// Writes a session down, with progress on goals and milestones where `changes` names any;
    /// resolves once all of it is on the disk. Trying again is harmless.
    ///
    /// # Errors
    /// `invalid_field`, `unknown_field`, `missing_field`, `duplicate_id`, `not_found` for a goal.
    /// Nothing is written then.
    #[wasm_bindgen(js_name = logSession, unchecked_return_type = "{ session_id: string }")]
    pub async fn log_session(
        &self,
        #[wasm_bindgen(unchecked_param_type = "NewSession")] session: JsValue,
        #[wasm_bindgen(unchecked_optional_param_type = "PlanChanges")] changes: JsValue,
    ) -> Answer {
        let vault = self.vault()?;
        let json = input::record(&session, Session::RECORD)?;
        let (now, dated) = (now(), input::names(&session, "timestamp"));
        let session = Session::read(&json, now, &DeviceZone)?;
        let changes = match changes.is_undefined() {
            true => PlanChanges::default(),
            false => {
                let json = input::record(&changes, PlanChanges::RECORD)?;
                PlanChanges::read(&json, session.timestamp, &DeviceZone)?
            }
        };
        vault.save_session(&session, &changes, dated, now).await?;
        Ok(about_session(&session.session_id))
    }

    /// One session.
    ///
    /// # Errors
    /// `not_found`, `corrupt_record`.
    #[wasm_bindgen(js_name = getSession, unchecked_return_type = "SessionLog")]
    pub async fn get_session(
        &self,
        #[wasm_bindgen(unchecked_param_type = "string")] session_id: JsValue,
    ) -> Answer {
        let id = input::session_id(&session_id)?;
        let session = self.reading()?.session(&id, now()).await?;
        output::json(&plain_session(&session))
    }

    /// A client's sessions, newest first.
    ///
    /// # Errors
    /// `invalid_field`; `corrupt_record` unless `skip_damaged`.
    #[wasm_bindgen(js_name = getSessions, unchecked_return_type = "SessionLog[]")]
    pub async fn get_sessions(
        &self,
        #[wasm_bindgen(unchecked_param_type = "string")] client_id: JsValue,
        #[wasm_bindgen(unchecked_optional_param_type = "SessionFilter")] options: JsValue,
    ) -> Answer {
        let id = input::client_id(&client_id)?;
        let mut options = Options::read(&options)?;
        let reading = which_sessions(&mut options)?;
        options.finish()?;
        let sessions = self.reading()?.sessions(&id, reading, now()).await?;
        session_list(&sessions)
    }

    /// Changes a session for a reason; the earlier text stays.
    ///
    /// # Errors
    /// `not_found`, `invalid_field`, `unknown_field`, `missing_field`.
    #[wasm_bindgen(js_name = amendSession, unchecked_return_type = "SessionLog")]
    pub async fn amend_session(
        &self,
        #[wasm_bindgen(unchecked_param_type = "string")] session_id: JsValue,
        #[wasm_bindgen(unchecked_param_type = "SessionChanges")] changes: JsValue,
        #[wasm_bindgen(unchecked_param_type = "{ reason: string }")] options: JsValue,
    ) -> Answer {
        let vault = self.vault()?;
        let id = input::session_id(&session_id)?;
        let changes = input::record(&changes, "changes")?;
        let reason = reason(&options)?;
        let session = vault.amend_session(&id, &changes, &reason, &DeviceZone, now()).await?;
        output::json(&plain_session(&session))
    }

    /// Strikes a session out for a reason: it leaves every list, trend and count. All its
    /// revisions stay, and it can be read by its id.
    ///
    /// # Errors
    /// `not_found`, `invalid_field`, `missing_field`.
    #[wasm_bindgen(js_name = strikeSession, unchecked_return_type = "{ session_id: string }")]
    pub async fn strike_session(
        &self,
        #[wasm_bindgen(unchecked_param_type = "string")] session_id: JsValue,
        #[wasm_bindgen(unchecked_param_type = "{ reason: string }")] options: JsValue,
    ) -> Answer {
        let reason = reason(&options).map(Change::Strike);
        self.change_session(&session_id, reason).await
    }

    /// Lets a session that was struck out stand again, for a reason where one is given.
    ///
    /// # Errors
    /// `not_found`, `invalid_field`.
    #[wasm_bindgen(js_name = restoreSession, unchecked_return_type = "{ session_id: string }")]
    pub async fn restore_session(
        &self,
        #[wasm_bindgen(unchecked_param_type = "string")] session_id: JsValue,
        #[wasm_bindgen(unchecked_optional_param_type = "{ reason?: string }")] options: JsValue,
    ) -> Answer {
        let reason = reason_if_any(&options).map(Change::Restore);
        self.change_session(&session_id, reason).await
    }

    /// Takes back what `logSession` wrote last: the session is struck out, goals go back, and the
    /// milestones that came with it are removed.
    ///
    /// # Errors
    /// `not_found` where it is not the last save of this unlocked tracker; `invalid_field` where
    /// the session was signed since.
    #[wasm_bindgen(js_name = undoSave, unchecked_return_type = "{ session_id: string }")]
    pub async fn undo_save(
        &self,
        #[wasm_bindgen(unchecked_param_type = "string")] session_id: JsValue,
    ) -> Answer {
        self.change_session(&session_id, Ok(Change::Undo)).await
    }

    async fn change_session(
        &self,
        session_id: &JsValue,
        change: Result<Change, VaultError>,
    ) -> Result<JsValue, VaultError> {
        let vault = self.vault()?;
        let id = input::session_id(session_id)?;
        match change? {
            Change::Strike(reason) => vault.strike_session(&id, &reason, now()).await?,
            Change::Restore(None) => vault.restore_session(&id, now()).await?,
            Change::Restore(Some(reason)) => {
                vault.restore_session_for(&id, &reason, now()).await?;
            }
            Change::Undo => vault.undo_save(&id, now()).await?,
        }
        Ok(about_session(&id))
    }

    /// All revisions of a session, newest first.
    ///
    /// # Errors
    /// `not_found`, `corrupt_record`.
    #[wasm_bindgen(js_name = getSessionRevisions, unchecked_return_type = "SessionRevision[]")]
    pub async fn get_session_revisions(
        &self,
        #[wasm_bindgen(unchecked_param_type = "string")] session_id: JsValue,
    ) -> Answer {
        let id = input::session_id(&session_id)?;
        let revisions = self.reading()?.session_revisions(&id, now()).await?;
        let plain: Result<Vec<JsValue>, VaultError> = revisions.iter().map(revision).collect();
        Ok(output::list(plain?))
    }

    /// Sessions in which every word of `text` occurs in some text field, newest first; with
    /// `psychotherapy_notes` in the session's notes too.
    ///
    /// # Errors
    /// `corrupt_record`.
    #[wasm_bindgen(js_name = searchSessions, unchecked_return_type = "SessionLog[]")]
    pub async fn search_sessions(
        &self,
        #[wasm_bindgen(unchecked_param_type = "string")] query: JsValue,
        #[wasm_bindgen(unchecked_optional_param_type = "SearchOptions")] options: JsValue,
    ) -> Answer {
        let query = text(&query, "text")?;
        let mut options = Options::read(&options)?;
        let client = options.take("client_id").map(|id| input::client_id(&id)).transpose()?;
        let limit = options.whole("limit", MOST)?.map(|limit| limit as usize);
        let with_notes = options.flag("psychotherapy_notes", false)?;
        options.finish()?;
        let (vault, client) = (self.reading()?, client.as_ref());
        let found = match with_notes {
            true => vault.search_sessions_and_notes(&query, client, limit, &folded, now()).await?,
            false => vault.search_sessions(&query, client, limit, &folded, now()).await?,
        };
        session_list(&found)
    }

    /// Keeps what a client's session form holds, sealed. It is no part of the record.
    ///
    /// # Errors
    /// `invalid_field`.
    #[wasm_bindgen(js_name = saveDraft)]
    pub async fn save_draft(
        &self,
        #[wasm_bindgen(unchecked_param_type = "string")] client_id: JsValue,
        #[wasm_bindgen(unchecked_param_type = "object")] draft: JsValue,
    ) -> Result<(), VaultError> {
        let vault = self.vault()?;
        let id = input::client_id(&client_id)?;
        let json = Json::new(input::record(&draft, "draft")?);
        let json = json.ok_or_else(|| invalid("draft", "must be plain data"))?;
        vault.save_draft(&id, json, now()).await
    }

    /// What a client's session form held last: `{draft, saved_at}`, or null.
    ///
    /// # Errors
    /// `corrupt_record`.
    #[wasm_bindgen(js_name = getDraft, unchecked_return_type = "Draft | null")]
    pub async fn get_draft(
        &self,
        #[wasm_bindgen(unchecked_param_type = "string")] client_id: JsValue,
    ) -> Answer {
        let id = input::client_id(&client_id)?;
        let Some(draft) = self.vault()?.draft(&id).await? else { return Ok(JsValue::NULL) };
        let content = output::json(draft.content.as_str())?;
        let saved_at = draft.saved_at.to_rfc3339().into();
        Ok(output::object(&[("draft", content), ("saved_at", saved_at)]))
    }

    /// Forgets a client's draft.
    ///
    /// # Errors
    /// `storage_unavailable`.
    #[wasm_bindgen(js_name = discardDraft)]
    pub async fn discard_draft(
        &self,
        #[wasm_bindgen(unchecked_param_type = "string")] client_id: JsValue,
    ) -> Result<(), VaultError> {
        let id = input::client_id(&client_id)?;
        self.vault()?.discard_draft(&id).await
    }
}

fn which_sessions(options: &mut Options) -> Result<Reading, VaultError> {
    let goal = options.take(GoalId::FIELD).map(|id| input::goal_id(&id)).transpose()?;
    Ok(Reading {
        window: options.window()?,
        states: options.named("emotional_states", STATES, EmotionalState::from_name)?,
        technique: options.text("technique")?,
        goal,
        flagged: options.flag_if_any("flagged")?,
        signed: options.flag_if_any("signed")?,
        offset: options.whole_from("offset", 0, MOST)?.unwrap_or(0) as usize,
        limit: options.whole("limit", MOST)?.map(|limit| limit as usize),
        skip_damaged: options.flag("skip_damaged", false)?,
    })
}

/// The one option of calls that change a session: why.
fn reason(options: &JsValue) -> Result<String, VaultError> {
    reason_if_any(options)?.ok_or_else(|| FieldError::missing("reason").into())
}

fn reason_if_any(options: &JsValue) -> Result<Option<String>, VaultError> {
    let mut options = Options::read(options)?;
    let reason = options.text("reason")?;
    options.finish()?;
    Ok(reason)
}

pub(super) fn about_session(id: &SessionId) -> JsValue {
    output::object(&[(SessionId::FIELD, id.as_str().into())])
}

fn session_list(sessions: &[Session]) -> Result<JsValue, VaultError> {
    output::records(sessions, plain_session)
}

fn revision(revision: &SessionRevision) -> Result<JsValue, VaultError> {
    let signed = revision.signed.as_ref();
    Ok(output::object(&[
        ("revision", revision.revision.into()),
        ("saved_at", revision.saved_at.to_rfc3339().into()),
        ("reason", revision.reason.as_str().into()),
        ("struck", revision.struck.into()),
        ("signed_at", signed.map_or(JsValue::NULL, |one| one.signed_at.to_rfc3339().into())),
        ("statement", signed.map_or("", |one| one.statement.as_str()).into()),
        ("session", output::json(&plain_session(&revision.session))?),
    ]))
}
