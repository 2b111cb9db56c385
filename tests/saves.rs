//! Stories of a session saved together with its progress, and of a save that is taken back.
#![cfg(not(target_arch = "wasm32"))]

mod support;

use pollster::block_on;
use support::saved::{
    NOW, THEN, actions, changes, client, id, ids, logged, percents, progress, saved, the_goal,
    whole,
};
use support::{at, goal, session, unlock};
use therapeutic_progress_tracker::domain::{GoalId, Percentage, PlanChanges, Window};
use therapeutic_progress_tracker::vault::VaultError;

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
