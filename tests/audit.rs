//! The audit log: what it says, what it never says, and what it notices.
#![cfg(not(target_arch = "wasm32"))]
#![expect(clippy::unwrap_used, reason = "a story that goes wrong must fail")]

mod support;

use pollster::block_on;
use support::files;
use support::{PASSPHRASE, Stores, TestVault, at, new_vault, session, unlock};
use therapeutic_progress_tracker::domain::{
    ClientChanges, ClientEvent, ClientId, EventId, Goal, GoalId, Json, Milestone, Moment,
    Percentage, PlanChanges, Session, SessionId, Window,
};
use therapeutic_progress_tracker::records::AuditAction;
use therapeutic_progress_tracker::store::{
    Access, MemoryStore, Query, Store as _, Table, Transaction as _,
};
use therapeutic_progress_tracker::transfer::age::Locked;
use therapeutic_progress_tracker::vault::{AuditFilter, FileMark, MergeOutcome, VaultError};

/// Stands in every text that a clinician writes.
const MARKER: &str = "zebra-marker";

fn now() -> Moment {
    at("2024-06-01T12:00:00Z")
}

fn client() -> ClientId {
    ClientId::new("c").unwrap()
}

async fn export(vault: &TestVault) -> Vec<u8> {
    files::export_at(vault, now()).await
}

async fn import(vault: &TestVault, file: &[u8]) -> MergeOutcome {
    files::import_at(vault, file, now()).await
}

fn mark_of(vault: &TestVault, file: &[u8]) -> FileMark {
    block_on(vault.file_mark(&Locked::parse(file).unwrap(), &files::file_key())).unwrap()
}

/// A session with the marker in every text.
fn told(id: &str) -> Session {
    let json = format!(
        r#"{{"session_id":"{id}","client_id":"c","emotional_state":"neutral",
        "timestamp":"2024-05-01T10:00:00Z","conversation_summary":"{MARKER}",
        "progress_notes":"{MARKER}","therapist_observations":"{MARKER}",
        "next_session_focus":"{MARKER}","homework_assigned":"{MARKER}",
        "techniques_used":["{MARKER}"],"crisis_flags":["{MARKER}"],
        "metadata":{{"{MARKER}":"{MARKER}"}}}}"#
    );
    Session::read(&json, now(), &0_i16).unwrap()
}

fn event(id: &str) -> ClientEvent {
    let json = format!(
        r#"{{"event_id":"{id}","client_id":"c","kind":"life","description":"{MARKER} {id}",
        "date":"2024-05-02"}}"#
    );
    ClientEvent::read(&json, &0_i16).unwrap()
}

/// Does everything that a vault can do, with the marker in every text.
async fn everything(vault: &TestVault) {
    let session_id = SessionId::new("s").unwrap();
    let name = |says: &str| ClientChanges {
        client_id: client(),
        display_name: Some(format!("{MARKER} {says}")),
        notes: Some(MARKER.into()),
        status: None,
        created_at: None,
        birth_year: None,
    };
    vault.save_client(&name("first"), now()).await.unwrap();
    vault.log_session(&told("s"), true, now()).await.unwrap();
    let changes = format!(r#"{{"progress_notes":"{MARKER} again"}}"#);
    vault.amend_session(&session_id, &changes, MARKER, &0_i16, now()).await.unwrap();
    vault.strike_session(&session_id, MARKER, now()).await.unwrap();
    vault.restore_session(&session_id, now()).await.unwrap();
    vault.import_batch(vec![(0, told("t"))], now()).await.unwrap();
    let goal = format!(r#"{{"goal_id":"g","description":"{MARKER}","notes":"{MARKER}"}}"#);
    let goal = Goal::read(&goal, now(), &0_i16).unwrap();
    vault.create_goal(&client(), &goal, now()).await.unwrap();
    let (goal, half) = (GoalId::new("g").unwrap(), Percentage::new(50.0).unwrap());
    vault.update_goal_progress(&goal, half, Some(MARKER.into()), now(), now()).await.unwrap();
    let milestone = |id: &str| {
        let json = format!(r#"{{"milestone_id":"{id}","goal_id":"g","description":"{MARKER}"}}"#);
        Milestone::read(&json, now(), &0_i16).unwrap()
    };
    vault.add_milestone(&client(), &milestone("m"), true, now()).await.unwrap();
    let changes = PlanChanges { goal_progress: Vec::new(), milestones: vec![milestone("n")] };
    vault.save_session(&told("u"), &changes, true, now()).await.unwrap();
    vault.undo_save(&SessionId::new("u").unwrap(), now()).await.unwrap();
    vault.save_event(&event("e"), now()).await.unwrap();
    vault.save_event(&event("f"), now()).await.unwrap();
    vault.remove_event(&EventId::new("f").unwrap(), now()).await.unwrap();
    let json = Json::new(format!(r#"{{"{MARKER}":"{MARKER}"}}"#)).unwrap();
    vault.save_settings(json, now()).await.unwrap();
    let fold = |text: &str| text.to_lowercase();
    vault.search_sessions(MARKER, None, None, &fold, now()).await.unwrap();
    vault.session(&session_id, now()).await.unwrap();
    vault.session_revisions(&session_id, now()).await.unwrap();
    vault.goals(&client(), false, false, now()).await.unwrap();
    vault.goal_history(&goal, now()).await.unwrap();
    vault.milestones(&client(), Window::ALL, false, now()).await.unwrap();
    vault.events(&client(), Window::ALL, false, now()).await.unwrap();
    vault.clients(now()).await.unwrap();
    vault.vocabulary(now()).await.unwrap();
    vault.note_report_printed(&client(), now()).await.unwrap();
    vault.save_client(&name("second"), now()).await.unwrap();
}

#[test]
fn no_text_that_a_clinician_wrote_is_ever_in_the_log() {
    block_on(async {
        let (vault, _) = new_vault();
        everything(&vault).await;
        let (other, _) = new_vault();
        other
            .save_event(&ClientEvent { description: format!("{MARKER} x"), ..event("e") }, now())
            .await
            .unwrap();
        let outcome = import(&vault, &export(&other).await).await;
        assert!(outcome.conflicts > 0 && outcome.to_json().contains(MARKER));
        let lines = vault.audit_lines(None, None, now()).await.unwrap();
        let text = format!("{lines:?}");
        assert!(!text.to_lowercase().contains("zebra"), "{text}");
        let logged = |action| lines.iter().any(|line| line.action == action);
        for action in [
            AuditAction::ClientSaved,
            AuditAction::SessionStruck,
            AuditAction::EventRemoved,
            AuditAction::MilestoneRemoved,
            AuditAction::SettingsSaved,
            AuditAction::ReportPrinted,
            AuditAction::HistoryImported,
        ] {
            assert!(logged(action), "{}", action.name());
        }
        assert!(vault.audit_verdict().await.unwrap().intact);
    });
}

#[test]
fn a_print_is_noted_for_a_client_who_is_known() {
    block_on(async {
        let (vault, _) = new_vault();
        let unknown = vault.note_report_printed(&client(), now()).await;
        assert_eq!(unknown, Err(VaultError::NotFound(ClientId::FIELD)));
        vault.log_session(&told("s"), true, now()).await.unwrap();
        vault.note_report_printed(&client(), now()).await.unwrap();
        let lines = vault.audit_lines(Some(&client()), Some(1), now()).await.unwrap();
        assert_eq!((lines[0].action, lines[0].destroyed), (AuditAction::ReportPrinted, false));
    });
}

#[test]
fn pages_follow_each_other_without_a_gap_and_filters_narrow_them() {
    block_on(async {
        let (vault, _) = new_vault();
        for day in 1..=20 {
            let (id, time) = (format!("s{day}"), format!("2024-05-{day:02}T10:00:00Z"));
            let of = if day % 2 == 0 { "c" } else { "d" };
            vault.log_session(&session(&id, of, &time, "neutral"), true, at(&time)).await.unwrap();
        }
        let all = vault.audit_lines(None, None, now()).await.unwrap();
        let mut paged = Vec::new();
        loop {
            let before = paged.last().map(|line: &_| {
                let therapeutic_progress_tracker::vault::AuditLine { sequence, .. } = line;
                *sequence
            });
            let filter = AuditFilter { before, limit: Some(7), ..AuditFilter::default() };
            let page = vault.audit_page(&filter, now()).await.unwrap();
            assert!(page.len() <= 7);
            if page.is_empty() {
                break;
            }
            paged.extend(page);
        }
        assert_eq!(paged, all);
        let filter = AuditFilter {
            client: Some(client()),
            window: Window::between(at("2024-05-04T00:00:00Z"), at("2024-05-08T10:00:00Z")),
            actions: vec![AuditAction::SessionLogged],
            ..AuditFilter::default()
        };
        let found = vault.audit_page(&filter, now()).await.unwrap();
        let details: Vec<_> = found.iter().filter_map(|line| line.detail.as_deref()).collect();
        let expected = ["s8", "s6", "s4"].map(|id| format!(r#"{{"session_id":"{id}"}}"#));
        assert_eq!(details, expected);
    });
}

#[test]
fn a_page_opens_no_more_entries_than_it_answers() {
    block_on(async {
        let (vault, stores) = new_vault();
        for day in 1..=30 {
            let (id, time) = (format!("s{day}"), format!("2024-05-{day:02}T10:00:00Z"));
            vault.log_session(&session(&id, "c", &time, "neutral"), true, at(&time)).await.unwrap();
        }
        let rows = stores.rows(Table::Audit);
        let damaged: Vec<_> = rows[..rows.len() - 10].iter().map(support::flipped).collect();
        stores.put(Table::Audit, &damaged);
        let page = |limit| AuditFilter { limit: Some(limit), ..AuditFilter::default() };
        assert_eq!(vault.audit_page(&page(10), now()).await.unwrap().len(), 10);
        assert_eq!(vault.audit_page(&page(11), now()).await, Err(VaultError::CorruptRecord));
        let verdict = vault.audit_verdict().await.unwrap();
        assert_eq!((verdict.intact, verdict.first_broken, verdict.since), (false, Some(1), None));
    });
}

#[test]
fn a_line_that_is_damaged_takes_no_other_with_it_where_it_may_be_left_out() {
    block_on(async {
        let (vault, stores) = new_vault();
        for day in 1..=4 {
            let (id, time) = (format!("s{day}"), format!("2024-05-{day:02}T10:00:00Z"));
            vault.log_session(&session(&id, "c", &time, "neutral"), true, at(&time)).await.unwrap();
        }
        let rows = stores.rows(Table::Audit);
        stores.put(Table::Audit, &[support::flipped(&rows[2])]);
        let filter = AuditFilter { skip_damaged: true, ..AuditFilter::default() };
        let numbers = async |filter: &AuditFilter| -> Vec<u64> {
            let page = vault.audit_page(filter, now()).await.unwrap();
            page.iter().map(|line| line.sequence).collect()
        };
        let last = rows.len() as u64;
        let expected: Vec<u64> = (1..=last).rev().filter(|number| *number != 3).collect();
        assert_eq!(numbers(&filter).await, expected);
        let page = AuditFilter { limit: Some(2), before: Some(5), ..filter.clone() };
        assert_eq!(numbers(&page).await, [4, 2], "a page is filled up");

        // A damaged key of a client leaves the line, without what it had sealed.
        let tx = stores.keys.begin(&[Table::Keys], Access::Write).unwrap();
        let keys = tx.read(&[Query::All(Table::Keys)]).await.unwrap().concat();
        let key = keys.iter().find(|row| row.key.len() == 16).unwrap();
        tx.put(Table::Keys, &support::flipped(key)).unwrap();
        tx.commit().await.unwrap();
        let vault = unlock(&stores, PASSPHRASE).await.unwrap();
        assert_eq!(
            vault.audit_page(&AuditFilter::default(), now()).await,
            Err(VaultError::CorruptRecord)
        );
        let lines = vault.audit_page(&filter, now()).await.unwrap();
        let logged: Vec<_> =
            lines.iter().filter(|line| line.action == AuditAction::SessionLogged).collect();
        assert!(logged.len() >= 3);
        assert!(logged.iter().all(|line| line.detail.is_none() && !line.destroyed));
        assert!(logged.iter().all(|line| line.client_id == Some(client())));
    });
}

#[test]
fn a_client_whose_key_is_gone_shows_as_destroyed() {
    block_on(async {
        let (vault, stores) = new_vault();
        vault.log_session(&told("s"), true, now()).await.unwrap();
        drop(vault);
        let tx = stores.keys.begin(&[Table::Keys], Access::Write).unwrap();
        let keys = tx.keys(Table::Keys).await.unwrap();
        let of_client = keys.iter().find(|key| key.len() == 16).unwrap();
        tx.delete(Table::Keys, of_client).unwrap();
        tx.commit().await.unwrap();
        for row in stores.rows(Table::Catalogue) {
            stores.remove(Table::Catalogue, &row.key);
        }
        let vault = unlock(&stores, PASSPHRASE).await.unwrap();
        let lines = vault.audit_lines(None, None, now()).await.unwrap();
        let logged = lines.iter().find(|line| line.action == AuditAction::SessionLogged).unwrap();
        assert!(logged.destroyed && logged.detail.is_none() && logged.client_id.is_none());
        assert!(
            lines
                .iter()
                .filter(|line| line.action == AuditAction::VaultCreated)
                .all(|line| !line.destroyed)
        );
    });
}

fn copied(store: &MemoryStore, tables: &[Table]) -> MemoryStore {
    let copy = MemoryStore::default();
    let read = store.begin(tables, Access::Read).unwrap();
    let write = copy.begin(tables, Access::Write).unwrap();
    for table in tables {
        let query = Query::All(*table);
        for row in block_on(read.read(&[query])).unwrap().remove(0) {
            write.put(*table, &row).unwrap();
        }
    }
    block_on(write.commit()).unwrap();
    copy
}

#[test]
fn a_vault_that_was_put_back_as_it_was_does_not_hold_the_checkpoint_of_a_later_file() {
    block_on(async {
        let (vault, stores) = new_vault();
        vault.log_session(&told("s"), true, now()).await.unwrap();
        let earlier = export(&vault).await;
        let records: Vec<Table> = Table::ALL
            .into_iter()
            .filter(|one| one.database() == Table::Journal.database())
            .collect();
        let keys: Vec<Table> =
            Table::ALL.into_iter().filter(|one| !records.contains(one)).collect();
        let old = Stores {
            records: copied(&stores.records, &records),
            keys: copied(&stores.keys, &keys),
        };
        vault.log_session(&told("t"), true, now()).await.unwrap();
        let later = export(&vault).await;
        let (before, after) = (mark_of(&vault, &earlier), mark_of(&vault, &later));
        assert_eq!((before.same_vault, after.same_vault), (Some(true), Some(true)));
        for mark in [&before, &after] {
            let verdict = vault.audit_verdict_against(Some(&mark.mark)).await.unwrap();
            assert_eq!((verdict.intact, verdict.mark_holds), (true, Some(true)));
            assert_eq!(verdict.since, Some(at("2020-01-01T00:00:00Z")));
        }

        let back = unlock(&old, PASSPHRASE).await.unwrap();
        let holds = async |file: &FileMark| {
            let verdict = back.audit_verdict_against(Some(&file.mark)).await.unwrap();
            assert!(verdict.intact, "the chain itself is whole");
            verdict.mark_holds
        };
        assert_eq!((holds(&before).await, holds(&after).await), (Some(true), Some(false)));
        // It does not come to hold it by going on.
        for id in ["x", "y", "z"] {
            back.log_session(&told(id), true, now()).await.unwrap();
        }
        assert_eq!(holds(&after).await, Some(false));
        let (stranger, _) = new_vault();
        assert_eq!(mark_of(&stranger, &later).same_vault, Some(false));
        assert_eq!(stranger.audit_verdict().await.unwrap().mark_holds, None);
    });
}
