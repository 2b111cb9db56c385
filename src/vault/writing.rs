//! How a change of one client's records begins and ends.

use super::client_state::ClientState;
use super::keys::ClientKey;
use super::ledger::{Event, Head, head_query};
use super::{Vault, VaultError};
use crate::records::{Tag, TagMap};
use crate::store::{Access, Query, Row, Store, Table, Transaction};

/// The tables that a change of a client's records touches.
pub(super) const WRITTEN: [Table; 5] =
    [Table::Journal, Table::Timeline, Table::Catalogue, Table::Audit, Table::State];

/// A transaction that changes a client's records, with what was read as it began.
#[derive(Debug)]
pub(super) struct Writing<T> {
    pub(super) tx: T,
    /// The answer to [`Vault::catalogue_query`].
    pub(super) catalogue: Vec<Row>,
    head: Head,
    rows: TagMap<Row>,
}

impl<T> Writing<T> {
    /// The journal's row at a tag that was asked for as the transaction began, or the fold that
    /// holds it.
    pub(super) fn row(&self, tag: &Tag) -> Option<&Row> {
        self.rows.get(tag)
    }

    /// The same, where it is the client's own.
    pub(super) fn own_row(&self, client: &ClientKey, tag: &Tag) -> Option<&Row> {
        self.row(tag).filter(|row| row.group.starts_with(&client.tag))
    }
}

impl<S: Store> Vault<S> {
    /// Begins to change a client's records, and reads those at `tags`.
    pub(super) async fn begin_writing(
        &self,
        client: &ClientKey,
        tags: &[Tag],
    ) -> Result<Writing<S::Transaction>, VaultError> {
        let tx = self.records.begin(&WRITTEN, Access::Write)?;
        let mut queries: Vec<Query> = tags.iter().map(|tag| Query::Find(tag.to_vec())).collect();
        queries.extend([Self::catalogue_query(&client.tag), head_query()]);
        let mut answers = tx.read(&queries).await?;
        let head = self.open_head(&answers.pop().unwrap_or_default())?;
        let catalogue = answers.pop().unwrap_or_default();
        self.refuse_destroyed(&tx, client, &head).await?;
        let mut rows = TagMap::default();
        for (tag, row) in tags.iter().zip(answers) {
            if let Some(row) = row.into_iter().next() {
                rows.insert(*tag, row);
            }
        }
        Ok(Writing { tx, catalogue, head, rows })
    }

    /// The state of a client who has records.
    pub(super) fn state_of(
        &self,
        client: &ClientKey,
        writing: &Writing<S::Transaction>,
    ) -> Result<ClientState, VaultError> {
        self.state_from(&client.tag, &writing.catalogue)?.ok_or(VaultError::DamagedDerived)
    }

    /// Ends the change: puts the client's state with the chunks of `years`, and the lines of the
    /// audit log. All of it is on the disk once this succeeds.
    pub(super) async fn end_writing(
        &self,
        writing: Writing<S::Transaction>,
        client: &ClientKey,
        mut state: ClientState,
        years: &[i32],
        events: Vec<Event>,
    ) -> Result<(), VaultError> {
        self.put_state(&writing.tx, client, &mut state, years)?;
        self.commit(writing.tx, writing.head, events, true).await?;
        self.cache_written(client.tag, state);
        Ok(())
    }
}
