//! Many sessions at once.

use js_sys::Array;
use wasm_bindgen::prelude::*;

use super::{OpenVault, TherapeuticProgressTracker};
use crate::domain::{ClientId, Session};
use crate::order::by_numbers;
use crate::vault::{ImportOutcome, Rejection, VaultError};
use crate::wasm::clock::{DeviceZone, now};
use crate::wasm::error::{Answer, invalid};
use crate::wasm::input;
use crate::wasm::options::Options;
use crate::wasm::output;

/// How many come over from JavaScript together: enough that the crossing costs little, and never
/// more than a few megabytes.
const AT_ONCE: usize = 64;
/// A transaction ends after so many sessions, or so many bytes of them: each costs a wait for the
/// disk, and all of it lies in memory.
const MOST_SESSIONS: usize = 2_500;
const MOST_BYTES: usize = 4 * 1024 * 1024;

#[wasm_bindgen(wasm_bindgen_futures = crate::wasm::calls)]
impl TherapeuticProgressTracker {
    /// Writes many sessions down. Those that cannot be accepted are named and left out.
    ///
    /// # Errors
    /// `invalid_field` where `sessions` is no list.
    #[wasm_bindgen(js_name = importSessions, unchecked_return_type = "ImportResult")]
    pub async fn import_sessions(
        &self,
        #[wasm_bindgen(unchecked_param_type = "NewSession[]")] sessions: JsValue,
        #[wasm_bindgen(unchecked_optional_param_type = "ProgressOptions")] options: JsValue,
    ) -> Answer {
        let vault = self.vault()?;
        let mut options = Options::read(&options)?;
        let progress = options.progress()?;
        options.finish()?;
        let sessions: &Array =
            sessions.dyn_ref().ok_or_else(|| invalid("sessions", "must be a list of sessions"))?;
        let outcome = import_all(&vault, sessions, &progress).await;
        vault.end_import();
        Ok(import_result(&outcome?))
    }
}

/// Imports client by client, so that each client's timeline is rewritten seldom; those of one
/// client keep the order in which they were given.
async fn import_all(
    vault: &OpenVault,
    sessions: &Array,
    progress: &impl Fn(usize, usize),
) -> Result<ImportOutcome, VaultError> {
    let total = sessions.length() as usize;
    let mut outcome = ImportOutcome::default();
    let order = input::places_by_text(sessions, ClientId::FIELD);
    progress(0, total);
    let (mut batch, mut bytes, mut done) = (Vec::new(), 0, 0);
    for places in order.chunks(AT_ONCE) {
        let now = now();
        for (place, json) in places.iter().zip(input::records(sessions, places, Session::RECORD)) {
            let index = *place as usize;
            bytes += json.as_ref().map_or(0, String::len);
            match json.and_then(|json| Ok(Session::read(&json, now, &DeviceZone)?)) {
                Ok(session) => batch.push((index, session)),
                Err(error) => outcome.rejected.push(Rejection { index, error }),
            }
        }
        done += places.len();
        if batch.len() < MOST_SESSIONS && bytes < MOST_BYTES && done < total {
            continue;
        }
        let taken = vault.import_batch(std::mem::take(&mut batch), now).await?;
        bytes = 0;
        outcome.imported += taken.imported;
        outcome.skipped += taken.skipped;
        outcome.rejected.extend(taken.rejected);
        progress(done, total);
    }
    outcome.rejected = by_numbers(outcome.rejected, |rejection| (0, rejection.index as u64));
    Ok(outcome)
}

fn import_result(outcome: &ImportOutcome) -> JsValue {
    let rejected = outcome.rejected.iter().map(|Rejection { index, error }| {
        output::object(&[
            ("index", output::count(*index)),
            ("code", error.code().into()),
            ("field", error.field().map_or(JsValue::NULL, Into::into)),
            ("message", error.to_string().into()),
        ])
    });
    output::object(&[
        ("imported", output::count(outcome.imported)),
        ("skipped", output::count(outcome.skipped)),
        ("rejected", output::list(rejected)),
    ])
}
