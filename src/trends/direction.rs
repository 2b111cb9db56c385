use super::score::{Scored, Sums};

const MIN_SESSIONS: i64 = 3;
const THRESHOLD: f64 = 0.3;
const ROUNDING_NOISE: f64 = 1e-9;

/// Where a client's scores are heading.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Direction {
    /// The second half's mean is over 0.3 above the first half's.
    Improving,
    /// The halves' means are at most 0.3 apart.
    Stable,
    /// The second half's mean is over 0.3 below the first half's.
    Declining,
    /// Below three sessions nothing can be said.
    InsufficientData,
}

impl Direction {
    /// Its name in every interface and file.
    pub fn name(self) -> &'static str {
        match self {
            Self::Improving => "improving",
            Self::Stable => "stable",
            Self::Declining => "declining",
            Self::InsufficientData => "insufficient_data",
        }
    }
}

/// The direction of scores in order of time.
pub fn direction_of<T: Scored>(scores: &[T]) -> Direction {
    Halves::of(scores).direction()
}

/// Scores in order of time, split in the middle.
///
/// The middle one of an odd number belongs to the second half.
#[derive(Debug, Clone, Copy)]
pub(super) struct Halves {
    first: Sums,
    second: Sums,
}

impl Halves {
    pub(super) fn of<T: Scored>(scores: &[T]) -> Self {
        let (first, second) = scores.split_at(scores.len() / 2);
        Self { first: Sums::of(first), second: Sums::of(second) }
    }

    pub(super) fn all(self) -> Sums {
        self.first.and(self.second)
    }

    /// The means of both halves; none below two points.
    pub(super) fn means(self) -> Option<(f64, f64)> {
        Some((self.first.mean()?, self.second.mean()?))
    }

    pub(super) fn direction(self) -> Direction {
        match self.means() {
            Some((first, second)) if self.all().count >= MIN_SESSIONS => judge(second - first),
            _ => Direction::InsufficientData,
        }
    }
}

fn judge(change: f64) -> Direction {
    if change > THRESHOLD + ROUNDING_NOISE {
        Direction::Improving
    } else if change < -THRESHOLD - ROUNDING_NOISE {
        Direction::Declining
    } else {
        Direction::Stable
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    /// Two halves of ten, the second one's sum higher by `rise`.
    fn halves_apart_by(rise: i8) -> Vec<i8> {
        let mut scores = vec![0; 20];
        for score in scores.iter_mut().skip(10).take(usize::from(rise.unsigned_abs())) {
            *score = rise.signum();
        }
        scores
    }

    #[test]
    fn below_three_sessions_the_data_is_insufficient() {
        for scores in [&[][..], &[2], &[-2, 2], &[2, -2]] {
            assert_eq!(direction_of::<i8>(scores), Direction::InsufficientData);
        }
        assert_eq!(direction_of(&[-2_i8, 0, 2]), Direction::Improving);
    }

    #[test]
    fn a_change_of_exactly_0_3_is_stable() {
        assert_eq!(direction_of(&halves_apart_by(3)), Direction::Stable);
        assert_eq!(direction_of(&halves_apart_by(-3)), Direction::Stable);
        assert_eq!(direction_of(&halves_apart_by(4)), Direction::Improving);
        assert_eq!(direction_of(&halves_apart_by(-4)), Direction::Declining);
    }

    #[test]
    fn rounding_noise_does_not_turn_0_3_into_a_change() {
        // 1.1 − 0.8 is 0.30000000000000004 in binary floating point.
        let mut scores = [1_i8, 1, 1, 1, 1, 1, 1, 1, 0, 0].to_vec();
        scores.extend([2, 1, 1, 1, 1, 1, 1, 1, 1, 1]);
        let (first, second) = Halves::of(&scores).means().unwrap();
        assert!(second - first > THRESHOLD);
        assert_eq!(direction_of(&scores), Direction::Stable);
        scores.reverse();
        assert_eq!(direction_of(&scores), Direction::Stable);
    }

    #[test]
    fn noise_ends_at_a_billionth() {
        assert_eq!(judge(0.3 + 0.9e-9), Direction::Stable);
        assert_eq!(judge(0.3 + 1.1e-9), Direction::Improving);
        assert_eq!(judge(-0.3 - 0.9e-9), Direction::Stable);
        assert_eq!(judge(-0.3 - 1.1e-9), Direction::Declining);
    }

    #[test]
    fn the_middle_score_of_an_odd_number_belongs_to_the_second_half() {
        assert_eq!(Halves::of(&[0_i8, 0, 2, 0, 1]).means(), Some((0.0, 1.0)));
        assert_eq!(Halves::of(&[1_i8, -1, 0]).means(), Some((1.0, -0.5)));
    }

    #[test]
    fn one_score_has_no_halves() {
        assert_eq!(Halves::of(&[1_i8]).means(), None);
        assert_eq!(Halves::of(&[1_i8, 2]).means(), Some((1.0, 2.0)));
    }

    proptest! {
        #[test]
        fn scores_in_reverse_swap_improving_and_declining(
            half in prop::collection::vec(-2_i8..=2, 2..60),
            other in prop::collection::vec(-2_i8..=2, 60),
        ) {
            let mut scores = half.clone();
            scores.extend(&other[..half.len()]);
            let there = direction_of(&scores);
            scores.reverse();
            let back = match direction_of(&scores) {
                Direction::Improving => Direction::Declining,
                Direction::Declining => Direction::Improving,
                same => same,
            };
            prop_assert_eq!(there, back);
        }
    }
}
