//! What the stories share.
#![allow(
    dead_code,
    clippy::unwrap_used,
    reason = "stories fail loudly, and not every one needs all of it"
)]

pub(crate) mod devices;
pub(crate) mod dump;
pub(crate) mod endings;
pub(crate) mod failing;
pub(crate) mod files;
pub(crate) mod practice;
pub(crate) mod saved;
pub(crate) mod writes;

use pollster::block_on;
use therapeutic_progress_tracker::crypto::{
    Argon2Parameters, Passphrase, SlotKind, derive_slot_key,
};
use therapeutic_progress_tracker::domain::{ClientId, Goal, Milestone, Moment, Session};
use therapeutic_progress_tracker::store::{
    Access, MemoryStore, Query, Row, Store as _, Table, Transaction as _,
};
use therapeutic_progress_tracker::vault::{LockedVault, SlotSecret, Vault, VaultError};

pub(crate) const PASSPHRASE: &str = "violet kettle orbit";
/// The cheapest derivation that is accepted.
const QUICK: Argon2Parameters = Argon2Parameters { memory_kib: 19 * 1024, passes: 2, lanes: 1 };

/// The two databases of a vault.
pub(crate) struct Stores {
    pub(crate) records: MemoryStore,
    pub(crate) keys: MemoryStore,
}

impl Stores {
    /// All rows of a table.
    pub(crate) fn rows(&self, table: Table) -> Vec<Row> {
        let tx = self.records.begin(&[table], Access::Read).unwrap();
        block_on(tx.read(&[Query::All(table)])).unwrap().remove(0)
    }

    /// The rows of a table that were not there, or held another box, `before`.
    pub(crate) fn changed(&self, table: Table, before: &[Row]) -> Vec<Row> {
        self.rows(table).into_iter().filter(|row| !before.contains(row)).collect()
    }

    /// Puts rows behind the vault's back.
    pub(crate) fn put(&self, table: Table, rows: &[Row]) {
        let tx = self.records.begin(&[table], Access::Write).unwrap();
        rows.iter().for_each(|row| tx.put(table, row).unwrap());
        block_on(tx.commit()).unwrap();
    }

    /// Removes a row behind the vault's back.
    pub(crate) fn remove(&self, table: Table, key: &[u8]) {
        let tx = self.records.begin(&[table], Access::Write).unwrap();
        tx.delete(table, key).unwrap();
        block_on(tx.commit()).unwrap();
    }
}

/// The row with one bit of its box turned over.
pub(crate) fn flipped(row: &Row) -> Row {
    let mut row = row.clone();
    *row.sealed.last_mut().unwrap() ^= 1;
    row
}

pub(crate) type TestVault = Vault<MemoryStore>;

pub(crate) fn at(text: &str) -> Moment {
    Moment::parse(text, &0_i16, "time").unwrap()
}

pub(crate) fn secret(passphrase: &str, salt: [u8; 16]) -> SlotSecret {
    let passphrase = Passphrase::new(passphrase.into());
    let key = derive_slot_key(&passphrase, &QUICK, &salt).unwrap();
    let passphrase = Some(passphrase);
    SlotSecret { kind: SlotKind::Passphrase, parameters: QUICK, salt, key, passphrase }
}

pub(crate) fn new_vault() -> (TestVault, Stores) {
    let stores = Stores { records: MemoryStore::default(), keys: MemoryStore::default() };
    let (records, keys) = (stores.records.clone(), stores.keys.clone());
    let made =
        Vault::create(records, keys, secret(PASSPHRASE, [7; 16]), at("2020-01-01T00:00:00Z"));
    (block_on(made).unwrap(), stores)
}

pub(crate) async fn unlock(stores: &Stores, passphrase: &str) -> Result<TestVault, VaultError> {
    let locked = LockedVault::find(stores.records.clone(), stores.keys.clone()).await?;
    let (_, salt) = locked.passphrase_derivation().unwrap();
    locked.unlock(secret(passphrase, salt), at("2024-06-01T12:00:00Z")).await
}

pub(crate) fn session(id: &str, client: &str, time: &str, state: &str) -> Session {
    let json = serde_json::json!({
        "session_id": id,
        "client_id": client,
        "timestamp": time,
        "emotional_state": state,
        "progress_notes": format!("notes of {id}"),
        "techniques_used": ["grounding", "exposure"],
    });
    Session::read(&json.to_string(), at("2024-06-01T12:00:00Z"), &0_i16).unwrap()
}

pub(crate) fn goal(id: &str, percent: f64) -> Goal {
    let json = serde_json::json!({
        "goal_id": id,
        "description": format!("goal {id}"),
        "completion_percentage": percent,
    });
    Goal::read(&json.to_string(), at("2024-01-01T12:00:00Z"), &0_i16).unwrap()
}

pub(crate) fn milestone(id: &str, goal: &str) -> Milestone {
    let json = serde_json::json!({
        "milestone_id": id,
        "goal_id": goal,
        "description": format!("milestone {id}"),
        "achieved_date": "2024-03-01",
    });
    Milestone::read(&json.to_string(), at("2024-06-01T12:00:00Z"), &0_i16).unwrap()
}

/// A vault with three clients over three years, imported, logged, amended and planned.
pub(crate) fn caseload_vault() -> (TestVault, Stores) {
    let (vault, stores) = new_vault();
    let now = at("2024-06-01T12:00:00Z");
    let states = ["very_negative", "negative", "neutral", "positive", "very_positive"];
    block_on(async {
        for client in ["a", "b", "c"] {
            let sessions = (0..100).map(|week: usize| {
                let (year, day) = (2021 + week % 3, week * 3);
                let time = format!("{year}-{:02}-{:02}T10:00:00Z", 1 + day / 28, 1 + day % 28);
                (week, session(&format!("{client}{week}"), client, &time, states[week * 7 % 5]))
            });
            vault.import_batch(sessions.collect(), now).await.unwrap();
            let id = ClientId::new(client).unwrap();
            vault.create_goal(&id, &goal(&format!("g-{client}"), 40.0), now).await.unwrap();
            let step = milestone(&format!("m-{client}"), &format!("g-{client}"));
            vault.add_milestone(&id, &step, true, now).await.unwrap();
            let late =
                session(&format!("{client}-late"), client, "2024-05-30T10:00:00Z", "neutral");
            vault.log_session(&late, true, now).await.unwrap();
        }
    });
    (vault, stores)
}

/// So many cases in the short form; `PROPTEST_CASES` says how many there are in the long one.
pub(crate) fn cases(short: u32) -> u32 {
    match std::env::var("PROPTEST_CASES") {
        Ok(_) => proptest::test_runner::Config::default().cases,
        Err(_) => short,
    }
}
