use std::io::{Read, Write};

use super::history::ClientHistory;
use super::manifest::{Checkpoint, ClientFolder, Counts, DeletedClient, ListedFile, Manifest};
use super::{TransferError, csv, html, notes, readme};
use crate::crypto::sha256_of_much;
use crate::domain::{Moment, Zone};
use crate::order::by_text;
use crate::records::to_hex;

const MANIFEST: &str = "manifest.json";
const HISTORY: &str = "client_history.json";
const NOTES: &str = "psychotherapy_notes.json";

/// Packs clients' histories into a tar archive, one after the other.
pub struct ArchiveWriter<W: Write> {
    tar: tar::Builder<W>,
    export_date: Moment,
    clients: Vec<ClientFolder>,
    files: Vec<ListedFile>,
    counts: Counts,
    /// Whether any client came with psychotherapy notes, or could have.
    with_notes: bool,
}

impl<W: Write> std::fmt::Debug for ArchiveWriter<W> {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter.debug_struct("ArchiveWriter").field("counts", &self.counts).finish()
    }
}

impl<W: Write> ArchiveWriter<W> {
    /// Begins an archive with its `README.txt`.
    ///
    /// # Errors
    /// Where `to` cannot be written.
    pub async fn new(to: W, export_date: Moment) -> Result<Self, TransferError> {
        let mut archive = Self {
            tar: tar::Builder::new(to),
            export_date,
            clients: Vec::new(),
            files: Vec::new(),
            counts: Counts::default(),
            with_notes: false,
        };
        archive.add("README.txt", readme::TEXT.as_bytes()).await?;
        Ok(archive)
    }

    /// Adds a client's folder. `overview` are the sentences that its report begins with.
    ///
    /// # Errors
    /// Where the archive cannot be written.
    pub async fn add_client(
        &mut self,
        history: &ClientHistory,
        overview: &[String],
    ) -> Result<(), TransferError> {
        self.counts.clients += 1;
        self.counts.sessions += history.standing().count();
        self.counts.goals += history.goals.len();
        self.counts.milestones += history.milestones.len();
        self.counts.events += history.events.len();
        let folder = format!("client-{:04}", self.counts.clients);
        let json = history.to_json(self.export_date);
        self.add(&format!("{folder}/{HISTORY}"), json.as_bytes()).await?;
        let table = csv::sessions(history);
        self.add(&format!("{folder}/sessions.csv"), table.as_bytes()).await?;
        let page = html::report(history, overview, self.export_date);
        self.add(&format!("{folder}/report.html"), page.as_bytes()).await?;
        if let Some(notes) = &history.notes {
            let json = notes::to_json(&history.client.client_id, notes, self.export_date);
            self.add(&format!("{folder}/{NOTES}"), json.as_bytes()).await?;
            self.with_notes = true;
        }
        let client_id = history.client.client_id.as_str().to_owned();
        self.clients.push(ClientFolder { client_id, folder });
        Ok(())
    }

    /// Ends the archive with its manifest and hands back what it was written to.
    ///
    /// # Errors
    /// Where the archive cannot be written.
    pub async fn finish(
        mut self,
        audit: Checkpoint,
        deleted: Vec<DeletedClient>,
    ) -> Result<W, TransferError> {
        let manifest = Manifest {
            export_date: self.export_date.to_rfc3339(),
            counts: self.counts,
            clients: std::mem::take(&mut self.clients),
            files: std::mem::take(&mut self.files),
            audit: Some(audit),
            deleted,
            with_notes: self.with_notes,
        };
        self.add(MANIFEST, manifest.to_json().as_bytes()).await?;
        Ok(self.tar.into_inner()?)
    }

    async fn add(&mut self, path: &str, content: &[u8]) -> Result<(), TransferError> {
        let mut header = tar::Header::new_ustar();
        header.set_size(content.len() as u64);
        header.set_mode(0o600);
        header.set_mtime(u64::try_from(self.export_date.millis() / 1000).unwrap_or(0));
        self.tar.append_data(&mut header, path, content)?;
        self.files.push(ListedFile {
            path: path.into(),
            size: content.len() as u64,
            sha256: to_hex(&sha256_of_much(content).await),
        });
        Ok(())
    }
}

/// An archive whose every listed file was found as its manifest describes it.
#[derive(Debug)]
pub struct ArchiveReader<'a> {
    manifest: Manifest,
    files: Files<'a>,
}

/// Regular files in the order of their paths.
#[derive(Debug)]
struct Files<'a>(Vec<(String, &'a [u8])>);

impl<'a> Files<'a> {
    /// Puts the files in order; no path may be there twice.
    fn new(files: Vec<(String, &'a [u8])>) -> Result<Self, TransferError> {
        let files = by_text(files, |(path, _)| path);
        match files.windows(2).any(|pair| pair[0].0 == pair[1].0) {
            true => Err(TransferError::Damaged),
            false => Ok(Self(files)),
        }
    }

    fn get(&self, path: &str) -> Option<&'a [u8]> {
        let place = self.0.binary_search_by(|(there, _)| there.as_str().cmp(path)).ok()?;
        Some(self.0[place].1)
    }
}

impl<'a> ArchiveReader<'a> {
    /// Reads an archive and checks every file that its manifest lists.
    ///
    /// # Errors
    /// `Damaged` where it is no such archive, leads out of its folder, or a file is missing or
    /// different; `NewerVersion` where a newer version wrote it.
    pub async fn read(tar: &'a [u8]) -> Result<Self, TransferError> {
        let files = unpack(tar)?;
        let manifest = Manifest::read(files.get(MANIFEST).ok_or(TransferError::Damaged)?)?;
        for listed in &manifest.files {
            let content = files.get(&listed.path).ok_or(TransferError::Damaged)?;
            let as_listed = listed.size == content.len() as u64
                && listed.sha256.eq_ignore_ascii_case(&to_hex(&sha256_of_much(content).await));
            if !as_listed {
                return Err(TransferError::Damaged);
            }
        }
        Ok(Self { manifest, files })
    }

    /// Where the audit log of the file's vault stood; none where the file does not say.
    pub fn checkpoint(&self) -> Option<&Checkpoint> {
        self.manifest.audit.as_ref()
    }

    /// The clients who were deleted where the file was written.
    pub fn deleted(&self) -> &[DeletedClient] {
        &self.manifest.deleted
    }

    /// When the file was written, in RFC 3339.
    pub fn export_date(&self) -> &str {
        &self.manifest.export_date
    }

    /// How many clients there are.
    pub fn clients(&self) -> usize {
        self.manifest.clients.len()
    }

    /// Reads the history of the client at `place`; dates alone are meant in `zone`.
    ///
    /// # Errors
    /// `Damaged` where a record cannot be what the manifest or the format says.
    pub fn client(&self, place: usize, zone: &dyn Zone) -> Result<ClientHistory, TransferError> {
        let listed = self.manifest.clients.get(place).ok_or(TransferError::Damaged)?;
        let json = self.checked(&listed.folder, HISTORY)?.ok_or(TransferError::Damaged)?;
        let mut history = ClientHistory::from_json(json, zone)?;
        if history.client.client_id.as_str() != listed.client_id {
            return Err(TransferError::Damaged);
        }
        if let Some(json) = self.checked(&listed.folder, NOTES)? {
            history.notes = Some(notes::from_json(json, &history.client.client_id, zone)?);
        }
        Ok(history)
    }

    /// The text of a file in a client's folder; none where the manifest does not list it.
    fn checked(&self, folder: &str, name: &str) -> Result<Option<&'a str>, TransferError> {
        let path = format!("{folder}/{name}");
        let is_checked = self.manifest.files.iter().any(|file| file.path == path);
        let content = self.files.get(&path).filter(|_| is_checked).map(std::str::from_utf8);
        content.transpose().map_err(|_| TransferError::Damaged)
    }
}

/// The regular files of an archive by their paths.
fn unpack(tar: &[u8]) -> Result<Files<'_>, TransferError> {
    let mut files = Vec::new();
    let mut archive = tar::Archive::new(tar);
    for entry in archive.entries()? {
        let entry = entry?;
        match entry.header().entry_type() {
            tar::EntryType::Regular => {}
            tar::EntryType::Directory | tar::EntryType::XGlobalHeader => continue,
            _ => return Err(TransferError::Damaged),
        }
        let path = safe_path(&entry.path_bytes())?;
        let content = content_of(tar, &entry)?;
        files.push((path, content));
    }
    Files::new(files)
}

/// An entry's bytes within the archive; none that reach beyond it.
fn content_of<'a, R: Read>(
    tar: &'a [u8],
    entry: &tar::Entry<'_, R>,
) -> Result<&'a [u8], TransferError> {
    let start = usize::try_from(entry.raw_file_position()).ok();
    let size = usize::try_from(entry.size()).ok();
    let end = start.zip(size).and_then(|(start, size)| start.checked_add(size));
    let range = start.zip(end).and_then(|(start, end)| tar.get(start..end));
    range.ok_or(TransferError::Damaged)
}

/// A path that stays within the archive, without a leading `./`.
fn safe_path(bytes: &[u8]) -> Result<String, TransferError> {
    let path = std::str::from_utf8(bytes).map_err(|_| TransferError::Damaged)?;
    let path = path.strip_prefix("./").unwrap_or(path);
    let harmless = |part: &str| !part.is_empty() && part != "." && part != "..";
    match !path.contains(['\\', '\0', ':']) && path.split('/').all(harmless) {
        true => Ok(path.to_owned()),
        false => Err(TransferError::Damaged),
    }
}

#[cfg(test)]
mod tests {
    use pollster::block_on;

    use super::*;

    fn now() -> Moment {
        Moment::new(1_700_000_000_000, 0).unwrap()
    }

    fn checkpoint() -> Checkpoint {
        Checkpoint { entries: 3, head: "00".repeat(32), vault: Some("ab".repeat(16)) }
    }

    fn archive() -> Vec<u8> {
        let history = crate::transfer::history::tests::full();
        let packed = async {
            let mut writer = ArchiveWriter::new(Vec::new(), now()).await?;
            writer.add_client(&history, &["Fine.".into()]).await?;
            writer.finish(checkpoint(), Vec::new()).await
        };
        block_on(packed).unwrap()
    }

    fn read(tar: &[u8]) -> Result<ArchiveReader<'_>, TransferError> {
        block_on(ArchiveReader::read(tar))
    }

    fn with_entry(path: &str, size: u64) -> Vec<u8> {
        let mut header = tar::Header::new_ustar();
        header.as_mut_bytes()[..path.len()].copy_from_slice(path.as_bytes());
        header.set_entry_type(tar::EntryType::Regular);
        header.set_size(size);
        header.set_cksum();
        let mut bytes = header.as_bytes().to_vec();
        bytes.extend_from_slice(&[0; 2048]);
        bytes
    }

    #[test]
    fn what_was_packed_comes_back() {
        let tar = archive();
        let reader = read(&tar).unwrap();
        assert_eq!(reader.clients(), 1);
        let history = reader.client(0, &60_i16).unwrap();
        assert_eq!(history, crate::transfer::history::tests::full());
    }

    #[test]
    fn an_entry_that_leads_out_of_the_archive_is_refused() {
        for path in ["../x", "/etc/x", "a/../../x", "a\\x", "C:x", "a//x"] {
            assert_eq!(unpack(&with_entry(path, 0)).unwrap_err(), TransferError::Damaged, "{path}");
        }
    }

    #[test]
    fn an_entry_of_absurd_size_is_refused() {
        for size in [1 << 60, u64::MAX, 4096] {
            assert_eq!(unpack(&with_entry("x", size)).unwrap_err(), TransferError::Damaged);
        }
    }

    #[test]
    fn any_changed_byte_of_a_file_is_noticed() {
        let tar = archive();
        let place = tar.windows(7).position(|bytes| bytes == b"2024-10").unwrap();
        let mut changed = tar;
        changed[place] ^= 1;
        assert_eq!(read(&changed).unwrap_err(), TransferError::Damaged);
    }

    #[test]
    fn a_cut_archive_is_refused() {
        let tar = archive();
        for length in (0..tar.len() - 1024).step_by(97) {
            assert!(read(&tar[..length]).is_err(), "{length}");
        }
    }

    #[test]
    fn a_newer_version_is_told_from_damage() {
        let manifest = br#"{"format":"therapeutic-progress-history","format_version":2}"#;
        assert_eq!(Manifest::read(manifest).unwrap_err(), TransferError::NewerVersion);
        let other = br#"{"format":"something","format_version":1}"#;
        assert_eq!(Manifest::read(other).unwrap_err(), TransferError::Damaged);
    }
}
