use serde_json::value::RawValue;

use super::{
    ClientId, EmotionalState, FieldError, Fields, GoalId, MAX_RECORD_BYTES, Moment, SessionId, Zone,
};

const STATES: &str = "must be one of very_negative, negative, neutral, positive, very_positive";
const MINUTES: &str = "must be a whole number of minutes from 0 to 1440";
const DEFAULT_MINUTES: u16 = 60;
const MAX_MINUTES: u16 = 1440;

/// Any JSON value, kept as it was written.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Json(String);

impl Json {
    /// Takes over a JSON text; none where it is not well-formed.
    pub fn new(text: impl Into<String>) -> Option<Self> {
        let text = text.into();
        serde_json::from_str::<&RawValue>(&text).ok()?;
        Some(Self(text))
    }

    /// The JSON text.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl Default for Json {
    fn default() -> Self {
        Self("{}".into())
    }
}

/// One therapy session as the therapist wrote it down.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Session {
    /// Its id.
    pub session_id: SessionId,
    /// Whose session it was.
    pub client_id: ClientId,
    /// When it took place.
    pub timestamp: Moment,
    /// What was discussed.
    pub conversation_summary: String,
    /// How the client felt.
    pub emotional_state: EmotionalState,
    /// The goals that were worked on.
    pub therapeutic_goals: Vec<GoalId>,
    /// How far the client has come.
    pub progress_notes: String,
    /// What the therapist observed.
    pub therapist_observations: String,
    /// What to turn to next time.
    pub next_session_focus: String,
    /// How long it lasted, in minutes, 0 to 1440.
    pub session_duration_minutes: u16,
    /// Techniques by name.
    pub techniques_used: Vec<String>,
    /// Homework, empty for none.
    pub homework_assigned: String,
    /// Crisis flags by name.
    pub crisis_flags: Vec<String>,
    /// Anything else, kept as it is.
    pub metadata: Json,
}

impl Session {
    /// What a session is called in messages.
    pub const RECORD: &'static str = "session";

    /// Reads a session from JSON; a timestamp left out is `now`.
    ///
    /// # Errors
    /// The first field that is unknown, missing, of a wrong type or out of range.
    pub fn read(json: &str, now: Moment, zone: &dyn Zone) -> Result<Self, FieldError> {
        let mut fields = Fields::read(json, Self::RECORD)?;
        let session = Self {
            session_id: SessionId::new(fields.required_text("session_id")?)?,
            client_id: ClientId::new(fields.required_text("client_id")?)?,
            timestamp: fields.moment("timestamp", zone)?.unwrap_or(now),
            emotional_state: take_state(&mut fields)?
                .ok_or_else(|| FieldError::missing("emotional_state"))?,
            conversation_summary: fields.text("conversation_summary")?.unwrap_or_default(),
            therapeutic_goals: fields.ids("therapeutic_goals")?.unwrap_or_default(),
            progress_notes: fields.text("progress_notes")?.unwrap_or_default(),
            therapist_observations: fields.text("therapist_observations")?.unwrap_or_default(),
            next_session_focus: fields.text("next_session_focus")?.unwrap_or_default(),
            session_duration_minutes: take_minutes(&mut fields)?.unwrap_or(DEFAULT_MINUTES),
            techniques_used: fields.texts("techniques_used")?.unwrap_or_default(),
            homework_assigned: fields.text("homework_assigned")?.unwrap_or_default(),
            crisis_flags: fields.texts("crisis_flags")?.unwrap_or_default(),
            metadata: take_metadata(&mut fields)?.unwrap_or_default(),
        };
        fields.finish()?;
        Ok(session)
    }

    /// The session with the changes of a JSON object; its ids cannot change.
    ///
    /// # Errors
    /// The first field that is unknown, an id, of a wrong type or out of range, or the record
    /// where the change makes it larger than 256 KiB.
    pub fn amended(&self, changes: &str, zone: &dyn Zone) -> Result<Self, FieldError> {
        let mut fields = Fields::read(changes, Self::RECORD)?;
        for id in [SessionId::FIELD, ClientId::FIELD] {
            if fields.has(id) {
                return Err(FieldError::invalid(id, "cannot be amended"));
            }
        }
        let mut next = self.clone();
        next.apply(&mut fields, zone)?;
        fields.finish()?;
        next.check_size()?;
        Ok(next)
    }

    fn apply(&mut self, fields: &mut Fields, zone: &dyn Zone) -> Result<(), FieldError> {
        set(&mut self.timestamp, fields.moment("timestamp", zone)?);
        set(&mut self.emotional_state, take_state(fields)?);
        set(&mut self.conversation_summary, fields.text("conversation_summary")?);
        set(&mut self.therapeutic_goals, fields.ids("therapeutic_goals")?);
        set(&mut self.progress_notes, fields.text("progress_notes")?);
        set(&mut self.therapist_observations, fields.text("therapist_observations")?);
        set(&mut self.next_session_focus, fields.text("next_session_focus")?);
        set(&mut self.session_duration_minutes, take_minutes(fields)?);
        set(&mut self.techniques_used, fields.texts("techniques_used")?);
        set(&mut self.homework_assigned, fields.text("homework_assigned")?);
        set(&mut self.crisis_flags, fields.texts("crisis_flags")?);
        set(&mut self.metadata, take_metadata(fields)?);
        Ok(())
    }

    fn check_size(&self) -> Result<(), FieldError> {
        let lists = [&self.techniques_used, &self.crisis_flags];
        let size = self.texts().map(str::len).sum::<usize>()
            + lists.iter().flat_map(|list| list.iter()).map(String::len).sum::<usize>()
            + self.metadata.as_str().len();
        if size > MAX_RECORD_BYTES {
            return Err(FieldError::invalid(Self::RECORD, "must not be larger than 256 KiB"));
        }
        Ok(())
    }

    /// Its text fields, the ones that search reads.
    pub fn texts(&self) -> impl Iterator<Item = &str> {
        [
            self.conversation_summary.as_str(),
            &self.progress_notes,
            &self.therapist_observations,
            &self.next_session_focus,
            &self.homework_assigned,
        ]
        .into_iter()
    }
}

fn set<T>(field: &mut T, value: Option<T>) {
    if let Some(value) = value {
        *field = value;
    }
}

fn take_state(fields: &mut Fields) -> Result<Option<EmotionalState>, FieldError> {
    fields.named("emotional_state", STATES, EmotionalState::from_name)
}

fn take_minutes(fields: &mut Fields) -> Result<Option<u16>, FieldError> {
    let name = "session_duration_minutes";
    let Some(minutes) = fields.take_as::<f64>(name, MINUTES)? else { return Ok(None) };
    (0..=MAX_MINUTES)
        .find(|whole| f64::from(*whole) == minutes)
        .map(Some)
        .ok_or_else(|| FieldError::invalid(name, MINUTES))
}

fn take_metadata(fields: &mut Fields) -> Result<Option<Json>, FieldError> {
    let Some(json) = fields.take("metadata") else { return Ok(None) };
    Json::new(json).map(Some).ok_or_else(|| FieldError::invalid("metadata", "must be JSON"))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::FieldErrorKind;

    const REQUIRED: &str = r#""session_id":"s1","client_id":"c1","emotional_state":"neutral""#;

    fn now() -> Moment {
        Moment::new(1_700_000_000_000, 0).unwrap()
    }

    fn read(more: &str) -> Result<Session, FieldError> {
        Session::read(&format!("{{{REQUIRED}{more}}}"), now(), &0_i16)
    }

    #[test]
    fn what_is_left_out_has_its_default() {
        let session = read("").unwrap();
        assert_eq!(session.timestamp, now());
        assert_eq!(session.session_duration_minutes, 60);
        assert_eq!(session.homework_assigned, "");
        assert!(session.crisis_flags.is_empty());
        assert_eq!(session.metadata.as_str(), "{}");
    }

    #[test]
    fn each_required_field_is_asked_for_by_name() {
        for field in ["session_id", "client_id", "emotional_state"] {
            let json = format!("{{{REQUIRED}}}").replace(field, "progress_notes");
            let error = Session::read(&json, now(), &0_i16).unwrap_err();
            assert_eq!((error.kind, error.field.as_str()), (FieldErrorKind::Missing, field));
        }
    }

    #[test]
    fn a_wrong_value_is_named_in_every_field() {
        let wrong = [
            ("timestamp", r#""yesterday""#),
            ("timestamp", "1700000000"),
            ("timestamp", "null"),
            ("conversation_summary", "1"),
            ("conversation_summary", "null"),
            ("therapeutic_goals", r#""g1""#),
            ("therapeutic_goals", r#"[""]"#),
            ("therapeutic_goals", "[1]"),
            ("progress_notes", "[]"),
            ("therapist_observations", "{}"),
            ("next_session_focus", "true"),
            ("session_duration_minutes", "-1"),
            ("session_duration_minutes", "1441"),
            ("session_duration_minutes", "50.5"),
            ("session_duration_minutes", r#""60""#),
            ("techniques_used", r#"[" "]"#),
            ("techniques_used", r#"{"a":1}"#),
            ("homework_assigned", "0"),
            ("crisis_flags", "[null]"),
        ];
        for (field, value) in wrong {
            let error = read(&format!(r#","{field}":{value}"#)).unwrap_err();
            assert_eq!((error.kind, error.field.as_str()), (FieldErrorKind::Invalid, field));
        }
    }

    #[test]
    fn a_wrong_state_is_refused_with_what_is_allowed() {
        for value in [r#""happy""#, "3", r#""Neutral""#, "null"] {
            let json = format!("{{{REQUIRED}}}").replace(r#""neutral""#, value);
            let error = Session::read(&json, now(), &0_i16).unwrap_err();
            assert_eq!(error.field, "emotional_state");
            assert!(error.allowed.contains("very_negative"));
        }
    }

    #[test]
    fn an_unknown_field_is_refused() {
        let error = read(r#","mood":1"#).unwrap_err();
        assert_eq!((error.kind, error.field.as_str()), (FieldErrorKind::Unknown, "mood"));
    }

    #[test]
    fn a_duration_may_be_written_as_any_whole_number() {
        assert_eq!(
            read(r#","session_duration_minutes":50.0"#).unwrap().session_duration_minutes,
            50
        );
    }

    #[test]
    fn metadata_is_kept_as_it_is() {
        let text = r#"{"z":1,"a":[1.50,null,"ü"]}"#;
        assert_eq!(read(&format!(r#","metadata":{text}"#)).unwrap().metadata.as_str(), text);
    }

    #[test]
    fn an_amendment_changes_what_it_names_and_nothing_else() {
        let before = read(r#","progress_notes":"a","homework_assigned":"b""#).unwrap();
        let after = before.amended(r#"{"progress_notes":"c"}"#, &0_i16).unwrap();
        assert_eq!(after, Session { progress_notes: "c".into(), ..before });
    }

    #[test]
    fn an_amendment_leaves_ids_alone() {
        let session = read("").unwrap();
        for change in [r#"{"session_id":"x"}"#, r#"{"client_id":"x"}"#] {
            assert!(session.amended(change, &0_i16).is_err());
        }
        assert!(session.amended(r#"{"mood":1}"#, &0_i16).is_err());
    }
}
