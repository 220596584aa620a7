//! Items whose stored mails a mail quotes.

use std::collections::BTreeMap;

use super::Lookup;
use super::quote::{ASKED, Mark, marks};
use crate::model::{ClientKey, ItemId, Reading};

/// A mark that so many items share is somebody's way of writing.
const COMMON: usize = 20;
/// Marks that tell one item from another, or from nothing.
const LEAST: usize = 3;

/// What was found of the quotes.
#[derive(Debug, Default)]
pub(super) struct Quoted {
    /// Marks each item holds, and the first words of them.
    held: BTreeMap<ItemId, (usize, String)>,
    /// Marks looked for.
    asked: usize,
}

impl Quoted {
    /// Looks the marks of a mail's quotes up.
    pub(super) fn find<L: Lookup>(
        reading: &Reading,
        client: &ClientKey,
        lookup: &L,
    ) -> Result<Self, L::Error> {
        let mut quoted = Self::default();
        let text = reading.quoted_text.as_str();
        for mark in marks(client, text, ASKED) {
            quoted.asked = quoted.asked.saturating_add(1);
            let items = lookup.by_mark(mark.hash)?;
            if items.len() <= COMMON {
                for item in items {
                    quoted.count(item, mark, text);
                }
            }
        }
        Ok(quoted)
    }

    fn count(&mut self, item: ItemId, mark: Mark, text: &str) {
        let entry = self
            .held
            .entry(item)
            .or_insert_with(|| (0, mark.words(text)));
        entry.0 = entry.0.saturating_add(1);
    }

    /// The items quoted: one alone if it holds more of the quotes than any other; several if they
    /// hold the same of them. Few marks, or a small part of the quotes, are a signature or a way of
    /// writing and tell nothing.
    pub(super) fn items(&self) -> Vec<(ItemId, &str)> {
        let most = self.held.values().map(|(held, _)| *held).max().unwrap_or(0);
        let near = self.among(&self.held.keys().copied().collect::<Vec<_>>());
        let part = if near.len() > 1 { 2 } else { 5 };
        if most < LEAST.min(self.asked.max(2)) || most.saturating_mul(part) < self.asked {
            return Vec::new();
        }
        near
    }

    /// Whether most of what is quoted is theirs: a log or a legal text that stands in two mails is
    /// the smaller part of both.
    pub(super) fn is_mostly(&self, items: &[ItemId]) -> bool {
        let held = items.iter().filter_map(|id| self.held.get(id));
        let most = held.map(|(held, _)| *held).max().unwrap_or(0);
        most.saturating_mul(2) >= self.asked
    }

    /// Those of some items that hold clearly more of the quotes than the others, with the words.
    pub(super) fn among(&self, items: &[ItemId]) -> Vec<(ItemId, &str)> {
        let held = |id: &ItemId| self.held.get(id).map_or(0, |(held, _)| *held);
        let most = items.iter().map(held).max().unwrap_or(0);
        items
            .iter()
            .filter(|id| held(id) > 0 && held(id).saturating_add(LEAST) > most)
            .filter_map(|id| Some((*id, self.held.get(id)?.1.as_str())))
            .collect()
    }
}
