//! The core of the Therapeutic Progress Tracker: a therapist's encrypted journal of sessions,
//! goals and progress, kept and analysed in the browser.
//!
//! Rooms, and which may use which, are described in ARCHITECTURE.md; a test keeps them so.

mod order;

pub mod crypto;
pub mod domain;
pub mod records;
pub mod report;
pub mod store;
pub mod transfer;
pub mod trends;
pub mod vault;
#[cfg(target_arch = "wasm32")]
pub mod wasm;
