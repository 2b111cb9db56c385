use super::TransferError;
use super::manifest::{list, text, whole};
use crate::domain::{ClientId, Fields, MAX_TEXT_BYTES, Moment, SessionId, Zone};
use crate::order::by_text;
use crate::records::{ObjectWriter, json_list};

/// What the list is called, and the manifest's flag for it.
pub(super) const NOTES: &str = "psychotherapy_notes";

/// The psychotherapy notes of a session with all that they replaced.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NotesHistory {
    /// The session that they are about.
    pub session_id: SessionId,
    /// Oldest first and never empty; the last is what the notes say.
    pub texts: Vec<NotesText>,
}

/// Psychotherapy notes as they were saved at one time.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NotesText {
    /// When they were saved.
    pub saved_at: Moment,
    /// What they say.
    pub text: String,
}

/// The text of `psychotherapy_notes.json`.
pub(super) fn to_json(client: &ClientId, notes: &[NotesHistory], export_date: Moment) -> String {
    let entries = notes.iter().flat_map(|history| {
        (1..).zip(&history.texts).map(|(number, one): (u64, &NotesText)| {
            ObjectWriter::default()
                .text(SessionId::FIELD, history.session_id.as_str())
                .whole("revision", number)
                .text("saved_at", &one.saved_at.to_rfc3339())
                .text("text", &one.text)
                .end()
        })
    });
    ObjectWriter::default()
        .text(ClientId::FIELD, client.as_str())
        .text("export_date", &export_date.to_rfc3339())
        .json(NOTES, &json_list(entries))
        .end()
}

/// Reads `psychotherapy_notes.json` of a client.
pub(super) fn from_json(
    json: &str,
    client: &ClientId,
    zone: &dyn Zone,
) -> Result<Vec<NotesHistory>, TransferError> {
    let mut fields = Fields::read_whole(json, "psychotherapy notes")?;
    if text(&mut fields, ClientId::FIELD)? != client.as_str() {
        return Err(TransferError::Damaged);
    }
    let mut histories: Vec<NotesHistory> = Vec::new();
    list(&mut fields, NOTES, |json| {
        let mut fields = Fields::read_whole(json, "psychotherapy notes")?;
        let session_id = SessionId::new(text(&mut fields, SessionId::FIELD)?)?;
        let number = whole(&mut fields, "revision")?;
        let saved_at = fields.moment("saved_at", zone)?.ok_or(TransferError::Damaged)?;
        let said = NotesText { saved_at, text: text(&mut fields, "text")? };
        if said.text.len() > MAX_TEXT_BYTES {
            return Err(TransferError::Damaged);
        }
        // Those of one session stand together, from 1 without a gap.
        match histories.last_mut().filter(|last| last.session_id == session_id) {
            Some(last) if number == last.texts.len() as u64 + 1 => last.texts.push(said),
            None if number == 1 => histories.push(NotesHistory { session_id, texts: vec![said] }),
            _ => return Err(TransferError::Damaged),
        }
        Ok(())
    })?;
    let ids = by_text(histories.iter().collect(), |one| one.session_id.as_str());
    match ids.windows(2).any(|pair| pair[0].session_id == pair[1].session_id) {
        true => Err(TransferError::Damaged),
        false => Ok(histories),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(text: &str) -> Moment {
        Moment::parse(text, &0_i16, "time").unwrap()
    }

    fn client() -> ClientId {
        ClientId::new("c").unwrap()
    }

    fn full() -> Vec<NotesHistory> {
        let said = |time, text: &str| NotesText { saved_at: at(time), text: text.into() };
        let history = |id, texts| NotesHistory { session_id: SessionId::new(id).unwrap(), texts };
        vec![
            history(
                "s1",
                vec![said("2024-10-27T10:30:00Z", "first"), said("2024-10-28T08:00:00Z", "\"2\"")],
            ),
            history("s0", vec![said("2024-10-29T10:00:00Z", "")]),
        ]
    }

    fn json() -> String {
        to_json(&client(), &full(), at("2024-11-01T00:00:00Z"))
    }

    #[test]
    fn notes_come_back_as_they_were() {
        assert_eq!(from_json(&json(), &client(), &0_i16), Ok(full()));
    }

    #[test]
    fn opens_what_version_1_wrote() {
        let json = include_str!("../../tests/vectors/psychotherapy_notes-v1.json");
        assert_eq!(from_json(json, &client(), &0_i16), Ok(full()));
    }

    #[test]
    fn a_gap_a_double_or_another_client_is_damage() {
        let damaged = |json: String| from_json(&json, &client(), &0_i16).is_err();
        assert!(damaged(json().replace(r#""revision":2"#, r#""revision":3"#)));
        assert!(damaged(json().replace("s0", "s1")));
        assert!(damaged(json().replace(r#""client_id":"c""#, r#""client_id":"d""#)));
        let split = NotesHistory { texts: full().remove(0).texts, ..full().remove(0) };
        let again = [full(), vec![split]].concat();
        assert!(damaged(to_json(&client(), &again, at("2024-11-01T00:00:00Z"))));
    }

    #[test]
    fn a_text_beyond_the_limit_is_damage() {
        let long = "x".repeat(MAX_TEXT_BYTES + 1);
        let damaged = json().replace("first", &long);
        assert_eq!(from_json(&damaged, &client(), &0_i16), Err(TransferError::Damaged));
    }

    #[test]
    #[ignore = "prints a new vector; never run to turn red into green"]
    fn print_vector() {
        use std::io::Write;
        std::io::stdout().write_all(json().as_bytes()).unwrap();
    }
}
