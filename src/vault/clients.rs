//! Clients: what is known of each as a whole.

use std::rc::Rc;

use super::keys::ClientKey;
use super::ledger::{Event, first};
use super::versions::{Own, client_text};
use super::{Directory, Vault, VaultError};
use crate::domain::{Client, ClientChanges, Moment};
use crate::order::by_text;
use crate::records::{AuditAction, CatalogueEntry, ClientRecord, Tag, VersionOf};
use crate::store::{Access, Query, Row, Store, Table, Transaction};

impl<S: Store> Vault<S> {
    /// Adds a client, or changes what is known of one. What is left out stays as it is.
    ///
    /// # Errors
    /// Where the vault cannot be written.
    pub async fn save_client(
        &self,
        changes: &ClientChanges,
        now: Moment,
    ) -> Result<Client, VaultError> {
        let client = self.ensure_client(&self.client_tag(&changes.client_id)).await?;
        let attempt = async || self.save_client_once(changes, &client, now).await;
        self.healing(&client, now, attempt).await
    }

    async fn save_client_once(
        &self,
        changes: &ClientChanges,
        client: &Rc<ClientKey>,
        now: Moment,
    ) -> Result<Client, VaultError> {
        let record_tag = self.client_record_tag(&client.tag);
        let writing = self.begin_writing(client, &[record_tag]).await?;
        let (id, catalogue) = (&changes.client_id, &writing.catalogue);
        let mut state = self.state_or_new(&writing.tx, client, id, catalogue, now).await?;
        let before = match writing.row(&record_tag) {
            Some(row) => self.expected_record(client, &state.entry, row)?,
            None if state.exists() => return Err(VaultError::CorruptRecord),
            None => ClientRecord { client: state.entry.client.clone(), past: Vec::new() },
        };
        let mut own = Own { record: before, changed: false };
        let before = own.record.client.clone();
        let after = before.clone().changed(changes.clone());
        if state.exists() && after == before {
            return Ok(after);
        }
        if state.exists() {
            state.entry.client_revision = state.entry.client_revision.wrapping_add(1);
        }
        let (said, says) = (client_text(&before), client_text(&after));
        own.renew(VersionOf::Client, id.as_str(), said.as_deref(), says.as_deref(), now);
        own.record.client = after.clone();
        self.put_client_record(&writing.tx, client, &own.record, state.entry.client_revision)?;
        state.entry.client = after.clone().in_catalogue();
        let event = Event::new(AuditAction::ClientSaved, now).of(client);
        self.end_writing(writing, client, state, &[], vec![event]).await?;
        Ok(after)
    }

    /// Opens a client's record as the revision that the catalogue knows.
    pub(super) fn expected_client(
        &self,
        client: &ClientKey,
        entry: &CatalogueEntry,
        row: &Row,
    ) -> Result<Client, VaultError> {
        Ok(self.expected_record(client, entry, row)?.client)
    }

    /// The same, with the versions that it keeps.
    pub(super) fn expected_record(
        &self,
        client: &ClientKey,
        entry: &CatalogueEntry,
        row: &Row,
    ) -> Result<ClientRecord, VaultError> {
        let (record, revision): (ClientRecord, u32) =
            self.open(&client.key, Table::Journal, row)?;
        match revision == entry.client_revision {
            true => Ok(record),
            false => Err(VaultError::CorruptRecord),
        }
    }

    /// All clients, ordered by id.
    ///
    /// # Errors
    /// `CorruptRecord` where one's record is damaged.
    pub async fn clients(&self, now: Moment) -> Result<Vec<Client>, VaultError> {
        self.note(Event::new(AuditAction::ClientsRead, now));
        let entries = self.catalogue(now).await?;
        self.whole_clients(&entries).await
    }

    /// The clients' own records, in the order of their entries.
    pub(super) async fn whole_clients(
        &self,
        entries: &[CatalogueEntry],
    ) -> Result<Vec<Client>, VaultError> {
        let tag = |entry: &CatalogueEntry| self.client_tag(&entry.client.client_id);
        let tags: Vec<Tag> = entries.iter().map(tag).collect();
        let key = |tag| Query::Key(Table::Journal, self.client_record_tag(tag).to_vec());
        let queries: Vec<Query> = tags.iter().map(key).collect();
        let tx = self.records.begin(&[Table::Journal], Access::Read)?;
        let answers = tx.read(&queries).await?;
        let mut clients = Vec::with_capacity(entries.len());
        for ((entry, tag), rows) in entries.iter().zip(&tags).zip(&answers) {
            let client = self.keys.client(&self.key_store, &self.id, tag).await?;
            let client = client.ok_or(VaultError::CorruptRecord)?;
            let row = rows.first().ok_or(VaultError::CorruptRecord)?;
            clients.push(self.expected_client(&client, entry, row)?);
        }
        Ok(clients)
    }

    /// Every client's entry in the catalogue, ordered by id. Damaged ones are rebuilt.
    pub(super) async fn catalogue(&self, now: Moment) -> Result<Directory, VaultError> {
        if let Some((stamp, entries)) = self.directory.borrow().as_ref()
            && self.still_holds(*stamp)
        {
            return Ok(Rc::clone(entries));
        }
        let stamp = self.stamp();
        let entries = Rc::new(self.read_catalogue(now).await?);
        let before = self.directory.take();
        if let Some((_, before)) = &before {
            self.forget_missing(before, &entries);
        }
        self.directory.replace(Some((stamp, Rc::clone(&entries))));
        Ok(entries)
    }

    /// Every client's key, ordered by the clients' ids.
    pub(super) async fn all_clients(&self, now: Moment) -> Result<Vec<Rc<ClientKey>>, VaultError> {
        self.forget_destroyed().await?;
        let mut clients = Vec::new();
        for entry in self.catalogue(now).await?.iter() {
            let tag = self.client_tag(&entry.client.client_id);
            let client = self.keys.client(&self.key_store, &self.id, &tag).await?;
            clients.push(client.ok_or(VaultError::CorruptRecord)?);
        }
        Ok(clients)
    }

    async fn read_catalogue(&self, now: Moment) -> Result<Vec<CatalogueEntry>, VaultError> {
        let mut entries = Vec::new();
        let rows = self.catalogue_rows().await?;
        let mut damaged = self.without_entry(&rows).await?;
        for row in rows {
            match self.open(&self.keys.catalogue, Table::Catalogue, &row) {
                Ok((entry, _)) => entries.push(entry),
                Err(VaultError::CorruptRecord) => damaged.push(row.key),
                Err(error) => return Err(error),
            }
        }
        for key in damaged {
            entries.push(self.rebuilt_entry(&key, now).await?);
        }
        Ok(by_text(entries, |entry: &CatalogueEntry| entry.client.client_id.as_str()))
    }

    async fn catalogue_rows(&self) -> Result<Vec<Row>, VaultError> {
        let tx = self.records.begin(&[Table::Catalogue], Access::Read)?;
        Ok(tx.read(&[Query::All(Table::Catalogue)]).await?.pop().unwrap_or_default())
    }

    /// The tags of clients who have records and are not in the catalogue's rows. A client who has
    /// but a key is none of them.
    async fn without_entry(&self, rows: &[Row]) -> Result<Vec<Vec<u8>>, VaultError> {
        let is_lost = |tag: &Tag| rows.binary_search_by(|row| row.key.as_slice().cmp(tag)).is_err();
        let tags: Vec<Tag> = self.keys.client_tags().into_iter().filter(is_lost).collect();
        if tags.is_empty() {
            return Ok(Vec::new());
        }
        let own = |tag| Query::Key(Table::Journal, self.client_record_tag(tag).to_vec());
        let queries: Vec<Query> = tags.iter().map(own).collect();
        let tx = self.records.begin(&[Table::Journal], Access::Read)?;
        let found = tags.iter().zip(tx.read(&queries).await?);
        Ok(found.filter(|(_, rows)| !rows.is_empty()).map(|(tag, _)| tag.to_vec()).collect())
    }

    async fn rebuilt_entry(&self, key: &[u8], now: Moment) -> Result<CatalogueEntry, VaultError> {
        let tag = Tag::try_from(key).map_err(|_| VaultError::CorruptRecord)?;
        let client = self.keys.client(&self.key_store, &self.id, &tag).await?;
        let client = client.ok_or(VaultError::CorruptRecord)?;
        self.rebuild(&client, now).await?;
        let tx = self.records.begin(&[Table::Catalogue], Access::Read)?;
        let answers = tx.read(&[Self::catalogue_query(&tag)]).await?;
        let state = self.state_from(&tag, first(&answers))?;
        Ok(state.ok_or(VaultError::CorruptRecord)?.entry)
    }
}
