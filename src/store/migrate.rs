//! Versions of the schema: `migrations/NNNN-name.sql`, embedded, one transaction each, on `user_version`.

use std::path::Path;

use rusqlite::{Connection, TransactionBehavior};

use super::OpenFault;

/// Every step, in order: the version it reaches and its SQL. Landed steps are never edited.
const STEPS: &[(i64, &str)] = &[
    (1, include_str!("../../migrations/0001-first.sql")),
    (2, include_str!("../../migrations/0002-waiting.sql")),
    (3, include_str!("../../migrations/0003-quotes.sql")),
    (4, include_str!("../../migrations/0004-raw.sql")),
    (5, include_str!("../../migrations/0005-plan.sql")),
];

/// The `application_id` of our files ("nudg"), so that no other program's database is taken for one.
const APPLICATION_ID: i64 = 0x6e75_6467;

/// The newest version known here.
pub(super) fn newest() -> i64 {
    STEPS.last().map_or(0, |(version, _)| *version)
}

/// The version of an open database: 0 if it is empty.
pub(super) fn version(connection: &Connection, path: &Path) -> Result<i64, OpenFault> {
    let number = |sql: &str| -> Result<i64, OpenFault> {
        connection
            .query_row(sql, [], |row| row.get(0))
            .map_err(|e| OpenFault::of(path, &e))
    };
    let found = number("SELECT user_version FROM pragma_user_version")?;
    let application = number("SELECT application_id FROM pragma_application_id")?;
    let tables = number("SELECT count(*) FROM sqlite_schema")?;
    if application != APPLICATION_ID && (tables > 0 || found != 0 || application != 0) {
        return Err(OpenFault::Foreign(path.to_path_buf()));
    }
    if found > newest() {
        return Err(OpenFault::Newer {
            path: path.to_path_buf(),
            found,
            known: newest(),
        });
    }
    Ok(found)
}

/// Brings a database to the newest version.
pub(super) fn migrate(connection: &mut Connection, path: &Path) -> Result<(), OpenFault> {
    let from = version(connection, path)?;
    for (to, sql) in STEPS.iter().filter(|(to, _)| *to > from) {
        step(connection, *to, sql).map_err(|e| match OpenFault::of(path, &e) {
            OpenFault::Cannot { path, why } => OpenFault::Upgrade { path, to: *to, why },
            other => other,
        })?;
    }
    Ok(())
}

fn step(connection: &mut Connection, to: i64, sql: &str) -> rusqlite::Result<()> {
    let tx = connection.transaction_with_behavior(TransactionBehavior::Immediate)?;
    // Two processes may start at once: the second finds the step done when it gets the lock.
    let found: i64 = tx.query_row("SELECT user_version FROM pragma_user_version", [], |row| {
        row.get(0)
    })?;
    if found < to {
        tx.execute_batch(sql)?;
        tx.pragma_update(None, "application_id", APPLICATION_ID)?;
        tx.pragma_update(None, "user_version", to)?;
    }
    tx.commit()
}

#[cfg(test)]
mod tests {
    use sha2::{Digest as _, Sha256};

    use super::*;

    /// SHA-256 of each landed step. A change here means an edited migration: add a new file instead.
    const LANDED: &[(i64, &str)] = &[
        (
            1,
            "7dbd949d7b39936307706788865b3f6e98a522f12ce5696ab55b4c849fbd2819",
        ),
        (
            2,
            "40cf91039cbda03cebff88aa7d7b9e51af485603e852a9117523659fcba609fb",
        ),
        (
            3,
            "75540f1682972e7036ad3e1b7739e6d56a6450354ad9c56a6660d2df0b31477d",
        ),
        (
            4,
            "21416a6c1b14bbc214f0456963c4521d9f07355821ca8d2397993b5be25f978a",
        ),
        (
            5,
            "fbb907b4ba85f4adbe10dbb1b239072f63bfd87e0b752e07c476a4eade1e2fe1",
        ),
    ];

    #[test]
    fn landed_steps_are_never_edited() {
        assert_eq!(STEPS.len(), LANDED.len());
        for ((version, sql), (landed, hash)) in STEPS.iter().zip(LANDED) {
            assert_eq!(version, landed);
            let found: String = Sha256::digest(sql.as_bytes())
                .iter()
                .map(|b| format!("{b:02x}"))
                .collect();
            assert_eq!(found, *hash, "migration {version}");
        }
    }

    #[test]
    fn versions_rise_by_one() {
        for (n, (version, _)) in STEPS.iter().enumerate() {
            assert_eq!(usize::try_from(*version), Ok(n + 1));
        }
    }
}
