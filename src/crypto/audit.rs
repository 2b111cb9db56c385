use super::{
    CryptoError, Hasher,
    context::Purpose,
    hash::{KeyedHash, equal, keyed_hash, mac},
    keys::WrappedKey,
    secret::{Secret, redact},
};

/// The hash of an audit entry in its chain: SHA-256 of the previous hash and the entry.
///
/// The first entry follows 32 zero bytes.
#[must_use]
pub fn chain_hash(previous: &[u8; 32], entry: &[u8]) -> [u8; 32] {
    let mut hasher = Hasher::new();
    hasher.update(previous);
    hasher.update(entry);
    hasher.finish()
}

/// Vouches for the audit chain: whoever lacks it cannot rewrite history unnoticed.
pub struct AuditKey {
    secret: Secret<32>,
    keyed: Box<KeyedHash>,
}

impl AuditKey {
    /// A new random key.
    ///
    /// # Errors
    /// [`CryptoError::NoRandomness`].
    pub fn make() -> Result<Self, CryptoError> {
        Secret::make().map(Self::from_secret)
    }

    /// HMAC-SHA-256 over a chain hash.
    #[must_use]
    pub fn authenticate(&self, hash: &[u8; 32]) -> [u8; 32] {
        mac(&self.keyed, &[hash])
    }

    /// Checks what [`AuditKey::authenticate`] gave, in constant time.
    ///
    /// # Errors
    /// [`CryptoError::Unauthentic`] when it was not made for this hash with this key.
    pub fn verify(&self, hash: &[u8; 32], claimed: &[u8; 32]) -> Result<(), CryptoError> {
        if equal(&self.authenticate(hash), claimed) {
            Ok(())
        } else {
            Err(CryptoError::Unauthentic)
        }
    }
}

impl WrappedKey for AuditKey {
    const PURPOSE: Purpose = Purpose::AuditKey;

    fn from_secret(secret: Secret<32>) -> Self {
        Self { keyed: Box::new(keyed_hash(secret.expose())), secret }
    }

    fn secret(&self) -> &Secret<32> {
        &self.secret
    }
}

redact!(AuditKey);

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::crypto::sha256;

    fn key(byte: u8) -> AuditKey {
        AuditKey::from_secret(Secret::from_bytes(&[byte; 32]))
    }

    #[test]
    fn a_link_is_the_hash_of_what_came_before_and_the_entry() {
        let expected = sha256(&[&[9; 32][..], b"entry"].concat());
        assert_eq!(chain_hash(&[9; 32], b"entry"), expected);
    }

    #[test]
    fn another_key_does_not_vouch() {
        let claimed = key(1).authenticate(&[3; 32]);
        assert_eq!(key(1).verify(&[3; 32], &claimed), Ok(()));
        assert_eq!(key(2).verify(&[3; 32], &claimed), Err(CryptoError::Unauthentic));
    }

    #[test]
    fn an_audit_key_never_prints_its_bytes() {
        assert_eq!(format!("{:?}", key(7)), "AuditKey([REDACTED])");
    }

    proptest! {
        #[test]
        fn a_changed_hash_or_mac_is_noticed(hash: [u8; 32], at in 0_usize..64, bit in 0..8) {
            let (mut hash, mut claimed) = (hash, key(1).authenticate(&hash));
            let byte = if at < 32 { &mut hash[at] } else { &mut claimed[at - 32] };
            *byte ^= 1_u8 << bit;
            prop_assert_eq!(key(1).verify(&hash, &claimed), Err(CryptoError::Unauthentic));
        }
    }
}
