//! When what this tab remembers may be used without asking the store.

use super::Vault;
use crate::store::Store;

/// A moment in the life of the records, as far as this tab knows: how often it has heard of
/// another that wrote, and how often it has written itself.
///
/// What was read after a stamp was taken is what is there for as long as the next one is equal.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Stamp {
    heard: u64,
    written: u64,
}

impl<S: Store> Vault<S> {
    /// The stamp of this moment; none while the store cannot tell.
    pub(super) fn stamp(&self) -> Option<Stamp> {
        self.records.heard().map(|heard| Stamp { heard, written: self.written.get() })
    }

    /// Whether what bears the stamp is what is there.
    pub(super) fn still_holds(&self, stamp: Option<Stamp>) -> bool {
        stamp.is_some() && stamp == self.stamp()
    }

    /// Takes note that a write of records has landed, which began when `heard` was heard.
    pub(super) fn note_write(&self, heard: Option<u64>) {
        let written = self.written.get() + 1;
        self.written.set(written);
        self.last_write.set(heard.map(|heard| Stamp { heard, written }));
    }
}
