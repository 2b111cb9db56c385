//! The official age test kit (C2SP CCTV, npm package `cctv-age`) against the reader that ships.

#![expect(clippy::unwrap_used, reason = "a helper of tests may fail as a test does")]

use std::{
    collections::BTreeMap,
    fs,
    io::{Write, stderr},
    path::Path,
};

use base64::{Engine, engine::general_purpose::STANDARD};
use therapeutic_progress_tracker::{
    crypto::{Passphrase, scrypt_wrap_key, sha256, vectors::file_key},
    transfer::age::{AgeError, Locked, open_with_file_key},
};
use zeroize::Zeroizing;

/// What version 0.2.0 of the kit holds: 143 files.
const PASSPHRASE_CASES: usize = 26;
const OTHER_CASES: usize = 143 - PASSPHRASE_CASES;
/// Files whose outcome does not hang on their recipient.
const PAYLOAD_CASES: usize = 93;
/// Files whose first line is neither of the two that an age file begins with.
const UNRECOGNISABLE: [&str; 6] = [
    "armor_empty",
    "armor_garbage_leading",
    "armor_lowercase",
    "armor_whitespace_begin",
    "armor_wrong_type",
    "empty",
];

/// One file of the kit, with what reading it should give.
struct Case {
    name: String,
    expect: String,
    passphrases: Vec<String>,
    /// None for the cases whose file key has a forbidden length.
    file_key: Option<[u8; 16]>,
    payload: Option<String>,
    file: Vec<u8>,
}

/// What a reader gave: the plaintext it released, and whether that is the whole content.
type Reading = (Zeroizing<Vec<u8>>, Result<(), AgeError>);

#[test]
fn every_passphrase_file_is_read_or_refused_as_the_kit_says() {
    let kit = kit();
    let cases = kit.iter().filter(|case| !case.passphrases.is_empty()).collect::<Vec<_>>();
    for case in &cases {
        for passphrase in &case.passphrases {
            check(case, &read_with_passphrase(case, passphrase));
        }
    }
    report("with a passphrase", cases.len());
    assert_eq!(cases.len(), PASSPHRASE_CASES);
}

#[test]
fn every_other_file_is_refused_for_the_right_reason() {
    let kit = kit();
    let cases = kit.iter().filter(|case| case.passphrases.is_empty()).collect::<Vec<_>>();
    for case in &cases {
        let refusal = Locked::parse(&case.file).unwrap_err();
        if !case.has_bad_header() {
            assert_eq!(refusal, AgeError::OtherRecipients, "{}", case.name);
        } else if !case.is_about_a_recipient() {
            assert_ne!(refusal, AgeError::OtherRecipients, "{}", case.name);
        }
    }
    report("without a passphrase", cases.len());
    assert_eq!(cases.len(), OTHER_CASES);
}

#[test]
fn every_payload_is_read_or_refused_as_the_kit_says() {
    let kit = kit();
    let cases = kit.iter().filter(|case| case.opens_with_file_key()).collect::<Vec<_>>();
    for case in &cases {
        check(case, &read_with_file_key(case));
    }
    report("with their file keys", cases.len());
    assert_eq!(cases.len(), PAYLOAD_CASES);
}

impl Case {
    fn has_bad_header(&self) -> bool {
        ["header failure", "armor failure"].contains(&self.expect.as_str())
    }

    /// Whether the fault lies in what one type of recipient makes of its own stanza.
    fn is_about_a_recipient(&self) -> bool {
        ["scrypt_", "x25519_", "hybrid_"].iter().any(|kind| self.name.starts_with(kind))
    }

    /// A file key opens what the wrong recipient could not, so those cases are left out.
    fn opens_with_file_key(&self) -> bool {
        let depends_on_recipient = self.is_about_a_recipient() && self.expect != "success";
        !depends_on_recipient && self.expect != "no match"
    }
}

fn report(how: &str, ran: usize) {
    // Not `eprintln!`, whose lines the test runner hides.
    let mut shown = stderr();
    writeln!(shown, "age test kit: {ran} files read {how}").unwrap();
}

fn read_with_passphrase(case: &Case, passphrase: &str) -> Reading {
    let mut plain = Zeroizing::default();
    let result = Locked::parse(&case.file).and_then(|locked| {
        let passphrase = Passphrase::new(passphrase.into());
        let key = scrypt_wrap_key(&passphrase, locked.salt(), locked.log_n())?;
        locked.open_into(&key, &mut plain)
    });
    (plain, result)
}

fn read_with_file_key(case: &Case) -> Reading {
    let mut plain = Zeroizing::default();
    let key = file_key(&case.file_key.unwrap());
    let result = open_with_file_key(&case.file, &key, &mut plain);
    (plain, result)
}

fn check(case: &Case, (plain, result): &Reading) {
    let name = &case.name;
    let expected = match case.expect.as_str() {
        "success" => Ok(()),
        "HMAC failure" | "payload failure" => Err(AgeError::Damaged),
        "no match" if name == "scrypt_uppercase" => Err(AgeError::OtherRecipients),
        "no match" => Err(AgeError::WrongPassphrase),
        "header failure" | "armor failure" => Err(header_refusal(name)),
        other => panic!("{name}: the kit expects {other:?}, which this test does not know"),
    };
    assert_eq!(*result, expected, "{name}");
    match &case.payload {
        Some(hash) => assert_eq!(&hex(&sha256(plain)), hash, "{name} released other plaintext"),
        None => assert!(plain.is_empty(), "{name} released plaintext"),
    }
}

fn header_refusal(name: &str) -> AgeError {
    match name {
        name if UNRECOGNISABLE.contains(&name) => AgeError::NotAge,
        "scrypt_and_x25519" | "scrypt_double" => AgeError::OtherRecipients,
        "scrypt_work_factor_23" | "scrypt_work_factor_overflow" => AgeError::WorkFactorTooHigh,
        "version_unsupported" => AgeError::NewerVersion,
        _ => AgeError::Damaged,
    }
}

fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}

/// Reads the kit out of its JavaScript module, which holds each file as one base64 string.
fn kit() -> Vec<Case> {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("node_modules/cctv-age/index.js");
    let module = fs::read_to_string(&path).unwrap_or_else(|error| {
        panic!("the age test kit is missing ({error}); run `npm install` first")
    });
    module.split("// ../testdata/").skip(1).map(parse_entry).collect()
}

fn parse_entry(entry: &str) -> Case {
    let (name, rest) = entry.split_once('\n').unwrap();
    let base64 = rest.split('"').nth(1).unwrap();
    parse_case(name, &STANDARD.decode(base64).unwrap())
}

fn parse_case(name: &str, bytes: &[u8]) -> Case {
    let blank = bytes.windows(2).position(|pair| pair == b"\n\n").unwrap();
    let (header, body) = (str::from_utf8(&bytes[..blank]).unwrap(), &bytes[blank + 2..]);
    let mut fields = BTreeMap::<&str, Vec<String>>::new();
    for (field, value) in header.lines().map(|line| line.split_once(": ").unwrap()) {
        fields.entry(field).or_default().push(value.into());
    }
    let mut only = |field| fields.remove(field).and_then(|values| values.into_iter().next());
    let file = match only("compressed").as_deref() {
        None => body.to_vec(),
        Some("zlib") => miniz_oxide::inflate::decompress_to_vec_zlib(body).unwrap(),
        Some(other) => panic!("{name}: unknown compression {other}"),
    };
    Case {
        name: name.into(),
        expect: only("expect").unwrap(),
        file_key: unhex(&only("file key").unwrap()),
        payload: only("payload"),
        passphrases: fields.remove("passphrase").unwrap_or_default(),
        file,
    }
}

fn unhex(text: &str) -> Option<[u8; 16]> {
    u128::from_str_radix(text, 16).ok().map(u128::to_be_bytes)
}
