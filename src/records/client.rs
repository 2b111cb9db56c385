use super::object::ObjectWriter;
use super::{Record, RecordError, versioned};
use crate::domain::{Client, ClientStatus};

const NAME: &str = "client";
/// Written where the year of birth is known.
const WITH_BIRTH_YEAR: u32 = 2;

/// A client as the journal keeps it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ClientRecord {
    /// What is known of the client as a whole.
    pub client: Client,
}

impl Record for ClientRecord {
    fn to_bytes(&self) -> Vec<u8> {
        let Client { client_id, display_name, notes, status, created_at, birth_year } =
            &self.client;
        let content = ObjectWriter::default()
            .text("client_id", client_id.as_str())
            .text("display_name", display_name)
            .text("notes", notes)
            .text("status", status.name())
            .moment("created_at", *created_at);
        match birth_year {
            // Who does not know the field must not take it for damage.
            Some(year) => {
                let content = content.whole("birth_year", (*year).into());
                versioned::write_as(WITH_BIRTH_YEAR, NAME, &content.end())
            }
            None => versioned::write(NAME, &content.end()),
        }
    }

    fn from_bytes(bytes: &[u8]) -> Result<Self, RecordError> {
        versioned::read_up_to(WITH_BIRTH_YEAR, bytes, NAME, |stored| {
            let client = Client {
                client_id: stored.text("client_id")?.try_into()?,
                display_name: stored.text("display_name")?,
                notes: stored.text("notes")?,
                status: stored.named("status", ClientStatus::from_name)?,
                created_at: stored.moment("created_at")?,
                birth_year: stored.whole_or_none("birth_year")?,
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
        let client = Client { display_name, notes, status, ..Client::new(client_id, created_at) };
        ClientRecord { client }
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

    fn with_birth_year() -> ClientRecord {
        ClientRecord { client: Client { birth_year: Some(2008), ..full().client } }
    }

    #[test]
    fn opens_what_version_2_wrote() {
        let bytes = include_bytes!("../../tests/vectors/client-v2.json");
        assert_eq!(ClientRecord::from_bytes(bytes), Ok(with_birth_year()));
        assert_eq!(with_birth_year().to_bytes(), bytes);
    }
}
