//! The caseload on its way to the page, which asks for it again whenever it shows the clients.

use std::rc::Rc;

use js_sys::Array;
use wasm_bindgen::prelude::*;

use super::output;
use crate::vault::{Caseload, VaultError};

#[wasm_bindgen(module = "/src/wasm/caseload.js")]
extern "C" {
    #[wasm_bindgen(js_name = copyOf)]
    fn copy_of(rows: &Array) -> Array;
}

/// The caseload that was last asked for, and its rows once it was asked for twice.
#[derive(Debug, Default)]
pub(super) struct KeptCaseload(Option<(Rc<Caseload>, Option<Array>)>);

impl KeptCaseload {
    /// The rows of a caseload, for the page to keep.
    pub(super) fn rows(&mut self, caseload: Rc<Caseload>) -> Result<JsValue, VaultError> {
        match self.0.take() {
            Some((known, rows)) if Rc::ptr_eq(&known, &caseload) => {
                let rows = match rows {
                    Some(rows) => rows,
                    None => output::json(caseload.json())?.unchecked_into(),
                };
                let copy = copy_of(&rows);
                self.0 = Some((known, Some(rows)));
                Ok(copy.into())
            }
            _ => {
                let rows = output::json(caseload.json());
                self.0 = Some((caseload, None));
                rows
            }
        }
    }
}
