use serde::{Deserialize, Serialize};

use super::{Record, RecordError, Tag};
use crate::domain::{EmotionalState, Moment};

const VERSION: u8 = 1;

/// What the timeline keeps of one session.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TimelineRow {
    /// Where the session lies in the journal.
    pub tag: Tag,
    /// The revision that lies there.
    pub revision: u32,
    /// Its place in the order in which the client's sessions were entered.
    pub entered: u64,
    /// When it took place.
    pub at: Moment,
    /// How the client felt.
    pub state: EmotionalState,
    /// How long it lasted, in minutes.
    pub duration_minutes: u16,
    /// How many crisis flags were raised.
    pub crisis_flags: u32,
    /// Places of its techniques in the chunk's names, each at most once.
    pub techniques: Vec<u32>,
    /// Places of its goals in the chunk's goals, each at most once.
    pub goals: Vec<u32>,
}

impl TimelineRow {
    /// What sessions are ordered by: their instants, equal ones as they were entered.
    pub fn order(&self) -> (i64, u64) {
        (self.at.millis(), self.entered)
    }
}

/// A client's sessions of one year (by UTC) in order of time.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct TimelineChunk {
    /// The sessions.
    pub rows: Vec<TimelineRow>,
    /// Techniques by name.
    pub names: Vec<String>,
    /// Goals by id.
    pub goals: Vec<String>,
}

/// The columns as they are packed; one place in each column a session.
#[derive(Serialize, Deserialize)]
struct Columns {
    names: Vec<String>,
    goal_ids: Vec<String>,
    tags: Vec<Tag>,
    revisions: Vec<u32>,
    entered: Vec<u64>,
    /// Milliseconds since the session before, the first since 1970.
    steps: Vec<i64>,
    offsets: Vec<i16>,
    scores: Vec<i8>,
    durations: Vec<u16>,
    crisis_flags: Vec<u32>,
    techniques: Vec<Vec<u32>>,
    goals: Vec<Vec<u32>>,
}

impl TimelineChunk {
    fn columns(&self) -> Columns {
        let mut before = 0;
        let mut step = |millis: i64| {
            let step = millis - before;
            before = millis;
            step
        };
        let rows = &self.rows;
        Columns {
            names: self.names.clone(),
            goal_ids: self.goals.clone(),
            tags: rows.iter().map(|row| row.tag).collect(),
            revisions: rows.iter().map(|row| row.revision).collect(),
            entered: rows.iter().map(|row| row.entered).collect(),
            steps: rows.iter().map(|row| step(row.at.millis())).collect(),
            offsets: rows.iter().map(|row| row.at.offset_minutes()).collect(),
            scores: rows.iter().map(|row| row.state.score()).collect(),
            durations: rows.iter().map(|row| row.duration_minutes).collect(),
            crisis_flags: rows.iter().map(|row| row.crisis_flags).collect(),
            techniques: rows.iter().map(|row| row.techniques.clone()).collect(),
            goals: rows.iter().map(|row| row.goals.clone()).collect(),
        }
    }
}

impl Columns {
    fn into_chunk(self) -> Option<TimelineChunk> {
        let mut techniques = self.techniques.into_iter();
        let mut goals = self.goals.into_iter();
        let mut millis = 0_i64;
        let mut rows = Vec::with_capacity(self.tags.len());
        for (place, tag) in self.tags.into_iter().enumerate() {
            millis = millis.checked_add(*self.steps.get(place)?)?;
            rows.push(TimelineRow {
                tag,
                revision: *self.revisions.get(place)?,
                entered: *self.entered.get(place)?,
                at: Moment::new(millis, *self.offsets.get(place)?)?,
                state: EmotionalState::from_score(*self.scores.get(place)?)?,
                duration_minutes: *self.durations.get(place)?,
                crisis_flags: *self.crisis_flags.get(place)?,
                techniques: known(techniques.next()?, self.names.len())?,
                goals: known(goals.next()?, self.goal_ids.len())?,
            });
        }
        Some(TimelineChunk { rows, names: self.names, goals: self.goal_ids })
    }
}

/// The codes, where each is below `count`.
fn known(codes: Vec<u32>, count: usize) -> Option<Vec<u32>> {
    codes.iter().all(|code| (*code as usize) < count).then_some(codes)
}

impl Record for TimelineChunk {
    fn to_bytes(&self) -> Vec<u8> {
        super::pack(VERSION, &self.columns())
    }

    fn from_bytes(bytes: &[u8]) -> Result<Self, RecordError> {
        let columns: Columns = super::unpack(VERSION, bytes)?;
        columns.into_chunk().ok_or(RecordError::Malformed)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn row(millis: i64, entered: u64) -> TimelineRow {
        TimelineRow {
            tag: [7; 16],
            revision: 2,
            entered,
            at: Moment::new(millis, -90).unwrap(),
            state: EmotionalState::Positive,
            duration_minutes: 50,
            crisis_flags: 1,
            techniques: vec![1, 0],
            goals: vec![0],
        }
    }

    fn chunk() -> TimelineChunk {
        TimelineChunk {
            rows: vec![row(-5, 1), row(1_700_000_000_000, 0), row(1_700_000_000_000, 2)],
            names: vec!["grounding".into(), "exposure".into()],
            goals: vec!["g".into()],
        }
    }

    #[test]
    fn a_chunk_comes_back_as_it_was() {
        assert_eq!(TimelineChunk::from_bytes(&chunk().to_bytes()), Ok(chunk()));
    }

    #[test]
    fn a_year_of_daily_sessions_stays_under_14_kib() {
        let rows = (0..365_u32).map(|day| row(i64::from(day) * 86_400_000, u64::from(day)));
        let year = TimelineChunk { rows: rows.collect(), ..chunk() };
        assert!(year.to_bytes().len() < 14 * 1024);
    }

    #[test]
    fn a_code_without_a_name_is_malformed() {
        let broken = TimelineChunk { names: vec![], ..chunk() };
        assert_eq!(TimelineChunk::from_bytes(&broken.to_bytes()), Err(RecordError::Malformed));
    }

    #[test]
    fn cut_bytes_are_malformed() {
        let bytes = chunk().to_bytes();
        for length in 0..bytes.len() {
            assert!(TimelineChunk::from_bytes(&bytes[..length]).is_err());
        }
    }
}
