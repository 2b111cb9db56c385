//! Many sessions at once, batch by batch, each batch whole.

use std::rc::Rc;

use super::client_state::{ClientState, year_of};
use super::folds::NewSession;
use super::keys::ClientKey;
use super::ledger::{Event, head_query};
use super::sessions::first_revision;
use super::taken::Taken;
use super::writing::WRITTEN;
use super::{Vault, VaultError};
use crate::domain::{ClientId, Moment, Session, SessionId};
use crate::records::{AuditAction, ObjectWriter, Tag, TagMap};
use crate::store::{Access, Query, Store, Transaction};

/// Up to this many sessions are always looked up. More are so only once the store has refused
/// one that was there already: most imports bring nothing but new ones.
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

/// A session that is not there yet.
struct Fresh<'b> {
    session: &'b Session,
    tag: Tag,
    client: Tag,
}

/// A client's part in a batch.
struct Part {
    client: Rc<ClientKey>,
    state: ClientState,
    years: Vec<i32>,
    fresh: Vec<NewSession>,
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
        let owners = self.owners_of(&batch);
        let mut tags = owners.clone();
        tags.dedup();
        self.keys.ensure_clients(&self.key_store, &self.id, &tags).await?;
        let mut clients = TagMap::default();
        for tag in tags {
            clients.insert(tag, self.ensure_client(&tag).await?);
        }
        match self.import_once(&batch, &owners, &clients, now).await {
            Err(VaultError::DamagedDerived) => {
                for (_, client) in clients.iter() {
                    self.rebuild_if_damaged(client, now).await?;
                }
                self.import_once(&batch, &owners, &clients, now).await
            }
            Err(VaultError::Overtaken) => {
                self.wary.set(true);
                self.import_once(&batch, &owners, &clients, now).await
            }
            done => done,
        }
    }

    /// The tag of each session's client. Those of one client stand together, and share one sum.
    fn owners_of(&self, batch: &[(usize, Session)]) -> Vec<Tag> {
        let same = batch.chunk_by(|(_, one), (_, next)| one.client_id == next.client_id);
        let tags = same.filter_map(|of_one| {
            let (_, first) = of_one.first()?;
            Some(std::iter::repeat_n(self.client_tag(&first.client_id), of_one.len()))
        });
        tags.flatten().collect()
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
        owners: &[Tag],
        clients: &TagMap<Rc<ClientKey>>,
        now: Moment,
    ) -> Result<ImportOutcome, VaultError> {
        let tx = self.records.begin(&WRITTEN, Access::Write)?;
        let answers = tx.read(&[head_query()]).await?;
        let head = self.open_head(super::ledger::first(&answers))?;
        let session_tag = |(_, session): &(usize, Session)| self.session_tag(&session.session_id);
        let tags: Vec<Tag> = batch.iter().map(session_tag).collect();
        let look = batch.len() <= FEW || self.wary.get();
        let taken = self.find_taken(&tx, if look { &tags } else { &[] }).await?;
        let mut outcome = ImportOutcome::default();
        let fresh = self.sort_out((batch, owners), &tags, taken, &mut outcome)?;
        if fresh.is_empty() {
            drop(tx);
            return Ok(outcome);
        }
        for (_, client) in clients.iter() {
            self.refuse_destroyed(&tx, client, &head).await?;
        }
        let mut parts = self.load_parts(&tx, &fresh, clients, now).await?;
        for Fresh { session, tag, client } in &fresh {
            let part = parts.get_mut(client).ok_or(VaultError::StorageUnavailable)?;
            if part.state.row_of(tag).is_some() {
                return Err(VaultError::Overtaken);
            }
            let record = first_revision(&mut part.state, session, now);
            part.fresh.push(NewSession { tag: *tag, revision: 1, record });
        }
        for part in parts.values_mut() {
            let sessions = std::mem::take(&mut part.fresh);
            self.put_new_sessions(&tx, &part.client, &mut part.state, sessions)?;
            self.put_state(&tx, &part.client, &mut part.state, &part.years)?;
        }
        outcome.imported = fresh.len();
        let details = ObjectWriter::default().whole("imported", fresh.len() as u64).end();
        let event = Event::new(AuditAction::SessionsImported, now).with(details);
        self.commit(tx, head, vec![event], true).await?;
        for (tag, part) in parts.into_entries() {
            self.cache_written(tag, part.state);
        }
        Ok(outcome)
    }

    /// Ends an import: the next one begins without suspicion.
    pub fn end_import(&self) {
        self.wary.set(false);
    }

    /// Splits a batch into what is new, what is there already, and what takes another's id.
    fn sort_out<'b>(
        &self,
        (batch, owners): (&'b [(usize, Session)], &[Tag]),
        tags: &[Tag],
        mut taken: Taken,
        outcome: &mut ImportOutcome,
    ) -> Result<Vec<Fresh<'b>>, VaultError> {
        let mut fresh: Vec<Fresh> = Vec::with_capacity(batch.len());
        let mut places = TagMap::default();
        for (((index, session), client), tag) in batch.iter().zip(owners).zip(tags) {
            let same = match (taken.row(tag).map(Rc::clone), places.get(tag)) {
                (Some(row), _) => Some(self.says_the_same(&mut taken, &row, tag, session)?),
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
                    places.insert(*tag, fresh.len());
                    fresh.push(Fresh { session, tag: *tag, client: *client });
                }
            }
        }
        Ok(fresh)
    }

    /// The states of all clients that get new sessions.
    async fn load_parts(
        &self,
        tx: &S::Transaction,
        fresh: &[Fresh<'_>],
        clients: &TagMap<Rc<ClientKey>>,
        now: Moment,
    ) -> Result<TagMap<Part>, VaultError> {
        let mut wanted: TagMap<(&ClientId, Vec<i32>)> = TagMap::default();
        for Fresh { session, client, .. } in fresh {
            if !wanted.contains(client) {
                wanted.insert(*client, (&session.client_id, Vec::new()));
            }
            let year = year_of(session.timestamp);
            if let Some((_, years)) = wanted.get_mut(client)
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
            parts.insert(tag, Part { client: Rc::clone(client), state, years, fresh: Vec::new() });
        }
        Ok(parts)
    }
}

fn same_as(fresh: &[Fresh<'_>], place: usize, session: &Session) -> bool {
    fresh.get(place).is_some_and(|there| *there.session == *session)
}
