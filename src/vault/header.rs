//! The vault's header: what may be known of it without a passphrase.

use super::VaultError;
use crate::crypto::sha256;
use crate::domain::Moment;

const FORMAT: u8 = 1;
const BODY: usize = 1 + 16 + 8 + 2 + 1;

/// The vault's id, its age, and whether its making was finished.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Header {
    pub(super) id: [u8; 16],
    pub(super) created_at: Moment,
    /// Whether the records' database was set up; false where the browser died in between.
    pub(super) ready: bool,
}

impl Header {
    /// Format, id, milliseconds, offset, ready flag, then SHA-256 of all that; big-endian.
    pub(super) fn to_bytes(&self) -> Vec<u8> {
        let mut bytes = vec![FORMAT];
        bytes.extend_from_slice(&self.id);
        bytes.extend_from_slice(&self.created_at.millis().to_be_bytes());
        bytes.extend_from_slice(&self.created_at.offset_minutes().to_be_bytes());
        bytes.push(u8::from(self.ready));
        let checksum = sha256(&bytes);
        bytes.extend_from_slice(&checksum);
        bytes
    }

    pub(super) fn from_bytes(bytes: &[u8]) -> Result<Self, VaultError> {
        let (body, checksum) = bytes.split_at_checked(BODY).ok_or(VaultError::CorruptVault)?;
        if sha256(body) != checksum {
            return Err(VaultError::CorruptVault);
        }
        match body[0] {
            FORMAT => Self::from_body(body).ok_or(VaultError::CorruptVault),
            _ => Err(VaultError::UnsupportedVersion),
        }
    }

    fn from_body(body: &[u8]) -> Option<Self> {
        let id = body.get(1..17)?.try_into().ok()?;
        let millis = i64::from_be_bytes(body.get(17..25)?.try_into().ok()?);
        let offset = i16::from_be_bytes(body.get(25..27)?.try_into().ok()?);
        let created_at = Moment::new(millis, offset)?;
        Some(Self { id, created_at, ready: *body.get(27)? == 1 })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn any_flipped_bit_is_noticed() {
        let created_at = Moment::new(1_700_000_000_000, 60).unwrap();
        let header = Header { id: [3; 16], created_at, ready: true };
        let bytes = header.to_bytes();
        assert_eq!(Header::from_bytes(&bytes), Ok(header));
        for place in 0..bytes.len() * 8 {
            let mut flipped = bytes.clone();
            flipped[place / 8] ^= 1 << (place % 8);
            assert_eq!(Header::from_bytes(&flipped), Err(VaultError::CorruptVault));
        }
    }
}
