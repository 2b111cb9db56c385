use super::findings::{Findings, ReportInput};
use super::goal_rules::{overdue, stalled};
use super::session_rules::{approach, assessment, crisis_flags, frequency, techniques};
use super::words::{count, counted, score, score_said};
use crate::domain::{GoalId, date_text};

/// What a recommendation asks for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub enum RecommendationKind {
    /// A look at the crisis flags and the safety plan.
    ReviewCrisisFlags,
    /// An assessment, since there was no session.
    ScheduleAssessment,
    /// More frequent sessions.
    IncreaseFrequency,
    /// Another therapeutic approach, since scores decline.
    ReviewApproach,
    /// Another look at a goal that is hardly begun after 30 days.
    ReevaluateGoal,
    /// A second technique.
    DiversifyTechniques,
    /// Another date for a goal whose date has passed.
    ReviewTargetDate,
    /// To go on, since no rule found anything.
    ContinueApproach,
}

impl RecommendationKind {
    /// The code that says it in every interface.
    pub fn name(self) -> &'static str {
        match self {
            Self::ReviewCrisisFlags => "review_crisis_flags",
            Self::ScheduleAssessment => "schedule_assessment",
            Self::IncreaseFrequency => "increase_frequency",
            Self::ReviewApproach => "review_approach",
            Self::ReevaluateGoal => "reevaluate_goal",
            Self::DiversifyTechniques => "diversify_techniques",
            Self::ReviewTargetDate => "review_target_date",
            Self::ContinueApproach => "continue_approach",
        }
    }
}

/// A suggestion that supports a clinician's judgement: in words, and as the code and values that
/// say it in any language.
#[derive(Debug, Clone, PartialEq)]
pub struct Recommendation {
    /// What it asks for.
    pub kind: RecommendationKind,
    /// The goal that it is about, where it is about one.
    pub goal_id: Option<GoalId>,
    /// The technique that it names, where it names one.
    pub technique: Option<String>,
    /// Every number that the text names, rounded as it is there.
    pub numbers: Vec<(&'static str, f64)>,
    /// Every date that the text names, as it is there.
    pub dates: Vec<(&'static str, String)>,
    /// The same in words, with the reason and its numbers.
    pub text: String,
}

impl Recommendation {
    pub(super) fn new(kind: RecommendationKind, text: String) -> Self {
        let (numbers, dates) = (Vec::new(), Vec::new());
        Self { kind, goal_id: None, technique: None, numbers, dates, text }
    }

    pub(super) fn of_goal(self, id: &GoalId) -> Self {
        Self { goal_id: Some(id.clone()), ..self }
    }

    pub(super) fn with(mut self, numbers: &[(&'static str, f64)]) -> Self {
        self.numbers.extend_from_slice(numbers);
        self
    }

    pub(super) fn dated(mut self, name: &'static str, date: chrono::NaiveDate) -> Self {
        self.dates.push((name, date_text(date)));
        self
    }
}

/// What the window and the goals suggest, the most urgent first; never empty.
pub fn recommendations(input: &ReportInput) -> Vec<Recommendation> {
    of_findings(&Findings::of(*input))
}

pub(super) fn of_findings(findings: &Findings) -> Vec<Recommendation> {
    let (goals, now) = (findings.input.goals, findings.input.report_date);
    let mut found = Vec::new();
    found.extend(crisis_flags(findings));
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
    Recommendation::new(RecommendationKind::ContinueApproach, text).with(&[
        ("sessions", counted(findings.facts.len())),
        ("days", counted(days)),
        ("avg_emotional_score", score_said(mean)),
    ])
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
                ReviewCrisisFlags,
                IncreaseFrequency,
                ReviewApproach,
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

    /// The numbers outside quotation marks and dates, as a text writes them.
    fn numbers_of(text: &str) -> Vec<f64> {
        let unquoted = text.split('“').map(|part| part.rsplit('”').next().unwrap());
        let plain = unquoted.collect::<String>().replace('−', "-");
        let words = plain.split([' ', ',', ';', '(']).map(|word| word.trim_end_matches(['.', ')']));
        words.filter_map(|word| word.parse().ok()).collect()
    }

    #[test]
    fn every_number_and_date_of_a_text_is_in_its_finding() {
        let overdue = |date| Goal {
            target_date: Some(crate::domain::Day::parse(date, &0_i16, "target_date").unwrap()),
            ..goal("Sleep", 16.1)
        };
        let cases = [
            Case::default(),
            Case::weekly(&[2, 1, 0, -1]).flagged(0, 3).flagged(2, 1),
            Case::with(&[(1, &["CBT 2"]), (1, &[])]),
            Case::weekly(&[1, 1, 1, 0, 1]),
            Case::weekly(&[1, 1]).within("2024-01-01T00:00:00Z", "2024-03-01T00:00:00Z"),
            Case { goals: vec![overdue("2024-01-10"), overdue("2024-01-30")], ..Case::default() },
        ];
        for found in cases.iter().flat_map(|case| case.report().findings) {
            let known: Vec<f64> = found.numbers.iter().map(|(_, number)| *number).collect();
            for number in numbers_of(&found.text) {
                assert!(known.contains(&number), "{number} of {:?}", found.text);
            }
            for word in found.text.split([' ', '.']).filter(|word| word.starts_with("2024-")) {
                assert!(found.dates.iter().any(|(_, date)| date == word), "{:?}", found.text);
            }
        }
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
