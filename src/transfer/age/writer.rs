use std::{fmt, io};

use base64::Engine;
use zeroize::Zeroizing;

use super::{
    AgeError,
    header::{self, BASE64},
    payload::CHUNK,
};
use crate::crypto::{FileKey, FileWrapKey, StreamKey, random_bytes};

/// Writes an age file: plain bytes go in, the finished file comes out at the end.
///
/// Holds the sealed file and at most one plain chunk, which is wiped.
pub struct Writer {
    key: StreamKey,
    number: u64,
    chunk: Zeroizing<Vec<u8>>,
    file: Vec<u8>,
}

impl Writer {
    /// Starts a file for the passphrase from which `wrap_key` was derived, with this salt and
    /// work factor.
    ///
    /// # Errors
    /// [`AgeError::WorkFactorTooHigh`] outside 1..=20; [`AgeError::Crypto`] without randomness.
    pub fn new(wrap_key: &FileWrapKey, salt: &[u8; 16], log_n: u8) -> Result<Self, AgeError> {
        if !(1..=FileWrapKey::MAX_LOG_N).contains(&log_n) {
            return Err(AgeError::WorkFactorTooHigh);
        }
        let file_key = FileKey::make()?;
        let nonce = random_bytes::<16>()?;
        let mut file = header::write(salt, log_n, &wrap_key.wrap_file_key(&file_key)?).into_bytes();
        let mac = BASE64.encode(file_key.header_mac(&file)?);
        file.extend_from_slice(format!(" {mac}\n").as_bytes());
        file.extend_from_slice(&nonce);
        let chunk = Zeroizing::new(Vec::with_capacity(CHUNK));
        Ok(Self { key: file_key.stream_key(&nonce)?, number: 0, chunk, file })
    }

    /// Seals what is left as the last chunk and hands the file over.
    ///
    /// # Errors
    /// None in practice: a chunk is far below the cipher's limit.
    pub fn finish(mut self) -> Result<Vec<u8>, AgeError> {
        self.seal(true)?;
        Ok(self.file)
    }

    fn seal(&mut self, last: bool) -> Result<(), AgeError> {
        self.key.seal_chunk(self.number, last, &self.chunk, &mut self.file)?;
        self.number += 1;
        self.chunk.clear();
        Ok(())
    }
}

impl io::Write for Writer {
    /// Takes what still fits into the chunk. A full chunk waits for more, since it may be the
    /// last.
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        if self.chunk.len() == CHUNK && !bytes.is_empty() {
            self.seal(false).map_err(io::Error::other)?;
        }
        let taken = bytes.len().min(CHUNK - self.chunk.len());
        self.chunk.extend_from_slice(&bytes[..taken]);
        Ok(taken)
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

impl fmt::Debug for Writer {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Writer([REDACTED])")
    }
}
