//! Deleting a client for good: the records, then the key, then, elsewhere, the key's remains.

use std::rc::Rc;

use super::amendments::check_reason;
use super::certificates::Certificate;
use super::keys::ClientKey;
use super::ledger::{Event, head_query};
use super::writing::WRITTEN;
use super::{Vault, VaultError};
use crate::crypto::random_bytes;
use crate::domain::{ClientId, FieldError, Moment};
use crate::records::{
    AuditAction, CatalogueEntry, CertificateRecord, KnownFile, ObjectWriter, RetentionRecord,
    to_hex,
};
use crate::store::{Access, Query, Row, Store, Table, Transaction};

/// A deletion as it was asked for.
#[derive(Debug, Clone, Copy)]
struct Wish<'w> {
    id: &'w ClientId,
    reason: &'w str,
    keep_name: bool,
    now: Moment,
}

impl<S: Store> Vault<S> {
    /// Destroys all records of a client in one transaction, drafts and what is derived included,
    /// then their key. Lines of the audit log stay; what was sealed in them under the client's
    /// key can be read by nobody any more.
    ///
    /// The key goes right after the records, and is out of the browser's files after
    /// [`Vault::erase_step`] has done its work. Where it is cut off between records and key, the
    /// next unlocking ends it.
    ///
    /// # Errors
    /// `NotFound`; a reason that is blank or too long; a client on hold. Nothing is written then.
    pub async fn delete_client(
        &self,
        id: &ClientId,
        reason: &str,
        keep_name: bool,
        now: Moment,
    ) -> Result<Certificate, VaultError> {
        check_reason(reason)?;
        let (tag, client) = self.find_client(id).await?;
        let client = client.ok_or(VaultError::NotFound(ClientId::FIELD))?;
        let files = self.files_of(id).await?;
        let wish = Wish { id, reason, keep_name, now };
        let record = self.destroy_records(wish, &client, files).await?;
        self.forget_client(&tag);
        // The records are gone in any case; a key that cannot go now does so after unlocking, and
        // the certificate does not say that it has.
        let _ = self.finish_deletions().await;
        Ok(Certificate(record))
    }

    async fn destroy_records(
        &self,
        wish: Wish<'_>,
        client: &Rc<ClientKey>,
        files: Vec<KnownFile>,
    ) -> Result<CertificateRecord, VaultError> {
        let tag = &client.tag;
        let tx = self.records.begin(&WRITTEN, Access::Write)?;
        let queries = [
            head_query(),
            self.retention_query(),
            Self::catalogue_query(tag),
            Query::Groups(Table::Journal, tag.to_vec()),
            Query::Groups(Table::Timeline, tag.to_vec()),
            Query::Key(Table::State, self.draft_tag(tag).to_vec()),
        ];
        let answers = tx.read(&queries).await?;
        let [head, retention, catalogue, journal, timeline, draft] = answers.as_slice() else {
            return Err(VaultError::StorageUnavailable);
        };
        let head = self.open_head(head)?;
        self.refuse_destroyed(&tx, client, &head).await?;
        refuse_held(&self.open_retention(retention)?, wish.id)?;
        let gone = [
            (Table::Catalogue, catalogue),
            (Table::Journal, journal),
            (Table::Timeline, timeline),
            (Table::State, draft),
        ];
        if gone.iter().all(|(_, rows)| rows.is_empty()) {
            return Err(VaultError::NotFound(ClientId::FIELD));
        }
        for (table, row) in
            gone.iter().flat_map(|(table, rows)| rows.iter().map(|row| (*table, row)))
        {
            tx.delete(table, &row.key)?;
        }
        let number = to_hex(&random_bytes::<8>()?);
        let record = CertificateRecord {
            certificate_id: grouped(&number),
            client_id: wish.id.clone(),
            display_name: if wish.keep_name { self.name_in(catalogue) } else { String::new() },
            destroyed_at: wish.now,
            reason: wish.reason.to_owned(),
            records: count(journal) + draft.len() as u64,
            files,
            probe: self.probe_of(client)?,
            erased_at: None,
        };
        tx.put(Table::State, &self.certificate_row(tag, &record)?)?;
        let details = ObjectWriter::default()
            .text("certificate_id", &record.certificate_id)
            .text("client_id", record.client_id.as_str())
            .text("reason", &record.reason)
            .whole("records", record.records)
            .end();
        let event = Event::new(AuditAction::ClientDeleted, wish.now).of(client).with(details);
        self.commit(tx, head, vec![event], true).await?;
        Ok(record)
    }

    /// The name in a client's entry of the catalogue, where it can be read.
    fn name_in(&self, catalogue: &[Row]) -> String {
        let entry =
            catalogue.first().map(|row| self.open(&self.keys.catalogue, Table::Catalogue, row));
        match entry {
            Some(Ok((CatalogueEntry { client, .. }, _))) => client.display_name,
            _ => String::new(),
        }
    }

    /// Destroys the keys of clients whose records are gone, as a deletion that was cut off has
    /// left them.
    ///
    /// # Errors
    /// `Locked` where another tab has changed the vault's keys meanwhile.
    pub(super) async fn finish_deletions(&self) -> Result<(), VaultError> {
        for record in self.unerased().await? {
            let tag = self.client_tag(&record.client_id);
            let opens = |key: &_| self.is_destroyed(&record, &tag, key);
            self.keys.destroy(&self.key_store, &self.id, &tag, opens).await?;
        }
        Ok(())
    }
}

fn refuse_held(retention: &RetentionRecord, id: &ClientId) -> Result<(), FieldError> {
    let allowed = "cannot be deleted while the client is on hold; lift the hold first";
    match retention.hold_on(id) {
        Some(_) => Err(FieldError::invalid(ClientId::FIELD, allowed)),
        None => Ok(()),
    }
}

/// How many records lie in rows of the journal: a fold has several.
fn count(journal: &[Row]) -> u64 {
    // A session's own row names itself.
    journal.iter().map(|row| row.holds.len().max(1) as u64).sum()
}

/// A long number in groups of four digits, for people.
fn grouped(digits: &str) -> String {
    let mut text = String::new();
    for (place, digit) in digits.chars().enumerate() {
        if place > 0 && place % 4 == 0 {
            text.push('-');
        }
        text.push(digit);
    }
    text
}
