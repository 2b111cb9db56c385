//! Sealed boxes in the browser's own database. Works in a window and in a worker.
//!
//! rexie builds the schema. Everything else runs on one connection of our own, for rexie can
//! neither ask for strict durability nor see another tab's wish to delete the database.

mod bell;
mod connection;
mod failure;
mod homes;
mod renewal;
mod row;
mod schema;
mod transaction;

use std::cell::{Cell, RefCell};
use std::rc::Rc;

use js_sys::{Array, JsString};
use wasm_bindgen::prelude::{Closure, wasm_bindgen};
use wasm_bindgen::{JsCast, JsValue};
use web_sys::{IdbDatabase, IdbTransaction};

use super::{Access, Database, Store, StoreError, Table};
use bell::Bell;
use connection::Listed;
use homes::Home;
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

/// One connection to one database.
///
/// Lets go of it by itself when another connection wants to delete or to upgrade it. Dropping it
/// closes it, after the transactions already begun.
#[derive(Debug)]
struct Connected {
    connection: Connection,
    strict: TransactionOptions,
    bell: Option<Rc<Bell>>,
    /// Whether the database was let go: of what is done to it since, nothing is heard.
    gone: Rc<Cell<bool>>,
    _on_version_change: Closure<dyn FnMut()>,
}

impl Connected {
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

    fn begin(&self, tables: &[Table], access: Access) -> Result<IndexedDbTransaction, StoreError> {
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
}

impl Drop for Connected {
    fn drop(&mut self) {
        self.connection.set_onversionchange(None);
        self.connection.close();
    }
}

/// One connection to one database of a vault.
///
/// Lets go of the database by itself when another tab wants to delete or to upgrade it; every
/// later transaction then fails with [`StoreError::Unavailable`]. Where that tab has moved the
/// keys to another database, [`Store::ready`] finds them there.
#[derive(Debug)]
pub struct IndexedDbStore {
    /// The vault's name, where it is its keys that lie here.
    keys_of: Option<String>,
    home: Cell<Home>,
    current: RefCell<Connected>,
    closed: Cell<bool>,
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
        if database == Database::Keys {
            let listed = connection::listed().await?;
            if let Some((home, opened)) = homes::open_current(name, version, listed).await? {
                return Ok(Self::over(name, database, home, opened));
            }
        }
        let there = database.name_of(name);
        let opened = match connection::begin_open(&there, Some(version))?.opened().await? {
            Some(current) => current,
            None => {
                schema::build(&there, database, version).await?;
                let built = connection::begin_open(&there, Some(version))?.opened().await?;
                built.ok_or(StoreError::Unavailable)?
            }
        };
        Ok(Self::over(name, database, 0, opened))
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
        let keys = homes::begin(name, schema::VERSION)?;
        let records = Database::Records.name_of(name);
        let records = connection::begin_open(&records, Some(schema::VERSION))?;
        meanwhile();
        let keys = keys.opened().await;
        // What was opened is closed again when it is dropped, whatever became of the other.
        let keys = keys.map(|found| {
            found.map(|(home, opened)| Self::over(name, Database::Keys, home, opened))
        });
        let records = records.opened().await?;
        let records = records.map(|opened| Self::over(name, Database::Records, 0, opened));
        let Some(keys) = keys? else { return Ok(None) };
        match records {
            Some(records) => Ok(Some((records, keys))),
            // They are missing, or bear an older version.
            None => Ok(Some((Self::open(name, Database::Records).await?, keys))),
        }
    }

    /// Opens the keys of the vault `name` as they are, whatever their database's version; none where
    /// there are none. No other tab is asked to let go of them.
    ///
    /// # Errors
    /// Where the browser gives no storage.
    pub async fn open_keys_as_they_are(name: &str) -> Result<Option<Self>, StoreError> {
        let found = homes::open_as_is(name).await?;
        Ok(found.map(|(home, opened)| Self::connected(name, Database::Keys, home, opened)))
    }

    /// Makes the browser begin a new log, so that nothing is written behind what a write that was cut
    /// off by force has left at the end of the old one.
    ///
    /// # Errors
    /// Where the browser gives no storage. Nothing is lost then.
    pub async fn renew_log() -> Result<(), StoreError> {
        renewal::renew().await
    }

    /// The names of all databases of this origin, as the browser knows them.
    ///
    /// # Errors
    /// Where the browser gives no storage.
    pub async fn names() -> Result<Vec<String>, StoreError> {
        Ok(connection::listed().await?.into_iter().map(|one| one.name).collect())
    }

    /// The names of the vaults that have both a database of records and one of keys, each once.
    ///
    /// # Errors
    /// Where the browser gives no storage.
    pub async fn vaults() -> Result<Vec<String>, StoreError> {
        let listed = connection::listed().await?;
        let mut vaults: Vec<String> = Vec::new();
        for (name, _) in listed.iter().filter_map(|one| homes::vault_in(&one.name)) {
            let has_records = listed.iter().any(|one| one.name == name);
            if has_records && !vaults.iter().any(|there| there == name) {
                vaults.push(name.to_owned());
            }
        }
        Ok(vaults)
    }

    /// Deletes a database of the vault `name`, wherever it lies; there need not be one.
    ///
    /// # Errors
    /// [`StoreError::Blocked`] where another tab will not let go: it is deleted as soon as that
    /// tab does. Otherwise where the browser gives no storage.
    pub async fn delete(name: &str, database: Database) -> Result<(), StoreError> {
        if database == Database::Keys {
            for Listed { name: there, .. } in connection::listed().await? {
                let is_moved = |(vault, home)| vault == name && home > 0;
                if homes::vault_in(&there).is_some_and(is_moved) {
                    connection::delete(&there).await?;
                }
            }
        }
        connection::delete(&database.name_of(name)).await
    }

    fn over(name: &str, database: Database, home: Home, opened: IdbDatabase) -> Self {
        Self::connected(name, database, home, Connected::over(opened))
    }

    fn connected(name: &str, database: Database, home: Home, current: Connected) -> Self {
        Self {
            keys_of: (database == Database::Keys).then(|| name.to_owned()),
            home: Cell::new(home),
            current: RefCell::new(current),
            closed: Cell::new(false),
        }
    }

    /// Finds the keys where they are now.
    async fn reconnect(&self, vault: &str) -> Result<(), StoreError> {
        let listed = connection::listed().await?;
        let found = homes::open_current(vault, schema::VERSION, listed).await?;
        let (home, opened) = found.ok_or(StoreError::Unavailable)?;
        let opened = Connected::over(opened);
        if self.closed.get() {
            return Err(StoreError::Unavailable);
        }
        self.home.set(home);
        self.current.replace(opened);
        Ok(())
    }
}

impl Store for IndexedDbStore {
    type Transaction = IndexedDbTransaction;

    fn begin(&self, tables: &[Table], access: Access) -> Result<Self::Transaction, StoreError> {
        self.current.borrow().begin(tables, access)
    }

    fn heard(&self) -> Option<u64> {
        let current = self.current.borrow();
        current.bell.as_ref().filter(|_| !current.gone.get())?.heard()
    }

    fn close(&self) {
        self.closed.set(true);
        let current = self.current.borrow();
        current.gone.set(true);
        current.connection.close();
    }

    async fn ready(&self) -> Result<(), StoreError> {
        let Some(vault) = &self.keys_of else { return Ok(()) };
        if self.closed.get() {
            return Err(StoreError::Unavailable);
        }
        if !self.current.borrow().gone.get() {
            return Ok(());
        }
        self.reconnect(vault).await
    }

    async fn relocate(&self) -> Result<(), StoreError> {
        self.ready().await?;
        let Some(vault) = &self.keys_of else { return Ok(()) };
        homes::relocate(vault, self.home.get()).await?;
        self.reconnect(vault).await
    }
}
