//! What every store promises, checked in the same words against every backend.

mod bytes;
mod holding;
mod ordering;
mod reading;
mod scope;
mod writing;

use super::{Access, Database, Query, Row, Store, StoreError, Table, Transaction};

/// Holds an empty store of `database` to every promise; panics at the first that is broken.
/// Leaves the store closed.
///
/// # Errors
/// Where the store fails at something it should be able to do.
pub async fn check<S: Store>(fresh: &S, database: Database) -> Result<(), StoreError> {
    for table in database.tables() {
        reading::check(fresh, table).await?;
        ordering::check(fresh, table).await?;
        writing::check(fresh, table).await?;
        bytes::check(fresh, table).await?;
    }
    if database == Database::Records {
        holding::check(fresh).await?;
    }
    scope::check(fresh, database).await
}

fn row(key: &[u8], group: &[u8], sealed: &[u8]) -> Row {
    holding(key, group, sealed, &[])
}

fn holding(key: &[u8], group: &[u8], sealed: &[u8], holds: &[&[u8]]) -> Row {
    let holds = holds.iter().map(|held| held.to_vec()).collect();
    Row { key: key.to_vec(), group: group.to_vec(), sealed: sealed.to_vec(), holds }
}

fn at(table: Table, key: &[u8]) -> Query {
    Query::Key(table, key.to_vec())
}

fn group(table: Table, group: &[u8]) -> Query {
    Query::Group(table, group.to_vec())
}

fn range(table: Table, low: &[u8], high: &[u8]) -> Query {
    Query::Range(table, low.to_vec(), high.to_vec())
}

fn keys_of(rows: &[Row]) -> Vec<&[u8]> {
    rows.iter().map(|row| row.key.as_slice()).collect()
}

/// Makes the table hold these rows and no others.
async fn fill<S: Store>(store: &S, table: Table, rows: &[Row]) -> Result<(), StoreError> {
    let transaction = store.begin(&[table], Access::Write)?;
    transaction.clear(table)?;
    rows.iter().try_for_each(|row| transaction.put(table, row))?;
    transaction.commit().await
}

/// The answer to one question, in a transaction of its own.
async fn ask<S: Store>(store: &S, table: Table, query: Query) -> Result<Vec<Row>, StoreError> {
    let transaction = store.begin(&[table], Access::Read)?;
    Ok(transaction.read(&[query]).await?.concat())
}
