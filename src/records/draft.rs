use super::object::ObjectWriter;
use super::{Record, RecordError, versioned};
use crate::domain::{Json, Moment};

const NAME: &str = "draft";

/// A session that is still being written. No part of the record until it is saved.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DraftRecord {
    /// What the form holds, as the form wrote it.
    pub content: Json,
    /// When it was last kept.
    pub saved_at: Moment,
}

impl Record for DraftRecord {
    fn to_bytes(&self) -> Vec<u8> {
        let Self { content, saved_at } = self;
        let draft =
            ObjectWriter::default().moment("saved_at", *saved_at).text("content", content.as_str());
        versioned::write(NAME, &draft.end())
    }

    fn from_bytes(bytes: &[u8]) -> Result<Self, RecordError> {
        versioned::read(bytes, NAME, |stored| {
            let content = Json::new(stored.text("content")?).ok_or(RecordError::Malformed)?;
            Ok(Self { content, saved_at: stored.moment("saved_at")? })
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_draft_comes_back_as_it_was() {
        let content = Json::new(r#"{"progress_notes":"half a sen"}"#).unwrap();
        let draft = DraftRecord { content, saved_at: Moment::new(5, 0).unwrap() };
        assert_eq!(DraftRecord::from_bytes(&draft.to_bytes()), Ok(draft));
    }
}
