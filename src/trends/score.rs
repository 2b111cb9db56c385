use crate::domain::SessionFacts;

/// Something that carries an emotional score from −2 to +2.
pub trait Scored {
    /// The score.
    fn score(&self) -> i8;
}

impl Scored for i8 {
    fn score(&self) -> i8 {
        *self
    }
}

impl Scored for SessionFacts {
    fn score(&self) -> i8 {
        self.state.score()
    }
}

/// The mean of scores; none where there are none.
pub fn mean_of<T: Scored>(scores: &[T]) -> Option<f64> {
    Sums::of(scores).mean()
}

/// Whole-number sums of scores, so that what is derived from them is rounded only once.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(super) struct Sums {
    pub(super) count: i64,
    total: i64,
    squares: i64,
}

impl Sums {
    pub(super) fn of<T: Scored>(scores: &[T]) -> Self {
        scores.iter().fold(Self::default(), |sums, scored| sums.with(scored.score()))
    }

    fn with(self, score: i8) -> Self {
        let score = i64::from(score);
        Self {
            count: self.count + 1,
            total: self.total + score,
            squares: self.squares + score * score,
        }
    }

    pub(super) fn and(self, other: Self) -> Self {
        Self {
            count: self.count + other.count,
            total: self.total + other.total,
            squares: self.squares + other.squares,
        }
    }

    pub(super) fn mean(self) -> Option<f64> {
        (self.count > 0).then(|| self.total as f64 / self.count as f64)
    }

    /// The sample standard deviation, 0 below two points.
    pub(super) fn deviation(self) -> f64 {
        if self.count < 2 {
            return 0.0;
        }
        let spread = self.count * self.squares - self.total * self.total;
        (spread as f64 / (self.count * (self.count - 1)) as f64).sqrt()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_scores_have_no_mean() {
        assert_eq!(mean_of::<i8>(&[]), None);
        assert_eq!(Sums::of::<i8>(&[]).deviation(), 0.0);
    }

    #[test]
    fn one_score_does_not_deviate() {
        assert_eq!(mean_of(&[-1_i8]), Some(-1.0));
        assert_eq!(Sums::of(&[-1_i8]).deviation(), 0.0);
    }

    #[test]
    fn the_deviation_is_that_of_a_sample() {
        assert_eq!(Sums::of(&[-1_i8, 0, 1]).deviation(), 1.0);
        assert_eq!(Sums::of(&[-1_i8, 1]).deviation(), 2.0_f64.sqrt());
    }

    #[test]
    fn equal_scores_do_not_deviate_however_many() {
        assert_eq!(Sums::of(&[2_i8; 100_000]).deviation(), 0.0);
        assert_eq!(mean_of(&[2_i8; 100_000]), Some(2.0));
    }

    #[test]
    fn sums_of_parts_are_the_sums_of_the_whole() {
        let scores = [2_i8, -2, 1, 0, -1];
        let (left, right) = scores.split_at(2);
        assert_eq!(Sums::of(left).and(Sums::of(right)), Sums::of(&scores));
    }
}
