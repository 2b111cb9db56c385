//! The class that JavaScript sees, one file a group of calls.

mod analysis;
mod disposal;
mod events;
mod files;
mod imports;
mod plans;
mod practice;
mod records;
mod trust;
mod vaults;

use std::cell::{Cell, RefCell};
use std::ops::Deref;
use std::rc::Rc;

use wasm_bindgen::prelude::*;
use wasm_bindgen_futures::spawn_local;

use crate::store::indexed_db::IndexedDbStore;
use crate::vault::{Vault, VaultError};

type OpenVault = Vault<IndexedDbStore>;

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
    /// Whether what was read is on its way into the audit log.
    settling: Rc<Cell<bool>>,
    /// Whether destroyed keys are on their way out of the browser's files.
    erasing: Rc<Cell<bool>>,
}

impl TherapeuticProgressTracker {
    fn new(name: String, vault: OpenVault) -> Self {
        let tracker = Self {
            name,
            open: RefCell::new(Some(Rc::new(vault))),
            settling: Rc::default(),
            erasing: Rc::default(),
        };
        tracker.settle_soon();
        tracker
    }

    /// Clones the handle out, so that no borrow is held across an `await`.
    fn vault(&self) -> Result<Rc<OpenVault>, VaultError> {
        self.open.borrow().as_ref().map(Rc::clone).ok_or(VaultError::Locked)
    }

    /// The vault for a call that reads: its line in the audit log follows the answer.
    fn reading(&self) -> Result<Reading<'_>, VaultError> {
        Ok(Reading { tracker: self, vault: self.vault()? })
    }

    fn settle_soon(&self) {
        let Some(vault) = self.open.borrow().as_ref().map(Rc::clone) else { return };
        if self.settling.replace(true) {
            return;
        }
        let settling = Rc::clone(&self.settling);
        spawn_local(async move {
            super::output::later().await;
            settling.set(false);
            // What cannot be written now is kept, and written with the next line.
            let _ = vault.settle().await;
        });
    }
}
