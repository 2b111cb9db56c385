//! What a clinician writes down, as values that cannot be wrong.
//!
//! Nothing here reads a clock, draws randomness or knows how a record is kept.

mod client;
mod error;
mod event;
mod facts;
mod fields;
mod goal;
mod id;
mod milestone;
mod moment;
mod plan;
mod retention;
mod rfc3339;
mod session;
mod signature;
mod state;
mod window;

pub use client::{Client, ClientChanges, ClientStatus};
pub use error::{Fault, FieldError, FieldErrorKind};
pub use event::{ClientEvent, EventKind};
pub use facts::{SessionFacts, Timeline};
pub use fields::{BROKEN_CHARACTER, Fields, MAX_RECORD_BYTES, MAX_TEXT_BYTES};
pub use goal::{Goal, GoalUpdate, Percentage};
pub use id::{ClientId, EventId, GoalId, MilestoneId, SessionId};
pub use milestone::{Milestone, Significance};
pub use moment::{Day, Moment, Zone};
pub use plan::{GoalProgress, PlanChanges};
pub use retention::{Due, Kept, RetentionPolicy, RetentionRule};
pub use rfc3339::date_text;
pub use session::{Json, Session};
pub use signature::Signature;
pub use state::EmotionalState;
pub use window::Window;
