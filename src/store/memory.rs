//! Small state that is no item: secrets, days of the last notices.

use rusqlite::OptionalExtension as _;

use super::Tx;

impl Tx<'_> {
    /// What was remembered under a key.
    ///
    /// # Errors
    /// SQLite's.
    pub fn recall(&self, key: &str) -> anyhow::Result<Option<String>> {
        let mut find = self.prepare("SELECT value FROM memory WHERE key = ?1")?;
        Ok(find.query_row([key], |row| row.get(0)).optional()?)
    }

    /// What was remembered under the keys that begin so, by key.
    ///
    /// # Errors
    /// SQLite's.
    pub fn recall_all(&self, prefix: &str) -> anyhow::Result<Vec<(String, String)>> {
        let mut find = self.prepare(
            "SELECT key, value FROM memory WHERE substr(key, 1, length(?1)) = ?1 ORDER BY key",
        )?;
        let rows = find.query_map([prefix], |row| Ok((row.get(0)?, row.get(1)?)))?;
        Ok(rows.collect::<Result<_, _>>()?)
    }

    /// Remembers a value under a key, over what stood there.
    ///
    /// # Errors
    /// SQLite's.
    pub fn remember(&self, key: &str, value: &str) -> anyhow::Result<()> {
        self.prepare(
            "INSERT INTO memory (key, value) VALUES (?1, ?2)
                 ON CONFLICT (key) DO UPDATE SET value = excluded.value",
        )?
        .execute([key, value])?;
        Ok(())
    }

    /// Forgets a key.
    ///
    /// # Errors
    /// SQLite's.
    pub fn forget_key(&self, key: &str) -> anyhow::Result<()> {
        self.prepare("DELETE FROM memory WHERE key = ?1")?
            .execute([key])?;
        Ok(())
    }
}
