//! History files, layer by layer: age, tar, manifest, the client's record, and the merge.

use std::io::Write;

use pollster::block_on;
use therapeutic_progress_tracker::crypto::{
    Argon2Parameters, FileWrapKey, SlotKey, SlotKind, sha256, vectors::file_key,
};
use therapeutic_progress_tracker::domain::Moment;
use therapeutic_progress_tracker::records::to_hex;
use therapeutic_progress_tracker::store::MemoryStore;
use therapeutic_progress_tracker::transfer::age::{Locked, Writer, open_with_file_key};
use therapeutic_progress_tracker::transfer::{
    ArchiveReader, ArchiveWriter, Checkpoint, ClientHistory,
};
use therapeutic_progress_tracker::vault::{SlotSecret, Vault};
use zeroize::Zeroizing;

const ZONE: i16 = 60;
/// Whole chunks are costly, and three of them meet every rule.
const MOST_CHUNKS: usize = 3;

/// Reads bytes as a file, as its chunks, as an archive, as its manifest and as a client's record.
pub fn read(bytes: &[u8]) {
    file(bytes);
    if bytes.len() <= MOST_CHUNKS {
        chunks(bytes);
    }
    archive(bytes);
    manifest(bytes);
    if let Some(history) = record(bytes) {
        comes_back(&history);
        merges(&packed(&history));
    }
}

fn wrap_key() -> FileWrapKey {
    FileWrapKey::from_bytes(Zeroizing::new([1; 32]))
}

/// A file with a header that can be read names an affordable derivation.
fn file(bytes: &[u8]) {
    let _ = open_with_file_key(bytes, &file_key(&[3; 16]), &mut Zeroizing::default());
    let Ok(locked) = Locked::parse(bytes) else { return };
    assert!((1..=FileWrapKey::MAX_LOG_N).contains(&locked.log_n()));
    let _ = locked.open(&wrap_key());
}

/// How a chunk of a file is sealed.
struct Chunk {
    last: bool,
    length: usize,
}

/// A file of authentic chunks, one a byte, opens exactly where they are as the format wants them.
fn chunks(bytes: &[u8]) {
    const FULL: usize = 64 * 1024;
    let lengths = [0, 1, FULL - 1, FULL];
    let chunk = |byte: &u8| Chunk { last: byte & 4 == 4, length: lengths[usize::from(byte & 3)] };
    let chunks: Vec<Chunk> = bytes.iter().map(chunk).collect();
    let as_wanted = |(place, chunk): (usize, &Chunk)| match place + 1 == chunks.len() {
        true => chunk.last && (chunk.length > 0 || place == 0),
        false => !chunk.last && chunk.length == FULL,
    };
    let expected = !chunks.is_empty() && chunks.iter().enumerate().all(as_wanted);
    let Some(file) = sealed(&chunks) else { return };
    let mut plain = Zeroizing::default();
    let opened = open_with_file_key(&file, &file_key(&[3; 16]), &mut plain);
    assert_eq!(opened.is_ok(), expected);
}

/// A file with these chunks under the file key of [`file`].
fn sealed(chunks: &[Chunk]) -> Option<Vec<u8>> {
    let key = file_key(&[3; 16]);
    let head =
        format!("age-encryption.org/v1\n-> scrypt {} 10\n{}\n---", "A".repeat(22), "A".repeat(43));
    let mac = key.header_mac(head.as_bytes()).ok()?;
    let nonce = [5; 16];
    let mut file = format!("{head} {}\n", base64(&mac)).into_bytes();
    file.extend(nonce);
    let stream = key.stream_key(&nonce).ok()?;
    for (number, chunk) in (0..).zip(chunks) {
        stream.seal_chunk(number, chunk.last, &vec![0; chunk.length], &mut file).ok()?;
    }
    Some(file)
}

/// Base64 without padding.
fn base64(bytes: &[u8]) -> String {
    const DIGITS: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    let group = |bytes: &[u8]| {
        let bits = bytes.iter().fold(0_u32, |bits, byte| bits << 8 | u32::from(*byte));
        let bits = bits << (8 * (3 - bytes.len()));
        (0..=bytes.len())
            .map(move |place| char::from(DIGITS[(bits >> (18 - 6 * place) & 63) as usize]))
    };
    bytes.chunks(3).flat_map(group).collect()
}

fn archive(tar: &[u8]) {
    let Ok(reader) = block_on(ArchiveReader::read(tar)) else { return };
    for place in 0..reader.clients() {
        let _ = reader.client(place, &ZONE);
    }
    assert!(reader.client(reader.clients(), &ZONE).is_err());
}

/// A manifest beside a client's record that it may name.
fn manifest(json: &[u8]) {
    archive(&tar(&[("c/client_history.json", b"{}"), ("manifest.json", json)]));
}

/// The client's record in these bytes, out of an archive whose manifest is right.
fn record(bytes: &[u8]) -> Option<ClientHistory> {
    let named: Option<serde_json::Value> = serde_json::from_slice(bytes).ok();
    let client_id = named?.get("client_id")?.as_str()?.to_owned();
    let manifest = serde_json::json!({
        "format": "therapeutic-progress-history",
        "format_version": 1,
        "export_date": "2024-10-27T10:00:00Z",
        "clients": [{ "client_id": client_id, "folder": "c" }],
        "files": [{
            "path": "c/client_history.json",
            "size": bytes.len(),
            "sha256": to_hex(&sha256(bytes)),
        }],
    });
    let manifest = manifest.to_string();
    let tar = tar(&[("c/client_history.json", bytes), ("manifest.json", manifest.as_bytes())]);
    block_on(ArchiveReader::read(&tar)).ok()?.client(0, &ZONE).ok()
}

fn tar(files: &[(&str, &[u8])]) -> Vec<u8> {
    let mut tar = tar::Builder::new(Vec::new());
    for (path, content) in files {
        let mut header = tar::Header::new_ustar();
        header.set_size(content.len() as u64);
        assert!(tar.append_data(&mut header, path, *content).is_ok(), "memory is written");
    }
    tar.into_inner().unwrap_or_default()
}

fn packed(history: &ClientHistory) -> Vec<u8> {
    let packed = async {
        let mut writer = ArchiveWriter::new(Vec::new(), Moment::epoch()).await?;
        writer.add_client(history, &[]).await?;
        let checkpoint = Checkpoint { entries: 0, head: String::new(), vault: None };
        writer.finish(checkpoint, Vec::new()).await
    };
    block_on(packed).unwrap_or_default()
}

/// A record that can be read is written so that it can be read again, as the same.
fn comes_back(history: &ClientHistory) {
    let tar = packed(history);
    let back = block_on(ArchiveReader::read(&tar)).and_then(|reader| reader.client(0, &ZONE));
    assert_eq!(back.as_ref(), Ok(history));
}

/// A record that can be read merges into a vault whole or not at all, and a second time changes
/// nothing; whatever it was, the vault finds itself sound.
fn merges(tar: &[u8]) {
    let file = || {
        let mut writer = Writer::new(&wrap_key(), &[2; 16], 10).ok()?;
        writer.write_all(tar).ok()?;
        writer.finish().ok()
    };
    let Some(file) = file() else { return };
    let Ok(locked) = Locked::parse(&file) else { return };
    block_on(async {
        let Some(vault) = new_vault().await else { return };
        let now = Moment::epoch();
        let first = vault.import_history(&locked, &wrap_key(), &|_, _| {}, &ZONE, now).await;
        let second = vault.import_history(&locked, &wrap_key(), &|_, _| {}, &ZONE, now).await;
        match (first, second) {
            (Ok(_), Ok(second)) => assert_eq!(second.added, 0),
            (first, second) => assert_eq!(first.is_ok(), second.is_ok()),
        }
        let verdict = vault.verify(&|_, _| {}).await;
        assert!(verdict.as_ref().is_ok_and(|verdict| verdict.damaged.is_empty()), "{verdict:?}");
        assert!(vault.audit_verdict().await.is_ok_and(|verdict| verdict.intact));
    });
}

async fn new_vault() -> Option<Vault<MemoryStore>> {
    let (kind, parameters, salt) = (SlotKind::DeviceKey, Argon2Parameters::NONE, [4; 16]);
    let key = SlotKey::from_device_key(&[6; 32], &salt).ok()?;
    let secret = SlotSecret { kind, parameters, salt, key, passphrase: None };
    let (records, keys) = (MemoryStore::default(), MemoryStore::default());
    Vault::create(records, keys, secret, Moment::epoch()).await.ok()
}
