//! What is derived of one client: the catalogue's entry and the timeline's chunks.

use std::cell::{Cell, OnceCell};
use std::collections::BTreeMap;
use std::rc::Rc;

use chrono::{DateTime, Datelike};

use super::boxes::Kind;
use super::keys::ClientKey;
use super::trust::Stamp;
use super::{Vault, VaultError};
use crate::domain::{ClientId, Moment, Session, SessionFacts, Timeline};
use crate::records::{
    CatalogueEntry, GoalRecord, MilestoneRecord, RECENT_SESSIONS, RecentSession, Record,
    SessionRecord, Tag, TimelineChunk, TimelineRow,
};
use crate::store::{Query, Row, Store, Table, Transaction};
use crate::trends::{Period, Rollup};

/// What is derived of one client, as of one state of the catalogue's box.
#[derive(Debug, Clone)]
pub(super) struct ClientState {
    /// The catalogue's box; empty for a client who is not in it yet.
    pub(super) sealed: Vec<u8>,
    pub(super) entry: CatalogueEntry,
    pub(super) revision: u32,
    /// How many entries the audit log had when this tab wrote the box, if it did.
    pub(super) as_of: Option<u64>,
    /// When it was last known to be what is there.
    pub(super) stamp: Cell<Option<Stamp>>,
    /// The years that were read; all of them where `entry.years` names no other.
    pub(super) chunks: BTreeMap<i32, Rc<TimelineChunk>>,
    /// The analysis' view of the chunks.
    timeline: OnceCell<Rc<Timeline>>,
    /// Its months.
    months: OnceCell<Rc<Rollup>>,
    pub(super) plan: OnceCell<Rc<Plan>>,
}

/// A client's goals and milestones in the order entered.
#[derive(Debug, Default)]
pub(super) struct Plan {
    pub(super) goals: Vec<GoalRecord>,
    pub(super) milestones: Vec<MilestoneRecord>,
    /// Whether a goal is missing here because it is damaged.
    pub(super) goals_damaged: bool,
    /// Whether a milestone is missing here because it is damaged.
    pub(super) milestones_damaged: bool,
}

impl Plan {
    /// The plan, unless something in it is damaged.
    pub(super) fn whole(self: Rc<Self>) -> Result<Rc<Self>, VaultError> {
        match self.goals_damaged || self.milestones_damaged {
            true => Err(VaultError::CorruptRecord),
            false => Ok(self),
        }
    }
}

/// The year of an instant by UTC.
pub(super) fn year_of(at: Moment) -> i32 {
    DateTime::from_timestamp_millis(at.millis()).map_or(0, |utc| utc.year())
}

/// What the timeline keeps of a session, with its codes in `chunk`.
pub(super) fn timeline_row(
    chunk: &mut TimelineChunk,
    session: &Session,
    tag: Tag,
    revision: u32,
    entered: u64,
) -> TimelineRow {
    let goals = session.therapeutic_goals.iter().map(|goal| goal.as_str());
    TimelineRow {
        tag,
        fold: None,
        revision,
        signed: false,
        entered,
        at: session.timestamp,
        state: session.emotional_state,
        duration_minutes: session.session_duration_minutes,
        crisis_flags: u32::try_from(session.crisis_flags.len()).unwrap_or(u32::MAX),
        techniques: codes(&mut chunk.names, session.techniques_used.iter().map(String::as_str)),
        goals: codes(&mut chunk.goals, goals),
    }
}

/// The places of texts in a list that grows by those it does not know; each place once.
fn codes<'t>(names: &mut Vec<String>, texts: impl Iterator<Item = &'t str>) -> Vec<u32> {
    let mut codes = Vec::new();
    for text in texts {
        let place = names.iter().position(|name| name == text).unwrap_or_else(|| {
            names.push(text.to_owned());
            names.len() - 1
        });
        let code = u32::try_from(place).unwrap_or(u32::MAX);
        if !codes.contains(&code) {
            codes.push(code);
        }
    }
    codes
}

impl ClientState {
    /// A client who has no records yet.
    pub(super) fn new(entry: CatalogueEntry) -> Self {
        Self {
            sealed: Vec::new(),
            entry,
            revision: 0,
            as_of: None,
            stamp: Cell::default(),
            chunks: BTreeMap::new(),
            timeline: OnceCell::new(),
            months: OnceCell::new(),
            plan: OnceCell::new(),
        }
    }

    /// Takes the chunks of `years` in; each must be of the revision that the catalogue names.
    pub(super) fn accept(
        &mut self,
        years: &[i32],
        opened: Result<Vec<(TimelineChunk, u32)>, VaultError>,
    ) -> Result<(), VaultError> {
        for (year, (chunk, revision)) in years.iter().zip(opened?) {
            if !self.entry.years.contains(&(*year, revision)) {
                return Err(VaultError::CorruptRecord);
            }
            self.chunks.insert(*year, Rc::new(chunk));
        }
        self.touch();
        Ok(())
    }

    /// Whether the client is in the catalogue.
    pub(super) fn exists(&self) -> bool {
        !self.sealed.is_empty()
    }

    /// Forgets what follows from the records, before they change.
    fn touch(&mut self) {
        self.timeline = OnceCell::new();
        self.months = OnceCell::new();
    }

    /// The years whose chunks were not read yet.
    pub(super) fn missing_years(&self) -> impl Iterator<Item = i32> + '_ {
        let years = self.entry.years.iter().map(|(year, _)| *year);
        years.filter(|year| !self.chunks.contains_key(year))
    }

    /// Takes the next place in the order in which the client's records are entered.
    pub(super) fn next_entered(&mut self) -> u64 {
        let entered = self.entry.next_entered;
        self.entry.next_entered += 1;
        entered
    }

    /// Adds a session whose place in the order of entry is taken already. Its year's chunk must
    /// have been read.
    pub(super) fn add_entered(
        &mut self,
        record: &SessionRecord,
        tag: Tag,
        revision: u32,
        fold: Option<Tag>,
    ) {
        self.touch();
        let SessionRecord { session, entered, .. } = record;
        let chunk = Rc::make_mut(self.chunks.entry(year_of(session.timestamp)).or_default());
        let row = timeline_row(chunk, session, tag, revision, *entered);
        let row = TimelineRow { fold, signed: record.signed.is_some(), ..row };
        let place = chunk.rows.partition_point(|there| there.order() <= row.order());
        chunk.rows.insert(place, row.clone());
        self.count(&row);
    }

    fn count(&mut self, row: &TimelineRow) {
        let entry = &mut self.entry;
        let complete = entry.recent.len() == entry.sessions as usize;
        entry.sessions += 1;
        entry.signed += u32::from(row.signed);
        entry.score_sum += i64::from(row.state.score());
        entry.crisis_flags += u64::from(row.crisis_flags);
        if entry.first_session.is_none_or(|first| row.at.millis() < first.millis()) {
            entry.first_session = Some(row.at);
        }
        if entry.last_session.is_none_or(|last| row.at.millis() >= last.millis()) {
            entry.last_session = Some(row.at);
        }
        let millis = row.at.millis();
        let place = entry.recent.partition_point(|recent| recent.at.millis() <= millis);
        if complete || place > 0 {
            let recent =
                RecentSession { at: row.at, state: row.state, crisis_flags: row.crisis_flags };
            entry.recent.insert(place, recent);
            let surplus = entry.recent.len().saturating_sub(RECENT_SESSIONS);
            entry.recent.drain(..surplus);
        }
    }

    /// Puts a session's new revision in place of the old one. All chunks must have been read.
    pub(super) fn replace(&mut self, session: &Session, tag: Tag, revision: u32, entered: u64) {
        self.forget(&tag);
        let chunk = Rc::make_mut(self.chunks.entry(year_of(session.timestamp)).or_default());
        let row = timeline_row(chunk, session, tag, revision, entered);
        let place = chunk.rows.partition_point(|there| there.order() <= row.order());
        chunk.rows.insert(place, row);
        self.recount();
    }

    /// Counts the sessions anew. All chunks must have been read.
    pub(super) fn recount(&mut self) {
        self.touch();
        let rows: Vec<TimelineRow> = self.rows().cloned().collect();
        let entry = &mut self.entry;
        (entry.sessions, entry.score_sum, entry.crisis_flags) = (0, 0, 0);
        entry.signed = 0;
        (entry.first_session, entry.last_session) = (None, None);
        entry.recent.clear();
        for row in &rows {
            self.count(row);
        }
    }

    /// All rows that were read, in order of time.
    pub(super) fn rows(&self) -> impl DoubleEndedIterator<Item = &TimelineRow> {
        self.chunks.values().flat_map(|chunk| chunk.rows.iter())
    }

    /// The row of the session with this tag, if its year was read.
    pub(super) fn row_of(&self, tag: &Tag) -> Option<&TimelineRow> {
        self.rows().find(|row| row.tag == *tag)
    }

    /// The analysis' view of the sessions. All chunks must have been read.
    pub(super) fn timeline(&self) -> Rc<Timeline> {
        Rc::clone(self.timeline.get_or_init(|| Rc::new(timeline_of(self.chunks.values()))))
    }

    /// The calendar months of that timeline.
    pub(super) fn months(&self) -> Rc<Rollup> {
        let months = || Rc::new(Rollup::of(self.timeline().facts(), Period::Month));
        Rc::clone(self.months.get_or_init(months))
    }
}

pub(super) fn timeline_of<'c>(
    chunks: impl Iterator<Item = &'c Rc<TimelineChunk>> + Clone,
) -> Timeline {
    let sessions = chunks.clone().map(|chunk| chunk.rows.len()).sum();
    let (mut facts, mut all_codes) = (Vec::with_capacity(sessions), Vec::with_capacity(sessions));
    let mut names = Vec::<String>::new();
    for chunk in chunks {
        let places = codes_of(&chunk.names, &mut names);
        for row in &chunk.rows {
            let start = all_codes.len();
            all_codes.extend(row.techniques.iter().map(|code| places[*code as usize]));
            facts.push(SessionFacts {
                at: row.at,
                state: row.state,
                duration_minutes: row.duration_minutes,
                crisis_flags: row.crisis_flags,
                techniques: place(start)..place(all_codes.len()),
            });
        }
    }
    Timeline::new(facts, all_codes, names)
}

fn place(index: usize) -> u32 {
    u32::try_from(index).unwrap_or(u32::MAX)
}

/// Where each of the chunk's names stands among all names.
fn codes_of(chunk: &[String], names: &mut Vec<String>) -> Vec<u32> {
    let one = |name: &String| codes(names, std::iter::once(name.as_str()));
    chunk.iter().flat_map(one).collect()
}

impl<S: Store> Vault<S> {
    /// The question for a client's entry in the catalogue.
    pub(super) fn catalogue_query(client: &Tag) -> Query {
        Query::Key(Table::Catalogue, client.to_vec())
    }

    /// The client's state from the answer to [`Vault::catalogue_query`]: what was cached, where
    /// the box has not changed since.
    pub(super) fn state_from(
        &self,
        client: &Tag,
        rows: &[Row],
    ) -> Result<Option<ClientState>, VaultError> {
        let Some(row) = rows.first() else { return Ok(None) };
        match self.cached(client) {
            Some(state) if state.sealed == row.sealed => Ok(Some((*state).clone())),
            _ => self.open_entry_row(row).map(Some),
        }
    }

    pub(super) fn open_entry_row(&self, row: &Row) -> Result<ClientState, VaultError> {
        let opened = self.open(&self.keys.catalogue, Table::Catalogue, row);
        let (entry, revision) = opened.map_err(VaultError::in_derived)?;
        Ok(ClientState { sealed: row.sealed.clone(), revision, ..ClientState::new(entry) })
    }

    /// Puts the entry and the chunks of `years` into a transaction.
    pub(super) fn put_state(
        &self,
        tx: &S::Transaction,
        client: &ClientKey,
        state: &mut ClientState,
        years: &[i32],
    ) -> Result<(), VaultError> {
        for year in years {
            let Some(chunk) = state.chunks.get(year) else { continue };
            let place = match state.entry.years.iter().position(|(there, _)| there == year) {
                Some(place) => place,
                None => {
                    state.entry.years.push((*year, 0));
                    state.entry.years.len() - 1
                }
            };
            let revision = state.entry.years[place].1.wrapping_add(1);
            state.entry.years[place].1 = revision;
            let tag = self.year_tag(&client.tag, *year);
            let row = self.seal(client, Kind::Timeline, &tag, revision, &**chunk)?;
            tx.put(Table::Timeline, &row)?;
        }
        state.revision = state.revision.wrapping_add(1);
        let catalogue = &self.keys.catalogue;
        let (tag, revision) = (&client.tag, state.revision);
        let row =
            self.seal_at(catalogue, Table::Catalogue, tag, Vec::new(), revision, &state.entry)?;
        tx.put(Table::Catalogue, &row)?;
        state.sealed = row.sealed;
        Ok(())
    }

    /// Opens goals and milestones in the order entered.
    pub(super) fn open_all<R: Record>(
        &self,
        client: &ClientKey,
        kind: Kind,
        rows: &[Row],
    ) -> Result<Vec<R>, VaultError> {
        let open = |row| self.open(&client.key, kind.table(), row).map(|(record, _)| record);
        rows.iter().map(open).collect()
    }

    /// The client's key and tag; none for a client without records.
    pub(super) async fn find_client(
        &self,
        id: &ClientId,
    ) -> Result<(Tag, Option<Rc<ClientKey>>), VaultError> {
        let tag = self.client_tag(id);
        Ok((tag, self.keys.client(&self.key_store, &self.id, &tag).await?))
    }

    /// The client's key, made where there is none.
    pub(super) async fn ensure_client(&self, tag: &Tag) -> Result<Rc<ClientKey>, VaultError> {
        self.keys.ensure_clients(&self.key_store, &self.id, &[*tag]).await?;
        let key = self.keys.client(&self.key_store, &self.id, tag).await?;
        key.ok_or(VaultError::StorageUnavailable)
    }
}
