//! Proof that nothing was changed: the audit log and the boxes themselves.

use wasm_bindgen::prelude::*;

use super::TherapeuticProgressTracker;
use crate::records::to_hex;
use crate::vault::{AuditLine, Damage, VaultError};
use crate::wasm::clock::now;
use crate::wasm::error::{Answer, answer};
use crate::wasm::input;
use crate::wasm::options::Options;
use crate::wasm::output;

const MOST_LINES: u32 = 1_000_000;

#[wasm_bindgen]
impl TherapeuticProgressTracker {
    /// The lines of the audit log, newest first.
    ///
    /// # Errors
    /// `corrupt_record`.
    #[wasm_bindgen(js_name = getAuditLog, unchecked_return_type = "AuditLine[]")]
    pub async fn get_audit_log(
        &self,
        #[wasm_bindgen(unchecked_optional_param_type = "AuditFilter")] options: JsValue,
    ) -> Answer {
        let lines = async {
            let mut options = Options::read(&options)?;
            let client = options.take("client_id").map(|id| input::client_id(&id)).transpose()?;
            let limit = options.whole("limit", MOST_LINES)?.map(|limit| limit as usize);
            options.finish()?;
            let lines = self.vault()?.audit_lines(client.as_ref(), limit, now()).await?;
            let lines: Result<Vec<JsValue>, VaultError> = lines.iter().map(line).collect();
            Ok(output::list(lines?))
        };
        answer(lines.await)
    }

    /// Checks every line of the audit log against the chain.
    ///
    /// # Errors
    /// `storage_unavailable`.
    #[wasm_bindgen(js_name = verifyAuditLog, unchecked_return_type = "AuditVerdict")]
    pub async fn verify_audit_log(&self) -> Answer {
        let verdict = async {
            let verdict = self.vault()?.audit_verdict().await?;
            let number = |count: u64| output::count(usize::try_from(count).unwrap_or(usize::MAX));
            Ok(output::object([
                ("intact", verdict.intact.into()),
                ("entries", number(verdict.entries)),
                ("head", to_hex(&verdict.head).into()),
                ("first_broken", verdict.first_broken.map_or(JsValue::NULL, number)),
            ]))
        };
        answer(verdict.await)
    }

    /// Opens every record and compares what is derived with the journal.
    ///
    /// # Errors
    /// `storage_unavailable`.
    #[wasm_bindgen(js_name = verifyVault, unchecked_return_type = "VaultVerdict")]
    pub async fn verify_vault(
        &self,
        #[wasm_bindgen(unchecked_optional_param_type = "ProgressOptions")] options: JsValue,
    ) -> Answer {
        let verdict = async {
            let mut options = Options::read(&options)?;
            let progress = options.progress()?;
            options.finish()?;
            let verdict = self.vault()?.verify(&progress).await?;
            Ok(output::object([
                ("records", output::count(verdict.records)),
                ("damaged", output::list(verdict.damaged.iter().map(damage))),
            ]))
        };
        answer(verdict.await)
    }
}

fn line(line: &AuditLine) -> Result<JsValue, VaultError> {
    let number = usize::try_from(line.sequence).unwrap_or(usize::MAX);
    let client = line.client_id.as_ref().map_or(JsValue::NULL, |id| id.as_str().into());
    let detail = line.detail.as_deref().map_or(Ok(JsValue::NULL), output::json)?;
    Ok(output::object([
        ("sequence", output::count(number)),
        ("timestamp", line.timestamp.to_rfc3339().into()),
        ("action", line.action.name().into()),
        ("client_id", client),
        ("detail", detail),
    ]))
}

fn damage(damage: &Damage) -> JsValue {
    let client = damage.client_id.as_ref().map_or(JsValue::NULL, |id| id.as_str().into());
    output::object([
        ("kind", damage.kind.into()),
        ("client_id", client),
        ("at", damage.at.map_or(JsValue::NULL, |at| at.to_rfc3339().into())),
        ("reason", damage.reason.into()),
    ])
}
