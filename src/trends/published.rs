//! Real series with the values that NumPy 2.4 and pandas 3.1 find in them.

use super::sample::session;
use super::score::Sums;
use super::{Direction, EmotionalTrend, Period, by_period, direction_of, window_stats};
use crate::domain::{Moment, SessionFacts};

const NEAR: f64 = 1e-9;
const DAY: i64 = 86_400_000;

/// One patient's days from 2012-08-13 to 2012-09-30.
///
/// Source: Kossakowski et al. 2017, doi 10.5334/jopd.29; the day's mean of positive less negative
/// affect as a z value, cut at ±0.5 and ±1.5.
#[rustfmt::skip]
const KOSSAKOWSKI: [i8; 49] = [
    2, 0, -1, -1, 0, 1, -1,
    0, 0, 0, 0, -1, 1, -1,
    0, 0, 0, 1, -1, 1, 0,
    0, 1, 2, 0, 0, 0, 0,
    0, 0, 1, 1, 1, 0, 0,
    0, -1, 0, 0, 1, 1, 1,
    -1, 1, 0, 2, 0, 0, -1,
];

fn days(scores: &[i8]) -> Vec<SessionFacts> {
    let evening = 1_344_888_000_000;
    (0..)
        .zip(scores)
        .map(|(day, score)| session(Moment::new(evening + day * DAY, 0).unwrap(), *score))
        .collect()
}

fn near(found: f64, expected: f64) -> bool {
    (found - expected).abs() < NEAR
}

fn check(trends: &[EmotionalTrend], expected: &[(&str, usize, f64, f64)]) {
    assert_eq!(trends.len(), expected.len());
    for (trend, (start, count, mean, deviation)) in trends.iter().zip(expected) {
        assert_eq!((trend.start_date.as_str(), trend.data_points), (*start, *count));
        assert!(near(trend.avg_emotional_score, *mean), "{start}");
        assert!(near(trend.volatility, *deviation), "{start}");
    }
}

#[test]
fn the_weeks_of_a_diary_have_their_means_and_deviations() {
    check(
        &by_period(&days(&KOSSAKOWSKI), Period::Week),
        &[
            ("2012-08-13", 7, 0.0, 1.154_700_538_38),
            ("2012-08-20", 7, -0.142_857_142_857, 0.690_065_559_342),
            ("2012-08-27", 7, 0.142_857_142_857, 0.690_065_559_342),
            ("2012-09-03", 7, 0.428_571_428_571, 0.786_795_792_469),
            ("2012-09-10", 7, 0.428_571_428_571, 0.534_522_483_825),
            ("2012-09-17", 7, 0.285_714_285_714, 0.755_928_946_018),
            ("2012-09-24", 7, 0.142_857_142_857, 1.069_044_967_65),
        ],
    );
}

#[test]
fn the_months_and_the_quarter_of_a_diary_have_their_means_and_deviations() {
    let facts = days(&KOSSAKOWSKI);
    check(
        &by_period(&facts, Period::Month),
        &[
            ("2012-08-01", 19, -0.052_631_578_947_4, 0.848_114_523_879),
            ("2012-09-01", 30, 0.333_333_333_333, 0.758_098_043_579),
        ],
    );
    check(
        &by_period(&facts, Period::Quarter),
        &[("2012-07-01", 49, 0.183_673_469_388, 0.808_122_035_642)],
    );
}

/// Source: the R package suddengains, data set sgdata, its BDI totals cut at 4, 13, 19 and 28.
#[test]
fn courses_of_therapy_have_their_means_deviations_and_directions() {
    let courses: [(&[i8], f64, f64, Direction); 4] = [
        (
            &[-2, -2, -2, -2, -1, -1, -1, -2, 0, 1, 1, 1, 1],
            -0.692_307_692_308,
            1.315_587_028_96,
            Direction::Improving,
        ),
        (
            &[-2, -2, -2, -2, -1, -1, -1, -1, 0, -1, -2, -2, -1],
            -1.384_615_384_62,
            0.650_443_635_588,
            Direction::Improving,
        ),
        (&[-2, -1, -1, -1, -1], -1.2, 0.447_213_595_5, Direction::Improving),
        (&[-2, -2, -2], -2.0, 0.0, Direction::Stable),
    ];
    for (scores, mean, deviation, direction) in courses {
        let stats = window_stats(scores);
        assert!(near(stats.mean.unwrap(), mean));
        assert!(near(Sums::of(scores).deviation(), deviation));
        assert_eq!(stats.direction, direction);
    }
}

/// Source: NumPy 2.4, `std(ddof=1)`, on series made up for the purpose.
#[test]
fn made_up_series_have_the_deviation_and_direction_of_their_shape() {
    use Direction::{Declining, Improving, InsufficientData, Stable};
    let series: [(&[i8], f64, Direction); 13] = [
        (&[1], 0.0, InsufficientData),
        (&[-1, 1], std::f64::consts::SQRT_2, InsufficientData),
        (&[0, 0], 0.0, InsufficientData),
        (&[-1, 0, 1], 1.0, Improving),
        (&[1, 1, 1, 1, 1, 1, 1, 1, 1, 1], 0.0, Stable),
        (&[-2, 2, -2, 2, -2, 2, -2, 2, -2, 2, -2, 2], 2.088_931_871_47, Stable),
        (&[-2, -2, -1, -1, 0, 0, 1, 1, 2, 2], 1.490_711_985, Improving),
        (&[2, 2, 1, 1, 0, 0, -1, -1, -2, -2], 1.490_711_985, Declining),
        (&[0, 0, 0, 0, 0, 2, 0, 0, 0, 0], 0.632_455_532_034, Improving),
        (&[1, 1, 1, 1, 1, 1, 1, -2, -2], 1.322_875_655_53, Declining),
        (&[0, 0, 2, 0, 1], 0.894_427_191, Improving),
        (&[0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1, 1, 1, 0, 0, 0, 0, 0, 0, 0], 0.366_347_548_533, Stable),
        (&[2, 1, 0, -1, -2, -1, 0, 1, 2], 1.394_433_377_56, Declining),
    ];
    for (scores, deviation, direction) in series {
        assert!(near(Sums::of(scores).deviation(), deviation), "{scores:?}");
        assert_eq!(direction_of(scores), direction, "{scores:?}");
    }
}
