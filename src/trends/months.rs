use std::ops::Range;
use std::rc::Rc;

use super::{EmotionalTrend, Period, Rollup, by_period};
use crate::domain::{Timeline, Window};

/// The calendar months of a window that hold a session. Those that lie in it whole are shared with
/// every other window over the same sessions.
#[derive(Debug, Clone, PartialEq)]
pub struct Months {
    before: Vec<EmotionalTrend>,
    shared: Rc<Rollup>,
    whole: Range<usize>,
    after: Vec<EmotionalTrend>,
}

impl Months {
    /// Those of a window of a timeline, whose months `all` are.
    pub fn of(timeline: &Timeline, window: Window, all: &Rc<Rollup>) -> Self {
        let places = timeline.places(window);
        let (whole, filled) = all.whole_within(&places);
        let months = |places: Range<usize>| by_period(&timeline.facts()[places], Period::Month);
        Self {
            before: months(places.start..filled.start),
            after: months(filled.end..places.end),
            shared: Rc::clone(all),
            whole,
        }
    }

    /// One trend for each month, oldest first: those that the window cuts off at its beginning,
    /// those that lie in it whole, those that it cuts off at its end.
    pub fn parts(&self) -> [&[EmotionalTrend]; 3] {
        [&self.before, &self.shared.trends()[self.whole.clone()], &self.after]
    }

    /// The months of the whole timeline, and which of them lie in the window whole.
    pub fn shared(&self) -> (&Rc<Rollup>, Range<usize>) {
        (&self.shared, self.whole.clone())
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::domain::{Moment, SessionFacts};
    use crate::trends::sample::{facts_at, moment, session};

    fn months(facts: Vec<SessionFacts>, window: Window) -> (Timeline, Months) {
        let timeline = Timeline::new(facts, Vec::new(), Vec::new());
        let all = Rc::new(Rollup::of(timeline.facts(), Period::Month));
        let months = Months::of(&timeline, window, &all);
        (timeline, months)
    }

    fn plain(timeline: &Timeline, window: Window) -> Vec<EmotionalTrend> {
        by_period(timeline.within(window), Period::Month)
    }

    #[test]
    fn months_that_a_window_cuts_are_counted_from_it_and_the_others_shared() {
        let facts = facts_at(&[
            ("2024-01-10T10:00:00Z", -2),
            ("2024-01-20T10:00:00Z", 2),
            ("2024-02-10T10:00:00Z", 1),
            ("2024-03-10T10:00:00Z", 0),
            ("2024-04-10T10:00:00Z", 1),
            ("2024-04-20T10:00:00Z", 2),
        ]);
        let window =
            Window::between(moment("2024-01-15T00:00:00Z"), moment("2024-04-15T00:00:00Z"));
        let (timeline, months) = months(facts, window);
        let means: [Vec<f64>; 3] =
            months.parts().map(|part| part.iter().map(|month| month.avg_emotional_score).collect());
        assert_eq!(means, [vec![2.0], vec![1.0, 0.0], vec![1.0]]);
        assert_eq!(months.shared().1, 1..3);
        assert!(months.parts().concat() == plain(&timeline, window));
    }

    #[test]
    fn a_window_within_a_month_and_one_without_a_session_share_none() {
        let facts = facts_at(&[("2024-01-10T10:00:00Z", 1), ("2024-01-20T10:00:00Z", 2)]);
        for (start, end) in [
            ("2024-01-01T00:00:00Z", "2024-01-15T00:00:00Z"),
            ("2024-01-12T00:00:00Z", "2024-01-15T00:00:00Z"),
            ("2025-01-12T00:00:00Z", "2025-01-15T00:00:00Z"),
        ] {
            let window = Window::between(moment(start), moment(end));
            let (timeline, months) = months(facts.clone(), window);
            assert!(months.shared().1.is_empty());
            assert!(months.parts().concat() == plain(&timeline, window));
        }
    }

    #[test]
    fn local_dates_that_run_backwards_share_no_month() {
        let facts = facts_at(&[("2024-03-01T00:30:00+10:00", -2), ("2024-02-29T20:00:00Z", 0)]);
        let (timeline, months) = months(facts, Window::ALL);
        assert!(months.shared().1.is_empty());
        assert!(months.parts().concat() == plain(&timeline, Window::ALL));
    }

    proptest! {
        #[test]
        fn the_months_of_a_window_are_those_of_its_sessions(
            sessions in prop::collection::vec(
                (0_i64..20_000_000_000, -14_i16..=14, -2_i8..=2), 0..80),
            is_mixed: bool,
            start in 0_i64..20_000_000_000,
            length in 0_i64..20_000_000_000,
        ) {
            let offset = |hours: i16| if is_mixed { hours * 60 } else { 60 };
            let mut facts: Vec<_> = sessions
                .into_iter()
                .map(|(at, hours, score)| session(Moment::new(at, offset(hours)).unwrap(), score))
                .collect();
            facts.sort_by_key(|fact| fact.at.millis());
            let at = |millis| Moment::new(millis, 0).unwrap();
            let window = Window::between(at(start), at(start + length));
            let (timeline, months) = months(facts, window);
            prop_assert!(months.parts().concat() == plain(&timeline, window));
        }
    }
}
