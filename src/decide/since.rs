//! What happened to an item after the last mail that left about it: what the next one refers to.
//!
//! A mail of the daemon counts from the moment it was written, and so does the owner's own mail in
//! the thread: what came before it, he has said himself. So each thing is said once, without a note
//! of what was said.

use chrono::{DateTime, Utc};

use super::Desk;
use crate::model::{Address, EventKind, Fact, HistoryEntry, Item};
use look::Look;

mod look;
#[cfg(test)]
mod tests;
mod words;

/// One row of an item's history, oldest first.
#[derive(Debug, Clone)]
pub struct Past {
    /// When (UTC).
    pub at: DateTime<Utc>,
    /// What.
    pub entry: HistoryEntry,
    /// The item before, if this row changed it.
    pub before: Option<Item>,
    /// The item after.
    pub after: Option<Item>,
    /// Taken back by `undo`, or the taking back itself.
    pub undone: bool,
}

/// Most of them a mail says.
const MOST: usize = 2;

/// What a mail about an item to these people refers to, the most important first, all of it.
/// `rows`: the whole history of the item, oldest first.
#[must_use]
pub fn since(rows: &[Past], item: &Item, to: &[Address], desk: &Desk<'_>) -> Vec<Fact> {
    let start = start(rows);
    let (said, tail) = rows.split_at(start.min(rows.len()));
    let then = said
        .iter()
        .rev()
        .find_map(|row| row.after.as_ref())
        .or_else(|| {
            tail.iter()
                .find_map(|row| row.before.as_ref().or(row.after.as_ref()))
        })
        .unwrap_or(item);
    let look = Look {
        rows,
        tail: tail.iter().filter(|row| !row.undone).collect(),
        then,
        item,
        to,
        desk,
    };
    let mut facts = look.all();
    facts.sort_by_key(Fact::rank);
    facts
}

/// Two at most of what the items of one mail have to tell; what is about people once.
#[must_use]
pub fn most_important(mut facts: Vec<Vec<Fact>>) -> Vec<Vec<Fact>> {
    let mut order: Vec<(u8, usize, Fact)> = Vec::new();
    for (at, list) in facts.iter().enumerate() {
        for fact in list {
            let twice = fact.is_of_people() && order.iter().any(|(.., other)| other == fact);
            if !twice {
                order.push((fact.rank(), at, fact.clone()));
            }
        }
    }
    order.sort_by_key(|(rank, at, _)| (*rank, *at));
    order.truncate(MOST);
    for (at, list) in facts.iter_mut().enumerate() {
        list.retain(|fact| order.iter().any(|(_, of, kept)| *of == at && kept == fact));
    }
    facts
}

/// The first row that no mail has spoken of.
fn start(rows: &[Past]) -> usize {
    let left = rows
        .iter()
        .rposition(|row| row.entry.event == EventKind::Sent)
        .map(|sent| {
            let id = rows.get(sent).and_then(|row| row.entry.message_id.as_ref());
            let written = |row: &Past| {
                row.entry.event == EventKind::FollowUp
                    && id.is_some()
                    && row.entry.message_id.as_ref() == id
            };
            rows.iter()
                .rposition(written)
                .unwrap_or(sent)
                .saturating_add(1)
        });
    // What the owner's mail did itself is news, what came before it is not.
    let own = rows.iter().rposition(|row| {
        row.after.is_some()
            && matches!(
                row.entry.evidence.rule.as_str(),
                "owner-in-thread" | "owner-settles" | "came-with-question"
            )
            && row.entry.event != EventKind::AskedOwner
    });
    left.unwrap_or(0).max(own.unwrap_or(0))
}
