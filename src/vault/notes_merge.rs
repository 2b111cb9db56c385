//! Merging the psychotherapy notes and the signatures of a history file.

use std::rc::Rc;

use super::boxes::Kind;
use super::chains::{Chain, Step, Together, distinct, together};
use super::keys::ClientKey;
use super::merge_client::Merge;
use super::merged::{Conflict, MergeOutcome, Side};
use super::versions::mark_of;
use super::{Vault, VaultError};
use crate::domain::{Moment, SessionId};
use crate::records::{NotesRecord, ObjectWriter};
use crate::store::{Query, Store, Table, Transaction};
use crate::transfer::{ClientHistory, NotesHistory, NotesText, Revision};

/// What psychotherapy notes are called where they were written in two ways.
const KIND: &str = "psychotherapy_notes";

/// Gives each revision that is both here and there the signature that either side knows, and of
/// two the smaller one: the same whichever side is asked first.
pub(super) fn share_signatures(
    ours: &mut [Revision],
    our_marks: &[String],
    theirs: &mut [Revision],
    their_marks: &[String],
) {
    for (own, mark) in ours.iter_mut().zip(our_marks) {
        let Some(place) = their_marks.iter().position(|other| other == mark) else { continue };
        let there = &mut theirs[place].signed;
        own.signed = own.signed.take().into_iter().chain(there.take()).min();
        there.clone_from(&own.signed);
    }
}

/// Whether the file has changed what is signed here without saying why: it adds a revision that
/// has no reason. Nothing here does that.
pub(super) fn are_changed_unsaid(
    ours: &[Revision],
    our_marks: &[String],
    theirs: &[Revision],
    their_marks: &[String],
) -> bool {
    let unsaid = |(revision, mark): (&Revision, &String)| {
        revision.reason.trim().is_empty() && !our_marks.contains(mark)
    };
    ours.iter().any(|revision| revision.signed.is_some())
        && theirs.iter().zip(their_marks).any(unsaid)
}

pub(super) fn as_text(record: NotesRecord) -> NotesText {
    NotesText { saved_at: record.saved_at, text: record.text }
}

impl<S: Store> Vault<S> {
    /// Makes the keys that the notes of histories need. On the disk once this succeeds.
    pub(super) async fn ensure_notes_keys(
        &self,
        histories: &[ClientHistory],
        clients: &[Rc<ClientKey>],
        now: Moment,
    ) -> Result<(), VaultError> {
        for (history, client) in histories.iter().zip(clients) {
            if history.notes.as_ref().is_some_and(|notes| !notes.is_empty()) {
                self.ensure_notes_key(client, now).await?;
            }
        }
        Ok(())
    }
}

impl<S: Store> Merge<'_, S> {
    /// Merges the client's notes; their sessions must have been merged, and the key made.
    pub(super) async fn notes(
        &mut self,
        history: &ClientHistory,
        outcome: &mut MergeOutcome,
    ) -> Result<(), VaultError> {
        let Some(notes) = history.notes.as_ref().filter(|notes| !notes.is_empty()) else {
            return Ok(());
        };
        let tag = self.vault.keys.notes_tag(&self.client.tag);
        let key = self.vault.keys.known_client(&self.vault.id, &tag)?;
        let key = key.ok_or(VaultError::CorruptRecord)?;
        for one in notes {
            self.notes_of_session(one, &key, outcome).await?;
        }
        Ok(())
    }

    async fn notes_of_session(
        &mut self,
        file: &NotesHistory,
        key: &ClientKey,
        outcome: &mut MergeOutcome,
    ) -> Result<(), VaultError> {
        let session = self.vault.session_tag(&file.session_id);
        if self.state.revision_of(&session).is_none() {
            // The session of this id is another client's.
            outcome.note_another(KIND, self.id(), file.session_id.as_str(), None);
            return Ok(());
        }
        let here = self.notes_here(file, key).await?;
        let (ours, theirs) = (steps(&here), steps(&file.texts));
        let chain = |steps| Chain { steps, gone: &[] };
        let texts = match together(chain(&ours), chain(&theirs)) {
            Together::Here => {
                outcome.unchanged += 1;
                return Ok(());
            }
            Together::There => file.texts.clone(),
            Together::Both(order) => self.notes_of_both(&here, file, &order, outcome),
        };
        if !outcome.is_about(KIND, file.session_id.as_str()) {
            outcome.added += 1;
        }
        self.put_notes(&file.session_id, texts, key)
    }

    /// The texts of both; notes where the latest ones say different things.
    fn notes_of_both(
        &self,
        here: &[NotesText],
        file: &NotesHistory,
        order: &[(bool, usize)],
        outcome: &mut MergeOutcome,
    ) -> Vec<NotesText> {
        let at = |(there, place): &(bool, usize)| match there {
            true => &file.texts[*place],
            false => &here[*place],
        };
        let texts: Vec<NotesText> = order.iter().map(at).cloned().collect();
        if let (Some(own), Some(there)) = (here.last(), file.texts.last())
            && own.text != there.text
        {
            let place = |text: &NotesText| texts.iter().rposition(|one| one == text);
            let revision = |text| place(text).map(|place| place + 1);
            outcome.add(Conflict {
                kind: KIND,
                client_id: self.id().clone(),
                id: file.session_id.as_str().to_owned(),
                of_another: false,
                here: Side { revision: revision(own), ..Side::default() },
                file: Side { revision: revision(there), ..Side::default() },
                file_stands: texts.last() == Some(there),
            });
        }
        texts
    }

    /// The texts that are here, oldest first.
    async fn notes_here(
        &self,
        file: &NotesHistory,
        key: &ClientKey,
    ) -> Result<Vec<NotesText>, VaultError> {
        let (vault, id) = (self.vault, &file.session_id);
        let tag = vault.notes_tag(id);
        let Some(newest) = self.state.entry.notes.get(&tag).copied() else {
            return Ok(Vec::new());
        };
        let earlier = (1..newest).map(|number| vault.earlier_notes_tag(id, number));
        let queries: Vec<Query> = earlier
            .chain(std::iter::once(tag))
            .map(|tag| Query::Key(Table::Journal, tag.to_vec()))
            .collect();
        let answers = self.tx.read(&queries).await?;
        let open = |(number, rows): (u32, &Vec<_>)| vault.open_notes(key, number, rows.first());
        let texts = (1..).zip(&answers).map(open);
        texts.map(|record| record.map(as_text)).collect()
    }

    fn put_notes(
        &mut self,
        id: &SessionId,
        texts: Vec<NotesText>,
        key: &ClientKey,
    ) -> Result<(), VaultError> {
        self.changed = true;
        let newest = u32::try_from(texts.len()).unwrap_or(u32::MAX);
        for (number, NotesText { saved_at, text }) in (1..).zip(texts) {
            let record = NotesRecord { session_id: id.clone(), saved_at, text };
            let kind = if number == newest { Kind::Notes } else { Kind::NotesRevision };
            self.vault.put_notes(self.tx, &self.client, key, kind, number, &record)?;
        }
        self.state.entry.notes.insert(self.vault.notes_tag(id), newest);
        Ok(())
    }
}

/// What the texts of notes are known by: when they were saved, and what they say.
fn steps(texts: &[NotesText]) -> Vec<Step> {
    let mark = |one: &NotesText| {
        let says = ObjectWriter::default().text("saved_at", &one.saved_at.to_rfc3339());
        mark_of(&says.text("text", &one.text).end())
    };
    let step = |(one, mark): (&NotesText, String)| Step { at: one.saved_at.millis(), mark };
    texts.iter().zip(distinct(texts.iter().map(mark))).map(step).collect()
}
