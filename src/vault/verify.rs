//! Proving that every box opens, and that what is derived says what the journal says.

use std::rc::Rc;

use super::boxes::Kind;
use super::client_state::ClientState;
use super::keys::ClientKey;
use super::recount::SOURCE_COUNT;
use super::{Progress, Vault, VaultError};
use crate::domain::{ClientId, Moment};
use crate::records::{
    EventRecord, GoalRecord, GoalUpdateRecord, MilestoneRecord, Record, SessionRecord, Tag,
    TimelineChunk, TimelineRow,
};
use crate::store::{Access, Query, Row, Store, Table, Transaction};

/// A record that is not as it was written.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Damage {
    /// What kind of record it is: a table or a kind of journal record.
    pub kind: &'static str,
    /// Whose it is, where that can be told.
    pub client_id: Option<ClientId>,
    /// When it was, where it is a session whose time is still known.
    pub at: Option<Moment>,
    /// What is wrong with it.
    pub reason: &'static str,
}

/// What checking the vault found.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Verdict {
    /// How many records were checked.
    pub records: usize,
    /// Those that are damaged.
    pub damaged: Vec<Damage>,
}

pub(super) const UNREADABLE: &str = "it does not open";
const DIFFERENT: &str = "it does not say what the journal says";

/// A client's rows with names in place of codes, which depend on the order of entry.
fn spelled(state: &ClientState) -> Vec<(TimelineRow, Vec<String>)> {
    let spell = |chunk: &Rc<TimelineChunk>| {
        let row = |row: &TimelineRow| {
            let name = |code: &u32| chunk.names.get(*code as usize).cloned();
            let goal = |code: &u32| chunk.goals.get(*code as usize).cloned();
            let techniques = row.techniques.iter().filter_map(name);
            let words = techniques.chain(row.goals.iter().filter_map(goal)).collect();
            let (techniques, goals) = (Vec::new(), Vec::new());
            (TimelineRow { techniques, goals, ..row.clone() }, words)
        };
        chunk.rows.iter().map(row).collect::<Vec<_>>()
    };
    state.chunks.values().flat_map(spell).collect()
}

fn agree(kept: &ClientState, derived: &ClientState) -> bool {
    let mut kept_entry = kept.entry.clone();
    let mut entry = derived.entry.clone();
    (kept_entry.years, entry.years) = (Vec::new(), Vec::new());
    kept_entry.next_entered = entry.next_entered.max(kept_entry.next_entered);
    entry.next_entered = kept_entry.next_entered;
    kept_entry == entry && spelled(kept) == spelled(derived)
}

impl<S: Store> Vault<S> {
    /// Opens every box of every client and compares what is derived with the journal.
    ///
    /// # Errors
    /// Where the vault cannot be read. Damage is a verdict, no error.
    pub async fn verify(&self, progress: Progress<'_>) -> Result<Verdict, VaultError> {
        let (certificates, unreadable) = self.forget_destroyed().await?;
        let tags = self.all_client_tags().await?;
        let mut verdict = Verdict { records: certificates, ..Verdict::default() };
        (0..unreadable).for_each(|_| verdict.add("certificate", None, UNREADABLE));
        for (done, tag) in tags.iter().enumerate() {
            progress(done, tags.len());
            match self.keys.client(&self.key_store, &self.id, tag).await {
                Ok(Some(client)) => self.verify_client(&client, &mut verdict).await?,
                Ok(None) => {}
                Err(VaultError::CorruptRecord) => verdict.add("key", None, UNREADABLE),
                Err(error) => return Err(error),
            }
        }
        progress(tags.len(), tags.len());
        Ok(verdict)
    }

    async fn all_client_tags(&self) -> Result<Vec<Tag>, VaultError> {
        let tx = self.records.begin(&[Table::Catalogue], Access::Read)?;
        let keys = tx.keys(Table::Catalogue).await?;
        let mut tags = self.keys.client_tags();
        for tag in keys.iter().filter_map(|key| Tag::try_from(key.as_slice()).ok()) {
            if !tags.contains(&tag) {
                tags.push(tag);
            }
        }
        Ok(tags)
    }

    async fn verify_client(
        &self,
        client: &ClientKey,
        verdict: &mut Verdict,
    ) -> Result<(), VaultError> {
        let tables = [Table::Journal, Table::Timeline, Table::Catalogue];
        let tx = self.records.begin(&tables, Access::Read)?;
        let mut queries = self.source_queries(client);
        let group = |kind: Kind| Query::Group(kind.table(), self.group(&client.tag, kind));
        queries.extend([
            group(Kind::Revision),
            group(Kind::NotesRevision),
            group(Kind::GoalUpdate),
            group(Kind::Timeline),
            Self::catalogue_query(&client.tag),
        ]);
        let answers = tx.read(&queries).await?;
        let (sources, others) = answers.split_at(SOURCE_COUNT);
        let [records, sessions, folds, goals, milestones, events, notes] = sources else {
            return Err(VaultError::StorageUnavailable);
        };
        let [revisions, earlier_notes, updates, years, catalogue] = others else {
            return Err(VaultError::StorageUnavailable);
        };
        if answers.iter().all(Vec::is_empty) {
            // A key made for a client whose first record never came.
            return Ok(());
        }
        let kept = self.state_from_rows(client, catalogue, years);
        let id = kept.as_ref().ok().map(|state| state.entry.client.client_id.clone());
        let before = verdict.damaged.len();
        self.check_sessions(client, sessions, folds, kept.as_ref().ok(), verdict);
        self.check::<SessionRecord>(client, "session_revision", revisions, &id, verdict);
        self.check::<GoalRecord>(client, "goal", goals, &id, verdict);
        self.check::<GoalUpdateRecord>(client, "goal_update", updates, &id, verdict);
        self.check::<MilestoneRecord>(client, "milestone", milestones, &id, verdict);
        self.check::<EventRecord>(client, "event", events, &id, verdict);
        self.check::<crate::records::ClientRecord>(client, "client", records, &id, verdict);
        let earlier = earlier_notes.iter().map(|row| (Kind::NotesRevision, row));
        let all_notes = notes.iter().map(|row| (Kind::Notes, row)).chain(earlier);
        self.check_notes(client, all_notes, &id, verdict).await?;
        verdict.records += years.len() + catalogue.len();
        if verdict.damaged.len() > before {
            return Ok(());
        }
        match (kept, self.state_from_journal(client, sources)) {
            (Ok(kept), Ok(derived)) if agree(&kept, &derived) => {}
            (Ok(_), _) => verdict.add("derived", id, DIFFERENT),
            (Err(_), _) => verdict.add("derived", id, UNREADABLE),
        }
        Ok(())
    }

    fn state_from_rows(
        &self,
        client: &ClientKey,
        catalogue: &[Row],
        years: &[Row],
    ) -> Result<ClientState, VaultError> {
        let row = catalogue.first().ok_or(VaultError::DamagedDerived)?;
        let mut state = self.open_entry_row(row)?;
        let missing: Vec<i32> = state.missing_years().collect();
        self.take_chunks(client, &mut state, &missing, years)?;
        Ok(state)
    }

    /// Opens the boxes of sessions. One that does not open is named by the times of all sessions
    /// that lie in it, as far as the timeline knows them.
    fn check_sessions(
        &self,
        client: &ClientKey,
        singles: &[Row],
        folds: &[Row],
        kept: Option<&ClientState>,
        verdict: &mut Verdict,
    ) {
        let opens =
            |row: &Row| self.open::<SessionRecord>(&client.key, Table::Journal, row).is_ok();
        for row in singles {
            verdict.records += 1;
            if !opens(row) {
                verdict.add_sessions(kept, |known| row.key == known.tag);
            }
        }
        for row in folds {
            verdict.records += row.holds.len();
            let opened = self.open_fold(client, row);
            if !opened.is_ok_and(|fold| fold.is_sound()) {
                verdict.add_sessions(kept, |known| known.fold.is_some_and(|fold| row.key == fold));
            }
        }
    }

    fn check<R: Record>(
        &self,
        client: &ClientKey,
        kind: &'static str,
        rows: &[Row],
        id: &Option<ClientId>,
        verdict: &mut Verdict,
    ) {
        for row in rows {
            verdict.records += 1;
            if self.open::<R>(&client.key, Table::Journal, row).is_err() {
                verdict.add(kind, id.clone(), UNREADABLE);
            }
        }
    }
}

impl Verdict {
    pub(super) fn add(
        &mut self,
        kind: &'static str,
        client_id: Option<ClientId>,
        reason: &'static str,
    ) {
        self.damaged.push(Damage { kind, client_id, at: None, reason });
    }

    /// Adds the sessions that lay in a box which does not open.
    fn add_sessions(
        &mut self,
        kept: Option<&ClientState>,
        lay_there: impl Fn(&TimelineRow) -> bool,
    ) {
        let known = kept.into_iter().flat_map(ClientState::rows).filter(|row| lay_there(row));
        let times: Vec<Moment> = known.map(|row| row.at).collect();
        let client_id = kept.map(|state| state.entry.client.client_id.clone());
        if times.is_empty() {
            return self.add("session", client_id, UNREADABLE);
        }
        let damage = |at| Damage {
            kind: "session",
            client_id: client_id.clone(),
            at: Some(at),
            reason: UNREADABLE,
        };
        self.damaged.extend(times.into_iter().map(damage));
    }
}
