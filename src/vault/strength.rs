//! Which passphrases are refused.

use super::VaultError;

const MIN_CHARS: usize = 12;

/// Passphrases of 12 and more characters that stand in every published list of leaked ones.
const COMMON: [&str; 32] = [
    "123456789012",
    "1234567890123",
    "12345678901234",
    "123456789123",
    "1q2w3e4r5t6y",
    "1qaz2wsx3edc",
    "1qazxsw23edc",
    "administrator",
    "abcdefghijkl",
    "changeme1234",
    "correct horse battery staple",
    "correcthorsebatterystaple",
    "iloveyou1234",
    "letmein12345",
    "password1234",
    "password12345",
    "password123456",
    "passwordpassword",
    "passw0rd1234",
    "p@ssw0rd1234",
    "qazwsxedcrfv",
    "qwerty123456",
    "qwerty12345678",
    "qwertyuiop12",
    "qwertyuiop123",
    "qwertyuiopas",
    "qwertyuiopasdfghjkl",
    "therapeutic-progress",
    "unbelievable",
    "welcome12345",
    "welcometothejungle",
    "zaq12wsxcde3",
];

/// Whether a passphrase is long enough and none of the commonest.
///
/// # Errors
/// `WeakPassphrase` under 12 characters, for a common one whatever its case, and for one that
/// repeats up to four characters.
pub fn check_strength(passphrase: &str) -> Result<(), VaultError> {
    let lower = passphrase.to_ascii_lowercase();
    let weak = passphrase.chars().count() < MIN_CHARS
        || COMMON.contains(&lower.trim())
        || (1..=4).any(|length| repeats(&lower, length));
    if weak { Err(VaultError::WeakPassphrase) } else { Ok(()) }
}

fn repeats(text: &str, length: usize) -> bool {
    let chars: Vec<char> = text.chars().collect();
    chars.iter().zip(chars.iter().skip(length)).all(|(a, b)| a == b)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_passphrase_has_at_least_12_characters_whatever_their_bytes() {
        assert_eq!(check_strength("elf letters"), Err(VaultError::WeakPassphrase));
        assert_eq!(check_strength("ääääääbbbbb"), Err(VaultError::WeakPassphrase));
        assert_eq!(check_strength("elf lettersz"), Ok(()));
    }

    #[test]
    fn a_common_one_is_refused_in_any_case() {
        for passphrase in ["password1234", "PassWord1234", "Correct Horse Battery Staple"] {
            assert_eq!(check_strength(passphrase), Err(VaultError::WeakPassphrase));
        }
    }

    #[test]
    fn a_short_pattern_over_and_over_is_refused() {
        for passphrase in ["aaaaaaaaaaaa", "abababababab", "12341234123412"] {
            assert_eq!(check_strength(passphrase), Err(VaultError::WeakPassphrase));
        }
        assert_eq!(check_strength("abcdeabcdeabc"), Ok(()));
    }
}
