use rexie::{Index, ObjectStore, Rexie};
use wasm_bindgen::JsValue;

use super::failure;
use super::row::{GROUP, HOLDS, KEY};
use crate::store::{Database, StoreError, Table};

/// Raised by one with every new [`Table`] and index. Since 2 the journal's rows are found by what
/// they hold.
pub(super) const VERSION: u32 = 2;

/// Creates a database, or raises an older one to `version`, with every row kept.
pub(super) async fn build(name: &str, database: Database, version: u32) -> Result<(), StoreError> {
    let builder =
        database.tables().fold(Rexie::builder(name).version(version), |builder, table| {
            builder.add_object_store(object_store(table))
        });
    builder.build().await.map_err(|error| refused(&error))?.close();
    Ok(())
}

/// rexie rebuilds an index whose two flags are not both stated.
fn object_store(table: Table) -> ObjectStore {
    let by_group = Index::new(GROUP, GROUP).unique(false).multi_entry(false);
    let store = ObjectStore::new(table.name()).key_path(KEY).add_index(by_group);
    match table {
        Table::Journal => store.add_index(Index::new(HOLDS, HOLDS).unique(true).multi_entry(true)),
        _ => store,
    }
}

pub(super) fn refused(error: &rexie::Error) -> StoreError {
    match error {
        rexie::Error::IdbError(idb::Error::IndexedDbOpenFailed(cause)) => {
            failure::of_connection(cause)
        }
        rexie::Error::IdbError(idb::Error::DomException(cause)) => {
            failure::of_connection(&JsValue::from(cause.clone()))
        }
        _ => StoreError::Unavailable,
    }
}
