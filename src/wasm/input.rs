use js_sys::{Array, JsString, Uint8Array};
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
    let written = json_bytes(value).ok().flatten().and_then(|json| text_of(&json));
    written.ok_or_else(|| invalid(what, "must be a plain object without cycles or big integers"))
}

/// Elements of a list as JSON texts, many at once.
pub(super) fn records(
    list: &Array,
    places: &[u32],
    what: &'static str,
) -> Vec<Result<String, VaultError>> {
    let written = json_lines(list, places).ok().and_then(|lines| text_of(&lines));
    let mut lines = written.as_deref().unwrap_or_default().split('\n');
    // What cannot be written among others is told of as it would be alone.
    let next = |place: &u32| match lines.next() {
        Some("") | None => record(&list.get(*place), what),
        Some(line) => Ok(line.to_owned()),
    };
    places.iter().map(next).collect()
}

fn text_of(utf8: &Uint8Array) -> Option<String> {
    String::from_utf8(utf8.to_vec()).ok()
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

    /// A line of JSON for each place; empty where the element is nothing or cannot be written.
    #[wasm_bindgen(catch, js_name = jsonLines)]
    fn json_lines(list: &Array, places: &[u32]) -> Result<Uint8Array, JsValue>;

    /// The places in a list in the order of the texts that its elements have under a name; equal
    /// ones keep theirs.
    #[wasm_bindgen(js_name = placesByText)]
    pub(super) fn places_by_text(list: &Array, name: &str) -> Vec<u32>;
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
