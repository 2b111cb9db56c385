//! What the page asks for again and again, as objects of its own.

use std::rc::Rc;

use js_sys::Array;
use wasm_bindgen::prelude::*;

use super::output;
use crate::report::ProgressReport;
use crate::trends::Rollup;
use crate::vault::{Caseload, VaultError, plain_report_cut, plain_trends};

#[wasm_bindgen(module = "/src/wasm/kept.js")]
extern "C" {
    #[wasm_bindgen(js_name = copyOf)]
    fn copy_of(rows: &Array) -> Array;

    #[wasm_bindgen(js_name = addMonths)]
    fn add_months(report: &JsValue, place: usize, months: &Array, from: usize, to: usize);
}

/// What was asked for last, with the objects that say it.
#[derive(Debug)]
struct Kept<T>(Option<(Rc<T>, Array)>);

impl<T> Default for Kept<T> {
    fn default() -> Self {
        Self(None)
    }
}

impl<T> Kept<T> {
    /// The objects of what is asked for; made anew where something else was asked for last.
    fn objects(
        &mut self,
        source: &Rc<T>,
        made: impl FnOnce() -> Result<JsValue, VaultError>,
    ) -> Result<Array, VaultError> {
        if let Some((known, objects)) = &self.0
            && Rc::ptr_eq(known, source)
        {
            return Ok(objects.clone());
        }
        let objects: Array = made()?.unchecked_into();
        self.0 = Some((Rc::clone(source), objects.clone()));
        Ok(objects)
    }
}

/// What is kept of one vault.
#[derive(Debug, Default)]
pub(super) struct KeptObjects {
    caseload: Kept<Caseload>,
    months: Kept<Rollup>,
}

impl KeptObjects {
    /// The rows of a caseload, for the page to keep.
    pub(super) fn rows(&mut self, caseload: &Rc<Caseload>) -> Result<JsValue, VaultError> {
        let rows = self.caseload.objects(caseload, || output::json(caseload.json()))?;
        Ok(copy_of(&rows).into())
    }

    /// A report, for the page to keep. Its whole months are those of any other report on the same
    /// sessions.
    pub(super) fn report(&mut self, report: &ProgressReport) -> Result<JsValue, VaultError> {
        let (all, whole) = report.months.shared();
        let json = output::json(&plain_report_cut(report))?;
        if !whole.is_empty() {
            let made = || output::json(&plain_trends(&[all.trends()]));
            let months = self.months.objects(all, made)?;
            let [before, ..] = report.months.parts();
            add_months(&json, before.len(), &months, whole.start, whole.end);
        }
        Ok(json)
    }
}
