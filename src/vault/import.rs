//! Many sessions at once, batch by batch, each batch whole.

use std::collections::HashSet;
use std::rc::Rc;

use super::client_state::{ClientState, year_of};
use super::keys::ClientKey;
use super::ledger::{Event, Head, head_query};
use super::writing::WRITTEN;
use super::{Vault, VaultError};
use crate::domain::{ClientId, Moment, Session, SessionId};
use crate::records::{AuditAction, ObjectWriter, Tag, TagMap};
use crate::store::{Access, Query, Row, Store, Table, Transaction};

/// Up to this many sessions are looked up one by one; for more all tags are read at once.
const FEW: usize = 64;

/// A session that was not imported, by its place in what was given.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Rejection {
    /// Its place, from 0.
    pub index: usize,
    /// Why.
    pub error: VaultError,
}

/// What became of a batch of sessions.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct ImportOutcome {
    /// How many were written.
    pub imported: usize,
    /// How many were there already with the same content.
    pub skipped: usize,
    /// Those that were refused.
    pub rejected: Vec<Rejection>,
}

/// A client's part in a batch.
struct Part {
    client: Rc<ClientKey>,
    state: ClientState,
    years: Vec<i32>,
}

impl<S: Store> Vault<S> {
    /// Writes a batch of sessions, each with its place in what was given; on the disk once this
    /// succeeds. Those that cannot be accepted are left out and named.
    ///
    /// # Errors
    /// Where the vault cannot be written; nothing of the batch is there then.
    pub async fn import_batch(
        &self,
        batch: Vec<(usize, Session)>,
        now: Moment,
    ) -> Result<ImportOutcome, VaultError> {
        let mut tags: Vec<Tag> =
            batch.iter().map(|(_, session)| self.client_tag(&session.client_id)).collect();
        tags.dedup();
        self.keys.ensure_clients(&self.key_store, &self.id, &tags).await?;
        let mut clients = TagMap::default();
        for tag in tags {
            clients.insert(tag, self.ensure_client(&tag).await?);
        }
        match self.import_once(&batch, &clients, now).await {
            Err(VaultError::DamagedDerived) => {
                for (_, client) in clients.iter() {
                    self.rebuild_if_damaged(client, now).await?;
                }
                self.import_once(&batch, &clients, now).await
            }
            done => done,
        }
    }

    async fn rebuild_if_damaged(
        &self,
        client: &Rc<ClientKey>,
        now: Moment,
    ) -> Result<(), VaultError> {
        self.view(client, now).await.map(drop)
    }

    async fn import_once(
        &self,
        batch: &[(usize, Session)],
        clients: &TagMap<Rc<ClientKey>>,
        now: Moment,
    ) -> Result<ImportOutcome, VaultError> {
        let tx = self.records.begin(&WRITTEN, Access::Write)?;
        let answers = tx.read(&[head_query()]).await?;
        let head = self.open_head(super::ledger::first(&answers))?;
        let there = self.find_taken(&tx, batch, &head).await?;
        let mut outcome = ImportOutcome::default();
        let fresh = self.sort_out(batch, &there, &mut outcome)?;
        if fresh.is_empty() {
            drop(tx);
            return Ok(outcome);
        }
        let mut parts = self.load_parts(&tx, &fresh, clients, now).await?;
        for (session, tag) in &fresh {
            let client = self.client_tag(&session.client_id);
            let part = parts.get_mut(&client).ok_or(VaultError::StorageUnavailable)?;
            self.put_new_session(&tx, &part.client, &mut part.state, session, *tag, now)?;
        }
        for part in parts.values_mut() {
            self.put_state(&tx, &part.client, &mut part.state, &part.years)?;
        }
        outcome.imported = fresh.len();
        let details = ObjectWriter::default().whole("imported", fresh.len() as u64).end();
        let event = Event::new(AuditAction::SessionsImported, now).with(details);
        let changes = head.head.changes;
        self.commit(tx, head, vec![event], true).await?;
        self.remember_tags(changes, fresh.iter().map(|(_, tag)| *tag));
        for (tag, part) in parts.into_entries() {
            self.cache_written(tag, part.state);
        }
        Ok(outcome)
    }

    /// The rows of those sessions of a batch that are there already.
    async fn find_taken(
        &self,
        tx: &S::Transaction,
        batch: &[(usize, Session)],
        head: &Head,
    ) -> Result<TagMap<Row>, VaultError> {
        let tags = batch.iter().map(|(_, session)| self.session_tag(&session.session_id));
        let mut suspects: Vec<Tag> = tags.collect();
        if suspects.len() > FEW {
            let known = self.known.take().filter(|(changes, _)| *changes == head.head.changes);
            let known = match known {
                Some((_, tags)) => tags,
                None => journal_tags(tx).await?,
            };
            suspects.retain(|tag| known.contains(tag));
            self.known.replace(Some((head.head.changes, known)));
        }
        let query = |tag: &Tag| Query::Key(Table::Journal, tag.to_vec());
        let queries: Vec<Query> = suspects.iter().map(query).collect();
        let answers = if queries.is_empty() { Vec::new() } else { tx.read(&queries).await? };
        let mut there = TagMap::default();
        for (tag, rows) in suspects.into_iter().zip(answers) {
            if let Some(row) = rows.into_iter().next() {
                there.insert(tag, row);
            }
        }
        Ok(there)
    }

    fn remember_tags(&self, before: u64, added: impl Iterator<Item = Tag>) {
        if let Some((changes, tags)) = self.known.borrow_mut().as_mut()
            && *changes == before
        {
            *changes += 1;
            tags.extend(added);
        }
    }

    /// Ends an import: what it kept in memory for its batches is let go.
    pub fn end_import(&self) {
        self.known.take();
    }

    /// Splits a batch into what is new, what is there already, and what takes another's id.
    fn sort_out<'b>(
        &self,
        batch: &'b [(usize, Session)],
        there: &TagMap<Row>,
        outcome: &mut ImportOutcome,
    ) -> Result<Vec<(&'b Session, Tag)>, VaultError> {
        let mut fresh: Vec<(&Session, Tag)> = Vec::with_capacity(batch.len());
        let mut places = TagMap::default();
        for (index, session) in batch {
            let tag = self.session_tag(&session.session_id);
            let same = match (there.get(&tag), places.get(&tag)) {
                (Some(row), _) => Some(self.says_the_same(row, session)?),
                (None, Some(place)) => Some(same_as(&fresh, *place, session)),
                (None, None) => None,
            };
            match same {
                Some(true) => outcome.skipped += 1,
                Some(false) => outcome.rejected.push(Rejection {
                    index: *index,
                    error: VaultError::DuplicateId(SessionId::FIELD),
                }),
                None => {
                    places.insert(tag, fresh.len());
                    fresh.push((session, tag));
                }
            }
        }
        Ok(fresh)
    }

    fn says_the_same(&self, row: &Row, session: &Session) -> Result<bool, VaultError> {
        let Some(owner) = self.keys.known_client(&self.id, &super::boxes::client_of(row)?)? else {
            return Ok(false);
        };
        let opened: Result<(crate::records::SessionRecord, u32), _> =
            self.open(&owner.key, Table::Journal, row);
        match opened {
            Ok((record, _)) => Ok(record.session == *session),
            Err(VaultError::CorruptRecord) => Ok(false),
            Err(error) => Err(error),
        }
    }

    /// The states of all clients that get new sessions.
    async fn load_parts(
        &self,
        tx: &S::Transaction,
        fresh: &[(&Session, Tag)],
        clients: &TagMap<Rc<ClientKey>>,
        now: Moment,
    ) -> Result<TagMap<Part>, VaultError> {
        let mut wanted: TagMap<(&ClientId, Vec<i32>)> = TagMap::default();
        for (session, _) in fresh {
            let tag = self.client_tag(&session.client_id);
            if !wanted.contains(&tag) {
                wanted.insert(tag, (&session.client_id, Vec::new()));
            }
            let year = year_of(session.timestamp);
            if let Some((_, years)) = wanted.get_mut(&tag)
                && !years.contains(&year)
            {
                years.push(year);
            }
        }
        let queries: Vec<Query> =
            wanted.iter().map(|(tag, _)| Self::catalogue_query(tag)).collect();
        let answers = tx.read(&queries).await?;
        let mut parts = TagMap::default();
        for ((tag, (id, years)), catalogue) in wanted.into_entries().into_iter().zip(answers) {
            let client = clients.get(&tag).ok_or(VaultError::StorageUnavailable)?;
            let mut state = self.state_or_new(tx, client, id, &catalogue, now).await?;
            self.load_years(tx, client, &mut state, &years).await?;
            parts.insert(tag, Part { client: Rc::clone(client), state, years });
        }
        Ok(parts)
    }
}

fn same_as(fresh: &[(&Session, Tag)], place: usize, session: &Session) -> bool {
    fresh.get(place).is_some_and(|(there, _)| **there == *session)
}

async fn journal_tags<T: Transaction>(tx: &T) -> Result<HashSet<Tag>, VaultError> {
    let keys = tx.keys(Table::Journal).await?;
    Ok(keys.iter().filter_map(|key| Tag::try_from(key.as_slice()).ok()).collect())
}
