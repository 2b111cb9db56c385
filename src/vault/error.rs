use thiserror::Error;

use crate::crypto::CryptoError;
use crate::domain::{FieldError, FieldErrorKind};
use crate::records::RecordError;
use crate::store::StoreError;
use crate::transfer::TransferError;

/// Why the vault did not do what it was asked. Its text says what to do about it.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
#[non_exhaustive]
pub enum VaultError {
    /// A field cannot be accepted.
    #[error(transparent)]
    Field(#[from] FieldError),
    /// The id is taken.
    #[error("{0} is already taken in this vault; use another")]
    DuplicateId(&'static str),
    /// The same, in a record within a list: the field with its place, such as
    /// `milestones[0].milestone_id`, and what is wrong with it.
    #[error("{}: {}", .0.0, .0.1)]
    Within(Box<(String, Self)>),
    /// There is nothing with this id.
    #[error("there is no record with this {0}")]
    NotFound(&'static str),
    /// A vault of this name is there.
    #[error("a vault of this name exists already; unlock it, or choose another name")]
    VaultExists,
    /// There is no vault of this name.
    #[error("there is no vault of this name on this device")]
    VaultNotFound,
    /// The passphrase or key is not the right one.
    #[error("this is not the right passphrase or key")]
    WrongPassphrase,
    /// Unlocking has failed too often; so many seconds must pass first.
    #[error("unlocking has failed too often; try again in {0} seconds")]
    TooManyAttempts(u32),
    /// The passphrase would be guessed.
    #[error("the passphrase must have at least 12 characters and must not be a common one")]
    WeakPassphrase,
    /// The vault is locked.
    #[error("the vault is locked; unlock it first")]
    Locked,
    /// A record was damaged or tampered with.
    #[error("a record is damaged and cannot be read; the others can")]
    CorruptRecord,
    /// What was derived from the records was damaged or tampered with; it can be rebuilt.
    #[error("what was derived from the records is damaged")]
    DamagedDerived,
    /// Another tab wrote first, so that what this one remembered is not the latest.
    #[error("another tab wrote at the same time; try again")]
    Overtaken,
    /// The vault's keys were damaged or tampered with.
    #[error("the vault's keys are damaged; restore it from a history file")]
    CorruptVault,
    /// The file is damaged, or no history file.
    #[error("the file is damaged or no history file; nothing was imported")]
    CorruptFile,
    /// A newer version of this program wrote it.
    #[error("a newer version of this program wrote this; update the program first")]
    UnsupportedVersion,
    /// The browser's storage is full.
    #[error("the browser's storage is full; nothing was written")]
    QuotaExceeded,
    /// The browser's storage cannot be reached.
    #[error("the browser's storage cannot be reached; nothing was written")]
    StorageUnavailable,
    /// Another tab with an older version is in the way.
    #[error("another tab holds the vault open; close it and try again")]
    UpgradeBlocked,
}

impl VaultError {
    /// A stable name for callers in other languages. Part of the interface.
    pub fn code(&self) -> &'static str {
        match self {
            Self::Field(error) => match error.kind {
                FieldErrorKind::Invalid => "invalid_field",
                FieldErrorKind::Unknown => "unknown_field",
                FieldErrorKind::Missing => "missing_field",
            },
            Self::Within(within) => within.1.code(),
            Self::DuplicateId(_) => "duplicate_id",
            Self::NotFound(_) => "not_found",
            Self::VaultExists => "vault_exists",
            Self::VaultNotFound => "vault_not_found",
            Self::WrongPassphrase => "wrong_passphrase",
            Self::TooManyAttempts(_) => "too_many_attempts",
            Self::WeakPassphrase => "weak_passphrase",
            Self::Locked => "locked",
            Self::CorruptRecord | Self::DamagedDerived => "corrupt_record",
            Self::CorruptVault => "corrupt_vault",
            Self::CorruptFile => "corrupt_file",
            Self::UnsupportedVersion => "unsupported_version",
            Self::QuotaExceeded => "quota_exceeded",
            Self::StorageUnavailable | Self::Overtaken => "storage_unavailable",
            Self::UpgradeBlocked => "upgrade_blocked",
        }
    }

    /// The field that is to blame, where one is.
    pub fn field(&self) -> Option<&str> {
        match self {
            Self::Field(error) => Some(&error.field),
            Self::Within(within) => Some(&within.0),
            Self::DuplicateId(field) | Self::NotFound(field) => Some(field),
            Self::WeakPassphrase => Some("passphrase"),
            _ => None,
        }
    }

    /// The same failure, in a record at `place`, such as `milestones[0]`.
    pub(super) fn within(self, place: &str) -> Self {
        let field = format!("{place}.{}", self.field().unwrap_or_default());
        Self::Within(Box::new((field, self)))
    }

    /// The same failure, met in what is derived from the records.
    pub(super) fn in_derived(self) -> Self {
        if self == Self::CorruptRecord { Self::DamagedDerived } else { self }
    }

    /// The same failure, met in the vault's own keys.
    pub(super) fn in_keys(self) -> Self {
        if self == Self::CorruptRecord { Self::CorruptVault } else { self }
    }
}

impl From<CryptoError> for VaultError {
    fn from(error: CryptoError) -> Self {
        match error {
            CryptoError::NewerFormat => Self::UnsupportedVersion,
            CryptoError::WrongSecret => Self::WrongPassphrase,
            CryptoError::UnacceptableParameters => Self::CorruptVault,
            CryptoError::NoRandomness => Self::StorageUnavailable,
            _ => Self::CorruptRecord,
        }
    }
}

impl From<RecordError> for VaultError {
    fn from(error: RecordError) -> Self {
        match error {
            RecordError::NewerVersion => Self::UnsupportedVersion,
            RecordError::Malformed => Self::CorruptRecord,
        }
    }
}

impl From<StoreError> for VaultError {
    fn from(error: StoreError) -> Self {
        match error {
            StoreError::QuotaExceeded => Self::QuotaExceeded,
            StoreError::Blocked => Self::UpgradeBlocked,
            StoreError::Taken => Self::Overtaken,
            StoreError::NewerVersion => Self::UnsupportedVersion,
            StoreError::Unavailable | StoreError::Ended => Self::StorageUnavailable,
        }
    }
}

impl From<TransferError> for VaultError {
    fn from(error: TransferError) -> Self {
        match error {
            TransferError::WrongPassphrase => Self::WrongPassphrase,
            TransferError::NewerVersion => Self::UnsupportedVersion,
            TransferError::Damaged => Self::CorruptFile,
            TransferError::NoRandomness => Self::StorageUnavailable,
        }
    }
}
