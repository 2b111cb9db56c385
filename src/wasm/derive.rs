use js_sys::Uint8Array;
use wasm_bindgen::prelude::*;
use zeroize::Zeroizing;

use super::error::to_js;
use crate::crypto::{
    Argon2Parameters, CryptoError, FileWrapKey, Passphrase, SlotKey, derive_slot_key,
    scrypt_wrap_key,
};
use crate::vault::VaultError;

const ARGON2ID: &str = "argon2id";
const SCRYPT: &str = "scrypt";

#[wasm_bindgen(module = "/src/wasm/derive.js")]
extern "C" {
    #[wasm_bindgen(js_name = deriveKey, catch)]
    async fn derive_elsewhere(
        kind: &str,
        secret: Uint8Array,
        salt: Uint8Array,
        a: u32,
        b: u32,
        c: u32,
    ) -> Result<JsValue, JsValue>;
}

/// Derives a key in this very instance: `argon2id` with KiB, passes and lanes, or `scrypt` with
/// the base-2 logarithm of its cost.
///
/// Its memory cannot shrink afterwards, so the module calls it in an instance of its own that
/// is thrown away.
///
/// # Errors
/// Where the kind is unknown or the parameters are out of bounds.
#[wasm_bindgen(skip_typescript)]
pub fn derive_key(
    kind: &str,
    secret: Vec<u8>,
    salt: &[u8],
    a: u32,
    b: u32,
    c: u32,
) -> Result<Vec<u8>, JsValue> {
    let derived = derive_here(kind, secret, salt, [a, b, c]);
    derived.map(|key| key.to_vec()).map_err(|error| to_js(&error.into()))
}

fn derive_here(
    kind: &str,
    secret: Vec<u8>,
    salt: &[u8],
    [a, b, c]: [u32; 3],
) -> Result<Zeroizing<[u8; 32]>, CryptoError> {
    let salt: [u8; 16] = salt.try_into().map_err(|_| CryptoError::Malformed)?;
    let text = String::from_utf8(secret).map_err(|_| CryptoError::Malformed)?;
    let passphrase = Passphrase::new(text);
    match kind {
        ARGON2ID => {
            let parameters = Argon2Parameters { memory_kib: a, passes: b, lanes: c };
            Ok(derive_slot_key(&passphrase, &parameters, &salt)?.into_bytes())
        }
        SCRYPT => {
            let log_n = u8::try_from(a).map_err(|_| CryptoError::UnacceptableParameters)?;
            Ok(scrypt_wrap_key(&passphrase, &salt, log_n)?.into_bytes())
        }
        _ => Err(CryptoError::UnacceptableParameters),
    }
}

async fn derive(
    kind: &str,
    passphrase: &str,
    salt: &[u8; 16],
    parameters: [u32; 3],
) -> Result<Zeroizing<[u8; 32]>, VaultError> {
    let [a, b, c] = parameters;
    let secret = Uint8Array::from(passphrase.as_bytes());
    let js_salt = Uint8Array::from(salt.as_slice());
    let derived = derive_elsewhere(kind, secret.clone(), js_salt, a, b, c).await;
    secret.fill(0, 0, secret.length());
    let derived = derived.map_err(|_| VaultError::StorageUnavailable)?;
    if derived.is_undefined() {
        let secret = passphrase.as_bytes().to_vec();
        return Ok(derive_here(kind, secret, salt, parameters)?);
    }
    let bytes = Uint8Array::new(&derived);
    let mut key = Zeroizing::new([0; 32]);
    if bytes.length() != 32 {
        return Err(VaultError::StorageUnavailable);
    }
    bytes.copy_to(key.as_mut_slice());
    bytes.fill(0, 0, 32);
    Ok(key)
}

/// The key of a passphrase's slot.
pub(super) async fn slot_key(
    passphrase: &str,
    parameters: Argon2Parameters,
    salt: &[u8; 16],
) -> Result<SlotKey, VaultError> {
    let Argon2Parameters { memory_kib, passes, lanes } = parameters;
    let key = derive(ARGON2ID, passphrase, salt, [memory_kib, passes, lanes]).await?;
    Ok(SlotKey::from_bytes(key))
}

/// The key of a history file.
pub(super) async fn file_key(
    passphrase: &str,
    salt: &[u8; 16],
    log_n: u8,
) -> Result<FileWrapKey, VaultError> {
    let key = derive(SCRYPT, passphrase, salt, [u32::from(log_n), 0, 0]).await?;
    Ok(FileWrapKey::from_bytes(key))
}
