//! Sessions that are still being written, sealed like everything else.
//!
//! A draft is no part of the record: it leaves no line in the audit log and no file.

use super::ledger::{first, head_query};
use super::{Vault, VaultError};
use crate::domain::{ClientId, FieldError, Json, MAX_RECORD_BYTES, Moment};
use crate::records::DraftRecord;
use crate::store::{Access, Query, Store, Table, Transaction};

impl<S: Store> Vault<S> {
    /// Keeps what a client's session form holds, in place of what it held before.
    ///
    /// # Errors
    /// Where it is over 256 KiB. `NotFound` where another tab has deleted the client meanwhile.
    pub async fn save_draft(
        &self,
        id: &ClientId,
        content: Json,
        now: Moment,
    ) -> Result<(), VaultError> {
        if content.as_str().len() > MAX_RECORD_BYTES {
            return Err(FieldError::invalid("draft", "must not be larger than 256 KiB").into());
        }
        let tag = self.client_tag(id);
        let client = self.ensure_client(&tag).await?;
        let draft = DraftRecord { content, saved_at: now };
        let at = self.draft_tag(&tag);
        let row = self.seal_at(&client.key, Table::State, &at, Vec::new(), 1, &draft)?;
        let tx = self.records.begin(&[Table::State], Access::Write)?;
        let answers = tx.read(&[head_query()]).await?;
        let head = self.open_head(first(&answers))?;
        self.refuse_destroyed(&tx, &client, &head).await?;
        tx.put(Table::State, &row)?;
        Ok(tx.commit().await?)
    }

    /// What a client's session form held last, and when.
    ///
    /// # Errors
    /// `CorruptRecord` where it is damaged.
    pub async fn draft(&self, id: &ClientId) -> Result<Option<DraftRecord>, VaultError> {
        let (tag, client) = self.find_client(id).await?;
        let Some(client) = client else { return Ok(None) };
        let tx = self.records.begin(&[Table::State], Access::Read)?;
        let query = Query::Key(Table::State, self.draft_tag(&tag).to_vec());
        let rows = tx.read(&[query]).await?;
        let Some(row) = rows.into_iter().flatten().next() else { return Ok(None) };
        self.open(&client.key, Table::State, &row).map(|(draft, _)| Some(draft))
    }

    /// Forgets a client's draft.
    ///
    /// # Errors
    /// Where the vault cannot be written.
    pub async fn discard_draft(&self, id: &ClientId) -> Result<(), VaultError> {
        let tag = self.draft_tag(&self.client_tag(id));
        let tx = self.records.begin(&[Table::State], Access::Write)?;
        tx.delete(Table::State, &tag)?;
        Ok(tx.commit().await?)
    }
}
