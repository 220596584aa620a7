//! How fast clients answer: from the first mail to them about an item that is not answered yet to their
//! next human answer. Who answers only the fifth mail is not quick.

use std::collections::BTreeMap;
use std::ops::Range;

use chrono::{DateTime, Utc};

use crate::model::{ClientKey, EventKind, HistoryEntry, Item, ItemId, Mode, Reply};

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

/// How fast all clients together answer.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Pace {
    /// Median of the week, minutes by the clock.
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

/// One answer.
pub(super) struct Answered<'a> {
    /// Whose.
    pub(super) client: &'a ClientKey,
    /// When (UTC).
    pub(super) at: DateTime<Utc>,
    /// After how long, minutes by the clock.
    pub(super) minutes: i64,
}

/// Human answers to what each item waits for before `until` (UTC), by time. Nobody knows what was answered
/// before the history begins: what was opened before it is waited for from its first follow-up in it on.
pub(super) fn times<'a>(
    items: &[(&'a ClientKey, &Item)],
    history: &[(DateTime<Utc>, HistoryEntry)],
    until: DateTime<Utc>,
) -> Vec<Answered<'a>> {
    let clients: BTreeMap<ItemId, &ClientKey> =
        items.iter().map(|(key, item)| (item.id, *key)).collect();
    let mut entries: Vec<&(DateTime<Utc>, HistoryEntry)> =
        history.iter().filter(|(at, _)| *at < until).collect();
    entries.sort_by_key(|(at, _)| *at);
    let begins = entries.first().map(|(at, _)| *at);
    let mut waiting: BTreeMap<ItemId, DateTime<Utc>> = items
        .iter()
        .filter(|(_, item)| begins.is_some_and(|begins| item.opened_at >= begins))
        .map(|(_, item)| (item.id, item.opened_at))
        .collect();
    let mut times = Vec::new();
    for (at, entry) in entries {
        let mut about: Vec<ItemId> = entry.item.iter().chain(&entry.items).copied().collect();
        about.sort_unstable();
        about.dedup();
        for id in about {
            let Some(client) = clients.get(&id) else {
                continue;
            };
            match entry.event {
                // What `observe` shows reached nobody.
                EventKind::FollowUp if entry.mode == Some(Mode::Observe) => {}
                EventKind::FollowUp | EventKind::Sent => {
                    waiting.entry(id).or_insert(*at);
                }
                EventKind::Matched if is_answer(entry.reading) => {
                    let Some(asked) = waiting.remove(&id) else {
                        continue;
                    };
                    let minutes = at.signed_duration_since(asked).num_minutes();
                    if minutes >= 0 {
                        times.push(Answered {
                            client,
                            at: *at,
                            minutes,
                        });
                    }
                }
                _ => {}
            }
        }
    }
    times
}

impl Times {
    /// None where nobody answered in the week.
    fn pace(&mut self) -> Option<Pace> {
        let now = median(&mut self.week)?;
        Some(Pace {
            median: now,
            answers: self.week.len(),
            before: median(&mut self.before).map(|before| (before, trend(before, now))),
        })
    }
}

/// Of each client, slowest first, and of all of them.
pub(super) fn of_clients(
    items: &[(&ClientKey, &Item)],
    history: &[(DateTime<Utc>, HistoryEntry)],
    period: &Range<DateTime<Utc>>,
) -> (Vec<Response>, Option<Pace>) {
    let mut all = Times::default();
    let mut clients: BTreeMap<&ClientKey, Times> = BTreeMap::new();
    for answered in times(items, history, period.end) {
        let of_client = clients.entry(answered.client).or_default();
        for times in [of_client, &mut all] {
            if answered.at >= period.start {
                times.week.push(answered.minutes);
            } else {
                times.before.push(answered.minutes);
            }
        }
    }
    let mut out: Vec<Response> = clients
        .into_iter()
        .filter_map(|(client, mut times)| {
            let pace = times.pace()?;
            Some(Response {
                client: client.clone(),
                median: pace.median,
                answers: pace.answers,
                before: pace.before,
            })
        })
        .collect();
    out.sort_by_key(|response| std::cmp::Reverse(response.median));
    (out, all.pace())
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
pub(super) fn median(values: &mut [i64]) -> Option<i64> {
    values.sort_unstable();
    values.get(values.len().checked_sub(1)? / 2).copied()
}
