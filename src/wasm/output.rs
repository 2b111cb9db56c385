use js_sys::{Array, Function, JSON, Object, Reflect};
use serde::Serialize;
use wasm_bindgen::prelude::*;

use crate::records::json_list;
use crate::vault::VaultError;

#[wasm_bindgen]
extern "C" {
    #[wasm_bindgen(js_name = setTimeout)]
    fn set_timeout(callback: &Function, milliseconds: i32);
}

/// Plain records, from JSON text: that keeps metadata as it is.
pub(super) fn records<T>(
    records: &[T],
    plain: impl Fn(&T) -> String,
) -> Result<JsValue, VaultError> {
    json(&json_list(records.iter().map(plain)))
}

/// What JSON text says. One text crosses the border: a report over ten years is a thousand values,
/// and each would be a call of its own.
pub(super) fn json(text: &str) -> Result<JsValue, VaultError> {
    JSON::parse(text).map_err(|_| VaultError::CorruptRecord)
}

/// A few flat numbers.
pub(super) fn numbers<T: Serialize>(data: &T) -> Result<JsValue, VaultError> {
    let serializer = serde_wasm_bindgen::Serializer::json_compatible();
    data.serialize(&serializer).map_err(|_| VaultError::CorruptRecord)
}

/// An object of a few fields.
pub(super) fn object(fields: &[(&str, JsValue)]) -> JsValue {
    let object = Object::new();
    for (name, value) in fields {
        // Setting a property on a fresh object cannot fail.
        let _ = Reflect::set(&object, &(*name).into(), value);
    }
    object.into()
}

/// A list.
pub(super) fn list(values: impl IntoIterator<Item = JsValue>) -> JsValue {
    values.into_iter().collect::<Array>().into()
}

/// A count as JavaScript's number.
pub(super) fn count(count: usize) -> JsValue {
    #[expect(clippy::cast_precision_loss, reason = "counts stay far below 2^52")]
    JsValue::from_f64(count as f64)
}

/// Lets whoever waits for an answer have it first.
pub(super) async fn later() {
    pause(0).await;
}

/// Lets as many milliseconds pass.
pub(super) async fn pause(milliseconds: i32) {
    let turn = js_sys::Promise::new(&mut |resolve, _| set_timeout(&resolve, milliseconds));
    // Nothing ever rejects this promise.
    let _ = wasm_bindgen_futures::JsFuture::from(turn).await;
}
