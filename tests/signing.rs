//! Stories of signed sessions: what holds them, what changes them, and how they travel.
#![cfg(not(target_arch = "wasm32"))]
#![expect(clippy::unwrap_used, reason = "a story that goes wrong must fail")]

mod support;

use pollster::block_on;
use support::files::{self, whole};
use support::{Stores, TestVault, at, caseload_vault, flipped, new_vault, session, unlock};
use therapeutic_progress_tracker::domain::{ClientId, SessionId, Window};
use therapeutic_progress_tracker::store::Table;
use therapeutic_progress_tracker::vault::{MergeOutcome, Reading, Signing, VaultError};

const THEN: &str = "2024-05-20T10:00:00Z";
const SIGNED: &str = "2024-06-01T12:00:00Z";
const LATER: &str = "2024-06-02T12:00:00Z";

fn id(text: &str) -> SessionId {
    SessionId::new(text).unwrap()
}

fn client() -> ClientId {
    ClientId::new("c").unwrap()
}

async fn logged() -> (TestVault, Stores) {
    let (vault, stores) = new_vault();
    for (name, time) in [("s", THEN), ("t", "2024-05-27T10:00:00Z")] {
        vault.log_session(&session(name, "c", time, "negative"), true, at(THEN)).await.unwrap();
    }
    (vault, stores)
}

async fn sign(vault: &TestVault, name: &str, time: &str) -> Result<u32, VaultError> {
    let signed = vault.sign_session(&id(name), &Signing::default(), at(time)).await?;
    Ok(signed.revision)
}

async fn amend(vault: &TestVault, name: &str, text: &str) {
    let changes = format!(r#"{{"progress_notes":"{text}"}}"#);
    vault.amend_session(&id(name), &changes, "clearer", &0_i16, at(LATER)).await.unwrap();
}

/// Number and signature of each revision, newest first.
async fn revisions(vault: &TestVault, name: &str) -> Vec<(u32, Option<String>)> {
    let revisions = vault.session_revisions(&id(name), at(LATER)).await.unwrap();
    let signed = |at: &therapeutic_progress_tracker::domain::Signature| at.signed_at.to_rfc3339();
    revisions.iter().map(|one| (one.revision, one.signed.as_ref().map(signed))).collect()
}

async fn export(vault: &TestVault) -> Vec<u8> {
    files::export_at(vault, at(LATER)).await
}

async fn import(vault: &TestVault, file: &[u8]) -> MergeOutcome {
    files::import_at(vault, file, at(LATER)).await
}

#[test]
fn a_signature_names_its_revision_and_leaves_a_line_in_the_log() {
    block_on(async {
        let (vault, stores) = logged().await;
        let signing = Signing { statement: "complete".into(), revision: Some(1) };
        let signed = vault.sign_session(&id("s"), &signing, at(SIGNED)).await.unwrap();
        assert_eq!((signed.revision, signed.signature.signed_at), (1, at(SIGNED)));
        let line = vault.audit_lines(None, Some(1), at(SIGNED)).await.unwrap().remove(0);
        assert_eq!(line.action.name(), "session_signed");
        assert_eq!(line.detail.as_deref(), Some(r#"{"session_id":"s","revision":1}"#));
        for vault in [&vault, &unlock(&stores, support::PASSPHRASE).await.unwrap()] {
            assert_eq!(revisions(vault, "s").await, [(1, Some(SIGNED.into()))]);
            let found =
                vault.signatures(&client(), Window::default(), false, at(LATER)).await.unwrap();
            assert_eq!(found.len(), 1);
            assert_eq!(found[0].signature.statement, "complete");
            let before = Window { start: None, end: Some(at("2024-05-01T00:00:00Z")) };
            assert_eq!(vault.signatures(&client(), before, false, at(LATER)).await.unwrap(), []);
            whole(vault).await;
        }
    });
}

#[test]
fn signed_and_unsigned_sessions_can_be_listed_apart() {
    block_on(async {
        let (vault, _) = logged().await;
        sign(&vault, "s", SIGNED).await.unwrap();
        for (signed, expected) in
            [(Some(true), &["s"][..]), (Some(false), &["t"]), (None, &["t", "s"])]
        {
            let reading = Reading { signed, ..Reading::default() };
            let found = vault.sessions(&client(), reading, at(LATER)).await.unwrap();
            let ids: Vec<&str> = found.iter().map(|one| one.session_id.as_str()).collect();
            assert_eq!(ids, expected);
        }
    });
}

#[test]
fn signing_again_keeps_the_first_signature() {
    block_on(async {
        let (vault, _) = logged().await;
        sign(&vault, "s", SIGNED).await.unwrap();
        let entries = vault.audit_verdict().await.unwrap().entries;
        let again = vault.sign_session(&id("s"), &Signing::default(), at(LATER)).await.unwrap();
        assert_eq!(again.signature.signed_at, at(SIGNED));
        let other = Signing { statement: "else".into(), revision: None };
        let refused = vault.sign_session(&id("s"), &other, at(LATER)).await.unwrap_err();
        assert_eq!((refused.code(), refused.field()), ("invalid_field", Some("statement")));
        assert_eq!(vault.audit_verdict().await.unwrap().entries, entries);
    });
}

#[test]
fn what_was_not_read_or_is_struck_out_is_not_signed() {
    block_on(async {
        let (vault, _) = logged().await;
        amend(&vault, "s", "changed meanwhile").await;
        let read = Signing { revision: Some(1), ..Signing::default() };
        let refused = vault.sign_session(&id("s"), &read, at(SIGNED)).await.unwrap_err();
        assert_eq!((refused.code(), refused.field()), ("invalid_field", Some("revision")));
        let long = Signing { statement: "x".repeat(4097), ..Signing::default() };
        let refused = vault.sign_session(&id("s"), &long, at(SIGNED)).await.unwrap_err();
        assert_eq!(refused.field(), Some("statement"));
        vault.strike_session(&id("s"), "wrong client", at(LATER)).await.unwrap();
        let refused = sign(&vault, "s", LATER).await.unwrap_err();
        assert_eq!((refused.code(), refused.field()), ("invalid_field", Some("session_id")));
        assert_eq!(sign(&vault, "x", LATER).await, Err(VaultError::NotFound("session_id")));
        assert!(revisions(&vault, "s").await.iter().all(|(_, signed)| signed.is_none()));
    });
}

#[test]
fn an_amendment_is_unsigned_until_signed_again_and_every_earlier_signature_stays() {
    block_on(async {
        let (vault, stores) = logged().await;
        sign(&vault, "s", SIGNED).await.unwrap();
        let blank = vault.amend_session(&id("s"), "{}", " ", &0_i16, at(LATER)).await.unwrap_err();
        assert_eq!(blank.field(), Some("reason"));
        amend(&vault, "s", "second").await;
        let (first, now) = (Some(SIGNED.to_owned()), Some(LATER.to_owned()));
        assert_eq!(revisions(&vault, "s").await, [(2, None), (1, first.clone())]);
        assert_eq!(
            vault.signatures(&client(), Window::default(), false, at(LATER)).await.unwrap(),
            []
        );
        assert_eq!(sign(&vault, "s", LATER).await, Ok(2));
        amend(&vault, "s", "third").await;
        let vault = unlock(&stores, support::PASSPHRASE).await.unwrap();
        assert_eq!(revisions(&vault, "s").await, [(3, None), (2, now), (1, first)]);
        whole(&vault).await;
    });
}

#[test]
fn undoing_the_save_of_a_signed_session_is_refused_even_once_it_was_amended() {
    block_on(async {
        let (vault, _) = logged().await;
        sign(&vault, "t", SIGNED).await.unwrap();
        for _ in 0..2 {
            let refused = vault.undo_save(&id("t"), at(LATER)).await.unwrap_err();
            assert_eq!((refused.code(), refused.field()), ("invalid_field", Some("session_id")));
            amend(&vault, "t", "amended").await;
        }
        assert!(!vault.session_revisions(&id("t"), at(LATER)).await.unwrap()[0].struck);
        whole(&vault).await;
    });
}

#[test]
fn a_signed_session_is_neither_logged_nor_imported_anew() {
    block_on(async {
        let (vault, _) = logged().await;
        sign(&vault, "s", SIGNED).await.unwrap();
        let other = session("s", "c", THEN, "positive");
        let logged = vault.log_session(&other, true, at(LATER)).await;
        assert_eq!(logged, Err(VaultError::DuplicateId("session_id")));
        let imported = vault.import_batch(vec![(0, other)], at(LATER)).await.unwrap();
        assert_eq!((imported.imported, imported.rejected.len()), (0, 1));
        assert_eq!(revisions(&vault, "s").await, [(1, Some(SIGNED.into()))]);
    });
}

#[test]
fn striking_a_signed_session_out_needs_a_reason_and_keeps_its_signature() {
    block_on(async {
        let (vault, stores) = logged().await;
        sign(&vault, "s", SIGNED).await.unwrap();
        let blank = vault.strike_session(&id("s"), "", at(LATER)).await.unwrap_err();
        assert_eq!(blank.field(), Some("reason"));
        vault.strike_session(&id("s"), "wrong client", at(LATER)).await.unwrap();
        let struck = vault.struck(&client(), at(LATER)).await.unwrap();
        assert_eq!((struck.len(), struck[0].reason.as_str()), (1, "wrong client"));
        assert_eq!((struck[0].struck_at, struck[0].revision), (at(LATER), 2));
        let blank = vault.restore_session_for(&id("s"), " ", at(LATER)).await.unwrap_err();
        assert_eq!(blank.field(), Some("reason"));
        vault.restore_session_for(&id("s"), "it was right", at(LATER)).await.unwrap();
        let vault = unlock(&stores, support::PASSPHRASE).await.unwrap();
        let all = vault.session_revisions(&id("s"), at(LATER)).await.unwrap();
        let said: Vec<(&str, bool, bool)> =
            all.iter().map(|one| (one.reason.as_str(), one.struck, one.signed.is_some())).collect();
        let expected =
            [("it was right", false, false), ("wrong client", true, false), ("", false, true)];
        assert_eq!(said, expected);
        assert_eq!(vault.struck(&client(), at(LATER)).await.unwrap(), []);
        whole(&vault).await;
    });
}

#[test]
fn a_session_in_a_fold_can_be_signed() {
    block_on(async {
        let (vault, stores) = caseload_vault();
        sign(&vault, "a7", SIGNED).await.unwrap();
        for vault in [&vault, &unlock(&stores, support::PASSPHRASE).await.unwrap()] {
            assert_eq!(revisions(vault, "a7").await, [(1, Some(SIGNED.into()))]);
            let a = ClientId::new("a").unwrap();
            let signed = vault.signatures(&a, Window::default(), false, at(LATER)).await.unwrap();
            assert_eq!(signed.len(), 1);
            whole(vault).await;
        }
    });
}

#[test]
fn a_box_from_before_the_signing_is_not_taken_for_the_signed_one() {
    block_on(async {
        let (vault, stores) = logged().await;
        let before = stores.rows(Table::Journal);
        sign(&vault, "s", SIGNED).await.unwrap();
        let signed = stores.changed(Table::Journal, &before).remove(0);
        let unsigned = before.iter().find(|row| row.key == signed.key).unwrap().clone();
        stores.put(Table::Journal, &[unsigned]);
        let vault = unlock(&stores, support::PASSPHRASE).await.unwrap();
        let corrupt = Err(VaultError::CorruptRecord);
        assert_eq!(vault.session_revisions(&id("s"), at(LATER)).await.map(drop), corrupt);
        let amended = vault.amend_session(&id("s"), "{}", "why", &0_i16, at(LATER)).await;
        assert_eq!(amended.map(drop), corrupt);
        let listed = vault.signatures(&client(), Window::default(), false, at(LATER)).await;
        assert_eq!(listed.map(drop), corrupt);
        assert_eq!(vault.verify(&|_, _| {}).await.unwrap().damaged.len(), 1);
        // Nor is what is derived rebuilt without the signature.
        let timeline: Vec<_> = stores.rows(Table::Timeline).iter().map(flipped).collect();
        stores.put(Table::Timeline, &timeline);
        let vault = unlock(&stores, support::PASSPHRASE).await.unwrap();
        let listed = vault.signatures(&client(), Window::default(), false, at(LATER)).await;
        assert_eq!(listed.map(drop), corrupt);
    });
}

#[test]
fn signatures_are_derived_anew_with_the_timeline() {
    block_on(async {
        let (vault, stores) = logged().await;
        sign(&vault, "s", SIGNED).await.unwrap();
        for table in [Table::Timeline, Table::Catalogue] {
            let damaged: Vec<_> = stores.rows(table).iter().map(flipped).collect();
            stores.put(table, &damaged);
        }
        let vault = unlock(&stores, support::PASSPHRASE).await.unwrap();
        let signed =
            vault.signatures(&client(), Window::default(), false, at(LATER)).await.unwrap();
        assert_eq!(signed.len(), 1);
        whole(&vault).await;
    });
}

#[test]
fn a_history_file_carries_every_signature() {
    block_on(async {
        let (vault, _) = logged().await;
        let unsigned = export(&vault).await;
        sign(&vault, "s", SIGNED).await.unwrap();
        amend(&vault, "s", "second").await;
        sign(&vault, "t", LATER).await.unwrap();
        let file = export(&vault).await;
        let (fresh, _) = new_vault();
        import(&fresh, &file).await;
        let (first, now) = (Some(SIGNED.to_owned()), Some(LATER.to_owned()));
        assert_eq!(revisions(&fresh, "s").await, [(2, None), (1, first.clone())]);
        assert_eq!(revisions(&fresh, "t").await, [(1, now)]);
        assert_eq!(import(&fresh, &file).await.added, 0);
        assert_eq!(import(&fresh, &unsigned).await.conflicts, 0);
        whole(&fresh).await;

        let (older, _) = new_vault();
        import(&older, &unsigned).await;
        assert_eq!((import(&older, &file).await.added, import(&older, &file).await.added), (2, 0));
        assert_eq!(revisions(&older, "s").await, [(2, None), (1, first)]);
        whole(&older).await;
    });
}

#[test]
fn a_file_adds_a_signature_to_a_version_that_was_amended_here_since() {
    block_on(async {
        let (vault, _) = logged().await;
        let (other, _) = new_vault();
        import(&other, &export(&vault).await).await;
        sign(&other, "s", SIGNED).await.unwrap();
        amend(&vault, "s", "second").await;
        let outcome = import(&vault, &export(&other).await).await;
        assert_eq!((outcome.added, outcome.conflicts), (1, 0));
        assert_eq!(revisions(&vault, "s").await, [(2, None), (1, Some(SIGNED.into()))]);
        whole(&vault).await;
    });
}

#[test]
fn of_two_signatures_on_the_same_version_the_earlier_one_stays() {
    block_on(async {
        let (vault, _) = logged().await;
        let (other, _) = new_vault();
        import(&other, &export(&vault).await).await;
        sign(&vault, "s", SIGNED).await.unwrap();
        sign(&other, "s", LATER).await.unwrap();
        let outcome = import(&vault, &export(&other).await).await;
        assert_eq!((outcome.added, outcome.conflicts), (0, 0));
        let outcome = import(&other, &export(&vault).await).await;
        assert_eq!((outcome.added, outcome.conflicts), (1, 0));
        for vault in [&vault, &other] {
            assert_eq!(revisions(vault, "s").await, [(1, Some(SIGNED.into()))]);
            whole(vault).await;
        }
    });
}

#[test]
fn a_file_does_not_change_a_signed_session_without_a_reason() {
    block_on(async {
        let (vault, _) = logged().await;
        let (other, _) = new_vault();
        import(&other, &export(&vault).await).await;
        sign(&vault, "t", SIGNED).await.unwrap();
        // The other vault never knew of the signature: its undoing says why, and is an amendment.
        other.strike_session(&id("t"), "logged twice", at(LATER)).await.unwrap();
        assert_eq!(import(&vault, &export(&other).await).await.added, 1);
        let (struck, signed) = ((2, None), (1, Some(SIGNED.to_owned())));
        assert_eq!(revisions(&vault, "t").await, [struck, signed]);
        whole(&vault).await;
    });
}
