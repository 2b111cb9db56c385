//! A vault before it is unlocked: making one, and opening its slots.

use super::header::Header;
use super::keys::KeyRing;
use super::ledger::{Event, first, head_query};
use super::{Vault, VaultError};
use crate::crypto::{
    Argon2Parameters, CryptoError, Passphrase, Slot, SlotKey, SlotKind, VaultKey, random_bytes,
};
use crate::domain::Moment;
use crate::records::AuditAction;
use crate::store::{Access, Query, Row, Store, Table, Transaction};

const HEADER: &[u8] = &[0];
const FIRST_SLOT: &[u8] = &[1];

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

/// A vault on this device, its records out of reach.
#[derive(Debug)]
pub struct LockedVault<S: Store> {
    records: S,
    keys: S,
    header: Header,
    slots: Vec<Slot>,
    /// The slots as they lie on the disk, and the wrapped keys of the same moment.
    rows: [Vec<Row>; 2],
}

fn slot_rows(header: &Header, slot: &Slot) -> Vec<Row> {
    let row = |key: &[u8], sealed| Row {
        key: key.to_vec(),
        group: Vec::new(),
        sealed,
        holds: Vec::new(),
    };
    vec![row(HEADER, header.to_bytes()), row(FIRST_SLOT, slot.to_bytes())]
}

fn split(rows: &[Row]) -> Result<(Header, Vec<Slot>), VaultError> {
    let (header, slots) = match rows {
        [] => return Err(VaultError::VaultNotFound),
        [header, slots @ ..] if header.key == HEADER => (header, slots),
        _ => return Err(VaultError::CorruptVault),
    };
    let slots: Result<Vec<Slot>, CryptoError> =
        slots.iter().map(|row| Slot::parse(&row.sealed)).collect();
    let slots = slots.map_err(|error| VaultError::from(error).in_keys())?;
    if slots.is_empty() {
        return Err(VaultError::CorruptVault);
    }
    Ok((Header::from_bytes(&header.sealed)?, slots))
}

async fn read_slots<S: Store>(keys: &S) -> Result<Vec<Row>, VaultError> {
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
        let rows: [Vec<Row>; 2] = answers.try_into().map_err(|_| VaultError::StorageUnavailable)?;
        let (header, slots) = split(&rows[0])?;
        Ok(Self { records, keys, header, slots, rows })
    }

    /// How the passphrase's slot wants its key derived, and with which salt.
    pub fn passphrase_derivation(&self) -> Option<(Argon2Parameters, [u8; 16])> {
        self.slots.iter().find_map(Slot::derivation)
    }

    /// The salt of the slot for a key that a device holds.
    pub fn device_key_salt(&self) -> Option<[u8; 16]> {
        let slot = self.slots.iter().find(|slot| slot.kind() == SlotKind::DeviceKey)?;
        Some(slot.salt())
    }

    /// Opens the slot of the secret's kind; the locked vault is consumed.
    ///
    /// # Errors
    /// `WrongPassphrase` where the secret is not the slot's; `CorruptVault` where the keys
    /// behind it are damaged or the records are gone.
    pub async fn unlock(self, secret: SlotSecret, now: Moment) -> Result<Vault<S>, VaultError> {
        let slot = self.slots.iter().find(|slot| slot.kind() == secret.kind);
        let slot = slot.ok_or(VaultError::WrongPassphrase)?;
        let opened = slot.open(&secret.key, &self.header.id);
        let vault_key = opened.map_err(|error| VaultError::from(error).in_keys())?;
        let [slots, wrapped] = self.rows;
        let ring = KeyRing::open(&self.header.id, vault_key, slots, wrapped)?;
        let ready = self.header.ready;
        let vault = Vault::new(self.records, self.keys, self.header, ring, secret.passphrase);
        if !ready {
            vault.finish_making(now).await?;
        }
        vault.check_records(now).await?;
        // What was cut off can be finished another time; the records must not wait for it.
        let _ = vault.finish_deletions().await;
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
        let slot = Slot::make(
            secret.kind,
            secret.parameters,
            secret.salt,
            &secret.key,
            &header.id,
            &vault_key,
        )?;
        let rows = slot_rows(&header, &slot);
        let ring = KeyRing::make(vault_key, rows.clone())?;
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
            self.put_first_head(&tx)?;
            tx.commit().await?;
            self.note(Event::new(AuditAction::VaultCreated, now));
            self.settle().await?;
        }
        self.mark_ready().await
    }

    async fn mark_ready(&self) -> Result<(), VaultError> {
        let tx = self.key_store.begin(&[Table::Slots], Access::Write)?;
        let header = Header { ready: true, ..self.header.clone() };
        let row = Row {
            key: HEADER.to_vec(),
            group: Vec::new(),
            sealed: header.to_bytes(),
            holds: Vec::new(),
        };
        tx.put(Table::Slots, &row)?;
        tx.commit().await?;
        let rows = read_slots(&self.key_store).await?;
        self.keys.remember_slots(rows);
        Ok(())
    }

    /// Makes sure that the records belong to these keys, and notes the unlocking.
    async fn check_records(&self, now: Moment) -> Result<(), VaultError> {
        let tx = self.records.begin(&[Table::State], Access::Read)?;
        let answers = tx.read(&[head_query()]).await?;
        self.open_head(first(&answers))?;
        self.note(Event::new(AuditAction::VaultUnlocked, now));
        Ok(())
    }

    /// Puts a new passphrase or key in place of the old one, with a new vault key. No record
    /// is rewritten.
    ///
    /// # Errors
    /// `WrongPassphrase` where `current` does not open the vault.
    pub async fn change_slot(
        &self,
        current: &SlotKey,
        kind: SlotKind,
        next: SlotSecret,
        now: Moment,
    ) -> Result<(), VaultError> {
        let (_, slots) = split(&read_slots(&self.key_store).await?)?;
        let slot = slots.iter().find(|slot| slot.kind() == kind);
        let slot = slot.ok_or(VaultError::WrongPassphrase)?;
        slot.open(current, &self.id).map_err(|error| VaultError::from(error).in_keys())?;
        let vault_key = VaultKey::make()?;
        let (parameters, salt) = (next.parameters, next.salt);
        let slot = Slot::make(next.kind, parameters, salt, &next.key, &self.id, &vault_key)?;
        let header = Header { ready: true, ..self.header.clone() };
        let rows = slot_rows(&header, &slot);
        self.keys.rewrap(&self.key_store, &self.id, vault_key, rows).await?;
        self.passphrase.replace(next.passphrase);
        self.note(Event::new(AuditAction::PassphraseChanged, now));
        self.settle().await
    }

    /// Whether the secret opens the vault as it is on the disk.
    ///
    /// # Errors
    /// `WrongPassphrase` where it does not.
    pub async fn check_secret(&self, kind: SlotKind, key: &SlotKey) -> Result<(), VaultError> {
        let (_, slots) = split(&read_slots(&self.key_store).await?)?;
        let slot = slots.iter().find(|slot| slot.kind() == kind);
        slot.ok_or(VaultError::WrongPassphrase)?.open(key, &self.id)?;
        Ok(())
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
