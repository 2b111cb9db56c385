//! History files out and in.

use wasm_bindgen::prelude::*;
use zeroize::Zeroizing;

use super::vaults::uint8_array;
use super::{OpenVault, TherapeuticProgressTracker};
use crate::crypto::random_bytes;
use crate::domain::{ClientId, FieldError};
use crate::transfer::TransferError;
use crate::transfer::age::{Locked, WRITE_LOG_N};
use crate::vault::{ExportKey, VaultError};
use crate::wasm::clock::{DeviceZone, now};
use crate::wasm::derive::file_key;
use crate::wasm::error::{Answer, answer};
use crate::wasm::input;
use crate::wasm::options::{Options, bytes};
use crate::wasm::output;
use crate::wasm::secret::passphrase;

/// The passphrase for a file: the one given, else the one that the vault was unlocked with.
fn file_passphrase(
    vault: &OpenVault,
    options: &mut Options,
) -> Result<Zeroizing<String>, VaultError> {
    if let Some(given) = passphrase(options, "passphrase")? {
        return match given.is_empty() {
            true => Err(FieldError::invalid("passphrase", "must not be empty").into()),
            false => Ok(given),
        };
    }
    let own = vault.own_passphrase();
    own.ok_or_else(|| FieldError::missing("passphrase").into())
}

#[wasm_bindgen]
impl TherapeuticProgressTracker {
    /// The whole record of one client as an encrypted history file.
    ///
    /// Without a passphrase the file gets the one that the vault was unlocked with. Psychotherapy
    /// notes go into it only with `include_psychotherapy_notes`.
    ///
    /// # Errors
    /// `not_found`, `corrupt_record`.
    #[wasm_bindgen(js_name = exportClientHistory, unchecked_return_type = "Uint8Array")]
    pub async fn export_client_history(
        &self,
        #[wasm_bindgen(unchecked_param_type = "string")] client_id: JsValue,
        #[wasm_bindgen(unchecked_optional_param_type = "ExportOptions")] options: JsValue,
    ) -> Answer {
        let file = async {
            let id = input::client_id(&client_id)?;
            self.export(Some(&id), &options).await
        };
        answer(file.await)
    }

    /// The records of all clients as one encrypted backup. It holds psychotherapy notes only with
    /// `include_psychotherapy_notes`.
    ///
    /// # Errors
    /// `corrupt_record`.
    #[wasm_bindgen(js_name = exportVault, unchecked_return_type = "Uint8Array")]
    pub async fn export_vault(
        &self,
        #[wasm_bindgen(unchecked_optional_param_type = "ExportOptions")] options: JsValue,
    ) -> Answer {
        answer(self.export(None, &options).await)
    }

    async fn export(
        &self,
        client: Option<&ClientId>,
        options: &JsValue,
    ) -> Result<JsValue, VaultError> {
        let vault = self.reading()?;
        let mut options = Options::read(options)?;
        let passphrase = file_passphrase(&vault, &mut options)?;
        let progress = options.progress()?;
        let with_notes = options.flag("include_psychotherapy_notes", false)?;
        options.finish()?;
        let salt = random_bytes()?;
        let key = file_key(&passphrase, &salt, WRITE_LOG_N).await?;
        let key = ExportKey { key, salt, log_n: WRITE_LOG_N };
        let exported = match with_notes {
            true => vault.export_with_notes(client, &key, &progress, &DeviceZone, now()).await?,
            false => vault.export(client, &key, &progress, &DeviceZone, now()).await?,
        };
        Ok(uint8_array(&exported.file))
    }

    /// Merges a history file into the vault, all of it or nothing. Clients who were deleted here
    /// are left out and counted, unless `restore_deleted` is true.
    ///
    /// # Errors
    /// `wrong_passphrase`, `corrupt_file`, `unsupported_version`.
    #[wasm_bindgen(js_name = importHistory, unchecked_return_type = "MergeResult")]
    pub async fn import_history(
        &self,
        #[wasm_bindgen(unchecked_param_type = "Uint8Array")] bytes: JsValue,
        #[wasm_bindgen(unchecked_optional_param_type = "MergeOptions")] options: JsValue,
    ) -> Answer {
        answer(self.merge(&bytes, &options).await)
    }

    async fn merge(&self, file: &JsValue, options: &JsValue) -> Result<JsValue, VaultError> {
        let vault = self.vault()?;
        let mut options = Options::read(options)?;
        let passphrase = file_passphrase(&vault, &mut options)?;
        let restore_deleted = options.flag("restore_deleted", false)?;
        let progress = options.progress()?;
        options.finish()?;
        let file = bytes(file, "bytes")?;
        let locked = Locked::parse(&file).map_err(TransferError::from)?;
        let key = file_key(&passphrase, locked.salt(), locked.log_n()).await?;
        let outcome = match restore_deleted {
            true => vault.restore_history(&locked, &key, &progress, &DeviceZone, now()).await?,
            false => vault.import_history(&locked, &key, &progress, &DeviceZone, now()).await?,
        };
        output::json(&outcome.to_json())
    }
}
