use super::object::ObjectWriter;
use super::{Record, RecordError, versioned};
use crate::domain::{ClientEvent, EventKind};

const NAME: &str = "event";

/// Something that happened in a client's life as the journal keeps it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct EventRecord {
    /// What happened.
    pub event: ClientEvent,
    /// Its place in the order in which the client's records were entered.
    pub entered: u64,
}

impl Record for EventRecord {
    fn to_bytes(&self) -> Vec<u8> {
        let Self { event, entered } = self;
        let ClientEvent { event_id, client_id, kind, description, date } = event;
        let content = ObjectWriter::default()
            .whole("entered", *entered)
            .text("event_id", event_id.as_str())
            .text("client_id", client_id.as_str())
            .text("kind", kind.name())
            .text("description", description)
            .day("date", *date);
        versioned::write(NAME, &content.end())
    }

    fn from_bytes(bytes: &[u8]) -> Result<Self, RecordError> {
        versioned::read(bytes, NAME, |stored| {
            let event = ClientEvent {
                event_id: stored.text("event_id")?.try_into()?,
                client_id: stored.text("client_id")?.try_into()?,
                kind: stored.named("kind", EventKind::from_name)?,
                description: stored.text("description")?,
                date: stored.day("date")?.ok_or(RecordError::Malformed)?,
            };
            Ok(Self { event, entered: stored.whole("entered")? })
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn full() -> EventRecord {
        let json = r#"{"event_id":"e","client_id":"c","kind":"medication",
            "description":"sertraline, 50 mg","date":"2025-01-27"}"#;
        EventRecord { event: ClientEvent::read(json, &60_i16).unwrap(), entered: 3 }
    }

    #[test]
    fn an_event_comes_back_as_it_was() {
        assert_eq!(EventRecord::from_bytes(&full().to_bytes()), Ok(full()));
    }

    #[test]
    fn opens_what_version_1_wrote() {
        let bytes = include_bytes!("../../tests/vectors/event-v1.json");
        assert_eq!(EventRecord::from_bytes(bytes), Ok(full()));
    }

    #[test]
    #[ignore = "prints a new vector; never run to turn red into green"]
    fn print_vector() {
        use std::io::Write;
        std::io::stdout().write_all(&full().to_bytes()).unwrap();
    }
}
