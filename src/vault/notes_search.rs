//! Finding sessions by the words of their psychotherapy notes too, where that is asked for.
//!
//! What is opened here is let go at once: the texts that are kept to be searched again have no
//! notes in them.

use std::rc::Rc;

use super::boxes::Kind;
use super::client_state::ClientState;
use super::keys::ClientKey;
use super::ledger::Event;
use super::search::{Fold, Words, folded, folded_texts};
use super::{Vault, VaultError};
use crate::domain::Moment;
use crate::records::{AuditAction, NotesRecord, SessionRecord, TagMap, TimelineRow};
use crate::store::Store;

impl<S: Store> Vault<S> {
    /// Adds to `found` the client's sessions that match the words only together with their notes.
    pub(super) async fn search_notes(
        &self,
        words: &Words,
        client: &Rc<ClientKey>,
        fold: Fold<'_>,
        found: &mut Vec<SessionRecord>,
        now: Moment,
    ) -> Result<(), VaultError> {
        let Some(state) = self.sessions_view(client, now).await? else { return Ok(()) };
        let texts = self.standing_notes(client, &state).await?;
        if texts.is_empty() {
            return Ok(());
        }
        self.note(Event::new(AuditAction::NotesSearched, now).of(client));
        let mut by_session = TagMap::default();
        for record in texts {
            by_session.insert(self.session_tag(&record.session_id), record.text);
        }
        let wanted: Vec<&TimelineRow> =
            state.rows().filter(|row| by_session.contains(&row.tag)).collect();
        for (row, record) in wanted.iter().zip(self.read_sessions(client, &state, &wanted).await?) {
            let record = record?;
            let id = &record.session.session_id;
            let mut text = folded_texts(&record.session, fold);
            folded(by_session.get(&row.tag).map_or("", String::as_str), fold, &mut text);
            if words.all_in(&text) && !found.iter().any(|one| one.session.session_id == *id) {
                found.push(record);
            }
        }
        Ok(())
    }

    /// The notes of a client as they stand, in no particular order.
    ///
    /// # Errors
    /// `CorruptRecord` where one of them is damaged or gone.
    pub(super) async fn standing_notes(
        &self,
        client: &ClientKey,
        state: &ClientState,
    ) -> Result<Vec<NotesRecord>, VaultError> {
        if state.entry.notes.is_empty() {
            return Ok(Vec::new());
        }
        let rows = self.rows_of(client, Kind::Notes).await?;
        let key = self.notes_key(client).await?.ok_or(VaultError::CorruptRecord)?;
        let of = |tag: &[u8]| rows.iter().find(|row| row.key == tag);
        let known = state.entry.notes.iter();
        known.map(|(tag, revision)| self.open_notes(&key, *revision, of(tag))).collect()
    }
}
