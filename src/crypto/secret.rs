use std::fmt;

use zeroize::{Zeroize, Zeroizing};

use super::{CryptoError, random::fill_random};

/// Writes a `Debug` that shows the type's name and nothing of the secret.
macro_rules! redact {
    ($($name:ident),+) => {$(
        impl std::fmt::Debug for $name {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                f.write_str(concat!(stringify!($name), "([REDACTED])"))
            }
        }
    )+};
}
pub(super) use redact;

/// Secret bytes at one fixed place in memory, wiped when dropped.
///
/// Boxed, so that moving the owner copies a pointer and never the bytes.
pub(super) struct Secret<const N: usize>(Box<[u8; N]>);

impl<const N: usize> Secret<N> {
    /// Fresh random bytes.
    pub(super) fn make() -> Result<Self, CryptoError> {
        Self::fill(|bytes| fill_random(bytes))
    }

    /// Lets `write` put the bytes straight into their final place.
    pub(super) fn fill(
        write: impl FnOnce(&mut [u8; N]) -> Result<(), CryptoError>,
    ) -> Result<Self, CryptoError> {
        let mut secret = Self(Box::new([0; N]));
        write(&mut secret.0)?;
        Ok(secret)
    }

    pub(super) fn from_bytes(bytes: &[u8; N]) -> Self {
        let mut secret = Self(Box::new([0; N]));
        secret.0.copy_from_slice(bytes);
        secret
    }

    pub(super) fn expose(&self) -> &[u8; N] {
        &self.0
    }

    pub(super) fn to_zeroizing(&self) -> Zeroizing<[u8; N]> {
        let mut bytes = Zeroizing::new([0; N]);
        bytes.copy_from_slice(self.expose());
        bytes
    }
}

impl<const N: usize> Drop for Secret<N> {
    fn drop(&mut self) {
        self.0.zeroize();
    }
}

impl<const N: usize> fmt::Debug for Secret<N> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Secret([REDACTED])")
    }
}

/// What a person types to unlock a vault or a history file.
///
/// Compared byte for byte: the caller has normalised the text to NFC.
pub struct Passphrase(Zeroizing<String>);

impl Passphrase {
    /// Takes the text over without copying it; its memory is wiped when this is dropped.
    #[must_use]
    pub fn new(text: String) -> Self {
        Self(Zeroizing::new(text))
    }

    /// A copy of the text, wiped when dropped, for a derivation that runs elsewhere.
    #[must_use]
    pub fn to_text(&self) -> Zeroizing<String> {
        self.0.clone()
    }

    pub(super) fn expose(&self) -> &[u8] {
        self.0.as_bytes()
    }
}

redact!(Passphrase);

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_passphrase_never_prints_its_text() {
        let shown = format!("{:?}", Passphrase::new("correct horse".into()));
        assert_eq!(shown, "Passphrase([REDACTED])");
    }

    #[test]
    fn a_passphrase_keeps_its_text_as_typed() {
        assert_eq!(*Passphrase::new(" Pássword ".into()).to_text(), " Pássword ");
    }

    #[test]
    fn secret_bytes_never_print() {
        assert_eq!(format!("{:?}", Secret::from_bytes(&[7; 32])), "Secret([REDACTED])");
    }

    #[test]
    fn fresh_secrets_differ() {
        let (one, two) = (Secret::<32>::make().unwrap(), Secret::<32>::make().unwrap());
        assert_ne!(one.expose(), two.expose());
    }
}
