//! What happens in a client's life, to be seen beside the scores.
//!
//! An event's box bears the number of the change that wrote it as its revision: so the box of one
//! that was removed or replaced is never taken for a later one of the same id.

use std::rc::Rc;

use super::boxes::{Kind, client_of};
use super::client_state::ClientState;
use super::keys::ClientKey;
use super::ledger::{Event, head_query};
use super::writing::WRITTEN;
use super::{Vault, VaultError};
use crate::domain::{ClientEvent, ClientId, EventId, Moment, Window};
use crate::order::{by_numbers, by_text};
use crate::records::{AuditAction, EventRecord, ObjectWriter, Tag, VersionOf, plain_event};
use crate::store::{Access, Query, Row, Store, Table, Transaction};

fn about_event(id: &EventId) -> String {
    ObjectWriter::default().text(EventId::FIELD, id.as_str()).end()
}

/// A client's events as far as they open, in no particular order.
struct Opened {
    records: Vec<EventRecord>,
    /// Whether one is missing here because it is damaged or gone.
    damaged: bool,
}

impl<S: Store> Vault<S> {
    /// Saves an event, in place of the client's own of the same id.
    ///
    /// # Errors
    /// `DuplicateId` where the id is taken by an event of another client.
    pub async fn save_event(&self, event: &ClientEvent, now: Moment) -> Result<(), VaultError> {
        let (tag, known) = self.find_client(&event.client_id).await?;
        let client = match known {
            Some(client) => client,
            None => {
                self.refuse_taken(&self.event_tag(&event.event_id), EventId::FIELD).await?;
                self.ensure_client(&tag).await?
            }
        };
        self.change_event(&event.event_id, Some(event), &client, now).await
    }

    /// Removes an event, a damaged one too.
    ///
    /// # Errors
    /// `NotFound`.
    pub async fn remove_event(&self, id: &EventId, now: Moment) -> Result<(), VaultError> {
        let row = self.journal_row(&self.event_tag(id), EventId::FIELD).await?;
        let client = self.owner(&row).await?;
        self.change_event(id, None, &client, now).await
    }

    /// Makes the event of an id what it is to be; none removes it.
    async fn change_event(
        &self,
        id: &EventId,
        to: Option<&ClientEvent>,
        client: &Rc<ClientKey>,
        now: Moment,
    ) -> Result<(), VaultError> {
        self.healing(client, now, async || self.change_event_once(id, to, client, now).await).await
    }

    async fn change_event_once(
        &self,
        id: &EventId,
        to: Option<&ClientEvent>,
        client: &Rc<ClientKey>,
        now: Moment,
    ) -> Result<(), VaultError> {
        let tag = self.event_tag(id);
        let tx = self.records.begin(&WRITTEN, Access::Write)?;
        let queries = [
            Query::Key(Table::Journal, tag.to_vec()),
            Query::Key(Table::Journal, self.client_record_tag(&client.tag).to_vec()),
            Self::catalogue_query(&client.tag),
            head_query(),
        ];
        let answers = tx.read(&queries).await?;
        let [there, own, catalogue, head] = answers.as_slice() else {
            return Err(VaultError::StorageUnavailable);
        };
        let head = self.open_head(head)?;
        self.refuse_destroyed(&tx, client, &head).await?;
        let mut state = match to {
            Some(event) => self.state_or_new(&tx, client, &event.client_id, catalogue, now).await?,
            None => self.state_from(&client.tag, catalogue)?.ok_or(VaultError::DamagedDerived)?,
        };
        let before = self.replaced_event(client, &state, there.first())?;
        let mut own = self.own_record(client, &state, own.first())?;
        let action = match to {
            Some(event) if before.as_ref().is_some_and(|before| before.event == *event) => {
                return Ok(());
            }
            Some(event) => {
                let entered = before.as_ref().map(|before| before.entered);
                self.put_event(&tx, client, &mut state, event, entered, head.change())?;
                AuditAction::EventSaved
            }
            None => {
                there.first().ok_or(VaultError::NotFound(EventId::FIELD))?;
                state.entry.events.remove(&tag).ok_or(VaultError::DamagedDerived)?;
                tx.delete(Table::Journal, &tag)?;
                AuditAction::EventRemoved
            }
        };
        if let Some(own) = &mut own {
            let (said, says) =
                (before.map(|before| plain_event(&before.event)), to.map(plain_event));
            own.renew(VersionOf::Event, id.as_str(), said.as_deref(), says.as_deref(), now);
        }
        self.put_own(&tx, client, &mut state, own.as_ref())?;
        self.put_state(&tx, client, &mut state, &[])?;
        let line = Event::new(action, now).of(client).with(about_event(id));
        self.commit(tx, head, vec![line], true).await?;
        self.cache_written(client.tag, state);
        Ok(())
    }

    /// The event that is replaced or removed; none also where it is damaged, which a new one
    /// mends.
    fn replaced_event(
        &self,
        client: &ClientKey,
        state: &ClientState,
        there: Option<&Row>,
    ) -> Result<Option<EventRecord>, VaultError> {
        let Some(row) = there else { return Ok(None) };
        if client_of(row)? != client.tag {
            return Err(VaultError::DuplicateId(EventId::FIELD));
        }
        match self.expected_event(client, state, row) {
            Ok(record) => Ok(Some(record)),
            Err(VaultError::CorruptRecord) => Ok(None),
            Err(error) => Err(error),
        }
    }

    /// Puts an event's box, and where it lies into the client's state. One that replaces another
    /// keeps that one's place in the order `entered`.
    pub(super) fn put_event(
        &self,
        tx: &S::Transaction,
        client: &ClientKey,
        state: &mut ClientState,
        event: &ClientEvent,
        entered: Option<u64>,
        change: u32,
    ) -> Result<(), VaultError> {
        let entered = entered.unwrap_or_else(|| {
            state.entry.next_entered += 1;
            state.entry.next_entered - 1
        });
        let tag = self.event_tag(&event.event_id);
        state.entry.events.insert(tag, change);
        let record = EventRecord { event: event.clone(), entered };
        Ok(tx.put(Table::Journal, &self.seal(client, Kind::Event, &tag, change, &record)?)?)
    }

    /// A client's events within a window, newest first.
    ///
    /// # Errors
    /// `CorruptRecord` where one is damaged, unless those are to be left out.
    pub async fn events(
        &self,
        id: &ClientId,
        window: Window,
        skip_damaged: bool,
        now: Moment,
    ) -> Result<Vec<ClientEvent>, VaultError> {
        let (_, client) = self.find_client(id).await?;
        self.note(Event::new(AuditAction::EventsRead, now).of_maybe(client.as_ref()));
        let Some(client) = client else { return Ok(Vec::new()) };
        let opened = self.opened_events(&client, now).await?;
        if opened.damaged && !skip_damaged {
            return Err(VaultError::CorruptRecord);
        }
        let within = |record: &EventRecord| window.contains(record.event.date.first());
        let records = opened.records.into_iter().filter(within).collect();
        let newest_first =
            |record: &EventRecord| (-record.event.date.first().millis(), u64::MAX - record.entered);
        let sorted = by_numbers(records, newest_first);
        Ok(sorted.into_iter().map(|record| record.event).collect())
    }

    /// All events of a client in the order entered; of two that were entered on two devices as
    /// the same, that of the smaller id comes first.
    ///
    /// # Errors
    /// `CorruptRecord` where one is damaged.
    pub(super) async fn whole_events(
        &self,
        client: &Rc<ClientKey>,
        now: Moment,
    ) -> Result<Vec<EventRecord>, VaultError> {
        let opened = self.opened_events(client, now).await?;
        if opened.damaged {
            return Err(VaultError::CorruptRecord);
        }
        let by_id = by_text(opened.records, |record| record.event.event_id.as_str());
        Ok(by_numbers(by_id, |record: &EventRecord| (0, record.entered)))
    }

    async fn opened_events(
        &self,
        client: &Rc<ClientKey>,
        now: Moment,
    ) -> Result<Opened, VaultError> {
        self.healing(client, now, async || self.open_events_once(client).await).await
    }

    async fn open_events_once(&self, client: &ClientKey) -> Result<Opened, VaultError> {
        let tx = self.records.begin(&[Table::Journal, Table::Catalogue], Access::Read)?;
        let group = self.group(&client.tag, Kind::Event);
        let queries = [Self::catalogue_query(&client.tag), Query::Group(Table::Journal, group)];
        let answers = tx.read(&queries).await?;
        let [catalogue, rows] = answers.as_slice() else {
            return Err(VaultError::StorageUnavailable);
        };
        match self.state_from(&client.tag, catalogue)? {
            Some(state) => self.open_events(client, &state, rows),
            None => {
                self.without_catalogue(&tx, client).await?;
                Ok(Opened { records: Vec::new(), damaged: false })
            }
        }
    }

    fn open_events(
        &self,
        client: &ClientKey,
        state: &ClientState,
        rows: &[Row],
    ) -> Result<Opened, VaultError> {
        let mut records = Vec::with_capacity(rows.len());
        for row in rows {
            match self.expected_event(client, state, row) {
                Ok(record) => records.push(record),
                Err(VaultError::CorruptRecord) => {}
                Err(error) => return Err(error),
            }
        }
        let damaged = records.len() < rows.len().max(state.entry.events.len());
        Ok(Opened { records, damaged })
    }

    /// Opens an event's box as the revision that the catalogue knows; where the box is newer, the
    /// catalogue was put back.
    pub(super) fn expected_event(
        &self,
        client: &ClientKey,
        state: &ClientState,
        row: &Row,
    ) -> Result<EventRecord, VaultError> {
        let (record, revision) = self.open(&client.key, Table::Journal, row)?;
        let tag = Tag::try_from(row.key.as_slice()).map_err(|_| VaultError::CorruptRecord)?;
        match state.entry.events.get(&tag) {
            Some(known) if *known == revision => Ok(record),
            Some(known) if *known > revision => Err(VaultError::CorruptRecord),
            _ => Err(VaultError::DamagedDerived),
        }
    }
}
