//! The append-only history, with each changed item before and after.

use chrono::{DateTime, Utc};
use rusqlite::{OptionalExtension as _, Row, params};

use super::Tx;
use super::column::{from_json, instant, instant_or_none, json, micros, word};
use crate::model::{Actor, HistoryEntry, Item, ItemId, MessageId};
use crate::report::change::{Change, changes};

/// One row of the history.
#[derive(Debug, Clone)]
pub struct HistoryRow {
    /// Row id, rising.
    pub id: i64,
    /// Row id of the first row of its decision: what one mail, command or moment did.
    pub decision: i64,
    /// When (UTC).
    pub at: DateTime<Utc>,
    /// What.
    pub entry: HistoryEntry,
    /// The item before, holds included; `None` if it was new or did not change.
    pub before: Option<Item>,
    /// The item after.
    pub after: Option<Item>,
    /// Taken back by `undo`, or the taking back itself.
    pub undone: bool,
}

/// Which command is to be taken back.
#[derive(Debug, Clone)]
pub struct Sought {
    /// Only what this one said.
    pub by: Option<Actor>,
    /// Only what this mail said.
    pub mail: Option<MessageId>,
    /// Only what bound everything: `pause all`, `resume all`, `away`.
    pub everything: bool,
    /// Not before (UTC).
    pub since: DateTime<Utc>,
}

impl HistoryRow {
    /// Taken back by a later `undo`, and not itself the `undo` that did so.
    #[must_use]
    pub fn taken_back(&self) -> bool {
        self.undone && !self.entry.evidence.words.starts_with("undo")
    }

    /// What it changed, before and after.
    #[must_use]
    pub fn changes(&self) -> Vec<Change> {
        changes(self.before.as_ref(), self.after.as_ref(), &self.entry.wider)
    }
}

const ROWS: &str = "SELECT h.id, h.decision, h.at, h.entry, h.before, h.after, u.history IS NOT NULL AS undone \
     FROM history h LEFT JOIN undone u ON u.history = h.id";

impl Tx<'_> {
    /// Appends an entry; returns its row id. `decision` is the row id of the decision's first row.
    pub(super) fn append(
        &self,
        at: DateTime<Utc>,
        decision: i64,
        entry: &HistoryEntry,
        before: Option<&Item>,
        after: Option<&Item>,
    ) -> anyhow::Result<i64> {
        self.prepare(
            "INSERT INTO history (at, decision, item, event, entry, before, after)
                 VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)",
        )?
        .execute(params![
            micros(at),
            decision,
            after.map(|item| item.id.0).or(entry.item.map(|id| id.0)),
            word(entry.event)?,
            json(entry)?,
            before.map(json).transpose()?,
            after.map(json).transpose()?,
        ])?;
        let id = self.sql.last_insert_rowid();
        let mut about =
            self.prepare("INSERT OR IGNORE INTO history_item (item, history) VALUES (?1, ?2)")?;
        for item in entry
            .item
            .iter()
            .chain(&entry.items)
            .chain(after.map(|item| &item.id))
        {
            about.execute(params![item.0, id])?;
        }
        Ok(id)
    }

    /// Everything that happened to an item, oldest first; merged follow-ups and ambiguous replies
    /// included.
    ///
    /// # Errors
    /// SQLite's; an entry that cannot be read.
    pub fn history(&self, item: ItemId) -> anyhow::Result<Vec<HistoryRow>> {
        let mut find = self.prepare(&format!(
            "{ROWS} WHERE h.id IN (SELECT history FROM history_item WHERE item = ?1) ORDER BY h.id"
        ))?;
        let rows = find.query_map([item.0], |row| Ok(history_row(row)))?;
        rows.map(|row| row?).collect()
    }

    /// Everything that happened at or after `at` (UTC), in the order of time, then of recording.
    ///
    /// # Errors
    /// SQLite's; an entry that cannot be read.
    pub fn history_since(
        &self,
        at: DateTime<Utc>,
    ) -> anyhow::Result<Vec<(DateTime<Utc>, HistoryEntry)>> {
        let mut find =
            self.prepare("SELECT at, entry FROM history WHERE at >= ?1 ORDER BY at, id")?;
        let rows = find.query_map([micros(at)], |row| {
            Ok((row.get(0)?, row.get::<_, String>(1)?))
        })?;
        rows.map(|row| {
            let (at, entry) = row?;
            Ok((instant(at)?, from_json(&entry)?))
        })
        .collect()
    }

    /// The first moment (UTC) anything was recorded at.
    ///
    /// # Errors
    /// SQLite's.
    pub fn history_begins(&self) -> anyhow::Result<Option<DateTime<Utc>>> {
        let mut find = self.prepare("SELECT min(at) FROM history")?;
        instant_or_none(find.query_row([], |row| row.get(0))?)
    }

    /// Everything recorded after a row and dated later than a moment (UTC), in the order of recording.
    ///
    /// # Errors
    /// SQLite's; an entry that cannot be read.
    pub fn history_ahead_of(
        &self,
        now: DateTime<Utc>,
        after: i64,
    ) -> anyhow::Result<Vec<HistoryRow>> {
        let mut find = self.prepare(&format!(
            "{ROWS} WHERE h.at > ?1 AND h.id > ?2 ORDER BY h.id"
        ))?;
        let rows = find.query_map(params![micros(now), after], |row| Ok(history_row(row)))?;
        rows.map(|row| row?).collect()
    }

    /// The rows of one decision, in order.
    ///
    /// # Errors
    /// SQLite's; an entry that cannot be read.
    pub fn decision(&self, decision: i64) -> anyhow::Result<Vec<HistoryRow>> {
        // Rows of one decision are recorded in one transaction: they follow one another from its number.
        let mut find = self.prepare(&format!("{ROWS} WHERE h.id >= ?1 ORDER BY h.id"))?;
        let rows = find.query_map([decision], |row| Ok(history_row(row)))?;
        let mut found = Vec::new();
        for row in rows {
            let row = row??;
            if row.decision != decision {
                break;
            }
            found.push(row);
        }
        Ok(found)
    }

    /// The newest decision of commands that can be taken back; its number.
    ///
    /// # Errors
    /// SQLite's.
    pub fn last_command(&self, sought: &Sought) -> anyhow::Result<Option<i64>> {
        let by = match &sought.by {
            // As `json_extract` gives a word and an object.
            Some(actor @ Actor::Member(_)) => Some(json(actor)?),
            Some(actor) => Some(word(actor)?),
            None => None,
        };
        let mail = sought.mail.as_ref().map(MessageId::as_str);
        let mut find = self.prepare(
            "SELECT h.decision FROM history h
             WHERE h.at >= ?1 AND h.id NOT IN (SELECT history FROM undone)
               AND json_extract(h.entry, '$.rule') IN ('command', 'owner-chose')
               AND (h.after IS NOT NULL OR json_extract(h.entry, '$.wider') IS NOT NULL
                    OR json_extract(h.entry, '$.away') IS NOT NULL)
               AND (?2 IS NULL OR json_extract(h.entry, '$.actor') = ?2)
               AND (?3 IS NULL OR json_extract(h.entry, '$.message_id') = ?3)
               AND (NOT ?4 OR json_extract(h.entry, '$.away') IS NOT NULL
                    OR json_extract(h.entry, '$.evidence') IN ('pause all', 'resume all'))
             ORDER BY h.at DESC, h.id DESC LIMIT 1",
        )?;
        let found = find.query_row(
            params![micros(sought.since), by, mail, sought.everything],
            |row| row.get(0),
        );
        Ok(found.optional()?)
    }

    /// What was decided since a moment (UTC) and has not been taken back, the newest first; at most
    /// `most` rows.
    ///
    /// # Errors
    /// SQLite's; an entry that cannot be read.
    pub fn decided_since(
        &self,
        since: DateTime<Utc>,
        most: u32,
    ) -> anyhow::Result<Vec<HistoryRow>> {
        let mut find = self.prepare(&format!(
            "{ROWS} WHERE h.at >= ?1 AND u.history IS NULL
               AND (h.after IS NOT NULL OR json_extract(h.entry, '$.wider') IS NOT NULL
                    OR json_extract(h.entry, '$.away') IS NOT NULL)
             ORDER BY h.at DESC, h.id DESC LIMIT ?2"
        ))?;
        let rows = find.query_map(params![micros(since), most], |row| Ok(history_row(row)))?;
        rows.map(|row| row?).collect()
    }

    /// Marks one row as nothing `undo` takes back.
    ///
    /// # Errors
    /// SQLite's.
    pub fn mark_row_undone(&self, row: i64) -> anyhow::Result<()> {
        self.prepare("INSERT OR IGNORE INTO undone (history) VALUES (?1)")?
            .execute([row])?;
        Ok(())
    }

    /// Marks what a decision changed beyond items as taken back.
    ///
    /// # Errors
    /// SQLite's.
    pub fn mark_wide_undone(&self, decision: i64) -> anyhow::Result<()> {
        self.prepare(
            "INSERT OR IGNORE INTO undone (history)
                 SELECT id FROM history WHERE id >= ?1 AND decision = ?1 AND item IS NULL
                   AND (json_extract(entry, '$.wider') IS NOT NULL
                        OR json_extract(entry, '$.away') IS NOT NULL)",
        )?
        .execute([decision])?;
        Ok(())
    }

    /// Marks changes of an item as taken back: that row, the later changes of the item and of wider
    /// holds about it, and those that restored what was before. Called after the restored image was
    /// applied, so that the next `undo` reaches further back.
    ///
    /// # Errors
    /// SQLite's.
    pub fn mark_undone(&self, item: ItemId, change: i64) -> anyhow::Result<()> {
        self.prepare(
            "INSERT OR IGNORE INTO undone (history)
                 SELECT h.id FROM history_item a JOIN history h ON h.id = a.history
                 WHERE a.item = ?1 AND a.history >= ?2
                   AND (h.item = ?1 AND h.after IS NOT NULL
                        OR json_extract(h.entry, '$.wider') IS NOT NULL)",
        )?
        .execute(params![item.0, change])?;
        Ok(())
    }
}

fn history_row(row: &Row<'_>) -> anyhow::Result<HistoryRow> {
    let image = |column: &str| -> anyhow::Result<Option<Item>> {
        row.get::<_, Option<String>>(column)?
            .map(|text| from_json(&text))
            .transpose()
    };
    Ok(HistoryRow {
        id: row.get("id")?,
        decision: row.get("decision")?,
        at: instant(row.get("at")?)?,
        entry: from_json(&row.get::<_, String>("entry")?)?,
        before: image("before")?,
        after: image("after")?,
        undone: row.get("undone")?,
    })
}
