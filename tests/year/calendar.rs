//! Working time as the checks see it: read from the same holiday files, reckoned in their own way.

use std::cell::RefCell;
use std::collections::{BTreeSet, HashMap};

use chrono::{DateTime, Datelike, Duration, NaiveDate, NaiveTime, TimeZone, Utc, Weekday};
use chrono_tz::Tz;

/// One side.
#[derive(Debug, Clone)]
pub struct Side {
    pub zone: Tz,
    pub opens: NaiveTime,
    pub closes: NaiveTime,
    off: BTreeSet<NaiveDate>,
    work: BTreeSet<NaiveDate>,
}

impl Side {
    /// With the days of a bundled calendar, by its code.
    pub fn new(zone: Tz, hours: (&str, &str), calendar: &str) -> Self {
        let time = |text: &str| NaiveTime::parse_from_str(text, "%H:%M").expect("time");
        let path = format!(
            "{}/config/holidays/{calendar}.txt",
            env!("CARGO_MANIFEST_DIR")
        );
        let text = std::fs::read_to_string(path).expect("calendar");
        let days = |word: &str| {
            text.lines()
                .filter_map(|line| line.split_once(' '))
                .filter(|(_, rest)| rest.starts_with(word))
                .filter_map(|(day, _)| day.parse().ok())
                .collect()
        };
        Self {
            zone,
            opens: time(hours.0),
            closes: time(hours.1),
            off: days("off"),
            work: days("work"),
        }
    }

    /// Whether a day is worked here.
    pub fn works(&self, day: NaiveDate) -> bool {
        let weekend = matches!(day.weekday(), Weekday::Sat | Weekday::Sun);
        self.work.contains(&day) || (!weekend && !self.off.contains(&day))
    }

    /// Whether the calendar names a day as one off.
    pub fn is_off(&self, day: NaiveDate) -> bool {
        self.off.contains(&day)
    }

    /// Minutes worked here between two moments.
    pub fn minutes(&self, from: DateTime<Utc>, to: DateTime<Utc>) -> i64 {
        let (mut day, last) = (self.day(from), self.day(to));
        let mut sum = Duration::zero();
        while day <= last {
            if self.works(day) {
                let opens = self.at(day, self.opens).max(from);
                let closes = self.at(day, self.closes).min(to);
                sum += (closes - opens).max(Duration::zero());
            }
            day = day.succ_opt().expect("a day");
        }
        sum.num_minutes()
    }

    /// The day here.
    pub fn day(&self, at: DateTime<Utc>) -> NaiveDate {
        at.with_timezone(&self.zone).date_naive()
    }

    /// Whether its clocks show a time within its hours.
    pub fn awake(&self, at: DateTime<Utc>) -> bool {
        let time = at.with_timezone(&self.zone).time();
        self.opens <= time && time < self.closes
    }

    /// Whether somebody works here now.
    pub fn open(&self, at: DateTime<Utc>) -> bool {
        self.awake(at) && self.works(self.day(at))
    }

    /// The first quarter of an hour not before `at` at which somebody works here.
    pub fn next_open(&self, at: DateTime<Utc>) -> DateTime<Utc> {
        let mut at = at;
        while !self.open(at) {
            let day = self.day(at);
            at = if self.works(day) && self.awake(at + Duration::minutes(15)) {
                at + Duration::minutes(15)
            } else if self.works(day) && at.with_timezone(&self.zone).time() < self.opens {
                self.at(day, self.opens)
            } else {
                self.at(day.succ_opt().expect("a day"), self.opens)
            };
        }
        at
    }

    /// A local time as an instant.
    pub fn at(&self, day: NaiveDate, time: NaiveTime) -> DateTime<Utc> {
        let local = day.and_time(time);
        let at = self.zone.from_local_datetime(&local).earliest();
        at.map_or_else(|| local.and_utc(), |at| at.with_timezone(&Utc))
    }
}

/// Team and client.
#[derive(Debug)]
pub struct Pair {
    pub team: Side,
    pub client: Side,
    worked: RefCell<HashMap<NaiveDate, bool>>,
}

impl Pair {
    pub fn new(team: Side, client: Side) -> Self {
        Self {
            team,
            client,
            worked: RefCell::default(),
        }
    }

    /// Whether a mail may reach the client now: both sides work, or the client does where they never
    /// sit at their desks at the same time of a day.
    pub fn within(&self, at: DateTime<Utc>) -> bool {
        if !self.client.open(at) {
            return false;
        }
        let day = self.client.day(at);
        if self.meet(day) {
            self.team.open(at)
        } else {
            self.team.works(day)
        }
    }

    /// Quarters of an hour of a client's day.
    fn quarters(&self, day: NaiveDate) -> impl Iterator<Item = DateTime<Utc>> + use<'_> {
        let start = self.client.at(day, self.client.opens);
        (0..96)
            .map(move |n| start + Duration::minutes(15 * n))
            .take_while(move |at| self.client.awake(*at) && self.client.day(*at) == day)
    }

    fn meet(&self, day: NaiveDate) -> bool {
        self.quarters(day).any(|at| self.team.awake(at))
    }

    /// Whether there is a moment for mail on a client's day.
    pub fn works(&self, day: NaiveDate) -> bool {
        if let Some(known) = self.worked.borrow().get(&day) {
            return *known;
        }
        let works = self.quarters(day).any(|at| self.within(at));
        self.worked.borrow_mut().insert(day, works);
        works
    }

    /// So many working days before a day.
    pub fn before(&self, day: NaiveDate, days: u32) -> NaiveDate {
        let (mut day, mut left) = (day, days);
        while left > 0 {
            day = day.pred_opt().expect("a day");
            left -= u32::from(self.works(day));
        }
        day
    }

    /// Working days after the day of `from` up to and including that of `to`, in the client's zone.
    pub fn between(&self, from: DateTime<Utc>, to: DateTime<Utc>) -> u32 {
        let (mut day, last) = (self.client.day(from), self.client.day(to));
        let mut count = 0;
        while day < last {
            day = day.succ_opt().expect("a day");
            count += u32::from(self.works(day));
        }
        count
    }
}
