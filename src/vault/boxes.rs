//! Which box holds what: tags, groups, and the way in and out of the envelope.

use zeroize::Zeroizing;

use super::keys::ClientKey;
use super::{Vault, VaultError};
use crate::crypto::{Context, DataKey, revision_of};
use crate::domain::{ClientId, EventId, GoalId, MilestoneId, SessionId};
use crate::records::{Record, RecordError, Tag};
use crate::store::{Row, Store, Table};

/// Bytes that are no record of their own, or are not to be read as one yet.
pub(super) struct Raw(pub(super) Vec<u8>);

impl Record for Raw {
    fn to_bytes(&self) -> Vec<u8> {
        self.0.clone()
    }

    fn from_bytes(bytes: &[u8]) -> Result<Self, RecordError> {
        Ok(Self(bytes.to_vec()))
    }
}

/// What a box of a client holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Kind {
    Client,
    Session,
    Fold,
    Revision,
    Goal,
    GoalUpdate,
    Milestone,
    Event,
    Notes,
    NotesRevision,
    Timeline,
}

impl Kind {
    pub(super) fn name(self) -> &'static str {
        match self {
            Self::Client => "client",
            Self::Session => "session",
            Self::Fold => "session-fold",
            Self::Revision => "session-revision",
            Self::Goal => "goal",
            Self::GoalUpdate => "goal-update",
            Self::Milestone => "milestone",
            Self::Event => "event",
            Self::Notes => "psychotherapy-notes",
            Self::NotesRevision => "psychotherapy-notes-revision",
            Self::Timeline => "timeline",
        }
    }

    pub(super) fn table(self) -> Table {
        if self == Self::Timeline { Table::Timeline } else { Table::Journal }
    }
}

impl<S: Store> Vault<S> {
    pub(super) fn client_tag(&self, id: &ClientId) -> Tag {
        self.keys.lookup.tag("client", &[id.as_str().as_bytes()])
    }

    pub(super) fn session_tag(&self, id: &SessionId) -> Tag {
        self.keys.lookup.tag(Kind::Session.name(), &[id.as_str().as_bytes()])
    }

    pub(super) fn revision_tag(&self, id: &SessionId, revision: u32) -> Tag {
        let parts = [id.as_str().as_bytes(), &revision.to_be_bytes()];
        self.keys.lookup.tag(Kind::Revision.name(), &parts)
    }

    pub(super) fn goal_tag(&self, id: &GoalId) -> Tag {
        self.keys.lookup.tag(Kind::Goal.name(), &[id.as_str().as_bytes()])
    }

    pub(super) fn goal_update_tag(&self, id: &GoalId, number: u32) -> Tag {
        let parts = [id.as_str().as_bytes(), &number.to_be_bytes()];
        self.keys.lookup.tag(Kind::GoalUpdate.name(), &parts)
    }

    pub(super) fn milestone_tag(&self, id: &MilestoneId) -> Tag {
        self.keys.lookup.tag(Kind::Milestone.name(), &[id.as_str().as_bytes()])
    }

    pub(super) fn event_tag(&self, id: &EventId) -> Tag {
        self.keys.lookup.tag(Kind::Event.name(), &[id.as_str().as_bytes()])
    }

    pub(super) fn client_record_tag(&self, client: &Tag) -> Tag {
        self.keys.lookup.tag("client-record", &[client])
    }

    pub(super) fn draft_tag(&self, client: &Tag) -> Tag {
        self.keys.lookup.tag("draft", &[client])
    }

    pub(super) fn settings_tag(&self) -> Tag {
        self.keys.lookup.tag("settings", &[])
    }

    pub(super) fn year_tag(&self, client: &Tag, year: i32) -> Tag {
        self.keys.lookup.tag(Kind::Timeline.name(), &[client, &year.to_be_bytes()])
    }

    /// All boxes of one kind of one client: the client's tag, then one of the kind.
    pub(super) fn group(&self, client: &Tag, kind: Kind) -> Vec<u8> {
        let tag = self.keys.lookup.tag("group", &[client, kind.name().as_bytes()]);
        [client.as_slice(), &tag[..8]].concat()
    }

    /// Seals a record of a client into the row that belongs at `tag`.
    pub(super) fn seal<R: Record>(
        &self,
        client: &ClientKey,
        kind: Kind,
        tag: &Tag,
        revision: u32,
        record: &R,
    ) -> Result<Row, VaultError> {
        let group = self.group(&client.tag, kind);
        let row = self.seal_at(&client.key, kind.table(), tag, group, revision, record)?;
        // So that no fold can hold it too.
        let holds = if kind == Kind::Session { vec![tag.to_vec()] } else { Vec::new() };
        Ok(Row { holds, ..row })
    }

    /// Seals a record under `key` into the row of `table` at `at`.
    pub(super) fn seal_at<R: Record>(
        &self,
        key: &DataKey,
        table: Table,
        at: &[u8],
        group: Vec<u8>,
        revision: u32,
        record: &R,
    ) -> Result<Row, VaultError> {
        self.seal_bytes(key, table, at, group, revision, &record.to_bytes())
    }

    #[inline(never)]
    fn seal_bytes(
        &self,
        key: &DataKey,
        table: Table,
        at: &[u8],
        group: Vec<u8>,
        revision: u32,
        bytes: &[u8],
    ) -> Result<Row, VaultError> {
        let context =
            Context { vault: &self.id, table: table.name(), key: at, group: &group, revision };
        let sealed = key.seal(&context, bytes)?;
        Ok(Row { key: at.to_vec(), group, sealed, holds: Vec::new() })
    }

    /// Opens a row of `table` as what it was sealed as, whatever its revision.
    pub(super) fn open<R: Record>(
        &self,
        key: &DataKey,
        table: Table,
        row: &Row,
    ) -> Result<(R, u32), VaultError> {
        read(self.open_bytes(key, table, row))
    }

    #[inline(never)]
    fn open_bytes(&self, key: &DataKey, table: Table, row: &Row) -> Plain {
        let context = self.context_of(table, row)?;
        Ok((key.open(&context, &row.sealed)?, context.revision))
    }

    /// Opens rows of `table` as [`Vault::open`] does each. Never within a transaction.
    pub(super) async fn open_many<R: Record>(
        &self,
        key: &DataKey,
        table: Table,
        rows: &[&Row],
    ) -> Result<Vec<(R, u32)>, VaultError> {
        self.bytes_of_each(key, table, rows).await.into_iter().map(read).collect()
    }

    /// The same, each on its own good or bad.
    pub(super) async fn open_each<R: Record>(
        &self,
        key: &DataKey,
        table: Table,
        rows: &[&Row],
    ) -> Vec<Result<(R, u32), VaultError>> {
        self.bytes_of_each(key, table, rows).await.into_iter().map(read).collect()
    }

    async fn bytes_of_each(&self, key: &DataKey, table: Table, rows: &[&Row]) -> Vec<Plain> {
        let contexts: Vec<_> = rows.iter().map(|row| self.context_of(table, row)).collect();
        let whole = contexts.iter().zip(rows);
        let boxes: Vec<_> = whole
            .filter_map(|(context, row)| Some((*context.as_ref().ok()?, row.sealed.as_slice())))
            .collect();
        let mut opened = key.open_all(&boxes).await.into_iter();
        let mut next = |context: Result<Context<'_>, VaultError>| {
            let revision = context?.revision;
            let plain = opened.next().ok_or(VaultError::CorruptRecord)??;
            Ok((plain, revision))
        };
        contexts.into_iter().map(&mut next).collect()
    }

    fn context_of<'c>(&'c self, table: Table, row: &'c Row) -> Result<Context<'c>, VaultError> {
        let revision = revision_of(&row.sealed)?;
        let (vault, table) = (self.id.as_slice(), table.name());
        Ok(Context { vault, table, key: &row.key, group: &row.group, revision })
    }
}

/// What a box had in it, and its revision.
type Plain = Result<(Zeroizing<Vec<u8>>, u32), VaultError>;

fn read<R: Record>(plain: Plain) -> Result<(R, u32), VaultError> {
    let (bytes, revision) = plain?;
    Ok((R::from_bytes(&bytes)?, revision))
}

/// The tag of the client that a row of the journal or the timeline belongs to.
pub(super) fn client_of(row: &Row) -> Result<Tag, VaultError> {
    let tag = row.group.get(..16).and_then(|tag| tag.try_into().ok());
    tag.ok_or(VaultError::CorruptRecord)
}
