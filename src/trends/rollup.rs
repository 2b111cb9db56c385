use std::ops::Range;

use chrono::NaiveDate;

use super::score::Scored;
use super::{EmotionalTrend, Period};
use crate::domain::{Moment, SessionFacts, date_text};
use crate::order::by_numbers;

const MINUTE_MILLIS: i64 = 60_000;
const DAY_MILLIS: i64 = 86_400_000;

/// One trend for each calendar period that holds a session, oldest first.
///
/// A session falls in the period of its own local date. `facts` are in order of time; each trend
/// begins and ends with the first and last day of its period, as `YYYY-MM-DD`.
pub fn by_period(facts: &[SessionFacts], period: Period) -> Vec<EmotionalTrend> {
    Rollup::of_scores(&in_order(dated(facts, period))).trends
}

/// The calendar periods of a whole timeline, kept for the windows that share them.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Rollup {
    trends: Vec<EmotionalTrend>,
    /// Where the sessions of each period begin among all, and where those of the last one end.
    bounds: Vec<usize>,
}

impl Rollup {
    /// Those of all sessions, which are in order of time. Holds none where local dates of mixed
    /// offsets run backwards, since there the sessions of a period need not stand together.
    pub fn of(facts: &[SessionFacts], period: Period) -> Self {
        let scores = dated(facts, period);
        if !is_in_order(&scores) {
            return Self::default();
        }
        Self::of_scores(&scores)
    }

    fn of_scores(scores: &[Dated]) -> Self {
        let mut rollup = Self { trends: Vec::new(), bounds: vec![0] };
        let mut end = 0;
        for scores in scores.chunk_by(|one, next| one.first_day == next.first_day) {
            end += scores.len();
            rollup.bounds.push(end);
            rollup.trends.extend(of_one_period(scores));
        }
        rollup
    }

    /// One trend for each period, oldest first.
    pub fn trends(&self) -> &[EmotionalTrend] {
        &self.trends
    }

    /// The periods all of whose sessions lie at these places, and the places that they fill.
    pub(super) fn whole_within(&self, places: &Range<usize>) -> (Range<usize>, Range<usize>) {
        let from = self.bounds.partition_point(|bound| *bound < places.start);
        let to = self.bounds.partition_point(|bound| *bound <= places.end).saturating_sub(1);
        match from < to {
            true => (from..to, self.bounds[from]..self.bounds[to]),
            false => (0..0, places.end..places.end),
        }
    }
}

fn is_in_order(scores: &[Dated]) -> bool {
    scores.is_sorted_by_key(|entry| entry.first_day)
}

/// Local dates of mixed offsets may run backwards; a stable sort keeps the order of time.
fn in_order(scores: Vec<Dated>) -> Vec<Dated> {
    match is_in_order(&scores) {
        true => scores,
        false => by_numbers(scores, |entry| (i64::from(entry.first_day.to_epoch_days()), 0)),
    }
}

/// A score with the days of the period that it falls in.
struct Dated {
    first_day: NaiveDate,
    last_day: NaiveDate,
    score: i8,
}

impl Scored for Dated {
    fn score(&self) -> i8 {
        self.score
    }
}

/// Looks the calendar up only where a session leaves the period of the one before.
fn dated(facts: &[SessionFacts], period: Period) -> Vec<Dated> {
    let Some(first) = facts.first() else { return Vec::new() };
    let mut span = Span::around(first.at, period);
    let mut entry = |fact: &SessionFacts| {
        if !span.holds(fact.at) {
            span = Span::around(fact.at, period);
        }
        Dated { first_day: span.first_day, last_day: span.last_day, score: fact.score() }
    };
    facts.iter().map(&mut entry).collect()
}

/// One calendar period, in milliseconds of the wall clock.
struct Span {
    first_day: NaiveDate,
    last_day: NaiveDate,
    wall_millis: Range<i64>,
}

impl Span {
    fn around(at: Moment, period: Period) -> Self {
        let date = at.local_date();
        let (first_day, last_day) = (period.first_day(date), period.last_day(date));
        let midnight = |day: NaiveDate| i64::from(day.to_epoch_days()) * DAY_MILLIS;
        let wall_millis = midnight(first_day)..midnight(last_day) + DAY_MILLIS;
        Self { first_day, last_day, wall_millis }
    }

    fn holds(&self, at: Moment) -> bool {
        let wall_clock = at.millis() + i64::from(at.offset_minutes()) * MINUTE_MILLIS;
        self.wall_millis.contains(&wall_clock)
    }
}

fn of_one_period(scores: &[Dated]) -> Option<EmotionalTrend> {
    let Dated { first_day, last_day, .. } = scores.first()?;
    EmotionalTrend::of(scores, date_text(*first_day), date_text(*last_day))
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::trends::Direction;
    use crate::trends::sample::{facts_at, session};

    fn starts(facts: &[SessionFacts], period: Period) -> Vec<String> {
        by_period(facts, period).into_iter().map(|trend| trend.start_date).collect()
    }

    #[test]
    fn no_sessions_make_no_periods() {
        assert!(by_period(&[], Period::Month).is_empty());
    }

    #[test]
    fn a_period_without_a_session_is_left_out() {
        let facts = facts_at(&[("2024-01-31T10:00:00Z", 1), ("2024-03-01T10:00:00Z", -1)]);
        let months = by_period(&facts, Period::Month);
        assert_eq!(months.len(), 2);
        assert_eq!(
            (months[0].start_date.as_str(), months[0].end_date.as_str()),
            ("2024-01-01", "2024-01-31")
        );
        assert_eq!(
            (months[1].start_date.as_str(), months[1].end_date.as_str()),
            ("2024-03-01", "2024-03-31")
        );
    }

    #[test]
    fn the_last_week_that_can_be_entered_ends_beyond_its_year() {
        let last = &by_period(&facts_at(&[("9999-12-31T10:00:00Z", 1)]), Period::Week)[0];
        assert_eq!(
            (last.start_date.as_str(), last.end_date.as_str()),
            ("9999-12-27", "+10000-01-02")
        );
    }

    #[test]
    fn new_years_eve_follows_the_sessions_own_clock() {
        let facts = facts_at(&[
            ("2024-12-31T23:30:00+14:00", 0),
            ("2025-01-01T00:30:00+01:00", 1),
            ("2024-12-31T23:45:00-08:00", -1),
        ]);
        assert_eq!(starts(&facts, Period::Year), ["2024-01-01", "2025-01-01"]);
        assert_eq!(starts(&facts, Period::Day), ["2024-12-31", "2025-01-01"]);
        assert_eq!(starts(&facts, Period::Week), ["2024-12-30"]);
        assert_eq!(by_period(&facts, Period::Year)[0].data_points, 2);
    }

    #[test]
    fn the_hour_that_a_clock_repeats_stays_on_its_day() {
        let facts = facts_at(&[
            ("2024-10-27T00:10:00+02:00", 0),
            ("2024-10-27T02:30:00+02:00", 1),
            ("2024-10-27T02:30:00+01:00", 2),
            ("2024-10-27T23:50:00+01:00", 1),
        ]);
        let days = by_period(&facts, Period::Day);
        assert_eq!(days.len(), 1);
        assert_eq!((days[0].first_half_mean, days[0].second_half_mean), (Some(0.5), Some(1.5)));
    }

    #[test]
    fn within_a_period_the_order_of_time_holds_where_offsets_mix() {
        let facts = facts_at(&[
            ("2024-03-01T00:30:00+10:00", -2),
            ("2024-02-29T20:00:00Z", 0),
            ("2024-03-01T07:00:00+10:00", -1),
            ("2024-02-29T22:00:00Z", 0),
            ("2024-03-01T09:00:00+10:00", 2),
        ]);
        let months = by_period(&facts, Period::Month);
        assert_eq!(months[0].data_points, 2);
        assert_eq!(months[1].trend_direction, Direction::Improving);
        assert_eq!(months[1].first_half_mean, Some(-2.0));
    }

    proptest! {
        #[test]
        fn every_session_is_in_exactly_one_period(
            sessions in prop::collection::vec(
                (0_i64..100_000_000_000, -14_i16..=14, -2_i8..=2), 0..80),
        ) {
            let mut facts: Vec<_> = sessions
                .into_iter()
                .map(|(at, hours, score)| session(Moment::new(at, hours * 60).unwrap(), score))
                .collect();
            facts.sort_by_key(|fact| fact.at.millis());
            for period in [Period::Day, Period::Week, Period::Month, Period::Quarter, Period::Year] {
                let trends = by_period(&facts, period);
                prop_assert_eq!(trends.iter().map(|trend| trend.data_points).sum::<usize>(), facts.len());
                let days = facts.iter().map(|fact| period.first_day(fact.at.local_date()));
                let days: std::collections::BTreeSet<_> = days.map(|day| day.to_string()).collect();
                prop_assert!(trends.iter().map(|trend| &trend.start_date).eq(days.iter()));
                prop_assert!(trends.windows(2).all(|pair| pair[0].end_date < pair[1].start_date));
            }
        }
    }
}
