//! The chunks after the header: 64 KiB each, the last one shorter and marked as the last.

use zeroize::Zeroizing;

use super::AgeError;
use crate::crypto::{CryptoError, StreamKey};

/// Plain bytes of every chunk but the last.
pub(super) const CHUNK: usize = 64 * 1024;
const SEALED_CHUNK: usize = CHUNK + StreamKey::OVERHEAD;

/// Opens all chunks into `plain`, which keeps those before a failure.
pub(super) fn open(
    key: &StreamKey,
    chunks: &[u8],
    plain: &mut Zeroizing<Vec<u8>>,
) -> Result<(), AgeError> {
    // Room for all at once: growing later would leave copies behind that nobody wipes.
    plain.try_reserve_exact(chunks.len()).map_err(|_| CryptoError::OutOfMemory)?;
    let mut ended = false;
    for (number, sealed) in (0_u64..).zip(chunks.chunks(SEALED_CHUNK)) {
        let empty_last = number > 0 && sealed.len() == StreamKey::OVERHEAD;
        if ended || empty_last {
            return Err(AgeError::Damaged);
        }
        ended = open_chunk(key, number, sealed, plain)?;
    }
    if ended { Ok(()) } else { Err(AgeError::Damaged) }
}

/// Opens one chunk and tells whether it is marked as the last. Only a full one may not be.
fn open_chunk(
    key: &StreamKey,
    number: u64,
    sealed: &[u8],
    plain: &mut Vec<u8>,
) -> Result<bool, AgeError> {
    let full = sealed.len() == SEALED_CHUNK;
    if full && key.open_chunk(number, false, sealed, plain).is_ok() {
        return Ok(false);
    }
    key.open_chunk(number, true, sealed, plain).map_err(|_| AgeError::Damaged)?;
    Ok(true)
}
