use super::{ask, fill, group, keys_of, range, row};
use crate::store::{Access, Query, Store, StoreError, Table, Transaction};

pub(super) async fn check<S: Store>(store: &S, table: Table) -> Result<(), StoreError> {
    rows_and_keys_come_in_ascending_order(store, table).await?;
    a_group_comes_in_the_order_of_its_keys(store, table).await?;
    a_range_includes_both_its_ends(store, table).await?;
    a_range_upside_down_is_empty(store, table).await
}

async fn rows_and_keys_come_in_ascending_order<S: Store>(
    store: &S,
    table: Table,
) -> Result<(), StoreError> {
    let put = [&b"b"[..], b"", b"\xff", b"a", b"\x00", b"ab", b"B", b"\x00\x00"];
    let expected = [&b""[..], b"\x00", b"\x00\x00", b"B", b"a", b"ab", b"b", b"\xff"];
    fill(store, table, &put.map(|key| row(key, b"", b""))).await?;
    assert_eq!(keys_of(&ask(store, table, Query::All(table)).await?), expected);
    let transaction = store.begin(&[table], Access::Read)?;
    assert_eq!(transaction.keys(table).await?, expected);
    Ok(())
}

async fn a_group_comes_in_the_order_of_its_keys<S: Store>(
    store: &S,
    table: Table,
) -> Result<(), StoreError> {
    let rows = [
        row(b"3", b"ours", b""),
        row(b"1", b"ours", b""),
        row(b"2", b"theirs", b""),
        row(b"10", b"ours", b""),
        row(b"4", b"our", b""),
    ];
    fill(store, table, &rows).await?;
    let found = ask(store, table, group(table, b"ours")).await?;
    assert_eq!(keys_of(&found), [&b"1"[..], b"10", b"3"]);
    Ok(())
}

async fn a_range_includes_both_its_ends<S: Store>(
    store: &S,
    table: Table,
) -> Result<(), StoreError> {
    let rows = [b"a", b"b", b"c", b"d", b"e"].map(|key| row(key, b"", b""));
    fill(store, table, &rows).await?;
    let found = ask(store, table, range(table, b"b", b"d")).await?;
    assert_eq!(keys_of(&found), [b"b", b"c", b"d"]);
    let one = ask(store, table, range(table, b"c", b"c")).await?;
    assert_eq!(keys_of(&one), [b"c"]);
    Ok(())
}

async fn a_range_upside_down_is_empty<S: Store>(store: &S, table: Table) -> Result<(), StoreError> {
    fill(store, table, &[row(b"b", b"", b"")]).await?;
    assert!(ask(store, table, range(table, b"c", b"a")).await?.is_empty());
    Ok(())
}
