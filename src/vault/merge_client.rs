//! Merging one client's history, record by record.

use std::rc::Rc;

use super::boxes::{Kind, client_of};
use super::client_state::{ClientState, year_of};
use super::folds::NewSession;
use super::goals::first_update;
use super::keys::ClientKey;
use super::merge::MergeOutcome;
use super::notes_merge::{continued, signs_more, with_signatures};
use super::{Vault, VaultError};
use crate::domain::{Client, ClientEvent, GoalUpdate, Session};
use crate::records::{ClientRecord, Fold, GoalRecord, MilestoneRecord, SessionRecord, Tag, TagMap};
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

/// A client's folds as a merge needs them.
#[derive(Debug, Default)]
pub(super) struct Folds {
    /// The fold of each session that lies in one.
    pub(super) by_session: TagMap<Tag>,
    /// Those with sessions of the file.
    pub(super) open: TagMap<(Row, Fold)>,
}

impl Folds {
    /// The fold that a session lies in.
    fn holding(&self, session: &Tag) -> Option<&(Row, Fold)> {
        self.open.get(self.by_session.get(session)?)
    }
}

/// The session here that has the id of one of the file's.
enum Here {
    Nothing,
    /// The client's own, as it stands, and its revision.
    Own(Box<SessionRecord>, u32),
    /// Another client's.
    Another,
}

/// What is on its way into one client's records.
pub(super) struct Merge<'m, S: Store> {
    pub(super) vault: &'m Vault<S>,
    pub(super) tx: &'m S::Transaction,
    pub(super) client: Rc<ClientKey>,
    pub(super) state: ClientState,
    pub(super) years: Vec<i32>,
    /// The records here with the ids of the file, but for those in a fold of this client.
    pub(super) here: TagMap<Row>,
    pub(super) folds: Folds,
    /// The sessions that were not here.
    pub(super) fresh: Vec<NewSession>,
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
            self.state.entry.client = client.clone().in_catalogue();
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
        let here = match self.latest_here(&tag)? {
            Here::Nothing => Vec::new(),
            Here::Own(latest, revision) => self.revisions_here(*latest, revision).await?,
            Here::Another => {
                outcome.conflicts += 1;
                return Ok(());
            }
        };
        let said: Vec<(&Session, bool)> =
            here.iter().map(|record| (&record.session, record.struck)).collect();
        let file: Vec<(&Session, bool)> =
            history.revisions.iter().map(|one| (&one.session, one.struck)).collect();
        let signed = with_signatures(history, &here);
        match (course(&said, &file), signed) {
            (Course::Parted, _) | (_, None) => outcome.conflicts += 1,
            (Course::Known, Some(_)) if !signs_more(history, &here) => outcome.unchanged += 1,
            (Course::Known, Some(signed)) => {
                outcome.added += 1;
                self.put_session(tag, &continued(signed, &here), &here).await?;
            }
            (Course::Continued, Some(signed)) => {
                outcome.added += 1;
                self.put_session(tag, &signed, &here).await?;
            }
        }
        Ok(())
    }

    /// The session here with this tag.
    fn latest_here(&self, tag: &Tag) -> Result<Here, VaultError> {
        if let Some((_, fold)) = self.folds.holding(tag) {
            let (record, revision) = fold.get(tag)?.ok_or(VaultError::CorruptRecord)?;
            return Ok(Here::Own(Box::new(record), revision));
        }
        match self.here(tag) {
            None => Ok(Here::Nothing),
            Some((_, false)) => Ok(Here::Another),
            Some((row, true)) => {
                let (record, revision) = self.vault.open_session(&self.client, row, tag)?;
                Ok(Here::Own(Box::new(record), revision))
            }
        }
    }

    /// A session's revisions here, oldest first.
    async fn revisions_here(
        &self,
        latest: SessionRecord,
        revision: u32,
    ) -> Result<Vec<SessionRecord>, VaultError> {
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

    async fn put_session(
        &mut self,
        tag: Tag,
        history: &SessionHistory,
        here: &[SessionRecord],
    ) -> Result<(), VaultError> {
        let entered = match here.first() {
            Some(first) => first.entered,
            None => self.state.next_entered(),
        };
        let records = (1_u32..).zip(&history.revisions).map(|(number, one)| {
            let (session, saved_at) = (one.session.clone(), one.saved_at);
            let (reason, struck, signed) = (one.reason.clone(), one.struck, one.signed.clone());
            (number, SessionRecord { session, entered, saved_at, reason, struck, signed })
        });
        let mut records: Vec<(u32, SessionRecord)> = records.collect();
        let Some((revision, record)) = records.pop() else { return Ok(()) };
        for (number, earlier) in &records {
            let at = self.vault.revision_tag(&earlier.session.session_id, *number);
            let row = self.vault.seal(&self.client, Kind::Revision, &at, *number, earlier)?;
            self.tx.put(Table::Journal, &row)?;
        }
        self.touch(year_of(record.session.timestamp));
        if let Some(last) = here.last() {
            self.touch(year_of(last.session.timestamp));
        }
        if here.is_empty() && !record.struck {
            self.fresh.push(NewSession { tag, revision, record });
            return Ok(());
        }
        if let Some((row, _)) = self.folds.holding(&tag) {
            self.vault.let_go(self.tx, row, &tag).await?;
        }
        let row = self.vault.seal(&self.client, Kind::Session, &tag, revision, &record)?;
        self.tx.put(Table::Journal, &row)?;
        match record.struck {
            false => {
                self.state.replace(&record.session, tag, revision, entered);
                if record.signed.is_some() {
                    self.state.mark_signed(&tag);
                }
            }
            true => self.state.strike(tag, revision),
        }
        Ok(())
    }

    /// Puts the sessions that were not here.
    pub(super) fn put_fresh(&mut self) -> Result<(), VaultError> {
        let fresh = std::mem::take(&mut self.fresh);
        self.vault.put_new_sessions(self.tx, &self.client, &mut self.state, fresh)
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
