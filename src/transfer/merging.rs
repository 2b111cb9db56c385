use super::TransferError;
use super::manifest::list;
use crate::domain::Fields;
use crate::records::{ObjectWriter, Version, json_list};

const VERSIONS: &str = "versions";
const ENTERED: &str = "entered";

/// What a history says for nobody but another device that it is merged into.
///
/// Files from before there was any of it say nothing here.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Merging {
    /// The versions of the records that have had several, sessions aside.
    pub past: Vec<Version>,
    /// Each record's place in the order of entry.
    pub entered: Entered,
}

/// The places in the order in which a client's records were entered, counted together: each list
/// as long as that of the records, and in its order, or empty.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Entered {
    /// Of the sessions.
    pub sessions: Vec<u64>,
    /// Of the goals.
    pub goals: Vec<u64>,
    /// Of the milestones.
    pub milestones: Vec<u64>,
    /// Of the events.
    pub events: Vec<u64>,
}

fn numbers(list: &[u64]) -> String {
    json_list(list.iter().map(u64::to_string))
}

impl Merging {
    /// Adds its fields to a history.
    pub(super) fn add_to(&self, history: ObjectWriter) -> ObjectWriter {
        let Self { past, entered } = self;
        let Entered { sessions, goals, milestones, events } = entered;
        let entered = ObjectWriter::default()
            .json("sessions", &numbers(sessions))
            .json("goals", &numbers(goals))
            .json("milestones", &numbers(milestones))
            .json("events", &numbers(events));
        history
            .json(VERSIONS, &json_list(past.iter().map(Version::to_json)))
            .json(ENTERED, &entered.end())
    }

    /// Takes its fields, which may be missing.
    pub(super) fn take_from(fields: &mut Fields) -> Result<Self, TransferError> {
        let mut merging = Self::default();
        if fields.has(VERSIONS) {
            let version = |json: &str| Version::from_json(json).map_err(|_| TransferError::Damaged);
            merging.past = list(fields, VERSIONS, version)?;
        }
        if let Some(json) = fields.take(ENTERED) {
            let mut fields = Fields::read_whole(json, ENTERED)?;
            let mut numbers = |name| -> Result<Vec<u64>, TransferError> {
                let list: Option<Vec<u64>> = fields.take_as(name, "must be whole numbers")?;
                Ok(list.unwrap_or_default())
            };
            merging.entered = Entered {
                sessions: numbers("sessions")?,
                goals: numbers("goals")?,
                milestones: numbers("milestones")?,
                events: numbers("events")?,
            };
        }
        Ok(merging)
    }
}
