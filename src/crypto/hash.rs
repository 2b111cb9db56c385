use std::fmt;

use hkdf::Hkdf;
use hmac::{Hmac, KeyInit, Mac};
use sha2::{Digest, Sha256};
use subtle::ConstantTimeEq;
use zeroize::{ZeroizeOnDrop, Zeroizing};

use super::{CryptoError, secret::Secret};

/// HMAC-SHA-256 with its key already absorbed: a clone of it starts a new message.
pub(super) type KeyedHash = Hmac<Sha256>;

// An HMAC state is two SHA-256 states. Stops compiling without the feature `zeroize` of sha2.
const fn wiped_on_drop<T: ZeroizeOnDrop>() {}
const _: () = wiped_on_drop::<Sha256>();

/// The SHA-256 of some bytes.
#[must_use]
pub fn sha256(bytes: &[u8]) -> [u8; 32] {
    Sha256::digest(bytes).into()
}

/// SHA-256 of data that comes in pieces.
#[derive(Clone, Default)]
pub struct Hasher(Sha256);

impl Hasher {
    /// Starts an empty hash.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    /// Adds the next piece.
    pub fn update(&mut self, piece: &[u8]) {
        self.0.update(piece);
    }

    /// The hash of all pieces so far, in order.
    #[must_use]
    pub fn finish(self) -> [u8; 32] {
        self.0.finalize().into()
    }
}

impl fmt::Debug for Hasher {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Hasher")
    }
}

/// Absorbs an HMAC key. RFC 2104 pads a short key with zeros to one block.
pub(super) fn keyed_hash(key: &[u8; 32]) -> KeyedHash {
    let mut block = Zeroizing::new([0; 64]);
    block[..32].copy_from_slice(key);
    KeyedHash::new((&*block).into())
}

/// HKDF-SHA-256 (RFC 5869) into `out`; `info` is the concatenation of its pieces.
///
/// Fails with [`CryptoError::TooLarge`] above 8,160 bytes of output.
pub(super) fn hkdf_sha256(
    key: &[u8],
    salt: &[u8],
    info: &[&[u8]],
    out: &mut [u8],
) -> Result<(), CryptoError> {
    Hkdf::<Sha256>::new(Some(salt), key)
        .expand_multi_info(info, out)
        .map_err(|_| CryptoError::TooLarge)
}

/// A 256-bit secret through [`hkdf_sha256`].
pub(super) fn derive_secret(
    key: &[u8],
    salt: &[u8],
    info: &[&[u8]],
) -> Result<Secret<32>, CryptoError> {
    Secret::fill(|out| hkdf_sha256(key, salt, info, out))
}

/// HMAC-SHA-256 over pieces that are simply joined.
pub(super) fn mac(keyed: &KeyedHash, pieces: &[&[u8]]) -> [u8; 32] {
    let mut mac = keyed.clone();
    for piece in pieces {
        mac.update(piece);
    }
    mac.finalize().into_bytes().into()
}

/// Compares in a time that does not depend on where the difference is.
pub(super) fn equal(one: &[u8; 32], other: &[u8; 32]) -> bool {
    one.as_slice().ct_eq(other).into()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn hex(bytes: &[u8]) -> String {
        bytes.iter().map(|byte| format!("{byte:02x}")).collect()
    }

    /// FIPS 180-4, the example "abc".
    #[test]
    fn sha_256_is_sha_256() {
        let expected = "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad";
        assert_eq!(hex(&sha256(b"abc")), expected);
    }

    #[test]
    fn pieces_hash_like_the_whole() {
        let mut hasher = Hasher::new();
        hasher.update(b"a");
        hasher.update(b"");
        hasher.update(b"bc");
        assert_eq!(hasher.finish(), sha256(b"abc"));
    }

    /// RFC 4231, test case 1, its 20-byte key padded with zeros as RFC 2104 does.
    #[test]
    fn the_keyed_hash_is_hmac_sha_256() {
        let mut key = [0; 32];
        key[..20].fill(0x0b);
        let expected = "b0344c61d8db38535ca8afceaf0bf12b881dc200c9833da726e9376c2e32cff7";
        assert_eq!(hex(&mac(&keyed_hash(&key), &[b"Hi ", b"There"])), expected);
    }

    #[test]
    fn comparison_sees_any_difference() {
        let mut other = [5; 32];
        assert!(equal(&[5; 32], &other));
        other[31] ^= 1;
        assert!(!equal(&[5; 32], &other));
    }
}
