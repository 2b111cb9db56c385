//! Which key opens what: nothing but the key of the notes opens the notes.

use pollster::block_on;

use super::super::boxes::Raw;
use super::super::{ExportKey, LockedVault, SlotSecret, Vault};
use super::*;
use crate::crypto::{
    Argon2Parameters, DataKey, Passphrase, SlotKind, derive_slot_key, scrypt_wrap_key,
};
use crate::domain::{Session, Window};
use crate::store::MemoryStore;
use crate::transfer::age::Locked;

const QUICK: Argon2Parameters = Argon2Parameters { memory_kib: 19 * 1024, passes: 2, lanes: 1 };
/// Found in no other text.
const WORD: &str = "quetzalcoatl";
const TABLES: [Table; 5] =
    [Table::Journal, Table::Timeline, Table::Catalogue, Table::Audit, Table::State];

type TestVault = Vault<MemoryStore>;

fn now() -> Moment {
    Moment::parse("2024-06-01T12:00:00Z", &0_i16, "time").unwrap()
}

fn id(text: &str) -> SessionId {
    SessionId::new(text).unwrap()
}

fn secret() -> SlotSecret {
    let passphrase = Passphrase::new("violet kettle orbit".into());
    let key = derive_slot_key(&passphrase, &QUICK, &[7; 16]).unwrap();
    let (kind, passphrase) = (SlotKind::Passphrase, Some(passphrase));
    SlotSecret { kind, parameters: QUICK, salt: [7; 16], key, passphrase }
}

/// A vault with notes in two texts on one session of two, everything about it read once.
async fn vault() -> TestVault {
    let (records, keys) = (MemoryStore::default(), MemoryStore::default());
    let vault = Vault::create(records, keys, secret(), now()).await.unwrap();
    for (session, summary) in [("s", "Slept well"), ("t", "Slept badly")] {
        let json = serde_json::json!({
            "session_id": session, "client_id": "c", "emotional_state": "neutral",
            "conversation_summary": summary,
        });
        let session = Session::read(&json.to_string(), now(), &0_i16).unwrap();
        vault.log_session(&session, true, now()).await.unwrap();
    }
    for text in [format!("first {WORD}"), format!("second {WORD}")] {
        vault.save_notes(&id("s"), &text, now()).await.unwrap();
    }
    let client = ClientId::new("c").unwrap();
    let window = Window::between(now().minus_days(30), now());
    vault.progress_report(&client, window, now(), now()).await.unwrap();
    vault.notes_history(&id("s"), now()).await.unwrap();
    vault.search_sessions_and_notes(WORD, None, None, &str::to_lowercase, now()).await.unwrap();
    vault.settle().await.unwrap();
    vault
}

async fn rows(vault: &TestVault, table: Table) -> Vec<Row> {
    let tx = vault.records.begin(&[table], Access::Read).unwrap();
    tx.read(&[Query::All(table)]).await.unwrap().remove(0)
}

fn holds(bytes: &[u8]) -> bool {
    bytes.windows(WORD.len()).any(|window| window.eq_ignore_ascii_case(WORD.as_bytes()))
}

/// How many boxes of the vault open with a key, and how many of those hold the word.
async fn opened(vault: &TestVault, key: &DataKey) -> (usize, usize) {
    let (mut open, mut with_word) = (0, 0);
    for table in TABLES {
        for row in rows(vault, table).await {
            assert!(!holds(&row.sealed) && !holds(&row.key) && !holds(&row.group));
            let Ok((Raw(plain), _)) = vault.open::<Raw>(key, table, &row) else { continue };
            open += 1;
            with_word += usize::from(holds(&plain));
        }
    }
    (open, with_word)
}

#[test]
fn notes_open_with_their_own_key_alone() {
    block_on(async {
        let vault = vault().await;
        let (_, client) = vault.find_client(&ClientId::new("c").unwrap()).await.unwrap();
        let client = client.unwrap();
        let notes = vault.notes_key(&client).await.unwrap().unwrap();
        assert_eq!(opened(&vault, &notes.key).await, (2, 2));
        let (open, with_word) = opened(&vault, &client.key).await;
        assert!(open >= 4, "two sessions, the client and a year");
        assert_eq!(with_word, 0);
        for key in [&vault.keys.catalogue, &vault.keys.log] {
            let (open, with_word) = opened(&vault, key).await;
            assert!(open > 0);
            assert_eq!(with_word, 0);
        }
        for row in rows(&vault, Table::Journal).await {
            let both = [&client.key, &notes.key].map(|key| vault.open_bytes_of(key, &row).is_ok());
            assert_eq!(both.iter().filter(|opens| **opens).count(), 1, "one key for each box");
        }
    });
}

impl TestVault {
    fn open_bytes_of(&self, key: &DataKey, row: &Row) -> Result<(), VaultError> {
        self.open::<Raw>(key, Table::Journal, row).map(drop)
    }
}

#[test]
fn the_log_names_the_session_of_notes_and_none_of_their_words() {
    block_on(async {
        let vault = vault().await;
        let lines = vault.audit_lines(None, None, now()).await.unwrap();
        let mut about = Vec::new();
        for line in lines.iter().rev() {
            let detail = line.detail.clone().unwrap();
            assert!(!holds(detail.as_bytes()), "{detail}");
            if line.action.name().starts_with("psychotherapy") {
                about.push((line.action.name(), detail));
            }
        }
        let session = r#"{"session_id":"s"}"#;
        let expected = [
            ("psychotherapy_notes_saved", session),
            ("psychotherapy_notes_saved", session),
            ("psychotherapy_notes_read", session),
            ("psychotherapy_notes_searched", "{}"),
        ];
        let about: Vec<(&str, &str)> =
            about.iter().map(|(name, detail)| (*name, detail.as_str())).collect();
        assert_eq!(about, expected);
    });
}

#[test]
fn what_is_kept_to_be_searched_again_has_no_notes_in_it() {
    block_on(async {
        let vault = vault().await;
        let again = vault.search_sessions(WORD, None, None, &str::to_lowercase, now()).await;
        assert_eq!(again.unwrap(), []);
    });
}

#[test]
fn no_file_holds_notes_that_were_not_asked_for_by_name() {
    block_on(async {
        let vault = vault().await;
        let passphrase = Passphrase::new("file passphrase".into());
        let wrap = || scrypt_wrap_key(&passphrase, &[3; 16], 1).unwrap();
        let key = ExportKey { key: wrap(), salt: [3; 16], log_n: 1 };
        let client = ClientId::new("c").unwrap();
        for only in [None, Some(&client)] {
            let made = vault.export(only, &key, &|_, _| {}, &0_i16, now()).await.unwrap();
            let tar = Locked::parse(&made.file).unwrap().open(&wrap()).unwrap();
            assert!(!holds(&tar));
            let made =
                vault.export_with_notes(only, &key, &|_, _| {}, &0_i16, now()).await.unwrap();
            let tar = Locked::parse(&made.file).unwrap().open(&wrap()).unwrap();
            let found = tar.windows(WORD.len()).filter(|window| *window == WORD.as_bytes());
            assert_eq!(found.count(), 2, "once for each text, in one file of the archive");
        }
    });
}

#[test]
fn another_passphrase_keeps_the_key_of_the_notes() {
    block_on(async {
        let vault = vault().await;
        let stores = (vault.records.clone(), vault.key_store.clone());
        let next = || {
            let passphrase = Passphrase::new("amber lantern river".into());
            let key = derive_slot_key(&passphrase, &QUICK, &[8; 16]).unwrap();
            let (kind, passphrase) = (SlotKind::Passphrase, Some(passphrase));
            SlotSecret { kind, parameters: QUICK, salt: [8; 16], key, passphrase }
        };
        vault.change_passphrase(&secret(), next(), true, now()).await.unwrap();
        let locked = LockedVault::find(stores.0, stores.1).await.unwrap();
        let vault = locked.unlock(next(), now()).await.unwrap();
        let notes = vault.notes(&id("s"), now()).await.unwrap().unwrap();
        assert_eq!((notes.revision, notes.text), (2, format!("second {WORD}")));
    });
}
