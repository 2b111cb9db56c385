//! How long records are kept, whose are kept in any case, and whose time has come.
//!
//! Nothing is ever destroyed by this: it makes a list for a person to decide about.

use super::amendments::check_reason;
use super::ledger::{Event, Head, first, head_query};
use super::{Vault, VaultError};
use crate::domain::{Client, ClientId, Due, Kept, Moment, RetentionPolicy};
use crate::order::{by_numbers, by_text};
use crate::records::{AuditAction, CatalogueEntry, Hold, ObjectWriter, RetentionRecord, Tag};
use crate::store::{Access, Query, Row, Store, Table, Transaction};

/// A client, and from when on their records are past the policy.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RetentionRow {
    /// The client.
    pub client: Client,
    /// When the last session took place.
    pub last_session: Option<Moment>,
    /// From which day on, and by which rule.
    pub due: Due,
    /// Whether that day has come.
    pub is_due: bool,
    /// What keeps the records in any case.
    pub hold: Option<Hold>,
}

impl RetentionRow {
    /// The row as a JSON object.
    pub fn to_json(&self) -> String {
        let Self { client, last_session, due, is_due, hold } = self;
        let row = ObjectWriter::default()
            .text("client_id", client.client_id.as_str())
            .text("display_name", &client.display_name)
            .text("status", client.status.name())
            .json("due", if *is_due { "true" } else { "false" })
            .text("due_on", &due.on.to_string())
            .text("rule", due.rule.name())
            .text("created_at", &client.created_at.to_rfc3339());
        let row = match last_session {
            Some(at) => row.text("last_session", &at.to_rfc3339()),
            None => row.json("last_session", "null"),
        };
        let row = match client.birth_year {
            Some(year) => row.whole("birth_year", year.into()),
            None => row.json("birth_year", "null"),
        };
        match hold {
            Some(Hold { client_id: _, reason, since }) => {
                let hold = ObjectWriter::default().text("reason", reason);
                row.json("hold", &hold.text("since", &since.to_rfc3339()).end()).end()
            }
            None => row.json("hold", "null").end(),
        }
    }
}

/// A policy in plain JSON.
fn policy_json(policy: &RetentionPolicy) -> String {
    let RetentionPolicy { years_after_last_session, age_of_majority, years_after_majority } =
        *policy;
    ObjectWriter::default()
        .whole("years_after_last_session", years_after_last_session.into())
        .whole("age_of_majority", age_of_majority.into())
        .whole("years_after_majority", years_after_majority.into())
        .end()
}

impl<S: Store> Vault<S> {
    fn retention_tag(&self) -> Tag {
        self.keys.lookup.tag("retention", &[])
    }

    pub(super) fn retention_query(&self) -> Query {
        Query::Key(Table::State, self.retention_tag().to_vec())
    }

    /// What answers [`Vault::retention_query`].
    pub(super) fn open_retention(&self, rows: &[Row]) -> Result<RetentionRecord, VaultError> {
        let Some(row) = rows.first() else { return Ok(RetentionRecord::default()) };
        self.open(&self.keys.catalogue, Table::State, row).map(|(record, _)| record)
    }

    async fn retention(&self) -> Result<RetentionRecord, VaultError> {
        let tx = self.records.begin(&[Table::State], Access::Read)?;
        self.open_retention(first(&tx.read(&[self.retention_query()]).await?))
    }

    /// The policy, as JSON.
    ///
    /// # Errors
    /// `CorruptRecord` where it is damaged.
    pub async fn retention_policy(&self) -> Result<String, VaultError> {
        Ok(policy_json(&self.retention().await?.policy))
    }

    /// Changes the policy by what the JSON says, and answers with it. What is left out stays.
    ///
    /// # Errors
    /// The first field that is unknown or out of range.
    pub async fn set_retention_policy(
        &self,
        changes: &str,
        now: Moment,
    ) -> Result<String, VaultError> {
        RetentionPolicy::default().changed(changes)?;
        let (tx, head, mut record) = self.begin_retention().await?;
        record.policy = record.policy.changed(changes)?;
        let policy = policy_json(&record.policy);
        let event = Event::new(AuditAction::RetentionPolicySaved, now).with(policy.as_str());
        self.end_retention(tx, head, &record, event).await?;
        Ok(policy)
    }

    /// Puts a client's records on hold: they cannot be deleted until it is lifted. A hold that is
    /// there gets the new reason.
    ///
    /// # Errors
    /// `NotFound`; a reason that is blank or too long.
    pub async fn set_hold(
        &self,
        id: &ClientId,
        reason: &str,
        now: Moment,
    ) -> Result<(), VaultError> {
        check_reason(reason)?;
        let (_, client) = self.find_client(id).await?;
        let client = client.ok_or(VaultError::NotFound(ClientId::FIELD))?;
        let (tx, head, mut record) = self.begin_retention().await?;
        let query = Self::catalogue_query(&client.tag);
        if tx.read(&[query]).await?.iter().all(Vec::is_empty) {
            return Err(VaultError::NotFound(ClientId::FIELD));
        }
        let reason = reason.to_owned();
        match record.holds.iter_mut().find(|hold| hold.client_id == *id) {
            Some(hold) => hold.reason.clone_from(&reason),
            None => {
                let (client_id, reason) = (id.clone(), reason.clone());
                record.holds.push(Hold { client_id, reason, since: now });
            }
        }
        let details = ObjectWriter::default().text("reason", &reason).end();
        let event = Event::new(AuditAction::HoldSet, now).of(&client).with(details);
        self.end_retention(tx, head, &record, event).await
    }

    /// Lifts the hold on a client's records.
    ///
    /// # Errors
    /// `NotFound` where there is none.
    pub async fn lift_hold(&self, id: &ClientId, now: Moment) -> Result<(), VaultError> {
        let (_, client) = self.find_client(id).await?;
        let (tx, head, mut record) = self.begin_retention().await?;
        record.hold_on(id).ok_or(VaultError::NotFound(ClientId::FIELD))?;
        record.holds.retain(|hold| hold.client_id != *id);
        let event = Event::new(AuditAction::HoldLifted, now).of_maybe(client.as_ref());
        self.end_retention(tx, head, &record, event).await
    }

    async fn begin_retention(&self) -> Result<(S::Transaction, Head, RetentionRecord), VaultError> {
        let tables = [Table::Catalogue, Table::Audit, Table::State];
        let tx = self.records.begin(&tables, Access::Write)?;
        let answers = tx.read(&[head_query(), self.retention_query()]).await?;
        let [head, retention] = answers.as_slice() else {
            return Err(VaultError::StorageUnavailable);
        };
        let (head, record) = (self.open_head(head)?, self.open_retention(retention)?);
        Ok((tx, head, record))
    }

    async fn end_retention(
        &self,
        tx: S::Transaction,
        head: Head,
        record: &RetentionRecord,
        event: Event,
    ) -> Result<(), VaultError> {
        let (key, at) = (&self.keys.catalogue, self.retention_tag());
        tx.put(Table::State, &self.seal_at(key, Table::State, &at, Vec::new(), 1, record)?)?;
        self.commit(tx, head, vec![event], false).await
    }

    /// Those whose records are past the policy on the day of `as_of`, or all clients; by the
    /// day, then by id. Records on hold are among them, with what holds them.
    ///
    /// # Errors
    /// `CorruptRecord` where a client's record is damaged: a year of birth might be missed.
    pub async fn retention_rows(
        &self,
        as_of: Moment,
        all: bool,
        now: Moment,
    ) -> Result<Vec<RetentionRow>, VaultError> {
        let record = self.retention().await?;
        let entries = self.catalogue(now).await?;
        let clients = self.whole_clients(&entries).await?;
        let mut rows = Vec::new();
        for (entry, client) in entries.iter().zip(clients) {
            let due = record.policy.due(&kept(entry, &client));
            let is_due = due.on <= as_of.local_date();
            let hold = record.hold_on(&client.client_id).cloned();
            if is_due || all {
                let last_session = entry.last_session;
                rows.push(RetentionRow { client, last_session, due, is_due, hold });
            }
        }
        self.note(Event::new(AuditAction::RetentionRead, now));
        let rows = by_text(rows, |row| row.client.client_id.as_str());
        Ok(by_numbers(rows, |row| (days(row.due), 0)))
    }
}

fn kept(entry: &CatalogueEntry, client: &Client) -> Kept {
    Kept {
        created: client.created_at,
        sessions: entry.first_session.zip(entry.last_session),
        birth_year: client.birth_year,
    }
}

fn days(due: Due) -> i64 {
    due.on.and_time(chrono::NaiveTime::MIN).and_utc().timestamp()
}
