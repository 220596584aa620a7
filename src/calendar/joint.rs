//! Working time of both sides together.

use chrono::{DateTime, NaiveDate, NaiveTime, Utc};

use super::side::{self, Window, WorkingTime};
use super::zoned::{Fold, instant};

/// Both sides' working time: a day works if both work; an hour if both do. Where they share no
/// hour of the day, the client's hours on days both work.
///
/// Days are those of the client's zone. Where hours are shared, the team's day is the one at those
/// hours: Tuesday morning in Auckland is Monday afternoon in Los Angeles, so such a pair works
/// Tuesday to Friday. Where none are, the team's day is the one of the same date.
#[derive(Debug, Clone)]
pub struct Joint {
    /// The team.
    pub team: WorkingTime,
    /// The client.
    pub client: WorkingTime,
}

impl Joint {
    /// Whether both sides work on a day (of the client's zone).
    #[must_use]
    pub fn works(&self, day: NaiveDate) -> bool {
        !self.windows(day).is_empty()
    }

    /// The day `n` joint working days after (before, if negative) `day`; 0 = `day` itself, whether
    /// it is worked or not. `n` is clamped to ±[`super::FARTHEST`].
    #[must_use]
    pub fn add(&self, day: NaiveDate, n: i32) -> NaiveDate {
        side::add(day, n, |d| self.works(d))
    }

    /// Working days after `from` up to and including `to`; negative if `to` lies before: then minus
    /// the working days from `to` up to the day before `from`. So `days_between(d, add(d, n)) == n`.
    #[must_use]
    pub fn days_between(&self, from: NaiveDate, to: NaiveDate) -> i32 {
        side::days_between(from, to, |d| self.works(d))
    }

    /// The first joint working instant at or after `from` (UTC), with the end of that window (UTC).
    /// Where no day within [`super::HORIZON`] is worked: an hour at that distance.
    #[must_use]
    pub fn window(&self, from: DateTime<Utc>) -> (DateTime<Utc>, DateTime<Utc>) {
        side::first_window(from, self.client.day(from), |day| self.windows(day))
    }

    /// Start of a (client-local) day as UTC; in a DST gap the first instant that exists.
    #[must_use]
    pub fn start_of(&self, day: NaiveDate) -> DateTime<Utc> {
        instant(
            self.client.zone,
            day.and_time(NaiveTime::MIN),
            Fold::Earlier,
        )
    }

    /// The joint working hours of a client's day, in order; empty if it does not work.
    fn windows(&self, day: NaiveDate) -> Vec<Window> {
        if !self.client.works(day) {
            return Vec::new();
        }
        let Some((start, end)) = self.client.open(day) else {
            return Vec::new();
        };
        let (mut shared, mut windows) = (false, Vec::new());
        let last = self.team.day(end);
        for team_day in self.team.day(start).iter_days().take_while(|d| *d <= last) {
            let Some((from, to)) = self.team.open(team_day) else {
                continue;
            };
            let both = (start.max(from), end.min(to));
            if both.0 < both.1 {
                shared = true;
                if self.team.works(team_day) {
                    windows.push(both);
                }
            }
        }
        if !shared && self.team.works(day) {
            windows.push((start, end));
        }
        windows
    }
}
