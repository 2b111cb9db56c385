//! Stories of sessions that lie together in one box: read, changed, damaged, put back, merged.
#![cfg(not(target_arch = "wasm32"))]
#![expect(clippy::unwrap_used, reason = "a story that goes wrong must fail")]

mod support;

use pollster::block_on;
use support::files::{self, whole};
use support::{PASSPHRASE, Stores, TestVault, at, flipped, new_vault, session, unlock};
use therapeutic_progress_tracker::domain::{ClientId, Moment, Session, SessionId};
use therapeutic_progress_tracker::store::{Row, Table};
use therapeutic_progress_tracker::vault::{ImportOutcome, MergeOutcome, Reading, VaultError};

/// How many sessions the client has.
const MANY: usize = 300;

fn now() -> Moment {
    at("2024-06-01T12:00:00Z")
}

fn client() -> ClientId {
    ClientId::new("c").unwrap()
}

fn id(place: usize) -> SessionId {
    SessionId::new(format!("s{place}")).unwrap()
}

/// The session of a place, on a day of its own.
fn nth(place: usize) -> Session {
    let (year, month, day) = (2022 + place / 336, 1 + place / 28 % 12, 1 + place % 28);
    let time = format!("{year}-{month:02}-{day:02}T10:00:00Z");
    session(&format!("s{place}"), "c", &time, ["negative", "positive"][place % 2])
}

fn batch(places: impl Iterator<Item = usize>) -> Vec<(usize, Session)> {
    places.map(|place| (place, nth(place))).collect()
}

/// A vault into which many sessions of one client were imported.
async fn filled() -> (TestVault, Stores) {
    let (vault, stores) = new_vault();
    let outcome = vault.import_batch(batch(0..MANY), now()).await.unwrap();
    assert_eq!(outcome, ImportOutcome { imported: MANY, ..ImportOutcome::default() });
    vault.end_import();
    (vault, stores)
}

fn folds(stores: &Stores) -> Vec<Row> {
    stores.rows(Table::Journal).into_iter().filter(|row| row.holds.len() > 1).collect()
}

async fn reopened(stores: &Stores) -> TestVault {
    unlock(stores, PASSPHRASE).await.unwrap()
}

async fn read(vault: &TestVault, place: usize) -> Result<Session, VaultError> {
    vault.session(&id(place), now()).await
}

async fn all(vault: &TestVault) -> Vec<Session> {
    let mut sessions = vault.sessions(&client(), Reading::default(), now()).await.unwrap();
    sessions.reverse();
    sessions
}

async fn amend(vault: &TestVault, place: usize, notes: &str) -> Session {
    let changes = format!(r#"{{"progress_notes":"{notes}"}}"#);
    vault.amend_session(&id(place), &changes, "typing error", &0_i16, now()).await.unwrap()
}

async fn export(vault: &TestVault) -> Vec<u8> {
    files::export_at(vault, now()).await
}

async fn import(vault: &TestVault, file: &[u8]) -> MergeOutcome {
    files::import_at(vault, file, now()).await
}

#[test]
fn an_import_writes_a_few_large_boxes_that_hold_every_session() {
    block_on(async {
        let (vault, stores) = filled().await;
        let held: Vec<usize> = folds(&stores).iter().map(|row| row.holds.len()).collect();
        assert_eq!((held.len(), held.iter().sum()), (2, MANY));
        assert_eq!(all(&vault).await, (0..MANY).map(nth).collect::<Vec<_>>());
        let again = reopened(&stores).await;
        assert_eq!(read(&again, 7).await, Ok(nth(7)));
        assert_eq!(all(&again).await.len(), MANY);
        let verdict = again.verify(&|_, _| {}).await.unwrap();
        assert_eq!(verdict.damaged, []);
        assert!(verdict.records > MANY, "each session in a fold counts");
    });
}

#[test]
fn few_sessions_lie_in_boxes_of_their_own() {
    block_on(async {
        let (vault, stores) = new_vault();
        vault.import_batch(batch(0..15), now()).await.unwrap();
        assert_eq!(folds(&stores), []);
        assert_eq!(all(&vault).await.len(), 15);
        whole(&vault).await;
    });
}

#[test]
fn a_session_that_is_amended_leaves_its_fold() {
    block_on(async {
        let (vault, stores) = filled().await;
        let amended = amend(&vault, 5, "second").await;
        assert_eq!(read(&vault, 5).await, Ok(amended.clone()));
        let revisions = vault.session_revisions(&id(5), now()).await.unwrap();
        assert_eq!(revisions.len(), 2);
        assert_eq!(revisions[1].session, nth(5));
        let held: usize = folds(&stores).iter().map(|row| row.holds.len()).sum();
        assert_eq!(held, MANY - 1);
        let again = reopened(&stores).await;
        assert_eq!(read(&again, 5).await, Ok(amended));
        assert_eq!(all(&again).await.len(), MANY);
        whole(&again).await;
    });
}

#[test]
fn a_session_that_is_struck_out_leaves_its_fold_and_can_be_restored() {
    block_on(async {
        let (vault, stores) = filled().await;
        vault.strike_session(&id(9), "wrong client", now()).await.unwrap();
        assert_eq!(all(&vault).await.len(), MANY - 1);
        whole(&vault).await;
        let again = reopened(&stores).await;
        again.restore_session(&id(9), now()).await.unwrap();
        assert_eq!(all(&again).await, (0..MANY).map(nth).collect::<Vec<_>>());
        whole(&again).await;
    });
}

#[test]
fn an_id_that_lies_in_a_fold_is_taken() {
    block_on(async {
        let (vault, _) = filled().await;
        vault.log_session(&nth(3), true, now()).await.unwrap();
        let other = Session { progress_notes: "else".into(), ..nth(3) };
        let refused = vault.log_session(&other, true, now()).await;
        assert_eq!(refused, Err(VaultError::DuplicateId("session_id")));
        let elsewhere = session("s3", "another", "2024-01-01T10:00:00Z", "neutral");
        let refused = vault.log_session(&elsewhere, true, now()).await;
        assert_eq!(refused, Err(VaultError::DuplicateId("session_id")));
        assert_eq!(all(&vault).await.len(), MANY);
        whole(&vault).await;
    });
}

#[test]
fn an_import_again_skips_what_is_there_and_refuses_what_is_not_the_same() {
    block_on(async {
        let (vault, stores) = filled().await;
        amend(&vault, 11, "second").await;
        let again = reopened(&stores).await;
        let mut sessions = batch(0..MANY + 100);
        sessions[20].1.progress_notes = "else".into();
        let outcome = again.import_batch(sessions, now()).await.unwrap();
        assert_eq!((outcome.imported, outcome.skipped), (100, MANY - 2));
        let refused: Vec<usize> = outcome.rejected.iter().map(|one| one.index).collect();
        assert_eq!(refused, [11, 20]);
        assert_eq!(all(&again).await.len(), MANY + 100);
        whole(&again).await;
    });
}

#[test]
fn an_import_does_not_take_another_clients_ids() {
    block_on(async {
        let (vault, _) = filled().await;
        let elsewhere = |place: usize| {
            let time = format!("2023-11-{:02}T09:00:00Z", 1 + place % 28);
            (place, session(&format!("s{place}"), "another", &time, "neutral"))
        };
        let outcome = vault.import_batch((200..400).map(elsewhere).collect(), now()).await.unwrap();
        assert_eq!((outcome.imported, outcome.rejected.len()), (100, 100));
        assert_eq!(all(&vault).await.len(), MANY);
        whole(&vault).await;
    });
}

#[test]
fn a_damaged_fold_costs_only_what_lies_in_it_and_the_times_of_that_are_named() {
    block_on(async {
        let (_, stores) = filled().await;
        let second = folds(&stores).into_iter().find(|row| row.holds.len() < 256).unwrap();
        stores.put(Table::Journal, &[flipped(&second)]);
        let vault = reopened(&stores).await;
        assert_eq!(read(&vault, 0).await, Ok(nth(0)));
        assert_eq!(read(&vault, MANY - 1).await, Err(VaultError::CorruptRecord));
        let whole = Reading { skip_damaged: true, ..Reading::default() };
        assert_eq!(vault.sessions(&client(), whole, now()).await.unwrap().len(), 256);
        let verdict = vault.verify(&|_, _| {}).await.unwrap();
        let times: Vec<Moment> = verdict.damaged.iter().filter_map(|one| one.at).collect();
        let lost: Vec<Moment> = (256..MANY).map(|place| nth(place).timestamp).collect();
        assert_eq!(times, lost);
        assert!(verdict.damaged.iter().all(|one| one.kind == "session"));
    });
}

#[test]
fn two_folds_that_were_swapped_do_not_open() {
    block_on(async {
        let (_, stores) = filled().await;
        let [one, two] = folds(&stores).try_into().unwrap();
        let swapped =
            [Row { sealed: two.sealed.clone(), ..one.clone() }, Row { sealed: one.sealed, ..two }];
        stores.put(Table::Journal, &swapped);
        let vault = reopened(&stores).await;
        assert_eq!(read(&vault, 0).await, Err(VaultError::CorruptRecord));
        assert_eq!(vault.verify(&|_, _| {}).await.unwrap().damaged.len(), MANY);
    });
}

#[test]
fn a_fold_from_before_an_amendment_does_not_hide_it() {
    block_on(async {
        let (vault, stores) = filled().await;
        let before = folds(&stores);
        amend(&vault, 5, "second").await;
        let single = stores.changed(Table::Journal, &before);
        let own = single.iter().find(|row| row.holds.len() == 1 && row.holds[0] == row.key);
        // The amended session's own box is gone, and the fold claims it again.
        stores.remove(Table::Journal, &own.unwrap().key);
        stores.put(Table::Journal, &before);
        let vault = reopened(&stores).await;
        assert_eq!(read(&vault, 5).await, Err(VaultError::CorruptRecord));
        assert!(!vault.verify(&|_, _| {}).await.unwrap().damaged.is_empty());
    });
}

#[test]
fn damaged_derived_boxes_are_rebuilt_from_folds() {
    block_on(async {
        let (vault, stores) = filled().await;
        amend(&vault, 5, "second").await;
        for table in [Table::Timeline, Table::Catalogue] {
            let rows: Vec<Row> = stores.rows(table).iter().map(flipped).collect();
            stores.put(table, &rows);
            let again = reopened(&stores).await;
            assert_eq!(all(&again).await.len(), MANY);
            whole(&again).await;
        }
    });
}

#[test]
fn histories_merge_into_folds_and_out_of_them() {
    block_on(async {
        let (vault, stores) = filled().await;
        let before = export(&vault).await;
        amend(&vault, 5, "second").await;
        vault.strike_session(&id(9), "wrong client", now()).await.unwrap();
        let after = export(&vault).await;

        let (other, elsewhere) = new_vault();
        assert_eq!(import(&other, &before).await.added, MANY);
        assert_eq!(folds(&elsewhere).len(), 2);
        let merged = import(&other, &after).await;
        assert_eq!((merged.added, merged.unchanged, merged.conflicts), (2, MANY - 2, 0));
        assert_eq!(import(&other, &after).await.unchanged, MANY);
        assert_eq!(import(&other, &before).await.conflicts, 0);
        assert_eq!(all(&other).await, all(&vault).await);
        whole(&other).await;
        whole(&reopened(&stores).await).await;
    });
}

#[test]
fn search_finds_what_lies_in_folds() {
    block_on(async {
        let (vault, _) = filled().await;
        let fold = |text: &str| text.to_lowercase();
        let found = vault.search_sessions("notes s42", Some(&client()), None, &fold, now()).await;
        assert_eq!(found.unwrap(), [nth(42)]);
    });
}

#[test]
fn a_search_that_was_made_before_sees_what_has_changed_since_here_and_in_another_tab() {
    block_on(async {
        let (vault, stores) = filled().await;
        let other = reopened(&stores).await;
        let fold = |text: &str| text.to_lowercase();
        let search = async |vault: &TestVault| {
            let found = vault.search_sessions("rephrased", None, None, &fold, now()).await.unwrap();
            found.iter().map(|session| session.session_id.clone()).collect::<Vec<_>>()
        };
        assert!(search(&vault).await.is_empty() && search(&other).await.is_empty());
        amend(&vault, 42, "rephrased").await;
        for tab in [&vault, &other] {
            assert_eq!(search(tab).await, [id(42)]);
        }
        amend(&other, 42, "as it was").await;
        for tab in [&vault, &other] {
            assert!(search(tab).await.is_empty());
        }
    });
}
