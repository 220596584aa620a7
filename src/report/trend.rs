//! How many items were open, week by week.

use chrono::{DateTime, Days, NaiveDate, Utc};
use chrono_tz::Tz;

use crate::model::Item;

/// Weeks looked back.
pub const WEEKS: u64 = 12;

/// Weeks from which on there is a trend to see.
const LEAST: usize = 3;

/// How things stood at the end of one week.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Week {
    /// The day on which it was told, team's zone.
    pub day: NaiveDate,
    /// Items open.
    pub open: usize,
    /// Of these, past their due day.
    pub overdue: usize,
}

/// The last weeks up to `until` (UTC), oldest first, from the first one with anything in it; none where
/// they are too few. `items`: all that were open in that time.
#[must_use]
pub fn trend(items: &[&Item], until: DateTime<Utc>, zone: Tz) -> Vec<Week> {
    let weeks = (0..=WEEKS).rev().filter_map(|back| {
        let at = until.checked_sub_days(Days::new(back.saturating_mul(7)))?;
        let day = at.with_timezone(&zone).date_naive();
        let stood = |item: &&&Item| {
            item.opened_at < at && item.closed.as_ref().is_none_or(|closed| closed.at >= at)
        };
        let open = items.iter().filter(stood);
        let overdue = open.clone().filter(|item| item.due < day).count();
        Some(Week {
            day,
            open: open.count(),
            overdue,
        })
    });
    let weeks: Vec<Week> = weeks.skip_while(|week| week.open == 0).collect();
    if weeks.len() < LEAST {
        return Vec::new();
    }
    weeks
}
