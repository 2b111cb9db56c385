//! The textual header, in the one form that the specification's grammar allows.

use base64::{
    Engine,
    engine::general_purpose::{GeneralPurpose, STANDARD_NO_PAD},
};

use super::AgeError;
use crate::crypto::FileWrapKey;

const MAGIC: &[u8] = b"age-encryption.org/";
const COLUMNS: usize = 64;

/// Refuses padding and any encoding but the canonical one.
pub(super) const BASE64: GeneralPurpose = STANDARD_NO_PAD;

/// What surrounds the stanzas.
pub(super) struct Header {
    /// Bytes of the file that the MAC covers: to the end of `---`.
    authenticated: usize,
    /// Where the chunks start.
    chunks: usize,
    pub(super) mac: [u8; 32],
    pub(super) nonce: [u8; 16],
}

impl Header {
    /// Reads the version line, the stanzas, the MAC and the payload's nonce.
    pub(super) fn parse(file: &[u8]) -> Result<(Self, Vec<Stanza<'_>>), AgeError> {
        let rest = after_version(file)?;
        Self::parse_v1(file, rest).ok_or(AgeError::Damaged)
    }

    fn parse_v1<'a>(file: &'a [u8], rest: &'a [u8]) -> Option<(Self, Vec<Stanza<'a>>)> {
        let mut lines = Lines(rest);
        let mut stanzas = Vec::new();
        while lines.0.starts_with(b"->") {
            stanzas.push(Stanza::parse(&mut lines)?);
        }
        let authenticated = file.len() - lines.0.len() + b"---".len();
        let mac = decode(lines.next()?.strip_prefix(b"--- ")?)?;
        let (nonce, chunks) = lines.0.split_first_chunk()?;
        let chunks = file.len() - chunks.len();
        let header = Self { authenticated, chunks, mac, nonce: *nonce };
        (!stanzas.is_empty()).then_some((header, stanzas))
    }

    /// The bytes under the MAC, and the chunks, of the file that was parsed.
    pub(super) fn split<'a>(&self, file: &'a [u8]) -> Result<(&'a [u8], &'a [u8]), AgeError> {
        let authenticated = file.get(..self.authenticated).ok_or(AgeError::Damaged)?;
        let chunks = file.get(self.chunks..).ok_or(AgeError::Damaged)?;
        Ok((authenticated, chunks))
    }
}

/// What follows the version line of an age v1 file.
fn after_version(file: &[u8]) -> Result<&[u8], AgeError> {
    let mut lines = Lines(file.strip_prefix(MAGIC).ok_or(AgeError::NotAge)?);
    match lines.next().ok_or(AgeError::Damaged)? {
        b"v1" => Ok(lines.0),
        [b'v', b'1'..=b'9', digits @ ..] if digits.iter().all(u8::is_ascii_digit) => {
            Err(AgeError::NewerVersion)
        }
        _ => Err(AgeError::Damaged),
    }
}

/// One recipient: how somebody gets at the file key.
pub(super) struct Stanza<'a> {
    arguments: Vec<&'a [u8]>,
    body: Vec<u8>,
}

impl<'a> Stanza<'a> {
    fn parse(lines: &mut Lines<'a>) -> Option<Self> {
        let arguments = lines.next()?.strip_prefix(b"-> ")?.split(|&byte| byte == b' ');
        let arguments = arguments.map(visible).collect::<Option<Vec<_>>>()?;
        let mut base64 = Vec::new();
        loop {
            let line = lines.next()?;
            base64.extend_from_slice(line);
            if line.len() > COLUMNS {
                return None;
            }
            if line.len() < COLUMNS {
                break;
            }
        }
        Some(Self { arguments, body: BASE64.decode(base64).ok()? })
    }
}

/// An argument: at least one character, all of them visible ASCII.
fn visible(argument: &[u8]) -> Option<&[u8]> {
    (!argument.is_empty() && argument.iter().all(u8::is_ascii_graphic)).then_some(argument)
}

/// The stanza of a passphrase.
pub(super) struct ScryptStanza {
    pub(super) salt: [u8; 16],
    pub(super) log_n: u8,
    pub(super) body: [u8; 32],
}

impl ScryptStanza {
    /// Reads the stanza of a file that has this one alone; others may not stand beside it.
    pub(super) fn only(stanzas: &[Stanza<'_>]) -> Result<Self, AgeError> {
        match stanzas {
            [stanza] if stanza.arguments.first() == Some(&b"scrypt".as_slice()) => {
                Self::parse(stanza)
            }
            _ => Err(AgeError::OtherRecipients),
        }
    }

    fn parse(stanza: &Stanza<'_>) -> Result<Self, AgeError> {
        let [_scrypt, salt, work_factor] = stanza.arguments.as_slice() else {
            return Err(AgeError::Damaged);
        };
        let salt = decode(salt).ok_or(AgeError::Damaged)?;
        let body = stanza.body.as_slice().try_into().map_err(|_| AgeError::Damaged)?;
        Ok(Self { salt, log_n: log_n(work_factor)?, body })
    }
}

/// Decimal digits without a leading zero, up to the ceiling.
fn log_n(digits: &[u8]) -> Result<u8, AgeError> {
    if !digits.iter().all(u8::is_ascii_digit) || matches!(digits.first(), None | Some(b'0')) {
        return Err(AgeError::Damaged);
    }
    let value = std::str::from_utf8(digits).ok().and_then(|text| text.parse::<u8>().ok());
    value.filter(|&value| value <= FileWrapKey::MAX_LOG_N).ok_or(AgeError::WorkFactorTooHigh)
}

fn decode<const N: usize>(base64: &[u8]) -> Option<[u8; N]> {
    BASE64.decode(base64).ok()?.try_into().ok()
}

/// Lines that end in a line feed; what follows the last of them stays in `0`.
struct Lines<'a>(&'a [u8]);

impl<'a> Lines<'a> {
    fn next(&mut self) -> Option<&'a [u8]> {
        let end = self.0.iter().position(|&byte| byte == b'\n')?;
        let (line, rest) = self.0.split_at(end);
        self.0 = rest.strip_prefix(b"\n")?;
        Some(line)
    }
}

/// The header of a new file, up to and with its `---`.
pub(super) fn write(salt: &[u8; 16], log_n: u8, body: &[u8; 32]) -> String {
    let (salt, body) = (BASE64.encode(salt), BASE64.encode(body));
    format!("age-encryption.org/v1\n-> scrypt {salt} {log_n}\n{body}\n---")
}
