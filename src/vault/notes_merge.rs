//! Merging the psychotherapy notes and the signatures of a history file.

use std::rc::Rc;

use super::boxes::Kind;
use super::keys::ClientKey;
use super::merge::MergeOutcome;
use super::merge_client::Merge;
use super::{Vault, VaultError};
use crate::domain::Moment;
use crate::domain::order::{by_numbers, by_text};
use crate::records::{NotesRecord, SessionRecord};
use crate::store::{Query, Store, Table, Transaction};
use crate::transfer::{ClientHistory, NotesHistory, NotesText, Revision, SessionHistory};

/// The file's history of a session with the signatures that are known here; none where the two
/// cannot go together: a revision that each side has signed in its own way, or one of the file's
/// that changes what is signed without saying why.
pub(super) fn with_signatures(
    file: &SessionHistory,
    here: &[SessionRecord],
) -> Option<SessionHistory> {
    let mut merged = file.clone();
    for (revision, known) in merged.revisions.iter_mut().zip(here) {
        match (&revision.signed, &known.signed) {
            (Some(there), Some(own)) if there != own => return None,
            (None, Some(own)) => revision.signed = Some(own.clone()),
            _ => {}
        }
    }
    let mut signed = false;
    for (place, revision) in merged.revisions.iter().enumerate() {
        if signed && place >= here.len() && revision.reason.trim().is_empty() {
            return None;
        }
        signed |= revision.signed.is_some();
    }
    Some(merged)
}

/// A history that is known here, with what was added here since.
pub(super) fn continued(mut file: SessionHistory, here: &[SessionRecord]) -> SessionHistory {
    let since = here.iter().skip(file.revisions.len()).map(|record| Revision {
        saved_at: record.saved_at,
        reason: record.reason.clone(),
        struck: record.struck,
        signed: record.signed.clone(),
        session: record.session.clone(),
    });
    file.revisions.extend(since);
    file
}

/// Whether the file has signed a revision that is not signed here.
pub(super) fn signs_more(file: &SessionHistory, here: &[SessionRecord]) -> bool {
    let both = file.revisions.iter().zip(here);
    both.into_iter().any(|(there, known)| there.signed.is_some() && known.signed.is_none())
}

pub(super) fn as_text(record: NotesRecord) -> NotesText {
    NotesText { saved_at: record.saved_at, text: record.text }
}

/// All texts of both sides, oldest first: after what they share those that only one of them has,
/// as they were saved. So nothing is lost, and two devices come to the same whichever reads the
/// other's file.
fn united(here: &[NotesText], file: &[NotesText]) -> Vec<NotesText> {
    let both = here.iter().zip(file);
    let shared = both.take_while(|(own, there)| own.text == there.text).count();
    let (own, theirs) = (&here[shared..], &file[shared..]);
    let fresh = theirs.iter().filter(|text| !own.contains(text));
    let rest: Vec<NotesText> = own.iter().chain(fresh).cloned().collect();
    let rest = by_numbers(by_text(rest, |one| &one.text), |one| (one.saved_at.millis(), 0));
    here[..shared].iter().cloned().chain(rest).collect()
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
            outcome.notes += 1;
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
            outcome.conflicts += 1;
            return Ok(());
        }
        let here = self.notes_here(file, key).await?;
        let texts = united(&here, &file.texts);
        if texts.len() == here.len() {
            outcome.unchanged += 1;
            return Ok(());
        }
        outcome.added += 1;
        let session_id = file.session_id.clone();
        self.put_notes(&NotesHistory { session_id, texts }, key)
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

    fn put_notes(&mut self, merged: &NotesHistory, key: &ClientKey) -> Result<(), VaultError> {
        let newest = u32::try_from(merged.texts.len()).unwrap_or(u32::MAX);
        for (number, one) in (1..).zip(&merged.texts) {
            let record = NotesRecord {
                session_id: merged.session_id.clone(),
                saved_at: one.saved_at,
                text: one.text.clone(),
            };
            let kind = if number == newest { Kind::Notes } else { Kind::NotesRevision };
            self.vault.put_notes(self.tx, &self.client, key, kind, number, &record)?;
        }
        let tag = self.vault.notes_tag(&merged.session_id);
        self.state.entry.notes.insert(tag, newest);
        Ok(())
    }
}
