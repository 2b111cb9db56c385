//! A client's whole state, read in one go or taken from memory where it has not changed.

use std::cell::OnceCell;
use std::rc::Rc;

use super::boxes::Kind;
use super::client_state::{ClientState, Plan, year_of};
use super::keys::ClientKey;
use super::recount::in_goal_order;
use super::{Vault, VaultError};
use crate::domain::{Moment, Window};
use crate::order::{by_numbers, by_text};
use crate::records::MilestoneRecord;
use crate::report::RECENT_SESSIONS;
use crate::store::{Access, Query, Row, Store, Table, Transaction};

impl<S: Store> Vault<S> {
    /// All that is derived of a client, with goals and milestones; none for a client without
    /// records. Rebuilds what is damaged.
    pub(super) async fn view(
        &self,
        client: &Rc<ClientKey>,
        now: Moment,
    ) -> Result<Option<Rc<ClientState>>, VaultError> {
        self.view_with(client, Wanted { plan: true, years: Years::All }, now).await
    }

    /// The same, where goals and milestones are not needed: no box of the journal is opened.
    pub(super) async fn sessions_view(
        &self,
        client: &Rc<ClientKey>,
        now: Moment,
    ) -> Result<Option<Rc<ClientState>>, VaultError> {
        self.view_with(client, Wanted { plan: false, years: Years::All }, now).await
    }

    /// The view that a report over a window needs: goals, milestones, and of the sessions those
    /// of the window, of the one of the same length before, and the latest few up to its end.
    pub(super) async fn report_view(
        &self,
        client: &Rc<ClientKey>,
        window: Window,
        now: Moment,
    ) -> Result<Option<Rc<ClientState>>, VaultError> {
        let years = Years::of_report(window);
        let state = self.view_with(client, Wanted { plan: true, years }, now).await?;
        match state {
            Some(few) if !holds_latest(&few, window) => self.view(client, now).await,
            enough => Ok(enough),
        }
    }

    async fn view_with(
        &self,
        client: &Rc<ClientKey>,
        wanted: Wanted,
        now: Moment,
    ) -> Result<Option<Rc<ClientState>>, VaultError> {
        let cached = self.cached(&client.tag).filter(|state| wanted.is_read(state));
        if let Some(state) = &cached
            && self.still_holds(state.stamp.get())
        {
            return Ok(cached);
        }
        let read = async || self.view_once(client, cached.as_ref(), wanted).await;
        self.healing(client, now, read).await
    }

    async fn view_once(
        &self,
        client: &Rc<ClientKey>,
        cached: Option<&Rc<ClientState>>,
        wanted: Wanted,
    ) -> Result<Option<Rc<ClientState>>, VaultError> {
        let stamp = self.stamp();
        let tables = [Table::Journal, Table::Timeline, Table::Catalogue];
        let tx = self.records.begin(&tables, Access::Read)?;
        if let Some(state) = cached {
            let answers = tx.read(&[Self::catalogue_query(&client.tag)]).await?;
            if answers.iter().flatten().next().is_some_and(|row| row.sealed == state.sealed) {
                state.stamp.set(stamp);
                return Ok(Some(Rc::clone(state)));
            }
        }
        let group = |kind: Kind| Query::Group(kind.table(), self.group(&client.tag, kind));
        let mut queries = vec![Self::catalogue_query(&client.tag)];
        if wanted.plan {
            queries.extend([group(Kind::Goal), group(Kind::Milestone)]);
        }
        queries.extend(self.chunk_queries(client, wanted.years));
        let mut answers = tx.read(&queries).await?;
        let chunks = answers.split_off(if wanted.plan { 3 } else { 1 }).concat();
        let Some(mut state) = self.state_from(&client.tag, &answers[0])? else {
            return self.without_catalogue(&tx, client).await;
        };
        let missing: Vec<i32> =
            state.missing_years().filter(|year| wanted.years.contain(*year)).collect();
        drop(tx);
        self.take_chunks_apart(client, &mut state, &missing, &chunks).await?;
        if let [_, goals, milestones] = answers.as_slice() {
            let plan = self.open_plan(client, &state, goals, milestones)?;
            state.plan = OnceCell::from(Rc::new(plan));
        }
        state.stamp.set(stamp);
        let state = Rc::new(state);
        self.cache(client.tag, Rc::clone(&state));
        Ok(Some(state))
    }

    /// The questions for a client's chunks of the timeline: all at once, or one for each year.
    fn chunk_queries(&self, client: &ClientKey, years: Years) -> Vec<Query> {
        let key = |year| Query::Key(Table::Timeline, self.year_tag(&client.tag, year).to_vec());
        match years {
            Years::All => {
                vec![Query::Group(Table::Timeline, self.group(&client.tag, Kind::Timeline))]
            }
            Years::Between(first, last) => (first..=last).map(key).collect(),
        }
    }

    /// A client's key without an entry in the catalogue: either their first record never came,
    /// or the entry was taken away.
    pub(super) async fn without_catalogue<T: Transaction>(
        &self,
        tx: &T,
        client: &ClientKey,
    ) -> Result<Option<Rc<ClientState>>, VaultError> {
        let own = Query::Key(Table::Journal, self.client_record_tag(&client.tag).to_vec());
        match tx.read(&[own]).await?.iter().all(Vec::is_empty) {
            true => Ok(None),
            false => Err(VaultError::DamagedDerived),
        }
    }

    fn open_plan(
        &self,
        client: &ClientKey,
        state: &ClientState,
        goals: &[Row],
        milestones: &[Row],
    ) -> Result<Plan, VaultError> {
        let goals = state.entry.goals.iter().map(|head| {
            let row = goals.iter().find(|row| row.key == head.tag);
            self.expected_goal(client, state, &head.tag, row)
        });
        let goals = readable(goals)?;
        let open = |row| self.open(&client.key, Table::Journal, row).map(|(record, _)| record);
        let milestones = readable(milestones.iter().map(open))?;
        let goals_damaged = goals.len() != state.entry.goals.len();
        let milestones_damaged = milestones.len() != state.entry.milestones as usize;
        Ok(Plan {
            goals: in_goal_order(goals, |record| record),
            milestones: in_order_entered(milestones),
            goals_damaged,
            milestones_damaged,
        })
    }
}

/// Milestones in the order entered; of two that were entered on two devices as the same, that of
/// the smaller id comes first.
pub(super) fn in_order_entered(milestones: Vec<MilestoneRecord>) -> Vec<MilestoneRecord> {
    let by_id = by_text(milestones, |record| record.milestone.milestone_id.as_str());
    by_numbers(by_id, |record| (0, record.entered))
}

/// Those records that open.
fn readable<R>(records: impl Iterator<Item = Result<R, VaultError>>) -> Result<Vec<R>, VaultError> {
    let mut open = Vec::new();
    for record in records {
        match record {
            Ok(record) => open.push(record),
            Err(VaultError::CorruptRecord) => {}
            Err(error) => return Err(error),
        }
    }
    Ok(open)
}

/// What is needed of a client's state.
#[derive(Debug, Clone, Copy)]
struct Wanted {
    plan: bool,
    years: Years,
}

impl Wanted {
    fn is_read(self, state: &ClientState) -> bool {
        (!self.plan || state.plan.get().is_some())
            && !state.missing_years().any(|year| self.years.contain(year))
    }
}

/// Years of the timeline.
#[derive(Debug, Clone, Copy)]
enum Years {
    All,
    Between(i32, i32),
}

impl Years {
    /// More than these are read all at once.
    const FEW: i32 = 3;

    /// Those of a window and of the one of the same length before.
    fn of_report(window: Window) -> Self {
        let Window { start: Some(start), end: Some(end) } = window else { return Self::All };
        let before = 2 * start.millis() - end.millis() - 1;
        let Some(before) = Moment::new(before, 0) else { return Self::All };
        let (first, last) = (year_of(before), year_of(end));
        if last - first < Self::FEW { Self::Between(first, last) } else { Self::All }
    }

    fn contain(self, year: i32) -> bool {
        match self {
            Self::All => true,
            Self::Between(first, last) => (first..=last).contains(&year),
        }
    }
}

/// Whether the latest sessions up to the window's end that a report looks at were read.
fn holds_latest(state: &ClientState, window: Window) -> bool {
    let until = Window { start: None, end: window.end };
    state.missing_years().next().is_none()
        || state.timeline().within(until).len() >= RECENT_SESSIONS
}
