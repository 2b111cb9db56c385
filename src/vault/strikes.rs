//! Striking sessions out, and taking that back.
//!
//! A session that is struck out is a revision like any other: nothing that was written is lost,
//! but no list, trend or count knows of it until it is restored.

use std::rc::Rc;

use super::amendments::check_reason;
use super::boxes::Kind;
use super::client_state::{ClientState, year_of};
use super::keys::ClientKey;
use super::ledger::Event;
use super::sessions::about_session;
use super::writing::Writing;
use super::{Vault, VaultError};
use crate::domain::{ClientId, Moment, Session, SessionId};
use crate::order::by_numbers;
use crate::records::{AuditAction, SessionRecord, Tag};
use crate::store::{Access, Query, Store, Table, Transaction};

/// Why a revision restored a session.
const RESTORED: &str = "restored";

/// A session that is struck out.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct StruckSession {
    /// The number of the revision that strikes it out.
    pub revision: u32,
    /// When it was struck out.
    pub struck_at: Moment,
    /// Why.
    pub reason: String,
    /// What it says.
    pub session: Session,
}

/// The next revision of a session that is to be struck out, or to stand again.
#[derive(Debug, Clone, Copy)]
pub(super) struct Strike<'s> {
    pub(super) struck: bool,
    pub(super) reason: &'s str,
    pub(super) now: Moment,
}

impl ClientState {
    /// How many boxes of sessions there are, those that are struck out included.
    pub(super) fn boxes(&self) -> usize {
        self.entry.sessions as usize + self.entry.struck.len()
    }

    /// The revision of the session with this tag, struck out or not.
    pub(super) fn revision_of(&self, tag: &Tag) -> Option<u32> {
        let struck = self.entry.struck.iter().find(|(there, _)| there == tag);
        let struck = struck.map(|(_, revision)| *revision);
        struck.or_else(|| self.row_of(tag).map(|row| row.revision))
    }

    /// Whether every session that an earlier state has struck out is known here at that revision
    /// or a later one.
    pub(super) fn knows_struck_of(&self, earlier: &Self) -> bool {
        let known = |(tag, revision): &(Tag, u32)| {
            self.revision_of(tag).is_some_and(|known| known >= *revision)
        };
        earlier.entry.struck.iter().all(known)
    }

    /// Notes that a session which is not in the timeline is struck out.
    pub(super) fn note_struck(&mut self, tag: Tag, revision: u32) {
        let place = self.entry.struck.partition_point(|(there, _)| *there < tag);
        self.entry.struck.insert(place, (tag, revision));
    }

    /// Removes a session, before the sessions are counted anew. All chunks must have been read.
    pub(super) fn forget(&mut self, tag: &Tag) {
        for chunk in self.chunks.values_mut() {
            if chunk.rows.iter().any(|row| row.tag == *tag) {
                Rc::make_mut(chunk).rows.retain(|row| row.tag != *tag);
            }
        }
        self.entry.struck.retain(|(struck, _)| struck != tag);
    }

    /// Takes a session out of all that is counted. All chunks must have been read.
    pub(super) fn strike(&mut self, tag: Tag, revision: u32) {
        self.forget(&tag);
        self.note_struck(tag, revision);
        self.recount();
    }
}

impl<S: Store> Vault<S> {
    /// Strikes a session out, for a reason: it leaves every list, trend and count, and stays
    /// readable by its id. One that is struck out already stays as it is.
    ///
    /// # Errors
    /// A reason that is blank, `NotFound`.
    pub async fn strike_session(
        &self,
        id: &SessionId,
        reason: &str,
        now: Moment,
    ) -> Result<(), VaultError> {
        check_reason(reason)?;
        self.set_struck(id, Strike { struck: true, reason, now }).await
    }

    /// Lets a session that was struck out stand again. One that stands stays as it is.
    ///
    /// # Errors
    /// `NotFound`.
    pub async fn restore_session(&self, id: &SessionId, now: Moment) -> Result<(), VaultError> {
        self.restore_session_for(id, RESTORED, now).await
    }

    /// The same, for a reason.
    ///
    /// # Errors
    /// A reason that is blank, `NotFound`.
    pub async fn restore_session_for(
        &self,
        id: &SessionId,
        reason: &str,
        now: Moment,
    ) -> Result<(), VaultError> {
        check_reason(reason)?;
        self.set_struck(id, Strike { struck: false, reason, now }).await
    }

    /// A client's sessions that are struck out, newest first.
    ///
    /// # Errors
    /// `CorruptRecord` where one of them is damaged.
    pub async fn struck(
        &self,
        id: &ClientId,
        now: Moment,
    ) -> Result<Vec<StruckSession>, VaultError> {
        let (_, client) = self.find_client(id).await?;
        let Some(client) = client else { return Ok(Vec::new()) };
        let Some(state) = self.sessions_view(&client, now).await? else { return Ok(Vec::new()) };
        let struck = self.struck_sessions(&client, &state).await?;
        if !struck.is_empty() {
            self.note(Event::new(AuditAction::SessionsRead, now).of(&client));
        }
        let plain = |(record, revision): (SessionRecord, u32)| {
            let SessionRecord { session, saved_at, reason, .. } = record;
            StruckSession { revision, struck_at: saved_at, reason, session }
        };
        Ok(struck.into_iter().rev().map(plain).collect())
    }

    async fn set_struck(&self, id: &SessionId, strike: Strike<'_>) -> Result<(), VaultError> {
        let row = self.journal_row(&self.session_tag(id), SessionId::FIELD).await?;
        let client = self.owner(&row).await?;
        let attempt = async || self.set_struck_once(id, &client, strike).await;
        self.healing(&client, strike.now, attempt).await
    }

    async fn set_struck_once(
        &self,
        id: &SessionId,
        client: &Rc<ClientKey>,
        strike: Strike<'_>,
    ) -> Result<(), VaultError> {
        let tag = self.session_tag(id);
        let writing = self.begin_writing(client, &[tag]).await?;
        let mut state = self.state_of(client, &writing)?;
        self.load_all(&writing.tx, client, &mut state).await?;
        let changed = self.put_strike(&writing, client, &mut state, &tag, strike).await?;
        let Some((year, event)) = changed else { return Ok(()) };
        self.end_writing(writing, client, state, &[year], vec![event]).await
    }

    /// Puts a session's next revision; answers with the year whose chunk changed and the line for
    /// the log, or none where the session was so already. All chunks must have been read.
    pub(super) async fn put_strike(
        &self,
        writing: &Writing<S::Transaction>,
        client: &Rc<ClientKey>,
        state: &mut ClientState,
        tag: &Tag,
        strike: Strike<'_>,
    ) -> Result<Option<(i32, Event)>, VaultError> {
        let Strike { struck, reason, now } = strike;
        let known = state.revision_of(tag).ok_or(VaultError::DamagedDerived)?;
        let before = self.open_revision(client, tag, known, writing.row(tag))?;
        state.check_signed(tag, &before)?;
        if before.struck == struck {
            return Ok(None);
        }
        let revision = self.put_revision(writing, client, tag, known, &before).await?;
        let reason = reason.to_owned();
        let after = SessionRecord { struck, saved_at: now, reason, signed: None, ..before };
        let row = self.seal(client, Kind::Session, tag, revision, &after)?;
        writing.tx.put(Table::Journal, &row)?;
        let action = match struck {
            true => {
                state.strike(*tag, revision);
                AuditAction::SessionStruck
            }
            false => {
                state.replace(&after.session, *tag, revision, after.entered);
                AuditAction::SessionRestored
            }
        };
        let event = Event::new(action, now).of(client);
        let event = event.with(about_session(&after.session.session_id));
        Ok(Some((year_of(after.session.timestamp), event)))
    }

    /// The sessions that are struck out in order of time, each with its revision.
    pub(super) async fn struck_sessions(
        &self,
        client: &ClientKey,
        state: &ClientState,
    ) -> Result<Vec<(SessionRecord, u32)>, VaultError> {
        let struck = &state.entry.struck;
        if struck.is_empty() {
            return Ok(Vec::new());
        }
        let query = |(tag, _): &(Tag, u32)| Query::Key(Table::Journal, tag.to_vec());
        let queries: Vec<Query> = struck.iter().map(query).collect();
        let tx = self.records.begin(&[Table::Journal], Access::Read)?;
        let mut sessions = Vec::with_capacity(struck.len());
        for ((tag, revision), rows) in struck.iter().zip(tx.read(&queries).await?) {
            sessions.push((self.open_revision(client, tag, *revision, rows.first())?, *revision));
        }
        let time = |(record, _): &(SessionRecord, u32)| {
            (record.session.timestamp.millis(), record.entered)
        };
        Ok(by_numbers(sessions, time))
    }
}
