//! Logging a session from what this tab remembers, without asking the store first.

use std::rc::Rc;

use super::client_state::{ClientState, year_of};
use super::keys::ClientKey;
use super::ledger::{Event, Head};
use super::saves::LastSave;
use super::sessions::about_session;
use super::writing::WRITTEN;
use super::{Vault, VaultError};
use crate::domain::{Moment, Session};
use crate::records::AuditAction;
use crate::store::{Access, Store, Table, Transaction};

impl<S: Store> Vault<S> {
    /// Logs a session from memory; true where it is on the disk.
    ///
    /// False where that cannot be done: this tab does not remember enough, the session's id is
    /// taken, or another tab has written since. Nothing has landed then.
    ///
    /// # Errors
    /// Where the store cannot be written.
    pub(super) async fn log_ahead(
        &self,
        session: &Session,
        client: &Rc<ClientKey>,
        now: Moment,
    ) -> Result<bool, VaultError> {
        let Some(head) = self.remembered_head() else { return Ok(false) };
        let cached = self.cached(&client.tag).filter(|state| is_latest(state, &head));
        let Some(mut state) =
            cached.filter(|state| knows_year_of(state, session)).as_deref().cloned()
        else {
            return Ok(false);
        };
        let tx = self.records.begin(&WRITTEN, Access::Write)?;
        let tag = self.session_tag(&session.session_id);
        tx.add(Table::Journal, &self.new_session_row(client, &mut state, session, tag, now)?)?;
        self.put_state(&tx, client, &mut state, &[year_of(session.timestamp)])?;
        let event = Event::new(AuditAction::SessionLogged, now).of(client);
        let events = vec![event.with(about_session(&session.session_id))];
        match self.commit(tx, head, events, true).await {
            Ok(()) => self.cache_written(client.tag, state),
            Err(VaultError::Overtaken) => return Ok(false),
            Err(error) => return Err(error),
        }
        let session = session.session_id.clone();
        let (client, goals, milestones) = (Rc::clone(client), Vec::new(), Vec::new());
        self.last_save.replace(Some(LastSave { client, session, goals, milestones }));
        Ok(true)
    }
}

/// Whether no other tab has written since this one wrote the client's state.
fn is_latest(state: &ClientState, head: &Head) -> bool {
    state.as_of.is_some_and(|as_of| as_of >= head.alone_since)
}

fn knows_year_of(state: &ClientState, session: &Session) -> bool {
    let year = year_of(session.timestamp);
    state.exists() && !state.missing_years().any(|missing| missing == year)
}
