//! Milestones on the way to a goal.

use std::rc::Rc;

use super::boxes::Kind;
use super::client_state::ClientState;
use super::keys::ClientKey;
use super::ledger::Event;
use super::versions::Own;
use super::{Vault, VaultError};
use crate::domain::{ClientId, Goal, Milestone, MilestoneId, Moment, Window};
use crate::order::by_numbers;
use crate::records::{
    AuditAction, GoalRecord, MilestoneRecord, ObjectWriter, VersionOf, plain_milestone,
};
use crate::store::{Row, Store, Table, Transaction};

pub(super) fn about_milestone(id: &MilestoneId) -> String {
    ObjectWriter::default().text(MilestoneId::FIELD, id.as_str()).end()
}

/// Notes that a milestone is there again, where one of its id was removed.
pub(super) fn note_added(own: Option<&mut Own>, milestone: &Milestone, now: Moment) {
    if let Some(own) = own {
        let (id, says) = (milestone.milestone_id.as_str(), plain_milestone(milestone));
        own.renew(VersionOf::Milestone, id, None, Some(&says), now);
    }
}

impl<S: Store> Vault<S> {
    /// Adds a milestone, and names it in its goal where the client has that goal.
    ///
    /// One that is already there with the same content stays as it is.
    ///
    /// # Errors
    /// `DuplicateId` where the id is taken by another milestone.
    pub async fn add_milestone(
        &self,
        id: &ClientId,
        milestone: &Milestone,
        dated: bool,
        now: Moment,
    ) -> Result<(), VaultError> {
        let (tag, known) = self.find_client(id).await?;
        let client = match known {
            Some(client) => client,
            None => {
                let tag_of_it = self.milestone_tag(&milestone.milestone_id);
                self.refuse_taken(&tag_of_it, MilestoneId::FIELD).await?;
                self.ensure_client(&tag).await?
            }
        };
        let attempt = async || self.add_milestone_once(id, milestone, dated, &client, now).await;
        self.healing(&client, now, attempt).await
    }

    async fn add_milestone_once(
        &self,
        id: &ClientId,
        milestone: &Milestone,
        dated: bool,
        client: &Rc<ClientKey>,
        now: Moment,
    ) -> Result<(), VaultError> {
        let tag = self.milestone_tag(&milestone.milestone_id);
        let goal_tag = self.goal_tag(&milestone.goal_id);
        let own_tag = self.client_record_tag(&client.tag);
        let writing = self.begin_writing(client, &[tag, goal_tag, own_tag]).await?;
        if writing.row(&tag).is_some() {
            let own = writing.own_row(client, &tag);
            return self.accept_same_milestone(own, client, milestone, dated);
        }
        let mut state = self.state_or_new(&writing.tx, client, id, &writing.catalogue, now).await?;
        let mut own = self.own_record(client, &state, writing.row(&own_tag))?;
        self.put_new_milestone(&writing.tx, client, &mut state, milestone)?;
        note_added(own.as_mut(), milestone, now);
        self.put_own(&writing.tx, client, &mut state, own.as_ref())?;
        if let Some(row) = writing.own_row(client, &goal_tag) {
            let record = self.expected_goal(client, &state, &goal_tag, Some(row))?;
            self.link(&writing.tx, client, &mut state, &record, milestone)?;
        }
        let event = Event::new(AuditAction::MilestoneAdded, now).of(client);
        let events = vec![event.with(about_milestone(&milestone.milestone_id))];
        self.end_writing(writing, client, state, &[], events).await
    }

    /// Puts a milestone as the latest one entered.
    pub(super) fn put_new_milestone(
        &self,
        tx: &S::Transaction,
        client: &ClientKey,
        state: &mut ClientState,
        milestone: &Milestone,
    ) -> Result<(), VaultError> {
        let entered = state.entry.next_entered;
        state.entry.next_entered += 1;
        state.entry.milestones += 1;
        state.plan = std::cell::OnceCell::new();
        let record = MilestoneRecord { milestone: milestone.clone(), entered };
        let tag = self.milestone_tag(&milestone.milestone_id);
        Ok(tx.put(Table::Journal, &self.seal(client, Kind::Milestone, &tag, 1, &record)?)?)
    }

    fn link(
        &self,
        tx: &S::Transaction,
        client: &ClientKey,
        state: &mut ClientState,
        record: &GoalRecord,
        milestone: &Milestone,
    ) -> Result<(), VaultError> {
        if record.goal.milestones.contains(&milestone.milestone_id) {
            return Ok(());
        }
        let mut goal: Goal = record.goal.clone();
        goal.milestones.push(milestone.milestone_id.clone());
        self.put_changed_goal(tx, client, state, record, &goal, None)
    }

    fn accept_same_milestone(
        &self,
        own: Option<&Row>,
        client: &ClientKey,
        milestone: &Milestone,
        dated: bool,
    ) -> Result<(), VaultError> {
        let row = own.ok_or(VaultError::DuplicateId(MilestoneId::FIELD))?;
        let (record, _): (MilestoneRecord, u32) = self.open(&client.key, Table::Journal, row)?;
        let known = record.milestone;
        let achieved_date = if dated { milestone.achieved_date } else { known.achieved_date };
        match known == (Milestone { achieved_date, ..milestone.clone() }) {
            true => Ok(()),
            false => Err(VaultError::DuplicateId(MilestoneId::FIELD)),
        }
    }

    /// A client's milestones within a window, newest first.
    ///
    /// # Errors
    /// `CorruptRecord` where one is damaged, unless those are to be left out.
    pub async fn milestones(
        &self,
        id: &ClientId,
        window: Window,
        skip_damaged: bool,
        now: Moment,
    ) -> Result<Vec<Milestone>, VaultError> {
        let plan = self.plan(id, AuditAction::MilestonesRead, now).await?;
        if plan.milestones_damaged && !skip_damaged {
            return Err(VaultError::CorruptRecord);
        }
        let records = plan.milestones.iter().map(|record| &record.milestone);
        let within = records.filter(|milestone| window.contains(milestone.achieved_date.first()));
        let newest_first = within.rev().cloned().collect();
        let reached = |milestone: &Milestone| (-milestone.achieved_date.first().millis(), 0);
        Ok(by_numbers(newest_first, reached))
    }
}
