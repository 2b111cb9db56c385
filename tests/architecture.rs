//! Reads `src/` and keeps its arrows pointing downwards.
#![cfg(not(target_arch = "wasm32"))]
#![expect(clippy::unwrap_used, reason = "a test that cannot read the sources must fail")]

use std::fs;
use std::path::{Path, PathBuf};

/// Which rooms each room may use, itself left out.
const MAY_USE: [(&str, &[&str]); 9] = [
    ("domain", &[]),
    ("crypto", &[]),
    ("trends", &["domain"]),
    ("report", &["domain", "trends"]),
    ("records", &["domain"]),
    ("store", &["crypto"]),
    ("transfer", &["domain", "records", "crypto"]),
    ("vault", &["domain", "trends", "report", "crypto", "records", "store", "transfer"]),
    // It names the store that it opens, the derivation that it moves elsewhere, the plain JSON
    // that it hands out and the header of a file; what is done with them, the vault decides.
    ("wasm", &["vault", "report", "trends", "domain", "crypto", "records", "store", "transfer"]),
];

/// Crates that only some rooms may name.
const CRATES: [(&str, &[&str]); 13] = [
    ("wasm_bindgen", &["wasm", "store/indexed_db", "crypto/browser"]),
    ("js_sys", &["wasm", "store/indexed_db", "crypto/browser"]),
    ("web_sys", &["wasm", "store/indexed_db"]),
    ("rexie", &["store/indexed_db"]),
    ("idb", &["store/indexed_db"]),
    ("aes_gcm", &["crypto"]),
    ("argon2", &["crypto"]),
    ("chacha20poly1305", &["crypto"]),
    ("getrandom", &["crypto"]),
    ("hkdf", &["crypto"]),
    ("hmac", &["crypto"]),
    ("scrypt", &["crypto"]),
    ("sha2", &["crypto"]),
];

fn sources(folder: &Path) -> Vec<PathBuf> {
    let entries = fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path());
    let nested = |path: PathBuf| if path.is_dir() { sources(&path) } else { vec![path] };
    let files = entries.flat_map(nested);
    files.filter(|path| path.extension().is_some_and(|ending| ending == "rs")).collect()
}

/// The code of a file above its tests, without comments.
fn code(path: &Path) -> String {
    let text = fs::read_to_string(path).unwrap();
    let code = text.split("#[cfg(test)]").next().unwrap_or_default();
    let lines = code.lines().filter(|line| !line.trim_start().starts_with("//"));
    lines.collect::<Vec<_>>().join("\n")
}

fn within(path: &Path, root: &Path) -> String {
    path.strip_prefix(root).unwrap().to_string_lossy().replace('\\', "/")
}

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("src")
}

#[test]
fn every_room_uses_only_the_rooms_below_it() {
    let mut wrong = Vec::new();
    for path in sources(&root()) {
        let place = within(&path, &root());
        let Some((room, _)) = place.split_once('/') else { continue };
        let may_use = MAY_USE.iter().find(|(name, _)| *name == room).unwrap().1;
        let code = code(&path);
        for (other, _) in MAY_USE.iter().filter(|(name, _)| *name != room) {
            if code.contains(&format!("crate::{other}")) && !may_use.contains(other) {
                wrong.push(format!("{place} uses `{other}`, which `{room}` may not"));
            }
        }
    }
    assert_eq!(wrong, Vec::<String>::new());
}

#[test]
fn every_folder_is_a_room_with_rules() {
    for entry in fs::read_dir(root()).unwrap() {
        let path = entry.unwrap().path();
        let name = path.file_name().unwrap().to_string_lossy().into_owned();
        assert!(
            !path.is_dir() || MAY_USE.iter().any(|(room, _)| *room == name),
            "src/{name} has no rules here"
        );
    }
}

#[test]
fn ciphers_randomness_and_the_browser_stay_in_their_rooms() {
    let mut wrong = Vec::new();
    for path in sources(&root()) {
        let place = within(&path, &root());
        let code = code(&path);
        for (name, rooms) in CRATES {
            let named =
                code.contains(&format!("{name}::")) || code.contains(&format!("use {name};"));
            if named && !rooms.iter().any(|room| place.starts_with(room)) {
                wrong.push(format!("{place} names the crate `{name}`"));
            }
        }
    }
    assert_eq!(wrong, Vec::<String>::new());
}

#[test]
fn only_the_boundary_asks_the_clock() {
    for path in sources(&root()) {
        let place = within(&path, &root());
        let code = code(&path);
        let asks = ["Utc::now", "Local::now", "SystemTime::now", "Instant::now", "Date::new_0"];
        let asked: Vec<_> = asks.iter().filter(|call| code.contains(**call)).collect();
        assert!(
            place.starts_with("wasm/") || asked.is_empty(),
            "{place} asks the clock: {asked:?}"
        );
    }
}
