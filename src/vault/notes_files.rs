//! Psychotherapy notes on their way into a history file, where they were asked for by name.

use super::boxes::Kind;
use super::client_state::ClientState;
use super::keys::ClientKey;
use super::notes_merge::as_text;
use super::{Vault, VaultError};
use crate::order::by_text;
use crate::records::TagMap;
use crate::store::Store;
use crate::transfer::NotesHistory;

impl<S: Store> Vault<S> {
    /// All notes of a client with all their earlier texts, in the order of the sessions' ids.
    ///
    /// # Errors
    /// `CorruptRecord` where one of them is damaged or gone.
    pub(super) async fn notes_histories(
        &self,
        client: &ClientKey,
        state: &ClientState,
    ) -> Result<Vec<NotesHistory>, VaultError> {
        let standing = self.standing_notes(client, state).await?;
        if standing.is_empty() {
            return Ok(Vec::new());
        }
        let key = self.notes_key(client).await?.ok_or(VaultError::CorruptRecord)?;
        let rows = self.rows_of(client, Kind::NotesRevision).await?;
        let mut earlier = TagMap::default();
        for row in &rows {
            let tag = row.key.as_slice().try_into().map_err(|_| VaultError::CorruptRecord)?;
            earlier.insert(tag, row);
        }
        let mut histories = Vec::with_capacity(standing.len());
        for latest in standing {
            let id = latest.session_id.clone();
            let newest = state.entry.notes.get(&self.notes_tag(&id)).copied().unwrap_or(0);
            let mut texts = Vec::with_capacity(newest as usize);
            for number in 1..newest {
                let row = earlier.get(&self.earlier_notes_tag(&id, number)).copied();
                texts.push(as_text(self.open_notes(&key, number, row)?));
            }
            texts.push(as_text(latest));
            histories.push(NotesHistory { session_id: id, texts });
        }
        Ok(by_text(histories, |one| one.session_id.as_str()))
    }
}
