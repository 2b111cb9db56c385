use super::findings::Findings;
use super::words::{count, percent, score};
use crate::domain::Goal;
use crate::trends::{Direction, EmotionalTrend, Trajectory, active_completion};

const CLOSING: &str = "These suggestions support a clinician’s judgement and never diagnose.";

/// The report in plain sentences.
pub(super) fn summary(findings: &Findings, milestones: usize, trajectory: Trajectory) -> String {
    let mut sentences = vec![sessions(findings)];
    sentences.extend(findings.trend.as_ref().map(feelings));
    sentences.push(goals(findings.input.goals));
    sentences.push(format!("{} reached in this time.", milestones_were(milestones)));
    sentences.push(overall(trajectory, findings.facts.is_empty()));
    sentences.push(CLOSING.to_owned());
    sentences.join(" ")
}

fn sessions(findings: &Findings) -> String {
    let were = if findings.facts.len() > 1 { "were" } else { "was" };
    let (from, to) = (findings.start.local_date(), findings.end.local_date());
    format!("There {were} {} from {from} to {to}.", count(findings.facts.len(), "session"))
}

fn feelings(trend: &EmotionalTrend) -> String {
    let mean = score(trend.avg_emotional_score);
    let heading = match trend.trend_direction {
        Direction::Improving => "it is improving",
        Direction::Stable => "it is stable",
        Direction::Declining => "it is declining",
        Direction::InsufficientData => "there are too few sessions to tell a direction",
    };
    format!(
        "The mean emotional score is {mean} on a scale from −2 to +2, and {heading}{}.",
        halves(trend)
    )
}

fn halves(trend: &EmotionalTrend) -> String {
    match (trend.trend_direction, trend.first_half_mean, trend.second_half_mean) {
        (Direction::InsufficientData, _, _) | (_, None, _) | (_, _, None) => String::new(),
        (_, Some(first), Some(second)) => {
            format!(" ({} in the first half, {} in the second)", score(first), score(second))
        }
    }
}

fn goals(goals: &[Goal]) -> String {
    if goals.is_empty() {
        return "No goal is set.".to_owned();
    }
    let active = goals.iter().filter(|goal| goal.is_active()).count();
    let reached = format!("{} of {} reached", goals.len() - active, count(goals.len(), "goal"));
    match active_completion(goals) {
        None => format!("{reached}, none is active."),
        Some(mean) if active == 1 => format!("{reached}, 1 is active at {}.", percent(mean)),
        Some(mean) => {
            format!("{reached}, {active} are active with a mean completion of {}.", percent(mean))
        }
    }
}

fn milestones_were(milestones: usize) -> String {
    match milestones {
        0 => "No milestone was".to_owned(),
        1 => "1 milestone was".to_owned(),
        _ => format!("{milestones} milestones were"),
    }
}

fn overall(trajectory: Trajectory, no_session: bool) -> String {
    let name = match trajectory {
        Trajectory::Improving => "improving",
        Trajectory::Stable => "stable",
        Trajectory::Regressing => "regressing",
        Trajectory::Fluctuating => "fluctuating",
    };
    if no_session {
        format!("Without sessions the overall trajectory counts as {name}.")
    } else {
        format!("The overall trajectory is {name}.")
    }
}

#[cfg(test)]
mod tests {
    use crate::report::sample::{Case, milestone};
    use crate::trends::sample::goal;

    const CLOSING: &str = "These suggestions support a clinician’s judgement and never diagnose.";

    #[test]
    fn a_full_month_is_told_in_plain_sentences() {
        let case = Case {
            goals: vec![goal("a", 100.0), goal("b", 40.0), goal("c", 80.0)],
            milestones: vec![milestone("m", "2024-01-20")],
            ..Case::weekly(&[-1, -1, 0, 1, 2])
        };
        assert_eq!(
            case.report().summary,
            "There were 5 sessions from 2024-01-01 to 2024-01-31. The mean emotional score is 0.20 \
             on a scale from −2 to +2, and it is improving (−1.00 in the first half, 1.00 in the \
             second). 1 of 3 goals reached, 2 are active with a mean completion of 60 %. 1 \
             milestone was reached in this time. The overall trajectory is improving. "
                .to_owned() + CLOSING
        );
    }

    #[test]
    fn an_empty_record_is_told_without_numbers() {
        assert_eq!(
            Case::default().report().summary,
            "There was no session from 2024-01-01 to 2024-01-31. No goal is set. No milestone was \
             reached in this time. Without sessions the overall trajectory counts as stable. "
                .to_owned()
                + CLOSING
        );
    }

    #[test]
    fn one_session_is_singular_and_has_no_direction() {
        let case = Case { goals: vec![goal("a", 12.5)], ..Case::weekly(&[-2]) };
        let summary = case.report().summary;
        assert!(summary.starts_with("There was 1 session from"), "{summary}");
        assert!(summary.contains("score is −2.00"), "{summary}");
        assert!(summary.contains("too few sessions to tell a direction."), "{summary}");
        assert!(summary.contains("0 of 1 goal reached, 1 is active at 12.5 %."), "{summary}");
    }

    #[test]
    fn goals_that_are_all_reached_leave_none_active() {
        let case = Case {
            goals: vec![goal("a", 100.0), goal("b", 100.0)],
            milestones: vec![milestone("m", "2024-01-20"), milestone("n", "2024-01-21")],
            ..Case::weekly(&[0, 0, 0])
        };
        let summary = case.report().summary;
        assert!(
            summary.contains("2 of 2 goals reached, none is active. 2 milestones were reached")
        );
        assert!(
            summary.contains("stable (0.00 in the first half, 0.00 in the second)"),
            "{summary}"
        );
    }
}
