//! A report on nobody, so that the first on somebody need not wait.

use std::rc::Rc;

use super::analysis::report_of;
use super::client_state::{Plan, timeline_of};
use crate::domain::{ClientId, EmotionalState, FieldError, Moment, Window};
use crate::records::{Record, RecordError, Tag, TimelineChunk, TimelineRow};
use crate::report::ProgressReport;
use crate::trends::{Period, Rollup};

/// Writes and reads a small timeline and makes the report of it, which a browser that compiles
/// each function when it is first called has then ready. Meant for while there is nothing to do
/// but wait.
///
/// # Errors
/// None that a caller need mind: what was rehearsed is thrown away.
pub fn rehearse(now: Moment) -> Result<ProgressReport, RecordError> {
    let chunk = TimelineChunk {
        rows: vec![row(now.minus_days(40)), row(now.minus_days(1))],
        names: vec![String::new()],
        goals: Vec::new(),
    };
    let read = Rc::new(TimelineChunk::from_bytes(&chunk.to_bytes())?);
    let timeline = timeline_of([&read].into_iter());
    let nobody = ClientId::new("-").map_err(|_: FieldError| RecordError::Malformed)?;
    let window = Window::between(now.minus_days(90), now);
    let months = Rc::new(Rollup::of(timeline.facts(), Period::Month));
    Ok(report_of(&nobody, window, now, (&timeline, &months), &Plan::default()))
}

fn row(at: Moment) -> TimelineRow {
    TimelineRow {
        tag: Tag::default(),
        fold: None,
        signed: false,
        revision: 1,
        entered: 0,
        at,
        state: EmotionalState::Neutral,
        duration_minutes: 50,
        crisis_flags: 0,
        techniques: vec![0],
        goals: Vec::new(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_rehearsed_is_a_whole_report() {
        let report = rehearse(Moment::new(1_730_000_000_000, 60).unwrap()).unwrap();
        assert_eq!((report.sessions_count, report.months.parts().concat().len()), (2, 2));
    }
}
