use super::Moment;

/// A stretch of time, both ends included. Either may be open.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Window {
    /// The first instant; none reaches back to the beginning.
    pub start: Option<Moment>,
    /// The last instant; none reaches to the end.
    pub end: Option<Moment>,
}

impl Window {
    /// All time.
    pub const ALL: Self = Self { start: None, end: None };

    /// From `start` to `end`, both included.
    pub fn between(start: Moment, end: Moment) -> Self {
        Self { start: Some(start), end: Some(end) }
    }

    /// Whether it includes the instant.
    pub fn contains(&self, at: Moment) -> bool {
        self.start.is_none_or(|start| start.millis() <= at.millis())
            && self.end.is_none_or(|end| at.millis() <= end.millis())
    }
}
