use serde_json::value::RawValue;

use super::object::ObjectWriter;
use super::times::{day_from, moment_from};
use super::{RecordError, json_list};
use crate::domain::{Day, Fields, Moment, Percentage};

/// The bytes of a shape of version 1: its version, then its content under a name of its own.
pub(super) fn write(name: &'static str, content: &str) -> Vec<u8> {
    write_as(1, name, content)
}

/// The same in another version.
pub(super) fn write_as(version: u32, name: &'static str, content: &str) -> Vec<u8> {
    let object = ObjectWriter::default().text("v", &version.to_string());
    object.json(name, content).end().into_bytes()
}

/// The content of a shape of version 1 that was written under `name`.
///
/// A version that is not known is told from what is broken.
pub(super) fn read<T>(
    bytes: &[u8],
    name: &'static str,
    content: impl FnOnce(&mut Stored) -> Result<T, RecordError>,
) -> Result<T, RecordError> {
    read_up_to(1, bytes, name, content)
}

/// The same where the shape has versions up to `newest`.
pub(super) fn read_up_to<T>(
    newest: u32,
    bytes: &[u8],
    name: &'static str,
    content: impl FnOnce(&mut Stored) -> Result<T, RecordError>,
) -> Result<T, RecordError> {
    let mut stored = stored(newest, bytes, name)?;
    let value = content(&mut stored)?;
    stored.0.finish()?;
    Ok(value)
}

/// What all shapes have in common, apart so that it is compiled once.
#[inline(never)]
fn stored<'b>(newest: u32, bytes: &'b [u8], name: &'static str) -> Result<Stored<'b>, RecordError> {
    let json = std::str::from_utf8(bytes).map_err(|_| RecordError::Malformed)?;
    let mut fields = Fields::read_whole(json, name)?;
    let version: Option<String> = fields.take_as("v", "must be a version")?;
    match version.and_then(|version| version.parse().ok()) {
        Some(version) if (1..=newest).contains(&version) => {
            let inner = fields.take(name).ok_or(RecordError::Malformed)?;
            Ok(Stored(Fields::read_whole(inner, name)?))
        }
        Some(newer) if newer > newest => Err(RecordError::NewerVersion),
        _ => Err(RecordError::Malformed),
    }
}

/// The fields of a stored shape.
pub(super) struct Stored<'a>(Fields<'a>);

impl Stored<'_> {
    /// A text of any length; empty where it was left out.
    pub(super) fn text(&mut self, name: &str) -> Result<String, RecordError> {
        Ok(self.0.take_as(name, "must be a text")?.unwrap_or_default())
    }

    pub(super) fn texts(&mut self, name: &str) -> Result<Vec<String>, RecordError> {
        Ok(self.0.take_as(name, "must be texts")?.unwrap_or_default())
    }

    /// Texts that are ids or other checked values.
    pub(super) fn checked<T: TryFrom<String>>(
        &mut self,
        name: &str,
    ) -> Result<Vec<T>, RecordError> {
        let texts = self.texts(name)?.into_iter();
        texts.map(|text| T::try_from(text).map_err(|_| RecordError::Malformed)).collect()
    }

    /// Whether the field was written.
    pub(super) fn has(&self, name: &str) -> bool {
        self.0.has(name)
    }

    /// Whether something is so; not where it was left out.
    pub(super) fn flag(&mut self, name: &str) -> Result<bool, RecordError> {
        Ok(self.0.take_as(name, "must be true or false")?.unwrap_or_default())
    }

    /// A list, each element read by `element`; empty where it was left out.
    pub(super) fn elements<T>(
        &mut self,
        name: &str,
        element: impl Fn(&str) -> Result<T, RecordError>,
    ) -> Result<Vec<T>, RecordError> {
        let list: Option<Vec<&RawValue>> = self.0.take_as(name, "must be a list")?;
        list.unwrap_or_default().into_iter().map(|json| element(json.get())).collect()
    }

    pub(super) fn whole(&mut self, name: &str) -> Result<u64, RecordError> {
        self.0.take_as(name, "must be a whole number")?.ok_or(RecordError::Malformed)
    }

    /// A whole number that fits into a narrower type; none where it was left out.
    pub(super) fn whole_or_none<T: TryFrom<u64>>(
        &mut self,
        name: &str,
    ) -> Result<Option<T>, RecordError> {
        let number: Option<u64> = self.0.take_as(name, "must be a whole number")?;
        number.map(|number| T::try_from(number).map_err(|_| RecordError::Malformed)).transpose()
    }

    /// A list of objects; empty where it was left out.
    pub(super) fn list<T>(
        &mut self,
        name: &'static str,
        one: impl Fn(&mut Stored) -> Result<T, RecordError>,
    ) -> Result<Vec<T>, RecordError> {
        let objects: Option<Vec<&RawValue>> = self.0.take_as(name, "must be a list")?;
        let read = |object: &RawValue| {
            let mut stored = Stored(Fields::read_whole(object.get(), name)?);
            let value = one(&mut stored)?;
            stored.0.finish()?;
            Ok(value)
        };
        objects.unwrap_or_default().into_iter().map(read).collect()
    }

    /// A whole number that fits into a narrower type.
    pub(super) fn narrow<T: TryFrom<u64>>(&mut self, name: &str) -> Result<T, RecordError> {
        T::try_from(self.whole(name)?).map_err(|_| RecordError::Malformed)
    }

    pub(super) fn percentage(&mut self, name: &str) -> Result<Percentage, RecordError> {
        let number: Option<f64> = self.0.take_as(name, "must be a number")?;
        Ok(Percentage::new(number.ok_or(RecordError::Malformed)?)?)
    }

    pub(super) fn moment(&mut self, name: &str) -> Result<Moment, RecordError> {
        let numbers: Option<Vec<i64>> = self.0.take_as(name, "must be two numbers")?;
        moment_from(&numbers.ok_or(RecordError::Malformed)?)
    }

    /// An instant; none where it was left out.
    pub(super) fn moment_or_none(&mut self, name: &str) -> Result<Option<Moment>, RecordError> {
        let numbers: Option<Vec<i64>> = self.0.take_as(name, "must be two numbers")?;
        numbers.map(|numbers| moment_from(&numbers)).transpose()
    }

    /// A day; none where it is null or was left out.
    pub(super) fn day(&mut self, name: &str) -> Result<Option<Day>, RecordError> {
        match self.0.take(name) {
            None | Some("null") => Ok(None),
            Some(json) => day_from(json).map(Some),
        }
    }

    /// A text that names one of several values.
    pub(super) fn named<T>(
        &mut self,
        name: &str,
        from_name: impl Fn(&str) -> Option<T>,
    ) -> Result<T, RecordError> {
        from_name(&self.text(name)?).ok_or(RecordError::Malformed)
    }

    /// A text that may be null.
    pub(super) fn text_or_null(&mut self, name: &str) -> Result<Option<String>, RecordError> {
        match self.0.take(name) {
            None | Some("null") => Ok(None),
            Some(json) => Ok(Some(serde_json::from_str(json)?)),
        }
    }
}

impl ObjectWriter {
    /// Adds an instant: milliseconds since 1970 and minutes east of UTC.
    pub(super) fn moment(self, name: &'static str, at: Moment) -> Self {
        let numbers = [at.millis().to_string(), at.offset_minutes().to_string()];
        self.json(name, &json_list(numbers))
    }

    /// Adds a day: its first instant, and whether it was a date alone.
    pub(super) fn day(self, name: &'static str, day: Day) -> Self {
        let stored = ObjectWriter::default().moment("at", day.first());
        let stored = match day {
            Day::Date(..) => stored.json("date_alone", "true"),
            Day::Instant(_) => stored,
        };
        self.json(name, &stored.end())
    }
}
