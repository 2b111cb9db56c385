use zeroize::Zeroizing;

use super::{
    CryptoError,
    hash::sha256,
    random::fill_random,
    secret::{Secret, redact},
};

/// Crockford's base 32: no letter that is taken for a digit.
const ALPHABET: &[u8; 32] = b"0123456789ABCDEFGHJKMNPQRSTVWXYZ";
/// Random symbols of 5 bits each.
const SYMBOLS: usize = 26;
/// Symbols that tell a slip of the pen.
const CHECK: usize = 2;
const GROUP: usize = 4;
const CHECK_LABEL: &[u8] = b"therapeutic-progress-tracker/v1/recovery-code/check";

/// What is wrong with a code as it was typed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum RecoveryCodeFault {
    /// It has not 28 letters and digits, or one that no code has.
    Shape,
    /// Its last two symbols do not fit the others: there is a slip in it.
    Check,
}

/// A way into a vault to be kept on paper: 130 random bits as 26 symbols of Crockford's base 32,
/// then two that show a slip. Wiped on drop, never printed by accident.
pub struct RecoveryCode(Secret<SYMBOLS>);

impl RecoveryCode {
    /// How many letters and digits a code has.
    pub const LENGTH: usize = SYMBOLS + CHECK;

    /// A new random code.
    ///
    /// # Errors
    /// [`CryptoError::NoRandomness`].
    pub fn make() -> Result<Self, CryptoError> {
        let code = Secret::fill(|symbols| {
            fill_random(symbols)?;
            // 32 divides 256, so every symbol is as likely as any other.
            symbols.iter_mut().for_each(|byte| *byte = ALPHABET[usize::from(*byte % 32)]);
            Ok(())
        });
        code.map(Self)
    }

    /// Reads a code as a person types it: small letters, spaces and hyphens do not matter, O counts
    /// as 0, I and L as 1.
    ///
    /// # Errors
    /// What is wrong with it.
    pub fn parse(typed: &str) -> Result<Self, RecoveryCodeFault> {
        let mut read = Zeroizing::new([0; Self::LENGTH]);
        let mut length = 0;
        for letter in typed.chars().filter(|letter| !is_gap(*letter)) {
            let place = read.get_mut(length).ok_or(RecoveryCodeFault::Shape)?;
            *place = symbol(letter).ok_or(RecoveryCodeFault::Shape)?;
            length += 1;
        }
        if length != Self::LENGTH {
            return Err(RecoveryCodeFault::Shape);
        }
        let (symbols, check) = read.split_first_chunk().ok_or(RecoveryCodeFault::Shape)?;
        if check != check_of(symbols) {
            return Err(RecoveryCodeFault::Check);
        }
        Ok(Self(Secret::from_bytes(symbols)))
    }

    /// The code in groups of four, for paper.
    #[must_use]
    pub fn to_text(&self) -> Zeroizing<String> {
        // Never grown, so that no copy is left behind.
        let mut text = Zeroizing::new(String::with_capacity(Self::LENGTH / GROUP * (GROUP + 1)));
        let symbols = self.symbols();
        for (place, byte) in symbols.iter().chain(&check_of(symbols)).enumerate() {
            if place > 0 && place % GROUP == 0 {
                text.push('-');
            }
            text.push(char::from(*byte));
        }
        text
    }

    pub(super) fn symbols(&self) -> &[u8; SYMBOLS] {
        self.0.expose()
    }
}

redact!(RecoveryCode);

fn is_gap(letter: char) -> bool {
    letter.is_whitespace() || matches!(letter, '-' | '\u{2010}'..='\u{2015}')
}

fn symbol(letter: char) -> Option<u8> {
    let upper = match letter.to_ascii_uppercase() {
        'O' => '0',
        'I' | 'L' => '1',
        other => other,
    };
    ALPHABET.iter().copied().find(|byte| char::from(*byte) == upper)
}

/// Ten bits of a hash of the symbols.
fn check_of(symbols: &[u8; SYMBOLS]) -> [u8; CHECK] {
    let mut hashed = Zeroizing::new([0; CHECK_LABEL.len() + SYMBOLS]);
    hashed[..CHECK_LABEL.len()].copy_from_slice(CHECK_LABEL);
    hashed[CHECK_LABEL.len()..].copy_from_slice(symbols);
    let hash = sha256(&*hashed);
    [ALPHABET[usize::from(hash[0] % 32)], ALPHABET[usize::from(hash[1] % 32)]]
}

#[cfg(test)]
mod tests {
    use super::*;

    fn fault(typed: &str) -> RecoveryCodeFault {
        RecoveryCode::parse(typed).unwrap_err()
    }

    #[test]
    fn a_code_is_seven_groups_of_four_and_reads_back() {
        let code = RecoveryCode::make().unwrap();
        let text = code.to_text();
        assert_eq!(text.split('-').map(str::len).collect::<Vec<_>>(), [4; 7]);
        assert_eq!(RecoveryCode::parse(&text).unwrap().symbols(), code.symbols());
        assert_ne!(*RecoveryCode::make().unwrap().to_text(), *text);
    }

    #[test]
    fn a_code_never_prints_its_symbols() {
        assert_eq!(format!("{:?}", RecoveryCode::make().unwrap()), "RecoveryCode([REDACTED])");
    }

    #[test]
    fn it_is_read_as_people_write() {
        let symbols = *b"01ABCDEFGHJKMNPQRSTVWXYZ01";
        let code = RecoveryCode(Secret::from_bytes(&symbols));
        let check = String::from_utf8(check_of(&symbols).to_vec()).unwrap();
        let typed = format!(" oI abcdefghjkm\u{2013}npqrstvwxyz o-l {} ", check.to_lowercase());
        assert_eq!(RecoveryCode::parse(&typed).unwrap().symbols(), code.symbols());
    }

    #[test]
    fn most_slips_are_seen_before_anything_is_tried() {
        let text = RecoveryCode::make().unwrap().to_text().replace('-', "");
        let mut seen = 0;
        for place in 0..26 {
            let mut slip = text.clone().into_bytes();
            slip[place] = if slip[place] == b'7' { b'8' } else { b'7' };
            let slip = String::from_utf8(slip).unwrap();
            seen += usize::from(RecoveryCode::parse(&slip).is_err());
        }
        assert!(seen >= 24, "{seen} of 26");
    }

    #[test]
    fn what_is_no_code_says_so() {
        let text = RecoveryCode::make().unwrap().to_text();
        for typed in ["", &text[1..], &format!("{}0", *text), &text.replacen(&text[..1], "U", 1)] {
            assert_eq!(fault(typed), RecoveryCodeFault::Shape, "{typed}");
        }
    }
}
