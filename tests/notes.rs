//! Stories of psychotherapy notes: kept apart, given out only when asked for by name.
#![cfg(not(target_arch = "wasm32"))]
#![expect(clippy::unwrap_used, reason = "a story that goes wrong must fail")]

mod support;

use pollster::block_on;
use support::files::{self, whole};
use support::{Stores, TestVault, at, flipped, new_vault, session, unlock};
use therapeutic_progress_tracker::domain::{ClientId, SessionId, Window};
use therapeutic_progress_tracker::store::{Access, Query, Row, Store, Table, Transaction};
use therapeutic_progress_tracker::vault::{MergeOutcome, Reading, VaultError};

const THEN: &str = "2024-05-20T10:00:00Z";
const NOW: &str = "2024-06-01T12:00:00Z";

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

async fn texts(vault: &TestVault, name: &str) -> Vec<(u32, String)> {
    let notes = vault.notes_history(&id(name), at(NOW)).await.unwrap();
    notes.into_iter().map(|one| (one.revision, one.text)).collect()
}

fn said(texts: &[(u32, &str)]) -> Vec<(u32, String)> {
    texts.iter().map(|(number, text)| (*number, (*text).to_owned())).collect()
}

async fn save(vault: &TestVault, name: &str, text: &str) -> Result<u32, VaultError> {
    vault.save_notes(&id(name), text, at(NOW)).await
}

async fn export(vault: &TestVault, with_notes: bool) -> Result<Vec<u8>, VaultError> {
    match with_notes {
        true => files::export_with_notes_at(vault, at(NOW)).await,
        false => Ok(files::export_at(vault, at(NOW)).await),
    }
}

async fn import(vault: &TestVault, file: &[u8]) -> MergeOutcome {
    files::import_at(vault, file, at(NOW)).await
}

/// The row that the saving of notes adds to the journal.
async fn saved_row(vault: &TestVault, stores: &Stores, name: &str, text: &str) -> Row {
    let before = stores.rows(Table::Journal);
    save(vault, name, text).await.unwrap();
    let fresh = stores.changed(Table::Journal, &before);
    fresh.into_iter().next_back().unwrap()
}

#[test]
fn notes_are_kept_with_every_earlier_text() {
    block_on(async {
        let (vault, stores) = logged().await;
        assert_eq!(vault.notes(&id("s"), at(NOW)).await.unwrap(), None);
        assert_eq!(save(&vault, "s", "first").await, Ok(1));
        assert_eq!(save(&vault, "s", "second").await, Ok(2));
        let entries = vault.audit_verdict().await.unwrap().entries;
        assert_eq!(save(&vault, "s", "second").await, Ok(2));
        assert_eq!(vault.audit_verdict().await.unwrap().entries, entries);
        assert_eq!(save(&vault, "s", "").await, Ok(3));
        for vault in [&vault, &unlock(&stores, support::PASSPHRASE).await.unwrap()] {
            let newest_first = said(&[(3, ""), (2, "second"), (1, "first")]);
            assert_eq!(texts(vault, "s").await, newest_first);
            assert_eq!(texts(vault, "t").await, []);
            whole(vault).await;
        }
    });
}

#[test]
fn what_cannot_be_saved_is_refused_by_its_name_and_writes_nothing() {
    block_on(async {
        let (vault, stores) = logged().await;
        vault.strike_session(&id("t"), "wrong client", at(NOW)).await.unwrap();
        let rows = stores.rows(Table::Journal);
        let long = "x".repeat(64 * 1024 + 1);
        for (name, text, field) in
            [("s", long.as_str(), "text"), ("s", " \n", "text"), ("t", "late", "session_id")]
        {
            let refused = save(&vault, name, text).await.unwrap_err();
            assert_eq!((refused.code(), refused.field()), ("invalid_field", Some(field)));
        }
        assert_eq!(save(&vault, "x", "?").await, Err(VaultError::NotFound("session_id")));
        let missing = vault.notes(&id("x"), at(NOW)).await;
        assert_eq!(missing, Err(VaultError::NotFound("session_id")));
        assert_eq!(stores.rows(Table::Journal), rows);
        assert_eq!(save(&vault, "s", &"x".repeat(64 * 1024)).await, Ok(1));
    });
}

#[test]
fn notes_of_a_session_that_was_struck_out_can_be_read_and_come_back_with_it() {
    block_on(async {
        let (vault, _) = logged().await;
        save(&vault, "s", "kept").await.unwrap();
        vault.strike_session(&id("s"), "wrong client", at(NOW)).await.unwrap();
        assert_eq!(texts(&vault, "s").await, said(&[(1, "kept")]));
        let fold = |text: &str| text.to_lowercase();
        let found = vault.search_sessions_and_notes("kept", None, None, &fold, at(NOW)).await;
        assert_eq!(found.unwrap(), []);
        vault.restore_session(&id("s"), at(NOW)).await.unwrap();
        assert_eq!(save(&vault, "s", "more").await, Ok(2));
        whole(&vault).await;
    });
}

#[test]
fn a_search_looks_into_notes_only_when_asked_for_by_name() {
    block_on(async {
        let (vault, _) = logged().await;
        save(&vault, "s", "Übertragung on the father").await.unwrap();
        save(&vault, "t", "nothing yet").await.unwrap();
        let fold = |text: &str| text.to_lowercase().replace('ü', "u");
        let plain = vault.search_sessions("father", None, None, &fold, at(NOW)).await.unwrap();
        assert_eq!(plain, []);
        // One word in the record, the other in the notes.
        for (query, hits) in
            [("FATHER", 1), ("ubertragung notes", 1), ("notes", 2), ("fatherx", 0), (" ", 0)]
        {
            let found = vault.search_sessions_and_notes(query, None, None, &fold, at(NOW)).await;
            assert_eq!(found.unwrap().len(), hits, "{query}");
        }
        let other = ClientId::new("other").unwrap();
        let found =
            vault.search_sessions_and_notes("father", Some(&other), None, &fold, at(NOW)).await;
        assert_eq!(found.unwrap(), []);
    });
}

#[test]
fn a_history_file_holds_notes_only_when_asked_for_and_brings_them_back() {
    block_on(async {
        let (vault, _) = logged().await;
        vault.save_notes(&id("s"), "first", at(THEN)).await.unwrap();
        let early = export(&vault, true).await.unwrap();
        save(&vault, "s", "second").await.unwrap();
        let (without, with) =
            (export(&vault, false).await.unwrap(), export(&vault, true).await.unwrap());
        let (fresh, _) = new_vault();
        assert_eq!(import(&fresh, &without).await.notes, 0);
        assert_eq!(texts(&fresh, "s").await, []);
        let outcome = import(&fresh, &early).await;
        assert_eq!((outcome.notes, outcome.added), (1, 1));
        let outcome = import(&fresh, &with).await;
        assert_eq!((outcome.added, outcome.conflicts), (1, 0));
        assert_eq!(texts(&fresh, "s").await, said(&[(2, "second"), (1, "first")]));
        assert_eq!((import(&fresh, &with).await.added, import(&fresh, &early).await.added), (0, 0));
        whole(&fresh).await;
    });
}

#[test]
fn notes_that_went_two_ways_are_all_kept_and_two_devices_come_to_the_same() {
    block_on(async {
        let (vault, _) = logged().await;
        save(&vault, "s", "shared").await.unwrap();
        let (other, _) = new_vault();
        import(&other, &export(&vault, true).await.unwrap()).await;
        let later = at("2024-06-01T13:00:00Z");
        vault.save_notes(&id("s"), "later, here", later).await.unwrap();
        save(&other, "s", "earlier, there").await.unwrap();
        let (here, there) =
            (export(&vault, true).await.unwrap(), export(&other, true).await.unwrap());
        for (vault, file) in [(&vault, &there), (&other, &here)] {
            let outcome = import(vault, file).await;
            assert_eq!((outcome.added, outcome.conflicts), (0, 1));
            let kept = said(&[(3, "later, here"), (2, "earlier, there"), (1, "shared")]);
            assert_eq!(texts(vault, "s").await, kept);
            assert_eq!(import(vault, file).await.added, 0);
            whole(vault).await;
        }
    });
}

#[test]
fn no_list_report_or_number_knows_of_notes() {
    block_on(async {
        let (vault, _) = logged().await;
        let seen = async |vault: &TestVault| {
            let window = Window::between(at("2024-01-01T00:00:00Z"), at(NOW));
            (
                vault.sessions(&client(), Reading::default(), at(NOW)).await.unwrap(),
                vault.progress_report(&client(), window, at(NOW), at(NOW)).await.unwrap(),
                vault.caseload(at(NOW), at(NOW)).await.unwrap().rows.clone(),
                vault.summary(None, at(NOW), at(NOW)).await.unwrap(),
                vault.vocabulary(at(NOW)).await.unwrap(),
            )
        };
        let before = seen(&vault).await;
        save(&vault, "t", "a hypothesis").await.unwrap();
        assert_eq!(seen(&vault).await, before);
        assert_eq!(vault.session_revisions(&id("t"), at(NOW)).await.unwrap().len(), 1);
        vault.undo_save(&id("t"), at(NOW)).await.unwrap();
        assert_eq!(texts(&vault, "t").await, said(&[(1, "a hypothesis")]));
    });
}

#[test]
fn damaged_notes_cost_only_themselves_and_are_named() {
    block_on(async {
        let (vault, stores) = logged().await;
        save(&vault, "t", "whole").await.unwrap();
        let row = saved_row(&vault, &stores, "s", "damaged").await;
        stores.put(Table::Journal, &[flipped(&row)]);
        let vault = unlock(&stores, support::PASSPHRASE).await.unwrap();
        let corrupt = Err(VaultError::CorruptRecord);
        assert_eq!(vault.notes(&id("s"), at(NOW)).await.map(drop), corrupt);
        assert_eq!(texts(&vault, "t").await, said(&[(1, "whole")]));
        assert!(vault.session(&id("s"), at(NOW)).await.is_ok());
        assert!(export(&vault, false).await.is_ok());
        assert_eq!(export(&vault, true).await.map(drop), corrupt);
        let damaged = vault.verify(&|_, _| {}).await.unwrap().damaged;
        let named: Vec<_> = damaged.iter().map(|one| (one.kind, one.client_id.clone())).collect();
        assert_eq!(named, [("psychotherapy_notes", Some(client()))]);
        assert_eq!(save(&vault, "t", "still written").await, Ok(2));
    });
}

#[test]
fn notes_that_are_gone_or_older_are_missed() {
    block_on(async {
        for take_away in [true, false] {
            let (vault, stores) = logged().await;
            let row = saved_row(&vault, &stores, "s", "first").await;
            save(&vault, "s", "second").await.unwrap();
            match take_away {
                true => stores.remove(Table::Journal, &row.key),
                false => stores.put(Table::Journal, &[row]),
            }
            let vault = unlock(&stores, support::PASSPHRASE).await.unwrap();
            let read = vault.notes(&id("s"), at(NOW)).await;
            assert_eq!(read, Err(VaultError::CorruptRecord));
            assert_eq!(vault.verify(&|_, _| {}).await.unwrap().damaged.len(), 1);
            // A damaged timeline is rebuilt all the same, and the notes are missed afterwards too.
            let timeline: Vec<Row> = stores.rows(Table::Timeline).iter().map(flipped).collect();
            stores.put(Table::Timeline, &timeline);
            let vault = unlock(&stores, support::PASSPHRASE).await.unwrap();
            assert_eq!(
                vault.sessions(&client(), Reading::default(), at(NOW)).await.unwrap().len(),
                2
            );
            let read = vault.notes(&id("s"), at(NOW)).await;
            assert_eq!(read, Err(VaultError::CorruptRecord));
        }
    });
}

#[test]
fn a_catalogue_from_before_the_notes_is_rebuilt() {
    block_on(async {
        let (vault, stores) = logged().await;
        let catalogue = stores.rows(Table::Catalogue);
        save(&vault, "s", "kept").await.unwrap();
        stores.put(Table::Catalogue, &catalogue);
        let vault = unlock(&stores, support::PASSPHRASE).await.unwrap();
        assert_eq!(texts(&vault, "s").await, said(&[(1, "kept")]));
        whole(&vault).await;
    });
}

fn keys(stores: &Stores) -> Vec<Row> {
    let tx = stores.keys.begin(&[Table::Keys], Access::Read).unwrap();
    block_on(tx.read(&[Query::All(Table::Keys)])).unwrap().remove(0)
}

#[test]
fn the_key_of_the_notes_is_made_with_the_first_and_never_anew() {
    block_on(async {
        let (vault, stores) = logged().await;
        let before = keys(&stores);
        assert!(save(&vault, "s", " ").await.is_err());
        assert_eq!(keys(&stores).len(), before.len());
        save(&vault, "s", "first").await.unwrap();
        save(&vault, "t", "second").await.unwrap();
        let after = keys(&stores);
        assert_eq!(after.len(), before.len() + 1);
        let key = after.iter().find(|row| !before.contains(row)).unwrap();
        let tx = stores.keys.begin(&[Table::Keys], Access::Write).unwrap();
        tx.delete(Table::Keys, &key.key).unwrap();
        tx.commit().await.unwrap();
        let vault = unlock(&stores, support::PASSPHRASE).await.unwrap();
        assert_eq!(save(&vault, "t", "third").await, Err(VaultError::CorruptRecord));
        assert_eq!(vault.notes(&id("s"), at(NOW)).await, Err(VaultError::CorruptRecord));
        assert_eq!(keys(&stores).len(), before.len());
        assert_eq!(vault.verify(&|_, _| {}).await.unwrap().damaged.len(), 2);
        assert!(vault.session(&id("s"), at(NOW)).await.is_ok());
    });
}
