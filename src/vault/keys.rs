//! The keys of an unlocked vault.

use std::cell::{Cell, Ref, RefCell};
use std::rc::Rc;

use super::VaultError;
use crate::crypto::{AuditKey, Context, DataKey, LookupKey, VaultKey, revision_of};
use crate::records::{Tag, TagMap};
use crate::store::{Access, Query, Row, Store, Table, Transaction};

const LOOKUP: &[u8] = &[1];
const CATALOGUE: &[u8] = &[2];
const LOG: &[u8] = &[3];
const AUDIT: &[u8] = &[4];
/// How often the keys are still to be moved, one byte, so that those destroyed leave the disk.
pub(super) const ERASURE: &[u8] = &[5];
/// How often that is: what the browser does after the third move takes the last file with a
/// destroyed key, and the fourth is made when that is over
/// (docs/adr/0014-destroyed-keys-leave-by-moving.md).
pub(super) const MOVES: u8 = 4;

/// Makes the rows of the slots from those there are, the vault key and the next one.
pub(super) type NewSlots<'f> =
    &'f dyn Fn(&[Row], &VaultKey, &VaultKey) -> Result<Vec<Row>, VaultError>;

/// The key of one client, and the tag they are known by.
#[derive(Debug)]
pub(super) struct ClientKey {
    pub(super) tag: Tag,
    pub(super) key: DataKey,
    /// How many clients had been deleted when it was last known not to be destroyed.
    pub(super) sound_after: Cell<Option<u64>>,
}

/// ```text
/// vault key ─wraps─┬─ lookup key     tags of ids
///                  ├─ catalogue key  the caseload
///                  ├─ log key        boxes of the audit log
///                  ├─ audit key      its chain
///                  └─ client keys    everything about a client; their psychotherapy notes have
///                                    a second one each, by a tag of its own
/// ```
#[derive(Debug)]
pub(super) struct KeyRing {
    pub(super) lookup: LookupKey,
    pub(super) catalogue: DataKey,
    pub(super) log: DataKey,
    pub(super) audit: AuditKey,
    vault: RefCell<VaultKey>,
    wrapped: RefCell<TagMap<Row>>,
    clients: RefCell<TagMap<Rc<ClientKey>>>,
    /// Whether destroyed keys may still be in the browser's files, as far as this tab knows.
    pub(super) erasure_due: Cell<bool>,
}

fn context<'c>(vault: &'c [u8], key: &'c [u8], revision: u32) -> Context<'c> {
    Context { vault, table: Table::Keys.name(), key, group: &[], revision }
}

fn row(key: &[u8], sealed: Vec<u8>) -> Row {
    Row { key: key.to_vec(), group: Vec::new(), sealed, holds: Vec::new() }
}

impl KeyRing {
    /// Makes the keys of a new vault.
    pub(super) fn make(vault: VaultKey) -> Result<Self, VaultError> {
        Ok(Self {
            lookup: LookupKey::make()?,
            catalogue: DataKey::make()?,
            log: DataKey::make()?,
            audit: AuditKey::make()?,
            vault: RefCell::new(vault),
            wrapped: RefCell::default(),
            clients: RefCell::default(),
            erasure_due: Cell::default(),
        })
    }

    /// Unwraps the keys of a vault from the rows of its key table.
    ///
    /// A client's key is unwrapped when it is first needed.
    pub(super) fn open(id: &[u8], vault: VaultKey, rows: Vec<Row>) -> Result<Self, VaultError> {
        let mut own = Vec::new();
        let mut wrapped = TagMap::default();
        for row in rows {
            match Tag::try_from(row.key.as_slice()) {
                Ok(tag) => drop(wrapped.insert(tag, row)),
                Err(_) => own.push(row),
            }
        }
        let erasure_due = own.iter().any(|row| row.key == ERASURE);
        let open = |name: &'static [u8]| -> Result<_, VaultError> {
            let row = own.iter().find(|row| row.key == name).ok_or(VaultError::CorruptVault)?;
            Ok((context(id, name, revision_of(&row.sealed)?), &row.sealed))
        };
        let unwrap = || -> Result<_, VaultError> {
            let (lookup, catalogue) = (open(LOOKUP)?, open(CATALOGUE)?);
            let (log, audit) = (open(LOG)?, open(AUDIT)?);
            Ok((
                vault.unwrap_lookup_key(&lookup.0, lookup.1)?,
                vault.unwrap_data_key(&catalogue.0, catalogue.1)?,
                vault.unwrap_data_key(&log.0, log.1)?,
                vault.unwrap_audit_key(&audit.0, audit.1)?,
            ))
        };
        let (lookup, catalogue, log, audit) = unwrap().map_err(VaultError::in_keys)?;
        Ok(Self {
            lookup,
            catalogue,
            log,
            audit,
            vault: RefCell::new(vault),
            wrapped: RefCell::new(wrapped),
            clients: RefCell::default(),
            erasure_due: Cell::new(erasure_due),
        })
    }

    /// The rows of the vault's own keys, wrapped by `vault`.
    pub(super) fn wrap_own(&self, id: &[u8], vault: &VaultKey) -> Result<Vec<Row>, VaultError> {
        let at = |key| context(id, key, 1);
        Ok(vec![
            row(LOOKUP, vault.wrap_lookup_key(&at(LOOKUP), &self.lookup)?),
            row(CATALOGUE, vault.wrap_data_key(&at(CATALOGUE), &self.catalogue)?),
            row(LOG, vault.wrap_data_key(&at(LOG), &self.log)?),
            row(AUDIT, vault.wrap_audit_key(&at(AUDIT), &self.audit)?),
        ])
    }

    /// The rows of the vault's own keys as they are written first.
    pub(super) fn rows(&self, id: &[u8]) -> Result<Vec<Row>, VaultError> {
        self.wrap_own(id, &self.vault.borrow())
    }

    /// The question whose answer [`KeyRing::vault_key`] takes.
    pub(super) fn vault_key_query() -> Query {
        Query::Key(Table::Keys, LOOKUP.to_vec())
    }

    /// The vault key, as long as it is the one that the keys on the disk are wrapped with.
    ///
    /// # Errors
    /// `Locked` where the passphrase was changed in another tab: what this one wraps nobody could
    /// open.
    pub(super) fn vault_key(
        &self,
        id: &[u8],
        answer: Option<&Vec<Row>>,
    ) -> Result<Ref<'_, VaultKey>, VaultError> {
        let vault = self.vault.borrow();
        let row = answer.and_then(|rows| rows.first()).ok_or(VaultError::Locked)?;
        let at = context(id, LOOKUP, revision_of(&row.sealed)?);
        vault.unwrap_lookup_key(&at, &row.sealed).map_err(|_| VaultError::Locked)?;
        Ok(vault)
    }

    /// Where the key of a client's psychotherapy notes lies.
    pub(super) fn notes_tag(&self, client: &Tag) -> Tag {
        self.lookup.tag("psychotherapy-notes-key", &[client])
    }

    /// The tags of all clients whose keys are known here.
    pub(super) fn client_tags(&self) -> Vec<Tag> {
        let wrapped = self.wrapped.borrow();
        let mut notes = TagMap::default();
        for (tag, _) in wrapped.iter() {
            notes.insert(self.notes_tag(tag), ());
        }
        wrapped.iter().map(|(tag, _)| *tag).filter(|tag| !notes.contains(tag)).collect()
    }

    /// The key of a client that is known here already.
    pub(super) fn known_client(
        &self,
        id: &[u8],
        tag: &Tag,
    ) -> Result<Option<Rc<ClientKey>>, VaultError> {
        if let Some(known) = self.clients.borrow().get(tag) {
            return Ok(Some(Rc::clone(known)));
        }
        let wrapped = self.wrapped.borrow();
        let Some(row) = wrapped.get(tag) else { return Ok(None) };
        let key = self.unwrap_client(id, tag, row)?;
        let client = Rc::new(ClientKey { tag: *tag, key, sound_after: Cell::default() });
        self.clients.borrow_mut().insert(*tag, Rc::clone(&client));
        Ok(Some(client))
    }

    /// The key of a client; none where they have none yet.
    pub(super) async fn client<S: Store>(
        &self,
        keys: &S,
        id: &[u8],
        tag: &Tag,
    ) -> Result<Option<Rc<ClientKey>>, VaultError> {
        if let Some(known) = self.known_client(id, tag)? {
            return Ok(Some(known));
        }
        // Another tab may have met this client since the vault was unlocked here.
        keys.ready().await?;
        let tx = keys.begin(&[Table::Keys], Access::Read)?;
        let answers = tx.read(&[Query::Key(Table::Keys, tag.to_vec())]).await?;
        let Some(row) = answers.into_iter().flatten().next() else { return Ok(None) };
        self.wrapped.borrow_mut().insert(*tag, row);
        self.known_client(id, tag)
    }

    /// Makes keys for those of the clients who have none. On the disk once this succeeds.
    pub(super) async fn ensure_clients<S: Store>(
        &self,
        keys: &S,
        id: &[u8],
        tags: &[Tag],
    ) -> Result<(), VaultError> {
        let missing: Vec<&Tag> =
            tags.iter().filter(|tag| !self.wrapped.borrow().contains(tag)).collect();
        if missing.is_empty() {
            return Ok(());
        }
        keys.ready().await?;
        let tx = keys.begin(&[Table::Slots, Table::Keys], Access::Write)?;
        let mut queries = vec![Self::vault_key_query()];
        queries.extend(missing.iter().map(|tag| Query::Key(Table::Keys, tag.to_vec())));
        let mut answers = tx.read(&queries).await?.into_iter();
        drop(self.vault_key(id, answers.next().as_ref())?);
        let mut found = Vec::with_capacity(missing.len());
        for (tag, there) in missing.into_iter().zip(answers) {
            let row = match there.into_iter().next() {
                Some(row) => row,
                None => self.put_new_client(&tx, id, tag)?,
            };
            found.push((*tag, row));
        }
        tx.commit().await?;
        for (tag, row) in found {
            self.wrapped.borrow_mut().insert(tag, row);
        }
        Ok(())
    }

    fn put_new_client<T: Transaction>(
        &self,
        tx: &T,
        id: &[u8],
        tag: &Tag,
    ) -> Result<Row, VaultError> {
        let key = DataKey::make()?;
        let sealed = self.vault.borrow().wrap_data_key(&context(id, tag, 1), &key)?;
        let row = row(tag, sealed);
        tx.put(Table::Keys, &row)?;
        Ok(row)
    }

    /// Wraps every key anew under `next` in place of the vault key, and puts what `slots` makes of
    /// the slots, given both vault keys, in their place. On the disk once this succeeds.
    pub(super) async fn rewrap<S: Store>(
        &self,
        keys: &S,
        id: &[u8],
        next: VaultKey,
        slots: NewSlots<'_>,
    ) -> Result<(), VaultError> {
        keys.ready().await?;
        let tx = keys.begin(&[Table::Slots, Table::Keys], Access::Write)?;
        let asked = [Query::All(Table::Slots), Query::All(Table::Keys), Self::vault_key_query()];
        let answers = tx.read(&asked).await?;
        let [there, rows, own] = answers.as_slice() else {
            return Err(VaultError::StorageUnavailable);
        };
        let slots = slots(there, &*self.vault_key(id, Some(own))?, &next)?;
        let mut wrapped = TagMap::default();
        for old in rows {
            let Ok(tag) = Tag::try_from(old.key.as_slice()) else { continue };
            wrapped.insert(tag, self.rewrap_client(id, &tag, old, &next)?);
        }
        tx.clear(Table::Slots)?;
        tx.clear(Table::Keys)?;
        for slot in &slots {
            tx.put(Table::Slots, slot)?;
        }
        for row in self.wrap_own(id, &next)?.iter().chain(wrapped.iter().map(|(_, row)| row)) {
            tx.put(Table::Keys, row)?;
        }
        put_erasure(&tx, MOVES)?;
        tx.commit().await?;
        self.erasure_due.set(true);
        self.vault.replace(next);
        self.wrapped.replace(wrapped);
        Ok(())
    }

    /// The key of a client in its row.
    pub(super) fn unwrap_client(
        &self,
        id: &[u8],
        tag: &Tag,
        row: &Row,
    ) -> Result<DataKey, VaultError> {
        let at = context(id, tag, revision_of(&row.sealed)?);
        Ok(self.vault.borrow().unwrap_data_key(&at, &row.sealed)?)
    }

    /// Drops what is known of a client's two keys; they can be read again where they are still
    /// there.
    pub(super) fn forget(&self, tag: &Tag) {
        for tag in [*tag, self.notes_tag(tag)] {
            self.clients.borrow_mut().remove(&tag);
            self.wrapped.borrow_mut().remove(&tag);
        }
    }

    /// Removes the key of a client, and that of their psychotherapy notes, for good where `opens`
    /// knows it as the destroyed one; says whether it was there. Out of the database once this
    /// succeeds, out of the browser's files later.
    pub(super) async fn destroy<S: Store>(
        &self,
        keys: &S,
        id: &[u8],
        tag: &Tag,
        opens: impl Fn(&DataKey) -> bool,
    ) -> Result<bool, VaultError> {
        keys.ready().await?;
        let tx = keys.begin(&[Table::Slots, Table::Keys], Access::Write)?;
        let queries = [Self::vault_key_query(), Query::Key(Table::Keys, tag.to_vec())];
        let answers = tx.read(&queries).await?;
        let [own, rows] = answers.as_slice() else { return Err(VaultError::StorageUnavailable) };
        drop(self.vault_key(id, Some(own))?);
        let Some(row) = rows.first() else { return Ok(false) };
        let key = self.unwrap_client(id, tag, row)?;
        if !opens(&key) {
            return Ok(false);
        }
        tx.delete(Table::Keys, tag)?;
        tx.delete(Table::Keys, &self.notes_tag(tag))?;
        put_erasure(&tx, MOVES)?;
        tx.commit().await?;
        self.forget(tag);
        self.erasure_due.set(true);
        Ok(true)
    }

    fn rewrap_client(
        &self,
        id: &[u8],
        tag: &Tag,
        old: &Row,
        next: &VaultKey,
    ) -> Result<Row, VaultError> {
        let unwrap = || -> Result<Row, VaultError> {
            let at = context(id, tag, revision_of(&old.sealed)?);
            let key = self.vault.borrow().unwrap_data_key(&at, &old.sealed)?;
            Ok(row(tag, next.wrap_data_key(&context(id, tag, 1), &key)?))
        };
        unwrap().map_err(VaultError::in_keys)
    }
}

/// Notes how often the keys are still to be moved.
pub(super) fn put_erasure<T: Transaction>(tx: &T, moves: u8) -> Result<(), VaultError> {
    Ok(tx.put(Table::Keys, &row(ERASURE, vec![moves]))?)
}
