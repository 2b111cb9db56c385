//! Deleted clients and history files: what a file says of them, and what it brings back.
#![cfg(not(target_arch = "wasm32"))]
#![expect(clippy::unwrap_used, reason = "a story that goes wrong must fail")]

mod support;

use pollster::block_on;
use support::endings::{NOW, delete, id, plain, save};
use support::files::{self, key_rows, whole};
use support::{PASSPHRASE, TestVault, at, caseload_vault, new_vault, session, unlock};
use therapeutic_progress_tracker::domain::{ClientId, Json};
use therapeutic_progress_tracker::store::{Row, Table};
use therapeutic_progress_tracker::transfer::DeletedClient;
use therapeutic_progress_tracker::transfer::age::Locked;
use therapeutic_progress_tracker::vault::{MergeOutcome, Reading, VaultError};

async fn export(vault: &TestVault, only: Option<&ClientId>, time: &str) -> Vec<u8> {
    match only {
        Some(client) => files::export_one_at(vault, client, at(time)).await,
        None => files::export_at(vault, at(time)).await,
    }
}

async fn import(vault: &TestVault, file: &[u8], restore: bool) -> MergeOutcome {
    if !restore {
        return files::import_at(vault, file, at(NOW)).await;
    }
    let (locked, key) = (Locked::parse(file).unwrap(), files::file_key());
    vault.restore_history(&locked, &key, &|_, _| {}, &0_i16, at(NOW)).await.unwrap()
}

#[test]
fn the_certificate_names_the_history_files_that_hold_the_client() {
    let (vault, _stores) = caseload_vault();
    block_on(async {
        export(&vault, Some(&id("a")), "2024-02-01T10:00:00Z").await;
        export(&vault, Some(&id("b")), "2024-03-01T10:00:00Z").await;
        export(&vault, None, "2024-04-01T10:00:00Z").await;
        delete(&vault, "b").await.unwrap();
        export(&vault, None, "2024-05-01T10:00:00Z").await;
        let certificate = plain(&delete(&vault, "a").await.unwrap());
        let files: Vec<(&str, &str)> = certificate["files"]
            .as_array()
            .unwrap()
            .iter()
            .map(|file| (file["made_at"].as_str().unwrap(), file["scope"].as_str().unwrap()))
            .collect();
        let expected = [
            ("2024-05-01T10:00:00Z", "vault"),
            ("2024-04-01T10:00:00Z", "vault"),
            ("2024-02-01T10:00:00Z", "client"),
        ];
        assert_eq!(files, expected);
        assert_eq!(certificate["files"][0]["file_sha256"].as_str().unwrap().len(), 64);
        let register = vault.export_register(None).await.unwrap();
        assert_eq!(register.len(), 4);
        assert_eq!(register[0].clients, Some(vec![id("a"), id("c")]));
        let of_b = vault.export_register(Some(&id("b"))).await.unwrap();
        assert_eq!(of_b.len(), 2);
        assert!(of_b.iter().all(|line| line.sha256.len() == 64));
    });
}

#[test]
fn a_backup_does_not_bring_a_deleted_client_back_unless_asked() {
    let (vault, stores) = caseload_vault();
    block_on(async {
        let backup = export(&vault, None, NOW).await;
        delete(&vault, "b").await.unwrap();
        let outcome = import(&vault, &backup, false).await;
        assert_eq!(
            (outcome.clients, outcome.left_out, outcome.conflicts, outcome.added),
            (3, 1, 1, 0)
        );
        assert_eq!(vault.clients(at(NOW)).await.unwrap().len(), 2);
        assert_eq!(key_rows(&stores).iter().filter(|row| row.key.len() == 16).count(), 2);
        // What the file holds is counted whole, whoever of it was left out.
        let in_file = (outcome.sessions, outcome.goals, outcome.milestones, outcome.events);
        assert_eq!(in_file, (303, 3, 3, 0));
        let outcome = import(&vault, &backup, true).await;
        assert_eq!((outcome.left_out, outcome.conflicts, outcome.added), (0, 0, 103));
        assert_eq!(vault.sessions(&id("b"), Reading::default(), at(NOW)).await.unwrap().len(), 101);
        // Who has come back is merged like everybody else, and the old certificate stays.
        let outcome = import(&vault, &backup, false).await;
        assert_eq!((outcome.left_out, outcome.conflicts, outcome.added), (0, 0, 0));
        whole(&vault).await;
        let lines = vault.audit_lines(Some(&id("b")), None, at(NOW)).await.unwrap();
        assert!(lines.last().unwrap().detail.is_none());
        delete(&vault, "b").await.unwrap();
        assert_eq!(vault.certificates().await.unwrap().len(), 2);
        whole(&unlock(&stores, PASSPHRASE).await.unwrap()).await;
    });
}

#[test]
fn a_damaged_certificate_is_named_and_still_keeps_a_backup_from_bringing_its_client_back() {
    let (vault, stores) = caseload_vault();
    block_on(async {
        let backup = export(&vault, None, NOW).await;
        delete(&vault, "b").await.unwrap();
        let is_certificate = |row: &&Row| row.group.len() == 24;
        let rows = stores.rows(Table::State);
        let row = rows.iter().find(is_certificate).unwrap();
        stores.put(Table::State, &[support::flipped(row)]);
        assert_eq!(vault.certificates().await, Err(VaultError::CorruptRecord));
        let outcome = import(&vault, &backup, false).await;
        assert_eq!((outcome.left_out, outcome.added), (1, 0));
        assert_eq!(vault.clients(at(NOW)).await.unwrap().len(), 2);
        let damaged = vault.verify(&|_, _| {}).await.unwrap().damaged;
        assert_eq!(damaged.iter().map(|one| one.kind).collect::<Vec<_>>(), ["certificate"]);
        let outcome = import(&vault, &backup, true).await;
        assert_eq!((outcome.left_out, outcome.added), (0, 103));
    });
}

#[test]
fn a_backup_tells_the_other_device_who_was_deleted_and_destroys_nothing_there() {
    let (vault, _stores) = caseload_vault();
    let (other, _others) = new_vault();
    block_on(async {
        let gone = |outcome: &MergeOutcome| -> Vec<(String, String)> {
            let of = |one: &DeletedClient| (one.client_id.clone(), one.destroyed_at.clone());
            outcome.deleted_elsewhere.iter().map(of).collect()
        };
        let outcome = import(&other, &export(&vault, None, NOW).await, false).await;
        assert_eq!(gone(&outcome), []);
        delete(&vault, "b").await.unwrap();
        let told = [("b".to_owned(), NOW.to_owned())];
        let backup = export(&vault, None, NOW).await;
        let outcome = import(&other, &backup, false).await;
        assert_eq!((gone(&outcome), outcome.added), (told.to_vec(), 0));
        assert!(outcome.to_json().contains(r#""deleted_elsewhere":[{"client_id":"b""#));
        assert_eq!(other.clients(at(NOW)).await.unwrap().len(), 3);
        // A file of one client says nothing of others.
        let single = export(&vault, Some(&id("a")), NOW).await;
        assert_eq!(gone(&import(&other, &single, false).await), []);
        // Once both have deleted the client, neither tells the other.
        other.delete_client(&id("b"), "the same", false, at(NOW)).await.unwrap();
        assert_eq!(gone(&import(&other, &backup, false).await), []);
        assert_eq!(gone(&import(&vault, &export(&other, None, NOW).await, false).await), []);
        assert_eq!(other.clients(at(NOW)).await.unwrap().len(), 2);
        // Who has come back is not among the deleted.
        let (third, _thirds) = caseload_vault();
        import(&vault, &export(&third, None, NOW).await, true).await;
        assert_eq!(gone(&import(&third, &export(&vault, None, NOW).await, false).await), []);
    });
}

#[test]
fn a_history_file_carries_the_year_of_birth() {
    let (vault, _stores) = new_vault();
    let (other, _others) = new_vault();
    block_on(async {
        save(&vault, r#"{"client_id":"x","birth_year":2009}"#).await;
        import(&other, &export(&vault, None, NOW).await, false).await;
        assert_eq!(other.clients(at(NOW)).await.unwrap()[0].birth_year, Some(2009));
        whole(&other).await;
    });
}

#[test]
fn a_tab_that_missed_a_deletion_and_a_return_goes_on_with_the_new_key() {
    let (vault, stores) = caseload_vault();
    block_on(async {
        let other = unlock(&stores, PASSPHRASE).await.unwrap();
        other.sessions(&id("a"), Reading::default(), at(NOW)).await.unwrap();
        let watching = unlock(&stores, PASSPHRASE).await.unwrap();
        watching.sessions(&id("a"), Reading::default(), at(NOW)).await.unwrap();
        let draft = || Json::new("{}").unwrap();
        delete(&vault, "a").await.unwrap();
        let one = session("back", "a", "1999-05-31T10:00:00Z", "neutral");
        vault.log_session(&one, true, at(NOW)).await.unwrap();
        // What is sealed under the new key is no damage for one who has the old one in memory.
        whole(&watching).await;
        let third = unlock(&stores, PASSPHRASE).await.unwrap();
        let another = session("other", "a", "2001-05-31T10:00:00Z", "neutral");
        let refused = other.log_session(&another, true, at(NOW)).await;
        assert_eq!(refused, Err(VaultError::NotFound("client_id")));
        other.save_draft(&id("a"), draft(), at(NOW)).await.unwrap();
        other.log_session(&another, true, at(NOW)).await.unwrap();
        let fresh = unlock(&stores, PASSPHRASE).await.unwrap();
        assert_eq!(fresh.sessions(&id("a"), Reading::default(), at(NOW)).await.unwrap().len(), 2);
        assert!(fresh.draft(&id("a")).await.unwrap().is_some());
        whole(&fresh).await;
        third.sessions(&id("a"), Reading::default(), at(NOW)).await.unwrap();
        delete(&vault, "a").await.unwrap();
        let refused = third.save_draft(&id("a"), draft(), at(NOW)).await;
        assert_eq!(refused, Err(VaultError::NotFound("client_id")));
        assert!(third.draft(&id("a")).await.unwrap().is_none());
        whole(&third).await;
    });
}
