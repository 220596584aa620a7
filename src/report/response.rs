//! How fast clients answer: from the last mail to them about an item to their first human answer.

use std::collections::BTreeMap;
use std::ops::Range;

use chrono::{DateTime, Utc};

use crate::model::{ClientKey, EventKind, HistoryEntry, Item, ItemId, Reply};

/// Compared with the time before the week.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Trend {
    /// The median fell by more than a tenth.
    Faster,
    /// The median rose by more than a tenth.
    Slower,
    /// Neither.
    Same,
}

/// One client's response times.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Response {
    /// Whose.
    pub client: ClientKey,
    /// Median of the week, minutes by the clock (not working time).
    pub median: i64,
    /// From how many answers.
    pub answers: usize,
    /// Median before the week in minutes, and the trend, where there were answers then.
    pub before: Option<(i64, Trend)>,
}

#[derive(Default)]
struct Times {
    week: Vec<i64>,
    before: Vec<i64>,
}

pub(super) fn of_clients(
    items: &[(&ClientKey, &Item)],
    history: &[(DateTime<Utc>, HistoryEntry)],
    period: &Range<DateTime<Utc>>,
) -> Vec<Response> {
    let mut waiting: BTreeMap<ItemId, DateTime<Utc>> = items
        .iter()
        .map(|(_, item)| (item.id, item.opened_at))
        .collect();
    let clients: BTreeMap<ItemId, &ClientKey> =
        items.iter().map(|(key, item)| (item.id, *key)).collect();
    let mut entries: Vec<&(DateTime<Utc>, HistoryEntry)> =
        history.iter().filter(|(at, _)| *at < period.end).collect();
    entries.sort_by_key(|(at, _)| *at);
    let mut times: BTreeMap<&ClientKey, Times> = BTreeMap::new();
    for (at, entry) in entries {
        for id in entry.item.iter().chain(&entry.items) {
            let Some(client) = clients.get(id) else {
                continue;
            };
            match entry.event {
                EventKind::FollowUp | EventKind::Sent => {
                    waiting.insert(*id, *at);
                }
                EventKind::Matched if is_answer(entry.reading) => {
                    let Some(asked) = waiting.remove(id) else {
                        continue;
                    };
                    let minutes = at.signed_duration_since(asked).num_minutes();
                    if minutes < 0 {
                        continue;
                    }
                    let of_client = times.entry(*client).or_default();
                    if *at >= period.start {
                        of_client.week.push(minutes)
                    } else {
                        of_client.before.push(minutes)
                    }
                }
                _ => {}
            }
        }
    }
    let mut out: Vec<Response> = times
        .into_iter()
        .filter_map(|(client, mut times)| {
            let median_now = median(&mut times.week)?;
            Some(Response {
                client: client.clone(),
                median: median_now,
                answers: times.week.len(),
                before: median(&mut times.before).map(|before| (before, trend(before, median_now))),
            })
        })
        .collect();
    out.sort_by_key(|response| std::cmp::Reverse(response.median));
    out
}

fn is_answer(reading: Option<Reply>) -> bool {
    !matches!(reading, None | Some(Reply::Automatic | Reply::None))
}

fn trend(before: i64, now: i64) -> Trend {
    let tenth = before / 10;
    if now < before.saturating_sub(tenth) {
        Trend::Faster
    } else if now > before.saturating_add(tenth) {
        Trend::Slower
    } else {
        Trend::Same
    }
}

/// The lower of the two middle values for an even count.
fn median(values: &mut [i64]) -> Option<i64> {
    values.sort_unstable();
    values.get(values.len().checked_sub(1)? / 2).copied()
}
