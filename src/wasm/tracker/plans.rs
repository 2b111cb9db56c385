//! Goals, milestones and clients.

use wasm_bindgen::prelude::*;

use super::TherapeuticProgressTracker;
use crate::domain::{ClientChanges, Goal, Milestone, Moment};
use crate::records::{
    Kept, ObjectWriter, Version, json_text, plain_client, plain_goal, plain_goal_update,
    plain_milestone,
};
use crate::wasm::clock::{DeviceZone, now};
use crate::wasm::error::Answer;
use crate::wasm::input;
use crate::wasm::options::Options;
use crate::wasm::output;

#[wasm_bindgen(wasm_bindgen_futures = crate::wasm::calls)]
impl TherapeuticProgressTracker {
    /// The versions of a client's details, goals, milestones and events that another device wrote
    /// while those that stand were written here, as `importHistory` kept them. A session's are
    /// among its revisions.
    ///
    /// # Errors
    /// `corrupt_record`.
    #[wasm_bindgen(js_name = getOtherVersions, unchecked_return_type = "OtherVersion[]")]
    pub async fn get_other_versions(
        &self,
        #[wasm_bindgen(unchecked_param_type = "string")] client_id: JsValue,
    ) -> Answer {
        let id = input::client_id(&client_id)?;
        let versions = self.reading()?.other_versions(&id, now()).await?;
        output::records(&versions, plain_version)
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
        let vault = self.vault()?;
        let id = input::client_id(&client_id)?;
        let now = now();
        let goal = Goal::read(&input::record(&goal, Goal::RECORD)?, now, &DeviceZone)?;
        vault.create_goal(&id, &goal, now).await?;
        Ok(output::object(&[("goal_id", goal.goal_id.as_str().into())]))
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
        let vault = self.vault()?;
        let id = input::goal_id(&goal_id)?;
        let completion = input::percentage(&completion_percentage)?;
        let notes = input::notes(&notes)?;
        let mut options = Options::read(&options)?;
        let at = options.moment("timestamp")?.unwrap_or_else(now);
        options.finish()?;
        let goal = vault.update_goal_progress(&id, completion, notes, at, now()).await?;
        output::json(&plain_goal(&goal))
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
        let id = input::client_id(&client_id)?;
        let mut options = Options::read(&options)?;
        let active_only = options.flag("active_only", true)?;
        let skip_damaged = options.flag("skip_damaged", false)?;
        options.finish()?;
        let goals = self.reading()?.goals(&id, active_only, skip_damaged, now()).await?;
        output::records(&goals, plain_goal)
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
        let id = input::goal_id(&goal_id)?;
        let history = self.reading()?.goal_history(&id, now()).await?;
        output::records(&history, |update| plain_goal_update(ObjectWriter::default(), update))
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
        let vault = self.vault()?;
        let id = input::client_id(&client_id)?;
        let dated = input::names(&milestone, "achieved_date");
        let now = now();
        let json = input::record(&milestone, Milestone::RECORD)?;
        let milestone = Milestone::read(&json, now, &DeviceZone)?;
        vault.add_milestone(&id, &milestone, dated, now).await?;
        Ok(output::object(&[("milestone_id", milestone.milestone_id.as_str().into())]))
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
        let id = input::client_id(&client_id)?;
        let mut options = Options::read(&options)?;
        let window = options.window()?;
        let skip_damaged = options.flag("skip_damaged", false)?;
        options.finish()?;
        let milestones = self.reading()?.milestones(&id, window, skip_damaged, now()).await?;
        output::records(&milestones, plain_milestone)
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
        let vault = self.vault()?;
        let json = input::record(&client, ClientChanges::RECORD)?;
        let changes = ClientChanges::read(&json, &DeviceZone)?;
        let client = vault.save_client(&changes, now()).await?;
        output::json(&plain_client(&client))
    }

    /// All clients, ordered by id.
    ///
    /// # Errors
    /// `corrupt_record`.
    #[wasm_bindgen(js_name = getClients, unchecked_return_type = "Client[]")]
    pub async fn get_clients(&self) -> Answer {
        let clients = self.reading()?.clients(now()).await?;
        output::records(&clients, plain_client)
    }
}

fn plain_version(version: &Version) -> String {
    let saved = Moment::new(version.at, 0).filter(|_| version.at > 0);
    let saved = saved.map_or("null".into(), |at| json_text(&at.to_rfc3339()));
    let record = match &version.kept {
        Kept::Text(json) => json,
        Kept::Gone | Kept::Stands => "null",
    };
    ObjectWriter::default()
        .text("kind", version.of.name())
        .text("id", &version.id)
        .json("saved_at", &saved)
        .json("record", record)
        .end()
}
