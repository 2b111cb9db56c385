//! One way into a vault: the vault key, wrapped for one passphrase or device key.
//!
//! ```text
//! format 1 ‖ kind u8 ‖ memory_kib u32 ‖ passes u32 ‖ lanes u32 ‖ salt 16 ‖ commitment 32
//!   ‖ nonce 12 ‖ wrapped vault key 32 ‖ tag 16 ‖ SHA-256 of all before 32
//! ```
//!
//! Integers are big-endian. Every format, also a later one, ends in that checksum. From the slot
//! key, HKDF-SHA-256 bound to the vault and to the first 30 bytes (the header) gives the wrapping
//! key and the commitment, which tells a wrong passphrase from damage.

use super::{
    Argon2Parameters, CryptoError, SlotKey, VaultKey,
    aes_gcm::{Cipher, NONCE, TAG},
    context::length_prefix,
    hash::{derive_secret, equal, sha256},
    random_bytes,
    secret::Secret,
};

const FORMAT: u8 = 1;
const HEADER: usize = 1 + 1 + 3 * 4 + 16;
const WRAP_LABEL: &[u8] = b"therapeutic-progress-tracker/v1/slot/wrap";
const COMMITMENT_LABEL: &[u8] = b"therapeutic-progress-tracker/v1/slot/commitment";

/// What opens a slot.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum SlotKind {
    /// A passphrase, through Argon2id.
    Passphrase,
    /// A random 256-bit key that a device keeps, through HKDF.
    DeviceKey,
}

impl SlotKind {
    fn code(self) -> u8 {
        match self {
            Self::Passphrase => 1,
            Self::DeviceKey => 2,
        }
    }

    fn from_code(code: u8) -> Result<Self, CryptoError> {
        match code {
            1 => Ok(Self::Passphrase),
            2 => Ok(Self::DeviceKey),
            _ => Err(CryptoError::NewerFormat),
        }
    }
}

/// The vault key, wrapped for one passphrase or device key. Holds no plain secret.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Slot {
    kind: SlotKind,
    parameters: Argon2Parameters,
    salt: [u8; 16],
    commitment: [u8; 32],
    nonce: [u8; NONCE],
    wrapped: [u8; 32],
    tag: [u8; TAG],
}

impl Slot {
    /// Bytes of a slot.
    pub const LENGTH: usize = HEADER + 32 + NONCE + 32 + TAG + 32;

    /// Wraps a vault key for the holder of `slot_key`, which must come from the same parameters
    /// and salt. A device-key slot carries [`Argon2Parameters::NONE`].
    ///
    /// # Errors
    /// [`CryptoError::UnacceptableParameters`], [`CryptoError::NoRandomness`].
    pub fn make(
        kind: SlotKind,
        parameters: Argon2Parameters,
        salt: [u8; 16],
        slot_key: &SlotKey,
        vault: &[u8],
        vault_key: &VaultKey,
    ) -> Result<Self, CryptoError> {
        check(kind, &parameters)?;
        let header = header(kind, &parameters, &salt);
        let keys = SlotKeys::derive(slot_key, vault, &header)?;
        let nonce = random_bytes()?;
        let mut wrapped = *vault_key.secret().expose();
        let tag = keys.cipher.seal_in_place(&nonce, &header, &mut wrapped)?;
        let commitment = *keys.commitment.expose();
        Ok(Self { kind, parameters, salt, commitment, nonce, wrapped, tag })
    }

    /// Reads a stored slot. No key is derived, so hostile bytes cost nothing.
    ///
    /// # Errors
    /// [`CryptoError::Malformed`] when any byte was changed; with a right checksum
    /// [`CryptoError::NewerFormat`], or [`CryptoError::UnacceptableParameters`] when the
    /// derivation would be too weak or too costly.
    pub fn parse(bytes: &[u8]) -> Result<Self, CryptoError> {
        let (body, checksum) = bytes.split_last_chunk().ok_or(CryptoError::Malformed)?;
        if sha256(body) != *checksum {
            return Err(CryptoError::Malformed);
        }
        match body.first() {
            Some(&FORMAT) => Fields(&body[1..]).slot(),
            Some(0) | None => Err(CryptoError::Malformed),
            Some(_) => Err(CryptoError::NewerFormat),
        }
    }

    /// The bytes that [`Slot::parse`] reads.
    #[must_use]
    pub fn to_bytes(&self) -> Vec<u8> {
        let mut bytes = Vec::with_capacity(Self::LENGTH);
        bytes.extend_from_slice(&self.header());
        bytes.extend_from_slice(&self.commitment);
        bytes.extend_from_slice(&self.nonce);
        bytes.extend_from_slice(&self.wrapped);
        bytes.extend_from_slice(&self.tag);
        let checksum = sha256(&bytes);
        bytes.extend_from_slice(&checksum);
        bytes
    }

    /// What opens this slot.
    #[must_use]
    pub fn kind(&self) -> SlotKind {
        self.kind
    }

    /// The salt from which the slot key is derived.
    #[must_use]
    pub fn salt(&self) -> [u8; 16] {
        self.salt
    }

    /// How to derive the slot key of a passphrase slot; none for a device-key slot.
    #[must_use]
    pub fn derivation(&self) -> Option<(Argon2Parameters, [u8; 16])> {
        (self.kind == SlotKind::Passphrase).then_some((self.parameters, self.salt))
    }

    /// Unwraps the vault key.
    ///
    /// # Errors
    /// [`CryptoError::WrongSecret`] when the slot was made with another slot key or for another
    /// vault; [`CryptoError::Malformed`] when the key is right and the slot is damaged.
    pub fn open(&self, slot_key: &SlotKey, vault: &[u8]) -> Result<VaultKey, CryptoError> {
        let header = self.header();
        let keys = SlotKeys::derive(slot_key, vault, &header)?;
        if !equal(keys.commitment.expose(), &self.commitment) {
            return Err(CryptoError::WrongSecret);
        }
        let secret = Secret::fill(|key| {
            *key = self.wrapped;
            keys.cipher.open_in_place(&self.nonce, &header, key, &self.tag)
        });
        secret.map(VaultKey::from_secret).map_err(|_| CryptoError::Malformed)
    }

    fn header(&self) -> [u8; HEADER] {
        header(self.kind, &self.parameters, &self.salt)
    }
}

fn header(kind: SlotKind, parameters: &Argon2Parameters, salt: &[u8; 16]) -> [u8; HEADER] {
    let mut header = [0; HEADER];
    header[0] = FORMAT;
    header[1] = kind.code();
    header[2..6].copy_from_slice(&parameters.memory_kib.to_be_bytes());
    header[6..10].copy_from_slice(&parameters.passes.to_be_bytes());
    header[10..14].copy_from_slice(&parameters.lanes.to_be_bytes());
    header[14..].copy_from_slice(salt);
    header
}

fn check(kind: SlotKind, parameters: &Argon2Parameters) -> Result<(), CryptoError> {
    match kind {
        SlotKind::Passphrase => parameters.check(),
        SlotKind::DeviceKey if *parameters == Argon2Parameters::NONE => Ok(()),
        SlotKind::DeviceKey => Err(CryptoError::UnacceptableParameters),
    }
}

/// The fields of a slot that are still to be read.
struct Fields<'a>(&'a [u8]);

impl Fields<'_> {
    fn take<const N: usize>(&mut self) -> Result<[u8; N], CryptoError> {
        let (field, rest) = self.0.split_first_chunk().ok_or(CryptoError::Malformed)?;
        self.0 = rest;
        Ok(*field)
    }

    fn number(&mut self) -> Result<u32, CryptoError> {
        self.take().map(u32::from_be_bytes)
    }

    fn slot(mut self) -> Result<Slot, CryptoError> {
        let [code] = self.take()?;
        let kind = SlotKind::from_code(code)?;
        let (memory_kib, passes, lanes) = (self.number()?, self.number()?, self.number()?);
        let parameters = Argon2Parameters { memory_kib, passes, lanes };
        check(kind, &parameters)?;
        let (salt, commitment) = (self.take()?, self.take()?);
        let (nonce, wrapped, tag) = (self.take()?, self.take()?, self.take()?);
        if !self.0.is_empty() {
            return Err(CryptoError::Malformed);
        }
        Ok(Slot { kind, parameters, salt, commitment, nonce, wrapped, tag })
    }
}

/// What a slot key unfolds into, for one vault and one header.
struct SlotKeys {
    cipher: Cipher,
    commitment: Secret<32>,
}

impl SlotKeys {
    fn derive(key: &SlotKey, vault: &[u8], header: &[u8; HEADER]) -> Result<Self, CryptoError> {
        let length = length_prefix(vault);
        let unfold = |label: &[u8]| {
            derive_secret(key.secret().expose(), &[], &[label, &length, vault, header])
        };
        let wrapping = unfold(WRAP_LABEL)?;
        Ok(Self { cipher: Cipher::new(wrapping.expose()), commitment: unfold(COMMITMENT_LABEL)? })
    }
}

#[cfg(test)]
mod tests;
