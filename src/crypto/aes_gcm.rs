use aes_gcm::{AeadInOut, Aes256Gcm, KeyInit, aead::inout::InOutBuf};
use zeroize::ZeroizeOnDrop;

use super::CryptoError;

/// Bytes of a nonce.
pub(super) const NONCE: usize = 12;
/// Bytes of an authentication tag.
pub(super) const TAG: usize = 16;

/// AES-256-GCM with its key schedule expanded once and wiped when dropped.
pub(super) struct Cipher(Box<Aes256Gcm>);

// Stops compiling without the feature `zeroize` of aes-gcm, which wipes the key schedule.
const fn wiped_on_drop<T: ZeroizeOnDrop>() {}
const _: () = wiped_on_drop::<Aes256Gcm>();

impl Cipher {
    pub(super) fn new(key: &[u8; 32]) -> Self {
        Self(Box::new(Aes256Gcm::new(key.into())))
    }

    /// Encrypts the buffer where it lies and returns the tag.
    pub(super) fn seal_in_place(
        &self,
        nonce: &[u8; NONCE],
        associated: &[u8],
        buffer: &mut [u8],
    ) -> Result<[u8; TAG], CryptoError> {
        self.0
            .encrypt_inout_detached(nonce.into(), associated, InOutBuf::from(buffer))
            .map(Into::into)
            .map_err(|_| CryptoError::TooLarge)
    }

    /// Checks the tag, then decrypts the buffer where it lies; untouched on failure.
    pub(super) fn open_in_place(
        &self,
        nonce: &[u8; NONCE],
        associated: &[u8],
        buffer: &mut [u8],
        tag: &[u8; TAG],
    ) -> Result<(), CryptoError> {
        self.0
            .decrypt_inout_detached(nonce.into(), associated, InOutBuf::from(buffer), tag.into())
            .map_err(|_| CryptoError::Unauthentic)
    }
}
