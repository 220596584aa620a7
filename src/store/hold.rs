//! Holds as rows: those of an item, and the wider ones of contact, client and team.

use std::collections::BTreeMap;

use chrono::{DateTime, NaiveDate, Utc};
use rusqlite::{Row, params};

use super::Tx;
use super::column::{day, from_json, from_word, json, micros, word};
use crate::model::{Address, ClientKey, Hold, HoldReason, HoldScope, ItemId};

const COLUMNS: &str = "scope, item, key, reason, until, evidence";

impl Tx<'_> {
    /// The holds of one item alone, in the order they were laid.
    pub(super) fn own_holds(&self, item: ItemId) -> anyhow::Result<Vec<Hold>> {
        let mut find = self.prepare(&format!(
            "SELECT {COLUMNS} FROM hold WHERE item = ?1 ORDER BY id"
        ))?;
        let rows = find.query_map([item.0], |row| Ok(hold(row)))?;
        rows.map(|row| row?).collect()
    }

    /// The same of several items at once.
    pub(super) fn holds_of_items(
        &self,
        items: &[ItemId],
    ) -> anyhow::Result<BTreeMap<ItemId, Vec<Hold>>> {
        let mut found: BTreeMap<ItemId, Vec<Hold>> = BTreeMap::new();
        if items.is_empty() {
            return Ok(found);
        }
        let mut find = self.prepare(&format!(
            "SELECT {COLUMNS} FROM hold WHERE item IN (SELECT value FROM json_each(?1)) ORDER BY id"
        ))?;
        let rows = find.query_map([json(items)?], |row| Ok(hold(row)))?;
        for row in rows {
            let hold = row??;
            if let HoldScope::Item(item) = hold.scope {
                found.entry(item).or_default().push(hold);
            }
        }
        Ok(found)
    }

    /// Makes these the holds of an item alone.
    pub(super) fn set_own_holds(&self, item: ItemId, holds: &[Hold]) -> anyhow::Result<()> {
        self.prepare("DELETE FROM hold WHERE item = ?1")?
            .execute([item.0])?;
        let mut add = self.prepare(
            "INSERT INTO hold (scope, item, reason, until, evidence) VALUES ('item', ?1, ?2, ?3, ?4)",
        )?;
        for hold in holds {
            add.execute(params![
                item.0,
                word(hold.reason)?,
                hold.until.map(day),
                json(&hold.evidence)?
            ])?;
        }
        Ok(())
    }

    /// The wider holds that bind an item: of the team, of its client, and of contacts. A contact's
    /// hold is told for each of `contacts`; whether it stops the item (all of them held) is decided
    /// elsewhere.
    ///
    /// # Errors
    /// SQLite's; a row that cannot be understood.
    pub fn outer_holds(
        &self,
        client: &ClientKey,
        contacts: &[Address],
    ) -> anyhow::Result<Vec<Hold>> {
        let mut holds = self.holds_of("team", "")?;
        holds.extend(self.holds_of("client", &client.0)?);
        for contact in contacts {
            holds.extend(self.holds_of("contact", contact.as_str())?);
        }
        Ok(holds)
    }

    fn holds_of(&self, scope: &str, key: &str) -> anyhow::Result<Vec<Hold>> {
        let mut find = self.prepare(&format!(
            "SELECT {COLUMNS} FROM hold WHERE item IS NULL AND scope = ?1 AND key = ?2 ORDER BY id"
        ))?;
        let rows = find.query_map([scope, key], |row| Ok(hold(row)))?;
        rows.map(|row| row?).collect()
    }

    /// Every wider hold, oldest first.
    ///
    /// # Errors
    /// SQLite's; a row that cannot be understood.
    pub fn all_outer_holds(&self) -> anyhow::Result<Vec<Hold>> {
        let mut find = self.prepare(&format!(
            "SELECT {COLUMNS} FROM hold WHERE item IS NULL ORDER BY id"
        ))?;
        let rows = find.query_map([], |row| Ok(hold(row)))?;
        rows.map(|row| row?).collect()
    }

    /// Lays a wider hold; one of the same scope and reason is replaced, and returned: the newest word
    /// counts.
    ///
    /// # Errors
    /// A scope of one item (those belong into [`crate::model::Item::holds`]); SQLite's.
    pub fn add_hold(&self, hold: &Hold) -> anyhow::Result<Option<Hold>> {
        let (scope, key) = outer_key(&hold.scope)?;
        let before = self
            .holds_of(scope, key)?
            .into_iter()
            .find(|known| known.reason == hold.reason);
        self.prepare(
            "INSERT INTO hold (scope, key, reason, until, evidence) VALUES (?1, ?2, ?3, ?4, ?5)
                 ON CONFLICT (scope, key, reason) WHERE item IS NULL
                 DO UPDATE SET until = excluded.until, evidence = excluded.evidence",
        )?
        .execute(params![
            scope,
            key,
            word(hold.reason)?,
            hold.until.map(day),
            json(&hold.evidence)?
        ])?;
        Ok(before)
    }

    /// Takes wider holds of a scope away, only those of `reason` if one is given; returns them.
    ///
    /// # Errors
    /// A scope of one item; SQLite's.
    pub fn remove_holds(
        &self,
        scope: &HoldScope,
        reason: Option<HoldReason>,
    ) -> anyhow::Result<Vec<Hold>> {
        let (scope, key) = outer_key(scope)?;
        let reason = reason.map(word).transpose()?;
        let gone = self
            .holds_of(scope, key)?
            .into_iter()
            .filter(|hold| reason.as_deref().is_none_or(|r| r == hold.reason.as_str()))
            .collect();
        self.prepare(
                "DELETE FROM hold WHERE item IS NULL AND scope = ?1 AND key = ?2 AND (?3 IS NULL OR reason = ?3)",
            )?
            .execute(params![scope, key, reason])?;
        Ok(gone)
    }

    /// Wider holds whose day has come: follow-ups may go again on `today`. Give the earliest "today"
    /// of all clients; a client further west is looked at again by its own day.
    ///
    /// # Errors
    /// SQLite's; a row that cannot be understood.
    pub fn expired_outer_holds(&self, today: NaiveDate) -> anyhow::Result<Vec<Hold>> {
        let mut find = self.prepare(&format!(
            "SELECT {COLUMNS} FROM hold WHERE item IS NULL AND until IS NOT NULL AND until <= ?1 ORDER BY until, id"
        ))?;
        let rows = find.query_map([day(today)], |row| Ok(hold(row)))?;
        rows.map(|row| row?).collect()
    }

    /// The open items a scope covers, by number.
    ///
    /// # Errors
    /// SQLite's.
    pub fn items_under(&self, scope: &HoldScope) -> anyhow::Result<Vec<ItemId>> {
        match scope {
            HoldScope::Item(item) => self.ids(
                "SELECT id FROM item WHERE id = ?1 AND closed_at IS NULL",
                [item.0],
            ),
            HoldScope::Contact(address) => self.ids(
                "SELECT i.id FROM item_contact c JOIN item i ON i.id = c.item
                 WHERE c.address = ?1 AND i.closed_at IS NULL ORDER BY i.id",
                [address.as_str()],
            ),
            HoldScope::Client(client) => self.ids(
                "SELECT id FROM item WHERE client = ?1 AND closed_at IS NULL ORDER BY id",
                [&client.0],
            ),
            HoldScope::Team => self.ids(
                "SELECT id FROM item WHERE closed_at IS NULL ORDER BY id",
                [],
            ),
        }
    }

    /// The open items of a contact whose next step is planned for before a moment (UTC), by number.
    ///
    /// # Errors
    /// SQLite's.
    pub fn awaiting(
        &self,
        address: &Address,
        before: DateTime<Utc>,
    ) -> anyhow::Result<Vec<ItemId>> {
        self.ids(
            "SELECT i.id FROM item_contact c CROSS JOIN item i INDEXED BY item_plan ON i.id = c.item
             WHERE c.address = ?1 AND i.closed_at IS NULL AND i.next_at < ?2 ORDER BY i.id",
            params![address.as_str(), micros(before)],
        )
    }

    /// Whether an address is or was a contact of an item, open or closed.
    ///
    /// # Errors
    /// SQLite's.
    pub fn is_contact(&self, address: &Address) -> anyhow::Result<bool> {
        let mut find =
            self.prepare("SELECT EXISTS (SELECT 1 FROM item_contact WHERE address = ?1)")?;
        Ok(find.query_row([address.as_str()], |row| row.get(0))?)
    }

    /// Item numbers of a look-up.
    pub(super) fn ids(
        &self,
        sql: &str,
        params: impl rusqlite::Params,
    ) -> anyhow::Result<Vec<ItemId>> {
        let mut find = self.prepare(sql)?;
        let rows = find.query_map(params, |row| Ok(ItemId(row.get(0)?)))?;
        Ok(rows.collect::<Result<_, _>>()?)
    }
}

fn outer_key(scope: &HoldScope) -> anyhow::Result<(&'static str, &str)> {
    Ok(match scope {
        HoldScope::Item(item) => anyhow::bail!("a hold of {item} alone belongs into the item"),
        HoldScope::Contact(address) => ("contact", address.as_str()),
        HoldScope::Client(client) => ("client", client.0.as_str()),
        HoldScope::Team => ("team", ""),
    })
}

fn hold(row: &Row<'_>) -> anyhow::Result<Hold> {
    let scope: String = row.get("scope")?;
    let key: String = row.get("key")?;
    let scope = match scope.as_str() {
        "item" => HoldScope::Item(ItemId(row.get("item")?)),
        "contact" => HoldScope::Contact(Address::parse(&key)?),
        "client" => HoldScope::Client(ClientKey(key)),
        "team" => HoldScope::Team,
        other => anyhow::bail!("unknown scope {other:?} of a hold"),
    };
    let until: Option<String> = row.get("until")?;
    Ok(Hold {
        scope,
        reason: from_word(&row.get::<_, String>("reason")?)?,
        until: until.map(|day| day.parse()).transpose()?,
        evidence: from_json(&row.get::<_, String>("evidence")?)?,
    })
}
