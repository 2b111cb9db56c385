//! Saving a session, together with what it changes in the client's goals and milestones.

use std::rc::Rc;

use super::client_state::{ClientState, year_of};
use super::goals::about_goal;
use super::keys::ClientKey;
use super::ledger::Event;
use super::milestones::{about_milestone, note_added};
use super::sessions::about_session;
use super::versions::{Own, update_step};
use super::writing::Writing;
use super::{Vault, VaultError};
use crate::domain::{GoalId, GoalUpdate, MilestoneId, Moment, PlanChanges, Session, SessionId};
use crate::records::{AuditAction, GoalRecord, MilestoneRecord, Tag};
use crate::store::{Row, Store, Table};

/// What this unlocked vault saved last, so that it can be taken back.
#[derive(Debug)]
pub(super) struct LastSave {
    pub(super) client: Rc<ClientKey>,
    pub(super) session: SessionId,
    pub(super) goals: Vec<TouchedGoal>,
    pub(super) milestones: Vec<MilestoneId>,
}

/// A goal that a save has changed.
#[derive(Debug)]
pub(super) struct TouchedGoal {
    pub(super) before: GoalRecord,
    /// The revision that the save made.
    pub(super) revision: u32,
}

impl<S: Store> Vault<S> {
    /// Writes a session down; on the disk once this succeeds.
    ///
    /// One that is already there with the same content is left as it is, so that a try after a
    /// lost answer is harmless. `dated` is whether the caller gave its timestamp.
    ///
    /// # Errors
    /// `DuplicateId` where the id is taken by another session.
    pub async fn log_session(
        &self,
        session: &Session,
        dated: bool,
        now: Moment,
    ) -> Result<(), VaultError> {
        self.save_session(session, &PlanChanges::default(), dated, now).await
    }

    /// The same, together with what it changes in the client's goals and milestones: all of it
    /// lands, or nothing.
    ///
    /// # Errors
    /// `DuplicateId` where the session's or a milestone's id is taken; `NotFound` where the
    /// client has no such goal.
    pub async fn save_session(
        &self,
        session: &Session,
        changes: &PlanChanges,
        dated: bool,
        now: Moment,
    ) -> Result<(), VaultError> {
        let (tag, known) = self.find_client(&session.client_id).await?;
        let alone = *changes == PlanChanges::default();
        let client = match known {
            Some(client) if alone && self.log_ahead(session, &client, now).await? => return Ok(()),
            Some(client) => client,
            None => {
                let session_tag = self.session_tag(&session.session_id);
                self.refuse_taken(&session_tag, SessionId::FIELD).await?;
                self.ensure_client(&tag).await?
            }
        };
        let attempt = async || self.save_once(session, changes, dated, &client, now).await;
        self.healing(&client, now, attempt).await
    }

    async fn save_once(
        &self,
        session: &Session,
        changes: &PlanChanges,
        dated: bool,
        client: &Rc<ClientKey>,
        now: Moment,
    ) -> Result<(), VaultError> {
        let tag = self.session_tag(&session.session_id);
        let mut tags = vec![tag];
        tags.extend(changes.goals().into_iter().map(|goal| self.goal_tag(goal)));
        let milestones = changes.milestones.iter().map(|one| &one.milestone_id);
        tags.extend(milestones.clone().map(|milestone| self.milestone_tag(milestone)));
        let own_tag = self.client_record_tag(&client.tag);
        if *changes != PlanChanges::default() {
            tags.push(own_tag);
        }
        let writing = self.begin_writing(client, &tags).await?;
        if writing.row(&tag).is_some() {
            return self.accept_same(&writing, client, session, changes, dated).await;
        }
        let (id, catalogue) = (&session.client_id, &writing.catalogue);
        let mut state = self.state_or_new(&writing.tx, client, id, catalogue, now).await?;
        let year = year_of(session.timestamp);
        self.load_years(&writing.tx, client, &mut state, &[year]).await?;
        self.put_new_session(&writing.tx, client, &mut state, session, tag, now)?;
        let mut own = self.own_record(client, &state, writing.row(&own_tag))?;
        self.put_milestones(&writing, client, &mut state, changes)?;
        for milestone in &changes.milestones {
            note_added(own.as_mut(), milestone, now);
        }
        self.put_own(&writing.tx, client, &mut state, own.as_ref())?;
        let at = session.timestamp;
        let goals =
            self.put_goal_changes(&writing, client, &mut state, own.as_ref(), changes, at)?;
        let (session, milestones) = (session.session_id.clone(), milestones.cloned().collect());
        let events = events(&session, changes, client, now);
        self.end_writing(writing, client, state, &[year], events).await?;
        let client = Rc::clone(client);
        self.last_save.replace(Some(LastSave { client, session, goals, milestones }));
        Ok(())
    }

    fn put_milestones(
        &self,
        writing: &Writing<S::Transaction>,
        client: &ClientKey,
        state: &mut ClientState,
        changes: &PlanChanges,
    ) -> Result<(), VaultError> {
        for (place, milestone) in changes.milestones.iter().enumerate() {
            if writing.row(&self.milestone_tag(&milestone.milestone_id)).is_some() {
                let taken = VaultError::DuplicateId(MilestoneId::FIELD);
                return Err(taken.within(&PlanChanges::milestone_place(place)));
            }
            self.put_new_milestone(&writing.tx, client, state, milestone)?;
        }
        Ok(())
    }

    /// Puts those goals that the changes concern and the client has; all with progress must be
    /// among them.
    fn put_goal_changes(
        &self,
        writing: &Writing<S::Transaction>,
        client: &ClientKey,
        state: &mut ClientState,
        own: Option<&Own>,
        changes: &PlanChanges,
        at: Moment,
    ) -> Result<Vec<TouchedGoal>, VaultError> {
        let mut touched = Vec::new();
        for goal in changes.goals() {
            let tag = self.goal_tag(goal);
            let progress = changes.progress_of(goal);
            let Some(row) = writing.own_row(client, &tag) else {
                let Some((place, _)) = progress else { continue };
                let missing = VaultError::NotFound(GoalId::FIELD);
                return Err(missing.within(&PlanChanges::progress_place(place)));
            };
            let before = self.expected_goal(client, state, &tag, Some(row))?;
            let next = changes.applied_to(&before.goal, at);
            let update =
                progress.map(|(_, progress)| not_taken_back(own, goal, progress.update(at)));
            if update.is_some() || next != before.goal {
                self.put_changed_goal(&writing.tx, client, state, &before, &next, update.as_ref())?;
                let revision = state.goal_revision(&tag).unwrap_or_default();
                touched.push(TouchedGoal { before, revision });
            }
        }
        Ok(touched)
    }

    /// Fails unless the session is there already, with all that it is to change.
    async fn accept_same(
        &self,
        writing: &Writing<S::Transaction>,
        client: &ClientKey,
        session: &Session,
        changes: &PlanChanges,
        dated: bool,
    ) -> Result<(), VaultError> {
        let taken = VaultError::DuplicateId(SessionId::FIELD);
        let tag = self.session_tag(&session.session_id);
        let Some(row) = writing.own_row(client, &tag) else { return Err(taken) };
        let (record, _) = self.open_session(client, row, &tag)?;
        let at = record.session.timestamp;
        let timestamp = if dated { session.timestamp } else { at };
        let same = !record.struck && record.session == Session { timestamp, ..session.clone() };
        let changes = changes.moved(session.timestamp, at);
        match same && self.are_made(writing, client, &changes, at).await? {
            true => Ok(()),
            false => Err(taken),
        }
    }

    /// Whether the changes of a session `at` a time were made before.
    async fn are_made(
        &self,
        writing: &Writing<S::Transaction>,
        client: &ClientKey,
        changes: &PlanChanges,
        at: Moment,
    ) -> Result<bool, VaultError> {
        let own = |tag: Tag| writing.own_row(client, &tag);
        for milestone in &changes.milestones {
            let known = own(self.milestone_tag(&milestone.milestone_id));
            let known: Option<MilestoneRecord> = self.open_own(client, known)?;
            if known.is_none_or(|known| known.milestone != *milestone) {
                return Ok(false);
            }
        }
        for progress in &changes.goal_progress {
            let known = self.open_own(client, own(self.goal_tag(&progress.goal_id)))?;
            let Some(goal) = known else { return Ok(false) };
            let history = self.history_of(&writing.tx, client, &goal).await?;
            if !history.contains(&progress.update(at)) {
                return Ok(false);
            }
        }
        Ok(true)
    }

    fn open_own<R: crate::records::Record>(
        &self,
        client: &ClientKey,
        row: Option<&Row>,
    ) -> Result<Option<R>, VaultError> {
        let open = |row| self.open(&client.key, Table::Journal, row).map(|(record, _)| record);
        row.map(open).transpose()
    }
}

/// The entry of a goal's history, a millisecond later where it is the same as one that was taken
/// back: that one must not be there again.
fn not_taken_back(own: Option<&Own>, goal: &GoalId, mut update: GoalUpdate) -> GoalUpdate {
    let Some(own) = own else { return update };
    while own.was_taken_back(goal.as_str(), &update_step(&update)) {
        let at = update.timestamp;
        let Some(later) = Moment::new(at.millis() + 1, at.offset_minutes()) else { break };
        update.timestamp = later;
    }
    update
}

fn events(
    session: &SessionId,
    changes: &PlanChanges,
    client: &Rc<ClientKey>,
    now: Moment,
) -> Vec<Event> {
    let event = |action, about: String| Event::new(action, now).of(client).with(about);
    let mut events = vec![event(AuditAction::SessionLogged, about_session(session))];
    let goals = changes.goal_progress.iter().map(|progress| about_goal(&progress.goal_id));
    events.extend(goals.map(|about| event(AuditAction::GoalUpdated, about)));
    let milestones = changes.milestones.iter().map(|one| about_milestone(&one.milestone_id));
    events.extend(milestones.map(|about| event(AuditAction::MilestoneAdded, about)));
    events
}
