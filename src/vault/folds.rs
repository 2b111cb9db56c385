//! Sessions that lie together in one box.
//!
//! A fold is written once and never changed. A session that changes leaves it for a box of its
//! own; the fold's row then no longer holds it, and the copy that stays in the box is what a
//! later revision has replaced.

use std::ops::Range;

use super::boxes::Kind;
use super::client_state::ClientState;
use super::keys::ClientKey;
use super::{Vault, VaultError};
use crate::crypto::random_bytes;
use crate::order::by_numbers;
use crate::records::{Fold, Record, SessionRecord, Tag, TagMap, TimelineRow};
use crate::store::{Access, Query, Row, Store, Table, Transaction};

/// How many sessions a fold holds at most.
pub(super) const MOST_SESSIONS: usize = 256;
/// How many bytes of them, unless one alone has more.
pub(super) const MOST_BYTES: usize = 512 * 1024;
/// Fewer are not worth the risk that one damaged box costs them all.
pub(super) const FEWEST_SESSIONS: usize = 16;

/// A session on its way into the journal. Its place in the order of entry is taken already.
#[derive(Debug)]
pub(super) struct NewSession {
    pub(super) tag: Tag,
    pub(super) revision: u32,
    pub(super) record: SessionRecord,
}

/// A fold with its revision, or why it could not be opened.
pub(super) type OpenFold = Result<(Fold, u32), VaultError>;

/// A session's record, or why it could not be read.
pub(super) type Found = Result<SessionRecord, VaultError>;

impl ClientState {
    /// How many boxes hold a single session each, those that are struck out included.
    fn single_boxes(&self) -> usize {
        self.rows().filter(|row| row.fold.is_none()).count() + self.entry.struck.len()
    }
}

impl<S: Store> Vault<S> {
    /// Puts new sessions of a client, many to a box, and adds them to the client's state. That
    /// none of them was there already is known at commit. Their years must have been read.
    pub(super) fn put_new_sessions(
        &self,
        tx: &S::Transaction,
        client: &ClientKey,
        state: &mut ClientState,
        sessions: Vec<NewSession>,
    ) -> Result<(), VaultError> {
        let time = |one: &NewSession| (one.record.session.timestamp.millis(), one.record.entered);
        let (mut fold, mut members) = (Fold::default(), Vec::new());
        for one in by_numbers(sessions, time) {
            fold.add(one.tag, one.revision, &one.record);
            members.push(one);
            if members.len() == MOST_SESSIONS || fold.bytes() >= MOST_BYTES {
                self.put_fold(tx, client, state, &fold, &members)?;
                (fold, members) = (Fold::default(), Vec::new());
            }
        }
        if members.len() >= FEWEST_SESSIONS {
            return self.put_fold(tx, client, state, &fold, &members);
        }
        for NewSession { tag, revision, record } in &members {
            tx.add(Table::Journal, &self.seal(client, Kind::Session, tag, *revision, record)?)?;
            state.add_entered(record, *tag, *revision, None);
        }
        Ok(())
    }

    fn put_fold(
        &self,
        tx: &S::Transaction,
        client: &ClientKey,
        state: &mut ClientState,
        fold: &Fold,
        members: &[NewSession],
    ) -> Result<(), VaultError> {
        let name: Tag = random_bytes()?;
        let row = self.seal(client, Kind::Fold, &name, 1, fold)?;
        let holds = fold.tags().map(|tag| tag.to_vec()).collect();
        tx.put(Table::Journal, &Row { holds, ..row })?;
        for NewSession { tag, revision, record } in members {
            state.add_entered(record, *tag, *revision, Some(name));
        }
        Ok(())
    }

    #[inline(never)]
    pub(super) fn open_fold(&self, client: &ClientKey, row: &Row) -> Result<Fold, VaultError> {
        self.open(&client.key, Table::Journal, row).map(|(fold, _)| fold)
    }

    /// Opens a session from its own row or from that of the fold which holds it, with its
    /// revision.
    #[inline(never)]
    pub(super) fn open_session(
        &self,
        client: &ClientKey,
        row: &Row,
        tag: &Tag,
    ) -> Result<(SessionRecord, u32), VaultError> {
        if row.key == tag {
            return self.open(&client.key, Table::Journal, row);
        }
        self.open_fold(client, row)?.get(tag)?.ok_or(VaultError::CorruptRecord)
    }

    /// Lets a session go from the fold that it was found in, if it was, so that a box of its own
    /// can take its place.
    pub(super) async fn let_go<T: Transaction>(
        &self,
        tx: &T,
        found: &Row,
        tag: &Tag,
    ) -> Result<(), VaultError> {
        if found.key == tag {
            return Ok(());
        }
        // Another session may have left it in this same transaction.
        let now = tx.read(&[Query::Key(Table::Journal, found.key.clone())]).await?;
        let mut row = now.into_iter().flatten().next().ok_or(VaultError::CorruptRecord)?;
        row.holds.retain(|held| held != tag);
        Ok(tx.put(Table::Journal, &row)?)
    }

    /// Reads sessions, in the order of `wanted`, each on its own good or bad.
    ///
    /// # Errors
    /// Where the store cannot be read, or the journal has more than was derived from it.
    pub(super) async fn read_sessions(
        &self,
        client: &ClientKey,
        state: &ClientState,
        wanted: &[&TimelineRow],
    ) -> Result<Vec<Found>, VaultError> {
        let (singles, folds) = self.open_boxes(client, state, wanted).await?;
        let read = |row: &&TimelineRow| match row.fold {
            None => self.open_revision(client, &row.tag, row.revision, singles.get(&row.tag)),
            Some(fold) => folded(folds.get(&fold), row),
        };
        Ok(wanted.iter().map(read).collect())
    }

    /// The rows of single sessions by their tags, and the opened folds by theirs.
    pub(super) async fn open_boxes(
        &self,
        client: &ClientKey,
        state: &ClientState,
        wanted: &[&TimelineRow],
    ) -> Result<(TagMap<Row>, TagMap<OpenFold>), VaultError> {
        let (singles, folds) = self.boxes_of(client, state, wanted).await?;
        let rows: Vec<&Row> = folds.iter().map(|(_, row)| row).collect();
        let opened = self.open_each(&client.key, Table::Journal, &rows).await;
        let mut open = TagMap::default();
        for ((tag, _), fold) in folds.iter().zip(opened) {
            open.insert(*tag, fold);
        }
        Ok((singles, open))
    }

    /// The rows in which sessions lie: boxes of their own by the session's tag, and folds.
    async fn boxes_of(
        &self,
        client: &ClientKey,
        state: &ClientState,
        wanted: &[&TimelineRow],
    ) -> Result<(TagMap<Row>, TagMap<Row>), VaultError> {
        let mut folds = TagMap::default();
        for fold in wanted.iter().filter_map(|row| row.fold) {
            folds.insert(fold, ());
        }
        let singles: Vec<Tag> =
            wanted.iter().filter(|row| row.fold.is_none()).map(|row| row.tag).collect();
        let all = state.single_boxes();
        // One question for all boxes beats many for single ones, unless few are wanted.
        let few = singles.len() * 3 < all || singles.is_empty();
        let single = |tag: &Tag| Query::Key(Table::Journal, tag.to_vec());
        let mut queries: Vec<Query> = folds.iter().map(|(fold, ())| single(fold)).collect();
        match few {
            true => queries.extend(singles.iter().map(single)),
            false => {
                let group = self.group(&client.tag, Kind::Session);
                queries.push(Query::Group(Table::Journal, group));
            }
        }
        let tx = self.records.begin(&[Table::Journal], Access::Read)?;
        let mut answers = tx.read(&queries).await?;
        let rest: Vec<Row> = answers.split_off(folds.len()).into_iter().flatten().collect();
        if rest.len() > all {
            // The journal has more than was derived from it: an old state was put back.
            return Err(VaultError::DamagedDerived);
        }
        Ok((by_tag(rest), by_tag(answers.into_iter().flatten().collect())))
    }
}

fn by_tag(rows: Vec<Row>) -> TagMap<Row> {
    let mut map = TagMap::default();
    for row in rows {
        if let Ok(tag) = Tag::try_from(row.key.as_slice()) {
            map.insert(tag, row);
        }
    }
    map
}

/// The session of a row from its fold, which must hold the revision that the timeline knows.
fn folded(fold: Option<&OpenFold>, row: &TimelineRow) -> Found {
    Ok(SessionRecord::from_bytes(folded_bytes(fold, row)?.0)?)
}

/// The same session's bytes, and where they lie in the fold's.
pub(super) fn folded_bytes<'f>(
    fold: Option<&'f OpenFold>,
    row: &TimelineRow,
) -> Result<(&'f [u8], Range<usize>), VaultError> {
    let (fold, _) = match fold {
        Some(Ok(fold)) => fold,
        Some(Err(error)) => return Err(error.clone()),
        None => return Err(VaultError::CorruptRecord),
    };
    match fold.bytes_of(&row.tag) {
        Some((bytes, place, revision)) if revision == row.revision => Ok((bytes, place)),
        _ => Err(VaultError::CorruptRecord),
    }
}
