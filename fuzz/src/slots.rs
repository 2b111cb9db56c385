//! The two databases of a vault before it is open: header, slots, wrapped keys, sealed rows.

use pollster::block_on;
use therapeutic_progress_tracker::crypto::{Argon2Parameters, Slot, SlotKey, SlotKind, sha256};
use therapeutic_progress_tracker::domain::Moment;
use therapeutic_progress_tracker::store::{
    Access, Database, MemoryStore, Row, Store as _, Table, Transaction as _,
};
use therapeutic_progress_tracker::vault::{LockedVault, SlotSecret, created_at};

/// The key that opens the vault among the seeds, as a device would keep it.
pub const DEVICE_KEY: [u8; 32] = [0xd7; 32];

/// Reads bytes as a slot, and as the rows of a vault.
pub fn read(bytes: &[u8]) {
    slot(bytes);
    slot(&checked(bytes));
    vault(bytes);
}

/// With the SHA-256 that headers and slots end in.
fn checked(body: &[u8]) -> Vec<u8> {
    [body, &sha256(body)].concat()
}

/// A slot that is read has an affordable derivation, is written as it was, and keeps shut.
fn slot(bytes: &[u8]) {
    let Ok(slot) = Slot::parse(bytes) else { return };
    assert_eq!(slot.to_bytes(), bytes);
    if let Some((parameters, _)) = slot.derivation() {
        assert!(parameters.check().is_ok(), "{parameters:?}");
    }
    let Ok(key) = SlotKey::from_device_key(&[1; 32], &slot.salt()) else { return };
    assert!(slot.open(&key, b"no vault").is_err(), "a key of no vault");
}

/// A vault of any rows is refused, or opens and says of itself what is damaged.
fn vault(bytes: &[u8]) {
    let (records, keys) = (MemoryStore::default(), MemoryStore::default());
    let mut rows = Rows(bytes);
    while let Some((table, row)) = rows.next() {
        let store = if table.database() == Database::Keys { &keys } else { &records };
        let Ok(tx) = store.begin(&[table], Access::Write) else { return };
        if tx.put(table, &row).is_err() || block_on(tx.commit()).is_err() {
            return;
        }
    }
    let _ = block_on(created_at(&keys));
    let Ok(locked) = block_on(LockedVault::find(records, keys)) else { return };
    if let Some((parameters, _)) = locked.passphrase_derivation() {
        assert!(parameters.check().is_ok(), "{parameters:?}");
    }
    let Some(salt) = locked.device_key_salt() else { return };
    block_on(opened(locked, salt));
}

async fn opened(locked: LockedVault<MemoryStore>, salt: [u8; 16]) {
    let Ok(key) = SlotKey::from_device_key(&DEVICE_KEY, &salt) else { return };
    let (kind, parameters) = (SlotKind::DeviceKey, Argon2Parameters::NONE);
    let secret = SlotSecret { kind, parameters, salt, key, passphrase: None };
    let now = Moment::epoch();
    let Ok(vault) = locked.unlock(secret, now).await else { return };
    let _ = vault.verify(&|_, _| {}).await;
    let _ = vault.audit_verdict().await;
    let _ = vault.audit_lines(None, Some(20), now).await;
    let _ = vault.clients(now).await;
}

/// Rows as the seeds hold them: the table's place, the lengths of key and group, both; how the box
/// is to be taken (1: with a right checksum behind it), its length in two bytes, the box; how many
/// tags it holds, those.
struct Rows<'a>(&'a [u8]);

impl Rows<'_> {
    fn bytes(&mut self, length: usize) -> Option<Vec<u8>> {
        let (bytes, rest) = self.0.split_at_checked(length)?;
        self.0 = rest;
        Some(bytes.to_vec())
    }

    fn byte(&mut self) -> Option<usize> {
        self.bytes(1).map(|byte| usize::from(byte[0]))
    }

    fn next(&mut self) -> Option<(Table, Row)> {
        let table = Table::ALL[self.byte()? % Table::ALL.len()];
        let (key, group) = (self.byte()?, self.byte()?);
        let (key, group) = (self.bytes(key)?, self.bytes(group)?);
        let mended = self.byte()? == 1;
        let length = self.byte()? << 8 | self.byte()?;
        let sealed = self.bytes(length)?;
        let sealed = if mended { checked(&sealed) } else { sealed };
        let holds = self.byte()?;
        let holds = (0..holds).map(|_| self.bytes(16)).collect::<Option<_>>()?;
        Some((table, Row { key, group, sealed, holds }))
    }
}
