use argon2::{Algorithm, Argon2, AssociatedData, Block, ParamsBuilder, Version};
use zeroize::Zeroizing;

use super::{
    CryptoError, Passphrase, RecoveryCode,
    context::Purpose,
    hash::derive_secret,
    keys::WrappedKey,
    secret::{Secret, redact},
};

const DEVICE_KEY_LABEL: &[u8] = b"therapeutic-progress-tracker/v1/device-key";
const RECOVERY_LABEL: &[u8] = b"therapeutic-progress-tracker/v1/recovery-code";
const PASSKEY_LABEL: &[u8] = b"therapeutic-progress-tracker/v1/passkey";

/// What Argon2id costs, in memory and time.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Argon2Parameters {
    /// Memory in KiB.
    pub memory_kib: u32,
    /// Passes over that memory.
    pub passes: u32,
    /// Independent lanes.
    pub lanes: u32,
}

impl Argon2Parameters {
    /// For new slots: 64 MiB, 3 passes, 1 lane. RFC 9106's second recommendation, with the one
    /// lane that a browser's single thread can use.
    pub const DEFAULT: Self = Self { memory_kib: 64 * 1024, passes: 3, lanes: 1 };
    /// The least that is accepted: 19 MiB, 2 passes, 1 lane.
    pub const FLOOR: Self = Self { memory_kib: 19 * 1024, passes: 2, lanes: 1 };
    /// The most that is accepted: 256 MiB, 10 passes, 4 lanes.
    pub const CEILING: Self = Self { memory_kib: 256 * 1024, passes: 10, lanes: 4 };
    /// What a device-key slot carries in their place: zeros.
    pub const NONE: Self = Self { memory_kib: 0, passes: 0, lanes: 0 };

    /// Passes parameters between [`Self::FLOOR`] and [`Self::CEILING`], both included.
    ///
    /// # Errors
    /// [`CryptoError::UnacceptableParameters`] for all others.
    pub fn check(&self) -> Result<(), CryptoError> {
        let fits = (Self::FLOOR.memory_kib..=Self::CEILING.memory_kib).contains(&self.memory_kib)
            && (Self::FLOOR.passes..=Self::CEILING.passes).contains(&self.passes)
            && (Self::FLOOR.lanes..=Self::CEILING.lanes).contains(&self.lanes);
        if fits { Ok(()) } else { Err(CryptoError::UnacceptableParameters) }
    }
}

impl Default for Argon2Parameters {
    fn default() -> Self {
        Self::DEFAULT
    }
}

/// Opens one slot. Derived from what a person or a device holds, and stored in one place only:
/// sealed under the vault key, so that a slot can follow that key when it is changed.
pub struct SlotKey(Secret<32>);

impl SlotKey {
    /// Derives the key of a device-key slot. A random device key needs no slow derivation.
    ///
    /// # Errors
    /// None in practice: the output is far below HKDF's limit.
    pub fn from_device_key(device_key: &[u8; 32], salt: &[u8; 16]) -> Result<Self, CryptoError> {
        derive_secret(device_key, salt, &[DEVICE_KEY_LABEL]).map(Self)
    }

    /// Derives the key of a recovery code's slot. 130 random bits need no slow derivation.
    ///
    /// # Errors
    /// None in practice: the output is far below HKDF's limit.
    pub fn from_recovery_code(code: &RecoveryCode, salt: &[u8; 16]) -> Result<Self, CryptoError> {
        derive_secret(code.symbols(), salt, &[RECOVERY_LABEL]).map(Self)
    }

    /// Derives the key of a passkey's slot from what the passkey answered to the slot's salt.
    ///
    /// # Errors
    /// [`CryptoError::WrongSecret`] for an answer of zeros, which no passkey gives.
    pub fn from_passkey(answer: &[u8; 32], salt: &[u8; 16]) -> Result<Self, CryptoError> {
        if *answer == [0; 32] {
            return Err(CryptoError::WrongSecret);
        }
        derive_secret(answer, salt, &[PASSKEY_LABEL]).map(Self)
    }

    /// Takes a key that was derived in another WebAssembly instance.
    #[must_use]
    #[expect(clippy::needless_pass_by_value, reason = "the caller's copy is wiped here")]
    pub fn from_bytes(bytes: Zeroizing<[u8; 32]>) -> Self {
        Self(Secret::from_bytes(&bytes))
    }

    /// Hands the key to another WebAssembly instance.
    #[must_use]
    pub fn into_bytes(self) -> Zeroizing<[u8; 32]> {
        self.0.to_zeroizing()
    }
}

impl WrappedKey for SlotKey {
    const PURPOSE: Purpose = Purpose::SlotKey;

    fn from_secret(secret: Secret<32>) -> Self {
        Self(secret)
    }

    fn secret(&self) -> &Secret<32> {
        &self.0
    }
}

redact!(SlotKey);

/// Derives a passphrase slot's key with Argon2id. Takes about a third of a second at
/// [`Argon2Parameters::DEFAULT`], several times that on a phone.
///
/// # Errors
/// [`CryptoError::UnacceptableParameters`] before any work; [`CryptoError::OutOfMemory`].
pub fn derive_slot_key(
    passphrase: &Passphrase,
    parameters: &Argon2Parameters,
    salt: &[u8; 16],
) -> Result<SlotKey, CryptoError> {
    parameters.check()?;
    argon2id(parameters, passphrase.expose(), salt, &[], &[]).map(SlotKey)
}

/// Argon2id, version 0x13, 32 bytes out. Its memory is wiped before it is given back.
pub(super) fn argon2id(
    parameters: &Argon2Parameters,
    password: &[u8],
    salt: &[u8],
    pepper: &[u8],
    associated: &[u8],
) -> Result<Secret<32>, CryptoError> {
    let argon2 = configure(parameters, pepper, associated)
        .map_err(|_| CryptoError::UnacceptableParameters)?;
    let mut memory = allocate(argon2.params().block_count())?;
    Secret::fill(|out| {
        argon2
            .hash_password_into_with_memory(password, salt, out, memory.as_mut_slice())
            .map_err(|_| CryptoError::UnacceptableParameters)
    })
}

fn configure<'key>(
    parameters: &Argon2Parameters,
    pepper: &'key [u8],
    associated: &[u8],
) -> argon2::Result<Argon2<'key>> {
    let params = ParamsBuilder::new()
        .m_cost(parameters.memory_kib)
        .t_cost(parameters.passes)
        .p_cost(parameters.lanes)
        .data(AssociatedData::new(associated)?)
        .output_len(32)
        .build()?;
    Argon2::new_with_secret(pepper, Algorithm::Argon2id, Version::V0x13, params)
}

fn allocate(blocks: usize) -> Result<Zeroizing<Vec<Block>>, CryptoError> {
    let mut memory = Vec::new();
    memory.try_reserve_exact(blocks).map_err(|_| CryptoError::OutOfMemory)?;
    memory.resize(blocks, Block::new());
    Ok(Zeroizing::new(memory))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn derive(text: &str, salt: u8) -> [u8; 32] {
        let passphrase = Passphrase::new(text.into());
        let key = derive_slot_key(&passphrase, &Argon2Parameters::FLOOR, &[salt; 16]).unwrap();
        *key.into_bytes()
    }

    /// RFC 9106, section 5.3.
    #[test]
    fn argon2id_is_argon2id() {
        let parameters = Argon2Parameters { memory_kib: 32, passes: 3, lanes: 4 };
        let key = argon2id(&parameters, &[1; 32], &[2; 16], &[3; 8], &[4; 12]).unwrap();
        let expected = [
            0x0d, 0x64, 0x0d, 0xf5, 0x8d, 0x78, 0x76, 0x6c, 0x08, 0xc0, 0x37, 0xa3, 0x4a, 0x8b,
            0x53, 0xc9, 0xd0, 0x1e, 0xf0, 0x45, 0x2d, 0x75, 0xb6, 0x5e, 0xb5, 0x25, 0x20, 0xe9,
            0x6b, 0x01, 0xe6, 0x59,
        ];
        assert_eq!(key.expose(), &expected);
    }

    #[test]
    fn passphrase_and_salt_decide_the_key() {
        let key = derive("correct horse", 1);
        assert_eq!(key, derive("correct horse", 1));
        assert_ne!(key, derive("correct horse", 2));
        assert_ne!(key, derive("correct horse ", 1));
    }

    #[test]
    fn device_key_and_salt_decide_the_key() {
        let key = |device, salt| *SlotKey::from_device_key(&device, &salt).unwrap().into_bytes();
        assert_eq!(key([1; 32], [1; 16]), key([1; 32], [1; 16]));
        assert_ne!(key([1; 32], [1; 16]), key([2; 32], [1; 16]));
        assert_ne!(key([1; 32], [1; 16]), key([1; 32], [2; 16]));
    }

    #[test]
    fn the_kinds_of_secrets_never_share_a_key() {
        let device = SlotKey::from_device_key(&[1; 32], &[1; 16]).unwrap().into_bytes();
        let passkey = SlotKey::from_passkey(&[1; 32], &[1; 16]).unwrap().into_bytes();
        assert_ne!(*device, *passkey);
    }

    #[test]
    fn a_passkey_that_answers_zeros_is_none() {
        let refused = SlotKey::from_passkey(&[0; 32], &[1; 16]).map(drop);
        assert_eq!(refused, Err(CryptoError::WrongSecret));
    }

    #[test]
    fn a_key_survives_the_way_to_another_instance() {
        let key = SlotKey::from_bytes(Zeroizing::new([7; 32]));
        assert_eq!(*key.into_bytes(), [7; 32]);
    }

    #[test]
    fn weak_and_absurd_parameters_are_refused_before_any_work() {
        let refused = [
            Argon2Parameters::NONE,
            Argon2Parameters { memory_kib: 19 * 1024 - 1, ..Argon2Parameters::DEFAULT },
            Argon2Parameters { memory_kib: u32::MAX, ..Argon2Parameters::DEFAULT },
            Argon2Parameters { passes: 1, ..Argon2Parameters::DEFAULT },
            Argon2Parameters { passes: 11, ..Argon2Parameters::DEFAULT },
            Argon2Parameters { lanes: 0, ..Argon2Parameters::DEFAULT },
            Argon2Parameters { lanes: 5, ..Argon2Parameters::DEFAULT },
        ];
        let passphrase = Passphrase::new("correct horse".into());
        for parameters in refused {
            let result = derive_slot_key(&passphrase, &parameters, &[0; 16]);
            assert_eq!(result.unwrap_err(), CryptoError::UnacceptableParameters);
        }
    }

    #[test]
    fn floor_and_ceiling_are_themselves_accepted() {
        assert_eq!(Argon2Parameters::FLOOR.check(), Ok(()));
        assert_eq!(Argon2Parameters::CEILING.check(), Ok(()));
        assert_eq!(Argon2Parameters::default().check(), Ok(()));
    }

    #[test]
    fn a_slot_key_never_prints_its_bytes() {
        let key = SlotKey::from_bytes(Zeroizing::new([7; 32]));
        assert_eq!(format!("{key:?}"), "SlotKey([REDACTED])");
    }
}
