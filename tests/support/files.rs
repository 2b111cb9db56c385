//! History files of a story's vaults, and what holds of a vault whatever was done to it.

use pollster::block_on;
use therapeutic_progress_tracker::crypto::{FileWrapKey, Passphrase, scrypt_wrap_key};
use therapeutic_progress_tracker::domain::{ClientId, Moment};
use therapeutic_progress_tracker::store::{Access, Query, Row, Store, Table, Transaction as _};
use therapeutic_progress_tracker::transfer::age::Locked;
use therapeutic_progress_tracker::vault::{ExportKey, MergeOutcome, Vault, VaultError};

use super::Stores;

/// The key of every file here, at the lowest cost.
pub(crate) fn file_key() -> FileWrapKey {
    scrypt_wrap_key(&Passphrase::new("file passphrase".into()), &[3; 16], 1).unwrap()
}

pub(crate) fn export_key() -> ExportKey {
    ExportKey { key: file_key(), salt: [3; 16], log_n: 1 }
}

/// A backup of all clients without psychotherapy notes.
pub(crate) async fn export_at<S: Store>(vault: &Vault<S>, now: Moment) -> Vec<u8> {
    vault.export(None, &export_key(), &|_, _| {}, &0_i16, now).await.unwrap().file
}

/// The same with them.
pub(crate) async fn export_with_notes_at<S: Store>(
    vault: &Vault<S>,
    now: Moment,
) -> Result<Vec<u8>, VaultError> {
    let made = vault.export_with_notes(None, &export_key(), &|_, _| {}, &0_i16, now).await;
    made.map(|made| made.file)
}

/// The history of one client.
pub(crate) async fn export_one_at<S: Store>(
    vault: &Vault<S>,
    client: &ClientId,
    now: Moment,
) -> Vec<u8> {
    vault.export(Some(client), &export_key(), &|_, _| {}, &0_i16, now).await.unwrap().file
}

/// Merges a file; clients who were deleted stay away.
pub(crate) async fn import_at<S: Store>(
    vault: &Vault<S>,
    file: &[u8],
    now: Moment,
) -> MergeOutcome {
    let locked = Locked::parse(file).unwrap();
    vault.import_history(&locked, &file_key(), &|_, _| {}, &0_i16, now).await.unwrap()
}

/// Fails unless every box opens, what is derived agrees with the journal, and the log is whole.
pub(crate) async fn whole<S: Store>(vault: &Vault<S>) {
    assert_eq!(vault.verify(&|_, _| {}).await.unwrap().damaged, []);
    assert!(vault.audit_verdict().await.unwrap().intact);
}

/// The keys of clients, whatever state they are in.
pub(crate) fn key_rows(stores: &Stores) -> Vec<Row> {
    let tx = stores.keys.begin(&[Table::Keys], Access::Read).unwrap();
    block_on(tx.read(&[Query::All(Table::Keys)])).unwrap().concat()
}
