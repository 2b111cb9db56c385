use super::{ObjectWriter, RecordError};
use crate::domain::Fields;

/// What kind of record a version is one of.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum VersionOf {
    /// What is known of the client as a whole; its id is the client's.
    Client,
    /// What a goal was set as.
    Goal,
    /// A step in a goal's history that was taken back; its id is the goal's.
    GoalUpdate,
    /// A milestone.
    Milestone,
    /// An event.
    Event,
}

impl VersionOf {
    const ALL: [Self; 5] =
        [Self::Client, Self::Goal, Self::GoalUpdate, Self::Milestone, Self::Event];

    /// Its name in every interface and file.
    pub fn name(self) -> &'static str {
        match self {
            Self::Client => "client",
            Self::Goal => "goal",
            Self::GoalUpdate => "goal_update",
            Self::Milestone => "milestone",
            Self::Event => "event",
        }
    }
}

/// What is kept of a version.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Kept {
    /// Nothing but that it was there: it was replaced or removed.
    Gone,
    /// It is the one that stands, and lies in the record's own box.
    Stands,
    /// All it says, as plain JSON: another device wrote it while the one that stands was written.
    Text(String),
}

/// A version of a record that has had several, so that devices can be brought together.
///
/// A record that was never changed, removed or written in two ways has no entry.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Version {
    /// What kind of record.
    pub of: VersionOf,
    /// The record's id.
    pub id: String,
    /// When it was saved, in milliseconds since 1970; 0 for the first one of a record.
    pub at: i64,
    /// The first 8 bytes of the SHA-256 of what it says, in hexadecimal.
    pub mark: String,
    /// What is kept of it.
    pub kept: Kept,
}

impl Version {
    /// The version as JSON.
    pub fn to_json(&self) -> String {
        let Self { of, id, at, mark, kept } = self;
        let object = ObjectWriter::default()
            .text("kind", of.name())
            .text("id", id)
            .json("at", &at.to_string())
            .text("mark", mark);
        match kept {
            Kept::Gone => object.end(),
            Kept::Stands => object.json("stands", "true").end(),
            Kept::Text(json) => object.json("record", json).end(),
        }
    }

    /// Reads what [`Version::to_json`] wrote.
    ///
    /// # Errors
    /// `Malformed`.
    pub fn from_json(json: &str) -> Result<Self, RecordError> {
        let mut fields = Fields::read_whole(json, "version")?;
        let missing = RecordError::Malformed;
        let kind: Option<String> = fields.take_as("kind", "must be a text")?;
        let of = VersionOf::ALL.into_iter().find(|of| kind.as_deref() == Some(of.name()));
        let id: Option<String> = fields.take_as("id", "must be a text")?;
        let at: Option<i64> = fields.take_as("at", "must be a whole number")?;
        let mark: Option<String> = fields.take_as("mark", "must be a text")?;
        let stands: Option<bool> = fields.take_as("stands", "must be true or false")?;
        let record = fields.take("record");
        let kept = match (record, stands.unwrap_or_default()) {
            (Some(json), false) => Kept::Text(json.to_owned()),
            (None, true) => Kept::Stands,
            (None, false) => Kept::Gone,
            (Some(_), true) => return Err(missing),
        };
        let (Some(of), Some(id), Some(at), Some(mark)) = (of, id, at, mark) else {
            return Err(missing);
        };
        fields.finish()?;
        Ok(Self { of, id, at, mark, kept })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn versions_come_back_as_they_were() {
        for kept in [Kept::Gone, Kept::Stands, Kept::Text(r#"{"a":"\u00fc"}"#.into())] {
            let (of, id, mark) = (VersionOf::Event, "e".into(), "00ff00ff00ff00ff".into());
            let version = Version { of, id, at: 5, mark, kept };
            assert_eq!(Version::from_json(&version.to_json()), Ok(version));
        }
    }

    #[test]
    fn what_stands_has_no_text_of_its_own() {
        let both = r#"{"kind":"event","id":"e","at":0,"mark":"00","stands":true,"record":{}}"#;
        assert_eq!(Version::from_json(both), Err(RecordError::Malformed));
        let unknown = r#"{"kind":"dream","id":"e","at":0,"mark":"00"}"#;
        assert_eq!(Version::from_json(unknown), Err(RecordError::Malformed));
    }
}
