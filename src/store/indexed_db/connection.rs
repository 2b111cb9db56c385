use idb::Factory;
use js_sys::{Array, Function, JsString, Promise, Reflect};
use wasm_bindgen::prelude::{Closure, wasm_bindgen};
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;
use web_sys::{Event, IdbDatabase, IdbFactory, IdbOpenDbRequest};

use super::failure;
use crate::store::StoreError;

/// How long another tab has to finish its transactions and let go of a database.
const PATIENCE_MS: i32 = 3_000;
/// How long an open may take in all. One that stands in line behind another that is blocked is not
/// told so.
const IN_LINE_MS: i32 = 10_000;

#[wasm_bindgen]
extern "C" {
    /// web-sys does not know `databases`.
    #[wasm_bindgen(extends = IdbFactory, js_name = IDBFactory)]
    type ListingFactory;

    #[wasm_bindgen(method, catch)]
    fn databases(this: &ListingFactory) -> Result<Promise, JsValue>;

    #[wasm_bindgen(js_name = setTimeout)]
    fn set_timeout(callback: &Function, milliseconds: i32);
}

/// A database that is on its way.
#[derive(Debug)]
pub(super) struct Opening {
    request: IdbOpenDbRequest,
    done: Promise,
}

/// Asks for a database that bears this very version, or whatever it bears where none is named; one
/// that is missing or older is left as it is.
pub(super) fn begin_open(name: &str, version: Option<u32>) -> Result<Opening, StoreError> {
    let request = match version {
        Some(version) => factory()?.open_with_u32(name, version),
        None => factory()?.open(name),
    };
    let request = request.map_err(|error| failure::of_connection(&error))?;
    let leave_as_it_is = Closure::once_into_js(|event: Event| refuse_upgrade(&event));
    request.set_onupgradeneeded(Some(leave_as_it_is.unchecked_ref()));
    let done = Promise::race(&Array::of2(&done(&request), &after(IN_LINE_MS)));
    Ok(Opening { request, done })
}

impl Opening {
    /// The database; none where there is none of this version.
    pub(super) async fn opened(self) -> Result<Option<IdbDatabase>, StoreError> {
        wait_for(self.done).await;
        match error_of(&self.request)? {
            None => Ok(result_of(&self.request)?.dyn_into().ok()),
            Some(error) if error.name() == "AbortError" => Ok(None),
            Some(error) => Err(failure::of_connection(&error)),
        }
    }
}

/// Deletes a database, if there is one.
pub(super) async fn delete(name: &str) -> Result<(), StoreError> {
    let request =
        factory()?.delete_database(name).map_err(|error| failure::of_connection(&error))?;
    wait_for(done(&request)).await;
    error_of(&request)?.map_or(Ok(()), |error| Err(failure::of_connection(&error)))
}

/// The names of all databases of this origin.
pub(super) async fn names() -> Result<Vec<String>, StoreError> {
    let listing: ListingFactory = factory()?.unchecked_into();
    let asked = listing.databases().map_err(|error| failure::of_connection(&error))?;
    let found = JsFuture::from(asked).await.map_err(|error| failure::of_connection(&error))?;
    Ok(Array::from(&found).iter().filter_map(|entry| name_of(&entry)).collect())
}

fn factory() -> Result<IdbFactory, StoreError> {
    Factory::new().map(IdbFactory::from).map_err(|_| StoreError::Unavailable)
}

fn refuse_upgrade(event: &Event) {
    let request = event.target().and_then(|target| target.dyn_into::<IdbOpenDbRequest>().ok());
    if let Some(upgrade) = request.and_then(|request| request.transaction()) {
        // It fails only where the upgrade has failed already, which is just as well.
        let _ = upgrade.abort();
    }
}

/// Resolves once the request is done, or another tab has blocked it for too long.
fn done(request: &IdbOpenDbRequest) -> Promise {
    Promise::new(&mut |resolve, _| {
        request.set_onsuccess(Some(&resolve));
        request.set_onerror(Some(&resolve));
        let wait_no_longer = Closure::once_into_js(move || set_timeout(&resolve, PATIENCE_MS));
        request.set_onblocked(Some(wait_no_longer.unchecked_ref()));
    })
}

fn after(milliseconds: i32) -> Promise {
    Promise::new(&mut |resolve, _| set_timeout(&resolve, milliseconds))
}

async fn wait_for(done: Promise) {
    // Nothing ever rejects this promise.
    let _ = JsFuture::from(done).await;
}

/// A request that is still pending after the wait is a blocked one.
fn error_of(request: &IdbOpenDbRequest) -> Result<Option<web_sys::DomException>, StoreError> {
    request.error().map_err(|_| StoreError::Blocked)
}

fn result_of(request: &IdbOpenDbRequest) -> Result<JsValue, StoreError> {
    request.result().map_err(|error| failure::of_connection(&error))
}

fn name_of(entry: &JsValue) -> Option<String> {
    Reflect::get(entry, &JsString::from("name")).ok()?.as_string()
}
