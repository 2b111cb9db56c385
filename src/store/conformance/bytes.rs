use super::{ask, at, fill, group, keys_of, row};
use crate::store::{Access, Query, Row, Store, StoreError, Table, Transaction};

pub(super) async fn check<S: Store>(store: &S, table: Table) -> Result<(), StoreError> {
    a_thousand_rows_land_together(store, table).await?;
    keys_and_groups_hold_any_byte(store, table).await?;
    a_row_without_a_group_is_in_none(store, table).await?;
    a_box_of_four_mebibytes_comes_back_whole(store, table).await
}

async fn a_thousand_rows_land_together<S: Store>(
    store: &S,
    table: Table,
) -> Result<(), StoreError> {
    let numbered = |number: u32| row(&number.to_be_bytes(), b"many", &[7; 300]);
    let rows: Vec<Row> = (0..1_000).map(numbered).collect();
    fill(store, table, &rows).await?;
    assert_eq!(ask(store, table, group(table, b"many")).await?, rows);
    Ok(())
}

async fn keys_and_groups_hold_any_byte<S: Store>(
    store: &S,
    table: Table,
) -> Result<(), StoreError> {
    let rows: Vec<Row> = (0..=u8::MAX).map(|byte| row(&[byte], &[byte, !byte], &[byte])).collect();
    fill(store, table, &rows).await?;
    assert_eq!(ask(store, table, Query::All(table)).await?, rows);
    let transaction = store.begin(&[table], Access::Read)?;
    for row in rows {
        let queries = [at(table, &row.key), group(table, &row.group)];
        assert_eq!(transaction.read(&queries).await?, [vec![row.clone()], vec![row]]);
    }
    Ok(())
}

async fn a_row_without_a_group_is_in_none<S: Store>(
    store: &S,
    table: Table,
) -> Result<(), StoreError> {
    let rows = [row(b"a", b"", b"1"), row(b"b", b"g", b"2"), row(b"c", b"", b"")];
    fill(store, table, &rows).await?;
    assert_eq!(ask(store, table, group(table, b"")).await?, []);
    assert_eq!(keys_of(&ask(store, table, group(table, b"g")).await?), [b"b"]);
    assert_eq!(ask(store, table, Query::All(table)).await?, rows);
    Ok(())
}

async fn a_box_of_four_mebibytes_comes_back_whole<S: Store>(
    store: &S,
    table: Table,
) -> Result<(), StoreError> {
    let sealed: Vec<u8> = (0..=u8::MAX).cycle().take(4 << 20).collect();
    let large = row(b"large", b"g", &sealed);
    fill(store, table, std::slice::from_ref(&large)).await?;
    assert!(ask(store, table, at(table, b"large")).await? == [large]);
    fill(store, table, &[]).await
}
