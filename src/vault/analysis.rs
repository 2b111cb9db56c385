//! Trends and reports. None of it opens the journal's text.

use std::rc::Rc;

use super::client_state::{ClientState, Plan};
use super::ledger::Event;
use super::{Vault, VaultError};
use crate::domain::{ClientId, Moment, SessionFacts, Timeline, Window};
use crate::records::AuditAction;
use crate::report::{ProgressReport, ReportInput, progress_report};
use crate::store::Store;
use crate::trends::{EmotionalTrend, Period, Rollup, by_period, trend};

impl<S: Store> Vault<S> {
    /// What a report on a client over a window needs, noted in the log.
    async fn read_view(
        &self,
        id: &ClientId,
        window: Window,
        action: AuditAction,
        now: Moment,
    ) -> Result<Option<Rc<ClientState>>, VaultError> {
        let (_, client) = self.find_client(id).await?;
        self.note(Event::new(action, now).of_maybe(client.as_ref()));
        match client {
            Some(client) => self.report_view(&client, window, now).await,
            None => Ok(None),
        }
    }

    /// What the timeline keeps of a client's sessions within a window, oldest first.
    ///
    /// # Errors
    /// Where the vault cannot be read.
    pub async fn session_facts(
        &self,
        id: &ClientId,
        window: Window,
        now: Moment,
    ) -> Result<Vec<SessionFacts>, VaultError> {
        let (_, client) = self.find_client(id).await?;
        self.note(Event::new(AuditAction::TrendsRead, now).of_maybe(client.as_ref()));
        let Some(client) = client else { return Ok(Vec::new()) };
        let state = self.sessions_view(&client, now).await?;
        Ok(state.map(|state| state.timeline().within(window).to_vec()).unwrap_or_default())
    }

    /// One trend for the whole window, or one per calendar period that holds a session.
    ///
    /// # Errors
    /// Where the vault cannot be read.
    pub async fn emotional_trends(
        &self,
        id: &ClientId,
        window: Window,
        period: Option<Period>,
        now: Moment,
    ) -> Result<Vec<EmotionalTrend>, VaultError> {
        let view = self.read_view(id, window, AuditAction::TrendsRead, now).await?;
        let Some(state) = view else { return Ok(Vec::new()) };
        let timeline = state.timeline();
        let facts = timeline.within(window);
        Ok(match period {
            Some(period) => by_period(facts, period),
            None => trend(facts, window).into_iter().collect(),
        })
    }

    /// The progress report of a client over a window with both ends.
    ///
    /// # Errors
    /// `CorruptRecord` where a goal or milestone is damaged.
    pub async fn progress_report(
        &self,
        id: &ClientId,
        window: Window,
        report_date: Moment,
        now: Moment,
    ) -> Result<ProgressReport, VaultError> {
        let state = self.read_view(id, window, AuditAction::ReportRead, now).await?;
        let (timeline, months) =
            state.as_ref().map(|state| (state.timeline(), state.months())).unwrap_or_default();
        let plan = state.and_then(|state| state.plan.get().map(Rc::clone)).unwrap_or_default();
        let plan = plan.whole()?;
        Ok(report_of(id, window, report_date, (&*timeline, &months), &plan))
    }
}

pub(super) fn report_of(
    id: &ClientId,
    window: Window,
    report_date: Moment,
    (timeline, months): (&Timeline, &Rc<Rollup>),
    plan: &Plan,
) -> ProgressReport {
    let goals: Vec<_> = plan.goals.iter().map(|record| record.goal.clone()).collect();
    let milestones: Vec<_> =
        plan.milestones.iter().map(|record| record.milestone.clone()).collect();
    progress_report(&ReportInput {
        client_id: id,
        report_date,
        window,
        timeline,
        months,
        goals: &goals,
        milestones: &milestones,
    })
}
