use std::rc::Rc;

use crate::domain::{ClientId, Goal, Milestone, Moment, SessionFacts, Timeline, Window};
use crate::trends::{Direction, EmotionalTrend, Rollup, trend};

pub(super) const DAY_MILLIS: i64 = 86_400_000;

/// What a progress report is made from.
#[derive(Debug, Clone, Copy)]
pub struct ReportInput<'a> {
    /// Whom it is about.
    pub client_id: &'a ClientId,
    /// The moment it is made; ages of goals and their target dates are judged at it.
    pub report_date: Moment,
    /// The stretch of time it covers. An end left open is that of the first or last session, or
    /// the report's date where there is none.
    pub window: Window,
    /// All of the client's sessions.
    pub timeline: &'a Timeline,
    /// The months of the timeline.
    pub months: &'a Rc<Rollup>,
    /// All of the client's goals, reached ones too.
    pub goals: &'a [Goal],
    /// All of the client's milestones.
    pub milestones: &'a [Milestone],
}

/// What the rules and the summary speak about.
#[derive(Debug)]
pub(super) struct Findings<'a> {
    pub(super) input: ReportInput<'a>,
    pub(super) start: Moment,
    pub(super) end: Moment,
    /// The window's sessions.
    pub(super) facts: &'a [SessionFacts],
    pub(super) trend: Option<EmotionalTrend>,
    /// All flags raised in the window.
    pub(super) crisis_flags: u64,
    /// How many sessions raised a flag.
    pub(super) crisis_sessions: usize,
}

impl<'a> Findings<'a> {
    pub(super) fn of(input: ReportInput<'a>) -> Self {
        let facts = input.timeline.within(input.window);
        let bound = |end: Option<Moment>, session: Option<&SessionFacts>| {
            end.or(session.map(|session| session.at)).unwrap_or(input.report_date)
        };
        Self {
            start: bound(input.window.start, facts.first()),
            end: bound(input.window.end, facts.last()),
            trend: trend(facts, input.window),
            crisis_flags: facts.iter().map(|fact| u64::from(fact.crisis_flags)).sum(),
            crisis_sessions: facts.iter().filter(|fact| fact.crisis_flags > 0).count(),
            facts,
            input,
        }
    }

    /// The window's length in days, to the nearest whole one: a change of the clocks or an end
    /// of day at 23:59:59.999 makes no difference.
    pub(super) fn days(&self) -> i64 {
        (self.end.millis() - self.start.millis() + DAY_MILLIS / 2).div_euclid(DAY_MILLIS)
    }

    /// The trend, where it declines.
    pub(super) fn decline(&self) -> Option<&EmotionalTrend> {
        self.trend.as_ref().filter(|trend| trend.trend_direction == Direction::Declining)
    }

    /// The trend of the window of the same length that ends a millisecond before this one.
    pub(super) fn previous(&self) -> Option<EmotionalTrend> {
        let at = |millis| Moment::new(millis, self.start.offset_minutes());
        let end = at(self.start.millis() - 1)?;
        let length = self.end.millis() - self.start.millis();
        let window = Window { start: at(end.millis() - length), end: Some(end) };
        trend(self.input.timeline.within(window), window)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::report::sample::Case;

    fn days(start: &str, end: &str) -> i64 {
        Case::default().within(start, end).findings(|found| found.days())
    }

    #[test]
    fn a_window_is_counted_in_whole_days() {
        assert_eq!(days("2024-01-01T10:00:00Z", "2024-01-31T10:00:00Z"), 30);
        assert_eq!(days("2024-01-01T00:00:00Z", "2024-01-30T23:59:59.999Z"), 30);
        assert_eq!(days("2024-01-01T00:00:00Z", "2024-01-01T00:00:00Z"), 0);
    }

    #[test]
    fn a_change_of_the_clocks_adds_no_day() {
        assert_eq!(days("2024-10-01T00:00:00+02:00", "2024-10-31T00:00:00+01:00"), 30);
        assert_eq!(days("2024-03-15T00:00:00+01:00", "2024-04-14T00:00:00+02:00"), 30);
    }

    #[test]
    fn the_window_before_has_the_same_length_and_shares_no_instant() {
        let case =
            Case::weekly(&[-2, -1, 0, 1]).within("2024-01-15T10:00:00Z", "2024-01-22T10:00:00Z");
        let previous = case.findings(|found| found.previous()).unwrap();
        assert_eq!(previous.start_date, "2024-01-08T09:59:59.999Z");
        assert_eq!(previous.end_date, "2024-01-15T09:59:59.999Z");
        assert_eq!((previous.data_points, previous.avg_emotional_score), (1, -1.0));
    }

    #[test]
    fn there_is_no_window_before_without_sessions_or_before_the_calendar() {
        let case = Case::weekly(&[1]).within("2024-01-01T00:00:00Z", "2024-02-01T00:00:00Z");
        assert_eq!(case.findings(|found| found.previous()), None);
        let case = Case::weekly(&[1]).within("0001-01-01T00:00:00Z", "2024-02-01T00:00:00Z");
        assert_eq!(case.findings(|found| found.previous()), None);
    }

    #[test]
    fn an_open_window_begins_and_ends_with_its_sessions() {
        let mut case = Case::weekly(&[1, 2]);
        case.window = Window::ALL;
        let bounds = case.findings(|found| [found.start.to_rfc3339(), found.end.to_rfc3339()]);
        assert_eq!(bounds, ["2024-01-01T10:00:00Z", "2024-01-08T10:00:00Z"]);
    }

    #[test]
    fn an_open_window_without_sessions_is_the_reports_own_instant() {
        let case = Case { window: Window::ALL, ..Case::default() };
        let bounds = case.findings(|found| [found.start, found.end]);
        assert_eq!(bounds, [case.report_date; 2]);
    }
}
