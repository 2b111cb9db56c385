//! A practice that has something of everything, and all that it can be asked.

use therapeutic_progress_tracker::crypto::{Argon2Parameters, SlotKey, SlotKind};
use therapeutic_progress_tracker::domain::{
    ClientChanges, ClientEvent, ClientId, Json, Moment, SessionId, Window,
};
use therapeutic_progress_tracker::store::Store;
use therapeutic_progress_tracker::vault::{LockedVault, Reading, SlotSecret, Vault, VaultError};

use super::files::export_key;
use super::{at, goal, milestone, session};

/// How many sessions the client `f` has, most of them in folds.
const FOLDED: usize = 33;
/// The device keys that the vault is opened with before and after its slot is changed.
pub(crate) const KEY: [u8; 32] = [7; 32];
pub(crate) const NEXT_KEY: [u8; 32] = [8; 32];

pub(crate) fn now() -> Moment {
    at("2024-06-01T12:00:00Z")
}

pub(crate) fn client(text: &str) -> ClientId {
    ClientId::new(text).expect("a good id")
}

pub(crate) fn id(text: &str) -> SessionId {
    SessionId::new(text).expect("a good id")
}

pub(crate) fn event(event: &str, description: &str) -> ClientEvent {
    let json = serde_json::json!({
        "event_id": event, "client_id": "a", "kind": "holiday", "date": "2024-04-01",
        "description": description,
    });
    ClientEvent::read(&json.to_string(), &0_i16).expect("a good event")
}

pub(crate) async fn save_client<S: Store>(vault: &Vault<S>, json: &str) -> Result<(), VaultError> {
    let changes = ClientChanges::read(json, &0_i16)?;
    vault.save_client(&changes, now()).await.map(drop)
}

pub(crate) fn device_secret(key: &[u8; 32], salt: [u8; 16]) -> Result<SlotSecret, VaultError> {
    let (kind, parameters) = (SlotKind::DeviceKey, Argon2Parameters::NONE);
    Ok(SlotSecret {
        kind,
        parameters,
        salt,
        key: SlotKey::from_device_key(key, &salt)?,
        passphrase: None,
    })
}

/// Makes a vault that `KEY` opens.
pub(crate) async fn create<S: Store>(records: S, keys: S) -> Result<Vault<S>, VaultError> {
    Vault::create(records, keys, device_secret(&KEY, [7; 16])?, now()).await
}

/// Opens a vault with one of the keys.
pub(crate) async fn open<S: Store>(
    records: S,
    keys: S,
    key: &[u8; 32],
) -> Result<Vault<S>, VaultError> {
    let locked = LockedVault::find(records, keys).await?;
    let salt = locked.device_key_salt().ok_or(VaultError::WrongPassphrase)?;
    locked.unlock(device_secret(key, salt)?, now()).await
}

/// Fills a vault with two clients and something of everything.
pub(crate) async fn fill<S: Store>(vault: &Vault<S>) -> Result<(), VaultError> {
    vault.create_goal(&client("a"), &goal("g", 20.0), now()).await?;
    for (id, year) in [("a0", 2023), ("a1", 2024), ("a2", 2024)] {
        let time = format!("{year}-03-0{}T10:00:00Z", year % 7 + 1);
        vault.log_session(&session(id, "a", &time, "negative"), true, now()).await?;
    }
    vault.save_notes(&id("a1"), "kept apart", now()).await?;
    vault.add_milestone(&client("a"), &milestone("m", "g"), true, now()).await?;
    vault.save_event(&event("e", "a first one"), now()).await?;
    save_client(vault, r#"{"client_id":"a","display_name":"Ada"}"#).await?;
    let json = |text| Json::new(text).ok_or(VaultError::CorruptFile);
    vault.save_settings(json(r#"{"minutes":10}"#)?, now()).await?;
    vault.save_draft(&client("a"), json("[1]")?, now()).await?;
    let folded = (0..FOLDED).map(|place| {
        let time = format!("2023-{:02}-{:02}T08:00:00Z", 1 + place / 28, 1 + place % 28);
        (place, session(&format!("f{place}"), "f", &time, "neutral"))
    });
    vault.import_batch(folded.collect(), now()).await?;
    vault.end_import();
    Ok(())
}

/// A history file of a practice, everything in it.
pub(crate) async fn export<S: Store>(vault: &Vault<S>) -> Result<Vec<u8>, VaultError> {
    Ok(vault.export(None, &export_key(), &|_, _| {}, &0_i16, now()).await?.file)
}

/// What a vault answers to every question about its records, in words.
pub(crate) async fn answers<S: Store>(vault: &Vault<S>) -> Result<Vec<String>, VaultError> {
    let mut said = Vec::new();
    let caseload = vault.caseload(now(), now()).await?;
    let clients: Vec<ClientId> = caseload.rows.iter().map(|row| row.client_id.clone()).collect();
    said.push(format!("{:?}", caseload.rows));
    said.push(format!("{:?}", vault.clients(now()).await?));
    said.push(format!("{:?}", vault.settings().await?));
    said.push(vault.retention_policy().await?);
    said.push(format!("{:?}", vault.retention_rows(now(), true, now()).await?));
    for certificate in vault.certificates().await? {
        // Its number is drawn at random.
        said.push(certificate.to_json().replace(certificate.id(), ""));
    }
    for client in &clients {
        let sessions = vault.sessions(client, Reading::default(), now()).await?;
        for one in ["a1", "f7", "saved"].map(id) {
            if sessions.iter().any(|session| session.session_id == one) {
                let revisions = vault.session_revisions(&one, now()).await?;
                let kept: Vec<_> =
                    revisions.iter().map(|one| (&one.session, one.struck, &one.signed)).collect();
                said.push(format!("{kept:?}"));
                said.push(format!("{:?}", vault.notes_history(&one, now()).await?));
            }
        }
        said.extend(sessions.iter().map(|session| format!("{session:?}")));
        let goals = vault.goals(client, false, false, now()).await?;
        for goal in &goals {
            said.push(format!("{:?}", vault.goal_history(&goal.goal_id, now()).await?));
        }
        said.push(format!("{goals:?}"));
        let everything = Window::default();
        let milestones = vault.milestones(client, everything, false, now()).await?;
        said.push(format!("{milestones:?}"));
        said.push(format!("{:?}", vault.events(client, everything, false, now()).await?));
        let trends = vault.emotional_trends(client, everything, None, now()).await?;
        said.push(format!("{trends:?}"));
        let draft = vault.draft(client).await?;
        said.push(format!("{:?}", draft.map(|draft| draft.content)));
        let fold = |text: &str| text.to_lowercase();
        let found = vault.search_sessions("notes", Some(client), None, &fold, now()).await?;
        said.push(format!("{:?}", found.iter().map(|one| &one.session_id).collect::<Vec<_>>()));
    }
    Ok(said)
}

/// The names of the changes that a vault's audit log tells of, oldest first.
pub(crate) async fn changes_in_log<S: Store>(
    vault: &Vault<S>,
) -> Result<Vec<&'static str>, VaultError> {
    let lines = vault.audit_lines(None, None, now()).await?;
    let names = lines.iter().rev().map(|line| line.action.name());
    let is_change = |name: &&str| {
        !name.ends_with("_read") && !["vault_unlocked", "sessions_searched"].contains(name)
    };
    Ok(names.filter(is_change).collect())
}
