use chrono::{Datelike, Months, NaiveDate};

use super::{FieldError, Fields, Moment};

/// The most years that a policy can ask for, and the highest age of majority.
const MOST_YEARS: u32 = 100;

/// How long a practice keeps a client's records. Nothing is ever destroyed because of it: it only
/// says whose records a person may now decide about.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct RetentionPolicy {
    /// Years that records are kept after the client's last session, 0 to 100.
    pub years_after_last_session: u32,
    /// The age at which a client is of age, 0 to 100.
    pub age_of_majority: u32,
    /// Years that the records of a minor are kept after the year of that birthday, 0 to 100.
    pub years_after_majority: u32,
}

impl Default for RetentionPolicy {
    fn default() -> Self {
        Self { years_after_last_session: 7, age_of_majority: 18, years_after_majority: 7 }
    }
}

/// Which part of a policy decided on a client's date.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum RetentionRule {
    /// The years after the last session.
    LastSession,
    /// The years after the client was entered: there is no session.
    Created,
    /// The years after the client came of age.
    Majority,
}

impl RetentionRule {
    /// Its name in every interface.
    pub fn name(self) -> &'static str {
        match self {
            Self::LastSession => "last_session",
            Self::Created => "created",
            Self::Majority => "majority",
        }
    }
}

/// What a policy needs to know of a client.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Kept {
    /// When the client was entered.
    pub created: Moment,
    /// The first session and the last one, where there is any.
    pub sessions: Option<(Moment, Moment)>,
    /// The year of birth, where it is known.
    pub birth_year: Option<u16>,
}

/// The first day on which a client's records are past a policy, and why it is that one.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Due {
    /// The day.
    pub on: NaiveDate,
    /// The rule that led to it.
    pub rule: RetentionRule,
}

impl RetentionPolicy {
    /// What a policy is called in messages.
    pub const RECORD: &'static str = "retention policy";

    /// The policy with what the JSON says in place of it; what is left out stays.
    ///
    /// # Errors
    /// The first field that is unknown or out of range.
    pub fn changed(self, json: &str) -> Result<Self, FieldError> {
        let mut fields = Fields::read(json, Self::RECORD)?;
        let policy = Self {
            years_after_last_session: years(
                &mut fields,
                "years_after_last_session",
                self.years_after_last_session,
            )?,
            age_of_majority: years(&mut fields, "age_of_majority", self.age_of_majority)?,
            years_after_majority: years(
                &mut fields,
                "years_after_majority",
                self.years_after_majority,
            )?,
        };
        fields.finish()?;
        Ok(policy)
    }

    /// From which day on a client's records are past the policy.
    ///
    /// Years are counted on the calendar of the session's own local date; what would fall on a
    /// 29 February that is missing falls on 1 March. Of a birthday only the year is known, so it
    /// counts as the year's last day. The rule for minors is for whoever may have been one at the
    /// first session; the later of the two days is the client's.
    pub fn due(&self, kept: &Kept) -> Due {
        let Kept { created, sessions, birth_year } = *kept;
        let (first, last, rule) = match sessions {
            Some((first, last)) => (first, last, RetentionRule::LastSession),
            None => (created, created, RetentionRule::Created),
        };
        let usual = Due { on: after_years(last.local_date(), self.years_after_last_session), rule };
        let grown = birth_year.map(|year| i64::from(year) + i64::from(self.age_of_majority));
        let minor = grown.filter(|grown| i64::from(first.local_date().year()) <= *grown);
        let majority = minor.and_then(|grown| {
            let year = i32::try_from(grown + i64::from(self.years_after_majority) + 1).ok()?;
            NaiveDate::from_ymd_opt(year, 1, 1)
        });
        match majority {
            Some(on) if on > usual.on => Due { on, rule: RetentionRule::Majority },
            _ => usual,
        }
    }
}

fn years(fields: &mut Fields, name: &str, before: u32) -> Result<u32, FieldError> {
    let allowed = "must be a whole number from 0 to 100";
    match fields.take_as::<u32>(name, allowed)? {
        Some(years) if years > MOST_YEARS => Err(FieldError::invalid(name, allowed)),
        years => Ok(years.unwrap_or(before)),
    }
}

/// The same day so many years later.
fn after_years(date: NaiveDate, years: u32) -> NaiveDate {
    let later = date.checked_add_months(Months::new(12 * years)).unwrap_or(date);
    // A month that is too short ends on its last day.
    if later.day() < date.day() { later.succ_opt().unwrap_or(later) } else { later }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(text: &str) -> Moment {
        Moment::parse(text, &0_i16, "time").unwrap()
    }

    fn kept(first: &str, last: &str, birth_year: Option<u16>) -> Kept {
        let created = at("2001-01-01T00:00:00Z");
        Kept { created, sessions: Some((at(first), at(last))), birth_year }
    }

    fn due(policy: RetentionPolicy, kept: &Kept) -> (String, &'static str) {
        let Due { on, rule } = policy.due(kept);
        (on.to_string(), rule.name())
    }

    #[test]
    fn seven_years_after_the_last_session_by_the_calendar() {
        let adult = kept("2015-02-01T09:00:00Z", "2019-03-10T17:30:00+01:00", None);
        assert_eq!(due(RetentionPolicy::default(), &adult), ("2026-03-10".into(), "last_session"));
        let ten = RetentionPolicy { years_after_last_session: 10, ..RetentionPolicy::default() };
        assert_eq!(due(ten, &adult), ("2029-03-10".into(), "last_session"));
    }

    #[test]
    fn the_date_is_the_one_that_the_clock_of_the_session_showed() {
        let late = kept("2019-12-31T23:30:00-05:00", "2019-12-31T23:30:00-05:00", None);
        assert_eq!(due(RetentionPolicy::default(), &late).0, "2026-12-31");
    }

    #[test]
    fn a_leap_day_that_is_missing_falls_on_the_first_of_march() {
        let leap = kept("2016-02-29T10:00:00Z", "2016-02-29T10:00:00Z", None);
        assert_eq!(due(RetentionPolicy::default(), &leap).0, "2023-03-01");
        let eight = RetentionPolicy { years_after_last_session: 8, ..RetentionPolicy::default() };
        assert_eq!(due(eight, &leap).0, "2024-02-29");
    }

    #[test]
    fn a_minors_records_are_kept_until_years_after_the_year_of_majority() {
        // Born in 2008: 18 in the course of 2026, kept through 2033.
        let child = kept("2018-05-01T10:00:00Z", "2019-03-10T10:00:00Z", Some(2008));
        assert_eq!(due(RetentionPolicy::default(), &child), ("2034-01-01".into(), "majority"));
        let three = RetentionPolicy { years_after_majority: 3, ..RetentionPolicy::default() };
        assert_eq!(due(three, &child), ("2030-01-01".into(), "majority"));
        let of_21 = RetentionPolicy { age_of_majority: 21, ..three };
        assert_eq!(due(of_21, &child), ("2033-01-01".into(), "majority"));
    }

    #[test]
    fn the_later_of_the_two_days_decides() {
        // Born in 2001: 18 in 2019; with no years after that the last session decides.
        let none_after = RetentionPolicy { years_after_majority: 0, ..RetentionPolicy::default() };
        let youth = kept("2017-05-01T10:00:00Z", "2019-06-01T10:00:00Z", Some(2001));
        assert_eq!(due(none_after, &youth), ("2026-06-01".into(), "last_session"));
    }

    #[test]
    fn who_was_of_age_at_the_first_session_falls_under_the_usual_rule() {
        let long = RetentionPolicy { years_after_majority: 50, ..RetentionPolicy::default() };
        let adult = kept("2020-01-02T10:00:00Z", "2020-01-02T10:00:00Z", Some(2001));
        assert_eq!(due(long, &adult), ("2027-01-02".into(), "last_session"));
        // 18 only in the course of that year: perhaps still a minor.
        let perhaps = kept("2019-01-02T10:00:00Z", "2020-01-02T10:00:00Z", Some(2001));
        assert_eq!(due(long, &perhaps), ("2070-01-01".into(), "majority"));
    }

    #[test]
    fn a_client_without_a_session_counts_from_when_they_were_entered() {
        let created = at("2018-07-04T10:00:00Z");
        let nobody = Kept { created, sessions: None, birth_year: None };
        assert_eq!(due(RetentionPolicy::default(), &nobody), ("2025-07-04".into(), "created"));
    }

    #[test]
    fn a_policy_keeps_what_is_left_out_and_names_what_is_wrong() {
        let policy = RetentionPolicy::default();
        let changed = policy.changed(r#"{"years_after_last_session":10}"#).unwrap();
        assert_eq!(changed, RetentionPolicy { years_after_last_session: 10, ..policy });
        for wrong in [r#"101"#, "-1", "7.5", r#""7""#, "null"] {
            for name in ["years_after_last_session", "age_of_majority", "years_after_majority"] {
                let error = policy.changed(&format!("{{\"{name}\":{wrong}}}")).unwrap_err();
                assert_eq!(error.field, name, "{wrong}");
            }
        }
        assert_eq!(policy.changed(r#"{"years":1}"#).unwrap_err().field, "years");
    }
}
