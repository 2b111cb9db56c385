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
/// How long a request may wait for others of the same database, which may be blocked themselves.
const QUEUE_MS: i32 = 10_000;

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

/// A database as the browser lists it.
#[derive(Debug)]
pub(super) struct Listed {
    pub(super) name: String,
    pub(super) version: u32,
}

/// Asks for a database that bears this very version, or whatever it bears where none is named; one
/// that is missing or older is left as it is.
pub(super) fn begin_open(name: &str, version: Option<u32>) -> Result<Opening, StoreError> {
    begin(name, version, |event| refuse_upgrade(&event))
}

/// Asks for a database and raises it to this version; one that is missing is not made.
pub(super) fn begin_raise(name: &str, version: u32) -> Result<Opening, StoreError> {
    begin(name, Some(version), |event| {
        let before = Reflect::get(&event, &JsString::from("oldVersion"));
        if before.is_ok_and(|before| before.as_f64() == Some(0.0)) {
            refuse_upgrade(&event);
        }
    })
}

fn begin(
    name: &str,
    version: Option<u32>,
    on_upgrade: impl FnOnce(Event) + 'static,
) -> Result<Opening, StoreError> {
    let request = match version {
        Some(version) => factory()?.open_with_u32(name, version),
        None => factory()?.open(name),
    };
    let request = request.map_err(|error| failure::of_connection(&error))?;
    let on_upgrade = Closure::once_into_js(on_upgrade);
    request.set_onupgradeneeded(Some(on_upgrade.unchecked_ref()));
    let done = done(&request);
    Ok(Opening { request, done })
}

impl Opening {
    /// The database; none where there is none of this version.
    pub(super) async fn opened(self) -> Result<Option<IdbDatabase>, StoreError> {
        wait_for(self.done).await;
        let error = error_of(&self.request);
        if error.is_err() {
            close_when_late(&self.request);
        }
        match error? {
            None => Ok(result_of(&self.request)?.dyn_into().ok()),
            Some(error) if error.name() == "AbortError" => Ok(None),
            Some(error) => Err(failure::of_connection(&error)),
        }
    }

    /// Closes the database, now or when it comes.
    pub(super) fn abandon(self) {
        match result_of(&self.request) {
            Ok(database) => close(database),
            Err(_) => close_when_late(&self.request),
        }
    }
}

fn close(database: JsValue) {
    if let Ok(database) = database.dyn_into::<IdbDatabase>() {
        database.close();
    }
}

/// Deletes a database, if there is one.
pub(super) async fn delete(name: &str) -> Result<(), StoreError> {
    let request =
        factory()?.delete_database(name).map_err(|error| failure::of_connection(&error))?;
    wait_for(done(&request)).await;
    error_of(&request)?.map_or(Ok(()), |error| Err(failure::of_connection(&error)))
}

/// All databases of this origin, asked for.
#[derive(Debug)]
pub(super) struct Listing(Promise);

/// Asks for all databases of this origin.
pub(super) fn begin_listing() -> Result<Listing, StoreError> {
    let listing: ListingFactory = factory()?.unchecked_into();
    listing.databases().map(Listing).map_err(|error| failure::of_connection(&error))
}

impl Listing {
    pub(super) async fn found(self) -> Result<Vec<Listed>, StoreError> {
        let found = JsFuture::from(self.0).await.map_err(|error| failure::of_connection(&error))?;
        Ok(Array::from(&found).iter().filter_map(|entry| listed_as(&entry)).collect())
    }
}

/// All databases of this origin.
pub(super) async fn listed() -> Result<Vec<Listed>, StoreError> {
    begin_listing()?.found().await
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
        let later = resolve.clone();
        let wait_no_longer = Closure::once_into_js(move || set_timeout(&resolve, PATIENCE_MS));
        request.set_onblocked(Some(wait_no_longer.unchecked_ref()));
        set_timeout(&later, QUEUE_MS);
    })
}

/// Closes a database that comes when nobody waits for it any more: left open it would block others.
fn close_when_late(request: &IdbOpenDbRequest) {
    let late = request.clone();
    let close = Closure::once_into_js(move || {
        if let Ok(database) = result_of(&late) {
            close(database);
        }
    });
    request.set_onsuccess(Some(close.unchecked_ref()));
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

fn listed_as(entry: &JsValue) -> Option<Listed> {
    let held = |name: &str| Reflect::get(entry, &JsString::from(name)).ok();
    #[expect(
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        reason = "a cast of a number stops at the bounds; no version of ours lies there"
    )]
    let version = held("version")?.as_f64()? as u32;
    Some(Listed { name: held("name")?.as_string()?, version })
}
