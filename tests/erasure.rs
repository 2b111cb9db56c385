//! Stories of destroyed keys: a deletion that is cut off anywhere, and what erases their remains.
#![cfg(not(target_arch = "wasm32"))]
#![expect(clippy::unwrap_used, reason = "a story that goes wrong must fail")]

mod support;

use std::cell::Cell;
use std::rc::Rc;

use pollster::block_on;
use support::files::{key_rows, whole};
use support::{PASSPHRASE, Stores, at, caseload_vault, secret, unlock};
use therapeutic_progress_tracker::domain::ClientId;
use therapeutic_progress_tracker::records::AuditAction;
use therapeutic_progress_tracker::store::{
    Access, MemoryStore, Query, Row, Store, StoreError, Table,
};
use therapeutic_progress_tracker::vault::{
    Certificate, LockedVault, Reading, Vault, VaultError, pause_after_step,
};

const NOW: &str = "2024-06-01T12:00:00Z";

fn id(text: &str) -> ClientId {
    ClientId::new(text).unwrap()
}

fn plain(certificate: &Certificate) -> serde_json::Value {
    serde_json::from_str(&certificate.to_json()).unwrap()
}

async fn erase<S: Store>(vault: &Vault<S>) -> usize {
    let mut steps = 1;
    while vault.erase_step(at(NOW)).await.unwrap() > 0 {
        steps += 1;
    }
    steps
}

/// A store that fails from a certain moment on, as if the browser had died then, and counts how
/// often it was moved.
#[derive(Debug, Clone)]
struct Dying {
    inner: MemoryStore,
    /// How many commits and moves still succeed.
    budget: Rc<Cell<usize>>,
    moves: Rc<Cell<usize>>,
}

impl Dying {
    fn spend(&self) -> Result<(), StoreError> {
        let left = self.budget.get();
        self.budget.set(left.saturating_sub(1));
        if left == 0 { Err(StoreError::Unavailable) } else { Ok(()) }
    }
}

#[derive(Debug)]
struct DyingTransaction {
    inner: <MemoryStore as Store>::Transaction,
    access: Access,
    store: Dying,
}

impl Store for Dying {
    type Transaction = DyingTransaction;

    fn begin(&self, tables: &[Table], access: Access) -> Result<DyingTransaction, StoreError> {
        let inner = self.inner.begin(tables, access)?;
        Ok(DyingTransaction { inner, access, store: self.clone() })
    }

    fn heard(&self) -> Option<u64> {
        self.inner.heard()
    }

    fn close(&self) {
        self.inner.close();
    }

    async fn relocate(&self) -> Result<(), StoreError> {
        self.spend()?;
        self.moves.set(self.moves.get() + 1);
        Ok(())
    }
}

impl therapeutic_progress_tracker::store::Transaction for DyingTransaction {
    async fn read(&self, queries: &[Query]) -> Result<Vec<Vec<Row>>, StoreError> {
        self.inner.read(queries).await
    }

    async fn keys(&self, table: Table) -> Result<Vec<Vec<u8>>, StoreError> {
        self.inner.keys(table).await
    }

    async fn is_empty(&self, table: Table) -> Result<bool, StoreError> {
        self.inner.is_empty(table).await
    }

    fn put(&self, table: Table, row: &Row) -> Result<(), StoreError> {
        self.inner.put(table, row)
    }

    fn add(&self, table: Table, row: &Row) -> Result<(), StoreError> {
        self.inner.add(table, row)
    }

    fn delete(&self, table: Table, key: &[u8]) -> Result<(), StoreError> {
        self.inner.delete(table, key)
    }

    fn clear(&self, table: Table) -> Result<(), StoreError> {
        self.inner.clear(table)
    }

    async fn commit(self) -> Result<(), StoreError> {
        if self.access == Access::Write {
            self.store.spend()?;
        }
        self.inner.commit().await
    }
}

/// Unlocks a vault over stores that die after `budget` commits and moves.
async fn unlock_dying(stores: &Stores, budget: usize) -> (Vault<Dying>, Rc<Cell<usize>>) {
    let (counter, moves) = (Rc::new(Cell::new(usize::MAX)), Rc::new(Cell::new(0)));
    let dying = |inner: &MemoryStore| Dying {
        inner: inner.clone(),
        budget: Rc::clone(&counter),
        moves: Rc::clone(&moves),
    };
    let locked = LockedVault::find(dying(&stores.records), dying(&stores.keys)).await.unwrap();
    let (_, salt) = locked.passphrase_derivation().unwrap();
    let vault = locked.unlock(secret(PASSPHRASE, salt), at(NOW)).await.unwrap();
    counter.set(budget);
    (vault, moves)
}

/// Deletes and erases until something fails.
async fn delete_and_erase(vault: &Vault<Dying>) -> Result<(), VaultError> {
    vault.delete_client(&id("a"), "past the period", false, at(NOW)).await?;
    while vault.erase_step(at(NOW)).await? > 0 {}
    let certificate = plain(&vault.certificates().await?[0]);
    match certificate["erased_at"].is_null() {
        false => Ok(()),
        true => Err(VaultError::StorageUnavailable),
    }
}

#[test]
fn a_deletion_that_is_cut_off_anywhere_is_either_not_begun_or_finished_after_unlocking() {
    let mut finished = false;
    for budget in 0..20 {
        let (vault, stores) = caseload_vault();
        let before = key_rows(&stores).len();
        drop(vault);
        block_on(async {
            let (dying, moved) = unlock_dying(&stores, budget).await;
            finished = delete_and_erase(&dying).await.is_ok();
            drop(dying);
            let (vault, later) = unlock_dying(&stores, usize::MAX).await;
            let certificates = vault.certificates().await.unwrap();
            if certificates.is_empty() {
                assert!(!finished && key_rows(&stores).len() == before, "{budget}");
                let read = vault.sessions(&id("a"), Reading::default(), at(NOW)).await.unwrap();
                assert_eq!(read.len(), 101);
                return;
            }
            // The key is gone as soon as the vault is unlocked, before anything is erased.
            assert_eq!(key_rows(&stores).iter().filter(|row| row.key.len() == 16).count(), 2);
            assert_eq!(vault.erasure_is_due(), !finished, "{budget}");
            erase(&vault).await;
            assert!(moved.get() + later.get() >= 4, "{budget}");
            assert_eq!(vault.erasure_left().await.unwrap(), None);
            let certificate = plain(&vault.certificates().await.unwrap()[0]);
            assert_eq!(certificate["erased_at"], NOW, "{budget}");
            whole(&vault).await;
        });
        if finished {
            assert!(budget >= 10, "{budget}");
            return;
        }
    }
    panic!("it never came to an end");
}

#[test]
fn a_certificate_says_erased_only_after_four_moves() {
    let (vault, stores) = caseload_vault();
    drop(vault);
    block_on(async {
        let (vault, moves) = unlock_dying(&stores, usize::MAX).await;
        assert_eq!((vault.erasure_left().await.unwrap(), vault.erasure_is_due()), (None, false));
        vault.delete_client(&id("a"), "r", false, at(NOW)).await.unwrap();
        for left in [3, 2, 1] {
            assert_eq!(vault.erase_step(at(NOW)).await.unwrap(), left);
            assert!(plain(&vault.certificates().await.unwrap()[0])["erased_at"].is_null());
        }
        // Another deletion in the midst of it begins anew, for both.
        vault.delete_client(&id("b"), "r", false, at(NOW)).await.unwrap();
        assert_eq!(erase(&vault).await, 4);
        assert_eq!(moves.get(), 7);
        for certificate in vault.certificates().await.unwrap() {
            assert_eq!(plain(&certificate)["erased_at"], NOW);
        }
        let lines = vault.audit_lines(None, None, at(NOW)).await.unwrap();
        let erased = lines.iter().filter(|line| line.action == AuditAction::KeysErased);
        assert_eq!(erased.count(), 1);
        assert_eq!(erase(&vault).await, 1);
        assert_eq!(moves.get(), 7);
    });
}

#[test]
fn a_new_passphrase_has_its_old_keys_erased_too() {
    let (vault, stores) = caseload_vault();
    drop(vault);
    block_on(async {
        let (vault, moves) = unlock_dying(&stores, usize::MAX).await;
        let current = secret(PASSPHRASE, [7; 16]);
        let next = secret("another four words", [9; 16]);
        assert_eq!(vault.change_passphrase(&current, next, true, at(NOW)).await.unwrap(), 0);
        assert!(vault.erasure_is_due());
        assert_eq!((erase(&vault).await, moves.get()), (4, 4));
        assert!(!vault.erasure_is_due());
        whole(&unlock(&stores, "another four words").await.unwrap()).await;
    });
}

#[test]
fn a_slow_device_has_longer_pauses_between_the_moves_and_no_pause_is_without_end() {
    // Of a clock that was set back, of a quick device, of a busy one, of one that stood still.
    let pauses = [-3_600_000, 40, 400, 3_600_000, i64::MAX].map(pause_after_step);
    assert_eq!(pauses, [3_000, 3_000, 4_000, 30_000, 30_000]);
}
