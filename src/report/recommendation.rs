use serde::Serialize;

use super::findings::{Findings, ReportInput};
use super::goal_rules::{overdue, stalled};
use super::session_rules::{approach, assessment, frequency, safety_plan, techniques};
use super::words::{count, score};

/// What a recommendation asks for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
#[non_exhaustive]
pub enum RecommendationKind {
    /// A look at the crisis flags and the safety plan.
    ReviewSafetyPlan,
    /// An assessment, since there was no session.
    ScheduleAssessment,
    /// More frequent sessions.
    IncreaseFrequency,
    /// Another therapeutic approach, since scores decline.
    AdjustApproach,
    /// Another look at a goal that is hardly begun after 30 days.
    ReevaluateGoal,
    /// A second technique.
    DiversifyTechniques,
    /// Another date for a goal whose date has passed.
    ReviewTargetDate,
    /// To go on, since no rule found anything.
    ContinueApproach,
}

/// A suggestion that supports a clinician's judgement.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Recommendation {
    /// What it asks for.
    pub kind: RecommendationKind,
    /// The same in words, with the reason and its numbers.
    pub text: String,
}

impl Recommendation {
    pub(super) fn new(kind: RecommendationKind, text: String) -> Self {
        Self { kind, text }
    }
}

/// What the window and the goals suggest, the most urgent first; never empty.
pub fn recommendations(input: &ReportInput) -> Vec<Recommendation> {
    of_findings(&Findings::of(*input))
}

pub(super) fn of_findings(findings: &Findings) -> Vec<Recommendation> {
    let (goals, now) = (findings.input.goals, findings.input.report_date);
    let mut found = Vec::new();
    found.extend(safety_plan(findings));
    found.extend(assessment(findings));
    found.extend(frequency(findings));
    found.extend(approach(findings));
    found.extend(goals.iter().filter_map(|goal| stalled(goal, now)));
    found.extend(techniques(findings));
    found.extend(goals.iter().filter_map(|goal| overdue(goal, now)));
    if found.is_empty() {
        found.push(go_on(findings));
    }
    found
}

fn go_on(findings: &Findings) -> Recommendation {
    let mean = findings.trend.as_ref().map_or(0.0, |trend| trend.avg_emotional_score);
    let days = usize::try_from(findings.days()).unwrap_or(0).max(1);
    let text = format!(
        "Continue the current therapeutic approach: {} in {} with a mean score of {}, \
         and nothing that asks for a change.",
        count(findings.facts.len(), "session"),
        count(days, "day"),
        score(mean)
    );
    Recommendation::new(RecommendationKind::ContinueApproach, text)
}

#[cfg(test)]
mod tests {
    use super::RecommendationKind::*;
    use crate::domain::Goal;
    use crate::report::sample::Case;
    use crate::trends::sample::{goal, moment};

    #[test]
    fn where_no_rule_speaks_the_approach_is_continued() {
        let case = Case { goals: vec![goal("Sleep", 60.0)], ..Case::weekly(&[1, 0, 1, 1, 1]) };
        assert_eq!(case.kinds(), [ContinueApproach]);
        assert_eq!(
            case.text(ContinueApproach).unwrap(),
            "Continue the current therapeutic approach: 5 sessions in 30 days with a mean score of \
             0.80, and nothing that asks for a change."
        );
    }

    #[test]
    fn the_most_urgent_comes_first() {
        let overdue = Goal {
            target_date: Some(crate::domain::Day::Instant(moment("2024-01-10T00:00:00Z"))),
            ..goal("Sleep", 10.0)
        };
        let case = Case { goals: vec![overdue], ..Case::with(&[(1, &[]), (0, &[]), (-1, &[])]) };
        assert_eq!(
            case.flagged(1, 1).kinds(),
            [
                ReviewSafetyPlan,
                IncreaseFrequency,
                AdjustApproach,
                ReevaluateGoal,
                DiversifyTechniques,
                ReviewTargetDate
            ]
        );
    }

    #[test]
    fn goals_speak_without_sessions_too() {
        let case = Case { goals: vec![goal("Sleep", 10.0), goal("Work", 30.0)], ..Case::default() };
        assert_eq!(case.kinds(), [ScheduleAssessment, ReevaluateGoal]);
    }

    #[test]
    fn every_text_begins_with_its_phrase_and_ends_as_a_sentence() {
        let cases =
            [Case::default(), Case::weekly(&[2, 1, 0, -1]).flagged(0, 3), Case::weekly(&[1])];
        for text in cases.iter().flat_map(|case| case.report().recommendations) {
            let (phrase, reason) = text.split_once(": ").unwrap();
            assert!(phrase.starts_with(char::is_uppercase) && reason.ends_with('.'), "{text}");
        }
    }
}
