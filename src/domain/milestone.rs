use super::{Day, FieldError, Fields, GoalId, MilestoneId, Moment, Zone};

/// How much a milestone means.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Default)]
pub enum Significance {
    /// A small step.
    Minor,
    /// A step.
    #[default]
    Moderate,
    /// A turning point.
    Major,
}

impl Significance {
    /// Its name in every interface and file.
    pub fn name(self) -> &'static str {
        match self {
            Self::Minor => "minor",
            Self::Moderate => "moderate",
            Self::Major => "major",
        }
    }

    /// The significance of that name.
    pub fn from_name(name: &str) -> Option<Self> {
        [Self::Minor, Self::Moderate, Self::Major].into_iter().find(|one| one.name() == name)
    }
}

/// Something a client reached on the way to a goal.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Milestone {
    /// Its id.
    pub milestone_id: MilestoneId,
    /// The goal it leads to.
    pub goal_id: GoalId,
    /// What was reached.
    pub description: String,
    /// When it was reached.
    pub achieved_date: Day,
    /// How much it means.
    pub significance: Significance,
}

impl Milestone {
    /// What a milestone is called in messages.
    pub const RECORD: &'static str = "milestone";

    /// Reads a milestone from JSON; a date left out is `now`.
    ///
    /// # Errors
    /// The first field that is unknown, missing, of a wrong type or out of range.
    pub fn read(json: &str, now: Moment, zone: &dyn Zone) -> Result<Self, FieldError> {
        let mut fields = Fields::read(json, Self::RECORD)?;
        let milestone_id = MilestoneId::new(fields.required_text("milestone_id")?)?;
        let goal_id = GoalId::new(fields.required_text("goal_id")?)?;
        let description = fields.required_text("description")?;
        if description.trim().is_empty() {
            return Err(FieldError::invalid("description", "must not be blank"));
        }
        let given = fields.has("achieved_date");
        let achieved_date = match fields.day("achieved_date", zone)? {
            Some(day) => day,
            None if given => {
                return Err(FieldError::invalid(
                    "achieved_date",
                    "must be a date or a time as text",
                ));
            }
            None => Day::Instant(now),
        };
        let allowed = "must be one of minor, moderate, major";
        let significance =
            fields.named("significance", allowed, Significance::from_name)?.unwrap_or_default();
        fields.finish()?;
        Ok(Self { milestone_id, goal_id, description, achieved_date, significance })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(more: &str) -> Result<Milestone, FieldError> {
        let json = format!(r#"{{"milestone_id":"m","goal_id":"g",{more}}}"#);
        Milestone::read(&json, Moment::new(0, 0).unwrap(), &0_i16)
    }

    #[test]
    fn what_is_left_out_has_its_default() {
        let milestone = read(r#""description":"d""#).unwrap();
        assert_eq!(milestone.significance, Significance::Moderate);
        assert_eq!(milestone.achieved_date.first().millis(), 0);
    }

    #[test]
    fn a_date_alone_comes_back_as_it_was() {
        let milestone = read(r#""description":"d","achieved_date":"2025-01-27""#).unwrap();
        assert_eq!(milestone.achieved_date.to_text(), "2025-01-27");
    }

    #[test]
    fn a_wrong_value_is_named_in_every_field() {
        let wrong = [
            ("achieved_date", "null"),
            ("achieved_date", r#""then""#),
            ("significance", r#""huge""#),
            ("significance", "1"),
            ("notes", r#""n""#),
        ];
        for (field, value) in wrong {
            let error = read(&format!(r#""description":"d","{field}":{value}"#)).unwrap_err();
            assert_eq!(error.field, field, "{value}");
        }
        assert_eq!(read(r#""description":"""#).unwrap_err().field, "description");
        assert_eq!(
            read(r#""significance":"minor""#).unwrap_err(),
            FieldError::missing("description")
        );
    }
}
