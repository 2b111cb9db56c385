//! The ciphers of a history file: the age v1 passphrase recipient (C2SP age.md).

use chacha20poly1305::{AeadInOut, ChaCha20Poly1305, KeyInit, aead::inout::InOutBuf};
use scrypt::Params;
use zeroize::{ZeroizeOnDrop, Zeroizing};

use super::{
    CryptoError, Passphrase,
    hash::{derive_secret, equal, keyed_hash, mac},
    secret::{Secret, redact},
};

const NONCE: usize = 12;
const TAG: usize = 16;
const SALT_LABEL: &[u8] = b"age-encryption.org/v1/scrypt";
const BLOCK_SIZE: u32 = 8;

// Stops compiling without the feature `zeroize` of chacha20poly1305, which wipes the key.
const fn wiped_on_drop<T: ZeroizeOnDrop>() {}
const _: () = wiped_on_drop::<ChaCha20Poly1305>();

/// Derived from a file's passphrase; wraps its file key.
pub struct FileWrapKey(Secret<32>);

impl FileWrapKey {
    /// The highest scrypt work factor, as a power of two: 1 GiB of memory.
    pub const MAX_LOG_N: u8 = 20;

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

    /// Wraps a file key: 16 bytes and a tag.
    ///
    /// # Errors
    /// None in practice: the key is far below the cipher's limit.
    pub fn wrap_file_key(&self, file_key: &FileKey) -> Result<[u8; 32], CryptoError> {
        let mut wrapped = [0; 32];
        let (key, tag) = wrapped.split_at_mut(16);
        key.copy_from_slice(file_key.0.expose());
        tag.copy_from_slice(&seal(&self.cipher(), &[0; NONCE], key)?);
        Ok(wrapped)
    }

    /// Unwraps a file key.
    ///
    /// # Errors
    /// [`CryptoError::WrongSecret`] when another passphrase wrapped it, or it was changed.
    pub fn unwrap_file_key(&self, wrapped: &[u8; 32]) -> Result<FileKey, CryptoError> {
        let (sealed, tag) = wrapped.split_last_chunk().ok_or(CryptoError::Malformed)?;
        Secret::fill(|key| {
            key.copy_from_slice(sealed);
            open(&self.cipher(), &[0; NONCE], key, tag)
        })
        .map(FileKey)
        .map_err(|_| CryptoError::WrongSecret)
    }

    fn cipher(&self) -> ChaCha20Poly1305 {
        ChaCha20Poly1305::new(self.0.expose().into())
    }
}

/// Derives a history file's wrap key with scrypt: 2^`log_n` rounds, 2^`log_n` KiB of memory.
///
/// # Errors
/// [`CryptoError::UnacceptableParameters`] outside 1..=20, before any work;
/// [`CryptoError::OutOfMemory`].
pub fn scrypt_wrap_key(
    passphrase: &Passphrase,
    salt: &[u8; 16],
    log_n: u8,
) -> Result<FileWrapKey, CryptoError> {
    if !(1..=FileWrapKey::MAX_LOG_N).contains(&log_n) {
        return Err(CryptoError::UnacceptableParameters);
    }
    ensure_memory(128 * BLOCK_SIZE as usize * (1 << log_n))?;
    let salt = [SALT_LABEL, salt].concat();
    Secret::fill(|out| scrypt(passphrase.expose(), &salt, (log_n, BLOCK_SIZE, 1), out))
        .map(FileWrapKey)
}

/// scrypt (RFC 7914) with its cost as (log2 N, r, p).
pub(super) fn scrypt(
    password: &[u8],
    salt: &[u8],
    (log_n, r, p): (u8, u32, u32),
    out: &mut [u8],
) -> Result<(), CryptoError> {
    let params = Params::new(log_n, r, p).map_err(|_| CryptoError::UnacceptableParameters)?;
    scrypt::scrypt(password, salt, &params, out).map_err(|_| CryptoError::TooLarge)
}

/// Fails where scrypt's own allocation would end the program.
fn ensure_memory(bytes: usize) -> Result<(), CryptoError> {
    Vec::<u8>::new().try_reserve_exact(bytes).map_err(|_| CryptoError::OutOfMemory)
}

/// Encrypts one file: its header is authenticated and its chunks are sealed under it.
pub struct FileKey(Secret<16>);

impl FileKey {
    /// A new random key, for one file only.
    ///
    /// # Errors
    /// [`CryptoError::NoRandomness`].
    pub fn make() -> Result<Self, CryptoError> {
        Secret::make().map(Self)
    }

    /// HMAC-SHA-256 over the header, up to and with its `---`.
    ///
    /// # Errors
    /// None in practice: the output is far below HKDF's limit.
    pub fn header_mac(&self, header: &[u8]) -> Result<[u8; 32], CryptoError> {
        let key = derive_secret(self.0.expose(), &[], &[b"header"])?;
        Ok(mac(&keyed_hash(key.expose()), &[header]))
    }

    /// Checks what [`FileKey::header_mac`] gave, in constant time.
    ///
    /// # Errors
    /// [`CryptoError::Unauthentic`] when the header was changed.
    pub fn verify_header(&self, header: &[u8], claimed: &[u8; 32]) -> Result<(), CryptoError> {
        if equal(&self.header_mac(header)?, claimed) {
            Ok(())
        } else {
            Err(CryptoError::Unauthentic)
        }
    }

    /// The key of the chunks that follow `nonce`.
    ///
    /// # Errors
    /// None in practice: the output is far below HKDF's limit.
    pub fn stream_key(&self, nonce: &[u8; 16]) -> Result<StreamKey, CryptoError> {
        let key = derive_secret(self.0.expose(), nonce, &[b"payload"])?;
        Ok(StreamKey(Box::new(ChaCha20Poly1305::new(key.expose().into()))))
    }

    pub(super) fn from_bytes(bytes: &[u8; 16]) -> Self {
        Self(Secret::from_bytes(bytes))
    }
}

/// Seals and opens the chunks of one file. Each chunk is bound to its number and to whether it
/// is the last, so none can be dropped, moved or added.
pub struct StreamKey(Box<ChaCha20Poly1305>);

impl StreamKey {
    /// Bytes that sealing adds to a chunk.
    pub const OVERHEAD: usize = TAG;

    /// Appends the sealed chunk to `out`.
    ///
    /// # Errors
    /// [`CryptoError::TooLarge`] at 256 GiB.
    pub fn seal_chunk(
        &self,
        number: u64,
        last: bool,
        chunk: &[u8],
        out: &mut Vec<u8>,
    ) -> Result<(), CryptoError> {
        let start = out.len();
        out.extend_from_slice(chunk);
        let tag = seal(&self.0, &chunk_nonce(number, last), &mut out[start..])?;
        out.extend_from_slice(&tag);
        Ok(())
    }

    /// Appends the opened chunk to `out`; adds nothing when it fails.
    ///
    /// # Errors
    /// [`CryptoError::Unauthentic`] when the chunk was changed or is not the one with this
    /// number and place; [`CryptoError::Malformed`] when it is shorter than a tag.
    pub fn open_chunk(
        &self,
        number: u64,
        last: bool,
        sealed: &[u8],
        out: &mut Vec<u8>,
    ) -> Result<(), CryptoError> {
        let (ciphertext, tag) = sealed.split_last_chunk().ok_or(CryptoError::Malformed)?;
        let start = out.len();
        out.extend_from_slice(ciphertext);
        let opened = open(&self.0, &chunk_nonce(number, last), &mut out[start..], tag);
        if opened.is_err() {
            out.truncate(start);
        }
        opened
    }
}

/// 11 bytes of big-endian chunk number, then whether it is the last.
fn chunk_nonce(number: u64, last: bool) -> [u8; NONCE] {
    let mut nonce = [0; NONCE];
    nonce[3..11].copy_from_slice(&number.to_be_bytes());
    nonce[11] = u8::from(last);
    nonce
}

fn seal(
    cipher: &ChaCha20Poly1305,
    nonce: &[u8; NONCE],
    buffer: &mut [u8],
) -> Result<[u8; TAG], CryptoError> {
    cipher
        .encrypt_inout_detached(nonce.into(), &[], InOutBuf::from(buffer))
        .map(Into::into)
        .map_err(|_| CryptoError::TooLarge)
}

fn open(
    cipher: &ChaCha20Poly1305,
    nonce: &[u8; NONCE],
    buffer: &mut [u8],
    tag: &[u8; TAG],
) -> Result<(), CryptoError> {
    cipher
        .decrypt_inout_detached(nonce.into(), &[], InOutBuf::from(buffer), tag.into())
        .map_err(|_| CryptoError::Unauthentic)
}

redact!(FileWrapKey, FileKey, StreamKey);

#[cfg(test)]
mod tests {
    use super::*;

    fn scrypt_hex(password: &str, salt: &str, cost: (u8, u32, u32)) -> String {
        let mut out = [0; 64];
        scrypt(password.as_bytes(), salt.as_bytes(), cost, &mut out).unwrap();
        out.iter().map(|byte| format!("{byte:02x}")).collect()
    }

    fn key(byte: u8) -> FileWrapKey {
        FileWrapKey::from_bytes(Zeroizing::new([byte; 32]))
    }

    /// RFC 7914, section 12, all but the one that takes 1 GiB.
    #[test]
    fn scrypt_is_scrypt() {
        assert_eq!(
            scrypt_hex("", "", (4, 1, 1)),
            "77d6576238657b203b19ca42c18a0497f16b4844e3074ae8dfdffa3fede21442\
             fcd0069ded0948f8326a753a0fc81f17e8d3e0fb2e0d3628cf35e20c38d18906"
        );
        assert_eq!(
            scrypt_hex("password", "NaCl", (10, 8, 16)),
            "fdbabe1c9d3472007856e7190d01e9fe7c6ad7cbc8237830e77376634b373162\
             2eaf30d92e22a3886ff109279d9830dac727afb94a83ee6d8360cbdfa2cc0640"
        );
        assert_eq!(
            scrypt_hex("pleaseletmein", "SodiumChloride", (14, 8, 1)),
            "7023bdcb3afd7348461c06cd81fd38ebfda8fbba904f8e3ea9b543f6545da1f2\
             d5432955613f0fcf62d49705242a9af9e61e85dc0d651e40dfcf017b45575887"
        );
    }

    #[test]
    fn a_work_factor_outside_the_range_is_refused() {
        let passphrase = Passphrase::new("correct horse".into());
        for log_n in [0, 21, 255] {
            let refused = scrypt_wrap_key(&passphrase, &[0; 16], log_n).unwrap_err();
            assert_eq!(refused, CryptoError::UnacceptableParameters);
        }
    }

    #[test]
    fn passphrase_salt_and_work_factor_decide_the_wrap_key() {
        let derive = |text: &str, salt, log_n| {
            let passphrase = Passphrase::new(text.into());
            *scrypt_wrap_key(&passphrase, &[salt; 16], log_n).unwrap().into_bytes()
        };
        let key = derive("correct horse", 1, 4);
        assert_eq!(key, derive("correct horse", 1, 4));
        assert_ne!(key, derive("correct mouse", 1, 4));
        assert_ne!(key, derive("correct horse", 2, 4));
        assert_ne!(key, derive("correct horse", 1, 5));
    }

    #[test]
    fn only_the_same_wrap_key_unwraps_a_file_key() {
        let file_key = FileKey::make().unwrap();
        let wrapped = key(1).wrap_file_key(&file_key).unwrap();
        let unwrapped = key(1).unwrap_file_key(&wrapped).unwrap();
        assert_eq!(unwrapped.0.expose(), file_key.0.expose());
        assert_eq!(key(2).unwrap_file_key(&wrapped).unwrap_err(), CryptoError::WrongSecret);
    }

    #[test]
    fn a_chunk_opens_only_in_its_own_place() {
        let stream = FileKey::make().unwrap().stream_key(&[3; 16]).unwrap();
        let mut sealed = Vec::new();
        stream.seal_chunk(5, false, b"chunk", &mut sealed).unwrap();
        let open = |number, last| {
            let mut plain = Vec::new();
            stream.open_chunk(number, last, &sealed, &mut plain).map(|()| plain)
        };
        assert_eq!(open(5, false).unwrap(), b"chunk");
        assert_eq!(open(6, false), Err(CryptoError::Unauthentic));
        assert_eq!(open(5, true), Err(CryptoError::Unauthentic));
    }

    #[test]
    fn a_failed_chunk_adds_nothing() {
        let stream = FileKey::make().unwrap().stream_key(&[3; 16]).unwrap();
        let mut plain = b"before".to_vec();
        assert!(stream.open_chunk(0, true, &[0; 40], &mut plain).is_err());
        assert!(stream.open_chunk(0, true, &[0; 15], &mut plain).is_err());
        assert_eq!(plain, b"before");
    }

    #[test]
    fn file_secrets_never_print_their_bytes() {
        let file_key = FileKey::make().unwrap();
        let stream = file_key.stream_key(&[3; 16]).unwrap();
        assert_eq!(format!("{:?}", key(7)), "FileWrapKey([REDACTED])");
        assert_eq!(format!("{file_key:?}"), "FileKey([REDACTED])");
        assert_eq!(format!("{stream:?}"), "StreamKey([REDACTED])");
    }
}
