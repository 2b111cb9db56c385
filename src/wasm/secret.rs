//! What a caller opens a vault with.

use zeroize::Zeroizing;

use super::derive::slot_key;
use super::error::invalid;
use super::input::normalised;
use super::options::Options;
use crate::crypto::{
    Argon2Parameters, Passphrase, RecoveryCode, RecoveryCodeFault, SlotKey, SlotKind, random_bytes,
};
use crate::domain::FieldError;
use crate::store::Store;
use crate::vault::{LockedVault, SlotSecret, VaultError, check_strength};

const ONE_ONLY: &str = "cannot be given with a passphrase";
const MOST_CREDENTIAL: usize = 1023;

/// One of the secrets that open a vault.
pub(super) enum Secret {
    Passphrase(Zeroizing<String>),
    Key(Zeroizing<[u8; 32]>),
    RecoveryCode(RecoveryCode),
    Passkey(Passkey),
}

/// A passkey's id, and what it answered to its slot's salt.
pub(super) struct Passkey {
    pub(super) credential: Vec<u8>,
    answer: Zeroizing<[u8; 32]>,
}

impl Passkey {
    /// Reads `credential_id` and `secret`.
    pub(super) fn take(options: &mut Options) -> Result<Self, VaultError> {
        let credential = options.bytes("credential_id")?;
        let credential = credential.ok_or_else(|| FieldError::missing("credential_id"))?;
        if !(1..=MOST_CREDENTIAL).contains(&credential.len()) {
            return Err(invalid("credential_id", "must be 1 to 1023 bytes"));
        }
        let answer = options.bytes("secret")?.ok_or_else(|| FieldError::missing("secret"))?;
        let answer = exactly_32(answer, "secret")?;
        if *answer == [0; 32] {
            return Err(invalid("secret", "must be 32 random bytes"));
        }
        Ok(Self { credential, answer })
    }

    /// The secret of a slot with this salt.
    pub(super) fn for_salt(&self, salt: [u8; 16]) -> Result<SlotSecret, VaultError> {
        Ok(cheap(SlotKind::Passkey, salt, SlotKey::from_passkey(&self.answer, &salt)?))
    }
}

fn exactly_32(bytes: Vec<u8>, field: &str) -> Result<Zeroizing<[u8; 32]>, VaultError> {
    let bytes = Zeroizing::new(bytes);
    let key = bytes.as_slice().try_into();
    key.map(Zeroizing::new).map_err(|_| invalid(field, "must be 32 random bytes"))
}

/// The secret of a slot whose derivation costs nothing.
pub(super) fn cheap(kind: SlotKind, salt: [u8; 16], key: SlotKey) -> SlotSecret {
    SlotSecret { kind, parameters: Argon2Parameters::NONE, salt, key, passphrase: None }
}

/// A recovery code as it was typed.
fn recovery_code(typed: &str) -> Result<RecoveryCode, VaultError> {
    RecoveryCode::parse(typed).map_err(|fault| {
        let allowed = match fault {
            RecoveryCodeFault::Shape => "must have 28 letters and digits, in groups of four",
            RecoveryCodeFault::Check => "must be typed as it was printed; there is a slip in it",
        };
        invalid("recovery_code", allowed)
    })
}

impl Secret {
    /// Whether a person types it, so that what opening the vault costs is mostly its derivation.
    pub(super) const fn is_typed(&self) -> bool {
        matches!(self, Self::Passphrase(_) | Self::RecoveryCode(_))
    }

    /// Takes the one secret out of the options.
    pub(super) fn take(options: &mut Options) -> Result<Self, VaultError> {
        let code = options.text("recovery_code")?.map(Zeroizing::new);
        let code = code.map(|typed| recovery_code(&typed).map(Self::RecoveryCode)).transpose()?;
        let passkey = match options.take("passkey") {
            Some(value) => {
                let mut parts = Options::read(&value)?;
                let passkey = Passkey::take(&mut parts)?;
                parts.finish()?;
                Some(Self::Passkey(passkey))
            }
            None => None,
        };
        let found = [Self::take_passphrase(options, "passphrase")?, Self::take_key(options)?];
        let mut found = found.into_iter().chain([code, passkey]).flatten();
        let first = found.next().ok_or_else(|| FieldError::missing("passphrase"))?;
        match found.next() {
            None => Ok(first),
            Some(second) => Err(invalid(second.field(), ONE_ONLY)),
        }
    }

    /// Takes a passphrase or a key for a new slot.
    pub(super) fn take_new(options: &mut Options) -> Result<Self, VaultError> {
        let passphrase = Self::take_passphrase(options, "passphrase")?;
        match (passphrase, Self::take_key(options)?) {
            (Some(_), Some(key)) => Err(invalid(key.field(), ONE_ONLY)),
            (None, None) => Err(FieldError::missing("passphrase").into()),
            (Some(new), None) | (None, Some(new)) => new.check_strength(),
        }
    }

    /// Takes a new passphrase.
    pub(super) fn take_next(options: &mut Options) -> Result<Self, VaultError> {
        let next = Self::take_passphrase(options, "next")?;
        next.ok_or_else(|| FieldError::missing("next"))?.check_strength()
    }

    pub(super) fn take_passphrase(
        options: &mut Options,
        name: &str,
    ) -> Result<Option<Self>, VaultError> {
        Ok(passphrase(options, name)?.map(Self::Passphrase))
    }

    fn take_key(options: &mut Options) -> Result<Option<Self>, VaultError> {
        let Some(bytes) = options.bytes("key")? else { return Ok(None) };
        Ok(Some(Self::Key(exactly_32(bytes, "key")?)))
    }

    fn field(&self) -> &'static str {
        match self {
            Self::Passphrase(_) => "passphrase",
            Self::Key(_) => "key",
            Self::RecoveryCode(_) => "recovery_code",
            Self::Passkey(_) => "passkey",
        }
    }

    fn check_strength(self) -> Result<Self, VaultError> {
        if let Self::Passphrase(passphrase) = &self {
            check_strength(passphrase)?;
        }
        Ok(self)
    }

    /// A secret for a new slot.
    pub(super) async fn for_new_slot(&self) -> Result<SlotSecret, VaultError> {
        let parameters = match self {
            Self::Passphrase(_) => Argon2Parameters::DEFAULT,
            _ => Argon2Parameters::NONE,
        };
        self.with(parameters, random_bytes()?).await
    }

    /// A secret for the slot of its kind in a vault.
    ///
    /// Fails with `WrongPassphrase` where there is none.
    pub(super) async fn for_slot_of<S: Store>(
        &self,
        vault: &LockedVault<S>,
    ) -> Result<SlotSecret, VaultError> {
        let cheap = |kind, credential: &[u8]| {
            vault.salt_of(kind, credential).map(|salt| (Argon2Parameters::NONE, salt))
        };
        let found = match self {
            Self::Passphrase(_) => vault.passphrase_derivation(),
            Self::Key(_) => cheap(SlotKind::DeviceKey, &[]),
            Self::RecoveryCode(_) => cheap(SlotKind::RecoveryCode, &[]),
            Self::Passkey(passkey) => cheap(SlotKind::Passkey, &passkey.credential),
        };
        let (parameters, salt) = found.ok_or(VaultError::WrongPassphrase)?;
        self.with(parameters, salt).await
    }

    async fn with(
        &self,
        parameters: Argon2Parameters,
        salt: [u8; 16],
    ) -> Result<SlotSecret, VaultError> {
        match self {
            Self::Passphrase(text) => {
                let key = slot_key(text, parameters, &salt).await?;
                let passphrase = Some(Passphrase::new(text.to_string()));
                Ok(SlotSecret { kind: SlotKind::Passphrase, parameters, salt, key, passphrase })
            }
            Self::Key(key) => {
                let key = SlotKey::from_device_key(key, &salt)?;
                Ok(cheap(SlotKind::DeviceKey, salt, key))
            }
            Self::RecoveryCode(code) => {
                let key = SlotKey::from_recovery_code(code, &salt)?;
                Ok(cheap(SlotKind::RecoveryCode, salt, key))
            }
            Self::Passkey(passkey) => passkey.for_salt(salt),
        }
    }
}

/// A passphrase among the options, normalised. Half a character counts as U+FFFD, since a vault
/// may have been made with one.
pub(super) fn passphrase(
    options: &mut Options,
    name: &str,
) -> Result<Option<Zeroizing<String>>, VaultError> {
    let Some(value) = options.take(name) else { return Ok(None) };
    let text = value.as_string().ok_or_else(|| invalid(name, "must be a text"))?;
    Ok(Some(Zeroizing::new(normalised(&Zeroizing::new(text)))))
}
