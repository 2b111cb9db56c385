//! Whole stories over a store in memory.
#![cfg(not(target_arch = "wasm32"))]
#![expect(clippy::unwrap_used, reason = "a story that goes wrong must fail")]

mod support;

use std::rc::Rc;

use pollster::block_on;
use support::{at, caseload_vault, flipped, goal, milestone, new_vault, session, unlock};
use therapeutic_progress_tracker::domain::{
    ClientId, EmotionalState, GoalId, Percentage, Session, SessionId, Window,
};
use therapeutic_progress_tracker::report::ProgressReport;
use therapeutic_progress_tracker::store::Table;
use therapeutic_progress_tracker::trends::{Direction, Trajectory};
use therapeutic_progress_tracker::vault::{Reading, VaultError};

const NOW: &str = "2024-06-01T12:00:00Z";

fn client(id: &str) -> ClientId {
    ClientId::new(id).unwrap()
}

fn report(scores: [&str; 10]) -> ProgressReport {
    let (vault, _) = new_vault();
    block_on(async {
        for (week, state) in scores.into_iter().enumerate() {
            let day = 1 + week * 7;
            let time = format!("2024-{:02}-{:02}T10:00:00+02:00", 1 + day / 29, 1 + day % 29);
            let session = session(&format!("s{week}"), "c", &time, state);
            vault.log_session(&session, true, at(NOW)).await.unwrap();
        }
        vault.create_goal(&client("c"), &goal("g", 20.0), at(NOW)).await.unwrap();
        let sixty = Percentage::new(60.0).unwrap();
        let id = GoalId::new("g").unwrap();
        vault.update_goal_progress(&id, sixty, None, at(NOW), at(NOW)).await.unwrap();
        let window = Window::between(at("2024-01-01T00:00:00Z"), at(NOW));
        vault.progress_report(&client("c"), window, at(NOW), at(NOW)).await.unwrap()
    })
}

const RISING: [&str; 10] = [
    "very_negative",
    "very_negative",
    "negative",
    "negative",
    "neutral",
    "neutral",
    "positive",
    "positive",
    "very_positive",
    "very_positive",
];

#[test]
fn a_recovery_is_an_improvement_and_never_a_decline() {
    let report = report(RISING);
    assert_eq!(report.emotional_trends[0].trend_direction, Direction::Improving);
    assert_eq!(report.overall_trajectory, Trajectory::Improving);
    assert_eq!(report.sessions_count, 10);
}

#[test]
fn a_decline_is_a_decline() {
    let mut falling = RISING;
    falling.reverse();
    let report = report(falling);
    assert_eq!(report.emotional_trends[0].trend_direction, Direction::Declining);
    assert_eq!(report.overall_trajectory, Trajectory::Regressing);
}

#[test]
fn a_vault_opens_with_its_passphrase_and_with_no_other() {
    let (vault, stores) = new_vault();
    block_on(async {
        vault.log_session(&session("s", "c", NOW, "neutral"), true, at(NOW)).await.unwrap();
        drop(vault);
        let again = unlock(&stores, support::PASSPHRASE).await.unwrap();
        let id = SessionId::new("s").unwrap();
        assert_eq!(again.session(&id, at(NOW)).await.unwrap().session_id, id);
        let wrong = unlock(&stores, "not the passphrase").await.unwrap_err();
        assert_eq!(wrong, VaultError::WrongPassphrase);
    });
}

#[test]
fn a_second_try_is_harmless_and_another_session_cannot_take_the_id() {
    let (vault, _) = new_vault();
    block_on(async {
        let first = session("s", "c", NOW, "neutral");
        vault.log_session(&first, true, at(NOW)).await.unwrap();
        vault.log_session(&first, true, at(NOW)).await.unwrap();
        let other = session("s", "d", NOW, "neutral");
        let refused = vault.log_session(&other, true, at(NOW)).await;
        assert_eq!(refused, Err(VaultError::DuplicateId("session_id")));
        assert_eq!(vault.clients(at(NOW)).await.unwrap().len(), 1);
        let all = vault.sessions(&client("c"), Reading::default(), at(NOW)).await.unwrap();
        assert_eq!(all, [first]);
    });
}

#[test]
fn what_is_derived_always_agrees_with_the_journal() {
    let (vault, stores) = caseload_vault();
    block_on(async {
        let verdict = vault.verify(&|_, _| {}).await.unwrap();
        assert_eq!(verdict.damaged, []);
        assert!(verdict.records > 300);
        assert!(vault.audit_verdict().await.unwrap().intact);
        let again = unlock(&stores, support::PASSPHRASE).await.unwrap();
        assert_eq!(
            again.caseload(at(NOW), at(NOW)).await.unwrap().rows,
            vault.caseload(at(NOW), at(NOW)).await.unwrap().rows,
        );
    });
}

#[test]
fn sessions_come_newest_first_and_equal_instants_in_the_order_entered() {
    let (vault, _) = new_vault();
    block_on(async {
        let times = ["2024-02-01T10:00:00Z", "2024-01-01T10:00:00Z", "2024-02-01T11:00:00+01:00"];
        for (place, time) in times.iter().enumerate() {
            let session = session(&format!("s{place}"), "c", time, "neutral");
            vault.log_session(&session, true, at(NOW)).await.unwrap();
        }
        let all = vault.sessions(&client("c"), Reading::default(), at(NOW)).await.unwrap();
        let ids: Vec<&str> = all.iter().map(|session| session.session_id.as_str()).collect();
        assert_eq!(ids, ["s2", "s0", "s1"]);
    });
}

#[test]
fn an_amendment_keeps_the_earlier_text_and_counts_anew() {
    let (vault, _) = new_vault();
    block_on(async {
        vault.log_session(&session("s", "c", NOW, "negative"), true, at(NOW)).await.unwrap();
        let id = SessionId::new("s").unwrap();
        let changes = r#"{"emotional_state":"positive","timestamp":"2022-01-01T10:00:00Z"}"#;
        vault.amend_session(&id, changes, "wrong year", &0_i16, at(NOW)).await.unwrap();
        let revisions = vault.session_revisions(&id, at(NOW)).await.unwrap();
        let said: Vec<(u32, &str, i8)> = revisions
            .iter()
            .map(|one| (one.revision, one.reason.as_str(), one.session.emotional_state.score()))
            .collect();
        assert_eq!(said, [(2, "wrong year", 1), (1, "", -1)]);
        let row = vault.caseload(at(NOW), at(NOW)).await.unwrap().rows[0].clone();
        assert_eq!((row.sessions_count, row.sessions_90_days), (1, 0));
        assert_eq!(vault.verify(&|_, _| {}).await.unwrap().damaged, []);
    });
}

#[test]
fn an_amendment_needs_a_reason() {
    let (vault, _) = new_vault();
    block_on(async {
        vault.log_session(&session("s", "c", NOW, "negative"), true, at(NOW)).await.unwrap();
        let id = SessionId::new("s").unwrap();
        let refused = vault.amend_session(&id, "{}", " ", &0_i16, at(NOW)).await.unwrap_err();
        assert_eq!((refused.code(), refused.field()), ("invalid_field", Some("reason")));
    });
}

#[test]
fn a_goal_keeps_every_step_and_names_its_milestones() {
    let (vault, _) = new_vault();
    block_on(async {
        vault.create_goal(&client("c"), &goal("g", 10.0), at(NOW)).await.unwrap();
        let id = GoalId::new("g").unwrap();
        for percent in [25.0, 20.0, 100.0] {
            let percent = Percentage::new(percent).unwrap();
            let notes = Some(format!("at {}", percent.value()));
            vault.update_goal_progress(&id, percent, notes, at(NOW), at(NOW)).await.unwrap();
        }
        vault.add_milestone(&client("c"), &milestone("m", "g"), true, at(NOW)).await.unwrap();
        let history = vault.goal_history(&id, at(NOW)).await.unwrap();
        let percents: Vec<f64> =
            history.iter().map(|entry| entry.completion_percentage.value()).collect();
        assert_eq!(percents, [10.0, 25.0, 20.0, 100.0]);
        assert_eq!(vault.goals(&client("c"), true, false, at(NOW)).await.unwrap(), []);
        let goals = vault.goals(&client("c"), false, false, at(NOW)).await.unwrap();
        assert_eq!(goals[0].milestones[0].as_str(), "m");
        assert_eq!(goals[0].notes, "at 100");
        let missing = GoalId::new("h").unwrap();
        let zero = Percentage::default();
        let refused = vault.update_goal_progress(&missing, zero, None, at(NOW), at(NOW)).await;
        assert_eq!(refused.unwrap_err(), VaultError::NotFound("goal_id"));
    });
}

#[test]
fn numbers_as_of_an_earlier_day_leave_out_what_came_later() {
    let (vault, _) = caseload_vault();
    block_on(async {
        let then = at("2023-01-01T00:00:00Z");
        let caseload = vault.caseload(then, at(NOW)).await.unwrap();
        let rows = &caseload.rows;
        assert!(rows.iter().all(|row| row.last_session.is_none_or(|last| last <= then)));
        let now = vault.summary(None, at(NOW), at(NOW)).await.unwrap();
        let earlier = vault.summary(None, then, at(NOW)).await.unwrap();
        assert!(earlier.sessions_count < now.sessions_count);
        let counted: u32 = rows.iter().map(|row| row.sessions_count).sum();
        assert_eq!(u64::from(counted), earlier.sessions_count);
    });
}

/// Eight sessions over two years, each with its own traits: the even ones used `CBT` and raised a
/// flag, every third worked on the goal `g`.
fn varied(place: usize) -> Session {
    let states = ["negative", "neutral", "positive", "neutral"];
    let time = format!("202{}-0{}-10T10:00:00Z", 2 + place / 4, 1 + place);
    let even = place.is_multiple_of(2);
    let flags = if even { vec!["risk".to_owned()] } else { Vec::new() };
    let worked_on = place.is_multiple_of(3).then(|| GoalId::new("g").unwrap());
    Session {
        techniques_used: vec![if even { "CBT" } else { "CBT-I" }.to_owned()],
        crisis_flags: flags,
        therapeutic_goals: worked_on.into_iter().collect(),
        ..session(&format!("s{place}"), "c", &time, states[place % 4])
    }
}

#[test]
fn sessions_are_chosen_by_what_the_timeline_knows() {
    let (vault, _) = new_vault();
    block_on(async {
        for place in [5, 0, 7, 2, 1, 6, 3, 4] {
            vault.log_session(&varied(place), true, at(NOW)).await.unwrap();
        }
        let chosen = async |reading: Reading| -> Vec<String> {
            let found = vault.sessions(&client("c"), reading, at(NOW)).await.unwrap();
            found.into_iter().map(|session| session.session_id.into()).collect()
        };
        let all = Reading::default;
        let technique = |name: &str| Some(name.to_owned());
        let states = vec![EmotionalState::Negative, EmotionalState::Positive];
        assert_eq!(chosen(Reading { states, ..all() }).await, ["s6", "s4", "s2", "s0"]);
        let cbt = Reading { technique: technique("CBT"), ..all() };
        assert_eq!(chosen(cbt).await, ["s6", "s4", "s2", "s0"]);
        let lower_case = Reading { technique: technique("cbt"), ..all() };
        assert!(chosen(lower_case).await.is_empty());
        let goal = Some(GoalId::new("g").unwrap());
        let of_goal = Reading { goal: goal.clone(), ..all() };
        assert_eq!(chosen(of_goal).await, ["s6", "s3", "s0"]);
        let calm = Reading { flagged: Some(false), offset: 1, limit: Some(2), ..all() };
        assert_eq!(chosen(calm).await, ["s5", "s3"]);
        let window = Window::between(at("2022-02-01T00:00:00Z"), at("2023-06-01T00:00:00Z"));
        let both = Reading { window, flagged: Some(false), goal, ..all() };
        assert_eq!(chosen(both).await, ["s3"]);
        assert!(chosen(Reading { offset: 8, ..all() }).await.is_empty());
    });
}

#[test]
fn neither_a_filter_nor_the_timeline_opens_what_it_leaves_out() {
    let (vault, stores) = new_vault();
    block_on(async {
        vault.create_goal(&client("c"), &goal("g", 20.0), at(NOW)).await.unwrap();
        vault.log_session(&varied(1), true, at(NOW)).await.unwrap();
        let sound = stores.rows(Table::Journal);
        vault.log_session(&varied(2), true, at(NOW)).await.unwrap();
        let damaged: Vec<_> = stores.changed(Table::Journal, &sound).iter().map(flipped).collect();
        stores.put(Table::Journal, &damaged);
        let again = unlock(&stores, support::PASSPHRASE).await.unwrap();
        let calm = Reading { flagged: Some(false), ..Reading::default() };
        let found = again.sessions(&client("c"), calm, at(NOW)).await.unwrap();
        assert_eq!(found, [varied(1)]);
        let whole = again.sessions(&client("c"), Reading::default(), at(NOW)).await;
        assert_eq!(whole.unwrap_err(), VaultError::CorruptRecord);
        let journal: Vec<_> = stores.rows(Table::Journal).iter().map(flipped).collect();
        stores.put(Table::Journal, &journal);
        let again = unlock(&stores, support::PASSPHRASE).await.unwrap();
        let facts = again.session_facts(&client("c"), Window::ALL, at(NOW)).await.unwrap();
        let told: Vec<_> =
            facts.iter().map(|fact| (fact.at, fact.state.score(), fact.crisis_flags)).collect();
        let expected = [(at("2022-02-10T10:00:00Z"), 0, 0), (at("2022-03-10T10:00:00Z"), 1, 1)];
        assert_eq!(told, expected);
    });
}

#[test]
fn a_caseload_is_remembered_until_a_session_is_90_days_old_or_something_is_written() {
    let (vault, _) = new_vault();
    block_on(async {
        let log = async |id| {
            let session = session(id, "c", "2024-05-30T10:00:00Z", "positive");
            vault.log_session(&session, true, at(NOW)).await.unwrap();
        };
        let ask = async |as_of| vault.caseload(at(as_of), at(NOW)).await.unwrap();
        log("one").await;
        let first = ask("2024-06-01T12:00:00Z").await;
        let on_the_90th_day = ask("2024-08-28T10:00:00Z").await;
        assert!(Rc::ptr_eq(&first, &on_the_90th_day));
        assert_eq!(first.rows[0].sessions_90_days, 1);
        let a_moment_later = ask("2024-08-28T10:00:00.001Z").await;
        assert_eq!(a_moment_later.rows[0].sessions_90_days, 0);
        assert_eq!(ask("2024-05-30T10:00:00Z").await.rows[0].sessions_90_days, 1);
        log("two").await;
        assert_eq!(ask("2024-05-30T10:00:00Z").await.rows[0].sessions_90_days, 2);
    });
}
