//! All clients at a glance, from the catalogue alone where it reaches back far enough.

use std::cell::OnceCell;
use std::ops::Range;
use std::rc::Rc;

use serde::Serialize;

use super::ledger::Event;
use super::plain::plain_row;
use super::{Vault, VaultError};
use crate::domain::{ClientId, Moment, Timeline, Window};
use crate::records::{AuditAction, CatalogueEntry, RecentSession, json_list};
use crate::store::Store;
use crate::trends::{Direction, direction_of, mean_of};

/// How many days the caseload looks back.
const CASELOAD_DAYS: u32 = 90;
/// How many scores the caseload draws.
const DRAWN_SCORES: usize = 12;

/// One client in the caseload.
#[derive(Debug, Clone, PartialEq)]
pub struct CaseloadRow {
    /// The client.
    pub client_id: ClientId,
    /// The name that the therapist sees; empty where none was given.
    pub display_name: String,
    /// Whether work goes on.
    pub status: crate::domain::ClientStatus,
    /// How many sessions there were.
    pub sessions_count: u32,
    /// When the first one took place.
    pub first_session: Option<Moment>,
    /// When the last one took place.
    pub last_session: Option<Moment>,
    /// How many there were in the last 90 days.
    pub sessions_90_days: usize,
    /// Their mean score, −2 to +2.
    pub avg_emotional_score: Option<f64>,
    /// Their direction.
    pub trend_direction: Direction,
    /// The scores of the latest sessions, at most 12, oldest first.
    pub recent_scores: Vec<i8>,
    /// How many goals are not reached yet.
    pub active_goals: usize,
    /// How many crisis flags were raised in the last 90 days.
    pub crisis_flags_90_days: u64,
}

/// All clients at a glance, and for how long nothing about them changes by itself.
#[derive(Debug, Default)]
pub struct Caseload {
    /// The clients, ordered by id.
    pub rows: Vec<CaseloadRow>,
    /// The instants, in milliseconds since 1970, as of which the rows are the same.
    same: Range<i64>,
    json: OnceCell<String>,
}

impl Caseload {
    /// The rows as a list in JSON.
    pub fn json(&self) -> &str {
        self.json.get_or_init(|| json_list(self.rows.iter().map(plain_row)))
    }

    /// Narrows the stretch that the rows are the same for: sessions come into the last 90 days and
    /// leave them.
    fn bound(&mut self, entry: &CatalogueEntry, as_of: Moment) {
        let reach = as_of.millis() - as_of.minus_days(CASELOAD_DAYS).millis();
        for recent in &entry.recent {
            let begins = recent.at.millis();
            for turn in [begins, begins + reach + 1] {
                match turn <= as_of.millis() {
                    true => self.same.start = self.same.start.max(turn),
                    false => self.same.end = self.same.end.min(turn),
                }
            }
        }
    }
}

/// Flat numbers on one client or on all of them.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Summary {
    /// How many clients.
    pub clients_count: usize,
    /// How many of them are not closed.
    pub active_clients_count: usize,
    /// How many sessions.
    pub sessions_count: u64,
    /// Their mean score, −2 to +2; none without sessions.
    pub avg_emotional_score: Option<f64>,
    /// How many crisis flags were raised.
    pub crisis_flags_count: u64,
    /// How many goals.
    pub goals_count: usize,
    /// How many of them are not reached yet.
    pub active_goals_count: usize,
    /// The mean completion of all goals, 0 to 100; none without goals.
    pub avg_goal_completion: Option<f64>,
    /// The mean completion of the goals that are not reached yet; none without such.
    pub avg_active_goal_completion: Option<f64>,
    /// How many milestones.
    pub milestones_count: u64,
    /// When the last session took place.
    pub last_session: Option<Moment>,
}

/// What the sessions up to an instant come to.
#[derive(Debug, Default, Clone, Copy)]
struct Totals {
    sessions: u64,
    score_sum: i64,
    crisis_flags: u64,
    first: Option<Moment>,
    last: Option<Moment>,
}

impl Totals {
    fn of_entry(entry: &CatalogueEntry) -> Self {
        Self {
            sessions: u64::from(entry.sessions),
            score_sum: entry.score_sum,
            crisis_flags: entry.crisis_flags,
            first: entry.first_session,
            last: entry.last_session,
        }
    }

    fn of_timeline(timeline: &Timeline, as_of: Moment) -> Self {
        let facts = timeline.within(Window { start: None, end: Some(as_of) });
        Self {
            sessions: facts.len() as u64,
            score_sum: facts.iter().map(|fact| i64::from(fact.state.score())).sum(),
            crisis_flags: facts.iter().map(|fact| u64::from(fact.crisis_flags)).sum(),
            first: facts.first().map(|fact| fact.at),
            last: facts.last().map(|fact| fact.at),
        }
    }
}

fn mean(sum: f64, count: usize) -> Option<f64> {
    #[expect(clippy::cast_precision_loss, reason = "counts of records stay far below 2^52")]
    (count > 0).then(|| sum / count as f64)
}

/// The latest sessions up to `as_of` of one client, enough of them for the caseload's columns.
fn latest_of(timeline: &Timeline, as_of: Moment) -> Vec<RecentSession> {
    let facts = timeline.within(Window { start: None, end: Some(as_of) });
    let recent = |fact: &crate::domain::SessionFacts| RecentSession {
        at: fact.at,
        state: fact.state,
        crisis_flags: fact.crisis_flags,
    };
    facts.iter().map(recent).collect()
}

/// Whether the catalogue's latest sessions reach back far enough for the caseload.
fn reach_back(entry: &CatalogueEntry, as_of: Moment) -> bool {
    let complete = entry.recent.len() == entry.sessions as usize;
    let since = as_of.minus_days(CASELOAD_DAYS).millis();
    complete || entry.recent.first().is_some_and(|oldest| oldest.at.millis() < since)
}

fn is_past(entry: &CatalogueEntry, as_of: Moment) -> bool {
    entry.last_session.is_none_or(|last| last.millis() <= as_of.millis())
}

impl CaseloadRow {
    fn new(
        entry: &CatalogueEntry,
        totals: Totals,
        latest: &[RecentSession],
        as_of: Moment,
    ) -> Self {
        let since = as_of.minus_days(CASELOAD_DAYS).millis();
        let from = latest.partition_point(|recent| recent.at.millis() < since);
        let scores: Vec<i8> = latest.iter().map(|recent| recent.state.score()).collect();
        let within = &scores[from..];
        let flags = latest[from..].iter().map(|recent| u64::from(recent.crisis_flags));
        Self {
            status: entry.client.status,
            sessions_count: u32::try_from(totals.sessions).unwrap_or(u32::MAX),
            first_session: totals.first,
            last_session: totals.last,
            sessions_90_days: within.len(),
            avg_emotional_score: mean_of(within),
            trend_direction: direction_of(within),
            recent_scores: scores[scores.len().saturating_sub(DRAWN_SCORES)..].to_vec(),
            active_goals: active(entry).count(),
            crisis_flags_90_days: flags.sum(),
            client_id: entry.client.client_id.clone(),
            display_name: entry.client.display_name.clone(),
        }
    }
}

fn active(entry: &CatalogueEntry) -> impl Iterator<Item = f64> + '_ {
    let completions = entry.goals.iter().map(|goal| goal.completion);
    completions.filter(|completion| !completion.is_complete()).map(|completion| completion.value())
}

impl<S: Store> Vault<S> {
    /// Every client with their last 90 days before `as_of`, ordered by id.
    ///
    /// # Errors
    /// Where the vault cannot be read.
    pub async fn caseload(&self, as_of: Moment, now: Moment) -> Result<Rc<Caseload>, VaultError> {
        self.note(Event::new(AuditAction::CaseloadRead, now));
        if let Some((stamp, known)) = self.caseload.borrow().as_ref()
            && self.still_holds(*stamp)
            && known.same.contains(&as_of.millis())
        {
            return Ok(Rc::clone(known));
        }
        let stamp = self.stamp();
        let caseload = Rc::new(self.caseload_of(&self.catalogue(now).await?, as_of, now).await?);
        self.caseload.replace(Some((stamp, Rc::clone(&caseload))));
        Ok(caseload)
    }

    async fn caseload_of(
        &self,
        entries: &[CatalogueEntry],
        as_of: Moment,
        now: Moment,
    ) -> Result<Caseload, VaultError> {
        let mut caseload = Caseload { same: i64::MIN..i64::MAX, ..Caseload::default() };
        for entry in entries {
            let row = if is_past(entry, as_of) && reach_back(entry, as_of) {
                caseload.bound(entry, as_of);
                CaseloadRow::new(entry, Totals::of_entry(entry), &entry.recent, as_of)
            } else {
                caseload.same = as_of.millis()..as_of.millis() + 1;
                let timeline = self.timeline_of(&entry.client.client_id, now).await?;
                let totals = Totals::of_timeline(&timeline, as_of);
                CaseloadRow::new(entry, totals, &latest_of(&timeline, as_of), as_of)
            };
            caseload.rows.push(row);
        }
        Ok(caseload)
    }

    async fn timeline_of(&self, id: &ClientId, now: Moment) -> Result<Rc<Timeline>, VaultError> {
        let (_, client) = self.find_client(id).await?;
        let Some(client) = client else { return Ok(Rc::default()) };
        let state = self.view(&client, now).await?;
        Ok(state.map(|state| state.timeline()).unwrap_or_default())
    }

    /// Flat numbers on one client, or on all of them; sessions after `as_of` do not count.
    ///
    /// # Errors
    /// Where the vault cannot be read.
    pub async fn summary(
        &self,
        id: Option<&ClientId>,
        as_of: Moment,
        now: Moment,
    ) -> Result<Summary, VaultError> {
        let entries = self.catalogue(now).await?;
        let wanted = |entry: &&CatalogueEntry| id.is_none_or(|id| entry.client.client_id == *id);
        let entries: Vec<&CatalogueEntry> = entries.iter().filter(wanted).collect();
        self.note(Event::new(AuditAction::SummaryRead, now));
        let mut all = Totals::default();
        for entry in &entries {
            let totals = match is_past(entry, as_of) {
                true => Totals::of_entry(entry),
                false => {
                    let timeline = self.timeline_of(&entry.client.client_id, now).await?;
                    Totals::of_timeline(&timeline, as_of)
                }
            };
            all.sessions += totals.sessions;
            all.score_sum += totals.score_sum;
            all.crisis_flags += totals.crisis_flags;
            all.last = all.last.max(totals.last);
        }
        Ok(summary_of(&entries, all))
    }
}

fn summary_of(entries: &[&CatalogueEntry], all: Totals) -> Summary {
    let completions: Vec<f64> = entries
        .iter()
        .flat_map(|entry| entry.goals.iter().map(|goal| goal.completion.value()))
        .collect();
    let active: Vec<f64> = entries.iter().copied().flat_map(active).collect();
    let open =
        |entry: &&&CatalogueEntry| entry.client.status == crate::domain::ClientStatus::Active;
    #[expect(clippy::cast_precision_loss, reason = "sums of scores stay far below 2^52")]
    let score_sum = all.score_sum as f64;
    Summary {
        clients_count: entries.len(),
        active_clients_count: entries.iter().filter(open).count(),
        sessions_count: all.sessions,
        avg_emotional_score: mean(score_sum, usize::try_from(all.sessions).unwrap_or(usize::MAX)),
        crisis_flags_count: all.crisis_flags,
        goals_count: completions.len(),
        active_goals_count: active.len(),
        avg_goal_completion: mean(completions.iter().sum(), completions.len()),
        avg_active_goal_completion: mean(active.iter().sum(), active.len()),
        milestones_count: entries.iter().map(|entry| u64::from(entry.milestones)).sum(),
        last_session: all.last,
    }
}
