//! Where sealed boxes are kept: one seam, two backends, one set of promises.
//!
//! A store sees opaque keys and opaque bytes only. It never learns what they mean.

mod error;
mod memory;
mod table;

pub mod conformance;
#[cfg(target_arch = "wasm32")]
pub mod indexed_db;

pub use error::StoreError;
pub use memory::MemoryStore;
pub use table::{Database, Table};

/// A sealed box and what it is found by.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Row {
    /// Its key, unique in its table.
    pub key: Vec<u8>,
    /// What it is found by together with others; empty where it belongs to no group.
    pub group: Vec<u8>,
    /// The box.
    pub sealed: Vec<u8>,
    /// Keys of the records in the box, where it is found by those too. No two rows of the journal
    /// hold the same one.
    pub holds: Vec<Vec<u8>>,
}

/// A question to a store. Rows come back in ascending order of their keys.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Query {
    /// The row with this key, if there is one.
    Key(Table, Vec<u8>),
    /// The row of the journal with this key, or else the one that holds it.
    Find(Vec<u8>),
    /// All rows of a group; none where the group is empty.
    Group(Table, Vec<u8>),
    /// All rows of the groups whose names begin so. A group's name has at most 32 bytes.
    Groups(Table, Vec<u8>),
    /// The rows whose keys lie between two keys, both included.
    Range(Table, Vec<u8>, Vec<u8>),
    /// All rows of a table.
    All(Table),
}

/// Whether a transaction may write.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Access {
    /// It only reads; others may read beside it.
    Read,
    /// It may write; no other transaction on its tables runs beside it, in any tab.
    Write,
}

/// A place to keep sealed boxes.
///
/// Futures are not `Send`: the browser has one thread and IndexedDB handles are bound to it.
#[allow(async_fn_in_trait, reason = "no caller needs the futures to be Send")]
pub trait Store {
    /// A transaction of this store.
    type Transaction: Transaction;

    /// Begins a transaction over `tables`, all of the store's own database.
    ///
    /// # Errors
    /// Where the store cannot be reached, or was closed.
    fn begin(&self, tables: &[Table], access: Access) -> Result<Self::Transaction, StoreError>;

    /// How often this connection has heard of another that wrote records; none while it cannot
    /// tell, as while one is just writing, where none would say so, or once the database was let go.
    ///
    /// While the number stays the same, what was read since it was first asked for is what is
    /// there, but for what this connection wrote itself.
    fn heard(&self) -> Option<u64>;

    /// Lets go of the database; every later transaction fails.
    fn close(&self);

    /// Sees to it that transactions can begin, where another connection has moved the database to
    /// another place meanwhile. A store that is never moved is ready always.
    ///
    /// # Errors
    /// Where the store cannot be reached, or was closed.
    async fn ready(&self) -> Result<(), StoreError> {
        Ok(())
    }

    /// Moves the database to a new place and deletes it at the old one, so that what was deleted
    /// from it leaves the disk with that. Every other connection lets go and finds the new place
    /// when it is next [`Store::ready`]. A crash in the midst of it loses nothing.
    ///
    /// A store that leaves nothing of what was deleted has nothing to move.
    ///
    /// # Errors
    /// [`StoreError::Blocked`] where another connection will not let go; the database is whole,
    /// and the move can be tried again.
    async fn relocate(&self) -> Result<(), StoreError> {
        Ok(())
    }
}

/// A stretch of reads and writes that land together or not at all.
///
/// Awaiting anything but the transaction's own answers ends it early in a browser: what was
/// written until then lands, and every further step fails with [`StoreError::Ended`].
/// One that is dropped without [`Transaction::commit`] has written nothing.
#[allow(async_fn_in_trait, reason = "no caller needs the futures to be Send")]
pub trait Transaction {
    /// Asks all questions at once; answers come in their order.
    ///
    /// Writes of this same transaction are seen.
    ///
    /// # Errors
    /// Where the store cannot be read.
    async fn read(&self, queries: &[Query]) -> Result<Vec<Vec<Row>>, StoreError>;

    /// The keys of all rows of a table, in ascending order.
    ///
    /// # Errors
    /// Where the store cannot be read.
    async fn keys(&self, table: Table) -> Result<Vec<Vec<u8>>, StoreError>;

    /// Whether a table has no row.
    ///
    /// # Errors
    /// Where the store cannot be read.
    async fn is_empty(&self, table: Table) -> Result<bool, StoreError>;

    /// Puts a row in place of any with the same key. That no other row holds what it holds is
    /// known at commit, which fails with [`StoreError::Taken`] where one does.
    ///
    /// # Errors
    /// Where the transaction only reads or has ended. That there is room is known at commit.
    fn put(&self, table: Table, row: &Row) -> Result<(), StoreError>;

    /// Puts a row whose key no row has. That it was free is known at commit, which fails with
    /// [`StoreError::Taken`] where it was not.
    ///
    /// # Errors
    /// As [`Transaction::put`].
    fn add(&self, table: Table, row: &Row) -> Result<(), StoreError>;

    /// Removes the row with this key, if there is one.
    ///
    /// # Errors
    /// Where the transaction only reads or has ended.
    fn delete(&self, table: Table, key: &[u8]) -> Result<(), StoreError>;

    /// Removes all rows of a table.
    ///
    /// # Errors
    /// Where the transaction only reads or has ended.
    fn clear(&self, table: Table) -> Result<(), StoreError>;

    /// Ends the transaction. Once this has succeeded, what it wrote is on the disk.
    ///
    /// # Errors
    /// Where it could not be written, as with a full disk or a key that was not free; nothing
    /// of it is there then.
    async fn commit(self) -> Result<(), StoreError>;
}
