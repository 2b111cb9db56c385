//! Stories of the end of a client's records: policy, holds, deletion, what is left of it.
#![cfg(not(target_arch = "wasm32"))]
#![expect(clippy::unwrap_used, reason = "a story that goes wrong must fail")]

mod support;

use pollster::block_on;
use support::endings::{NOW, delete, id, plain, save};
use support::files::{key_rows, whole};
use support::{PASSPHRASE, Stores, TestVault, at, caseload_vault, new_vault, session, unlock};
use therapeutic_progress_tracker::domain::{Json, SessionId};
use therapeutic_progress_tracker::records::AuditAction;
use therapeutic_progress_tracker::store::{
    Access, MemoryStore, Query, Row, Store, Table, Transaction as _,
};
use therapeutic_progress_tracker::vault::{Reading, VaultError};

/// Every row of every table of the two databases.
fn all_rows(stores: &Stores) -> Vec<Row> {
    let of = |store: &MemoryStore, tables: &[Table]| {
        let tx = store.begin(tables, Access::Read).unwrap();
        let queries: Vec<Query> = tables.iter().map(|table| Query::All(*table)).collect();
        block_on(tx.read(&queries)).unwrap().concat()
    };
    let records = [Table::Journal, Table::Timeline, Table::Catalogue, Table::Audit, Table::State];
    let mut rows = of(&stores.records, &records);
    rows.extend(of(&stores.keys, &[Table::Slots, Table::Keys]));
    rows
}

#[test]
fn a_deletion_takes_everything_of_one_client_and_nothing_else() {
    let (vault, stores) = caseload_vault();
    block_on(async {
        let draft = Json::new(r#"{"text":"half a sentence"}"#).unwrap();
        vault.save_draft(&id("b"), draft, at(NOW)).await.unwrap();
        let changes = r#"{"progress_notes":"clearer"}"#;
        let late = SessionId::new("b-late").unwrap();
        vault.amend_session(&late, changes, "a slip", &0_i16, at(NOW)).await.unwrap();
        vault
            .strike_session(&SessionId::new("b3").unwrap(), "wrong client", at(NOW))
            .await
            .unwrap();
        let tag: Vec<u8> = {
            let before = stores.rows(Table::Catalogue);
            let one = vault.sessions(&id("b"), Reading::default(), at(NOW)).await.unwrap();
            assert_eq!(one.len(), 100);
            let groups = stores.rows(Table::Journal);
            let of_b = groups.iter().find(|row| row.holds.is_empty()).unwrap();
            assert!(before.iter().any(|row| of_b.group.starts_with(&row.key)));
            before.iter().map(|row| row.key.clone()).collect::<Vec<_>>().concat()
        };
        let clients: Vec<&[u8]> = tag.chunks(16).collect();
        assert_eq!((clients.len(), key_rows(&stores).len()), (3, 4 + 3));
        let certificate = plain(&delete(&vault, "b").await.unwrap());
        // 101 sessions, two earlier revisions, a goal with its first entry, a milestone, the
        // client's own record and the draft.
        assert_eq!(certificate["records"], 101 + 2 + 2 + 1 + 1 + 1);
        let left = stores.rows(Table::Catalogue);
        assert_eq!(left.len(), 2);
        let gone = clients.iter().find(|tag| left.iter().all(|row| row.key != **tag)).unwrap();
        for row in all_rows(&stores) {
            assert!(row.key != **gone && !row.group.starts_with(gone), "{row:?}");
        }
        whole(&vault).await;
        for other in ["a", "c"] {
            let sessions = vault.sessions(&id(other), Reading::default(), at(NOW)).await.unwrap();
            assert_eq!(sessions.len(), 101);
        }
        let read = vault.sessions(&id("b"), Reading::default(), at(NOW)).await.unwrap();
        assert!(read.is_empty());
        assert_eq!(vault.clients(at(NOW)).await.unwrap().len(), 2);
        assert!(vault.draft(&id("b")).await.unwrap().is_none());
        assert_eq!(delete(&vault, "b").await, Err(VaultError::NotFound("client_id")));
        whole(&unlock(&stores, PASSPHRASE).await.unwrap()).await;
    });
}

#[test]
fn a_certificate_says_who_when_why_and_how_many_and_stays() {
    let (vault, stores) = caseload_vault();
    block_on(async {
        save(&vault, r#"{"client_id":"a","display_name":"Ada B."}"#).await;
        let kept = vault.delete_client(&id("a"), "asked for it", true, at(NOW)).await.unwrap();
        let bare = delete(&vault, "c").await.unwrap();
        let (kept, bare) = (plain(&kept), plain(&bare));
        assert_eq!((&kept["client_id"], &kept["display_name"]), (&"a".into(), &"Ada B.".into()));
        assert_eq!((&kept["reason"], &kept["destroyed_at"]), (&"asked for it".into(), &NOW.into()));
        assert_eq!((&bare["display_name"], &bare["erased_at"]), (&"".into(), &().into()));
        assert_eq!(bare["beyond_reach"][0], "history_files");
        assert_ne!(kept["certificate_id"], bare["certificate_id"]);
        let fresh = unlock(&stores, PASSPHRASE).await.unwrap();
        let all = fresh.certificates().await.unwrap();
        let mut known: Vec<serde_json::Value> = all.iter().map(plain).collect();
        known.sort_by_key(|one| one["client_id"].to_string());
        assert_eq!(known, [kept, bare]);
    });
}

#[test]
fn the_log_stays_whole_and_tells_of_the_deletion_but_not_of_the_client() {
    let (vault, stores) = caseload_vault();
    block_on(async {
        let before = vault.audit_lines(Some(&id("a")), None, at(NOW)).await.unwrap();
        assert!(
            before
                .iter()
                .any(|line| line.detail.as_ref().is_some_and(|one| one.contains("a-late")))
        );
        delete(&vault, "a").await.unwrap();
        let fresh = unlock(&stores, PASSPHRASE).await.unwrap();
        for vault in [&vault, &fresh] {
            let lines = vault.audit_lines(Some(&id("a")), None, at(NOW)).await.unwrap();
            assert_eq!(lines.len(), before.len() + 1);
            let (last, earlier) = lines.split_first().unwrap();
            assert_eq!(last.action, AuditAction::ClientDeleted);
            let detail = last.detail.as_deref().unwrap();
            assert!(detail.contains(r#""client_id":"a""#) && detail.contains("past the period"));
            for line in earlier {
                assert_eq!((line.detail.as_ref(), line.client_id.clone()), (None, Some(id("a"))));
            }
            whole(vault).await;
        }
    });
}

#[test]
fn a_client_on_hold_is_not_deleted_until_the_hold_is_lifted() {
    let (vault, _stores) = caseload_vault();
    block_on(async {
        assert_eq!(
            vault.set_hold(&id("nobody"), "a claim", at(NOW)).await,
            Err(VaultError::NotFound("client_id"))
        );
        assert_eq!(
            vault.set_hold(&id("a"), "  ", at(NOW)).await.unwrap_err().field(),
            Some("reason")
        );
        vault.set_hold(&id("a"), "a claim", at(NOW)).await.unwrap();
        let refused = delete(&vault, "a").await.unwrap_err();
        assert_eq!((refused.code(), refused.field()), ("invalid_field", Some("client_id")));
        assert!(refused.to_string().contains("hold"));
        assert_eq!(vault.certificates().await.unwrap(), []);
        assert_eq!(vault.sessions(&id("a"), Reading::default(), at(NOW)).await.unwrap().len(), 101);
        vault.lift_hold(&id("a"), at(NOW)).await.unwrap();
        assert_eq!(
            vault.lift_hold(&id("a"), at(NOW)).await,
            Err(VaultError::NotFound("client_id"))
        );
        delete(&vault, "a").await.unwrap();
        whole(&vault).await;
    });
}

#[test]
fn a_deletion_needs_a_reason_and_a_client_with_records() {
    let (vault, _stores) = caseload_vault();
    block_on(async {
        for reason in ["", " \n"] {
            let refused = vault.delete_client(&id("a"), reason, false, at(NOW)).await.unwrap_err();
            assert_eq!((refused.code(), refused.field()), ("invalid_field", Some("reason")));
        }
        assert_eq!(delete(&vault, "nobody").await, Err(VaultError::NotFound("client_id")));
        assert_eq!(vault.clients(at(NOW)).await.unwrap().len(), 3);
    });
}

#[test]
fn what_is_due_follows_the_policy_and_says_why() {
    let (vault, stores) = new_vault();
    block_on(async {
        // Dates computed by hand.
        for (client, time) in [
            ("old", "2017-05-31T10:00:00Z"),
            ("today", "2017-06-01T10:00:00Z"),
            ("tomorrow", "2017-06-02T10:00:00Z"),
            ("child", "2016-01-05T10:00:00Z"),
            ("held", "2010-02-03T10:00:00Z"),
        ] {
            let one = session(client, client, time, "neutral");
            vault.log_session(&one, true, at(NOW)).await.unwrap();
        }
        save(&vault, r#"{"client_id":"child","birth_year":2004}"#).await;
        vault.set_hold(&id("held"), "a claim", at("2020-01-01T00:00:00Z")).await.unwrap();
        let due = async |vault: &TestVault, all, time: &str| {
            let rows = vault.retention_rows(at(time), all, at(NOW)).await.unwrap();
            let text = |row: &therapeutic_progress_tracker::vault::RetentionRow| {
                format!("{} {} {}", row.client.client_id.as_str(), row.due.on, row.due.rule.name())
            };
            rows.iter().map(text).collect::<Vec<_>>()
        };
        let held = "held 2017-02-03 last_session";
        let (old, today) = ("old 2024-05-31 last_session", "today 2024-06-01 last_session");
        assert_eq!(due(&vault, false, NOW).await, [held, old, today]);
        let (tomorrow, child) = ("tomorrow 2024-06-02 last_session", "child 2030-01-01 majority");
        assert_eq!(due(&vault, true, NOW).await, [held, old, today, tomorrow, child]);
        let rows = vault.retention_rows(at(NOW), false, at(NOW)).await.unwrap();
        assert_eq!(rows[0].hold.as_ref().unwrap().reason, "a claim");
        let policy = r#"{"years_after_last_session":3,"years_after_majority":2}"#;
        vault.set_retention_policy(policy, at(NOW)).await.unwrap();
        let fresh = unlock(&stores, PASSPHRASE).await.unwrap();
        let row = due(&fresh, true, "2019-01-05T10:00:00Z").await;
        assert_eq!(row.last().unwrap(), "child 2025-01-01 majority");
        assert!(
            due(&fresh, false, "2024-12-31T10:00:00Z")
                .await
                .iter()
                .all(|row| !row.starts_with("child"))
        );
        assert_eq!(
            fresh.retention_policy().await.unwrap(),
            r#"{"years_after_last_session":3,"age_of_majority":18,"years_after_majority":2}"#
        );
        let refused = fresh.set_retention_policy(r#"{"age_of_majority":-1}"#, at(NOW)).await;
        assert_eq!(refused.unwrap_err().field(), Some("age_of_majority"));
        whole(&fresh).await;
    });
}

#[test]
fn what_is_restored_from_before_the_deletion_does_not_open() {
    let (vault, stores) = caseload_vault();
    block_on(async {
        let tables = [Table::Journal, Table::Timeline, Table::Catalogue];
        let before = tables.map(|table| stores.rows(table));
        delete(&vault, "a").await.unwrap();
        for (table, rows) in tables.iter().zip(&before) {
            stores.put(*table, rows);
        }
        let fresh = unlock(&stores, PASSPHRASE).await.unwrap();
        let read = fresh.sessions(&id("a"), Reading::default(), at(NOW)).await;
        assert!(read.is_err() || read.unwrap().is_empty());
        let exported = fresh.session(&SessionId::new("a-late").unwrap(), at(NOW)).await;
        assert!(exported.is_err());
        assert_eq!(fresh.sessions(&id("c"), Reading::default(), at(NOW)).await.unwrap().len(), 101);
    });
}

#[test]
fn a_tab_that_still_remembers_a_deleted_client_writes_nothing_under_the_destroyed_key() {
    let (vault, stores) = caseload_vault();
    block_on(async {
        let other = unlock(&stores, PASSPHRASE).await.unwrap();
        for client in ["a", "b"] {
            other.sessions(&id(client), Reading::default(), at(NOW)).await.unwrap();
        }
        delete(&vault, "a").await.unwrap();
        let late =
            |name: &str, client: &str| session(name, client, "2024-05-31T10:00:00Z", "neutral");
        let refused = other.log_session(&late("late", "a"), true, at(NOW)).await;
        assert_eq!(refused, Err(VaultError::NotFound("client_id")));
        // The others are written as ever.
        other.log_session(&late("late", "b"), true, at(NOW)).await.unwrap();
        assert!(other.sessions(&id("a"), Reading::default(), at(NOW)).await.unwrap().is_empty());
        assert_eq!(other.clients(at(NOW)).await.unwrap().len(), 2);
        // Who is entered again is a new client with a key of their own.
        other.log_session(&late("again", "a"), true, at(NOW)).await.unwrap();
        for vault in [&vault, &other, &unlock(&stores, PASSPHRASE).await.unwrap()] {
            let sessions = vault.sessions(&id("a"), Reading::default(), at(NOW)).await.unwrap();
            assert_eq!(sessions.len(), 1);
            whole(vault).await;
        }
    });
}
