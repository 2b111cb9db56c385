use wasm_bindgen::prelude::*;

use crate::domain::FieldError;
use crate::vault::VaultError;

#[wasm_bindgen(module = "/src/wasm/tracker_error.js")]
extern "C" {
    /// A real `Error` with a stable code.
    #[wasm_bindgen(js_name = TrackerError)]
    type TrackerError;

    #[wasm_bindgen(constructor, js_class = "TrackerError")]
    fn new(
        code: &str,
        message: &str,
        field: Option<&str>,
        wait_seconds: Option<u32>,
    ) -> TrackerError;
}

/// The error as JavaScript throws it.
pub(super) fn to_js(error: &VaultError) -> JsValue {
    let wait = match error {
        VaultError::TooManyAttempts(seconds) => Some(*seconds),
        _ => None,
    };
    TrackerError::new(error.code(), &sentence(error), error.field(), wait).into()
}

/// The error's text as a sentence.
fn sentence(error: &VaultError) -> String {
    let text = error.to_string();
    let mut letters = text.chars();
    match (error, letters.next()) {
        // A field's name begins it, and is written as the caller knows it.
        (VaultError::Field(_) | VaultError::DuplicateId(_) | VaultError::Within(_), _)
        | (_, None) => format!("{text}."),
        (_, Some(first)) => format!("{}{}.", first.to_ascii_uppercase(), letters.as_str()),
    }
}

/// What a call of the interface ends with; its error is thrown.
pub(super) type Answer = Result<JsValue, VaultError>;

impl From<VaultError> for JsValue {
    fn from(error: VaultError) -> Self {
        to_js(&error)
    }
}

/// A field that cannot be accepted.
pub(super) fn invalid(field: &str, allowed: &str) -> VaultError {
    FieldError::invalid(field, allowed).into()
}
