//! Every kind of write that a vault knows, on a practice that has something of everything.

use therapeutic_progress_tracker::crypto::{
    Argon2Parameters, FileWrapKey, Passphrase, SlotKey, SlotKind, scrypt_wrap_key,
};
use therapeutic_progress_tracker::domain::{
    ClientChanges, ClientEvent, ClientId, EventId, GoalId, Json, Moment, Percentage, PlanChanges,
    SessionId, Window,
};
use therapeutic_progress_tracker::store::{Store, Table};
use therapeutic_progress_tracker::transfer::age::Locked;
use therapeutic_progress_tracker::vault::{
    ExportKey, LockedVault, Reading, Signing, SlotSecret, Vault, VaultError,
};

use super::{Stores, at, goal, milestone, session};

/// How many sessions the client `f` has, most of them in folds.
const FOLDED: usize = 33;
/// The device keys that the vault is opened with before and after its slot is changed.
pub(crate) const KEY: [u8; 32] = [7; 32];
pub(crate) const NEXT_KEY: [u8; 32] = [8; 32];

pub(crate) fn now() -> Moment {
    at("2024-06-01T12:00:00Z")
}

/// A kind of write.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Write {
    Log,
    LogFromMemory,
    LogOfNewClient,
    SaveWithProgress,
    Import,
    ImportManyOfNewClient,
    Amend,
    AmendFolded,
    AmendToAnotherYear,
    Strike,
    StrikeFolded,
    Restore,
    CreateGoal,
    CreateGoalOfNewClient,
    UpdateGoal,
    AddMilestone,
    SaveEvent,
    ReplaceEvent,
    RemoveEvent,
    SaveClient,
    SaveNewClient,
    SaveSettings,
    SaveDraft,
    SaveDraftOfNewClient,
    DiscardDraft,
    Undo,
    ImportHistory,
    ChangeKey,
    Settle,
    Rebuild,
    Sign,
    SignFolded,
    SaveFirstNotes,
    ReplaceNotes,
}

impl Write {
    pub(crate) const ALL: [Self; 34] = [
        Self::Log,
        Self::LogFromMemory,
        Self::LogOfNewClient,
        Self::SaveWithProgress,
        Self::Import,
        Self::ImportManyOfNewClient,
        Self::Amend,
        Self::AmendFolded,
        Self::AmendToAnotherYear,
        Self::Strike,
        Self::StrikeFolded,
        Self::Restore,
        Self::CreateGoal,
        Self::CreateGoalOfNewClient,
        Self::UpdateGoal,
        Self::AddMilestone,
        Self::SaveEvent,
        Self::ReplaceEvent,
        Self::RemoveEvent,
        Self::SaveClient,
        Self::SaveNewClient,
        Self::SaveSettings,
        Self::SaveDraft,
        Self::SaveDraftOfNewClient,
        Self::DiscardDraft,
        Self::Undo,
        Self::ImportHistory,
        Self::ChangeKey,
        Self::Settle,
        Self::Rebuild,
        Self::Sign,
        Self::SignFolded,
        Self::SaveFirstNotes,
        Self::ReplaceNotes,
    ];

    /// Whether a second try after everything landed does something once more, or is refused since
    /// there is nothing left to do: a caller who did not hear of it cannot tell.
    pub(crate) fn is_done_twice(self) -> bool {
        matches!(self, Self::UpdateGoal | Self::RemoveEvent | Self::Undo | Self::ChangeKey)
    }

    /// What must be there before it, through the vault that then writes.
    pub(crate) async fn prepare<S: Store>(
        self,
        vault: &Vault<S>,
        stores: &Stores,
    ) -> Result<(), VaultError> {
        match self {
            // The tab then remembers the client as its own write left them.
            Self::LogFromMemory => log(vault, "a", "before").await?,
            Self::SaveWithProgress | Self::Settle => {}
            Self::Restore => vault.strike_session(&id("a1"), "wrong client", now()).await?,
            Self::Undo => save_with_progress(vault).await?,
            Self::Rebuild => {
                for row in stores.rows(Table::Catalogue) {
                    stores.remove(Table::Catalogue, &row.key);
                }
            }
            _ => answers(vault).await.map(drop)?,
        }
        Ok(())
    }

    /// Does it.
    #[allow(clippy::too_many_lines, reason = "an arm for each kind reads best in one place")]
    pub(crate) async fn act<S: Store>(self, vault: &Vault<S>, kit: &Kit) -> Result<(), VaultError> {
        let text = |text: &str| Json::new(text).ok_or(VaultError::CorruptFile);
        match self {
            Self::Log | Self::LogFromMemory => log(vault, "a", "new").await,
            Self::LogOfNewClient => log(vault, "new", "new").await,
            Self::SaveWithProgress => save_with_progress(vault).await,
            Self::Import => import(vault, &["a", "f", "new"], 3).await,
            Self::ImportManyOfNewClient => import(vault, &["new"], 65).await,
            Self::Amend => amend(vault, "a1", r#"{"progress_notes":"corrected"}"#).await,
            Self::AmendFolded => amend(vault, "f7", r#"{"progress_notes":"corrected"}"#).await,
            Self::AmendToAnotherYear => {
                amend(vault, "a1", r#"{"timestamp":"2019-01-01T10:00:00Z"}"#).await
            }
            Self::Strike => vault.strike_session(&id("a1"), "wrong client", now()).await,
            Self::StrikeFolded => vault.strike_session(&id("f7"), "wrong client", now()).await,
            Self::Restore => vault.restore_session(&id("a1"), now()).await,
            Self::CreateGoal => vault.create_goal(&client("a"), &goal("new", 0.0), now()).await,
            Self::CreateGoalOfNewClient => {
                vault.create_goal(&client("new"), &goal("new", 0.0), now()).await
            }
            Self::UpdateGoal => {
                let percent = Percentage::new(55.0)?;
                let goal = GoalId::new("g")?;
                vault.update_goal_progress(&goal, percent, None, now(), now()).await.map(drop)
            }
            Self::AddMilestone => {
                vault.add_milestone(&client("a"), &milestone("new", "g"), true, now()).await
            }
            Self::SaveEvent => vault.save_event(&event("new", "a holiday"), now()).await,
            Self::ReplaceEvent => vault.save_event(&event("e", "another"), now()).await,
            Self::RemoveEvent => vault.remove_event(&EventId::new("e")?, now()).await,
            Self::SaveClient => save_client(vault, r#"{"client_id":"a","notes":"more"}"#).await,
            Self::SaveNewClient => save_client(vault, r#"{"client_id":"new"}"#).await,
            Self::SaveSettings => vault.save_settings(text(r#"{"minutes":5}"#)?, now()).await,
            Self::SaveDraft => vault.save_draft(&client("a"), text("[2]")?, now()).await,
            Self::SaveDraftOfNewClient => {
                vault.save_draft(&client("new"), text("[3]")?, now()).await
            }
            Self::DiscardDraft => vault.discard_draft(&client("a")).await,
            Self::Undo => vault.undo_save(&id("saved"), now()).await,
            Self::ImportHistory => import_history(vault, kit).await,
            Self::ChangeKey => change_key(vault, kit).await,
            Self::Settle => {
                vault.sessions(&client("a"), Reading::default(), now()).await?;
                vault.settle().await
            }
            Self::Rebuild => {
                for one in ["a", "f"] {
                    vault.sessions(&client(one), Reading::default(), now()).await?;
                }
                vault.caseload(now(), now()).await.map(drop)
            }
            Self::Sign => sign(vault, "a1").await,
            Self::SignFolded => sign(vault, "f7").await,
            Self::SaveFirstNotes => vault.save_notes(&id("f7"), "first", now()).await.map(drop),
            Self::ReplaceNotes => vault.save_notes(&id("a1"), "other", now()).await.map(drop),
        }
    }
}

/// What the writes bring with them.
#[derive(Debug)]
pub(crate) struct Kit {
    /// A history file that continues the practice and adds a client.
    pub(crate) file: Vec<u8>,
    /// The salt of the vault's slot.
    pub(crate) salt: [u8; 16],
}

pub(crate) fn client(text: &str) -> ClientId {
    ClientId::new(text).expect("a good id")
}

pub(crate) fn id(text: &str) -> SessionId {
    SessionId::new(text).expect("a good id")
}

fn event(event: &str, description: &str) -> ClientEvent {
    let json = serde_json::json!({
        "event_id": event, "client_id": "a", "kind": "holiday", "date": "2024-04-01",
        "description": description,
    });
    ClientEvent::read(&json.to_string(), &0_i16).expect("a good event")
}

async fn log<S: Store>(vault: &Vault<S>, client: &str, id: &str) -> Result<(), VaultError> {
    let session = session(id, client, "2024-05-28T10:00:00Z", "positive");
    vault.log_session(&session, true, now()).await
}

async fn save_with_progress<S: Store>(vault: &Vault<S>) -> Result<(), VaultError> {
    let json = r#"{"goal_progress":[{"goal_id":"g","completion_percentage":60,"notes":"further"}],
        "milestones":[{"milestone_id":"reached","goal_id":"g","description":"a night"}]}"#;
    let session = session("saved", "a", "2024-05-29T10:00:00Z", "neutral");
    let changes = PlanChanges::read(json, session.timestamp, &0_i16)?;
    vault.save_session(&session, &changes, true, now()).await
}

async fn import<S: Store>(
    vault: &Vault<S>,
    clients: &[&str],
    each: usize,
) -> Result<(), VaultError> {
    let sessions = clients.iter().flat_map(|client| {
        (0..each).map(move |place| {
            let time = format!("2023-{:02}-{:02}T09:00:00Z", 1 + place / 28, 1 + place % 28);
            session(&format!("imported-{client}-{place}"), client, &time, "neutral")
        })
    });
    let outcome = vault.import_batch(sessions.enumerate().collect(), now()).await;
    vault.end_import();
    assert!(outcome.clone().is_ok_and(|outcome| outcome.rejected.is_empty()) || outcome.is_err());
    outcome.map(drop)
}

async fn amend<S: Store>(vault: &Vault<S>, of: &str, changes: &str) -> Result<(), VaultError> {
    vault.amend_session(&id(of), changes, "a slip", &0_i16, now()).await.map(drop)
}

async fn sign<S: Store>(vault: &Vault<S>, of: &str) -> Result<(), VaultError> {
    vault.sign_session(&id(of), &Signing::default(), now()).await.map(drop)
}

async fn save_client<S: Store>(vault: &Vault<S>, json: &str) -> Result<(), VaultError> {
    let changes = ClientChanges::read(json, &0_i16)?;
    vault.save_client(&changes, now()).await.map(drop)
}

fn file_key() -> FileWrapKey {
    scrypt_wrap_key(&Passphrase::new("file passphrase".into()), &[3; 16], 1).expect("a wrap key")
}

async fn import_history<S: Store>(vault: &Vault<S>, kit: &Kit) -> Result<(), VaultError> {
    let file = Locked::parse(&kit.file).map_err(|_| VaultError::CorruptFile)?;
    vault.import_history(&file, &file_key(), &|_, _| {}, &0_i16, now()).await.map(drop)
}

async fn change_key<S: Store>(vault: &Vault<S>, kit: &Kit) -> Result<(), VaultError> {
    let current = device_secret(&KEY, kit.salt)?;
    let next = device_secret(&NEXT_KEY, [9; 16])?;
    vault.change_passphrase(&current, next, true, now()).await.map(drop)
}

fn device_secret(key: &[u8; 32], salt: [u8; 16]) -> Result<SlotSecret, VaultError> {
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
    let key = ExportKey { key: file_key(), salt: [3; 16], log_n: 1 };
    Ok(vault.export(None, &key, &|_, _| {}, &0_i16, now()).await?.file)
}

/// What a vault answers to every question about its records, in words.
pub(crate) async fn answers<S: Store>(vault: &Vault<S>) -> Result<Vec<String>, VaultError> {
    let mut said = Vec::new();
    let caseload = vault.caseload(now(), now()).await?;
    let clients: Vec<ClientId> = caseload.iter().map(|row| row.client_id.clone()).collect();
    said.push(format!("{caseload:?}"));
    said.push(format!("{:?}", vault.clients(now()).await?));
    said.push(format!("{:?}", vault.settings().await?));
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
