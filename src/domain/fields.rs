use std::borrow::Cow;

use serde::Deserialize;
use serde_json::value::RawValue;

use super::{Day, FieldError, Moment, Zone};

/// The most bytes of UTF-8 that one text field holds: 64 KiB.
pub const MAX_TEXT_BYTES: usize = 64 * 1024;
/// The most bytes of JSON that one record holds: 256 KiB.
pub const MAX_RECORD_BYTES: usize = 256 * 1024;

/// More than any of our objects has; comparing their names must not take long.
const MAX_FIELDS: usize = 64;

const TEXT: &str = "must be a text of at most 64 KiB";

/// What is said of a text that no file and no other program could hold: in JavaScript a text may
/// have half of a character, a surrogate without its other half.
pub const BROKEN_CHARACTER: &str = "must not hold a broken character; take it out, or type it anew";
/// How the JSON that JavaScript writes spells half a character; it escapes no whole one so.
const HALF: &str = "\\ud";

/// The fields of a record as they came in, taken out one by one.
///
/// A field that nobody took is unknown; [`Fields::finish`] says so.
#[derive(Debug)]
pub struct Fields<'a> {
    record: &'static str,
    entries: Vec<(Cow<'a, str>, &'a RawValue)>,
}

/// Why a value is not what it must be.
#[cold]
fn refused(json: &str, name: &str, allowed: &str) -> FieldError {
    FieldError::invalid(name, if json.contains(HALF) { BROKEN_CHARACTER } else { allowed })
}

impl<'a> Fields<'a> {
    /// Reads a JSON object. `record` is its name in messages, such as "session".
    ///
    /// # Errors
    /// Where the text is no JSON object, names a field twice, or is over 256 KiB; a text in it that
    /// is too long by itself is to blame then.
    pub fn read(json: &'a str, record: &'static str) -> Result<Self, FieldError> {
        if json.len() > MAX_RECORD_BYTES {
            return Err(too_large(json, record));
        }
        Self::read_whole(json, record)
    }

    /// Reads a JSON object of any size, such as one that this program wrote.
    ///
    /// # Errors
    /// Where the text is no JSON object, or names a field twice.
    pub fn read_whole(json: &'a str, record: &'static str) -> Result<Self, FieldError> {
        let Object(entries) = serde_json::from_str(json)
            .map_err(|_| FieldError::invalid(record, "must be an object of well-formed values"))?;
        if entries.len() > MAX_FIELDS {
            return Err(FieldError::invalid(record, "must not have so many fields"));
        }
        for (place, (name, _)) in entries.iter().enumerate() {
            if entries[..place].iter().any(|(earlier, _)| earlier == name) {
                return Err(FieldError::invalid(name.as_ref(), "is there twice"));
            }
        }
        Ok(Self { record, entries })
    }

    /// Whether the field was given.
    pub fn has(&self, name: &str) -> bool {
        self.entries.iter().any(|(entry, _)| entry == name)
    }

    /// Takes a field out as its JSON text; none where it was left out.
    pub fn take(&mut self, name: &str) -> Option<&'a str> {
        let place = self.entries.iter().position(|(entry, _)| entry == name)?;
        Some(self.entries.swap_remove(place).1.get())
    }

    /// Takes a field out as a value of type `T`; none where it was left out.
    ///
    /// # Errors
    /// Where it is something else; the message says what is `allowed`.
    pub fn take_as<T: Deserialize<'a>>(
        &mut self,
        name: &str,
        allowed: &str,
    ) -> Result<Option<T>, FieldError> {
        let Some(json) = self.take(name) else { return Ok(None) };
        serde_json::from_str(json).map(Some).map_err(|_| refused(json, name, allowed))
    }

    /// Takes a text of at most 64 KiB; none where it was left out.
    ///
    /// # Errors
    /// Where it is no text or too long.
    pub fn text(&mut self, name: &str) -> Result<Option<String>, FieldError> {
        match self.take_as::<String>(name, TEXT)? {
            Some(text) if text.len() > MAX_TEXT_BYTES => Err(FieldError::invalid(name, TEXT)),
            text => Ok(text),
        }
    }

    /// Takes a text that names one of several values; none where it was left out.
    ///
    /// # Errors
    /// Where it names none of them; the message says what is `allowed`.
    pub fn named<T>(
        &mut self,
        name: &str,
        allowed: &str,
        from_name: impl Fn(&str) -> Option<T>,
    ) -> Result<Option<T>, FieldError> {
        let Some(text) = self.take_as::<String>(name, allowed)? else { return Ok(None) };
        from_name(&text).map(Some).ok_or_else(|| FieldError::invalid(name, allowed))
    }

    /// Takes a text that is required.
    ///
    /// # Errors
    /// Where it was left out, is no text or too long.
    pub fn required_text(&mut self, name: &str) -> Result<String, FieldError> {
        self.text(name)?.ok_or_else(|| FieldError::missing(name))
    }

    /// Takes a list of texts, none of them blank; none where it was left out.
    ///
    /// # Errors
    /// Where it is anything else.
    pub fn texts(&mut self, name: &str) -> Result<Option<Vec<String>>, FieldError> {
        let allowed = "must be a list of texts, none of them blank, each of at most 64 KiB";
        let texts: Option<Vec<String>> = self.take_as(name, allowed)?;
        let fits = |text: &String| !text.trim().is_empty() && text.len() <= MAX_TEXT_BYTES;
        match texts {
            Some(texts) if !texts.iter().all(fits) => Err(FieldError::invalid(name, allowed)),
            texts => Ok(texts),
        }
    }

    /// Takes a list of ids; none where it was left out.
    ///
    /// # Errors
    /// Where it is no list of texts that are such ids.
    pub fn ids<T: TryFrom<String>>(&mut self, name: &str) -> Result<Option<Vec<T>>, FieldError> {
        let allowed = "must be a list of ids of 1 to 128 characters without control characters";
        let Some(texts) = self.take_as::<Vec<String>>(name, allowed)? else { return Ok(None) };
        let ids: Result<Vec<T>, _> = texts.into_iter().map(T::try_from).collect();
        ids.map(Some).map_err(|_| FieldError::invalid(name, allowed))
    }

    /// Takes a list of objects, each read by `element`; empty where it was left out. `record` is
    /// what one of them is called in messages.
    ///
    /// # Errors
    /// Where it is no list, and the first failure of an element with its place: `name[0].field`.
    pub fn list<T>(
        &mut self,
        name: &str,
        record: &str,
        element: impl Fn(&str) -> Result<T, FieldError>,
    ) -> Result<Vec<T>, FieldError> {
        let elements: Vec<&RawValue> = self.take_as(name, "must be a list")?.unwrap_or_default();
        let read = |(place, json): (usize, &&RawValue)| {
            element(json.get()).map_err(|error| error.within(format!("{name}[{place}]"), record))
        };
        elements.iter().enumerate().map(read).collect()
    }

    /// Takes an instant; none where it was left out.
    ///
    /// # Errors
    /// Where it is no RFC 3339 time.
    pub fn moment(&mut self, name: &str, zone: &dyn Zone) -> Result<Option<Moment>, FieldError> {
        self.time_text(name)?.map(|text| Moment::parse(&text, zone, name)).transpose()
    }

    /// Takes a date or an instant; none where it was left out or null.
    ///
    /// # Errors
    /// Where it is neither.
    pub fn day(&mut self, name: &str, zone: &dyn Zone) -> Result<Option<Day>, FieldError> {
        let allowed = "must be a date or a time as text";
        match self.take(name) {
            None | Some("null") => Ok(None),
            Some(json) => {
                let text: String =
                    serde_json::from_str(json).map_err(|_| FieldError::invalid(name, allowed))?;
                Day::parse(&text, zone, name).map(Some)
            }
        }
    }

    fn time_text(&mut self, name: &str) -> Result<Option<String>, FieldError> {
        self.take_as(name, "must be a time as text, like 2024-10-27T10:00:00+01:00")
    }

    /// Ends the reading.
    ///
    /// # Errors
    /// Where a field is left that nobody took: it is unknown.
    pub fn finish(self) -> Result<(), FieldError> {
        match self.entries.first() {
            Some((name, _)) => Err(FieldError::unknown(name.as_ref(), self.record)),
            None => Ok(()),
        }
    }
}

/// What is wrong with a record over 256 KiB: of a text that is too long alone, its field is named.
fn too_large(json: &str, record: &str) -> FieldError {
    let is_long = |value: &RawValue| {
        let text: Option<String> = serde_json::from_str(value.get()).ok();
        text.is_some_and(|text| text.len() > MAX_TEXT_BYTES)
    };
    let entries = serde_json::from_str(json).map(|Object(entries)| entries).unwrap_or_default();
    match entries.iter().find(|(_, value)| is_long(value)) {
        Some((name, _)) => FieldError::invalid(name.as_ref(), TEXT),
        None => FieldError::invalid(record, "must not be larger than 256 KiB"),
    }
}

/// A JSON object whose values stay unread.
struct Object<'a>(Vec<(Cow<'a, str>, &'a RawValue)>);

impl<'de> Deserialize<'de> for Object<'de> {
    fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_map(ObjectVisitor)
    }
}

struct ObjectVisitor;

impl<'de> serde::de::Visitor<'de> for ObjectVisitor {
    type Value = Object<'de>;

    fn expecting(&self, formatter: &mut std::fmt::Formatter) -> std::fmt::Result {
        formatter.write_str("an object")
    }

    fn visit_map<A: serde::de::MapAccess<'de>>(self, mut map: A) -> Result<Object<'de>, A::Error> {
        let mut entries = Vec::with_capacity(16);
        while let Some((name, value)) = map.next_entry::<Name<'de>, &'de RawValue>()? {
            entries.push((name.0, value));
        }
        Ok(Object(entries))
    }
}

#[derive(Deserialize)]
struct Name<'a>(#[serde(borrow)] Cow<'a, str>);

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_field_that_nobody_takes_is_unknown() {
        let mut fields = Fields::read(r#"{"a":"1","b":2}"#, "session").unwrap();
        assert_eq!(fields.text("a").unwrap().as_deref(), Some("1"));
        assert_eq!(fields.finish().unwrap_err(), FieldError::unknown("b", "session"));
    }

    #[test]
    fn a_field_given_twice_is_refused() {
        let error = Fields::read(r#"{"a":1,"a":2}"#, "goal").unwrap_err();
        assert_eq!(error.field, "a");
    }

    #[test]
    fn what_is_no_object_is_refused() {
        for json in ["[]", "1", "null", "", "{", r#"{"a":"\ud800"}"#] {
            let read = Fields::read(json, "goal").and_then(|mut fields| fields.text("a"));
            assert!(read.is_err(), "{json}");
        }
    }

    #[test]
    fn half_a_character_is_refused_as_such_and_a_whole_one_is_kept() {
        for json in [r#"{"a":"x\ud800y"}"#, r#"{"a":["x","\udc00"]}"#] {
            let mut fields = Fields::read(json, "goal").unwrap();
            let read = if json.contains('[') {
                fields.texts("a").map(drop)
            } else {
                fields.text("a").map(drop)
            };
            assert_eq!(read, Err(FieldError::invalid("a", BROKEN_CHARACTER)));
        }
        let mut fields = Fields::read(r#"{"a":"\ud83d\ude00"}"#, "goal").unwrap();
        assert_eq!(fields.text("a").unwrap().as_deref(), Some("\u{1f600}"));
    }

    #[test]
    fn a_text_holds_64_kib_and_no_more() {
        let json = |len: usize| format!(r#"{{"a":"{}"}}"#, "x".repeat(len));
        let read = |json: &str| Fields::read(json, "session")?.text("a");
        assert!(read(&json(MAX_TEXT_BYTES)).is_ok());
        assert!(read(&json(MAX_TEXT_BYTES + 1)).is_err());
    }

    #[test]
    fn a_record_holds_256_kib_and_no_more() {
        let long = "x".repeat(MAX_RECORD_BYTES);
        let field = |json: &str| Fields::read(json, "session").unwrap_err().field.clone();
        assert_eq!(field(&format!(r#"{{"b":1,"a":"{long}"}}"#)), "a");
        assert_eq!(field(&format!(r#"{{"b":1,"a":["{long}"]}}"#)), "session");
        assert_eq!(field(&long), "session");
    }
}
