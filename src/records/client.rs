use super::object::{ObjectWriter, json_list};
use super::{Record, RecordError, Version, versioned};
use crate::domain::{Client, ClientStatus};

const NAME: &str = "client";
/// The version that knows of earlier versions; without any, version 1 is written.
const WITH_PAST: u32 = 2;

/// A client as the journal keeps it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ClientRecord {
    /// What is known of the client as a whole.
    pub client: Client,
    /// The versions of the client's records that have had several, sessions aside.
    pub past: Vec<Version>,
}

impl Record for ClientRecord {
    fn to_bytes(&self) -> Vec<u8> {
        let Client { client_id, display_name, notes, status, created_at } = &self.client;
        let content = ObjectWriter::default()
            .text("client_id", client_id.as_str())
            .text("display_name", display_name)
            .text("notes", notes)
            .text("status", status.name())
            .moment("created_at", *created_at);
        if self.past.is_empty() {
            return versioned::write(NAME, &content.end());
        }
        let past = json_list(self.past.iter().map(Version::to_json));
        versioned::write_as(WITH_PAST, NAME, &content.json("past", &past).end())
    }

    fn from_bytes(bytes: &[u8]) -> Result<Self, RecordError> {
        versioned::read_up_to(WITH_PAST, bytes, NAME, |stored| {
            let client = Client {
                client_id: stored.text("client_id")?.try_into()?,
                display_name: stored.text("display_name")?,
                notes: stored.text("notes")?,
                status: stored.named("status", ClientStatus::from_name)?,
                created_at: stored.moment("created_at")?,
            };
            let past = stored.elements("past", Version::from_json)?;
            Ok(Self { client, past })
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::{ClientId, Moment};
    use crate::records::{Kept, VersionOf};

    fn full() -> ClientRecord {
        let client_id = ClientId::new("c").unwrap();
        let created_at = Moment::new(1_730_000_000_000, 60).unwrap();
        let (display_name, notes) = ("Ada".into(), "n".into());
        let status = ClientStatus::Closed;
        let client = Client { client_id, display_name, notes, status, created_at };
        ClientRecord { client, past: Vec::new() }
    }

    /// The same with what version 2 added.
    fn with_past() -> ClientRecord {
        let version = |of, id: &str, at, kept| {
            let (id, mark) = (id.to_owned(), "0123456789abcdef".to_owned());
            Version { of, id, at, mark, kept }
        };
        let other = r#"{"milestone_id":"m"}"#.to_owned();
        let past = vec![
            version(VersionOf::Client, "c", 0, Kept::Gone),
            version(VersionOf::Client, "c", 1_730_000_000_000, Kept::Stands),
            version(VersionOf::Milestone, "m", 0, Kept::Text(other)),
        ];
        ClientRecord { past, ..full() }
    }

    #[test]
    fn opens_what_version_2_wrote() {
        let bytes = include_bytes!("../../tests/vectors/client-v2.json");
        assert_eq!(ClientRecord::from_bytes(bytes), Ok(with_past()));
        assert_eq!(with_past().to_bytes(), bytes);
    }

    #[test]
    #[ignore = "prints a new vector; never run to turn red into green"]
    fn print_vector() {
        use std::io::Write;
        std::io::stdout().write_all(&with_past().to_bytes()).unwrap();
    }

    #[test]
    fn a_client_comes_back_as_it_was() {
        assert_eq!(ClientRecord::from_bytes(&full().to_bytes()), Ok(full()));
    }

    #[test]
    fn opens_what_version_1_wrote() {
        let bytes = include_bytes!("../../tests/vectors/client-v1.json");
        assert_eq!(ClientRecord::from_bytes(bytes), Ok(full()));
    }
}
