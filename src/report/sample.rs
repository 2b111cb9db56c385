//! Clients for tests.

use std::rc::Rc;

use super::findings::{Findings, ReportInput};
use super::{ProgressReport, RecommendationKind, progress_report, recommendations};
use crate::domain::{ClientId, Goal, Milestone, Moment, Timeline, Window};
use crate::trends::sample::{moment, timeline};
use crate::trends::{Period, Rollup};

/// A client's record and the window to look at.
#[derive(Debug)]
pub(crate) struct Case {
    pub(crate) report_date: Moment,
    pub(crate) window: Window,
    pub(crate) timeline: Timeline,
    pub(crate) goals: Vec<Goal>,
    pub(crate) milestones: Vec<Milestone>,
}

impl Default for Case {
    /// Nothing recorded, looked at for January 2024 on its last day.
    fn default() -> Self {
        let end = moment("2024-01-31T10:00:00Z");
        Self {
            report_date: end,
            window: Window::between(moment("2024-01-01T10:00:00Z"), end),
            timeline: Timeline::default(),
            goals: Vec::new(),
            milestones: Vec::new(),
        }
    }
}

impl Case {
    /// Weekly sessions from 2024-01-01 on, each with two techniques.
    pub(crate) fn weekly(scores: &[i8]) -> Self {
        let used: &[&str] = &["CBT", "Exposure"];
        let sessions: Vec<_> = scores.iter().map(|score| (*score, used)).collect();
        Self::with(&sessions)
    }

    /// Weekly sessions from 2024-01-01 on.
    pub(crate) fn with(sessions: &[(i8, &[&str])]) -> Self {
        Self { timeline: timeline(sessions), ..Self::default() }
    }

    /// The same client, looked at from `start` to `end` at `end`.
    pub(crate) fn within(self, start: &str, end: &str) -> Self {
        let end = moment(end);
        Self { window: Window::between(moment(start), end), report_date: end, ..self }
    }

    /// The same client, looked at for the `days` up to the report's date.
    pub(crate) fn last_days(self, days: u32) -> Self {
        let window = Window::between(self.report_date.minus_days(days), self.report_date);
        Self { window, ..self }
    }

    /// The same client with so many crisis flags in a session.
    pub(crate) fn flagged(self, session: usize, flags: u32) -> Self {
        let mut facts = self.timeline.facts().to_vec();
        facts[session].crisis_flags = flags;
        let codes: Vec<u32> =
            facts.iter().flat_map(|fact| self.timeline.technique_codes(fact).to_vec()).collect();
        let names = self.timeline.technique_names().to_vec();
        Self { timeline: Timeline::new(facts, codes, names), ..self }
    }

    fn read<T>(&self, read: impl FnOnce(&ReportInput) -> T) -> T {
        let client_id = ClientId::new("c1").unwrap();
        let months = Rc::new(Rollup::of(self.timeline.facts(), Period::Month));
        read(&ReportInput {
            client_id: &client_id,
            report_date: self.report_date,
            window: self.window,
            timeline: &self.timeline,
            months: &months,
            goals: &self.goals,
            milestones: &self.milestones,
        })
    }

    pub(super) fn findings<T>(&self, read: impl FnOnce(&Findings) -> T) -> T {
        self.read(|input| read(&Findings::of(*input)))
    }

    pub(crate) fn report(&self) -> ProgressReport {
        self.read(progress_report)
    }

    pub(crate) fn kinds(&self) -> Vec<RecommendationKind> {
        self.read(recommendations).into_iter().map(|found| found.kind).collect()
    }

    /// The text of the one recommendation of a kind; none where there is none.
    pub(crate) fn text(&self, kind: RecommendationKind) -> Option<String> {
        self.read(recommendations)
            .into_iter()
            .find(|found| found.kind == kind)
            .map(|found| found.text)
    }
}

/// A milestone of the goal `g`, its description its id.
pub(crate) fn milestone(id: &str, achieved: &str) -> Milestone {
    let json = format!(
        r#"{{"milestone_id":"{id}","goal_id":"g","description":"{id}","achieved_date":"{achieved}"}}"#
    );
    Milestone::read(&json, moment("2024-01-01T00:00:00Z"), &0_i16).unwrap()
}
