//! From sessions to trends: pure functions of what they are given.
//!
//! Sessions come in order of time, equal instants in the order entered; reading them the other
//! way round turns every recovery into a decline.

mod direction;
mod months;
mod period;
mod rollup;
mod score;
mod techniques;
mod trajectory;
mod trend;

#[cfg(test)]
mod published;
#[cfg(test)]
pub(crate) mod sample;

pub use direction::{Direction, direction_of};
pub use months::Months;
pub use period::Period;
pub use rollup::{Rollup, by_period};
pub use score::{Scored, mean_of};
pub use techniques::{TechniqueCount, technique_counts};
pub use trajectory::{Trajectory, active_completion, trajectory};
pub use trend::{EmotionalTrend, WindowStats, trend, window_stats};
