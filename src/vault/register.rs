//! Which history files were taken, and whose records they hold, as the audit log tells it.

use super::audit::BATCH;
use super::{Vault, VaultError};
use crate::domain::{ClientId, Fields, Moment};
use crate::records::{AuditAction, AuditEntry, FileScope, KnownFile, ObjectWriter};
use crate::store::Store;

/// The details of an export's line: the file's hash, and the clients in it.
pub(super) const SHA256: &str = "file_sha256";
pub(super) const CLIENTS: &str = "clients";

/// One history file that was taken.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ExportLine {
    /// The number of its line in the log.
    pub sequence: u64,
    /// When it was made.
    pub made_at: Moment,
    /// SHA-256 of the whole file in hexadecimal; empty where it can no longer be read.
    pub sha256: String,
    /// Whether it is a backup of all clients of that time.
    pub whole_vault: bool,
    /// The clients in it; none where the line does not say.
    pub clients: Option<Vec<ClientId>>,
}

impl ExportLine {
    /// The line as a JSON object.
    pub fn to_json(&self) -> String {
        let Self { sequence, made_at, sha256, whole_vault, clients } = self;
        let line = ObjectWriter::default()
            .whole("sequence", *sequence)
            .text("made_at", &made_at.to_rfc3339())
            .text(SHA256, sha256)
            .text("scope", if *whole_vault { "vault" } else { "client" });
        match clients {
            Some(ids) => line.texts(CLIENTS, ids.iter().map(ClientId::as_str)).end(),
            None => line.json(CLIENTS, "null").end(),
        }
    }

    /// What the file holds of a client; none where it holds nothing.
    fn scope_for(&self, client: &ClientId) -> Option<FileScope> {
        match (&self.clients, self.whole_vault) {
            (Some(ids), _) if !ids.contains(client) => None,
            (Some(_), true) => Some(FileScope::Vault),
            (None, true) => Some(FileScope::Unlisted),
            (_, false) => Some(FileScope::Client),
        }
    }
}

impl<S: Store> Vault<S> {
    /// All history files that were taken, or those that hold a client, newest first. One of whom
    /// it is not known whom it holds counts as holding everybody.
    ///
    /// # Errors
    /// `CorruptRecord` where a line of the log is damaged.
    pub async fn export_register(
        &self,
        client: Option<&ClientId>,
    ) -> Result<Vec<ExportLine>, VaultError> {
        self.settle().await?;
        let mut to = self.checkpoint().await?.0;
        let mut lines = Vec::new();
        while to > 0 {
            let from = to.saturating_sub(BATCH - 1).max(1);
            for row in self.entries(from, to).await?.iter().rev() {
                let (entry, _, _) = self.open_entry(row)?;
                if let Some(line) = self.export_line(&entry, client).await? {
                    lines.push(line);
                }
            }
            to = from - 1;
        }
        lines.retain(|line| client.is_none_or(|id| line.scope_for(id).is_some()));
        Ok(lines)
    }

    async fn export_line(
        &self,
        entry: &AuditEntry,
        wanted: Option<&ClientId>,
    ) -> Result<Option<ExportLine>, VaultError> {
        let whole_vault = match entry.action {
            AuditAction::VaultExported => true,
            AuditAction::ClientExported => false,
            _ => return Ok(None),
        };
        let tag = wanted.map(|id| self.client_tag(id));
        if !whole_vault && tag.is_some() && entry.client != tag {
            return Ok(None);
        }
        let key = match entry.client {
            Some(tag) => self.keys.client(&self.key_store, &self.id, &tag).await?,
            None => None,
        };
        // Details of old lines may have gone with their client.
        let details = self.open_details(entry, key.as_deref()).unwrap_or_default();
        let (sha256, named) = read(&details).unwrap_or_default();
        let own = wanted.filter(|_| !whole_vault).map(|id| vec![id.clone()]);
        let (sequence, made_at) = (entry.sequence, entry.time);
        Ok(Some(ExportLine { sequence, made_at, sha256, whole_vault, clients: named.or(own) }))
    }

    /// The files that a client's certificate names.
    pub(super) async fn files_of(&self, client: &ClientId) -> Result<Vec<KnownFile>, VaultError> {
        let lines = self.export_register(Some(client)).await?;
        let file = |line: ExportLine| {
            let scope = line.scope_for(client)?;
            Some(KnownFile { made_at: line.made_at, sha256: line.sha256, scope })
        };
        Ok(lines.into_iter().filter_map(file).collect())
    }
}

/// The hash and the clients in an export's details.
fn read(details: &str) -> Option<(String, Option<Vec<ClientId>>)> {
    let mut fields = Fields::read_whole(details, "details").ok()?;
    let sha256 = fields.take_as(SHA256, "must be a text").ok()?.unwrap_or_default();
    Some((sha256, fields.ids(CLIENTS).ok()?))
}
