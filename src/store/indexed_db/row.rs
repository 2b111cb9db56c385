use js_sys::{Array, Object, Uint8Array};
use wasm_bindgen::prelude::wasm_bindgen;
use wasm_bindgen::{JsCast, JsValue};

use crate::store::Row;

/// The property a row is found by.
pub(super) const KEY: &str = "k";
/// The property it is found by together with others, and the index over it.
pub(super) const GROUP: &str = "g";
/// The property with the keys of what it holds, and the index over each of them.
pub(super) const HOLDS: &str = "h";

#[wasm_bindgen]
extern "C" {
    /// A row as it rests in the browser: `{k, b}`, each a `Uint8Array`, `g` too where it has a
    /// group, and `h`, an array of such where it holds something.
    type StoredRow;

    #[wasm_bindgen(method, getter)]
    fn k(this: &StoredRow) -> JsValue;
    #[wasm_bindgen(method, setter)]
    fn set_k(this: &StoredRow, key: &Uint8Array);

    #[wasm_bindgen(method, getter)]
    fn g(this: &StoredRow) -> JsValue;
    #[wasm_bindgen(method, setter)]
    fn set_g(this: &StoredRow, group: &Uint8Array);

    #[wasm_bindgen(method, getter)]
    fn b(this: &StoredRow) -> JsValue;
    #[wasm_bindgen(method, setter)]
    fn set_b(this: &StoredRow, sealed: &Uint8Array);

    #[wasm_bindgen(method, getter)]
    fn h(this: &StoredRow) -> JsValue;
    #[wasm_bindgen(method, setter)]
    fn set_h(this: &StoredRow, holds: &Array);
}

#[wasm_bindgen(module = "/src/store/indexed_db/row.js")]
extern "C" {
    fn parts(bytes: &[u8], lengths: Vec<u32>) -> Array;
}

/// The object that is stored for a row.
pub(super) fn to_js(row: &Row) -> JsValue {
    let stored: StoredRow = Object::new().unchecked_into();
    stored.set_k(&Uint8Array::from(row.key.as_slice()));
    // Left out where it is empty, so that the index has nothing to keep.
    if !row.group.is_empty() {
        stored.set_g(&Uint8Array::from(row.group.as_slice()));
    }
    stored.set_b(&Uint8Array::from(row.sealed.as_slice()));
    if !row.holds.is_empty() {
        stored.set_h(&views_of(&row.holds));
    }
    stored.into()
}

/// The keys as parts of one array: what a fold holds is copied and stored as one buffer, not as 256.
fn views_of(keys: &[Vec<u8>]) -> Array {
    #[expect(
        clippy::cast_possible_truncation,
        reason = "all of WebAssembly's memory is below 4 GiB"
    )]
    let lengths = keys.iter().map(|key| key.len() as u32).collect();
    parts(&keys.concat(), lengths)
}

/// The row in a stored object. A property that is not bytes, as only tampering makes it, comes
/// back empty: no box opens from it, and the other rows stay readable.
pub(super) fn from_js(value: JsValue) -> Row {
    let stored: StoredRow = value.unchecked_into();
    let holds = stored.h().dyn_into().map(|keys: Array| keys.iter().map(bytes).collect());
    Row {
        key: bytes(stored.k()),
        group: bytes(stored.g()),
        sealed: bytes(stored.b()),
        holds: holds.unwrap_or_default(),
    }
}

/// The bytes of a stored key, which the browser hands out as a bare buffer.
pub(super) fn key_from_js(value: &JsValue) -> Vec<u8> {
    Uint8Array::new(value).to_vec()
}

fn bytes(value: JsValue) -> Vec<u8> {
    value.dyn_into().map(|array: Uint8Array| array.to_vec()).unwrap_or_default()
}
