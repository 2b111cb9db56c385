use serde::{Deserialize, Serialize};

use super::times::StoredMoment;
use super::{Record, RecordError};
use crate::domain::{Json, Moment};

/// A session that is still being written. No part of the record until it is saved.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DraftRecord {
    /// What the form holds, as the form wrote it.
    pub content: Json,
    /// When it was last kept.
    pub saved_at: Moment,
}

/// Every shape a draft has ever had on disk. Variants are added, never edited.
#[derive(Serialize, Deserialize)]
#[serde(tag = "v", content = "draft")]
enum Stored {
    #[serde(rename = "1")]
    V1(DraftV1),
}

#[derive(Serialize, Deserialize)]
struct DraftV1 {
    saved_at: StoredMoment,
    /// JSON text.
    content: String,
}

impl Record for DraftRecord {
    fn to_bytes(&self) -> Vec<u8> {
        let content = self.content.as_str().to_owned();
        super::json(&Stored::V1(DraftV1 { saved_at: self.saved_at.into(), content }))
    }

    fn from_bytes(bytes: &[u8]) -> Result<Self, RecordError> {
        let Stored::V1(DraftV1 { saved_at, content }) = super::from_json(bytes)?;
        let content = Json::new(content).ok_or(RecordError::Malformed)?;
        Ok(Self { content, saved_at: saved_at.try_into()? })
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
