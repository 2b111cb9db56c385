//! Times as text: RFC 3339, its offset optional, its seconds too.

use chrono::{Datelike, NaiveDate, NaiveDateTime, NaiveTime, Timelike};

/// The part of a text that is still to be read.
struct Reader<'a>(&'a [u8]);

impl Reader<'_> {
    /// Exactly so many digits.
    fn digits(&mut self, count: usize) -> Option<u32> {
        let (digits, rest) = self.0.split_at_checked(count)?;
        self.0 = rest;
        digits.iter().try_fold(0, |number, byte| {
            byte.is_ascii_digit().then(|| number * 10 + u32::from(byte - b'0'))
        })
    }

    /// One of these bytes.
    fn one_of(&mut self, allowed: &[u8]) -> Option<u8> {
        let (first, rest) = self.0.split_first()?;
        allowed.contains(first).then(|| {
            self.0 = rest;
            *first
        })
    }

    fn date(&mut self) -> Option<NaiveDate> {
        let year = self.digits(4)?;
        self.one_of(b"-")?;
        let month = self.digits(2)?;
        self.one_of(b"-")?;
        NaiveDate::from_ymd_opt(i32::try_from(year).ok()?, month, self.digits(2)?)
    }

    fn time(&mut self) -> Option<NaiveTime> {
        let hour = self.digits(2)?;
        self.one_of(b":")?;
        let minute = self.digits(2)?;
        if self.one_of(b":").is_none() {
            return NaiveTime::from_hms_opt(hour, minute, 0);
        }
        let second = self.digits(2)?;
        NaiveTime::from_hms_milli_opt(hour, minute, second, self.millis()?)
    }

    /// A fraction of a second to the millisecond; what is finer is dropped.
    fn millis(&mut self) -> Option<u32> {
        if self.one_of(b".").is_none() {
            return Some(0);
        }
        let count = self.0.iter().take_while(|byte| byte.is_ascii_digit()).count();
        let (digits, rest) = self.0.split_at(count);
        self.0 = rest;
        let digit = |place: usize| digits.get(place).map_or(0, |byte| u32::from(byte - b'0'));
        (count > 0).then(|| digit(0) * 100 + digit(1) * 10 + digit(2))
    }

    /// Minutes east of UTC; none at the end of the text.
    fn offset(&mut self) -> Option<Option<i16>> {
        let sign = match self.0.first() {
            None => return Some(None),
            Some(_) => self.one_of(b"Zz+-")?,
        };
        if matches!(sign, b'Z' | b'z') {
            return Some(Some(0));
        }
        let hours = self.digits(2)?;
        self.one_of(b":")?;
        let minutes = self.digits(2)?;
        let total = i16::try_from(hours * 60 + minutes).ok()?;
        let fits = hours < 24 && minutes < 60;
        fits.then_some(Some(if sign == b'-' { -total } else { total }))
    }
}

/// A date like 2024-10-27 and nothing else.
pub(super) fn parse_date(text: &str) -> Option<NaiveDate> {
    let mut reader = Reader(text.as_bytes());
    let date = reader.date()?;
    reader.0.is_empty().then_some(date)
}

/// What a clock showed, and its minutes east of UTC where the text says so.
pub(super) fn parse(text: &str) -> Option<(NaiveDateTime, Option<i16>)> {
    let mut reader = Reader(text.as_bytes());
    let date = reader.date()?;
    reader.one_of(b"Tt ")?;
    let time = reader.time()?;
    let offset = reader.offset()?;
    reader.0.is_empty().then(|| (date.and_time(time), offset))
}

/// A date like 2024-10-27; beyond four digits the year has its sign, as ISO 8601 wants it.
pub fn date_text(date: NaiveDate) -> String {
    if !(0..=9999).contains(&date.year()) {
        return date.to_string();
    }
    let mut text = String::with_capacity(LONGEST);
    push_date(&mut text, date);
    text
}

/// A time like 2024-10-27T10:00:00+01:00, with milliseconds where there are any.
pub(super) fn write(local: NaiveDateTime, offset_minutes: i16) -> String {
    let mut text = String::with_capacity(LONGEST);
    push_date(&mut text, local.date());
    for (mark, number) in [('T', local.hour()), (':', local.minute()), (':', local.second())] {
        text.push(mark);
        push(&mut text, number, 2);
    }
    let millis = local.nanosecond() / 1_000_000;
    if millis > 0 {
        text.push('.');
        push(&mut text, millis, 3);
    }
    if offset_minutes == 0 {
        text.push('Z');
        return text;
    }
    let minutes = u32::from(offset_minutes.unsigned_abs());
    text.push(if offset_minutes < 0 { '-' } else { '+' });
    push(&mut text, minutes / 60, 2);
    text.push(':');
    push(&mut text, minutes % 60, 2);
    text
}

/// The bytes of a time with milliseconds and an offset.
const LONGEST: usize = 29;

fn push_date(text: &mut String, date: NaiveDate) {
    push(text, date.year().unsigned_abs(), 4);
    for number in [date.month(), date.day()] {
        text.push('-');
        push(text, number, 2);
    }
}

/// Adds a number with so many digits. The formatting of the standard library takes five times as
/// long, and a caseload has hundreds of times.
fn push(text: &mut String, number: u32, digits: usize) {
    const PLACES: [u32; 4] = [1000, 100, 10, 1];
    for place in &PLACES[PLACES.len() - digits..] {
        text.push(char::from_digit(number / place % 10, 10).unwrap_or('0'));
    }
}
