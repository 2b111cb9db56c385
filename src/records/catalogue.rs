use serde::{Deserialize, Serialize};

use super::times::StoredMoment;
use super::{Record, RecordError, Tag};
use crate::domain::{Client, ClientId, ClientStatus, EmotionalState, Moment, Percentage};

const VERSION: u8 = 1;

/// How many of a client's latest sessions the catalogue keeps: enough for 90 daily ones.
pub const RECENT_SESSIONS: usize = 128;

/// One of a client's latest sessions.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct RecentSession {
    /// When it took place.
    pub at: Moment,
    /// How the client felt.
    pub state: EmotionalState,
    /// How many crisis flags were raised.
    pub crisis_flags: u32,
}

/// Where a goal lies, and how far it has come.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
pub struct GoalHead {
    /// Where it lies in the journal.
    pub tag: Tag,
    /// The revision that lies there.
    pub revision: u32,
    /// How much of it is reached.
    pub completion: Percentage,
}

/// What the caseload and the trends need to know of one client at once.
///
/// The notes on the client stay in the journal: the field is empty here.
#[derive(Debug, Clone, PartialEq)]
pub struct CatalogueEntry {
    /// The client, without notes.
    pub client: Client,
    /// The number that the client's next record gets in the order entered.
    pub next_entered: u64,
    /// How many sessions there are.
    pub sessions: u32,
    /// The sum of their scores.
    pub score_sum: i64,
    /// How many crisis flags were raised in all.
    pub crisis_flags: u64,
    /// When the first session took place.
    pub first_session: Option<Moment>,
    /// When the last session took place.
    pub last_session: Option<Moment>,
    /// The latest sessions in order of time, at most [`RECENT_SESSIONS`].
    pub recent: Vec<RecentSession>,
    /// The client's goals in the order entered.
    pub goals: Vec<GoalHead>,
    /// How many milestones there are.
    pub milestones: u32,
    /// The revision of the client's own record in the journal.
    pub client_revision: u32,
    /// The years of the timeline, each with the revision of its box.
    pub years: Vec<(i32, u32)>,
}

#[derive(Serialize, Deserialize)]
struct Packed {
    client_id: ClientId,
    display_name: String,
    closed: bool,
    created_at: StoredMoment,
    next_entered: u64,
    sessions: u32,
    score_sum: i64,
    crisis_flags: u64,
    first_session: Option<StoredMoment>,
    last_session: Option<StoredMoment>,
    recent: Vec<(StoredMoment, i8, u32)>,
    goals: Vec<GoalHead>,
    milestones: u32,
    client_revision: u32,
    years: Vec<(i32, u32)>,
}

impl CatalogueEntry {
    /// The entry of a client without any records.
    pub fn new(client: Client) -> Self {
        Self {
            client: Client { notes: String::new(), ..client },
            next_entered: 0,
            sessions: 0,
            score_sum: 0,
            crisis_flags: 0,
            first_session: None,
            last_session: None,
            recent: Vec::new(),
            goals: Vec::new(),
            milestones: 0,
            client_revision: 1,
            years: Vec::new(),
        }
    }
}

impl Record for CatalogueEntry {
    fn to_bytes(&self) -> Vec<u8> {
        let Self {
            client,
            next_entered,
            sessions,
            score_sum,
            crisis_flags,
            first_session,
            last_session,
            recent,
            goals,
            milestones,
            client_revision,
            years,
        } = self.clone();
        let Client { client_id, display_name, notes: _, status, created_at } = client;
        let packed = |recent: RecentSession| {
            (recent.at.into(), recent.state.score(), recent.crisis_flags)
        };
        super::pack(
            VERSION,
            &Packed {
                client_id,
                display_name,
                closed: status == ClientStatus::Closed,
                created_at: created_at.into(),
                next_entered,
                sessions,
                score_sum,
                crisis_flags,
                first_session: first_session.map(Into::into),
                last_session: last_session.map(Into::into),
                recent: recent.into_iter().map(packed).collect(),
                goals,
                milestones,
                client_revision,
                years,
            },
        )
    }

    fn from_bytes(bytes: &[u8]) -> Result<Self, RecordError> {
        let packed: Packed = super::unpack(VERSION, bytes)?;
        let status = if packed.closed { ClientStatus::Closed } else { ClientStatus::Active };
        let client = Client {
            client_id: packed.client_id,
            display_name: packed.display_name,
            notes: String::new(),
            status,
            created_at: packed.created_at.try_into()?,
        };
        let recent: Result<Vec<_>, RecordError> = packed.recent.into_iter().map(recent).collect();
        Ok(Self {
            client,
            next_entered: packed.next_entered,
            sessions: packed.sessions,
            score_sum: packed.score_sum,
            crisis_flags: packed.crisis_flags,
            first_session: packed.first_session.map(TryInto::try_into).transpose()?,
            last_session: packed.last_session.map(TryInto::try_into).transpose()?,
            recent: recent?,
            goals: packed.goals,
            milestones: packed.milestones,
            client_revision: packed.client_revision,
            years: packed.years,
        })
    }
}

fn recent(
    (at, score, crisis_flags): (StoredMoment, i8, u32),
) -> Result<RecentSession, RecordError> {
    let state = EmotionalState::from_score(score).ok_or(RecordError::Malformed)?;
    Ok(RecentSession { at: at.try_into()?, state, crisis_flags })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_entry_comes_back_as_it_was() {
        let at = Moment::new(1_700_000_000_000, 120).unwrap();
        let client = Client::new(ClientId::new("c").unwrap(), at);
        let entry = CatalogueEntry {
            sessions: 3,
            score_sum: -4,
            last_session: Some(at),
            recent: vec![RecentSession { at, state: EmotionalState::Negative, crisis_flags: 2 }],
            goals: vec![GoalHead {
                tag: [1; 16],
                revision: 4,
                completion: Percentage::new(60.0).unwrap(),
            }],
            years: vec![(2023, 9)],
            ..CatalogueEntry::new(client)
        };
        assert_eq!(CatalogueEntry::from_bytes(&entry.to_bytes()), Ok(entry));
    }
}
