use super::findings::DAY_MILLIS;
use super::recommendation::{Recommendation, RecommendationKind};
use super::words::{count, counted, percent, percent_said, quoted};
use crate::domain::{Day, Goal, Moment};

const HARDLY_BEGUN: f64 = 20.0;
const DAYS_TO_BEGIN: i64 = 30;

/// Speaks up for a goal that is under 20 % once 30 days have passed since it was set.
pub(super) fn stalled(goal: &Goal, now: Moment) -> Option<Recommendation> {
    let days = (now.millis() - goal.created_at.millis()).div_euclid(DAY_MILLIS);
    let reached = goal.completion_percentage.value();
    (reached < HARDLY_BEGUN && days >= DAYS_TO_BEGIN).then(|| {
        let text = format!(
            "Re-evaluate the goal {}: {} is reached after {days} days.",
            quoted(&goal.description),
            percent(reached)
        );
        Recommendation::new(RecommendationKind::ReevaluateGoal, text)
            .of_goal(&goal.goal_id)
            .with(&[("completion_percentage", percent_said(reached)), ("days", days as f64)])
    })
}

/// Speaks up for a goal whose target date has passed before it was reached.
pub(super) fn overdue(goal: &Goal, now: Moment) -> Option<Recommendation> {
    let target = goal.target_date?;
    let reached = goal.completion_percentage.value();
    (goal.is_active() && has_passed(target, now)).then(|| {
        let days = days_since(target, now);
        let text = format!(
            "Review the date of the goal {}: its target date {} passed {} with {} reached.",
            quoted(&goal.description),
            date_of(target),
            how_long_ago(days),
            percent(reached)
        );
        Recommendation::new(RecommendationKind::ReviewTargetDate, text)
            .of_goal(&goal.goal_id)
            .with(&[("days", counted(days)), ("completion_percentage", percent_said(reached))])
            .dated("target_date", date_of(target))
    })
}

/// A date alone has passed when its day is over where the report is made.
fn has_passed(target: Day, now: Moment) -> bool {
    match target {
        Day::Date(date, _) => date < now.local_date(),
        Day::Instant(at) => at.millis() < now.millis(),
    }
}

fn date_of(target: Day) -> chrono::NaiveDate {
    match target {
        Day::Date(date, _) => date,
        Day::Instant(at) => at.local_date(),
    }
}

/// How many days ago a target was; 0 for today.
fn days_since(target: Day, now: Moment) -> usize {
    usize::try_from((now.local_date() - date_of(target)).num_days()).unwrap_or(0)
}

fn how_long_ago(days: usize) -> String {
    match days {
        0 => "today".to_owned(),
        days => format!("{} ago", count(days, "day")),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::trends::sample::{goal, moment};

    fn with_target(percent: f64, target: &str) -> Goal {
        let target_date = Some(Day::parse(target, &60_i16, "target_date").unwrap());
        Goal { target_date, ..goal("Sleep", percent) }
    }

    fn text(found: Option<Recommendation>) -> Option<String> {
        found.map(|recommendation| recommendation.text)
    }

    #[test]
    fn a_goal_under_20_percent_after_30_days_is_to_be_re_evaluated() {
        let now = moment("2024-01-31T09:00:00Z");
        assert_eq!(
            text(stalled(&goal("Sleep", 19.9), now)).unwrap(),
            "Re-evaluate the goal “Sleep”: 19.9 % is reached after 30 days."
        );
        assert_eq!(stalled(&goal("Sleep", 20.0), now), None);
    }

    #[test]
    fn a_young_goal_may_be_hardly_begun() {
        assert_eq!(stalled(&goal("Sleep", 0.0), moment("2024-01-31T08:59:59Z")), None);
        assert_eq!(stalled(&goal("Sleep", 0.0), moment("2023-12-01T00:00:00Z")), None);
    }

    #[test]
    fn a_target_date_is_past_once_its_day_is_over() {
        let goal = with_target(40.0, "2024-03-01");
        assert_eq!(overdue(&goal, moment("2024-03-01T23:59:59+01:00")), None);
        assert_eq!(
            text(overdue(&goal, moment("2024-03-02T00:00:00+01:00"))).unwrap(),
            "Review the date of the goal “Sleep”: its target date 2024-03-01 passed 1 day ago \
             with 40 % reached."
        );
    }

    #[test]
    fn a_target_instant_is_past_at_the_next_millisecond() {
        let goal = with_target(40.0, "2024-03-01T12:00:00+01:00");
        assert_eq!(overdue(&goal, moment("2024-03-01T11:00:00Z")), None);
        let found = text(overdue(&goal, moment("2024-03-01T11:00:00.001Z"))).unwrap();
        assert!(found.contains("2024-03-01 passed today with 40 % reached"), "{found}");
    }

    #[test]
    fn a_goal_reached_or_without_a_date_is_never_overdue() {
        let now = moment("2030-01-01T00:00:00Z");
        assert_eq!(overdue(&with_target(100.0, "2024-03-01"), now), None);
        assert_eq!(overdue(&goal("Sleep", 40.0), now), None);
    }
}
