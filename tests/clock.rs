//! A clock that is set back: what is written keeps its order, and nothing that is counted suffers.
#![cfg(not(target_arch = "wasm32"))]

mod support;

use pollster::block_on;
use support::saved::{changes, client, id, ids, percents, the_goal, whole};
use support::{PASSPHRASE, at, goal, new_vault, session, unlock};
use therapeutic_progress_tracker::domain::{GoalId, Percentage, Window};

const BEFORE: &str = "2024-06-01T12:00:00Z";
/// A year earlier, by a clock that lost its battery.
const SET_BACK: &str = "2023-06-01T12:00:00Z";

#[test]
fn a_clock_set_back_a_year_harms_neither_the_records_nor_the_log() {
    block_on(async {
        let (vault, stores) = new_vault();
        vault.create_goal(&client(), &goal("g", 20.0), at(BEFORE)).await.unwrap();
        let one = session("one", "c", "2024-05-30T10:00:00Z", "negative");
        vault.log_session(&one, true, at(BEFORE)).await.unwrap();

        let now = at(SET_BACK);
        let two = session("two", "c", SET_BACK, "positive");
        let further = changes(r#"{"goal_progress":[{"goal_id":"g","completion_percentage":40}]}"#);
        vault.save_session(&two, &further, true, now).await.unwrap();
        let corrected = r#"{"progress_notes":"corrected"}"#;
        vault.amend_session(&id("one"), corrected, "a slip", &0_i16, now).await.unwrap();
        let percent = Percentage::new(70.0).unwrap();
        let goal = GoalId::new("g").unwrap();
        vault.update_goal_progress(&goal, percent, None, now, now).await.unwrap();
        vault.strike_session(&id("two"), "wrong client", now).await.unwrap();
        vault.restore_session(&id("two"), now).await.unwrap();

        for vault in [&vault, &unlock(&stores, PASSPHRASE).await.unwrap()] {
            // Sessions go by the time that they bear, all else by the order of entry.
            assert_eq!(ids(vault).await, ["one", "two"]);
            assert_eq!(percents(vault).await, [20.0, 40.0, 70.0]);
            assert_eq!(the_goal(vault).await.completion_percentage.value(), 70.0);
            let revisions = vault.session_revisions(&id("one"), now).await.unwrap();
            let saved: Vec<u32> = revisions.iter().map(|one| one.revision).collect();
            assert_eq!(saved, [2, 1]);
            let lines = vault.audit_lines(None, None, now).await.unwrap();
            let numbers: Vec<u64> = lines.iter().rev().map(|line| line.sequence).collect();
            assert_eq!(numbers, (1..=lines.len() as u64).collect::<Vec<_>>());
            let year = Window::between(at("2023-06-02T00:00:00Z"), at(BEFORE));
            let report = vault.progress_report(&client(), year, now, now).await.unwrap();
            assert_eq!(report.sessions_count, 1);
            let to_now = Window::between(at("2022-06-01T00:00:00Z"), now);
            let report = vault.progress_report(&client(), to_now, now, now).await.unwrap();
            assert_eq!(report.sessions_count, 1);
            assert_eq!(vault.caseload(now, now).await.unwrap().rows[0].sessions_count, 1);
            assert_eq!(vault.summary(None, now, now).await.unwrap().sessions_count, 1);
            whole(vault).await;
        }
        // Set right again, the clock finds everything.
        let vault = unlock(&stores, PASSPHRASE).await.unwrap();
        let later = at("2024-06-02T12:00:00Z");
        let three = session("three", "c", "2024-06-02T10:00:00Z", "neutral");
        vault.log_session(&three, true, later).await.unwrap();
        assert_eq!(vault.caseload(later, later).await.unwrap().rows[0].sessions_count, 3);
        whole(&vault).await;
    });
}
