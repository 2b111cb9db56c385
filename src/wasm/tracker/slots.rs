//! The ways into a vault: a new passphrase, a recovery code, passkeys.

use wasm_bindgen::prelude::*;

use super::TherapeuticProgressTracker;
use super::vaults::{find, uint8_array};
use crate::crypto::{RecoveryCode, SlotKey, SlotKind, random_bytes};
use crate::domain::FieldError;
use crate::store::indexed_db::IndexedDbStore;
use crate::vault::{ERASURE_STEPS, SlotInfo, VaultError, slots_of};
use crate::wasm::clock::now;
use crate::wasm::error::{Answer, invalid};
use crate::wasm::input::vault_name;
use crate::wasm::options::Options;
use crate::wasm::output;
use crate::wasm::secret::{Passkey, Secret, cheap};

#[wasm_bindgen(wasm_bindgen_futures = crate::wasm::calls)]
impl TherapeuticProgressTracker {
    /// Puts a new passphrase in place of the current one. Rewrites the keys, no record. The other
    /// ways in go on opening the vault, unless `keep_others` is false. Answers how many ended, once
    /// the old keys are out of the browser's files, which takes some seconds; where that is cut
    /// off, it goes on after the next unlocking. The first word of progress, 0 done, comes as soon
    /// as the passphrase is changed.
    ///
    /// # Errors
    /// `wrong_passphrase`, `weak_passphrase`; nothing has changed then.
    #[wasm_bindgen(js_name = changePassphrase, unchecked_return_type = "PassphraseChanged")]
    pub async fn change_passphrase(
        &self,
        #[wasm_bindgen(unchecked_param_type = "PassphraseChange")] change: JsValue,
    ) -> Answer {
        self.change(&change).await
    }

    async fn change(&self, options: &JsValue) -> Result<JsValue, VaultError> {
        let vault = self.vault()?;
        let mut options = Options::read(options)?;
        let current = match Secret::take_passphrase(&mut options, "current")? {
            Some(current) => current,
            None => Secret::take(&mut options).map_err(|error| match error {
                VaultError::Field(field) if field.field == "passphrase" => {
                    FieldError::missing("current").into()
                }
                other => other,
            })?,
        };
        let next = Secret::take_next(&mut options);
        let keep = options.flag("keep_others", true)?;
        let progress = options.progress()?;
        options.finish()?;
        let next = next?;
        let current = current.for_slot_of(&find(&self.name).await?).await?;
        let next = next.for_new_slot().await?;
        let ended = vault.change_passphrase(&current, next, keep, now()).await?;
        drop(vault);
        progress(0, ERASURE_STEPS);
        // The passphrase is changed in any case; what cannot be erased now is so after unlocking.
        let _ = self.erase(&progress).await;
        Ok(output::object(&[("ended", output::count(ended))]))
    }

    /// Makes a recovery code, which opens the vault from now on, in place of the one before. It is
    /// stored nowhere: show it once, to be written down.
    ///
    /// # Errors
    /// `invalid_field` where there are eight ways in already.
    #[wasm_bindgen(js_name = addRecoveryCode, unchecked_return_type = "string")]
    pub async fn add_recovery_code(&self) -> Answer {
        let vault = self.vault()?;
        let (code, salt) = (RecoveryCode::make()?, random_bytes()?);
        let key = SlotKey::from_recovery_code(&code, &salt)?;
        let secret = cheap(SlotKind::RecoveryCode, salt, key);
        vault.add_slot(&secret, Vec::new(), now()).await?;
        Ok(JsValue::from_str(&code.to_text()))
    }

    /// Lets a passkey open the vault: its id, the 16 random bytes that it was asked with, and the
    /// 32 bytes that it answered (WebAuthn's PRF). Answers the number of its slot.
    ///
    /// # Errors
    /// `invalid_field`, `missing_field`; also where there are eight ways in already.
    #[wasm_bindgen(js_name = addPasskey, unchecked_return_type = "SlotAdded")]
    pub async fn add_passkey(
        &self,
        #[wasm_bindgen(unchecked_param_type = "NewPasskey")] options: JsValue,
    ) -> Answer {
        let vault = self.vault()?;
        let mut options = Options::read(&options)?;
        let salt = options.bytes("salt")?.ok_or_else(|| FieldError::missing("salt"))?;
        let salt = salt.try_into().map_err(|_| invalid("salt", "must be 16 random bytes"))?;
        let passkey = Passkey::take(&mut options)?;
        options.finish()?;
        let secret = passkey.for_salt(salt)?;
        let slot = vault.add_slot(&secret, passkey.credential, now()).await?;
        Ok(output::object(&[("slot", slot.into())]))
    }

    /// Removes a recovery code or a passkey by the number of its slot.
    ///
    /// # Errors
    /// `not_found`; `invalid_field` for a passphrase or a device's key.
    #[wasm_bindgen(js_name = removeSlot)]
    pub async fn remove_slot(
        &self,
        #[wasm_bindgen(unchecked_param_type = "number")] slot: JsValue,
    ) -> Result<(), VaultError> {
        let vault = self.vault()?;
        let number = slot.as_f64().filter(|number| number.fract() == 0.0);
        let number = number.filter(|number| (1.0..=255.0).contains(number));
        let number = number.ok_or_else(|| invalid("slot", "must be a number of getSlots"))?;
        #[expect(
            clippy::cast_possible_truncation,
            clippy::cast_sign_loss,
            reason = "it was checked"
        )]
        let number = number as u8;
        vault.remove_slot(number, now()).await
    }

    /// Resolves where the secret opens this vault now, as to ask for it once more.
    ///
    /// # Errors
    /// `wrong_passphrase`.
    #[wasm_bindgen(js_name = checkSecret)]
    pub async fn check_secret(
        &self,
        #[wasm_bindgen(unchecked_param_type = "VaultSecret")] secret: JsValue,
    ) -> Result<(), VaultError> {
        let vault = self.vault()?;
        let mut options = Options::read(&secret)?;
        let secret = Secret::take(&mut options)?;
        options.finish()?;
        vault.check_secret(&secret.for_slot_of(&find(&self.name).await?).await?).await
    }

    /// The ways into this vault.
    ///
    /// # Errors
    /// `corrupt_vault`.
    #[wasm_bindgen(js_name = getSlots, unchecked_return_type = "VaultSlot[]")]
    pub async fn slots(&self) -> Answer {
        Ok(list(&self.vault()?.slots().await?))
    }

    /// The ways into a vault of this device, which need not be unlocked.
    ///
    /// # Errors
    /// `vault_not_found`, `corrupt_vault`.
    #[wasm_bindgen(js_name = listSlots, unchecked_return_type = "VaultSlot[]")]
    pub async fn list_slots(
        #[wasm_bindgen(unchecked_optional_param_type = "{ name?: string }")] options: JsValue,
    ) -> Answer {
        let mut options = Options::read(&options)?;
        let name = vault_name(options.text("name")?)?;
        options.finish()?;
        let keys = IndexedDbStore::open_keys_as_they_are(&name).await?;
        Ok(list(&slots_of(&keys.ok_or(VaultError::VaultNotFound)?).await?))
    }
}

fn list(slots: &[SlotInfo]) -> JsValue {
    output::list(slots.iter().map(|slot| {
        let made = slot.made_at.map_or(JsValue::NULL, |made| made.to_rfc3339().into());
        let passkey = |bytes: &[u8]| match slot.kind {
            SlotKind::Passkey => uint8_array(bytes),
            _ => JsValue::NULL,
        };
        output::object(&[
            ("slot", slot.number.into()),
            ("kind", slot.kind.name().into()),
            ("made_at", made),
            ("credential_id", passkey(&slot.credential)),
            ("salt", passkey(&slot.salt)),
        ])
    }))
}
