//! The ways into a vault: which there are, more of them, and a new passphrase.

use std::cell::Cell;

use super::header::Header;
use super::keys::KeyRing;
use super::ledger::Event;
use super::locked::{
    ATTEMPTS, FIRST_SLOT, HEADER, SlotSecret, Slots, read_slots, slot_of, slot_row, split,
};
use super::{Vault, VaultError};
use crate::crypto::{Slot, SlotKind, SlotTerms, VaultKey};
use crate::domain::{FieldError, Moment};
use crate::records::AuditAction;
use crate::store::{Access, Query, Row, Store, Table, Transaction};

/// The most slots that a vault has, the passphrase's included.
pub const MOST_SLOTS: usize = 8;

/// What is known of a way in without its secret.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SlotInfo {
    /// By which it is removed, 1 to 255.
    pub number: u8,
    /// What opens it.
    pub kind: SlotKind,
    /// When it was made; none where an early version made it.
    pub made_at: Option<Moment>,
    /// What a passkey is asked with.
    pub salt: [u8; 16],
    /// A passkey's id; empty for all others.
    pub credential: Vec<u8>,
}

fn info((number, slot): &(u8, Slot)) -> SlotInfo {
    let SlotTerms { kind, parameters: _, salt, made, credential } = slot.terms().clone();
    let made_at = made.and_then(|(millis, offset)| Moment::new(millis, offset));
    SlotInfo { number: *number, kind, made_at, salt, credential }
}

/// What the log says of a slot.
pub(super) fn about_slot(kind: SlotKind) -> String {
    format!("{{\"slot\":\"{}\"}}", kind.name())
}

/// The number for a new slot.
fn free_number(slots: &Slots) -> Result<u8, VaultError> {
    let taken = |number: &u8| slots.iter().any(|(own, _)| own == number);
    let free = (FIRST_SLOT..=u8::MAX).find(|number| !taken(number));
    free.filter(|_| slots.len() < MOST_SLOTS).ok_or_else(too_many)
}

fn too_many() -> VaultError {
    FieldError::invalid("slots", "are at most 8; remove one first").into()
}

/// The ways into a vault, from its database of keys.
///
/// # Errors
/// `VaultNotFound` where there is no vault in it; `CorruptVault` where its header or a slot is
/// damaged.
pub async fn slots_of<S: Store>(keys: &S) -> Result<Vec<SlotInfo>, VaultError> {
    let (_, slots) = split(&read_slots(keys).await?)?;
    Ok(slots.iter().map(info).collect())
}

impl<S: Store> Vault<S> {
    /// The ways into this vault, as they are on the disk.
    ///
    /// # Errors
    /// Where the slots cannot be read.
    pub async fn slots(&self) -> Result<Vec<SlotInfo>, VaultError> {
        slots_of(&self.key_store).await
    }

    /// Adds a recovery code, in place of the one before, or a passkey, in place of one with the
    /// same id. `salt` is the one that `key` was derived with.
    ///
    /// # Errors
    /// A field error where there are [`MOST_SLOTS`] already; `CorruptVault` where the terms do not
    /// fit the kind; `Locked` where another tab has changed the passphrase.
    pub async fn add_slot(
        &self,
        secret: &SlotSecret,
        credential: Vec<u8>,
        now: Moment,
    ) -> Result<u8, VaultError> {
        let terms = SlotTerms { credential, ..secret.terms(now) };
        self.key_store.ready().await?;
        let tx = self.key_store.begin(&[Table::Slots, Table::Keys], Access::Write)?;
        let answers = tx.read(&[Query::All(Table::Slots), KeyRing::vault_key_query()]).await?;
        let [rows, own] = answers.as_slice() else { return Err(VaultError::StorageUnavailable) };
        let (_, slots) = split(rows)?;
        let same =
            |slot: &Slot| slot.kind() == terms.kind && slot.terms().credential == terms.credential;
        let number = match slots.iter().find(|(_, slot)| same(slot)) {
            Some((number, _)) => *number,
            None => free_number(&slots)?,
        };
        let slot = {
            let vault_key = self.keys.vault_key(&self.id, Some(own))?;
            Slot::make(terms, &secret.key, &self.id, &vault_key)?
        };
        tx.put(Table::Slots, &slot_row(&[number], slot.to_bytes()))?;
        tx.commit().await?;
        let action = match secret.kind {
            SlotKind::RecoveryCode => AuditAction::RecoveryCodeAdded,
            _ => AuditAction::PasskeyAdded,
        };
        self.note_landed(Event::new(action, now)).await;
        Ok(number)
    }

    /// Removes a recovery code or a passkey. The vault key stays, so a copy of the database from
    /// before still opens with it; a new passphrase that ends all others helps against that.
    ///
    /// # Errors
    /// `NotFound` where no slot has this number; a field error for a passphrase or a device's key.
    pub async fn remove_slot(&self, number: u8, now: Moment) -> Result<(), VaultError> {
        self.key_store.ready().await?;
        let tx = self.key_store.begin(&[Table::Slots], Access::Write)?;
        let answers = tx.read(&[Query::All(Table::Slots)]).await?;
        let (_, slots) = split(answers.first().map_or(&[], Vec::as_slice))?;
        let found = slots.iter().find(|(own, _)| *own == number);
        let kind = found.ok_or(VaultError::NotFound("slot"))?.1.kind();
        if matches!(kind, SlotKind::Passphrase | SlotKind::DeviceKey) {
            let allowed = "must be that of a recovery code or a passkey";
            return Err(FieldError::invalid("slot", allowed).into());
        }
        tx.delete(Table::Slots, &[number])?;
        tx.commit().await?;
        self.note_landed(Event::new(AuditAction::SlotRemoved, now).with(about_slot(kind))).await;
        Ok(())
    }

    /// Puts a new passphrase in place of the old one, with a new vault key. No record is rewritten.
    ///
    /// Recovery codes, passkeys and devices' keys go on opening the vault, unless `keep_others` is
    /// false: then they end. Those of the first format end in any case. Answers how many ended.
    ///
    /// # Errors
    /// `WrongPassphrase` where `current` does not open the vault.
    pub async fn change_passphrase(
        &self,
        current: &SlotSecret,
        next: SlotSecret,
        keep_others: bool,
        now: Moment,
    ) -> Result<usize, VaultError> {
        let ended = Cell::new(0);
        let change = |rows: &[Row], from: &VaultKey, to: &VaultKey| {
            let (_, slots) = split(rows)?;
            let opened = slot_of(&slots, current)?.open(&current.key, &self.id);
            drop(opened.map_err(|error| VaultError::from(error).in_keys())?);
            let others = slots.iter().filter(|(_, slot)| slot.kind() != next.kind).count();
            let renewed = self.renewed(rows, &slots, &next, keep_others, [from, to], now)?;
            let kept = renewed.iter().filter(|row| row.key.len() == 1).count() - 2;
            ended.set(others.saturating_sub(kept));
            Ok(renewed)
        };
        self.keys.rewrap(&self.key_store, &self.id, VaultKey::make()?, &change).await?;
        self.passphrase.replace(next.passphrase);
        self.note_landed(Event::new(AuditAction::PassphraseChanged, now)).await;
        Ok(ended.get())
    }

    /// Notes a change of the keys. It has landed, whatever becomes of its line: that is tried
    /// again with the next.
    async fn note_landed(&self, event: Event) {
        self.note(event);
        let _ = self.settle().await;
    }

    /// The rows of the slots after a change of the passphrase.
    fn renewed(
        &self,
        rows: &[Row],
        slots: &Slots,
        next: &SlotSecret,
        keep_others: bool,
        [from, to]: [&VaultKey; 2],
        now: Moment,
    ) -> Result<Vec<Row>, VaultError> {
        let header = Header { ready: true, ..self.header.clone() };
        let mut renewed = vec![slot_row(HEADER, header.to_bytes())];
        renewed.extend(rows.iter().filter(|row| row.key == ATTEMPTS).cloned());
        let mut kept: Slots = Vec::new();
        for (number, slot) in
            slots.iter().filter(|(_, slot)| keep_others && slot.kind() != next.kind)
        {
            let followed = slot.follow(&self.id, from, to);
            let followed = followed.map_err(|error| VaultError::from(error).in_keys())?;
            kept.extend(followed.map(|slot| (*number, slot)));
        }
        let own =
            slots.iter().find(|(_, slot)| slot.kind() == next.kind).map(|(number, _)| *number);
        let number = own.map_or_else(|| free_number(&kept), Ok)?;
        kept.push((number, Slot::make(next.terms(now), &next.key, &self.id, to)?));
        renewed.extend(kept.iter().map(|(number, slot)| slot_row(&[*number], slot.to_bytes())));
        Ok(renewed)
    }

    /// Whether the secret opens the vault as it is on the disk.
    ///
    /// # Errors
    /// `WrongPassphrase` where it does not.
    pub async fn check_secret(&self, secret: &SlotSecret) -> Result<(), VaultError> {
        let (_, slots) = split(&read_slots(&self.key_store).await?)?;
        slot_of(&slots, secret)?.open(&secret.key, &self.id)?;
        Ok(())
    }
}
