//! Bytes that release 1 wrote must open for ever: a slot, the keys under it, a record.

#![expect(clippy::unwrap_used, reason = "a helper of tests may fail as a test does")]

use std::fmt::Write;

use therapeutic_progress_tracker::crypto::{
    Argon2Parameters, AuditKey, Context, DataKey, LookupKey, Passphrase, RecoveryCode, Slot,
    SlotKey, SlotKind, SlotTerms, VaultKey, derive_slot_key, random_bytes, revision_of,
};

const VAULT: &[u8] = b"frozen vault id ";
const PASSPHRASE: &str = "correct horse battery staple";
const DEVICE_KEY: [u8; 32] = [0xd7; 32];
const PLAIN: &[u8] = b"a fixed record of the first release";
const CHAIN: [u8; 32] = [0xc4; 32];

const SLOT: &[u8] = include_bytes!("vectors/slot-v1.bin");
const DEVICE_SLOT: &[u8] = include_bytes!("vectors/device-slot-v1.bin");
const RECOVERY_SLOT: &[u8] = include_bytes!("vectors/recovery-slot-v2.bin");
const PASSKEY_SLOT: &[u8] = include_bytes!("vectors/passkey-slot-v2.bin");
const WRAPPED_DATA_KEY: &[u8] = include_bytes!("vectors/data-key-v1.bin");
const WRAPPED_LOOKUP_KEY: &[u8] = include_bytes!("vectors/lookup-key-v1.bin");
const WRAPPED_AUDIT_KEY: &[u8] = include_bytes!("vectors/audit-key-v1.bin");
const BOX: &[u8] = include_bytes!("vectors/box-v1.bin");
/// A lookup tag, then the MAC of [`CHAIN`].
const TAG_AND_MAC: &[u8] = include_bytes!("vectors/tag-and-mac-v1.bin");

fn place(key: &'static [u8]) -> Context<'static> {
    Context { vault: VAULT, table: "frozen", key, group: b"group", revision: 3 }
}

fn slot_key(slot: &Slot) -> SlotKey {
    let (parameters, salt) = slot.derivation().unwrap();
    derive_slot_key(&Passphrase::new(PASSPHRASE.into()), &parameters, &salt).unwrap()
}

fn vault_key() -> VaultKey {
    let slot = Slot::parse(SLOT).unwrap();
    slot.open(&slot_key(&slot), VAULT).unwrap()
}

#[test]
fn the_passphrase_still_opens_the_slot_of_release_1() {
    let slot = Slot::parse(SLOT).unwrap();
    assert_eq!(slot.to_bytes(), SLOT);
    assert!(slot.open(&slot_key(&slot), VAULT).is_ok());
}

#[test]
fn the_device_key_still_opens_the_slot_of_release_1() {
    let slot = Slot::parse(DEVICE_SLOT).unwrap();
    let key = SlotKey::from_device_key(&DEVICE_KEY, &slot.salt()).unwrap();
    let vault_key = slot.open(&key, VAULT).unwrap();
    assert!(vault_key.unwrap_data_key(&place(b"data key"), WRAPPED_DATA_KEY).is_ok());
}

#[test]
fn the_record_of_release_1_still_opens() {
    let key = vault_key().unwrap_data_key(&place(b"data key"), WRAPPED_DATA_KEY).unwrap();
    assert_eq!(revision_of(BOX), Ok(3));
    assert_eq!(*key.open(&place(b"record"), BOX).unwrap(), PLAIN);
}

#[test]
fn the_tags_and_macs_of_release_1_still_hold() {
    let lookup = vault_key().unwrap_lookup_key(&place(b"lookup"), WRAPPED_LOOKUP_KEY).unwrap();
    let audit = vault_key().unwrap_audit_key(&place(b"audit"), WRAPPED_AUDIT_KEY).unwrap();
    assert_eq!(tag_and_mac(&lookup, &audit), TAG_AND_MAC);
}

fn tag_and_mac(lookup: &LookupKey, audit: &AuditKey) -> Vec<u8> {
    [&lookup.tag("client", &[b"one", b"two"])[..], &audit.authenticate(&CHAIN)].concat()
}

/// The code and the passkey of the dated slots, and when these were made.
const CODE: &str = "FR0Z-ENRE-C0VE-RYC0-DE26-SYM8-01QC";
const ANSWER: [u8; 32] = [0xa5; 32];
const MADE: (i64, i16) = (1_764_547_200_000, 60);

fn of_code(salt: &[u8; 16]) -> SlotKey {
    SlotKey::from_recovery_code(&RecoveryCode::parse(CODE).unwrap(), salt).unwrap()
}

#[test]
fn the_recovery_code_still_opens_its_slot() {
    let slot = Slot::parse(RECOVERY_SLOT).unwrap();
    assert_eq!(slot.to_bytes(), RECOVERY_SLOT);
    assert_eq!((slot.kind(), slot.terms().made), (SlotKind::RecoveryCode, Some(MADE)));
    assert!(slot.open(&of_code(&slot.salt()), VAULT).is_ok());
}

#[test]
fn the_passkey_still_opens_its_slot() {
    let slot = Slot::parse(PASSKEY_SLOT).unwrap();
    assert_eq!(slot.to_bytes(), PASSKEY_SLOT);
    assert_eq!((slot.kind(), slot.terms().credential.as_slice()), (SlotKind::Passkey, PLAIN));
    let key = SlotKey::from_passkey(&ANSWER, &slot.salt()).unwrap();
    let vault_key = slot.open(&key, VAULT).unwrap();
    // The box of the slot key within opens too: the slot can follow the next vault key.
    let next = VaultKey::make().unwrap();
    let followed = slot.follow(VAULT, &vault_key, &next).unwrap().unwrap();
    assert!(followed.open(&key, VAULT).is_ok());
}

fn dated_slots(vault_key: &VaultKey) -> [Vec<u8>; 2] {
    let make = |kind, credential: &[u8], salt, key: &SlotKey| {
        let terms = SlotTerms::undated(kind, Argon2Parameters::NONE, salt);
        let terms = SlotTerms { made: Some(MADE), credential: credential.to_vec(), ..terms };
        Slot::make(terms, key, VAULT, vault_key).unwrap().to_bytes()
    };
    let salt = random_bytes().unwrap();
    let passkey = SlotKey::from_passkey(&ANSWER, &salt).unwrap();
    [
        make(SlotKind::RecoveryCode, &[], salt, &of_code(&salt)),
        make(SlotKind::Passkey, PLAIN, salt, &passkey),
    ]
}

fn new_slots(vault_key: &VaultKey) -> [Vec<u8>; 2] {
    let salt = random_bytes().unwrap();
    let cost = Argon2Parameters::DEFAULT;
    let key = derive_slot_key(&Passphrase::new(PASSPHRASE.into()), &cost, &salt).unwrap();
    let slot =
        Slot::make(SlotTerms::undated(SlotKind::Passphrase, cost, salt), &key, VAULT, vault_key)
            .unwrap();
    let none = Argon2Parameters::NONE;
    let key = SlotKey::from_device_key(&DEVICE_KEY, &salt).unwrap();
    let device =
        Slot::make(SlotTerms::undated(SlotKind::DeviceKey, none, salt), &key, VAULT, vault_key)
            .unwrap();
    [slot.to_bytes(), device.to_bytes()]
}

#[test]
#[ignore = "prints a new vector; never run to turn red into green"]
fn print_new_vectors() {
    let vault_key = VaultKey::make().unwrap();
    let (data, lookup) = (DataKey::make().unwrap(), LookupKey::make().unwrap());
    let audit = AuditKey::make().unwrap();
    let [slot, device_slot] = new_slots(&vault_key);
    let [recovery_slot, passkey_slot] = dated_slots(&vault_key);
    let vectors = [
        ("slot", slot),
        ("device-slot", device_slot),
        ("recovery-slot", recovery_slot),
        ("passkey-slot", passkey_slot),
        ("data-key", vault_key.wrap_data_key(&place(b"data key"), &data).unwrap()),
        ("lookup-key", vault_key.wrap_lookup_key(&place(b"lookup"), &lookup).unwrap()),
        ("audit-key", vault_key.wrap_audit_key(&place(b"audit"), &audit).unwrap()),
        ("box", data.seal(&place(b"record"), PLAIN).unwrap()),
        ("tag-and-mac", tag_and_mac(&lookup, &audit)),
    ];
    for (name, bytes) in vectors {
        let hex = bytes.iter().fold(String::new(), |mut hex, byte| {
            write!(hex, "{byte:02x}").unwrap();
            hex
        });
        eprintln!("{name} {hex}");
    }
}
