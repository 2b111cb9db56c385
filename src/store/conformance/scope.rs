use super::{at, row};
use crate::store::{Access, Database, Query, Store, StoreError, Table, Transaction};

/// Holds a store to what it promises of its tables together. Leaves the store closed.
pub(super) async fn check<S: Store>(store: &S, database: Database) -> Result<(), StoreError> {
    a_transaction_spans_all_tables_of_its_database(store, database).await?;
    a_table_outside_a_transaction_cannot_be_touched(store, database).await?;
    a_transaction_needs_tables_of_its_own_database(store, database);
    a_closed_store_begins_nothing(store, database);
    Ok(())
}

async fn a_transaction_spans_all_tables_of_its_database<S: Store>(
    store: &S,
    database: Database,
) -> Result<(), StoreError> {
    let tables: Vec<Table> = database.tables().collect();
    let written = store.begin(&tables, Access::Write)?;
    for table in &tables {
        written.clear(*table)?;
        written.put(*table, &row(b"k", b"g", table.name().as_bytes()))?;
    }
    written.commit().await?;

    let dropped = store.begin(&tables, Access::Write)?;
    tables.iter().try_for_each(|table| dropped.clear(*table))?;
    drop(dropped);

    let queries: Vec<Query> = tables.iter().map(|table| at(*table, b"k")).collect();
    let found = store.begin(&tables, Access::Read)?.read(&queries).await?;
    for (rows, table) in found.iter().zip(&tables) {
        assert_eq!(*rows, [row(b"k", b"g", table.name().as_bytes())]);
    }
    Ok(())
}

async fn a_table_outside_a_transaction_cannot_be_touched<S: Store>(
    store: &S,
    database: Database,
) -> Result<(), StoreError> {
    let tables: Vec<Table> = database.tables().take(2).collect();
    let [inside, outside] = tables[..] else { return Ok(()) };
    let transaction = store.begin(&[inside], Access::Write)?;
    assert_eq!(transaction.put(outside, &row(b"a", b"", b"")), Err(StoreError::Ended));
    assert_eq!(transaction.read(&[at(outside, b"a")]).await, Err(StoreError::Ended));
    transaction.commit().await
}

fn a_transaction_needs_tables_of_its_own_database<S: Store>(store: &S, database: Database) {
    let foreign = Table::ALL.into_iter().find(|table| table.database() != database);
    let mixed: Vec<Table> = database.tables().take(1).chain(foreign).collect();
    for tables in [&mixed[..], &[]] {
        let begun = store.begin(tables, Access::Read);
        assert_eq!(begun.err(), Some(StoreError::Unavailable));
    }
}

fn a_closed_store_begins_nothing<S: Store>(store: &S, database: Database) {
    let tables: Vec<Table> = database.tables().collect();
    store.close();
    store.close();
    for access in [Access::Read, Access::Write] {
        assert_eq!(store.begin(&tables, access).err(), Some(StoreError::Unavailable));
    }
}
