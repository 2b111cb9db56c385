//! The box in which every record and every wrapped key rests.
//!
//! ```text
//! format 1 ‖ revision u32 BE ‖ nonce 12 ‖ AES-256-GCM( plain ‖ 0x80 ‖ zeros ) ‖ tag 16
//! ```
//!
//! The nonce is random: a key sees far fewer than 2^32 boxes, the limit of NIST SP 800-38D.

use zeroize::Zeroizing;

use super::{
    Context, CryptoError,
    aes_gcm::{Cipher, NONCE, TAG},
    context::Purpose,
    padding::{STEP, pad, padded_len, unpadded_len},
    random::random_nonce,
};

const FORMAT: u8 = 1;
const HEADER: usize = 1 + 4 + NONCE;

/// Seals a plaintext into a new box, encrypting it in the only buffer it is copied to.
pub(super) fn seal(
    cipher: &Cipher,
    purpose: Purpose,
    context: &Context<'_>,
    plain: &[u8],
) -> Result<Vec<u8>, CryptoError> {
    let end = HEADER + padded_len(plain.len())?;
    let nonce = random_nonce::<NONCE>()?;
    let associated = context.associated_data(FORMAT, purpose);

    let mut sealed = Vec::new();
    sealed.try_reserve_exact(end + TAG).map_err(|_| CryptoError::OutOfMemory)?;
    sealed.push(FORMAT);
    sealed.extend_from_slice(&context.revision.to_be_bytes());
    sealed.extend_from_slice(&nonce);
    sealed.extend_from_slice(plain);
    pad(&mut sealed, end);
    let tag = cipher.seal_in_place(&nonce, &associated, &mut sealed[HEADER..])?;
    sealed.extend_from_slice(&tag);
    Ok(sealed)
}

/// Opens a box that [`seal`] made with the same key, purpose and context.
pub(super) fn open(
    cipher: &Cipher,
    purpose: Purpose,
    context: &Context<'_>,
    sealed: &[u8],
) -> Result<Zeroizing<Vec<u8>>, CryptoError> {
    let parts = Parts::split(sealed)?;
    if parts.revision != context.revision {
        return Err(CryptoError::Unauthentic);
    }
    let associated = context.associated_data(FORMAT, purpose);
    let mut plain = Zeroizing::new(parts.ciphertext.to_vec());
    cipher.open_in_place(parts.nonce, &associated, &mut plain, parts.tag)?;
    unpadded(plain)
}

/// What another cipher needs to open a record's box: its nonce, the associated data, and
/// ciphertext with tag.
#[cfg(target_arch = "wasm32")]
type Request<'b> = (&'b [u8; NONCE], Vec<u8>, &'b [u8]);

/// Takes a record's box apart for another cipher, without opening it.
#[cfg(target_arch = "wasm32")]
pub(super) fn request<'b>(
    context: &Context<'_>,
    sealed: &'b [u8],
) -> Result<Request<'b>, CryptoError> {
    let Parts { revision, nonce, .. } = Parts::split(sealed)?;
    if revision != context.revision {
        return Err(CryptoError::Unauthentic);
    }
    Ok((nonce, context.associated_data(FORMAT, Purpose::Record), &sealed[HEADER..]))
}

/// Takes the padding off an authentic plaintext.
pub(super) fn unpadded(mut plain: Zeroizing<Vec<u8>>) -> Result<Zeroizing<Vec<u8>>, CryptoError> {
    let length = unpadded_len(&plain)?;
    plain.truncate(length);
    Ok(plain)
}

/// The revision a box claims to hold, readable without a key.
///
/// Only opening the box proves the claim.
///
/// # Errors
/// [`CryptoError::Malformed`] or [`CryptoError::NewerFormat`] when this is no box of a known
/// format.
pub fn revision_of(sealed: &[u8]) -> Result<u32, CryptoError> {
    Ok(Parts::split(sealed)?.revision)
}

struct Parts<'a> {
    revision: u32,
    nonce: &'a [u8; NONCE],
    ciphertext: &'a [u8],
    tag: &'a [u8; TAG],
}

impl<'a> Parts<'a> {
    fn split(sealed: &'a [u8]) -> Result<Self, CryptoError> {
        match sealed.first() {
            Some(&FORMAT) => Self::split_v1(sealed).ok_or(CryptoError::Malformed),
            Some(0) | None => Err(CryptoError::Malformed),
            Some(_) => Err(CryptoError::NewerFormat),
        }
    }

    fn split_v1(sealed: &'a [u8]) -> Option<Self> {
        let (_format, rest) = sealed.split_first()?;
        let (revision, rest) = rest.split_first_chunk()?;
        let (nonce, rest) = rest.split_first_chunk()?;
        let (ciphertext, tag) = rest.split_last_chunk()?;
        let revision = u32::from_be_bytes(*revision);
        (ciphertext.len() >= STEP).then_some(Self { revision, nonce, ciphertext, tag })
    }
}

#[cfg(test)]
mod tests;
