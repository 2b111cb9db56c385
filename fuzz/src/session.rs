//! What a page hands over: the JSON text that the JavaScript surface makes of every record.

use std::fmt::Debug;

use therapeutic_progress_tracker::domain::{
    ClientChanges, ClientEvent, ClientId, Day, FieldError, Goal, GoalUpdate, Json, Milestone,
    Moment, PlanChanges, Session,
};
use therapeutic_progress_tracker::records::{
    ObjectWriter, Record, SessionRecord, plain_event, plain_goal, plain_goal_update,
    plain_milestone, plain_session,
};

/// A zone that is neither UTC nor a whole number of hours from it.
const ZONE: i16 = -210;

/// Reads a text as every record that a page can hand over, as dates and as ids.
pub fn read(bytes: &[u8]) {
    let Ok(text) = std::str::from_utf8(bytes) else { return };
    let now = Moment::epoch();
    if let Ok(session) = Session::read(text, now, &ZONE) {
        accepted(&session, text, now);
    }
    comes_back(text, |json| Goal::read(json, now, &ZONE), plain_goal);
    let update = |update: &GoalUpdate| plain_goal_update(ObjectWriter::default(), update);
    comes_back(text, |json| GoalUpdate::read(json, &ZONE), update);
    comes_back(text, |json| Milestone::read(json, now, &ZONE), plain_milestone);
    comes_back(text, |json| ClientEvent::read(json, &ZONE), plain_event);
    let _ = PlanChanges::read(text, now, &ZONE);
    let _ = ClientChanges::read(text, &ZONE);
    let _ = Json::new(text);
    let _ = ClientId::new(text);
    let _ = Moment::parse(text, &ZONE, "time").map(moment);
    let _ =
        Day::parse(text, &ZONE, "day").map(|day| (moment(day.first()), moment(day.last(&ZONE))));
}

/// What is accepted is handed out so that it is accepted again, as the same.
fn comes_back<T: PartialEq + Debug>(
    text: &str,
    read: impl Fn(&str) -> Result<T, FieldError>,
    write: impl Fn(&T) -> String,
) {
    let Ok(value) = read(text) else { return };
    assert_eq!(read(&write(&value)).as_ref(), Ok(&value));
}

/// A session that is accepted can be handed out, kept, and amended by what it was made of.
fn accepted(session: &Session, text: &str, now: Moment) {
    assert_eq!(Session::read(&plain_session(session), now, &ZONE).as_ref(), Ok(session));
    let record = SessionRecord {
        session: session.clone(),
        entered: 1,
        saved_at: now,
        reason: text.chars().take(64).collect(),
        struck: text.len() % 2 == 1,
        signed: None,
    };
    assert_eq!(SessionRecord::from_bytes(&record.to_bytes()).as_ref(), Ok(&record));
    assert!(session.amended(text, &ZONE).is_err(), "ids cannot be amended");
    assert_eq!(session.amended("{}", &ZONE).as_ref(), Ok(session));
}

/// An instant that is accepted reads the same once it is written down.
fn moment(moment: Moment) {
    assert_eq!(Moment::parse(&moment.to_rfc3339(), &ZONE, "time").ok(), Some(moment));
}
