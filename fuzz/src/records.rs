//! Every shape that lies in a sealed box, today's and all earlier ones.

use std::fmt::Debug;

use miniz_oxide::deflate::compress_to_vec;
use therapeutic_progress_tracker::records::{
    AuditEntry, AuditHead, CatalogueEntry, ClientRecord, DraftRecord, EventRecord, Fold,
    GoalRecord, GoalUpdateRecord, MilestoneRecord, NotesRecord, Record, SessionRecord,
    SettingsRecord, TimelineChunk,
};

/// Reads bytes as every kind of record. tests/fuzzing.rs makes sure that none is missing.
pub fn read(bytes: &[u8]) {
    comes_back::<AuditEntry>(bytes);
    comes_back::<AuditHead>(bytes);
    comes_back::<CatalogueEntry>(bytes);
    comes_back::<ClientRecord>(bytes);
    comes_back::<DraftRecord>(bytes);
    comes_back::<EventRecord>(bytes);
    comes_back::<GoalRecord>(bytes);
    comes_back::<GoalUpdateRecord>(bytes);
    comes_back::<MilestoneRecord>(bytes);
    comes_back::<NotesRecord>(bytes);
    comes_back::<SessionRecord>(bytes);
    comes_back::<SettingsRecord>(bytes);
    comes_back::<TimelineChunk>(bytes);
    comes_back::<Fold>(bytes);
    fold(bytes);
    if let Some((head, records)) = bytes.split_at_checked(HEAD) {
        fold(&[&[1, 1], head, &compress_to_vec(records, 1)].concat());
    }
}

/// What a fold says of one session whose numbers all take one byte: tag, revision, place, length.
const HEAD: usize = 16 + 3;

/// What can be read is written so that it can be read again, as the same.
fn comes_back<R: Record + PartialEq + Debug>(bytes: &[u8]) {
    let Ok(record) = R::from_bytes(bytes) else { return };
    assert_eq!(R::from_bytes(&record.to_bytes()).as_ref(), Ok(&record));
}

/// A fold says of each of its sessions whether it can be read.
fn fold(bytes: &[u8]) {
    let Ok(fold) = Fold::from_bytes(bytes) else { return };
    let readable = fold.tags().filter(|tag| matches!(fold.get(tag), Ok(Some(_)))).count();
    assert_eq!(fold.is_sound(), readable == fold.len());
}
