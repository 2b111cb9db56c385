//! Stories of a session that is struck out: left out of everything, restored, carried over.
#![cfg(not(target_arch = "wasm32"))]

mod support;

use pollster::block_on;
use support::saved::{NOW, client, export, id, ids, import, logged, saved, whole};
use support::{at, new_vault, unlock};
use therapeutic_progress_tracker::domain::Window;
use therapeutic_progress_tracker::store::Table;
use therapeutic_progress_tracker::vault::VaultError;

#[test]
fn a_session_struck_out_leaves_every_list_and_count() {
    block_on(async {
        let (vault, stores) = saved().await;
        vault.strike_session(&id("s"), "wrong client", at(NOW)).await.unwrap();
        vault.strike_session(&id("s"), "again", at(NOW)).await.unwrap();
        for vault in [&vault, &unlock(&stores, support::PASSPHRASE).await.unwrap()] {
            assert_eq!(ids(vault).await, ["first"]);
            let row = vault.caseload(at(NOW), at(NOW)).await.unwrap().rows[0].clone();
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

#[test]
fn a_box_from_before_the_strike_does_not_bring_the_session_back() {
    block_on(async {
        let (vault, stores) = saved().await;
        let before = stores.rows(Table::Journal);
        vault.strike_session(&id("s"), "wrong client", at(NOW)).await.unwrap();
        let after = stores.rows(Table::Journal);
        let old = before.iter().find(|row| {
            let now = after.iter().find(|there| there.key == row.key);
            now.is_some_and(|now| now.sealed != row.sealed)
        });
        stores.put(Table::Journal, &[old.unwrap().clone()]);
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
        for row in stores.rows(Table::Catalogue) {
            stores.remove(Table::Catalogue, &row.key);
        }
        let again = unlock(&stores, support::PASSPHRASE).await.unwrap();
        assert_eq!(ids(&again).await, ["first"]);
        assert_eq!(again.session(&id("s"), at(NOW)).await.unwrap(), logged());
        whole(&again).await;
    });
}
