use std::cell::{Cell, RefCell};
use std::collections::{BTreeMap, BTreeSet};
use std::rc::Rc;

use super::{Access, Query, Row, Store, StoreError, Table, Transaction};

type Rows = BTreeMap<Vec<u8>, Row>;

/// Tables in memory, gone with their last holder.
///
/// A clone is another connection to the same data, open even where the first was closed: what a
/// second tab is to the first. There is one thread, so nothing can wait: where IndexedDB would
/// queue a write transaction behind another on the same tables, `begin` fails with
/// [`StoreError::Blocked`]. A reading transaction sees the tables as they were when it began.
#[derive(Debug, Default)]
pub struct MemoryStore {
    data: Rc<RefCell<Data>>,
    closed: Cell<bool>,
    /// How many writes of records were this connection's own.
    own: Rc<Cell<u64>>,
}

#[derive(Debug, Default)]
struct Data {
    tables: BTreeMap<Table, Rc<Rows>>,
    being_written: BTreeSet<Table>,
    /// How many times records were written, through whichever connection.
    written: u64,
}

impl Clone for MemoryStore {
    fn clone(&self) -> Self {
        Self { data: Rc::clone(&self.data), ..Self::default() }
    }
}

impl Store for MemoryStore {
    type Transaction = MemoryTransaction;

    fn begin(&self, tables: &[Table], access: Access) -> Result<MemoryTransaction, StoreError> {
        if self.closed.get() || !of_one_database(tables) {
            return Err(StoreError::Unavailable);
        }
        let mut data = self.data.borrow_mut();
        if access == Access::Write {
            data.reserve(tables)?;
        }
        Ok(MemoryTransaction {
            data: Rc::clone(&self.data),
            access,
            tables: tables.to_vec(),
            snapshot: data.snapshot(tables),
            changes: RefCell::default(),
            taken: Cell::new(false),
            own: Rc::clone(&self.own),
        })
    }

    fn heard(&self) -> Option<u64> {
        (!self.closed.get()).then(|| self.data.borrow().written - self.own.get())
    }

    fn close(&self) {
        self.closed.set(true);
    }
}

/// Whether a transaction could span `tables` in a browser: one table at least, one database only.
fn of_one_database(tables: &[Table]) -> bool {
    tables
        .split_first()
        .is_some_and(|(first, rest)| rest.iter().all(|table| table.database() == first.database()))
}

impl Data {
    fn reserve(&mut self, tables: &[Table]) -> Result<(), StoreError> {
        if tables.iter().any(|table| self.being_written.contains(table)) {
            return Err(StoreError::Blocked);
        }
        self.being_written.extend(tables);
        Ok(())
    }

    fn snapshot(&self, tables: &[Table]) -> BTreeMap<Table, Rc<Rows>> {
        let rows = |table| self.tables.get(table).cloned().unwrap_or_default();
        tables.iter().map(|table| (*table, rows(table))).collect()
    }
}

/// What a transaction has done to one table and not yet committed.
#[derive(Debug, Default)]
struct Changes {
    cleared: bool,
    /// What each touched key holds now; `None` where its row was deleted.
    rows: BTreeMap<Vec<u8>, Option<Row>>,
}

impl Changes {
    fn clear(&mut self) {
        self.cleared = true;
        self.rows.clear();
    }

    fn apply(self, rows: &mut Rows) {
        if self.cleared {
            rows.clear();
        }
        for (key, change) in self.rows {
            match change {
                Some(row) => rows.insert(key, row),
                None => rows.remove(&key),
            };
        }
    }
}

/// A transaction of a [`MemoryStore`]: a snapshot, and what was written since on top of it.
#[derive(Debug)]
pub struct MemoryTransaction {
    data: Rc<RefCell<Data>>,
    access: Access,
    tables: Vec<Table>,
    snapshot: BTreeMap<Table, Rc<Rows>>,
    changes: RefCell<BTreeMap<Table, Changes>>,
    /// Whether a row was to be new and was not.
    taken: Cell<bool>,
    own: Rc<Cell<u64>>,
}

impl Transaction for MemoryTransaction {
    async fn read(&self, queries: &[Query]) -> Result<Vec<Vec<Row>>, StoreError> {
        queries.iter().map(|query| self.answer(query)).collect()
    }

    async fn keys(&self, table: Table) -> Result<Vec<Vec<u8>>, StoreError> {
        Ok(self.select(table, |_| true)?.into_iter().map(|row| row.key).collect())
    }

    async fn is_empty(&self, table: Table) -> Result<bool, StoreError> {
        Ok(self.select(table, |_| true)?.is_empty())
    }

    fn put(&self, table: Table, row: &Row) -> Result<(), StoreError> {
        self.change(table, |changes| {
            changes.rows.insert(row.key.clone(), Some(row.clone()));
        })
    }

    fn add(&self, table: Table, row: &Row) -> Result<(), StoreError> {
        let there = !self.find(table, &row.key)?.is_empty();
        self.taken.set(self.taken.get() || there);
        self.put(table, row)
    }

    fn delete(&self, table: Table, key: &[u8]) -> Result<(), StoreError> {
        self.change(table, |changes| {
            changes.rows.insert(key.to_vec(), None);
        })
    }

    fn clear(&self, table: Table) -> Result<(), StoreError> {
        self.change(table, Changes::clear)
    }

    async fn commit(mut self) -> Result<(), StoreError> {
        if self.taken.get() || self.holds_twice()? {
            return Err(StoreError::Taken);
        }
        // A snapshot still held would make the shared tables copy themselves on the first change.
        self.snapshot.clear();
        let mut data = self.data.borrow_mut();
        if self.access == Access::Write && self.tables.iter().any(|table| table.holds_records()) {
            data.written += 1;
            self.own.set(self.own.get() + 1);
        }
        for (table, changes) in self.changes.take() {
            changes.apply(Rc::make_mut(data.tables.entry(table).or_default()));
        }
        Ok(())
    }
}

impl MemoryTransaction {
    fn answer(&self, query: &Query) -> Result<Vec<Row>, StoreError> {
        match query {
            Query::Key(table, key) => self.find(*table, key),
            Query::Find(key) => match self.find(Table::Journal, key)? {
                none if none.is_empty() => {
                    self.select(Table::Journal, |row| row.holds.contains(key))
                }
                found => Ok(found),
            },
            Query::Group(_, none) if none.is_empty() => Ok(Vec::new()),
            Query::Group(table, group) => self.select(*table, |row| row.group == *group),
            Query::Groups(table, prefix) => {
                self.select(*table, |row| row.group.starts_with(prefix))
            }
            Query::Range(table, low, high) => {
                self.select(*table, |row| *low <= row.key && row.key <= *high)
            }
            Query::All(table) => self.select(*table, |_| true),
        }
    }

    fn find(&self, table: Table, key: &[u8]) -> Result<Vec<Row>, StoreError> {
        let before = self.before(table)?;
        let all_changes = self.changes.borrow();
        let changes = all_changes.get(&table);
        let row = match changes.and_then(|changes| changes.rows.get(key)) {
            Some(change) => change.as_ref(),
            None if changes.is_some_and(|changes| changes.cleared) => None,
            None => before.get(key),
        };
        Ok(row.cloned().into_iter().collect())
    }

    /// Whether two rows of the journal would hold the same.
    fn holds_twice(&self) -> Result<bool, StoreError> {
        let claimed: BTreeSet<Vec<u8>> = match self.changes.borrow().get(&Table::Journal) {
            Some(changes) => {
                changes.rows.values().flatten().flat_map(|row| &row.holds).cloned().collect()
            }
            None => return Ok(false),
        };
        if claimed.is_empty() {
            return Ok(false);
        }
        let mut holders = self.select(Table::Journal, |row| !row.holds.is_empty())?;
        let held = holders.iter_mut().flat_map(|row| row.holds.drain(..));
        let mut held: Vec<Vec<u8>> = held.filter(|key| claimed.contains(key)).collect();
        held.sort_unstable();
        Ok(held.windows(2).any(|pair| pair[0] == pair[1]))
    }

    /// The wanted rows of a table in ascending order of their keys, own changes seen.
    fn select(&self, table: Table, wanted: impl Fn(&Row) -> bool) -> Result<Vec<Row>, StoreError> {
        let before = self.before(table)?;
        let all_changes = self.changes.borrow();
        let Some(changes) = all_changes.get(&table) else {
            return Ok(before.values().filter(|row| wanted(row)).cloned().collect());
        };
        let kept = before
            .iter()
            .filter(|(key, _)| !changes.cleared && !changes.rows.contains_key(*key))
            .map(|(_, row)| row);
        let written = changes.rows.values().flatten();
        let mut rows: Vec<Row> = kept.chain(written).filter(|row| wanted(row)).cloned().collect();
        rows.sort_by(|one, other| one.key.cmp(&other.key));
        Ok(rows)
    }

    fn before(&self, table: Table) -> Result<&Rows, StoreError> {
        self.snapshot.get(&table).map(Rc::as_ref).ok_or(StoreError::Ended)
    }

    fn change(&self, table: Table, make: impl FnOnce(&mut Changes)) -> Result<(), StoreError> {
        if self.access == Access::Read || !self.tables.contains(&table) {
            return Err(StoreError::Ended);
        }
        make(self.changes.borrow_mut().entry(table).or_default());
        Ok(())
    }
}

impl Drop for MemoryTransaction {
    fn drop(&mut self) {
        if self.access == Access::Write {
            let mut data = self.data.borrow_mut();
            data.being_written.retain(|table| !self.tables.contains(table));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::store::{Database, conformance};

    const TABLES: [Table; 2] = [Table::Journal, Table::Audit];

    fn row(sealed: &[u8]) -> Row {
        Row { key: b"k".to_vec(), group: Vec::new(), sealed: sealed.to_vec(), holds: Vec::new() }
    }

    #[test]
    fn memory_conforms() {
        for database in [Database::Records, Database::Keys] {
            let fresh = MemoryStore::default();
            pollster::block_on(conformance::check(&fresh, database)).unwrap();
        }
    }

    #[test]
    fn a_clone_is_another_connection_to_the_same_data() {
        let (one, other) = pair();
        let written = one.begin(&TABLES, Access::Write).unwrap();
        written.put(Table::Audit, &row(b"1")).unwrap();
        pollster::block_on(written.commit()).unwrap();
        one.close();
        let read = other.begin(&TABLES, Access::Read).unwrap();
        let found = pollster::block_on(read.read(&[Query::All(Table::Audit)])).unwrap();
        assert_eq!(found, [[row(b"1")]]);
        assert!(one.clone().begin(&TABLES, Access::Read).is_ok());
    }

    #[test]
    fn a_second_writer_is_blocked_until_the_first_has_ended() {
        let (one, other) = pair();
        let first = one.begin(&TABLES, Access::Write).unwrap();
        assert!(other.begin(&[Table::State], Access::Write).is_ok());
        let second = other.begin(&[Table::Journal], Access::Write);
        assert_eq!(second.err(), Some(StoreError::Blocked));
        drop(first);
        assert!(other.begin(&[Table::Journal], Access::Write).is_ok());
    }

    #[test]
    fn a_reader_sees_the_tables_as_they_were_when_it_began() {
        let (one, other) = pair();
        let reader = other.begin(&TABLES, Access::Read).unwrap();
        let writer = one.begin(&TABLES, Access::Write).unwrap();
        writer.put(Table::Journal, &row(b"later")).unwrap();
        pollster::block_on(writer.commit()).unwrap();
        assert!(pollster::block_on(reader.keys(Table::Journal)).unwrap().is_empty());
    }

    #[test]
    fn a_connection_hears_of_what_another_wrote_to_the_records() {
        let (one, other) = pair();
        for (tables, heard) in [([Table::Audit, Table::State], 0), (TABLES, 1)] {
            let written = one.begin(&tables, Access::Write).unwrap();
            pollster::block_on(written.commit()).unwrap();
            assert_eq!((one.heard(), other.heard()), (Some(0), Some(heard)));
        }
        assert!(one.begin(&TABLES, Access::Write).is_ok());
        assert_eq!(other.heard(), Some(1));
        other.close();
        assert_eq!(other.heard(), None);
    }

    fn pair() -> (MemoryStore, MemoryStore) {
        let one = MemoryStore::default();
        let other = one.clone();
        (one, other)
    }
}
