//! Clients who are saved and deleted.

use therapeutic_progress_tracker::domain::{ClientChanges, ClientId};
use therapeutic_progress_tracker::store::Store;
use therapeutic_progress_tracker::vault::{Certificate, Vault, VaultError};

use super::{TestVault, at};

pub(crate) const NOW: &str = "2024-06-01T12:00:00Z";

pub(crate) fn id(text: &str) -> ClientId {
    ClientId::new(text).unwrap()
}

pub(crate) async fn delete(vault: &TestVault, client: &str) -> Result<Certificate, VaultError> {
    vault.delete_client(&id(client), "past the period", false, at(NOW)).await
}

pub(crate) async fn save<S: Store>(vault: &Vault<S>, json: &str) {
    let changes = ClientChanges::read(json, &0_i16).unwrap();
    vault.save_client(&changes, at("2018-07-04T10:00:00Z")).await.unwrap();
}

pub(crate) fn plain(certificate: &Certificate) -> serde_json::Value {
    serde_json::from_str(&certificate.to_json()).unwrap()
}
