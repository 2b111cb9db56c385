//! Making, opening, locking and destroying vaults.

use js_sys::Uint8Array;
use wasm_bindgen::prelude::*;
use zeroize::Zeroizing;

use super::TherapeuticProgressTracker;
use crate::crypto::{Argon2Parameters, Passphrase, SlotKey, SlotKind, random_bytes};
use crate::domain::FieldError;
use crate::store::indexed_db::IndexedDbStore;
use crate::store::{Database, Store};
use crate::vault::{
    LockedVault, SlotSecret, Vault, VaultError, check_strength, created_at, rehearse,
};
use crate::wasm::clock::now;
use crate::wasm::derive::slot_key;
use crate::wasm::error::{Answer, answer, done, invalid, to_js};
use crate::wasm::input::{normalised, vault_name};
use crate::wasm::options::Options;
use crate::wasm::output;

/// What a caller opens a vault with.
enum Secret {
    Passphrase(Zeroizing<String>),
    Key(Zeroizing<[u8; 32]>),
}

impl Secret {
    /// Takes `passphrase` or `key` out of the options; exactly one must be there.
    fn take(options: &mut Options) -> Result<Self, VaultError> {
        match (passphrase(options, "passphrase")?, options.bytes("key")?) {
            (Some(passphrase), None) => Ok(Self::Passphrase(passphrase)),
            (None, Some(bytes)) => {
                let bytes = Zeroizing::new(bytes);
                let key = bytes.as_slice().try_into();
                let key = key.map_err(|_| invalid("key", "must be 32 random bytes"))?;
                Ok(Self::Key(Zeroizing::new(key)))
            }
            (None, None) => Err(FieldError::missing("passphrase").into()),
            (Some(_), Some(_)) => Err(invalid("key", "cannot be given with a passphrase")),
        }
    }

    fn kind(&self) -> SlotKind {
        match self {
            Self::Passphrase(_) => SlotKind::Passphrase,
            Self::Key(_) => SlotKind::DeviceKey,
        }
    }

    async fn derive(
        &self,
        parameters: Argon2Parameters,
        salt: &[u8; 16],
    ) -> Result<SlotKey, VaultError> {
        match self {
            Self::Passphrase(passphrase) => slot_key(passphrase, parameters, salt).await,
            Self::Key(key) => Ok(SlotKey::from_device_key(key, salt)?),
        }
    }

    /// A secret for a new slot.
    async fn for_new_slot(&self) -> Result<SlotSecret, VaultError> {
        let parameters = match self {
            Self::Passphrase(_) => Argon2Parameters::DEFAULT,
            Self::Key(_) => Argon2Parameters::NONE,
        };
        self.with(parameters, random_bytes()?).await
    }

    /// A secret for the slot of its kind in a vault.
    async fn for_slot_of(
        &self,
        vault: &LockedVault<IndexedDbStore>,
    ) -> Result<SlotSecret, VaultError> {
        let found = match self.kind() {
            SlotKind::Passphrase => vault.passphrase_derivation(),
            SlotKind::DeviceKey => {
                vault.device_key_salt().map(|salt| (Argon2Parameters::NONE, salt))
            }
        };
        let (parameters, salt) = found.ok_or(VaultError::WrongPassphrase)?;
        self.with(parameters, salt).await
    }

    async fn with(
        &self,
        parameters: Argon2Parameters,
        salt: [u8; 16],
    ) -> Result<SlotSecret, VaultError> {
        let key = self.derive(parameters, &salt).await?;
        let passphrase = match self {
            Self::Passphrase(text) => Some(Passphrase::new(text.to_string())),
            Self::Key(_) => None,
        };
        Ok(SlotSecret { kind: self.kind(), parameters, salt, key, passphrase })
    }

    fn check_strength(&self) -> Result<(), VaultError> {
        match self {
            Self::Passphrase(passphrase) => check_strength(passphrase),
            Self::Key(_) => Ok(()),
        }
    }
}

/// A passphrase among the options, normalised.
pub(super) fn passphrase(
    options: &mut Options,
    name: &str,
) -> Result<Option<Zeroizing<String>>, VaultError> {
    Ok(options.text(name)?.map(|text| Zeroizing::new(normalised(&Zeroizing::new(text)))))
}

async fn find(name: &str) -> Result<LockedVault<IndexedDbStore>, VaultError> {
    let meanwhile = || drop(rehearse(now()).map(|report| output::data(&report)));
    let opened = IndexedDbStore::open_both(name, meanwhile).await?;
    let (records, keys) = opened.ok_or(VaultError::VaultNotFound)?;
    LockedVault::find(records, keys).await
}

#[wasm_bindgen]
impl TherapeuticProgressTracker {
    /// Makes a vault and unlocks it.
    ///
    /// # Errors
    /// `vault_exists`, `weak_passphrase`.
    #[wasm_bindgen(unchecked_return_type = "TherapeuticProgressTracker")]
    pub async fn create(
        #[wasm_bindgen(unchecked_param_type = "VaultOptions")] options: JsValue,
    ) -> Result<TherapeuticProgressTracker, JsValue> {
        Self::make(&options).await.map_err(|error| to_js(&error))
    }

    async fn make(options: &JsValue) -> Result<Self, VaultError> {
        let mut options = Options::read(options)?;
        let name = vault_name(options.text("name")?)?;
        let secret = Secret::take(&mut options)?;
        options.finish()?;
        secret.check_strength()?;
        let keys = IndexedDbStore::open(&name, Database::Keys).await?;
        if created_at(&keys).await?.is_some() {
            return Err(VaultError::VaultExists);
        }
        let records = IndexedDbStore::open(&name, Database::Records).await?;
        let secret = secret.for_new_slot().await?;
        let vault = Vault::create(records, keys, secret, now()).await?;
        Ok(Self::new(name, vault))
    }

    /// Unlocks a vault.
    ///
    /// # Errors
    /// `vault_not_found`, `wrong_passphrase`, `corrupt_vault`.
    #[wasm_bindgen(unchecked_return_type = "TherapeuticProgressTracker")]
    pub async fn unlock(
        #[wasm_bindgen(unchecked_param_type = "VaultOptions")] options: JsValue,
    ) -> Result<TherapeuticProgressTracker, JsValue> {
        Self::open_vault(&options).await.map_err(|error| to_js(&error))
    }

    async fn open_vault(options: &JsValue) -> Result<Self, VaultError> {
        let mut options = Options::read(options)?;
        let name = vault_name(options.text("name")?)?;
        let secret = Secret::take(&mut options)?;
        options.finish()?;
        let locked = find(&name).await?;
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
        answer(listing().await)
    }

    /// Wipes the keys from memory; every later call rejects with `locked`.
    ///
    /// # Errors
    /// None: a vault that is locked stays so.
    pub async fn lock(&self) -> Result<(), JsValue> {
        let vault = self.open.take();
        if let Some(vault) = vault {
            // A line that cannot be written must not keep the vault open.
            let _ = vault.settle().await;
            vault.close();
        }
        Ok(())
    }

    /// Puts a new passphrase in place of the current one. Rewrites the keys, no record. Resolves
    /// once the old keys are out of the browser's files, which takes some seconds; where that is
    /// cut off, it goes on after the next unlocking.
    ///
    /// # Errors
    /// `wrong_passphrase`, `weak_passphrase`.
    #[wasm_bindgen(js_name = changePassphrase)]
    pub async fn change_passphrase(
        &self,
        #[wasm_bindgen(unchecked_param_type = "PassphraseChange")] change: JsValue,
    ) -> Result<(), JsValue> {
        done(self.change(&change).await)
    }

    async fn change(&self, options: &JsValue) -> Result<(), VaultError> {
        let vault = self.vault()?;
        let mut options = Options::read(options)?;
        let current = passphrase(&mut options, "current")?;
        let next = passphrase(&mut options, "next")?;
        let progress = options.progress()?;
        options.finish()?;
        let current = Secret::Passphrase(current.ok_or_else(|| FieldError::missing("current"))?);
        let next = Secret::Passphrase(next.ok_or_else(|| FieldError::missing("next"))?);
        next.check_strength()?;
        let current = current.for_slot_of(&find(&self.name).await?).await?;
        let next = next.for_new_slot().await?;
        vault.change_slot(&current.key, current.kind, next, now()).await?;
        drop(vault);
        // The passphrase is changed in any case; what cannot be erased now is so after unlocking.
        let _ = self.erase(&progress).await;
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
    ) -> Result<(), JsValue> {
        done(self.destroy(&options).await)
    }

    async fn destroy(&self, options: &JsValue) -> Result<(), VaultError> {
        let vault = self.vault()?;
        let mut options = Options::read(options)?;
        let secret = Secret::take(&mut options)?;
        options.finish()?;
        let secret = secret.for_slot_of(&find(&self.name).await?).await?;
        vault.check_secret(secret.kind, &secret.key).await?;
        self.open.take();
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
        let Ok(store) = IndexedDbStore::open(&name, Database::Keys).await else { continue };
        let made = created_at(&store).await;
        store.close();
        let made = match made {
            Ok(Some(made)) => JsValue::from(made.to_rfc3339()),
            Err(VaultError::CorruptVault | VaultError::UnsupportedVersion) => JsValue::NULL,
            Ok(None) | Err(_) => continue,
        };
        vaults.push(output::object([("name", name.into()), ("created_at", made)]));
    }
    Ok(output::list(vaults))
}

/// Bytes as JavaScript's.
pub(super) fn uint8_array(bytes: &[u8]) -> JsValue {
    Uint8Array::from(bytes).into()
}
