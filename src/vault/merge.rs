//! Bringing histories back: a merge, all or nothing.
//!
//! What one device knows and the other does not is taken over, with all steps in between. What
//! was written in two ways is kept in both, and which of them stands follows from what they are
//! alone: whichever device reads the other's file, and however often, both end up the same.

use std::cell::OnceCell;
use std::rc::Rc;

use super::client_state::ClientState;
use super::keys::ClientKey;
use super::ledger::{Event, first, head_query};
use super::merge_client::{Folds, Merge};
use super::merged::MergeOutcome;
use super::versions::Own;
use super::writing::WRITTEN;
use super::{Progress, Vault, VaultError};
use crate::crypto::FileWrapKey;
use crate::domain::{EventId, MilestoneId, Moment, Zone};
use crate::order::{by_numbers, by_text};
use crate::records::{AuditAction, CatalogueEntry, ClientRecord, Tag, TagMap, Version, VersionOf};
use crate::store::{Access, Query, Row, Store, Table, Transaction};
use crate::transfer::age::Locked;
use crate::transfer::{ArchiveReader, ClientHistory, DeletedClient, SessionHistory};

/// The change that a merge is.
#[derive(Clone, Copy)]
pub(super) struct Change<'z> {
    /// No earlier one had it.
    pub(super) number: u32,
    /// In which dates alone are meant.
    pub(super) zone: &'z dyn Zone,
    pub(super) now: Moment,
    /// Whether the vault held no record before, as on a new device.
    pub(super) is_first: bool,
}

impl<S: Store> Vault<S> {
    /// Merges a history file into the vault, all of it or nothing. Clients who were deleted here
    /// are left out and counted.
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
        self.import(file, key, false, progress, (zone, now)).await
    }

    /// The same, and clients who were deleted here come back.
    ///
    /// # Errors
    /// As [`Vault::import_history`].
    pub async fn restore_history(
        &self,
        file: &Locked<'_>,
        key: &FileWrapKey,
        progress: Progress<'_>,
        zone: &dyn Zone,
        now: Moment,
    ) -> Result<MergeOutcome, VaultError> {
        self.import(file, key, true, progress, (zone, now)).await
    }

    async fn import(
        &self,
        file: &Locked<'_>,
        key: &FileWrapKey,
        restore_deleted: bool,
        progress: Progress<'_>,
        (zone, now): (&dyn Zone, Moment),
    ) -> Result<MergeOutcome, VaultError> {
        let tar = file.open(key).map_err(super::export::transfer)?;
        let archive = ArchiveReader::read(&tar).await?;
        let mut histories = Vec::with_capacity(archive.clients());
        for place in 0..archive.clients() {
            histories.push(archive.client(place, zone)?);
        }
        let deleted = archive.deleted().to_vec();
        drop(archive);
        drop(tar);
        refuse_doubles(&histories)?;
        let mut outcome = MergeOutcome::of_file(&histories);
        if !restore_deleted {
            self.leave_out_deleted(&mut histories, now).await?;
        }
        // Looked for before anything is written: a merge that has landed must not fail.
        outcome.deleted_elsewhere = self.still_here(deleted, now).await?;
        outcome.left_out = outcome.clients - histories.len();
        outcome.conflicts = outcome.left_out;
        let tags: Vec<Tag> =
            histories.iter().map(|history| self.client_tag(&history.client.client_id)).collect();
        self.keys.ensure_clients(&self.key_store, &self.id, &tags).await?;
        let mut clients = Vec::with_capacity(tags.len());
        for tag in &tags {
            let client = self.ensure_client(tag).await?;
            self.view(&client, now).await?;
            clients.push(client);
        }
        self.ensure_notes_keys(&histories, &clients, now).await?;
        self.merge(&histories, &clients, &mut outcome, progress, zone, now).await?;
        Ok(outcome)
    }

    /// Those who were deleted where a file comes from and are here. Nothing destroys them but
    /// [`Vault::delete_client`]: a file must not.
    async fn still_here(
        &self,
        mut deleted: Vec<DeletedClient>,
        now: Moment,
    ) -> Result<Vec<DeletedClient>, VaultError> {
        if !deleted.is_empty() {
            let here = self.catalogue(now).await?;
            let is_here = |id: &str| here.iter().any(|one| one.client.client_id.as_str() == id);
            deleted.retain(|client| is_here(&client.client_id));
        }
        Ok(deleted)
    }

    async fn merge(
        &self,
        histories: &[ClientHistory],
        clients: &[Rc<ClientKey>],
        outcome: &mut MergeOutcome,
        progress: Progress<'_>,
        zone: &dyn Zone,
        now: Moment,
    ) -> Result<(), VaultError> {
        let tx = self.records.begin(&WRITTEN, Access::Write)?;
        let answers = tx.read(&[head_query()]).await?;
        let head = self.open_head(first(&answers))?;
        let is_first = tx.is_empty(Table::Journal).await?;
        let mut states = Vec::with_capacity(histories.len());
        for (done, (history, client)) in histories.iter().zip(clients).enumerate() {
            progress(done, histories.len());
            self.refuse_destroyed(&tx, client, &head).await?;
            let change = Change { number: head.change(), zone, now, is_first };
            let merged = self.merge_client(&tx, history, client, change, outcome);
            states.push(merged.await?);
        }
        let changed = states.iter().any(|(_, changed)| *changed);
        let details = outcome.counts();
        let event = Event::new(AuditAction::HistoryImported, now).with(details);
        self.commit(tx, head, vec![event], changed).await?;
        for (client, (state, _)) in clients.iter().zip(states) {
            self.cache_written(client.tag, state);
        }
        progress(histories.len(), histories.len());
        Ok(())
    }

    /// Merges one client's history; says whether anything changed.
    async fn merge_client(
        &self,
        tx: &S::Transaction,
        history: &ClientHistory,
        client: &Rc<ClientKey>,
        change: Change<'_>,
        outcome: &mut MergeOutcome,
    ) -> Result<(ClientState, bool), VaultError> {
        let mut queries = vec![Self::catalogue_query(&client.tag)];
        queries.extend(self.same_ids(history, client));
        let mut answers = tx.read(&queries).await?.into_iter();
        let catalogue = answers.next().unwrap_or_default();
        let mut here = TagMap::default();
        keep_by_tag(&mut here, answers.flatten())?;
        let mut state = match self.state_from(&client.tag, &catalogue)? {
            Some(state) => state,
            None if here.contains(&self.client_record_tag(&client.tag)) => {
                return Err(VaultError::DamagedDerived);
            }
            None => ClientState::new(CatalogueEntry::new(history.client.clone())),
        };
        self.load_all(tx, client, &mut state).await?;
        state.plan = OnceCell::new();
        let folds = self.folds_of(tx, history, client, &state, change, &mut here).await?;
        let own = match here.get(&self.client_record_tag(&client.tag)) {
            Some(row) => self.expected_record(client, &state.entry, row)?,
            None if state.exists() => return Err(VaultError::CorruptRecord),
            None => ClientRecord { client: history.client.clone(), past: Vec::new() },
        };
        let own = Own { record: own, changed: !state.exists() };
        let client = Rc::clone(client);
        let past = &history.merging.past;
        let mut merge = Merge::new(self, tx, client, state, own, past, change);
        (merge.here, merge.folds) = (here, folds);
        merge.all(history, outcome).await?;
        if merge.changed {
            self.put_state(tx, &merge.client, &mut merge.state, &merge.years)?;
        }
        Ok((merge.state, merge.changed))
    }

    /// Reads the sessions here that have the ids of the file's: single ones, and other clients',
    /// into `here`, the folds of this client as what comes back.
    async fn folds_of(
        &self,
        tx: &S::Transaction,
        history: &ClientHistory,
        client: &ClientKey,
        state: &ClientState,
        change: Change<'_>,
        here: &mut TagMap<Row>,
    ) -> Result<Folds, VaultError> {
        let mut folds = Folds::default();
        for row in state.rows() {
            if let Some(fold) = row.fold {
                folds.by_session.insert(row.tag, fold);
            }
        }
        let (mut names, mut queries) = (Vec::new(), Vec::new());
        for session in history.sessions.iter().filter_map(SessionHistory::latest) {
            let tag = self.session_tag(&session.session_id);
            match folds.by_session.get(&tag) {
                Some(fold) if names.contains(fold) => {}
                Some(fold) => names.push(*fold),
                // No two sessions of a file share an id, so what it has brought so far is no other's.
                None if change.is_first => {}
                None => queries.push(Query::Find(tag.to_vec())),
            }
        }
        let found = tx.read(&queries).await?.into_iter().zip(&queries);
        for (row, query) in
            found.filter_map(|(rows, query)| Some((rows.into_iter().next()?, query)))
        {
            if let Query::Find(key) = query {
                here.insert(tag_of(key)?, row);
            }
        }
        let fold = |name: &Tag| Query::Key(Table::Journal, name.to_vec());
        let queries: Vec<Query> = names.iter().map(fold).collect();
        let answers = if queries.is_empty() { Vec::new() } else { tx.read(&queries).await? };
        for (name, rows) in names.iter().zip(answers) {
            let row = rows.into_iter().next().ok_or(VaultError::CorruptRecord)?;
            let fold = self.open_fold(client, &row)?;
            folds.open.insert(*name, (row, fold));
        }
        Ok(folds)
    }

    /// The questions for the records here that have the ids of the file's, its sessions aside.
    fn same_ids(&self, history: &ClientHistory, client: &ClientKey) -> Vec<Query> {
        let mut tags = vec![self.client_record_tag(&client.tag)];
        tags.extend(history.goals.iter().map(|goal| self.goal_tag(&goal.goal.goal_id)));
        let milestones = history.milestones.iter();
        tags.extend(milestones.map(|milestone| self.milestone_tag(&milestone.milestone_id)));
        tags.extend(history.events.iter().map(|event| self.event_tag(&event.event_id)));
        tags.extend(history.merging.past.iter().filter_map(|version| self.version_tag(version)));
        tags.iter().map(|tag| Query::Key(Table::Journal, tag.to_vec())).collect()
    }
}

impl<S: Store> Vault<S> {
    /// Where the record lies that a version of a milestone or an event is one of.
    fn version_tag(&self, version: &Version) -> Option<Tag> {
        let id = version.id.clone();
        match version.of {
            VersionOf::Milestone => MilestoneId::new(id).ok().map(|id| self.milestone_tag(&id)),
            VersionOf::Event => EventId::new(id).ok().map(|id| self.event_tag(&id)),
            VersionOf::Client | VersionOf::Goal | VersionOf::GoalUpdate => None,
        }
    }
}

fn tag_of(key: &[u8]) -> Result<Tag, VaultError> {
    Tag::try_from(key).map_err(|_| VaultError::CorruptRecord)
}

fn keep_by_tag(kept: &mut TagMap<Row>, rows: impl Iterator<Item = Row>) -> Result<(), VaultError> {
    for row in rows {
        kept.insert(tag_of(&row.key)?, row);
    }
    Ok(())
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
        ids.extend(history.events.iter().map(|event| (4, event.event_id.as_str())));
    }
    let ordered = by_numbers(by_text(ids, |(_, id)| id), |(kind, _)| (i64::from(*kind), 0));
    match ordered.windows(2).any(|pair| pair[0] == pair[1]) {
        true => Err(VaultError::CorruptFile),
        false => Ok(()),
    }
}
