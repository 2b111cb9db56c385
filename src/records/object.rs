/// Room for a small object, so that it does not move while it grows.
const ROOM: usize = 256;

/// Writes a JSON object field by field.
///
/// A derived serialiser for each of our shapes would make the program a good deal larger, and would
/// look through the names of all fields for letters to escape.
#[derive(Debug)]
pub struct ObjectWriter(String);

/// The JSON of a text.
pub fn json_text(text: &str) -> String {
    let mut json = String::with_capacity(text.len() + 2);
    push_text(&mut json, text);
    json
}

/// The same, with what is beyond ASCII escaped. For sentences among many numbers: where a single
/// letter is beyond Latin-1, as a minus sign is, a browser keeps the whole of a text in twice the
/// room, and takes as much longer to read it.
pub fn ascii_text(text: &str) -> String {
    let json = json_text(text);
    let mut escaped = String::with_capacity(json.len() + ROOM);
    for letter in json.chars() {
        if letter.is_ascii() {
            escaped.push(letter);
            continue;
        }
        for unit in letter.encode_utf16(&mut [0; 2]) {
            escaped.push_str("\\u");
            for shift in [12, 8, 4, 0] {
                let digit = char::from_digit(u32::from(*unit >> shift) & 0xf, 16);
                escaped.push(digit.unwrap_or_default());
            }
        }
    }
    escaped
}

/// Whether JSON writes a byte in another way. Looks at all of them, which the compiler does many at
/// a time.
fn needs_escape(text: &str) -> bool {
    text.bytes().fold(false, |found, byte| found | (byte < b' ' || byte == b'"' || byte == b'\\'))
}

/// Adds the JSON of a text. Most need no escape, and are copied as they are.
fn push_text(json: &mut String, text: &str) {
    if needs_escape(text) {
        // Writing a text into a buffer cannot fail.
        json.push_str(&serde_json::to_string(text).unwrap_or_default());
        return;
    }
    json.push('"');
    json.push_str(text);
    json.push('"');
}

/// Adds the JSON of a number.
fn push_number(json: &mut String, number: f64) {
    let mut digits = zmij::Buffer::new();
    json.push_str(if number.is_finite() { digits.format_finite(number) } else { "null" });
}

/// The JSON of a list whose elements are JSON already.
pub fn json_list<I: IntoIterator<Item = String>>(elements: I) -> String {
    let mut json = String::from("[");
    for element in elements {
        if json.len() > 1 {
            json.push(',');
        }
        json.push_str(&element);
    }
    json.push(']');
    json
}

impl Default for ObjectWriter {
    fn default() -> Self {
        let mut json = String::with_capacity(ROOM);
        json.push('{');
        Self(json)
    }
}

impl ObjectWriter {
    /// Names are ours, and need no escape.
    fn named(mut self, name: &'static str) -> Self {
        self.0.push_str(if self.0.len() > 1 { ",\"" } else { "\"" });
        self.0.push_str(name);
        self.0.push_str("\":");
        self
    }

    /// Adds a field whose value is JSON already.
    #[must_use]
    pub fn json(self, name: &'static str, json: &str) -> Self {
        let mut object = self.named(name);
        object.0.push_str(json);
        object
    }

    /// Adds a text.
    #[must_use]
    pub fn text(self, name: &'static str, text: &str) -> Self {
        let mut object = self.named(name);
        push_text(&mut object.0, text);
        object
    }

    /// Adds a text, unless it is empty.
    #[must_use]
    pub fn text_if_any(self, name: &'static str, text: &str) -> Self {
        if text.is_empty() { self } else { self.text(name, text) }
    }

    /// Adds a flag, unless it is not so.
    #[must_use]
    pub fn flag_if_so(self, name: &'static str, flag: bool) -> Self {
        if flag { self.json(name, "true") } else { self }
    }

    /// Adds a list of texts.
    #[must_use]
    pub fn texts<'t>(self, name: &'static str, texts: impl IntoIterator<Item = &'t str>) -> Self {
        let mut object = self.named(name);
        let mut before = '[';
        for text in texts {
            object.0.push(before);
            push_text(&mut object.0, text);
            before = ',';
        }
        object.0.push_str(if before == '[' { "[]" } else { "]" });
        object
    }

    /// Adds a list of whole numbers.
    #[must_use]
    pub fn wholes(self, name: &'static str, numbers: impl IntoIterator<Item = i64>) -> Self {
        let mut object = self.named(name);
        let mut before = '[';
        for number in numbers {
            object.0.push(before);
            object.0.push_str(itoa::Buffer::new().format(number));
            before = ',';
        }
        object.0.push_str(if before == '[' { "[]" } else { "]" });
        object
    }

    /// Adds a list of what is JSON already.
    #[must_use]
    pub fn list<I: IntoIterator<Item = String>>(self, name: &'static str, elements: I) -> Self {
        self.json(name, &json_list(elements))
    }

    /// Adds a whole number.
    #[must_use]
    pub fn whole(self, name: &'static str, number: u64) -> Self {
        self.json(name, itoa::Buffer::new().format(number))
    }

    /// Adds a count.
    #[must_use]
    pub fn count(self, name: &'static str, count: usize) -> Self {
        self.whole(name, count as u64)
    }

    /// Adds a number; JSON has none that is infinite or not a number.
    #[must_use]
    pub fn number(self, name: &'static str, number: f64) -> Self {
        let mut object = self.named(name);
        push_number(&mut object.0, number);
        object
    }

    /// Adds a number under somebody's text as its name.
    #[must_use]
    pub fn number_of(mut self, name: &str, number: f64) -> Self {
        if self.0.len() > 1 {
            self.0.push(',');
        }
        push_text(&mut self.0, name);
        self.0.push(':');
        push_number(&mut self.0, number);
        self
    }

    /// Adds a number, or that there is none.
    #[must_use]
    pub fn number_or_null(self, name: &'static str, number: Option<f64>) -> Self {
        match number {
            Some(number) => self.number(name, number),
            None => self.json(name, "null"),
        }
    }

    /// Adds a text, or that there is none.
    #[must_use]
    pub fn text_or_null(self, name: &'static str, text: Option<&str>) -> Self {
        match text {
            Some(text) => self.text(name, text),
            None => self.json(name, "null"),
        }
    }

    /// Ends the object.
    #[must_use]
    pub fn end(mut self) -> String {
        self.0.push('}');
        self.0
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_object_is_well_formed_whatever_the_texts_hold() {
        let json = ObjectWriter::default()
            .text("a", "\"\\\u{0}ü\n")
            .texts("b", ["x", "y"])
            .text_if_any("c", "")
            .whole("d", u64::MAX)
            .number("e", 33.5)
            .json("f", "null")
            .text_or_null("g", None)
            .number_or_null("h", None)
            .texts("i", [])
            .list("j", ["1".into(), "2".into()])
            .number_of("\"", 3.0)
            .json("k", &ascii_text("−2 “𝄞\""))
            .end();
        let value: serde_json::Value = serde_json::from_str(&json).unwrap();
        assert_eq!(value["a"], "\"\\\u{0}ü\n");
        assert_eq!(value["b"], serde_json::json!(["x", "y"]));
        assert_eq!(value["e"], 33.5);
        assert!(value.get("c").is_none() && value["f"].is_null());
        assert!(value["g"].is_null() && value["h"].is_null());
        assert_eq!(
            (&value["i"], &value["j"]),
            (&serde_json::json!([]), &serde_json::json!([1, 2]))
        );
        assert_eq!(
            (&value["d"], &value["\""]),
            (&serde_json::json!(u64::MAX), &serde_json::json!(3.0))
        );
        assert_eq!(value["k"], "−2 “𝄞\"");
        assert_eq!(ascii_text("−é\n"), r#""\u2212\u00e9\n""#);
        assert_eq!(ObjectWriter::default().end(), "{}");
    }
}
