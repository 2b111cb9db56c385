//! How long records are kept, and the end of a client's.

use std::rc::{Rc, Weak};

use wasm_bindgen::prelude::*;
use wasm_bindgen_futures::spawn_local;

use super::{OpenVault, TherapeuticProgressTracker};
use crate::domain::FieldError;
use crate::records::json_list;
use crate::vault::{
    Certificate, ERASURE_STEPS, ExportLine, RetentionRow, VaultError, pause_after_step,
};
use crate::wasm::clock::now;
use crate::wasm::error::Answer;
use crate::wasm::input;
use crate::wasm::options::Options;
use crate::wasm::output;

/// How often a call looks whether another one's erasure is over.
const LOOK_MS: i32 = 500;

#[wasm_bindgen(wasm_bindgen_futures = crate::wasm::calls)]
impl TherapeuticProgressTracker {
    /// Destroys all records of a client, then their key. Answers with the certificate once the
    /// key is out of the browser's files, which takes some seconds; where that is cut off, it
    /// goes on after the next unlocking, and `erased_at` is null until then.
    ///
    /// # Errors
    /// `not_found`; `invalid_field` for a client on hold or a reason that is blank.
    #[wasm_bindgen(js_name = deleteClient, unchecked_return_type = "DeletionCertificate")]
    pub async fn delete_client(
        &self,
        #[wasm_bindgen(unchecked_param_type = "string")] client_id: JsValue,
        #[wasm_bindgen(unchecked_param_type = "DeletionOptions")] options: JsValue,
    ) -> Answer {
        let vault = self.vault()?;
        let id = input::client_id(&client_id)?;
        let mut options = Options::read(&options)?;
        let reason = options.text("reason")?.ok_or_else(|| FieldError::missing("reason"))?;
        let keep_name = options.flag("keep_name", false)?;
        let progress = options.progress()?;
        options.finish()?;
        let certificate = vault.delete_client(&id, &reason, keep_name, now()).await?;
        drop(vault);
        // No number of theirs stays in the page's memory for the next question.
        self.kept.take();
        // The records are gone in any case; what cannot be erased now is so after unlocking.
        let erased = self.erase(&progress).await.is_ok();
        let latest = match self.vault() {
            Ok(vault) if erased => vault.certificates().await?,
            _ => Vec::new(),
        };
        let latest = latest.into_iter().find(|one| one.id() == certificate.id());
        output::json(&latest.unwrap_or(certificate).to_json())
    }

    /// The certificates of all deletions, newest first.
    ///
    /// # Errors
    /// `corrupt_record`.
    #[wasm_bindgen(js_name = getCertificates, unchecked_return_type = "DeletionCertificate[]")]
    pub async fn get_certificates(&self) -> Answer {
        let certificates = self.vault()?.certificates().await?;
        output::records(&certificates, Certificate::to_json)
    }

    /// Which history files were taken, or which of them hold a client, newest first.
    ///
    /// # Errors
    /// `corrupt_record`.
    #[wasm_bindgen(js_name = getExportRegister, unchecked_return_type = "ExportedFile[]")]
    pub async fn get_export_register(
        &self,
        #[wasm_bindgen(unchecked_optional_param_type = "{ client_id?: string }")] options: JsValue,
    ) -> Answer {
        let mut options = Options::read(&options)?;
        let client = options.take("client_id").map(|id| input::client_id(&id)).transpose()?;
        options.finish()?;
        let lines = self.vault()?.export_register(client.as_ref()).await?;
        output::records(&lines, ExportLine::to_json)
    }

    /// Changes how long records are kept; what is left out stays. Answers with the policy.
    ///
    /// # Errors
    /// `invalid_field`, `unknown_field`.
    #[wasm_bindgen(js_name = setRetentionPolicy, unchecked_return_type = "RetentionPolicy")]
    pub async fn set_retention_policy(
        &self,
        #[wasm_bindgen(unchecked_param_type = "Partial<RetentionPolicy>")] policy: JsValue,
    ) -> Answer {
        let vault = self.vault()?;
        let changes = input::record(&policy, "policy")?;
        output::json(&vault.set_retention_policy(&changes, now()).await?)
    }

    /// How long records are kept.
    ///
    /// # Errors
    /// `corrupt_record`.
    #[wasm_bindgen(js_name = getRetentionPolicy, unchecked_return_type = "RetentionPolicy")]
    pub async fn get_retention_policy(&self) -> Answer {
        output::json(&self.vault()?.retention_policy().await?)
    }

    /// The clients whose records are past the policy on a day, those on hold too; with `all`
    /// every client, and from which day on. By that day.
    ///
    /// # Errors
    /// `corrupt_record`.
    #[wasm_bindgen(js_name = getRetentionDue, unchecked_return_type = "RetentionDue[]")]
    pub async fn get_retention_due(
        &self,
        #[wasm_bindgen(unchecked_optional_param_type = "RetentionDueOptions")] options: JsValue,
    ) -> Answer {
        let mut options = Options::read(&options)?;
        let as_of = options.moment("as_of")?.unwrap_or_else(now);
        let all = options.flag("all", false)?;
        options.finish()?;
        let rows = self.reading()?.retention_rows(as_of, all, now()).await?;
        output::json(&json_list(rows.iter().map(RetentionRow::to_json)))
    }

    /// Puts a client's records on hold: they cannot be deleted until that is lifted.
    ///
    /// # Errors
    /// `not_found`; `invalid_field` for a reason that is blank.
    #[wasm_bindgen(js_name = setRetentionHold)]
    pub async fn set_retention_hold(
        &self,
        #[wasm_bindgen(unchecked_param_type = "string")] client_id: JsValue,
        #[wasm_bindgen(unchecked_param_type = "{ reason: string }")] options: JsValue,
    ) -> Result<(), VaultError> {
        let vault = self.vault()?;
        let id = input::client_id(&client_id)?;
        let mut options = Options::read(&options)?;
        let reason = options.text("reason")?.ok_or_else(|| FieldError::missing("reason"))?;
        options.finish()?;
        vault.set_hold(&id, &reason, now()).await
    }

    /// Lifts the hold on a client's records.
    ///
    /// # Errors
    /// `not_found` where there is none.
    #[wasm_bindgen(js_name = liftRetentionHold)]
    pub async fn lift_retention_hold(
        &self,
        #[wasm_bindgen(unchecked_param_type = "string")] client_id: JsValue,
    ) -> Result<(), VaultError> {
        let id = input::client_id(&client_id)?;
        self.vault()?.lift_hold(&id, now()).await
    }
}

impl TherapeuticProgressTracker {
    /// Sees destroyed keys out of the browser's files. Holds no vault while it waits, so that a
    /// lock wipes the keys at once; the work goes on after the next unlocking then.
    pub(super) async fn erase(&self, progress: &dyn Fn(usize, usize)) -> Result<(), VaultError> {
        let vault = Rc::downgrade(&self.vault()?);
        // Another call may be at it already; what that one leaves undone is done here.
        while self.erasing.get() {
            let Some(left) = open(&vault)?.erasure_left().await? else { break };
            progress(ERASURE_STEPS.saturating_sub(left), ERASURE_STEPS);
            output::pause(LOOK_MS).await;
        }
        if self.erasing.replace(true) {
            return Ok(());
        }
        let erased = erase_all(&vault, progress).await;
        self.erasing.set(false);
        erased
    }

    /// Ends an erasure that was cut off before the vault was locked last.
    pub(super) fn resume_erasure(&self) {
        let Ok(vault) = self.vault() else { return };
        if !vault.erasure_is_due() {
            return;
        }
        let (vault, erasing) = (Rc::downgrade(&vault), Rc::clone(&self.erasing));
        spawn_local(async move {
            // The browser sees to its files after a start, too.
            rest_after(0).await;
            if erasing.replace(true) {
                return;
            }
            // What fails is tried again after the next unlocking.
            let _ = erase_all(&vault, &|_, _| {}).await;
            erasing.set(false);
        });
    }
}

fn open(vault: &Weak<OpenVault>) -> Result<Rc<OpenVault>, VaultError> {
    vault.upgrade().ok_or(VaultError::Locked)
}

async fn erase_all(
    vault: &Weak<OpenVault>,
    progress: &dyn Fn(usize, usize),
) -> Result<(), VaultError> {
    if open(vault)?.erasure_left().await?.is_none() {
        return Ok(());
    }
    loop {
        let began = now();
        let left = open(vault)?.erase_step(began).await?;
        progress(ERASURE_STEPS.saturating_sub(left), ERASURE_STEPS);
        if left == 0 {
            return Ok(());
        }
        rest_after(now().millis() - began.millis()).await;
    }
}

/// Leaves the browser alone with its files, after a step that took so many milliseconds.
async fn rest_after(took: i64) {
    output::pause(i32::try_from(pause_after_step(took)).unwrap_or(i32::MAX)).await;
}
