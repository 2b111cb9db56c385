use super::findings::Findings;
use super::recommendation::{Recommendation, RecommendationKind};
use super::words::{count, counted, quoted, score, score_said};
use crate::domain::{SessionFacts, Window};

const SESSIONS_PER_MONTH: i64 = 4;
const MONTH_DAYS: i64 = 30;
/// How many of the latest sessions up to the window's end are looked at for their techniques.
pub const RECENT_SESSIONS: usize = 5;
const ENOUGH_TECHNIQUES: usize = 2;

/// Speaks up where a crisis flag was raised or scores decline.
pub(super) fn crisis_flags(findings: &Findings) -> Option<Recommendation> {
    let flags = usize::try_from(findings.crisis_flags).unwrap_or(usize::MAX);
    let raised = (flags > 0).then(|| {
        let were = if flags == 1 { "was" } else { "were" };
        let sessions = count(findings.crisis_sessions, "session");
        format!("{} {were} raised in {sessions}", count(flags, "crisis flag"))
    });
    let reason = match (raised, fall(findings).map(said)) {
        (None, None) => return None,
        (Some(raised), None) => raised,
        (None, Some(fall)) => format!("no crisis flag was raised, but {fall}"),
        (Some(raised), Some(fall)) => format!("{raised}, and {fall}"),
    };
    let text = format!("Review the crisis flags and the safety plan: {reason}.");
    let found = Recommendation::new(RecommendationKind::ReviewCrisisFlags, text)
        .with(&[("crisis_flags", counted(flags)), ("sessions", counted(findings.crisis_sessions))]);
    Some(with_fall(found, findings))
}

/// Speaks up where there was no session.
pub(super) fn assessment(findings: &Findings) -> Option<Recommendation> {
    findings.facts.is_empty().then(|| {
        let (from, to) = (findings.start.local_date(), findings.end.local_date());
        let text = format!("Schedule an assessment: there was no session from {from} to {to}.");
        Recommendation::new(RecommendationKind::ScheduleAssessment, text)
            .dated("start_date", from)
            .dated("end_date", to)
    })
}

/// Speaks up below 4 sessions per 30 days; without any, the assessment comes first.
pub(super) fn frequency(findings: &Findings) -> Option<Recommendation> {
    let (sessions, days) = (findings.facts.len(), findings.days());
    let too_few = i64::try_from(sessions)
        .is_ok_and(|sessions| sessions > 0 && sessions * MONTH_DAYS < SESSIONS_PER_MONTH * days);
    too_few.then(|| {
        let text = format!(
            "Consider increasing session frequency: {} in {days} days, \
             fewer than {SESSIONS_PER_MONTH} per {MONTH_DAYS} days.",
            count(sessions, "session")
        );
        Recommendation::new(RecommendationKind::IncreaseFrequency, text).with(&[
            ("sessions", counted(sessions)),
            ("days", days as f64),
            ("enough_sessions", SESSIONS_PER_MONTH as f64),
            ("enough_days", MONTH_DAYS as f64),
        ])
    })
}

/// Speaks up where scores decline.
pub(super) fn approach(findings: &Findings) -> Option<Recommendation> {
    let text =
        format!("Review and adjust the therapeutic approach: {}.", fall(findings).map(said)?);
    Some(with_fall(Recommendation::new(RecommendationKind::ReviewApproach, text), findings))
}

/// The means of the two halves, where scores decline.
fn fall(findings: &Findings) -> Option<(f64, f64)> {
    let trend = findings.decline()?;
    trend.first_half_mean.zip(trend.second_half_mean)
}

fn said((first, second): (f64, f64)) -> String {
    let (first, second) = (score(first), score(second));
    format!("the mean score fell from {first} in the first half to {second} in the second")
}

fn with_fall(found: Recommendation, findings: &Findings) -> Recommendation {
    let Some((first, second)) = fall(findings) else { return found };
    found.with(&[("first_half_mean", score_said(first)), ("second_half_mean", score_said(second))])
}

/// Speaks up below two techniques in the last five sessions, where the window holds one at all.
pub(super) fn techniques(findings: &Findings) -> Option<Recommendation> {
    if findings.facts.is_empty() {
        return None;
    }
    let recent = recent_sessions(findings);
    let names = technique_names(findings, recent, ENOUGH_TECHNIQUES);
    let used = match names.as_slice() {
        [] => "no technique".to_owned(),
        [name] => format!("only {}", quoted(name)),
        _ => return None,
    };
    let span = match recent.len() {
        1 => "the last session".to_owned(),
        sessions => format!("the last {sessions} sessions"),
    };
    let text = format!("Consider diversifying techniques: {used} in {span}.");
    let found = Recommendation::new(RecommendationKind::DiversifyTechniques, text)
        .with(&[("techniques", counted(names.len())), ("sessions", counted(recent.len()))]);
    Some(Recommendation { technique: names.first().map(|name| (*name).clone()), ..found })
}

/// The last sessions up to the window's end; a short window may not hold all of them.
fn recent_sessions<'a>(findings: &Findings<'a>) -> &'a [SessionFacts] {
    let until = Window { start: None, end: findings.input.window.end };
    let facts = findings.input.timeline.within(until);
    &facts[facts.len().saturating_sub(RECENT_SESSIONS)..]
}

/// The first different techniques of the sessions, no more than `most`.
fn technique_names<'a>(
    findings: &Findings<'a>,
    facts: &[SessionFacts],
    most: usize,
) -> Vec<&'a String> {
    let timeline = findings.input.timeline;
    let mut names = Vec::with_capacity(most);
    for code in facts.iter().flat_map(|fact| timeline.technique_codes(fact)) {
        let name = &timeline.technique_names()[*code as usize];
        if names.len() < most && !names.contains(&name) {
            names.push(name);
        }
    }
    names
}

#[cfg(test)]
mod tests {
    use crate::report::RecommendationKind::*;
    use crate::report::sample::Case;

    const STEADY: [i8; 5] = [1, 1, 1, 1, 1];

    #[test]
    fn a_crisis_flag_asks_for_the_safety_plan() {
        assert_eq!(Case::weekly(&STEADY).text(ReviewCrisisFlags), None);
        assert_eq!(
            Case::weekly(&STEADY).flagged(2, 1).text(ReviewCrisisFlags).unwrap(),
            "Review the crisis flags and the safety plan: 1 crisis flag was raised in 1 session."
        );
        assert_eq!(
            Case::weekly(&STEADY).flagged(2, 2).flagged(4, 1).text(ReviewCrisisFlags).unwrap(),
            "Review the crisis flags and the safety plan: 3 crisis flags were raised in 2 sessions."
        );
    }

    #[test]
    fn a_crisis_flag_outside_the_window_is_left_to_its_own_report() {
        let case = Case::weekly(&STEADY).flagged(0, 1);
        let case = case.within("2024-01-02T00:00:00Z", "2024-02-01T00:00:00Z");
        assert_eq!(case.text(ReviewCrisisFlags), None);
    }

    #[test]
    fn a_decline_asks_for_the_approach_and_the_safety_plan() {
        let case = Case::weekly(&[1, 1, 0, -1, -1]);
        assert_eq!(
            case.text(ReviewApproach).unwrap(),
            "Review and adjust the therapeutic approach: the mean score fell from 1.00 in the \
             first half to −0.67 in the second."
        );
        assert_eq!(
            case.text(ReviewCrisisFlags).unwrap(),
            "Review the crisis flags and the safety plan: no crisis flag was raised, but the mean \
             score fell from 1.00 in the first half to −0.67 in the second."
        );
        let flagged = case.flagged(4, 1).text(ReviewCrisisFlags).unwrap();
        assert!(flagged.contains("1 crisis flag was raised in 1 session, and the mean score fell"));
    }

    #[test]
    fn scores_that_rise_or_stay_leave_the_approach_alone() {
        for scores in [[-1, -1, 0, 1, 1], STEADY] {
            assert_eq!(Case::weekly(&scores).text(ReviewApproach), None);
        }
    }

    #[test]
    fn without_a_session_an_assessment_is_all_that_is_suggested() {
        assert_eq!(Case::default().kinds(), [ScheduleAssessment]);
        assert_eq!(
            Case::default().text(ScheduleAssessment).unwrap(),
            "Schedule an assessment: there was no session from 2024-01-01 to 2024-01-31."
        );
        assert_eq!(Case::weekly(&[0]).text(ScheduleAssessment), None);
    }

    fn is_too_seldom(sessions: usize, days: u32) -> bool {
        let case = Case::weekly(&vec![0; sessions]).last_days(days);
        case.kinds().contains(&IncreaseFrequency)
    }

    #[test]
    fn four_sessions_in_30_days_are_enough_and_three_are_not() {
        let january = |scores| Case::weekly(scores).text(IncreaseFrequency);
        assert_eq!(january(&[0, 0, 0, 0]), None);
        assert_eq!(
            january(&[0, 0, 0]).unwrap(),
            "Consider increasing session frequency: 3 sessions in 30 days, fewer than 4 per 30 days."
        );
    }

    #[test]
    fn a_week_asks_for_one_session_and_a_quarter_for_twelve() {
        assert!(!is_too_seldom(5, 7));
        let quarter = |sessions| {
            let case = Case::weekly(&vec![0; sessions]);
            case.within("2024-01-01T00:00:00Z", "2024-03-30T23:59:59.999Z").text(IncreaseFrequency)
        };
        assert_eq!(quarter(12), None);
        assert!(quarter(11).unwrap().contains("11 sessions in 90 days"));
    }

    #[test]
    fn an_hour_more_in_autumn_asks_for_no_further_session() {
        let case = Case::weekly(&[0; 4]);
        let case = case.within("2024-01-01T00:00:00+02:00", "2024-01-31T00:00:00+01:00");
        assert_eq!(case.text(IncreaseFrequency), None);
    }

    #[test]
    fn one_technique_in_five_sessions_asks_for_another() {
        let seldom = |used: &[&[&str]]| {
            let sessions: Vec<_> = used.iter().map(|names| (0, *names)).collect();
            let case = Case::with(&sessions);
            case.within("2024-01-01T00:00:00Z", "2024-02-06T00:00:00Z").text(DiversifyTechniques)
        };
        assert_eq!(
            seldom(&[&["ACT"], &["CBT"], &[], &["CBT"], &["CBT"], &["CBT"]]).unwrap(),
            "Consider diversifying techniques: only “CBT” in the last 5 sessions."
        );
        assert_eq!(
            seldom(&[&[]]).unwrap(),
            "Consider diversifying techniques: no technique in the last session."
        );
        assert_eq!(seldom(&[&["CBT"], &[], &[], &[], &["ACT"]]), None);
        assert_eq!(seldom(&[&["CBT", "ACT"], &[], &[], &[], &[]]), None);
    }

    #[test]
    fn a_short_window_still_looks_at_the_last_five_sessions() {
        let case = Case::with(&[(0, &["ACT"]), (0, &["CBT"])]);
        let case = case.within("2024-01-08T00:00:00Z", "2024-01-15T00:00:00Z");
        assert_eq!(case.text(DiversifyTechniques), None);
    }
}
