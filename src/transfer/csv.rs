use std::borrow::Cow;

use super::history::{ClientHistory, SessionHistory};
use crate::domain::Session;

const COLUMNS: [&str; 13] = [
    "session_id",
    "timestamp",
    "emotional_state",
    "score",
    "session_duration_minutes",
    "conversation_summary",
    "progress_notes",
    "therapist_observations",
    "next_session_focus",
    "homework_assigned",
    "techniques_used",
    "crisis_flags",
    "therapeutic_goals",
];

/// The sessions as CSV by RFC 4180: UTF-8 with a byte order mark, CRLF, one line of names.
pub(super) fn sessions(history: &ClientHistory) -> String {
    let mut csv = String::from('\u{feff}');
    line(&mut csv, COLUMNS.map(Cow::from));
    for session in history.standing().filter_map(SessionHistory::latest) {
        line(&mut csv, cells(session));
    }
    csv
}

fn cells(session: &Session) -> [Cow<'_, str>; 13] {
    let goals: Vec<&str> = session.therapeutic_goals.iter().map(|goal| goal.as_str()).collect();
    [
        text(session.session_id.as_str()),
        session.timestamp.to_rfc3339().into(),
        session.emotional_state.name().into(),
        session.emotional_state.score().to_string().into(),
        session.session_duration_minutes.to_string().into(),
        text(&session.conversation_summary),
        text(&session.progress_notes),
        text(&session.therapist_observations),
        text(&session.next_session_focus),
        text(&session.homework_assigned),
        text(session.techniques_used.join("; ")),
        text(session.crisis_flags.join("; ")),
        text(goals.join("; ")),
    ]
}

/// A text that no spreadsheet takes for a formula (OWASP, CSV injection).
fn text<'t>(text: impl Into<Cow<'t, str>>) -> Cow<'t, str> {
    let text = text.into();
    match text.starts_with(['=', '+', '-', '@', '\t', '\r']) {
        true => format!("'{text}").into(),
        false => text,
    }
}

fn line<'c>(csv: &mut String, cells: impl IntoIterator<Item = Cow<'c, str>>) {
    for (place, cell) in cells.into_iter().enumerate() {
        if place > 0 {
            csv.push(',');
        }
        match cell.bytes().any(|byte| matches!(byte, b',' | b'"' | b'\r' | b'\n')) {
            true => csv.push_str(&format!("\"{}\"", cell.replace('"', "\"\""))),
            false => csv.push_str(&cell),
        }
    }
    csv.push_str("\r\n");
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_line_follows_rfc_4180_and_hides_no_formula() {
        let csv = sessions(&crate::transfer::history::tests::full());
        let lines: Vec<&str> = csv.split("\r\n").collect();
        assert!(lines[0].starts_with("\u{feff}session_id,timestamp,"));
        assert_eq!(
            lines[1],
            "s1,2024-10-27T10:00:00+01:00,negative,-1,60,,\"second, \"\"quoted\"\"\",,,,\
             '=SUM(A1); exposure,,"
        );
    }
}
