//! Where the keys of a vault lie, and how they move.
//!
//! A browser leaves what was deleted from a database in its files, and gives it up only with the
//! database, some of them only after several. So the small database of keys is copied to a new
//! name and the old one deleted. Names are never used twice: a tab that slept through a move can
//! delete nothing but what was given up.

use web_sys::IdbDatabase;

use super::connection::{self, Listed, Listing, Opening};
use super::{Connected, schema};
use crate::order::by_numbers;
use crate::store::{Access, Database, Query, StoreError, Table, Transaction};

/// The version of a database that is being given up: nobody opens it to write any more, and what
/// it holds stays as it is. Far above every schema.
const GIVEN_UP: u32 = 1_000_000;
/// How often the keys are looked for while other tabs move them.
const ROUNDS: usize = 5;
/// Between the usual name of a database of keys and the number of its home. A control character,
/// so that no vault can be called so.
const SEPARATOR: char = '\t';

/// How often a database of keys has moved; its name follows from that.
pub(super) type Home = u32;

/// What a database is called in its n-th home.
pub(super) fn name_in(vault: &str, home: Home) -> String {
    let usual = Database::Keys.name_of(vault);
    if home == 0 { usual } else { format!("{usual}{SEPARATOR}{home}") }
}

/// The vault whose keys lie in a database of this name, and the home that it is.
pub(super) fn vault_in(database: &str) -> Option<(&str, Home)> {
    let (usual, home) = match database.rsplit_once(SEPARATOR) {
        Some((usual, number)) => (usual, number.parse().ok().filter(|home| *home > 0)?),
        None => (database, 0),
    };
    Some((usual.strip_suffix(Database::KEYS_SUFFIX)?, home))
}

/// A home, and the version of its database.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Found {
    home: Home,
    version: u32,
}

impl Found {
    fn is_given_up(self) -> bool {
        self.version >= GIVEN_UP
    }
}

/// All homes of a vault's keys that there are, the earliest first.
fn homes(vault: &str, listed: &[Listed]) -> Vec<Found> {
    let of_vault = |one: &Listed| {
        let (owner, home) = vault_in(&one.name)?;
        (owner == vault).then_some(Found { home, version: one.version })
    };
    by_numbers(listed.iter().filter_map(of_vault).collect(), |found| (found.home.into(), 0))
}

/// The home that a vault's keys lie in; none where there is no such vault. A move that was cut off
/// is finished, and what it left behind deleted.
async fn current(vault: &str, listed: &[Listed]) -> Result<Option<Home>, StoreError> {
    let found = homes(vault, listed);
    let (last, earlier) = match found.as_slice() {
        [] => return Ok(None),
        [.., last] if last.is_given_up() => (fresh_after(vault, last.home).await?, &found[..]),
        [only] => return Ok(Some(only.home)),
        [earlier @ .., last] => (*last, earlier),
    };
    if !is_filled(vault, last).await? {
        match earlier.last() {
            Some(old) if old.is_given_up() => copy(vault, old.home, last.home).await?,
            // Somebody was about to move, and is perhaps still at it.
            Some(old) => return Ok(Some(old.home)),
            None => {}
        }
    }
    for old in earlier {
        // One that another tab still holds goes with that tab, and before the next move.
        let _ = connection::delete(&name_in(vault, old.home)).await;
    }
    Ok(Some(last.home))
}

/// The database that a vault's keys lie in, asked for.
#[derive(Debug)]
pub(super) struct Keys<'v> {
    vault: &'v str,
    version: u32,
    listing: Listing,
    /// The home before any move, where most keys lie.
    first: Opening,
}

/// Asks for the database that a vault's keys lie in. Where they have never moved, that is one wait.
pub(super) fn begin(vault: &str, version: u32) -> Result<Keys<'_>, StoreError> {
    let listing = connection::begin_listing()?;
    let first = connection::begin_open(&name_in(vault, 0), Some(version))?;
    Ok(Keys { vault, version, listing, first })
}

impl Keys<'_> {
    /// The database, raised to the version where it was older; none where there is no such vault.
    pub(super) async fn opened(self) -> Result<Option<(Home, IdbDatabase)>, StoreError> {
        let Self { vault, version, listing, first } = self;
        let listed = listing.found().await?;
        match homes(vault, &listed).as_slice() {
            [only] if only.home == 0 && !only.is_given_up() => match first.opened().await {
                Ok(Some(opened)) => Ok(Some((0, opened))),
                Err(StoreError::Blocked) => Err(StoreError::Blocked),
                _ => open_current(vault, version, connection::listed().await?).await,
            },
            _ => {
                first.abandon();
                open_current(vault, version, listed).await
            }
        }
    }
}

/// Opens the database that a vault's keys lie in, raised to `version` where it is older; none
/// where there is no such vault.
pub(super) async fn open_current(
    vault: &str,
    version: u32,
    mut listed: Vec<Listed>,
) -> Result<Option<(Home, IdbDatabase)>, StoreError> {
    let mut failed = StoreError::Unavailable;
    for _ in 0..ROUNDS {
        let Some(home) = current(vault, &listed).await? else { return Ok(None) };
        let name = name_in(vault, home);
        let is_older = listed.iter().any(|one| one.name == name && one.version < version);
        match connection::begin_open(&name, Some(version))?.opened().await {
            Ok(Some(opened)) => return Ok(Some((home, opened))),
            // Asked for first, so that a tab that will not let go has been found out.
            Ok(None) if is_older => schema::build(&name, Database::Keys, version).await?,
            // Another tab has moved them since they were listed, or a newer program is at work.
            Ok(None) => failed = StoreError::Unavailable,
            Err(StoreError::NewerVersion) => failed = StoreError::NewerVersion,
            Err(error) => return Err(error),
        }
        listed = connection::listed().await?;
    }
    Err(failed)
}

/// Opens the database that a vault's keys lie in as it is, finishing no move; none where there is
/// no such vault.
pub(super) async fn open_as_is(vault: &str) -> Result<Option<(Home, Connected)>, StoreError> {
    let found = homes(vault, &connection::listed().await?);
    for Found { home, .. } in found.into_iter().rev() {
        let opened = connection::begin_open(&name_in(vault, home), None)?.opened().await?;
        let Some(opened) = opened.map(Connected::over) else { continue };
        // A database of another program may bear such a name; it has no such tables.
        if holds_rows(&opened).await.unwrap_or(false) {
            return Ok(Some((home, opened)));
        }
    }
    Ok(None)
}

/// Moves the keys out of `from`. Fails as long as an earlier home stands: no count of moves may
/// say that keys are gone which lie in one.
pub(super) async fn relocate(vault: &str, from: Home) -> Result<(), StoreError> {
    let found = homes(vault, &connection::listed().await?);
    for earlier in found.iter().filter(|found| found.home < from) {
        connection::delete(&name_in(vault, earlier.home)).await?;
    }
    let to = match found.last() {
        // It was made for a move that did not come about.
        Some(last) if last.home > from => *last,
        _ => fresh_after(vault, from).await?,
    };
    give_up(vault, from).await?;
    copy(vault, from, to.home).await?;
    connection::delete(&name_in(vault, from)).await
}

/// Makes the home after one; it need not be new.
async fn fresh_after(vault: &str, home: Home) -> Result<Found, StoreError> {
    let next = home + 1;
    schema::build(&name_in(vault, next), Database::Keys, schema::VERSION).await?;
    Ok(Found { home: next, version: schema::VERSION })
}

/// Ends every connection to a home, after their transactions. None can be made to it any more but
/// those that finish the move.
async fn give_up(vault: &str, home: Home) -> Result<(), StoreError> {
    let opening = connection::begin_raise(&name_in(vault, home), GIVEN_UP)?;
    opening.opened().await?.ok_or(StoreError::Unavailable)?.close();
    Ok(())
}

/// Copies a home that was given up, unless that was done already.
async fn copy(vault: &str, from: Home, to: Home) -> Result<(), StoreError> {
    let tables: Vec<Table> = Database::Keys.tables().collect();
    let target = open(&name_in(vault, to), schema::VERSION).await?;
    let source = match open(&name_in(vault, from), GIVEN_UP).await {
        Ok(source) => source,
        // Another tab was quicker, where what it made is whole.
        Err(error) => return if holds_rows(&target).await? { Ok(()) } else { Err(error) },
    };
    let tx = source.begin(&tables, Access::Read)?;
    let queries: Vec<Query> = tables.iter().map(|table| Query::All(*table)).collect();
    let rows = tx.read(&queries).await?;
    let tx = target.begin(&tables, Access::Write)?;
    if !tx.keys(Table::Slots).await?.is_empty() {
        return Ok(());
    }
    for (table, row) in
        tables.iter().zip(&rows).flat_map(|(table, rows)| rows.iter().map(move |row| (*table, row)))
    {
        tx.put(table, row)?;
    }
    tx.commit().await
}

async fn open(name: &str, version: u32) -> Result<Connected, StoreError> {
    let opened: Option<IdbDatabase> = connection::begin_open(name, Some(version))?.opened().await?;
    opened.map(Connected::over).ok_or(StoreError::Unavailable)
}

/// Whether a home holds a vault's keys: all of them land at once.
async fn is_filled(vault: &str, found: Found) -> Result<bool, StoreError> {
    holds_rows(&open(&name_in(vault, found.home), found.version).await?).await
}

async fn holds_rows(there: &Connected) -> Result<bool, StoreError> {
    let tx = there.begin(&[Table::Slots], Access::Read)?;
    Ok(!tx.keys(Table::Slots).await?.is_empty())
}
