//! The use cases: this room alone knows both plain records and the store.
//!
//! A [`LockedVault`] can only be unlocked; everything else is on [`Vault`]. Nothing here asks
//! the clock: the time comes in as an argument.

mod amendments;
mod analysis;
mod attempts;
mod audit;
mod boxes;
mod caseload;
mod certificates;
mod chains;
mod chunks;
mod client_state;
mod clients;
mod deletion;
mod drafts;
mod erasure;
mod error;
mod events;
mod export;
mod folds;
mod goals;
mod haystack;
mod header;
mod import;
mod keys;
mod ledger;
mod locked;
mod log_ahead;
mod merge;
mod merge_client;
mod merge_goals;
mod merge_plan;
mod merged;
mod milestones;
mod notes;
mod notes_files;
mod notes_merge;
mod notes_search;
mod plain;
mod reading;
mod recount;
mod register;
mod rehearsal;
mod retention;
mod saves;
mod search;
mod sessions;
mod settings;
mod signatures;
mod slots;
mod strength;
mod strikes;
mod taken;
mod tidying;
mod trust;
mod undo;
mod verify;
mod versions;
mod view;
mod vocabulary;
mod writing;

use std::cell::{Cell, RefCell};
use std::rc::Rc;

use zeroize::Zeroizing;

use crate::crypto::Passphrase;
use crate::records::{CatalogueEntry, Tag, TagMap};
use crate::store::Store;

pub use amendments::SessionRevision;
pub use audit::{AuditFilter, AuditLine, AuditVerdict, LogMark};
pub use caseload::{Caseload, CaseloadRow, Summary};
pub use certificates::Certificate;
pub use erasure::{ERASURE_STEPS, pause_after_step};
pub use error::VaultError;
pub use export::{ExportKey, Exported, FileMark};
pub use import::{ImportOutcome, Rejection};
pub use locked::{LockedVault, SlotSecret, created_at};
pub use merged::{Conflict, MergeOutcome, Side};
pub use notes::PsychotherapyNotes;
pub use plain::{plain_report, plain_report_cut, plain_trends};
pub use reading::Reading;
pub use register::ExportLine;
pub use rehearsal::rehearse;
pub use retention::RetentionRow;
pub use search::Fold;
pub use signatures::{SessionSignature, Signing};
pub use slots::{MOST_SLOTS, SlotInfo, slots_of};
pub use strength::check_strength;
pub use strikes::StruckSession;
pub use verify::{Damage, Verdict};
pub use vocabulary::Vocabulary;

use client_state::ClientState;
use haystack::Haystack;
use header::Header;
use keys::KeyRing;
use ledger::{Event, Head};
use saves::LastSave;
use trust::Stamp;

/// How far a long piece of work has come; called with what is done and what there is to do.
pub type Progress<'p> = &'p dyn Fn(usize, usize);

/// Every client's entry in the catalogue.
type Directory = Rc<Vec<CatalogueEntry>>;

/// How many clients' timelines are kept in memory.
const CACHED_CLIENTS: usize = 32;

/// An unlocked vault.
///
/// Every method is one operation: its writes land together, with its line in the audit log,
/// or not at all.
#[derive(Debug)]
pub struct Vault<S: Store> {
    records: S,
    key_store: S,
    id: [u8; 16],
    header: Header,
    keys: KeyRing,
    states: RefCell<TagMap<Rc<ClientState>>>,
    /// The texts of the clients who were searched last.
    haystacks: RefCell<TagMap<Rc<Haystack>>>,
    /// The whole catalogue, ordered by id, as it was at a moment.
    directory: RefCell<Option<(Option<Stamp>, Directory)>>,
    /// What the caseload was asked for last, as it was at a moment.
    caseload: RefCell<Option<(Option<Stamp>, Rc<Caseload>)>>,
    /// What was read and is not in the log yet.
    pending: RefCell<Vec<Event>>,
    /// The log's head as this tab's last write left it.
    head: RefCell<Option<Head>>,
    /// How often this tab has written records.
    written: Cell<u64>,
    /// When what this tab wrote last was what there was.
    last_write: Cell<Option<Stamp>>,
    /// Whether the import that runs has met a session that was there already.
    wary: Cell<bool>,
    passphrase: RefCell<Option<Passphrase>>,
    last_save: RefCell<Option<LastSave>>,
}

impl<S: Store> Vault<S> {
    fn new(
        records: S,
        key_store: S,
        header: Header,
        keys: KeyRing,
        passphrase: Option<Passphrase>,
    ) -> Self {
        Self {
            records,
            key_store,
            id: header.id,
            header,
            keys,
            states: RefCell::default(),
            haystacks: RefCell::default(),
            caseload: RefCell::default(),
            directory: RefCell::default(),
            pending: RefCell::default(),
            head: RefCell::default(),
            written: Cell::default(),
            last_write: Cell::default(),
            wary: Cell::new(false),
            passphrase: RefCell::new(passphrase),
            last_save: RefCell::default(),
        }
    }

    /// Lets go of the databases. The keys are wiped when the vault is dropped.
    pub fn close(&self) {
        self.records.close();
        self.key_store.close();
    }

    /// The passphrase that the vault was unlocked with, if it was one.
    pub fn own_passphrase(&self) -> Option<Zeroizing<String>> {
        self.passphrase.borrow().as_ref().map(Passphrase::to_text)
    }

    fn cached(&self, client: &Tag) -> Option<Rc<ClientState>> {
        self.states.borrow().get(client).map(Rc::clone)
    }

    /// Keeps the state that a write of this tab has just left on the disk.
    fn cache_written(&self, client: Tag, mut state: ClientState) {
        state.as_of = self.head.borrow().as_ref().map(|head| head.head.entries);
        state.stamp.set(self.last_write.get());
        self.cache(client, Rc::new(state));
    }

    fn cache(&self, client: Tag, state: Rc<ClientState>) {
        let mut states = self.states.borrow_mut();
        // A read that was overtaken by a write of this tab knows less than that write.
        if states.get(&client).is_some_and(|there| there.revision > state.revision) {
            return;
        }
        if states.len() >= CACHED_CLIENTS && !states.contains(&client) {
            states.remove_first();
        }
        states.insert(client, state);
    }
}
