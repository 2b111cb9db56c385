use serde::{Deserialize, Serialize};

use super::TransferError;

/// What the format calls itself.
pub const FORMAT: &str = "therapeutic-progress-history";
/// The newest version of the format, the one that is written.
pub const FORMAT_VERSION: u32 = 1;

/// Where the audit log stood when the file was written: how many entries, and the last hash.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Checkpoint {
    /// How many entries the log had.
    pub entries: u64,
    /// The hash of the last one, in hexadecimal.
    pub head: String,
}

/// How many records a file holds.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Counts {
    /// Clients.
    pub clients: usize,
    /// Sessions.
    pub sessions: usize,
    /// Goals.
    pub goals: usize,
    /// Milestones.
    pub milestones: usize,
}

#[derive(Debug, Serialize, Deserialize)]
pub(super) struct ClientFolder {
    pub(super) client_id: String,
    pub(super) folder: String,
}

#[derive(Debug, Serialize, Deserialize)]
pub(super) struct ListedFile {
    pub(super) path: String,
    pub(super) size: u64,
    /// In hexadecimal.
    pub(super) sha256: String,
}

/// What is in the archive, written as `manifest.json`.
#[derive(Debug, Serialize, Deserialize)]
pub(super) struct Manifest {
    pub(super) format: String,
    pub(super) format_version: u32,
    pub(super) export_date: String,
    #[serde(default)]
    pub(super) counts: Counts,
    pub(super) clients: Vec<ClientFolder>,
    pub(super) files: Vec<ListedFile>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(super) audit: Option<Checkpoint>,
}

impl Manifest {
    /// Reads the manifest; the version is looked at before anything else.
    pub(super) fn read(json: &[u8]) -> Result<Self, TransferError> {
        #[derive(Deserialize)]
        struct Version {
            format: String,
            format_version: u32,
        }
        let Version { format, format_version } = serde_json::from_slice(json)?;
        if format != FORMAT || format_version == 0 {
            return Err(TransferError::Damaged);
        }
        if format_version > FORMAT_VERSION {
            return Err(TransferError::NewerVersion);
        }
        Ok(serde_json::from_slice(json)?)
    }
}

pub(super) fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}
