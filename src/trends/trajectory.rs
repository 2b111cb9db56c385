use super::{Direction, EmotionalTrend};
use crate::domain::Goal;

const ENOUGH_COMPLETION: f64 = 50.0;
const MUCH_VOLATILITY: f64 = 1.0;

/// How a client is doing, feelings and goals taken together.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Trajectory {
    /// Scores improve, and the active goals are over half reached on average.
    Improving,
    /// None of the others.
    Stable,
    /// Scores decline.
    Regressing,
    /// Scores go up and down, with a standard deviation over 1.
    Fluctuating,
}

impl Trajectory {
    /// Its name in every interface and file.
    pub fn name(self) -> &'static str {
        match self {
            Self::Improving => "improving",
            Self::Stable => "stable",
            Self::Regressing => "regressing",
            Self::Fluctuating => "fluctuating",
        }
    }
}

/// The trajectory of a window with this trend; stable where it holds no session.
pub fn trajectory(trend: Option<&EmotionalTrend>, goals: &[Goal]) -> Trajectory {
    let Some(trend) = trend else { return Trajectory::Stable };
    match trend.trend_direction {
        Direction::Declining => Trajectory::Regressing,
        Direction::Improving if goals_are_on_the_way(goals) => Trajectory::Improving,
        _ if trend.volatility > MUCH_VOLATILITY => Trajectory::Fluctuating,
        _ => Trajectory::Stable,
    }
}

fn goals_are_on_the_way(goals: &[Goal]) -> bool {
    active_completion(goals).is_none_or(|mean| mean > ENOUGH_COMPLETION)
}

/// The mean completion of the active goals, 0 to 100; none where no goal is active.
pub fn active_completion(goals: &[Goal]) -> Option<f64> {
    let (count, total) =
        goals.iter().filter(|goal| goal.is_active()).fold((0_u32, 0.0), |(count, total), goal| {
            (count + 1, total + goal.completion_percentage.value())
        });
    (count > 0).then(|| total / f64::from(count))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::Window;
    use crate::trends::sample::{goal, weekly};
    use crate::trends::trend;

    fn of(scores: &[i8], completions: &[f64]) -> Trajectory {
        let goals: Vec<Goal> = completions.iter().map(|percent| goal("g", *percent)).collect();
        trajectory(trend(&weekly(scores), Window::ALL).as_ref(), &goals)
    }

    const RISING: [i8; 10] = [-2, -2, -1, -1, 0, 0, 1, 1, 2, 2];
    const FALLING: [i8; 10] = [2, 2, 1, 1, 0, 0, -1, -1, -2, -2];

    #[test]
    fn ten_weeks_of_rising_scores_are_an_improvement_and_falling_ones_a_regression() {
        let rising = trend(&weekly(&RISING), Window::ALL).unwrap();
        assert_eq!(rising.trend_direction, Direction::Improving);
        assert_eq!(of(&RISING, &[60.0, 60.0]), Trajectory::Improving);
        let falling = trend(&weekly(&FALLING), Window::ALL).unwrap();
        assert_eq!(falling.trend_direction, Direction::Declining);
        assert_eq!(of(&FALLING, &[60.0, 60.0]), Trajectory::Regressing);
    }

    #[test]
    fn each_case_has_its_trajectory() {
        let gentle_rise = [0, 0, 0, 1, 1, 1];
        let cases: [(&[i8], &[f64], Trajectory); 12] = [
            (&FALLING, &[100.0], Trajectory::Regressing),
            (&FALLING, &[], Trajectory::Regressing),
            (&RISING, &[], Trajectory::Improving),
            (&RISING, &[100.0], Trajectory::Improving),
            (&RISING, &[50.0], Trajectory::Fluctuating),
            (&RISING, &[50.1], Trajectory::Improving),
            (&RISING, &[100.0, 20.0], Trajectory::Fluctuating),
            (&gentle_rise, &[50.0], Trajectory::Stable),
            (&[2, -2, 2, -2], &[90.0], Trajectory::Fluctuating),
            (&[-1, 0, 1, 0, -1, 1, -1, 1, 0], &[90.0], Trajectory::Stable),
            (&[-2, 2], &[90.0], Trajectory::Fluctuating),
            (&[2], &[0.0], Trajectory::Stable),
        ];
        for (scores, completions, expected) in cases {
            assert_eq!(of(scores, completions), expected, "{scores:?} {completions:?}");
        }
    }

    #[test]
    fn a_deviation_of_exactly_1_does_not_fluctuate() {
        let level = trend(&weekly(&[1, 0, 0, 0, 0, -1, 2, -1, -1, 0]), Window::ALL);
        assert!(level.unwrap().volatility < 1.0);
        let mut exact = trend(&weekly(&[0, 0, 0]), Window::ALL).unwrap();
        exact.volatility = 1.0;
        assert_eq!(trajectory(Some(&exact), &[]), Trajectory::Stable);
        exact.volatility = 1.000_001;
        assert_eq!(trajectory(Some(&exact), &[]), Trajectory::Fluctuating);
    }

    #[test]
    fn without_sessions_it_is_stable() {
        assert_eq!(trajectory(None, &[goal("g", 0.0)]), Trajectory::Stable);
    }

    #[test]
    fn only_active_goals_count_for_completion() {
        assert_eq!(active_completion(&[]), None);
        assert_eq!(active_completion(&[goal("g", 100.0)]), None);
        let goals = [goal("a", 100.0), goal("b", 10.0), goal("c", 40.0)];
        assert_eq!(active_completion(&goals), Some(25.0));
    }
}
