//! The browser's own AES-GCM and SHA-256, for much at once.

use js_sys::{Array, Uint8Array};
use wasm_bindgen::prelude::*;
use zeroize::Zeroizing;

use super::bulk::Opened;
use super::{Context, CryptoError, DataKey, envelope};

/// Below this many bytes, asking the browser costs more than it saves.
const WORTH_ASKING: usize = 16 * 1024;

#[wasm_bindgen(module = "/src/crypto/browser.js")]
extern "C" {
    #[wasm_bindgen(js_name = openBoxes, catch)]
    async fn open_boxes(secret: Uint8Array, boxes: Array) -> Result<JsValue, JsValue>;

    #[wasm_bindgen(js_name = sha256, catch)]
    async fn sha256_in_js(bytes: &[u8]) -> Result<JsValue, JsValue>;
}

/// The SHA-256 of some bytes; none where it is not worth it or the browser has no hash to offer.
pub(super) async fn sha256_of(bytes: &[u8]) -> Option<[u8; 32]> {
    if bytes.len() < WORTH_ASKING {
        return None;
    }
    let hash = sha256_in_js(bytes).await.ok()?;
    hash.dyn_into::<Uint8Array>().ok()?.to_vec().try_into().ok()
}

/// Opens boxes as [`DataKey::open`] does each; none where it is not worth it or the browser has
/// no cipher to offer, or where one is no box of ours, which the caller tells apart.
pub(super) async fn open_all(key: &DataKey, boxes: &[(Context<'_>, &[u8])]) -> Option<Opened> {
    if boxes.iter().map(|(_, sealed)| sealed.len()).sum::<usize>() < WORTH_ASKING {
        return None;
    }
    let request = |(context, sealed): &(Context<'_>, &[u8])| {
        let (nonce, associated, body) = envelope::request(context, sealed).ok()?;
        Some(Array::from_iter([&nonce[..], &associated, body].map(Uint8Array::from)))
    };
    let requests = boxes.iter().map(request).collect::<Option<Array>>()?;
    let secret = Uint8Array::from(key.secret().expose().as_slice());
    let opened: Array = open_boxes(secret, requests).await.ok()?.dyn_into().ok()?;
    Some(opened.iter().map(taken).collect())
}

/// Takes a plaintext over and wipes it where it was.
fn taken(plain: JsValue) -> Result<Zeroizing<Vec<u8>>, CryptoError> {
    let plain: Uint8Array = plain.dyn_into().map_err(|_| CryptoError::Unauthentic)?;
    let bytes = Zeroizing::new(plain.to_vec());
    plain.fill(0, 0, plain.length());
    envelope::unpadded(bytes)
}
