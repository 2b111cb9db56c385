use super::object::ObjectWriter;
use super::{Record, RecordError, versioned};
use crate::domain::{Moment, SessionId};

const NAME: &str = "psychotherapy_notes";

/// The psychotherapy notes of a session as the journal keeps them, under a key of their own.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NotesRecord {
    /// The session that they are about.
    pub session_id: SessionId,
    /// When this text was saved.
    pub saved_at: Moment,
    /// What they say.
    pub text: String,
}

impl Record for NotesRecord {
    fn to_bytes(&self) -> Vec<u8> {
        let Self { session_id, saved_at, text } = self;
        let content = ObjectWriter::default()
            .text(SessionId::FIELD, session_id.as_str())
            .moment("saved_at", *saved_at)
            .text("text", text);
        versioned::write(NAME, &content.end())
    }

    fn from_bytes(bytes: &[u8]) -> Result<Self, RecordError> {
        versioned::read(bytes, NAME, |stored| {
            Ok(Self {
                session_id: stored.text(SessionId::FIELD)?.try_into()?,
                saved_at: stored.moment("saved_at")?,
                text: stored.text("text")?,
            })
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn full() -> NotesRecord {
        NotesRecord {
            session_id: SessionId::new("s").unwrap(),
            saved_at: Moment::new(1_730_000_000_000, 60).unwrap(),
            text: "a hypothesis, \"quoted\"".into(),
        }
    }

    #[test]
    fn notes_come_back_as_they_were() {
        assert_eq!(NotesRecord::from_bytes(&full().to_bytes()), Ok(full()));
    }

    #[test]
    fn opens_what_version_1_wrote() {
        let bytes = include_bytes!("../../tests/vectors/psychotherapy-notes-v1.json");
        assert_eq!(NotesRecord::from_bytes(bytes), Ok(full()));
        assert_eq!(full().to_bytes(), bytes);
    }

    #[test]
    #[ignore = "prints a new vector; never run to turn red into green"]
    fn print_vector() {
        use std::io::Write;
        std::io::stdout().write_all(&full().to_bytes()).unwrap();
    }
}
