use std::borrow::Cow;
use std::fmt::Write;

use super::history::{ClientHistory, GoalHistory, Revision, SessionHistory};
use crate::domain::{Moment, Percentage, Session, Signature};
use crate::records::ObjectWriter;

const STYLE: &str = "body{font:16px/1.5 system-ui,sans-serif;max-width:44rem;margin:2rem auto;\
    padding:0 1rem;color:#222;background:#fff}h1,h2,h3{line-height:1.2}article{border-top:1px \
    solid #ccc;padding:.5rem 0;break-inside:avoid}dt{font-weight:600}dd{margin:0 0 .5rem;\
    white-space:pre-wrap}table{border-collapse:collapse}td,th{padding:.2rem .8rem .2rem 0;\
    text-align:left}";

/// A client's record as a page that needs nothing else: no script, nothing to load.
pub(super) fn report(history: &ClientHistory, overview: &[String], date: Moment) -> String {
    let client = &history.client;
    let name = match client.display_name.as_str() {
        "" => client.client_id.as_str(),
        name => name,
    };
    let mut page = String::from("<!doctype html><html lang=\"en\"><head><meta charset=\"utf-8\">");
    push(&mut page, format_args!("<title>Progress record</title><style>{STYLE}</style></head>"));
    push(&mut page, format_args!("<body><h1>{}</h1>", escaped(name)));
    push(&mut page, format_args!("<p>Written on {}.</p>", date.to_rfc3339()));
    for sentence in overview {
        push(&mut page, format_args!("<p>{}</p>", escaped(sentence)));
    }
    if !client.notes.is_empty() {
        push(&mut page, format_args!("<h2>Notes</h2><p>{}</p>", escaped(&client.notes)));
    }
    goals(&mut page, &history.goals);
    milestones(&mut page, history);
    events(&mut page, history);
    page.push_str("<h2>Sessions</h2>");
    for session in history.standing().rev() {
        one_session(&mut page, session);
    }
    page.push_str("</body></html>");
    page
}

/// Writing into a `String` cannot fail.
fn push(page: &mut String, text: std::fmt::Arguments) {
    page.write_fmt(text).unwrap_or_default();
}

fn goals(page: &mut String, goals: &[GoalHistory]) {
    if goals.is_empty() {
        return;
    }
    page.push_str("<h2>Goals</h2>");
    for GoalHistory { goal, updates } in goals {
        push(page, format_args!("<article><h3>{}</h3>", escaped(&goal.description)));
        push(page, format_args!("<p>{} % reached", percent(goal.completion_percentage)));
        if let Some(target) = goal.target_date {
            push(page, format_args!(", to be reached by {}", target.to_text()));
        }
        page.push_str(".</p><table><tr><th>When<th>Reached<th>Notes</tr>");
        for update in updates {
            let percent = percent(update.completion_percentage);
            let (when, notes) = (update.timestamp.to_rfc3339(), escaped(&update.notes));
            push(page, format_args!("<tr><td>{when}<td>{percent} %<td>{notes}</tr>"));
        }
        page.push_str("</table></article>");
    }
}

/// A percentage as short as it can be written.
fn percent(percentage: Percentage) -> String {
    let json = ObjectWriter::default().number("", percentage.value()).end();
    let digits = json.trim_start_matches("{\"\":").trim_end_matches('}');
    digits.strip_suffix(".0").unwrap_or(digits).to_owned()
}

fn milestones(page: &mut String, history: &ClientHistory) {
    if history.milestones.is_empty() {
        return;
    }
    page.push_str("<h2>Milestones</h2><ul>");
    for milestone in &history.milestones {
        let (when, what) = (milestone.achieved_date.to_text(), escaped(&milestone.description));
        push(page, format_args!("<li>{when}: {what}</li>"));
    }
    page.push_str("</ul>");
}

fn events(page: &mut String, history: &ClientHistory) {
    if history.events.is_empty() {
        return;
    }
    page.push_str("<h2>Events</h2><ul>");
    for event in &history.events {
        let (when, kind, what) =
            (event.date.to_text(), event.kind.name(), escaped(&event.description));
        push(page, format_args!("<li>{when} ({kind}): {what}</li>"));
    }
    page.push_str("</ul>");
}

fn one_session(page: &mut String, history: &SessionHistory) {
    let Some(session) = history.latest() else { return };
    let state = session.emotional_state.name().replace('_', " ");
    let (when, minutes) = (session.timestamp.to_rfc3339(), session.session_duration_minutes);
    push(page, format_args!("<article><h3>{when}</h3>"));
    push(page, format_args!("<p>{}, {minutes} minutes</p>", state));
    signature(page, history.revisions.last());
    page.push_str("<dl>");
    for (name, text) in fields(session) {
        if !text.is_empty() {
            push(page, format_args!("<dt>{name}</dt><dd>{}</dd>", escaped(&text)));
        }
    }
    page.push_str("</dl>");
    for earlier in history.revisions.iter().rev().skip(1) {
        let saved = earlier.saved_at.to_rfc3339();
        push(page, format_args!("<details><summary>Until amended, saved {saved}</summary>"));
        signature(page, Some(earlier));
        page.push_str("<dl>");
        for (name, text) in fields(&earlier.session) {
            if !text.is_empty() {
                push(page, format_args!("<dt>{name}</dt><dd>{}</dd>", escaped(&text)));
            }
        }
        page.push_str("</dl></details>");
    }
    page.push_str("</article>");
}

fn signature(page: &mut String, revision: Option<&Revision>) {
    if let Some(Signature { signed_at, statement }) = revision.and_then(|one| one.signed.as_ref()) {
        let (when, states) = (signed_at.to_rfc3339(), escaped(statement));
        push(page, format_args!("<p>Signed on {when}. {states}</p>"));
    }
}

fn fields(session: &Session) -> [(&'static str, Cow<'_, str>); 7] {
    [
        ("Discussed", session.conversation_summary.as_str().into()),
        ("Progress", session.progress_notes.as_str().into()),
        ("Observed", session.therapist_observations.as_str().into()),
        ("Techniques", session.techniques_used.join(", ").into()),
        ("Homework", session.homework_assigned.as_str().into()),
        ("Crisis flags", session.crisis_flags.join(", ").into()),
        ("Next time", session.next_session_focus.as_str().into()),
    ]
}

fn escaped(text: &str) -> Cow<'_, str> {
    let of = |byte: &u8| match byte {
        b'&' => Some("&amp;"),
        b'<' => Some("&lt;"),
        b'>' => Some("&gt;"),
        b'"' => Some("&quot;"),
        b'\'' => Some("&#39;"),
        _ => None,
    };
    if !text.bytes().any(|byte| of(&byte).is_some()) {
        return Cow::Borrowed(text);
    }
    let mut safe = String::with_capacity(text.len());
    let mut rest = text;
    while let Some((at, entity)) =
        rest.bytes().enumerate().find_map(|(at, byte)| Some((at, of(&byte)?)))
    {
        safe.push_str(&rest[..at]);
        safe.push_str(entity);
        rest = &rest[at + 1..];
    }
    safe.push_str(rest);
    Cow::Owned(safe)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_signature_says_when_and_what_it_states() {
        let mut history = crate::transfer::history::tests::full();
        let signed_at = Moment::new(0, 0).unwrap();
        let signature = Signature { signed_at, statement: "all <of> it".into() };
        history.sessions[0].revisions[0].signed = Some(signature);
        let page = report(&history, &[], Moment::new(0, 0).unwrap());
        let earlier = page.find("Until amended").unwrap();
        let signed = page.find("Signed on 1970-01-01T00:00:00Z. all &lt;of&gt; it").unwrap();
        assert!(earlier < signed, "the amended version is not signed");
    }

    #[test]
    fn no_text_of_a_record_becomes_markup() {
        let history = crate::transfer::history::tests::full();
        let page = report(&history, &["a < b".into()], Moment::new(0, 0).unwrap());
        assert!(page.contains("&lt;b&gt;sleep&lt;/b&gt;"));
        assert!(page.contains("a &lt; b"));
        assert!(page.contains("<li>2024-10-05 (holiday): two weeks &lt;away&gt;</li>"));
        assert!(!page.contains("<script") && !page.contains("<b>"));
    }
}
