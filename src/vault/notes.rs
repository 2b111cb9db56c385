//! Psychotherapy notes: what a therapist keeps apart from the record of a session.
//!
//! They are sealed under a key of their own, one for each client beside the client's key, so that
//! nothing that opens a client's records opens them. No list, report, file or search has them
//! unless it is asked for them by name. An earlier text stays as a revision.
//!
//! The catalogue says which revision of which notes to expect; a damaged one costs only itself.

use std::rc::Rc;

use super::amendments::refuse_struck;
use super::boxes::Kind;
use super::client_state::ClientState;
use super::keys::ClientKey;
use super::ledger::Event;
use super::sessions::about_session;
use super::verify::{UNREADABLE, Verdict};
use super::{Vault, VaultError};
use crate::crypto::revision_of;
use crate::domain::{ClientId, FieldError, MAX_TEXT_BYTES, Moment, SessionId};
use crate::records::{AuditAction, NotesRecord, Tag};
use crate::store::{Access, Query, Row, Store, Table, Transaction};

/// The psychotherapy notes of a session as they were saved at one time.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PsychotherapyNotes {
    /// The number of this text, from 1.
    pub revision: u32,
    /// When it was saved.
    pub saved_at: Moment,
    /// What it says; empty where the notes were taken back.
    pub text: String,
}

/// The name of a note's text in interfaces.
const TEXT: &str = "text";

impl ClientState {
    /// Takes note of where the psychotherapy notes lie. A damaged box is noted too, so that it is
    /// missed where it is read and nothing else suffers from it.
    pub(super) fn recount_notes(&mut self, rows: &[Row]) {
        for row in rows {
            if let Ok(tag) = Tag::try_from(row.key.as_slice()) {
                self.entry.notes.insert(tag, revision_of(&row.sealed).unwrap_or(0));
            }
        }
    }

    /// Keeps what an earlier state knows of notes that are gone, or were put back as they were,
    /// so that they are missed where they are read.
    pub(super) fn keep_notes_of(&mut self, earlier: &Self) {
        for (tag, known) in earlier.entry.notes.iter() {
            if self.entry.notes.get(tag).is_none_or(|there| there < known) {
                self.entry.notes.insert(*tag, *known);
            }
        }
    }
}

impl<S: Store> Vault<S> {
    pub(super) fn notes_tag(&self, id: &SessionId) -> Tag {
        self.keys.lookup.tag(Kind::Notes.name(), &[id.as_str().as_bytes()])
    }

    pub(super) fn earlier_notes_tag(&self, id: &SessionId, revision: u32) -> Tag {
        let parts = [id.as_str().as_bytes(), &revision.to_be_bytes()];
        self.keys.lookup.tag(Kind::NotesRevision.name(), &parts)
    }

    /// The key of a client's notes; none where they have none yet.
    pub(super) async fn notes_key(
        &self,
        client: &ClientKey,
    ) -> Result<Option<Rc<ClientKey>>, VaultError> {
        let tag = self.keys.notes_tag(&client.tag);
        self.keys.client(&self.key_store, &self.id, &tag).await
    }

    /// The same, made where there is none. Where the key of notes that exist is gone, no other
    /// takes its place.
    pub(super) async fn ensure_notes_key(
        &self,
        client: &Rc<ClientKey>,
        now: Moment,
    ) -> Result<Rc<ClientKey>, VaultError> {
        if let Some(key) = self.notes_key(client).await? {
            return Ok(key);
        }
        let state = self.sessions_view(client, now).await?;
        if state.is_some_and(|state| !state.entry.notes.is_empty()) {
            return Err(VaultError::CorruptRecord);
        }
        let tag = self.keys.notes_tag(&client.tag);
        self.keys.ensure_clients(&self.key_store, &self.id, &[tag]).await?;
        self.notes_key(client).await?.ok_or(VaultError::StorageUnavailable)
    }

    /// Puts a text into a client's compartment, as the newest of a session or as an earlier one.
    pub(super) fn put_notes(
        &self,
        tx: &S::Transaction,
        client: &ClientKey,
        key: &ClientKey,
        kind: Kind,
        revision: u32,
        record: &NotesRecord,
    ) -> Result<(), VaultError> {
        let tag = match kind {
            Kind::NotesRevision => self.earlier_notes_tag(&record.session_id, revision),
            _ => self.notes_tag(&record.session_id),
        };
        let group = self.group(&client.tag, kind);
        let row = self.seal_at(&key.key, kind.table(), &tag, group, revision, record)?;
        Ok(tx.put(kind.table(), &row)?)
    }

    /// Opens notes that must be of this revision.
    pub(super) fn open_notes(
        &self,
        key: &ClientKey,
        expected: u32,
        row: Option<&Row>,
    ) -> Result<NotesRecord, VaultError> {
        let row = row.ok_or(VaultError::CorruptRecord)?;
        let (record, revision) = self.open(&key.key, Table::Journal, row)?;
        if revision == expected { Ok(record) } else { Err(VaultError::CorruptRecord) }
    }

    /// Saves the psychotherapy notes of a session in place of what they said, which stays as a
    /// revision. The same text again changes nothing. Answers with the number of the text.
    ///
    /// # Errors
    /// A text of more than 64 KiB, or a blank one where there are no notes; a session that is
    /// struck out; `NotFound`.
    pub async fn save_notes(
        &self,
        id: &SessionId,
        text: &str,
        now: Moment,
    ) -> Result<u32, VaultError> {
        if text.len() > MAX_TEXT_BYTES {
            return Err(FieldError::invalid(TEXT, "must be a text of at most 64 KiB").into());
        }
        let row = self.journal_row(&self.session_tag(id), SessionId::FIELD).await?;
        let client = self.owner(&row).await?;
        if text.trim().is_empty() && self.notes_key(&client).await?.is_none() {
            return Err(blank());
        }
        let key = self.ensure_notes_key(&client, now).await?;
        let save = async || self.save_notes_once(id, text, &client, &key, now).await;
        self.healing(&client, now, save).await
    }

    async fn save_notes_once(
        &self,
        id: &SessionId,
        text: &str,
        client: &Rc<ClientKey>,
        key: &ClientKey,
        now: Moment,
    ) -> Result<u32, VaultError> {
        let tag = self.notes_tag(id);
        let session = self.session_tag(id);
        let writing = self.begin_writing(client, &[session, tag]).await?;
        let mut state = self.state_of(client, &writing)?;
        refuse_struck(state.entry.struck.iter().any(|(struck, _)| *struck == session))?;
        let known = state.entry.notes.get(&tag).copied();
        let before = match (known, writing.row(&tag)) {
            (Some(known), row) => Some((known, self.open_notes(key, known, row)?)),
            (None, Some(_)) => return Err(VaultError::DamagedDerived),
            (None, None) => None,
        };
        let mut revision = 1;
        match &before {
            Some((known, before)) if before.text == text => return Ok(*known),
            Some((known, before)) => {
                let tx = &writing.tx;
                self.put_notes(tx, client, key, Kind::NotesRevision, *known, before)?;
                revision = known + 1;
            }
            None if text.trim().is_empty() => return Err(blank()),
            None => {}
        }
        let record = NotesRecord { session_id: id.clone(), saved_at: now, text: text.to_owned() };
        self.put_notes(&writing.tx, client, key, Kind::Notes, revision, &record)?;
        state.entry.notes.insert(tag, revision);
        let event = Event::new(AuditAction::NotesSaved, now).of(client);
        let events = vec![event.with(about_session(id))];
        self.end_writing(writing, client, state, &[], events).await?;
        Ok(revision)
    }

    /// All texts of a session's psychotherapy notes, newest first; none where there are no notes.
    ///
    /// # Errors
    /// `NotFound` where there is no such session; `CorruptRecord` where one of them is damaged.
    pub async fn notes_history(
        &self,
        id: &SessionId,
        now: Moment,
    ) -> Result<Vec<PsychotherapyNotes>, VaultError> {
        self.read_notes(id, true, now).await
    }

    /// The psychotherapy notes of a session as they stand, where there are any.
    ///
    /// # Errors
    /// As [`Vault::notes_history`].
    pub async fn notes(
        &self,
        id: &SessionId,
        now: Moment,
    ) -> Result<Option<PsychotherapyNotes>, VaultError> {
        Ok(self.read_notes(id, false, now).await?.pop())
    }

    async fn read_notes(
        &self,
        id: &SessionId,
        all: bool,
        now: Moment,
    ) -> Result<Vec<PsychotherapyNotes>, VaultError> {
        let row = self.journal_row(&self.session_tag(id), SessionId::FIELD).await?;
        let client = self.owner(&row).await?;
        let read = async || self.read_notes_once(id, &client, all, now).await;
        let notes = self.healing(&client, now, read).await?;
        let event = Event::new(AuditAction::NotesRead, now).of(&client);
        self.note(event.with(about_session(id)));
        Ok(notes)
    }

    async fn read_notes_once(
        &self,
        id: &SessionId,
        client: &Rc<ClientKey>,
        all: bool,
        now: Moment,
    ) -> Result<Vec<PsychotherapyNotes>, VaultError> {
        let state = self.sessions_view(client, now).await?.ok_or(VaultError::CorruptRecord)?;
        let tag = self.notes_tag(id);
        let known = state.entry.notes.get(&tag).copied().unwrap_or(0);
        let at = |tag: Tag| Query::Key(Table::Journal, tag.to_vec());
        let mut queries = vec![at(tag)];
        let earlier = (1..known).rev().filter(|_| all);
        queries.extend(earlier.map(|number| at(self.earlier_notes_tag(id, number))));
        let tx = self.records.begin(&[Table::Journal], Access::Read)?;
        let answers = tx.read(&queries).await?;
        drop(tx);
        let there = answers.first().and_then(|rows| rows.first());
        if there.is_some_and(|row| revision_of(&row.sealed).is_ok_and(|there| there > known)) {
            // The catalogue was put back as it was before these notes were saved.
            return Err(VaultError::DamagedDerived);
        }
        if known == 0 {
            return Ok(Vec::new());
        }
        let key = self.notes_key(client).await?.ok_or(VaultError::CorruptRecord)?;
        let mut notes = Vec::with_capacity(answers.len());
        for (revision, rows) in (1..=known).rev().zip(&answers) {
            let NotesRecord { session_id, saved_at, text } =
                self.open_notes(&key, revision, rows.first())?;
            if session_id != *id {
                return Err(VaultError::CorruptRecord);
            }
            notes.push(PsychotherapyNotes { revision, saved_at, text });
        }
        Ok(notes)
    }

    /// Opens every one of a client's notes.
    pub(super) async fn check_notes<'r>(
        &self,
        client: &ClientKey,
        rows: impl Iterator<Item = (Kind, &'r Row)>,
        id: &Option<ClientId>,
        verdict: &mut Verdict,
    ) -> Result<(), VaultError> {
        let key = match self.notes_key(client).await {
            Ok(key) => key,
            Err(VaultError::CorruptRecord) => None,
            Err(error) => return Err(error),
        };
        for (kind, row) in rows {
            verdict.records += 1;
            let opens = |key: &Rc<ClientKey>| {
                let opened: Result<(NotesRecord, u32), _> = self.open(&key.key, kind.table(), row);
                opened.is_ok()
            };
            if !key.as_ref().is_some_and(opens) {
                let name = match kind {
                    Kind::NotesRevision => "psychotherapy_notes_revision",
                    _ => "psychotherapy_notes",
                };
                verdict.add(name, id.clone(), UNREADABLE);
            }
        }
        Ok(())
    }
}

fn blank() -> VaultError {
    FieldError::invalid(TEXT, "must not be blank").into()
}

#[cfg(test)]
mod tests;
