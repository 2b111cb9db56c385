//! A client with a goal and a session that was saved together with its progress, and what is
//! asked of it.

use therapeutic_progress_tracker::crypto::{FileWrapKey, Passphrase, scrypt_wrap_key};
use therapeutic_progress_tracker::domain::{
    ClientId, Goal, GoalId, PlanChanges, Session, SessionId,
};
use therapeutic_progress_tracker::transfer::age::Locked;
use therapeutic_progress_tracker::vault::{ExportKey, MergeOutcome, Reading};

use super::{Stores, TestVault, at, goal, new_vault, session};

pub(crate) const NOW: &str = "2024-06-01T12:00:00Z";
pub(crate) const THEN: &str = "2024-05-20T10:00:00Z";

pub(crate) fn client() -> ClientId {
    ClientId::new("c").unwrap()
}

pub(crate) fn id(text: &str) -> SessionId {
    SessionId::new(text).unwrap()
}

pub(crate) fn changes(json: &str) -> PlanChanges {
    PlanChanges::read(json, at(THEN), &0_i16).unwrap()
}

/// Progress on the goal `g`, and the milestone `m` on the way to it.
pub(crate) fn progress() -> PlanChanges {
    changes(
        r#"{"goal_progress":[{"goal_id":"g","completion_percentage":60,"notes":"further"}],
        "milestones":[{"milestone_id":"m","goal_id":"g","description":"a night"}]}"#,
    )
}

pub(crate) fn logged() -> Session {
    session("s", "c", THEN, "negative")
}

/// A vault whose client has a goal and one session, with a second one saved with its progress.
pub(crate) async fn saved() -> (TestVault, Stores) {
    let (vault, stores) = new_vault();
    vault.create_goal(&client(), &goal("g", 20.0), at(NOW)).await.unwrap();
    let first = session("first", "c", "2024-05-01T10:00:00Z", "positive");
    vault.log_session(&first, true, at(NOW)).await.unwrap();
    vault.save_session(&logged(), &progress(), true, at(NOW)).await.unwrap();
    (vault, stores)
}

pub(crate) async fn ids(vault: &TestVault) -> Vec<String> {
    let sessions = vault.sessions(&client(), Reading::default(), at(NOW)).await.unwrap();
    sessions.into_iter().map(|session| session.session_id.into()).collect()
}

pub(crate) async fn the_goal(vault: &TestVault) -> Goal {
    vault.goals(&client(), false, false, at(NOW)).await.unwrap().remove(0)
}

pub(crate) async fn percents(vault: &TestVault) -> Vec<f64> {
    let history = vault.goal_history(&GoalId::new("g").unwrap(), at(NOW)).await.unwrap();
    history.iter().map(|entry| entry.completion_percentage.value()).collect()
}

/// Names of the newest actions in the log, oldest first.
pub(crate) async fn actions(vault: &TestVault, count: usize) -> Vec<&'static str> {
    let lines = vault.audit_lines(None, Some(count), at(NOW)).await.unwrap();
    lines.iter().rev().map(|line| line.action.name()).collect()
}

pub(crate) async fn whole(vault: &TestVault) {
    assert_eq!(vault.verify(&|_, _| {}).await.unwrap().damaged, []);
    assert!(vault.audit_verdict().await.unwrap().intact);
}

pub(crate) fn file_key() -> FileWrapKey {
    scrypt_wrap_key(&Passphrase::new("file passphrase".into()), &[3; 16], 1).unwrap()
}

pub(crate) async fn export(vault: &TestVault) -> Vec<u8> {
    let key = ExportKey { key: file_key(), salt: [3; 16], log_n: 1 };
    vault.export(None, &key, &|_, _| {}, &0_i16, at(NOW)).await.unwrap().file
}

pub(crate) async fn import(vault: &TestVault, file: &[u8]) -> MergeOutcome {
    let locked = Locked::parse(file).unwrap();
    vault.import_history(&locked, &file_key(), &|_, _| {}, &0_i16, at(NOW)).await.unwrap()
}
