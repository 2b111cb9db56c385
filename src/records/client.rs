use super::object::ObjectWriter;
use super::{Record, RecordError, versioned};
use crate::domain::{Client, ClientStatus};

const NAME: &str = "client";

/// A client as the journal keeps it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ClientRecord {
    /// What is known of the client as a whole.
    pub client: Client,
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
        versioned::write(NAME, &content.end())
    }

    fn from_bytes(bytes: &[u8]) -> Result<Self, RecordError> {
        versioned::read(bytes, NAME, |stored| {
            let client = Client {
                client_id: stored.text("client_id")?.try_into()?,
                display_name: stored.text("display_name")?,
                notes: stored.text("notes")?,
                status: stored.named("status", ClientStatus::from_name)?,
                created_at: stored.moment("created_at")?,
            };
            Ok(Self { client })
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::{ClientId, Moment};

    fn full() -> ClientRecord {
        let client_id = ClientId::new("c").unwrap();
        let created_at = Moment::new(1_730_000_000_000, 60).unwrap();
        let (display_name, notes) = ("Ada".into(), "n".into());
        let status = ClientStatus::Closed;
        ClientRecord { client: Client { client_id, display_name, notes, status, created_at } }
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
