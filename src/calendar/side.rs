//! One side's working time.

use std::sync::Arc;

use chrono::{DateTime, Datelike as _, Days, Duration, NaiveDate, NaiveTime, Utc, Weekday};
use chrono_tz::Tz;

use super::zoned::{Fold, instant};
use super::{FARTHEST, HORIZON, Holidays};

/// From (inclusive) and to (exclusive), UTC.
pub(super) type Window = (DateTime<Utc>, DateTime<Utc>);

/// Days within which a run of days off is the next one.
const AHEAD: u64 = 120;

/// Days that a run of days off may have lasted already.
const LONGEST_RUN: u64 = 14;

/// One side's working time.
#[derive(Debug, Clone)]
pub struct WorkingTime {
    /// Its zone.
    pub zone: Tz,
    /// From, to, local; from lies before to (config refuses others, which would never be open).
    pub hours: (NaiveTime, NaiveTime),
    /// Its holidays.
    pub holidays: Arc<Holidays>,
}

impl WorkingTime {
    /// Whether this side works on a (local) day: Monday to Friday and make-up days, less days off.
    #[must_use]
    pub fn works(&self, day: NaiveDate) -> bool {
        if self.holidays.is_off(day) {
            return false;
        }
        !matches!(day.weekday(), Weekday::Sat | Weekday::Sun) || self.holidays.is_make_up(day)
    }

    /// The day `n` working days after (before, if negative) `day`; 0 = `day` itself, whether it is
    /// worked or not. `n` is clamped to ±[`FARTHEST`].
    #[must_use]
    pub fn add(&self, day: NaiveDate, n: i32) -> NaiveDate {
        add(day, n, |d| self.works(d))
    }

    /// The first day worked after the next run of three days off or more that lasts on `from` or comes
    /// to an end within 120 days of it.
    #[must_use]
    pub fn after_days_off(&self, from: NaiveDate) -> Option<NaiveDate> {
        let mut run = 0_u32;
        let first = from.checked_sub_days(Days::new(LONGEST_RUN))?;
        let last = from.checked_add_days(Days::new(AHEAD))?;
        for day in first.iter_days().take_while(|day| *day <= last) {
            if !self.works(day) {
                run = run.saturating_add(1);
                continue;
            }
            if run >= 3 && day > from {
                return Some(day);
            }
            run = 0;
        }
        None
    }

    /// Working days after `from` up to and including `to`; negative if `to` lies before: then minus
    /// the working days from `to` up to the day before `from`. So `days_between(d, add(d, n)) == n`.
    #[must_use]
    pub fn days_between(&self, from: NaiveDate, to: NaiveDate) -> i32 {
        days_between(from, to, |d| self.works(d))
    }

    /// The first working instant at or after `from` (UTC), with the end of that window (UTC).
    /// Where no day within [`HORIZON`] is worked: an hour at that distance.
    #[must_use]
    pub fn window(&self, from: DateTime<Utc>) -> (DateTime<Utc>, DateTime<Utc>) {
        first_window(from, self.day(from), |day| {
            self.works(day)
                .then(|| self.open(day))
                .flatten()
                .into_iter()
                .collect()
        })
    }

    /// Working time between two instants, in minutes (0 if `to` is not after `from`).
    #[must_use]
    pub fn minutes_between(&self, from: DateTime<Utc>, to: DateTime<Utc>) -> i64 {
        let mut seconds = 0_i64;
        let mut day = self.day(from).pred_opt().unwrap_or(NaiveDate::MIN);
        let last = self.day(to);
        for _ in 0..FARTHEST {
            if day > last {
                break;
            }
            if self.works(day)
                && let Some((start, end)) = self.open(day)
            {
                let span = end.min(to).signed_duration_since(start.max(from));
                seconds = seconds.saturating_add(span.num_seconds().max(0));
            }
            let Some(next) = day.succ_opt() else { break };
            day = next;
        }
        seconds.checked_div(60).unwrap_or(0)
    }

    /// The instant at which `minutes` of working time have passed since `from` (UTC).
    #[must_use]
    pub fn after(&self, from: DateTime<Utc>, minutes: i64) -> DateTime<Utc> {
        let mut left = Duration::minutes(minutes.max(0));
        let mut at = from;
        for _ in 0..HORIZON {
            let (start, end) = self.window(at);
            let there = end.signed_duration_since(start);
            if there >= left {
                return start.checked_add_signed(left).unwrap_or(start);
            }
            left = left.checked_sub(&there).unwrap_or_default();
            at = end;
        }
        at
    }

    /// When a (local) day's hours begin, whether it is worked or not; `None` if a change of the
    /// clock swallows them.
    #[must_use]
    pub fn opening(&self, day: NaiveDate) -> Option<DateTime<Utc>> {
        self.open(day).map(|(start, _)| start)
    }

    /// The local day of an instant.
    #[must_use]
    pub fn day(&self, at: DateTime<Utc>) -> NaiveDate {
        // `naive_local` panics at the ends of the calendar, where an offset leads out of it.
        use chrono::Offset as _;
        let offset = chrono::TimeZone::offset_from_utc_datetime(&self.zone, &at.naive_utc()).fix();
        at.naive_utc()
            .checked_add_offset(offset)
            .unwrap_or(at.naive_utc())
            .date()
    }

    /// The hours of a day as instants, whether it is worked or not; `None` if a change of the clock
    /// swallows them. In a fold the safe reading is taken (late start, early end), so that every
    /// instant of it shows a time inside the hours.
    pub(super) fn open(&self, day: NaiveDate) -> Option<Window> {
        let start = instant(self.zone, day.and_time(self.hours.0), Fold::Later);
        let end = instant(self.zone, day.and_time(self.hours.1), Fold::Earlier);
        (start < end).then_some((start, end))
    }
}

/// The next day in a direction that works; after [`HORIZON`] days simply the neighbour, so that it
/// always moves.
fn neighbour(day: NaiveDate, forward: bool, works: &impl Fn(NaiveDate) -> bool) -> NaiveDate {
    let step = |d: NaiveDate| if forward { d.succ_opt() } else { d.pred_opt() };
    let mut next = step(day);
    for _ in 0..HORIZON {
        match next {
            Some(d) if works(d) => return d,
            Some(d) => next = step(d),
            None => break,
        }
    }
    step(day).unwrap_or(day)
}

/// See [`WorkingTime::add`].
pub(super) fn add(day: NaiveDate, n: i32, works: impl Fn(NaiveDate) -> bool) -> NaiveDate {
    let n = n.clamp(FARTHEST.saturating_neg(), FARTHEST);
    (0..n.unsigned_abs()).fold(day, |d, _| neighbour(d, n > 0, &works))
}

/// See [`WorkingTime::days_between`].
pub(super) fn days_between(
    from: NaiveDate,
    to: NaiveDate,
    works: impl Fn(NaiveDate) -> bool,
) -> i32 {
    let count = |after: NaiveDate, last: NaiveDate| {
        let mut days = 0_i32;
        for day in after.iter_days().skip(1).take_while(|d| *d <= last) {
            if works(day) {
                days = days.saturating_add(1);
            }
            if days >= FARTHEST {
                break;
            }
        }
        days
    };
    if to >= from {
        count(from, to)
    } else {
        // from `to` (inclusive) to the day before `from`
        let before = to.pred_opt().unwrap_or(to);
        count(before, from.pred_opt().unwrap_or(from)).saturating_neg()
    }
}

/// The first window that ends after `from`, looking from the day before `today` (a day's hours may
/// be going on across midnight of the other side).
pub(super) fn first_window(
    from: DateTime<Utc>,
    today: NaiveDate,
    windows: impl Fn(NaiveDate) -> Vec<Window>,
) -> Window {
    let first = today.pred_opt().unwrap_or(today);
    let horizon = usize::try_from(HORIZON).unwrap_or(0);
    for day in first.iter_days().take(horizon) {
        if let Some((start, end)) = windows(day).into_iter().find(|(_, end)| *end > from) {
            return (start.max(from), end);
        }
    }
    let far = from
        .checked_add_signed(Duration::days(HORIZON.into()))
        .unwrap_or(from);
    (
        far,
        far.checked_add_signed(Duration::hours(1)).unwrap_or(far),
    )
}
