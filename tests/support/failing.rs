//! A store whose n-th step fails, as a browser's does when its disk is full or its connection lost.

use std::cell::Cell;
use std::rc::Rc;

use therapeutic_progress_tracker::store::{
    Access, MemoryStore, Query, Row, Store, StoreError, Table, Transaction,
};

/// What every step that fails fails with.
pub(crate) const FAILURE: StoreError = StoreError::QuotaExceeded;

/// What is lost at the step that fails.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Loss {
    /// The step: nothing of its transaction lands.
    Step,
    /// The answer to a commit: everything lands, and the caller hears of a failure.
    Answer,
}

/// Lets one step fail. Shared by all connections that hang on it.
#[derive(Debug, Clone)]
pub(crate) struct Fuse(Rc<State>);

#[derive(Debug)]
struct State {
    /// How many steps still succeed before one fails; none where none will.
    left: Cell<Option<u32>>,
    loss: Cell<Loss>,
    burnt: Cell<bool>,
}

impl Fuse {
    /// One that lets every step pass.
    pub(crate) fn new() -> Self {
        Self(Rc::new(State {
            left: Cell::new(None),
            loss: Cell::new(Loss::Step),
            burnt: Cell::new(false),
        }))
    }

    /// From now on `passing` steps succeed, the next one fails, and every later one succeeds.
    pub(crate) fn arm(&self, passing: u32, loss: Loss) {
        self.0.left.set(Some(passing));
        self.0.loss.set(loss);
        self.0.burnt.set(false);
    }

    /// Lets every step pass again; says whether one has failed.
    pub(crate) fn disarm(&self) -> bool {
        self.0.left.set(None);
        self.0.burnt.get()
    }

    /// Takes a step; where only answers are lost, commits alone count.
    fn step(&self) -> Result<(), StoreError> {
        if self.0.loss.get() == Loss::Answer { Ok(()) } else { self.burn() }
    }

    fn burn(&self) -> Result<(), StoreError> {
        match self.0.left.get() {
            Some(0) => {
                self.0.left.set(None);
                self.0.burnt.set(true);
                Err(FAILURE)
            }
            left => {
                self.0.left.set(left.map(|left| left - 1));
                Ok(())
            }
        }
    }
}

/// A connection to a store in memory that hangs on a fuse.
#[derive(Debug)]
pub(crate) struct FailingStore {
    inner: MemoryStore,
    fuse: Fuse,
}

impl FailingStore {
    pub(crate) fn over(store: &MemoryStore, fuse: &Fuse) -> Self {
        Self { inner: store.clone(), fuse: fuse.clone() }
    }
}

impl Store for FailingStore {
    type Transaction = FailingTransaction;

    fn begin(&self, tables: &[Table], access: Access) -> Result<Self::Transaction, StoreError> {
        self.fuse.step()?;
        let inner = self.inner.begin(tables, access)?;
        Ok(FailingTransaction { inner, fuse: self.fuse.clone() })
    }

    fn heard(&self) -> Option<u64> {
        self.inner.heard()
    }

    async fn ready(&self) -> Result<(), StoreError> {
        self.fuse.step()?;
        self.inner.ready().await
    }

    fn close(&self) {
        self.inner.close();
    }
}

/// A transaction of a [`FailingStore`].
#[derive(Debug)]
pub(crate) struct FailingTransaction {
    inner: <MemoryStore as Store>::Transaction,
    fuse: Fuse,
}

impl Transaction for FailingTransaction {
    async fn read(&self, queries: &[Query]) -> Result<Vec<Vec<Row>>, StoreError> {
        self.fuse.step()?;
        self.inner.read(queries).await
    }

    async fn keys(&self, table: Table) -> Result<Vec<Vec<u8>>, StoreError> {
        self.fuse.step()?;
        self.inner.keys(table).await
    }

    async fn is_empty(&self, table: Table) -> Result<bool, StoreError> {
        self.fuse.step()?;
        self.inner.is_empty(table).await
    }

    fn put(&self, table: Table, row: &Row) -> Result<(), StoreError> {
        self.fuse.step()?;
        self.inner.put(table, row)
    }

    fn add(&self, table: Table, row: &Row) -> Result<(), StoreError> {
        self.fuse.step()?;
        self.inner.add(table, row)
    }

    fn delete(&self, table: Table, key: &[u8]) -> Result<(), StoreError> {
        self.fuse.step()?;
        self.inner.delete(table, key)
    }

    fn clear(&self, table: Table) -> Result<(), StoreError> {
        self.fuse.step()?;
        self.inner.clear(table)
    }

    async fn commit(self) -> Result<(), StoreError> {
        match (self.fuse.burn(), self.fuse.0.loss.get()) {
            (Err(error), Loss::Answer) => {
                self.inner.commit().await?;
                Err(error)
            }
            (Err(error), Loss::Step) => Err(error),
            (Ok(()), _) => self.inner.commit().await,
        }
    }
}
