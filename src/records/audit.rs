use super::object::ObjectWriter;
use super::{Record, RecordError, Tag, versioned};
use crate::domain::Moment;

const ENTRY: &str = "entry";
const HEAD: &str = "head";
/// Written once a client was deleted.
const WITH_DELETIONS: u32 = 2;

macro_rules! actions {
    ($($variant:ident = $name:literal,)+) => {
        /// What was done.
        #[derive(Debug, Clone, Copy, PartialEq, Eq)]
        #[allow(missing_docs, reason = "the names say it")]
        #[non_exhaustive]
        pub enum AuditAction {
            $($variant,)+
        }

        impl AuditAction {
            const ALL: &[Self] = &[$(Self::$variant,)+];

            /// Its name in every interface and file.
            pub fn name(self) -> &'static str {
                match self {
                    $(Self::$variant => $name,)+
                }
            }

            /// The action of that name.
            pub fn from_name(name: &str) -> Option<Self> {
                Self::ALL.iter().copied().find(|action| action.name() == name)
            }
        }
    };
}

actions! {
    VaultCreated = "vault_created",
    VaultUnlocked = "vault_unlocked",
    PassphraseChanged = "passphrase_changed",
    SessionLogged = "session_logged",
    SessionsImported = "sessions_imported",
    SessionAmended = "session_amended",
    GoalCreated = "goal_created",
    GoalUpdated = "goal_updated",
    MilestoneAdded = "milestone_added",
    EventSaved = "event_saved",
    EventRemoved = "event_removed",
    ClientSaved = "client_saved",
    SessionRead = "session_read",
    SessionsRead = "sessions_read",
    RevisionsRead = "revisions_read",
    GoalsRead = "goals_read",
    MilestonesRead = "milestones_read",
    EventsRead = "events_read",
    ClientsRead = "clients_read",
    SessionsSearched = "sessions_searched",
    TrendsRead = "trends_read",
    ReportRead = "report_read",
    SummaryRead = "summary_read",
    CaseloadRead = "caseload_read",
    ClientExported = "client_exported",
    VaultExported = "vault_exported",
    HistoryImported = "history_imported",
    DerivedRebuilt = "derived_rebuilt",
    SessionStruck = "session_struck",
    SessionRestored = "session_restored",
    MilestoneRemoved = "milestone_removed",
    SettingsSaved = "settings_saved",
    VocabularyRead = "vocabulary_read",
    SessionSigned = "session_signed",
    NotesSaved = "psychotherapy_notes_saved",
    NotesRead = "psychotherapy_notes_read",
    NotesSearched = "psychotherapy_notes_searched",
    SessionsFolded = "sessions_folded",
    UnlockFailed = "unlock_failed",
    RecoveryCodeAdded = "recovery_code_added",
    PasskeyAdded = "passkey_added",
    SlotRemoved = "slot_removed",
    ReportPrinted = "report_printed",
    RetentionPolicySaved = "retention_policy_saved",
    RetentionRead = "retention_read",
    HoldSet = "hold_set",
    HoldLifted = "hold_lifted",
    ClientDeleted = "client_deleted",
    KeysErased = "keys_erased",
}

impl AuditAction {
    /// Whether its details are sealed under the log key although it is about a client: they must
    /// stay readable when the client's key is gone, and say nothing clinical.
    pub fn outlives_client(self) -> bool {
        matches!(self, Self::ClientDeleted | Self::ClientExported)
    }
}

/// How it ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Outcome {
    /// As asked.
    Done,
    /// A damaged record was met.
    Damaged,
}

impl Outcome {
    /// Its name in every interface and file.
    pub fn name(self) -> &'static str {
        match self {
            Self::Done => "done",
            Self::Damaged => "damaged",
        }
    }

    fn from_name(name: &str) -> Option<Self> {
        [Self::Done, Self::Damaged].into_iter().find(|outcome| outcome.name() == name)
    }
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

/// Bytes in hexadecimal.
pub fn to_hex(bytes: &[u8]) -> String {
    let digit = |half: u8| char::from(b"0123456789abcdef"[usize::from(half)]);
    bytes.iter().flat_map(|byte| [digit(byte >> 4), digit(byte & 15)]).collect()
}

/// The bytes that stand there in hexadecimal.
///
/// # Errors
/// `Malformed` where that is something else.
pub fn from_hex(text: &str) -> Result<Vec<u8>, RecordError> {
    let half = |byte: u8| char::from(byte).to_digit(16);
    let byte = |pair: &[u8]| match pair {
        [high, low] => u8::try_from(half(*high)? * 16 + half(*low)?).ok(),
        _ => None,
    };
    text.as_bytes().chunks(2).map(|pair| byte(pair).ok_or(RecordError::Malformed)).collect()
}

impl Record for AuditEntry {
    fn to_bytes(&self) -> Vec<u8> {
        let Self { sequence, time, action, outcome, client, details } = self;
        let head = ObjectWriter::default()
            .whole("sequence", *sequence)
            .moment("time", *time)
            .text("action", action.name())
            .text("outcome", outcome.name());
        let named = match client {
            Some(tag) => head.text("client", &to_hex(tag)),
            None => head.json("client", "null"),
        };
        versioned::write(ENTRY, &named.text("details", &to_hex(details)).end())
    }

    fn from_bytes(bytes: &[u8]) -> Result<Self, RecordError> {
        versioned::read(bytes, ENTRY, |stored| {
            let client = match stored.text_or_null("client")? {
                Some(hex) => Some(from_hex(&hex)?.try_into().map_err(|_| RecordError::Malformed)?),
                None => None,
            };
            Ok(Self {
                sequence: stored.whole("sequence")?,
                time: stored.moment("time")?,
                action: stored.named("action", AuditAction::from_name)?,
                outcome: stored.named("outcome", Outcome::from_name)?,
                client,
                details: from_hex(&stored.text("details")?)?,
            })
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
    /// How many clients were deleted, so that no tab seals anything under a destroyed key.
    pub deletions: u64,
}

impl Record for AuditHead {
    fn to_bytes(&self) -> Vec<u8> {
        let Self { entries, hash, changes, deletions } = self;
        let content = ObjectWriter::default()
            .whole("entries", *entries)
            .text("hash", &to_hex(hash))
            .whole("changes", *changes);
        match deletions {
            0 => versioned::write(HEAD, &content.end()),
            count => {
                let content = content.whole("deletions", *count);
                versioned::write_as(WITH_DELETIONS, HEAD, &content.end())
            }
        }
    }

    fn from_bytes(bytes: &[u8]) -> Result<Self, RecordError> {
        versioned::read_up_to(WITH_DELETIONS, bytes, HEAD, |stored| {
            let hash = from_hex(&stored.text("hash")?)?;
            Ok(Self {
                entries: stored.whole("entries")?,
                hash: hash.try_into().map_err(|_| RecordError::Malformed)?,
                changes: stored.whole("changes")?,
                deletions: stored.whole_or_none("deletions")?.unwrap_or_default(),
            })
        })
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
        for deletions in [0, 4] {
            let head = AuditHead { entries: 3, hash: [5; 32], changes: 2, deletions };
            assert_eq!(AuditHead::from_bytes(&head.to_bytes()), Ok(head));
        }
    }

    #[test]
    fn opens_the_head_that_version_1_wrote_and_the_one_of_version_2() {
        let head = AuditHead { entries: 3, hash: [5; 32], changes: 2, deletions: 0 };
        let vectors = [
            (head.clone(), &include_bytes!("../../tests/vectors/audit-head-v1.json")[..]),
            (
                AuditHead { deletions: 4, ..head },
                &include_bytes!("../../tests/vectors/audit-head-v2.json")[..],
            ),
        ];
        for (head, bytes) in vectors {
            assert_eq!(AuditHead::from_bytes(bytes).as_ref(), Ok(&head));
            assert_eq!(head.to_bytes(), bytes);
        }
    }
}
