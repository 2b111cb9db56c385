//! Taking back the save that was just made.

use super::client_state::ClientState;
use super::goals::about_goal;
use super::keys::ClientKey;
use super::ledger::Event;
use super::milestones::about_milestone;
use super::saves::{LastSave, TouchedGoal};
use super::strikes::Strike;
use super::versions::{Own, update_steps};
use super::writing::Writing;
use super::{Vault, VaultError};
use crate::domain::{Goal, Moment, SessionId};
use crate::records::{AuditAction, GoalRecord, MilestoneRecord, Tag, VersionOf, plain_milestone};
use crate::store::{Store, Table, Transaction};

/// Why a revision that takes a save back strikes the session out.
const UNDONE: &str = "undone";

impl<S: Store> Vault<S> {
    /// Takes back the save that this unlocked vault made last: the session is struck out, its
    /// milestones go, and its goals are again as they were, those that have changed since aside.
    ///
    /// # Errors
    /// `NotFound` where it was not the last save, or was taken back already; a session that was
    /// signed since.
    pub async fn undo_save(&self, id: &SessionId, now: Moment) -> Result<(), VaultError> {
        let last = self.last_save.take();
        let Some(save) = last else { return Err(VaultError::NotFound(SessionId::FIELD)) };
        let undone = match save.session == *id {
            true => {
                let attempt = async || self.undo_once(&save, now).await;
                self.healing(&save.client, now, attempt).await
            }
            false => Err(VaultError::NotFound(SessionId::FIELD)),
        };
        if undone.is_err() {
            // What was saved meanwhile is the last save now.
            self.last_save.borrow_mut().get_or_insert(save);
        }
        undone
    }

    async fn undo_once(&self, save: &LastSave, now: Moment) -> Result<(), VaultError> {
        let client = &save.client;
        let tag = self.session_tag(&save.session);
        let mut tags = vec![tag];
        tags.extend(save.goals.iter().map(|goal| self.goal_tag(&goal.before.goal.goal_id)));
        tags.extend(save.milestones.iter().map(|milestone| self.milestone_tag(milestone)));
        let own_tag = self.client_record_tag(&client.tag);
        tags.push(own_tag);
        let writing = self.begin_writing(client, &tags).await?;
        let mut state = self.state_of(client, &writing)?;
        let mut own = self.own_record(client, &state, writing.row(&own_tag))?;
        self.load_all(&writing.tx, client, &mut state).await?;
        self.refuse_signed(&writing, client, &state, &save.session).await?;
        let strike = Strike { struck: true, reason: UNDONE, now };
        let struck = self.put_strike(&writing, client, &mut state, &tag, strike).await?;
        let (years, mut events) = struck.into_iter().unzip::<_, _, Vec<i32>, Vec<Event>>();
        for goal in &save.goals {
            let back = self.put_goal_back(&writing, client, &mut state, own.as_mut(), goal, save);
            if back.await? {
                let event = Event::new(AuditAction::GoalUpdated, now).of(client);
                events.push(event.with(about_goal(&goal.before.goal.goal_id)));
            }
        }
        for milestone in &save.milestones {
            let tag = self.milestone_tag(milestone);
            if let Some(row) = writing.row(&tag) {
                if let Some(own) = &mut own {
                    let (record, _): (MilestoneRecord, u32) =
                        self.open(&client.key, Table::Journal, row)?;
                    let said = plain_milestone(&record.milestone);
                    own.renew(VersionOf::Milestone, milestone.as_str(), Some(&said), None, now);
                }
                self.remove_milestone(&writing.tx, &mut state, &tag)?;
                let event = Event::new(AuditAction::MilestoneRemoved, now).of(client);
                events.push(event.with(about_milestone(milestone)));
            }
        }
        self.put_own(&writing.tx, client, &mut state, own.as_ref())?;
        self.end_writing(writing, client, state, &years, events).await
    }

    pub(super) fn remove_milestone(
        &self,
        tx: &S::Transaction,
        state: &mut ClientState,
        tag: &Tag,
    ) -> Result<(), VaultError> {
        state.entry.milestones = state.entry.milestones.saturating_sub(1);
        state.plan = std::cell::OnceCell::new();
        Ok(tx.delete(Table::Journal, tag)?)
    }

    /// Puts a goal as it was before a save; where it has changed since, only without the save's
    /// milestones. Says whether that changed it.
    async fn put_goal_back(
        &self,
        writing: &Writing<S::Transaction>,
        client: &ClientKey,
        state: &mut ClientState,
        own: Option<&mut Own>,
        touched: &TouchedGoal,
        save: &LastSave,
    ) -> Result<bool, VaultError> {
        let TouchedGoal { before, revision } = touched;
        let tag = self.goal_tag(&before.goal.goal_id);
        let now = self.expected_goal(client, state, &tag, writing.row(&tag))?;
        if state.goal_revision(&tag) != Some(*revision) {
            let mut goal: Goal = now.goal.clone();
            goal.milestones.retain(|milestone| !save.milestones.contains(milestone));
            let changed = goal != now.goal;
            if changed {
                self.put_changed_goal(&writing.tx, client, state, &now, &goal, None)?;
            }
            return Ok(changed);
        }
        if let Some(own) = own {
            let history = self.history_of(&writing.tx, client, &now).await?;
            for step in update_steps(&history).iter().skip(before.updates as usize) {
                own.take_back(before.goal.goal_id.as_str(), step);
            }
        }
        for number in before.updates + 1..=now.updates {
            let update = self.goal_update_tag(&before.goal.goal_id, number);
            writing.tx.delete(Table::Journal, &update)?;
        }
        let kept = GoalRecord { updates: before.updates, ..now };
        self.put_changed_goal(&writing.tx, client, state, &kept, &before.goal, None)?;
        Ok(true)
    }
}
