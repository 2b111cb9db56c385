//! Devices that read each other's backups.

use pollster::block_on;
use therapeutic_progress_tracker::domain::Moment;
use therapeutic_progress_tracker::transfer::age::Locked;
use therapeutic_progress_tracker::transfer::{ArchiveReader, ClientHistory};
use therapeutic_progress_tracker::vault::MergeOutcome;

use super::{PASSPHRASE, Stores, TestVault, files, new_vault, session, unlock};

pub(crate) fn time(millis: i64) -> Moment {
    Moment::new(1_717_000_000_000 + millis, 60).unwrap()
}

/// After everything that the devices do.
pub(crate) fn later() -> Moment {
    time(1 << 40)
}

/// A backup with everything in it.
pub(crate) async fn export(vault: &TestVault) -> Vec<u8> {
    files::export_with_notes_at(vault, later()).await.unwrap()
}

pub(crate) async fn import(vault: &TestVault, file: &[u8]) -> MergeOutcome {
    files::import_at(vault, file, later()).await
}

/// Everything that a backup says, its time and its audit log aside.
pub(crate) fn told(file: &[u8]) -> Vec<ClientHistory> {
    let tar = Locked::parse(file).unwrap().open(&files::file_key()).unwrap();
    let archive = block_on(ArchiveReader::read(&tar)).unwrap();
    (0..archive.clients()).map(|place| archive.client(place, &0_i16).unwrap()).collect()
}

/// Fails unless the vault is whole and says the same once it is unlocked anew.
pub(crate) async fn whole(vault: &TestVault, stores: &Stores) {
    files::whole(vault).await;
    let again = unlock(stores, PASSPHRASE).await.unwrap();
    assert_eq!(told(&export(&again).await), told(&export(vault).await));
}

/// Two devices that both have the session `s` of the client `c`; the stores are the first one's.
pub(crate) async fn two_with_a_session() -> (TestVault, Stores, TestVault) {
    let (one, stores) = new_vault();
    let (other, _) = new_vault();
    let first = session("s", "c", "2024-05-01T10:00:00Z", "neutral");
    one.log_session(&first, true, time(1)).await.unwrap();
    import(&other, &export(&one).await).await;
    (one, stores, other)
}
