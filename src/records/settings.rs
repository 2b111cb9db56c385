use super::object::ObjectWriter;
use super::{Record, RecordError, versioned};
use crate::domain::Json;

const NAME: &str = "settings";

/// What a practice has set for itself. No part of any client's record.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SettingsRecord {
    /// The settings as the site wrote them.
    pub content: Json,
}

impl Record for SettingsRecord {
    fn to_bytes(&self) -> Vec<u8> {
        let content = ObjectWriter::default().text("content", self.content.as_str());
        versioned::write(NAME, &content.end())
    }

    fn from_bytes(bytes: &[u8]) -> Result<Self, RecordError> {
        versioned::read(bytes, NAME, |stored| {
            let content = Json::new(stored.text("content")?).ok_or(RecordError::Malformed)?;
            Ok(Self { content })
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn settings_come_back_as_they_were() {
        let settings = SettingsRecord { content: Json::new(r#"{"minutes":10}"#).unwrap() };
        assert_eq!(SettingsRecord::from_bytes(&settings.to_bytes()), Ok(settings));
    }
}
