//! Numbers of the weekly summary, pure: from items and history to what the mail shows.

use chrono::{DateTime, NaiveDate, Utc};

use crate::model::{HistoryEntry, Hold, Item, Step, World};

/// An item with what stands beside it.
#[derive(Debug, Clone)]
pub struct ItemView {
    /// The item.
    pub item: Item,
    /// Holds of contact, client and team that bind it.
    pub outer: Vec<Hold>,
    /// What comes next, and when (UTC).
    pub next: Option<(Step, DateTime<Utc>)>,
}

/// The summary of one week.
#[derive(Debug, Clone)]
pub struct Summary {
    // filled in by the room
    /// First day, team's zone.
    pub from: NaiveDate,
    /// Last day.
    pub to: NaiveDate,
}

/// Builds the summary. `items`: all open ones and those closed since `since`; `history`: entries
/// with their time since `since` (UTC).
#[must_use]
pub fn weekly(
    _items: &[ItemView],
    _history: &[(DateTime<Utc>, HistoryEntry)],
    _since: DateTime<Utc>,
    _now: DateTime<Utc>,
    _world: &World,
) -> Summary {
    todo!()
}
