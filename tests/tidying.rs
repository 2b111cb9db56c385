//! Stories of sessions that were logged one by one and folded later, at a quiet moment.
#![cfg(not(target_arch = "wasm32"))]
#![expect(clippy::unwrap_used, reason = "a story that goes wrong must fail")]

mod support;

use pollster::block_on;
use support::files::whole;
use support::{PASSPHRASE, Stores, TestVault, at, flipped, new_vault, session, unlock};
use therapeutic_progress_tracker::domain::{ClientId, Moment, Session, SessionId};
use therapeutic_progress_tracker::store::{Row, Table};
use therapeutic_progress_tracker::vault::{Reading, VaultError};

/// How many sessions are logged: 32 of them are to stay in boxes of their own.
const MANY: usize = 150;
const FOLDED: usize = MANY - 32;

fn now() -> Moment {
    at("2024-06-01T12:00:00Z")
}

fn client() -> ClientId {
    ClientId::new("c").unwrap()
}

fn id(place: usize) -> SessionId {
    SessionId::new(format!("s{place}")).unwrap()
}

/// The session of a place, every third day.
fn nth(place: usize) -> Session {
    let day = place * 3;
    let (year, month, day) = (2022 + day / 336, 1 + day / 28 % 12, 1 + day % 28);
    let time = format!("{year}-{month:02}-{day:02}T10:00:00Z");
    session(&format!("s{place}"), "c", &time, ["negative", "positive"][place % 2])
}

async fn logged() -> (TestVault, Stores) {
    let (vault, stores) = new_vault();
    for place in 0..MANY {
        vault.log_session(&nth(place), true, now()).await.unwrap();
    }
    (vault, stores)
}

fn folds(stores: &Stores) -> Vec<Row> {
    stores.rows(Table::Journal).into_iter().filter(|row| row.holds.len() > 1).collect()
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

#[test]
fn old_sessions_move_into_a_fold_and_read_as_before() {
    block_on(async {
        let (vault, stores) = logged().await;
        assert_eq!(vault.fold_some(now()).await, Ok(true));
        let [fold] = folds(&stores).try_into().unwrap();
        assert_eq!(fold.holds.len(), FOLDED);
        assert_eq!(vault.fold_some(now()).await, Ok(false), "the latest stay as they are");
        for vault in [vault, unlock(&stores, PASSPHRASE).await.unwrap()] {
            assert_eq!(all(&vault).await, (0..MANY).map(nth).collect::<Vec<_>>());
            assert_eq!(vault.session(&id(3), now()).await, Ok(nth(3)));
            whole(&vault).await;
        }
    });
}

#[test]
fn few_sessions_are_not_folded() {
    block_on(async {
        let (vault, stores) = new_vault();
        for place in 0..95 {
            vault.log_session(&nth(place), true, now()).await.unwrap();
        }
        assert_eq!(vault.fold_some(now()).await, Ok(false));
        assert_eq!(folds(&stores), []);
        vault.log_session(&nth(95), true, now()).await.unwrap();
        assert_eq!(vault.fold_some(now()).await, Ok(true));
    });
}

#[test]
fn what_was_amended_or_struck_out_before_stays_so() {
    block_on(async {
        let (vault, stores) = logged().await;
        let amended = amend(&vault, 5, "second").await;
        vault.strike_session(&id(9), "wrong client", now()).await.unwrap();
        assert_eq!(vault.fold_some(now()).await, Ok(true));
        let again = unlock(&stores, PASSPHRASE).await.unwrap();
        assert_eq!(again.session(&id(5), now()).await, Ok(amended));
        let revisions = again.session_revisions(&id(5), now()).await.unwrap();
        assert_eq!((revisions.len(), &revisions[1].session), (2, &nth(5)));
        assert_eq!(all(&again).await.len(), MANY - 1);
        let third = amend(&again, 5, "third").await;
        again.restore_session(&id(9), now()).await.unwrap();
        assert_eq!(again.session(&id(5), now()).await, Ok(third));
        assert_eq!(all(&again).await.len(), MANY);
        whole(&again).await;
    });
}

#[test]
fn another_tab_goes_on_reading_and_writing() {
    block_on(async {
        let (vault, stores) = logged().await;
        let other = unlock(&stores, PASSPHRASE).await.unwrap();
        assert_eq!(all(&other).await.len(), MANY);
        assert_eq!(vault.fold_some(now()).await, Ok(true));
        assert_eq!(all(&other).await.len(), MANY);
        let amended = amend(&other, 7, "elsewhere").await;
        assert_eq!(vault.session(&id(7), now()).await, Ok(amended));
        assert_eq!(other.fold_some(now()).await, Ok(false));
        whole(&vault).await;
    });
}

#[test]
fn the_last_save_can_be_taken_back_after_a_fold() {
    block_on(async {
        let (vault, _) = logged().await;
        assert_eq!(vault.fold_some(now()).await, Ok(true));
        vault.undo_save(&id(MANY - 1), now()).await.unwrap();
        assert_eq!(all(&vault).await.len(), MANY - 1);
        whole(&vault).await;
    });
}

#[test]
fn a_damaged_session_is_left_out_of_the_fold() {
    block_on(async {
        let (_, stores) = logged().await;
        let vault = unlock(&stores, PASSPHRASE).await.unwrap();
        assert_eq!(all(&vault).await.len(), MANY);
        let singles = stores.rows(Table::Journal);
        let one = singles.iter().find(|row| row.holds.len() == 1).unwrap();
        stores.put(Table::Journal, &[flipped(one)]);
        assert_eq!(vault.fold_some(now()).await, Ok(true));
        let skipping = Reading { skip_damaged: true, ..Reading::default() };
        assert_eq!(vault.sessions(&client(), skipping, now()).await.unwrap().len(), MANY - 1);
        assert_eq!(vault.verify(&|_, _| {}).await.unwrap().damaged.len(), 1);
    });
}

#[test]
fn a_damaged_fold_costs_only_itself_and_names_what_lies_in_it() {
    block_on(async {
        let (vault, stores) = logged().await;
        assert_eq!(vault.fold_some(now()).await, Ok(true));
        stores.put(Table::Journal, &folds(&stores).iter().map(flipped).collect::<Vec<_>>());
        let again = unlock(&stores, PASSPHRASE).await.unwrap();
        let verdict = again.verify(&|_, _| {}).await.unwrap();
        let named: Vec<Moment> = verdict.damaged.iter().filter_map(|one| one.at).collect();
        assert_eq!(named, (0..FOLDED).map(|place| nth(place).timestamp).collect::<Vec<_>>());
        assert_eq!(again.session(&id(0), now()).await, Err(VaultError::CorruptRecord));
        assert_eq!(again.session(&id(FOLDED), now()).await, Ok(nth(FOLDED)));
    });
}

#[test]
fn damaged_derived_boxes_are_rebuilt_after_a_fold() {
    block_on(async {
        let (vault, stores) = logged().await;
        assert_eq!(vault.fold_some(now()).await, Ok(true));
        for table in [Table::Timeline, Table::Catalogue] {
            stores.put(table, &stores.rows(table).iter().map(flipped).collect::<Vec<_>>());
            let again = unlock(&stores, PASSPHRASE).await.unwrap();
            assert_eq!(all(&again).await.len(), MANY);
            whole(&again).await;
        }
    });
}
