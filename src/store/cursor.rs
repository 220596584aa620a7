//! How far the mailboxes are read: a low-water mark per folder, and what is seen above it.

use rusqlite::{OptionalExtension as _, params};

use super::Tx;

/// Where a mail lies in a mailbox (RFC 3501 §2.3.1.1).
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Position {
    /// Name of the configured mailbox.
    pub mailbox: String,
    /// Folder, as the server names it.
    pub folder: String,
    /// The folder's UIDVALIDITY; UIDs of another one mean nothing.
    pub uidvalidity: u32,
    /// UID.
    pub uid: u32,
}

/// The low-water mark of a folder: every UID up to it is done.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Cursor {
    /// UIDVALIDITY it was made under.
    pub uidvalidity: u32,
    /// Highest UID done without gaps.
    pub uid: u32,
}

impl Tx<'_> {
    /// Whether this position was read before: at or below the low-water mark of the same
    /// UIDVALIDITY, or marked above it.
    ///
    /// # Errors
    /// SQLite's.
    pub fn is_seen(&self, at: &Position) -> anyhow::Result<bool> {
        let below = self
            .low_water(&at.mailbox, &at.folder)?
            .is_some_and(|c| c.uidvalidity == at.uidvalidity && at.uid <= c.uid);
        if below {
            return Ok(true);
        }
        let mut find = self.prepare(
            "SELECT 1 FROM seen WHERE mailbox = ?1 AND folder = ?2 AND uidvalidity = ?3 AND uid = ?4",
        )?;
        Ok(find.exists(params![at.mailbox, at.folder, at.uidvalidity, at.uid])?)
    }

    /// Marks a position as read, whatever came of the mail. Belongs into the mail's transaction.
    ///
    /// # Errors
    /// SQLite's.
    pub fn mark_seen(&self, at: &Position) -> anyhow::Result<()> {
        self.prepare(
            "INSERT INTO seen (mailbox, folder, uidvalidity, uid) VALUES (?1, ?2, ?3, ?4)
                 ON CONFLICT DO NOTHING",
        )?
        .execute(params![at.mailbox, at.folder, at.uidvalidity, at.uid])?;
        Ok(())
    }

    /// UIDs marked above the low-water mark, rising.
    ///
    /// # Errors
    /// SQLite's.
    pub fn seen_above(
        &self,
        mailbox: &str,
        folder: &str,
        uidvalidity: u32,
    ) -> anyhow::Result<Vec<u32>> {
        let mut find = self.prepare(
            "SELECT uid FROM seen WHERE mailbox = ?1 AND folder = ?2 AND uidvalidity = ?3 ORDER BY uid",
        )?;
        let uids = find.query_map(params![mailbox, folder, uidvalidity], |row| row.get(0))?;
        Ok(uids.collect::<Result<_, _>>()?)
    }

    /// The low-water mark of a folder; `None` if it was never set.
    ///
    /// # Errors
    /// SQLite's.
    pub fn low_water(&self, mailbox: &str, folder: &str) -> anyhow::Result<Option<Cursor>> {
        let mut find = self.prepare(
            "SELECT uidvalidity, low_water FROM cursor WHERE mailbox = ?1 AND folder = ?2",
        )?;
        Ok(find
            .query_row([mailbox, folder], |row| {
                Ok(Cursor {
                    uidvalidity: row.get(0)?,
                    uid: row.get(1)?,
                })
            })
            .optional()?)
    }

    /// Moves the low-water mark, in a commit of its own and only after the server's tagged OK.
    /// It never goes back within one UIDVALIDITY; another UIDVALIDITY starts anew. Marks at or
    /// below it, and those of other UIDVALIDITYs, go.
    ///
    /// # Errors
    /// SQLite's.
    pub fn set_low_water(
        &self,
        mailbox: &str,
        folder: &str,
        uidvalidity: u32,
        uid: u32,
    ) -> anyhow::Result<()> {
        self.prepare(
            "INSERT INTO cursor (mailbox, folder, uidvalidity, low_water) VALUES (?1, ?2, ?3, ?4)
                 ON CONFLICT (mailbox, folder) DO UPDATE SET
                     low_water = CASE WHEN uidvalidity = excluded.uidvalidity
                         THEN max(low_water, excluded.low_water) ELSE excluded.low_water END,
                     uidvalidity = excluded.uidvalidity",
        )?
        .execute(params![mailbox, folder, uidvalidity, uid])?;
        self.prepare(
                "DELETE FROM seen WHERE mailbox = ?1 AND folder = ?2 AND (uidvalidity <> ?3 OR uid <= ?4)",
            )?
            .execute(params![mailbox, folder, uidvalidity, uid])?;
        Ok(())
    }
}
