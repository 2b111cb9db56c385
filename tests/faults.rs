//! Each kind of write, with every step of its way through the store failing once: what was there
//! stays, the tab knows what is on the disk, and the same call then succeeds.
#![cfg(not(target_arch = "wasm32"))]
#![expect(clippy::unwrap_used, reason = "a story that goes wrong must fail")]

mod support;

use pollster::block_on;
use support::dump::{Dump, dump, empty, restored};
use support::failing::{FAILURE, FailingStore, Fuse, Loss};
use support::practice::{KEY, NEXT_KEY, answers, changes_in_log, create, export, fill, open};
use support::writes::{Kit, Write, come_and_go};
use support::{Stores, TestVault};
use therapeutic_progress_tracker::store::{Row, Table};
use therapeutic_progress_tracker::vault::{Vault, VaultError};

/// No write takes more steps than this.
const MOST_STEPS: u32 = 1_000;

/// Whether nothing was written but keys for clients whose first record is still to come.
fn unchanged(before: &Dump, after: &Dump) -> bool {
    let is_new_key = |(table, row): &&(Table, Row)| {
        *table == Table::Keys && !before.iter().any(|(_, there)| there.key == row.key)
    };
    before.iter().all(|row| after.contains(row))
        && after.iter().filter(|row| !is_new_key(row)).count() == before.len()
}

/// Opens the vault as the next tab would, with the key that fits.
async fn fresh(stores: &Stores) -> TestVault {
    let with = async |key| open(stores.records.clone(), stores.keys.clone(), key).await;
    match with(&KEY).await {
        Err(VaultError::WrongPassphrase) => with(&NEXT_KEY).await.unwrap(),
        opened => opened.unwrap(),
    }
}

struct Practice {
    dump: Dump,
    kit: Kit,
}

/// A filled vault at rest, and a history file that continues it.
async fn practice() -> Practice {
    let stores = empty();
    let vault = create(stores.records.clone(), stores.keys.clone()).await.unwrap();
    fill(&vault).await.unwrap();
    let dump = dump(&stores);
    let elsewhere = restored(&dump);
    let continued = fresh(&elsewhere).await;
    let kit = Kit { file: Vec::new(), salt: [7; 16] };
    for write in [Write::LogOfNewClient, Write::AmendFolded, Write::UpdateGoal, Write::SaveEvent] {
        write.act(&continued, &kit).await.unwrap();
    }
    come_and_go(&continued).await.unwrap();
    Practice { dump, kit: Kit { file: export(&continued).await.unwrap(), ..kit } }
}

/// A vault that is about to write, over a store that may fail.
struct Trial {
    stores: Stores,
    vault: Vault<FailingStore>,
    fuse: Fuse,
    before: Dump,
}

async fn trial(write: Write, practice: &Practice) -> Trial {
    let stores = restored(&practice.dump);
    let fuse = Fuse::new();
    let failing = |store| FailingStore::over(store, &fuse);
    let vault = open(failing(&stores.records), failing(&stores.keys), &KEY).await.unwrap();
    write.prepare(&vault, &stores).await.unwrap();
    let before = dump(&stores);
    Trial { stores, vault, fuse, before }
}

/// What a vault says of its records and of what was changed in them; it must be whole.
async fn all_said(stores: &Stores, label: &str) -> (Vec<String>, Vec<&'static str>) {
    let vault = fresh(stores).await;
    let said = (answers(&vault).await.unwrap(), changes_in_log(&vault).await.unwrap());
    assert_eq!(vault.verify(&|_, _| {}).await.unwrap().damaged, [], "{label}");
    assert!(vault.audit_verdict().await.unwrap().intact, "{label}");
    said
}

/// Fails at the first answer that is another.
fn same(found: &[String], expected: &[String], label: &str) {
    for (one, other) in found.iter().zip(expected) {
        assert_eq!(one, other, "{label}");
    }
    assert_eq!(found.len(), expected.len(), "{label}");
}

/// Lets each step of a write fail in turn; answers with how many steps it takes.
async fn fail_at_each_step(write: Write, loss: Loss, practice: &Practice) -> u32 {
    let undisturbed = trial(write, practice).await;
    let before = all_said(&restored(&undisturbed.before), "before").await;
    write.act(&undisturbed.vault, &practice.kit).await.unwrap();
    let expected = all_said(&undisturbed.stores, "undisturbed").await;
    for step in 0..MOST_STEPS {
        let label = format!("{write:?}, step {step}, loss of the {loss:?}");
        let trial = trial(write, practice).await;
        trial.fuse.arm(step, loss);
        let outcome = write.act(&trial.vault, &practice.kit).await;
        if !trial.fuse.disarm() {
            outcome.unwrap();
            return step;
        }
        let landed = !unchanged(&trial.before, &dump(&trial.stores));
        let remembered = answers(&trial.vault).await.unwrap();
        if outcome.is_ok() {
            // A failure that does not concern the caller: the write is whole, and says so.
            same(&remembered, &expected.0, &label);
            same(&all_said(&trial.stores, &label).await.0, &expected.0, &label);
            continue;
        }
        assert_eq!(outcome, Err(VaultError::from(FAILURE)), "{label}");
        // Where several clients are rebuilt, each is a change of its own.
        let may_land = loss == Loss::Answer || write == Write::Rebuild;
        assert!(may_land || !landed, "{label}: it failed and left something behind");
        let there = if landed { all_said(&trial.stores, &label).await.0 } else { before.0.clone() };
        same(&remembered, &there, &label);
        let again = write.act(&trial.vault, &practice.kit).await;
        let is_done = landed && write.is_done_twice();
        assert!(again.is_ok() || is_done, "{label}: then {again:?}");
        let said = all_said(&trial.stores, &label).await;
        same(&answers(&trial.vault).await.unwrap(), &said.0, &label);
        if !is_done {
            same(&said.0, &expected.0, &label);
        }
        assert!(landed || said.1 == expected.1, "{label}: {:?}", said.1);
    }
    panic!("{write:?} never came to an end");
}

fn fails_at_each_step(writes: &[Write]) {
    block_on(async {
        let practice = practice().await;
        for write in writes {
            for loss in [Loss::Step, Loss::Answer] {
                let steps = fail_at_each_step(*write, loss, &practice).await;
                assert!(steps > 0, "{write:?} took no step");
            }
        }
    });
}

#[test]
fn a_session_that_fails_at_any_step_leaves_no_trace_and_can_be_logged_again() {
    fails_at_each_step(&Write::ALL[..4]);
}

#[test]
fn an_import_that_fails_at_any_step_leaves_no_trace_and_can_be_run_again() {
    fails_at_each_step(&Write::ALL[4..6]);
}

#[test]
fn an_amendment_or_a_strike_that_fails_at_any_step_leaves_no_trace_and_can_be_made_again() {
    fails_at_each_step(&Write::ALL[6..12]);
}

#[test]
fn a_goal_or_a_milestone_that_fails_at_any_step_leaves_no_trace_and_can_be_written_again() {
    fails_at_each_step(&Write::ALL[12..16]);
}

#[test]
fn an_event_or_a_client_that_fails_at_any_step_leaves_no_trace_and_can_be_written_again() {
    fails_at_each_step(&Write::ALL[16..21]);
}

#[test]
fn settings_and_drafts_that_fail_at_any_step_leave_no_trace_and_can_be_kept_again() {
    fails_at_each_step(&Write::ALL[21..25]);
}

#[test]
fn an_undoing_or_a_merge_that_fails_at_any_step_leaves_no_trace_and_can_be_tried_again() {
    fails_at_each_step(&Write::ALL[25..27]);
}

#[test]
fn a_change_of_keys_a_log_or_a_rebuilding_that_fails_at_any_step_can_be_tried_again() {
    fails_at_each_step(&Write::ALL[27..30]);
}

#[test]
fn a_signature_that_fails_at_any_step_leaves_no_trace_and_can_be_given_again() {
    fails_at_each_step(&Write::ALL[30..32]);
}

#[test]
fn psychotherapy_notes_that_fail_at_any_step_leave_no_trace_and_can_be_saved_again() {
    fails_at_each_step(&Write::ALL[32..34]);
}

#[test]
fn a_deletion_that_fails_at_any_step_is_whole_or_leaves_everything_and_can_be_made_again() {
    fails_at_each_step(&Write::ALL[34..36]);
}

#[test]
fn a_hold_or_a_policy_that_fails_at_any_step_leaves_no_trace_and_can_be_set_again() {
    fails_at_each_step(&Write::ALL[36..]);
}

#[test]
fn a_vault_whose_making_fails_at_any_step_is_made_or_finished_afterwards() {
    block_on(async {
        for loss in [Loss::Step, Loss::Answer] {
            for step in 0.. {
                let (stores, fuse) = (empty(), Fuse::new());
                let failing = |store| FailingStore::over(store, &fuse);
                fuse.arm(step, loss);
                let made = create(failing(&stores.records), failing(&stores.keys)).await;
                if !fuse.disarm() {
                    made.unwrap();
                    break;
                }
                assert_eq!(made.err(), Some(VaultError::from(FAILURE)), "step {step}");
                let again = create(stores.records.clone(), stores.keys.clone()).await;
                assert!(matches!(again, Ok(_) | Err(VaultError::VaultExists)), "step {step}");
                let vault = fresh(&stores).await;
                fill(&vault).await.unwrap();
                let vault = fresh(&stores).await;
                assert_eq!(vault.verify(&|_, _| {}).await.unwrap().damaged, [], "step {step}");
                assert!(vault.audit_verdict().await.unwrap().intact, "step {step}");
                let log = changes_in_log(&vault).await.unwrap();
                let made = log.iter().filter(|name| **name == "vault_created").count();
                assert_eq!(made, 1, "step {step}, loss of the {loss:?}");
            }
        }
    });
}
