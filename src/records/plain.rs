//! Records as plain JSON: the shapes of the JavaScript interface and of history files.

use serde::{Serialize, Serializer};
use serde_json::value::RawValue;

use crate::domain::{
    Client, ClientId, ClientStatus, Day, EmotionalState, Goal, GoalId, GoalUpdate, Milestone,
    MilestoneId, Moment, Percentage, Session, SessionId, Significance,
};

/// JSON text of a plain record.
pub fn to_json<T: Serialize>(plain: &T) -> String {
    // Only maps with keys that are no text, and failing writers, make this fail.
    serde_json::to_string(plain).unwrap_or_default()
}

/// A session in plain JSON.
#[derive(Debug, Serialize)]
#[allow(missing_docs, reason = "the fields are those of Session")]
pub struct PlainSession<'a> {
    pub session_id: &'a SessionId,
    pub client_id: &'a ClientId,
    pub timestamp: Moment,
    pub conversation_summary: &'a str,
    pub emotional_state: EmotionalState,
    pub therapeutic_goals: &'a [GoalId],
    pub progress_notes: &'a str,
    pub therapist_observations: &'a str,
    pub next_session_focus: &'a str,
    pub session_duration_minutes: u16,
    pub techniques_used: &'a [String],
    pub homework_assigned: &'a str,
    pub crisis_flags: &'a [String],
    #[serde(serialize_with = "raw")]
    pub metadata: &'a str,
}

fn raw<S: Serializer>(json: &str, serializer: S) -> Result<S::Ok, S::Error> {
    let value: &RawValue = serde_json::from_str(json).map_err(serde::ser::Error::custom)?;
    value.serialize(serializer)
}

impl<'a> From<&'a Session> for PlainSession<'a> {
    fn from(session: &'a Session) -> Self {
        let Session {
            session_id,
            client_id,
            timestamp,
            conversation_summary,
            emotional_state,
            therapeutic_goals,
            progress_notes,
            therapist_observations,
            next_session_focus,
            session_duration_minutes,
            techniques_used,
            homework_assigned,
            crisis_flags,
            metadata,
        } = session;
        Self {
            session_id,
            client_id,
            timestamp: *timestamp,
            conversation_summary,
            emotional_state: *emotional_state,
            therapeutic_goals,
            progress_notes,
            therapist_observations,
            next_session_focus,
            session_duration_minutes: *session_duration_minutes,
            techniques_used,
            homework_assigned,
            crisis_flags,
            metadata: metadata.as_str(),
        }
    }
}

/// A goal in plain JSON.
#[derive(Debug, Serialize)]
#[allow(missing_docs, reason = "the fields are those of Goal")]
pub struct PlainGoal<'a> {
    pub goal_id: &'a GoalId,
    pub description: &'a str,
    pub target_date: Option<Day>,
    pub completion_percentage: Percentage,
    pub milestones: &'a [MilestoneId],
    pub notes: &'a str,
    pub created_at: Moment,
    pub updated_at: Moment,
}

impl<'a> From<&'a Goal> for PlainGoal<'a> {
    fn from(goal: &'a Goal) -> Self {
        let Goal {
            goal_id,
            description,
            target_date,
            completion_percentage,
            milestones,
            notes,
            created_at,
            updated_at,
        } = goal;
        Self {
            goal_id,
            description,
            target_date: *target_date,
            completion_percentage: *completion_percentage,
            milestones,
            notes,
            created_at: *created_at,
            updated_at: *updated_at,
        }
    }
}

/// An entry of a goal's history in plain JSON.
#[derive(Debug, Serialize)]
#[allow(missing_docs, reason = "the fields are those of GoalUpdate")]
pub struct PlainGoalUpdate<'a> {
    pub timestamp: Moment,
    pub completion_percentage: Percentage,
    pub notes: &'a str,
}

impl<'a> From<&'a GoalUpdate> for PlainGoalUpdate<'a> {
    fn from(update: &'a GoalUpdate) -> Self {
        let GoalUpdate { timestamp, completion_percentage, notes } = update;
        Self { timestamp: *timestamp, completion_percentage: *completion_percentage, notes }
    }
}

/// A milestone in plain JSON.
#[derive(Debug, Serialize)]
#[allow(missing_docs, reason = "the fields are those of Milestone")]
pub struct PlainMilestone<'a> {
    pub milestone_id: &'a MilestoneId,
    pub goal_id: &'a GoalId,
    pub description: &'a str,
    pub achieved_date: Day,
    pub significance: Significance,
}

impl<'a> From<&'a Milestone> for PlainMilestone<'a> {
    fn from(milestone: &'a Milestone) -> Self {
        let Milestone { milestone_id, goal_id, description, achieved_date, significance } =
            milestone;
        Self {
            milestone_id,
            goal_id,
            description,
            achieved_date: *achieved_date,
            significance: *significance,
        }
    }
}

/// A client in plain JSON.
#[derive(Debug, Serialize)]
#[allow(missing_docs, reason = "the fields are those of Client")]
pub struct PlainClient<'a> {
    pub client_id: &'a ClientId,
    pub display_name: &'a str,
    pub notes: &'a str,
    pub status: ClientStatus,
    pub created_at: Moment,
}

impl<'a> From<&'a Client> for PlainClient<'a> {
    fn from(client: &'a Client) -> Self {
        let Client { client_id, display_name, notes, status, created_at } = client;
        Self { client_id, display_name, notes, status: *status, created_at: *created_at }
    }
}
