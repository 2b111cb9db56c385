//! Proof that nothing was changed: the audit log and the boxes themselves.

use wasm_bindgen::prelude::*;

use super::TherapeuticProgressTracker;
use crate::records::{AuditAction, from_hex, to_hex};
use crate::vault::{AuditFilter, AuditLine, Damage, LogMark, VaultError};
use crate::wasm::clock::now;
use crate::wasm::error::{Answer, invalid};
use crate::wasm::input;
use crate::wasm::options::Options;
use crate::wasm::output;

const MOST_LINES: u32 = 1_000_000;

#[wasm_bindgen(wasm_bindgen_futures = crate::wasm::calls)]
impl TherapeuticProgressTracker {
    /// The lines of the audit log, newest first: those about a client, within a time, of some
    /// actions, or with a smaller number than `before`, which is how one page follows another.
    ///
    /// # Errors
    /// `corrupt_record` unless `skip_damaged`.
    #[wasm_bindgen(js_name = getAuditLog, unchecked_return_type = "AuditLine[]")]
    pub async fn get_audit_log(
        &self,
        #[wasm_bindgen(unchecked_optional_param_type = "AuditFilter")] options: JsValue,
    ) -> Answer {
        let mut options = Options::read(&options)?;
        let client = options.take("client_id").map(|id| input::client_id(&id)).transpose()?;
        let allowed = "must be a list of actions, such as session_logged";
        let filter = AuditFilter {
            client,
            window: options.window()?,
            actions: options.named("actions", allowed, AuditAction::from_name)?,
            before: options.whole("before", u32::MAX)?.map(u64::from),
            limit: options.whole("limit", MOST_LINES)?.map(|limit| limit as usize),
            skip_damaged: options.flag("skip_damaged", false)?,
        };
        options.finish()?;
        let lines = self.vault()?.audit_page(&filter, now()).await?;
        let lines: Result<Vec<JsValue>, VaultError> = lines.iter().map(line).collect();
        Ok(output::list(lines?))
    }

    /// Takes note that a client's report was printed, or saved as a page.
    ///
    /// # Errors
    /// `not_found`.
    #[wasm_bindgen(js_name = noteReportPrinted)]
    pub async fn note_report_printed(
        &self,
        #[wasm_bindgen(unchecked_param_type = "string")] client_id: JsValue,
    ) -> Result<(), VaultError> {
        let id = input::client_id(&client_id)?;
        self.vault()?.note_report_printed(&id, now()).await
    }

    /// Checks every line of the audit log against the chain, and whether the log still goes on
    /// from a checkpoint, as `readCheckpoint` finds it in a history file.
    ///
    /// # Errors
    /// `invalid_field` for a checkpoint that is none.
    #[wasm_bindgen(js_name = verifyAuditLog, unchecked_return_type = "AuditVerdict")]
    pub async fn verify_audit_log(
        &self,
        #[wasm_bindgen(unchecked_optional_param_type = "{ checkpoint?: Checkpoint }")]
        options: JsValue,
    ) -> Answer {
        let mut options = Options::read(&options)?;
        let mark = options.take("checkpoint").map(|given| checkpoint(&given)).transpose()?;
        options.finish()?;
        let verdict = self.vault()?.audit_verdict_against(mark.as_ref()).await?;
        let since = verdict.since.map_or(JsValue::NULL, |at| at.to_rfc3339().into());
        let number = |count: u64| output::count(usize::try_from(count).unwrap_or(usize::MAX));
        Ok(output::object(&[
            ("intact", verdict.intact.into()),
            ("entries", number(verdict.entries)),
            ("head", to_hex(&verdict.head).into()),
            ("first_broken", verdict.first_broken.map_or(JsValue::NULL, number)),
            ("since", since),
            ("checkpoint_holds", verdict.mark_holds.map_or(JsValue::NULL, JsValue::from)),
        ]))
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
        let mut options = Options::read(&options)?;
        let progress = options.progress()?;
        options.finish()?;
        let verdict = self.vault()?.verify(&progress).await?;
        Ok(output::object(&[
            ("records", output::count(verdict.records)),
            ("damaged", output::list(verdict.damaged.iter().map(damage))),
        ]))
    }
}

/// A checkpoint as a caller gives it. What else the object has is passed over, so that the answer
/// of `readCheckpoint` fits.
fn checkpoint(given: &JsValue) -> Result<LogMark, VaultError> {
    let refused =
        || invalid("checkpoint", "must be an object with entries and a head of 64 digits");
    let field = |name: &str| js_sys::Reflect::get(given, &name.into()).map_err(|_| refused());
    let head = field("head")?.as_string().ok_or_else(refused)?;
    let head = from_hex(&head).ok().and_then(|head| head.try_into().ok()).ok_or_else(refused)?;
    let entries = field("entries")?.as_f64().filter(|count| count.fract() == 0.0 && *count >= 0.0);
    #[expect(
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        reason = "it is whole and not negative; beyond 2^64 no log reaches"
    )]
    let entries = entries.ok_or_else(refused)? as u64;
    Ok(LogMark { entries, head })
}

fn line(line: &AuditLine) -> Result<JsValue, VaultError> {
    let number = usize::try_from(line.sequence).unwrap_or(usize::MAX);
    let client = line.client_id.as_ref().map_or(JsValue::NULL, |id| id.as_str().into());
    let detail = line.detail.as_deref().map_or(Ok(JsValue::NULL), output::json)?;
    Ok(output::object(&[
        ("sequence", output::count(number)),
        ("timestamp", line.timestamp.to_rfc3339().into()),
        ("action", line.action.name().into()),
        ("outcome", line.outcome.name().into()),
        ("client_id", client),
        ("client_destroyed", line.destroyed.into()),
        ("detail", detail),
    ]))
}

fn damage(damage: &Damage) -> JsValue {
    let client = damage.client_id.as_ref().map_or(JsValue::NULL, |id| id.as_str().into());
    output::object(&[
        ("kind", damage.kind.into()),
        ("client_id", client),
        ("at", damage.at.map_or(JsValue::NULL, |at| at.to_rfc3339().into())),
        ("reason", damage.reason.into()),
    ])
}
