use super::object::{ObjectWriter, json_list};
use super::{Record, RecordError, Version, versioned};
use crate::domain::{Client, ClientStatus};

const NAME: &str = "client";
/// The version that knows of a year of birth and of earlier versions; without either, version 1 is
/// written.
const WITH_MORE: u32 = 2;

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
        let Client { client_id, display_name, notes, status, created_at, birth_year } =
            &self.client;
        let content = ObjectWriter::default()
            .text("client_id", client_id.as_str())
            .text("display_name", display_name)
            .text("notes", notes)
            .text("status", status.name())
            .moment("created_at", *created_at);
        if birth_year.is_none() && self.past.is_empty() {
            return versioned::write(NAME, &content.end());
        }
        // Who does not know the fields must not take them for damage.
        let content = match birth_year {
            Some(year) => content.whole("birth_year", (*year).into()),
            None => content,
        };
        let content = match self.past.is_empty() {
            true => content,
            false => content.json("past", &json_list(self.past.iter().map(Version::to_json))),
        };
        versioned::write_as(WITH_MORE, NAME, &content.end())
    }

    fn from_bytes(bytes: &[u8]) -> Result<Self, RecordError> {
        versioned::read_up_to(WITH_MORE, bytes, NAME, |stored| {
            let client = Client {
                client_id: stored.text("client_id")?.try_into()?,
                display_name: stored.text("display_name")?,
                notes: stored.text("notes")?,
                status: stored.named("status", ClientStatus::from_name)?,
                created_at: stored.moment("created_at")?,
                birth_year: stored.whole_or_none("birth_year")?,
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
        let client = Client { display_name, notes, status, ..Client::new(client_id, created_at) };
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

    fn with_birth_year() -> ClientRecord {
        ClientRecord { client: Client { birth_year: Some(2008), ..full().client }, ..full() }
    }

    #[test]
    fn opens_a_year_of_birth() {
        let bytes = include_bytes!("../../tests/vectors/client-v2-birth-year.json");
        assert_eq!(ClientRecord::from_bytes(bytes), Ok(with_birth_year()));
        assert_eq!(with_birth_year().to_bytes(), bytes);
    }
}
