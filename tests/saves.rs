//! Stories of a save with all that belongs to it: taken back, struck out, restored, carried over.
#![cfg(not(target_arch = "wasm32"))]
#![expect(clippy::unwrap_used, reason = "a story that goes wrong must fail")]

mod support;

use pollster::block_on;
use support::{Stores, TestVault, at, goal, new_vault, session, unlock};
use therapeutic_progress_tracker::crypto::{FileWrapKey, Passphrase, scrypt_wrap_key};
use therapeutic_progress_tracker::domain::{
    ClientId, Goal, GoalId, Json, Percentage, PlanChanges, Session, SessionId, Window,
};
use therapeutic_progress_tracker::store::{Access, Query, Row, Store, Table, Transaction};
use therapeutic_progress_tracker::transfer::age::Locked;
use therapeutic_progress_tracker::vault::{ExportKey, MergeOutcome, Reading, VaultError};

const NOW: &str = "2024-06-01T12:00:00Z";
const THEN: &str = "2024-05-20T10:00:00Z";

fn client() -> ClientId {
    ClientId::new("c").unwrap()
}

fn id(text: &str) -> SessionId {
    SessionId::new(text).unwrap()
}

fn changes(json: &str) -> PlanChanges {
    PlanChanges::read(json, at(THEN), &0_i16).unwrap()
}

/// Progress on the goal `g`, and the milestone `m` on the way to it.
fn progress() -> PlanChanges {
    changes(
        r#"{"goal_progress":[{"goal_id":"g","completion_percentage":60,"notes":"further"}],
        "milestones":[{"milestone_id":"m","goal_id":"g","description":"a night"}]}"#,
    )
}

fn logged() -> Session {
    session("s", "c", THEN, "negative")
}

/// A vault whose client has a goal and one session, with a second one saved with its progress.
async fn saved() -> (TestVault, Stores) {
    let (vault, stores) = new_vault();
    vault.create_goal(&client(), &goal("g", 20.0), at(NOW)).await.unwrap();
    let first = session("first", "c", "2024-05-01T10:00:00Z", "positive");
    vault.log_session(&first, true, at(NOW)).await.unwrap();
    vault.save_session(&logged(), &progress(), true, at(NOW)).await.unwrap();
    (vault, stores)
}

async fn ids(vault: &TestVault) -> Vec<String> {
    let sessions = vault.sessions(&client(), Reading::default(), at(NOW)).await.unwrap();
    sessions.into_iter().map(|session| session.session_id.into()).collect()
}

async fn the_goal(vault: &TestVault) -> Goal {
    vault.goals(&client(), false, false, at(NOW)).await.unwrap().remove(0)
}

async fn percents(vault: &TestVault) -> Vec<f64> {
    let history = vault.goal_history(&GoalId::new("g").unwrap(), at(NOW)).await.unwrap();
    history.iter().map(|entry| entry.completion_percentage.value()).collect()
}

/// Names of the newest actions in the log, oldest first.
async fn actions(vault: &TestVault, count: usize) -> Vec<&'static str> {
    let lines = vault.audit_lines(None, Some(count), at(NOW)).await.unwrap();
    lines.iter().rev().map(|line| line.action.name()).collect()
}

async fn whole(vault: &TestVault) {
    assert_eq!(vault.verify(&|_, _| {}).await.unwrap().damaged, []);
    assert!(vault.audit_verdict().await.unwrap().intact);
}

fn file_key() -> FileWrapKey {
    scrypt_wrap_key(&Passphrase::new("file passphrase".into()), &[3; 16], 1).unwrap()
}

async fn export(vault: &TestVault) -> Vec<u8> {
    let key = ExportKey { key: file_key(), salt: [3; 16], log_n: 1 };
    vault.export(None, &key, &|_, _| {}, &0_i16, at(NOW)).await.unwrap().file
}

async fn import(vault: &TestVault, file: &[u8]) -> MergeOutcome {
    let locked = Locked::parse(file).unwrap();
    vault.import_history(&locked, &file_key(), &|_, _| {}, &0_i16, at(NOW)).await.unwrap()
}

#[test]
fn a_session_lands_with_its_progress_and_its_milestone() {
    block_on(async {
        let (vault, _) = saved().await;
        let logged = ["session_logged", "goal_updated", "milestone_added"];
        assert_eq!(actions(&vault, 3).await, logged);
        let goal = the_goal(&vault).await;
        assert_eq!((goal.completion_percentage.value(), goal.notes.as_str()), (60.0, "further"));
        assert_eq!(goal.milestones.len(), 1);
        assert_eq!(percents(&vault).await, [20.0, 60.0]);
        let milestones = vault.milestones(&client(), Window::default(), false, at(NOW)).await;
        assert_eq!(milestones.unwrap()[0].achieved_date.first(), at(THEN));
        whole(&vault).await;
    });
}

#[test]
fn a_second_try_of_a_save_is_harmless_and_another_one_is_refused() {
    block_on(async {
        let (vault, _) = saved().await;
        vault.save_session(&logged(), &progress(), true, at(NOW)).await.unwrap();
        let undated = session("s", "c", "2024-05-20T10:00:07Z", "negative");
        let later = PlanChanges::read(
            r#"{"milestones":[{"milestone_id":"m","goal_id":"g","description":"a night"}]}"#,
            undated.timestamp,
            &0_i16,
        );
        vault.save_session(&undated, &later.unwrap(), false, at(NOW)).await.unwrap();
        assert_eq!(percents(&vault).await, [20.0, 60.0]);
        let other = changes(r#"{"goal_progress":[{"goal_id":"g","completion_percentage":61}]}"#);
        let refused = vault.save_session(&logged(), &other, true, at(NOW)).await;
        assert_eq!(refused, Err(VaultError::DuplicateId("session_id")));
    });
}

#[test]
fn nothing_of_a_save_is_written_where_one_part_is_refused() {
    block_on(async {
        let (vault, _) = saved().await;
        let next = session("next", "c", NOW, "neutral");
        let step = r#"{"goal_id":"g","completion_percentage":80}"#;
        let wrong = [
            (
                format!(
                    r#"{{"goal_progress":[{step}],"milestones":[
                    {{"milestone_id":"n","goal_id":"g","description":"d"}},
                    {{"milestone_id":"m","goal_id":"g","description":"d"}}]}}"#
                ),
                ("duplicate_id", Some("milestones[1].milestone_id")),
            ),
            (
                format!(
                    r#"{{"goal_progress":[{step},{{"goal_id":"x","completion_percentage":1}}]}}"#
                ),
                ("not_found", Some("goal_progress[1].goal_id")),
            ),
        ];
        for (json, expected) in wrong {
            let refused = vault.save_session(&next, &changes(&json), true, at(NOW)).await;
            let error = refused.unwrap_err();
            assert_eq!((error.code(), error.field()), expected);
            assert_eq!(ids(&vault).await, ["s", "first"]);
            assert_eq!(percents(&vault).await, [20.0, 60.0]);
        }
        whole(&vault).await;
    });
}

#[test]
fn a_goal_of_another_client_takes_no_progress() {
    block_on(async {
        let (vault, _) = saved().await;
        let other = session("t", "d", THEN, "neutral");
        let error = vault.save_session(&other, &progress(), true, at(NOW)).await.unwrap_err();
        assert_eq!(error.field(), Some("milestones[0].milestone_id"));
        let step = changes(r#"{"goal_progress":[{"goal_id":"g","completion_percentage":1}]}"#);
        let error = vault.save_session(&other, &step, true, at(NOW)).await.unwrap_err();
        assert_eq!(error.field(), Some("goal_progress[0].goal_id"));
        assert_eq!(vault.clients(at(NOW)).await.unwrap().len(), 1);
    });
}

#[test]
fn a_session_struck_out_leaves_every_list_and_count() {
    block_on(async {
        let (vault, stores) = saved().await;
        vault.strike_session(&id("s"), "wrong client", at(NOW)).await.unwrap();
        vault.strike_session(&id("s"), "again", at(NOW)).await.unwrap();
        for vault in [&vault, &unlock(&stores, support::PASSPHRASE).await.unwrap()] {
            assert_eq!(ids(vault).await, ["first"]);
            let row = vault.caseload(at(NOW), at(NOW)).await.unwrap().remove(0);
            assert_eq!((row.sessions_count, row.recent_scores.as_slice()), (1, &[1][..]));
            let fold = |text: &str| text.to_lowercase();
            let found = vault.search_sessions("notes", None, None, &fold, at(NOW)).await.unwrap();
            assert_eq!(found.len(), 1);
            let window = Window::between(at("2024-01-01T00:00:00Z"), at(NOW));
            let report = vault.progress_report(&client(), window, at(NOW), at(NOW)).await.unwrap();
            assert_eq!(report.sessions_count, 1);
            whole(vault).await;
        }
        assert_eq!(vault.session(&id("s"), at(NOW)).await.unwrap(), logged());
        let revisions = vault.session_revisions(&id("s"), at(NOW)).await.unwrap();
        let said: Vec<(u32, bool, &str)> =
            revisions.iter().map(|one| (one.revision, one.struck, one.reason.as_str())).collect();
        assert_eq!(said, [(2, true, "wrong client"), (1, false, "")]);
    });
}

#[test]
fn what_is_struck_out_can_be_restored_but_not_amended_or_logged_anew() {
    block_on(async {
        let (vault, _) = saved().await;
        vault.strike_session(&id("s"), "wrong client", at(NOW)).await.unwrap();
        let amended = vault.amend_session(&id("s"), "{}", "why", &0_i16, at(NOW)).await;
        assert_eq!(amended.unwrap_err().field(), Some("session_id"));
        let again = vault.log_session(&logged(), true, at(NOW)).await;
        assert_eq!(again, Err(VaultError::DuplicateId("session_id")));
        vault.restore_session(&id("s"), at(NOW)).await.unwrap();
        vault.restore_session(&id("s"), at(NOW)).await.unwrap();
        assert_eq!(ids(&vault).await, ["s", "first"]);
        assert_eq!(vault.session_revisions(&id("s"), at(NOW)).await.unwrap().len(), 3);
        let changed = r#"{"timestamp":"2022-01-01T10:00:00Z"}"#;
        vault.amend_session(&id("s"), changed, "wrong year", &0_i16, at(NOW)).await.unwrap();
        assert_eq!(ids(&vault).await, ["first", "s"]);
        whole(&vault).await;
        let missing = vault.strike_session(&id("x"), "why", at(NOW)).await;
        assert_eq!(missing, Err(VaultError::NotFound("session_id")));
        let blank = vault.strike_session(&id("s"), " ", at(NOW)).await.unwrap_err();
        assert_eq!(blank.field(), Some("reason"));
    });
}

#[test]
fn an_undone_save_leaves_everything_as_it_was_before() {
    block_on(async {
        let (vault, _) = saved().await;
        vault.undo_save(&id("s"), at(NOW)).await.unwrap();
        let undone = ["session_struck", "goal_updated", "milestone_removed"];
        assert_eq!(actions(&vault, 3).await, undone);
        assert_eq!(ids(&vault).await, ["first"]);
        assert_eq!(the_goal(&vault).await, goal("g", 20.0));
        assert_eq!(percents(&vault).await, [20.0]);
        let summary = vault.summary(None, at(NOW), at(NOW)).await.unwrap();
        assert_eq!((summary.milestones_count, summary.sessions_count), (0, 1));
        let revisions = vault.session_revisions(&id("s"), at(NOW)).await.unwrap();
        assert_eq!((revisions[0].struck, revisions[0].reason.as_str()), (true, "undone"));
        whole(&vault).await;
        let again = session("s2", "c", THEN, "negative");
        vault.save_session(&again, &progress(), true, at(NOW)).await.unwrap();
        assert_eq!(percents(&vault).await, [20.0, 60.0]);
        whole(&vault).await;
    });
}

#[test]
fn only_the_last_save_of_this_unlocked_vault_can_be_undone() {
    block_on(async {
        let (vault, stores) = saved().await;
        let not_found = Err(VaultError::NotFound("session_id"));
        let other = unlock(&stores, support::PASSPHRASE).await.unwrap();
        assert_eq!(other.undo_save(&id("s"), at(NOW)).await, not_found);
        assert_eq!(vault.undo_save(&id("first"), at(NOW)).await, not_found);
        vault.undo_save(&id("s"), at(NOW)).await.unwrap();
        assert_eq!(vault.undo_save(&id("s"), at(NOW)).await, not_found);
        for text in ["x", "y"] {
            let next = session(text, "c", NOW, "neutral");
            vault.log_session(&next, true, at(NOW)).await.unwrap();
        }
        assert_eq!(vault.undo_save(&id("x"), at(NOW)).await, not_found);
        vault.undo_save(&id("y"), at(NOW)).await.unwrap();
        assert_eq!(ids(&vault).await, ["x", "first"]);
    });
}

#[test]
fn an_undone_save_leaves_alone_a_goal_that_has_changed_since() {
    block_on(async {
        let (vault, _) = saved().await;
        let (id_of_goal, percent) = (GoalId::new("g").unwrap(), Percentage::new(70.0).unwrap());
        vault.update_goal_progress(&id_of_goal, percent, None, at(NOW), at(NOW)).await.unwrap();
        vault.undo_save(&id("s"), at(NOW)).await.unwrap();
        let goal = the_goal(&vault).await;
        assert_eq!((goal.completion_percentage.value(), goal.milestones), (70.0, vec![]));
        assert_eq!(percents(&vault).await, [20.0, 60.0, 70.0]);
        whole(&vault).await;
    });
}

#[test]
fn a_history_file_carries_what_is_struck_out() {
    block_on(async {
        let (vault, _) = saved().await;
        let before = export(&vault).await;
        vault.strike_session(&id("s"), "wrong client", at(NOW)).await.unwrap();
        let after = export(&vault).await;
        assert_eq!(import(&vault, &before).await.added, 0);
        assert_eq!(ids(&vault).await, ["first"]);

        let (fresh, _) = new_vault();
        let outcome = import(&fresh, &after).await;
        assert_eq!((outcome.sessions, outcome.added, outcome.conflicts), (2, 4, 0));
        assert_eq!(ids(&fresh).await, ["first"]);
        assert_eq!(import(&fresh, &after).await.added, 0);
        let revisions = fresh.session_revisions(&id("s"), at(NOW)).await.unwrap();
        assert_eq!((revisions.len(), revisions[0].struck), (2, true));
        whole(&fresh).await;

        let (older, _) = new_vault();
        import(&older, &before).await;
        assert_eq!(ids(&older).await, ["s", "first"]);
        assert_eq!(import(&older, &after).await.added, 1);
        assert_eq!(ids(&older).await, ["first"]);
        whole(&older).await;
    });
}

#[test]
fn a_session_restored_and_amended_is_carried_with_its_strike() {
    block_on(async {
        let (vault, _) = saved().await;
        vault.strike_session(&id("s"), "wrong client", at(NOW)).await.unwrap();
        let struck = export(&vault).await;
        vault.restore_session(&id("s"), at(NOW)).await.unwrap();
        let restored = export(&vault).await;
        let (fresh, _) = new_vault();
        import(&fresh, &struck).await;
        assert_eq!(import(&fresh, &restored).await.added, 1);
        assert_eq!(ids(&fresh).await, ["s", "first"]);
        let revisions = fresh.session_revisions(&id("s"), at(NOW)).await.unwrap();
        let struck: Vec<bool> = revisions.iter().map(|one| one.struck).collect();
        assert_eq!(struck, [false, true, false]);
        whole(&fresh).await;
    });
}

async fn journal(stores: &Stores) -> Vec<Row> {
    let tx = stores.records.begin(&[Table::Journal], Access::Read).unwrap();
    tx.read(&[Query::All(Table::Journal)]).await.unwrap().remove(0)
}

#[test]
fn a_box_from_before_the_strike_does_not_bring_the_session_back() {
    block_on(async {
        let (vault, stores) = saved().await;
        let before = journal(&stores).await;
        vault.strike_session(&id("s"), "wrong client", at(NOW)).await.unwrap();
        let after = journal(&stores).await;
        let old = before.iter().find(|row| {
            let now = after.iter().find(|there| there.key == row.key);
            now.is_some_and(|now| now.sealed != row.sealed)
        });
        let tx = stores.records.begin(&[Table::Journal], Access::Write).unwrap();
        tx.put(Table::Journal, old.unwrap()).unwrap();
        tx.commit().await.unwrap();
        let again = unlock(&stores, support::PASSPHRASE).await.unwrap();
        assert_eq!(again.session(&id("s"), at(NOW)).await, Err(VaultError::CorruptRecord));
        assert_eq!(ids(&again).await, ["first"]);
        assert_eq!(again.verify(&|_, _| {}).await.unwrap().damaged.len(), 1);
    });
}

#[test]
fn a_damaged_catalogue_is_rebuilt_with_what_is_struck_out() {
    block_on(async {
        let (vault, stores) = saved().await;
        vault.strike_session(&id("s"), "wrong client", at(NOW)).await.unwrap();
        let tx = stores.records.begin(&[Table::Catalogue], Access::Write).unwrap();
        tx.clear(Table::Catalogue).unwrap();
        tx.commit().await.unwrap();
        let again = unlock(&stores, support::PASSPHRASE).await.unwrap();
        assert_eq!(ids(&again).await, ["first"]);
        assert_eq!(again.session(&id("s"), at(NOW)).await.unwrap(), logged());
        whole(&again).await;
    });
}

#[test]
fn settings_are_one_object_of_the_whole_practice() {
    let (vault, stores) = new_vault();
    block_on(async {
        assert_eq!(vault.settings().await.unwrap().as_str(), "{}");
        let settings = Json::new(r#"{"minutes":10,"templates":["SOAP"]}"#).unwrap();
        vault.save_settings(settings.clone(), at(NOW)).await.unwrap();
        assert_eq!(actions(&vault, 1).await, ["settings_saved"]);
        let again = unlock(&stores, support::PASSPHRASE).await.unwrap();
        assert_eq!(again.settings().await.unwrap(), settings);
        let long = format!(r#"{{"a":"{}"}}"#, "x".repeat(64 * 1024));
        for wrong in ["[]", "1", "null", &long] {
            let refused = vault.save_settings(Json::new(wrong).unwrap(), at(NOW)).await;
            assert_eq!(refused.unwrap_err().field(), Some("settings"));
        }
        assert_eq!(vault.settings().await.unwrap(), settings);
    });
}

#[test]
fn the_vocabulary_is_what_the_latest_sessions_used() {
    let (vault, _) = new_vault();
    block_on(async {
        let used = |number: u32, json: serde_json::Value| {
            let mut session = serde_json::json!({
                "session_id": format!("s{number}"), "client_id": format!("c{}", number % 2),
                "emotional_state": "neutral", "timestamp": format!("2024-03-{number:02}T10:00:00Z"),
            });
            session.as_object_mut().unwrap().extend(json.as_object().unwrap().clone());
            Session::read(&session.to_string(), at(NOW), &0_i16).unwrap()
        };
        let techniques = |names: &[&str]| serde_json::json!({ "techniques_used": names });
        let sessions = [
            used(1, techniques(&["exposure"])),
            used(2, techniques(&["grounding", "exposure "])),
            used(
                3,
                serde_json::json!({ "crisis_flags": ["risk"], "homework_assigned": " diary " }),
            ),
            used(4, serde_json::json!({ "homework_assigned": "x".repeat(121) })),
        ];
        for session in &sessions {
            vault.log_session(session, true, at(NOW)).await.unwrap();
        }
        let words = vault.vocabulary(at(NOW)).await.unwrap();
        assert_eq!(words.techniques, ["exposure", "grounding"]);
        assert_eq!(
            (words.crisis_flags, words.homework),
            (vec!["risk".into()], vec!["diary".into()])
        );
        assert_eq!(actions(&vault, 1).await, ["vocabulary_read"]);
        vault.strike_session(&id("s3"), "wrong client", at(NOW)).await.unwrap();
        assert!(vault.vocabulary(at(NOW)).await.unwrap().homework.is_empty());
    });
}
