//! Which sessions of an import are there already, and what they say.

use std::rc::Rc;

use super::boxes::client_of;
use super::{Vault, VaultError};
use crate::domain::Session;
use crate::records::{Fold, SessionRecord, Tag, TagMap};
use crate::store::{Query, Row, Store, Table, Transaction};

/// How many sessions are asked for at once. After a fold was found only one is, since the fold
/// probably holds the next ones too.
const AT_ONCE: usize = 64;

/// The rows of sessions that are there already.
#[derive(Debug, Default)]
pub(super) struct Taken {
    rows: TagMap<Rc<Row>>,
    /// Those of them that are folds, by their keys; none where one does not open.
    folds: TagMap<Option<Fold>>,
}

impl Taken {
    /// Notes a row that was found for a session, and for all others that it holds.
    fn note(&mut self, tag: Tag, row: Row) {
        let row = Rc::new(row);
        let held = row.holds.iter().filter_map(|held| Tag::try_from(held.as_slice()).ok());
        for held in held {
            self.rows.insert(held, Rc::clone(&row));
        }
        self.rows.insert(tag, row);
    }

    /// The row in which a session lies.
    pub(super) fn row(&self, tag: &Tag) -> Option<&Rc<Row>> {
        self.rows.get(tag)
    }
}

impl<S: Store> Vault<S> {
    /// Looks sessions up.
    ///
    /// # Errors
    /// Where the store cannot be read.
    pub(super) async fn find_taken(
        &self,
        tx: &S::Transaction,
        tags: &[Tag],
    ) -> Result<Taken, VaultError> {
        let mut taken = Taken::default();
        let (mut done, mut step) = (0, AT_ONCE);
        while done < tags.len() {
            let part = &tags[done..tags.len().min(done + step)];
            let unknown: Vec<Tag> =
                part.iter().filter(|tag| taken.row(tag).is_none()).copied().collect();
            done += part.len();
            if unknown.is_empty() {
                continue;
            }
            let queries: Vec<Query> = unknown.iter().map(|tag| Query::Find(tag.to_vec())).collect();
            step = AT_ONCE;
            for (tag, rows) in unknown.iter().zip(tx.read(&queries).await?) {
                let Some(row) = rows.into_iter().next() else { continue };
                step = if row.key == tag { step } else { 1 };
                taken.note(*tag, row);
            }
        }
        Ok(taken)
    }

    /// Whether the session that has another's id is the same one. One that is damaged is not.
    ///
    /// # Errors
    /// Where the vault cannot be read.
    pub(super) fn says_the_same(
        &self,
        taken: &mut Taken,
        row: &Rc<Row>,
        tag: &Tag,
        session: &Session,
    ) -> Result<bool, VaultError> {
        let Some(owner) = self.keys.known_client(&self.id, &client_of(row)?)? else {
            return Ok(false);
        };
        if row.key == tag {
            let opened = self.open::<SessionRecord>(&owner.key, Table::Journal, row);
            return Ok(opened.is_ok_and(|(record, _)| record.session == *session));
        }
        let name = Tag::try_from(row.key.as_slice()).map_err(|_| VaultError::CorruptRecord)?;
        if !taken.folds.contains(&name) {
            taken.folds.insert(name, self.open_fold(&owner, row).ok());
        }
        let fold = taken.folds.get(&name).and_then(Option::as_ref);
        let record = fold.and_then(|fold| fold.get(tag).ok().flatten());
        Ok(record.is_some_and(|(record, _)| record.session == *session))
    }
}
