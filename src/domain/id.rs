use super::FieldError;

const MAX_CHARS: usize = 128;

fn check(text: &str, field: &str) -> Result<(), FieldError> {
    let chars = text.chars().count();
    if (1..=MAX_CHARS).contains(&chars) && !text.chars().any(char::is_control) {
        Ok(())
    } else {
        Err(FieldError::invalid(field, "must have 1 to 128 characters, none a control character"))
    }
}

macro_rules! id {
    ($(#[$doc:meta])* $name:ident, $field:literal) => {
        $(#[$doc])*
        ///
        /// 1 to 128 characters without control characters, unique in the vault for its kind.
        #[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub struct $name(String);

        impl $name {
            /// The name of the field that holds such an id.
            pub const FIELD: &'static str = $field;

            /// Takes over a text as an id.
            ///
            /// # Errors
            /// Where it is empty, over 128 characters or holds a control character.
            pub fn new(text: impl Into<String>) -> Result<Self, FieldError> {
                let text = text.into();
                check(&text, $field)?;
                Ok(Self(text))
            }

            /// The id as text.
            pub fn as_str(&self) -> &str {
                &self.0
            }
        }

        impl TryFrom<String> for $name {
            type Error = FieldError;
            fn try_from(text: String) -> Result<Self, FieldError> {
                Self::new(text)
            }
        }

        impl From<$name> for String {
            fn from(id: $name) -> Self {
                id.0
            }
        }
    };
}

id!(
    /// Names a client.
    ClientId, "client_id");
id!(
    /// Names a session.
    SessionId, "session_id");
id!(
    /// Names a goal.
    GoalId, "goal_id");
id!(
    /// Names a milestone.
    MilestoneId, "milestone_id");
id!(
    /// Names something that happened in a client's life.
    EventId, "event_id");

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_id_has_1_to_128_characters_whatever_their_bytes() {
        assert!(SessionId::new("").is_err());
        assert!(SessionId::new("é".repeat(128)).is_ok());
        assert!(SessionId::new("é".repeat(129)).is_err());
    }

    #[test]
    fn an_id_holds_no_control_character() {
        for text in ["a\nb", "\0", "tab\t", "c1\u{85}"] {
            assert_eq!(ClientId::new(text).unwrap_err().field, "client_id");
        }
    }
}
