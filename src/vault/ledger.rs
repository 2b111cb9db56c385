//! The audit log: every operation leaves a line that cannot be changed unnoticed.

use std::rc::Rc;

use super::boxes::Raw;
use super::keys::ClientKey;
use super::{Vault, VaultError};
use crate::crypto::{Context, chain_hash, revision_of};
use crate::domain::Moment;
use crate::records::{AuditAction, AuditEntry, AuditHead, Outcome, Record};
use crate::store::{Query, Row, Store, Table, Transaction};

const HEAD: &[u8] = b"\0head";

/// Something that was done, on its way into the log.
#[derive(Debug, Clone)]
pub(super) struct Event {
    pub(super) action: AuditAction,
    pub(super) outcome: Outcome,
    pub(super) time: Moment,
    pub(super) client: Option<Rc<ClientKey>>,
    /// JSON; sealed under the client's key, so that it goes with the client.
    pub(super) details: String,
}

impl Event {
    pub(super) fn new(action: AuditAction, time: Moment) -> Self {
        Self { action, outcome: Outcome::Done, time, client: None, details: "{}".into() }
    }

    pub(super) fn of(self, client: &Rc<ClientKey>) -> Self {
        Self { client: Some(Rc::clone(client)), ..self }
    }

    pub(super) fn of_maybe(self, client: Option<&Rc<ClientKey>>) -> Self {
        Self { client: client.map(Rc::clone), ..self }
    }

    pub(super) fn with(self, details: impl Into<String>) -> Self {
        Self { details: details.into(), ..self }
    }
}

/// The head of the log, as it was read in a transaction or as it is remembered.
#[derive(Debug, Clone)]
pub(super) struct Head {
    pub(super) head: AuditHead,
    revision: u32,
    /// Whether nobody has asked if it is still the latest.
    remembered: bool,
    /// How many entries there were when this tab last found that another had written. What it
    /// keeps of a client from before that may be outdated.
    pub(super) alone_since: u64,
}

impl Head {
    /// The head of an empty log, as it is before the first entry.
    pub(super) fn first() -> Self {
        let head = AuditHead { entries: 0, hash: [0; 32], changes: 0, deletions: 0 };
        Self { head, revision: 1, remembered: false, alone_since: 0 }
    }

    /// The number of the change that is under way: no earlier one had it.
    pub(super) fn change(&self) -> u32 {
        u32::try_from(self.head.changes.saturating_add(1)).unwrap_or(u32::MAX)
    }
}

/// The question for the head.
pub(super) fn head_query() -> Query {
    Query::Key(Table::State, HEAD.to_vec())
}

/// Where the entry with this number lies.
pub(super) fn entry_key(sequence: u64) -> Vec<u8> {
    sequence.to_be_bytes().to_vec()
}

impl<S: Store> Vault<S> {
    /// Opens the head that answers [`head_query`].
    pub(super) fn open_head(&self, rows: &[Row]) -> Result<Head, VaultError> {
        let row = rows.first().ok_or(VaultError::CorruptVault)?;
        let (head, revision): (AuditHead, u32) =
            self.open(&self.keys.log, Table::State, row).map_err(VaultError::in_keys)?;
        let alone_since = match self.head.borrow().as_ref() {
            Some(own) if own.head.entries == head.entries => own.alone_since,
            _ => head.entries,
        };
        Ok(Head { head, revision, remembered: false, alone_since })
    }

    fn put_head(&self, tx: &S::Transaction, head: &Head) -> Result<(), VaultError> {
        let log = &self.keys.log;
        let row = self.seal_at(log, Table::State, HEAD, Vec::new(), head.revision, &head.head)?;
        Ok(tx.put(Table::State, &row)?)
    }

    /// The head as this tab's last write left it.
    pub(super) fn remembered_head(&self) -> Option<Head> {
        self.head.borrow().clone()
    }

    /// Ends a transaction with its lines in the log: what was read since the last one, then
    /// `events`. Waits until all of it is on the disk.
    ///
    /// Every commit adds a line, and every line takes the next number. So where `head` is but
    /// remembered and another tab has written since, that number is taken and nothing lands.
    ///
    /// # Errors
    /// `Overtaken` in that case.
    pub(super) async fn commit(
        &self,
        tx: S::Transaction,
        mut head: Head,
        events: Vec<Event>,
        changed: bool,
    ) -> Result<(), VaultError> {
        let read = self.pending.take();
        self.head.take();
        let heard = self.records.heard();
        let written = self.append(&tx, &mut head, read.iter().chain(&events), changed);
        let done = match written {
            Ok(()) => tx.commit().await.map_err(VaultError::from),
            Err(error) => Err(error),
        };
        match done {
            Ok(()) => {
                if changed {
                    self.note_write(heard);
                }
                self.head.replace(Some(Head { remembered: true, ..head }));
            }
            Err(_) => {
                if changed {
                    // It may have landed all the same, with only the answer lost.
                    self.note_write(None);
                }
                drop(self.pending.borrow_mut().splice(0..0, read));
            }
        }
        done
    }

    fn append<'e>(
        &self,
        tx: &S::Transaction,
        head: &mut Head,
        events: impl Iterator<Item = &'e Event>,
        changed: bool,
    ) -> Result<(), VaultError> {
        let mut deleted = 0;
        for event in events {
            deleted += u64::from(event.action == AuditAction::ClientDeleted);
            self.append_one(tx, head, event)?;
        }
        head.head.changes += u64::from(changed);
        head.head.deletions += deleted;
        head.revision = head.revision.wrapping_add(1);
        self.put_head(tx, head)
    }

    fn append_one(
        &self,
        tx: &S::Transaction,
        head: &mut Head,
        event: &Event,
    ) -> Result<(), VaultError> {
        let Head { head, remembered, .. } = head;
        let sequence = head.entries + 1;
        let entry = AuditEntry {
            sequence,
            time: event.time,
            action: event.action,
            outcome: event.outcome,
            client: event.client.as_ref().map(|client| client.tag),
            details: self.seal_details(sequence, event)?,
        };
        let bytes = entry.to_bytes();
        head.hash = chain_hash(&head.hash, &bytes);
        head.entries = sequence;
        let mac = self.keys.audit.authenticate(&head.hash);
        let boxed = Raw([mac.as_slice(), &bytes].concat());
        let log = &self.keys.log;
        let row = self.seal_at(log, Table::Audit, &entry_key(sequence), Vec::new(), 1, &boxed)?;
        let put = if *remembered { tx.add(Table::Audit, &row) } else { tx.put(Table::Audit, &row) };
        Ok(put?)
    }

    fn seal_details(&self, sequence: u64, event: &Event) -> Result<Vec<u8>, VaultError> {
        let own = event.client.as_ref().filter(|_| !event.action.outlives_client());
        let key = own.map_or(&self.keys.log, |client| &client.key);
        let at = entry_key(sequence);
        Ok(key.seal(&self.details_context(&at, 1), event.details.as_bytes())?)
    }

    fn details_context<'c>(&'c self, at: &'c [u8], revision: u32) -> Context<'c> {
        Context { vault: &self.id, table: "audit-details", key: at, group: &[], revision }
    }

    /// The details of an entry under the key they were sealed with. Those of exports once went
    /// with the client too.
    pub(super) fn open_details(
        &self,
        entry: &AuditEntry,
        client: Option<&ClientKey>,
    ) -> Result<String, VaultError> {
        let at = entry_key(entry.sequence);
        let context = self.details_context(&at, revision_of(&entry.details)?);
        let own = client.map_or(&self.keys.log, |client| &client.key);
        let plain = match entry.action.outlives_client() {
            true => self
                .keys
                .log
                .open(&context, &entry.details)
                .or_else(|_| own.open(&context, &entry.details))?,
            false => own.open(&context, &entry.details)?,
        };
        String::from_utf8(plain.to_vec()).map_err(|_| VaultError::CorruptRecord)
    }

    /// Opens an entry's box: the entry, its bytes as they were hashed, and its MAC.
    pub(super) fn open_entry(
        &self,
        row: &Row,
    ) -> Result<(AuditEntry, Vec<u8>, [u8; 32]), VaultError> {
        let (Raw(boxed), _) = self.open(&self.keys.log, Table::Audit, row)?;
        let (mac, bytes) = boxed.split_first_chunk().ok_or(VaultError::CorruptRecord)?;
        Ok((AuditEntry::from_bytes(bytes)?, bytes.to_vec(), *mac))
    }

    /// Notes that something was read; [`Vault::settle`] writes it down.
    pub(super) fn note(&self, event: Event) {
        self.pending.borrow_mut().push(event);
    }

    /// Writes down what was read since the last write, in a transaction of its own.
    ///
    /// Reading must not wait for the disk, so its lines follow at once but apart.
    ///
    /// # Errors
    /// Where the log cannot be written; the lines are kept for the next time.
    pub async fn settle(&self) -> Result<(), VaultError> {
        if self.pending.borrow().is_empty() {
            return Ok(());
        }
        let tx = self.records.begin(&[Table::Audit, Table::State], crate::store::Access::Write)?;
        let rows = tx.read(&[head_query()]).await?;
        let head = self.open_head(first(&rows))?;
        // Another write of this tab may have taken the lines with it meanwhile.
        if self.pending.borrow().is_empty() {
            return Ok(());
        }
        self.commit(tx, head, Vec::new(), false).await
    }
}

/// The rows that answer the first question.
pub(super) fn first(answers: &[Vec<Row>]) -> &[Row] {
    answers.first().map_or(&[], Vec::as_slice)
}
