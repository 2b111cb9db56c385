//! What became of the records of a history file.

use super::versions::Versions;
use crate::domain::ClientId;
use crate::records::{ObjectWriter, VersionOf, json_list};
use crate::transfer::{ClientHistory, DeletedClient};

/// A record that was written in two ways: here, and where the file comes from.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Conflict {
    /// `session`, `client`, `goal`, `milestone`, `event` or `psychotherapy_notes`.
    pub kind: &'static str,
    /// Whose record it is in the file.
    pub client_id: ClientId,
    /// Its id; that of the session for psychotherapy notes.
    pub id: String,
    /// Whether the id belongs to a record of another client here. That one stays, and the file's
    /// is not in the vault.
    pub of_another: bool,
    /// What stood here.
    pub here: Side,
    /// What the file says.
    pub file: Side,
    /// Whether the file's version is the one that stands from now on.
    pub file_stands: bool,
}

/// One of the two versions.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Side {
    /// What it says, as plain JSON; none where the record was removed, or is another client's,
    /// and for psychotherapy notes, which nothing gives out that was not asked for them.
    pub says: Option<String>,
    /// Whether it strikes the session out.
    pub struck: bool,
    /// The number of the revision that says so now, of the session or of the notes.
    pub revision: Option<usize>,
}

/// What became of the records of a history file.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct MergeOutcome {
    /// Clients in the file, those who were left out too, here and in the next five.
    pub clients: usize,
    /// Sessions in the file.
    pub sessions: usize,
    /// Goals in the file.
    pub goals: usize,
    /// Milestones in the file.
    pub milestones: usize,
    /// Events in the file.
    pub events: usize,
    /// Sessions with psychotherapy notes in the file.
    pub notes: usize,
    /// Sessions, goals, milestones, events and notes that were added, or continued.
    pub added: usize,
    /// Those that were there already.
    pub unchanged: usize,
    /// Milestones and events that went, since they were removed where the file comes from.
    pub removed: usize,
    /// How many records were written in two ways. A client who was left out counts as one.
    pub conflicts: usize,
    /// Clients who were deleted here and so were left out.
    pub left_out: usize,
    /// What each of them says here and there.
    pub conflict_details: Vec<Conflict>,
    /// Clients who are here, and whose records were destroyed where the file comes from.
    pub deleted_elsewhere: Vec<DeletedClient>,
}

impl MergeOutcome {
    /// What a file of these histories holds, before anything of it is merged.
    pub(super) fn of_file(histories: &[ClientHistory]) -> Self {
        let mut held = Self { clients: histories.len(), ..Self::default() };
        for history in histories {
            held.sessions += history.sessions.len();
            held.goals += history.goals.len();
            held.milestones += history.milestones.len();
            held.events += history.events.len();
            held.notes += history.notes.as_ref().map_or(0, Vec::len);
        }
        held
    }

    /// The numbers as fields of a JSON object.
    fn counted(&self) -> ObjectWriter {
        let Self { clients, sessions, goals, milestones, events, .. } = self;
        let Self { added, unchanged, removed, conflicts, .. } = self;
        let numbers = [
            ("clients", *clients),
            ("sessions", *sessions),
            ("goals", *goals),
            ("milestones", *milestones),
            ("events", *events),
            ("added", *added),
            ("unchanged", *unchanged),
            ("removed", *removed),
            ("conflicts", *conflicts),
        ];
        let object = ObjectWriter::default();
        let counted =
            numbers.iter().fold(object, |object, (name, count)| object.whole(name, *count as u64));
        // Nothing is said of notes where the file has none, nor of clients where none is left out.
        let seldom = [("psychotherapy_notes", self.notes), ("left_out", self.left_out)];
        let seldom = seldom.iter().filter(|(_, count)| *count > 0);
        seldom.fold(counted, |object, (name, count)| object.whole(name, *count as u64))
    }

    /// The numbers as a JSON object.
    pub(super) fn counts(&self) -> String {
        self.counted().end()
    }

    /// The numbers and the conflicts as a JSON object.
    pub fn to_json(&self) -> String {
        let conflicts = json_list(self.conflict_details.iter().map(Conflict::to_json));
        let outcome = self.counted().json("conflict_details", &conflicts);
        if self.deleted_elsewhere.is_empty() {
            return outcome.end();
        }
        let client = |DeletedClient { client_id, destroyed_at }: &DeletedClient| {
            let client = ObjectWriter::default().text("client_id", client_id);
            client.text("destroyed_at", destroyed_at).end()
        };
        let deleted = json_list(self.deleted_elsewhere.iter().map(client));
        outcome.json("deleted_elsewhere", &deleted).end()
    }

    /// Adds a record that was written in two ways.
    pub(super) fn add(&mut self, conflict: Conflict) {
        self.conflicts += 1;
        self.conflict_details.push(conflict);
    }

    /// Whether the last conflict is about this record.
    pub(super) fn is_about(&self, kind: &str, id: &str) -> bool {
        self.conflict_details.last().is_some_and(|last| last.kind == kind && last.id == id)
    }

    /// Notes what became of a record that has versions.
    pub(super) fn note(&mut self, became: &Became, of: VersionOf, client: &ClientId, id: &str) {
        match became {
            Became::Known => self.unchanged += 1,
            Became::Taken => self.added += 1,
            Became::Parted { here, file, file_stands } => {
                let side = |says: &Option<String>| Side { says: says.clone(), ..Side::default() };
                self.add(Conflict {
                    kind: of.name(),
                    client_id: client.clone(),
                    id: id.to_owned(),
                    of_another: false,
                    here: side(here),
                    file: side(file),
                    file_stands: *file_stands,
                });
            }
        }
    }

    /// Notes a record whose id belongs to another client here.
    pub(super) fn note_another(
        &mut self,
        kind: &'static str,
        client: &ClientId,
        id: &str,
        says: Option<String>,
    ) {
        self.add(Conflict {
            kind,
            client_id: client.clone(),
            id: id.to_owned(),
            of_another: true,
            here: Side::default(),
            file: Side { says, ..Side::default() },
            file_stands: false,
        });
    }
}

impl Conflict {
    fn to_json(&self) -> String {
        let Self { kind, client_id, id, of_another, here, file, file_stands } = self;
        ObjectWriter::default()
            .text("kind", kind)
            .text("client_id", client_id.as_str())
            .text("id", id)
            .text("reason", if *of_another { "of_another_client" } else { "changed_in_both" })
            .text("stands", if *file_stands { "file" } else { "here" })
            .json("here", &here.to_json())
            .json("file", &file.to_json())
            .end()
    }
}

impl Side {
    fn to_json(&self) -> String {
        let Self { says, struck, revision } = self;
        let object = ObjectWriter::default()
            .json("record", says.as_deref().unwrap_or("null"))
            .json("struck", if *struck { "true" } else { "false" });
        match revision {
            Some(number) => object.whole("revision", *number as u64).end(),
            None => object.json("revision", "null").end(),
        }
    }
}

/// What became of a record that has versions.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Became {
    /// The file has nothing new.
    Known,
    /// The file's is newer, or nothing was here.
    Taken,
    /// It was written in two ways.
    Parted { here: Option<String>, file: Option<String>, file_stands: bool },
}

impl Became {
    pub(super) fn of(here: &Versions, file: &Versions, joined: &Versions) -> Self {
        let (ours, theirs) = (here.standing(), file.standing());
        if joined == here {
            return Self::Known;
        }
        if joined == file || ours == theirs {
            return Self::Taken;
        }
        let text = |says: Option<&str>| says.map(str::to_owned);
        let file_stands = joined.standing() == theirs;
        Self::Parted { here: text(ours), file: text(theirs), file_stands }
    }
}
