//! Erasing a client: the one place where history goes.

use rusqlite::params;

use super::column::json;
use super::{Store, Tx};
use crate::model::{ClientKey, ItemId};

/// What was erased.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Forgotten {
    /// The items.
    pub items: Vec<ItemId>,
    /// Recorded mails.
    pub mails: usize,
}

impl Store {
    /// Writes the file anew without what was erased: pages keep what once stood in them.
    ///
    /// # Errors
    /// SQLite's.
    pub fn compact(&self) -> anyhow::Result<()> {
        Ok(self.connection.execute_batch("VACUUM")?)
    }
}

impl Tx<'_> {
    /// Erases a client: its items with holds, history, follow-ups and outgoing mail, and the mail
    /// that led to them or came from their contacts. Notices that name several clients go as well.
    /// Numbers are not used again. What is left of it in pages goes with
    /// [`Store::compact`].
    ///
    /// # Errors
    /// SQLite's; then nothing is erased.
    pub fn forget_client(&self, client: &ClientKey) -> anyhow::Result<Forgotten> {
        let items = self.ids(
            "SELECT id FROM item WHERE client = ?1 ORDER BY id",
            [&client.0],
        )?;
        let list = json(&items)?;
        // The triggers that keep history are laid again in the same transaction.
        let triggers: Vec<String> = {
            let mut find = self
                .sql
                .prepare("SELECT sql FROM sqlite_schema WHERE type = 'trigger'")?;
            let rows = find.query_map([], |row| row.get(0))?;
            rows.collect::<Result<_, _>>()?
        };
        self.sql.execute_batch(
            "PRAGMA secure_delete = ON;
             DROP TRIGGER history_is_not_changed; DROP TRIGGER history_is_not_deleted;
             DROP TRIGGER history_item_is_not_changed; DROP TRIGGER history_item_is_not_deleted;",
        )?;
        let erase =
            |sql: &str| -> anyhow::Result<usize> { Ok(self.sql.execute(sql, params![list])?) };
        erase(
            "DELETE FROM memory WHERE key IN (SELECT 'heard:' || address FROM item_contact
                 WHERE item IN (SELECT value FROM json_each(?1)))",
        )?;
        self.sql.execute_batch(
            "CREATE TEMP TABLE theirs (mail INTEGER PRIMARY KEY, message_id TEXT NOT NULL)",
        )?;
        erase(
            "INSERT INTO temp.theirs SELECT id, message_id FROM mail WHERE message_key IN
                 (SELECT message_key FROM item_thread WHERE item IN (SELECT value FROM json_each(?1)))
             OR from_address IN
                 (SELECT address FROM item_contact WHERE item IN (SELECT value FROM json_each(?1)))",
        )?;
        self.sql.execute(
            "INSERT OR IGNORE INTO temp.theirs SELECT id, message_id FROM mail
                 WHERE from_address = ?1 OR substr(from_address, -length(?1) - 1) = '@' || ?1",
            [&client.0],
        )?;
        let mails = self.sql.execute(
            "DELETE FROM mail WHERE id IN (SELECT mail FROM temp.theirs)",
            [],
        )?;
        self.sql
            .execute_batch("CREATE TEMP TABLE gone (outbox INTEGER PRIMARY KEY)")?;
        erase(
            "INSERT INTO temp.gone SELECT id FROM outbox WHERE EXISTS
                 (SELECT 1 FROM json_each(outbox.items) WHERE value IN (SELECT value FROM json_each(?1)))",
        )?;
        // Notices about mail that fits no item name it in their headers only.
        self.sql.execute(
            "INSERT OR IGNORE INTO temp.gone SELECT outbox.id FROM outbox, temp.theirs
                 WHERE items = '[]' AND class = 'notice'
                 AND instr(bytes, CAST(temp.theirs.message_id AS BLOB)) > 0",
            [],
        )?;
        self.sql.execute_batch(
            "UPDATE follow_up SET told_by = NULL WHERE told_by IN (SELECT outbox FROM temp.gone);
             UPDATE summary SET outbox = NULL WHERE outbox IN (SELECT outbox FROM temp.gone);
             DELETE FROM outbox_recipient WHERE outbox IN (SELECT outbox FROM temp.gone);
             DELETE FROM outbox WHERE id IN (SELECT outbox FROM temp.gone);
             DROP TABLE temp.gone;",
        )?;
        self.sql
            .execute_batch("CREATE TEMP TABLE gone (id INTEGER PRIMARY KEY)")?;
        erase(
            "INSERT OR IGNORE INTO temp.gone SELECT follow_up FROM follow_up_item WHERE item IN (SELECT value FROM json_each(?1))",
        )?;
        self.sql.execute_batch(
            "DELETE FROM follow_up_item WHERE follow_up IN (SELECT id FROM temp.gone);
             DELETE FROM follow_up_contact WHERE follow_up IN (SELECT id FROM temp.gone);
             DELETE FROM follow_up WHERE id IN (SELECT id FROM temp.gone);
             DELETE FROM temp.gone;",
        )?;
        erase(
            "INSERT OR IGNORE INTO temp.gone SELECT history FROM history_item WHERE item IN (SELECT value FROM json_each(?1))",
        )?;
        // Mail that fitted no item has its words in the history all the same.
        self.sql.execute(
            "INSERT OR IGNORE INTO temp.gone SELECT id FROM history WHERE item IS NULL
                 AND json_extract(entry, '$.message_id') IN (SELECT message_id FROM temp.theirs)",
            [],
        )?;
        self.sql.execute_batch(
            "DELETE FROM undone WHERE history IN (SELECT id FROM temp.gone);
             DELETE FROM history_item WHERE history IN (SELECT id FROM temp.gone);
             DELETE FROM history WHERE id IN (SELECT id FROM temp.gone);
             DROP TABLE temp.gone; DROP TABLE temp.theirs;",
        )?;
        self.forget_lines(&client.0)?;
        for table in ["item_thread", "item_number", "item_mark", "hold"] {
            erase(&format!(
                "DELETE FROM {table} WHERE item IN (SELECT value FROM json_each(?1))"
            ))?;
        }
        erase(
            "DELETE FROM hold WHERE scope = 'contact' AND key IN
                 (SELECT address FROM item_contact WHERE item IN (SELECT value FROM json_each(?1)))",
        )?;
        erase("DELETE FROM item_contact WHERE item IN (SELECT value FROM json_each(?1))")?;
        self.sql.execute(
            "DELETE FROM hold WHERE scope = 'client' AND key = ?1",
            [&client.0],
        )?;
        erase("DELETE FROM item WHERE id IN (SELECT value FROM json_each(?1))")?;
        for trigger in triggers {
            self.sql.execute_batch(&trigger)?;
        }
        Ok(Forgotten { items, mails })
    }

    /// Takes the lines out of small state that name a client.
    fn forget_lines(&self, client: &str) -> anyhow::Result<()> {
        let mut find = self
            .sql
            .prepare("SELECT key, value FROM memory WHERE instr(value, ?1) > 0")?;
        let rows = find.query_map([client], |row| Ok((row.get(0)?, row.get(1)?)))?;
        for row in rows.collect::<Result<Vec<(String, String)>, _>>()? {
            let (key, value) = row;
            let mut kept = String::new();
            for line in value.lines().filter(|line| !line.contains(client)) {
                kept.push_str(line);
                kept.push('\n');
            }
            self.sql.execute(
                "UPDATE memory SET value = ?2 WHERE key = ?1",
                params![key, kept],
            )?;
        }
        Ok(())
    }
}
