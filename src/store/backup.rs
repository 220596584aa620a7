//! Copying the database while it is used, and checking it.

use std::path::Path;

use anyhow::Context as _;
use rusqlite::Connection;

use super::Store;

impl Store {
    /// Writes a consistent copy to `to`, which must not exist. The copy appears under its name only
    /// when it is whole and on disk. The daemon may go on meanwhile.
    ///
    /// # Errors
    /// `to` exists, cannot be written, or the copy fails its own check.
    pub fn backup(&self, to: &Path) -> anyhow::Result<()> {
        anyhow::ensure!(!to.exists(), "{} exists already", to.display());
        let mut name = to.as_os_str().to_owned();
        name.push(".partial");
        let partial = std::path::PathBuf::from(name);
        let outcome = self.copy(&partial).and_then(|()| {
            std::fs::File::open(&partial)?.sync_all()?;
            std::fs::rename(&partial, to)?;
            // The new name itself is only durable once its folder is synced.
            if let Some(folder) = to.parent().filter(|f| !f.as_os_str().is_empty()) {
                std::fs::File::open(folder)?.sync_all()?;
            }
            Ok(())
        });
        if outcome.is_err() {
            // What is left of a failed copy would only be in the way; its absence is no fault.
            let _ = std::fs::remove_file(&partial);
        }
        outcome.with_context(|| format!("backup to {}", to.display()))
    }

    fn copy(&self, partial: &Path) -> anyhow::Result<()> {
        match std::fs::remove_file(partial) {
            Err(error) if error.kind() != std::io::ErrorKind::NotFound => return Err(error.into()),
            _ => {}
        }
        let mut options = std::fs::OpenOptions::new();
        options.write(true).create_new(true);
        #[cfg(unix)]
        std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
        drop(options.open(partial)?);
        let mut copy = Connection::open(partial)?;
        rusqlite::backup::Backup::new(&self.connection, &mut copy)?.run_to_completion(
            // All pages at once: a copy in steps starts anew whenever the daemon writes.
            i32::MAX,
            std::time::Duration::ZERO,
            None,
        )?;
        // One file, without side files, for people who copy it on.
        copy.query_row("PRAGMA journal_mode = DELETE", [], |_| Ok(()))?;
        let faults = quick_check(&copy)?;
        anyhow::ensure!(
            faults.is_empty(),
            "the copy is damaged: {}",
            faults.join("; ")
        );
        copy.close().map_err(|(_, error)| error)?;
        Ok(())
    }

    /// Looks for damaged pages and broken references: no lines if all is well. SQLite goes on
    /// accepting writes into a damaged file, so the daemon asks at start and once a day, and stops
    /// sending if there is any line.
    ///
    /// # Errors
    /// The file cannot be read at all.
    pub fn quick_check(&self) -> anyhow::Result<Vec<String>> {
        quick_check(&self.connection)
    }
}

fn quick_check(connection: &Connection) -> anyhow::Result<Vec<String>> {
    let mut faults = Vec::new();
    let mut check = connection.prepare("PRAGMA quick_check(20)")?;
    let mut rows = check.query([])?;
    loop {
        match rows.next() {
            Ok(Some(row)) => {
                let line: String = row.get(0)?;
                if line != "ok" {
                    faults.push(line);
                }
            }
            Ok(None) => break,
            // Some damage ends the check itself; that is an answer, too.
            Err(error)
                if error.sqlite_error_code() == Some(rusqlite::ErrorCode::DatabaseCorrupt) =>
            {
                faults.push(error.to_string());
                return Ok(faults);
            }
            Err(error) => return Err(error.into()),
        }
    }
    let mut check = connection.prepare(
        "SELECT \"table\", coalesce(rowid, 0), parent FROM pragma_foreign_key_check LIMIT 20",
    )?;
    let mut rows = check.query([])?;
    while let Some(row) = rows.next()? {
        let (table, id, parent): (String, i64, String) = (row.get(0)?, row.get(1)?, row.get(2)?);
        faults.push(format!(
            "row {id} of {table} points at a missing row of {parent}"
        ));
    }
    Ok(faults)
}
