//! Merging what is known of a client beside sessions and goals: milestones, events, and the client
//! as a whole.

use super::VaultError;
use super::boxes::Kind;
use super::merge_client::Merge;
use super::merged::{Became, MergeOutcome};
use super::versions::{Versions, client_text, keep};
use crate::domain::{
    Client, ClientChanges, ClientEvent, EventId, FieldError, Goal, Milestone, MilestoneId,
};
use crate::records::{
    EventRecord, Kept, MilestoneRecord, Version, VersionOf, plain_event, plain_milestone,
};
use crate::store::{Store, Table, Transaction};
use crate::transfer::ClientHistory;

/// A value that a version in the file holds; where it cannot be, the file is damaged.
pub(super) fn of_file<T>(value: Result<T, FieldError>) -> Result<T, VaultError> {
    value.map_err(|_| VaultError::CorruptFile)
}

impl<S: Store> Merge<'_, S> {
    /// Fails where a version in the file does not say what it is listed as.
    pub(super) fn check_versions(&self) -> Result<(), VaultError> {
        for Version { of, id, kept, .. } in self.past {
            let Kept::Text(says) = kept else { continue };
            let (zone, now) = (self.change.zone, self.change.now);
            let named = match of {
                VersionOf::Client => of_file(ClientChanges::read(says, zone))?.client_id.into(),
                VersionOf::Goal => of_file(Goal::read(says, now, zone))?.goal_id.into(),
                VersionOf::GoalUpdate => String::new(),
                VersionOf::Milestone => {
                    of_file(Milestone::read(says, now, zone))?.milestone_id.into()
                }
                VersionOf::Event => {
                    let event = of_file(ClientEvent::read(says, zone))?;
                    let own = event.client_id == *self.id();
                    if own { event.event_id.into() } else { String::new() }
                }
            };
            if named != *id {
                return Err(VaultError::CorruptFile);
            }
        }
        Ok(())
    }

    /// Brings the versions of a record together, and keeps them.
    pub(super) fn versions(
        &mut self,
        of: VersionOf,
        id: &str,
        here: Option<&str>,
        file: Option<&str>,
    ) -> (Became, Versions) {
        let ours = Versions::of(&self.own.record.past, of, id, here);
        let theirs = Versions::of(self.past, of, id, file);
        let joined = ours.joined(&theirs);
        let became = Became::of(&ours, &theirs, &joined);
        if became != Became::Known {
            let before = self.own.record.past.clone();
            keep(&mut self.own.record.past, of, id, joined.clone());
            self.own.changed |= self.own.record.past != before;
        }
        (became, joined)
    }

    /// Merges what is known of the client as a whole.
    pub(super) fn client(
        &mut self,
        client: &Client,
        outcome: &mut MergeOutcome,
    ) -> Result<(), VaultError> {
        let id = client.client_id.clone();
        let known = self.own.record.client.clone();
        let ours = client_text(&known).filter(|_| self.state.exists());
        let theirs = client_text(client);
        let of = VersionOf::Client;
        let (became, joined) = self.versions(of, id.as_str(), ours.as_deref(), theirs.as_deref());
        if matches!(became, Became::Parted { .. }) {
            outcome.note(&became, of, &id, id.as_str());
        }
        let created_at = known.created_at.min(client.created_at);
        let mut merged = Client::new(id, created_at);
        if let Some(says) = joined.standing() {
            let changes = of_file(ClientChanges::read(says, self.change.zone))?;
            merged = merged.changed(ClientChanges { created_at: None, ..changes });
        }
        if merged != known {
            self.state.entry.client = merged.clone().in_catalogue();
            self.own.record.client = merged;
            self.own.changed = true;
        }
        Ok(())
    }

    pub(super) fn milestone(
        &mut self,
        milestone: &Milestone,
        named: Option<u64>,
        outcome: &mut MergeOutcome,
    ) -> Result<(), VaultError> {
        let (id, says) = (milestone.milestone_id.as_str(), plain_milestone(milestone));
        let known = match self.here(&self.vault.milestone_tag(&milestone.milestone_id)) {
            Some((_, false)) => {
                outcome.note_another("milestone", self.id(), id, Some(says));
                return Ok(());
            }
            _ => self.milestone_here(&milestone.milestone_id)?,
        };
        let ours = known.as_ref().map(|record| plain_milestone(&record.milestone));
        let of = VersionOf::Milestone;
        let (became, joined) = self.versions(of, id, ours.as_deref(), Some(&says));
        outcome.note(&became, of, self.id(), id);
        self.make_milestone(known, joined.standing(), named)
    }

    fn milestone_here(&self, id: &MilestoneId) -> Result<Option<MilestoneRecord>, VaultError> {
        let Some((row, true)) = self.here(&self.vault.milestone_tag(id)) else { return Ok(None) };
        Ok(Some(self.vault.open(&self.client.key, Table::Journal, row)?.0))
    }

    /// Makes a milestone what it is to say; none removes it.
    fn make_milestone(
        &mut self,
        known: Option<MilestoneRecord>,
        says: Option<&str>,
        named: Option<u64>,
    ) -> Result<(), VaultError> {
        let Some(says) = says else {
            let Some(known) = known else { return Ok(()) };
            let tag = self.vault.milestone_tag(&known.milestone.milestone_id);
            self.changed = true;
            return self.vault.remove_milestone(self.tx, &mut self.state, &tag);
        };
        let entered = match &known {
            Some(known) => known.entered.min(named.unwrap_or(u64::MAX)),
            None => self.place(named),
        };
        // A date alone lies elsewhere in another time zone, but says the same.
        let same = |known: &MilestoneRecord| {
            known.entered == entered && plain_milestone(&known.milestone) == says
        };
        if known.as_ref().is_some_and(same) {
            return Ok(());
        }
        let milestone = of_file(Milestone::read(says, self.change.now, self.change.zone))?;
        let record = MilestoneRecord { milestone, entered };
        self.changed = true;
        self.state.entry.milestones += u32::from(known.is_none());
        let tag = self.vault.milestone_tag(&record.milestone.milestone_id);
        let row = self.vault.seal(&self.client, Kind::Milestone, &tag, 1, &record)?;
        Ok(self.tx.put(Table::Journal, &row)?)
    }

    pub(super) fn event(
        &mut self,
        event: &ClientEvent,
        named: Option<u64>,
        outcome: &mut MergeOutcome,
    ) -> Result<(), VaultError> {
        let (id, says) = (event.event_id.as_str(), plain_event(event));
        let known = match self.here(&self.vault.event_tag(&event.event_id)) {
            Some((_, false)) => {
                outcome.note_another("event", self.id(), id, Some(says));
                return Ok(());
            }
            _ => self.event_here(&event.event_id)?,
        };
        let ours = known.as_ref().map(|record| plain_event(&record.event));
        let of = VersionOf::Event;
        let (became, joined) = self.versions(of, id, ours.as_deref(), Some(&says));
        outcome.note(&became, of, self.id(), id);
        self.make_event(known, joined.standing(), named)
    }

    fn event_here(&self, id: &EventId) -> Result<Option<EventRecord>, VaultError> {
        let Some((row, true)) = self.here(&self.vault.event_tag(id)) else { return Ok(None) };
        Ok(Some(self.vault.expected_event(&self.client, &self.state, row)?))
    }

    /// Makes an event what it is to say; none removes it.
    fn make_event(
        &mut self,
        known: Option<EventRecord>,
        says: Option<&str>,
        named: Option<u64>,
    ) -> Result<(), VaultError> {
        let Some(says) = says else {
            let Some(known) = known else { return Ok(()) };
            let tag = self.vault.event_tag(&known.event.event_id);
            self.changed = true;
            self.state.entry.events.remove(&tag);
            return Ok(self.tx.delete(Table::Journal, &tag)?);
        };
        let entered = match &known {
            Some(known) => known.entered.min(named.unwrap_or(u64::MAX)),
            None => self.place(named),
        };
        let same =
            |known: &EventRecord| known.entered == entered && plain_event(&known.event) == says;
        if known.as_ref().is_some_and(same) {
            return Ok(());
        }
        let event = of_file(ClientEvent::read(says, self.change.zone))?;
        self.changed = true;
        let (vault, client, number) = (self.vault, self.client.clone(), self.change.number);
        vault.put_event(self.tx, &client, &mut self.state, &event, Some(entered), number)
    }

    /// Removes the milestones and events that the file says were removed, and takes note of what
    /// it knows of others that it does not list.
    pub(super) fn removals(
        &mut self,
        history: &ClientHistory,
        outcome: &mut MergeOutcome,
    ) -> Result<(), VaultError> {
        let listed = |of, id: &str| match of {
            VersionOf::Milestone => {
                history.milestones.iter().any(|one| one.milestone_id.as_str() == id)
            }
            VersionOf::Event => history.events.iter().any(|one| one.event_id.as_str() == id),
            VersionOf::Client | VersionOf::Goal | VersionOf::GoalUpdate => true,
        };
        let mut ids: Vec<(VersionOf, &str)> = Vec::new();
        for version in self.past {
            let one = (version.of, version.id.as_str());
            if !listed(one.0, one.1) && !ids.contains(&one) {
                ids.push(one);
            }
        }
        for (of, id) in ids {
            match of {
                VersionOf::Milestone => {
                    let known = self.milestone_here(&of_file(MilestoneId::new(id))?)?;
                    let ours = known.as_ref().map(|known| plain_milestone(&known.milestone));
                    let (_, joined) = self.versions(of, id, ours.as_deref(), None);
                    outcome.removed += usize::from(known.is_some() && joined.standing().is_none());
                    self.make_milestone(known, joined.standing(), None)?;
                }
                _ => {
                    let known = self.event_here(&of_file(EventId::new(id))?)?;
                    let ours = known.as_ref().map(|known| plain_event(&known.event));
                    let (_, joined) = self.versions(of, id, ours.as_deref(), None);
                    outcome.removed += usize::from(known.is_some() && joined.standing().is_none());
                    self.make_event(known, joined.standing(), None)?;
                }
            }
        }
        Ok(())
    }

    /// Puts the client's own record, where it has changed.
    pub(super) fn finish_own(&mut self) -> Result<(), VaultError> {
        self.changed |= self.own.changed;
        if self.state.exists() {
            return self.vault.put_own(self.tx, &self.client, &mut self.state, Some(&self.own));
        }
        self.vault.put_client_record(self.tx, &self.client, &self.own.record, 1)
    }
}
