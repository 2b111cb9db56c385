//! Merging one client's history: what is on its way, and its sessions.

use std::rc::Rc;

use super::boxes::{Kind, client_of};
use super::chains::{Chain, Step, Together, distinct, together};
use super::client_state::{ClientState, year_of};
use super::folds::NewSession;
use super::keys::ClientKey;
use super::merge::Change;
use super::merged::{Conflict, MergeOutcome, Side};
use super::notes_merge::{are_changed_unsaid, share_signatures};
use super::versions::{Own, mark_of};
use super::{Vault, VaultError};
use crate::domain::ClientId;
use crate::records::{
    Fold, ObjectWriter, SessionRecord, Tag, TagMap, Version, json_text, plain_session,
};
use crate::store::{Query, Row, Store, Table, Transaction};
use crate::transfer::{ClientHistory, Revision, SessionHistory};

/// A client's folds as a merge needs them.
#[derive(Debug, Default)]
pub(super) struct Folds {
    /// The fold of each session that lies in one.
    pub(super) by_session: TagMap<Tag>,
    /// Those with sessions of the file.
    pub(super) open: TagMap<(Row, Fold)>,
    /// Those that a session has left.
    left: TagMap<()>,
}

impl Folds {
    /// The fold that a session lies in.
    fn holding(&self, session: &Tag) -> Option<&(Row, Fold)> {
        self.open.get(self.by_session.get(session)?)
    }

    /// Lets a session go from its fold; false where it lies in none.
    fn let_go(&mut self, session: &Tag) -> bool {
        let Some(name) = self.by_session.get(session).copied() else { return false };
        let Some((row, _)) = self.open.get_mut(&name) else { return false };
        row.holds.retain(|held| held != session);
        self.left.insert(name, ());
        true
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
    /// The client's own record, with the versions of all others.
    pub(super) own: Own,
    /// The versions that the file knows of.
    pub(super) past: &'m [Version],
    pub(super) change: Change<'m>,
    pub(super) years: Vec<i32>,
    /// The records here with the ids of the file, but for those in a fold of this client.
    pub(super) here: TagMap<Row>,
    pub(super) folds: Folds,
    /// The sessions that are to be put.
    fresh: Vec<NewSession>,
    /// Whether anything has changed.
    pub(super) changed: bool,
}

impl<'m, S: Store> Merge<'m, S> {
    pub(super) fn new(
        vault: &'m Vault<S>,
        tx: &'m S::Transaction,
        client: Rc<ClientKey>,
        state: ClientState,
        own: Own,
        past: &'m [Version],
        change: Change<'m>,
    ) -> Self {
        let (years, fresh) = (Vec::new(), Vec::new());
        let (here, folds, changed) = (TagMap::default(), Folds::default(), own.changed);
        Self { vault, tx, client, state, own, past, change, years, here, folds, fresh, changed }
    }

    /// Merges the whole history of the client.
    pub(super) async fn all(
        &mut self,
        history: &ClientHistory,
        outcome: &mut MergeOutcome,
    ) -> Result<(), VaultError> {
        self.check_versions()?;
        let entered = &history.merging.entered;
        let at = |list: &[u64], place| list.get(place).copied();
        for (place, session) in history.sessions.iter().enumerate() {
            self.session(session, at(&entered.sessions, place), outcome).await?;
        }
        self.put_fresh()?;
        self.client(&history.client, outcome)?;
        for (place, milestone) in history.milestones.iter().enumerate() {
            self.milestone(milestone, at(&entered.milestones, place), outcome)?;
        }
        for (place, event) in history.events.iter().enumerate() {
            self.event(event, at(&entered.events, place), outcome)?;
        }
        self.removals(history, outcome)?;
        for (place, goal) in history.goals.iter().enumerate() {
            self.goal(goal, at(&entered.goals, place), outcome).await?;
        }
        self.finish_goals(history).await?;
        self.notes(history, outcome).await?;
        self.finish_own()
    }

    /// The id of the client.
    pub(super) fn id(&self) -> &ClientId {
        &self.state.entry.client.client_id
    }

    /// The place in the order of entry that the file names, or else the next one.
    pub(super) fn place(&mut self, named: Option<u64>) -> u64 {
        let entered = named.unwrap_or(self.state.entry.next_entered);
        let next = entered.saturating_add(1);
        self.state.entry.next_entered = self.state.entry.next_entered.max(next);
        entered
    }

    /// Notes that a year's chunk has changed.
    fn touch(&mut self, year: i32) {
        if !self.years.contains(&year) {
            self.years.push(year);
        }
    }

    /// The record here at `tag`, and whether it is this client's.
    pub(super) fn here(&self, tag: &Tag) -> Option<(&Row, bool)> {
        let row = self.here.get(tag)?;
        Some((row, client_of(row).is_ok_and(|owner| owner == self.client.tag)))
    }

    async fn session(
        &mut self,
        history: &SessionHistory,
        named: Option<u64>,
        outcome: &mut MergeOutcome,
    ) -> Result<(), VaultError> {
        let Some(latest) = history.revisions.last() else { return Ok(()) };
        let id = &latest.session.session_id;
        let tag = self.vault.session_tag(id);
        let here = match self.latest_here(&tag)? {
            Here::Nothing => Vec::new(),
            Here::Own(latest, revision) => self.revisions_here(*latest, revision).await?,
            Here::Another => {
                let says = Some(plain_session(&latest.session));
                outcome.note_another("session", &latest.session.client_id, id.as_str(), says);
                return Ok(());
            }
        };
        let lower = here.first().zip(named).is_some_and(|(first, named)| named < first.entered);
        let steps = match here.is_empty() || same(&here, &history.revisions) {
            true => history.revisions.clone(),
            false => self.united(&here, &history.revisions, outcome),
        };
        let grown = !same(&here, &steps);
        if here.is_empty() || grown && !outcome.is_about("session", id.as_str()) {
            outcome.added += 1;
        } else if !grown {
            outcome.unchanged += 1;
        }
        if grown || lower {
            let entered = match (here.first(), named) {
                (Some(first), Some(named)) => self.place(Some(named.min(first.entered))),
                (Some(first), None) => first.entered,
                (None, named) => self.place(named),
            };
            self.put_session(tag, steps, &here, entered)?;
        }
        Ok(())
    }

    /// What the steps of both are together; notes where the session was written in two ways.
    fn united(
        &self,
        here: &[SessionRecord],
        there: &[Revision],
        outcome: &mut MergeOutcome,
    ) -> Vec<Revision> {
        let mut ours: Vec<Revision> = here.iter().map(as_revision).collect();
        let mut theirs = there.to_vec();
        let (our_marks, their_marks) = (marks(&ours), marks(&theirs));
        for (one, mark) in ours.iter_mut().zip(&our_marks) {
            let Some(place) = their_marks.iter().position(|other| other == mark) else { continue };
            let first = one.saved_at.min(theirs[place].saved_at);
            (one.saved_at, theirs[place].saved_at) = (first, first);
        }
        share_signatures(&mut ours, &our_marks, &mut theirs, &their_marks);
        let unsaid = are_changed_unsaid(&ours, &our_marks, &theirs, &their_marks);
        let (our_steps, their_steps) = (steps(&ours, our_marks), steps(&theirs, their_marks));
        let chain = |steps| Chain { steps, gone: &[] };
        let order = match together(chain(&our_steps), chain(&their_steps)) {
            Together::Here => return ours,
            Together::There if !unsaid => return theirs,
            Together::There => (0..theirs.len()).map(|place| (true, place)).collect(),
            Together::Both(order) => order,
        };
        let (Some(our_last), Some(their_last)) = (our_steps.last(), their_steps.last()) else {
            return ours;
        };
        let mark = |(there, place): &(bool, usize)| match there {
            true => &their_steps[*place].mark,
            false => &our_steps[*place].mark,
        };
        let number = |last: &Step| order.iter().position(|one| *mark(one) == last.mark);
        let side = |last: &Step, revision: &Revision| Side {
            says: Some(plain_session(&revision.session)),
            struck: revision.struck,
            revision: number(last).map(|place| place + 1),
        };
        let (here, file) = (&ours[ours.len() - 1], &theirs[theirs.len() - 1]);
        if (&here.session, here.struck) != (&file.session, file.struck) {
            outcome.add(Conflict {
                kind: "session",
                client_id: file.session.client_id.clone(),
                id: file.session.session_id.as_str().to_owned(),
                of_another: false,
                here: side(our_last, here),
                file: side(their_last, file),
                file_stands: order.last().is_some_and(|last| *mark(last) == their_last.mark),
            });
        }
        let revision = |(there, place): &(bool, usize)| match there {
            true => theirs[*place].clone(),
            false => ours[*place].clone(),
        };
        order.iter().map(revision).collect()
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

    fn put_session(
        &mut self,
        tag: Tag,
        steps: Vec<Revision>,
        here: &[SessionRecord],
        entered: u64,
    ) -> Result<(), VaultError> {
        self.changed = true;
        let mut records: Vec<(u32, SessionRecord)> = (1_u32..)
            .zip(steps)
            .map(|(number, Revision { saved_at, reason, struck, signed, session })| {
                (number, SessionRecord { session, entered, saved_at, reason, struck, signed })
            })
            .collect();
        let Some((revision, record)) = records.pop() else { return Ok(()) };
        for (number, earlier) in &records {
            let at = self.vault.revision_tag(&earlier.session.session_id, *number);
            let row = self.vault.seal(&self.client, Kind::Revision, &at, *number, earlier)?;
            self.tx.put(Table::Journal, &row)?;
        }
        self.touch(year_of(record.session.timestamp));
        if let Some(last) = here.last() {
            self.touch(year_of(last.session.timestamp));
            self.state.forget(&tag);
            if !self.folds.let_go(&tag) {
                self.tx.delete(Table::Journal, &tag)?;
            }
        }
        if !record.struck {
            self.fresh.push(NewSession { tag, revision, record });
            return Ok(());
        }
        self.put_left()?;
        let row = self.vault.seal(&self.client, Kind::Session, &tag, revision, &record)?;
        self.tx.put(Table::Journal, &row)?;
        self.state.note_struck(tag, revision);
        Ok(())
    }

    /// Puts the folds that sessions have left, before these lie anywhere else.
    fn put_left(&mut self) -> Result<(), VaultError> {
        for (name, ()) in std::mem::take(&mut self.folds.left).into_entries() {
            match self.folds.open.get(&name) {
                Some((row, _)) if row.holds.is_empty() => self.tx.delete(Table::Journal, &name)?,
                Some((row, _)) => self.tx.put(Table::Journal, row)?,
                None => {}
            }
        }
        Ok(())
    }

    /// Puts the sessions that are new or have changed, and counts all of them anew.
    fn put_fresh(&mut self) -> Result<(), VaultError> {
        self.put_left()?;
        let fresh = std::mem::take(&mut self.fresh);
        self.vault.put_new_sessions(self.tx, &self.client, &mut self.state, fresh)?;
        if self.changed {
            self.state.recount();
        }
        Ok(())
    }
}

fn as_revision(record: &SessionRecord) -> Revision {
    let SessionRecord { session, entered: _, saved_at, reason, struck, signed } = record.clone();
    Revision { saved_at, reason, struck, signed, session }
}

/// Whether the revisions here are those of the file, to the letter.
fn same(here: &[SessionRecord], there: &[Revision]) -> bool {
    let same = |(here, there): (&SessionRecord, &Revision)| {
        let SessionRecord { session, entered: _, saved_at, reason, struck, signed } = here;
        *session == there.session
            && *saved_at == there.saved_at
            && *reason == there.reason
            && *struck == there.struck
            && *signed == there.signed
    };
    here.len() == there.len() && here.iter().zip(there).all(same)
}

/// What revisions are known by: one that was entered, by what it says, wherever that was; one
/// that changed or struck out another, by when and why too. A signature is no part of it.
fn marks(revisions: &[Revision]) -> Vec<String> {
    let mark = |revision: &Revision| {
        let Revision { saved_at, reason, struck, signed: _, session } = revision;
        let object = ObjectWriter::default().json("session", &plain_session(session));
        let said = match reason.is_empty() {
            true => object,
            false => object.json("saved_at", &json_text(&saved_at.to_rfc3339())),
        };
        mark_of(&said.text("reason", reason).flag_if_so("struck", *struck).end())
    };
    distinct(revisions.iter().map(mark))
}

fn steps(revisions: &[Revision], marks: Vec<String>) -> Vec<Step> {
    let step =
        |(revision, mark): (&Revision, String)| Step { at: revision.saved_at.millis(), mark };
    revisions.iter().zip(marks).map(step).collect()
}
