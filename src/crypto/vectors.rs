//! A way in for published test vectors, which speak of ciphers and raw keys.
//!
//! Calls the very functions that the envelope, the slots and the history files use. Nothing but
//! tests may call it.

use super::{
    CryptoError, DataKey, FileKey, aes_gcm::Cipher, hash, keys::WrappedKey, secret::Secret,
};

/// AES-256-GCM, the tag after the ciphertext.
///
/// # Errors
/// As the envelope's.
pub fn aes_256_gcm_seal(
    key: &[u8; 32],
    nonce: &[u8; 12],
    associated: &[u8],
    plain: &[u8],
) -> Result<Vec<u8>, CryptoError> {
    let mut sealed = plain.to_vec();
    let tag = Cipher::new(key).seal_in_place(nonce, associated, &mut sealed)?;
    sealed.extend_from_slice(&tag);
    Ok(sealed)
}

/// Opens what [`aes_256_gcm_seal`] gives.
///
/// # Errors
/// [`CryptoError::Unauthentic`], [`CryptoError::Malformed`].
pub fn aes_256_gcm_open(
    key: &[u8; 32],
    nonce: &[u8; 12],
    associated: &[u8],
    sealed: &[u8],
) -> Result<Vec<u8>, CryptoError> {
    let (ciphertext, tag) = sealed.split_last_chunk().ok_or(CryptoError::Malformed)?;
    let mut plain = ciphertext.to_vec();
    Cipher::new(key).open_in_place(nonce, associated, &mut plain, tag)?;
    Ok(plain)
}

/// HKDF-SHA-256.
///
/// # Errors
/// [`CryptoError::TooLarge`].
pub fn hkdf_sha256(
    key: &[u8],
    salt: &[u8],
    info: &[u8],
    out: &mut [u8],
) -> Result<(), CryptoError> {
    hash::hkdf_sha256(key, salt, &[info], out)
}

/// A file key of known bytes.
#[must_use]
pub fn file_key(bytes: &[u8; 16]) -> FileKey {
    FileKey::from_bytes(bytes)
}

/// A data key of known bytes.
#[must_use]
pub fn data_key(bytes: &[u8; 32]) -> DataKey {
    DataKey::from_secret(Secret::from_bytes(bytes))
}
