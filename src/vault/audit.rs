//! Reading the audit log, and proving that nobody has changed it.

use super::ledger::{Event, entry_key, first, head_query};
use super::{Vault, VaultError};
use crate::crypto::chain_hash;
use crate::domain::{ClientId, Moment, Window};
use crate::records::{AuditAction, AuditEntry, Outcome, Tag, TagMap};
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
    /// Whether it was about a client whose key, and all records with it, are destroyed.
    pub destroyed: bool,
    /// Details as JSON text; none where the client's key is gone.
    pub detail: Option<String>,
}

/// Which lines of the log to read; by default all of them.
#[derive(Debug, Clone, Default)]
pub struct AuditFilter {
    /// Only those about this client.
    pub client: Option<ClientId>,
    /// Only those within.
    pub window: Window,
    /// Only those of these actions; empty for all.
    pub actions: Vec<AuditAction>,
    /// Only those with a smaller number.
    pub before: Option<u64>,
    /// The newest so many of what is left; none for all.
    pub limit: Option<usize>,
    /// Whether damaged lines are left out, and details that a damaged client's key had sealed,
    /// rather than refused.
    pub skip_damaged: bool,
}

impl AuditFilter {
    /// Whether every line fits.
    fn is_open(&self) -> bool {
        self.client.is_none() && self.window == Window::ALL && self.actions.is_empty()
    }
}

/// Where a log stood at some time, as a history file says it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LogMark {
    /// How many entries there were.
    pub entries: u64,
    /// The hash of the last one.
    pub head: [u8; 32],
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
    /// When the first entry was written, as far as it opens.
    pub since: Option<Moment>,
    /// Whether the log still goes on from the mark that it was compared with; none where it was
    /// compared with none.
    pub mark_holds: Option<bool>,
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
        let filter = AuditFilter { client: client.cloned(), limit, ..AuditFilter::default() };
        self.audit_page(&filter, now).await
    }

    /// The lines that fit a filter, newest first. Where every line fits, no more entries are read
    /// than are answered; otherwise those in between are opened, in batches, and let go.
    ///
    /// # Errors
    /// `CorruptRecord` where a line is damaged and damaged ones are not left out; `audit_verdict`
    /// says which.
    pub async fn audit_page(
        &self,
        filter: &AuditFilter,
        now: Moment,
    ) -> Result<Vec<AuditLine>, VaultError> {
        self.settle().await?;
        let names = self.client_names(now).await?;
        let deleted = self.deleted_clients().await?;
        let wanted = filter.client.as_ref().map(|id| self.client_tag(id));
        let limit = filter.limit.unwrap_or(usize::MAX);
        let last = self.checkpoint().await?.0;
        let mut to = filter.before.map_or(last, |before| last.min(before.saturating_sub(1)));
        let mut lines = Vec::new();
        while to > 0 && lines.len() < limit {
            let missing = u64::try_from(limit - lines.len()).unwrap_or(u64::MAX);
            let batch = if filter.is_open() { missing.min(BATCH) } else { BATCH };
            let from = (to + 1).saturating_sub(batch).max(1);
            for row in self.entries(from, to).await?.iter().rev() {
                let entry = match self.open_entry(row) {
                    Err(VaultError::CorruptRecord) if filter.skip_damaged => continue,
                    opened => opened?.0,
                };
                let fits = (wanted.is_none() || entry.client == wanted)
                    && filter.window.contains(entry.time)
                    && (filter.actions.is_empty() || filter.actions.contains(&entry.action));
                if fits && lines.len() < limit {
                    lines.push(self.line(entry, filter, &names, &deleted).await?);
                }
            }
            to = from - 1;
        }
        Ok(lines)
    }

    /// Takes note that a client's report was printed, or saved as a page.
    ///
    /// # Errors
    /// `NotFound` for a client without records.
    pub async fn note_report_printed(&self, id: &ClientId, now: Moment) -> Result<(), VaultError> {
        let (_, client) = self.find_client(id).await?;
        let client = client.ok_or(VaultError::NotFound(ClientId::FIELD))?;
        self.note(Event::new(AuditAction::ReportPrinted, now).of(&client));
        self.settle().await
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
        entry: AuditEntry,
        filter: &AuditFilter,
        names: &TagMap<ClientId>,
        deleted: &TagMap<ClientId>,
    ) -> Result<AuditLine, VaultError> {
        let gone = |tag: &Tag| deleted.contains(tag) && !names.contains(tag);
        let mut key_is_damaged = false;
        let client = match entry.client.filter(|tag| !gone(tag)) {
            Some(tag) => match self.keys.client(&self.key_store, &self.id, &tag).await {
                Err(VaultError::CorruptRecord) if filter.skip_damaged => {
                    key_is_damaged = true;
                    None
                }
                found => found?,
            },
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
        Ok(AuditLine {
            sequence: entry.sequence,
            timestamp: entry.time,
            action: entry.action,
            outcome: entry.outcome,
            client_id: entry
                .client
                .and_then(|tag| names.get(&tag).or_else(|| deleted.get(&tag)).cloned()),
            destroyed: entry.client.is_some()
                && !key_is_damaged
                && (detail.is_none() || client.is_none()),
            detail,
        })
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
        self.audit_verdict_against(None).await
    }

    /// The same, and whether the log still goes on from where a history file says it stood. It
    /// does not where the vault was put back as it was before that file was written.
    ///
    /// # Errors
    /// Where the vault cannot be read.
    pub async fn audit_verdict_against(
        &self,
        mark: Option<&LogMark>,
    ) -> Result<AuditVerdict, VaultError> {
        self.settle().await?;
        let (entries, head) = self.checkpoint().await?;
        let mut verdict = AuditVerdict {
            intact: true,
            entries,
            head,
            first_broken: None,
            since: None,
            mark_holds: None,
        };
        let mut hash = [0; 32];
        let mut holds = mark.is_some_and(|mark| mark.entries == 0 && mark.head == hash);
        let mut next = 1;
        'all: while next <= entries {
            let to = (next + BATCH - 1).min(entries);
            for row in &self.entries(next, to).await? {
                let Some(time) = self.follows(row, next, &mut hash) else { break 'all };
                verdict.since = verdict.since.or(Some(time));
                holds |= mark.is_some_and(|mark| mark.entries == next && mark.head == hash);
                next += 1;
            }
            if next <= to {
                break;
            }
        }
        if next <= entries || hash != head {
            (verdict.intact, verdict.first_broken) = (false, Some(next.min(entries)));
        }
        verdict.mark_holds = mark.map(|_| holds);
        Ok(verdict)
    }

    /// The time of a row that is the entry `sequence` of the chain after `hash`, which moves on to
    /// it; none where it is not.
    fn follows(&self, row: &Row, sequence: u64, hash: &mut [u8; 32]) -> Option<Moment> {
        let (entry, bytes, mac) = self.open_entry(row).ok()?;
        *hash = chain_hash(hash, &bytes);
        let follows = row.key == entry_key(sequence)
            && entry.sequence == sequence
            && self.keys.audit.verify(hash, &mac).is_ok();
        follows.then_some(entry.time)
    }
}
