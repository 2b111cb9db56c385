//! Stories of deletions that meet signatures, folds and psychotherapy notes.
#![cfg(not(target_arch = "wasm32"))]
#![expect(clippy::unwrap_used, reason = "a story that goes wrong must fail")]

mod support;

use pollster::block_on;
use support::files::{key_rows, whole};
use support::{PASSPHRASE, Stores, TestVault, at, new_vault, session, unlock};
use therapeutic_progress_tracker::domain::{ClientId, Moment, SessionId};
use therapeutic_progress_tracker::store::{Row, Table};
use therapeutic_progress_tracker::vault::{Reading, Signing, VaultError};

/// Enough sessions that most of them are folded.
const MANY: usize = 150;

fn now() -> Moment {
    at("2024-06-01T12:00:00Z")
}

fn client(text: &str) -> ClientId {
    ClientId::new(text).unwrap()
}

fn id(text: &str) -> SessionId {
    SessionId::new(text).unwrap()
}

async fn log(vault: &TestVault, client: &str, sessions: usize) {
    for place in 0..sessions {
        let (year, month, day) = (2021 + place / 336, 1 + place / 28 % 12, 1 + place % 28);
        let time = format!("{year}-{month:02}-{day:02}T10:00:00Z");
        let session = session(&format!("{client}{place}"), client, &time, "neutral");
        vault.log_session(&session, true, now()).await.unwrap();
    }
}

async fn count(vault: &TestVault, of: &str) -> usize {
    vault.sessions(&client(of), Reading::default(), now()).await.unwrap().len()
}

async fn delete(vault: &TestVault, of: &str) -> serde_json::Value {
    let done = vault.delete_client(&client(of), "past the period", false, now()).await.unwrap();
    serde_json::from_str(&done.to_json()).unwrap()
}

fn keys(stores: &Stores) -> Vec<Row> {
    let rows = key_rows(stores);
    // One byte says that destroyed keys are to be erased.
    rows.into_iter().filter(|row| row.sealed.len() > 1).collect()
}

#[test]
fn notes_signed_sessions_and_folds_go_too_with_both_keys_and_are_counted() {
    let (vault, stores) = new_vault();
    block_on(async {
        log(&vault, "b", 2).await;
        vault.save_notes(&id("b0"), "of another", now()).await.unwrap();
        let (kept, journal) = (keys(&stores), stores.rows(Table::Journal));
        log(&vault, "a", MANY).await;
        assert_eq!(vault.fold_some(now()).await, Ok(true));
        vault.sign_session(&id("a149"), &Signing::default(), now()).await.unwrap();
        for text in ["first", "second"] {
            vault.save_notes(&id("a3"), text, now()).await.unwrap();
        }
        assert_eq!(keys(&stores).len(), kept.len() + 2);
        let certificate = delete(&vault, "a").await;
        // The sessions, two texts, the client's own record.
        assert_eq!(certificate["records"], MANY + 2 + 1);
        assert_eq!((keys(&stores), stores.rows(Table::Journal)), (kept, journal));
        for vault in [vault, unlock(&stores, PASSPHRASE).await.unwrap()] {
            assert_eq!((count(&vault, "a").await, count(&vault, "b").await), (0, 2));
            let notes = vault.notes(&id("b0"), now()).await.unwrap();
            assert_eq!(notes.unwrap().text, "of another");
            assert_eq!(
                vault.notes(&id("a3"), now()).await,
                Err(VaultError::NotFound("session_id"))
            );
            whole(&vault).await;
        }
    });
}

#[test]
fn a_tab_that_missed_a_deletion_and_a_return_seals_no_notes_under_the_destroyed_key() {
    let (vault, stores) = new_vault();
    block_on(async {
        log(&vault, "a", 1).await;
        vault.save_notes(&id("a0"), "before", now()).await.unwrap();
        let late = unlock(&stores, PASSPHRASE).await.unwrap();
        assert!(late.notes(&id("a0"), now()).await.unwrap().is_some());
        let before = keys(&stores);
        delete(&vault, "a").await;
        assert_eq!(
            late.save_notes(&id("a0"), "late", now()).await,
            Err(VaultError::NotFound("session_id"))
        );
        log(&vault, "a", 1).await;
        let refused = late.save_notes(&id("a0"), "late", now()).await;
        assert_eq!(refused, Err(VaultError::NotFound("client_id")));
        assert_eq!(late.save_notes(&id("a0"), "anew", now()).await, Ok(1));
        let after = keys(&stores);
        assert_eq!(after.len(), before.len());
        assert_eq!(after.iter().filter(|row| !before.contains(row)).count(), 2);
        for vault in [vault, late, unlock(&stores, PASSPHRASE).await.unwrap()] {
            let notes = vault.notes_history(&id("a0"), now()).await.unwrap();
            assert_eq!(notes.iter().map(|one| one.text.as_str()).collect::<Vec<_>>(), ["anew"]);
            whole(&vault).await;
        }
    });
}

#[test]
fn folding_passes_over_clients_whom_another_tab_has_deleted() {
    let (vault, stores) = new_vault();
    block_on(async {
        for one in ["a", "b", "c"] {
            log(&vault, one, MANY).await;
        }
        let other = unlock(&stores, PASSPHRASE).await.unwrap();
        for one in ["a", "c"] {
            delete(&other, one).await;
        }
        // This tab still remembers all three.
        assert_eq!(vault.fold_some(now()).await, Ok(true));
        assert_eq!(vault.fold_some(now()).await, Ok(false));
        let journal = stores.rows(Table::Journal);
        assert_eq!(journal.iter().filter(|row| row.holds.len() > 1).count(), 1);
        assert_eq!((count(&vault, "a").await, count(&vault, "b").await), (0, MANY));
        // And a deletion takes what was folded meanwhile.
        other.sessions(&client("b"), Reading::default(), now()).await.unwrap();
        assert_eq!(delete(&other, "b").await["records"], MANY + 1);
        assert_eq!(stores.rows(Table::Journal), []);
        assert_eq!(vault.fold_some(now()).await, Ok(false));
        whole(&vault).await;
        whole(&other).await;
    });
}
