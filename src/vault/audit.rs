//! Reading the audit log, and proving that nobody has changed it.

use super::ledger::{entry_key, first, head_query};
use super::{Vault, VaultError};
use crate::crypto::chain_hash;
use crate::domain::{ClientId, Moment};
use crate::records::{AuditAction, Outcome, Tag, TagMap};
use crate::store::{Access, Query, Row, Store, Table, Transaction};

/// How many entries are read at once.
pub(super) const BATCH: u64 = 1024;

/// One line of the audit log in plain words.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AuditLine {
    /// Its number, from 1.
    pub sequence: u64,
    /// When it was done.
    pub timestamp: Moment,
    /// What was done.
    pub action: AuditAction,
    /// How it ended.
    pub outcome: Outcome,
    /// The client it was about, one who was deleted too.
    pub client_id: Option<ClientId>,
    /// Details as JSON text; none where the client's key is gone.
    pub detail: Option<String>,
}

/// What checking the chain found.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AuditVerdict {
    /// Whether every entry is as it was written and none is missing.
    pub intact: bool,
    /// How many entries there are.
    pub entries: u64,
    /// The hash of the last one, the checkpoint to keep elsewhere.
    pub head: [u8; 32],
    /// The first entry that is not as it was written.
    pub first_broken: Option<u64>,
}

impl<S: Store> Vault<S> {
    /// The latest lines of the log, newest first.
    ///
    /// # Errors
    /// `CorruptRecord` where a line is damaged; `audit_verdict` says which.
    pub async fn audit_lines(
        &self,
        client: Option<&ClientId>,
        limit: Option<usize>,
        now: Moment,
    ) -> Result<Vec<AuditLine>, VaultError> {
        self.settle().await?;
        let names = self.client_names(now).await?;
        let deleted = self.deleted_clients().await?;
        let wanted = client.map(|id| self.client_tag(id));
        let mut to = self.checkpoint().await?.0;
        let mut lines = Vec::new();
        while to > 0 && limit.is_none_or(|limit| lines.len() < limit) {
            let from = to.saturating_sub(BATCH - 1).max(1);
            for row in self.entries(from, to).await?.iter().rev() {
                if let Some(line) = self.line(row, wanted, &names, &deleted).await? {
                    lines.push(line);
                }
            }
            to = from - 1;
        }
        lines.truncate(limit.unwrap_or(usize::MAX));
        Ok(lines)
    }

    async fn client_names(&self, now: Moment) -> Result<TagMap<ClientId>, VaultError> {
        let mut names = TagMap::default();
        for entry in self.catalogue(now).await?.iter() {
            let id = &entry.client.client_id;
            names.insert(self.client_tag(id), id.clone());
        }
        Ok(names)
    }

    async fn line(
        &self,
        row: &Row,
        wanted: Option<Tag>,
        names: &TagMap<ClientId>,
        deleted: &TagMap<ClientId>,
    ) -> Result<Option<AuditLine>, VaultError> {
        let (entry, _, _) = self.open_entry(row)?;
        if wanted.is_some() && entry.client != wanted {
            return Ok(None);
        }
        let gone = |tag: &Tag| deleted.contains(tag) && !names.contains(tag);
        let client = match entry.client.filter(|tag| !gone(tag)) {
            Some(tag) => self.keys.client(&self.key_store, &self.id, &tag).await?,
            None => None,
        };
        let of_vault = entry.client.is_none() || entry.action.outlives_client();
        let detail = match of_vault || client.is_some() {
            true => match self.open_details(&entry, client.as_deref()) {
                // The key that sealed it went with the client, who may have come back since.
                Err(VaultError::CorruptRecord)
                    if entry.client.is_some_and(|tag| deleted.contains(&tag)) =>
                {
                    None
                }
                detail => Some(detail?),
            },
            false => None,
        };
        Ok(Some(AuditLine {
            sequence: entry.sequence,
            timestamp: entry.time,
            action: entry.action,
            outcome: entry.outcome,
            client_id: entry
                .client
                .and_then(|tag| names.get(&tag).or_else(|| deleted.get(&tag)).cloned()),
            detail,
        }))
    }

    pub(super) async fn entries(&self, from: u64, to: u64) -> Result<Vec<Row>, VaultError> {
        let tx = self.records.begin(&[Table::Audit], Access::Read)?;
        let query = Query::Range(Table::Audit, entry_key(from), entry_key(to));
        Ok(tx.read(&[query]).await?.pop().unwrap_or_default())
    }

    /// How many entries the log has, and the hash of the last one.
    pub(super) async fn checkpoint(&self) -> Result<(u64, [u8; 32]), VaultError> {
        let tx = self.records.begin(&[Table::State], Access::Read)?;
        let answers = tx.read(&[head_query()]).await?;
        let head = self.open_head(first(&answers))?.head;
        Ok((head.entries, head.hash))
    }

    /// Checks every entry of the log against the chain and its head.
    ///
    /// # Errors
    /// Where the vault cannot be read. A broken log is a verdict, no error.
    pub async fn audit_verdict(&self) -> Result<AuditVerdict, VaultError> {
        self.settle().await?;
        let (entries, head) = self.checkpoint().await?;
        let mut hash = [0; 32];
        let mut next = 1;
        while next <= entries {
            let to = (next + BATCH - 1).min(entries);
            for row in &self.entries(next, to).await? {
                if !self.follows(row, next, &mut hash) {
                    return Ok(broken(entries, head, next));
                }
                next += 1;
            }
            if next <= to {
                return Ok(broken(entries, head, next));
            }
        }
        let intact = hash == head;
        Ok(AuditVerdict { intact, entries, head, first_broken: (!intact).then_some(entries) })
    }

    /// Whether a row is the entry `sequence` of the chain after `hash`, which moves on to it.
    fn follows(&self, row: &Row, sequence: u64, hash: &mut [u8; 32]) -> bool {
        let Ok((entry, bytes, mac)) = self.open_entry(row) else { return false };
        *hash = chain_hash(hash, &bytes);
        row.key == entry_key(sequence)
            && entry.sequence == sequence
            && self.keys.audit.verify(hash, &mac).is_ok()
    }
}

fn broken(entries: u64, head: [u8; 32], at: u64) -> AuditVerdict {
    AuditVerdict { intact: false, entries, head, first_broken: Some(at) }
}
