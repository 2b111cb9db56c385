//! Bringing histories back: a merge, all or nothing.
//!
//! A record that is not there is added. One that is there stays, unless the file's is a
//! continuation of it: then the newer state is taken over with all steps in between. What went
//! two ways is a conflict, and the vault's own stays.

use std::cell::OnceCell;
use std::rc::Rc;

use super::boxes::{Kind, client_of};
use super::client_state::{ClientState, year_of};
use super::goals::first_update;
use super::keys::ClientKey;
use super::ledger::{Event, first, head_query};
use super::sessions::WRITTEN;
use super::{Progress, Vault, VaultError};
use crate::crypto::FileWrapKey;
use crate::domain::order::{by_numbers, by_text};
use crate::domain::{Client, GoalUpdate, Moment, Session, Zone};
use crate::records::{
    AuditAction, CatalogueEntry, ClientRecord, GoalRecord, GoalUpdateRecord, MilestoneRecord,
    ObjectWriter, SessionRecord, Tag, TagMap,
};
use crate::store::{Access, Query, Row, Store, Table, Transaction};
use crate::transfer::age::Locked;
use crate::transfer::{ArchiveReader, ClientHistory, GoalHistory, SessionHistory};

/// What became of the records of a history file.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct MergeOutcome {
    /// Clients in the file.
    pub clients: usize,
    /// Sessions in the file.
    pub sessions: usize,
    /// Goals in the file.
    pub goals: usize,
    /// Milestones in the file.
    pub milestones: usize,
    /// Sessions, goals and milestones that were added, or continued.
    pub added: usize,
    /// Those that were there already.
    pub unchanged: usize,
    /// Those, and clients, that say something else here; the vault's own stayed.
    pub conflicts: usize,
}

impl MergeOutcome {
    /// The numbers as a JSON object.
    pub fn to_json(&self) -> String {
        let Self { clients, sessions, goals, milestones, added, unchanged, conflicts } = *self;
        let numbers = [
            ("clients", clients),
            ("sessions", sessions),
            ("goals", goals),
            ("milestones", milestones),
            ("added", added),
            ("unchanged", unchanged),
            ("conflicts", conflicts),
        ];
        let object = ObjectWriter::default();
        numbers.iter().fold(object, |object, (name, count)| object.whole(name, *count as u64)).end()
    }
}

/// How the file's steps of a record go with those that are here.
enum Course {
    /// The file has nothing new.
    Known,
    /// The file has more steps after the same beginning.
    Continued,
    /// They went two ways.
    Parted,
}

fn course<T: PartialEq>(here: &[T], there: &[T]) -> Course {
    let shared = here.iter().zip(there).all(|(a, b)| a == b);
    match (shared, there.len() > here.len()) {
        (true, true) => Course::Continued,
        (true, false) => Course::Known,
        (false, _) => Course::Parted,
    }
}

/// What is on its way into one client's records.
struct Merge<'m, S: Store> {
    vault: &'m Vault<S>,
    tx: &'m S::Transaction,
    client: Rc<ClientKey>,
    state: ClientState,
    years: Vec<i32>,
    /// The records here with the ids of the file.
    here: TagMap<Row>,
}

impl<S: Store> Vault<S> {
    /// Merges a history file into the vault, all of it or nothing.
    ///
    /// # Errors
    /// `WrongPassphrase`, `CorruptFile`, `UnsupportedVersion`; nothing is written then.
    pub async fn import_history(
        &self,
        file: &Locked<'_>,
        key: &FileWrapKey,
        progress: Progress<'_>,
        zone: &dyn Zone,
        now: Moment,
    ) -> Result<MergeOutcome, VaultError> {
        let tar = file.open(key).map_err(super::export::transfer)?;
        let archive = ArchiveReader::read(&tar)?;
        let mut histories = Vec::with_capacity(archive.clients());
        for place in 0..archive.clients() {
            histories.push(archive.client(place, zone)?);
        }
        drop(archive);
        drop(tar);
        refuse_doubles(&histories)?;
        let tags: Vec<Tag> =
            histories.iter().map(|history| self.client_tag(&history.client.client_id)).collect();
        self.keys.ensure_clients(&self.key_store, &self.id, &tags).await?;
        let mut clients = Vec::with_capacity(tags.len());
        for tag in &tags {
            let client = self.ensure_client(tag).await?;
            self.view(&client, now).await?;
            clients.push(client);
        }
        self.merge(&histories, &clients, progress, now).await
    }

    async fn merge(
        &self,
        histories: &[ClientHistory],
        clients: &[Rc<ClientKey>],
        progress: Progress<'_>,
        now: Moment,
    ) -> Result<MergeOutcome, VaultError> {
        let tx = self.records.begin(&WRITTEN, Access::Write)?;
        let answers = tx.read(&[head_query()]).await?;
        let head = self.open_head(first(&answers))?;
        let mut outcome = MergeOutcome { clients: histories.len(), ..MergeOutcome::default() };
        let mut states = Vec::with_capacity(histories.len());
        for (done, (history, client)) in histories.iter().zip(clients).enumerate() {
            progress(done, histories.len());
            states.push(self.merge_client(&tx, history, client, &mut outcome).await?);
        }
        let changed = states.iter().any(|(_, changed)| *changed);
        let details = outcome.to_json();
        let event = Event::new(AuditAction::HistoryImported, now).with(details);
        self.commit(tx, head, vec![event], changed).await?;
        for (client, (state, _)) in clients.iter().zip(states) {
            self.cache(client.tag, Rc::new(state));
        }
        progress(histories.len(), histories.len());
        Ok(outcome)
    }

    /// Merges one client's history; says whether anything changed.
    async fn merge_client(
        &self,
        tx: &S::Transaction,
        history: &ClientHistory,
        client: &Rc<ClientKey>,
        outcome: &mut MergeOutcome,
    ) -> Result<(ClientState, bool), VaultError> {
        let mut queries = vec![Self::catalogue_query(&client.tag)];
        queries.extend(self.same_ids(history, client));
        let mut answers = tx.read(&queries).await?.into_iter();
        let catalogue = answers.next().unwrap_or_default();
        let mut here = TagMap::default();
        for row in answers.flatten() {
            let tag = Tag::try_from(row.key.as_slice()).map_err(|_| VaultError::CorruptRecord)?;
            here.insert(tag, row);
        }
        let mut state = match self.state_from(&client.tag, &catalogue)? {
            Some(state) => state,
            None if here.contains(&self.client_record_tag(&client.tag)) => {
                return Err(VaultError::DamagedDerived);
            }
            None => ClientState::new(CatalogueEntry::new(history.client.clone())),
        };
        self.load_all(tx, client, &mut state).await?;
        state.plan = OnceCell::new();
        let client = Rc::clone(client);
        let years = Vec::new();
        let mut merge = Merge { vault: self, tx, client, state, years, here };
        let before = *outcome;
        let client_changed = merge.client(&history.client, outcome)?;
        for session in &history.sessions {
            outcome.sessions += 1;
            merge.session(session, outcome).await?;
        }
        for goal in &history.goals {
            outcome.goals += 1;
            merge.goal(goal, outcome).await?;
        }
        for milestone in &history.milestones {
            outcome.milestones += 1;
            merge.milestone(milestone, outcome)?;
        }
        let changed = client_changed || outcome.added > before.added;
        if changed {
            self.put_state(tx, &merge.client, &mut merge.state, &merge.years)?;
        }
        Ok((merge.state, changed))
    }

    /// The questions for the records here that have the ids of the file's.
    fn same_ids(&self, history: &ClientHistory, client: &ClientKey) -> Vec<Query> {
        let mut tags = vec![self.client_record_tag(&client.tag)];
        let sessions = history.sessions.iter().filter_map(SessionHistory::latest);
        tags.extend(sessions.map(|session| self.session_tag(&session.session_id)));
        tags.extend(history.goals.iter().map(|goal| self.goal_tag(&goal.goal.goal_id)));
        let milestones = history.milestones.iter();
        tags.extend(milestones.map(|milestone| self.milestone_tag(&milestone.milestone_id)));
        tags.iter().map(|tag| Query::Key(Table::Journal, tag.to_vec())).collect()
    }
}

/// Fails where two records of a kind share an id: one of them would be lost.
fn refuse_doubles(histories: &[ClientHistory]) -> Result<(), VaultError> {
    let mut ids: Vec<(u8, &str)> = Vec::new();
    for history in histories {
        ids.push((0, history.client.client_id.as_str()));
        let sessions = history.sessions.iter().filter_map(SessionHistory::latest);
        ids.extend(sessions.map(|session| (1, session.session_id.as_str())));
        ids.extend(history.goals.iter().map(|goal| (2, goal.goal.goal_id.as_str())));
        ids.extend(history.milestones.iter().map(|one| (3, one.milestone_id.as_str())));
    }
    let ordered = by_numbers(by_text(ids, |(_, id)| id), |(kind, _)| (i64::from(*kind), 0));
    match ordered.windows(2).any(|pair| pair[0] == pair[1]) {
        true => Err(VaultError::CorruptFile),
        false => Ok(()),
    }
}

impl<S: Store> Merge<'_, S> {
    /// Notes that a year's chunk has changed.
    fn touch(&mut self, year: i32) {
        if !self.years.contains(&year) {
            self.years.push(year);
        }
    }

    /// The record here at `tag`, and whether it is this client's.
    fn here(&self, tag: &Tag) -> Option<(&Row, bool)> {
        let row = self.here.get(tag)?;
        Some((row, client_of(row).is_ok_and(|owner| owner == self.client.tag)))
    }

    /// Merges what is known of the client as a whole; returns whether it changed.
    fn client(&mut self, client: &Client, outcome: &mut MergeOutcome) -> Result<bool, VaultError> {
        let tag = self.vault.client_record_tag(&self.client.tag);
        let put = |merge: &Self, revision| {
            let record = ClientRecord { client: client.clone() };
            merge.vault.put_client_record(merge.tx, &merge.client, &record, revision)
        };
        if !self.state.exists() {
            put(self, 1)?;
            return Ok(true);
        }
        let row = self.here.get(&tag).ok_or(VaultError::CorruptRecord)?;
        let known = self.vault.expected_client(&self.client, &self.state.entry, row)?;
        if known.display_name.is_empty() && known.notes.is_empty() && known != *client {
            self.state.entry.client_revision += 1;
            put(self, self.state.entry.client_revision)?;
            self.state.entry.client = Client { notes: String::new(), ..client.clone() };
            return Ok(true);
        }
        let same = known == Client { created_at: known.created_at, ..client.clone() };
        outcome.conflicts += usize::from(!same);
        Ok(false)
    }

    async fn session(
        &mut self,
        history: &SessionHistory,
        outcome: &mut MergeOutcome,
    ) -> Result<(), VaultError> {
        let Some(latest) = history.latest() else { return Ok(()) };
        let tag = self.vault.session_tag(&latest.session_id);
        let here = match self.here(&tag) {
            Some((_, false)) => {
                outcome.conflicts += 1;
                return Ok(());
            }
            Some((row, true)) => self.revisions_here(&row.clone()).await?,
            None => Vec::new(),
        };
        let said: Vec<&Session> = here.iter().map(|record| &record.session).collect();
        let file: Vec<&Session> = history.revisions.iter().map(|one| &one.session).collect();
        match course(&said, &file) {
            Course::Known => outcome.unchanged += 1,
            Course::Parted => outcome.conflicts += 1,
            Course::Continued => {
                outcome.added += 1;
                self.put_session(tag, history, &here)?;
            }
        }
        Ok(())
    }

    /// The revisions here, oldest first.
    async fn revisions_here(&self, row: &Row) -> Result<Vec<SessionRecord>, VaultError> {
        let (latest, revision): (SessionRecord, u32) =
            self.vault.open(&self.client.key, Table::Journal, row)?;
        let id = &latest.session.session_id;
        let tag = |number| self.vault.revision_tag(id, number).to_vec();
        let queries: Vec<Query> =
            (1..revision).map(|number| Query::Key(Table::Journal, tag(number))).collect();
        let answers = if queries.is_empty() { Vec::new() } else { self.tx.read(&queries).await? };
        let mut records = Vec::with_capacity(answers.len() + 1);
        for rows in &answers {
            let row = rows.first().ok_or(VaultError::CorruptRecord)?;
            records.push(self.vault.open(&self.client.key, Table::Journal, row)?.0);
        }
        records.push(latest);
        Ok(records)
    }

    fn put_session(
        &mut self,
        tag: Tag,
        history: &SessionHistory,
        here: &[SessionRecord],
    ) -> Result<(), VaultError> {
        let entered = here.first().map_or(self.state.entry.next_entered, |first| first.entered);
        let newest = history.revisions.len();
        for (number, one) in (1_u32..).zip(&history.revisions) {
            let record = SessionRecord {
                session: one.session.clone(),
                entered,
                saved_at: one.saved_at,
                reason: one.reason.clone(),
            };
            let is_newest = number as usize == newest;
            let (kind, at) = match is_newest {
                true => (Kind::Session, tag),
                false => (Kind::Revision, self.vault.revision_tag(&one.session.session_id, number)),
            };
            let row = self.vault.seal(&self.client, kind, &at, number, &record)?;
            self.tx.put(Table::Journal, &row)?;
        }
        let Some(latest) = history.latest() else { return Ok(()) };
        let revision = u32::try_from(newest).unwrap_or(u32::MAX);
        self.touch(year_of(latest.timestamp));
        if let Some(last) = here.last() {
            self.touch(year_of(last.session.timestamp));
            self.state.replace(latest, tag, revision, entered);
        } else {
            self.state.add(latest, tag, revision);
        }
        Ok(())
    }

    async fn goal(
        &mut self,
        history: &GoalHistory,
        outcome: &mut MergeOutcome,
    ) -> Result<(), VaultError> {
        let goal = &history.goal;
        let mut file = history.updates.clone();
        if file.is_empty() {
            file.push(first_update(goal));
        }
        let tag = self.vault.goal_tag(&goal.goal_id);
        let Some((row, ours)) = self.here(&tag) else {
            outcome.added += 1;
            let (vault, client) = (self.vault, Rc::clone(&self.client));
            return vault.put_new_goal(self.tx, &client, &mut self.state, goal, &file);
        };
        if !ours {
            outcome.conflicts += 1;
            return Ok(());
        }
        let record = self.vault.expected_goal(&self.client, &self.state, &tag, Some(row))?;
        let here = self.updates_here(&record).await?;
        match course(&here, &file) {
            Course::Known if here.len() > file.len() || record.goal == *goal => {
                outcome.unchanged += 1;
            }
            Course::Known | Course::Parted => outcome.conflicts += 1,
            Course::Continued => {
                outcome.added += 1;
                self.continue_goal(&tag, &record, history, &here)?;
            }
        }
        Ok(())
    }

    async fn updates_here(&self, record: &GoalRecord) -> Result<Vec<GoalUpdate>, VaultError> {
        let id = &record.goal.goal_id;
        let tag = |number| self.vault.goal_update_tag(id, number).to_vec();
        let queries: Vec<Query> =
            (1..=record.updates).map(|number| Query::Key(Table::Journal, tag(number))).collect();
        let mut updates = Vec::with_capacity(queries.len());
        for rows in self.tx.read(&queries).await? {
            let row = rows.first().ok_or(VaultError::CorruptRecord)?;
            let (record, _): (GoalUpdateRecord, u32) =
                self.vault.open(&self.client.key, Table::Journal, row)?;
            updates.push(record.update);
        }
        Ok(updates)
    }

    fn continue_goal(
        &mut self,
        tag: &Tag,
        before: &GoalRecord,
        history: &GoalHistory,
        here: &[GoalUpdate],
    ) -> Result<(), VaultError> {
        let head = self.state.entry.goals.iter_mut().find(|head| head.tag == *tag);
        let head = head.ok_or(VaultError::DamagedDerived)?;
        head.revision = head.revision.wrapping_add(1);
        head.completion = history.goal.completion_percentage;
        let (revision, entered) = (head.revision, before.entered);
        let (goal, updates) = (&history.goal, &history.updates);
        let (vault, client) = (self.vault, &self.client);
        vault.put_goal(self.tx, client, goal, entered, revision, updates, here.len())
    }

    fn milestone(
        &mut self,
        milestone: &crate::domain::Milestone,
        outcome: &mut MergeOutcome,
    ) -> Result<(), VaultError> {
        let tag = self.vault.milestone_tag(&milestone.milestone_id);
        let Some((row, ours)) = self.here(&tag) else {
            outcome.added += 1;
            let (vault, client) = (self.vault, Rc::clone(&self.client));
            return vault.put_new_milestone(self.tx, &client, &mut self.state, milestone);
        };
        let same = ours && {
            let (record, _): (MilestoneRecord, u32) =
                self.vault.open(&self.client.key, Table::Journal, row)?;
            record.milestone == *milestone
        };
        match same {
            true => outcome.unchanged += 1,
            false => outcome.conflicts += 1,
        }
        Ok(())
    }
}
