//! Writing records down and reading them.

use js_sys::Array;
use wasm_bindgen::prelude::*;

use super::{OpenVault, TherapeuticProgressTracker};
use crate::domain::order::{by_numbers, by_text};
use crate::domain::{
    ClientChanges, FieldError, Goal, Json, Milestone, Session, SessionId,
};
use crate::records::{
    ObjectWriter, plain_client, plain_goal, plain_goal_update, plain_milestone, plain_session,
};
use crate::vault::{ImportOutcome, Reading, Rejection, SessionRevision, VaultError};
use crate::wasm::clock::{DeviceZone, now};
use crate::wasm::error::{Answer, answer, done, invalid};
use crate::wasm::input::{self, folded};
use crate::wasm::options::{Options, text};
use crate::wasm::output;

/// How many sessions are written in one transaction.
const BATCH: usize = 1000;
/// The most records that a limit can ask for.
const MOST: u32 = 1_000_000;

#[wasm_bindgen]
impl TherapeuticProgressTracker {
    /// Writes a session down; resolves once it is on the disk. Trying again is harmless.
    ///
    /// # Errors
    /// `invalid_field`, `unknown_field`, `missing_field`, `duplicate_id`.
    #[wasm_bindgen(js_name = logSession, unchecked_return_type = "{ session_id: string }")]
    pub async fn log_session(
        &self,
        #[wasm_bindgen(unchecked_param_type = "NewSession")] session: JsValue,
    ) -> Answer {
        answer(self.log(&session).await)
    }

    async fn log(&self, value: &JsValue) -> Result<JsValue, VaultError> {
        let vault = self.vault()?;
        let json = input::record(value, Session::RECORD)?;
        let now = now();
        let session = Session::read(&json, now, &DeviceZone)?;
        vault.log_session(&session, input::names(value, "timestamp"), now).await?;
        Ok(output::object([(SessionId::FIELD, session.session_id.as_str().into())]))
    }

    /// Writes many sessions down. Those that cannot be accepted are named and left out.
    ///
    /// # Errors
    /// `invalid_field` where `sessions` is no list.
    #[wasm_bindgen(js_name = importSessions, unchecked_return_type = "ImportResult")]
    pub async fn import_sessions(
        &self,
        #[wasm_bindgen(unchecked_param_type = "NewSession[]")] sessions: JsValue,
        #[wasm_bindgen(unchecked_optional_param_type = "ProgressOptions")] options: JsValue,
    ) -> Answer {
        answer(self.import(&sessions, &options).await)
    }

    async fn import(&self, sessions: &JsValue, options: &JsValue) -> Result<JsValue, VaultError> {
        let vault = self.vault()?;
        let mut options = Options::read(options)?;
        let progress = options.progress()?;
        options.finish()?;
        let sessions: &Array =
            sessions.dyn_ref().ok_or_else(|| invalid("sessions", "must be a list of sessions"))?;
        let outcome = import_all(&vault, sessions, &progress).await;
        vault.end_import();
        Ok(import_result(&outcome?))
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
        let session = async {
            let id = input::session_id(&session_id)?;
            let session = self.reading()?.session(&id, now()).await?;
            output::json(&plain_session(&session))
        };
        answer(session.await)
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
        let sessions = async {
            let id = input::client_id(&client_id)?;
            let mut options = Options::read(&options)?;
            let reading = Reading {
                window: options.window()?,
                limit: options.whole("limit", MOST)?.map(|limit| limit as usize),
                skip_damaged: options.flag("skip_damaged", false)?,
            };
            options.finish()?;
            let sessions = self.reading()?.sessions(&id, reading, now()).await?;
            session_list(&sessions)
        };
        answer(sessions.await)
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
        let amended = async {
            let vault = self.vault()?;
            let id = input::session_id(&session_id)?;
            let changes = input::record(&changes, "changes")?;
            let mut options = Options::read(&options)?;
            let reason = options.text("reason")?;
            options.finish()?;
            let reason = reason.ok_or_else(|| FieldError::missing("reason"))?;
            let session =
                vault.amend_session(&id, &changes, &reason, &DeviceZone, now()).await?;
            output::json(&plain_session(&session))
        };
        answer(amended.await)
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
        let revisions = async {
            let id = input::session_id(&session_id)?;
            let revisions = self.reading()?.session_revisions(&id, now()).await?;
            let plain: Result<Vec<JsValue>, VaultError> = revisions.iter().map(revision).collect();
            Ok(output::list(plain?))
        };
        answer(revisions.await)
    }

    /// Sets a goal for a client.
    ///
    /// # Errors
    /// `invalid_field`, `unknown_field`, `missing_field`, `duplicate_id`.
    #[wasm_bindgen(js_name = createGoal, unchecked_return_type = "{ goal_id: string }")]
    pub async fn create_goal(
        &self,
        #[wasm_bindgen(unchecked_param_type = "string")] client_id: JsValue,
        #[wasm_bindgen(unchecked_param_type = "NewGoal")] goal: JsValue,
    ) -> Answer {
        let created = async {
            let vault = self.vault()?;
            let id = input::client_id(&client_id)?;
            let now = now();
            let goal = Goal::read(&input::record(&goal, Goal::RECORD)?, now, &DeviceZone)?;
            vault.create_goal(&id, &goal, now).await?;
            Ok(output::object([("goal_id", goal.goal_id.as_str().into())]))
        };
        answer(created.await)
    }

    /// Records how far a goal has come, now or at the time that the options name.
    ///
    /// # Errors
    /// `not_found`, `invalid_field`, `missing_field`.
    #[wasm_bindgen(js_name = updateGoalProgress, unchecked_return_type = "TherapeuticGoal")]
    pub async fn update_goal_progress(
        &self,
        #[wasm_bindgen(unchecked_param_type = "string")] goal_id: JsValue,
        #[wasm_bindgen(unchecked_param_type = "number")] completion_percentage: JsValue,
        #[wasm_bindgen(unchecked_optional_param_type = "string")] notes: JsValue,
        #[wasm_bindgen(unchecked_optional_param_type = "{ timestamp?: DateOrInstant }")]
        options: JsValue,
    ) -> Answer {
        let updated = async {
            let vault = self.vault()?;
            let id = input::goal_id(&goal_id)?;
            let completion = input::percentage(&completion_percentage)?;
            let notes = input::notes(&notes)?;
            let mut options = Options::read(&options)?;
            let at = options.moment("timestamp")?.unwrap_or_else(now);
            options.finish()?;
            let goal = vault.update_goal_progress(&id, completion, notes, at, now()).await?;
            output::json(&plain_goal(&goal))
        };
        answer(updated.await)
    }

    /// A client's goals; only those under 100 % unless `active_only` is false.
    ///
    /// # Errors
    /// `corrupt_record`.
    #[wasm_bindgen(js_name = getGoals, unchecked_return_type = "TherapeuticGoal[]")]
    pub async fn get_goals(
        &self,
        #[wasm_bindgen(unchecked_param_type = "string")] client_id: JsValue,
        #[wasm_bindgen(unchecked_optional_param_type = "GoalFilter")] options: JsValue,
    ) -> Answer {
        let goals = async {
            let id = input::client_id(&client_id)?;
            let mut options = Options::read(&options)?;
            let active_only = options.flag("active_only", true)?;
            let skip_damaged = options.flag("skip_damaged", false)?;
            options.finish()?;
            let goals = self.reading()?.goals(&id, active_only, skip_damaged, now()).await?;
            output::records(&goals, plain_goal)
        };
        answer(goals.await)
    }

    /// All that was recorded of a goal, oldest first, from its setting on.
    ///
    /// # Errors
    /// `not_found`, `corrupt_record`.
    #[wasm_bindgen(js_name = getGoalHistory, unchecked_return_type = "GoalUpdate[]")]
    pub async fn get_goal_history(
        &self,
        #[wasm_bindgen(unchecked_param_type = "string")] goal_id: JsValue,
    ) -> Answer {
        let history = async {
            let id = input::goal_id(&goal_id)?;
            let history = self.reading()?.goal_history(&id, now()).await?;
            output::records(&history, |update| plain_goal_update(ObjectWriter::default(), update))
        };
        answer(history.await)
    }

    /// Adds a milestone on the way to a goal.
    ///
    /// # Errors
    /// `invalid_field`, `unknown_field`, `missing_field`, `duplicate_id`.
    #[wasm_bindgen(js_name = addMilestone, unchecked_return_type = "{ milestone_id: string }")]
    pub async fn add_milestone(
        &self,
        #[wasm_bindgen(unchecked_param_type = "NewMilestone")] milestone: JsValue,
        #[wasm_bindgen(unchecked_param_type = "string")] client_id: JsValue,
    ) -> Answer {
        let added = async {
            let vault = self.vault()?;
            let id = input::client_id(&client_id)?;
            let dated = input::names(&milestone, "achieved_date");
            let now = now();
            let json = input::record(&milestone, Milestone::RECORD)?;
            let milestone = Milestone::read(&json, now, &DeviceZone)?;
            vault.add_milestone(&id, &milestone, dated, now).await?;
            Ok(output::object([("milestone_id", milestone.milestone_id.as_str().into())]))
        };
        answer(added.await)
    }

    /// A client's milestones, newest first.
    ///
    /// # Errors
    /// `corrupt_record`.
    #[wasm_bindgen(js_name = getMilestones, unchecked_return_type = "Milestone[]")]
    pub async fn get_milestones(
        &self,
        #[wasm_bindgen(unchecked_param_type = "string")] client_id: JsValue,
        #[wasm_bindgen(unchecked_optional_param_type = "MilestoneFilter")] options: JsValue,
    ) -> Answer {
        let milestones = async {
            let id = input::client_id(&client_id)?;
            let mut options = Options::read(&options)?;
            let window = options.window()?;
            let skip_damaged = options.flag("skip_damaged", false)?;
            options.finish()?;
            let milestones =
                self.reading()?.milestones(&id, window, skip_damaged, now()).await?;
            output::records(&milestones, plain_milestone)
        };
        answer(milestones.await)
    }

    /// Adds a client, or changes what is known of one.
    ///
    /// # Errors
    /// `invalid_field`, `unknown_field`, `missing_field`.
    #[wasm_bindgen(js_name = saveClient, unchecked_return_type = "Client")]
    pub async fn save_client(
        &self,
        #[wasm_bindgen(unchecked_param_type = "ClientChanges")] client: JsValue,
    ) -> Answer {
        let saved = async {
            let vault = self.vault()?;
            let json = input::record(&client, ClientChanges::RECORD)?;
            let changes = ClientChanges::read(&json, &DeviceZone)?;
            let client = vault.save_client(&changes, now()).await?;
            output::json(&plain_client(&client))
        };
        answer(saved.await)
    }

    /// All clients, ordered by id.
    ///
    /// # Errors
    /// `corrupt_record`.
    #[wasm_bindgen(js_name = getClients, unchecked_return_type = "Client[]")]
    pub async fn get_clients(&self) -> Answer {
        let clients = async {
            let clients = self.reading()?.clients(now()).await?;
            output::records(&clients, plain_client)
        };
        answer(clients.await)
    }

    /// Sessions in which every word of `text` occurs in some text field, newest first.
    ///
    /// # Errors
    /// `corrupt_record`.
    #[wasm_bindgen(js_name = searchSessions, unchecked_return_type = "SessionLog[]")]
    pub async fn search_sessions(
        &self,
        #[wasm_bindgen(unchecked_param_type = "string")] query: JsValue,
        #[wasm_bindgen(unchecked_optional_param_type = "SearchOptions")] options: JsValue,
    ) -> Answer {
        let found = async {
            let query = text(&query, "text")?;
            let mut options = Options::read(&options)?;
            let client = options.take("client_id").map(|id| input::client_id(&id)).transpose()?;
            let limit = options.whole("limit", MOST)?.map(|limit| limit as usize);
            options.finish()?;
            let vault = self.reading()?;
            let found =
                vault.search_sessions(&query, client.as_ref(), limit, &folded, now()).await?;
            session_list(&found)
        };
        answer(found.await)
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
    ) -> Result<(), JsValue> {
        let saved = async {
            let vault = self.vault()?;
            let id = input::client_id(&client_id)?;
            let json = Json::new(input::record(&draft, "draft")?);
            let json = json.ok_or_else(|| invalid("draft", "must be plain data"))?;
            vault.save_draft(&id, json, now()).await
        };
        done(saved.await)
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
        let draft = async {
            let id = input::client_id(&client_id)?;
            let Some(draft) = self.vault()?.draft(&id).await? else { return Ok(JsValue::NULL) };
            let content = output::json(draft.content.as_str())?;
            let saved_at = draft.saved_at.to_rfc3339().into();
            Ok(output::object([("draft", content), ("saved_at", saved_at)]))
        };
        answer(draft.await)
    }

    /// Forgets a client's draft.
    ///
    /// # Errors
    /// `storage_unavailable`.
    #[wasm_bindgen(js_name = discardDraft)]
    pub async fn discard_draft(
        &self,
        #[wasm_bindgen(unchecked_param_type = "string")] client_id: JsValue,
    ) -> Result<(), JsValue> {
        let discarded = async {
            let id = input::client_id(&client_id)?;
            self.vault()?.discard_draft(&id).await
        };
        done(discarded.await)
    }
}

fn session_list(sessions: &[Session]) -> Result<JsValue, VaultError> {
    output::records(sessions, plain_session)
}

fn revision(revision: &SessionRevision) -> Result<JsValue, VaultError> {
    Ok(output::object([
        ("revision", revision.revision.into()),
        ("saved_at", revision.saved_at.to_rfc3339().into()),
        ("reason", revision.reason.as_str().into()),
        ("session", output::json(&plain_session(&revision.session))?),
    ]))
}

/// Imports client by client, so that each client's timeline is rewritten seldom; those of one
/// client keep the order in which they were given.
async fn import_all(
    vault: &OpenVault,
    sessions: &Array,
    progress: &impl Fn(usize, usize),
) -> Result<ImportOutcome, VaultError> {
    let total = sessions.length() as usize;
    let mut outcome = ImportOutcome::default();
    let order = by_client(sessions);
    progress(0, total);
    for (number, places) in order.chunks(BATCH).enumerate() {
        let now = now();
        let mut batch = Vec::with_capacity(places.len());
        for place in places {
            let value = sessions.get(*place);
            let read = input::record(&value, Session::RECORD)
                .and_then(|json| Ok(Session::read(&json, now, &DeviceZone)?));
            match read {
                Ok(session) => batch.push((*place as usize, session)),
                Err(error) => {
                    outcome.rejected.push(Rejection { index: *place as usize, error });
                }
            }
        }
        let ImportOutcome { imported, skipped, rejected } = vault.import_batch(batch, now).await?;
        outcome.imported += imported;
        outcome.skipped += skipped;
        outcome.rejected.extend(rejected);
        progress((number * BATCH + places.len()).min(total), total);
    }
    outcome.rejected = by_numbers(outcome.rejected, |rejection| (0, rejection.index as u64));
    Ok(outcome)
}

fn by_client(sessions: &Array) -> Vec<u32> {
    let client = |place: &u32| {
        let session = sessions.get(*place);
        js_sys::Reflect::get(&session, &"client_id".into()).ok().and_then(|id| id.as_string())
    };
    let places = (0..sessions.length()).map(|place| (client(&place).unwrap_or_default(), place));
    let ordered = by_text(places.collect(), |(client, _)| client.as_str());
    ordered.into_iter().map(|(_, place)| place).collect()
}

fn import_result(outcome: &ImportOutcome) -> JsValue {
    let rejected = outcome.rejected.iter().map(|Rejection { index, error }| {
        output::object([
            ("index", output::count(*index)),
            ("code", error.code().into()),
            ("field", error.field().map_or(JsValue::NULL, Into::into)),
            ("message", error.to_string().into()),
        ])
    });
    output::object([
        ("imported", output::count(outcome.imported)),
        ("skipped", output::count(outcome.skipped)),
        ("rejected", output::list(rejected)),
    ])
}
