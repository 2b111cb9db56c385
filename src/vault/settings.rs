//! What a practice has set for itself, sealed like everything else.
//!
//! Settings are about no client: they are in no history file.

use super::ledger::{Event, first, head_query};
use super::{Vault, VaultError};
use crate::domain::{FieldError, Json, Moment};
use crate::records::{AuditAction, SettingsRecord};
use crate::store::{Access, Query, Store, Table, Transaction};

/// The most bytes of JSON that settings hold: 64 KiB.
const MAX_BYTES: usize = 64 * 1024;

impl<S: Store> Vault<S> {
    /// Keeps the settings in place of those before.
    ///
    /// # Errors
    /// Where they are no JSON object, or over 64 KiB.
    pub async fn save_settings(&self, content: Json, now: Moment) -> Result<(), VaultError> {
        if !content.as_str().starts_with('{') || content.as_str().len() > MAX_BYTES {
            let allowed = "must be an object of at most 64 KiB";
            return Err(FieldError::invalid("settings", allowed).into());
        }
        let tx = self.records.begin(&[Table::Audit, Table::State], Access::Write)?;
        let answers = tx.read(&[head_query()]).await?;
        let head = self.open_head(first(&answers))?;
        let record = SettingsRecord { content };
        let (key, at) = (&self.keys.catalogue, self.settings_tag());
        tx.put(Table::State, &self.seal_at(key, Table::State, &at, Vec::new(), 1, &record)?)?;
        let event = Event::new(AuditAction::SettingsSaved, now);
        self.commit(tx, head, vec![event], false).await
    }

    /// The settings that were saved last; an empty object before the first time.
    ///
    /// # Errors
    /// `CorruptRecord` where they are damaged; saving anew mends that.
    pub async fn settings(&self) -> Result<Json, VaultError> {
        let tx = self.records.begin(&[Table::State], Access::Read)?;
        let query = Query::Key(Table::State, self.settings_tag().to_vec());
        let answers = tx.read(&[query]).await?;
        let Some(row) = first(&answers).first() else { return Ok(Json::default()) };
        let (record, _): (SettingsRecord, u32) =
            self.open(&self.keys.catalogue, Table::State, row)?;
        Ok(record.content)
    }
}
