//! What two devices wrote apart, and what stands once they have read each other's backups.
#![cfg(not(target_arch = "wasm32"))]
#![expect(clippy::unwrap_used, reason = "a story that goes wrong must fail")]

mod support;

use pollster::block_on;
use support::devices::{export, import, later, time, told, two_with_a_session, whole};
use support::{TestVault, files, new_vault, session};
use therapeutic_progress_tracker::domain::{ClientEvent, ClientId, EventId, SessionId};
use therapeutic_progress_tracker::records::{Kept, Version, VersionOf};
use therapeutic_progress_tracker::transfer::age::{Locked, Writer};
use therapeutic_progress_tracker::transfer::{ArchiveWriter, Checkpoint, ClientHistory};
use therapeutic_progress_tracker::vault::{Reading, VaultError};

fn event(says: &str) -> ClientEvent {
    let json = format!(
        r#"{{"event_id":"e","client_id":"c","kind":"life","description":"{says}",
        "date":"2024-03-01"}}"#
    );
    ClientEvent::read(&json, &0_i16).unwrap()
}

async fn descriptions(vault: &TestVault) -> Vec<String> {
    let id = ClientId::new("c").unwrap();
    let events = vault.events(&id, Default::default(), false, later()).await.unwrap();
    events.into_iter().map(|event| event.description).collect()
}

#[test]
fn an_event_that_was_removed_does_not_come_back_from_an_older_backup() {
    block_on(async {
        let (vault, stores) = new_vault();
        vault.save_event(&event("first"), time(1)).await.unwrap();
        let older = export(&vault).await;
        vault.save_event(&event("second"), time(2)).await.unwrap();
        vault.remove_event(&EventId::new("e").unwrap(), time(3)).await.unwrap();
        let outcome = import(&vault, &older).await;
        assert_eq!((outcome.added, outcome.conflicts), (0, 0));
        assert!(descriptions(&vault).await.is_empty());

        let (other, _) = new_vault();
        import(&other, &older).await;
        let outcome = import(&other, &export(&vault).await).await;
        assert_eq!((outcome.removed, outcome.conflicts), (1, 0));
        assert!(descriptions(&other).await.is_empty());
        // It may be written anew.
        other.save_event(&event("first"), time(4)).await.unwrap();
        import(&vault, &export(&other).await).await;
        assert_eq!(descriptions(&vault).await, ["first"]);
        whole(&vault, &stores).await;
    });
}

#[test]
fn two_amendments_of_the_same_text_are_both_kept_and_the_later_one_stands() {
    block_on(async {
        let (one, stores, other) = two_with_a_session().await;
        let id = SessionId::new("s").unwrap();
        let amend = async |vault: &TestVault, says: &str, at| {
            let changes = format!(r#"{{"progress_notes":"{says}"}}"#);
            vault.amend_session(&id, &changes, "because", &0_i16, at).await.unwrap();
        };
        amend(&one, "the earlier", time(5)).await;
        amend(&other, "the later", time(9)).await;
        let (ours, theirs) = (export(&one).await, export(&other).await);
        let (here, there) = (import(&one, &theirs).await, import(&other, &ours).await);
        assert_eq!((here.conflicts, there.conflicts), (1, 1));
        let (conflict, mirrored) = (&here.conflict_details[0], &there.conflict_details[0]);
        assert_eq!((conflict.kind, conflict.id.as_str()), ("session", "s"));
        assert_eq!((conflict.file_stands, mirrored.file_stands), (true, false));
        assert_eq!((conflict.here.revision, conflict.file.revision), (Some(2), Some(3)));
        assert!(conflict.here.says.as_ref().unwrap().contains("the earlier"));
        for vault in [&one, &other] {
            let revisions = vault.session_revisions(&id, later()).await.unwrap();
            let notes: Vec<_> =
                revisions.iter().map(|one| one.session.progress_notes.as_str()).collect();
            assert_eq!(notes, ["the later", "the earlier", "notes of s"]);
        }
        assert_eq!(import(&one, &theirs).await.conflicts, 0);
        whole(&one, &stores).await;
    });
}

#[test]
fn an_event_that_two_devices_wrote_apart_is_kept_in_both_versions_until_it_is_saved_anew() {
    block_on(async {
        let (one, stores) = new_vault();
        let (other, _) = new_vault();
        one.save_event(&event("first"), time(1)).await.unwrap();
        import(&other, &export(&one).await).await;
        one.save_event(&event("here"), time(5)).await.unwrap();
        other.save_event(&event("there"), time(9)).await.unwrap();
        let outcome = import(&one, &export(&other).await).await;
        assert_eq!((outcome.conflicts, outcome.conflict_details[0].file_stands), (1, true));
        assert_eq!(descriptions(&one).await, ["there"]);
        let id = ClientId::new("c").unwrap();
        let others = one.other_versions(&id, later()).await.unwrap();
        assert!(
            matches!(&others[..], [only] if matches!(&only.kept, Kept::Text(says) if says.contains("here")))
        );
        one.save_event(&event("settled"), time(12)).await.unwrap();
        assert!(one.other_versions(&id, later()).await.unwrap().is_empty());
        let outcome = import(&other, &export(&one).await).await;
        assert_eq!((outcome.conflicts, outcome.added), (0, 1));
        assert_eq!(descriptions(&other).await, ["settled"]);
        whole(&one, &stores).await;
    });
}

/// A file that says what it is told to.
fn crafted(histories: &[ClientHistory]) -> Vec<u8> {
    let age = Writer::new(&files::file_key(), &[3; 16], 1).unwrap();
    let archive = async {
        let mut archive = ArchiveWriter::new(age, later()).await?;
        for history in histories {
            archive.add_client(history, &[]).await?;
        }
        let checkpoint = Checkpoint { entries: 0, head: "00".repeat(32), vault: None };
        archive.finish(checkpoint, Vec::new()).await
    };
    block_on(archive).unwrap().finish().unwrap()
}

#[test]
fn a_file_whose_versions_are_of_other_records_is_refused_and_nothing_is_written() {
    block_on(async {
        let (vault, stores) = new_vault();
        vault.save_event(&event("first"), time(1)).await.unwrap();
        let (before, mut histories) = (export(&vault).await, told(&export(&vault).await));
        let foreign = r#"{"event_id":"x","client_id":"c","kind":"life","description":"d","date":"2024-03-01"}"#;
        for says in [foreign, r#"{"event_id":"e"}"#, "7"] {
            histories[0].merging.past = vec![Version {
                of: VersionOf::Event,
                id: "e".into(),
                at: 1 << 50,
                mark: "00".into(),
                kept: Kept::Text(says.into()),
            }];
            let file = crafted(&histories);
            let locked = Locked::parse(&file).unwrap();
            let refused = vault
                .import_history(&locked, &files::file_key(), &|_, _| {}, &0_i16, later())
                .await;
            assert_eq!(refused, Err(VaultError::CorruptFile), "{says}");
        }
        assert_eq!(told(&export(&vault).await), told(&before));
        whole(&vault, &stores).await;
    });
}

#[test]
fn a_table_that_both_devices_imported_merges_without_doubles() {
    block_on(async {
        let (one, stores) = new_vault();
        let (other, _) = new_vault();
        let table = |of: &str| -> Vec<_> {
            let row =
                |row| (row, session(&format!("t{row}"), of, "2024-05-01T10:00:00Z", "neutral"));
            (0..300).map(row).collect()
        };
        one.import_batch(table("c"), time(50)).await.unwrap();
        other
            .log_session(&session("first", "c", "2024-05-01T10:00:00Z", "neutral"), true, time(1))
            .await
            .unwrap();
        other.import_batch(table("c"), time(2)).await.unwrap();
        let (ours, theirs) = (export(&one).await, export(&other).await);
        let (here, there) = (import(&one, &theirs).await, import(&other, &ours).await);
        assert_eq!((here.conflicts, there.conflicts), (0, 0));
        assert_eq!(told(&export(&one).await), told(&export(&other).await));
        let id = ClientId::new("c").unwrap();
        let all = one.sessions(&id, Reading::default(), later()).await.unwrap();
        assert_eq!(all.len(), 301);
        whole(&one, &stores).await;
    });
}

#[test]
fn a_record_whose_id_belongs_to_another_client_here_stays_out_and_is_named() {
    block_on(async {
        let (one, stores) = new_vault();
        let (other, _) = new_vault();
        let at = "2024-05-01T10:00:00Z";
        one.log_session(&session("s", "a", at, "neutral"), true, time(1)).await.unwrap();
        other.log_session(&session("s", "b", at, "neutral"), true, time(1)).await.unwrap();
        let outcome = import(&one, &export(&other).await).await;
        let conflict = &outcome.conflict_details[0];
        assert!(conflict.of_another && !conflict.file_stands);
        assert_eq!((conflict.client_id.as_str(), conflict.here.says.as_ref()), ("b", None));
        whole(&one, &stores).await;
    });
}
