use proptest::prelude::*;
use zeroize::Zeroizing;

use super::*;
use crate::crypto::{Context, DataKey};

const VAULT: &[u8] = b"vault";
/// Bytes of format 1: its header, and all of it.
const HEADER: usize = 30;
const LENGTH: usize = 154;
const HERE: Context<'_> =
    Context { vault: VAULT, table: "keys", key: b"k", group: b"", revision: 1 };

fn slot_key(byte: u8) -> SlotKey {
    SlotKey::from_bytes(Zeroizing::new([byte; 32]))
}

fn make(vault_key: &VaultKey) -> Slot {
    let (kind, parameters) = (SlotKind::Passphrase, Argon2Parameters::DEFAULT);
    let terms = SlotTerms::undated(kind, parameters, [3; 16]);
    Slot::make(terms, &slot_key(1), VAULT, vault_key).unwrap()
}

fn some_slot() -> Slot {
    make(&VaultKey::make().unwrap())
}

/// Changes some bytes and puts the right checksum behind them.
fn forged(change: impl FnOnce(&mut Vec<u8>)) -> Vec<u8> {
    let mut bytes = some_slot().to_bytes();
    bytes.truncate(LENGTH - 32);
    change(&mut bytes);
    let checksum = sha256(&bytes);
    bytes.extend_from_slice(&checksum);
    bytes
}

fn refusal(bytes: &[u8]) -> CryptoError {
    Slot::parse(bytes).unwrap_err()
}

#[test]
fn the_vault_key_comes_out_of_a_stored_slot() {
    let vault_key = VaultKey::make().unwrap();
    let wrapped = vault_key.wrap_data_key(&HERE, &DataKey::make().unwrap()).unwrap();
    let stored = make(&vault_key).to_bytes();
    let opened = Slot::parse(&stored).unwrap().open(&slot_key(1), VAULT).unwrap();
    assert!(opened.unwrap_data_key(&HERE, &wrapped).is_ok());
}

#[test]
fn a_slot_is_154_bytes_and_reads_back_equal() {
    let slot = some_slot();
    assert_eq!(slot.to_bytes().len(), LENGTH);
    assert_eq!(Slot::parse(&slot.to_bytes()).unwrap(), slot);
}

#[test]
fn a_passphrase_slot_tells_how_to_derive_its_key() {
    let slot = some_slot();
    assert_eq!(slot.kind(), SlotKind::Passphrase);
    assert_eq!(slot.derivation(), Some((Argon2Parameters::DEFAULT, [3; 16])));
}

#[test]
fn a_device_key_slot_opens_without_slow_derivation() {
    let device = SlotKey::from_device_key(&[8; 32], &[3; 16]).unwrap();
    let (kind, none) = (SlotKind::DeviceKey, Argon2Parameters::NONE);
    let vault_key = VaultKey::make().unwrap();
    let terms = SlotTerms::undated(kind, none, [3; 16]);
    let slot = Slot::make(terms, &device, VAULT, &vault_key).unwrap();
    let slot = Slot::parse(&slot.to_bytes()).unwrap();
    assert_eq!((slot.kind(), slot.derivation(), slot.salt()), (kind, None, [3; 16]));
    assert!(slot.open(&device, VAULT).is_ok());
    assert_eq!(slot.open(&slot_key(1), VAULT).unwrap_err(), CryptoError::WrongSecret);
}

#[test]
fn another_passphrase_is_told_from_damage() {
    let refused = some_slot().open(&slot_key(2), VAULT).unwrap_err();
    assert_eq!(refused, CryptoError::WrongSecret);
}

#[test]
fn a_slot_moved_to_another_vault_does_not_open() {
    let refused = some_slot().open(&slot_key(1), b"other").unwrap_err();
    assert_eq!(refused, CryptoError::WrongSecret);
}

#[test]
fn a_damaged_wrap_behind_a_right_commitment_is_damage() {
    for at in [HEADER + 32, HEADER + 44, HEADER + 91] {
        let slot = Slot::parse(&forged(|bytes| bytes[at] ^= 1)).unwrap();
        assert_eq!(slot.open(&slot_key(1), VAULT).unwrap_err(), CryptoError::Malformed);
    }
}

#[test]
fn every_flipped_bit_of_a_stored_slot_is_damage() {
    let stored = some_slot().to_bytes();
    for at in 0..stored.len() {
        for bit in 0..8 {
            let mut bytes = stored.clone();
            bytes[at] ^= 1 << bit;
            assert_eq!(refusal(&bytes), CryptoError::Malformed, "bit {bit} of byte {at}");
        }
    }
}

#[test]
fn a_slot_cut_or_grown_is_damage() {
    let mut stored = some_slot().to_bytes();
    for end in 0..stored.len() {
        assert_eq!(refusal(&stored[..end]), CryptoError::Malformed);
    }
    stored.push(0);
    assert_eq!(refusal(&stored), CryptoError::Malformed);
    assert_eq!(refusal(&forged(|bytes| bytes.push(0))), CryptoError::Malformed);
    assert_eq!(refusal(&forged(|bytes| bytes.truncate(60))), CryptoError::Malformed);
    assert_eq!(refusal(&forged(Vec::clear)), CryptoError::Malformed);
}

#[test]
fn a_slot_of_a_later_release_says_so() {
    assert_eq!(refusal(&forged(|bytes| bytes[0] = 3)), CryptoError::NewerFormat);
    assert_eq!(refusal(&forged(|bytes| bytes[1] = 3)), CryptoError::NewerFormat);
    assert_eq!(refusal(&forged(|bytes| bytes[0] = 0)), CryptoError::Malformed);
}

#[test]
fn a_checksummed_slot_cannot_ask_for_weak_or_absurd_derivation() {
    let set = |at: usize, value: u32| {
        forged(|bytes| bytes[at..at + 4].copy_from_slice(&value.to_be_bytes()))
    };
    for bytes in [set(2, 19_455), set(2, 262_145), set(6, 1), set(6, 11), set(10, 0), set(10, 5)] {
        assert_eq!(refusal(&bytes), CryptoError::UnacceptableParameters);
    }
}

#[test]
fn a_device_key_slot_carries_no_derivation_parameters() {
    let refused = refusal(&forged(|bytes| bytes[1] = 2));
    assert_eq!(refused, CryptoError::UnacceptableParameters);
}

#[test]
fn no_slot_is_made_that_would_not_be_read() {
    let vault_key = VaultKey::make().unwrap();
    for (kind, parameters) in [
        (SlotKind::Passphrase, Argon2Parameters::NONE),
        (SlotKind::DeviceKey, Argon2Parameters::DEFAULT),
    ] {
        let terms = SlotTerms::undated(kind, parameters, [3; 16]);
        let refused = Slot::make(terms, &slot_key(1), VAULT, &vault_key);
        assert_eq!(refused, Err(CryptoError::UnacceptableParameters));
    }
}

fn dated(kind: SlotKind, credential: &[u8]) -> SlotTerms {
    let parameters = match kind {
        SlotKind::Passphrase => Argon2Parameters::DEFAULT,
        _ => Argon2Parameters::NONE,
    };
    let made = Some((1_700_000_000_000, 60));
    SlotTerms { kind, parameters, salt: [3; 16], made, credential: credential.to_vec() }
}

const EVERY: [(SlotKind, &[u8]); 4] = [
    (SlotKind::Passphrase, b""),
    (SlotKind::DeviceKey, b""),
    (SlotKind::RecoveryCode, b""),
    (SlotKind::Passkey, b"credential"),
];

#[test]
fn a_dated_slot_reads_back_equal_and_opens() {
    let vault_key = VaultKey::make().unwrap();
    for (kind, credential) in EVERY {
        let slot = Slot::make(dated(kind, credential), &slot_key(1), VAULT, &vault_key).unwrap();
        let read = Slot::parse(&slot.to_bytes()).unwrap();
        assert_eq!((&read, read.terms()), (&slot, &dated(kind, credential)));
        assert!(read.open(&slot_key(1), VAULT).is_ok());
        assert_eq!(read.open(&slot_key(2), VAULT).unwrap_err(), CryptoError::WrongSecret);
    }
}

#[test]
fn every_flipped_bit_of_a_dated_slot_is_damage() {
    let terms = dated(SlotKind::Passkey, b"credential");
    let vault_key = VaultKey::make().unwrap();
    let stored = Slot::make(terms, &slot_key(1), VAULT, &vault_key).unwrap().to_bytes();
    for place in 0..stored.len() * 8 {
        let mut bytes = stored.clone();
        bytes[place / 8] ^= 1 << (place % 8);
        assert_eq!(refusal(&bytes), CryptoError::Malformed, "bit {place}");
    }
    for end in 0..stored.len() - 32 {
        let mut cut = stored[..end].to_vec();
        cut.extend_from_slice(&sha256(&stored[..end]));
        assert!(Slot::parse(&cut).is_err(), "cut at {end}");
    }
}

#[test]
fn all_but_a_passphrase_follow_the_vault_key() {
    let (current, next) = (VaultKey::make().unwrap(), VaultKey::make().unwrap());
    for (kind, credential) in EVERY {
        let slot = Slot::make(dated(kind, credential), &slot_key(1), VAULT, &current).unwrap();
        let followed = slot.follow(VAULT, &current, &next).unwrap();
        assert_eq!(followed.is_some(), kind != SlotKind::Passphrase);
        let Some(followed) = followed else { continue };
        let opened = followed.open(&slot_key(1), VAULT).unwrap();
        assert_eq!(opened.secret().expose(), next.secret().expose());
        assert_eq!(followed.terms(), slot.terms());
    }
}

#[test]
fn a_slot_of_format_1_follows_nobody() {
    let (current, next) = (VaultKey::make().unwrap(), VaultKey::make().unwrap());
    let terms = SlotTerms::undated(SlotKind::DeviceKey, Argon2Parameters::NONE, [3; 16]);
    let slot = Slot::make(terms, &slot_key(1), VAULT, &current).unwrap();
    assert_eq!(slot.follow(VAULT, &current, &next), Ok(None));
}

#[test]
fn a_slot_with_other_terms_put_in_does_not_follow() {
    let (current, next) = (VaultKey::make().unwrap(), VaultKey::make().unwrap());
    let make = |credential: &[u8]| {
        Slot::make(dated(SlotKind::Passkey, credential), &slot_key(1), VAULT, &current).unwrap()
    };
    let mut changed = make(b"mine");
    changed.terms.credential = b"theirs".to_vec();
    assert_eq!(changed.follow(VAULT, &current, &next), Err(CryptoError::Unauthentic));
    let other = make(b"mine").follow(VAULT, &next, &current);
    assert_eq!(other, Err(CryptoError::Unauthentic));
}

#[test]
fn no_slot_is_made_whose_terms_do_not_fit_its_kind() {
    let vault_key = VaultKey::make().unwrap();
    let long = [1; 1024];
    let undated = SlotTerms { made: None, ..dated(SlotKind::RecoveryCode, b"") };
    for terms in [
        dated(SlotKind::Passkey, b""),
        dated(SlotKind::Passkey, &long),
        dated(SlotKind::RecoveryCode, b"credential"),
        undated,
    ] {
        let refused = Slot::make(terms, &slot_key(1), VAULT, &vault_key);
        assert_eq!(refused, Err(CryptoError::UnacceptableParameters));
    }
}

proptest! {
    #[test]
    fn no_bytes_make_reading_panic(bytes: Vec<u8>) {
        prop_assert_eq!(refusal(&bytes), CryptoError::Malformed);
        let checksum = sha256(&bytes);
        prop_assert!(Slot::parse(&[&bytes[..], &checksum].concat()).is_err());
    }
}
