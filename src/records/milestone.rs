use super::object::ObjectWriter;
use super::{Record, RecordError, versioned};
use crate::domain::{Milestone, Significance};

const NAME: &str = "milestone";

/// A milestone as the journal keeps it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct MilestoneRecord {
    /// What was reached.
    pub milestone: Milestone,
    /// Its place in the order in which the client's milestones were entered.
    pub entered: u64,
}

impl Record for MilestoneRecord {
    fn to_bytes(&self) -> Vec<u8> {
        let Self { milestone, entered } = self;
        let Milestone { milestone_id, goal_id, description, achieved_date, significance } =
            milestone;
        let content = ObjectWriter::default()
            .whole("entered", *entered)
            .text("milestone_id", milestone_id.as_str())
            .text("goal_id", goal_id.as_str())
            .text("description", description)
            .day("achieved_date", *achieved_date)
            .text("significance", significance.name());
        versioned::write(NAME, &content.end())
    }

    fn from_bytes(bytes: &[u8]) -> Result<Self, RecordError> {
        versioned::read(bytes, NAME, |stored| {
            let milestone = Milestone {
                milestone_id: stored.text("milestone_id")?.try_into()?,
                goal_id: stored.text("goal_id")?.try_into()?,
                description: stored.text("description")?,
                achieved_date: stored.day("achieved_date")?.ok_or(RecordError::Malformed)?,
                significance: stored.named("significance", Significance::from_name)?,
            };
            Ok(Self { milestone, entered: stored.whole("entered")? })
        })
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
