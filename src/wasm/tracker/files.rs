//! History files out and in.

use wasm_bindgen::prelude::*;
use zeroize::Zeroizing;

use super::vaults::uint8_array;
use super::{OpenVault, TherapeuticProgressTracker};
use crate::crypto::random_bytes;
use crate::domain::{ClientId, FieldError};
use crate::records::to_hex;
use crate::transfer::TransferError;
use crate::transfer::age::{Locked, WRITE_LOG_N};
use crate::vault::{ExportKey, VaultError};
use crate::wasm::clock::{DeviceZone, now};
use crate::wasm::derive::file_key;
use crate::wasm::error::Answer;
use crate::wasm::input;
use crate::wasm::options::{Options, bytes};
use crate::wasm::output;
use crate::wasm::secret::passphrase;

#[wasm_bindgen(typescript_custom_section)]
const TYPES: &str = r#"
export interface MergeResult {
  /** What the file holds, here and in the next five, clients who were left out and their records included. */
  clients: number;
  sessions: number;
  goals: number;
  milestones: number;
  events: number;
  /** Sessions with psychotherapy notes; left out where the file has none. */
  psychotherapy_notes?: number;
  added: number;
  unchanged: number;
  /** Milestones and events that went, since they were removed where the file comes from. */
  removed: number;
  /** How many records were written in two ways, here and where the file comes from. A client who was left out counts as one. */
  conflicts: number;
  /** Clients who were deleted here, and so did not come back; left out where there are none. */
  left_out?: number;
  conflict_details: MergeConflict[];
  /** Clients who are here, and whose records were destroyed where the file comes from; left out where there are none. `deleteClient` destroys them here too. */
  deleted_elsewhere?: { client_id: string; destroyed_at: Instant }[];
}
export interface MergeSide {
  /** The record; null where it was removed, or is another client's, and for psychotherapy notes, which are read by their own call. */
  record: SessionLog | Client | TherapeuticGoal | Milestone | ClientEvent | null;
  /** Whether it strikes the session out. */
  struck: boolean;
  /** The number that the revision has now, for a session or psychotherapy notes. */
  revision: number | null;
}
/** A version that another device wrote; `saved_at` is null where it is the first of its record. */
export interface OtherVersion {
  kind: "client" | "goal" | "milestone" | "event";
  id: string;
  saved_at: Instant | null;
  record: Client | TherapeuticGoal | Milestone | ClientEvent;
}
/** Both versions are kept but for `of_another_client`, where the id is taken and the file's record stays out. */
export interface MergeConflict {
  kind: "session" | "client" | "goal" | "milestone" | "event" | "psychotherapy_notes";
  client_id: string;
  /** That of the session for psychotherapy notes. */
  id: string;
  reason: "changed_in_both" | "of_another_client";
  /** Which of the two stands from now on. */
  stands: "here" | "file";
  here: MergeSide;
  file: MergeSide;
}
"#;

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

#[wasm_bindgen(wasm_bindgen_futures = crate::wasm::calls)]
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
        let id = input::client_id(&client_id)?;
        self.export(Some(&id), &options).await
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
        self.export(None, &options).await
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
        self.merge(&bytes, &options).await
    }

    /// Reads from a history file where the audit log stood when it was written, to be compared by
    /// `verifyAuditLog`. Nothing is imported.
    ///
    /// # Errors
    /// `wrong_passphrase`, `corrupt_file`, `unsupported_version`.
    #[wasm_bindgen(js_name = readCheckpoint, unchecked_return_type = "FileCheckpoint")]
    pub async fn read_checkpoint(
        &self,
        #[wasm_bindgen(unchecked_param_type = "Uint8Array")] bytes: JsValue,
        #[wasm_bindgen(unchecked_optional_param_type = "{ passphrase?: string }")] options: JsValue,
    ) -> Answer {
        self.checkpoint_of(&bytes, &options).await
    }

    async fn checkpoint_of(
        &self,
        file: &JsValue,
        options: &JsValue,
    ) -> Result<JsValue, VaultError> {
        let vault = self.vault()?;
        let mut options = Options::read(options)?;
        let passphrase = file_passphrase(&vault, &mut options)?;
        options.finish()?;
        let file = bytes(file, "bytes")?;
        let locked = Locked::parse(&file).map_err(TransferError::from)?;
        let key = file_key(&passphrase, locked.salt(), locked.log_n()).await?;
        let found = vault.file_mark(&locked, &key).await?;
        let entries = usize::try_from(found.mark.entries).unwrap_or(usize::MAX);
        Ok(output::object(&[
            ("entries", output::count(entries)),
            ("head", to_hex(&found.mark.head).into()),
            ("export_date", found.written_at.into()),
            ("same_vault", found.same_vault.map_or(JsValue::NULL, JsValue::from)),
        ]))
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
