//! Trends, reports and the caseload.

use wasm_bindgen::prelude::*;

use super::TherapeuticProgressTracker;
use crate::domain::{FieldError, Moment, Window};
use crate::records::plain_facts;
use crate::trends::Period;
use crate::vault::{VaultError, plain_trends};
use crate::wasm::clock::now;
use crate::wasm::error::{Answer, invalid};
use crate::wasm::input;
use crate::wasm::options::Options;
use crate::wasm::output;

const DEFAULT_DAYS: u32 = 30;
/// A hundred years.
const MOST_DAYS: u32 = 36_525;

/// The window that a report is about, and the date it bears.
fn report_window(options: &mut Options, now: Moment) -> Result<(Window, Moment), VaultError> {
    let days = options.whole("timeframe_days", MOST_DAYS)?;
    let as_of = options.moment("as_of")?;
    let window = options.window()?;
    match (window.start, window.end) {
        (None, None) => {
            let end = as_of.unwrap_or(now);
            let start = end.minus_days(days.unwrap_or(DEFAULT_DAYS));
            Ok((Window::between(start, end), end))
        }
        (Some(_), Some(_)) if days.is_some() => {
            Err(invalid("timeframe_days", "cannot be given with start_date and end_date"))
        }
        (Some(_), Some(_)) => Ok((window, as_of.unwrap_or(now))),
        (None, Some(_)) => Err(FieldError::missing("start_date").into()),
        (Some(_), None) => Err(FieldError::missing("end_date").into()),
    }
}

#[wasm_bindgen(wasm_bindgen_futures = crate::wasm::calls)]
impl TherapeuticProgressTracker {
    /// One trend for the whole window, none where it holds no session; with `period` one for
    /// each calendar period that holds a session, oldest first.
    ///
    /// # Errors
    /// `invalid_field`.
    #[wasm_bindgen(js_name = analyzeEmotionalTrends, unchecked_return_type = "EmotionalTrend[]")]
    pub async fn analyze_emotional_trends(
        &self,
        #[wasm_bindgen(unchecked_param_type = "string")] client_id: JsValue,
        #[wasm_bindgen(unchecked_optional_param_type = "TrendOptions")] options: JsValue,
    ) -> Answer {
        let id = input::client_id(&client_id)?;
        let mut options = Options::read(&options)?;
        let window = options.window()?;
        let period = options.text("period")?.map(|text| Period::parse(&text)).transpose()?;
        options.finish()?;
        let vault = self.reading()?;
        output::json(&plain_trends(&[&vault.emotional_trends(&id, window, period, now()).await?]))
    }

    /// A client's sessions within a window as their numbers, oldest first. Opens no session.
    ///
    /// # Errors
    /// `invalid_field`.
    #[wasm_bindgen(js_name = getTimeline, unchecked_return_type = "Timeline")]
    pub async fn get_timeline(
        &self,
        #[wasm_bindgen(unchecked_param_type = "string")] client_id: JsValue,
        #[wasm_bindgen(unchecked_optional_param_type = "WindowOptions")] options: JsValue,
    ) -> Answer {
        let id = input::client_id(&client_id)?;
        let mut options = Options::read(&options)?;
        let window = options.window()?;
        options.finish()?;
        let facts = self.reading()?.session_facts(&id, window, now()).await?;
        Ok(output::object(&[("sessions", output::records(&facts, plain_facts)?)]))
    }

    /// How a client is doing over a window.
    ///
    /// # Errors
    /// `invalid_field`, `missing_field`, `corrupt_record`.
    #[wasm_bindgen(js_name = generateProgressReport, unchecked_return_type = "ProgressReport")]
    pub async fn generate_progress_report(
        &self,
        #[wasm_bindgen(unchecked_param_type = "string")] client_id: JsValue,
        #[wasm_bindgen(unchecked_optional_param_type = "ReportOptions")] options: JsValue,
    ) -> Answer {
        let id = input::client_id(&client_id)?;
        let now = now();
        let mut options = Options::read(&options)?;
        let (window, report_date) = report_window(&mut options, now)?;
        options.finish()?;
        let vault = self.reading()?;
        let report = vault.progress_report(&id, window, report_date, now).await?;
        self.with_kept(|kept| kept.report(&report))
    }

    /// Flat numbers on one client or on all, for a monitoring system.
    ///
    /// # Errors
    /// `invalid_field`.
    #[wasm_bindgen(js_name = getSummary, unchecked_return_type = "Summary")]
    pub async fn get_summary(
        &self,
        #[wasm_bindgen(unchecked_optional_param_type = "string | null")] client_id: JsValue,
        #[wasm_bindgen(unchecked_optional_param_type = "AsOfOptions")] options: JsValue,
    ) -> Answer {
        let all = client_id.is_undefined() || client_id.is_null();
        let id = if all { None } else { Some(input::client_id(&client_id)?) };
        let now = now();
        let mut options = Options::read(&options)?;
        let as_of = options.moment("as_of")?.unwrap_or(now);
        options.finish()?;
        output::numbers(&self.reading()?.summary(id.as_ref(), as_of, now).await?)
    }

    /// Every client with their last 90 days. Opens no session.
    ///
    /// # Errors
    /// `invalid_field`.
    #[wasm_bindgen(js_name = getCaseload, unchecked_return_type = "CaseloadRow[]")]
    pub async fn get_caseload(
        &self,
        #[wasm_bindgen(unchecked_optional_param_type = "AsOfOptions")] options: JsValue,
    ) -> Answer {
        let now = now();
        let mut options = Options::read(&options)?;
        let as_of = options.moment("as_of")?.unwrap_or(now);
        options.finish()?;
        let vault = self.reading()?;
        let caseload = vault.caseload(as_of, now).await?;
        self.with_kept(|kept| kept.rows(&caseload))
    }
}
