//! Merging one client's history, record by record.

use std::rc::Rc;

use super::boxes::{Kind, client_of};
use super::client_state::{ClientState, year_of};
use super::goals::first_update;
use super::keys::ClientKey;
use super::merge::MergeOutcome;
use super::{Vault, VaultError};
use crate::domain::{Client, ClientEvent, GoalUpdate, Session};
use crate::records::{ClientRecord, GoalRecord, MilestoneRecord, SessionRecord, Tag, TagMap};
use crate::store::{Query, Row, Store, Table, Transaction};
use crate::transfer::{GoalHistory, SessionHistory};

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
pub(super) struct Merge<'m, S: Store> {
    pub(super) vault: &'m Vault<S>,
    pub(super) tx: &'m S::Transaction,
    pub(super) client: Rc<ClientKey>,
    pub(super) state: ClientState,
    pub(super) years: Vec<i32>,
    /// The records here with the ids of the file.
    pub(super) here: TagMap<Row>,
    /// The number of the change that the merge is.
    pub(super) change: u32,
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
    pub(super) fn client(
        &mut self,
        client: &Client,
        outcome: &mut MergeOutcome,
    ) -> Result<bool, VaultError> {
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

    pub(super) async fn session(
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
        let said: Vec<(&Session, bool)> =
            here.iter().map(|record| (&record.session, record.struck)).collect();
        let file: Vec<(&Session, bool)> =
            history.revisions.iter().map(|one| (&one.session, one.struck)).collect();
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
                struck: one.struck,
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
        }
        match (history.is_struck(), here.is_empty()) {
            (false, true) => drop(self.state.add(latest, tag, revision)),
            (false, false) => self.state.replace(latest, tag, revision, entered),
            (true, _) => {
                self.state.entry.next_entered = self.state.entry.next_entered.max(entered + 1);
                self.state.strike(tag, revision);
            }
        }
        Ok(())
    }

    pub(super) async fn goal(
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
        let here = self.vault.history_of(self.tx, &self.client, &record).await?;
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

    pub(super) fn milestone(
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

    pub(super) fn event(
        &mut self,
        event: &ClientEvent,
        outcome: &mut MergeOutcome,
    ) -> Result<(), VaultError> {
        let tag = self.vault.event_tag(&event.event_id);
        let Some((row, ours)) = self.here(&tag) else {
            outcome.added += 1;
            let (vault, client) = (self.vault, Rc::clone(&self.client));
            return vault.put_event(self.tx, &client, &mut self.state, event, None, self.change);
        };
        let same = ours && {
            let known = self.vault.expected_event(&self.client, &self.state, row)?;
            known.event == *event
        };
        match same {
            true => outcome.unchanged += 1,
            false => outcome.conflicts += 1,
        }
        Ok(())
    }
}
