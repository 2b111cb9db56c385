//! How often unlocking has failed since it last succeeded, and how long that makes one wait.
//!
//! It holds up whoever tries passphrases at the locked screen. Whoever can change the stored bytes
//! can take it away, and would guess elsewhere.

use super::ledger::first;
use super::locked::{ATTEMPTS, LockedVault};
use super::{Vault, VaultError};
use crate::domain::Moment;
use crate::store::{Access, Query, Row, Store, Table, Transaction};

const FORMAT: u8 = 1;
/// So many failures cost nothing: capital letters, the keyboard's layout.
const FREE: u32 = 4;
/// The longest wait, in seconds.
const MOST_SECONDS: u32 = 60;
/// Of so many failures the times are kept, the latest.
const KEPT: usize = 16;

/// The failures since unlocking last succeeded.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Attempts {
    count: u32,
    /// Milliseconds since 1970, oldest first.
    times: Vec<i64>,
}

impl Attempts {
    /// Reads the row; what is no such row counts as none, so that damage locks nobody out.
    pub(super) fn read(row: Option<&Row>) -> Self {
        row.and_then(|row| Self::from_bytes(&row.sealed)).unwrap_or_default()
    }

    fn from_bytes(bytes: &[u8]) -> Option<Self> {
        let (head, rest) = bytes.split_first_chunk::<5>()?;
        let (format, count) = head.split_first()?;
        let (times, left) = rest.as_chunks::<8>();
        if *format != FORMAT || !left.is_empty() || times.len() > KEPT {
            return None;
        }
        let count = u32::from_be_bytes(count.try_into().ok()?);
        Some(Self { count, times: times.iter().map(|time| i64::from_be_bytes(*time)).collect() })
    }

    fn to_row(&self) -> Row {
        let mut sealed = vec![FORMAT];
        sealed.extend_from_slice(&self.count.to_be_bytes());
        sealed.extend(self.times.iter().flat_map(|time| time.to_be_bytes()));
        Row { key: ATTEMPTS.to_vec(), group: Vec::new(), sealed, holds: Vec::new() }
    }

    pub(super) fn any(&self) -> bool {
        self.count > 0
    }

    fn add(&mut self, now: Moment) {
        self.count = self.count.saturating_add(1);
        self.times.push(now.millis());
        let over = self.times.len().saturating_sub(KEPT);
        self.times.drain(..over);
    }

    /// Seconds until the next try, 0 where it may be now. A clock that was set back ends a wait:
    /// it must never grow beyond its limit.
    fn wait(&self, now: Moment) -> u32 {
        let Some(over) = self.count.checked_sub(FREE + 1) else { return 0 };
        let Some(last) = self.times.last() else { return 0 };
        let seconds = 2_u32.checked_shl(over.min(8)).unwrap_or(MOST_SECONDS).min(MOST_SECONDS);
        let since = now.millis().saturating_sub(*last);
        if since < 0 {
            return 0;
        }
        let left = (i64::from(seconds) * 1000 - since).max(0);
        u32::try_from((left + 999) / 1000).unwrap_or(MOST_SECONDS)
    }

    /// How many there were, and when.
    pub(super) fn to_json(&self, offset: i16) -> String {
        let time = |millis: &i64| Moment::new(*millis, offset).map(Moment::to_rfc3339);
        let times: Vec<String> =
            self.times.iter().filter_map(time).map(|time| format!("\"{time}\"")).collect();
        format!("{{\"count\":{},\"times\":[{}]}}", self.count, times.join(","))
    }
}

impl<S: Store> LockedVault<S> {
    /// Whether unlocking may be tried now.
    ///
    /// The first four failures in a row cost nothing. From the fifth on the next try must wait:
    /// 2 seconds, then twice as long after each, at most 60. A success starts anew.
    ///
    /// # Errors
    /// `TooManyAttempts` with the seconds that are left.
    pub fn check_wait(&self, now: Moment) -> Result<(), VaultError> {
        match self.attempts.wait(now) {
            0 => Ok(()),
            seconds => Err(VaultError::TooManyAttempts(seconds)),
        }
    }

    /// Counts a failure, among those of all tabs.
    pub(super) async fn count_failure(&self, now: Moment) -> Result<(), VaultError> {
        self.keys.ready().await?;
        let tx = self.keys.begin(&[Table::Slots], Access::Write)?;
        let answers = tx.read(&[Query::Key(Table::Slots, ATTEMPTS.to_vec())]).await?;
        let mut attempts = Attempts::read(first(&answers).first());
        attempts.add(now);
        tx.put(Table::Slots, &attempts.to_row())?;
        Ok(tx.commit().await?)
    }
}

impl<S: Store> Vault<S> {
    /// Writes the failures before this unlocking, which were noted, into the log and then forgets
    /// them. Where the browser dies in between, the next unlocking tells of them once more.
    pub(super) async fn forget_failures(&self) -> Result<(), VaultError> {
        self.settle().await?;
        self.key_store.ready().await?;
        let tx = self.key_store.begin(&[Table::Slots], Access::Write)?;
        tx.delete(Table::Slots, ATTEMPTS)?;
        Ok(tx.commit().await?)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(seconds: i64) -> Moment {
        Moment::new(1_700_000_000_000 + seconds * 1000, 60).unwrap()
    }

    fn failed(times: u32) -> Attempts {
        let mut attempts = Attempts::default();
        (0..times).for_each(|_| attempts.add(at(0)));
        attempts
    }

    #[test]
    fn the_wait_grows_from_the_fifth_failure_and_never_beyond_a_minute() {
        let waits: Vec<u32> = (0..14).map(|times| failed(times).wait(at(0))).collect();
        assert_eq!(waits, [0, 0, 0, 0, 0, 2, 4, 8, 16, 32, 60, 60, 60, 60]);
        assert_eq!(failed(u32::from(u16::MAX)).wait(at(0)), 60);
    }

    #[test]
    fn the_wait_passes_with_time() {
        assert_eq!(failed(7).wait(at(3)), 5);
        assert_eq!(failed(7).wait(at(8)), 0);
    }

    #[test]
    fn a_clock_that_was_set_back_ends_it() {
        assert_eq!(failed(20).wait(at(-3600)), 0);
    }

    #[test]
    fn what_was_counted_comes_back_and_only_the_latest_times_are_kept() {
        let attempts = failed(30);
        assert_eq!((attempts.count, attempts.times.len()), (30, KEPT));
        assert_eq!(Attempts::read(Some(&attempts.to_row())), attempts);
    }

    #[test]
    fn a_damaged_count_locks_nobody_out() {
        let row = failed(30).to_row();
        for length in [0, 1, 4, 6, row.sealed.len() - 1] {
            let mut damaged = row.clone();
            damaged.sealed.truncate(length);
            assert_eq!(Attempts::read(Some(&damaged)), Attempts::default(), "{length}");
        }
        let mut damaged = row;
        damaged.sealed[0] = 9;
        assert_eq!(Attempts::read(Some(&damaged)).wait(at(0)), 0);
    }
}
