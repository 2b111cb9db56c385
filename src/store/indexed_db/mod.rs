//! Sealed boxes in the browser's own database. Works in a window and in a worker.
//!
//! rexie builds the schema. Everything else runs on one connection of our own, for rexie can
//! neither ask for strict durability nor see another tab's wish to delete the database.

mod bell;
mod connection;
mod failure;
mod row;
mod schema;
mod transaction;

use std::cell::Cell;
use std::rc::Rc;

use js_sys::{Array, JsString};
use wasm_bindgen::prelude::{Closure, wasm_bindgen};
use wasm_bindgen::{JsCast, JsValue};
use web_sys::{IdbDatabase, IdbTransaction};

use super::{Access, Database, Store, StoreError, Table};
use bell::Bell;
pub use transaction::IndexedDbTransaction;

#[wasm_bindgen]
extern "C" {
    /// web-sys keeps the third argument behind an unstable flag.
    #[wasm_bindgen(extends = IdbDatabase, js_name = IDBDatabase)]
    #[derive(Debug)]
    type Connection;

    #[wasm_bindgen(method, catch, js_name = transaction)]
    fn transaction_with(
        this: &Connection,
        stores: &Array,
        mode: &str,
        options: &TransactionOptions,
    ) -> Result<IdbTransaction, JsValue>;

    #[derive(Debug)]
    type TransactionOptions;

    #[wasm_bindgen(method, setter)]
    fn set_durability(this: &TransactionOptions, durability: &str);
}

/// One connection to one database of a vault.
///
/// Lets go of the database by itself when another tab wants to delete or to upgrade it; every
/// later transaction then fails with [`StoreError::Unavailable`]. Dropping it closes it, after
/// the transactions already begun.
#[derive(Debug)]
pub struct IndexedDbStore {
    connection: Connection,
    strict: TransactionOptions,
    bell: Option<Rc<Bell>>,
    /// Whether the database was let go: of what is done to it since, nothing is heard.
    gone: Rc<Cell<bool>>,
    _on_version_change: Closure<dyn FnMut()>,
}

impl IndexedDbStore {
    /// Opens a database of the vault `name`; creates it, and any table it lacks.
    ///
    /// # Errors
    /// [`StoreError::NewerVersion`] where a newer program wrote it, [`StoreError::Blocked`] where
    /// another tab with an older one will not let go, [`StoreError::QuotaExceeded`] or
    /// [`StoreError::Unavailable`] where the browser gives no storage.
    pub async fn open(name: &str, database: Database) -> Result<Self, StoreError> {
        Self::open_at(name, database, schema::VERSION).await
    }

    /// Opens it as a program would whose schema bears `version`.
    ///
    /// # Errors
    /// As [`IndexedDbStore::open`].
    #[doc(hidden)]
    pub async fn open_at(name: &str, database: Database, version: u32) -> Result<Self, StoreError> {
        let name = database.name_of(name);
        if let Some(current) = connection::begin_open(&name, Some(version))?.opened().await? {
            return Ok(Self::over(current));
        }
        schema::build(&name, database, version).await?;
        let built = connection::begin_open(&name, Some(version))?.opened().await?;
        built.map(Self::over).ok_or(StoreError::Unavailable)
    }

    /// Opens the two databases of the vault `name`, its records and its keys; none where there
    /// is no such vault. Creates neither. Calls `meanwhile` once both are asked for.
    ///
    /// # Errors
    /// As [`IndexedDbStore::open`].
    pub async fn open_both(
        name: &str,
        meanwhile: impl FnOnce(),
    ) -> Result<Option<(Self, Self)>, StoreError> {
        let keys = Self::begin_open(name, Database::Keys)?;
        let records = Self::begin_open(name, Database::Records)?;
        meanwhile();
        let keys = keys.opened().await?.map(Self::over);
        let records = records.opened().await?.map(Self::over);
        match (records, keys) {
            (Some(records), Some(keys)) => Ok(Some((records, keys))),
            _ => Self::raise_both(name).await,
        }
    }

    fn begin_open(name: &str, database: Database) -> Result<connection::Opening, StoreError> {
        connection::begin_open(&database.name_of(name), Some(schema::VERSION))
    }

    /// Opens a database of the vault `name` as it is, whatever its version; none where there is
    /// none. No other tab is asked to let go of it.
    ///
    /// # Errors
    /// Where the browser gives no storage.
    pub async fn open_as_is(name: &str, database: Database) -> Result<Option<Self>, StoreError> {
        let opened = connection::begin_open(&database.name_of(name), None)?.opened().await?;
        Ok(opened.map(Self::over))
    }

    /// Opens them where one at least is missing or bears an older version.
    async fn raise_both(name: &str) -> Result<Option<(Self, Self)>, StoreError> {
        if !Self::names().await?.contains(&Database::Keys.name_of(name)) {
            return Ok(None);
        }
        let keys = Self::open(name, Database::Keys).await?;
        Ok(Some((Self::open(name, Database::Records).await?, keys)))
    }

    /// The names of all databases of this origin, as the browser knows them.
    ///
    /// # Errors
    /// Where the browser gives no storage.
    pub async fn names() -> Result<Vec<String>, StoreError> {
        connection::names().await
    }

    /// Deletes a database of the vault `name`; there need not be one.
    ///
    /// # Errors
    /// [`StoreError::Blocked`] where another tab will not let go: it is deleted as soon as that
    /// tab does. Otherwise where the browser gives no storage.
    pub async fn delete(name: &str, database: Database) -> Result<(), StoreError> {
        connection::delete(&database.name_of(name)).await
    }

    fn over(database: IdbDatabase) -> Self {
        let (held, gone) = (database.clone(), Rc::<Cell<bool>>::default());
        let going = Rc::clone(&gone);
        let on_version_change = Closure::new(move || {
            going.set(true);
            held.close();
        });
        database.set_onversionchange(Some(on_version_change.as_ref().unchecked_ref()));
        let bell = Bell::of(&database.name());
        let strict: TransactionOptions = js_sys::Object::new().unchecked_into();
        strict.set_durability("strict");
        Self {
            connection: database.unchecked_into(),
            strict,
            bell,
            gone,
            _on_version_change: on_version_change,
        }
    }
}

impl Store for IndexedDbStore {
    type Transaction = IndexedDbTransaction;

    fn begin(&self, tables: &[Table], access: Access) -> Result<Self::Transaction, StoreError> {
        let names: Array = tables.iter().map(|table| JsString::from(table.name())).collect();
        let mode = match access {
            Access::Read => "readonly",
            Access::Write => "readwrite",
        };
        let inner = self
            .connection
            .transaction_with(&names, mode, &self.strict)
            .map_err(|error| failure::of_connection(&error))?;
        IndexedDbTransaction::over(inner, tables, access, self.bell.as_ref())
    }

    fn heard(&self) -> Option<u64> {
        self.bell.as_ref().filter(|_| !self.gone.get())?.heard()
    }

    fn close(&self) {
        self.gone.set(true);
        self.connection.close();
    }
}

impl Drop for IndexedDbStore {
    fn drop(&mut self) {
        self.connection.set_onversionchange(None);
        self.connection.close();
    }
}
