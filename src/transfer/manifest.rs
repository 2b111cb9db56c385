use serde_json::value::RawValue;

use super::TransferError;
use super::notes::NOTES;
use crate::domain::Fields;
use crate::records::{ObjectWriter, json_list};

/// The list of deleted clients; files from before it was written have none.
const DELETED: &str = "deleted_clients";
/// What the format calls itself.
pub const FORMAT: &str = "therapeutic-progress-history";
/// The newest version of the format, the one that is written.
pub const FORMAT_VERSION: u32 = 1;

/// Where the audit log stood when the file was written: how many entries, and the last hash.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Checkpoint {
    /// How many entries the log had.
    pub entries: u64,
    /// The hash of the last one, in hexadecimal.
    pub head: String,
    /// The id of the vault, in hexadecimal; none in files from before that was written.
    pub vault: Option<String>,
}

/// A client whose records were destroyed where the file was written, and who has not come back
/// there.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DeletedClient {
    /// The client's id.
    pub client_id: String,
    /// When, in RFC 3339.
    pub destroyed_at: String,
}

/// How many records a file holds.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Counts {
    /// Clients.
    pub clients: usize,
    /// Sessions.
    pub sessions: usize,
    /// Goals.
    pub goals: usize,
    /// Milestones.
    pub milestones: usize,
    /// Events.
    pub events: usize,
}

#[derive(Debug)]
pub(super) struct ClientFolder {
    pub(super) client_id: String,
    pub(super) folder: String,
}

#[derive(Debug)]
pub(super) struct ListedFile {
    pub(super) path: String,
    pub(super) size: u64,
    /// In hexadecimal.
    pub(super) sha256: String,
}

/// What is in the archive, written as `manifest.json`.
#[derive(Debug)]
pub(super) struct Manifest {
    pub(super) export_date: String,
    pub(super) counts: Counts,
    pub(super) clients: Vec<ClientFolder>,
    pub(super) files: Vec<ListedFile>,
    pub(super) audit: Option<Checkpoint>,
    /// None in a file of one client, which says nothing of others.
    pub(super) deleted: Vec<DeletedClient>,
    /// Whether the psychotherapy notes are in it. Without them nothing is said of them.
    pub(super) with_notes: bool,
}

impl Manifest {
    pub(super) fn to_json(&self) -> String {
        let Self { export_date, counts, clients, files, audit, deleted, with_notes } = self;
        let folder = |client: &ClientFolder| {
            let object = ObjectWriter::default().text("client_id", &client.client_id);
            object.text("folder", &client.folder).end()
        };
        let file = |file: &ListedFile| {
            let object = ObjectWriter::default().text("path", &file.path);
            object.whole("size", file.size).text("sha256", &file.sha256).end()
        };
        let gone = |client: &DeletedClient| {
            let object = ObjectWriter::default().text("client_id", &client.client_id);
            object.text("destroyed_at", &client.destroyed_at).end()
        };
        let manifest = ObjectWriter::default()
            .text("format", FORMAT)
            .whole("format_version", FORMAT_VERSION.into())
            .text("export_date", export_date)
            .json("counts", &counts.to_json())
            .json("clients", &json_list(clients.iter().map(folder)))
            .json("files", &json_list(files.iter().map(file)))
            .flag_if_so(NOTES, *with_notes);
        let manifest = match deleted.is_empty() {
            true => manifest,
            false => manifest.json(DELETED, &json_list(deleted.iter().map(gone))),
        };
        match audit {
            Some(Checkpoint { entries, head, vault }) => {
                let audit = ObjectWriter::default().whole("entries", *entries).text("head", head);
                let audit = audit.text_if_any("vault", vault.as_deref().unwrap_or_default());
                manifest.json("audit", &audit.end()).end()
            }
            None => manifest.end(),
        }
    }

    /// Reads the manifest; the version is looked at before anything else. What it says beyond
    /// that which import needs may be anything.
    pub(super) fn read(json: &[u8]) -> Result<Self, TransferError> {
        let json = std::str::from_utf8(json).map_err(|_| TransferError::Damaged)?;
        let mut fields = Fields::read_whole(json, "manifest")?;
        let format = text(&mut fields, "format")?;
        let version = whole(&mut fields, "format_version")?;
        match (format.as_str(), version) {
            (FORMAT, 1) => {}
            (FORMAT, version) if version > FORMAT_VERSION.into() => {
                return Err(TransferError::NewerVersion);
            }
            _ => return Err(TransferError::Damaged),
        }
        let folder = |json: &str| {
            let mut fields = Fields::read_whole(json, "client")?;
            let client_id = text(&mut fields, "client_id")?;
            Ok(ClientFolder { client_id, folder: text(&mut fields, "folder")? })
        };
        let file = |json: &str| {
            let mut fields = Fields::read_whole(json, "file")?;
            let (path, size) = (text(&mut fields, "path")?, whole(&mut fields, "size")?);
            Ok(ListedFile { path, size, sha256: text(&mut fields, "sha256")? })
        };
        let gone = |json: &str| {
            let mut fields = Fields::read_whole(json, DELETED)?;
            let client_id = text(&mut fields, "client_id")?;
            Ok(DeletedClient { client_id, destroyed_at: text(&mut fields, "destroyed_at")? })
        };
        let deleted = match fields.has(DELETED) {
            true => list(&mut fields, DELETED, gone)?,
            false => Vec::new(),
        };
        Ok(Self {
            deleted,
            export_date: text(&mut fields, "export_date")?,
            counts: Counts::default(),
            clients: list(&mut fields, "clients", folder)?,
            files: list(&mut fields, "files", file)?,
            audit: fields.take("audit").map(checkpoint).transpose()?,
            with_notes: false,
        })
    }
}

fn checkpoint(json: &str) -> Result<Checkpoint, TransferError> {
    let mut fields = Fields::read_whole(json, "audit")?;
    let (entries, head) = (whole(&mut fields, "entries")?, text(&mut fields, "head")?);
    let vault = fields.take_as("vault", "must be a text")?;
    Ok(Checkpoint { entries, head, vault })
}

impl Counts {
    fn to_json(self) -> String {
        let Self { clients, sessions, goals, milestones, events } = self;
        ObjectWriter::default()
            .whole("clients", clients as u64)
            .whole("sessions", sessions as u64)
            .whole("goals", goals as u64)
            .whole("milestones", milestones as u64)
            .whole("events", events as u64)
            .end()
    }
}

/// A text that must be there.
pub(super) fn text(fields: &mut Fields, name: &str) -> Result<String, TransferError> {
    fields.take_as(name, "must be a text")?.ok_or(TransferError::Damaged)
}

/// A whole number that must be there.
pub(super) fn whole(fields: &mut Fields, name: &str) -> Result<u64, TransferError> {
    fields.take_as(name, "must be a whole number")?.ok_or(TransferError::Damaged)
}

/// A list that must be there, each element read by `element`.
pub(super) fn list<T>(
    fields: &mut Fields,
    name: &str,
    element: impl FnMut(&str) -> Result<T, TransferError>,
) -> Result<Vec<T>, TransferError> {
    let elements: Option<Vec<&RawValue>> = fields.take_as(name, "must be a list")?;
    let elements = elements.ok_or(TransferError::Damaged)?;
    elements.into_iter().map(RawValue::get).map(element).collect()
}
