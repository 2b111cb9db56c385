use super::direction::{Direction, Halves};
use super::score::Scored;
use crate::domain::{SessionFacts, Window};

/// How a client felt over a stretch of time that holds at least one session.
#[derive(Debug, Clone, PartialEq)]
pub struct EmotionalTrend {
    /// Where the stretch begins: an instant in RFC 3339, or the first day of a calendar period.
    pub start_date: String,
    /// Where it ends: an instant in RFC 3339, or the last day of a calendar period.
    pub end_date: String,
    /// The mean score, −2 to +2.
    pub avg_emotional_score: f64,
    /// Where the scores are heading.
    pub trend_direction: Direction,
    /// The sample standard deviation of the scores, 0 below two points.
    pub volatility: f64,
    /// How many sessions it rests on, at least one.
    pub data_points: usize,
    /// The mean score of the earlier half; none below two points.
    pub first_half_mean: Option<f64>,
    /// The mean score of the later half, to which the middle one of an odd number belongs;
    /// none below two points.
    pub second_half_mean: Option<f64>,
}

impl EmotionalTrend {
    /// The trend of scores in order of time; none where there are none.
    pub(super) fn of<T: Scored>(
        scores: &[T],
        start_date: String,
        end_date: String,
    ) -> Option<Self> {
        let halves = Halves::of(scores);
        let means = halves.means();
        Some(Self {
            start_date,
            end_date,
            avg_emotional_score: halves.all().mean()?,
            trend_direction: halves.direction(),
            volatility: halves.all().deviation(),
            data_points: scores.len(),
            first_half_mean: means.map(|(first, _)| first),
            second_half_mean: means.map(|(_, second)| second),
        })
    }
}

/// The trend of a window's sessions; none where there are none.
///
/// `facts` are the sessions within the window, in order of time. An end of the window that is
/// open is shown as the first or last session's instant.
pub fn trend(facts: &[SessionFacts], window: Window) -> Option<EmotionalTrend> {
    debug_assert!(facts.iter().all(|fact| window.contains(fact.at)));
    let start = window.start.unwrap_or(facts.first()?.at);
    let end = window.end.unwrap_or(facts.last()?.at);
    EmotionalTrend::of(facts, start.to_rfc3339(), end.to_rfc3339())
}

/// The numbers of a window that fit in a column of a caseload.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct WindowStats {
    /// How many sessions it holds.
    pub count: usize,
    /// Their mean score, −2 to +2; none without sessions.
    pub mean: Option<f64>,
    /// Where the scores are heading.
    pub direction: Direction,
}

/// The numbers of scores in order of time, in one pass over them.
pub fn window_stats<T: Scored>(scores: &[T]) -> WindowStats {
    let halves = Halves::of(scores);
    WindowStats { count: scores.len(), mean: halves.all().mean(), direction: halves.direction() }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::domain::{Moment, Timeline};
    use crate::trends::sample::{facts_at, moment, weekly};

    #[test]
    fn no_session_makes_no_trend() {
        assert_eq!(trend(&[], Window::ALL), None);
        let stats = window_stats::<SessionFacts>(&[]);
        assert_eq!((stats.count, stats.mean), (0, None));
        assert_eq!(stats.direction, Direction::InsufficientData);
    }

    #[test]
    fn one_session_has_no_halves_and_no_volatility() {
        let trend = trend(&weekly(&[2]), Window::ALL).unwrap();
        assert_eq!((trend.avg_emotional_score, trend.volatility), (2.0, 0.0));
        assert_eq!((trend.first_half_mean, trend.second_half_mean), (None, None));
        assert_eq!(trend.trend_direction, Direction::InsufficientData);
    }

    #[test]
    fn two_sessions_have_halves_but_no_direction() {
        let trend = trend(&weekly(&[-1, 1]), Window::ALL).unwrap();
        assert_eq!((trend.first_half_mean, trend.second_half_mean), (Some(-1.0), Some(1.0)));
        assert_eq!(trend.trend_direction, Direction::InsufficientData);
    }

    #[test]
    fn an_open_end_is_shown_as_the_outermost_session() {
        let facts = facts_at(&[("2024-01-08T10:00:00+01:00", 0), ("2024-01-15T10:00:00Z", 1)]);
        let open = trend(&facts, Window::ALL).unwrap();
        assert_eq!(open.start_date, "2024-01-08T10:00:00+01:00");
        assert_eq!(open.end_date, "2024-01-15T10:00:00Z");
        let end = moment("2024-02-01T00:00:00+01:00");
        let closed = trend(&facts, Window { start: None, end: Some(end) }).unwrap();
        assert_eq!(closed.end_date, "2024-02-01T00:00:00+01:00");
    }

    #[test]
    fn sessions_of_one_instant_count_in_the_order_entered() {
        let at = "2024-01-08T10:00:00Z";
        let rising = facts_at(&[(at, -1), (at, -1), (at, 1), (at, 1)]);
        assert_eq!(window_stats(&rising).direction, Direction::Improving);
        let falling = facts_at(&[(at, 1), (at, 1), (at, -1), (at, -1)]);
        assert_eq!(window_stats(&falling).direction, Direction::Declining);
    }

    #[test]
    fn sessions_and_bare_scores_have_the_same_numbers() {
        let scores = [2, 1, -1, 0, -2];
        assert_eq!(window_stats(&weekly(&scores)), window_stats(&scores));
    }

    proptest! {
        #[test]
        fn a_trend_does_not_depend_on_what_lies_outside_its_window(
            scores in prop::collection::vec(-2_i8..=2, 1..80),
            from in 0_i64..80, length in 0_i64..80,
        ) {
            let long = Timeline::new(weekly(&scores), vec![], vec![]);
            let week = |n: i64| Moment::new(1_704_103_200_000 + n * 604_800_000, 0).unwrap();
            let window = Window::between(week(from), week(from + length));
            let inside: Vec<_> =
                long.facts().iter().filter(|fact| window.contains(fact.at)).cloned().collect();
            let wider = Window::between(week(from - 1), week(from + length + 1));
            let shorter = Timeline::new(long.within(wider).to_vec(), vec![], vec![]);
            let expected = trend(&inside, window);
            prop_assert_eq!(trend(long.within(window), window), expected.clone());
            prop_assert_eq!(trend(shorter.within(window), window), expected);
        }
    }
}
