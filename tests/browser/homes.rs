//! How a database of keys moves to a new name.

use js_sys::{Array, Promise};
use rexie::{Index, ObjectStore, Rexie};
use therapeutic_progress_tracker::store::indexed_db::IndexedDbStore;
use therapeutic_progress_tracker::store::{
    Access, Database, Query, Row, Store, StoreError, Table, Transaction,
};
use wasm_bindgen::JsValue;
use wasm_bindgen_futures::{JsFuture, future_to_promise};
use wasm_bindgen_test::wasm_bindgen_test;

use super::{fresh, row};

const SLOTS: [Table; 2] = [Table::Slots, Table::Keys];

/// A database of keys with one row in each table.
async fn with_keys(name: &str) -> IndexedDbStore {
    let store = fresh(name, Database::Keys).await;
    let transaction = store.begin(&SLOTS, Access::Write).unwrap();
    for table in SLOTS {
        transaction.put(table, &row(b"k", table.name().as_bytes())).unwrap();
    }
    transaction.commit().await.unwrap();
    store
}

async fn keys_in(store: &IndexedDbStore) -> Vec<Vec<Row>> {
    let transaction = store.begin(&SLOTS, Access::Read).unwrap();
    transaction.read(&SLOTS.map(Query::All)).await.unwrap()
}

/// Both rows of [`with_keys`].
fn both() -> Vec<Vec<Row>> {
    SLOTS.map(|table| vec![row(b"k", table.name().as_bytes())]).to_vec()
}

async fn homes_of(name: &str) -> Vec<String> {
    let mut names = IndexedDbStore::names().await.unwrap();
    names.retain(|found| found.starts_with(&format!("{name}-keys")));
    names.sort();
    names
}

/// Raises a database as one does that is being given up.
async fn give_up(name: &str) {
    let request = idb::Factory::new().unwrap().open(name, Some(1_000_000)).unwrap();
    request.await.unwrap().close();
}

#[wasm_bindgen_test]
async fn keys_that_move_are_found_by_every_connection_and_leave_nothing_behind() {
    let store = with_keys("moving").await;
    let other = IndexedDbStore::open("moving", Database::Keys).await.unwrap();
    for home in 1..=3 {
        store.relocate().await.unwrap();
        assert_eq!(homes_of("moving").await, [format!("moving-keys\t{home}")]);
        assert_eq!(keys_in(&store).await, both());
    }
    assert_eq!(other.begin(&SLOTS, Access::Read).err(), Some(StoreError::Unavailable));
    other.ready().await.unwrap();
    let transaction = other.begin(&SLOTS, Access::Write).unwrap();
    transaction.put(Table::Keys, &row(b"new", b"client")).unwrap();
    transaction.commit().await.unwrap();
    store.relocate().await.unwrap();
    assert_eq!(keys_in(&store).await[1].len(), 2);
    let fresh = IndexedDbStore::open("moving", Database::Keys).await.unwrap();
    assert_eq!(keys_in(&fresh).await, keys_in(&store).await);
    IndexedDbStore::delete("moving", Database::Keys).await.unwrap();
    assert!(homes_of("moving").await.is_empty());
    assert_eq!(store.ready().await, Err(StoreError::Unavailable));
}

#[wasm_bindgen_test]
async fn a_move_that_was_cut_off_before_the_old_home_was_given_up_did_not_begin() {
    drop(with_keys("early").await);
    schema_of("early-keys\t1").await;
    let store = IndexedDbStore::open("early", Database::Keys).await.unwrap();
    assert_eq!(keys_in(&store).await, both());
    store.relocate().await.unwrap();
    assert_eq!(homes_of("early").await, ["early-keys\t1"]);
    assert_eq!(keys_in(&store).await, both());
}

#[wasm_bindgen_test]
async fn a_move_that_was_cut_off_before_the_copy_is_finished_when_it_is_opened() {
    for new_home_is_there in [true, false] {
        drop(with_keys("middle").await);
        if new_home_is_there {
            schema_of("middle-keys\t1").await;
        }
        give_up("middle-keys").await;
        let store = IndexedDbStore::open("middle", Database::Keys).await.unwrap();
        assert_eq!(keys_in(&store).await, both());
        assert_eq!(homes_of("middle").await, ["middle-keys\t1"]);
    }
}

#[wasm_bindgen_test]
async fn a_move_that_was_cut_off_after_the_copy_goes_on_with_what_was_written_since() {
    let store = with_keys("late-move").await;
    store.relocate().await.unwrap();
    let transaction = store.begin(&SLOTS, Access::Write).unwrap();
    transaction.put(Table::Keys, &row(b"new", b"client")).unwrap();
    transaction.commit().await.unwrap();
    // What was not deleted any more: the old home, given up.
    schema_of("late-move-keys").await;
    give_up("late-move-keys").await;
    let again = IndexedDbStore::open("late-move", Database::Keys).await.unwrap();
    assert_eq!(keys_in(&again).await[1].len(), 2);
    assert_eq!(homes_of("late-move").await, ["late-move-keys\t1"]);
}

#[wasm_bindgen_test]
async fn two_connections_that_move_at_the_same_time_lose_nothing() {
    let store = with_keys("racing").await;
    let moves = (0..2).map(|_| {
        future_to_promise(async {
            let store = IndexedDbStore::open("racing", Database::Keys).await.unwrap();
            for _ in 0..4 {
                // One of the two may be told to try again.
                let _ = store.relocate().await;
            }
            Ok(JsValue::UNDEFINED)
        })
    });
    JsFuture::from(Promise::all(&moves.collect::<Array>())).await.unwrap();
    store.ready().await.unwrap();
    assert_eq!(keys_in(&store).await, both());
    let fresh = IndexedDbStore::open("racing", Database::Keys).await.unwrap();
    assert_eq!(keys_in(&fresh).await, both());
    assert_eq!(homes_of("racing").await.len(), 1);
}

#[wasm_bindgen_test]
async fn a_tab_that_will_not_let_go_puts_a_move_off_and_loses_nothing() {
    let store = with_keys("held").await;
    let stubborn = idb::Factory::new().unwrap().open("held-keys", Some(2)).unwrap().await.unwrap();
    assert_eq!(store.relocate().await, Err(StoreError::Blocked));
    stubborn.close();
    store.ready().await.unwrap();
    assert_eq!(keys_in(&store).await, both());
    store.relocate().await.unwrap();
    assert_eq!(keys_in(&store).await, both());
    assert_eq!(homes_of("held").await.len(), 1);
}

#[wasm_bindgen_test]
async fn no_move_succeeds_while_an_earlier_home_stands() {
    let store = with_keys("left").await;
    store.relocate().await.unwrap();
    schema_of("left-keys").await;
    give_up("left-keys").await;
    let factory = idb::Factory::new().unwrap();
    let stubborn = factory.open("left-keys", Some(1_000_000)).unwrap().await.unwrap();
    assert_eq!(store.relocate().await, Err(StoreError::Blocked));
    assert_eq!(keys_in(&store).await, both());
    stubborn.close();
    store.relocate().await.unwrap();
    assert_eq!(homes_of("left").await, ["left-keys\t2"]);
    assert_eq!(keys_in(&store).await, both());
}

/// An empty database with the tables of keys.
async fn schema_of(name: &str) {
    let store = |table: &str| {
        let by_group = Index::new("g", "g").unique(false).multi_entry(false);
        ObjectStore::new(table).key_path("k").add_index(by_group)
    };
    let builder = SLOTS.iter().fold(Rexie::builder(name).version(2), |builder, table| {
        builder.add_object_store(store(table.name()))
    });
    builder.build().await.unwrap().close();
}
