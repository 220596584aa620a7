//! Items: one document each, with what look-ups need projected beside it.

use chrono::{DateTime, Utc};
use rusqlite::{OptionalExtension as _, Row, ToSql, params};

use super::column::{day, from_json, from_word, instant, instant_or_none, json, micros};
use super::{StoreError, Tx};
use crate::matching::quote;
use crate::model::{Address, ClientKey, Item, ItemId, MessageId, Step};

/// Which items to list; the default is all.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct ItemFilter {
    /// Only those not closed.
    pub open_only: bool,
    /// Only of this owner.
    pub owner: Option<Address>,
    /// Only of this client.
    pub client: Option<ClientKey>,
    /// Only these numbers; empty = any.
    pub ids: Vec<ItemId>,
    /// Those open, those closed at or after this (UTC), and those whose close nobody confirmed.
    pub open_or_closed_since: Option<DateTime<Utc>>,
    /// At most so many; the lowest numbers win.
    pub limit: Option<u32>,
}

impl ItemFilter {
    /// All open items.
    #[must_use]
    pub fn open() -> Self {
        Self {
            open_only: true,
            ..Self::default()
        }
    }
}

impl Tx<'_> {
    /// The number the next new item gets. Numbers are never used again.
    ///
    /// # Errors
    /// SQLite's.
    pub fn next_item_id(&self) -> anyhow::Result<ItemId> {
        Ok(ItemId(self.next_id("item")?))
    }

    /// The id the next row of a named table gets.
    pub(super) fn next_id(&self, table: &str) -> anyhow::Result<i64> {
        let mut find = self.prepare("SELECT seq FROM sqlite_sequence WHERE name = ?1")?;
        let last: Option<i64> = find.query_row([table], |row| row.get(0)).optional()?;
        Ok(last.unwrap_or(0).saturating_add(1))
    }

    /// One item, with its own holds; see also [`crate::matching::Lookup::item`], which is the same.
    ///
    /// # Errors
    /// SQLite's; a document that cannot be read.
    pub fn load(&self, id: ItemId) -> anyhow::Result<Option<Item>> {
        let mut find = self.prepare("SELECT doc FROM item WHERE id = ?1")?;
        let doc: Option<String> = find.query_row([id.0], |row| row.get(0)).optional()?;
        doc.map(|doc| self.whole(&doc)).transpose()
    }

    fn whole(&self, doc: &str) -> anyhow::Result<Item> {
        let mut item: Item = from_json(doc)?;
        item.holds = self.own_holds(item.id)?;
        Ok(item)
    }

    /// Items a filter lets through, by number.
    ///
    /// # Errors
    /// SQLite's; a document that cannot be read.
    pub fn items(&self, filter: &ItemFilter) -> anyhow::Result<Vec<Item>> {
        let mut sql = String::from("SELECT doc FROM item WHERE 1");
        let mut values: Vec<Box<dyn ToSql>> = Vec::new();
        if filter.open_only {
            sql.push_str(" AND closed_at IS NULL");
        }
        if let Some(owner) = &filter.owner {
            sql.push_str(" AND owner = ?");
            values.push(Box::new(owner.as_str().to_owned()));
        }
        if let Some(client) = &filter.client {
            sql.push_str(" AND client = ?");
            values.push(Box::new(client.0.clone()));
        }
        if !filter.ids.is_empty() {
            sql.push_str(" AND id IN (SELECT value FROM json_each(?))");
            values.push(Box::new(json(&filter.ids)?));
        }
        if let Some(since) = filter.open_or_closed_since {
            // What was closed on the client's word alone is listed until somebody says `paid`.
            sql.push_str(
                " AND (closed_at IS NULL OR closed_at >= ?
                     OR json_extract(doc, '$.closed.confirmed') = 0)",
            );
            values.push(Box::new(micros(since)));
        }
        sql.push_str(" ORDER BY id");
        if let Some(limit) = filter.limit {
            sql.push_str(" LIMIT ?");
            values.push(Box::new(limit));
        }
        self.whole_items(&sql, rusqlite::params_from_iter(values))
    }

    /// Items of a look-up that selects their documents.
    pub(super) fn whole_items(
        &self,
        sql: &str,
        params: impl rusqlite::Params,
    ) -> anyhow::Result<Vec<Item>> {
        let mut find = self.prepare(sql)?;
        let docs = find.query_map(params, |row| row.get::<_, String>(0))?;
        let mut items: Vec<Item> = docs
            .map(|doc| from_json(&doc?))
            .collect::<anyhow::Result<_>>()?;
        // One look-up for the holds of all: a client may have hundreds of items.
        let ids: Vec<ItemId> = items.iter().map(|item| item.id).collect();
        let mut holds = self.holds_of_items(&ids)?;
        for item in &mut items {
            item.holds = holds.remove(&item.id).unwrap_or_default();
        }
        Ok(items)
    }

    /// Items that may wait for their owner (held, or with a proposed follow-up): of each owner the
    /// `most` oldest, with how many there are.
    ///
    /// # Errors
    /// SQLite's; a document that cannot be read.
    pub fn waiting(&self, most: u32) -> anyhow::Result<Vec<(u32, Vec<Item>)>> {
        // Those that one word ends, as `rounds` lists them: an owner with many promised items is not to
        // miss the one that is asked about. By the indexes of what rests: reading the documents of all
        // that is open takes seconds where much is.
        const WAITS: &str = "FROM (
            SELECT item AS waits FROM hold INDEXED BY hold_item WHERE item IS NOT NULL AND (
                reason IN ('question', 'review', 'ambiguous')
                OR reason IN ('opt_out', 'bounce') AND until IS NULL)
            UNION SELECT c.item FROM hold AS wide JOIN item_contact AS c ON c.address = wide.key
                WHERE wide.item IS NULL AND wide.scope = 'contact'
                AND wide.reason = 'opt_out' AND wide.until IS NULL
            UNION SELECT id FROM item INDEXED BY item_proposed WHERE proposed = 1 AND closed_at IS NULL
            ) CROSS JOIN item ON id = waits WHERE closed_at IS NULL";
        let mut owners = self.prepare(&format!(
            "SELECT owner, count(*) {WAITS} GROUP BY owner ORDER BY owner"
        ))?;
        let owners = owners
            .query_map([], |row| Ok((row.get::<_, String>(0)?, row.get(1)?)))?
            .collect::<Result<Vec<_>, _>>()?;
        let sql = format!("SELECT doc {WAITS} AND owner = ?1 ORDER BY id LIMIT ?2");
        owners
            .into_iter()
            .map(|(owner, count)| Ok((count, self.whole_items(&sql, params![owner, most])?)))
            .collect()
    }

    /// Open items opened after `since` (UTC), newest numbers, at most 200.
    ///
    /// # Errors
    /// SQLite's; a document that cannot be read.
    pub fn opened_since(&self, since: DateTime<Utc>) -> anyhow::Result<Vec<Item>> {
        let mut items = self.whole_items(
            "SELECT doc FROM item WHERE closed_at IS NULL ORDER BY id DESC LIMIT 200",
            [],
        )?;
        items.retain(|item| item.opened_at > since);
        items.reverse();
        Ok(items)
    }

    /// How many items are open.
    ///
    /// # Errors
    /// SQLite's.
    pub fn item_count_open(&self) -> anyhow::Result<u32> {
        let mut count = self.prepare("SELECT count(*) FROM item WHERE closed_at IS NULL")?;
        Ok(count.query_row([], |row| row.get(0))?)
    }

    /// Writes an item, its projections, side tables and own holds. A new one wakes at once, so that
    /// nobody can forget to plan it; the plan of a known one stays. `before` is what stands there.
    pub(super) fn save(
        &self,
        item: &Item,
        before: Option<&Item>,
        now: DateTime<Utc>,
    ) -> anyhow::Result<()> {
        let doc = json(&Item {
            holds: Vec::new(),
            ..item.clone()
        })?;
        let (state, proposed) = (item.state(&[]).as_str(), item.ladder.proposed.is_some());
        // SQLite writes every index of a column that is set, whether its value changes or not.
        let known = before.filter(|old| {
            old.kind == item.kind
                && old.owner == item.owner
                && old.client == item.client
                && old.subject == item.subject
                && old.due == item.due
                && old.closed.as_ref().map(|c| c.at) == item.closed.as_ref().map(|c| c.at)
                && old.ladder.proposed.is_some() == proposed
        });
        if known.is_some() {
            self.prepare("UPDATE item SET state = ?2, doc = ?3 WHERE id = ?1")?
                .execute(params![item.id.0, state, doc])?;
        } else {
            self.save_whole(item, &doc, now)?;
        }
        self.set_own_holds(item.id, &item.holds)?;
        // Most changes are of none of these, and each costs its rows and their indexes.
        if before.is_none_or(|old| old.thread != item.thread || old.opened_by != item.opened_by) {
            self.project_thread(item)?;
        }
        if before.is_none_or(|old| old.contacts != item.contacts) {
            self.project_contacts(item)?;
        }
        if before.is_none_or(|old| old.invoice != item.invoice || old.client != item.client) {
            self.project_numbers(item)?;
        }
        Ok(())
    }

    fn save_whole(&self, item: &Item, doc: &str, now: DateTime<Utc>) -> anyhow::Result<()> {
        self.prepare(
                "INSERT INTO item (id, kind, state, owner, client, base_subject, due, closed_at, wake_at, doc, proposed)
                 VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11)
                 ON CONFLICT (id) DO UPDATE SET kind = excluded.kind, state = excluded.state,
                     owner = excluded.owner, client = excluded.client, base_subject = excluded.base_subject,
                     due = excluded.due, closed_at = excluded.closed_at, doc = excluded.doc,
                     proposed = excluded.proposed",
            )?
            .execute(params![
                item.id.0,
                item.kind.as_str(),
                item.state(&[]).as_str(),
                item.owner.as_str(),
                item.client.0,
                crate::mail::base_subject(&item.subject).to_lowercase(),
                day(item.due),
                item.closed.as_ref().map(|c| micros(c.at)),
                micros(now),
                doc,
                item.ladder.proposed.is_some(),
            ])?;
        Ok(())
    }

    fn project_thread(&self, item: &Item) -> anyhow::Result<()> {
        let id = item.id.0;
        self.prepare("DELETE FROM item_thread WHERE item = ?1 AND own = 1")?
            .execute([id])?;
        let mut add = self.prepare(
            "INSERT OR IGNORE INTO item_thread (message_key, item, own) VALUES (?1, ?2, 1)",
        )?;
        for message in item.thread.iter().chain([&item.opened_by]) {
            add.execute(params![message.key(), id])?;
        }
        Ok(())
    }

    fn project_contacts(&self, item: &Item) -> anyhow::Result<()> {
        let id = item.id.0;
        self.prepare("DELETE FROM item_contact WHERE item = ?1")?
            .execute([id])?;
        let mut add =
            self.prepare("INSERT OR IGNORE INTO item_contact (address, item) VALUES (?1, ?2)")?;
        for contact in &item.contacts {
            add.execute(params![contact.person.address.as_str(), id])?;
        }
        Ok(())
    }

    fn project_numbers(&self, item: &Item) -> anyhow::Result<()> {
        let id = item.id.0;
        self.prepare("DELETE FROM item_number WHERE item = ?1")?
            .execute([id])?;
        let mut add = self.prepare(
            "INSERT OR IGNORE INTO item_number (client, number_key, item) VALUES (?1, ?2, ?3)",
        )?;
        for number in item.invoice.iter().flat_map(|invoice| &invoice.numbers) {
            add.execute(params![
                item.client.0,
                crate::matching::number_key(number),
                id
            ])?;
        }
        Ok(())
    }

    /// Lets a message id lead to an item without being part of its thread: notices, mails of ours,
    /// mails of the client that the team alone got.
    ///
    /// # Errors
    /// [`StoreError::UnknownItem`]; SQLite's.
    pub fn link(&self, item: ItemId, message: &MessageId) -> anyhow::Result<()> {
        if !self.exists(item)? {
            return Err(StoreError::UnknownItem(item).into());
        }
        self.prepare(
            "INSERT OR IGNORE INTO item_thread (message_key, item, own) VALUES (?1, ?2, 0)",
        )?
        .execute(params![message.key(), item.0])?;
        Ok(())
    }

    /// Lets mails that quote this text be known as being about the item.
    ///
    /// # Errors
    /// [`StoreError::UnknownItem`]; SQLite's.
    pub fn remember_text(&self, item: &Item, text: &str) -> anyhow::Result<()> {
        if !self.exists(item.id)? {
            return Err(StoreError::UnknownItem(item.id).into());
        }
        let mut add =
            self.prepare("INSERT OR IGNORE INTO item_mark (mark, item) VALUES (?1, ?2)")?;
        let mut marks = quote::marks(&item.client, text, quote::KEPT);
        // Neighbours in the table lie on one page.
        marks.sort_unstable_by_key(|mark| mark.hash);
        for mark in marks {
            add.execute([mark.hash, item.id.0])?;
        }
        Ok(())
    }

    pub(super) fn exists(&self, item: ItemId) -> anyhow::Result<bool> {
        Ok(self
            .prepare("SELECT 1 FROM item WHERE id = ?1")?
            .exists([item.0])?)
    }

    /// Items to be looked at: those whose time has come, earliest first, then by number.
    ///
    /// # Errors
    /// SQLite's.
    pub fn due_items(&self, now: DateTime<Utc>) -> anyhow::Result<Vec<ItemId>> {
        self.ids(
            "SELECT id FROM item WHERE wake_at IS NOT NULL AND wake_at <= ?1 ORDER BY wake_at, id",
            [micros(now)],
        )
    }

    /// When the next item must be looked at (UTC); it may lie in the past.
    ///
    /// # Errors
    /// SQLite's.
    pub fn next_wake(&self) -> anyhow::Result<Option<DateTime<Utc>>> {
        let mut find = self.prepare("SELECT min(wake_at) FROM item WHERE wake_at IS NOT NULL")?;
        instant_or_none(find.query_row([], |row| row.get(0))?)
    }

    /// Sets what comes next for an item, and when it must be looked at again (`None` = only after
    /// an event). This plan follows from the item and leaves no history.
    ///
    /// # Errors
    /// [`StoreError::UnknownItem`]; SQLite's.
    pub fn set_next(
        &self,
        item: ItemId,
        next: Option<(Step, DateTime<Utc>)>,
        wake_at: Option<DateTime<Utc>>,
    ) -> anyhow::Result<()> {
        let changed = self
            .prepare("UPDATE item SET next_step = ?2, next_at = ?3, wake_at = ?4 WHERE id = ?1")?
            .execute(params![
                item.0,
                next.map(|(step, _)| step.as_str()),
                next.map(|(_, at)| micros(at)),
                wake_at.map(micros)
            ])?;
        if changed == 0 {
            return Err(StoreError::UnknownItem(item).into());
        }
        Ok(())
    }

    /// Wakes an item at `at` (UTC) unless it wakes earlier anyway: a wider hold began or ended.
    ///
    /// # Errors
    /// SQLite's.
    pub fn wake(&self, item: ItemId, at: DateTime<Utc>) -> anyhow::Result<()> {
        self.prepare(
            "UPDATE item SET wake_at = ?2 WHERE id = ?1 AND (wake_at IS NULL OR wake_at > ?2)",
        )?
        .execute(params![item.0, micros(at)])?;
        Ok(())
    }

    /// What comes next for an item, and when (UTC).
    ///
    /// # Errors
    /// SQLite's.
    pub fn next_of(&self, item: ItemId) -> anyhow::Result<Option<(Step, DateTime<Utc>)>> {
        let mut find = self.prepare(
            "SELECT next_step, next_at FROM item WHERE id = ?1 AND next_step IS NOT NULL",
        )?;
        find.query_row([item.0], |row| Ok(next(row)))
            .optional()?
            .transpose()
    }
}

fn next(row: &Row<'_>) -> anyhow::Result<(Step, DateTime<Utc>)> {
    Ok((from_word(&row.get::<_, String>(0)?)?, instant(row.get(1)?)?))
}
