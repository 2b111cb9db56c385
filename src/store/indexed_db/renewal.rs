//! A new log for the browser's storage.
//!
//! Chromium keeps all databases of an origin in one LevelDB, which writes to a log first. Where the
//! browser was ended by force in the midst of a write, the log ends in half a record. The next start
//! passes over that half, but goes on writing behind it; the start after takes what stands there for
//! damage, and Chromium then throws away whatever the origin has stored. LevelDB begins a new log
//! when a database is deleted (docs/adr/0017-a-new-log-at-every-start.md).

use rexie::Rexie;

use super::{connection, schema};
use crate::store::StoreError;

/// Begins with a control character, so that no vault can be called so.
const NAME: &str = "\tnew-log";

/// Makes a database of nothing, and deletes it.
pub(super) async fn renew() -> Result<(), StoreError> {
    let built = Rexie::builder(NAME).version(1).build().await;
    built.map_err(|error| schema::refused(&error))?.close();
    connection::delete(NAME).await
}
