//! Candidates for matching: each look-up reads one index.

use std::collections::BTreeSet;

use super::Tx;
use crate::matching::{Lookup, SECOND_ID, number_key};
use crate::model::{ClientKey, Item, ItemId, MessageId};

/// Most open items of one client that are weighed.
const OPEN: u32 = 200;

impl Tx<'_> {
    /// Open items of whatever client with one of these invoice numbers (as compared), oldest first. It
    /// reads the numbers of all items once: for what a machine sends, of whom nobody knows whose it is.
    ///
    /// # Errors
    /// The database's.
    pub fn open_with_numbers(&self, keys: &BTreeSet<String>) -> anyhow::Result<Vec<Item>> {
        self.whole_items(
            "SELECT doc FROM item WHERE closed_at IS NULL AND id IN
                 (SELECT item FROM item_number WHERE number_key IN (SELECT value FROM json_each(?1)))
             ORDER BY id LIMIT ?2",
            rusqlite::params![serde_json::to_string(keys)?, OPEN],
        )
    }
}

impl Lookup for Tx<'_> {
    type Error = anyhow::Error;

    fn by_message_id(&self, id: &MessageId) -> anyhow::Result<Vec<ItemId>> {
        // Our second id in References, for whoever asks with the id as it stands in a header.
        let key = id.key();
        let first = key.strip_prefix(SECOND_ID).unwrap_or(&key);
        self.ids(
            "SELECT DISTINCT item FROM item_thread WHERE message_key IN (?1, ?2) ORDER BY item",
            [key.as_str(), first],
        )
    }

    fn by_subject(&self, client: &ClientKey, base: &str) -> anyhow::Result<Vec<ItemId>> {
        self.ids(
            "SELECT id FROM item WHERE client = ?1 AND base_subject = ?2 ORDER BY id",
            [client.0.as_str(), base.to_lowercase().as_str()],
        )
    }

    fn by_invoice_number(&self, client: &ClientKey, number: &str) -> anyhow::Result<Vec<ItemId>> {
        self.ids(
            "SELECT item FROM item_number WHERE client = ?1 AND number_key = ?2 ORDER BY item",
            [client.0.as_str(), number_key(number).as_str()],
        )
    }

    fn open_of_client(&self, client: &ClientKey) -> anyhow::Result<Vec<Item>> {
        self.whole_items(
            "SELECT doc FROM item WHERE client = ?1 AND closed_at IS NULL ORDER BY id LIMIT ?2",
            rusqlite::params![client.0, OPEN],
        )
    }

    fn by_tag(&self, tag: &str) -> anyhow::Result<Option<ItemId>> {
        match self.item_of_tag(tag)? {
            Some(item) if self.exists(item)? => Ok(Some(item)),
            _ => Ok(None),
        }
    }

    fn by_mark(&self, mark: i64) -> anyhow::Result<Vec<ItemId>> {
        self.ids(
            "SELECT item FROM item_mark WHERE mark = ?1 LIMIT 21",
            [mark],
        )
    }

    fn item(&self, id: ItemId) -> anyhow::Result<Option<Item>> {
        self.load(id)
    }
}
