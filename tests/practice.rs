//! Stories of what belongs to the practice as a whole: its settings and the words it uses.
#![cfg(not(target_arch = "wasm32"))]

mod support;

use pollster::block_on;
use support::saved::{NOW, actions, id};
use support::{at, new_vault, unlock};
use therapeutic_progress_tracker::domain::{Json, Session};

#[test]
fn settings_are_one_object_of_the_whole_practice() {
    let (vault, stores) = new_vault();
    block_on(async {
        assert_eq!(vault.settings().await.unwrap().as_str(), "{}");
        let settings = Json::new(r#"{"minutes":10,"templates":["SOAP"]}"#).unwrap();
        vault.save_settings(settings.clone(), at(NOW)).await.unwrap();
        assert_eq!(actions(&vault, 1).await, ["settings_saved"]);
        let again = unlock(&stores, support::PASSPHRASE).await.unwrap();
        assert_eq!(again.settings().await.unwrap(), settings);
        let long = format!(r#"{{"a":"{}"}}"#, "x".repeat(64 * 1024));
        for wrong in ["[]", "1", "null", &long] {
            let refused = vault.save_settings(Json::new(wrong).unwrap(), at(NOW)).await;
            assert_eq!(refused.unwrap_err().field(), Some("settings"));
        }
        assert_eq!(vault.settings().await.unwrap(), settings);
    });
}

#[test]
fn the_vocabulary_is_what_the_latest_sessions_used() {
    let (vault, _) = new_vault();
    block_on(async {
        let used = |number: u32, json: serde_json::Value| {
            let mut session = serde_json::json!({
                "session_id": format!("s{number}"), "client_id": format!("c{}", number % 2),
                "emotional_state": "neutral", "timestamp": format!("2024-03-{number:02}T10:00:00Z"),
            });
            session.as_object_mut().unwrap().extend(json.as_object().unwrap().clone());
            Session::read(&session.to_string(), at(NOW), &0_i16).unwrap()
        };
        let techniques = |names: &[&str]| serde_json::json!({ "techniques_used": names });
        let sessions = [
            used(1, techniques(&["exposure"])),
            used(2, techniques(&["grounding", "exposure "])),
            used(
                3,
                serde_json::json!({ "crisis_flags": ["risk"], "homework_assigned": " diary " }),
            ),
            used(4, serde_json::json!({ "homework_assigned": "x".repeat(121) })),
        ];
        for session in &sessions {
            vault.log_session(session, true, at(NOW)).await.unwrap();
        }
        let words = vault.vocabulary(at(NOW)).await.unwrap();
        assert_eq!(words.techniques, ["exposure", "grounding"]);
        assert_eq!(
            (words.crisis_flags, words.homework),
            (vec!["risk".into()], vec!["diary".into()])
        );
        assert_eq!(actions(&vault, 1).await, ["vocabulary_read"]);
        vault.strike_session(&id("s3"), "wrong client", at(NOW)).await.unwrap();
        assert!(vault.vocabulary(at(NOW)).await.unwrap().homework.is_empty());
    });
}
