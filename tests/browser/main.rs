//! What only a browser can show, run in a dedicated worker: the store, and its own hash beside ours.
#![cfg(target_arch = "wasm32")]
#![expect(clippy::unwrap_used, reason = "a test fails by it")]

mod homes;

use js_sys::{Array, Object, Promise, Reflect, Uint8Array};
use rexie::{Index, ObjectStore, Rexie, TransactionMode};
use therapeutic_progress_tracker::crypto::{sha256, sha256_of_much};
use therapeutic_progress_tracker::store::indexed_db::IndexedDbStore;
use therapeutic_progress_tracker::store::{
    Access, Database, Query, Row, Store, StoreError, Table, Transaction, conformance,
};
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::{JsFuture, future_to_promise};
use wasm_bindgen_test::{wasm_bindgen_test, wasm_bindgen_test_configure};

wasm_bindgen_test_configure!(run_in_dedicated_worker);

const JOURNAL: [Table; 1] = [Table::Journal];

async fn fresh(name: &str, database: Database) -> IndexedDbStore {
    IndexedDbStore::delete(name, database).await.unwrap();
    IndexedDbStore::open(name, database).await.unwrap()
}

fn row(key: &[u8], sealed: &[u8]) -> Row {
    Row { key: key.to_vec(), group: b"g".to_vec(), sealed: sealed.to_vec(), holds: Vec::new() }
}

async fn put(store: &IndexedDbStore, row: &Row) -> Result<(), StoreError> {
    let transaction = store.begin(&JOURNAL, Access::Write)?;
    transaction.put(Table::Journal, row)?;
    transaction.commit().await
}

async fn journal(store: &IndexedDbStore) -> Result<Vec<Row>, StoreError> {
    let transaction = store.begin(&JOURNAL, Access::Read)?;
    Ok(transaction.read(&[Query::All(Table::Journal)]).await?.concat())
}

#[wasm_bindgen_test]
async fn the_browser_hashes_as_we_do() {
    for length in [0, 16_383, 16_384, 1_000_000] {
        let bytes = vec![7; length];
        assert_eq!(sha256_of_much(&bytes).await, sha256(&bytes), "{length}");
    }
}

#[wasm_bindgen_test]
async fn indexed_db_conforms() {
    for database in [Database::Records, Database::Keys] {
        let store = fresh("conforms", database).await;
        conformance::check(&store, database).await.unwrap();
    }
}

#[wasm_bindgen_test]
async fn a_row_rests_as_three_byte_arrays() {
    let store = fresh("shape", Database::Records).await;
    put(&store, &row(b"key", b"sealed")).await.unwrap();

    let stored = raw_journal("shape").await;
    let stored: Object = Array::from(&stored).get(0).unchecked_into();
    assert_eq!(Object::keys(&stored).join(","), "k,g,b");
    for (property, bytes) in [("k", &b"key"[..]), ("g", b"g"), ("b", b"sealed")] {
        let value: Uint8Array =
            Reflect::get(&stored, &property.into()).unwrap().dyn_into().unwrap();
        assert_eq!(value.to_vec(), bytes);
        assert_eq!(value.buffer().byte_length() as usize, bytes.len());
    }
}

#[wasm_bindgen_test]
async fn a_row_that_holds_others_names_them_in_a_list_of_byte_arrays() {
    let store = fresh("holding", Database::Records).await;
    let many = Row { holds: vec![b"one".to_vec(), b"two".to_vec()], ..row(b"many", b"sealed") };
    put(&store, &many).await.unwrap();

    let stored = raw_journal("holding").await;
    let stored: Object = Array::from(&stored).get(0).unchecked_into();
    let holds: Array = Reflect::get(&stored, &"h".into()).unwrap().dyn_into().unwrap();
    let held = holds.iter().map(|key| key.dyn_into::<Uint8Array>().unwrap().to_vec());
    assert_eq!(held.collect::<Vec<_>>(), many.holds);
    assert_eq!(journal(&store).await.unwrap(), [many]);
}

#[wasm_bindgen_test]
async fn a_row_whose_box_is_no_bytes_comes_back_empty_and_the_others_whole() {
    let store = fresh("tampered", Database::Records).await;
    put(&store, &row(b"a", b"whole")).await.unwrap();
    let tampered = Object::new();
    Reflect::set(&tampered, &"k".into(), &Uint8Array::from(&b"b"[..])).unwrap();
    Reflect::set(&tampered, &"b".into(), &"text".into()).unwrap();
    put_raw_in_journal("tampered", &tampered).await;

    let found = journal(&store).await.unwrap();
    let emptied = Row { group: Vec::new(), ..row(b"b", b"") };
    assert_eq!(found, [row(b"a", b"whole"), emptied]);
}

#[wasm_bindgen_test]
async fn two_connections_never_lose_each_others_writes() {
    let one = fresh("counter", Database::Records).await;
    let other = IndexedDbStore::open("counter", Database::Records).await.unwrap();
    let counts = [count_up(one), count_up(other)].iter().collect::<Array>();
    JsFuture::from(Promise::all(&counts)).await.unwrap();

    let store = IndexedDbStore::open("counter", Database::Records).await.unwrap();
    assert_eq!(journal(&store).await.unwrap(), [row(b"counter", &200_u32.to_be_bytes())]);
}

/// Adds one a hundred times, each in a transaction that reads before it writes.
fn count_up(store: IndexedDbStore) -> Promise {
    future_to_promise(async move {
        for _ in 0..100 {
            add_one(&store).await.map_err(|error| JsValue::from(error.to_string()))?;
        }
        Ok(JsValue::UNDEFINED)
    })
}

async fn add_one(store: &IndexedDbStore) -> Result<(), StoreError> {
    let transaction = store.begin(&JOURNAL, Access::Write)?;
    let key = Query::Key(Table::Journal, b"counter".to_vec());
    let found = transaction.read(&[key]).await?.concat();
    let before = found
        .first()
        .map_or(0, |row| u32::from_be_bytes(row.sealed.as_slice().try_into().unwrap()));
    transaction.put(Table::Journal, &row(b"counter", &(before + 1).to_be_bytes()))?;
    transaction.commit().await
}

#[wasm_bindgen_test]
async fn a_newer_schema_keeps_every_row() {
    IndexedDbStore::delete("growing", Database::Records).await.unwrap();
    let first = Rexie::builder("growing").version(1).add_object_store(journal_alone());
    first.build().await.unwrap().close();
    let older = IndexedDbStore::open_at("growing", Database::Records, 1).await.unwrap();
    put(&older, &row(b"a", b"kept")).await.unwrap();

    let newer = IndexedDbStore::open_at("growing", Database::Records, 2).await.unwrap();
    assert_eq!(journal(&newer).await.unwrap(), [row(b"a", b"kept")]);
    let tables: Vec<Table> = Database::Records.tables().collect();
    for table in &tables {
        let transaction = newer.begin(&tables, Access::Write).unwrap();
        transaction.put(*table, &row(table.name().as_bytes(), b"")).unwrap();
        transaction.commit().await.unwrap();
    }

    let newest = IndexedDbStore::open_at("growing", Database::Records, 3).await.unwrap();
    let transaction = newest.begin(&tables, Access::Read).unwrap();
    for table in tables {
        let by_group = Query::Group(table, b"g".to_vec());
        let rows = transaction.read(&[by_group]).await.unwrap().concat();
        assert!(rows.contains(&row(table.name().as_bytes(), b"")), "{table:?} lost its row");
    }
}

fn journal_alone() -> ObjectStore {
    ObjectStore::new("journal").key_path("k").add_index(Index::new("g", "g"))
}

#[wasm_bindgen_test]
async fn a_database_of_a_newer_version_is_left_alone() {
    let name = "newer";
    IndexedDbStore::delete(name, Database::Keys).await.unwrap();
    let newer = IndexedDbStore::open_at(name, Database::Keys, 9).await.unwrap();
    let opened = IndexedDbStore::open(name, Database::Keys).await;
    assert_eq!(opened.err(), Some(StoreError::NewerVersion));
    assert!(newer.begin(&[Table::Slots], Access::Read).is_ok());
}

#[wasm_bindgen_test]
async fn a_database_is_deleted_though_another_connection_is_open() {
    let store = fresh("shared", Database::Records).await;
    let other = IndexedDbStore::open("shared", Database::Records).await.unwrap();
    IndexedDbStore::delete("shared", Database::Records).await.unwrap();
    assert!(!there("shared").await);
    for store in [store, other] {
        assert_eq!(store.heard(), None);
        assert_eq!(put(&store, &row(b"a", b"")).await, Err(StoreError::Unavailable));
    }
}

#[wasm_bindgen_test]
async fn a_connection_hears_of_the_records_that_another_writes() {
    let one = fresh("heard", Database::Records).await;
    let other = IndexedDbStore::open("heard", Database::Records).await.unwrap();
    let (own, before) = (one.heard(), other.heard().unwrap());
    let log = one.begin(&[Table::Audit, Table::State], Access::Write).unwrap();
    log.commit().await.unwrap();
    put(&one, &row(b"a", b"")).await.unwrap();
    for _ in 0..500 {
        if other.heard() == Some(before + 2) {
            break;
        }
        IndexedDbStore::names().await.unwrap();
    }
    assert_eq!((one.heard(), other.heard()), (own, Some(before + 2)));
}

#[wasm_bindgen_test]
async fn a_deletion_waits_for_the_transaction_under_way() {
    let store = fresh("busy", Database::Records).await;
    let transaction = store.begin(&JOURNAL, Access::Write).unwrap();
    transaction.put(Table::Journal, &row(b"a", b"")).unwrap();
    let deleted = future_to_promise(async {
        let deleted = IndexedDbStore::delete("busy", Database::Records).await;
        deleted.map(|()| JsValue::UNDEFINED).map_err(|error| error.to_string().into())
    });
    for _ in 0..50 {
        transaction.keys(Table::Journal).await.unwrap();
    }
    transaction.commit().await.unwrap();
    JsFuture::from(deleted).await.unwrap();
}

#[wasm_bindgen_test]
async fn a_tab_that_will_not_let_go_blocks_an_upgrade_and_a_deletion() {
    let name = "stubborn";
    IndexedDbStore::delete(name, Database::Keys).await.unwrap();
    let stubborn = hold_open("stubborn-keys").await;
    let opened = IndexedDbStore::open_at(name, Database::Keys, 2).await;
    assert_eq!(opened.err(), Some(StoreError::Blocked));
    stubborn.close();
    let opened = IndexedDbStore::open_at(name, Database::Keys, 2).await.unwrap();
    assert!(opened.begin(&[Table::Slots, Table::Keys], Access::Read).is_ok());
}

/// A connection that does not care for `versionchange`, as of a page that is frozen.
async fn hold_open(name: &str) -> idb::Database {
    idb::Factory::new().unwrap().open(name, Some(1)).unwrap().await.unwrap()
}

async fn there(name: &str) -> bool {
    IndexedDbStore::names().await.unwrap().iter().any(|found| found == name)
}

#[wasm_bindgen_test]
async fn asking_for_a_vault_does_not_create_it() {
    for database in [Database::Keys, Database::Records] {
        IndexedDbStore::delete("asked", database).await.unwrap();
    }
    assert!(IndexedDbStore::open_both("asked", || {}).await.unwrap().is_none());
    assert!(!there("asked").await && !there("asked-keys").await);

    let _store = IndexedDbStore::open("asked", Database::Keys).await.unwrap();
    assert!(!there("asked").await && there("asked-keys").await);
}

#[wasm_bindgen_test]
async fn a_vault_whose_databases_bear_an_older_version_is_raised() {
    for database in [Database::Keys, Database::Records] {
        IndexedDbStore::delete("older", database).await.unwrap();
        drop(IndexedDbStore::open_at("older", database, 1).await.unwrap());
    }
    let (records, keys) = IndexedDbStore::open_both("older", || {}).await.unwrap().unwrap();
    assert!(records.begin(&JOURNAL, Access::Read).is_ok());
    assert!(keys.begin(&[Table::Slots, Table::Keys], Access::Read).is_ok());
    assert!(IndexedDbStore::open_at("older", Database::Keys, 1).await.is_err());
}

#[wasm_bindgen_test]
async fn a_transaction_that_waited_for_something_else_has_ended() {
    let store = fresh("late", Database::Records).await;
    let transaction = store.begin(&JOURNAL, Access::Write).unwrap();
    transaction.keys(Table::Journal).await.unwrap();
    IndexedDbStore::names().await.unwrap();
    let late = row(b"a", b"");
    assert_eq!(transaction.put(Table::Journal, &late), Err(StoreError::Ended));
    assert_eq!(transaction.commit().await, Err(StoreError::Ended));
    assert!(journal(&store).await.unwrap().is_empty());
}

async fn raw_journal(name: &str) -> Array {
    let database = Rexie::builder(name).build().await.unwrap();
    let transaction = database.transaction(&["journal"], TransactionMode::ReadOnly).unwrap();
    let rows = transaction.store("journal").unwrap().get_all(None, None).await.unwrap();
    rows.into_iter().collect()
}

async fn put_raw_in_journal(name: &str, value: &JsValue) {
    let database = Rexie::builder(name).build().await.unwrap();
    let transaction = database.transaction(&["journal"], TransactionMode::ReadWrite).unwrap();
    transaction.store("journal").unwrap().put(value, None).await.unwrap();
    transaction.done().await.unwrap();
}
