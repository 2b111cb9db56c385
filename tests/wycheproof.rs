//! Project Wycheproof's vectors against the functions that the envelope and the slots call.

#![expect(clippy::unwrap_used, reason = "a helper of tests may fail as a test does")]

use therapeutic_progress_tracker::crypto::vectors::{
    aes_256_gcm_open, aes_256_gcm_seal, hkdf_sha256,
};
use wycheproof::{TestResult, aead, hkdf};

#[test]
fn aes_256_gcm_passes_every_vector_of_our_sizes() {
    let set = aead::TestSet::load(aead::TestName::AesGcm).unwrap();
    let groups = set.test_groups.iter();
    let ours = groups.filter(|group| (group.key_size, group.nonce_size) == (256, 96));
    let tests = ours.flat_map(|group| &group.tests).collect::<Vec<_>>();
    assert!(tests.len() >= 66, "only {} vectors", tests.len());
    for test in tests {
        check_aes_256_gcm(test);
    }
}

fn check_aes_256_gcm(test: &aead::Test) {
    let key = test.key.as_slice().try_into().unwrap();
    let nonce = test.nonce.as_slice().try_into().unwrap();
    let sealed = [&test.ct[..], &test.tag].concat();
    let opened = aes_256_gcm_open(key, nonce, &test.aad, &sealed);
    if test.result == TestResult::Invalid {
        assert!(opened.is_err(), "vector {} opened", test.tc_id);
    } else {
        assert_eq!(opened.unwrap(), test.pt[..], "vector {}", test.tc_id);
        let again = aes_256_gcm_seal(key, nonce, &test.aad, &test.pt).unwrap();
        assert_eq!(again, sealed, "vector {}", test.tc_id);
    }
}

#[test]
fn hkdf_sha_256_passes_every_vector() {
    let set = hkdf::TestSet::load(hkdf::TestName::HkdfSha256).unwrap();
    let tests = set.test_groups.iter().flat_map(|group| &group.tests).collect::<Vec<_>>();
    assert!(tests.len() >= 86, "only {} vectors", tests.len());
    for test in tests {
        let mut out = vec![0; test.size];
        let derived = hkdf_sha256(&test.ikm, &test.salt, &test.info, &mut out);
        if test.result == TestResult::Invalid {
            assert!(derived.is_err(), "vector {} was derived", test.tc_id);
        } else {
            assert_eq!(derived, Ok(()), "vector {}", test.tc_id);
            assert_eq!(out, test.okm[..], "vector {}", test.tc_id);
        }
    }
}
