use serde::{Deserialize, Serialize};

use super::times::StoredDay;
use super::{Record, RecordError};
use crate::domain::{GoalId, Milestone, MilestoneId, Significance};

/// A milestone as the journal keeps it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct MilestoneRecord {
    /// What was reached.
    pub milestone: Milestone,
    /// Its place in the order in which the client's milestones were entered.
    pub entered: u64,
}

/// Every shape a milestone has ever had on disk. Variants are added, never edited.
#[derive(Serialize, Deserialize)]
#[serde(tag = "v", content = "milestone")]
enum Stored {
    #[serde(rename = "1")]
    V1(MilestoneV1),
}

#[derive(Serialize, Deserialize)]
struct MilestoneV1 {
    entered: u64,
    milestone_id: MilestoneId,
    goal_id: GoalId,
    description: String,
    achieved_date: StoredDay,
    significance: Significance,
}

impl Record for MilestoneRecord {
    fn to_bytes(&self) -> Vec<u8> {
        let Self { milestone, entered } = self.clone();
        let Milestone { milestone_id, goal_id, description, achieved_date, significance } =
            milestone;
        let achieved_date = achieved_date.into();
        super::json(&Stored::V1(MilestoneV1 {
            entered,
            milestone_id,
            goal_id,
            description,
            achieved_date,
            significance,
        }))
    }

    fn from_bytes(bytes: &[u8]) -> Result<Self, RecordError> {
        let Stored::V1(stored) = super::from_json(bytes)?;
        let MilestoneV1 { entered, milestone_id, goal_id, description, achieved_date, significance } =
            stored;
        let achieved_date = achieved_date.try_into()?;
        let milestone = Milestone { milestone_id, goal_id, description, achieved_date, significance };
        Ok(Self { milestone, entered })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::Moment;

    fn full() -> MilestoneRecord {
        let json = r#"{"milestone_id":"m","goal_id":"g","description":"took the tram",
            "achieved_date":"2025-01-27","significance":"major"}"#;
        let milestone = Milestone::read(json, Moment::new(0, 0).unwrap(), &60_i16).unwrap();
        MilestoneRecord { milestone, entered: 1 }
    }

    #[test]
    fn a_milestone_comes_back_as_it_was() {
        assert_eq!(MilestoneRecord::from_bytes(&full().to_bytes()), Ok(full()));
    }

    #[test]
    fn opens_what_version_1_wrote() {
        let bytes = include_bytes!("../../tests/vectors/milestone-v1.json");
        assert_eq!(MilestoneRecord::from_bytes(bytes), Ok(full()));
    }
}
