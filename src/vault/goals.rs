//! Goals, and every step on the way to them.

use std::rc::Rc;

use super::boxes::Kind;
use super::client_state::{ClientState, Plan};
use super::keys::ClientKey;
use super::ledger::Event;
use super::{Vault, VaultError};
use crate::domain::{ClientId, Goal, GoalId, GoalUpdate, Moment, Percentage};
use crate::records::{AuditAction, GoalHead, GoalRecord, GoalUpdateRecord, ObjectWriter, Tag};
use crate::store::{Access, Query, Row, Store, Table, Transaction};

pub(super) fn about_goal(id: &GoalId) -> String {
    ObjectWriter::default().text(GoalId::FIELD, id.as_str()).end()
}

/// The entry that a goal's history begins with: the goal as it was set.
pub(super) fn first_update(goal: &Goal) -> GoalUpdate {
    GoalUpdate {
        timestamp: goal.created_at,
        completion_percentage: goal.completion_percentage,
        notes: goal.notes.clone(),
    }
}

impl ClientState {
    /// The revision of the goal with this tag.
    pub(super) fn goal_revision(&self, tag: &Tag) -> Option<u32> {
        self.entry.goals.iter().find(|head| head.tag == *tag).map(|head| head.revision)
    }
}

impl<S: Store> Vault<S> {
    /// Sets a goal for a client. One that is already there with the same content stays as it is.
    ///
    /// # Errors
    /// `DuplicateId` where the id is taken by another goal.
    pub async fn create_goal(
        &self,
        id: &ClientId,
        goal: &Goal,
        now: Moment,
    ) -> Result<(), VaultError> {
        let (tag, known) = self.find_client(id).await?;
        let goal_tag = self.goal_tag(&goal.goal_id);
        let client = match known {
            Some(client) => client,
            None => {
                self.refuse_taken(&goal_tag, GoalId::FIELD).await?;
                self.ensure_client(&tag).await?
            }
        };
        let attempt = async || self.create_goal_once(id, goal, &client, now).await;
        self.healing(&client, now, attempt).await
    }

    async fn create_goal_once(
        &self,
        id: &ClientId,
        goal: &Goal,
        client: &Rc<ClientKey>,
        now: Moment,
    ) -> Result<(), VaultError> {
        let tag = self.goal_tag(&goal.goal_id);
        let writing = self.begin_writing(client, &[tag]).await?;
        if writing.row(&tag).is_some() {
            return self.accept_same_goal(writing.own_row(client, &tag), client, goal);
        }
        let mut state = self.state_or_new(&writing.tx, client, id, &writing.catalogue, now).await?;
        self.put_new_goal(&writing.tx, client, &mut state, goal, &[first_update(goal)])?;
        let event = Event::new(AuditAction::GoalCreated, now).of(client);
        let events = vec![event.with(about_goal(&goal.goal_id))];
        self.end_writing(writing, client, state, &[], events).await
    }

    /// Puts a goal with its history as the latest one entered.
    pub(super) fn put_new_goal(
        &self,
        tx: &S::Transaction,
        client: &ClientKey,
        state: &mut ClientState,
        goal: &Goal,
        history: &[GoalUpdate],
    ) -> Result<(), VaultError> {
        let entered = state.entry.next_entered;
        state.entry.next_entered += 1;
        let tag = self.goal_tag(&goal.goal_id);
        let completion = goal.completion_percentage;
        state.entry.goals.push(GoalHead { tag, revision: 1, completion });
        state.plan = std::cell::OnceCell::new();
        self.put_goal(tx, client, goal, entered, 1, history, 0)
    }

    /// Puts a goal, and those entries of its history that come after the first `known`.
    #[expect(clippy::too_many_arguments, reason = "a goal's box and its history belong together")]
    pub(super) fn put_goal(
        &self,
        tx: &S::Transaction,
        client: &ClientKey,
        goal: &Goal,
        entered: u64,
        revision: u32,
        history: &[GoalUpdate],
        known: usize,
    ) -> Result<(), VaultError> {
        let updates = u32::try_from(history.len()).unwrap_or(u32::MAX);
        let record = GoalRecord { goal: goal.clone(), entered, updates };
        let tag = self.goal_tag(&goal.goal_id);
        tx.put(Table::Journal, &self.seal(client, Kind::Goal, &tag, revision, &record)?)?;
        for (number, update) in (1..).zip(history).skip(known) {
            let record =
                GoalUpdateRecord { goal_id: goal.goal_id.clone(), number, update: update.clone() };
            let tag = self.goal_update_tag(&goal.goal_id, number);
            tx.put(Table::Journal, &self.seal(client, Kind::GoalUpdate, &tag, 1, &record)?)?;
        }
        Ok(())
    }

    fn accept_same_goal(
        &self,
        own: Option<&Row>,
        client: &ClientKey,
        goal: &Goal,
    ) -> Result<(), VaultError> {
        let row = own.ok_or(VaultError::DuplicateId(GoalId::FIELD))?;
        let (record, _): (GoalRecord, u32) = self.open(&client.key, Table::Journal, row)?;
        let timed = Goal {
            created_at: record.goal.created_at,
            updated_at: record.goal.updated_at,
            ..goal.clone()
        };
        match record.goal == timed {
            true => Ok(()),
            false => Err(VaultError::DuplicateId(GoalId::FIELD)),
        }
    }

    /// Records how far a goal had come `at` a time. `notes` left out leaves the goal's notes as
    /// they are.
    ///
    /// # Errors
    /// `NotFound`.
    pub async fn update_goal_progress(
        &self,
        id: &GoalId,
        completion: Percentage,
        notes: Option<String>,
        at: Moment,
        now: Moment,
    ) -> Result<Goal, VaultError> {
        let row = self.journal_row(&self.goal_tag(id), GoalId::FIELD).await?;
        let client = self.owner(&row).await?;
        let change = |goal: &Goal| {
            let notes = notes.clone().unwrap_or_else(|| goal.notes.clone());
            let completion_percentage = completion;
            Goal { completion_percentage, notes, updated_at: at, ..goal.clone() }
        };
        let update = GoalUpdate {
            timestamp: at,
            completion_percentage: completion,
            notes: notes.clone().unwrap_or_default(),
        };
        let attempt = async || {
            let action = AuditAction::GoalUpdated;
            self.change_goal_once(id, &client, &change, Some(&update), action, now).await
        };
        self.healing(&client, now, attempt).await
    }

    async fn change_goal_once(
        &self,
        id: &GoalId,
        client: &Rc<ClientKey>,
        change: &impl Fn(&Goal) -> Goal,
        update: Option<&GoalUpdate>,
        action: AuditAction,
        now: Moment,
    ) -> Result<Goal, VaultError> {
        let tag = self.goal_tag(id);
        let writing = self.begin_writing(client, &[tag]).await?;
        let mut state = self.state_of(client, &writing)?;
        let record = self.expected_goal(client, &state, &tag, writing.row(&tag))?;
        let goal = change(&record.goal);
        self.put_changed_goal(&writing.tx, client, &mut state, &record, &goal, update)?;
        let event = Event::new(action, now).of(client).with(about_goal(id));
        self.end_writing(writing, client, state, &[], vec![event]).await?;
        Ok(goal)
    }

    /// Opens a goal's box as the revision that the catalogue knows.
    pub(super) fn expected_goal(
        &self,
        client: &ClientKey,
        state: &ClientState,
        tag: &Tag,
        row: Option<&Row>,
    ) -> Result<GoalRecord, VaultError> {
        let row = row.ok_or(VaultError::CorruptRecord)?;
        let (record, revision) = self.open(&client.key, Table::Journal, row)?;
        match state.goal_revision(tag) == Some(revision) {
            true => Ok(record),
            false => Err(VaultError::CorruptRecord),
        }
    }

    /// Puts a goal's next revision, with one more entry of its history where there is one.
    pub(super) fn put_changed_goal(
        &self,
        tx: &S::Transaction,
        client: &ClientKey,
        state: &mut ClientState,
        before: &GoalRecord,
        goal: &Goal,
        update: Option<&GoalUpdate>,
    ) -> Result<(), VaultError> {
        let tag = self.goal_tag(&goal.goal_id);
        let head = state.entry.goals.iter_mut().find(|head| head.tag == tag);
        let head = head.ok_or(VaultError::DamagedDerived)?;
        head.revision = head.revision.wrapping_add(1);
        head.completion = goal.completion_percentage;
        let revision = head.revision;
        let updates = before.updates + u32::from(update.is_some());
        let record = GoalRecord { goal: goal.clone(), entered: before.entered, updates };
        tx.put(Table::Journal, &self.seal(client, Kind::Goal, &tag, revision, &record)?)?;
        if let Some(update) = update {
            let goal_id = goal.goal_id.clone();
            let record = GoalUpdateRecord { goal_id, number: updates, update: update.clone() };
            let tag = self.goal_update_tag(&goal.goal_id, updates);
            tx.put(Table::Journal, &self.seal(client, Kind::GoalUpdate, &tag, 1, &record)?)?;
        }
        state.plan = std::cell::OnceCell::new();
        Ok(())
    }

    /// A client's goals in the order they were set; only those under 100 % if `active_only`.
    ///
    /// # Errors
    /// `CorruptRecord` where one is damaged, unless those are to be left out.
    pub async fn goals(
        &self,
        id: &ClientId,
        active_only: bool,
        skip_damaged: bool,
        now: Moment,
    ) -> Result<Vec<Goal>, VaultError> {
        let plan = self.plan(id, AuditAction::GoalsRead, now).await?;
        if plan.goals_damaged && !skip_damaged {
            return Err(VaultError::CorruptRecord);
        }
        let goals = plan.goals.iter().map(|record| &record.goal);
        Ok(goals.filter(|goal| !active_only || goal.is_active()).cloned().collect())
    }

    /// A client's goals and milestones; none of either for a client without records.
    pub(super) async fn plan(
        &self,
        id: &ClientId,
        action: AuditAction,
        now: Moment,
    ) -> Result<Rc<Plan>, VaultError> {
        let (_, client) = self.find_client(id).await?;
        self.note(Event::new(action, now).of_maybe(client.as_ref()));
        let Some(client) = client else { return Ok(Rc::default()) };
        let state = self.view(&client, now).await?;
        Ok(state.and_then(|state| state.plan.get().map(Rc::clone)).unwrap_or_default())
    }

    /// All that was recorded of a goal, oldest first, from its setting on.
    ///
    /// # Errors
    /// `NotFound`; `CorruptRecord` where an entry is damaged.
    pub async fn goal_history(
        &self,
        id: &GoalId,
        now: Moment,
    ) -> Result<Vec<GoalUpdate>, VaultError> {
        let row = self.journal_row(&self.goal_tag(id), GoalId::FIELD).await?;
        let client = self.owner(&row).await?;
        let (record, _): (GoalRecord, u32) = self.open(&client.key, Table::Journal, &row)?;
        let event = Event::new(AuditAction::GoalsRead, now).of(&client);
        self.note(event.with(about_goal(id)));
        let tx = self.records.begin(&[Table::Journal], Access::Read)?;
        self.history_of(&tx, &client, &record).await
    }

    pub(super) async fn history_of(
        &self,
        tx: &S::Transaction,
        client: &ClientKey,
        goal: &GoalRecord,
    ) -> Result<Vec<GoalUpdate>, VaultError> {
        let tag = |number| self.goal_update_tag(&goal.goal.goal_id, number).to_vec();
        let queries: Vec<Query> =
            (1..=goal.updates).map(|number| Query::Key(Table::Journal, tag(number))).collect();
        let mut history = Vec::with_capacity(queries.len());
        for rows in tx.read(&queries).await? {
            let row = rows.first().ok_or(VaultError::CorruptRecord)?;
            let (record, _): (GoalUpdateRecord, u32) =
                self.open(&client.key, Table::Journal, row)?;
            history.push(record.update);
        }
        Ok(history)
    }
}
