//! Changing a session without losing what it said before.

use std::rc::Rc;

use super::boxes::Kind;
use super::client_state::year_of;
use super::keys::ClientKey;
use super::ledger::Event;
use super::sessions::about_session;
use super::writing::Writing;
use super::{Vault, VaultError};
use crate::domain::{FieldError, MAX_TEXT_BYTES, Moment, Session, SessionId, Signature, Zone};
use crate::records::{AuditAction, SessionRecord, Tag};
use crate::store::{Access, Query, Row, Store, Table, Transaction};

/// A session as it was saved at one time.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SessionRevision {
    /// Its number, from 1.
    pub revision: u32,
    /// When it was saved.
    pub saved_at: Moment,
    /// Why it replaced the one before; empty for the first.
    pub reason: String,
    /// Whether it strikes the session out.
    pub struck: bool,
    /// The signature on it, where it is signed.
    pub signed: Option<Signature>,
    /// What it says.
    pub session: Session,
}

/// Fails where a reason is blank or too long.
pub(super) fn check_reason(reason: &str) -> Result<(), FieldError> {
    if reason.trim().is_empty() || reason.len() > MAX_TEXT_BYTES {
        let allowed = "must be a text that is not blank, of at most 64 KiB";
        return Err(FieldError::invalid("reason", allowed));
    }
    Ok(())
}

/// Fails where a session that is to change is struck out.
pub(super) fn refuse_struck(struck: bool) -> Result<(), FieldError> {
    let refused = "names a session that is struck out; restore it first";
    if struck { Err(FieldError::invalid(SessionId::FIELD, refused)) } else { Ok(()) }
}

impl<S: Store> Vault<S> {
    /// Changes a session, with a reason; the earlier text stays readable.
    ///
    /// # Errors
    /// A change that cannot be accepted, a reason that is blank, a session that is struck out,
    /// `NotFound`.
    pub async fn amend_session(
        &self,
        id: &SessionId,
        changes: &str,
        reason: &str,
        zone: &dyn Zone,
        now: Moment,
    ) -> Result<Session, VaultError> {
        check_reason(reason)?;
        let row = self.journal_row(&self.session_tag(id), SessionId::FIELD).await?;
        let client = self.owner(&row).await?;
        let attempt = async || {
            let amend = |before: &Session| before.amended(changes, zone);
            self.amend_once(id, &client, amend, reason, now).await
        };
        self.healing(&client, now, attempt).await
    }

    async fn amend_once(
        &self,
        id: &SessionId,
        client: &Rc<ClientKey>,
        amend: impl Fn(&Session) -> Result<Session, FieldError>,
        reason: &str,
        now: Moment,
    ) -> Result<Session, VaultError> {
        let tag = self.session_tag(id);
        let writing = self.begin_writing(client, &[tag]).await?;
        let mut state = self.state_of(client, &writing)?;
        self.load_all(&writing.tx, client, &mut state).await?;
        let known = state.revision_of(&tag).ok_or(VaultError::DamagedDerived)?;
        let found = writing.row(&tag);
        let before = self.open_revision(client, &tag, known, found)?;
        state.check_signed(&tag, &before)?;
        refuse_struck(before.struck)?;
        let session = amend(&before.session)?;
        if session == before.session {
            return Ok(session);
        }
        let revision = self.put_revision(&writing, client, &tag, known, &before).await?;
        let after = SessionRecord {
            session,
            entered: before.entered,
            saved_at: now,
            reason: reason.to_owned(),
            struck: false,
            signed: None,
        };
        let row = self.seal(client, Kind::Session, &tag, revision, &after)?;
        writing.tx.put(Table::Journal, &row)?;
        state.replace(&after.session, tag, revision, before.entered);
        let years = [year_of(before.session.timestamp), year_of(after.session.timestamp)];
        let years = if years[0] == years[1] { &years[..1] } else { &years[..] };
        let event = Event::new(AuditAction::SessionAmended, now).of(client);
        let events = vec![event.with(about_session(id))];
        self.end_writing(writing, client, state, years, events).await?;
        Ok(after.session)
    }

    /// Keeps the text that is about to be replaced in a box of its own; returns the number of the
    /// next revision.
    pub(super) async fn put_revision(
        &self,
        writing: &Writing<S::Transaction>,
        client: &ClientKey,
        tag: &Tag,
        revision: u32,
        before: &SessionRecord,
    ) -> Result<u32, VaultError> {
        let tx = &writing.tx;
        if let Some(found) = writing.row(tag) {
            self.let_go(tx, found, tag).await?;
        }
        let earlier = self.revision_tag(&before.session.session_id, revision);
        let row = self.seal(client, Kind::Revision, &earlier, revision, before)?;
        tx.put(Table::Journal, &row)?;
        Ok(revision + 1)
    }

    /// All revisions of a session, newest first; the first of them is the session as it stands.
    ///
    /// # Errors
    /// `NotFound`; `CorruptRecord` where one is damaged.
    pub async fn session_revisions(
        &self,
        id: &SessionId,
        now: Moment,
    ) -> Result<Vec<SessionRevision>, VaultError> {
        let row = self.journal_row(&self.session_tag(id), SessionId::FIELD).await?;
        let client = self.owner(&row).await?;
        let revisions = self.revisions_of(&client, id, &row).await?;
        let newest = revisions.first().map_or(0, |newest| newest.revision);
        let tag = self.session_tag(id);
        self.check_revision(&client, &tag, newest, now).await?;
        let signed = revisions.first().is_some_and(|newest| newest.signed.is_some());
        self.check_signature(&client, &tag, signed, now).await?;
        let event = Event::new(AuditAction::RevisionsRead, now).of(&client);
        self.note(event.with(about_session(id)));
        Ok(revisions)
    }

    /// The session in `row` with all that it replaced, newest first.
    pub(super) async fn revisions_of(
        &self,
        client: &ClientKey,
        id: &SessionId,
        row: &Row,
    ) -> Result<Vec<SessionRevision>, VaultError> {
        let (latest, revision) = self.open_session(client, row, &self.session_tag(id))?;
        let mut records = vec![(latest, revision)];
        let earlier = |number| Query::Key(Table::Journal, self.revision_tag(id, number).to_vec());
        let queries: Vec<Query> = (1..revision).rev().map(earlier).collect();
        if !queries.is_empty() {
            let tx = self.records.begin(&[Table::Journal], Access::Read)?;
            for rows in tx.read(&queries).await? {
                let row = rows.first().ok_or(VaultError::CorruptRecord)?;
                records.push(self.open(&client.key, Table::Journal, row)?);
            }
        }
        let revision = |(record, revision): (SessionRecord, u32)| {
            let SessionRecord { session, entered: _, saved_at, reason, struck, signed } = record;
            SessionRevision { revision, saved_at, reason, struck, signed, session }
        };
        Ok(records.into_iter().map(revision).collect())
    }
}
