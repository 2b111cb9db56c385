//! Writing sessions down, reading them, and amending them.

use std::rc::Rc;

use super::boxes::{Kind, client_of};
use super::client_state::ClientState;
use super::keys::ClientKey;
use super::ledger::Event;
use super::{Reading, Vault, VaultError};
use crate::domain::{Client, ClientId, Moment, Session, SessionId};
use crate::records::{AuditAction, CatalogueEntry, ClientRecord, ObjectWriter, SessionRecord, Tag};
use crate::store::{Access, Query, Row, Store, Table, Transaction};

pub(super) fn about_session(id: &SessionId) -> String {
    ObjectWriter::default().text(SessionId::FIELD, id.as_str()).end()
}

/// What the journal keeps of a session that is entered now.
pub(super) fn first_revision(
    state: &mut ClientState,
    session: &Session,
    now: Moment,
) -> SessionRecord {
    SessionRecord {
        session: session.clone(),
        entered: state.next_entered(),
        saved_at: now,
        reason: String::new(),
        struck: false,
        signed: None,
    }
}

impl<S: Store> Vault<S> {
    /// Fails where there is a record at `tag`, before a key is made for a new client's first.
    pub(super) async fn refuse_taken(
        &self,
        tag: &Tag,
        field: &'static str,
    ) -> Result<(), VaultError> {
        let tx = self.records.begin(&[Table::Journal], Access::Read)?;
        let there = tx.read(&[Query::Find(tag.to_vec())]).await?;
        match there.iter().all(Vec::is_empty) {
            true => Ok(()),
            false => Err(VaultError::DuplicateId(field)),
        }
    }

    /// The client's state, or that of a new client, whose own record is put then.
    pub(super) async fn state_or_new(
        &self,
        tx: &S::Transaction,
        client: &ClientKey,
        id: &ClientId,
        catalogue: &[Row],
        now: Moment,
    ) -> Result<ClientState, VaultError> {
        if let Some(state) = self.state_from(&client.tag, catalogue)? {
            return Ok(state);
        }
        let own = Query::Key(Table::Journal, self.client_record_tag(&client.tag).to_vec());
        if tx.read(&[own]).await?.iter().any(|rows| !rows.is_empty()) {
            return Err(VaultError::DamagedDerived);
        }
        let record = ClientRecord { client: Client::new(id.clone(), now), past: Vec::new() };
        self.put_client_record(tx, client, &record, 1)?;
        Ok(ClientState::new(CatalogueEntry::new(record.client)))
    }

    pub(super) fn put_client_record(
        &self,
        tx: &S::Transaction,
        client: &ClientKey,
        record: &ClientRecord,
        revision: u32,
    ) -> Result<(), VaultError> {
        let tag = self.client_record_tag(&client.tag);
        let row = self.seal(client, Kind::Client, &tag, revision, record)?;
        Ok(tx.put(Table::Journal, &row)?)
    }

    /// Adds a new session to a client's state and puts its box.
    pub(super) fn put_new_session(
        &self,
        tx: &S::Transaction,
        client: &ClientKey,
        state: &mut ClientState,
        session: &Session,
        tag: Tag,
        now: Moment,
    ) -> Result<(), VaultError> {
        let row = self.new_session_row(client, state, session, tag, now)?;
        Ok(tx.put(Table::Journal, &row)?)
    }

    /// Adds a new session to a client's state, and seals its box.
    pub(super) fn new_session_row(
        &self,
        client: &ClientKey,
        state: &mut ClientState,
        session: &Session,
        tag: Tag,
        now: Moment,
    ) -> Result<Row, VaultError> {
        let record = first_revision(state, session, now);
        state.add_entered(&record, tag, 1, None);
        self.seal(client, Kind::Session, &tag, 1, &record)
    }

    /// The key of the client that a row belongs to.
    pub(super) async fn owner(&self, row: &Row) -> Result<Rc<ClientKey>, VaultError> {
        let tag = client_of(row)?;
        let client = self.keys.client(&self.key_store, &self.id, &tag).await?;
        client.ok_or(VaultError::CorruptRecord)
    }

    /// The row of the journal at `tag`, or the fold that holds it.
    pub(super) async fn journal_row(
        &self,
        tag: &Tag,
        field: &'static str,
    ) -> Result<Row, VaultError> {
        let tx = self.records.begin(&[Table::Journal], Access::Read)?;
        let answers = tx.read(&[Query::Find(tag.to_vec())]).await?;
        answers.into_iter().flatten().next().ok_or(VaultError::NotFound(field))
    }

    /// One session.
    ///
    /// # Errors
    /// `NotFound`; `CorruptRecord` where it is damaged or not the revision that the timeline
    /// knows.
    pub async fn session(&self, id: &SessionId, now: Moment) -> Result<Session, VaultError> {
        let tag = self.session_tag(id);
        let row = self.journal_row(&tag, SessionId::FIELD).await?;
        let client = self.owner(&row).await?;
        let (record, revision) = self.open_session(&client, &row, &tag)?;
        self.check_revision(&client, &tag, revision, now).await?;
        let event = Event::new(AuditAction::SessionRead, now).of(&client);
        self.note(event.with(about_session(id)));
        Ok(record.session)
    }

    /// Fails where a session's box is older than the timeline knows; where it is newer, the
    /// timeline was put back and is rebuilt.
    pub(super) async fn check_revision(
        &self,
        client: &Rc<ClientKey>,
        tag: &Tag,
        revision: u32,
        now: Moment,
    ) -> Result<(), VaultError> {
        let known = async || -> Result<u32, VaultError> {
            let state = self.view(client, now).await?.ok_or(VaultError::CorruptRecord)?;
            match state.revision_of(tag) {
                Some(known) if known >= revision => Ok(known),
                _ => Err(VaultError::DamagedDerived),
            }
        };
        match self.healing(client, now, known).await? == revision {
            true => Ok(()),
            false => Err(VaultError::CorruptRecord),
        }
    }

    /// A client's sessions, newest first; only the boxes of those that are wanted are opened.
    ///
    /// # Errors
    /// `CorruptRecord` where one of them is damaged, unless those are to be left out.
    pub async fn sessions(
        &self,
        id: &ClientId,
        reading: Reading,
        now: Moment,
    ) -> Result<Vec<Session>, VaultError> {
        let (_, client) = self.find_client(id).await?;
        let event = Event::new(AuditAction::SessionsRead, now).of_maybe(client.as_ref());
        self.note(event);
        let Some(client) = client else { return Ok(Vec::new()) };
        self.healing(&client, now, async || self.sessions_once(&client, &reading, now).await).await
    }

    pub(super) async fn sessions_once(
        &self,
        client: &Rc<ClientKey>,
        reading: &Reading,
        now: Moment,
    ) -> Result<Vec<Session>, VaultError> {
        let Some(state) = self.sessions_view(client, now).await? else { return Ok(Vec::new()) };
        let wanted = reading.rows(&state);
        let found = self.read_sessions(client, &state, &wanted).await?;
        let mut sessions = Vec::with_capacity(wanted.len());
        for record in found {
            match record {
                Ok(record) => sessions.push(record.session),
                Err(VaultError::CorruptRecord) if reading.skip_damaged => {}
                Err(error) => return Err(error),
            }
        }
        Ok(sessions)
    }

    /// Opens a session from the row that it was found in; it must be of this revision.
    pub(super) fn open_revision(
        &self,
        client: &ClientKey,
        tag: &Tag,
        expected: u32,
        found: Option<&Row>,
    ) -> Result<SessionRecord, VaultError> {
        let row = found.ok_or(VaultError::CorruptRecord)?;
        let (record, revision) = self.open_session(client, row, tag)?;
        if revision == expected { Ok(record) } else { Err(VaultError::CorruptRecord) }
    }
}
