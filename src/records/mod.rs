//! Every shape that was ever written, and its way to today's values.
//!
//! A shape that has been on a disk is never edited: a new one is added beside it.
//! Journal records and audit entries are JSON, which explains itself; what is derived from
//! them (timeline, catalogue) is packed, and rebuilt where its version is not known.

mod audit;
mod catalogue;
mod certificate;
mod client;
mod draft;
mod error;
mod event;
mod fold;
mod goal;
mod milestone;
mod notes;
mod object;
mod packed;
mod past;
mod plain;
mod recent;
mod retention;
mod session;
mod settings;
mod tag_map;
mod timeline;
mod times;
mod versioned;

pub use audit::{AuditAction, AuditEntry, AuditHead, Outcome, from_hex, to_hex};
pub use catalogue::{CatalogueEntry, GoalHead};
pub use certificate::{CertificateRecord, FileScope, KnownFile};
pub use client::ClientRecord;
pub use draft::DraftRecord;
pub use error::RecordError;
pub use event::EventRecord;
pub use fold::Fold;
pub use goal::{GoalRecord, GoalUpdateRecord};
pub use milestone::MilestoneRecord;
pub use notes::NotesRecord;
pub use object::{ObjectWriter, ascii_text, json_list, json_text};
pub use past::{Kept, Version, VersionOf};
pub use plain::{
    plain_client, plain_event, plain_facts, plain_goal, plain_goal_update, plain_milestone,
    plain_session,
};
pub use recent::{RECENT_SESSIONS, RecentSession};
pub use retention::{Hold, RetentionRecord};
pub use session::SessionRecord;
pub use settings::SettingsRecord;
pub use tag_map::TagMap;
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
