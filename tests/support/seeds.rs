//! Seeds of the fuzzer that are no frozen vectors: a small vault as rows, its backup, and a file.

use std::io::Write;

use pollster::block_on;
use therapeutic_progress_tracker::crypto::{Argon2Parameters, FileWrapKey, SlotKey, SlotKind};
use therapeutic_progress_tracker::store::{
    Access, MemoryStore, Query, Row, Store as _, Table, Transaction as _,
};
use therapeutic_progress_tracker::transfer::age::{Locked, Writer};
use therapeutic_progress_tracker::vault::{ExportKey, SlotSecret, Vault};
use zeroize::Zeroizing;

use super::support::{at, goal, milestone, session};
use super::targets::slots::DEVICE_KEY;

/// Every seed with its place among the seeds.
pub(crate) fn all() -> Vec<(&'static str, Vec<u8>)> {
    let (records, keys) = (MemoryStore::default(), MemoryStore::default());
    let tar = block_on(small_vault(records.clone(), keys.clone()));
    let slots = rows(&keys, &[Table::Slots]);
    let whole = [slots.clone(), rows(&keys, &[Table::Keys]), rows(&records, &IN_RECORDS)].concat();
    let mut file = Writer::new(&wrap_key(), &[2; 16], 10).unwrap();
    file.write_all(b"a small file").unwrap();
    vec![
        ("slots/vault", whole),
        ("slots/header", slots),
        ("history/archive.tar", tar),
        ("history/file.age", file.finish().unwrap()),
    ]
}

const IN_RECORDS: [Table; 5] =
    [Table::Journal, Table::Timeline, Table::Catalogue, Table::Audit, Table::State];

fn wrap_key() -> FileWrapKey {
    FileWrapKey::from_bytes(Zeroizing::new([1; 32]))
}

/// Fills a vault and hands out the archive of its backup.
async fn small_vault(records: MemoryStore, keys: MemoryStore) -> Vec<u8> {
    let (kind, parameters, salt) = (SlotKind::DeviceKey, Argon2Parameters::NONE, [4; 16]);
    let key = SlotKey::from_device_key(&DEVICE_KEY, &salt).unwrap();
    let secret = SlotSecret { kind, parameters, salt, key, passphrase: None };
    let now = at("2024-06-01T12:00:00Z");
    let vault = Vault::create(records, keys, secret, now).await.unwrap();
    let sessions = (0..3).map(|number| {
        let time = format!("2024-0{}-01T10:00:00Z", number + 1);
        (number, session(&format!("s{number}"), "c", &time, "neutral"))
    });
    vault.import_batch(sessions.collect(), now).await.unwrap();
    let late = session("late", "c", "2024-05-30T10:00:00Z", "positive");
    vault.log_session(&late, true, now).await.unwrap();
    let change = r#"{"progress_notes":"another"}"#;
    vault.amend_session(&late.session_id, change, "typing error", &0_i16, now).await.unwrap();
    vault.create_goal(&late.client_id, &goal("g", 40.0), now).await.unwrap();
    vault.add_milestone(&late.client_id, &milestone("m", "g"), true, now).await.unwrap();
    let key = ExportKey { key: wrap_key(), salt: [2; 16], log_n: 10 };
    let made = vault.export(None, &key, &|_, _| {}, &0_i16, now).await.unwrap();
    let tar = Locked::parse(&made.file).unwrap().open(&wrap_key()).unwrap();
    tar.to_vec()
}

/// The rows of some tables as the target reads them.
fn rows(store: &MemoryStore, tables: &[Table]) -> Vec<u8> {
    let mut bytes = Vec::new();
    for table in tables {
        let tx = store.begin(&[*table], Access::Read).unwrap();
        let found = block_on(tx.read(&[Query::All(*table)])).unwrap().remove(0);
        found.iter().for_each(|row| write(&mut bytes, *table, row));
    }
    bytes
}

fn write(bytes: &mut Vec<u8>, table: Table, row: &Row) {
    let Row { key, group, sealed, holds } = row;
    let small = |number: usize| u8::try_from(number).unwrap();
    let place = Table::ALL.iter().position(|one| *one == table).unwrap();
    bytes.extend([small(place), small(key.len()), small(group.len())]);
    bytes.extend([key.as_slice(), group].concat());
    // Headers and slots end in a checksum, which the target makes right.
    let checked = table == Table::Slots;
    let body = if checked { &sealed[..sealed.len() - 32] } else { sealed.as_slice() };
    bytes.push(u8::from(checked));
    bytes.extend(u16::try_from(body.len()).unwrap().to_be_bytes());
    bytes.extend(body);
    bytes.push(small(holds.len()));
    bytes.extend(holds.concat());
}
