//! Signatures and psychotherapy notes of devices that read each other's backups.
#![cfg(not(target_arch = "wasm32"))]

mod support;

use pollster::block_on;
use support::devices::{export, import, later, time, told, two_with_a_session, whole};
use support::{TestVault, files, new_vault, session};
use therapeutic_progress_tracker::domain::SessionId;
use therapeutic_progress_tracker::vault::Signing;

#[test]
fn a_signature_that_one_device_gave_stays_with_its_version_whichever_reads_first() {
    block_on(async {
        let (one, stores, other) = two_with_a_session().await;
        let id = SessionId::new("s").unwrap();
        let sign = async |vault: &TestVault, statement: &str, at| {
            let signing = Signing { statement: statement.into(), revision: None };
            vault.sign_session(&id, &signing, time(at)).await.unwrap();
        };
        sign(&one, "the earlier", 5).await;
        sign(&other, "the later", 6).await;
        let changes = r#"{"progress_notes":"amended"}"#;
        other.amend_session(&id, changes, "because", &0_i16, time(7)).await.unwrap();
        let (ours, theirs) = (export(&one).await, export(&other).await);
        let (here, there) = (import(&one, &theirs).await, import(&other, &ours).await);
        assert_eq!((here.added, here.conflicts, there.added, there.conflicts), (1, 0, 1, 0));
        for vault in [&one, &other] {
            let revisions = vault.session_revisions(&id, later()).await.unwrap();
            let statements: Vec<_> = revisions
                .iter()
                .map(|one| one.signed.as_ref().map(|signed| signed.statement.as_str()))
                .collect();
            assert_eq!(statements, [None, Some("the earlier")]);
        }
        assert_eq!(told(&export(&one).await), told(&export(&other).await));
        whole(&one, &stores).await;
    });
}

#[test]
fn what_is_signed_here_and_entered_otherwise_there_is_named() {
    block_on(async {
        let (one, stores) = new_vault();
        let (other, other_stores) = new_vault();
        let id = SessionId::new("s").unwrap();
        for (vault, state, at) in [(&one, "neutral", 1), (&other, "positive", 2)] {
            let entered = session("s", "c", "2024-05-01T10:00:00Z", state);
            vault.log_session(&entered, true, time(at)).await.unwrap();
        }
        let (third, _) = new_vault();
        import(&third, &export(&one).await).await;
        import(&third, &export(&other).await).await;
        one.sign_session(&id, &Signing::default(), time(3)).await.unwrap();
        let ours = export(&one).await;
        // The third device has both texts already: its history goes on from the one signed here.
        let outcome = import(&one, &export(&third).await).await;
        assert_eq!((outcome.added, outcome.conflicts), (0, 1));
        assert_eq!(import(&one, &export(&third).await).await.conflicts, 0);
        for file in [&ours, &export(&third).await] {
            import(&other, file).await;
        }
        assert_eq!(told(&export(&one).await), told(&export(&other).await));
        let revisions = one.session_revisions(&id, later()).await.unwrap();
        let signed: Vec<bool> = revisions.iter().map(|one| one.signed.is_some()).collect();
        assert_eq!(signed, [false, true]);
        whole(&one, &stores).await;
        whole(&other, &other_stores).await;
    });
}

#[test]
fn two_texts_of_notes_are_both_kept_and_only_a_file_with_notes_changes_any() {
    block_on(async {
        let (one, stores) = new_vault();
        let (other, _) = new_vault();
        let id = SessionId::new("s").unwrap();
        one.log_session(&session("s", "c", "2024-05-01T10:00:00Z", "neutral"), true, time(1))
            .await
            .unwrap();
        one.save_notes(&id, "first", time(2)).await.unwrap();
        import(&other, &export(&one).await).await;
        one.save_notes(&id, "the later", time(9)).await.unwrap();
        other.save_notes(&id, "the earlier", time(5)).await.unwrap();
        let texts = async |vault: &TestVault| -> Vec<String> {
            let history = vault.notes_history(&id, later()).await.unwrap();
            history.into_iter().map(|one| one.text).collect()
        };
        import(&other, &files::export_at(&one, later()).await).await;
        assert_eq!(texts(&other).await, ["the earlier", "first"]);

        let (ours, theirs) = (export(&one).await, export(&other).await);
        let (here, there) = (import(&one, &theirs).await, import(&other, &ours).await);
        assert_eq!((here.conflicts, there.conflicts), (1, 1));
        let (conflict, mirrored) = (&here.conflict_details[0], &there.conflict_details[0]);
        assert_eq!((conflict.kind, conflict.id.as_str()), ("psychotherapy_notes", "s"));
        assert_eq!((conflict.file_stands, mirrored.file_stands), (false, true));
        assert_eq!((conflict.here.revision, conflict.file.revision), (Some(3), Some(2)));
        assert!(!here.to_json().contains("earlier"));
        for vault in [&one, &other] {
            assert_eq!(texts(vault).await, ["the later", "the earlier", "first"]);
        }
        let again = import(&one, &theirs).await;
        assert_eq!((again.added, again.conflicts), (0, 0));
        assert_eq!(told(&export(&one).await), told(&export(&other).await));
        whole(&one, &stores).await;
    });
}
