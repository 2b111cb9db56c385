//! What the page asks for again and again, as objects of its own.

use std::rc::Rc;

use js_sys::Array;
use wasm_bindgen::prelude::*;

use super::output;
use crate::report::ProgressReport;
use crate::trends::Rollup;
use crate::vault::{Caseload, VaultError, plain_report, plain_report_cut, plain_trends};

#[wasm_bindgen(module = "/src/wasm/kept.js")]
extern "C" {
    #[wasm_bindgen(js_name = copyOf)]
    fn copy_of(rows: &Array) -> Array;

    #[wasm_bindgen(js_name = addMonths)]
    fn add_months(report: &JsValue, place: usize, months: &Array, from: usize, to: usize);
}

/// What was asked for last, with the objects that say it once it was asked for twice.
#[derive(Debug)]
struct Kept<T>(Option<(Rc<T>, Option<Array>)>);

impl<T> Default for Kept<T> {
    fn default() -> Self {
        Self(None)
    }
}

impl<T> Kept<T> {
    /// The objects of what is asked for; none where something else was asked for last.
    fn again(
        &mut self,
        source: &Rc<T>,
        made: impl FnOnce() -> Result<JsValue, VaultError>,
    ) -> Result<Option<Array>, VaultError> {
        let known = self.0.take().filter(|(known, _)| Rc::ptr_eq(known, source));
        let objects = match known {
            None => None,
            Some((_, Some(objects))) => Some(objects),
            Some((_, None)) => Some(made()?.unchecked_into()),
        };
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
        let made = || output::json(caseload.json());
        match self.caseload.again(caseload, made)? {
            Some(rows) => Ok(copy_of(&rows).into()),
            None => made(),
        }
    }

    /// A report, for the page to keep. Its whole months are those of any other report on the same
    /// sessions.
    pub(super) fn report(&mut self, report: &ProgressReport) -> Result<JsValue, VaultError> {
        let (all, whole) = report.months.shared();
        let made = || output::json(&plain_trends(&[all.trends()]));
        let kept = if whole.is_empty() { None } else { self.months.again(all, made)? };
        let Some(months) = kept else { return output::json(&plain_report(report)) };
        let json = output::json(&plain_report_cut(report))?;
        let [before, ..] = report.months.parts();
        add_months(&json, before.len(), &months, whole.start, whole.end);
        Ok(json)
    }
}
