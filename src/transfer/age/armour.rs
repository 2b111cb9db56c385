//! The ASCII form of an age file: strict PEM (RFC 7468, figure 3). Read, never written.

use std::borrow::Cow;

use base64::{Engine, engine::general_purpose::STANDARD};

use super::AgeError;

const BEGIN: &[u8] = b"-----BEGIN AGE ENCRYPTED FILE-----";
const END: &[u8] = b"-----END AGE ENCRYPTED FILE-----";
const COLUMNS: usize = 64;

/// The binary file: the bytes themselves, or what is inside the armour.
pub(super) fn strip(file: &[u8]) -> Result<Cow<'_, [u8]>, AgeError> {
    match file.trim_ascii_start().strip_prefix(BEGIN) {
        Some(armoured) => decode(armoured).map(Cow::Owned).ok_or(AgeError::Damaged),
        None => Ok(Cow::Borrowed(file)),
    }
}

/// Decodes what follows the first line's dashes; nothing but white space may follow the last.
fn decode(armoured: &[u8]) -> Option<Vec<u8>> {
    let inner = armoured.trim_ascii_end().strip_suffix(END)?.strip_suffix(b"\n")?;
    let mut lines = inner.split(|&byte| byte == b'\n').map(without_cr);
    if !lines.next()?.is_empty() {
        return None;
    }
    let mut base64 = Vec::with_capacity(inner.len());
    let mut ended = false;
    for line in lines {
        if ended || line.is_empty() || line.len() > COLUMNS {
            return None;
        }
        ended = line.len() < COLUMNS;
        base64.extend_from_slice(line);
    }
    STANDARD.decode(base64).ok()
}

fn without_cr(line: &[u8]) -> &[u8] {
    line.strip_suffix(b"\r").unwrap_or(line)
}
