use zeroize::Zeroizing;

use super::{
    AuditKey, Context, CryptoError, LookupKey,
    aes_gcm::Cipher,
    context::Purpose,
    envelope,
    secret::{Secret, redact},
};

/// Seals and opens records: one for the catalogue, one for each client.
///
/// The expanded cipher is kept, so sealing a record costs one pass over its bytes.
pub struct DataKey {
    secret: Secret<32>,
    cipher: Cipher,
}

impl DataKey {
    /// A new random key.
    ///
    /// # Errors
    /// [`CryptoError::NoRandomness`].
    pub fn make() -> Result<Self, CryptoError> {
        Secret::make().map(Self::from_secret)
    }

    /// Seals a record for one place. Its length in the box is padded.
    ///
    /// # Errors
    /// [`CryptoError::NoRandomness`]; [`CryptoError::TooLarge`] above 1 GiB;
    /// [`CryptoError::OutOfMemory`].
    pub fn seal(&self, context: &Context<'_>, plain: &[u8]) -> Result<Vec<u8>, CryptoError> {
        envelope::seal(&self.cipher, Purpose::Record, context, plain)
    }

    /// Opens a box that was sealed with this key for this place and revision.
    ///
    /// # Errors
    /// [`CryptoError::Unauthentic`] when anything differs; [`CryptoError::Malformed`] and
    /// [`CryptoError::NewerFormat`] when it is no box of a known format.
    pub fn open(
        &self,
        context: &Context<'_>,
        sealed: &[u8],
    ) -> Result<Zeroizing<Vec<u8>>, CryptoError> {
        envelope::open(&self.cipher, Purpose::Record, context, sealed)
    }
}

impl DataKey {
    /// For the browser's cipher, which must be given the key.
    #[cfg(target_arch = "wasm32")]
    pub(super) fn secret(&self) -> &Secret<32> {
        &self.secret
    }
}

/// Encrypts the other keys and nothing else. Slots hold it, wrapped.
pub struct VaultKey {
    secret: Secret<32>,
    cipher: Cipher,
}

impl VaultKey {
    /// A new random key.
    ///
    /// # Errors
    /// [`CryptoError::NoRandomness`].
    pub fn make() -> Result<Self, CryptoError> {
        Secret::make().map(Self::from_secret)
    }

    /// Wraps a data key into a box of its own.
    ///
    /// # Errors
    /// [`CryptoError::NoRandomness`].
    pub fn wrap_data_key(
        &self,
        context: &Context<'_>,
        key: &DataKey,
    ) -> Result<Vec<u8>, CryptoError> {
        self.wrap_key(context, key)
    }

    /// Opens a box of [`VaultKey::wrap_data_key`].
    ///
    /// # Errors
    /// As [`DataKey::open`]; a box that holds another kind of key is
    /// [`CryptoError::Unauthentic`].
    pub fn unwrap_data_key(
        &self,
        context: &Context<'_>,
        wrapped: &[u8],
    ) -> Result<DataKey, CryptoError> {
        self.unwrap_key(context, wrapped)
    }

    /// Wraps a lookup key into a box of its own.
    ///
    /// # Errors
    /// [`CryptoError::NoRandomness`].
    pub fn wrap_lookup_key(
        &self,
        context: &Context<'_>,
        key: &LookupKey,
    ) -> Result<Vec<u8>, CryptoError> {
        self.wrap_key(context, key)
    }

    /// Opens a box of [`VaultKey::wrap_lookup_key`].
    ///
    /// # Errors
    /// As [`VaultKey::unwrap_data_key`].
    pub fn unwrap_lookup_key(
        &self,
        context: &Context<'_>,
        wrapped: &[u8],
    ) -> Result<LookupKey, CryptoError> {
        self.unwrap_key(context, wrapped)
    }

    /// Wraps an audit key into a box of its own.
    ///
    /// # Errors
    /// [`CryptoError::NoRandomness`].
    pub fn wrap_audit_key(
        &self,
        context: &Context<'_>,
        key: &AuditKey,
    ) -> Result<Vec<u8>, CryptoError> {
        self.wrap_key(context, key)
    }

    /// Opens a box of [`VaultKey::wrap_audit_key`].
    ///
    /// # Errors
    /// As [`VaultKey::unwrap_data_key`].
    pub fn unwrap_audit_key(
        &self,
        context: &Context<'_>,
        wrapped: &[u8],
    ) -> Result<AuditKey, CryptoError> {
        self.unwrap_key(context, wrapped)
    }

    pub(super) fn wrap_key<K: WrappedKey>(
        &self,
        context: &Context<'_>,
        key: &K,
    ) -> Result<Vec<u8>, CryptoError> {
        envelope::seal(&self.cipher, K::PURPOSE, context, key.secret().expose())
    }

    pub(super) fn unwrap_key<K: WrappedKey>(
        &self,
        context: &Context<'_>,
        wrapped: &[u8],
    ) -> Result<K, CryptoError> {
        let bytes = envelope::open(&self.cipher, K::PURPOSE, context, wrapped)?;
        let bytes = bytes.as_slice().try_into().map_err(|_| CryptoError::Malformed)?;
        Ok(K::from_secret(Secret::from_bytes(bytes)))
    }

    pub(super) fn from_secret(secret: Secret<32>) -> Self {
        Self { cipher: Cipher::new(secret.expose()), secret }
    }

    pub(super) fn secret(&self) -> &Secret<32> {
        &self.secret
    }
}

/// A key that the vault key wraps.
pub(super) trait WrappedKey {
    const PURPOSE: Purpose;
    fn from_secret(secret: Secret<32>) -> Self;
    fn secret(&self) -> &Secret<32>;
}

impl WrappedKey for DataKey {
    const PURPOSE: Purpose = Purpose::DataKey;

    fn from_secret(secret: Secret<32>) -> Self {
        Self { cipher: Cipher::new(secret.expose()), secret }
    }

    fn secret(&self) -> &Secret<32> {
        &self.secret
    }
}

redact!(DataKey, VaultKey);

#[cfg(test)]
mod tests {
    use super::*;

    const HERE: Context<'_> =
        Context { vault: b"vault", table: "keys", key: b"k", group: b"", revision: 1 };

    fn vault_key(byte: u8) -> VaultKey {
        VaultKey::from_secret(Secret::from_bytes(&[byte; 32]))
    }

    #[test]
    fn a_wrapped_data_key_still_opens_its_records() {
        let key = DataKey::make().unwrap();
        let record = key.seal(&HERE, b"record").unwrap();
        let wrapped = vault_key(1).wrap_data_key(&HERE, &key).unwrap();
        let unwrapped = vault_key(1).unwrap_data_key(&HERE, &wrapped).unwrap();
        assert_eq!(*unwrapped.open(&HERE, &record).unwrap(), b"record");
    }

    #[test]
    fn a_wrapped_lookup_key_still_makes_the_same_tags() {
        let key = LookupKey::make().unwrap();
        let wrapped = vault_key(1).wrap_lookup_key(&HERE, &key).unwrap();
        let unwrapped = vault_key(1).unwrap_lookup_key(&HERE, &wrapped).unwrap();
        assert_eq!(unwrapped.tag("kind", &[b"id"]), key.tag("kind", &[b"id"]));
    }

    #[test]
    fn a_wrapped_audit_key_still_vouches() {
        let key = AuditKey::make().unwrap();
        let wrapped = vault_key(1).wrap_audit_key(&HERE, &key).unwrap();
        let unwrapped = vault_key(1).unwrap_audit_key(&HERE, &wrapped).unwrap();
        assert_eq!(unwrapped.verify(&[5; 32], &key.authenticate(&[5; 32])), Ok(()));
    }

    #[test]
    fn a_key_never_opens_as_a_key_of_another_kind() {
        let vault_key = vault_key(1);
        let wrapped = vault_key.wrap_lookup_key(&HERE, &LookupKey::make().unwrap()).unwrap();
        let as_data = vault_key.unwrap_data_key(&HERE, &wrapped).map(drop);
        let as_audit = vault_key.unwrap_audit_key(&HERE, &wrapped).map(drop);
        assert_eq!(as_data, Err(CryptoError::Unauthentic));
        assert_eq!(as_audit, Err(CryptoError::Unauthentic));
    }

    #[test]
    fn a_record_never_opens_as_a_key() {
        let bytes = [1; 32];
        let data_key = DataKey::from_secret(Secret::from_bytes(&bytes));
        let record = data_key.seal(&HERE, &[2; 32]).unwrap();
        let opened = vault_key(1).unwrap_data_key(&HERE, &record).map(drop);
        assert_eq!(opened, Err(CryptoError::Unauthentic));
    }

    #[test]
    fn another_vault_key_or_place_unwraps_nothing() {
        let wrapped = vault_key(1).wrap_data_key(&HERE, &DataKey::make().unwrap()).unwrap();
        let other_key = vault_key(2).unwrap_data_key(&HERE, &wrapped).map(drop);
        let elsewhere = Context { key: b"l", ..HERE };
        let other_place = vault_key(1).unwrap_data_key(&elsewhere, &wrapped).map(drop);
        assert_eq!(other_key, Err(CryptoError::Unauthentic));
        assert_eq!(other_place, Err(CryptoError::Unauthentic));
    }

    #[test]
    fn keys_never_print_their_bytes() {
        assert_eq!(format!("{:?}", DataKey::make().unwrap()), "DataKey([REDACTED])");
        assert_eq!(format!("{:?}", vault_key(7)), "VaultKey([REDACTED])");
    }
}
