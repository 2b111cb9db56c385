/// Writes a JSON object field by field.
///
/// A derived serialiser for each of our shapes would make the program a good deal larger.
#[derive(Debug)]
pub struct ObjectWriter(String);

/// The JSON of a text.
pub fn json_text(text: &str) -> String {
    let mut json = String::with_capacity(text.len() + 2);
    push_text(&mut json, text);
    json
}

/// Adds the JSON of a text. Most need no escape, and are copied as they are.
fn push_text(json: &mut String, text: &str) {
    if text.bytes().any(|byte| byte < b' ' || byte == b'"' || byte == b'\\') {
        // Writing a text into a buffer cannot fail.
        json.push_str(&serde_json::to_string(text).unwrap_or_default());
        return;
    }
    json.push('"');
    json.push_str(text);
    json.push('"');
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
        Self(String::from("{"))
    }
}

impl ObjectWriter {
    fn named(mut self, name: &str) -> Self {
        if self.0.len() > 1 {
            self.0.push(',');
        }
        push_text(&mut self.0, name);
        self.0.push(':');
        self
    }

    /// Adds a field whose value is JSON already.
    #[must_use]
    pub fn json(self, name: &str, json: &str) -> Self {
        let mut object = self.named(name);
        object.0.push_str(json);
        object
    }

    /// Adds a text.
    #[must_use]
    pub fn text(self, name: &str, text: &str) -> Self {
        let mut object = self.named(name);
        push_text(&mut object.0, text);
        object
    }

    /// Adds a text, unless it is empty.
    #[must_use]
    pub fn text_if_any(self, name: &str, text: &str) -> Self {
        if text.is_empty() { self } else { self.text(name, text) }
    }

    /// Adds a flag, unless it is not so.
    #[must_use]
    pub fn flag_if_so(self, name: &str, flag: bool) -> Self {
        if flag { self.json(name, "true") } else { self }
    }

    /// Adds a list of texts.
    #[must_use]
    pub fn texts<'t>(self, name: &str, texts: impl IntoIterator<Item = &'t str>) -> Self {
        self.json(name, &json_list(texts.into_iter().map(json_text)))
    }

    /// Adds a whole number.
    #[must_use]
    pub fn whole(self, name: &str, number: u64) -> Self {
        self.json(name, &number.to_string())
    }

    /// Adds a number that is neither infinite nor none.
    #[must_use]
    pub fn number(self, name: &str, number: f64) -> Self {
        // Only what is no number fails, and our numbers were checked when they came in.
        self.json(name, &serde_json::to_string(&number).unwrap_or_default())
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
            .end();
        let value: serde_json::Value = serde_json::from_str(&json).unwrap();
        assert_eq!(value["a"], "\"\\\u{0}ü\n");
        assert_eq!(value["b"], serde_json::json!(["x", "y"]));
        assert_eq!(value["e"], 33.5);
        assert!(value.get("c").is_none() && value["f"].is_null());
        assert_eq!(ObjectWriter::default().end(), "{}");
    }
}
