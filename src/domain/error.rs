use thiserror::Error;

/// What is wrong with a field of a record.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub enum FieldErrorKind {
    /// Its value has the wrong type or is out of range.
    Invalid,
    /// The record has no such field.
    Unknown,
    /// It is required and was left out.
    Missing,
}

/// A field that cannot be accepted: which one, and what is allowed there.
///
/// The message never repeats the value, which may be about a person.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
#[error("{field} {allowed}")]
pub struct FieldError {
    /// What kind of fault it is.
    pub kind: FieldErrorKind,
    /// The field's name as the caller knows it.
    pub field: String,
    /// The rest of a sentence that begins with the field's name.
    pub allowed: String,
}

impl FieldError {
    /// The value of `field` is not one of those `allowed`.
    pub fn invalid(field: impl Into<String>, allowed: impl Into<String>) -> Self {
        Self { kind: FieldErrorKind::Invalid, field: field.into(), allowed: allowed.into() }
    }

    /// The same fault, in a `record` that lies at `place`, such as `milestones[0]`.
    #[must_use]
    pub fn within(self, place: String, record: &str) -> Self {
        let field = match self.field == record {
            true => place,
            false => format!("{place}.{}", self.field),
        };
        Self { field, ..self }
    }

    /// `field` is required.
    pub fn missing(field: impl Into<String>) -> Self {
        Self { kind: FieldErrorKind::Missing, field: field.into(), allowed: "is required".into() }
    }

    /// The `record` has no field of that name.
    pub fn unknown(field: impl Into<String>, record: &str) -> Self {
        let allowed = format!("is not a field of a {record}");
        Self { kind: FieldErrorKind::Unknown, field: field.into(), allowed }
    }
}
