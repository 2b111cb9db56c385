//! One way into a vault: the vault key, wrapped for one secret.
//!
//! ```text
//! format 1 ‖ kind u8 ‖ memory_kib u32 ‖ passes u32 ‖ lanes u32 ‖ salt 16
//!   ‖ commitment 32 ‖ nonce 12 ‖ wrapped vault key 32 ‖ tag 16 ‖ SHA-256 of all before 32
//!
//! format 2: as 1, but after the salt: made i64 ‖ offset i16 ‖ length u16 ‖ credential,
//!   and before the checksum: length u16 ‖ the slot key in a box under the vault key
//! ```
//!
//! Integers are big-endian. Every format, also a later one, ends in that checksum. From the slot
//! key, HKDF-SHA-256 bound to the vault and to all before the commitment (the header) gives the
//! wrapping key and the commitment, which tells a wrong secret from damage.
//!
//! The box of the slot key lets a slot whose secret is not at hand follow the vault key when that
//! is changed. A passphrase's slot has none: it is made anew then.

use super::{
    Argon2Parameters, Context, CryptoError, SlotKey, VaultKey,
    aes_gcm::{Cipher, NONCE, TAG},
    context::length_prefix,
    hash::{derive_secret, equal, sha256},
    keys::WrappedKey,
    random_bytes,
    secret::Secret,
};

const FORMAT: u8 = 1;
const DATED: u8 = 2;
const MOST_CREDENTIAL: usize = 1023;
const WRAP_LABEL: &[u8] = b"therapeutic-progress-tracker/v1/slot/wrap";
const COMMITMENT_LABEL: &[u8] = b"therapeutic-progress-tracker/v1/slot/commitment";

/// What opens a slot.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum SlotKind {
    /// A passphrase, through Argon2id.
    Passphrase,
    /// A random 256-bit key that a device keeps, through HKDF.
    DeviceKey,
    /// A code of 130 random bits on paper, through HKDF. Since format 2.
    RecoveryCode,
    /// What a passkey answers to the salt (WebAuthn's PRF), through HKDF. Since format 2.
    Passkey,
}

impl SlotKind {
    const ALL: [(Self, u8, &'static str); 4] = [
        (Self::Passphrase, 1, "passphrase"),
        (Self::DeviceKey, 2, "device_key"),
        (Self::RecoveryCode, 3, "recovery_code"),
        (Self::Passkey, 4, "passkey"),
    ];

    fn entry(self) -> (u8, &'static str) {
        let found = Self::ALL.iter().find(|(kind, ..)| *kind == self);
        found.map_or((0, ""), |(_, code, name)| (*code, *name))
    }

    /// Its name in every interface.
    #[must_use]
    pub fn name(self) -> &'static str {
        self.entry().1
    }

    fn code(self) -> u8 {
        self.entry().0
    }

    fn from_code(code: u8, format: u8) -> Result<Self, CryptoError> {
        let known = if format == FORMAT { &Self::ALL[..2] } else { &Self::ALL[..] };
        let found = known.iter().find(|(_, own, _)| *own == code);
        found.map(|(kind, ..)| *kind).ok_or(CryptoError::NewerFormat)
    }
}

/// What a slot says of itself without its secret, and what its secret vouches for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SlotTerms {
    /// What opens it.
    pub kind: SlotKind,
    /// What its derivation costs; [`Argon2Parameters::NONE`] for all but a passphrase.
    pub parameters: Argon2Parameters,
    /// The salt from which the slot key is derived; for a passkey also what it is asked with.
    pub salt: [u8; 16],
    /// When it was made: milliseconds since 1970 and minutes east of UTC. None in format 1.
    pub made: Option<(i64, i16)>,
    /// A passkey's id, 1 to 1,023 bytes; empty for all others.
    pub credential: Vec<u8>,
}

impl SlotTerms {
    /// Those of a slot in format 1.
    #[must_use]
    pub fn undated(kind: SlotKind, parameters: Argon2Parameters, salt: [u8; 16]) -> Self {
        Self { kind, parameters, salt, made: None, credential: Vec::new() }
    }

    fn header(&self) -> Vec<u8> {
        let Self { kind, parameters, salt, made, credential } = self;
        let mut header = vec![if made.is_some() { DATED } else { FORMAT }, kind.code()];
        for number in [parameters.memory_kib, parameters.passes, parameters.lanes] {
            header.extend_from_slice(&number.to_be_bytes());
        }
        header.extend_from_slice(salt);
        if let Some((millis, offset)) = made {
            header.extend_from_slice(&millis.to_be_bytes());
            header.extend_from_slice(&offset.to_be_bytes());
            put_with_length(&mut header, credential);
        }
        header
    }

    fn check(&self) -> Result<(), CryptoError> {
        check(self.kind, &self.parameters)?;
        let fits = match self.kind {
            SlotKind::Passkey => (1..=MOST_CREDENTIAL).contains(&self.credential.len()),
            _ => self.credential.is_empty(),
        };
        let dated = self.made.is_some() || self.kind.code() <= SlotKind::DeviceKey.code();
        if fits && dated { Ok(()) } else { Err(CryptoError::UnacceptableParameters) }
    }
}

/// The vault key, wrapped for one secret. Holds no plain secret.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Slot {
    terms: SlotTerms,
    commitment: [u8; 32],
    nonce: [u8; NONCE],
    wrapped: [u8; 32],
    tag: [u8; TAG],
    /// The slot key in a box under the vault key; empty where the slot cannot follow it.
    carried: Vec<u8>,
}

impl Slot {
    /// Wraps a vault key for the holder of `slot_key`, which must come from the same parameters
    /// and salt.
    ///
    /// # Errors
    /// [`CryptoError::UnacceptableParameters`] where the terms do not fit the kind,
    /// [`CryptoError::NoRandomness`].
    pub fn make(
        terms: SlotTerms,
        slot_key: &SlotKey,
        vault: &[u8],
        vault_key: &VaultKey,
    ) -> Result<Self, CryptoError> {
        terms.check()?;
        let header = terms.header();
        let keys = SlotKeys::derive(slot_key, vault, &header)?;
        let nonce = random_bytes()?;
        let mut wrapped = *vault_key.secret().expose();
        let tag = keys.cipher.seal_in_place(&nonce, &header, &mut wrapped)?;
        let commitment = *keys.commitment.expose();
        let carried = match (terms.kind, terms.made) {
            (SlotKind::Passphrase, _) | (_, None) => Vec::new(),
            _ => vault_key.wrap_key(&carrying(vault, &terms.salt), slot_key)?,
        };
        Ok(Self { terms, commitment, nonce, wrapped, tag, carried })
    }

    /// The same way in, to the next vault key; none where that takes the secret itself.
    ///
    /// # Errors
    /// [`CryptoError::Unauthentic`] where `current` is not the vault key that this slot opens to,
    /// or the slot was changed.
    pub fn follow(
        &self,
        vault: &[u8],
        current: &VaultKey,
        next: &VaultKey,
    ) -> Result<Option<Self>, CryptoError> {
        if self.carried.is_empty() {
            return Ok(None);
        }
        let context = carrying(vault, &self.terms.salt);
        let slot_key: SlotKey = current.unwrap_key(&context, &self.carried)?;
        // What is not sealed, the commitment vouches for: nobody may have put other terms there.
        let opened = self.open(&slot_key, vault).map_err(|_| CryptoError::Unauthentic)?;
        if !equal(opened.secret().expose(), current.secret().expose()) {
            return Err(CryptoError::Unauthentic);
        }
        Self::make(self.terms.clone(), &slot_key, vault, next).map(Some)
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
            Some(format @ (&FORMAT | &DATED)) => Fields(&body[1..]).slot(*format),
            Some(0) | None => Err(CryptoError::Malformed),
            Some(_) => Err(CryptoError::NewerFormat),
        }
    }

    /// The bytes that [`Slot::parse`] reads.
    #[must_use]
    pub fn to_bytes(&self) -> Vec<u8> {
        let mut bytes = self.terms.header();
        bytes.extend_from_slice(&self.commitment);
        bytes.extend_from_slice(&self.nonce);
        bytes.extend_from_slice(&self.wrapped);
        bytes.extend_from_slice(&self.tag);
        if self.terms.made.is_some() {
            put_with_length(&mut bytes, &self.carried);
        }
        let checksum = sha256(&bytes);
        bytes.extend_from_slice(&checksum);
        bytes
    }

    /// What opens this slot.
    #[must_use]
    pub fn kind(&self) -> SlotKind {
        self.terms.kind
    }

    /// The salt from which the slot key is derived.
    #[must_use]
    pub fn salt(&self) -> [u8; 16] {
        self.terms.salt
    }

    /// All that it says of itself.
    #[must_use]
    pub fn terms(&self) -> &SlotTerms {
        &self.terms
    }

    /// How to derive the slot key of a passphrase slot; none for all others.
    #[must_use]
    pub fn derivation(&self) -> Option<(Argon2Parameters, [u8; 16])> {
        (self.kind() == SlotKind::Passphrase).then_some((self.terms.parameters, self.terms.salt))
    }

    /// Unwraps the vault key.
    ///
    /// # Errors
    /// [`CryptoError::WrongSecret`] when the slot was made with another slot key or for another
    /// vault; [`CryptoError::Malformed`] when the key is right and the slot is damaged.
    pub fn open(&self, slot_key: &SlotKey, vault: &[u8]) -> Result<VaultKey, CryptoError> {
        let header = self.terms.header();
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
}

/// Where a slot key lies under the vault key: beside its own slot, which its salt names.
fn carrying<'c>(vault: &'c [u8], salt: &'c [u8; 16]) -> Context<'c> {
    Context { vault, table: "slots", key: salt, group: &[], revision: 1 }
}

fn put_with_length(bytes: &mut Vec<u8>, part: &[u8]) {
    // A credential has at most 1,023 bytes, a wrapped key 97.
    bytes.extend_from_slice(&u16::try_from(part.len()).unwrap_or(u16::MAX).to_be_bytes());
    bytes.extend_from_slice(part);
}

fn check(kind: SlotKind, parameters: &Argon2Parameters) -> Result<(), CryptoError> {
    match kind {
        SlotKind::Passphrase => parameters.check(),
        _ if *parameters == Argon2Parameters::NONE => Ok(()),
        _ => Err(CryptoError::UnacceptableParameters),
    }
}

/// The fields of a slot that are still to be read.
struct Fields<'a>(&'a [u8]);

impl<'a> Fields<'a> {
    fn take<const N: usize>(&mut self) -> Result<[u8; N], CryptoError> {
        let (field, rest) = self.0.split_first_chunk().ok_or(CryptoError::Malformed)?;
        self.0 = rest;
        Ok(*field)
    }

    fn number(&mut self) -> Result<u32, CryptoError> {
        self.take().map(u32::from_be_bytes)
    }

    fn with_length(&mut self) -> Result<&'a [u8], CryptoError> {
        let length = usize::from(u16::from_be_bytes(self.take()?));
        let (part, rest) = self.0.split_at_checked(length).ok_or(CryptoError::Malformed)?;
        self.0 = rest;
        Ok(part)
    }

    fn slot(mut self, format: u8) -> Result<Slot, CryptoError> {
        let [code] = self.take()?;
        let kind = SlotKind::from_code(code, format)?;
        let (memory_kib, passes, lanes) = (self.number()?, self.number()?, self.number()?);
        let parameters = Argon2Parameters { memory_kib, passes, lanes };
        let mut terms = SlotTerms::undated(kind, parameters, self.take()?);
        if format == DATED {
            let millis = i64::from_be_bytes(self.take()?);
            terms.made = Some((millis, i16::from_be_bytes(self.take()?)));
            terms.credential = self.with_length()?.to_vec();
        }
        terms.check()?;
        let commitment = self.take()?;
        let (nonce, wrapped, tag) = (self.take()?, self.take()?, self.take()?);
        let carried = if format == DATED { self.with_length()?.to_vec() } else { Vec::new() };
        if !self.0.is_empty() {
            return Err(CryptoError::Malformed);
        }
        Ok(Slot { terms, commitment, nonce, wrapped, tag, carried })
    }
}

/// What a slot key unfolds into, for one vault and one header.
struct SlotKeys {
    cipher: Cipher,
    commitment: Secret<32>,
}

impl SlotKeys {
    fn derive(key: &SlotKey, vault: &[u8], header: &[u8]) -> Result<Self, CryptoError> {
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
