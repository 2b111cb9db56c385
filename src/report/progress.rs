use super::findings::{Findings, ReportInput};
use super::reached::within;
use super::recommendation::{Recommendation, of_findings};
use super::summary::summary;
use crate::domain::{ClientId, GoalId, Milestone, Moment, Percentage, Window};
use crate::order::by_text;
use crate::trends::{
    EmotionalTrend, Months, TechniqueCount, Trajectory, active_completion, technique_counts,
    trajectory,
};

/// How a client is doing over a stretch of time.
#[derive(Debug, Clone, PartialEq)]
pub struct ProgressReport {
    /// Whom it is about.
    pub client_id: ClientId,
    /// When it was made.
    pub report_date: Moment,
    /// The first instant it covers.
    pub timeframe_start: Moment,
    /// The last instant it covers.
    pub timeframe_end: Moment,
    /// How many sessions there were.
    pub sessions_count: usize,
    /// How much of each goal is reached, reached goals too.
    pub goal_progress: Vec<(GoalId, Percentage)>,
    /// The trend of the whole stretch; empty without sessions.
    pub emotional_trends: Vec<EmotionalTrend>,
    /// The milestones reached in that time, newest first.
    pub key_milestones: Vec<Milestone>,
    /// Feelings and goals taken together.
    pub overall_trajectory: Trajectory,
    /// What it suggests, the most urgent first; never empty.
    pub recommendations: Vec<String>,
    /// The same as codes and numbers, one for each recommendation and in their order.
    pub findings: Vec<Recommendation>,
    /// The report in plain sentences.
    pub summary: String,
    /// One trend per calendar month with a session, oldest first.
    pub months: Months,
    /// The trend of the stretch of the same length before; none without sessions.
    pub previous: Option<EmotionalTrend>,
    /// The techniques used, most used first, then by name.
    pub techniques: Vec<TechniqueCount>,
    /// How many crisis flags were raised.
    pub crisis_flags_count: u64,
    /// How many goals are reached.
    pub goals_reached: usize,
    /// How many goals are still to be reached.
    pub goals_active: usize,
    /// How much of the goals still to be reached is reached on average; none without any.
    pub avg_active_goal_completion: Option<f64>,
    /// How many milestones were reached in that time.
    pub milestones_count: usize,
}

/// The progress report of a window.
pub fn progress_report(input: &ReportInput) -> ProgressReport {
    let findings = Findings::of(*input);
    let window = Window::between(findings.start, findings.end);
    let milestones = within(input.milestones, window);
    let overall = trajectory(findings.trend.as_ref(), input.goals);
    let found = of_findings(&findings);
    let goals_active = input.goals.iter().filter(|goal| goal.is_active()).count();
    ProgressReport {
        client_id: input.client_id.clone(),
        report_date: input.report_date,
        timeframe_start: findings.start,
        timeframe_end: findings.end,
        sessions_count: findings.facts.len(),
        goal_progress: goal_progress(input),
        overall_trajectory: overall,
        recommendations: found.iter().map(|one| one.text.clone()).collect(),
        findings: found,
        summary: summary(&findings, milestones.len(), overall),
        months: Months::of(input.timeline, input.window, input.months),
        previous: findings.previous(),
        techniques: technique_counts(input.timeline, findings.facts),
        crisis_flags_count: findings.crisis_flags,
        goals_reached: input.goals.len() - goals_active,
        goals_active,
        avg_active_goal_completion: active_completion(input.goals),
        milestones_count: milestones.len(),
        key_milestones: milestones,
        emotional_trends: Vec::from_iter(findings.trend),
    }
}

fn goal_progress(input: &ReportInput) -> Vec<(GoalId, Percentage)> {
    let goals = input.goals.iter().map(|goal| (goal.goal_id.clone(), goal.completion_percentage));
    by_text(goals.collect(), |(id, _)| id.as_str())
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use crate::report::sample::Case;
    use crate::trends::sample::goal;
    use crate::trends::{Direction, Trajectory};

    /// Ten weekly sessions, two goals at 60 %.
    fn ten_weeks(scores: &[i8]) -> Case {
        Case { goals: vec![goal("g2", 60.0), goal("g1", 60.0)], ..Case::weekly(scores) }
            .within("2024-01-01T00:00:00Z", "2024-03-31T00:00:00Z")
    }

    #[test]
    fn ten_weeks_of_rising_scores_are_an_improvement_and_falling_ones_a_regression() {
        let rising = ten_weeks(&[-2, -2, -1, -1, 0, 0, 1, 1, 2, 2]).report();
        assert_eq!(rising.emotional_trends[0].trend_direction, Direction::Improving);
        assert_eq!(rising.overall_trajectory, Trajectory::Improving);
        let falling = ten_weeks(&[2, 2, 1, 1, 0, 0, -1, -1, -2, -2]).report();
        assert_eq!(falling.emotional_trends[0].trend_direction, Direction::Declining);
        assert_eq!(falling.overall_trajectory, Trajectory::Regressing);
    }

    #[test]
    fn an_empty_record_makes_a_report_too() {
        let report = Case::default().report();
        assert_eq!((report.sessions_count, report.crisis_flags_count), (0, 0));
        assert!(report.emotional_trends.is_empty() && report.months.parts().concat().is_empty());
        assert_eq!(report.overall_trajectory, Trajectory::Stable);
        assert_eq!(report.recommendations.len(), 1);
    }

    proptest! {
        #[test]
        fn the_sessions_of_the_months_add_up_to_those_of_the_window(
            scores in prop::collection::vec(-2_i8..=2, 0..120), days in 1_u32..900,
        ) {
            let end = "2026-05-01T00:00:00Z";
            let report = Case::weekly(&scores).within(end, end).last_days(days).report();
            let months: usize = report.months.parts().concat().iter().map(|month| month.data_points).sum();
            let whole: usize = report.emotional_trends.iter().map(|trend| trend.data_points).sum();
            prop_assert_eq!(months, report.sessions_count);
            prop_assert_eq!(whole, report.sessions_count);
        }
    }
}
