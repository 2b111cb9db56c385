//! Which of a client's sessions to read, as the timeline tells without a look at their text.

use super::client_state::ClientState;
use crate::domain::{EmotionalState, GoalId, Window};
use crate::records::{TimelineChunk, TimelineRow};

/// Which of a client's sessions to read; by default all of them.
#[derive(Debug, Clone, Default)]
pub struct Reading {
    /// Only those within.
    pub window: Window,
    /// Only those in which the client felt so; empty for all.
    pub states: Vec<EmotionalState>,
    /// Only those that used the technique of exactly this name.
    pub technique: Option<String>,
    /// Only those that worked on this goal.
    pub goal: Option<GoalId>,
    /// Only those that raised a crisis flag, or only those that raised none.
    pub flagged: Option<bool>,
    /// Only those that are signed as they stand, or only those that are not.
    pub signed: Option<bool>,
    /// Passes over the newest so many of what is left.
    pub offset: usize,
    /// The newest so many of the rest; none for all.
    pub limit: Option<usize>,
    /// Leaves out what is damaged in place of failing.
    pub skip_damaged: bool,
}

impl Reading {
    /// The rows of the sessions, newest first. All chunks must have been read.
    pub(super) fn rows<'s>(&self, state: &'s ClientState) -> Vec<&'s TimelineRow> {
        let newest_first = state.chunks.values().rev();
        let rows = newest_first.flat_map(|chunk| self.rows_of(chunk));
        rows.skip(self.offset).take(self.limit.unwrap_or(usize::MAX)).collect()
    }

    fn rows_of<'c>(&self, chunk: &'c TimelineChunk) -> Vec<&'c TimelineRow> {
        let technique = code(&chunk.names, self.technique.as_deref());
        let goal = code(&chunk.goals, self.goal.as_ref().map(GoalId::as_str));
        let (Ok(technique), Ok(goal)) = (technique, goal) else { return Vec::new() };
        let fits = |row: &&TimelineRow| {
            self.fits(row)
                && technique.is_none_or(|code| row.techniques.contains(&code))
                && goal.is_none_or(|code| row.goals.contains(&code))
        };
        chunk.rows.iter().rev().filter(fits).collect()
    }

    fn fits(&self, row: &TimelineRow) -> bool {
        self.window.contains(row.at)
            && (self.states.is_empty() || self.states.contains(&row.state))
            && self.flagged.is_none_or(|flagged| flagged == (row.crisis_flags > 0))
            && self.signed.is_none_or(|signed| signed == row.signed)
    }
}

/// Nothing in a chunk bears the name that is looked for.
struct Unnamed;

/// The code of a name; none where no name is looked for.
fn code(names: &[String], wanted: Option<&str>) -> Result<Option<u32>, Unnamed> {
    let Some(wanted) = wanted else { return Ok(None) };
    let place = names.iter().position(|name| name == wanted).ok_or(Unnamed)?;
    u32::try_from(place).map(Some).map_err(|_| Unnamed)
}
