//! Local time to UTC where a local time may not exist or exist twice (daylight saving).

use chrono::{DateTime, Duration, LocalResult, NaiveDateTime, TimeZone as _, Utc};
use chrono_tz::Tz;

/// Which of two instants with the same local time is meant.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Fold {
    /// The first, in the outgoing offset.
    Earlier,
    /// The second, in the new offset.
    Later,
}

/// The instant of a local time; in a gap the first instant after it.
///
/// The ends of the calendar (years beyond ±262,000) give the nearest instant there is.
pub(super) fn instant(zone: Tz, local: NaiveDateTime, fold: Fold) -> DateTime<Utc> {
    match zone.from_local_datetime(&local) {
        LocalResult::Single(at) => at.with_timezone(&Utc),
        LocalResult::Ambiguous(first, second) => match fold {
            Fold::Earlier => first.min(second).with_timezone(&Utc),
            Fold::Later => first.max(second).with_timezone(&Utc),
        },
        LocalResult::None => after_gap(zone, local),
    }
}

/// The first instant whose local time is not before `local`, which lies in a gap. Samoa left out a
/// whole day (30 December 2011), so the search spans more than one.
fn after_gap(zone: Tz, local: NaiveDateTime) -> DateTime<Utc> {
    let naive = local.and_utc();
    let reached = |at: DateTime<Utc>| at.with_timezone(&zone).naive_local() >= local;
    let span = Duration::hours(30);
    let (Some(mut before), Some(mut after)) = (
        naive.checked_sub_signed(span),
        naive.checked_add_signed(span),
    ) else {
        return naive;
    };
    while let Some(half) = halfway(before, after) {
        if reached(half) {
            after = half
        } else {
            before = half
        }
    }
    after
}

/// The whole second in the middle of two instants; `None` if there is none between them.
fn halfway(before: DateTime<Utc>, after: DateTime<Utc>) -> Option<DateTime<Utc>> {
    let seconds = after.signed_duration_since(before).num_seconds();
    (seconds > 1)
        .then(|| before.checked_add_signed(Duration::seconds(seconds.checked_div(2)?)))
        .flatten()
}
