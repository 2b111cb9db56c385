use super::{ask, at, fill, group, row};
use crate::store::{Access, Query, Store, StoreError, Table, Transaction};

pub(super) async fn check<S: Store>(store: &S, table: Table) -> Result<(), StoreError> {
    a_transaction_sees_its_own_writes(store, table).await?;
    a_dropped_transaction_has_written_nothing(store, table).await?;
    a_row_that_is_not_new_undoes_all(store, table).await?;
    a_transaction_that_did_nothing_commits(store, table).await?;
    a_reading_transaction_cannot_write(store, table).await
}

async fn a_transaction_sees_its_own_writes<S: Store>(
    store: &S,
    table: Table,
) -> Result<(), StoreError> {
    fill(store, table, &[row(b"a", b"g", b"old"), row(b"b", b"g", b"old")]).await?;
    let transaction = store.begin(&[table], Access::Write)?;
    transaction.put(table, &row(b"a", b"g", b"new"))?;
    transaction.put(table, &row(b"c", b"g", b"new"))?;
    transaction.delete(table, b"b")?;
    let seen = transaction.read(&[group(table, b"g"), at(table, b"b")]).await?;
    assert_eq!(seen, [vec![row(b"a", b"g", b"new"), row(b"c", b"g", b"new")], vec![]]);
    assert!(!transaction.is_empty(table).await?);
    transaction.clear(table)?;
    assert!(transaction.is_empty(table).await?);
    transaction.put(table, &row(b"d", b"g", b"last"))?;
    assert!(!transaction.is_empty(table).await?);
    assert_eq!(transaction.keys(table).await?, [b"d"]);
    assert_eq!(transaction.read(&[at(table, b"a")]).await?, [vec![]]);
    transaction.commit().await?;
    assert_eq!(ask(store, table, Query::All(table)).await?, [row(b"d", b"g", b"last")]);
    Ok(())
}

async fn a_dropped_transaction_has_written_nothing<S: Store>(
    store: &S,
    table: Table,
) -> Result<(), StoreError> {
    let before = [row(b"a", b"", b"kept")];
    fill(store, table, &before).await?;
    let transaction = store.begin(&[table], Access::Write)?;
    transaction.put(table, &row(b"a", b"", b"lost"))?;
    transaction.put(table, &row(b"b", b"", b"lost"))?;
    drop(transaction);
    assert_eq!(ask(store, table, Query::All(table)).await?, before);

    let read_from = store.begin(&[table], Access::Write)?;
    read_from.clear(table)?;
    assert!(read_from.keys(table).await?.is_empty());
    drop(read_from);
    assert_eq!(ask(store, table, Query::All(table)).await?, before);
    Ok(())
}

async fn a_row_that_is_not_new_undoes_all<S: Store>(
    store: &S,
    table: Table,
) -> Result<(), StoreError> {
    let before = [row(b"a", b"", b"kept")];
    fill(store, table, &before).await?;
    let fresh = store.begin(&[table], Access::Write)?;
    fresh.add(table, &row(b"b", b"", b"new"))?;
    fresh.commit().await?;
    let late = store.begin(&[table], Access::Write)?;
    late.put(table, &row(b"a", b"", b"lost"))?;
    late.add(table, &row(b"b", b"", b"lost"))?;
    late.put(table, &row(b"c", b"", b"lost"))?;
    assert_eq!(late.commit().await, Err(StoreError::Taken));
    let both = [row(b"a", b"", b"kept"), row(b"b", b"", b"new")];
    assert_eq!(ask(store, table, Query::All(table)).await?, both);
    Ok(())
}

async fn a_transaction_that_did_nothing_commits<S: Store>(
    store: &S,
    table: Table,
) -> Result<(), StoreError> {
    store.begin(&[table], Access::Read)?.commit().await?;
    store.begin(&[table], Access::Write)?.commit().await
}

async fn a_reading_transaction_cannot_write<S: Store>(
    store: &S,
    table: Table,
) -> Result<(), StoreError> {
    fill(store, table, &[]).await?;
    let transaction = store.begin(&[table], Access::Read)?;
    assert_eq!(transaction.put(table, &row(b"a", b"", b"")), Err(StoreError::Ended));
    assert_eq!(transaction.add(table, &row(b"a", b"", b"")), Err(StoreError::Ended));
    assert_eq!(transaction.delete(table, b"a"), Err(StoreError::Ended));
    assert_eq!(transaction.clear(table), Err(StoreError::Ended));
    transaction.commit().await
}
