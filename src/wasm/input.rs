use js_sys::{JsString, Uint8Array};
use wasm_bindgen::prelude::*;

use super::error::invalid;
use super::options::text;
use crate::domain::{ClientId, EventId, FieldError, GoalId, MAX_TEXT_BYTES, Percentage, SessionId};
use crate::store::Database;
use crate::vault::VaultError;

const DEFAULT_NAME: &str = "therapeutic-progress";

/// A record as JSON text; whatever JSON leaves out counts as left out.
pub(super) fn record(value: &JsValue, what: &'static str) -> Result<String, VaultError> {
    if value.is_undefined() || value.is_null() {
        return Err(FieldError::missing(what).into());
    }
    let written = json_bytes(value).ok().flatten().map(|json| json.to_vec());
    let written = written.and_then(|json| String::from_utf8(json).ok());
    written.ok_or_else(|| invalid(what, "must be a plain object without cycles or big integers"))
}

/// Whether a record names a field.
pub(super) fn names(value: &JsValue, field: &str) -> bool {
    js_sys::Reflect::get(value, &field.into()).is_ok_and(|held| !held.is_undefined())
}

pub(super) fn client_id(value: &JsValue) -> Result<ClientId, VaultError> {
    Ok(ClientId::new(text(value, ClientId::FIELD)?)?)
}

pub(super) fn session_id(value: &JsValue) -> Result<SessionId, VaultError> {
    Ok(SessionId::new(text(value, SessionId::FIELD)?)?)
}

pub(super) fn goal_id(value: &JsValue) -> Result<GoalId, VaultError> {
    Ok(GoalId::new(text(value, GoalId::FIELD)?)?)
}

pub(super) fn event_id(value: &JsValue) -> Result<EventId, VaultError> {
    Ok(EventId::new(text(value, EventId::FIELD)?)?)
}

pub(super) fn percentage(value: &JsValue) -> Result<Percentage, VaultError> {
    if value.is_undefined() {
        return Err(FieldError::missing(Percentage::FIELD).into());
    }
    // What is no number becomes one that is refused.
    Ok(Percentage::new(value.as_f64().unwrap_or(f64::NAN))?)
}

/// Notes of at most 64 KiB; none where they were left out.
pub(super) fn notes(value: &JsValue) -> Result<Option<String>, VaultError> {
    if value.is_undefined() {
        return Ok(None);
    }
    let notes = text(value, "notes")?;
    match notes.len() <= MAX_TEXT_BYTES {
        true => Ok(Some(notes)),
        false => Err(invalid("notes", "must be a text of at most 64 KiB")),
    }
}

/// A vault's name: 1 to 64 characters, none a control character, without the ending that names
/// the database of its keys.
pub(super) fn vault_name(name: Option<String>) -> Result<String, VaultError> {
    let name = name.unwrap_or_else(|| DEFAULT_NAME.into());
    let fits = (1..=64).contains(&name.chars().count())
        && !name.chars().any(char::is_control)
        && !name.ends_with(Database::KEYS_SUFFIX);
    let allowed = "must have 1 to 64 characters, none a control character, and not end in -keys";
    if fits { Ok(name) } else { Err(invalid("name", allowed)) }
}

/// A passphrase in Unicode normalisation form C, as it is typed on every keyboard.
pub(super) fn normalised(passphrase: &str) -> String {
    String::from(JsString::from(passphrase).normalize("NFC"))
}

#[wasm_bindgen(module = "/src/wasm/json_bytes.js")]
extern "C" {
    /// A value as JSON in UTF-8; none where JSON leaves it out.
    #[wasm_bindgen(catch, js_name = jsonBytes)]
    fn json_bytes(value: &JsValue) -> Result<Option<Uint8Array>, JsValue>;
}

#[wasm_bindgen(module = "/src/wasm/fold.js")]
extern "C" {
    /// A text without its case and accents.
    #[wasm_bindgen(js_name = fold)]
    pub(super) fn fold_in_js(text: &str) -> String;
}

/// A text without its case and accents.
pub(super) fn folded(text: &str) -> String {
    fold_in_js(text)
}
