use super::{ClientId, Day, EventId, FieldError, Fields, Zone};

/// What kind of thing happened.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum EventKind {
    /// A medication was begun, changed or ended.
    Medication,
    /// Somebody or something was lost.
    Loss,
    /// A break, such as a holiday.
    Holiday,
    /// Anything else in the client's life, such as a new job.
    Life,
    /// Something of another kind.
    Other,
}

impl EventKind {
    /// All kinds.
    pub const ALL: [Self; 5] =
        [Self::Medication, Self::Loss, Self::Holiday, Self::Life, Self::Other];

    /// Its name in every interface and file.
    pub fn name(self) -> &'static str {
        match self {
            Self::Medication => "medication",
            Self::Loss => "loss",
            Self::Holiday => "holiday",
            Self::Life => "life",
            Self::Other => "other",
        }
    }

    /// The kind of that name.
    pub fn from_name(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|kind| kind.name() == name)
    }
}

/// Something that happened in a client's life, to be seen beside the scores.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ClientEvent {
    /// Its id.
    pub event_id: EventId,
    /// In whose life it happened.
    pub client_id: ClientId,
    /// What kind of thing it was.
    pub kind: EventKind,
    /// What happened.
    pub description: String,
    /// When it happened.
    pub date: Day,
}

impl ClientEvent {
    /// What an event is called in messages.
    pub const RECORD: &'static str = "event";

    /// Reads an event from JSON; a date alone is meant in `zone`.
    ///
    /// # Errors
    /// The first field that is unknown, missing, of a wrong type or out of range.
    pub fn read(json: &str, zone: &dyn Zone) -> Result<Self, FieldError> {
        let mut fields = Fields::read(json, Self::RECORD)?;
        let event = Self {
            event_id: EventId::new(fields.required_text(EventId::FIELD)?)?,
            client_id: ClientId::new(fields.required_text(ClientId::FIELD)?)?,
            kind: take_kind(&mut fields)?,
            description: fields.required_text("description")?,
            date: take_date(&mut fields, zone)?,
        };
        fields.finish()?;
        if event.description.trim().is_empty() {
            return Err(FieldError::invalid("description", "must not be blank"));
        }
        Ok(event)
    }
}

fn take_kind(fields: &mut Fields) -> Result<EventKind, FieldError> {
    let allowed = "must be one of medication, loss, holiday, life, other";
    let kind = fields.named("kind", allowed, EventKind::from_name)?;
    kind.ok_or_else(|| FieldError::missing("kind"))
}

fn take_date(fields: &mut Fields, zone: &dyn Zone) -> Result<Day, FieldError> {
    let given = fields.has("date");
    fields.day("date", zone)?.ok_or_else(|| match given {
        true => FieldError::invalid("date", "must be a date or a time as text"),
        false => FieldError::missing("date"),
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::MAX_TEXT_BYTES;

    fn with(field: &str, value: &str) -> Result<ClientEvent, FieldError> {
        let mut json = serde_json::json!({
            "event_id": "e", "client_id": "c", "kind": "loss", "description": "d",
            "date": "2025-01-27",
        });
        json[field] = serde_json::from_str(value).unwrap();
        ClientEvent::read(&json.to_string(), &60_i16)
    }

    #[test]
    fn an_event_comes_with_a_date_or_an_instant_as_it_was_entered() {
        for date in ["2025-01-27", "2025-01-27T10:00:00+01:00"] {
            let event = with("date", &format!("\"{date}\"")).unwrap();
            assert_eq!(event.date.to_text(), date);
        }
    }

    #[test]
    fn every_kind_has_a_name_of_its_own() {
        for kind in EventKind::ALL {
            assert_eq!(with("kind", &format!("\"{}\"", kind.name())).unwrap().kind, kind);
        }
    }

    #[test]
    fn a_wrong_value_is_named_in_every_field() {
        let long = format!("\"{}\"", "x".repeat(MAX_TEXT_BYTES + 1));
        let wrong = [
            ("event_id", "\"\""),
            ("client_id", "7"),
            ("kind", "\"Loss\""),
            ("kind", "null"),
            ("description", "\" \""),
            ("description", &long),
            ("date", "null"),
            ("date", "\"then\""),
            ("significance", "\"major\""),
        ];
        for (field, value) in wrong {
            assert_eq!(with(field, value).unwrap_err().field, field, "{value}");
        }
    }

    #[test]
    fn every_field_is_asked_for_by_name() {
        let json = r#"{"event_id":"e","client_id":"c","kind":"loss","description":"d",
            "date":"2025-01-27"}"#;
        for field in ["event_id", "client_id", "kind", "description", "date"] {
            let without = json.replace(&format!("\"{field}\""), "\"x\"");
            let error = ClientEvent::read(&without, &0_i16).unwrap_err();
            assert_eq!(error, FieldError::missing(field));
        }
    }
}
