//! What happens in a client's life.

use wasm_bindgen::prelude::*;

use super::TherapeuticProgressTracker;
use crate::domain::{ClientEvent, EventId};
use crate::records::plain_event;
use crate::vault::VaultError;
use crate::wasm::clock::{DeviceZone, now};
use crate::wasm::error::Answer;
use crate::wasm::input;
use crate::wasm::options::Options;
use crate::wasm::output;

#[wasm_bindgen(wasm_bindgen_futures = crate::wasm::calls)]
impl TherapeuticProgressTracker {
    /// Saves something that happened in a client's life, in place of the client's own event of the
    /// same id.
    ///
    /// # Errors
    /// `invalid_field`, `unknown_field`, `missing_field`; `duplicate_id` where another client has
    /// an event of this id.
    #[wasm_bindgen(js_name = saveEvent, unchecked_return_type = "{ event_id: string }")]
    pub async fn save_event(
        &self,
        #[wasm_bindgen(unchecked_param_type = "ClientEvent")] event: JsValue,
    ) -> Answer {
        let vault = self.vault()?;
        let json = input::record(&event, ClientEvent::RECORD)?;
        let event = ClientEvent::read(&json, &DeviceZone)?;
        vault.save_event(&event, now()).await?;
        Ok(output::object(&[(EventId::FIELD, event.event_id.as_str().into())]))
    }

    /// A client's events, newest first.
    ///
    /// # Errors
    /// `invalid_field`; `corrupt_record` unless `skip_damaged`.
    #[wasm_bindgen(js_name = getEvents, unchecked_return_type = "ClientEvent[]")]
    pub async fn get_events(
        &self,
        #[wasm_bindgen(unchecked_param_type = "string")] client_id: JsValue,
        #[wasm_bindgen(unchecked_optional_param_type = "EventFilter")] options: JsValue,
    ) -> Answer {
        let id = input::client_id(&client_id)?;
        let mut options = Options::read(&options)?;
        let window = options.window()?;
        let skip_damaged = options.flag("skip_damaged", false)?;
        options.finish()?;
        let events = self.reading()?.events(&id, window, skip_damaged, now()).await?;
        output::records(&events, plain_event)
    }

    /// Removes an event.
    ///
    /// # Errors
    /// `not_found`.
    #[wasm_bindgen(js_name = removeEvent)]
    pub async fn remove_event(
        &self,
        #[wasm_bindgen(unchecked_param_type = "string")] event_id: JsValue,
    ) -> Result<(), VaultError> {
        let vault = self.vault()?;
        vault.remove_event(&input::event_id(&event_id)?, now()).await
    }
}
