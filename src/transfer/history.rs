use super::TransferError;
use super::manifest::{list, text, whole};
use super::merging::Merging;
use super::notes::NotesHistory;
use crate::domain::{
    Client, ClientChanges, ClientEvent, ClientId, Fields, Goal, GoalUpdate, Milestone, Moment,
    Session, Signature, Zone,
};
use crate::order::{by_numbers, by_text};
use crate::records::{
    ObjectWriter, json_list, plain_client, plain_event, plain_goal, plain_goal_update,
    plain_milestone, plain_session,
};

const STRUCK_SESSIONS: &str = "struck_sessions";
const SIGNED_AT: &str = "signed_at";

/// The whole record of one client.
#[derive(Debug, Clone, PartialEq)]
pub struct ClientHistory {
    /// The client.
    pub client: Client,
    /// Sessions, oldest first; after them those that are struck out.
    pub sessions: Vec<SessionHistory>,
    /// Goals in the order they were set.
    pub goals: Vec<GoalHistory>,
    /// Milestones in the order they were added.
    pub milestones: Vec<Milestone>,
    /// Events in the order they were entered.
    pub events: Vec<ClientEvent>,
    /// Psychotherapy notes; none where they were not asked for.
    pub notes: Option<Vec<NotesHistory>>,
    /// What merging needs to know beyond that.
    pub merging: Merging,
}

/// A session with all that it replaced.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SessionHistory {
    /// Oldest first and never empty; the last is the session as it stands.
    pub revisions: Vec<Revision>,
}

/// A session as it was saved at one time.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Revision {
    /// When it was saved.
    pub saved_at: Moment,
    /// Why it replaced the one before; empty for the first.
    pub reason: String,
    /// Whether it strikes the session out.
    pub struck: bool,
    /// The signature on it, where it is signed.
    pub signed: Option<Signature>,
    /// What it says.
    pub session: Session,
}

/// A goal with all that was recorded of it.
#[derive(Debug, Clone, PartialEq)]
pub struct GoalHistory {
    /// The goal as it stands.
    pub goal: Goal,
    /// Oldest first, from its setting on.
    pub updates: Vec<GoalUpdate>,
}

impl SessionHistory {
    /// The session as it stands.
    pub fn latest(&self) -> Option<&Session> {
        self.revisions.last().map(|revision| &revision.session)
    }

    /// Whether the session is struck out.
    pub fn is_struck(&self) -> bool {
        self.revisions.last().is_some_and(|revision| revision.struck)
    }
}

impl ClientHistory {
    /// The sessions that stand, oldest first.
    pub(super) fn standing(&self) -> impl DoubleEndedIterator<Item = &SessionHistory> {
        self.sessions.iter().filter(|session| !session.is_struck())
    }

    /// The text of `client_history.json`.
    pub(super) fn to_json(&self, export_date: Moment) -> String {
        let standing = self.standing().filter_map(SessionHistory::latest);
        let struck = self.sessions.iter().filter(|session| session.is_struck());
        let goals = self.goals.iter().map(|history| plain_goal(&history.goal));
        let history = ObjectWriter::default()
            .text("client_id", self.client.client_id.as_str())
            .text("export_date", &export_date.to_rfc3339())
            .json("client", &plain_client(&self.client))
            .json("sessions", &json_list(standing.map(plain_session)))
            .json(
                STRUCK_SESSIONS,
                &json_list(struck.filter_map(SessionHistory::latest).map(plain_session)),
            )
            .json("session_revisions", &json_list(self.sessions.iter().flat_map(revisions)))
            .json("goals", &json_list(goals))
            .json("goal_history", &json_list(self.goals.iter().flat_map(updates)))
            .json("milestones", &json_list(self.milestones.iter().map(plain_milestone)))
            .json("events", &json_list(self.events.iter().map(plain_event)));
        self.merging.add_to(history).end()
    }

    /// Reads `client_history.json`; dates alone are meant in `zone`.
    pub(super) fn from_json(json: &str, zone: &dyn Zone) -> Result<Self, TransferError> {
        let mut fields = Fields::read_whole(json, "client history")?;
        let client_id = text(&mut fields, "client_id")?;
        let date = fields.moment("export_date", zone)?.ok_or(TransferError::Damaged)?;
        let changes = fields.take("client").ok_or(TransferError::Damaged)?;
        let changes = ClientChanges::read(changes, zone)?;
        if changes.client_id.as_str() != client_id {
            return Err(TransferError::Damaged);
        }
        let id = changes.client_id.clone();
        let mut known: Revisions =
            if_any(&mut fields, "session_revisions", |json| ReadRevision::read(json, zone))?;
        let mut steps = if_any(&mut fields, "goal_history", |json| read_update(json, zone))?;
        let mut session = |json: &str, struck| {
            let session = Session::read(json, date, zone)?;
            let known = taken(&mut known, session.session_id.as_str());
            session_history(session, struck, known, &id, date)
        };
        let mut sessions = list(&mut fields, "sessions", |json| session(json, false))?;
        if fields.has(STRUCK_SESSIONS) {
            sessions.extend(list(&mut fields, STRUCK_SESSIONS, |json| session(json, true))?);
        }
        let goals = list(&mut fields, "goals", |json| {
            let goal = Goal::read(json, date, zone)?;
            let updates = taken(&mut steps, goal.goal_id.as_str());
            Ok(GoalHistory { goal, updates })
        })?;
        let milestones =
            list(&mut fields, "milestones", |json| Ok(Milestone::read(json, date, zone)?))?;
        let events = events(&mut fields, &id, zone)?;
        let client = Client::new(id, date).changed(changes);
        let merging = Merging::take_from(&mut fields)?;
        Ok(Self { client, sessions, goals, milestones, events, notes: None, merging })
    }
}

/// The client's events; files from before there were any have none.
fn events(
    fields: &mut Fields,
    client: &ClientId,
    zone: &dyn Zone,
) -> Result<Vec<ClientEvent>, TransferError> {
    if !fields.has("events") {
        return Ok(Vec::new());
    }
    list(fields, "events", |json| {
        let event = ClientEvent::read(json, zone)?;
        match event.client_id == *client {
            true => Ok(event),
            false => Err(TransferError::Damaged),
        }
    })
}

/// The entries of a session's revisions; the newest stands among the sessions.
fn revisions(history: &SessionHistory) -> impl Iterator<Item = String> + '_ {
    let newest = history.revisions.len();
    (1..).zip(&history.revisions).map(move |(number, kept)| {
        let entry = ObjectWriter::default()
            .text("session_id", kept.session.session_id.as_str())
            .whole("revision", number as u64)
            .text("saved_at", &kept.saved_at.to_rfc3339())
            .text("reason", &kept.reason)
            .flag_if_so("struck", kept.struck);
        let entry = match &kept.signed {
            Some(Signature { signed_at, statement }) => entry
                .text(SIGNED_AT, &signed_at.to_rfc3339())
                .text_if_any(Signature::STATEMENT, statement),
            None => entry,
        };
        match number < newest {
            true => entry.json("session", &plain_session(&kept.session)).end(),
            false => entry.end(),
        }
    })
}

fn updates(history: &GoalHistory) -> impl Iterator<Item = String> + '_ {
    let goal_id = history.goal.goal_id.as_str();
    let entry =
        move |update| plain_goal_update(ObjectWriter::default().text("goal_id", goal_id), update);
    history.updates.iter().map(entry)
}

/// An entry of `session_revisions`.
struct ReadRevision {
    number: u64,
    saved_at: Moment,
    reason: String,
    struck: bool,
    signed: Option<Signature>,
    session: Option<Session>,
}

/// What was read, by the id that it belongs to.
type ById<T> = Vec<(String, Vec<T>)>;
type Revisions = ById<ReadRevision>;

impl ReadRevision {
    fn read(json: &str, zone: &dyn Zone) -> Result<(String, Self), TransferError> {
        let mut fields = Fields::read_whole(json, "revision")?;
        let id = text(&mut fields, "session_id")?;
        let saved_at = fields.moment("saved_at", zone)?.ok_or(TransferError::Damaged)?;
        let session = match fields.take("session") {
            None | Some("null") => None,
            Some(json) => Some(Session::read(json, saved_at, zone)?),
        };
        let reason: Option<String> = fields.take_as("reason", "must be a text")?;
        let reason = reason.unwrap_or_default();
        let struck: Option<bool> = fields.take_as("struck", "must be true or false")?;
        let struck = struck.unwrap_or_default();
        let number = whole(&mut fields, "revision")?;
        let statement: Option<String> = fields.take_as(Signature::STATEMENT, "must be a text")?;
        let signed = match fields.moment(SIGNED_AT, zone)? {
            Some(signed_at) => Some(Signature::new(signed_at, statement.unwrap_or_default())?),
            None => None,
        };
        Ok((id, Self { number, saved_at, reason, struck, signed, session }))
    }
}

fn read_update(json: &str, zone: &dyn Zone) -> Result<(String, GoalUpdate), TransferError> {
    let mut fields = Fields::read_whole(json, "goal history entry")?;
    let id = text(&mut fields, "goal_id")?;
    Ok((id, GoalUpdate::from_fields(fields, zone)?))
}

/// A list that may be left out, grouped by the ids that its elements belong to.
fn if_any<T>(
    fields: &mut Fields,
    name: &str,
    mut element: impl FnMut(&str) -> Result<(String, T), TransferError>,
) -> Result<ById<T>, TransferError> {
    let mut groups: ById<T> = Vec::new();
    if !fields.has(name) {
        return Ok(groups);
    }
    list(fields, name, |json| {
        let (id, value) = element(json)?;
        // Those of one id stand together in what we write.
        match groups.last_mut().filter(|(last, _)| *last == id) {
            Some((_, values)) => values.push(value),
            None => groups.push((id, vec![value])),
        }
        Ok(())
    })?;
    Ok(by_text(groups, |(id, _)| id))
}

/// Takes out what belongs to an id.
fn taken<T>(groups: &mut ById<T>, id: &str) -> Vec<T> {
    let start = groups.partition_point(|(there, _)| there.as_str() < id);
    let found = groups[start..].iter_mut().take_while(|(there, _)| there == id);
    found.flat_map(|(_, values)| std::mem::take(values)).collect()
}

fn session_history(
    session: Session,
    struck: bool,
    known: Vec<ReadRevision>,
    client: &ClientId,
    export_date: Moment,
) -> Result<SessionHistory, TransferError> {
    let mut known = by_numbers(known, |revision| (0, revision.number));
    if session.client_id != *client || known.iter().zip(1..).any(|(k, n)| k.number != n) {
        return Err(TransferError::Damaged);
    }
    if struck && known.last().is_some_and(|newest| newest.signed.is_some())
        || known.iter().any(|revision| revision.struck && revision.signed.is_some())
    {
        return Err(TransferError::Damaged);
    }
    let newest = known.pop();
    let mut revisions = Vec::with_capacity(known.len() + 1);
    for ReadRevision { number: _, saved_at, reason, struck, signed, session: earlier } in known {
        let earlier = earlier.ok_or(TransferError::Damaged)?;
        if earlier.session_id != session.session_id || earlier.client_id != *client {
            return Err(TransferError::Damaged);
        }
        revisions.push(Revision { saved_at, reason, struck, signed, session: earlier });
    }
    let (saved_at, reason, signed) = newest.map_or((export_date, String::new(), None), |newest| {
        (newest.saved_at, newest.reason, newest.signed)
    });
    revisions.push(Revision { saved_at, reason, struck, signed, session });
    Ok(SessionHistory { revisions })
}

#[cfg(test)]
pub(super) mod tests;
