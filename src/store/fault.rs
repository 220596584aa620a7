//! What can go wrong in ways a caller tells apart.

use std::path::PathBuf;

use chrono::{DateTime, Utc};

use crate::model::{FollowUpLine, ItemId, MessageId};

/// Why a database cannot be used. None of them is mended by making a new one silently.
#[derive(Debug, thiserror::Error)]
pub enum OpenFault {
    /// There is no file (reading commands only; the daemon makes one).
    #[error("there is no database at {0}; it is made when the daemon starts")]
    Missing(PathBuf),
    /// The file cannot be opened or created: rights, a read-only file system.
    #[error("the database {path} cannot be opened: {why}")]
    Cannot {
        /// Where.
        path: PathBuf,
        /// SQLite's or the system's words.
        why: String,
    },
    /// Another process holds it for longer than the busy timeout.
    #[error("the database {0} is in use by another process")]
    Busy(PathBuf),
    /// The file is not SQLite's: overwritten, or its header is damaged.
    #[error(
        "{0} is not a database, or its first page is damaged; restore a backup (`nudged restore FILE`; `nudged backup` makes them) or move the file away"
    )]
    NotADatabase(PathBuf),
    /// A page is damaged.
    #[error(
        "the database {path} is damaged: {why}; restore a backup (`nudged restore FILE`) or move the file away"
    )]
    Corrupt {
        /// Where.
        path: PathBuf,
        /// SQLite's words.
        why: String,
    },
    /// It is SQLite's, but of another program.
    #[error("the database {0} belongs to another program")]
    Foreign(PathBuf),
    /// A newer nudged wrote it.
    #[error(
        "the database {path} has version {found}, this nudged knows up to {known}; use a newer nudged"
    )]
    Newer {
        /// Where.
        path: PathBuf,
        /// Its `user_version`.
        found: i64,
        /// The newest known here.
        known: i64,
    },
    /// An older nudged wrote it, and it was opened for reading only.
    #[error(
        "the database {path} has version {found}, this nudged needs {known}; start the daemon once to upgrade it"
    )]
    Older {
        /// Where.
        path: PathBuf,
        /// Its `user_version`.
        found: i64,
        /// The one needed.
        known: i64,
    },
    /// A step of the upgrade failed; the database is as it was before that step.
    #[error("the database {path} could not be upgraded to version {to}: {why}")]
    Upgrade {
        /// Where.
        path: PathBuf,
        /// The version it failed to reach.
        to: i64,
        /// SQLite's words.
        why: String,
    },
}

impl OpenFault {
    /// The file itself is damaged, whatever is done to it.
    #[must_use]
    pub fn is_damage(&self) -> bool {
        matches!(self, Self::NotADatabase(_) | Self::Corrupt { .. })
    }

    /// Sorts an error of SQLite.
    pub(super) fn of(path: &std::path::Path, error: &rusqlite::Error) -> Self {
        let path = path.to_path_buf();
        match error.sqlite_error_code() {
            Some(rusqlite::ErrorCode::NotADatabase) => Self::NotADatabase(path),
            Some(rusqlite::ErrorCode::DatabaseCorrupt) => Self::Corrupt {
                path,
                why: error.to_string(),
            },
            Some(rusqlite::ErrorCode::DatabaseBusy | rusqlite::ErrorCode::DatabaseLocked) => {
                Self::Busy(path)
            }
            _ => Self::Cannot {
                path,
                why: error.to_string(),
            },
        }
    }
}

/// Whether an error is the database's or its disk's, and would meet any other mail as well: full,
/// read-only, held, broken. What a transaction was about is not to blame.
#[must_use]
pub fn is_the_disks(error: &anyhow::Error) -> bool {
    use rusqlite::ErrorCode as C;
    let code = error
        .chain()
        .find_map(|cause| cause.downcast_ref::<rusqlite::Error>())
        .and_then(rusqlite::Error::sqlite_error_code);
    matches!(
        code,
        Some(
            C::DiskFull
                | C::SystemIoFailure
                | C::DatabaseBusy
                | C::DatabaseLocked
                | C::ReadOnly
                | C::CannotOpen
                | C::PermissionDenied
                | C::FileLockingProtocolFailed
                | C::OutOfMemory
                | C::DatabaseCorrupt
                | C::NotADatabase
        )
    )
}

/// What a transaction refuses. Reach it with `error.downcast_ref::<StoreError>()`.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum StoreError {
    /// This step of this item was queued or sent already: promise 3.
    #[error("a follow-up {step} of {item} (instalment {instalment}, round {round}) exists already", item = .0.item, step = .0.step.as_str(), instalment = .0.instalment, round = .0.round)]
    Repeated(FollowUpLine),
    /// The summary due then was recorded already.
    #[error("the summary due at {0} was recorded already")]
    RepeatedSummary(DateTime<Utc>),
    /// A mail of ours with this id exists already.
    #[error("outgoing mail {0} exists already")]
    RepeatedMessageId(MessageId),
    /// An effect names an item that is not there.
    #[error("there is no item {0}")]
    UnknownItem(ItemId),
    /// An effect came without the bytes it needs, or with bytes it must not have.
    #[error("{0}")]
    Misprepared(&'static str),
}
