//! Rebuilding what is derived of a client from the journal.

use std::rc::Rc;

use super::boxes::Kind;
use super::client_state::{ClientState, timeline_row, year_of};
use super::keys::ClientKey;
use super::ledger::{Event, head_query};
use super::writing::WRITTEN;
use super::{Vault, VaultError};
use crate::crypto::revision_of;
use crate::domain::Moment;
use crate::order::{by_numbers, by_text};
use crate::records::{
    AuditAction, CatalogueEntry, ClientRecord, EventRecord, GoalHead, GoalRecord, MilestoneRecord,
    SessionRecord, Tag, TimelineRow,
};
use crate::store::{Access, Query, Row, Store, Transaction};

/// The kinds that a client's state is derived from.
const SOURCES: [Kind; 7] = [
    Kind::Client,
    Kind::Session,
    Kind::Fold,
    Kind::Goal,
    Kind::Milestone,
    Kind::Event,
    Kind::Notes,
];
/// How many questions [`Vault::source_queries`] asks.
pub(super) const SOURCE_COUNT: usize = SOURCES.len();

/// A session as the journal has it, and where.
struct Placed {
    tag: Tag,
    fold: Option<Tag>,
    revision: u32,
    record: SessionRecord,
}

impl<S: Store> Vault<S> {
    /// Runs `attempt`; where it meets derived data that is damaged, rebuilds that from the
    /// journal and runs it once more.
    pub(super) async fn healing<T>(
        &self,
        client: &Rc<ClientKey>,
        now: Moment,
        attempt: impl AsyncFn() -> Result<T, VaultError>,
    ) -> Result<T, VaultError> {
        match attempt().await {
            Err(VaultError::DamagedDerived) => {
                self.rebuild(client, now).await?;
                attempt().await
            }
            done => done,
        }
    }

    /// Writes the client's catalogue and timeline anew from the journal.
    ///
    /// # Errors
    /// `CorruptRecord` where the journal is damaged too: what is left would look whole.
    pub(super) async fn rebuild(
        &self,
        client: &Rc<ClientKey>,
        now: Moment,
    ) -> Result<(), VaultError> {
        let tx = self.records.begin(&WRITTEN, Access::Write)?;
        let mut queries = self.source_queries(client);
        queries.extend([Self::catalogue_query(&client.tag), head_query()]);
        let mut answers = tx.read(&queries).await?;
        let head = self.open_head(&answers.pop().unwrap_or_default())?;
        let catalogue = answers.pop().unwrap_or_default();
        self.refuse_destroyed(&tx, client, &head).await?;
        let mut state = self.state_from_journal(client, &answers)?;
        if let Ok(Some(kept)) = self.state_from(&client.tag, &catalogue) {
            let lost = kept.boxes() > state.boxes() || kept.entry.signed > state.entry.signed;
            if lost || !state.knows_struck_of(&kept) {
                // A session is gone, or was put back as it was before it was signed or struck
                // out; the catalogue that still knows of it must stay.
                return Err(VaultError::CorruptRecord);
            }
            state.keep_notes_of(&kept);
        }
        // Above every revision that a box put back could bear.
        let floor = u32::try_from(head.head.changes).unwrap_or(u32::MAX / 2).saturating_add(1);
        state.revision = floor;
        let years: Vec<i32> = state.chunks.keys().copied().collect();
        state.entry.years = years.iter().map(|year| (*year, floor)).collect();
        self.put_state(&tx, client, &mut state, &years)?;
        let event = Event::new(AuditAction::DerivedRebuilt, now).of(client);
        self.commit(tx, head, vec![event], true).await?;
        self.cache_written(client.tag, state);
        Ok(())
    }

    /// The questions for all that a client's state is derived from.
    pub(super) fn source_queries(&self, client: &ClientKey) -> Vec<Query> {
        let group = |kind: Kind| Query::Group(kind.table(), self.group(&client.tag, kind));
        SOURCES.map(group).to_vec()
    }

    /// Derives a client's state from the answers to [`Vault::source_queries`].
    pub(super) fn state_from_journal(
        &self,
        client: &ClientKey,
        answers: &[Vec<Row>],
    ) -> Result<ClientState, VaultError> {
        let [records, sessions, folds, goals, milestones, events, notes] = answers else {
            return Err(VaultError::StorageUnavailable);
        };
        let record = records.first().ok_or(VaultError::CorruptRecord)?;
        let (ClientRecord { client: known, past: _ }, client_revision) =
            self.open(&client.key, Kind::Client.table(), record)?;
        let entry = CatalogueEntry { client_revision, ..CatalogueEntry::new(known) };
        let mut state = ClientState::new(entry);
        let mut placed = self.placed_alone(client, sessions)?;
        placed.extend(self.placed_in_folds(client, folds)?);
        let mut last_entered = put_placed(&mut state, placed);
        state.recount();
        last_entered = last_entered.max(self.recount_goals(client, &mut state, goals)?);
        let milestones: Vec<MilestoneRecord> =
            self.open_all(client, Kind::Milestone, milestones)?;
        state.entry.milestones = u32::try_from(milestones.len()).unwrap_or(u32::MAX);
        let entered = milestones.iter().map(|record| record.entered + 1).max();
        last_entered = last_entered.max(self.recount_events(client, &mut state, events));
        state.recount_notes(notes);
        state.entry.next_entered = last_entered.max(entered.unwrap_or(0));
        Ok(state)
    }

    /// Notes where the events lie. A damaged one is noted too, so that it is missed where they
    /// are read and nothing else suffers from it.
    fn recount_events(&self, client: &ClientKey, state: &mut ClientState, rows: &[Row]) -> u64 {
        let mut next_entered = 0;
        for row in rows {
            let Ok(tag) = Tag::try_from(row.key.as_slice()) else { continue };
            state.entry.events.insert(tag, revision_of(&row.sealed).unwrap_or(0));
            let opened = self.open(&client.key, Kind::Event.table(), row);
            if let Ok((EventRecord { event: _, entered }, _)) = opened {
                next_entered = next_entered.max(entered + 1);
            }
        }
        next_entered
    }

    fn placed_alone(&self, client: &ClientKey, rows: &[Row]) -> Result<Vec<Placed>, VaultError> {
        let place = |row: &Row| {
            let (record, revision): (SessionRecord, u32) =
                self.open(&client.key, Kind::Session.table(), row)?;
            let tag = self.session_tag(&record.session.session_id);
            Ok(Placed { tag, fold: None, revision, record })
        };
        rows.iter().map(place).collect()
    }

    /// The sessions that folds still hold; what else is in them was replaced.
    fn placed_in_folds(&self, client: &ClientKey, rows: &[Row]) -> Result<Vec<Placed>, VaultError> {
        let mut placed = Vec::new();
        for row in rows {
            let fold = self.open_fold(client, row)?;
            let name = tag_of(&row.key)?;
            for held in &row.holds {
                let tag = tag_of(held)?;
                let (record, revision) = fold.get(&tag)?.ok_or(VaultError::CorruptRecord)?;
                placed.push(Placed { tag, fold: Some(name), revision, record });
            }
        }
        Ok(placed)
    }

    fn recount_goals(
        &self,
        client: &ClientKey,
        state: &mut ClientState,
        rows: &[Row],
    ) -> Result<u64, VaultError> {
        let mut goals = Vec::with_capacity(rows.len());
        for row in rows {
            let (record, revision): (GoalRecord, u32) =
                self.open(&client.key, Kind::Goal.table(), row)?;
            goals.push((record, revision));
        }
        let goals = in_goal_order(goals, |(record, _)| record);
        let head = |(record, revision): &(GoalRecord, u32)| GoalHead {
            tag: self.goal_tag(&record.goal.goal_id),
            revision: *revision,
            completion: record.goal.completion_percentage,
        };
        state.entry.goals = goals.iter().map(head).collect();
        Ok(goals.iter().map(|(record, _)| record.entered + 1).max().unwrap_or(0))
    }
}

/// Goals in the order entered; of two that were entered on two devices as the same, that of the
/// smaller id comes first.
pub(super) fn in_goal_order<T>(goals: Vec<T>, record: impl Fn(&T) -> &GoalRecord) -> Vec<T> {
    let by_id = by_text(goals, |one| record(one).goal.goal_id.as_str());
    by_numbers(by_id, |one| (0, record(one).entered))
}

fn tag_of(key: &[u8]) -> Result<Tag, VaultError> {
    Tag::try_from(key).map_err(|_| VaultError::CorruptRecord)
}

/// Two numbers that are ordered as the tags are.
fn tag_numbers(tag: &Tag) -> (i64, u64) {
    let half = |part: &[u8]| part.iter().fold(0_u64, |number, byte| number << 8 | u64::from(*byte));
    let (high, low) = tag.split_at(8);
    ((half(high) ^ (1 << 63)).cast_signed(), half(low))
}

/// Puts sessions into a state that has none; answers with the number that follows the last one
/// in the order of entry.
fn put_placed(state: &mut ClientState, placed: Vec<Placed>) -> u64 {
    // Sessions that two devices entered as the same follow their tags, as in the timeline.
    let placed = by_numbers(placed, |one| tag_numbers(&one.tag));
    let order = |one: &Placed| (one.record.session.timestamp.millis(), one.record.entered);
    let mut next_entered = 0;
    for Placed { tag, fold, revision, record } in by_numbers(placed, order) {
        next_entered = next_entered.max(record.entered + 1);
        if record.struck {
            state.note_struck(tag, revision);
            continue;
        }
        let year = year_of(record.session.timestamp);
        let chunk = Rc::make_mut(state.chunks.entry(year).or_default());
        let row = timeline_row(chunk, &record.session, tag, revision, record.entered);
        let signed = record.signed.is_some();
        chunk.rows.push(TimelineRow { fold, signed, ..row });
    }
    next_entered
}
