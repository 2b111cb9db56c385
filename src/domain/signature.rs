use super::{FieldError, Moment};

/// The most bytes of UTF-8 that a statement holds: 4 KiB.
const MAX_STATEMENT_BYTES: usize = 4 * 1024;

/// That a therapist stands by what one version of a session says. The earlier one is the smaller
/// one.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Signature {
    /// When it was signed.
    pub signed_at: Moment,
    /// What the signature states; empty where it states nothing of its own.
    pub statement: String,
}

impl Signature {
    /// The statement's name in interfaces and files.
    pub const STATEMENT: &'static str = "statement";

    /// Signs at a time.
    ///
    /// # Errors
    /// Where the statement has more than 4 KiB.
    pub fn new(signed_at: Moment, statement: String) -> Result<Self, FieldError> {
        match statement.len() <= MAX_STATEMENT_BYTES {
            true => Ok(Self { signed_at, statement }),
            false => Err(FieldError::invalid(Self::STATEMENT, "must be a text of at most 4 KiB")),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_statement_that_is_too_long_is_refused_by_its_name() {
        let at = Moment::epoch();
        assert!(Signature::new(at, "x".repeat(MAX_STATEMENT_BYTES)).is_ok());
        let refused = Signature::new(at, "x".repeat(MAX_STATEMENT_BYTES + 1)).unwrap_err();
        assert_eq!(refused.field, "statement");
    }
}
