use thiserror::Error;

use super::age::AgeError;
use crate::crypto::CryptoError;

/// Why a history file cannot be written or read.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
#[non_exhaustive]
pub enum TransferError {
    /// The passphrase is not the file's.
    #[error("this is not the file's passphrase")]
    WrongPassphrase,
    /// A newer version of this program wrote it.
    #[error("a newer version wrote this file")]
    NewerVersion,
    /// It is damaged, or no history file.
    #[error("the file is damaged or no history file")]
    Damaged,
    /// The system gave no random bytes.
    #[error("the system gave no random bytes")]
    NoRandomness,
}

impl From<AgeError> for TransferError {
    fn from(error: AgeError) -> Self {
        match error {
            AgeError::WrongPassphrase => Self::WrongPassphrase,
            AgeError::NewerVersion => Self::NewerVersion,
            _ => Self::Damaged,
        }
    }
}

impl From<CryptoError> for TransferError {
    fn from(_: CryptoError) -> Self {
        Self::NoRandomness
    }
}

impl From<std::io::Error> for TransferError {
    fn from(_: std::io::Error) -> Self {
        Self::Damaged
    }
}

impl From<serde_json::Error> for TransferError {
    fn from(_: serde_json::Error) -> Self {
        Self::Damaged
    }
}

impl From<crate::domain::FieldError> for TransferError {
    fn from(_: crate::domain::FieldError) -> Self {
        Self::Damaged
    }
}
