//! History files rest as age v1 files with one passphrase (C2SP age.md, age-encryption.org/v1).
//!
//! Any age program opens them. This is the passphrase subset only: one scrypt recipient, written
//! binary, read binary or armoured. Reading is strict: a file has exactly one accepted form.
//!
//! Deriving the wrap key is slow and needs much memory, so it is left to the caller, who may do
//! it elsewhere: [`Locked::salt`] and [`Locked::log_n`] say what to derive.

mod armour;
mod header;
mod payload;
mod writer;

use std::{borrow::Cow, fmt};

use thiserror::Error;
use zeroize::Zeroizing;

use crate::crypto::{CryptoError, FileKey, FileWrapKey};
use header::{Header, ScryptStanza};
pub use writer::Writer;

/// The scrypt work factor of new files, as a power of two: 128 MiB of memory.
pub const WRITE_LOG_N: u8 = 17;

/// Why an age file could not be read or written.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Error)]
#[non_exhaustive]
pub enum AgeError {
    /// The file does not begin like an age file.
    #[error("this is not an age file")]
    NotAge,
    /// An age file, but not one locked with a passphrase alone.
    #[error("the file is not locked with a passphrase")]
    OtherRecipients,
    /// Opening would take more than 2^20 rounds. Found before any work.
    #[error("opening the file would take too much memory and time")]
    WorkFactorTooHigh,
    /// The passphrase is not the file's, or its wrapped key was changed.
    #[error("the passphrase does not open the file")]
    WrongPassphrase,
    /// Cut short, changed, or followed by other data.
    #[error("the file is damaged")]
    Damaged,
    /// A later version of the age format.
    #[error("the file is of a newer age format")]
    NewerVersion,
    /// A cipher could not do its work.
    #[error(transparent)]
    Crypto(#[from] CryptoError),
}

/// An age file with a well-formed header, not yet opened.
pub struct Locked<'a> {
    file: Cow<'a, [u8]>,
    header: Header,
    stanza: ScryptStanza,
}

impl<'a> Locked<'a> {
    /// Reads the header. Hostile files cost no more than one pass over their bytes.
    ///
    /// # Errors
    /// All of [`AgeError`] but [`AgeError::WrongPassphrase`].
    pub fn parse(file: &'a [u8]) -> Result<Self, AgeError> {
        let file = armour::strip(file)?;
        let (header, stanzas) = Header::parse(&file)?;
        let stanza = ScryptStanza::only(&stanzas)?;
        Ok(Self { file, header, stanza })
    }

    /// The salt from which to derive the wrap key.
    #[must_use]
    pub fn salt(&self) -> &[u8; 16] {
        &self.stanza.salt
    }

    /// The work factor with which to derive the wrap key, 1 to 20.
    #[must_use]
    pub fn log_n(&self) -> u8 {
        self.stanza.log_n
    }

    /// The whole content, checked to the last byte.
    ///
    /// # Errors
    /// [`AgeError::WrongPassphrase`], [`AgeError::Damaged`]; [`AgeError::Crypto`] when memory
    /// runs out.
    pub fn open(&self, key: &FileWrapKey) -> Result<Zeroizing<Vec<u8>>, AgeError> {
        let mut plain = Zeroizing::default();
        self.open_into(key, &mut plain)?;
        Ok(plain)
    }

    /// As [`Locked::open`]. When it fails, `plain` holds the chunks before the failure, which
    /// are authentic; the official test kit wants to see them.
    ///
    /// # Errors
    /// As [`Locked::open`].
    #[doc(hidden)]
    pub fn open_into(
        &self,
        key: &FileWrapKey,
        plain: &mut Zeroizing<Vec<u8>>,
    ) -> Result<(), AgeError> {
        let file_key =
            key.unwrap_file_key(&self.stanza.body).map_err(|_| AgeError::WrongPassphrase)?;
        open_with(&self.file, &self.header, &file_key, plain)
    }
}

impl fmt::Debug for Locked<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let bytes = self.file.len();
        f.debug_struct("Locked").field("bytes", &bytes).field("log_n", &self.log_n()).finish()
    }
}

/// Opens any well-formed file by its file key, whoever its recipients are.
///
/// For the official test kit, which names each file's key.
///
/// # Errors
/// As [`Locked::parse`] and [`Locked::open`].
#[doc(hidden)]
pub fn open_with_file_key(
    file: &[u8],
    file_key: &FileKey,
    plain: &mut Zeroizing<Vec<u8>>,
) -> Result<(), AgeError> {
    let file = armour::strip(file)?;
    let (header, _) = Header::parse(&file)?;
    open_with(&file, &header, file_key, plain)
}

fn open_with(
    file: &[u8],
    header: &Header,
    file_key: &FileKey,
    plain: &mut Zeroizing<Vec<u8>>,
) -> Result<(), AgeError> {
    let (authenticated, chunks) = header.split(file)?;
    file_key.verify_header(authenticated, &header.mac).map_err(|_| AgeError::Damaged)?;
    payload::open(&file_key.stream_key(&header.nonce)?, chunks, plain)
}

#[cfg(test)]
mod tests;
