//! The fuzzer's targets without the fuzzer: what they are seeded with, what has failed before, and
//! changes of both that are the same on every machine. `make fuzz` looks further.
#![cfg(not(target_arch = "wasm32"))]
#![expect(clippy::unwrap_used, reason = "a test that cannot read its files must fail")]

#[allow(unreachable_pub, reason = "it is another crate's")]
#[path = "../fuzz/src/lib.rs"]
mod targets;

#[path = "support/seeds.rs"]
mod seeds;
mod support;

use std::fs;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::{Path, PathBuf};

/// How often each seed is changed and read.
const CHANGES: u32 = 200;

/// Reads bytes in every way that a target knows.
type Read = fn(&[u8]);

/// The targets by name.
const TARGETS: [(&str, Read); 5] = [
    ("envelope", targets::envelope::read),
    ("history", targets::history::read),
    ("records", targets::records::read),
    ("session", targets::session::read),
    ("slots", targets::slots::read),
];

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

/// All files of a folder, in order of their names; none where there is no such folder.
fn files(folder: &Path) -> Vec<PathBuf> {
    let Ok(entries) = fs::read_dir(folder) else { return Vec::new() };
    let mut files: Vec<PathBuf> = entries.map(|entry| entry.unwrap().path()).collect();
    files.sort();
    files
}

/// What the fuzzer starts from, and what it has found.
fn known(target: &str) -> Vec<PathBuf> {
    let folders = ["tests/vectors".into(), format!("fuzz/seeds/{target}")];
    let folders = folders.into_iter().chain([format!("fuzz/regressions/{target}")]);
    folders.flat_map(|folder| files(&root().join(folder))).collect()
}

/// Runs a target; what fails is named, so that it can be run again.
fn run(read: Read, bytes: &[u8], what: &str) {
    let done = catch_unwind(AssertUnwindSafe(|| read(bytes)));
    assert!(done.is_ok(), "{what} fails: {}", hex(bytes));
}

fn hex(bytes: &[u8]) -> String {
    therapeutic_progress_tracker::records::to_hex(bytes)
}

/// Numbers that look random and are always the same (xorshift64*).
struct Numbers(u64);

impl Numbers {
    fn below(&mut self, limit: usize) -> usize {
        self.0 ^= self.0 >> 12;
        self.0 ^= self.0 << 25;
        self.0 ^= self.0 >> 27;
        let number = self.0.wrapping_mul(0x2545_f491_4f6c_dd1d) >> 33;
        usize::try_from(number).unwrap() % limit.max(1)
    }

    fn byte(&mut self) -> u8 {
        u8::try_from(self.below(256)).unwrap()
    }
}

/// Bytes that parsers stumble over.
const TELLING: [&[u8]; 12] = [
    b"\0",
    b"\xff",
    b"\x80",
    b"\x7f",
    b"\xff\xff\xff\xff",
    b"null",
    b"\"",
    b"[",
    b"{}",
    b"-1",
    b"1e999",
    b"\\ud800",
];

fn changed(bytes: &[u8], others: &[Vec<u8>], numbers: &mut Numbers) -> Vec<u8> {
    let mut bytes = bytes.to_vec();
    for _ in 0..=numbers.below(3) {
        let at = numbers.below(bytes.len());
        let to = (at + numbers.below(16)).min(bytes.len());
        match numbers.below(6) {
            0 if !bytes.is_empty() => bytes[at] ^= 1 << numbers.below(8),
            1 if !bytes.is_empty() => bytes[at] = numbers.byte(),
            2 => bytes.truncate(at),
            3 => drop(bytes.drain(at..to)),
            4 => drop(bytes.splice(at..to, TELLING[numbers.below(TELLING.len())].iter().copied())),
            _ => {
                let other = &others[numbers.below(others.len())];
                let from = numbers.below(other.len());
                bytes.splice(at..to, other[from..].iter().copied().take(64));
            }
        }
    }
    bytes
}

fn hold(target: &str) {
    let (name, read) = TARGETS.into_iter().find(|(name, _)| *name == target).unwrap();
    let paths = known(name);
    let seeds: Vec<Vec<u8>> = paths.iter().map(|path| fs::read(path).unwrap()).collect();
    run(read, &[], "nothing at all");
    let mut numbers = Numbers(0x9e37_79b9_7f4a_7c15);
    for (path, seed) in paths.iter().zip(&seeds) {
        run(read, seed, &format!("{name}: {}", path.display()));
        for number in 0..CHANGES {
            let bytes = changed(seed, &seeds, &mut numbers);
            run(read, &bytes, &format!("{name}: change {number} of {}", path.display()));
        }
    }
}

#[test]
fn no_bytes_break_the_envelope() {
    hold("envelope");
}

#[test]
fn no_bytes_break_a_history_file() {
    hold("history");
}

#[test]
fn chunks_in_any_order_open_only_as_the_format_wants_them() {
    for first in 0..8 {
        targets::history::read(&[first]);
        (0..8).for_each(|second| targets::history::read(&[first, second]));
    }
}

#[test]
fn no_bytes_break_a_record() {
    hold("records");
}

#[test]
fn no_text_breaks_what_a_page_hands_over() {
    hold("session");
}

#[test]
fn no_rows_break_a_vault_that_is_locked() {
    hold("slots");
}

#[test]
fn every_kind_of_record_is_fuzzed() {
    let target = fs::read_to_string(root().join("fuzz/src/records.rs")).unwrap();
    for path in files(&root().join("src/records")) {
        if path.is_dir() {
            continue;
        }
        let source = fs::read_to_string(&path).unwrap();
        for kind in source.split("impl Record for ").skip(1) {
            let kind = kind.split([' ', '\n']).next().unwrap();
            let read = format!("comes_back::<{kind}>(bytes)");
            assert!(target.contains(&read), "fuzz/src/records.rs lacks {read}");
        }
    }
}

#[test]
fn every_target_is_one_of_the_fuzzers() {
    let programs = files(&root().join("fuzz/fuzz_targets"));
    let names: Vec<_> = programs.iter().map(|path| path.file_stem().unwrap()).collect();
    assert_eq!(names, TARGETS.map(|(name, _)| name));
    for path in files(&root().join("fuzz/regressions")).iter().filter(|path| path.is_dir()) {
        let name = path.file_name().unwrap();
        assert!(names.contains(&name), "{} belongs to no target", path.display());
    }
}

#[test]
#[ignore = "writes the seeds of today's formats; those of earlier ones stay beside them"]
fn write_seeds() {
    for (place, bytes) in seeds::all() {
        let path = root().join("fuzz/seeds").join(place);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, bytes).unwrap();
    }
}
