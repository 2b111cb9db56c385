use super::object::ObjectWriter;
use super::{Record, RecordError, versioned};
use crate::domain::{Goal, GoalId, GoalUpdate};

const GOAL: &str = "goal";
const UPDATE: &str = "goal_update";

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

impl Record for GoalRecord {
    fn to_bytes(&self) -> Vec<u8> {
        let Self { goal, entered, updates } = self;
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
        let head = ObjectWriter::default()
            .whole("entered", *entered)
            .whole("updates", u64::from(*updates))
            .text("goal_id", goal_id.as_str())
            .text("description", description);
        let dated = match target_date {
            Some(day) => head.day("target_date", *day),
            None => head.json("target_date", "null"),
        };
        let content = dated
            .number("completion_percentage", completion_percentage.value())
            .texts("milestones", milestones.iter().map(|milestone| milestone.as_str()))
            .text("notes", notes)
            .moment("created_at", *created_at)
            .moment("updated_at", *updated_at);
        versioned::write(GOAL, &content.end())
    }

    fn from_bytes(bytes: &[u8]) -> Result<Self, RecordError> {
        versioned::read(bytes, GOAL, |stored| {
            let goal = Goal {
                goal_id: stored.text("goal_id")?.try_into()?,
                description: stored.text("description")?,
                target_date: stored.day("target_date")?,
                completion_percentage: stored.percentage("completion_percentage")?,
                milestones: stored.checked("milestones")?,
                notes: stored.text("notes")?,
                created_at: stored.moment("created_at")?,
                updated_at: stored.moment("updated_at")?,
            };
            let entered = stored.whole("entered")?;
            Ok(Self { goal, entered, updates: stored.narrow("updates")? })
        })
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

impl Record for GoalUpdateRecord {
    fn to_bytes(&self) -> Vec<u8> {
        let Self { goal_id, number, update } = self;
        let GoalUpdate { timestamp, completion_percentage, notes } = update;
        let content = ObjectWriter::default()
            .text("goal_id", goal_id.as_str())
            .whole("number", u64::from(*number))
            .moment("timestamp", *timestamp)
            .number("completion_percentage", completion_percentage.value())
            .text("notes", notes);
        versioned::write(UPDATE, &content.end())
    }

    fn from_bytes(bytes: &[u8]) -> Result<Self, RecordError> {
        versioned::read(bytes, UPDATE, |stored| {
            let update = GoalUpdate {
                timestamp: stored.moment("timestamp")?,
                completion_percentage: stored.percentage("completion_percentage")?,
                notes: stored.text("notes")?,
            };
            let goal_id = stored.text("goal_id")?.try_into()?;
            Ok(Self { goal_id, number: stored.narrow("number")?, update })
        })
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
        let json =
            r#"{"timestamp":"2024-11-01T10:00:00Z","completion_percentage":33.5,"notes":"n"}"#;
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
