//! The sealed box in which every record rests.

use therapeutic_progress_tracker::crypto::{
    Context, DataKey, revision_of,
    vectors::{aes_256_gcm_seal, data_key},
};

const RAW_KEY: [u8; 32] = [7; 32];
const NONCE: [u8; 12] = [9; 12];

/// Reads bytes as a box, as what an authentic box holds, and as what is to be sealed.
pub fn read(bytes: &[u8]) {
    let key = data_key(&RAW_KEY);
    as_a_box(&key, bytes);
    as_padded_plaintext(&key, bytes);
    as_plaintext(&key, bytes);
}

fn place(revision: u32) -> Context<'static> {
    Context { vault: b"a vault's own id", table: "journal", key: b"key", group: b"group", revision }
}

/// Bytes that this key has not sealed never open, whatever revision they claim.
fn as_a_box(key: &DataKey, bytes: &[u8]) {
    let claimed = revision_of(bytes).unwrap_or_default();
    for revision in [claimed, 3] {
        assert!(key.open(&place(revision), bytes).is_err(), "nobody has sealed this");
    }
}

/// An authentic box opens exactly where its plaintext ends in a marker and zeros.
fn as_padded_plaintext(key: &DataKey, padded: &[u8]) {
    let context = place(5);
    let associated = associated_data(&context);
    let Ok(ciphertext) = aes_256_gcm_seal(&RAW_KEY, &NONCE, &associated, padded) else { return };
    let revision = context.revision.to_be_bytes();
    let sealed = [&[1], revision.as_slice(), &NONCE, &ciphertext].concat();
    let marker = padded.iter().rposition(|byte| *byte != 0).filter(|at| padded[*at] == 0x80);
    let expected = marker.filter(|_| padded.len() >= 64).map(|at| &padded[..at]);
    let opened = key.open(&context, &sealed).ok();
    assert_eq!(opened.as_ref().map(|plain| plain.as_slice()), expected);
    assert!(key.open(&place(6), &sealed).is_err(), "a box opens in its own revision only");
}

/// What was sealed opens again, and not once a byte of it is another.
fn as_plaintext(key: &DataKey, plain: &[u8]) {
    let context = place(1);
    let Ok(mut sealed) = key.seal(&context, plain) else { return };
    assert_eq!(key.open(&context, &sealed).ok().as_ref().map(|back| back.as_slice()), Some(plain));
    let changed = plain.first().map_or(0, |first| usize::from(*first)) % sealed.len();
    sealed[changed] ^= 1;
    assert!(key.open(&context, &sealed).is_err(), "byte {changed} was changed");
}

/// The associated data of a record as docs/formats.md describes it, written a second time.
fn associated_data(context: &Context<'_>) -> Vec<u8> {
    let mut data = vec![1];
    let Context { vault, table, key, group, revision } = *context;
    for part in [b"record", vault, table.as_bytes(), key, group] {
        data.extend((part.len() as u64).to_be_bytes());
        data.extend(part);
    }
    data.extend(revision.to_be_bytes());
    data
}
