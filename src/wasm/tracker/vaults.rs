//! Making, opening, locking and destroying vaults.

use std::cell::Cell;

use js_sys::Uint8Array;
use wasm_bindgen::prelude::*;
use wasm_bindgen_futures::spawn_local;

use super::TherapeuticProgressTracker;
use crate::store::indexed_db::IndexedDbStore;
use crate::store::{Database, Store};
use crate::vault::{LockedVault, Vault, VaultError, created_at, plain_report, rehearse};
use crate::wasm::clock::now;
use crate::wasm::error::Answer;
use crate::wasm::input::vault_name;
use crate::wasm::options::Options;
use crate::wasm::output;
use crate::wasm::secret::Secret;

pub(super) async fn find(name: &str) -> Result<LockedVault<IndexedDbStore>, VaultError> {
    let meanwhile = || drop(rehearse(now()).map(|report| output::json(&plain_report(&report))));
    let opened = IndexedDbStore::open_both(name, meanwhile).await?;
    let (records, keys) = opened.ok_or(VaultError::VaultNotFound)?;
    LockedVault::find(records, keys).await
}

thread_local! {
    static HAS_NEW_LOG: Cell<bool> = const { Cell::new(false) };
}

/// Has the browser begin a new log, once in the life of a page.
pub(super) async fn renew_log() {
    // Where there can be none, the old one serves as well, unless the browser had been killed.
    if !HAS_NEW_LOG.replace(true) && IndexedDbStore::renew_log().await.is_err() {
        HAS_NEW_LOG.set(false);
    }
}

/// The same before anything is written, where nobody will notice: a wrong passphrase is noted too.
async fn renew_log_first(secret: &Secret) {
    if secret.is_typed() {
        renew_log().await;
    }
}

#[wasm_bindgen(wasm_bindgen_futures = crate::wasm::calls)]
impl TherapeuticProgressTracker {
    /// Makes a vault and unlocks it.
    ///
    /// # Errors
    /// `vault_exists`, `weak_passphrase`.
    #[wasm_bindgen(unchecked_return_type = "TherapeuticProgressTracker")]
    pub async fn create(
        #[wasm_bindgen(unchecked_param_type = "VaultOptions")] options: JsValue,
    ) -> Result<TherapeuticProgressTracker, VaultError> {
        let mut options = Options::read(&options)?;
        let name = vault_name(options.text("name")?)?;
        let secret = Secret::take_new(&mut options)?;
        options.finish()?;
        renew_log_first(&secret).await;
        let keys = IndexedDbStore::open(&name, Database::Keys).await?;
        if created_at(&keys).await?.is_some() {
            return Err(VaultError::VaultExists);
        }
        let records = IndexedDbStore::open(&name, Database::Records).await?;
        let secret = secret.for_new_slot().await?;
        let vault = Vault::create(records, keys, secret, now()).await?;
        Ok(Self::new(name, vault))
    }

    /// Unlocks a vault. After the fourth failure in a row the next try must wait, at most a minute.
    ///
    /// # Errors
    /// `vault_not_found`, `wrong_passphrase`, `too_many_attempts`, `corrupt_vault`.
    #[wasm_bindgen(unchecked_return_type = "TherapeuticProgressTracker")]
    pub async fn unlock(
        #[wasm_bindgen(unchecked_param_type = "VaultOptions")] options: JsValue,
    ) -> Result<TherapeuticProgressTracker, VaultError> {
        let mut options = Options::read(&options)?;
        let name = vault_name(options.text("name")?)?;
        let secret = Secret::take(&mut options)?;
        options.finish()?;
        let locked = find(&name).await?;
        // Asked before anything is derived.
        locked.check_wait(now())?;
        renew_log_first(&secret).await;
        let secret = secret.for_slot_of(&locked).await?;
        let tracker = Self::new(name, locked.unlock(secret, now()).await?);
        tracker.resume_erasure();
        Ok(tracker)
    }

    /// The vaults on this device.
    ///
    /// # Errors
    /// `storage_unavailable`.
    #[wasm_bindgen(unchecked_return_type = "VaultListing[]")]
    pub async fn list() -> Answer {
        let found = listing().await;
        spawn_local(renew_log());
        found
    }

    /// Wipes the keys from memory; every later call rejects with `locked`.
    ///
    /// # Errors
    /// None: a vault that is locked stays so.
    pub async fn lock(&self) -> Result<(), VaultError> {
        let vault = self.close();
        if let Some(vault) = vault {
            // A line that cannot be written must not keep the vault open.
            let _ = vault.settle().await;
            vault.close();
        }
        Ok(())
    }

    /// Deletes the whole vault, after its passphrase was given once more.
    ///
    /// # Errors
    /// `wrong_passphrase`.
    #[wasm_bindgen(js_name = destroyVault)]
    pub async fn destroy_vault(
        &self,
        #[wasm_bindgen(unchecked_param_type = "VaultSecret")] options: JsValue,
    ) -> Result<(), VaultError> {
        let vault = self.vault()?;
        let mut options = Options::read(&options)?;
        let secret = Secret::take(&mut options)?;
        options.finish()?;
        let secret = secret.for_slot_of(&find(&self.name).await?).await?;
        vault.check_secret(&secret).await?;
        self.close();
        vault.close();
        // The keys go first: without them what is left of the records is noise.
        IndexedDbStore::delete(&self.name, Database::Keys).await?;
        IndexedDbStore::delete(&self.name, Database::Records).await?;
        Ok(())
    }
}

async fn listing() -> Result<JsValue, VaultError> {
    let mut vaults = Vec::new();
    for name in IndexedDbStore::vaults().await? {
        // A database of another program may bear such a name; it has no such tables.
        let Ok(Some(store)) = IndexedDbStore::open_keys_as_they_are(&name).await else {
            continue;
        };
        let made = created_at(&store).await;
        store.close();
        let made = match made {
            Ok(Some(made)) => JsValue::from(made.to_rfc3339()),
            Err(VaultError::CorruptVault | VaultError::UnsupportedVersion) => JsValue::NULL,
            Ok(None) | Err(_) => continue,
        };
        vaults.push(output::object(&[("name", name.into()), ("created_at", made)]));
    }
    Ok(output::list(vaults))
}

/// Bytes as JavaScript's.
pub(super) fn uint8_array(bytes: &[u8]) -> JsValue {
    Uint8Array::from(bytes).into()
}
