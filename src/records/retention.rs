use super::object::ObjectWriter;
use super::versioned::{self, Stored};
use super::{Record, RecordError, json_list};
use crate::domain::{ClientId, Moment, RetentionPolicy};

const NAME: &str = "retention";

/// That a client's records must not be destroyed for now.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Hold {
    /// Whose.
    pub client_id: ClientId,
    /// Why.
    pub reason: String,
    /// Since when.
    pub since: Moment,
}

/// How long the practice keeps records, and whose it keeps in any case.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct RetentionRecord {
    /// The policy.
    pub policy: RetentionPolicy,
    /// The holds, oldest first, at most one for a client.
    pub holds: Vec<Hold>,
}

impl RetentionRecord {
    /// The hold on a client's records, if there is one.
    pub fn hold_on(&self, client: &ClientId) -> Option<&Hold> {
        self.holds.iter().find(|hold| hold.client_id == *client)
    }
}

impl Record for RetentionRecord {
    fn to_bytes(&self) -> Vec<u8> {
        let Self { policy, holds } = self;
        let RetentionPolicy { years_after_last_session, age_of_majority, years_after_majority } =
            *policy;
        let hold = |Hold { client_id, reason, since }: &Hold| {
            let object = ObjectWriter::default().text("client_id", client_id.as_str());
            object.text("reason", reason).moment("since", *since).end()
        };
        let content = ObjectWriter::default()
            .whole("years_after_last_session", years_after_last_session.into())
            .whole("age_of_majority", age_of_majority.into())
            .whole("years_after_majority", years_after_majority.into())
            .json("holds", &json_list(holds.iter().map(hold)));
        versioned::write(NAME, &content.end())
    }

    fn from_bytes(bytes: &[u8]) -> Result<Self, RecordError> {
        let hold = |stored: &mut Stored| {
            Ok(Hold {
                client_id: stored.text("client_id")?.try_into()?,
                reason: stored.text("reason")?,
                since: stored.moment("since")?,
            })
        };
        versioned::read(bytes, NAME, |stored| {
            let policy = RetentionPolicy {
                years_after_last_session: stored.narrow("years_after_last_session")?,
                age_of_majority: stored.narrow("age_of_majority")?,
                years_after_majority: stored.narrow("years_after_majority")?,
            };
            Ok(Self { policy, holds: stored.list("holds", hold)? })
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn full() -> RetentionRecord {
        let client_id = ClientId::new("c").unwrap();
        let since = Moment::new(1_730_000_000_000, 60).unwrap();
        let hold = Hold { client_id, reason: "a claim".into(), since };
        RetentionRecord { policy: RetentionPolicy::default(), holds: vec![hold] }
    }

    #[test]
    fn what_is_kept_of_retention_comes_back_as_it_was() {
        for record in [full(), RetentionRecord::default()] {
            assert_eq!(RetentionRecord::from_bytes(&record.to_bytes()), Ok(record));
        }
    }

    #[test]
    fn opens_what_version_1_wrote() {
        let bytes = include_bytes!("../../tests/vectors/retention-v1.json");
        assert_eq!(RetentionRecord::from_bytes(bytes), Ok(full()));
        assert_eq!(full().to_bytes(), bytes);
    }
}
