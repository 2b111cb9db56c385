use serde::{Deserialize, Serialize};

use super::times::StoredMoment;
use super::{Record, RecordError};
use crate::domain::{Client, ClientId, ClientStatus};

/// A client as the journal keeps it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ClientRecord {
    /// What is known of the client as a whole.
    pub client: Client,
}

/// Every shape a client has ever had on disk. Variants are added, never edited.
#[derive(Serialize, Deserialize)]
#[serde(tag = "v", content = "client")]
enum Stored {
    #[serde(rename = "1")]
    V1(ClientV1),
}

#[derive(Serialize, Deserialize)]
struct ClientV1 {
    client_id: ClientId,
    display_name: String,
    notes: String,
    status: ClientStatus,
    created_at: StoredMoment,
}

impl Record for ClientRecord {
    fn to_bytes(&self) -> Vec<u8> {
        let Client { client_id, display_name, notes, status, created_at } = self.client.clone();
        let created_at = created_at.into();
        super::json(&Stored::V1(ClientV1 { client_id, display_name, notes, status, created_at }))
    }

    fn from_bytes(bytes: &[u8]) -> Result<Self, RecordError> {
        let Stored::V1(stored) = super::from_json(bytes)?;
        let ClientV1 { client_id, display_name, notes, status, created_at } = stored;
        let created_at = created_at.try_into()?;
        Ok(Self { client: Client { client_id, display_name, notes, status, created_at } })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::Moment;

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
