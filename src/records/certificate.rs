use super::audit::from_hex;
use super::object::ObjectWriter;
use super::versioned::{self, Stored};
use super::{Record, RecordError, json_list, to_hex};
use crate::domain::{ClientId, Moment};

const NAME: &str = "certificate";

/// What a history file holds, as far as it concerns one client.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum FileScope {
    /// This client's history alone.
    Client,
    /// A backup of the vault; its line in the log names the client.
    Vault,
    /// A backup whose line in the log does not say whom it holds: it may hold the client.
    Unlisted,
}

impl FileScope {
    /// Its name in every interface and file.
    pub fn name(self) -> &'static str {
        match self {
            Self::Client => "client",
            Self::Vault => "vault",
            Self::Unlisted => "unlisted",
        }
    }

    fn from_name(name: &str) -> Option<Self> {
        [Self::Client, Self::Vault, Self::Unlisted].into_iter().find(|one| one.name() == name)
    }
}

/// A history file that was taken while a client's records were there.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct KnownFile {
    /// When it was made.
    pub made_at: Moment,
    /// SHA-256 of the whole file in hexadecimal; empty where that can no longer be read.
    pub sha256: String,
    /// What it holds.
    pub scope: FileScope,
}

/// That a client's records were destroyed. Says nothing of what was in them.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CertificateRecord {
    /// The certificate's number.
    pub certificate_id: String,
    /// Whose records they were.
    pub client_id: ClientId,
    /// Their name, where it was asked to be kept; otherwise empty.
    pub display_name: String,
    /// When.
    pub destroyed_at: Moment,
    /// Why.
    pub reason: String,
    /// How many records there were.
    pub records: u64,
    /// The history files that still hold them.
    pub files: Vec<KnownFile>,
    /// A box that only the destroyed key opens, so that this key is known where it turns up.
    pub probe: Vec<u8>,
    /// When the key had left the browser's files.
    pub erased_at: Option<Moment>,
}

impl Record for CertificateRecord {
    fn to_bytes(&self) -> Vec<u8> {
        let Self {
            certificate_id,
            client_id,
            display_name,
            destroyed_at,
            reason,
            records,
            files,
            probe,
            erased_at,
        } = self;
        let file = |KnownFile { made_at, sha256, scope }: &KnownFile| {
            let object = ObjectWriter::default().moment("made_at", *made_at);
            object.text_if_any("sha256", sha256).text("scope", scope.name()).end()
        };
        let content = ObjectWriter::default()
            .text("certificate_id", certificate_id)
            .text("client_id", client_id.as_str())
            .text_if_any("display_name", display_name)
            .moment("destroyed_at", *destroyed_at)
            .text("reason", reason)
            .whole("records", *records)
            .json("files", &json_list(files.iter().map(file)))
            .text("probe", &to_hex(probe));
        let content = match erased_at {
            Some(at) => content.moment("erased_at", *at),
            None => content,
        };
        versioned::write(NAME, &content.end())
    }

    fn from_bytes(bytes: &[u8]) -> Result<Self, RecordError> {
        let file = |stored: &mut Stored| {
            Ok(KnownFile {
                made_at: stored.moment("made_at")?,
                sha256: stored.text("sha256")?,
                scope: stored.named("scope", FileScope::from_name)?,
            })
        };
        versioned::read(bytes, NAME, |stored| {
            Ok(Self {
                certificate_id: stored.text("certificate_id")?,
                client_id: stored.text("client_id")?.try_into()?,
                display_name: stored.text("display_name")?,
                destroyed_at: stored.moment("destroyed_at")?,
                reason: stored.text("reason")?,
                records: stored.whole("records")?,
                files: stored.list("files", file)?,
                probe: from_hex(&stored.text("probe")?)?,
                erased_at: stored.moment_or_none("erased_at")?,
            })
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn full() -> CertificateRecord {
        let at = |millis| Moment::new(millis, 60).unwrap();
        let file = |scope, sha256: &str| KnownFile { made_at: at(1), sha256: sha256.into(), scope };
        CertificateRecord {
            certificate_id: "0011-2233-4455-6677".into(),
            client_id: ClientId::new("c").unwrap(),
            display_name: "Ada".into(),
            destroyed_at: at(1_730_000_000_000),
            reason: "past the period".into(),
            records: 12,
            files: vec![file(FileScope::Client, "ab"), file(FileScope::Unlisted, "")],
            probe: vec![1, 255],
            erased_at: Some(at(1_730_000_009_000)),
        }
    }

    #[test]
    fn a_certificate_comes_back_as_it_was() {
        let bare = CertificateRecord { erased_at: None, files: Vec::new(), ..full() };
        for record in [full(), bare] {
            assert_eq!(CertificateRecord::from_bytes(&record.to_bytes()), Ok(record));
        }
    }

    #[test]
    fn opens_what_version_1_wrote() {
        let bytes = include_bytes!("../../tests/vectors/certificate-v1.json");
        assert_eq!(CertificateRecord::from_bytes(bytes), Ok(full()));
        assert_eq!(full().to_bytes(), bytes);
    }
}
