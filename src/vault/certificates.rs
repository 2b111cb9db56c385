//! What stays of a client whose records were destroyed.

use super::keys::ClientKey;
use super::ledger::Head;
use super::{Vault, VaultError};
use crate::crypto::{Context, DataKey};
use crate::domain::{ClientId, Moment};
use crate::records::{
    CatalogueEntry, CertificateRecord, KnownFile, ObjectWriter, Tag, TagMap, json_list,
};
use crate::store::{Access, Query, Row, Store, Table, Transaction};
use crate::transfer::{ClientHistory, DeletedClient};

/// That a client's records were destroyed, for people.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Certificate(pub(super) CertificateRecord);

impl Certificate {
    /// What no program in a browser can reach, by name.
    const BEYOND_REACH: [&str; 3] = ["history_files", "device_backups", "flash_memory"];

    /// The certificate's number.
    pub fn id(&self) -> &str {
        &self.0.certificate_id
    }

    /// The certificate as a JSON object.
    pub fn to_json(&self) -> String {
        let CertificateRecord {
            certificate_id,
            client_id,
            display_name,
            destroyed_at,
            reason,
            records,
            files,
            probe: _,
            erased_at,
        } = &self.0;
        let certificate = ObjectWriter::default()
            .text("certificate_id", certificate_id)
            .text("client_id", client_id.as_str())
            .text("display_name", display_name)
            .text("destroyed_at", &destroyed_at.to_rfc3339())
            .whole("records", *records)
            .text("reason", reason)
            .json("files", &json_list(files.iter().map(file_json)))
            .texts("beyond_reach", Self::BEYOND_REACH);
        match erased_at {
            Some(at) => certificate.text("erased_at", &at.to_rfc3339()).end(),
            None => certificate.json("erased_at", "null").end(),
        }
    }
}

fn file_json(KnownFile { made_at, sha256, scope }: &KnownFile) -> String {
    let file = ObjectWriter::default().text("made_at", &made_at.to_rfc3339());
    file.text("file_sha256", sha256).text("scope", scope.name()).end()
}

impl<S: Store> Vault<S> {
    /// The certificates of all deletions, newest first.
    ///
    /// # Errors
    /// `CorruptRecord` where one is damaged.
    pub async fn certificates(&self) -> Result<Vec<Certificate>, VaultError> {
        let rows = self.certificate_rows().await?;
        let open = |row| self.open(&self.keys.log, Table::State, row).map(|(record, _)| record);
        let certificates: Result<Vec<CertificateRecord>, VaultError> =
            rows.iter().map(open).collect();
        let newest_first = |record: &CertificateRecord| (-record.destroyed_at.millis(), 0);
        let certificates = crate::order::by_numbers(certificates?, newest_first);
        Ok(certificates.into_iter().map(Certificate).collect())
    }

    fn certificates_group(&self) -> Tag {
        self.keys.lookup.tag("group", &[b"certificate"])
    }

    pub(super) fn all_certificates_query(&self) -> Query {
        Query::Groups(Table::State, self.certificates_group().to_vec())
    }

    async fn certificate_rows(&self) -> Result<Vec<Row>, VaultError> {
        let tx = self.records.begin(&[Table::State], Access::Read)?;
        Ok(tx.read(&[self.all_certificates_query()]).await?.concat())
    }

    /// The group of one client's certificates: the group of all, then the beginning of a tag.
    fn certificates_of(&self, client: &Tag) -> Vec<u8> {
        let tag = self.keys.lookup.tag("group", &[client, b"certificate"]);
        [self.certificates_group().as_slice(), &tag[..8]].concat()
    }

    pub(super) fn certificate_row(
        &self,
        client: &Tag,
        record: &CertificateRecord,
    ) -> Result<Row, VaultError> {
        let at = self.keys.lookup.tag("certificate", &[record.certificate_id.as_bytes()]);
        let group = self.certificates_of(client);
        self.seal_at(&self.keys.log, Table::State, &at, group, 1, record)
    }

    /// Those certificates that are not damaged.
    pub(super) fn open_certificates(&self, rows: &[Row]) -> Vec<CertificateRecord> {
        let open = |row| self.open(&self.keys.log, Table::State, row).ok();
        rows.iter().filter_map(open).map(|(record, _)| record).collect()
    }

    /// The ids of all clients who were ever deleted, by their tags. Damaged certificates are
    /// passed over.
    pub(super) async fn deleted_clients(&self) -> Result<TagMap<ClientId>, VaultError> {
        let mut deleted = TagMap::default();
        for record in self.open_certificates(&self.certificate_rows().await?) {
            deleted.insert(self.client_tag(&record.client_id), record.client_id);
        }
        Ok(deleted)
    }

    /// The clients who were deleted and are not among those who are here. Of several deletions of
    /// a client the last one counts.
    pub(super) async fn gone_clients(
        &self,
        here: &[ClientId],
    ) -> Result<Vec<DeletedClient>, VaultError> {
        let mut gone: Vec<CertificateRecord> = Vec::new();
        for record in self.open_certificates(&self.certificate_rows().await?) {
            let id = &record.client_id;
            match gone.iter_mut().find(|known| known.client_id == *id) {
                Some(known) if known.destroyed_at < record.destroyed_at => *known = record,
                Some(_) => {}
                None if here.contains(id) => {}
                None => gone.push(record),
            }
        }
        let told = |record: CertificateRecord| DeletedClient {
            client_id: record.client_id.as_str().to_owned(),
            destroyed_at: record.destroyed_at.to_rfc3339(),
        };
        let gone = crate::order::by_text(gone, |record| record.client_id.as_str());
        Ok(gone.into_iter().map(told).collect())
    }

    /// Leaves out the histories of clients who were deleted here and have not come back. The group
    /// of a certificate tells whose it is, damaged or not.
    pub(super) async fn leave_out_deleted(
        &self,
        histories: &mut Vec<ClientHistory>,
        now: Moment,
    ) -> Result<(), VaultError> {
        let certificates = self.certificate_rows().await?;
        if certificates.is_empty() {
            return Ok(());
        }
        let here = self.catalogue(now).await?;
        histories.retain(|history| {
            let id = &history.client.client_id;
            let group = self.certificates_of(&self.client_tag(id));
            !certificates.iter().any(|row| row.group == group)
                || here.iter().any(|entry| entry.client.client_id == *id)
        });
        Ok(())
    }

    fn probe_context<'c>(&'c self, client: &'c Tag) -> Context<'c> {
        Context { vault: &self.id, table: "destroyed", key: client, group: &[], revision: 1 }
    }

    /// A box that nothing but the key of a client opens.
    pub(super) fn probe_of(&self, client: &ClientKey) -> Result<Vec<u8>, VaultError> {
        Ok(client.key.seal(&self.probe_context(&client.tag), b"")?)
    }

    /// Whether a key is the one that the deletion of a client destroyed.
    pub(super) fn is_destroyed(
        &self,
        record: &CertificateRecord,
        client: &Tag,
        key: &DataKey,
    ) -> bool {
        key.open(&self.probe_context(client), &record.probe).is_ok()
    }

    /// Refuses to write under a key that another tab has destroyed, and forgets it. `head` was
    /// read in the same transaction.
    ///
    /// # Errors
    /// `NotFound` where the client was deleted.
    pub(super) async fn refuse_destroyed<T: Transaction>(
        &self,
        tx: &T,
        client: &ClientKey,
        head: &Head,
    ) -> Result<(), VaultError> {
        let deletions = head.head.deletions;
        if deletions == 0 || client.sound_after.get() == Some(deletions) {
            return Ok(());
        }
        let query = Query::Group(Table::State, self.certificates_of(&client.tag));
        let records = self.open_certificates(&tx.read(&[query]).await?.concat());
        if records.iter().any(|record| self.is_destroyed(record, &client.tag, &client.key)) {
            self.forget_client(&client.tag);
            return Err(VaultError::NotFound(ClientId::FIELD));
        }
        client.sound_after.set(Some(deletions));
        Ok(())
    }

    /// Drops the keys that other tabs have destroyed since this one read them. Answers with how
    /// many certificates there are, and how many of them are damaged.
    pub(super) async fn forget_destroyed(&self) -> Result<(usize, usize), VaultError> {
        let rows = self.certificate_rows().await?;
        let records = self.open_certificates(&rows);
        let counts = (rows.len(), rows.len() - records.len());
        for record in records {
            let tag = self.client_tag(&record.client_id);
            let known = self.keys.known_client(&self.id, &tag).ok().flatten();
            if known.is_some_and(|client| self.is_destroyed(&record, &tag, &client.key)) {
                self.forget_client(&tag);
            }
        }
        Ok(counts)
    }

    /// Drops what this tab remembers of clients who were in the catalogue and are no longer:
    /// another tab has deleted them. Both lists are ordered by id.
    pub(super) fn forget_missing(&self, before: &[CatalogueEntry], now: &[CatalogueEntry]) {
        let id = |entry: &CatalogueEntry| entry.client.client_id.clone();
        for gone in before.iter().map(id) {
            let place =
                now.binary_search_by(|entry| entry.client.client_id.as_str().cmp(gone.as_str()));
            if place.is_err() {
                self.forget_client(&self.client_tag(&gone));
            }
        }
    }

    /// Drops everything that this tab remembers of a client.
    pub(super) fn forget_client(&self, client: &Tag) {
        self.keys.forget(client);
        self.states.borrow_mut().remove(client);
        self.haystacks.borrow_mut().remove(client);
        self.directory.replace(None);
        self.last_save.borrow_mut().take_if(|save| save.client.tag == *client);
    }
}
