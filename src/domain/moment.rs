use chrono::{DateTime, FixedOffset, NaiveDate, NaiveDateTime, NaiveTime};
use serde::{Serialize, Serializer};

use super::FieldError;

const INSTANT: &str = "must be a time like 2024-10-27T10:00:00+01:00, 2024-10-27T09:00:00Z or, \
                       in the device's time zone, 2024-10-27T10:00:00";
const DAY_OR_INSTANT: &str =
    "must be a date like 2025-01-27 or a time like 2025-01-27T10:00:00+01:00";

const MINUTE_MILLIS: i64 = 60_000;
const DAY_MINUTES: u16 = 24 * 60;
/// Where the years 1 and 10000 begin, in milliseconds since 1970.
const YEAR_1_MILLIS: i64 = -62_135_596_800_000;
const YEAR_10000_MILLIS: i64 = 253_402_300_800_000;

/// The device's time zone: what its wall clock means.
pub trait Zone {
    /// Minutes east of UTC when the wall clock shows `local`.
    fn offset_minutes(&self, local: NaiveDateTime) -> i16;
}

/// A zone that never changes its offset, in minutes east of UTC.
impl Zone for i16 {
    fn offset_minutes(&self, _local: NaiveDateTime) -> i16 {
        *self
    }
}

/// An instant with the offset of the clock it was read from, to the millisecond.
///
/// Ordered by the instant, then by the offset; calendar periods follow its local date.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Moment {
    millis: i64,
    offset_minutes: i16,
}

impl Moment {
    /// The instant `millis` after 1970-01-01T00:00Z, seen `offset_minutes` east of UTC.
    ///
    /// None outside the years 1 to 9999 or where the offset is a day or more.
    pub fn new(millis: i64, offset_minutes: i16) -> Option<Self> {
        // Whole histories pass through here: plain numbers, no calendar.
        let wall_clock = millis.checked_add(i64::from(offset_minutes) * MINUTE_MILLIS)?;
        let fits = offset_minutes.unsigned_abs() < DAY_MINUTES
            && (YEAR_1_MILLIS..YEAR_10000_MILLIS).contains(&wall_clock);
        fits.then_some(Self { millis, offset_minutes })
    }

    /// 1970-01-01T00:00Z.
    pub fn epoch() -> Self {
        Self { millis: 0, offset_minutes: 0 }
    }

    /// Reads RFC 3339; a time without an offset is the wall clock of `zone`.
    ///
    /// # Errors
    /// Where the text is no such time; names `field`.
    pub fn parse(text: &str, zone: &dyn Zone, field: &str) -> Result<Self, FieldError> {
        Self::read(text, zone).ok_or_else(|| FieldError::invalid(field, INSTANT))
    }

    fn read(text: &str, zone: &dyn Zone) -> Option<Self> {
        let (local, offset) = super::rfc3339::parse(text)?;
        match offset {
            None => Self::at_wall_clock(local, zone),
            Some(minutes) => Self::at_wall_clock(local, &minutes),
        }
    }

    fn at_wall_clock(local: NaiveDateTime, zone: &dyn Zone) -> Option<Self> {
        let offset_minutes = zone.offset_minutes(local);
        let millis = local.and_utc().timestamp_millis() - i64::from(offset_minutes) * 60_000;
        Self::new(millis, offset_minutes)
    }

    /// Milliseconds since 1970-01-01T00:00Z.
    pub fn millis(self) -> i64 {
        self.millis
    }

    /// Minutes east of UTC of the clock it was read from.
    pub fn offset_minutes(self) -> i16 {
        self.offset_minutes
    }

    /// The date that the clock it was read from showed.
    pub fn local_date(self) -> NaiveDate {
        self.date_time().map(|at| at.date_naive()).unwrap_or_default()
    }

    /// The moment `days` times 24 hours earlier; stops at the first day of year 1.
    pub fn minus_days(self, days: u32) -> Self {
        Self::new(self.millis - i64::from(days) * 86_400_000, self.offset_minutes)
            .unwrap_or(Self { millis: Self::FIRST_MILLIS, ..self })
    }

    const FIRST_MILLIS: i64 = YEAR_1_MILLIS + 86_400_000;

    fn date_time(self) -> Option<DateTime<FixedOffset>> {
        let offset = FixedOffset::east_opt(i32::from(self.offset_minutes) * 60)?;
        let utc = DateTime::from_timestamp_millis(self.millis)?;
        utc.naive_utc().checked_add_offset(offset)?;
        Some(utc.with_timezone(&offset))
    }

    /// RFC 3339 with the offset it was entered with.
    pub fn to_rfc3339(self) -> String {
        let Some(at) = self.date_time() else { return String::new() };
        super::rfc3339::write(at.naive_local(), self.offset_minutes)
    }
}

impl PartialOrd for Moment {
    fn partial_cmp(&self, other: &Self) -> Option<std::cmp::Ordering> {
        Some(self.cmp(other))
    }
}

impl Ord for Moment {
    fn cmp(&self, other: &Self) -> std::cmp::Ordering {
        (self.millis, self.offset_minutes).cmp(&(other.millis, other.offset_minutes))
    }
}

impl Serialize for Moment {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(&self.to_rfc3339())
    }
}

/// A calendar day or an instant on it, as it was entered.
///
/// A day alone lasts from its first to its last millisecond in the zone it was entered in.
/// Two dates alone are equal where they name the same day, in whichever zones they were entered.
#[derive(Debug, Clone, Copy)]
pub enum Day {
    /// A date alone, with the moment it begins.
    Date(NaiveDate, Moment),
    /// An instant.
    Instant(Moment),
}

impl Day {
    /// Reads a date, or an instant as [`Moment::parse`] does.
    ///
    /// # Errors
    /// Where the text is neither; names `field`.
    pub fn parse(text: &str, zone: &dyn Zone, field: &str) -> Result<Self, FieldError> {
        Self::read(text, zone).ok_or_else(|| FieldError::invalid(field, DAY_OR_INSTANT))
    }

    fn read(text: &str, zone: &dyn Zone) -> Option<Self> {
        if let Some(date) = super::rfc3339::parse_date(text) {
            let start = Moment::at_wall_clock(date.and_time(NaiveTime::MIN), zone)?;
            return Some(Self::Date(date, start));
        }
        Moment::read(text, zone).map(Self::Instant)
    }

    /// Its first instant.
    pub fn first(self) -> Moment {
        match self {
            Self::Date(_, start) | Self::Instant(start) => start,
        }
    }

    /// Its last instant, in the zone that a date alone is meant in.
    pub fn last(self, zone: &dyn Zone) -> Moment {
        match self {
            Self::Instant(at) => at,
            Self::Date(date, start) => date
                .succ_opt()
                .and_then(|next| Moment::at_wall_clock(next.and_time(NaiveTime::MIN), zone))
                .and_then(|next| Moment::new(next.millis - 1, next.offset_minutes))
                .unwrap_or(start),
        }
    }

    /// As it was entered: `2025-01-27`, or RFC 3339.
    pub fn to_text(self) -> String {
        match self {
            Self::Date(date, _) => super::rfc3339::date_text(date),
            Self::Instant(at) => at.to_rfc3339(),
        }
    }
}

impl PartialEq for Day {
    fn eq(&self, other: &Self) -> bool {
        match (self, other) {
            (Self::Date(date, _), Self::Date(same, _)) => date == same,
            (Self::Instant(at), Self::Instant(same)) => at == same,
            _ => false,
        }
    }
}

impl Eq for Day {}

#[cfg(test)]
mod tests {
    use super::*;

    fn moment(text: &str) -> Moment {
        Moment::parse(text, &60_i16, "timestamp").unwrap()
    }

    #[test]
    fn an_instant_comes_back_with_the_offset_it_was_entered_with() {
        for text in [
            "2024-10-27T10:00:00+01:00",
            "2024-10-27T10:00:00Z",
            "2024-10-27T10:00:00.250-09:30",
            "0001-01-02T00:00:00Z",
            "9999-12-30T23:59:59.999+14:00",
        ] {
            assert_eq!(moment(text).to_rfc3339(), text);
        }
    }

    #[test]
    fn a_time_without_an_offset_is_the_devices_wall_clock() {
        assert_eq!(moment("2024-10-27T10:00:00").to_rfc3339(), "2024-10-27T10:00:00+01:00");
        assert_eq!(moment("2024-10-27T10:00").millis(), moment("2024-10-27T09:00:00Z").millis());
    }

    #[test]
    fn what_is_no_time_is_refused_by_name() {
        for text in [
            "",
            "yesterday",
            "2024-13-01T10:00:00Z",
            "2024-02-30T10:00:00",
            "2024-10-27",
            "10:00",
            "2024-10-27T24:00:00Z",
            "2024-10-27T10:60:00Z",
            "2024-10-27T10:00:00+24:00",
            "2024-10-27T10:00:00+01",
            "2024-10-27T10:00:00.Z",
            "2024-10-27T10:00:00Zulu",
            "２024-10-27T10:00:00Z",
        ] {
            let error = Moment::parse(text, &0_i16, "timestamp").unwrap_err();
            assert_eq!(error.field, "timestamp", "{text}");
        }
    }

    #[test]
    fn the_local_date_follows_the_offset() {
        assert_eq!(moment("2024-12-31T23:30:00-05:00").local_date().to_string(), "2024-12-31");
        assert_eq!(moment("2024-12-31T23:30:00Z").local_date().to_string(), "2024-12-31");
    }

    #[test]
    fn a_date_alone_lasts_its_whole_day() {
        let day = Day::parse("2025-01-27", &60_i16, "end_date").unwrap();
        assert_eq!(day.first(), moment("2025-01-27T00:00:00+01:00"));
        assert_eq!(day.last(&60_i16), moment("2025-01-27T23:59:59.999+01:00"));
        assert_eq!(day.to_text(), "2025-01-27");
    }

    #[test]
    fn a_date_alone_is_the_same_day_in_every_zone() {
        let day = |zone: i16| Day::parse("2025-01-27", &zone, "target_date").unwrap();
        assert_eq!(day(60), day(-300));
        assert_ne!(day(60), Day::Instant(day(60).first()));
    }

    #[test]
    fn a_date_is_written_in_full() {
        assert!(Day::parse("2025-1-7", &0_i16, "target_date").is_err());
        assert!(Day::parse("2025-02-29", &0_i16, "target_date").is_err());
    }
}
