use proptest::prelude::*;

use super::*;
use crate::crypto::DataKey;

const HERE: Context<'_> =
    Context { vault: b"vault", table: "journal", key: b"tag", group: b"client", revision: 7 };

fn key(byte: u8) -> DataKey {
    use crate::crypto::{keys::WrappedKey, secret::Secret};
    DataKey::from_secret(Secret::from_bytes(&[byte; 32]))
}

fn opened(context: &Context<'_>, sealed: &[u8]) -> Result<Vec<u8>, CryptoError> {
    key(1).open(context, sealed).map(|plain| plain.to_vec())
}

#[test]
fn what_was_sealed_opens_in_its_place() {
    let sealed = key(1).seal(&HERE, b"a good hour").unwrap();
    assert_eq!(opened(&HERE, &sealed).unwrap(), b"a good hour");
}

#[test]
fn a_box_opens_nowhere_else() {
    let sealed = key(1).seal(&HERE, b"a good hour").unwrap();
    let elsewhere = [
        Context { vault: b"other", ..HERE },
        Context { table: "timeline", ..HERE },
        Context { key: b"other", ..HERE },
        Context { group: b"other", ..HERE },
        Context { revision: 6, ..HERE },
        Context { revision: 8, ..HERE },
    ];
    for context in elsewhere {
        assert_eq!(opened(&context, &sealed), Err(CryptoError::Unauthentic), "{context:?}");
    }
}

#[test]
fn another_key_does_not_open_a_box() {
    let sealed = key(2).seal(&HERE, b"a good hour").unwrap();
    assert_eq!(opened(&HERE, &sealed), Err(CryptoError::Unauthentic));
}

#[test]
fn a_new_revision_cannot_be_painted_onto_an_old_box() {
    let mut sealed = key(1).seal(&HERE, b"a good hour").unwrap();
    sealed[4] = 8;
    let context = Context { revision: 8, ..HERE };
    assert_eq!(opened(&context, &sealed), Err(CryptoError::Unauthentic));
}

#[test]
fn the_revision_is_readable_without_a_key() {
    let sealed = key(1).seal(&HERE, b"").unwrap();
    assert_eq!(revision_of(&sealed), Ok(7));
    assert_eq!(revision_of(&[]), Err(CryptoError::Malformed));
}

#[test]
fn a_box_of_a_later_format_says_so() {
    let mut sealed = key(1).seal(&HERE, b"a good hour").unwrap();
    sealed[0] = 2;
    assert_eq!(opened(&HERE, &sealed), Err(CryptoError::NewerFormat));
    assert_eq!(revision_of(&sealed), Err(CryptoError::NewerFormat));
    sealed[0] = 0;
    assert_eq!(opened(&HERE, &sealed), Err(CryptoError::Malformed));
}

#[test]
fn the_same_record_never_gives_the_same_box() {
    assert_ne!(key(1).seal(&HERE, b"x").unwrap(), key(1).seal(&HERE, b"x").unwrap());
}

#[test]
fn small_differences_of_length_do_not_show() {
    let length = |plain: usize| key(1).seal(&HERE, &vec![b'x'; plain]).unwrap().len();
    assert_eq!(length(0), length(63));
    assert_eq!(length(200), length(255));
    assert_eq!(length(10_000), length(10_200));
}

#[test]
fn a_box_is_built_in_one_allocation() {
    for plain in [0, 63, 64, 1000, 5000] {
        let sealed = key(1).seal(&HERE, &vec![1; plain]).unwrap();
        assert_eq!(sealed.capacity(), sealed.len());
    }
}

proptest! {
    #[test]
    fn every_record_comes_back(plain: Vec<u8>, vault: [u8; 16], group: Vec<u8>, revision: u32) {
        let context = Context { vault: &vault, group: &group, revision, ..HERE };
        let sealed = key(1).seal(&context, &plain)?;
        prop_assert_eq!(opened(&context, &sealed)?, plain);
    }

    #[test]
    fn any_flipped_bit_is_noticed(plain: Vec<u8>, pick: prop::sample::Index, bit in 0..8) {
        let mut sealed = key(1).seal(&HERE, &plain)?;
        let at = pick.index(sealed.len());
        sealed[at] ^= 1_u8 << bit;
        let refused = opened(&HERE, &sealed);
        if at > 0 {
            prop_assert_eq!(refused, Err(CryptoError::Unauthentic));
        } else {
            prop_assert!(refused.is_err());
        }
    }

    #[test]
    fn a_box_cut_anywhere_is_refused(plain: Vec<u8>, pick: prop::sample::Index) {
        let sealed = key(1).seal(&HERE, &plain)?;
        let cut = pick.index(sealed.len());
        let expected = if cut < HEADER + STEP + TAG {
            CryptoError::Malformed
        } else {
            CryptoError::Unauthentic
        };
        prop_assert_eq!(opened(&HERE, &sealed[..cut]), Err(expected));
    }

    #[test]
    fn bytes_added_to_a_box_are_noticed(plain: Vec<u8>, byte: u8) {
        let mut sealed = key(1).seal(&HERE, &plain)?;
        sealed.push(byte);
        prop_assert_eq!(opened(&HERE, &sealed), Err(CryptoError::Unauthentic));
    }

    #[test]
    fn no_bytes_make_opening_panic(bytes: Vec<u8>) {
        prop_assert!(opened(&HERE, &bytes).is_err());
    }
}
