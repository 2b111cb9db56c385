//! The ways into a vault: a passphrase, a recovery code, passkeys; and what failing costs.
#![cfg(not(target_arch = "wasm32"))]
#![expect(clippy::unwrap_used, reason = "a story that goes wrong must fail")]

mod support;

use pollster::block_on;
use support::{PASSPHRASE, Stores, TestVault, at, new_vault, secret, session, unlock};
use therapeutic_progress_tracker::crypto::{
    Argon2Parameters, RecoveryCode, SlotKey, SlotKind, random_bytes,
};
use therapeutic_progress_tracker::domain::{Moment, SessionId};
use therapeutic_progress_tracker::vault::{LockedVault, MOST_SLOTS, SlotSecret, VaultError};

const NEXT: &str = "amber ladder meadow";

fn now() -> Moment {
    at("2024-06-01T12:00:00Z")
}

fn cheap(kind: SlotKind, salt: [u8; 16], key: SlotKey) -> SlotSecret {
    SlotSecret { kind, parameters: Argon2Parameters::NONE, salt, key, passphrase: None }
}

fn of_code(code: &RecoveryCode, salt: [u8; 16]) -> SlotSecret {
    let key = SlotKey::from_recovery_code(code, &salt).unwrap();
    cheap(SlotKind::RecoveryCode, salt, key)
}

fn of_passkey(answer: u8, salt: [u8; 16]) -> SlotSecret {
    let key = SlotKey::from_passkey(&[answer; 32], &salt).unwrap();
    cheap(SlotKind::Passkey, salt, key)
}

async fn add_code(vault: &TestVault) -> RecoveryCode {
    let code = RecoveryCode::make().unwrap();
    let secret = of_code(&code, random_bytes().unwrap());
    vault.add_slot(&secret, Vec::new(), now()).await.unwrap();
    code
}

async fn add_passkey(vault: &TestVault, answer: u8) -> Result<u8, VaultError> {
    let secret = of_passkey(answer, random_bytes().unwrap());
    vault.add_slot(&secret, vec![answer; 20], now()).await
}

async fn find(stores: &Stores) -> LockedVault<therapeutic_progress_tracker::store::MemoryStore> {
    LockedVault::find(stores.records.clone(), stores.keys.clone()).await.unwrap()
}

async fn with_code(stores: &Stores, code: &RecoveryCode) -> Result<TestVault, VaultError> {
    let locked = find(stores).await;
    let salt = locked.salt_of(SlotKind::RecoveryCode, &[]).ok_or(VaultError::WrongPassphrase)?;
    locked.unlock(of_code(code, salt), now()).await
}

async fn with_passkey(stores: &Stores, answer: u8) -> Result<TestVault, VaultError> {
    let locked = find(stores).await;
    let salt = locked.salt_of(SlotKind::Passkey, &[answer; 20]);
    locked.unlock(of_passkey(answer, salt.ok_or(VaultError::WrongPassphrase)?), now()).await
}

/// The secret of the passphrase's slot as it is now.
async fn current(stores: &Stores, passphrase: &str) -> SlotSecret {
    let (_, salt) = find(stores).await.passphrase_derivation().unwrap();
    secret(passphrase, salt)
}

async fn actions(vault: &TestVault) -> Vec<(&'static str, String)> {
    let lines = vault.audit_lines(None, None, now()).await.unwrap();
    let told = |line: &therapeutic_progress_tracker::vault::AuditLine| {
        (line.action.name(), line.detail.clone().unwrap())
    };
    lines.iter().rev().map(told).collect()
}

fn error<T>(outcome: Result<T, VaultError>) -> VaultError {
    outcome.err().unwrap()
}

#[test]
fn a_recovery_code_opens_the_vault_until_another_takes_its_place() {
    let (vault, stores) = new_vault();
    block_on(async {
        let first = add_code(&vault).await;
        assert!(with_code(&stores, &first).await.is_ok());
        let second = add_code(&vault).await;
        assert_eq!(error(with_code(&stores, &first).await), VaultError::WrongPassphrase);
        assert!(with_code(&stores, &second).await.is_ok());
        let kinds: Vec<SlotKind> =
            vault.slots().await.unwrap().iter().map(|slot| slot.kind).collect();
        assert_eq!(kinds, [SlotKind::Passphrase, SlotKind::RecoveryCode]);
        assert!(unlock(&stores, PASSPHRASE).await.is_ok());
    });
}

#[test]
fn the_log_tells_by_what_a_vault_was_opened() {
    let (vault, stores) = new_vault();
    block_on(async {
        let code = add_code(&vault).await;
        let lines = actions(&with_code(&stores, &code).await.unwrap()).await;
        assert!(lines.contains(&("recovery_code_added", "{}".into())));
        let unlocked = ("vault_unlocked", r#"{"slot":"recovery_code"}"#.to_owned());
        assert_eq!(lines.last(), Some(&unlocked));
    });
}

#[test]
fn a_new_passphrase_keeps_the_other_ways_in() {
    let (vault, stores) = new_vault();
    block_on(async {
        let code = add_code(&vault).await;
        add_passkey(&vault, 5).await.unwrap();
        vault
            .log_session(&session("s", "a", "2024-05-01T10:00:00Z", "neutral"), true, now())
            .await
            .unwrap();
        for _ in 0..2 {
            let old = current(&stores, PASSPHRASE).await;
            let next = secret(PASSPHRASE, random_bytes().unwrap());
            assert_eq!(vault.change_passphrase(&old, next, true, now()).await, Ok(0));
        }
        let old = current(&stores, PASSPHRASE).await;
        vault.change_passphrase(&old, secret(NEXT, [8; 16]), true, now()).await.unwrap();
        assert_eq!(error(unlock(&stores, PASSPHRASE).await), VaultError::WrongPassphrase);
        let id = SessionId::new("s").unwrap();
        for opened in [
            unlock(&stores, NEXT).await,
            with_code(&stores, &code).await,
            with_passkey(&stores, 5).await,
        ] {
            assert!(opened.unwrap().session(&id, now()).await.is_ok());
        }
    });
}

#[test]
fn a_new_passphrase_can_end_all_other_ways_in() {
    let (vault, stores) = new_vault();
    block_on(async {
        let code = add_code(&vault).await;
        add_passkey(&vault, 5).await.unwrap();
        let old = current(&stores, PASSPHRASE).await;
        let ended = vault.change_passphrase(&old, secret(NEXT, [8; 16]), false, now()).await;
        assert_eq!(ended, Ok(2));
        assert_eq!(error(with_code(&stores, &code).await), VaultError::WrongPassphrase);
        assert_eq!(error(with_passkey(&stores, 5).await), VaultError::WrongPassphrase);
        assert_eq!(unlock(&stores, NEXT).await.unwrap().slots().await.unwrap().len(), 1);
    });
}

#[test]
fn a_recovery_code_is_enough_for_a_new_passphrase() {
    let (vault, stores) = new_vault();
    block_on(async {
        let code = add_code(&vault).await;
        let opened = with_code(&stores, &code).await.unwrap();
        let salt = find(&stores).await.salt_of(SlotKind::RecoveryCode, &[]).unwrap();
        let wrong = of_code(&RecoveryCode::make().unwrap(), salt);
        let refused = opened.change_passphrase(&wrong, secret(NEXT, [8; 16]), true, now()).await;
        assert_eq!(refused, Err(VaultError::WrongPassphrase));
        let proof = of_code(&code, salt);
        opened.change_passphrase(&proof, secret(NEXT, [8; 16]), true, now()).await.unwrap();
        assert!(unlock(&stores, NEXT).await.is_ok());
        assert!(with_code(&stores, &code).await.is_ok());
    });
}

#[test]
fn a_passkey_is_found_by_its_id() {
    let (vault, stores) = new_vault();
    block_on(async {
        add_passkey(&vault, 5).await.unwrap();
        add_passkey(&vault, 6).await.unwrap();
        assert!(with_passkey(&stores, 5).await.is_ok());
        assert!(with_passkey(&stores, 6).await.is_ok());
        let locked = find(&stores).await;
        let salt = locked.salt_of(SlotKind::Passkey, &[5; 20]).unwrap();
        let swapped = locked.unlock(of_passkey(6, salt), now()).await;
        assert_eq!(error(swapped), VaultError::WrongPassphrase);
        assert_eq!(find(&stores).await.salt_of(SlotKind::Passkey, &[7; 20]), None);
    });
}

#[test]
fn a_vault_has_at_most_eight_ways_in() {
    let (vault, _stores) = new_vault();
    block_on(async {
        for answer in 1..MOST_SLOTS {
            add_passkey(&vault, u8::try_from(answer).unwrap()).await.unwrap();
        }
        let refused = error(add_passkey(&vault, 99).await);
        assert_eq!((refused.code(), refused.field()), ("invalid_field", Some("slots")));
        // The same passkey once more takes its own place.
        add_passkey(&vault, 3).await.unwrap();
        assert_eq!(vault.slots().await.unwrap().len(), MOST_SLOTS);
    });
}

#[test]
fn a_way_in_is_removed_but_never_the_passphrase() {
    let (vault, stores) = new_vault();
    block_on(async {
        let number = add_passkey(&vault, 5).await.unwrap();
        vault.remove_slot(number, now()).await.unwrap();
        assert_eq!(error(with_passkey(&stores, 5).await), VaultError::WrongPassphrase);
        assert_eq!(error(vault.remove_slot(number, now()).await), VaultError::NotFound("slot"));
        let own = vault.slots().await.unwrap()[0].number;
        assert_eq!(error(vault.remove_slot(own, now()).await).code(), "invalid_field");
        assert!(unlock(&stores, PASSPHRASE).await.is_ok());
    });
}

#[test]
fn another_tab_works_on_when_a_way_in_is_added_and_stops_at_a_new_passphrase() {
    let (vault, stores) = new_vault();
    block_on(async {
        let other = unlock(&stores, PASSPHRASE).await.unwrap();
        add_code(&vault).await;
        let first = session("s", "a", "2024-05-01T10:00:00Z", "neutral");
        other.log_session(&first, true, now()).await.unwrap();
        let old = current(&stores, PASSPHRASE).await;
        vault.change_passphrase(&old, secret(NEXT, [8; 16]), true, now()).await.unwrap();
        let second = session("t", "b", "2024-05-01T10:00:00Z", "neutral");
        assert_eq!(error(other.log_session(&second, true, now()).await), VaultError::Locked);
        let locked = of_passkey(5, [1; 16]);
        assert_eq!(error(other.add_slot(&locked, vec![5], now()).await), VaultError::Locked);
        assert_eq!(
            unlock(&stores, NEXT).await.unwrap().verify(&|_, _| {}).await.unwrap().damaged,
            []
        );
    });
}

async fn try_at(stores: &Stores, passphrase: &str, time: &str) -> Result<TestVault, VaultError> {
    let locked = find(stores).await;
    let (_, salt) = locked.passphrase_derivation().unwrap();
    locked.unlock(secret(passphrase, salt), at(time)).await
}

#[test]
fn failures_make_one_wait_and_stand_in_the_log_after_a_success() {
    let (_vault, stores) = new_vault();
    block_on(async {
        for second in 0..5 {
            let time = format!("2024-06-01T12:00:0{second}Z");
            assert_eq!(error(try_at(&stores, NEXT, &time).await), VaultError::WrongPassphrase);
        }
        let early = try_at(&stores, PASSPHRASE, "2024-06-01T12:00:05Z").await;
        assert_eq!(error(early), VaultError::TooManyAttempts(1));
        let vault = try_at(&stores, PASSPHRASE, "2024-06-01T12:00:06Z").await.unwrap();
        let lines = actions(&vault).await;
        let [.., failed, unlocked] = lines.as_slice() else { panic!("{lines:?}") };
        assert_eq!((failed.0, unlocked.0), ("unlock_failed", "vault_unlocked"));
        assert!(
            failed.1.starts_with(r#"{"count":5,"times":["2024-06-01T12:00:00Z","#),
            "{failed:?}"
        );
        // What was told is not told again, and the next failure is the first.
        assert!(try_at(&stores, NEXT, "2024-06-01T12:00:07Z").await.is_err());
        let vault = try_at(&stores, PASSPHRASE, "2024-06-01T12:00:07Z").await.unwrap();
        let told = actions(&vault).await.into_iter().filter(|line| line.0 == "unlock_failed");
        let told: Vec<String> = told.map(|line| line.1).collect();
        assert_eq!(told.len(), 2);
        assert!(told[1].starts_with(r#"{"count":1,"#), "{told:?}");
        assert!(vault.audit_verdict().await.unwrap().intact);
    });
}

#[test]
fn a_wait_never_lasts_longer_than_a_minute() {
    let (_vault, stores) = new_vault();
    block_on(async {
        let mut time = now();
        for _ in 0..40 {
            let locked = find(&stores).await;
            let (_, salt) = locked.passphrase_derivation().unwrap();
            let refused = error(locked.unlock(secret(NEXT, salt), time).await);
            assert_eq!(refused, VaultError::WrongPassphrase);
            time = Moment::new(time.millis() + 60_000, 0).unwrap();
        }
        let locked = find(&stores).await;
        let (_, salt) = locked.passphrase_derivation().unwrap();
        assert!(locked.unlock(secret(PASSPHRASE, salt), time).await.is_ok());
    });
}
