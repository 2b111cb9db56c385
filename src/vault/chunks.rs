//! Reading a client's chunks of the timeline.

use super::boxes::Kind;
use super::client_state::ClientState;
use super::keys::ClientKey;
use super::{Vault, VaultError};
use crate::store::{Query, Row, Store, Table, Transaction};

impl<S: Store> Vault<S> {
    /// Reads those chunks that a state lacks.
    pub(super) async fn load_years<T: Transaction>(
        &self,
        tx: &T,
        client: &ClientKey,
        state: &mut ClientState,
        years: &[i32],
    ) -> Result<(), VaultError> {
        let wanted: Vec<i32> = state.missing_years().filter(|year| years.contains(year)).collect();
        if wanted.is_empty() {
            return Ok(());
        }
        let key = |year: &i32| self.year_tag(&client.tag, *year).to_vec();
        let queries: Vec<Query> =
            wanted.iter().map(|year| Query::Key(Table::Timeline, key(year))).collect();
        let answers = tx.read(&queries).await?;
        let rows: Vec<Row> = answers.into_iter().flatten().collect();
        self.take_chunks(client, state, &wanted, &rows)
    }

    /// Reads all chunks that a state lacks.
    pub(super) async fn load_all<T: Transaction>(
        &self,
        tx: &T,
        client: &ClientKey,
        state: &mut ClientState,
    ) -> Result<(), VaultError> {
        let missing: Vec<i32> = state.missing_years().collect();
        if missing.is_empty() {
            return Ok(());
        }
        let query = Query::Group(Table::Timeline, self.group(&client.tag, Kind::Timeline));
        let rows: Vec<Row> = tx.read(&[query]).await?.into_iter().flatten().collect();
        self.take_chunks(client, state, &missing, &rows)
    }

    /// Opens the timeline's boxes of `years` into a state; each must be there, of the revision
    /// that the catalogue names.
    pub(super) fn take_chunks(
        &self,
        client: &ClientKey,
        state: &mut ClientState,
        years: &[i32],
        rows: &[Row],
    ) -> Result<(), VaultError> {
        let open = |row| self.open(&client.key, Table::Timeline, row);
        let found = self.chunk_rows(client, years, rows);
        let opened = found.and_then(|found| found.into_iter().map(open).collect());
        state.accept(years, opened).map_err(VaultError::in_derived)
    }

    /// The same outside of any transaction, where the browser may help to open them.
    pub(super) async fn take_chunks_apart(
        &self,
        client: &ClientKey,
        state: &mut ClientState,
        years: &[i32],
        rows: &[Row],
    ) -> Result<(), VaultError> {
        let opened = match self.chunk_rows(client, years, rows) {
            Ok(found) => self.open_many(&client.key, Table::Timeline, &found).await,
            Err(error) => Err(error),
        };
        state.accept(years, opened).map_err(VaultError::in_derived)
    }

    /// The timeline's boxes of `years`, in their order.
    fn chunk_rows<'r>(
        &self,
        client: &ClientKey,
        years: &[i32],
        rows: &'r [Row],
    ) -> Result<Vec<&'r Row>, VaultError> {
        let find = |year: &i32| {
            let key = self.year_tag(&client.tag, *year);
            rows.iter().find(|row| row.key == key).ok_or(VaultError::CorruptRecord)
        };
        years.iter().map(find).collect()
    }
}
