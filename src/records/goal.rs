use serde::{Deserialize, Serialize};

use super::times::{StoredDay, StoredMoment};
use super::{Record, RecordError};
use crate::domain::{Goal, GoalId, GoalUpdate, MilestoneId, Percentage};

/// A goal as the journal keeps it.
#[derive(Debug, Clone, PartialEq)]
pub struct GoalRecord {
    /// The goal as it stands.
    pub goal: Goal,
    /// Its place in the order in which the client's goals were entered.
    pub entered: u64,
    /// How many entries its history has, the creation included.
    pub updates: u32,
}

/// Every shape a goal has ever had on disk. Variants are added, never edited.
#[derive(Serialize, Deserialize)]
#[serde(tag = "v", content = "goal")]
enum StoredGoal {
    #[serde(rename = "1")]
    V1(GoalV1),
}

#[derive(Serialize, Deserialize)]
struct GoalV1 {
    entered: u64,
    updates: u32,
    goal_id: GoalId,
    description: String,
    target_date: Option<StoredDay>,
    completion_percentage: Percentage,
    milestones: Vec<MilestoneId>,
    notes: String,
    created_at: StoredMoment,
    updated_at: StoredMoment,
}

impl Record for GoalRecord {
    fn to_bytes(&self) -> Vec<u8> {
        let Self { goal, entered, updates } = self.clone();
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
        super::json(&StoredGoal::V1(GoalV1 {
            entered,
            updates,
            goal_id,
            description,
            target_date: target_date.map(StoredDay::from),
            completion_percentage,
            milestones,
            notes,
            created_at: created_at.into(),
            updated_at: updated_at.into(),
        }))
    }

    fn from_bytes(bytes: &[u8]) -> Result<Self, RecordError> {
        let StoredGoal::V1(stored) = super::from_json(bytes)?;
        let goal = Goal {
            goal_id: stored.goal_id,
            description: stored.description,
            target_date: stored.target_date.map(TryInto::try_into).transpose()?,
            completion_percentage: stored.completion_percentage,
            milestones: stored.milestones,
            notes: stored.notes,
            created_at: stored.created_at.try_into()?,
            updated_at: stored.updated_at.try_into()?,
        };
        Ok(Self { goal, entered: stored.entered, updates: stored.updates })
    }
}

/// One entry of a goal's history as the journal keeps it.
#[derive(Debug, Clone, PartialEq)]
pub struct GoalUpdateRecord {
    /// The goal it is about.
    pub goal_id: GoalId,
    /// Its place in the goal's history, from 1.
    pub number: u32,
    /// The entry.
    pub update: GoalUpdate,
}

/// Every shape an entry has ever had on disk. Variants are added, never edited.
#[derive(Serialize, Deserialize)]
#[serde(tag = "v", content = "goal_update")]
enum StoredUpdate {
    #[serde(rename = "1")]
    V1(UpdateV1),
}

#[derive(Serialize, Deserialize)]
struct UpdateV1 {
    goal_id: GoalId,
    number: u32,
    timestamp: StoredMoment,
    completion_percentage: Percentage,
    notes: String,
}

impl Record for GoalUpdateRecord {
    fn to_bytes(&self) -> Vec<u8> {
        let Self { goal_id, number, update } = self.clone();
        let GoalUpdate { timestamp, completion_percentage, notes } = update;
        let timestamp = timestamp.into();
        super::json(&StoredUpdate::V1(UpdateV1 {
            goal_id,
            number,
            timestamp,
            completion_percentage,
            notes,
        }))
    }

    fn from_bytes(bytes: &[u8]) -> Result<Self, RecordError> {
        let StoredUpdate::V1(stored) = super::from_json(bytes)?;
        let update = GoalUpdate {
            timestamp: stored.timestamp.try_into()?,
            completion_percentage: stored.completion_percentage,
            notes: stored.notes,
        };
        Ok(Self { goal_id: stored.goal_id, number: stored.number, update })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::Moment;

    fn full() -> GoalRecord {
        let json = r#"{"goal_id":"g","description":"sleep through","target_date":"2025-01-27",
            "completion_percentage":33.5,"milestones":["m"],"notes":"n",
            "created_at":"2024-10-27T10:00:00+01:00","updated_at":"2024-11-01T10:00:00Z"}"#;
        let goal = Goal::read(json, Moment::new(0, 0).unwrap(), &60_i16).unwrap();
        GoalRecord { goal, entered: 3, updates: 2 }
    }

    fn update() -> GoalUpdateRecord {
        let json = r#"{"timestamp":"2024-11-01T10:00:00Z","completion_percentage":33.5,"notes":"n"}"#;
        let update = GoalUpdate::read(json, &0_i16).unwrap();
        GoalUpdateRecord { goal_id: GoalId::new("g").unwrap(), number: 2, update }
    }

    #[test]
    fn goals_and_their_history_come_back_as_they_were() {
        assert_eq!(GoalRecord::from_bytes(&full().to_bytes()), Ok(full()));
        assert_eq!(GoalUpdateRecord::from_bytes(&update().to_bytes()), Ok(update()));
    }

    #[test]
    fn opens_what_version_1_wrote() {
        let goal = include_bytes!("../../tests/vectors/goal-v1.json");
        assert_eq!(GoalRecord::from_bytes(goal), Ok(full()));
        let entry = include_bytes!("../../tests/vectors/goal-update-v1.json");
        assert_eq!(GoalUpdateRecord::from_bytes(entry), Ok(update()));
    }
}
