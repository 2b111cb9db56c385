//! The class that JavaScript sees, one file a group of calls.

mod analysis;
mod disposal;
mod events;
mod files;
mod imports;
mod notes;
mod plans;
mod practice;
mod records;
mod signing;
mod slots;
mod trust;
mod vaults;

use std::cell::{Cell, RefCell};
use std::ops::Deref;
use std::rc::{Rc, Weak};

use wasm_bindgen::prelude::*;
use wasm_bindgen_futures::spawn_local;

use crate::store::indexed_db::IndexedDbStore;
use crate::vault::{Vault, VaultError};
use crate::wasm::kept::KeptObjects;

type OpenVault = Vault<IndexedDbStore>;

/// How many milliseconds without a call are a quiet moment.
const QUIET: i32 = 2_000;

/// The vault in the hands of a call that reads. Once the call is through with it, and so has
/// noted what it read, the note is written down.
#[derive(Debug)]
struct Reading<'t> {
    tracker: &'t TherapeuticProgressTracker,
    vault: Rc<OpenVault>,
}

impl Deref for Reading<'_> {
    type Target = OpenVault;

    fn deref(&self) -> &OpenVault {
        &self.vault
    }
}

impl Drop for Reading<'_> {
    fn drop(&mut self) {
        self.tracker.settle_soon();
    }
}

/// A therapist's vault, unlocked until `lock()`.
#[wasm_bindgen]
#[derive(Debug)]
pub struct TherapeuticProgressTracker {
    name: String,
    open: RefCell<Option<Rc<OpenVault>>>,
    kept: RefCell<KeptObjects>,
    /// Whether what was read is on its way into the audit log.
    settling: Rc<Cell<bool>>,
    calls: Rc<Calls>,
    /// Whether destroyed keys are on their way out of the browser's files.
    erasing: Rc<Cell<bool>>,
}

/// How many calls there were, and whether somebody waits for them to pause.
#[derive(Debug, Default)]
struct Calls {
    made: Cell<u64>,
    awaited: Cell<bool>,
}

impl TherapeuticProgressTracker {
    fn new(name: String, vault: OpenVault) -> Self {
        let tracker = Self {
            name,
            open: RefCell::new(Some(Rc::new(vault))),
            kept: RefCell::default(),
            settling: Rc::default(),
            calls: Rc::default(),
            erasing: Rc::default(),
        };
        tracker.settling.set(true);
        tracker.settle_in_turn(true);
        tracker
    }

    /// Clones the handle out, so that no borrow is held across an `await`.
    fn vault(&self) -> Result<Rc<OpenVault>, VaultError> {
        let vault = self.open.borrow().as_ref().map(Rc::clone).ok_or(VaultError::Locked)?;
        self.calls.made.set(self.calls.made.get() + 1);
        if !self.calls.awaited.replace(true) {
            spawn_local(tidy_when_quiet(Rc::downgrade(&vault), Rc::clone(&self.calls)));
        }
        Ok(vault)
    }

    /// Takes the vault away, with what was kept of it; none where it was locked before.
    fn close(&self) -> Option<Rc<OpenVault>> {
        self.kept.take();
        self.open.take()
    }

    /// What `made` makes with what is kept. Nothing is kept of a vault that was locked meanwhile.
    fn with_kept<T>(&self, made: impl FnOnce(&mut KeptObjects) -> T) -> T {
        match self.open.borrow().is_some() {
            true => made(&mut self.kept.borrow_mut()),
            false => made(&mut KeptObjects::default()),
        }
    }

    /// The vault for a call that reads: its line in the audit log follows the answer.
    fn reading(&self) -> Result<Reading<'_>, VaultError> {
        Ok(Reading { tracker: self, vault: self.vault()? })
    }

    fn settle_soon(&self) {
        if !self.settling.replace(true) {
            self.settle_in_turn(false);
        }
    }

    /// Writes the lines of the audit log once the answer is out, the first of them into a new log of
    /// the browser's. Holds no vault while it waits: what locks it writes them itself.
    fn settle_in_turn(&self, is_first: bool) {
        let Some(vault) = self.open.borrow().as_ref().map(Rc::downgrade) else { return };
        let settling = Rc::clone(&self.settling);
        spawn_local(async move {
            super::output::later().await;
            if is_first {
                vaults::renew_log().await;
            }
            settling.set(false);
            let Some(vault) = vault.upgrade() else { return };
            // What cannot be written now is kept, and written with the next line.
            let _ = vault.settle().await;
        });
    }
}

/// Folds old sessions once there was no call for a while, until a call comes or nothing is left
/// to fold. Holds no vault while it waits, so that a locked one is gone at once.
async fn tidy_when_quiet(vault: Weak<OpenVault>, calls: Rc<Calls>) {
    loop {
        let before = calls.made.get();
        super::output::pause(QUIET).await;
        if calls.made.get() != before {
            continue;
        }
        let Some(vault) = vault.upgrade() else { break };
        // What could not be folded now lies well where it is.
        if !vault.fold_some(super::clock::now()).await.unwrap_or(false) {
            break;
        }
    }
    calls.awaited.set(false);
}
