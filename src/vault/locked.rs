//! A vault before it is unlocked: making one, and opening its slots.

use super::attempts::Attempts;
use super::header::Header;
use super::keys::KeyRing;
use super::ledger::{Event, Head, first, head_query};
use super::slots::about_slot;
use super::{Vault, VaultError};
use crate::crypto::{
    Argon2Parameters, CryptoError, Passphrase, Slot, SlotKey, SlotKind, SlotTerms, VaultKey,
    random_bytes,
};
use crate::domain::Moment;
use crate::records::AuditAction;
use crate::store::{Access, Query, Row, Store, Table, Transaction};

pub(super) const HEADER: &[u8] = &[0];
/// The failures to unlock, between the header and the slots.
pub(super) const ATTEMPTS: &[u8] = &[0, 1];
pub(super) const FIRST_SLOT: u8 = 1;

/// What opens a slot, and what it was derived with.
#[derive(Debug)]
pub struct SlotSecret {
    /// What kind of slot it opens.
    pub kind: SlotKind,
    /// How it was derived; `NONE` for a key that a device holds.
    pub parameters: Argon2Parameters,
    /// The salt it was derived with.
    pub salt: [u8; 16],
    /// The derived key.
    pub key: SlotKey,
    /// The passphrase, kept while unlocked so that history files can default to it.
    pub passphrase: Option<Passphrase>,
}

impl SlotSecret {
    /// The terms of a new slot for it.
    pub(super) fn terms(&self, now: Moment) -> SlotTerms {
        let made = Some((now.millis(), now.offset_minutes()));
        SlotTerms { made, ..SlotTerms::undated(self.kind, self.parameters, self.salt) }
    }
}

/// A vault on this device, its records out of reach.
#[derive(Debug)]
pub struct LockedVault<S: Store> {
    records: S,
    pub(super) keys: S,
    header: Header,
    pub(super) slots: Slots,
    pub(super) attempts: Attempts,
    /// The wrapped keys of the same moment.
    rows: Vec<Row>,
}

/// A row of the slots' table.
pub(super) fn slot_row(key: &[u8], sealed: Vec<u8>) -> Row {
    Row { key: key.to_vec(), group: Vec::new(), sealed, holds: Vec::new() }
}

/// The slots by their numbers.
pub(super) type Slots = Vec<(u8, Slot)>;

fn read_slot(row: &Row) -> Result<(u8, Slot), VaultError> {
    let slot = Slot::parse(&row.sealed).map_err(|error| VaultError::from(error).in_keys())?;
    let number = row.key.first().copied().filter(|_| row.key.len() == 1);
    Ok((number.ok_or(VaultError::CorruptVault)?, slot))
}

/// The header and the slots in the rows of their table.
pub(super) fn split(rows: &[Row]) -> Result<(Header, Slots), VaultError> {
    let (header, slots) = match rows {
        [] => return Err(VaultError::VaultNotFound),
        [header, slots @ ..] if header.key == HEADER => (header, slots),
        _ => return Err(VaultError::CorruptVault),
    };
    let slots = slots.iter().filter(|row| row.key != ATTEMPTS).map(read_slot);
    let slots = slots.collect::<Result<Slots, VaultError>>()?;
    if slots.is_empty() {
        return Err(VaultError::CorruptVault);
    }
    Ok((Header::from_bytes(&header.sealed)?, slots))
}

/// The slot that a secret was derived for.
pub(super) fn slot_of<'s>(slots: &'s Slots, secret: &SlotSecret) -> Result<&'s Slot, VaultError> {
    let fits = |slot: &&Slot| slot.kind() == secret.kind && slot.salt() == secret.salt;
    slots.iter().map(|(_, slot)| slot).find(fits).ok_or(VaultError::WrongPassphrase)
}

pub(super) async fn read_slots<S: Store>(keys: &S) -> Result<Vec<Row>, VaultError> {
    keys.ready().await?;
    let tx = keys.begin(&[Table::Slots], Access::Read)?;
    Ok(tx.read(&[Query::All(Table::Slots)]).await?.into_iter().flatten().collect())
}

/// When a vault was made, from its database of keys; none where there is no vault in it.
///
/// # Errors
/// Where the store cannot be read, or the header is damaged.
pub async fn created_at<S: Store>(keys: &S) -> Result<Option<Moment>, VaultError> {
    let tx = keys.begin(&[Table::Slots], Access::Read)?;
    let answers = tx.read(&[Query::Key(Table::Slots, HEADER.to_vec())]).await?;
    let Some(row) = first(&answers).first() else { return Ok(None) };
    Ok(Some(Header::from_bytes(&row.sealed)?.created_at))
}

impl<S: Store> LockedVault<S> {
    /// Finds the vault in its two databases.
    ///
    /// # Errors
    /// `VaultNotFound` where there is none; `CorruptVault` where its header or a slot is
    /// damaged or asks for a derivation that is too weak or absurdly costly.
    pub async fn find(records: S, keys: S) -> Result<Self, VaultError> {
        let tx = keys.begin(&[Table::Slots, Table::Keys], Access::Read)?;
        let answers = tx.read(&[Query::All(Table::Slots), Query::All(Table::Keys)]).await?;
        let [found, rows]: [Vec<Row>; 2] =
            answers.try_into().map_err(|_| VaultError::StorageUnavailable)?;
        let (header, slots) = split(&found)?;
        let attempts = Attempts::read(found.iter().find(|row| row.key == ATTEMPTS));
        Ok(Self { records, keys, header, slots, attempts, rows })
    }

    /// How the passphrase's slot wants its key derived, and with which salt.
    pub fn passphrase_derivation(&self) -> Option<(Argon2Parameters, [u8; 16])> {
        self.slots.iter().find_map(|(_, slot)| slot.derivation())
    }

    /// The salt of the slot for a key that a device holds.
    pub fn device_key_salt(&self) -> Option<[u8; 16]> {
        self.salt_of(SlotKind::DeviceKey, &[])
    }

    /// The salt of the first slot of a kind; of a passkey, that of its own id.
    pub fn salt_of(&self, kind: SlotKind, credential: &[u8]) -> Option<[u8; 16]> {
        let mut slots = self.slots.iter().map(|(_, slot)| slot.terms());
        slots
            .find(|terms| terms.kind == kind && terms.credential == credential)
            .map(|terms| terms.salt)
    }

    /// Opens the slot that the secret was derived for; the locked vault is consumed.
    ///
    /// # Errors
    /// `TooManyAttempts` while [`LockedVault::check_wait`] says so; `WrongPassphrase` where the
    /// secret is not the slot's, which is counted; `CorruptVault` where the keys behind it are
    /// damaged or the records are gone.
    pub async fn unlock(self, secret: SlotSecret, now: Moment) -> Result<Vault<S>, VaultError> {
        self.check_wait(now)?;
        let vault_key = match slot_of(&self.slots, &secret)?.open(&secret.key, &self.header.id) {
            Ok(key) => key,
            Err(CryptoError::WrongSecret) => {
                // Where it cannot be counted, as on a full disk, the answer is the same.
                let _ = self.count_failure(now).await;
                return Err(VaultError::WrongPassphrase);
            }
            Err(error) => return Err(VaultError::from(error).in_keys()),
        };
        let ring = KeyRing::open(&self.header.id, vault_key, self.rows)?;
        let ready = self.header.ready;
        let vault = Vault::new(self.records, self.keys, self.header, ring, secret.passphrase);
        if !ready {
            vault.finish_making(now).await?;
        }
        let has_deleted = vault.check_records(secret.kind, &self.attempts, now).await?;
        if self.attempts.any() {
            // A full disk must keep nobody from reading; they are told of once more then.
            let _ = vault.forget_failures().await;
        }
        if has_deleted {
            // What was cut off can be finished another time; the records must not wait for it.
            let _ = vault.finish_deletions().await;
        }
        Ok(vault)
    }
}

impl<S: Store> Vault<S> {
    /// Makes a new vault in two empty databases.
    ///
    /// # Errors
    /// `VaultExists` where there is one.
    pub async fn create(
        records: S,
        keys: S,
        secret: SlotSecret,
        now: Moment,
    ) -> Result<Self, VaultError> {
        let vault_key = VaultKey::make()?;
        let header = Header { id: random_bytes()?, created_at: now, ready: false };
        let slot = Slot::make(secret.terms(now), &secret.key, &header.id, &vault_key)?;
        let rows = [slot_row(HEADER, header.to_bytes()), slot_row(&[FIRST_SLOT], slot.to_bytes())];
        let ring = KeyRing::make(vault_key)?;
        write_new(&keys, &rows, &ring.rows(&header.id)?).await?;
        let vault = Self::new(records, keys, header, ring, secret.passphrase);
        vault.finish_making(now).await?;
        Ok(vault)
    }

    /// Sets up the records' database, then says in the header that this was done.
    ///
    /// The two databases cannot share a transaction; a browser that dies in between leaves a
    /// header that is not ready, and the next unlocking ends the work.
    async fn finish_making(&self, now: Moment) -> Result<(), VaultError> {
        let tables = [Table::Journal, Table::Audit, Table::State];
        let tx = self.records.begin(&tables, Access::Write)?;
        let answers = tx.read(&[Query::All(Table::State)]).await?;
        let there = !first(&answers).is_empty();
        let ours = there && self.open_head(first(&answers)).is_ok();
        if !ours {
            for table in tables {
                tx.clear(table)?;
            }
            let event = Event::new(AuditAction::VaultCreated, now);
            self.commit(tx, Head::first(), vec![event], false).await?;
        }
        self.mark_ready().await
    }

    async fn mark_ready(&self) -> Result<(), VaultError> {
        self.key_store.ready().await?;
        let tx = self.key_store.begin(&[Table::Slots], Access::Write)?;
        let header = Header { ready: true, ..self.header.clone() };
        tx.put(Table::Slots, &slot_row(HEADER, header.to_bytes()))?;
        Ok(tx.commit().await?)
    }

    /// Makes sure that the records belong to these keys, and notes the unlocking and the failures
    /// before it. Says whether a client was ever deleted.
    async fn check_records(
        &self,
        kind: SlotKind,
        attempts: &Attempts,
        now: Moment,
    ) -> Result<bool, VaultError> {
        let tx = self.records.begin(&[Table::State], Access::Read)?;
        let answers = tx.read(&[head_query()]).await?;
        let head = self.open_head(first(&answers))?;
        if attempts.any() {
            let told = attempts.to_json(now.offset_minutes());
            self.note(Event::new(AuditAction::UnlockFailed, now).with(told));
        }
        let unlocked = Event::new(AuditAction::VaultUnlocked, now);
        self.note(match kind {
            SlotKind::Passphrase | SlotKind::DeviceKey => unlocked,
            _ => unlocked.with(about_slot(kind)),
        });
        Ok(head.head.deletions > 0)
    }
}

async fn write_new<S: Store>(keys: &S, slots: &[Row], rows: &[Row]) -> Result<(), VaultError> {
    let tx = keys.begin(&[Table::Slots, Table::Keys], Access::Write)?;
    let there = tx.read(&[Query::All(Table::Slots)]).await?;
    if !first(&there).is_empty() {
        return Err(VaultError::VaultExists);
    }
    tx.clear(Table::Keys)?;
    for slot in slots {
        tx.put(Table::Slots, slot)?;
    }
    for row in rows {
        tx.put(Table::Keys, row)?;
    }
    Ok(tx.commit().await?)
}
