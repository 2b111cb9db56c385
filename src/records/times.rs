use serde::{Deserialize, Serialize};

use super::RecordError;
use crate::domain::{Day, Moment};

/// An instant as it rests: milliseconds since 1970 and minutes east of UTC.
#[derive(Debug, Clone, Copy, Serialize, Deserialize)]
pub(super) struct StoredMoment(i64, i16);

impl From<Moment> for StoredMoment {
    fn from(moment: Moment) -> Self {
        Self(moment.millis(), moment.offset_minutes())
    }
}

impl TryFrom<StoredMoment> for Moment {
    type Error = RecordError;
    fn try_from(StoredMoment(millis, offset): StoredMoment) -> Result<Self, RecordError> {
        Self::new(millis, offset).ok_or(RecordError::Malformed)
    }
}

/// A day as it rests: its first instant, and whether it was a date alone.
#[derive(Debug, Clone, Copy, Serialize, Deserialize)]
pub(super) struct StoredDay {
    at: StoredMoment,
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    date_alone: bool,
}

impl From<Day> for StoredDay {
    fn from(day: Day) -> Self {
        Self { at: day.first().into(), date_alone: matches!(day, Day::Date(..)) }
    }
}

impl TryFrom<StoredDay> for Day {
    type Error = RecordError;
    fn try_from(StoredDay { at, date_alone }: StoredDay) -> Result<Self, RecordError> {
        let at = Moment::try_from(at)?;
        Ok(if date_alone { Self::Date(at.local_date(), at) } else { Self::Instant(at) })
    }
}
