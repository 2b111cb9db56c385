use std::io::Write;

use proptest::prelude::*;
use zeroize::Zeroizing;

use super::*;

fn key(byte: u8) -> FileWrapKey {
    FileWrapKey::from_bytes(Zeroizing::new([byte; 32]))
}

fn write(plain: &[u8]) -> Vec<u8> {
    let mut writer = Writer::new(&key(1), &[2; 16], WRITE_LOG_N).unwrap();
    writer.write_all(plain).unwrap();
    writer.finish().unwrap()
}

fn open(file: &[u8]) -> Result<Zeroizing<Vec<u8>>, AgeError> {
    Locked::parse(file)?.open(&key(1))
}

fn refusal(header: &str) -> AgeError {
    let file = [header.as_bytes(), &[0; 40]].concat();
    Locked::parse(&file).unwrap_err()
}

fn with_stanza(first_line: &str) -> String {
    let body = "A".repeat(43);
    format!("age-encryption.org/v1\n{first_line}\n{body}\n--- {body}\n")
}

#[test]
fn content_of_every_length_around_a_chunk_comes_back() {
    for length in [0, 1, 65_535, 65_536, 65_537, 131_072, 200_000] {
        let plain = (0_u8..251).cycle().take(length).collect::<Vec<_>>();
        assert_eq!(*open(&write(&plain)).unwrap(), plain, "{length} bytes");
    }
}

#[test]
fn the_header_tells_salt_and_work_factor() {
    let file = write(b"x");
    let locked = Locked::parse(&file).unwrap();
    assert_eq!((locked.salt(), locked.log_n()), (&[2; 16], 17));
}

#[test]
fn another_passphrase_does_not_open_the_file() {
    let file = write(b"x");
    let locked = Locked::parse(&file).unwrap();
    assert_eq!(locked.open(&key(9)).unwrap_err(), AgeError::WrongPassphrase);
}

#[test]
fn the_same_content_never_gives_the_same_file() {
    assert_ne!(write(b"x"), write(b"x"));
}

#[test]
fn a_file_cut_anywhere_is_refused() {
    let file = write(b"some content");
    for end in 0..file.len() {
        assert!(open(&file[..end]).is_err(), "cut at {end}");
    }
}

#[test]
fn a_file_cut_between_chunks_is_refused() {
    let file = write(&[7; 3 * 65_536]);
    for chunks in [1, 2] {
        let cut = file.len() - chunks * (65_536 + 16);
        assert_eq!(open(&file[..cut]).unwrap_err(), AgeError::Damaged);
    }
}

#[test]
fn swapped_chunks_are_refused() {
    let mut file = write(&[7; 3 * 65_536]);
    let payload = file.len() - 3 * 65_552;
    let (first, second) = file[payload..].split_at_mut(65_552);
    first.swap_with_slice(&mut second[..65_552]);
    assert_eq!(open(&file).unwrap_err(), AgeError::Damaged);
}

#[test]
fn trailing_data_is_refused() {
    for length in [0, 65_536] {
        let mut file = write(&vec![7; length]);
        file.push(0);
        assert_eq!(open(&file).unwrap_err(), AgeError::Damaged);
    }
}

#[test]
fn other_files_are_told_apart() {
    assert_eq!(refusal(""), AgeError::NotAge);
    assert_eq!(refusal("PK\x03\x04"), AgeError::NotAge);
    assert_eq!(refusal("age-encryption.org/v2\n"), AgeError::NewerVersion);
    assert_eq!(refusal("age-encryption.org/v12\n"), AgeError::NewerVersion);
    assert_eq!(refusal("age-encryption.org/v1x\n"), AgeError::Damaged);
    assert_eq!(refusal("age-encryption.org/v0\n"), AgeError::Damaged);
}

#[test]
fn files_for_others_are_told_apart() {
    assert_eq!(refusal(&with_stanza("-> X25519 abc")), AgeError::OtherRecipients);
    assert_eq!(refusal(&with_stanza("-> SCRYPT abc 10")), AgeError::OtherRecipients);
}

#[test]
fn a_work_factor_over_the_ceiling_is_refused_unworked() {
    let stanza = |factor| with_stanza(&format!("-> scrypt {} {factor}", "A".repeat(22)));
    assert!(Locked::parse(&[stanza("20").as_bytes(), &[0; 40]].concat()).is_ok());
    assert_eq!(refusal(&stanza("21")), AgeError::WorkFactorTooHigh);
    assert_eq!(refusal(&stanza("256")), AgeError::WorkFactorTooHigh);
    assert_eq!(refusal(&stanza("99999999999999999999")), AgeError::WorkFactorTooHigh);
    assert_eq!(refusal(&stanza("017")), AgeError::Damaged);
    assert_eq!(refusal(&stanza("0")), AgeError::Damaged);
}

#[test]
fn a_writer_refuses_a_work_factor_no_reader_accepts() {
    for log_n in [0, 21] {
        let refused = Writer::new(&key(1), &[2; 16], log_n);
        assert_eq!(refused.unwrap_err(), AgeError::WorkFactorTooHigh);
    }
}

#[test]
fn a_writer_never_prints_its_content() {
    let mut writer = Writer::new(&key(1), &[2; 16], WRITE_LOG_N).unwrap();
    writer.write_all(b"secret").unwrap();
    assert_eq!(format!("{writer:?}"), "Writer([REDACTED])");
}

proptest! {
    #[test]
    fn any_flipped_bit_is_noticed(plain: Vec<u8>, pick: prop::sample::Index, bit in 0..8) {
        let mut file = write(&plain);
        let at = pick.index(file.len());
        file[at] ^= 1_u8 << bit;
        prop_assert!(open(&file).is_err());
    }

    #[test]
    fn no_bytes_make_the_reader_panic(bytes: Vec<u8>) {
        prop_assert!(open(&bytes).is_err());
        let after_version = [&b"age-encryption.org/v1\n-> "[..], &bytes].concat();
        prop_assert!(open(&after_version).is_err());
    }

    #[test]
    fn pieces_write_the_same_content_as_the_whole(pieces: Vec<Vec<u8>>) {
        let mut writer = Writer::new(&key(1), &[2; 16], WRITE_LOG_N)?;
        for piece in &pieces {
            writer.write_all(piece)?;
        }
        prop_assert_eq!(&*open(&writer.finish()?)?, &pieces.concat());
    }
}
