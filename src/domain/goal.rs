use super::{Day, FieldError, Fields, GoalId, MilestoneId, Moment, Zone};

const PERCENT: &str = "must be a number from 0 to 100";

/// How much of a goal is reached, 0 to 100.
#[derive(Debug, Clone, Copy, PartialEq, PartialOrd, Default)]
pub struct Percentage(f64);

impl Percentage {
    /// The name of the field that holds it.
    pub const FIELD: &'static str = "completion_percentage";

    /// Takes over a number.
    ///
    /// # Errors
    /// Outside 0 to 100, and where it is no number at all.
    pub fn new(value: f64) -> Result<Self, FieldError> {
        if (0.0..=100.0).contains(&value) {
            // Adding zero turns −0 into 0.
            Ok(Self(value + 0.0))
        } else {
            Err(FieldError::invalid(Self::FIELD, PERCENT))
        }
    }

    /// The failure where it is required and was left out.
    pub fn missing() -> FieldError {
        FieldError::missing(Self::FIELD)
    }

    /// The number, 0 to 100.
    pub fn value(self) -> f64 {
        self.0
    }

    /// Whether all of it is reached.
    pub fn is_complete(self) -> bool {
        self.0 >= 100.0
    }
}

/// What a client wants to reach, and how far they have come.
#[derive(Debug, Clone, PartialEq)]
pub struct Goal {
    /// Its id.
    pub goal_id: GoalId,
    /// The goal in words.
    pub description: String,
    /// When it is to be reached, if that was agreed.
    pub target_date: Option<Day>,
    /// How much of it is reached.
    pub completion_percentage: Percentage,
    /// Its milestones, in the order they were added.
    pub milestones: Vec<MilestoneId>,
    /// The latest notes on it.
    pub notes: String,
    /// When it was set.
    pub created_at: Moment,
    /// When it last changed.
    pub updated_at: Moment,
}

impl Goal {
    /// What a goal is called in messages.
    pub const RECORD: &'static str = "goal";

    /// Reads a goal from JSON; times left out are `now`.
    ///
    /// # Errors
    /// The first field that is unknown, missing, of a wrong type or out of range.
    pub fn read(json: &str, now: Moment, zone: &dyn Zone) -> Result<Self, FieldError> {
        let mut fields = Fields::read(json, Self::RECORD)?;
        let goal_id = GoalId::new(fields.required_text("goal_id")?)?;
        let description = fields.required_text("description")?;
        if description.trim().is_empty() {
            return Err(FieldError::invalid("description", "must not be blank"));
        }
        let created_at = fields.moment("created_at", zone)?.unwrap_or(now);
        let goal = Self {
            goal_id,
            description,
            target_date: fields.day("target_date", zone)?,
            completion_percentage: fields.percentage()?.unwrap_or_default(),
            milestones: fields.ids("milestones")?.unwrap_or_default(),
            notes: fields.text("notes")?.unwrap_or_default(),
            created_at,
            updated_at: fields.moment("updated_at", zone)?.unwrap_or(created_at),
        };
        fields.finish()?;
        Ok(goal)
    }

    /// Whether there is still something to reach.
    pub fn is_active(&self) -> bool {
        !self.completion_percentage.is_complete()
    }
}

impl Fields<'_> {
    /// Takes how much is reached; none where it was left out.
    ///
    /// # Errors
    /// Where it is no number from 0 to 100.
    pub(super) fn percentage(&mut self) -> Result<Option<Percentage>, FieldError> {
        self.take_as::<f64>(Percentage::FIELD, PERCENT)?.map(Percentage::new).transpose()
    }
}

/// One entry of a goal's history.
#[derive(Debug, Clone, PartialEq)]
pub struct GoalUpdate {
    /// When it was recorded.
    pub timestamp: Moment,
    /// How much was reached then.
    pub completion_percentage: Percentage,
    /// The notes of that update.
    pub notes: String,
}

impl GoalUpdate {
    /// What an entry is called in messages.
    pub const RECORD: &'static str = "goal history entry";

    /// Reads an entry from JSON.
    ///
    /// # Errors
    /// The first field that is unknown, missing, of a wrong type or out of range.
    pub fn read(json: &str, zone: &dyn Zone) -> Result<Self, FieldError> {
        Self::from_fields(Fields::read(json, Self::RECORD)?, zone)
    }

    /// Reads an entry from the fields that are left of an object.
    ///
    /// # Errors
    /// As [`GoalUpdate::read`].
    pub fn from_fields(mut fields: Fields, zone: &dyn Zone) -> Result<Self, FieldError> {
        let update = Self {
            timestamp: fields
                .moment("timestamp", zone)?
                .ok_or_else(|| FieldError::missing("timestamp"))?,
            completion_percentage: fields.percentage()?.ok_or_else(Percentage::missing)?,
            notes: fields.text("notes")?.unwrap_or_default(),
        };
        fields.finish()?;
        Ok(update)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn now() -> Moment {
        Moment::new(1_700_000_000_000, 0).unwrap()
    }

    fn read(json: &str) -> Result<Goal, FieldError> {
        Goal::read(json, now(), &0_i16)
    }

    #[test]
    fn what_is_left_out_has_its_default() {
        let goal = read(r#"{"goal_id":"g","description":"d"}"#).unwrap();
        assert_eq!(goal.target_date, None);
        assert_eq!(goal.completion_percentage.value(), 0.0);
        assert_eq!((goal.created_at, goal.updated_at), (now(), now()));
    }

    #[test]
    fn a_wrong_value_is_named_in_every_field() {
        let wrong = [
            ("description", r#"" ""#),
            ("description", "1"),
            ("target_date", r#""soon""#),
            ("target_date", "5"),
            ("completion_percentage", "-0.1"),
            ("completion_percentage", "100.5"),
            ("completion_percentage", r#""60""#),
            ("completion_percentage", "null"),
            ("milestones", r#"["a\u0000"]"#),
            ("notes", "null"),
            ("created_at", r#""2024""#),
            ("updated_at", "1"),
            ("status", r#""active""#),
        ];
        for (field, value) in wrong {
            let other = if field == "description" { "" } else { r#""description":"d","# };
            let error =
                read(&format!(r#"{{"goal_id":"g",{other}"{field}":{value}}}"#)).unwrap_err();
            assert_eq!(error.field, field, "{value}");
        }
        assert_eq!(read(r#"{"goal_id":"g"}"#).unwrap_err(), FieldError::missing("description"));
        assert_eq!(read(r#"{"description":"d"}"#).unwrap_err(), FieldError::missing("goal_id"));
    }

    #[test]
    fn a_percentage_is_a_number_from_0_to_100() {
        for value in [-1.0, 100.1, f64::NAN, f64::INFINITY] {
            assert!(Percentage::new(value).is_err());
        }
        assert!(Percentage::new(33.3).is_ok());
        assert!(Percentage::new(-0.0).unwrap().value().is_sign_positive());
    }

    #[test]
    fn a_goal_is_active_below_100_percent() {
        let at = |percent| {
            read(&format!(
                r#"{{"goal_id":"g","description":"d","completion_percentage":{percent}}}"#
            ))
        };
        assert!(at(99.9).unwrap().is_active());
        assert!(!at(100.0).unwrap().is_active());
    }
}
