use std::rc::Rc;

use js_sys::{Array, Promise, Uint8Array};
use wasm_bindgen::prelude::wasm_bindgen;
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;
use web_sys::{DomException, IdbKeyRange, IdbObjectStore, IdbRequest, IdbTransaction};

use super::bell::Bell;
use super::{failure, row};
use crate::order::by_bytes;
use crate::store::{Access, Query, Row, StoreError, Table, Transaction};

/// The most bytes that a group's name has.
const LONGEST_GROUP: usize = 32;

#[wasm_bindgen]
extern "C" {
    /// web-sys has deprecated its own `commit`, which browsers have not.
    #[wasm_bindgen(extends = IdbTransaction, js_name = IDBTransaction)]
    #[derive(Debug)]
    type Committable;

    #[wasm_bindgen(method, catch, js_name = commit)]
    fn commit_now(this: &Committable) -> Result<(), JsValue>;
}

/// A transaction of an [`IndexedDbStore`](super::IndexedDbStore), durable where it writes.
#[derive(Debug)]
pub struct IndexedDbTransaction {
    inner: Committable,
    stores: Vec<(Table, IdbObjectStore)>,
    access: Access,
    committed: bool,
    /// Rings where records are written.
    bell: Option<Rc<Bell>>,
}

/// A request under way, and whether it brings one value or an array of them.
enum Asked {
    One(IdbRequest),
    Many(IdbRequest),
    /// They come in the order of their groups.
    ManyByGroup(IdbRequest),
    /// The first of two that brings a value.
    Either(IdbRequest, IdbRequest),
    /// No request was needed to know that there is nothing.
    Nothing,
}

impl IndexedDbTransaction {
    pub(super) fn over(
        inner: IdbTransaction,
        tables: &[Table],
        access: Access,
        bell: Option<&Rc<Bell>>,
    ) -> Result<Self, StoreError> {
        let store = |table: &Table| Ok((*table, inner.object_store(table.name())?));
        let stores = tables.iter().map(store).collect::<Result<_, JsValue>>();
        let stores = stores.map_err(|error| failure::of_transaction(&error))?;
        let rings = tables.iter().any(|table| table.holds_records());
        let bell = bell.filter(|_| rings).map(Rc::clone);
        Ok(Self { inner: inner.unchecked_into(), stores, access, committed: false, bell })
    }

    fn store(&self, table: Table) -> Result<&IdbObjectStore, StoreError> {
        let found = self.stores.iter().find(|(own, _)| *own == table);
        found.map(|(_, store)| store).ok_or(StoreError::Ended)
    }

    fn ask(&self, query: &Query) -> Result<Asked, StoreError> {
        let asked = match query {
            Query::Key(table, key) => self.store(*table)?.get(&to_js(key)).map(Asked::One),
            Query::Find(key) => self.find(&to_js(key)),
            Query::Group(_, group) if group.is_empty() => Ok(Asked::Nothing),
            Query::Group(table, group) => {
                let index = self.store(*table)?.index(row::GROUP);
                index.and_then(|index| index.get_all_with_key(&to_js(group))).map(Asked::Many)
            }
            Query::Groups(table, prefix) => {
                let index = self.store(*table)?.index(row::GROUP);
                let last = [prefix.as_slice(), &[u8::MAX; LONGEST_GROUP]].concat();
                let range = IdbKeyRange::bound(&to_js(prefix), &to_js(&last));
                range.and_then(|range| index?.get_all_with_key(&range)).map(Asked::ManyByGroup)
            }
            Query::Range(_, low, high) if low > high => Ok(Asked::Nothing),
            Query::Range(table, low, high) => {
                let store = self.store(*table)?;
                let range = IdbKeyRange::bound(&to_js(low), &to_js(high));
                range.and_then(|range| store.get_all_with_key(&range)).map(Asked::Many)
            }
            Query::All(table) => self.store(*table)?.get_all().map(Asked::Many),
        };
        asked.map_err(|error| failure::of_transaction(&error))
    }

    fn find(&self, key: &JsValue) -> Result<Asked, JsValue> {
        let journal = self.store(Table::Journal).map_err(|_| JsValue::UNDEFINED)?;
        let holder = journal.index(row::HOLDS)?.get(key)?;
        Ok(Asked::Either(journal.get(key)?, holder))
    }

    /// Waits for a request, and so for all before it: a transaction answers in order.
    async fn wait_for(&self, request: &IdbRequest) -> Result<(), StoreError> {
        let done = Promise::new(&mut |resolve, _| {
            request.set_onsuccess(Some(&resolve));
            request.set_onerror(Some(&resolve));
        });
        // Nothing ever rejects this promise.
        let _ = JsFuture::from(done).await;
        match request.error() {
            Ok(None) => Ok(()),
            Ok(Some(error)) => Err(self.cause_of(&error)),
            Err(error) => Err(failure::of_transaction(&error)),
        }
    }

    /// Where a request failed because the transaction did, the transaction knows why.
    fn cause_of(&self, error: &DomException) -> StoreError {
        self.inner
            .error()
            .map_or_else(|| failure::of_transaction(error), |cause| failure::of_transaction(&cause))
    }

    fn write(
        &self,
        table: Table,
        ask: impl FnOnce(&IdbObjectStore) -> Result<IdbRequest, JsValue>,
    ) -> Result<(), StoreError> {
        ask(self.store(table)?).map(drop).map_err(|error| failure::of_transaction(&error))
    }

    /// Waits until the browser says that everything is on the disk, or that nothing is.
    async fn landed(&self) -> Result<(), StoreError> {
        let done = Promise::new(&mut |complete, abort| {
            self.inner.set_oncomplete(Some(&complete));
            self.inner.set_onabort(Some(&abort));
        });
        let ended = JsFuture::from(done).await;
        ended.map(drop).map_err(|_| self.reason_of_abort())
    }

    fn reason_of_abort(&self) -> StoreError {
        let error = self.inner.error();
        error.map_or(StoreError::Ended, |error| failure::of_transaction(&error))
    }
}

impl Transaction for IndexedDbTransaction {
    async fn read(&self, queries: &[Query]) -> Result<Vec<Vec<Row>>, StoreError> {
        let asked =
            queries.iter().map(|query| self.ask(query)).collect::<Result<Vec<_>, StoreError>>()?;
        if let Some(last) = asked.iter().rev().find_map(Asked::request) {
            self.wait_for(last).await?;
        }
        asked.iter().map(Asked::rows).collect()
    }

    async fn keys(&self, table: Table) -> Result<Vec<Vec<u8>>, StoreError> {
        let request = self.store(table)?.get_all_keys();
        let request = request.map_err(|error| failure::of_transaction(&error))?;
        self.wait_for(&request).await?;
        let keys: Array = result_of(&request)?.unchecked_into();
        Ok(keys.iter().map(|key| row::key_from_js(&key)).collect())
    }

    async fn is_empty(&self, table: Table) -> Result<bool, StoreError> {
        let store = self.store(table)?;
        let request = store.get_all_keys_with_key_and_limit(&JsValue::UNDEFINED, 1);
        let request = request.map_err(|error| failure::of_transaction(&error))?;
        self.wait_for(&request).await?;
        let keys: Array = result_of(&request)?.unchecked_into();
        Ok(keys.length() == 0)
    }

    fn put(&self, table: Table, row: &Row) -> Result<(), StoreError> {
        self.write(table, |store| store.put(&row::to_js(row)))
    }

    fn add(&self, table: Table, row: &Row) -> Result<(), StoreError> {
        self.write(table, |store| store.add(&row::to_js(row)))
    }

    fn delete(&self, table: Table, key: &[u8]) -> Result<(), StoreError> {
        self.write(table, |store| store.delete(&to_js(key)))
    }

    fn clear(&self, table: Table) -> Result<(), StoreError> {
        self.write(table, IdbObjectStore::clear)
    }

    async fn commit(mut self) -> Result<(), StoreError> {
        self.committed = true;
        if self.access == Access::Read {
            return Ok(());
        }
        let _ringing = self.bell.as_ref().map(Bell::ring);
        // Asked for outright, the browser need not first wait for every put to be answered.
        self.inner.commit_now().map_err(|_| self.reason_of_abort())?;
        self.landed().await
    }
}

impl Drop for IndexedDbTransaction {
    fn drop(&mut self) {
        if self.access == Access::Write && !self.committed {
            // It fails only where the transaction has aborted already.
            let _ = self.inner.abort();
        }
    }
}

impl Asked {
    fn request(&self) -> Option<&IdbRequest> {
        match self {
            Self::One(request)
            | Self::Many(request)
            | Self::ManyByGroup(request)
            | Self::Either(request, _) => Some(request),
            Self::Nothing => None,
        }
    }

    fn rows(&self) -> Result<Vec<Row>, StoreError> {
        match self {
            Self::Nothing => Ok(Vec::new()),
            Self::One(request) => one(request),
            Self::Either(request, other) => match one(request)? {
                none if none.is_empty() => one(other),
                found => Ok(found),
            },
            Self::Many(request) => many(request),
            Self::ManyByGroup(request) => Ok(by_bytes(many(request)?, |row| &row.key)),
        }
    }
}

fn many(request: &IdbRequest) -> Result<Vec<Row>, StoreError> {
    let found: Array = result_of(request)?.unchecked_into();
    Ok(found.iter().map(row::from_js).collect())
}

fn one(request: &IdbRequest) -> Result<Vec<Row>, StoreError> {
    let found = result_of(request)?;
    Ok(if found.is_undefined() { Vec::new() } else { vec![row::from_js(found)] })
}

fn result_of(request: &IdbRequest) -> Result<JsValue, StoreError> {
    request.result().map_err(|error| failure::of_transaction(&error))
}

fn to_js(bytes: &[u8]) -> Uint8Array {
    Uint8Array::from(bytes)
}
