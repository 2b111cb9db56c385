use super::packed::{Packer, Unpacker};
use super::recent::{RecentSession, pack_recent, unpack_dated, unpack_recent};
use super::{Record, RecordError, Tag, TagMap};
use crate::domain::{Client, ClientStatus, Moment, Percentage};

/// What is written. Since 5 the latest sessions are told by their distance from each other.
const VERSION: u8 = 5;
const WITH_STEPS: u8 = 5;
/// The version that knows of signatures and psychotherapy notes.
const WITH_COMPARTMENTS: u8 = 4;
/// The version that knows of sessions that are struck out.
const WITH_STRUCK: u8 = 3;
const WITH_EVENTS: u8 = 2;

/// Where a goal lies, and how far it has come.
#[derive(Debug, Clone, Copy, PartialEq)]
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
/// The notes on the client and the year of birth stay in the journal: both are empty here.
#[derive(Debug, Clone, PartialEq)]
pub struct CatalogueEntry {
    /// The client, without notes and year of birth.
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
    /// The latest sessions in order of time, at most [`RECENT_SESSIONS`](super::RECENT_SESSIONS).
    pub recent: Vec<RecentSession>,
    /// The client's goals in the order entered.
    pub goals: Vec<GoalHead>,
    /// How many milestones there are.
    pub milestones: u32,
    /// The revision of the client's own record in the journal.
    pub client_revision: u32,
    /// The years of the timeline, each with the revision of its box.
    pub years: Vec<(i32, u32)>,
    /// The revisions of the client's events, by where these lie in the journal.
    pub events: TagMap<u32>,
    /// The sessions that are struck out in order of their tags, each with its revision. No other
    /// field knows of them.
    pub struck: Vec<(Tag, u32)>,
    /// How many of the sessions are signed as they stand.
    pub signed: u32,
    /// The revisions of the psychotherapy notes, by where these lie in the journal.
    pub notes: TagMap<u32>,
}

impl CatalogueEntry {
    /// The entry of a client without any records.
    pub fn new(client: Client) -> Self {
        Self {
            client: client.in_catalogue(),
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
            events: TagMap::default(),
            struck: Vec::new(),
            signed: 0,
            notes: TagMap::default(),
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
            events,
            struck,
            signed,
            notes,
        } = self;
        let Client { client_id, display_name, notes: _, status, created_at, birth_year: _ } =
            client;
        let mut packer = Packer::new(VERSION);
        packer.text(client_id.as_str());
        packer.text(display_name);
        packer.whole((*status == ClientStatus::Closed).into());
        packer.moment(*created_at);
        packer.whole(*next_entered);
        packer.whole((*sessions).into());
        packer.signed(*score_sum);
        packer.whole(*crisis_flags);
        packer.moment_or_none(*first_session);
        packer.moment_or_none(*last_session);
        pack_recent(&mut packer, recent);
        packer.count(goals.len());
        goals.iter().for_each(|goal| pack_goal(&mut packer, goal));
        packer.whole((*milestones).into());
        packer.whole((*client_revision).into());
        packer.count(years.len());
        for (year, revision) in years {
            packer.signed((*year).into());
            packer.whole((*revision).into());
        }
        pack_revisions(&mut packer, events);
        packer.count(struck.len());
        struck.iter().for_each(|head| pack_struck(&mut packer, head));
        packer.whole((*signed).into());
        pack_revisions(&mut packer, notes);
        packer.end()
    }

    fn from_bytes(bytes: &[u8]) -> Result<Self, RecordError> {
        let (version, mut packed) = Unpacker::up_to(VERSION, bytes)?;
        let entry = Self {
            client: unpack_client(&mut packed)?,
            next_entered: packed.whole()?,
            sessions: packed.narrow()?,
            score_sum: packed.signed()?,
            crisis_flags: packed.whole()?,
            first_session: packed.moment_or_none()?,
            last_session: packed.moment_or_none()?,
            recent: match version >= WITH_STEPS {
                true => unpack_recent(&mut packed)?,
                false => list(&mut packed, unpack_dated)?,
            },
            goals: list(&mut packed, unpack_goal)?,
            milestones: packed.narrow()?,
            client_revision: packed.narrow()?,
            years: list(&mut packed, unpack_year)?,
            events: match version >= WITH_EVENTS {
                true => unpack_revisions(&mut packed)?,
                false => TagMap::default(),
            },
            struck: match version >= WITH_STRUCK {
                true => list(&mut packed, |packed| Ok((packed.tag()?, packed.narrow()?)))?,
                false => Vec::new(),
            },
            signed: if version >= WITH_COMPARTMENTS { packed.narrow()? } else { 0 },
            notes: match version >= WITH_COMPARTMENTS {
                true => unpack_revisions(&mut packed)?,
                false => TagMap::default(),
            },
        };
        packed.end()?;
        Ok(entry)
    }
}

fn list<T>(
    packed: &mut Unpacker,
    mut next: impl FnMut(&mut Unpacker) -> Result<T, RecordError>,
) -> Result<Vec<T>, RecordError> {
    let count = packed.count()?;
    // With room for all from the start: a caseload has hundreds of these lists.
    let mut all = Vec::with_capacity(count);
    for _ in 0..count {
        all.push(next(packed)?);
    }
    Ok(all)
}

fn unpack_client(packed: &mut Unpacker) -> Result<Client, RecordError> {
    let client_id = packed.text()?.try_into()?;
    let display_name = packed.text()?;
    let status = match packed.whole()? {
        0 => ClientStatus::Active,
        1 => ClientStatus::Closed,
        _ => return Err(RecordError::Malformed),
    };
    let created_at = packed.moment()?;
    let client = Client::new(client_id, created_at);
    Ok(Client { display_name, status, ..client })
}

fn pack_goal(packer: &mut Packer, goal: &GoalHead) {
    packer.tag(&goal.tag);
    packer.whole(goal.revision.into());
    packer.float(goal.completion.value());
}

fn unpack_goal(packed: &mut Unpacker) -> Result<GoalHead, RecordError> {
    let (tag, revision) = (packed.tag()?, packed.narrow()?);
    Ok(GoalHead { tag, revision, completion: Percentage::new(packed.float()?)? })
}

fn pack_struck(packer: &mut Packer, (tag, revision): &(Tag, u32)) {
    packer.tag(tag);
    packer.whole((*revision).into());
}

fn unpack_year(packed: &mut Unpacker) -> Result<(i32, u32), RecordError> {
    let year = i32::try_from(packed.signed()?).map_err(|_| RecordError::Malformed)?;
    Ok((year, packed.narrow()?))
}

fn pack_revisions(packer: &mut Packer, revisions: &TagMap<u32>) {
    packer.count(revisions.len());
    for (tag, revision) in revisions.iter() {
        packer.tag(tag);
        packer.whole((*revision).into());
    }
}

fn unpack_revisions(packed: &mut Unpacker) -> Result<TagMap<u32>, RecordError> {
    let mut revisions = TagMap::default();
    for _ in 0..packed.count()? {
        revisions.insert(packed.tag()?, packed.narrow()?);
    }
    Ok(revisions)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::domain::{ClientId, EmotionalState};

    fn full() -> CatalogueEntry {
        let at = Moment::new(1_700_000_000_000, 120).unwrap();
        let client = Client::new(ClientId::new("c").unwrap(), at);
        CatalogueEntry {
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
        }
    }

    /// The same with what version 2 added.
    fn with_events() -> CatalogueEntry {
        let mut entry = full();
        entry.events.insert([5; 16], 300);
        entry.events.insert([4; 16], 1);
        entry
    }

    #[test]
    fn an_entry_comes_back_as_it_was() {
        assert_eq!(CatalogueEntry::from_bytes(&with_events().to_bytes()), Ok(with_events()));
    }

    #[test]
    fn opens_what_version_1_wrote() {
        let bytes = include_bytes!("../../tests/vectors/catalogue-v1.bin");
        assert_eq!(CatalogueEntry::from_bytes(bytes), Ok(full()));
    }

    #[test]
    fn opens_what_version_2_wrote() {
        let bytes = include_bytes!("../../tests/vectors/catalogue-v2.bin");
        assert_eq!(CatalogueEntry::from_bytes(bytes), Ok(with_events()));
    }

    /// The same with what version 4 added.
    fn with_compartments() -> CatalogueEntry {
        let mut entry = CatalogueEntry { struck: vec![([2; 16], 3)], signed: 2, ..with_events() };
        entry.notes.insert([6; 16], 1);
        entry
    }

    #[test]
    fn opens_what_version_4_wrote() {
        let bytes = include_bytes!("../../tests/vectors/catalogue-v4.bin");
        assert_eq!(CatalogueEntry::from_bytes(bytes), Ok(with_compartments()));
    }

    #[test]
    fn opens_what_version_3_wrote() {
        // It ended before the number of signed sessions and the one psychotherapy note.
        let four = include_bytes!("../../tests/vectors/catalogue-v4.bin");
        let mut bytes = four[..four.len() - (1 + 1 + 16 + 1)].to_vec();
        bytes[0] = WITH_STRUCK;
        let (signed, notes) = (0, TagMap::default());
        let entry = CatalogueEntry { signed, notes, ..with_compartments() };
        assert_eq!(CatalogueEntry::from_bytes(&bytes), Ok(entry));
    }

    #[test]
    fn opens_what_version_5_wrote() {
        let bytes = include_bytes!("../../tests/vectors/catalogue-v5.bin");
        assert_eq!(CatalogueEntry::from_bytes(bytes), Ok(with_compartments()));
        assert_eq!(with_compartments().to_bytes(), bytes);
    }

    #[test]
    #[ignore = "prints a new vector; never run to turn red into green"]
    fn print_vector() {
        use std::io::Write;
        std::io::stdout().write_all(&with_compartments().to_bytes()).unwrap();
    }

    fn with_recent(recent: &[(i64, i16, i8, u32)]) -> CatalogueEntry {
        let one = |&(millis, offset, score, crisis_flags): &(i64, i16, i8, u32)| RecentSession {
            at: Moment::new(millis, offset).unwrap(),
            state: EmotionalState::from_score(score).unwrap(),
            crisis_flags,
        };
        CatalogueEntry { recent: recent.iter().map(one).collect(), ..full() }
    }

    #[test]
    fn ninety_daily_sessions_take_four_bytes_each() {
        let day = |day: i64| (1_700_000_040_000 + day * 86_400_000, 60, 1, 0);
        let size = |days| with_recent(&(0..days).map(day).collect::<Vec<_>>()).to_bytes().len();
        assert_eq!(size(91) - size(1), 360);
    }

    proptest! {
        #[test]
        fn the_latest_sessions_come_back_as_they_were(
            recent in prop::collection::vec(
                (-60_000_000_000_000_i64..200_000_000_000_000, -840_i16..=840, -2_i8..=2, any::<u32>()),
                0..9,
            ),
            in_minutes: bool,
        ) {
            let unit = if in_minutes { 60_000 } else { 1 };
            let rounded = |(millis, offset, score, flags)| (millis / unit * unit, offset, score, flags);
            let entry = with_recent(&recent.into_iter().map(rounded).collect::<Vec<_>>());
            prop_assert_eq!(CatalogueEntry::from_bytes(&entry.to_bytes()), Ok(entry));
        }
    }
}
