//! Records as plain JSON: the shapes of the JavaScript interface and of history files.

use super::object::{ObjectWriter, json_text};
use crate::domain::{Client, ClientEvent, Goal, GoalUpdate, Milestone, Session, SessionFacts};

/// A session in plain JSON.
pub fn plain_session(session: &Session) -> String {
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
    ObjectWriter::default()
        .text("session_id", session_id.as_str())
        .text("client_id", client_id.as_str())
        .text("timestamp", &timestamp.to_rfc3339())
        .text("conversation_summary", conversation_summary)
        .text("emotional_state", emotional_state.name())
        .texts("therapeutic_goals", therapeutic_goals.iter().map(|goal| goal.as_str()))
        .text("progress_notes", progress_notes)
        .text("therapist_observations", therapist_observations)
        .text("next_session_focus", next_session_focus)
        .whole("session_duration_minutes", u64::from(*session_duration_minutes))
        .texts("techniques_used", techniques_used.iter().map(String::as_str))
        .text("homework_assigned", homework_assigned)
        .texts("crisis_flags", crisis_flags.iter().map(String::as_str))
        .json("metadata", metadata.as_str())
        .end()
}

/// What the timeline keeps of a session, in plain JSON.
pub fn plain_facts(facts: &SessionFacts) -> String {
    let SessionFacts { at, state, duration_minutes, crisis_flags, techniques: _ } = facts;
    ObjectWriter::default()
        .text("timestamp", &at.to_rfc3339())
        .json("emotional_score", &state.score().to_string())
        .whole("duration_minutes", u64::from(*duration_minutes))
        .whole("crisis_flags", u64::from(*crisis_flags))
        .end()
}

/// A goal in plain JSON.
pub fn plain_goal(goal: &Goal) -> String {
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
    let target = target_date.map_or("null".to_owned(), |day| json_text(&day.to_text()));
    ObjectWriter::default()
        .text("goal_id", goal_id.as_str())
        .text("description", description)
        .json("target_date", &target)
        .number("completion_percentage", completion_percentage.value())
        .texts("milestones", milestones.iter().map(|milestone| milestone.as_str()))
        .text("notes", notes)
        .text("created_at", &created_at.to_rfc3339())
        .text("updated_at", &updated_at.to_rfc3339())
        .end()
}

/// The fields of an entry of a goal's history, after those that `object` has already.
pub fn plain_goal_update(object: ObjectWriter, update: &GoalUpdate) -> String {
    let GoalUpdate { timestamp, completion_percentage, notes } = update;
    object
        .text("timestamp", &timestamp.to_rfc3339())
        .number("completion_percentage", completion_percentage.value())
        .text("notes", notes)
        .end()
}

/// A milestone in plain JSON.
pub fn plain_milestone(milestone: &Milestone) -> String {
    let Milestone { milestone_id, goal_id, description, achieved_date, significance } = milestone;
    ObjectWriter::default()
        .text("milestone_id", milestone_id.as_str())
        .text("goal_id", goal_id.as_str())
        .text("description", description)
        .text("achieved_date", &achieved_date.to_text())
        .text("significance", significance.name())
        .end()
}

/// Something that happened in a client's life, in plain JSON.
pub fn plain_event(event: &ClientEvent) -> String {
    let ClientEvent { event_id, client_id, kind, description, date } = event;
    ObjectWriter::default()
        .text("event_id", event_id.as_str())
        .text("client_id", client_id.as_str())
        .text("kind", kind.name())
        .text("description", description)
        .text("date", &date.to_text())
        .end()
}

/// A client in plain JSON.
pub fn plain_client(client: &Client) -> String {
    let Client { client_id, display_name, notes, status, created_at, birth_year } = client;
    let client = ObjectWriter::default()
        .text("client_id", client_id.as_str())
        .text("display_name", display_name)
        .text("notes", notes)
        .text("status", status.name())
        .text("created_at", &created_at.to_rfc3339());
    match birth_year {
        Some(year) => client.whole("birth_year", (*year).into()).end(),
        None => client.end(),
    }
}
