//! What concerns the practice as a whole: its settings, and the words that it uses.

use wasm_bindgen::prelude::*;

use super::TherapeuticProgressTracker;
use crate::domain::Json;
use crate::vault::VaultError;
use crate::wasm::clock::now;
use crate::wasm::error::{Answer, invalid};
use crate::wasm::input;
use crate::wasm::output;

#[wasm_bindgen(wasm_bindgen_futures = crate::wasm::calls)]
impl TherapeuticProgressTracker {
    /// What `saveSettings` kept last; an empty object before the first time.
    ///
    /// # Errors
    /// `corrupt_record`; saving anew mends that.
    #[wasm_bindgen(js_name = getSettings, unchecked_return_type = "Settings")]
    pub async fn get_settings(&self) -> Answer {
        output::json(self.vault()?.settings().await?.as_str())
    }

    /// Keeps the practice's own settings, sealed, in place of those before. At most 64 KiB.
    ///
    /// # Errors
    /// `invalid_field`, `missing_field`.
    #[wasm_bindgen(js_name = saveSettings)]
    pub async fn save_settings(
        &self,
        #[wasm_bindgen(unchecked_param_type = "Settings")] settings: JsValue,
    ) -> Result<(), VaultError> {
        let vault = self.vault()?;
        let json = Json::new(input::record(&settings, "settings")?);
        let json = json.ok_or_else(|| invalid("settings", "must be plain data"))?;
        vault.save_settings(json, now()).await
    }

    /// The words that the practice used in its latest sessions, most used first.
    ///
    /// # Errors
    /// `storage_unavailable`.
    #[wasm_bindgen(js_name = getVocabulary, unchecked_return_type = "Vocabulary")]
    pub async fn get_vocabulary(&self) -> Answer {
        output::json(&self.reading()?.vocabulary(now()).await?.to_json())
    }
}
