//! Merging goals and their histories.

use super::VaultError;
use super::boxes::Kind;
use super::chains::{Chain, Together, together};
use super::goals::first_update;
use super::merge_client::Merge;
use super::merge_plan::of_file;
use super::merged::{Became, MergeOutcome};
use super::recount::in_goal_order;
use super::versions::{goal_text, taken_back, update_steps};
use crate::domain::{Goal, GoalUpdate, MilestoneId};
use crate::order::by_text;
use crate::records::{GoalHead, GoalRecord, Kept, Tag, VersionOf, plain_goal};
use crate::store::{Query, Store, Table, Transaction};
use crate::transfer::{ClientHistory, GoalHistory};

/// A goal as it stands, and its history.
struct Whole {
    goal: Goal,
    updates: Vec<GoalUpdate>,
}

impl<S: Store> Merge<'_, S> {
    /// Whether a milestone was removed, here or where the file comes from.
    fn is_removed(&self, id: &str) -> bool {
        let past = self.own.record.past.iter();
        let mut own = past.filter(|one| one.of == VersionOf::Milestone && one.id == id).peekable();
        own.peek().is_some() && own.all(|version| version.kept == Kept::Gone)
    }

    pub(super) async fn goal(
        &mut self,
        history: &GoalHistory,
        named: Option<u64>,
        outcome: &mut MergeOutcome,
    ) -> Result<(), VaultError> {
        let id = history.goal.goal_id.as_str();
        let tag = self.vault.goal_tag(&history.goal.goal_id);
        let mut file = Whole { goal: history.goal.clone(), updates: history.updates.clone() };
        if file.updates.is_empty() {
            file.updates.push(first_update(&file.goal));
        }
        let known = match self.here(&tag) {
            None => None,
            Some((_, false)) => {
                outcome.note_another("goal", self.id(), id, Some(plain_goal(&file.goal)));
                return Ok(());
            }
            Some((row, true)) => {
                let record =
                    self.vault.expected_goal(&self.client, &self.state, &tag, Some(row))?;
                let updates = self.vault.history_of(self.tx, &self.client, &record).await?;
                Some((record, updates))
            }
        };
        let ours = known.as_ref().map(|(record, _)| goal_text(&record.goal));
        let (became, joined) =
            self.versions(VersionOf::Goal, id, ours.as_deref(), Some(&goal_text(&file.goal)));
        let mut whole = match &known {
            Some((record, updates)) => {
                let here = Whole { goal: record.goal.clone(), updates: updates.clone() };
                self.goals_united(here, file)
            }
            None => file,
        };
        self.versions(VersionOf::GoalUpdate, id, None, None);
        let said = goal_text(&whole.goal);
        if let Some(says) = joined.standing().filter(|says| *says != said) {
            let set = of_file(Goal::read(says, self.change.now, self.change.zone))?;
            (whole.goal.description, whole.goal.target_date) = (set.description, set.target_date);
            whole.goal.created_at = set.created_at;
        }
        let parted = matches!(became, Became::Parted { .. });
        let grown = known
            .as_ref()
            .is_none_or(|(record, updates)| record.goal != whole.goal || *updates != whole.updates);
        match (parted, grown) {
            (true, _) => outcome.note(&became, VersionOf::Goal, self.id(), id),
            (false, true) => outcome.added += 1,
            (false, false) => outcome.unchanged += 1,
        }
        let entered = match &known {
            Some((record, _)) => record.entered.min(named.unwrap_or(u64::MAX)),
            None => self.place(named),
        };
        let lower = known.as_ref().is_some_and(|(record, _)| entered < record.entered);
        if grown || lower {
            let before = known.map_or(0, |(_, updates)| updates.len());
            self.put_merged(&tag, &whole, entered, before)?;
        }
        Ok(())
    }

    /// What a goal here and that of the file are together, what each was set as aside.
    fn goals_united(&self, here: Whole, file: Whole) -> Whole {
        let id = here.goal.goal_id.as_str().to_owned();
        let milestones = self.linked(&here.goal.milestones, &file.goal.milestones);
        let (our_gone, their_gone) =
            (taken_back(&self.own.record.past, &id), taken_back(self.past, &id));
        let (ours, theirs) = (update_steps(&here.updates), update_steps(&file.updates));
        let our_chain = Chain { steps: &ours, gone: &our_gone };
        let their_chain = Chain { steps: &theirs, gone: &their_gone };
        let mut whole = match together(our_chain, their_chain) {
            Together::There => file,
            Together::Here => {
                let equal = together(their_chain, our_chain) == Together::Here;
                let value = |whole: &Whole| {
                    let timeless = Goal { milestones: Vec::new(), ..whole.goal.clone() };
                    plain_goal(&timeless)
                };
                if equal && value(&file) > value(&here) { file } else { here }
            }
            Together::Both(order) => {
                let update = |(there, place): &(bool, usize)| match there {
                    true => file.updates[*place].clone(),
                    false => here.updates[*place].clone(),
                };
                stood_at(here.goal.clone(), order.iter().map(update).collect())
            }
        };
        whole.goal.milestones = milestones;
        whole
    }

    /// The milestones of a goal: those of both lists that were not removed.
    fn linked(&self, here: &[MilestoneId], there: &[MilestoneId]) -> Vec<MilestoneId> {
        let kept = |list: &[MilestoneId]| -> Vec<MilestoneId> {
            list.iter().filter(|id| !self.is_removed(id.as_str())).cloned().collect()
        };
        let (ours, theirs) = (kept(here), kept(there));
        let within = |part: &[MilestoneId], whole: &[MilestoneId]| {
            part.iter().all(|one| whole.contains(one))
        };
        match (within(&theirs, &ours), within(&ours, &theirs)) {
            (true, true) if ours == theirs => ours,
            (true, false) => ours,
            (false, true) => theirs,
            _ => {
                let new = theirs.into_iter().filter(|id| !ours.contains(id)).collect::<Vec<_>>();
                by_text([ours, new].concat(), MilestoneId::as_str)
            }
        }
    }

    fn put_merged(
        &mut self,
        tag: &Tag,
        whole: &Whole,
        entered: u64,
        before: usize,
    ) -> Result<(), VaultError> {
        self.changed = true;
        let Whole { goal, updates } = whole;
        let completion = goal.completion_percentage;
        let goals = &mut self.state.entry.goals;
        let revision = match goals.iter_mut().find(|head| head.tag == *tag) {
            Some(head) => {
                (head.revision, head.completion) = (head.revision.wrapping_add(1), completion);
                head.revision
            }
            None => {
                goals.push(GoalHead { tag: *tag, revision: 1, completion });
                1
            }
        };
        let (vault, client) = (self.vault, &self.client);
        vault.put_goal(self.tx, client, goal, entered, revision, updates, 0)?;
        let (now, before) = (count(updates.len()), count(before));
        for number in now + 1..=before {
            self.tx.delete(Table::Journal, &vault.goal_update_tag(&goal.goal_id, number))?;
        }
        Ok(())
    }

    /// Takes removed milestones out of goals that the file does not list, and puts all goals in
    /// the order in which they were entered.
    pub(super) async fn finish_goals(&mut self, history: &ClientHistory) -> Result<(), VaultError> {
        if !self.changed || self.state.entry.goals.is_empty() {
            return Ok(());
        }
        let group = self.vault.group(&self.client.tag, Kind::Goal);
        let rows = self.tx.read(&[Query::Group(Table::Journal, group)]).await?;
        let (mut goals, mut heads) = (Vec::new(), std::mem::take(&mut self.state.entry.goals));
        for row in rows.iter().flatten() {
            let opened = self.vault.open(&self.client.key, Table::Journal, row);
            let Ok((record, _)): Result<(GoalRecord, u32), _> = opened else { continue };
            let place = heads.iter().position(|head| row.key == head.tag);
            let Some(head) = place.map(|place| heads.remove(place)) else { continue };
            goals.push((head, record));
        }
        let goals = in_goal_order(goals, |(_, record)| record);
        self.state.entry.goals = goals.iter().map(|(head, _)| *head).collect();
        // Those that are damaged keep their places behind the others.
        self.state.entry.goals.append(&mut heads);
        for (_, record) in &goals {
            let listed = history.goals.iter().any(|one| one.goal.goal_id == record.goal.goal_id);
            let kept = self.linked(&record.goal.milestones, &[]);
            if !listed && kept != record.goal.milestones {
                let goal = Goal { milestones: kept, ..record.goal.clone() };
                let (vault, client) = (self.vault, self.client.clone());
                vault.put_changed_goal(self.tx, &client, &mut self.state, record, &goal, None)?;
            }
        }
        Ok(())
    }
}

fn count(length: usize) -> u32 {
    u32::try_from(length).unwrap_or(u32::MAX)
}

/// A goal with this history, as it stands at its end.
fn stood_at(mut goal: Goal, updates: Vec<GoalUpdate>) -> Whole {
    if let Some(last) = updates.last() {
        goal.completion_percentage = last.completion_percentage;
        goal.updated_at = last.timestamp;
    }
    let said = updates.iter().rev().find(|update| !update.notes.is_empty());
    goal.notes = said.map(|update| update.notes.clone()).unwrap_or_default();
    Whole { goal, updates }
}
