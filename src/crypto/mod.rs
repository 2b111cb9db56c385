//! Secrets, key derivation, key slots and sealed boxes.
//!
//! The only room that names a cipher or draws randomness. Everything here is free of clocks and
//! storage: bytes in, bytes out; and synchronous, but for `bulk`, which may ask the browser.
//!
//! ```text
//! passphrase ──── Argon2id ─► slot key ─┐  each slot: kind, parameters, salt, commitment
//! recovery code ─ HKDF ─────► slot key ─┤
//! passkey ─────── HKDF ─────► slot key ─┤
//! device key ──── HKDF ─────► slot key ─┴─ wraps ─► vault key, encrypts keys only
//!                                                       │ wraps
//!                               ┌───────────────────────┼──────────────────────┐
//!                          lookup key               audit key             data keys
//!                      (tags: HMAC of ids)       (MAC of the chain)   (boxes of records)
//!
//! passphrase ── scrypt ──► file wrap key ── wraps ─► file key ─► header MAC, chunks
//! ```

mod aes_gcm;
mod audit;
#[cfg(target_arch = "wasm32")]
mod browser;
mod bulk;
mod context;
mod derivation;
mod envelope;
mod error;
mod file;
mod hash;
mod keys;
mod lookup;
mod padding;
mod random;
mod recovery;
mod secret;
mod slot;
#[doc(hidden)]
pub mod vectors;

pub use audit::{AuditKey, chain_hash};
pub use bulk::sha256_of_much;
pub use context::Context;
pub use derivation::{Argon2Parameters, SlotKey, derive_slot_key};
pub use envelope::revision_of;
pub use error::CryptoError;
pub use file::{FileKey, FileWrapKey, StreamKey, scrypt_wrap_key};
pub use hash::{Hasher, sha256};
pub use keys::{DataKey, VaultKey};
pub use lookup::LookupKey;
pub use random::random_bytes;
pub use recovery::{RecoveryCode, RecoveryCodeFault};
pub use secret::Passphrase;
pub use slot::{Slot, SlotKind, SlotTerms};
