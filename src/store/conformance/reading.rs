use super::{ask, at, fill, group, keys_of, range, row};
use crate::store::{Access, Query, Store, StoreError, Table, Transaction};

pub(super) async fn check<S: Store>(store: &S, table: Table) -> Result<(), StoreError> {
    what_was_never_put_is_not_found(store, table).await?;
    a_row_comes_back_as_it_was_put(store, table).await?;
    a_row_put_again_replaces_the_one_before(store, table).await?;
    a_deleted_row_is_gone(store, table).await?;
    a_cleared_table_is_empty(store, table).await?;
    groups_of_one_beginning_come_together(store, table).await?;
    answers_come_in_the_order_of_the_questions(store, table).await
}

async fn what_was_never_put_is_not_found<S: Store>(
    store: &S,
    table: Table,
) -> Result<(), StoreError> {
    fill(store, table, &[]).await?;
    let transaction = store.begin(&[table], Access::Read)?;
    let queries =
        [at(table, b"a"), group(table, b"a"), range(table, b"a", b"z"), Query::All(table)];
    assert_eq!(transaction.read(&queries).await?, vec![vec![]; 4]);
    assert!(transaction.keys(table).await?.is_empty());
    assert!(transaction.is_empty(table).await?);
    assert!(transaction.read(&[]).await?.is_empty());
    transaction.commit().await
}

async fn a_row_comes_back_as_it_was_put<S: Store>(
    store: &S,
    table: Table,
) -> Result<(), StoreError> {
    let put = row(b"key", b"group", b"sealed");
    fill(store, table, std::slice::from_ref(&put)).await?;
    for query in [at(table, b"key"), group(table, b"group"), Query::All(table)] {
        assert_eq!(ask(store, table, query).await?, std::slice::from_ref(&put));
    }
    Ok(())
}

async fn a_row_put_again_replaces_the_one_before<S: Store>(
    store: &S,
    table: Table,
) -> Result<(), StoreError> {
    fill(store, table, &[row(b"k", b"old", b"1")]).await?;
    let transaction = store.begin(&[table], Access::Write)?;
    transaction.put(table, &row(b"k", b"new", b"2"))?;
    transaction.commit().await?;
    assert_eq!(ask(store, table, Query::All(table)).await?, [row(b"k", b"new", b"2")]);
    assert!(ask(store, table, group(table, b"old")).await?.is_empty());
    Ok(())
}

async fn a_deleted_row_is_gone<S: Store>(store: &S, table: Table) -> Result<(), StoreError> {
    fill(store, table, &[row(b"a", b"g", b""), row(b"b", b"g", b"")]).await?;
    let transaction = store.begin(&[table], Access::Write)?;
    transaction.delete(table, b"a")?;
    transaction.delete(table, b"never there")?;
    transaction.commit().await?;
    assert!(ask(store, table, at(table, b"a")).await?.is_empty());
    assert_eq!(keys_of(&ask(store, table, group(table, b"g")).await?), [b"b"]);
    Ok(())
}

async fn a_cleared_table_is_empty<S: Store>(store: &S, table: Table) -> Result<(), StoreError> {
    fill(store, table, &[row(b"a", b"", b""), row(b"b", b"", b"")]).await?;
    let transaction = store.begin(&[table], Access::Write)?;
    transaction.clear(table)?;
    transaction.commit().await?;
    assert!(ask(store, table, Query::All(table)).await?.is_empty());
    Ok(())
}

async fn groups_of_one_beginning_come_together<S: Store>(
    store: &S,
    table: Table,
) -> Result<(), StoreError> {
    let rows = [
        row(b"1", b"ab\xff", b""),
        row(b"2", b"aa\xff\xff", b""),
        row(b"3", b"aa", b""),
        row(b"4", b"a", b""),
        row(b"5", b"", b""),
        row(b"6", b"aa\x00", b""),
    ];
    fill(store, table, &rows).await?;
    let of = |prefix: &[u8]| Query::Groups(table, prefix.to_vec());
    assert_eq!(keys_of(&ask(store, table, of(b"aa")).await?), [b"2", b"3", b"6"]);
    assert_eq!(keys_of(&ask(store, table, of(b"a")).await?), [b"1", b"2", b"3", b"4", b"6"]);
    assert!(ask(store, table, of(b"ac")).await?.is_empty());
    Ok(())
}

async fn answers_come_in_the_order_of_the_questions<S: Store>(
    store: &S,
    table: Table,
) -> Result<(), StoreError> {
    let (one, two) = (row(b"1", b"g", b"one"), row(b"2", b"g", b"two"));
    fill(store, table, &[one.clone(), two.clone()]).await?;
    let transaction = store.begin(&[table], Access::Read)?;
    let queries = [at(table, b"2"), group(table, b"g"), at(table, b"0"), at(table, b"1")];
    let answers = transaction.read(&queries).await?;
    assert_eq!(answers, [vec![two.clone()], vec![one.clone(), two], vec![], vec![one]]);
    Ok(())
}
