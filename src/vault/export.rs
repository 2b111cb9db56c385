//! Taking histories away as encrypted files.

use std::rc::Rc;

use super::analysis::report_of;
use super::boxes::Kind;
use super::client_state::{ClientState, Plan};
use super::keys::ClientKey;
use super::ledger::Event;
use super::{LogMark, Progress, Vault, VaultError, register};
use crate::crypto::{FileWrapKey, sha256_of_much};
use crate::domain::{ClientId, Goal, Moment, Window, Zone};
use crate::order::{by_numbers, by_text};
use crate::records::{
    AuditAction, ClientRecord, GoalUpdateRecord, Kept, ObjectWriter, SessionRecord, Tag, TagMap,
    TimelineRow, Version, from_hex, to_hex,
};
use crate::store::{Access, Query, Row, Store, Table, Transaction};
use crate::transfer::age::{Locked, Writer};
use crate::transfer::{
    ArchiveReader, ArchiveWriter, Checkpoint, ClientHistory, Entered, GoalHistory, Merging,
    Revision, SessionHistory,
};

/// What a history file is encrypted with.
#[derive(Debug)]
pub struct ExportKey {
    /// Derived from the passphrase by scrypt.
    pub key: FileWrapKey,
    /// The salt it was derived with.
    pub salt: [u8; 16],
    /// The base-2 logarithm of scrypt's cost.
    pub log_n: u8,
}

/// A history file that was read back whole.
#[derive(Debug)]
pub struct Exported {
    /// The file.
    pub file: Vec<u8>,
    /// How many clients it holds.
    pub clients: usize,
}

/// Where the audit log stood when a history file was written.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FileMark {
    /// Where it stood.
    pub mark: LogMark,
    /// When the file was written, in RFC 3339.
    pub written_at: String,
    /// Whether this vault wrote it; none where the file does not say.
    pub same_vault: Option<bool>,
}

impl<S: Store> Vault<S> {
    /// Writes the history of one client, or of all, without psychotherapy notes, and reads it back
    /// before it is called done.
    ///
    /// # Errors
    /// `NotFound` for a client without records; `CorruptRecord` where one of the records is
    /// damaged: a file that lacks something would look whole.
    pub async fn export(
        &self,
        only: Option<&ClientId>,
        key: &ExportKey,
        progress: Progress<'_>,
        zone: &dyn Zone,
        now: Moment,
    ) -> Result<Exported, VaultError> {
        self.export_all(only, key, false, progress, zone, now).await
    }

    /// The same with the psychotherapy notes.
    ///
    /// # Errors
    /// As [`Vault::export`].
    pub async fn export_with_notes(
        &self,
        only: Option<&ClientId>,
        key: &ExportKey,
        progress: Progress<'_>,
        zone: &dyn Zone,
        now: Moment,
    ) -> Result<Exported, VaultError> {
        self.export_all(only, key, true, progress, zone, now).await
    }

    async fn export_all(
        &self,
        only: Option<&ClientId>,
        key: &ExportKey,
        with_notes: bool,
        progress: Progress<'_>,
        zone: &dyn Zone,
        now: Moment,
    ) -> Result<Exported, VaultError> {
        self.settle().await?;
        let clients = self.clients_to_export(only, now).await?;
        let (entries, head) = self.checkpoint().await?;
        let age = Writer::new(&key.key, &key.salt, key.log_n).map_err(transfer)?;
        let mut archive = ArchiveWriter::new(age, now).await?;
        let mut held = Vec::with_capacity(clients.len());
        for (done, client) in clients.iter().enumerate() {
            progress(done, clients.len() + 1);
            let (history, overview) = self.history(client, with_notes, now).await?;
            archive.add_client(&history, &overview).await?;
            held.push(history.client.client_id);
        }
        let (head, vault) = (to_hex(&head), Some(to_hex(&self.id)));
        let deleted = match only {
            Some(_) => Vec::new(),
            None => self.gone_clients(&held).await?,
        };
        let age = archive.finish(Checkpoint { entries, head, vault }, deleted).await?;
        let file = age.finish().map_err(transfer)?;
        progress(clients.len(), clients.len() + 1);
        read_back(&file, key, clients.len(), zone).await?;
        let of = clients.first().filter(|_| only.is_some());
        self.note_export(of, &held, with_notes, &file, now).await?;
        progress(clients.len() + 1, clients.len() + 1);
        Ok(Exported { file, clients: clients.len() })
    }

    /// Reads from a history file where the audit log stood when it was written. No record is read.
    ///
    /// # Errors
    /// `WrongPassphrase`, `CorruptFile`, `UnsupportedVersion`; `CorruptFile` also where the file
    /// does not say.
    pub async fn file_mark(
        &self,
        file: &Locked<'_>,
        key: &FileWrapKey,
    ) -> Result<FileMark, VaultError> {
        let tar = file.open(key).map_err(transfer)?;
        let archive = ArchiveReader::read(&tar).await?;
        let checkpoint = archive.checkpoint().ok_or(VaultError::CorruptFile)?;
        let head = from_hex(&checkpoint.head).ok().and_then(|head| head.try_into().ok());
        let mark =
            LogMark { entries: checkpoint.entries, head: head.ok_or(VaultError::CorruptFile)? };
        let own = to_hex(&self.id);
        let same_vault = checkpoint.vault.as_ref().map(|vault| vault.eq_ignore_ascii_case(&own));
        Ok(FileMark { mark, written_at: archive.export_date().to_owned(), same_vault })
    }

    async fn clients_to_export(
        &self,
        only: Option<&ClientId>,
        now: Moment,
    ) -> Result<Vec<Rc<ClientKey>>, VaultError> {
        if let Some(id) = only {
            let (_, client) = self.find_client(id).await?;
            let client = client.ok_or(VaultError::NotFound(ClientId::FIELD))?;
            return match self.view(&client, now).await? {
                Some(_) => Ok(vec![client]),
                None => Err(VaultError::NotFound(ClientId::FIELD)),
            };
        }
        self.all_clients(now).await
    }

    async fn note_export(
        &self,
        of: Option<&Rc<ClientKey>>,
        held: &[ClientId],
        with_notes: bool,
        file: &[u8],
        now: Moment,
    ) -> Result<(), VaultError> {
        let details =
            ObjectWriter::default().text(register::SHA256, &to_hex(&sha256_of_much(file).await));
        let details = details.texts(register::CLIENTS, held.iter().map(ClientId::as_str));
        let details = details.flag_if_so("psychotherapy_notes", with_notes).end();
        let event = match of {
            Some(client) => Event::new(AuditAction::ClientExported, now).of(client),
            None => Event::new(AuditAction::VaultExported, now),
        };
        self.note(event.with(details));
        self.settle().await
    }

    /// The whole record of a client, and the sentences that its report begins with.
    async fn history(
        &self,
        client: &Rc<ClientKey>,
        with_notes: bool,
        now: Moment,
    ) -> Result<(ClientHistory, Vec<String>), VaultError> {
        let state = self.view(client, now).await?.ok_or(VaultError::DamagedDerived)?;
        let plan = state.plan.get().map(Rc::clone).unwrap_or_default().whole()?;
        let sessions = self.session_histories(client, &state).await?;
        let goals = self.goal_histories(client, &plan).await?;
        let milestones = plan.milestones.iter().map(|record| record.milestone.clone()).collect();
        let events = self.whole_events(client, now).await?;
        let notes = match with_notes {
            true => Some(self.notes_histories(client, &state).await?),
            false => None,
        };
        let entered = Entered {
            sessions: sessions.iter().map(|(entered, _)| *entered).collect(),
            goals: plan.goals.iter().map(|record| record.entered).collect(),
            milestones: plan.milestones.iter().map(|record| record.entered).collect(),
            events: events.iter().map(|record| record.entered).collect(),
        };
        let ClientRecord { client, past } = self.whole_client(client, &state).await?;
        let overview = overview(&client.client_id, &state, &plan, now);
        let sessions = sessions.into_iter().map(|(_, history)| history).collect();
        let events = events.into_iter().map(|record| record.event).collect();
        let merging = Merging { past, entered };
        let history = ClientHistory { client, sessions, goals, milestones, events, notes, merging };
        Ok((history, overview))
    }

    /// The versions of a client's records that another device wrote while those that stand were
    /// written here, sessions aside: those of a session are among its revisions.
    ///
    /// # Errors
    /// `CorruptRecord` where the client's own record is damaged.
    pub async fn other_versions(
        &self,
        id: &ClientId,
        now: Moment,
    ) -> Result<Vec<Version>, VaultError> {
        let (_, client) = self.find_client(id).await?;
        self.note(Event::new(AuditAction::RevisionsRead, now).of_maybe(client.as_ref()));
        let Some(client) = client else { return Ok(Vec::new()) };
        let Some(state) = self.sessions_view(&client, now).await? else { return Ok(Vec::new()) };
        let past = self.whole_client(&client, &state).await?.past;
        Ok(past.into_iter().filter(|version| matches!(version.kept, Kept::Text(_))).collect())
    }

    async fn whole_client(
        &self,
        client: &ClientKey,
        state: &ClientState,
    ) -> Result<ClientRecord, VaultError> {
        let tx = self.records.begin(&[Table::Journal], Access::Read)?;
        let tag = self.client_record_tag(&client.tag);
        let answers = tx.read(&[Query::Key(Table::Journal, tag.to_vec())]).await?;
        let row = answers.iter().flatten().next().ok_or(VaultError::CorruptRecord)?;
        self.expected_record(client, &state.entry, row)
    }

    /// The sessions that stand, then those that are struck out, each with its place in the order
    /// of entry.
    async fn session_histories(
        &self,
        client: &ClientKey,
        state: &ClientState,
    ) -> Result<Vec<(u64, SessionHistory)>, VaultError> {
        let wanted: Vec<&TimelineRow> = state.rows().collect();
        let sessions = self.read_sessions(client, state, &wanted).await?;
        let earlier = self.earlier_revisions(client).await?;
        let mut histories = Vec::with_capacity(state.boxes());
        for (row, latest) in wanted.iter().zip(sessions) {
            let latest = latest?;
            row.check_signed(&latest)?;
            let history = self.session_history(latest, row.revision, &earlier)?;
            histories.push((row.entered, history));
        }
        let mut struck = Vec::with_capacity(state.entry.struck.len());
        for (latest, revision) in self.struck_sessions(client, state).await? {
            struck.push((latest.entered, self.session_history(latest, revision, &earlier)?));
        }
        let mut all = in_order(histories);
        all.extend(in_order(struck));
        Ok(all)
    }

    fn session_history(
        &self,
        latest: SessionRecord,
        newest: u32,
        earlier: &TagMap<SessionRecord>,
    ) -> Result<SessionHistory, VaultError> {
        let mut revisions = Vec::with_capacity(newest as usize);
        for number in 1..newest {
            let tag = self.revision_tag(&latest.session.session_id, number);
            let record = earlier.get(&tag).ok_or(VaultError::CorruptRecord)?;
            revisions.push(revision(record.clone()));
        }
        revisions.push(revision(latest));
        Ok(SessionHistory { revisions })
    }

    async fn earlier_revisions(
        &self,
        client: &ClientKey,
    ) -> Result<TagMap<SessionRecord>, VaultError> {
        let rows = self.rows_of(client, Kind::Revision).await?;
        let mut records = TagMap::default();
        for row in &rows {
            let (record, _) = self.open(&client.key, Table::Journal, row)?;
            let tag = Tag::try_from(row.key.as_slice()).map_err(|_| VaultError::CorruptRecord)?;
            records.insert(tag, record);
        }
        Ok(records)
    }

    pub(super) async fn rows_of(
        &self,
        client: &ClientKey,
        kind: Kind,
    ) -> Result<Vec<Row>, VaultError> {
        let tx = self.records.begin(&[kind.table()], Access::Read)?;
        let query = Query::Group(kind.table(), self.group(&client.tag, kind));
        Ok(tx.read(&[query]).await?.pop().unwrap_or_default())
    }

    async fn goal_histories(
        &self,
        client: &ClientKey,
        plan: &Plan,
    ) -> Result<Vec<GoalHistory>, VaultError> {
        let rows = self.rows_of(client, Kind::GoalUpdate).await?;
        let updates: Vec<GoalUpdateRecord> = self.open_all(client, Kind::GoalUpdate, &rows)?;
        let updates = by_numbers(updates, |record| (record.number.into(), 0));
        let mut histories = Vec::with_capacity(plan.goals.len());
        for record in &plan.goals {
            let of_it = updates.iter().filter(|update| update.goal_id == record.goal.goal_id);
            let updates: Vec<_> = of_it.map(|record| record.update.clone()).collect();
            if updates.len() != record.updates as usize {
                return Err(VaultError::CorruptRecord);
            }
            histories.push(GoalHistory { goal: record.goal.clone(), updates });
        }
        Ok(histories)
    }
}

/// Sessions in the order of time, equal ones as they were entered; of two that two devices entered
/// as the same, that of the smaller id comes first.
fn in_order(histories: Vec<(u64, SessionHistory)>) -> Vec<(u64, SessionHistory)> {
    let by_id = by_text(histories, |(_, one)| {
        one.latest().map_or("", |session| session.session_id.as_str())
    });
    by_numbers(by_id, |(entered, one)| {
        (one.latest().map_or(0, |session| session.timestamp.millis()), *entered)
    })
}

fn revision(record: SessionRecord) -> Revision {
    let SessionRecord { session, entered: _, saved_at, reason, struck, signed } = record;
    Revision { saved_at, reason, struck, signed, session }
}

fn overview(id: &ClientId, state: &ClientState, plan: &Plan, now: Moment) -> Vec<String> {
    let timeline = state.timeline();
    let goals = plan.goals.iter().map(|record| &record.goal);
    let set = goals.map(|goal: &Goal| goal.created_at).min_by_key(|at| at.millis());
    let first = timeline.facts().first().map(|fact| fact.at).or(set).unwrap_or(now);
    let last = timeline.facts().last().map_or(now, |fact| fact.at.max(now));
    let window = Window::between(first.min(last), last);
    let report = report_of(id, window, now, (&*timeline, &state.months()), plan);
    vec![report.summary]
}

async fn read_back(
    file: &[u8],
    key: &ExportKey,
    clients: usize,
    zone: &dyn Zone,
) -> Result<(), VaultError> {
    let tar = Locked::parse(file).and_then(|age| age.open(&key.key)).map_err(transfer)?;
    let archive = ArchiveReader::read(&tar).await?;
    for place in 0..archive.clients() {
        archive.client(place, zone)?;
    }
    match archive.clients() == clients {
        true => Ok(()),
        false => Err(VaultError::CorruptFile),
    }
}

/// What the age format failed with, as the vault tells it.
pub(super) fn transfer(error: impl Into<crate::transfer::TransferError>) -> VaultError {
    error.into().into()
}
