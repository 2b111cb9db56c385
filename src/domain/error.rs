use std::ops::Deref;

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
/// The message never repeats the value, which may be about a person. One pointer wide, since
/// every function that can fail hands it on.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
#[error("{} {}", .0.field, .0.allowed)]
pub struct FieldError(Box<Fault>);

/// What a [`FieldError`] says.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Fault {
    /// What kind of fault it is.
    pub kind: FieldErrorKind,
    /// The field's name as the caller knows it.
    pub field: String,
    /// The rest of a sentence that begins with the field's name.
    pub allowed: String,
}

impl Deref for FieldError {
    type Target = Fault;

    fn deref(&self) -> &Fault {
        &self.0
    }
}

impl FieldError {
    fn new(kind: FieldErrorKind, field: String, allowed: String) -> Self {
        Self(Box::new(Fault { kind, field, allowed }))
    }

    /// The value of `field` is not one of those `allowed`.
    pub fn invalid(field: impl Into<String>, allowed: impl Into<String>) -> Self {
        Self::new(FieldErrorKind::Invalid, field.into(), allowed.into())
    }

    /// The same fault, in a `record` that lies at `place`, such as `milestones[0]`.
    #[must_use]
    pub fn within(mut self, place: String, record: &str) -> Self {
        self.0.field = match self.field == record {
            true => place,
            false => format!("{place}.{}", self.field),
        };
        self
    }

    /// `field` is required.
    pub fn missing(field: impl Into<String>) -> Self {
        Self::new(FieldErrorKind::Missing, field.into(), "is required".into())
    }

    /// The `record` has no field of that name.
    pub fn unknown(field: impl Into<String>, record: &str) -> Self {
        let allowed = format!("is not a field of a {record}");
        Self::new(FieldErrorKind::Unknown, field.into(), allowed)
    }
}
