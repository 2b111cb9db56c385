//! What happens in a client's life, over a store in memory.
#![cfg(not(target_arch = "wasm32"))]
#![expect(clippy::unwrap_used, reason = "a story that goes wrong must fail")]

mod support;

use pollster::block_on;
use support::{Stores, TestVault, at, flipped, goal, milestone, new_vault, session, unlock};
use therapeutic_progress_tracker::crypto::{Passphrase, scrypt_wrap_key};
use therapeutic_progress_tracker::domain::{ClientEvent, ClientId, EventId, Moment, Window};
use therapeutic_progress_tracker::store::{Row, Table};
use therapeutic_progress_tracker::transfer::age::Locked;
use therapeutic_progress_tracker::vault::{ExportKey, MergeOutcome, VaultError};

const NOW: &str = "2024-06-01T12:00:00Z";

fn now() -> Moment {
    at(NOW)
}

fn client(id: &str) -> ClientId {
    ClientId::new(id).unwrap()
}

fn event_id(id: &str) -> EventId {
    EventId::new(id).unwrap()
}

fn event(id: &str, client: &str, date: &str) -> ClientEvent {
    let json = serde_json::json!({
        "event_id": id, "client_id": client, "kind": "life", "date": date,
        "description": format!("event {id}"),
    });
    ClientEvent::read(&json.to_string(), &0_i16).unwrap()
}

async fn events(vault: &TestVault) -> Result<Vec<ClientEvent>, VaultError> {
    vault.events(&client("c"), Window::ALL, false, now()).await
}

async fn ids(vault: &TestVault) -> Vec<String> {
    let events = events(vault).await.unwrap();
    events.into_iter().map(|event| event.event_id.into()).collect()
}

/// A vault with one record of every kind, and two events.
async fn filled() -> (TestVault, Stores) {
    let (vault, stores) = new_vault();
    vault.log_session(&session("s", "c", NOW, "neutral"), true, now()).await.unwrap();
    vault.create_goal(&client("c"), &goal("g", 20.0), now()).await.unwrap();
    vault.add_milestone(&client("c"), &milestone("m", "g"), true, now()).await.unwrap();
    vault.save_event(&event("e1", "c", "2024-03-01"), now()).await.unwrap();
    vault.save_event(&event("e2", "c", "2024-04-01T10:00:00Z"), now()).await.unwrap();
    (vault, stores)
}

/// The row that saving an event writes to the journal.
async fn row_of(vault: &TestVault, stores: &Stores, event: &ClientEvent) -> Row {
    let before = stores.rows(Table::Journal);
    vault.save_event(event, now()).await.unwrap();
    stores.changed(Table::Journal, &before).remove(0)
}

async fn reopened(stores: &Stores) -> TestVault {
    unlock(stores, support::PASSPHRASE).await.unwrap()
}

async fn damaged_kinds(vault: &TestVault) -> Vec<&'static str> {
    let verdict = vault.verify(&|_, _| {}).await.unwrap();
    verdict.damaged.iter().map(|damage| damage.kind).collect()
}

#[test]
fn events_come_newest_first_and_within_their_window() {
    block_on(async {
        let (vault, _) = filled().await;
        vault.save_event(&event("e3", "c", "2024-04-01T12:00:00+02:00"), now()).await.unwrap();
        assert_eq!(ids(&vault).await, ["e3", "e2", "e1"]);
        let march = Window::between(at("2024-03-01T00:00:00Z"), at("2024-03-31T00:00:00Z"));
        let found = vault.events(&client("c"), march, false, now()).await.unwrap();
        assert_eq!(found, [event("e1", "c", "2024-03-01")]);
        let stranger = vault.events(&client("nobody"), Window::ALL, false, now()).await;
        assert_eq!(stranger, Ok(Vec::new()));
    });
}

#[test]
fn an_event_saved_again_takes_the_place_of_the_first_and_of_no_other_clients() {
    block_on(async {
        let (vault, stores) = filled().await;
        let before = stores.rows(Table::Journal);
        vault.save_event(&event("e1", "c", "2024-03-01"), now()).await.unwrap();
        assert_eq!(stores.changed(Table::Journal, &before), []);
        let moved = event("e1", "c", "2024-05-01");
        vault.save_event(&moved, now()).await.unwrap();
        assert_eq!(events(&vault).await.unwrap()[0], moved);
        assert_eq!(ids(&vault).await, ["e1", "e2"]);
        let refused = vault.save_event(&event("e1", "d", "2024-05-01"), now()).await;
        assert_eq!(refused, Err(VaultError::DuplicateId("event_id")));
        assert_eq!(vault.clients(now()).await.unwrap().len(), 1);
        assert!(damaged_kinds(&vault).await.is_empty());
    });
}

#[test]
fn an_event_alone_makes_a_client() {
    let (vault, stores) = new_vault();
    block_on(async {
        vault.save_event(&event("e1", "c", "2024-03-01"), now()).await.unwrap();
        assert_eq!(vault.clients(now()).await.unwrap()[0].client_id, client("c"));
        assert_eq!(ids(&reopened(&stores).await).await, ["e1"]);
    });
}

#[test]
fn a_removed_event_is_gone_and_its_id_free() {
    block_on(async {
        let (vault, stores) = filled().await;
        vault.remove_event(&event_id("e1"), now()).await.unwrap();
        assert_eq!(ids(&reopened(&stores).await).await, ["e2"]);
        let again = vault.remove_event(&event_id("e1"), now()).await;
        assert_eq!(again, Err(VaultError::NotFound("event_id")));
        assert!(damaged_kinds(&vault).await.is_empty());
        vault.save_event(&event("e1", "d", "2024-05-01"), now()).await.unwrap();
        assert_eq!(ids(&vault).await, ["e2"]);
    });
}

#[test]
fn the_audit_log_tells_of_events_by_their_ids_alone() {
    block_on(async {
        let (vault, _) = filled().await;
        events(&vault).await.unwrap();
        vault.remove_event(&event_id("e2"), now()).await.unwrap();
        let lines = vault.audit_lines(Some(&client("c")), Some(3), now()).await.unwrap();
        let told: Vec<_> =
            lines.iter().map(|line| (line.action.name(), line.detail.as_deref())).collect();
        let about = Some(r#"{"event_id":"e2"}"#);
        let expected =
            [("event_removed", about), ("events_read", Some("{}")), ("event_saved", about)];
        assert_eq!(told, expected);
        assert!(vault.audit_verdict().await.unwrap().intact);
    });
}

#[test]
fn a_damaged_event_costs_only_itself() {
    block_on(async {
        let (vault, stores) = filled().await;
        let row = row_of(&vault, &stores, &event("e3", "c", "2024-05-01")).await;
        stores.put(Table::Journal, &[flipped(&row)]);
        let vault = reopened(&stores).await;
        assert_eq!(events(&vault).await, Err(VaultError::CorruptRecord));
        let left = vault.events(&client("c"), Window::ALL, true, now()).await.unwrap();
        assert_eq!(left.len(), 2);
        assert_eq!(damaged_kinds(&vault).await, ["event"]);
        vault.log_session(&session("s2", "c", NOW, "neutral"), true, now()).await.unwrap();
        vault.milestones(&client("c"), Window::ALL, false, now()).await.unwrap();
        vault.goals(&client("c"), false, false, now()).await.unwrap();
        let fourth = event("e4", "c", "2024-05-02");
        vault.save_event(&fourth, now()).await.unwrap();
        vault.remove_event(&event_id("e3"), now()).await.unwrap();
        assert_eq!(ids(&vault).await, ["e4", "e2", "e1"]);
        assert!(damaged_kinds(&vault).await.is_empty());
    });
}

#[test]
fn derived_boxes_are_rebuilt_although_an_event_is_damaged() {
    block_on(async {
        let (vault, stores) = filled().await;
        let row = row_of(&vault, &stores, &event("e3", "c", "2024-05-01")).await;
        stores.put(Table::Journal, &[flipped(&row)]);
        for table in [Table::Catalogue, Table::Timeline] {
            let rows: Vec<Row> = stores.rows(table).iter().map(flipped).collect();
            stores.put(table, &rows);
        }
        let vault = reopened(&stores).await;
        assert_eq!(vault.session_facts(&client("c"), Window::ALL, now()).await.unwrap().len(), 1);
        assert_eq!(damaged_kinds(&vault).await, ["event"]);
        let mended = event("e3", "c", "2024-05-03");
        vault.save_event(&mended, now()).await.unwrap();
        assert_eq!(events(&vault).await.unwrap()[0], mended);
        assert!(damaged_kinds(&vault).await.is_empty());
    });
}

#[test]
fn an_old_box_of_an_event_is_told_from_the_newest_even_after_a_removal() {
    block_on(async {
        let (vault, stores) = filled().await;
        let first = row_of(&vault, &stores, &event("e3", "c", "2024-05-01")).await;
        vault.save_event(&event("e3", "c", "2024-05-02"), now()).await.unwrap();
        stores.put(Table::Journal, std::slice::from_ref(&first));
        assert_eq!(events(&vault).await, Err(VaultError::CorruptRecord));
        vault.remove_event(&event_id("e3"), now()).await.unwrap();
        vault.save_event(&event("e3", "c", "2024-05-03"), now()).await.unwrap();
        stores.put(Table::Journal, &[first]);
        assert_eq!(events(&reopened(&stores).await).await, Err(VaultError::CorruptRecord));
        assert_eq!(damaged_kinds(&vault).await, ["derived"]);
    });
}

#[test]
fn a_catalogue_from_before_the_last_event_does_not_hide_it() {
    block_on(async {
        let (vault, stores) = filled().await;
        let before = stores.rows(Table::Catalogue);
        vault.save_event(&event("e3", "c", "2024-05-01"), now()).await.unwrap();
        stores.put(Table::Catalogue, &before);
        let vault = reopened(&stores).await;
        assert_eq!(ids(&vault).await, ["e3", "e2", "e1"]);
        assert!(damaged_kinds(&vault).await.is_empty());
    });
}

fn export_key() -> ExportKey {
    let salt = [3; 16];
    let passphrase = Passphrase::new("a file of its own".into());
    ExportKey { key: scrypt_wrap_key(&passphrase, &salt, 2).unwrap(), salt, log_n: 2 }
}

async fn exported(vault: &TestVault) -> Vec<u8> {
    vault.export(None, &export_key(), &|_, _| {}, &0_i16, now()).await.unwrap().file
}

async fn imported(vault: &TestVault, file: &[u8]) -> MergeOutcome {
    let locked = Locked::parse(file).unwrap();
    vault.import_history(&locked, &export_key().key, &|_, _| {}, &0_i16, now()).await.unwrap()
}

#[test]
fn events_travel_in_history_files_and_an_older_file_takes_nothing_back() {
    block_on(async {
        let (source, _) = filled().await;
        let file = exported(&source).await;
        let (vault, _) = new_vault();
        let counts = |outcome: MergeOutcome| {
            (outcome.events, outcome.added, outcome.unchanged, outcome.conflicts)
        };
        assert_eq!(counts(imported(&vault, &file).await), (2, 5, 0, 0));
        assert_eq!(events(&vault).await, events(&source).await);
        assert_eq!(counts(imported(&vault, &file).await), (2, 0, 5, 0));
        let ours = event("e1", "c", "2024-03-05");
        vault.save_event(&ours, now()).await.unwrap();
        vault.remove_event(&event_id("e2"), now()).await.unwrap();
        // The file knows only what was replaced and removed here.
        assert_eq!(counts(imported(&vault, &file).await), (2, 0, 5, 0));
        assert!(events(&vault).await.unwrap().contains(&ours));
        assert_eq!(events(&vault).await.unwrap().len(), 1);
        assert!(damaged_kinds(&vault).await.is_empty());
    });
}

#[test]
fn a_history_file_that_would_lack_a_damaged_event_is_not_written() {
    block_on(async {
        let (vault, stores) = filled().await;
        let row = row_of(&vault, &stores, &event("e3", "c", "2024-05-01")).await;
        stores.put(Table::Journal, &[flipped(&row)]);
        let refused = vault.export(None, &export_key(), &|_, _| {}, &0_i16, now()).await;
        assert_eq!(refused.unwrap_err(), VaultError::CorruptRecord);
    });
}
