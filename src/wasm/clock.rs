use chrono::{Datelike, NaiveDateTime, Timelike};
use js_sys::Date;

use crate::domain::{Moment, Zone};

/// The time zone that the browser is set to.
#[derive(Debug, Clone, Copy)]
pub(super) struct DeviceZone;

impl Zone for DeviceZone {
    fn offset_minutes(&self, local: NaiveDateTime) -> i16 {
        let date = Date::new_0();
        // Years below 100 would be taken for those after 1900 by the constructor.
        date.set_full_year_with_month_date(
            u32::try_from(local.year()).unwrap_or(0),
            i32::try_from(local.month0()).unwrap_or(0),
            i32::try_from(local.day()).unwrap_or(1),
        );
        date.set_hours(local.hour());
        date.set_minutes(local.minute());
        date.set_seconds(local.second());
        offset_of(&date)
    }
}

fn offset_of(date: &Date) -> i16 {
    #[expect(clippy::cast_possible_truncation, reason = "offsets are below one day")]
    let minutes = -date.get_timezone_offset() as i16;
    minutes
}

/// The present moment by the device's clock.
pub(super) fn now() -> Moment {
    let date = Date::new_0();
    #[expect(clippy::cast_possible_truncation, reason = "dates stay within 2^53 milliseconds")]
    let millis = date.get_time() as i64;
    Moment::new(millis, offset_of(&date)).unwrap_or_else(Moment::epoch)
}
