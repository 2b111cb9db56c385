use super::{ask, fill, holding, row};
use crate::store::{Access, Query, Store, StoreError, Table, Transaction};

const TABLE: Table = Table::Journal;

pub(super) async fn check<S: Store>(store: &S) -> Result<(), StoreError> {
    a_row_is_found_by_what_it_holds(store).await?;
    a_rows_own_key_comes_before_what_another_holds(store).await?;
    nothing_is_held_twice(store).await?;
    what_is_let_go_may_be_held_by_another(store).await
}

fn find(key: &[u8]) -> Query {
    Query::Find(key.to_vec())
}

async fn a_row_is_found_by_what_it_holds<S: Store>(store: &S) -> Result<(), StoreError> {
    let many = holding(b"many", b"g", b"box", &[b"one", b"two"]);
    fill(store, TABLE, &[many.clone(), row(b"bare", b"g", b"box")]).await?;
    for key in [b"one".as_slice(), b"two", b"many"] {
        assert_eq!(ask(store, TABLE, find(key)).await?, std::slice::from_ref(&many));
    }
    assert_eq!(ask(store, TABLE, find(b"bare")).await?, [row(b"bare", b"g", b"box")]);
    assert!(ask(store, TABLE, find(b"three")).await?.is_empty());
    assert_eq!(ask(store, TABLE, Query::Key(TABLE, b"one".to_vec())).await?, []);
    Ok(())
}

async fn a_rows_own_key_comes_before_what_another_holds<S: Store>(
    store: &S,
) -> Result<(), StoreError> {
    let own = row(b"one", b"", b"own");
    fill(store, TABLE, &[holding(b"many", b"", b"box", &[b"one"]), own.clone()]).await?;
    assert_eq!(ask(store, TABLE, find(b"one")).await?, [own]);
    Ok(())
}

async fn nothing_is_held_twice<S: Store>(store: &S) -> Result<(), StoreError> {
    let before = [holding(b"a", b"", b"kept", &[b"one", b"two"])];
    fill(store, TABLE, &before).await?;
    let late = store.begin(&[TABLE], Access::Write)?;
    late.put(TABLE, &row(b"c", b"", b"lost"))?;
    late.put(TABLE, &holding(b"b", b"", b"lost", &[b"two"]))?;
    assert_eq!(late.commit().await, Err(StoreError::Taken));
    assert_eq!(ask(store, TABLE, Query::All(TABLE)).await?, before);
    Ok(())
}

async fn what_is_let_go_may_be_held_by_another<S: Store>(store: &S) -> Result<(), StoreError> {
    fill(store, TABLE, &[holding(b"a", b"", b"", &[b"one", b"two"])]).await?;
    let moving = store.begin(&[TABLE], Access::Write)?;
    moving.put(TABLE, &holding(b"a", b"", b"", &[b"two"]))?;
    moving.put(TABLE, &holding(b"one", b"", b"", &[b"one"]))?;
    moving.commit().await?;
    let folding = store.begin(&[TABLE], Access::Write)?;
    folding.delete(TABLE, b"a")?;
    folding.delete(TABLE, b"one")?;
    folding.put(TABLE, &holding(b"b", b"", b"", &[b"one", b"two"]))?;
    folding.commit().await?;
    assert_eq!(ask(store, TABLE, find(b"one")).await?[0].key, b"b");
    Ok(())
}
