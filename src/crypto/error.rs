use thiserror::Error;

/// Why something did not seal, open or derive.
///
/// Carries no content and no secret, so it may be logged.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Error)]
#[non_exhaustive]
pub enum CryptoError {
    /// The bytes were changed, moved from their place, or sealed with another key.
    #[error("the data does not open with this key in this place")]
    Unauthentic,
    /// The bytes are damaged: too short, of a wrong shape, or with a wrong checksum.
    #[error("the data is damaged")]
    Malformed,
    /// A later release of this program wrote the bytes.
    #[error("the data was written by a newer version")]
    NewerFormat,
    /// The passphrase or key is not the one this slot was made with.
    #[error("this is not the passphrase or key of the slot")]
    WrongSecret,
    /// Key derivation would be too weak to accept or too costly to run.
    #[error("the key derivation parameters are outside the accepted range")]
    UnacceptableParameters,
    /// The system gave no random bytes.
    #[error("the system provides no randomness")]
    NoRandomness,
    /// Key derivation or decryption needs more memory than there is.
    #[error("not enough memory")]
    OutOfMemory,
    /// More data, or longer output, than one operation handles.
    #[error("the data is too large")]
    TooLarge,
}
