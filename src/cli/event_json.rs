//! An event as contracts.md 2 writes it: one JSON object a line.

use chrono_tz::Tz;
use serde::Serialize;

use crate::app::engine::Event;
use crate::model::HistoryEntry;

#[derive(Serialize)]
struct Line<'a> {
    at: String,
    #[serde(flatten)]
    entry: &'a HistoryEntry,
}

/// The event as one JSON object; its time in `zone`.
pub(super) fn event(event: &Event, zone: Tz) -> serde_json::Result<String> {
    let (at, entry) = event;
    serde_json::to_string(&Line {
        at: at.with_timezone(&zone).to_rfc3339(),
        entry,
    })
}
