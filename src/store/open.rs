//! The file: opening it, and transactions.

use std::path::Path;
use std::time::Duration;

use rusqlite::config::DbConfig;
use rusqlite::{CachedStatement, Connection, OpenFlags, TransactionBehavior};

use super::{OpenFault, migrate};

/// How long a statement waits for another process (a backup, a reading command) before it fails.
const BUSY: Duration = Duration::from_secs(10);

/// Statements kept prepared.
const PREPARED: usize = 128;

/// The database, opened. One writer: the daemon, or a command line that holds its lock.
#[derive(Debug)]
pub struct Store {
    pub(super) connection: Connection,
}

/// One transaction: its look-ups see what it wrote. Got from [`Store::write`] and [`Store::read`].
#[derive(Debug)]
pub struct Tx<'c> {
    pub(super) sql: &'c Connection,
}

impl Store {
    /// Opens the database for writing; makes it (mode 0600) if there is no file, upgrades it if it
    /// is older. Runs no `quick_check`: the caller does, see [`Store::quick_check`].
    ///
    /// # Errors
    /// [`OpenFault`]; a damaged or foreign file is never replaced.
    pub fn open(path: &Path) -> Result<Self, OpenFault> {
        create(path)?;
        let flags = OpenFlags::SQLITE_OPEN_READ_WRITE | OpenFlags::SQLITE_OPEN_NO_MUTEX;
        let mut connection =
            Connection::open_with_flags(path, flags).map_err(|e| OpenFault::of(path, &e))?;
        prepare(&connection).map_err(|e| OpenFault::of(path, &e))?;
        // Before anything is written: a foreign or newer file stays untouched.
        migrate::version(&connection, path)?;
        // FULL, not NORMAL: with NORMAL a committed "this was sent" may roll back after power loss
        // (sqlite.org/pragma.html#pragma_synchronous), and the mail would go out twice.
        // Among a hundred thousand open items the two megabytes of the default hold too few pages of
        // the indexes: a Monday's follow-ups then read the same ones from the file over and over.
        connection
            .execute_batch(
                "PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; PRAGMA foreign_keys = ON;
                 PRAGMA cache_size = -32768;",
            )
            .map_err(|e| OpenFault::of(path, &e))?;
        migrate::migrate(&mut connection, path)?;
        Ok(Self { connection })
    }

    /// Opens a database for `replay`, which a power cut may take away whole: commits wait for no disk,
    /// and what undoes a transaction lies in memory.
    ///
    /// # Errors
    /// As [`Store::open`].
    pub fn open_scratch(path: &Path) -> Result<Self, OpenFault> {
        let store = Self::open(path)?;
        store
            .connection
            .execute_batch(
                "PRAGMA journal_mode = MEMORY; PRAGMA synchronous = OFF; PRAGMA cache_size = -65536;",
            )
            .map_err(|e| OpenFault::of(path, &e))?;
        Ok(store)
    }

    /// Opens an existing database for reading, whether the daemon runs or not.
    ///
    /// # Errors
    /// [`OpenFault`]; also if the file is missing or needs an upgrade.
    pub fn open_read_only(path: &Path) -> Result<Self, OpenFault> {
        if !path.exists() {
            return Err(OpenFault::Missing(path.to_path_buf()));
        }
        let flags = OpenFlags::SQLITE_OPEN_READ_ONLY | OpenFlags::SQLITE_OPEN_NO_MUTEX;
        let connection =
            Connection::open_with_flags(path, flags).map_err(|e| OpenFault::of(path, &e))?;
        prepare(&connection).map_err(|e| OpenFault::of(path, &e))?;
        let found = migrate::version(&connection, path)?;
        if found < migrate::newest() {
            return Err(OpenFault::Older {
                path: path.to_path_buf(),
                found,
                known: migrate::newest(),
            });
        }
        Ok(Self { connection })
    }

    /// Runs one transaction. What `f` returns is handed on only after the commit is on disk.
    ///
    /// # Errors
    /// The error of `f`, or SQLite's (busy, full, I/O); then nothing was written. A panic inside
    /// rolls back as well and the store stays usable.
    pub fn write<T>(&mut self, f: impl FnOnce(&Tx<'_>) -> anyhow::Result<T>) -> anyhow::Result<T> {
        let transaction = self
            .connection
            .transaction_with_behavior(TransactionBehavior::Immediate)?;
        let value = f(&Tx { sql: &transaction })?;
        transaction.commit()?;
        Ok(value)
    }

    /// Makes the disk full after so many further pages; `None`: never.
    #[cfg(test)]
    pub(crate) fn limit(&self, spare: Option<u32>) {
        let pages: u32 = self
            .connection
            .query_row("PRAGMA page_count", [], |row| row.get(0))
            .expect("a count");
        let most = spare.map_or(u32::MAX - 1, |spare| pages + spare);
        self.connection
            .query_row(&format!("PRAGMA max_page_count = {most}"), [], |_| Ok(()))
            .expect("a limit");
    }

    /// Runs look-ups on one snapshot; anything written inside is rolled back.
    ///
    /// # Errors
    /// The error of `f`, or SQLite's.
    pub fn read<T>(&self, f: impl FnOnce(&Tx<'_>) -> anyhow::Result<T>) -> anyhow::Result<T> {
        let transaction = self.connection.unchecked_transaction()?;
        f(&Tx { sql: &transaction })
    }
}

impl Tx<'_> {
    /// A statement, prepared once; every statement of the room but those of erasing and recovery
    /// comes through here, so that a test can ask for its plan.
    pub(super) fn prepare(&self, sql: &str) -> rusqlite::Result<CachedStatement<'_>> {
        #[cfg(test)]
        PREPARED_NOW.with_borrow_mut(|all| all.push(sql.to_owned()));
        self.sql.prepare_cached(sql)
    }
}

#[cfg(test)]
thread_local! {
    /// What was prepared on this thread.
    pub(super) static PREPARED_NOW: std::cell::RefCell<Vec<String>> = const { std::cell::RefCell::new(Vec::new()) };
}

/// Makes an empty file that only its owner may read: it will hold the mail of clients. SQLite gives
/// its side files the same rights.
fn create(path: &Path) -> Result<(), OpenFault> {
    let mut options = std::fs::OpenOptions::new();
    options.write(true).create_new(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    match options.open(path) {
        Ok(_) => Ok(()),
        Err(error) if error.kind() == std::io::ErrorKind::AlreadyExists => Ok(()),
        Err(error) => Err(OpenFault::Cannot {
            path: path.to_path_buf(),
            why: error.to_string(),
        }),
    }
}

fn prepare(connection: &Connection) -> rusqlite::Result<()> {
    connection.busy_timeout(BUSY)?;
    connection.set_prepared_statement_cache_capacity(PREPARED);
    // Partial indexes would have every statement that may use them compiled anew at each new value
    // (sqlite.org/queryplanner-ng.html, "query planner stability guarantee").
    connection.set_db_config(DbConfig::SQLITE_DBCONFIG_ENABLE_QPSG, true)?;
    // A database handed over by somebody else must not run functions from its schema.
    connection.execute_batch("PRAGMA trusted_schema = OFF;")
}
