//! Working time of both sides: zones, holidays, make-up days, hours.

use chrono::{DateTime, NaiveDate, NaiveTime, Utc};
use chrono_tz::Tz;

/// Days off and make-up working days of one or several calendars, merged. Made by `config` from
/// bundled data and .ics files; a year it knows nothing of has weekends only.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Holidays {
    // filled in by the room
}

/// One side's working time.
#[derive(Debug, Clone)]
pub struct WorkingTime {
    /// Its zone.
    pub zone: Tz,
    /// From, to, local.
    pub hours: (NaiveTime, NaiveTime),
    /// Its holidays.
    pub holidays: std::sync::Arc<Holidays>,
}

/// Both sides' working time: a day works if both work; an hour if both do. Where they share no
/// hour of the day, the client's hours on days both work.
#[derive(Debug, Clone)]
pub struct Joint {
    /// The team.
    pub team: WorkingTime,
    /// The client.
    pub client: WorkingTime,
}

impl WorkingTime {
    /// Whether this side works on a (local) day.
    #[must_use]
    pub fn works(&self, _day: NaiveDate) -> bool {
        todo!()
    }
    /// The day `n` working days after (before, if negative) `day`; 0 = `day` itself.
    #[must_use]
    pub fn add(&self, _day: NaiveDate, _n: i32) -> NaiveDate {
        todo!()
    }
    /// The first working instant at or after `from` (UTC), with the end of that window (UTC).
    #[must_use]
    pub fn window(&self, _from: DateTime<Utc>) -> (DateTime<Utc>, DateTime<Utc>) {
        todo!()
    }
    /// Working time between two instants, in minutes (0 if `to` is not after `from`).
    #[must_use]
    pub fn minutes_between(&self, _from: DateTime<Utc>, _to: DateTime<Utc>) -> i64 {
        todo!()
    }
    /// The local day of an instant.
    #[must_use]
    pub fn day(&self, _at: DateTime<Utc>) -> NaiveDate {
        todo!()
    }
}

impl Joint {
    /// Whether both sides work on a day (of the client's zone).
    #[must_use]
    pub fn works(&self, _day: NaiveDate) -> bool {
        todo!()
    }
    /// The day `n` joint working days after (before, if negative) `day`; 0 = `day` itself.
    #[must_use]
    pub fn add(&self, _day: NaiveDate, _n: i32) -> NaiveDate {
        todo!()
    }
    /// Working days after `from` up to and including `to`; negative if `to` lies before.
    #[must_use]
    pub fn days_between(&self, _from: NaiveDate, _to: NaiveDate) -> i32 {
        todo!()
    }
    /// The first joint working instant at or after `from` (UTC), with the end of that window (UTC).
    #[must_use]
    pub fn window(&self, _from: DateTime<Utc>) -> (DateTime<Utc>, DateTime<Utc>) {
        todo!()
    }
    /// Start of a (client-local) day as UTC; in a DST gap the first instant that exists.
    #[must_use]
    pub fn start_of(&self, _day: NaiveDate) -> DateTime<Utc> {
        todo!()
    }
}
