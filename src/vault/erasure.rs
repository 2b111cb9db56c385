//! Keys that were destroyed leave the browser's files.
//!
//! A browser keeps what was deleted from a database in its files for a while. So the small
//! database of keys moves, without the destroyed ones, several times and with a pause between:
//! only then are they gone. How often it is still to move stands in the database itself, so that
//! work that was cut off goes on at the next unlocking.

use super::keys::{ERASURE, MOVES, put_erasure};
use super::ledger::{Event, first, head_query};
use super::{Vault, VaultError};
use crate::domain::Moment;
use crate::records::{AuditAction, CertificateRecord, ObjectWriter};
use crate::store::{Access, Query, Row, Store, Table, Transaction};

/// How many steps an erasure takes, from its beginning.
pub const ERASURE_STEPS: usize = MOVES as usize;

/// A browser that is left alone for so long, in milliseconds, has its files in order again;
/// shorter pauses have left destroyed keys in them.
const SHORTEST_PAUSE: i64 = 3_000;
/// Nobody waits longer than that for a step.
const LONGEST_PAUSE: i64 = 30_000;
/// What it does after a move takes less than the move itself.
const PAUSE_PER_STEP: i64 = 10;

/// How many milliseconds to wait after a step of an erasure that took `took` milliseconds: 3,000
/// to 30,000, the longer the slower the device is.
#[must_use]
pub fn pause_after_step(took: i64) -> i64 {
    took.saturating_mul(PAUSE_PER_STEP).clamp(SHORTEST_PAUSE, LONGEST_PAUSE)
}

impl<S: Store> Vault<S> {
    /// Whether an erasure of destroyed keys is to be done, as far as this tab knows.
    pub fn erasure_is_due(&self) -> bool {
        self.keys.erasure_due.get()
    }

    /// How many steps the erasure of destroyed keys still takes; none where nothing is to be
    /// erased, 0 where only the certificates do not say so yet.
    ///
    /// # Errors
    /// Where the keys cannot be read.
    pub async fn erasure_left(&self) -> Result<Option<usize>, VaultError> {
        self.key_store.ready().await?;
        let tx = self.key_store.begin(&[Table::Keys], Access::Read)?;
        let answers = tx.read(&[erasure_query()]).await?;
        Ok(left(first(&answers)).map(usize::from))
    }

    /// Does one step of the erasure of destroyed keys; answers with how many are left, the next
    /// of which should wait for [`pause_after_step`]. 0 once all of it is done, and the
    /// certificates say so.
    ///
    /// # Errors
    /// `UpgradeBlocked` where another tab will not let go of the keys; nothing is lost, and the
    /// step can be tried again.
    pub async fn erase_step(&self, now: Moment) -> Result<usize, VaultError> {
        match self.erasure_left().await? {
            None => return Ok(0),
            Some(0) => {}
            Some(_) => {
                self.finish_deletions().await?;
                self.key_store.relocate().await?;
                let left = self.note_moved().await?;
                if left > 0 {
                    return Ok(left.into());
                }
            }
        }
        self.certify(now).await?;
        self.end_erasure().await?;
        Ok(0)
    }

    async fn note_moved(&self) -> Result<u8, VaultError> {
        let tx = self.key_store.begin(&[Table::Keys], Access::Write)?;
        let answers = tx.read(&[erasure_query()]).await?;
        let left = left(first(&answers)).unwrap_or_default().saturating_sub(1);
        put_erasure(&tx, left)?;
        tx.commit().await?;
        Ok(left)
    }

    /// Forgets the erasure, unless another one has begun.
    async fn end_erasure(&self) -> Result<(), VaultError> {
        self.key_store.ready().await?;
        let tx = self.key_store.begin(&[Table::Keys], Access::Write)?;
        let answers = tx.read(&[erasure_query()]).await?;
        if left(first(&answers)) == Some(0) {
            tx.delete(Table::Keys, ERASURE)?;
            tx.commit().await?;
            self.keys.erasure_due.set(false);
        }
        Ok(())
    }

    /// Notes on the certificates whose keys are out of the browser's files that they are.
    async fn certify(&self, now: Moment) -> Result<(), VaultError> {
        // Read before the keys: a key that goes meanwhile begins an erasure of its own.
        let waiting = self.unerased().await?;
        self.key_store.ready().await?;
        let tx = self.key_store.begin(&[Table::Keys], Access::Read)?;
        let mut queries = vec![erasure_query()];
        let tag = |record: &CertificateRecord| self.client_tag(&record.client_id);
        queries.extend(waiting.iter().map(|one| Query::Key(Table::Keys, tag(one).to_vec())));
        let answers = tx.read(&queries).await?;
        let [erasure, keys @ ..] = answers.as_slice() else { return Ok(()) };
        if left(erasure) != Some(0) {
            return Ok(());
        }
        let erased: Vec<CertificateRecord> = waiting
            .into_iter()
            .zip(keys)
            .filter(|(record, rows)| !self.still_lies_in(record, rows))
            .map(|(record, _)| CertificateRecord { erased_at: Some(now), ..record })
            .collect();
        self.put_erased(&erased, now).await
    }

    /// Whether the key that a deletion destroyed is among the rows yet.
    fn still_lies_in(&self, record: &CertificateRecord, rows: &[Row]) -> bool {
        let tag = self.client_tag(&record.client_id);
        let unwrapped = rows.first().map(|row| self.keys.unwrap_client(&self.id, &tag, row));
        match unwrapped {
            None => false,
            Some(Ok(key)) => self.is_destroyed(record, &tag, &key),
            // What it is cannot be told, so nothing is claimed.
            Some(Err(_)) => true,
        }
    }

    async fn put_erased(
        &self,
        erased: &[CertificateRecord],
        now: Moment,
    ) -> Result<(), VaultError> {
        let tx = self.records.begin(&[Table::Audit, Table::State], Access::Write)?;
        let answers = tx.read(&[head_query()]).await?;
        let head = self.open_head(first(&answers))?;
        for record in erased {
            let tag = self.client_tag(&record.client_id);
            tx.put(Table::State, &self.certificate_row(&tag, record)?)?;
        }
        let ids = erased.iter().map(|record| record.certificate_id.as_str());
        let details = ObjectWriter::default().texts("certificates", ids).end();
        let event = Event::new(AuditAction::KeysErased, now).with(details);
        self.commit(tx, head, vec![event], false).await
    }

    /// The certificates whose keys are not known to have left the browser's files.
    pub(super) async fn unerased(&self) -> Result<Vec<CertificateRecord>, VaultError> {
        let tx = self.records.begin(&[Table::State], Access::Read)?;
        let rows = tx.read(&[self.all_certificates_query()]).await?.concat();
        let mut records = self.open_certificates(&rows);
        records.retain(|record| record.erased_at.is_none());
        Ok(records)
    }
}

fn erasure_query() -> Query {
    Query::Key(Table::Keys, ERASURE.to_vec())
}

fn left(rows: &[Row]) -> Option<u8> {
    rows.first()?.sealed.first().map(|left| (*left).min(MOVES))
}
