use super::RecordError;
use crate::domain::{Day, Fields, Moment};

/// An instant from milliseconds since 1970 and minutes east of UTC.
pub(super) fn moment_from(numbers: &[i64]) -> Result<Moment, RecordError> {
    let [millis, offset] = numbers else { return Err(RecordError::Malformed) };
    let offset = i16::try_from(*offset).map_err(|_| RecordError::Malformed)?;
    Moment::new(*millis, offset).ok_or(RecordError::Malformed)
}

/// A day from its first instant and whether it was a date alone.
pub(super) fn day_from(json: &str) -> Result<Day, RecordError> {
    let mut fields = Fields::read_whole(json, "day")?;
    let numbers: Option<Vec<i64>> = fields.take_as("at", "must be two numbers")?;
    let date_alone = fields.take("date_alone") == Some("true");
    fields.finish()?;
    let at = moment_from(&numbers.ok_or(RecordError::Malformed)?)?;
    Ok(if date_alone { Day::Date(at.local_date(), at) } else { Day::Instant(at) })
}
