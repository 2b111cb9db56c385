use std::cell::RefCell;

use zeroize::Zeroize;

use super::CryptoError;

/// How many bytes are drawn from the system at once for nonces.
const POOL: usize = 4096;

/// Random bytes drawn ahead, for nonces only: asking a browser for twelve bytes costs as much as
/// sealing a short record. What was used is wiped.
struct Pool {
    bytes: [u8; POOL],
    used: usize,
}

thread_local! {
    static NONCES: RefCell<Pool> = const { RefCell::new(Pool { bytes: [0; POOL], used: POOL }) };
}

impl Pool {
    fn take<const N: usize>(&mut self) -> Result<[u8; N], CryptoError> {
        if self.used + N > POOL {
            fill_random(&mut self.bytes)?;
            self.used = 0;
        }
        let fresh = &mut self.bytes[self.used..self.used + N];
        let mut nonce = [0; N];
        nonce.copy_from_slice(fresh);
        fresh.zeroize();
        self.used += N;
        Ok(nonce)
    }
}

/// `N` bytes from the system's secure source, drawn ahead. Never for a key.
pub(super) fn random_nonce<const N: usize>() -> Result<[u8; N], CryptoError> {
    NONCES.with_borrow_mut(Pool::take)
}

/// `N` bytes from the system's secure source.
///
/// # Errors
/// [`CryptoError::NoRandomness`] when the system refuses.
pub fn random_bytes<const N: usize>() -> Result<[u8; N], CryptoError> {
    let mut bytes = [0; N];
    fill_random(&mut bytes)?;
    Ok(bytes)
}

/// Fills a buffer where it lies, so that no copy of a secret is left elsewhere.
pub(super) fn fill_random(buffer: &mut [u8]) -> Result<(), CryptoError> {
    getrandom::fill(buffer).map_err(|_| CryptoError::NoRandomness)
}

#[cfg(test)]
mod tests {
    use std::collections::HashSet;

    use super::*;

    #[test]
    fn two_draws_differ() {
        assert_ne!(random_bytes::<16>().unwrap(), random_bytes::<16>().unwrap());
    }

    #[test]
    fn no_nonce_is_handed_out_twice() {
        let nonces: HashSet<[u8; 12]> = (0..1000).map(|_| random_nonce().unwrap()).collect();
        assert_eq!(nonces.len(), 1000);
        assert!(!nonces.contains(&[0; 12]));
    }
}
