//! History files: how records leave the vault, and how they come back.
//!
//! An age file around a tar archive, so that standard tools open it without this program.
//! docs/formats.md describes it field by field.

pub mod age;
mod archive;
mod csv;
mod error;
mod history;
mod html;
mod manifest;
mod merging;
mod notes;
mod readme;

pub use archive::{ArchiveReader, ArchiveWriter};
pub use error::TransferError;
pub use history::{ClientHistory, GoalHistory, Revision, SessionHistory};
pub use manifest::{Checkpoint, Counts, DeletedClient, FORMAT, FORMAT_VERSION};
pub use merging::{Entered, Merging};
pub use notes::{NotesHistory, NotesText};
