//! What analysis finds, as plain JSON: the shapes of the JavaScript interface.

use super::caseload::CaseloadRow;
use crate::domain::Moment;
use crate::records::{ObjectWriter, ascii_text, json_list, json_text, plain_milestone};
use crate::report::{ProgressReport, Recommendation};
use crate::trends::{EmotionalTrend, TechniqueCount};

/// Trends in plain JSON, one list of all parts.
pub fn plain_trends(parts: &[&[EmotionalTrend]]) -> String {
    json_list(parts.iter().copied().flatten().map(plain_trend))
}

fn plain_trend(trend: &EmotionalTrend) -> String {
    let EmotionalTrend {
        start_date,
        end_date,
        avg_emotional_score,
        trend_direction,
        volatility,
        data_points,
        first_half_mean,
        second_half_mean,
    } = trend;
    ObjectWriter::default()
        .text("start_date", start_date)
        .text("end_date", end_date)
        .number("avg_emotional_score", *avg_emotional_score)
        .text("trend_direction", trend_direction.name())
        .number("volatility", *volatility)
        .count("data_points", *data_points)
        .number_or_null("first_half_mean", *first_half_mean)
        .number_or_null("second_half_mean", *second_half_mean)
        .end()
}

/// A progress report in plain JSON.
pub fn plain_report(report: &ProgressReport) -> String {
    plain_report_with(report, &report.months.parts())
}

/// The same without the months that lie in its window whole.
pub fn plain_report_cut(report: &ProgressReport) -> String {
    let [before, _, after] = report.months.parts();
    plain_report_with(report, &[before, after])
}

fn plain_report_with(report: &ProgressReport, months: &[&[EmotionalTrend]]) -> String {
    let ProgressReport {
        client_id,
        report_date,
        timeframe_start,
        timeframe_end,
        sessions_count,
        goal_progress,
        emotional_trends,
        key_milestones,
        overall_trajectory,
        recommendations,
        findings,
        summary,
        months: _,
        previous,
        techniques,
        crisis_flags_count,
        goals_reached,
        goals_active,
        avg_active_goal_completion,
        milestones_count,
    } = report;
    let progress = goal_progress.iter().fold(ObjectWriter::default(), |object, (goal, percent)| {
        object.number_of(goal.as_str(), percent.value())
    });
    let previous = previous.as_ref().map_or_else(|| "null".to_owned(), plain_trend);
    ObjectWriter::default()
        .text("client_id", client_id.as_str())
        .text("report_date", &report_date.to_rfc3339())
        .text("timeframe_start", &timeframe_start.to_rfc3339())
        .text("timeframe_end", &timeframe_end.to_rfc3339())
        .count("sessions_count", *sessions_count)
        .json("goal_progress", &progress.end())
        .json("emotional_trends", &plain_trends(&[emotional_trends]))
        .list("key_milestones", key_milestones.iter().map(plain_milestone))
        .text("overall_trajectory", overall_trajectory.name())
        .list("recommendations", recommendations.iter().map(|text| ascii_text(text)))
        .list("findings", findings.iter().map(plain_finding))
        .json("summary", &ascii_text(summary))
        .json("months", &plain_trends(months))
        .json("previous", &previous)
        .list("techniques", techniques.iter().map(plain_count))
        .whole("crisis_flags_count", *crisis_flags_count)
        .count("goals_reached", *goals_reached)
        .count("goals_active", *goals_active)
        .number_or_null("avg_active_goal_completion", *avg_active_goal_completion)
        .count("milestones_count", *milestones_count)
        .end()
}

fn plain_finding(finding: &Recommendation) -> String {
    // Its text stands among the recommendations.
    let Recommendation { kind, goal_id, technique, numbers, dates, text: _ } = finding;
    let numbers = numbers
        .iter()
        .fold(ObjectWriter::default(), |object, (name, number)| object.number(name, *number));
    let dates =
        dates.iter().fold(ObjectWriter::default(), |object, (name, date)| object.text(name, date));
    ObjectWriter::default()
        .text("code", kind.name())
        .text_or_null("goal_id", goal_id.as_ref().map(|goal| goal.as_str()))
        .text_or_null("technique", technique.as_deref())
        .json("numbers", &numbers.end())
        .json("dates", &dates.end())
        .end()
}

fn plain_count(count: &TechniqueCount) -> String {
    let TechniqueCount { name, sessions } = count;
    ObjectWriter::default().text("name", name).whole("sessions", *sessions).end()
}

/// A client of the caseload in plain JSON.
pub(super) fn plain_row(row: &CaseloadRow) -> String {
    let CaseloadRow {
        client_id,
        display_name,
        status,
        sessions_count,
        first_session,
        last_session,
        sessions_90_days,
        avg_emotional_score,
        trend_direction,
        recent_scores,
        active_goals,
        crisis_flags_90_days,
    } = row;
    let instant =
        |at: &Option<Moment>| at.map_or("null".to_owned(), |at| json_text(&at.to_rfc3339()));
    ObjectWriter::default()
        .text("client_id", client_id.as_str())
        .text("display_name", display_name)
        .text("status", status.name())
        .whole("sessions_count", u64::from(*sessions_count))
        .json("first_session", &instant(first_session))
        .json("last_session", &instant(last_session))
        .count("sessions_90_days", *sessions_90_days)
        .number_or_null("avg_emotional_score", *avg_emotional_score)
        .text("trend_direction", trend_direction.name())
        .wholes("recent_scores", recent_scores.iter().copied().map(i64::from))
        .count("active_goals", *active_goals)
        .whole("crisis_flags_90_days", *crisis_flags_90_days)
        .end()
}

#[cfg(test)]
mod tests {
    use serde_json::{Value, from_str, json};

    use super::*;
    use crate::domain::{ClientId, ClientStatus, Day, Goal, GoalId, Window};
    use crate::report::sample::{Case, milestone};
    use crate::trends::sample::{goal, moment, weekly};
    use crate::trends::{Direction, trend};

    fn report(case: &Case) -> Value {
        from_str(&plain_report(&case.report())).unwrap()
    }

    #[test]
    fn fields_of_a_trend_are_named_as_callers_know_them() {
        let one = [trend(&weekly(&[1]), Window::ALL).unwrap()];
        assert_eq!(
            from_str::<Value>(&plain_trends(&[&one])).unwrap(),
            json!([{
                "start_date": "2024-01-01T10:00:00Z", "end_date": "2024-01-01T10:00:00Z",
                "avg_emotional_score": 1.0, "trend_direction": "insufficient_data",
                "volatility": 0.0, "data_points": 1,
                "first_half_mean": null, "second_half_mean": null,
            }])
        );
    }

    #[test]
    fn a_finding_says_its_recommendation_in_code_and_numbers() {
        let case = Case { goals: vec![goal("Sleep", 19.99)], ..Case::weekly(&[1, 1, 0, -1, -1]) };
        let means = json!({ "first_half_mean": 1.0, "second_half_mean": -0.67 });
        let flags = json!({
            "crisis_flags": 2.0, "sessions": 1.0, "first_half_mean": 1.0, "second_half_mean": -0.67,
        });
        let finding = |code: &str, goal_id: Option<&str>, numbers: Value| {
            json!({
                "code": code, "goal_id": goal_id, "technique": null, "numbers": numbers, "dates": {},
            })
        };
        assert_eq!(
            report(&case.flagged(4, 2))["findings"],
            json!([
                finding("review_crisis_flags", None, flags),
                finding("review_approach", None, means),
                finding(
                    "reevaluate_goal",
                    Some("Sleep"),
                    json!({ "completion_percentage": 19.9, "days": 30.0 })
                ),
            ])
        );
    }

    #[test]
    fn a_finding_names_its_technique_and_its_dates() {
        let target = Day::parse("2024-01-10", &0_i16, "target_date").unwrap();
        let (goal_id, target_date) = (GoalId::new("\"Sleep\"").unwrap(), Some(target));
        let overdue = Goal { goal_id, target_date, ..goal("Sleep", 60.0) };
        let case = Case { goals: vec![overdue], ..Case::with(&[(1, &["CBT"]), (1, &["CBT"])]) };
        let report = report(&case);
        assert_eq!(report["goal_progress"], json!({ "\"Sleep\"": 60.0 }));
        let findings = report["findings"].as_array().unwrap();
        let of = |code: &str| findings.iter().find(|one| one["code"] == code).unwrap();
        assert_eq!(of("diversify_techniques")["technique"], "CBT");
        assert_eq!(of("review_target_date")["dates"], json!({ "target_date": "2024-01-10" }));
    }

    #[test]
    fn a_report_has_the_fields_that_callers_know() {
        let mut case = Case {
            goals: vec![goal("g2", 60.0), goal("g1", 60.0)],
            milestones: vec![milestone("m", "2024-02-01"), milestone("old", "2023-02-01")],
            ..Case::weekly(&[1, 0])
        };
        case = case.within("2024-01-01T00:00:00Z", "2024-03-31T00:00:00Z");
        let mut json = report(&case.flagged(0, 2).flagged(1, 1));
        let fields = json.as_object_mut().unwrap();
        assert!(fields.remove("recommendations").unwrap()[0].is_string());
        assert!(fields.remove("findings").unwrap()[0].is_object());
        assert!(fields.remove("summary").unwrap().is_string());
        let trend = |start: &str, end: &str| {
            json!({
                "start_date": start, "end_date": end, "avg_emotional_score": 0.5,
                "trend_direction": "insufficient_data", "volatility": 0.5_f64.sqrt(),
                "data_points": 2, "first_half_mean": 1.0, "second_half_mean": 0.0,
            })
        };
        assert_eq!(
            json,
            json!({
                "client_id": "c1",
                "report_date": "2024-03-31T00:00:00Z",
                "timeframe_start": "2024-01-01T00:00:00Z",
                "timeframe_end": "2024-03-31T00:00:00Z",
                "sessions_count": 2,
                "goal_progress": { "g1": 60.0, "g2": 60.0 },
                "emotional_trends": [trend("2024-01-01T00:00:00Z", "2024-03-31T00:00:00Z")],
                "key_milestones": [{
                    "milestone_id": "m", "goal_id": "g", "description": "m",
                    "achieved_date": "2024-02-01", "significance": "moderate",
                }],
                "overall_trajectory": "stable",
                "months": [trend("2024-01-01", "2024-01-31")],
                "previous": null,
                "techniques": [
                    { "name": "CBT", "sessions": 2 }, { "name": "Exposure", "sessions": 2 },
                ],
                "crisis_flags_count": 3,
                "goals_reached": 0,
                "goals_active": 2,
                "avg_active_goal_completion": 60.0,
                "milestones_count": 1,
            })
        );
    }

    #[test]
    fn an_empty_record_makes_a_report_too() {
        let report = report(&Case::default());
        assert_eq!((&report["months"], &report["goal_progress"]), (&json!([]), &json!({})));
        assert!(report["avg_active_goal_completion"].is_null());
    }

    #[test]
    fn a_row_of_the_caseload_has_the_fields_that_callers_know() {
        let row = CaseloadRow {
            client_id: ClientId::new("c").unwrap(),
            display_name: "Ada".into(),
            status: ClientStatus::Closed,
            sessions_count: 2,
            first_session: None,
            last_session: Some(moment("2024-01-08T10:00:00+01:00")),
            sessions_90_days: 1,
            avg_emotional_score: Some(-0.5),
            trend_direction: Direction::Declining,
            recent_scores: vec![0, -2],
            active_goals: 3,
            crisis_flags_90_days: 4,
        };
        assert_eq!(
            from_str::<Value>(&plain_row(&row)).unwrap(),
            json!({
                "client_id": "c", "display_name": "Ada", "status": "closed", "sessions_count": 2,
                "first_session": null, "last_session": "2024-01-08T10:00:00+01:00",
                "sessions_90_days": 1, "avg_emotional_score": -0.5, "trend_direction": "declining",
                "recent_scores": [0, -2], "active_goals": 3, "crisis_flags_90_days": 4,
            })
        );
    }
}
