//! Every shape that was ever written, and its way to today's values.
//!
//! A shape that has been on a disk is never edited: a new one is added beside it.
//! Journal records and audit entries are JSON, which explains itself; what is derived from
//! them (timeline, catalogue) is packed, and rebuilt where its version is not known.

mod audit;
mod catalogue;
mod client;
mod draft;
mod error;
mod goal;
mod milestone;
mod plain;
mod session;
mod times;
mod timeline;

pub use audit::{AuditAction, AuditEntry, AuditHead, Outcome};
pub use catalogue::{CatalogueEntry, GoalHead, RECENT_SESSIONS, RecentSession};
pub use client::ClientRecord;
pub use draft::DraftRecord;
pub use error::RecordError;
pub use goal::{GoalRecord, GoalUpdateRecord};
pub use milestone::MilestoneRecord;
pub use plain::{PlainClient, PlainGoal, PlainGoalUpdate, PlainMilestone, PlainSession, to_json};
pub use session::SessionRecord;
pub use timeline::{TimelineChunk, TimelineRow};

/// 16 bytes by which a record is found without saying what it is.
pub type Tag = [u8; 16];

/// Something that rests in a sealed box.
pub trait Record: Sized {
    /// The newest shape of it, as bytes.
    fn to_bytes(&self) -> Vec<u8>;

    /// Reads every shape that was ever written.
    ///
    /// # Errors
    /// Where the bytes are none of these shapes, or a value in them cannot be.
    fn from_bytes(bytes: &[u8]) -> Result<Self, RecordError>;
}

/// JSON of a shape that cannot fail to be written.
fn json<T: serde::Serialize>(shape: &T) -> Vec<u8> {
    // Only maps with keys that are no text, and failing writers, make this fail.
    serde_json::to_vec(shape).unwrap_or_default()
}

/// Reads JSON; a version that is not known is told from what is broken.
fn from_json<'a, T: serde::Deserialize<'a>>(bytes: &'a [u8]) -> Result<T, RecordError> {
    #[derive(serde::Deserialize)]
    struct Version {
        v: String,
    }
    serde_json::from_slice(bytes).map_err(|_| match serde_json::from_slice(bytes) {
        Ok(Version { v }) if v.parse().is_ok_and(|version: u32| version > 1) => {
            RecordError::NewerVersion
        }
        _ => RecordError::Malformed,
    })
}

/// Packs a derived shape behind its version byte.
fn pack<T: serde::Serialize>(version: u8, shape: &T) -> Vec<u8> {
    // postcard fails to write only into a buffer that is too small.
    postcard::to_extend(shape, vec![version]).unwrap_or_default()
}

/// Unpacks a derived shape of the version that is written today.
fn unpack<'a, T: serde::Deserialize<'a>>(version: u8, bytes: &'a [u8]) -> Result<T, RecordError> {
    match bytes.split_first() {
        Some((first, packed)) if *first == version => Ok(postcard::from_bytes(packed)?),
        Some((first, _)) if *first > version => Err(RecordError::NewerVersion),
        _ => Err(RecordError::Malformed),
    }
}
