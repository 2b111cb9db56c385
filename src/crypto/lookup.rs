use hmac::Mac;

use super::{
    CryptoError,
    context::{Purpose, length_prefix},
    hash::{KeyedHash, keyed_hash},
    keys::WrappedKey,
    secret::{Secret, redact},
};

/// Turns ids into opaque tags, so that no plaintext is ever a storage key.
pub struct LookupKey {
    secret: Secret<32>,
    keyed: Box<KeyedHash>,
}

impl LookupKey {
    /// A new random key.
    ///
    /// # Errors
    /// [`CryptoError::NoRandomness`].
    pub fn make() -> Result<Self, CryptoError> {
        Secret::make().map(Self::from_secret)
    }

    /// The tag of an id: always the same for the same kind and parts, and without the key
    /// neither guessed nor traced back.
    ///
    /// HMAC-SHA-256 over the kind and the parts, each with its length in front, cut to 16 bytes.
    #[must_use]
    pub fn tag(&self, kind: &str, parts: &[&[u8]]) -> [u8; 16] {
        let mut mac = KeyedHash::clone(&self.keyed);
        for part in std::iter::once(kind.as_bytes()).chain(parts.iter().copied()) {
            mac.update(&length_prefix(part));
            mac.update(part);
        }
        let full: [u8; 32] = mac.finalize().into_bytes().into();
        let mut tag = [0; 16];
        tag.copy_from_slice(&full[..16]);
        tag
    }
}

impl WrappedKey for LookupKey {
    const PURPOSE: Purpose = Purpose::LookupKey;

    fn from_secret(secret: Secret<32>) -> Self {
        Self { keyed: Box::new(keyed_hash(secret.expose())), secret }
    }

    fn secret(&self) -> &Secret<32> {
        &self.secret
    }
}

redact!(LookupKey);

#[cfg(test)]
mod tests {
    use super::*;

    fn key(byte: u8) -> LookupKey {
        LookupKey::from_secret(Secret::from_bytes(&[byte; 32]))
    }

    #[test]
    fn the_same_id_always_gets_the_same_tag() {
        assert_eq!(key(1).tag("client", &[b"a"]), key(1).tag("client", &[b"a"]));
    }

    #[test]
    fn kind_parts_and_key_all_change_the_tag() {
        let tags = [
            key(1).tag("client", &[b"a"]),
            key(2).tag("client", &[b"a"]),
            key(1).tag("session", &[b"a"]),
            key(1).tag("client", &[b"a", b""]),
            key(1).tag("client", &[b"ab"]),
            key(1).tag("client", &[b"a", b"b"]),
            key(1).tag("clienta", &[]),
        ];
        for (at, tag) in tags.iter().enumerate() {
            assert!(!tags[..at].contains(tag));
        }
    }

    #[test]
    fn a_lookup_key_never_prints_its_bytes() {
        assert_eq!(format!("{:?}", key(7)), "LookupKey([REDACTED])");
    }
}
