//! The JavaScript surface: convert, call, convert. Decides nothing.
//!
//! This room alone asks the clock and the device's time zone.

mod call_types;
mod calls;
mod clock;
mod derive;
mod error;
mod input;
mod kept;
mod options;
mod output;
mod secret;
mod tracker;
mod types;

pub use derive::derive_key;
pub use tracker::TherapeuticProgressTracker;
