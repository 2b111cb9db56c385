//! A client's whole state, read in one go or taken from memory where it has not changed.

use std::cell::OnceCell;
use std::rc::Rc;

use super::boxes::Kind;
use super::client_state::{ClientState, Plan};
use super::keys::ClientKey;
use super::{Vault, VaultError};
use crate::domain::Moment;
use crate::domain::order::by_numbers;
use crate::records::{GoalRecord, MilestoneRecord};
use crate::store::{Access, Query, Row, Store, Table, Transaction};

impl<S: Store> Vault<S> {
    /// All that is derived of a client, with goals and milestones; none for a client without
    /// records. Rebuilds what is damaged.
    pub(super) async fn view(
        &self,
        client: &Rc<ClientKey>,
        now: Moment,
    ) -> Result<Option<Rc<ClientState>>, VaultError> {
        self.view_with(client, true, now).await
    }

    /// The same, where goals and milestones are not needed: no box of the journal is opened.
    pub(super) async fn sessions_view(
        &self,
        client: &Rc<ClientKey>,
        now: Moment,
    ) -> Result<Option<Rc<ClientState>>, VaultError> {
        self.view_with(client, false, now).await
    }

    async fn view_with(
        &self,
        client: &Rc<ClientKey>,
        with_plan: bool,
        now: Moment,
    ) -> Result<Option<Rc<ClientState>>, VaultError> {
        self.healing(client, now, async || self.view_once(client, with_plan).await).await
    }

    async fn view_once(
        &self,
        client: &Rc<ClientKey>,
        with_plan: bool,
    ) -> Result<Option<Rc<ClientState>>, VaultError> {
        let cached = self.cached(&client.tag).filter(|state| is_read(state, with_plan));
        let tables = [Table::Journal, Table::Timeline, Table::Catalogue];
        let tx = self.records.begin(&tables, Access::Read)?;
        if let Some(state) = cached {
            let answers = tx.read(&[Self::catalogue_query(&client.tag)]).await?;
            if answers.iter().flatten().next().is_some_and(|row| row.sealed == state.sealed) {
                return Ok(Some(state));
            }
        }
        let group = |kind: Kind| Query::Group(kind.table(), self.group(&client.tag, kind));
        let mut queries = vec![Self::catalogue_query(&client.tag), group(Kind::Timeline)];
        if with_plan {
            queries.extend([group(Kind::Goal), group(Kind::Milestone)]);
        }
        let answers = tx.read(&queries).await?;
        let [catalogue, years, plan @ ..] = answers.as_slice() else {
            return Err(VaultError::StorageUnavailable);
        };
        let Some(mut state) = self.state_from(&client.tag, catalogue)? else {
            return self.without_catalogue(&tx, client).await;
        };
        let missing: Vec<i32> = state.missing_years().collect();
        drop(tx);
        self.take_chunks_apart(client, &mut state, &missing, years).await?;
        if let [goals, milestones] = plan {
            let plan = self.open_plan(client, &state, goals, milestones)?;
            state.plan = OnceCell::from(Rc::new(plan));
        }
        let state = Rc::new(state);
        self.cache(client.tag, Rc::clone(&state));
        Ok(Some(state))
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
            goals: by_numbers(goals, |record: &GoalRecord| (0, record.entered)),
            milestones: by_numbers(milestones, |record: &MilestoneRecord| (0, record.entered)),
            goals_damaged,
            milestones_damaged,
        })
    }
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

fn is_read(state: &ClientState, with_plan: bool) -> bool {
    (!with_plan || state.plan.get().is_some()) && state.missing_years().next().is_none()
}
