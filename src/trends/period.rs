use chrono::{Datelike, Days, Months, NaiveDate, Weekday};

use crate::domain::{FieldError, date_text};

/// A stretch of the calendar, by which sessions are put together.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Period {
    /// One day.
    Day,
    /// An ISO 8601 week, Monday to Sunday.
    Week,
    /// A calendar month.
    Month,
    /// Three calendar months, the first quarter from January on.
    Quarter,
    /// A calendar year.
    Year,
}

impl Period {
    /// The name of the field that holds it.
    pub const FIELD: &'static str = "period";

    /// Reads `day`, `week`, `month`, `quarter` or `year`.
    ///
    /// # Errors
    /// Where the text is none of them.
    pub fn parse(text: &str) -> Result<Self, FieldError> {
        match text {
            "day" => Ok(Self::Day),
            "week" => Ok(Self::Week),
            "month" => Ok(Self::Month),
            "quarter" => Ok(Self::Quarter),
            "year" => Ok(Self::Year),
            _ => Err(FieldError::invalid(
                Self::FIELD,
                "must be one of day, week, month, quarter, year",
            )),
        }
    }

    /// The first day of the period that holds `date`.
    pub fn first_day(self, date: NaiveDate) -> NaiveDate {
        let first = match self {
            Self::Day => Some(date),
            Self::Week => date.week(Weekday::Mon).checked_first_day(),
            Self::Month => date.with_day(1),
            Self::Quarter => NaiveDate::from_ymd_opt(date.year(), date.month0() / 3 * 3 + 1, 1),
            Self::Year => NaiveDate::from_ymd_opt(date.year(), 1, 1),
        };
        first.unwrap_or(date)
    }

    /// The last day of the period that holds `date`.
    pub fn last_day(self, date: NaiveDate) -> NaiveDate {
        let first = self.first_day(date);
        let next = match self {
            Self::Day => first.checked_add_days(Days::new(1)),
            Self::Week => first.checked_add_days(Days::new(7)),
            Self::Month => first.checked_add_months(Months::new(1)),
            Self::Quarter => first.checked_add_months(Months::new(3)),
            Self::Year => first.checked_add_months(Months::new(12)),
        };
        next.and_then(|next| next.pred_opt()).unwrap_or(date)
    }

    /// What the period that holds `date` is called: `2024-02-29`, `2024-W09`, `2024-02`,
    /// `2024-Q1` or `2024`.
    ///
    /// A week belongs to the year of its Thursday, as ISO 8601 has it.
    pub fn label(self, date: NaiveDate) -> String {
        let year = date.year();
        match self {
            Self::Day => date_text(date),
            Self::Week => {
                let week = date.iso_week();
                format!("{:04}-W{:02}", week.year(), week.week())
            }
            Self::Month => format!("{year:04}-{:02}", date.month()),
            Self::Quarter => format!("{year:04}-Q{}", date.month0() / 3 + 1),
            Self::Year => format!("{year:04}"),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const ALL: [Period; 5] =
        [Period::Day, Period::Week, Period::Month, Period::Quarter, Period::Year];

    fn date(text: &str) -> NaiveDate {
        text.parse().unwrap()
    }

    fn span(period: Period, of: &str) -> (String, String) {
        let day = date(of);
        (period.first_day(day).to_string(), period.last_day(day).to_string())
    }

    #[test]
    fn a_period_is_read_from_its_name() {
        for (name, period) in ["day", "week", "month", "quarter", "year"].into_iter().zip(ALL) {
            assert_eq!(Period::parse(name).unwrap(), period);
        }
        for wrong in ["", "Day", "weeks", "decade"] {
            assert_eq!(Period::parse(wrong).unwrap_err().field, "period");
        }
    }

    /// Source: ISO 8601, weeks from Monday on, in the year of their Thursday.
    #[test]
    fn each_date_has_the_labels_of_the_calendar() {
        let labels = [
            ("2020-12-31", ["2020-12-31", "2020-W53", "2020-12", "2020-Q4", "2020"]),
            ("2021-01-01", ["2021-01-01", "2020-W53", "2021-01", "2021-Q1", "2021"]),
            ("2021-01-03", ["2021-01-03", "2020-W53", "2021-01", "2021-Q1", "2021"]),
            ("2021-01-04", ["2021-01-04", "2021-W01", "2021-01", "2021-Q1", "2021"]),
            ("2024-02-29", ["2024-02-29", "2024-W09", "2024-02", "2024-Q1", "2024"]),
            ("2024-12-29", ["2024-12-29", "2024-W52", "2024-12", "2024-Q4", "2024"]),
            ("2024-12-30", ["2024-12-30", "2025-W01", "2024-12", "2024-Q4", "2024"]),
            ("2025-01-01", ["2025-01-01", "2025-W01", "2025-01", "2025-Q1", "2025"]),
        ];
        for (day, expected) in labels {
            assert_eq!(ALL.map(|period| period.label(date(day))), expected);
        }
    }

    #[test]
    fn week_53_reaches_into_the_new_year() {
        for day in ["2020-12-28", "2020-12-31", "2021-01-03"] {
            assert_eq!(span(Period::Week, day), ("2020-12-28".into(), "2021-01-03".into()));
        }
    }

    #[test]
    fn february_ends_with_its_leap_day() {
        assert_eq!(span(Period::Month, "2024-02-10").1, "2024-02-29");
        assert_eq!(span(Period::Month, "2023-02-10").1, "2023-02-28");
        assert_eq!(span(Period::Month, "1900-02-10").1, "1900-02-28");
    }

    #[test]
    fn quarters_and_years_end_with_their_last_month() {
        assert_eq!(span(Period::Quarter, "2024-05-31"), ("2024-04-01".into(), "2024-06-30".into()));
        assert_eq!(span(Period::Quarter, "2024-12-31"), ("2024-10-01".into(), "2024-12-31".into()));
        assert_eq!(span(Period::Year, "2024-02-29"), ("2024-01-01".into(), "2024-12-31".into()));
    }

    #[test]
    fn every_day_of_a_period_has_its_first_day_and_its_label() {
        let mut day = date("2019-12-30");
        while day < date("2029-01-15") {
            for period in ALL {
                let (first, last) = (period.first_day(day), period.last_day(day));
                assert!(first <= day && day <= last);
                assert_eq!(period.label(first), period.label(day));
                assert_ne!(period.label(last), period.label(last.succ_opt().unwrap()));
            }
            day = day.succ_opt().unwrap();
        }
    }
}
