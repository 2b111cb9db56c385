//! Every kind of write that a vault knows, on a practice that has something of everything.

use therapeutic_progress_tracker::domain::{EventId, GoalId, Json, Percentage, PlanChanges};
use therapeutic_progress_tracker::store::{Store, Table};
use therapeutic_progress_tracker::transfer::age::Locked;
use therapeutic_progress_tracker::vault::{Reading, Signing, Vault, VaultError};

use super::files::file_key;
use super::practice::{KEY, NEXT_KEY, answers, client, device_secret, event, id, now, save_client};
use super::{Stores, goal, milestone, session};

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
    DeleteClient,
    DeleteClientOfFolds,
    SetHold,
    LiftHold,
    SavePolicy,
}

impl Write {
    pub(crate) const ALL: [Self; 39] = [
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
        Self::DeleteClient,
        Self::DeleteClientOfFolds,
        Self::SetHold,
        Self::LiftHold,
        Self::SavePolicy,
    ];

    /// Whether a second try after everything landed does something once more, or is refused since
    /// there is nothing left to do: a caller who did not hear of it cannot tell.
    pub(crate) fn is_done_twice(self) -> bool {
        let plain =
            matches!(self, Self::UpdateGoal | Self::RemoveEvent | Self::Undo | Self::ChangeKey);
        let disposal =
            matches!(self, Self::DeleteClient | Self::DeleteClientOfFolds | Self::LiftHold);
        plain || disposal
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
            // The file says that the client was deleted where it comes from.
            Self::ImportHistory => save_client(vault, GONE).await?,
            Self::Restore => vault.strike_session(&id("a1"), "wrong client", now()).await?,
            Self::Undo => save_with_progress(vault).await?,
            Self::DeleteClient | Self::DeleteClientOfFolds => {
                answers(vault).await?;
                // It looks into the log, so what was read is written there first, whatever comes.
                vault.settle().await?;
            }
            Self::LiftHold => vault.set_hold(&client("a"), "a claim", now()).await?,
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
            Self::DeleteClient => delete(vault, "a").await,
            Self::DeleteClientOfFolds => delete(vault, "f").await,
            Self::SetHold => vault.set_hold(&client("a"), "a claim", now()).await,
            Self::LiftHold => vault.lift_hold(&client("a"), now()).await,
            Self::SavePolicy => {
                let policy = r#"{"years_after_last_session":10}"#;
                vault.set_retention_policy(policy, now()).await.map(drop)
            }
        }
    }
}

/// A client of whom nothing but a name is known.
const GONE: &str = r#"{"client_id":"gone"}"#;

/// What the writes bring with them.
#[derive(Debug)]
pub(crate) struct Kit {
    /// A history file that continues the practice, adds a client and tells of a deleted one.
    pub(crate) file: Vec<u8>,
    /// The salt of the vault's slot.
    pub(crate) salt: [u8; 16],
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

/// Saves a client and deletes them.
pub(crate) async fn come_and_go<S: Store>(vault: &Vault<S>) -> Result<(), VaultError> {
    save_client(vault, GONE).await?;
    delete(vault, "gone").await
}

async fn delete<S: Store>(vault: &Vault<S>, of: &str) -> Result<(), VaultError> {
    vault.delete_client(&client(of), "past the period", true, now()).await.map(drop)
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
