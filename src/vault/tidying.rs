//! Folding sessions that were logged one by one, while there is nothing else to do.

use std::rc::Rc;

use super::boxes::Kind;
use super::client_state::{ClientState, year_of};
use super::folds::{FEWEST_SESSIONS, MOST_BYTES, MOST_SESSIONS};
use super::keys::ClientKey;
use super::ledger::Event;
use super::writing::Writing;
use super::{Vault, VaultError};
use crate::crypto::random_bytes;
use crate::domain::Moment;
use crate::records::{AuditAction, Fold, ObjectWriter, SessionRecord, Tag, TimelineRow};
use crate::store::{Row, Store, Table, Transaction};

/// How many of a client's latest sessions keep boxes of their own: these are the ones that are
/// still amended.
const LEFT_ALONE: usize = 32;
/// A fold is not worth its transaction before it has this many.
const WORTH_IT: usize = 64;

impl ClientState {
    /// Those sessions in boxes of their own that may be folded, oldest first; none while they
    /// are few.
    fn foldable(&self) -> Vec<&TimelineRow> {
        let mut singles: Vec<&TimelineRow> = self.rows().filter(|row| row.fold.is_none()).collect();
        singles.truncate(singles.len().saturating_sub(LEFT_ALONE));
        if singles.len() < WORTH_IT {
            return Vec::new();
        }
        singles.truncate(MOST_SESSIONS);
        singles
    }

    /// Notes that sessions lie in a fold now. Their years must have been read.
    fn moved_into(&mut self, fold: Tag, members: &[Tag]) {
        for chunk in self.chunks.values_mut() {
            let moves = |row: &TimelineRow| members.contains(&row.tag);
            if chunk.rows.iter().any(moves) {
                let rows = Rc::make_mut(chunk).rows.iter_mut();
                rows.filter(|row| moves(row)).for_each(|row| row.fold = Some(fold));
            }
        }
    }
}

impl<S: Store> Vault<S> {
    /// Folds old sessions of one of the clients this tab has worked with, where one has enough
    /// of them in boxes of their own; says whether it did. One transaction, so that whoever is
    /// cut off in the middle finds them as they were.
    ///
    /// # Errors
    /// Where the vault cannot be written; nothing has changed then.
    pub async fn fold_some(&self, now: Moment) -> Result<bool, VaultError> {
        let candidates: Vec<Tag> = self.states.borrow().iter().map(|(tag, _)| *tag).collect();
        for tag in candidates {
            let Some(state) = self.cached(&tag) else { continue };
            let members: Vec<Tag> = state.foldable().iter().map(|row| row.tag).collect();
            if members.is_empty() {
                continue;
            }
            let client = self.keys.client(&self.key_store, &self.id, &tag).await?;
            let Some(client) = client else { continue };
            match self.fold_members(&client, &members, now).await {
                // Another tab has deleted them.
                Ok(false) | Err(VaultError::NotFound(_)) => {}
                Ok(true) => return Ok(true),
                Err(error) => return Err(error),
            }
        }
        Ok(false)
    }

    async fn fold_members(
        &self,
        client: &Rc<ClientKey>,
        members: &[Tag],
        now: Moment,
    ) -> Result<bool, VaultError> {
        let writing = self.begin_writing(client, members).await?;
        let mut state = self.state_of(client, &writing)?;
        self.load_all(&writing.tx, client, &mut state).await?;
        let (mut fold, mut folded, mut years) = (Fold::default(), Vec::new(), Vec::new());
        for tag in members {
            let Some((record, revision)) = self.still_single(client, &state, &writing, tag) else {
                continue;
            };
            fold.add(*tag, revision, &record);
            folded.push(*tag);
            let year = year_of(record.session.timestamp);
            if !years.contains(&year) {
                years.push(year);
            }
            if fold.bytes() >= MOST_BYTES {
                break;
            }
        }
        if folded.len() < FEWEST_SESSIONS {
            return Ok(false);
        }
        // The rows go first: no two may hold the same session, not even within the transaction.
        for tag in &folded {
            writing.tx.delete(Table::Journal, tag)?;
        }
        let name: Tag = random_bytes()?;
        let row = self.seal(client, Kind::Fold, &name, 1, &fold)?;
        let holds = fold.tags().map(|tag| tag.to_vec()).collect();
        writing.tx.put(Table::Journal, &Row { holds, ..row })?;
        state.moved_into(name, &folded);
        let details = ObjectWriter::default().whole("folded", folded.len() as u64).end();
        let event = Event::new(AuditAction::SessionsFolded, now).of(client).with(details);
        self.end_writing(writing, client, state, &years, vec![event]).await?;
        Ok(true)
    }

    /// A session that lies in a box of its own, sound and of the revision that the timeline
    /// knows. A damaged one is left where it is, so that it costs no other.
    fn still_single(
        &self,
        client: &ClientKey,
        state: &ClientState,
        writing: &Writing<S::Transaction>,
        tag: &Tag,
    ) -> Option<(SessionRecord, u32)> {
        let known = state.row_of(tag).filter(|row| row.fold.is_none())?;
        let row = writing.own_row(client, tag).filter(|row| row.key == tag)?;
        let record = self.open_revision(client, tag, known.revision, Some(row)).ok()?;
        known.check_signed(&record).ok()?;
        Some((record, known.revision))
    }
}
