use wasm_bindgen::{JsCast, JsValue};
use web_sys::DomException;

use crate::store::StoreError;

/// What opening, deleting or listing databases, or beginning a transaction, failed with.
pub(super) fn of_connection(error: &JsValue) -> StoreError {
    match name_of(error).as_str() {
        "QuotaExceededError" => StoreError::QuotaExceeded,
        "VersionError" => StoreError::NewerVersion,
        _ => StoreError::Unavailable,
    }
}

/// What a step of a transaction failed with.
pub(super) fn of_transaction(error: &JsValue) -> StoreError {
    match name_of(error).as_str() {
        "QuotaExceededError" => StoreError::QuotaExceeded,
        "ConstraintError" => StoreError::Taken,
        "AbortError"
        | "InvalidStateError"
        | "NotFoundError"
        | "ReadOnlyError"
        | "TransactionInactiveError" => StoreError::Ended,
        _ => StoreError::Unavailable,
    }
}

/// The exception's name; empty for anything that is none.
fn name_of(error: &JsValue) -> String {
    error.dyn_ref::<DomException>().map(DomException::name).unwrap_or_default()
}
