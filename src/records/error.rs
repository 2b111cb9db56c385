use thiserror::Error;

use crate::domain::FieldError;

/// Why a record's bytes cannot be read.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
#[non_exhaustive]
pub enum RecordError {
    /// They opened, but hold none of the shapes that this program knows.
    #[error("a record's content is malformed")]
    Malformed,
    /// A newer version of this program has written them.
    #[error("a newer version wrote this record")]
    NewerVersion,
}

impl From<serde_json::Error> for RecordError {
    fn from(_: serde_json::Error) -> Self {
        Self::Malformed
    }
}

impl From<FieldError> for RecordError {
    fn from(_: FieldError) -> Self {
        Self::Malformed
    }
}
