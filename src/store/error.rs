use thiserror::Error;

/// What a store can fail with. Says nothing of what was stored.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
#[non_exhaustive]
pub enum StoreError {
    /// The browser gives no storage here, or has lost the connection to it.
    #[error("the browser's storage cannot be reached")]
    Unavailable,
    /// There is no more room.
    #[error("the browser's storage is full")]
    QuotaExceeded,
    /// Another tab with an older version holds the database open.
    #[error("another tab holds the storage open")]
    Blocked,
    /// A newer version of this program has written the database.
    #[error("a newer version wrote this storage")]
    NewerVersion,
    /// A row that was to be new has the key of one that is there.
    #[error("there is a row with this key already")]
    Taken,
    /// The transaction has ended, or only reads.
    #[error("the transaction cannot do this any more")]
    Ended,
}
