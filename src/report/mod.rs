//! The progress report as data: what a window of a client's record says, in numbers and words.
//!
//! Its suggestions support a clinician's judgement and never diagnose.

mod findings;
mod goal_rules;
mod progress;
mod reached;
mod recommendation;
mod session_rules;
mod summary;
mod words;

#[cfg(test)]
pub(crate) mod sample;

pub use findings::ReportInput;
pub use progress::{ProgressReport, progress_report};
pub use recommendation::{Recommendation, RecommendationKind, recommendations};
pub use session_rules::RECENT_SESSIONS;
