//! Which version of a record stands, where it has had several.
//!
//! Each version is known by when it was saved and a hash of what it says. Saving and removing
//! take the text of those before away and leave that they were there. So what one device has
//! replaced or removed does not come back from another that has not heard of it, and what two
//! devices have written without hearing of each other is kept side by side.

use super::chains::Step;
use super::client_state::ClientState;
use super::keys::ClientKey;
use super::{Vault, VaultError};
use crate::crypto::sha256;
use crate::domain::{Client, Goal, GoalUpdate, Moment, Percentage};
use crate::order::{by_numbers, by_text};
use crate::records::{
    ClientRecord, Kept, ObjectWriter, Version, VersionOf, plain_client, plain_goal,
    plain_goal_update, to_hex,
};
use crate::store::{Row, Store};

/// How many bytes of the hash of a text tell it from another.
const MARK_BYTES: usize = 8;

/// What a text is known by.
pub(super) fn mark_of(text: &str) -> String {
    to_hex(&sha256(text.as_bytes())[..MARK_BYTES])
}

/// What the versions of a client say: when the first record was made is no part of it. None for a
/// client of whom nothing was said.
pub(super) fn client_text(client: &Client) -> Option<String> {
    let timeless = Client { created_at: Moment::epoch(), ..client.clone() };
    let unsaid = Client::new(client.client_id.clone(), Moment::epoch());
    (timeless != unsaid).then(|| plain_client(&timeless))
}

/// What the versions of a goal say: what it was set as.
pub(super) fn goal_text(goal: &Goal) -> String {
    plain_goal(&Goal {
        completion_percentage: Percentage::default(),
        milestones: Vec::new(),
        notes: String::new(),
        updated_at: goal.created_at,
        ..goal.clone()
    })
}

/// What an entry of a goal's history is known by.
pub(super) fn update_step(update: &GoalUpdate) -> Step {
    let says = plain_goal_update(ObjectWriter::default(), update);
    Step { at: update.timestamp.millis(), mark: mark_of(&says) }
}

/// The same of a whole history, where an entry may be there several times.
pub(super) fn update_steps(history: &[GoalUpdate]) -> Vec<Step> {
    let mut steps: Vec<Step> = Vec::with_capacity(history.len());
    for update in history {
        let mut step = update_step(update);
        while steps.contains(&step) {
            step.mark.push('+');
        }
        steps.push(step);
    }
    steps
}

/// The steps of a goal that were taken back.
pub(super) fn taken_back(past: &[Version], goal: &str) -> Vec<Step> {
    let own = past.iter().filter(|one| one.of == VersionOf::GoalUpdate && one.id == goal);
    own.map(|one| Step { at: one.at, mark: one.mark.clone() }).collect()
}

/// One version: when it was saved, its mark, and its text unless that is gone.
type Entry = (i64, String, Option<String>);

/// The versions of one record, in the order of time and marks.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Versions(Vec<Entry>);

impl Versions {
    /// The versions of a record that says `live`; none where there is no record.
    pub(super) fn of(past: &[Version], of: VersionOf, id: &str, live: Option<&str>) -> Self {
        let own = past.iter().filter(|version| version.of == of && version.id == id);
        let entry = |version: &Version| {
            let text = match &version.kept {
                Kept::Gone => None,
                Kept::Stands => live.map(str::to_owned),
                Kept::Text(text) => Some(text.clone()),
            };
            (version.at, version.mark.clone(), text)
        };
        let mut entries: Vec<Entry> = own.map(entry).collect();
        let stands = entries.iter().any(|(.., text)| text.is_some() && text.as_deref() == live);
        if let Some(live) = live.filter(|_| !stands) {
            let at = entries.iter().map(|(at, ..)| at.saturating_add(1)).max().unwrap_or(0);
            entries.push((at, mark_of(live), Some(live.to_owned())));
        }
        Self(in_order(entries))
    }

    pub(super) fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// What both know of. A version whose text is gone for one of them is gone.
    pub(super) fn joined(&self, other: &Self) -> Self {
        let mut entries = self.0.clone();
        for (at, mark, text) in &other.0 {
            match entries.iter_mut().find(|entry| entry.0 == *at && entry.1 == *mark) {
                Some(entry) if text.is_none() => entry.2 = None,
                Some(_) => {}
                None => entries.push((*at, mark.clone(), text.clone())),
            }
        }
        Self(in_order(entries))
    }

    /// What the record says; none where it was removed.
    pub(super) fn standing(&self) -> Option<&str> {
        self.0.iter().rev().find_map(|(.., text)| text.as_deref())
    }

    /// The versions after the record was saved anew, or removed.
    fn renewed(mut self, next: Option<&str>, now: Moment) -> Self {
        let latest = self.0.last().map_or(0, |(at, ..)| *at);
        self.0.iter_mut().for_each(|(.., text)| *text = None);
        if let Some(next) = next {
            let at = now.millis().max(latest.saturating_add(1));
            self.0.push((at, mark_of(next), Some(next.to_owned())));
        }
        self
    }

    /// What is to be kept of them: nothing where the record has had but one.
    fn kept(self, of: VersionOf, id: &str) -> Vec<Version> {
        if let [(0, _, Some(_))] = self.0.as_slice() {
            return Vec::new();
        }
        let stands = self.0.iter().rposition(|(.., text)| text.is_some());
        let version = |(place, (at, mark, text)): (usize, Entry)| {
            let kept = match text {
                None => Kept::Gone,
                Some(_) if Some(place) == stands => Kept::Stands,
                Some(text) => Kept::Text(text),
            };
            Version { of, id: id.to_owned(), at, mark, kept }
        };
        self.0.into_iter().enumerate().map(version).collect()
    }
}

fn in_order(entries: Vec<Entry>) -> Vec<Entry> {
    by_numbers(by_text(entries, |(_, mark, _)| mark), |(at, ..)| (*at, 0))
}

/// Puts the versions of one record in place of those that are kept of it.
pub(super) fn keep(past: &mut Vec<Version>, of: VersionOf, id: &str, versions: Versions) {
    past.retain(|version| version.of != of || version.id != id);
    past.extend(versions.kept(of, id));
    let by_id = by_text(std::mem::take(past), |version| &version.id);
    *past = by_numbers(by_id, |version| (version.of as i64, 0));
}

/// A client's own record, which keeps the versions of all others, on its way to change.
#[derive(Debug)]
pub(super) struct Own {
    pub(super) record: ClientRecord,
    pub(super) changed: bool,
}

impl Own {
    /// Notes that a record which said `before` says `next` from now on; none of it is removed.
    pub(super) fn renew(
        &mut self,
        of: VersionOf,
        id: &str,
        before: Option<&str>,
        next: Option<&str>,
        now: Moment,
    ) {
        let versions = Versions::of(&self.record.past, of, id, before);
        if versions.is_empty() || versions.standing() == next {
            return;
        }
        keep(&mut self.record.past, of, id, versions.renewed(next, now));
        self.changed = true;
    }

    /// Whether a step of a goal was taken back that is known by this time and mark.
    pub(super) fn was_taken_back(&self, goal: &str, step: &Step) -> bool {
        taken_back(&self.record.past, goal).contains(step)
    }

    /// Notes that a step of a goal was taken back.
    pub(super) fn take_back(&mut self, goal: &str, step: &Step) {
        let gone = Versions(vec![(step.at, step.mark.clone(), None)]);
        let there = Versions::of(&self.record.past, VersionOf::GoalUpdate, goal, None);
        keep(&mut self.record.past, VersionOf::GoalUpdate, goal, there.joined(&gone));
        self.changed = true;
    }
}

impl<S: Store> Vault<S> {
    /// A client's own record; none where it is not there yet, or damaged, which must not keep
    /// anybody from writing.
    pub(super) fn own_record(
        &self,
        client: &ClientKey,
        state: &ClientState,
        row: Option<&Row>,
    ) -> Result<Option<Own>, VaultError> {
        let Some(row) = row.filter(|_| state.exists()) else { return Ok(None) };
        match self.expected_record(client, &state.entry, row) {
            Ok(record) => Ok(Some(Own { record, changed: false })),
            Err(VaultError::CorruptRecord) => Ok(None),
            Err(error) => Err(error),
        }
    }

    /// Puts a client's own record, where it has changed, as its next revision.
    pub(super) fn put_own(
        &self,
        tx: &S::Transaction,
        client: &ClientKey,
        state: &mut ClientState,
        own: Option<&Own>,
    ) -> Result<(), VaultError> {
        let Some(own) = own.filter(|own| own.changed) else { return Ok(()) };
        state.entry.client_revision = state.entry.client_revision.wrapping_add(1);
        self.put_client_record(tx, client, &own.record, state.entry.client_revision)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(millis: i64) -> Moment {
        Moment::new(millis, 0).unwrap()
    }

    fn set(text: &str) -> Versions {
        Versions::of(&[], VersionOf::Event, "e", Some(text))
    }

    #[test]
    fn a_record_that_never_changed_keeps_nothing() {
        assert_eq!(set("a").kept(VersionOf::Event, "e"), []);
        assert_eq!(set("a").joined(&set("a")), set("a"));
    }

    #[test]
    fn what_was_replaced_or_removed_does_not_come_back() {
        let changed = set("a").renewed(Some("b"), at(5));
        assert_eq!(changed.joined(&set("a")).standing(), Some("b"));
        assert_eq!(set("a").joined(&changed).standing(), Some("b"));
        let removed = changed.clone().renewed(None, at(6));
        assert_eq!(removed.joined(&changed).standing(), None);
        let again = removed.clone().renewed(Some("a"), at(4));
        assert_eq!(again.joined(&removed).standing(), Some("a"));
    }

    #[test]
    fn of_two_texts_written_apart_both_are_kept() {
        let (one, other) = (set("a").renewed(Some("b"), at(5)), set("a").renewed(Some("c"), at(7)));
        let both = one.joined(&other);
        assert_eq!(both, other.joined(&one));
        assert_eq!(both.standing(), Some("c"));
        let kept = both.kept(VersionOf::Event, "e");
        let texts = kept.iter().filter(|one| matches!(&one.kept, Kept::Text(text) if text == "b"));
        assert_eq!(texts.count(), 1);
        let back = Versions::of(&kept, VersionOf::Event, "e", Some("c"));
        assert_eq!(back, one.joined(&other));
    }

    #[test]
    fn a_change_elsewhere_outlives_a_removal_here() {
        let (removed, changed) =
            (set("a").renewed(None, at(9)), set("a").renewed(Some("b"), at(5)));
        assert_eq!(removed.joined(&changed).standing(), Some("b"));
    }
}
