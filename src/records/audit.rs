use serde::{Deserialize, Serialize};

use super::times::StoredMoment;
use super::{Record, RecordError, Tag};
use crate::domain::Moment;

/// What was done.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[allow(missing_docs, reason = "the names say it")]
#[non_exhaustive]
pub enum AuditAction {
    VaultCreated,
    VaultUnlocked,
    PassphraseChanged,
    SessionLogged,
    SessionsImported,
    SessionAmended,
    GoalCreated,
    GoalUpdated,
    MilestoneAdded,
    ClientSaved,
    SessionRead,
    SessionsRead,
    RevisionsRead,
    GoalsRead,
    MilestonesRead,
    ClientsRead,
    SessionsSearched,
    TrendsRead,
    ReportRead,
    SummaryRead,
    CaseloadRead,
    ClientExported,
    VaultExported,
    HistoryImported,
    DerivedRebuilt,
}

/// How it ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Outcome {
    /// As asked.
    Done,
    /// A damaged record was met.
    Damaged,
}

/// One line of the audit log.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AuditEntry {
    /// Its number, from 1 without gaps.
    pub sequence: u64,
    /// When it was done.
    pub time: Moment,
    /// What was done.
    pub action: AuditAction,
    /// How it ended.
    pub outcome: Outcome,
    /// The client it was about, if one.
    pub client: Option<Tag>,
    /// Details, sealed under the client's key, or under the audit log's where it is about none.
    pub details: Vec<u8>,
}

/// Every shape an entry has ever had on disk. Variants are added, never edited.
#[derive(Serialize, Deserialize)]
#[serde(tag = "v", content = "entry")]
enum StoredEntry {
    #[serde(rename = "1")]
    V1(EntryV1),
}

#[derive(Serialize, Deserialize)]
struct EntryV1 {
    sequence: u64,
    time: StoredMoment,
    action: AuditAction,
    outcome: Outcome,
    client: Option<String>,
    details: String,
}

fn to_hex(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}

fn from_hex(text: &str) -> Result<Vec<u8>, RecordError> {
    let pairs = text.as_bytes().chunks(2).map(|pair| {
        let digits = std::str::from_utf8(pair).map_err(|_| RecordError::Malformed)?;
        u8::from_str_radix(digits, 16).map_err(|_| RecordError::Malformed)
    });
    pairs.collect()
}

impl Record for AuditEntry {
    fn to_bytes(&self) -> Vec<u8> {
        let Self { sequence, time, action, outcome, client, details } = self;
        super::json(&StoredEntry::V1(EntryV1 {
            sequence: *sequence,
            time: (*time).into(),
            action: *action,
            outcome: *outcome,
            client: client.map(|tag| to_hex(&tag)),
            details: to_hex(details),
        }))
    }

    fn from_bytes(bytes: &[u8]) -> Result<Self, RecordError> {
        let StoredEntry::V1(stored) = super::from_json(bytes)?;
        let client = match stored.client {
            Some(hex) => Some(from_hex(&hex)?.try_into().map_err(|_| RecordError::Malformed)?),
            None => None,
        };
        Ok(Self {
            sequence: stored.sequence,
            time: stored.time.try_into()?,
            action: stored.action,
            outcome: stored.outcome,
            client,
            details: from_hex(&stored.details)?,
        })
    }
}

/// Where the audit log ends, written in the same transaction as what it tells of.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AuditHead {
    /// How many entries there are.
    pub entries: u64,
    /// The hash of the last one.
    pub hash: [u8; 32],
    /// Rises with every change of a record, so that a tab notices another's writes.
    pub changes: u64,
}

#[derive(Serialize, Deserialize)]
#[serde(tag = "v", content = "head")]
enum StoredHead {
    #[serde(rename = "1")]
    V1 { entries: u64, hash: String, changes: u64 },
}

impl Record for AuditHead {
    fn to_bytes(&self) -> Vec<u8> {
        let Self { entries, hash, changes } = *self;
        super::json(&StoredHead::V1 { entries, hash: to_hex(&hash), changes })
    }

    fn from_bytes(bytes: &[u8]) -> Result<Self, RecordError> {
        let StoredHead::V1 { entries, hash, changes } = super::from_json(bytes)?;
        let hash = from_hex(&hash)?.try_into().map_err(|_| RecordError::Malformed)?;
        Ok(Self { entries, hash, changes })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn entry() -> AuditEntry {
        AuditEntry {
            sequence: 9,
            time: Moment::new(1_700_000_000_000, 0).unwrap(),
            action: AuditAction::SessionLogged,
            outcome: Outcome::Done,
            client: Some([0xab; 16]),
            details: vec![0, 255],
        }
    }

    #[test]
    fn an_entry_comes_back_as_it_was() {
        assert_eq!(AuditEntry::from_bytes(&entry().to_bytes()), Ok(entry()));
    }

    #[test]
    fn opens_what_version_1_wrote() {
        let bytes = include_bytes!("../../tests/vectors/audit-entry-v1.json");
        assert_eq!(AuditEntry::from_bytes(bytes), Ok(entry()));
        // Its bytes are hashed into the chain, so they must never change either.
        assert_eq!(entry().to_bytes(), bytes);
    }

    #[test]
    fn a_head_comes_back_as_it_was() {
        let head = AuditHead { entries: 3, hash: [5; 32], changes: 2 };
        assert_eq!(AuditHead::from_bytes(&head.to_bytes()), Ok(head));
    }
}
