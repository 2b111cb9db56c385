//! Signing sessions. What is signed changes by amendment only: a new revision, unsigned until it
//! is signed again, while the earlier ones keep their signatures.
//!
//! A signature lies in the box of the revision that it signs. The timeline says which sessions
//! are signed as they stand, so that a box from before the signing is told from the one after.

use std::rc::Rc;

use super::amendments::refuse_struck;
use super::boxes::Kind;
use super::client_state::{ClientState, year_of};
use super::keys::ClientKey;
use super::ledger::Event;
use super::writing::Writing;
use super::{Vault, VaultError};
use crate::domain::{ClientId, FieldError, Moment, SessionId, Signature, Window};
use crate::records::{AuditAction, ObjectWriter, SessionRecord, Tag, TimelineRow};
use crate::store::{Query, Store, Table, Transaction};

/// How a session is to be signed.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Signing {
    /// What the signature states, at most 4 KiB; empty for nothing of its own.
    pub statement: String,
    /// The number of the revision that was read; where it is no longer the newest, nothing is
    /// signed. None signs whatever stands.
    pub revision: Option<u32>,
}

/// A session that is signed as it stands.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SessionSignature {
    /// The session.
    pub session_id: SessionId,
    /// The number of the revision that is signed.
    pub revision: u32,
    /// The signature.
    pub signature: Signature,
}

impl TimelineRow {
    /// Fails where a session's box is not the one that the timeline knows to be signed, or not.
    pub(super) fn check_signed(&self, record: &SessionRecord) -> Result<(), VaultError> {
        match self.signed == record.signed.is_some() {
            true => Ok(()),
            false => Err(VaultError::CorruptRecord),
        }
    }
}

impl ClientState {
    /// The same for the session with this tag; nothing that is struck out is signed.
    pub(super) fn check_signed(&self, tag: &Tag, record: &SessionRecord) -> Result<(), VaultError> {
        match self.row_of(tag) {
            Some(row) => row.check_signed(record),
            None if record.signed.is_none() => Ok(()),
            None => Err(VaultError::CorruptRecord),
        }
    }

    /// Notes that a session is signed and lies in a box of its own. Its year must have been read.
    pub(super) fn mark_signed(&mut self, tag: &Tag) {
        for chunk in self.chunks.values_mut() {
            let Some(place) = chunk.rows.iter().position(|row| row.tag == *tag) else { continue };
            let row = &mut Rc::make_mut(chunk).rows[place];
            self.entry.signed += u32::from(!row.signed);
            (row.signed, row.fold) = (true, None);
        }
    }
}

fn about_signature(id: &SessionId, revision: u32) -> String {
    let about = ObjectWriter::default().text(SessionId::FIELD, id.as_str());
    about.whole("revision", revision.into()).end()
}

impl<S: Store> Vault<S> {
    /// Signs a session as it stands. One that is signed already stays as it is, so that a try
    /// after a lost answer is harmless.
    ///
    /// # Errors
    /// `NotFound`; a session that is struck out; a statement that is too long, or another than
    /// the one that was signed with; a revision that is not the newest.
    pub async fn sign_session(
        &self,
        id: &SessionId,
        signing: &Signing,
        now: Moment,
    ) -> Result<SessionSignature, VaultError> {
        let signature = Signature::new(now, signing.statement.clone())?;
        let row = self.journal_row(&self.session_tag(id), SessionId::FIELD).await?;
        let client = self.owner(&row).await?;
        let attempt = async || self.sign_once(id, &client, &signature, signing.revision).await;
        self.healing(&client, now, attempt).await
    }

    async fn sign_once(
        &self,
        id: &SessionId,
        client: &Rc<ClientKey>,
        signature: &Signature,
        read: Option<u32>,
    ) -> Result<SessionSignature, VaultError> {
        let tag = self.session_tag(id);
        let writing = self.begin_writing(client, &[tag]).await?;
        let mut state = self.state_of(client, &writing)?;
        self.load_all(&writing.tx, client, &mut state).await?;
        let revision = state.revision_of(&tag).ok_or(VaultError::DamagedDerived)?;
        let before = self.open_revision(client, &tag, revision, writing.row(&tag))?;
        state.check_signed(&tag, &before)?;
        refuse_struck(before.struck)?;
        if read.is_some_and(|read| read != revision) {
            let refused = "is not the newest; read the session again before you sign it";
            return Err(FieldError::invalid("revision", refused).into());
        }
        let answer = |signature| SessionSignature { session_id: id.clone(), revision, signature };
        if let Some(there) = before.signed {
            let same = signature.statement.is_empty() || signature.statement == there.statement;
            let refused = "cannot be changed; this version is signed already";
            return match same {
                true => Ok(answer(there)),
                false => Err(FieldError::invalid(Signature::STATEMENT, refused).into()),
            };
        }
        if let Some(found) = writing.row(&tag) {
            self.let_go(&writing.tx, found, &tag).await?;
        }
        let after = SessionRecord { signed: Some(signature.clone()), ..before };
        let row = self.seal(client, Kind::Session, &tag, revision, &after)?;
        writing.tx.put(Table::Journal, &row)?;
        state.mark_signed(&tag);
        let event = Event::new(AuditAction::SessionSigned, signature.signed_at).of(client);
        let events = vec![event.with(about_signature(id, revision))];
        let years = [year_of(after.session.timestamp)];
        self.end_writing(writing, client, state, &years, events).await?;
        Ok(answer(signature.clone()))
    }

    /// The sessions of a client within a window that are signed as they stand, newest first.
    ///
    /// # Errors
    /// `CorruptRecord` where one of them is damaged, unless those are to be left out.
    pub async fn signatures(
        &self,
        id: &ClientId,
        window: Window,
        skip_damaged: bool,
        now: Moment,
    ) -> Result<Vec<SessionSignature>, VaultError> {
        let (_, client) = self.find_client(id).await?;
        self.note(Event::new(AuditAction::SessionsRead, now).of_maybe(client.as_ref()));
        let Some(client) = client else { return Ok(Vec::new()) };
        let read = async || self.signatures_once(&client, window, skip_damaged, now).await;
        self.healing(&client, now, read).await
    }

    async fn signatures_once(
        &self,
        client: &Rc<ClientKey>,
        window: Window,
        skip_damaged: bool,
        now: Moment,
    ) -> Result<Vec<SessionSignature>, VaultError> {
        let Some(state) = self.sessions_view(client, now).await? else { return Ok(Vec::new()) };
        let signed = |row: &&TimelineRow| row.signed && window.contains(row.at);
        let wanted: Vec<&TimelineRow> = state.rows().rev().filter(signed).collect();
        let mut signatures = Vec::with_capacity(wanted.len());
        for (row, record) in wanted.iter().zip(self.read_sessions(client, &state, &wanted).await?) {
            let signed = record.and_then(|record| {
                let SessionRecord { session, signed, .. } = record;
                Ok((session.session_id, signed.ok_or(VaultError::CorruptRecord)?))
            });
            match signed {
                Ok((session_id, signature)) => {
                    let revision = row.revision;
                    signatures.push(SessionSignature { session_id, revision, signature });
                }
                Err(VaultError::CorruptRecord) if skip_damaged => {}
                Err(error) => return Err(error),
            }
        }
        Ok(signatures)
    }

    /// Fails where the box of a session that was read says otherwise than the timeline whether it
    /// is signed.
    pub(super) async fn check_signature(
        &self,
        client: &Rc<ClientKey>,
        tag: &Tag,
        signed: bool,
        now: Moment,
    ) -> Result<(), VaultError> {
        let state = self.sessions_view(client, now).await?.ok_or(VaultError::CorruptRecord)?;
        match state.row_of(tag).is_some_and(|row| row.signed) == signed {
            true => Ok(()),
            false => Err(VaultError::CorruptRecord),
        }
    }

    /// Fails where any revision of a session is signed: it must not change without a reason.
    pub(super) async fn refuse_signed(
        &self,
        writing: &Writing<S::Transaction>,
        client: &ClientKey,
        state: &ClientState,
        id: &SessionId,
    ) -> Result<(), VaultError> {
        let tag = self.session_tag(id);
        let known = state.revision_of(&tag).ok_or(VaultError::DamagedDerived)?;
        let newest = self.open_revision(client, &tag, known, writing.row(&tag))?;
        state.check_signed(&tag, &newest)?;
        let mut signed = newest.signed.is_some();
        let earlier = |number| Query::Key(Table::Journal, self.revision_tag(id, number).to_vec());
        let queries: Vec<Query> = (1..known).map(earlier).collect();
        if !queries.is_empty() {
            for rows in writing.tx.read(&queries).await? {
                let row = rows.first().ok_or(VaultError::CorruptRecord)?;
                let (record, _): (SessionRecord, u32) =
                    self.open(&client.key, Table::Journal, row)?;
                signed |= record.signed.is_some();
            }
        }
        let refused = "names a session that is signed; amend it or strike it out, with a reason";
        if signed { Err(FieldError::invalid(SessionId::FIELD, refused).into()) } else { Ok(()) }
    }
}
