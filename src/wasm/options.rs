use js_sys::{Array, Function, JsString, Object, Reflect, Uint8Array};
use wasm_bindgen::prelude::*;

use super::clock::DeviceZone;
use super::error::invalid;
use crate::domain::{BROKEN_CHARACTER, Day, FieldError, Moment, Window};
use crate::vault::VaultError;

/// A call's options, taken out one by one. What nobody took is unknown.
#[derive(Debug)]
pub(super) struct Options {
    entries: Vec<(String, JsValue)>,
}

impl Options {
    /// Reads an object; left out it has no options.
    pub(super) fn read(value: &JsValue) -> Result<Self, VaultError> {
        if value.is_undefined() || value.is_null() {
            return Ok(Self { entries: Vec::new() });
        }
        if !value.is_object() || Array::is_array(value) {
            return Err(invalid("options", "must be an object"));
        }
        let object: &Object = value.unchecked_ref();
        let mut entries = Vec::new();
        for key in Object::keys(object).iter() {
            let held =
                Reflect::get(value, &key).map_err(|_| invalid("options", "must be plain"))?;
            if !held.is_undefined() {
                entries.push((key.as_string().unwrap_or_default(), held));
            }
        }
        Ok(Self { entries })
    }

    pub(super) fn take(&mut self, name: &str) -> Option<JsValue> {
        let place = self.entries.iter().position(|(entry, _)| entry == name)?;
        Some(self.entries.swap_remove(place).1)
    }

    /// Ends the reading; fails where an option is left that nobody took.
    pub(super) fn finish(self) -> Result<(), VaultError> {
        match self.entries.first() {
            Some((name, _)) => Err(FieldError::unknown(name.as_str(), "call's options").into()),
            None => Ok(()),
        }
    }

    pub(super) fn text(&mut self, name: &str) -> Result<Option<String>, VaultError> {
        self.take(name).map(|value| text(&value, name)).transpose()
    }

    pub(super) fn flag(&mut self, name: &str, default: bool) -> Result<bool, VaultError> {
        Ok(self.flag_if_any(name)?.unwrap_or(default))
    }

    pub(super) fn flag_if_any(&mut self, name: &str) -> Result<Option<bool>, VaultError> {
        let Some(value) = self.take(name) else { return Ok(None) };
        value.as_bool().map(Some).ok_or_else(|| invalid(name, "must be true or false"))
    }

    /// A list of texts that each name one of several values; empty where it was left out.
    pub(super) fn named<T>(
        &mut self,
        name: &str,
        allowed: &str,
        from_name: impl Fn(&str) -> Option<T>,
    ) -> Result<Vec<T>, VaultError> {
        let Some(value) = self.take(name) else { return Ok(Vec::new()) };
        let list = value.dyn_into::<Array>().map_err(|_| invalid(name, allowed))?;
        let one = |value: JsValue| value.as_string().and_then(|text| from_name(&text));
        let values: Option<Vec<T>> = list.iter().map(one).collect();
        values.ok_or_else(|| invalid(name, allowed))
    }

    /// A whole number from 1 to `most`.
    pub(super) fn whole(&mut self, name: &str, most: u32) -> Result<Option<u32>, VaultError> {
        self.whole_from(name, 1, most)
    }

    /// A whole number from `least` to `most`.
    pub(super) fn whole_from(
        &mut self,
        name: &str,
        least: u32,
        most: u32,
    ) -> Result<Option<u32>, VaultError> {
        let Some(value) = self.take(name) else { return Ok(None) };
        let range = f64::from(least)..=f64::from(most);
        let fits = |number: &f64| number.fract() == 0.0 && range.contains(number);
        #[expect(
            clippy::cast_possible_truncation,
            clippy::cast_sign_loss,
            reason = "it was checked"
        )]
        let whole = value.as_f64().filter(fits).map(|number| number as u32);
        let allowed = || invalid(name, &format!("must be a whole number from {least} to {most}"));
        whole.map(Some).ok_or_else(allowed)
    }

    pub(super) fn moment(&mut self, name: &str) -> Result<Option<Moment>, VaultError> {
        let Some(text) = self.text(name)? else { return Ok(None) };
        Ok(Some(Day::parse(&text, &DeviceZone, name)?.last(&DeviceZone)))
    }

    /// `start_date` and `end_date`: a date alone means its beginning, or its end.
    pub(super) fn window(&mut self) -> Result<Window, VaultError> {
        let start = self.day("start_date")?.map(Day::first);
        let end = self.day("end_date")?.map(|day| day.last(&DeviceZone));
        match (start, end) {
            (Some(start), Some(end)) if start.millis() > end.millis() => {
                Err(invalid("end_date", "must not be before start_date"))
            }
            (start, end) => Ok(Window { start, end }),
        }
    }

    fn day(&mut self, name: &str) -> Result<Option<Day>, VaultError> {
        match self.take(name) {
            Some(value) if !value.is_null() => {
                Ok(Some(Day::parse(&text(&value, name)?, &DeviceZone, name)?))
            }
            _ => Ok(None),
        }
    }

    /// `onProgress`; left out, nobody is told.
    pub(super) fn progress(&mut self) -> Result<impl Fn(usize, usize) + use<>, VaultError> {
        let told = match self.take("onProgress") {
            Some(value) => Some(
                value
                    .dyn_into::<Function>()
                    .map_err(|_| invalid("onProgress", "must be a function"))?,
            ),
            None => None,
        };
        Ok(move |done: usize, total: usize| {
            if let Some(function) = &told {
                tell(function, done, total);
            }
        })
    }

    pub(super) fn bytes(&mut self, name: &str) -> Result<Option<Vec<u8>>, VaultError> {
        self.take(name).map(|value| bytes(&value, name)).transpose()
    }
}

fn tell(function: &Function, done: usize, total: usize) {
    let state = Object::new();
    #[expect(clippy::cast_precision_loss, reason = "counts stay far below 2^52")]
    for (name, count) in [("done", done as f64), ("total", total as f64)] {
        // Setting a property on a fresh object cannot fail.
        let _ = Reflect::set(&state, &name.into(), &count.into());
    }
    // What the listener throws is its own affair; the work goes on.
    let _ = function.call1(&JsValue::UNDEFINED, &state);
}

/// A text that a caller gave as `field`.
pub(super) fn text(value: &JsValue, field: &str) -> Result<String, VaultError> {
    let text = value.as_string().ok_or_else(|| match value.is_undefined() {
        true => FieldError::missing(field).into(),
        false => invalid(field, "must be a text"),
    })?;
    // On its way here half a character has become U+FFFD.
    if text.contains(char::REPLACEMENT_CHARACTER)
        && !value.unchecked_ref::<JsString>().is_valid_utf16()
    {
        return Err(invalid(field, BROKEN_CHARACTER));
    }
    Ok(text)
}

/// Bytes that a caller gave as `field`.
pub(super) fn bytes(value: &JsValue, field: &str) -> Result<Vec<u8>, VaultError> {
    match value.dyn_ref::<Uint8Array>() {
        Some(array) => Ok(array.to_vec()),
        None if value.is_undefined() => Err(FieldError::missing(field).into()),
        None => Err(invalid(field, "must be a Uint8Array")),
    }
}
