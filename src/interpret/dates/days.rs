//! Days counted from the reference: the coming one where the words leave it open.

use chrono::{
    DateTime, Datelike, Days, Duration, FixedOffset, Months, NaiveDate, NaiveTime, Weekday,
};

/// The reference: the mail's own time in the sender's zone.
#[derive(Debug, Clone, Copy)]
pub(super) struct Now {
    /// Its day.
    pub(super) day: NaiveDate,
    /// Its time of day.
    pub(super) time: NaiveTime,
    /// Slashed dates put the month first; `None` = the zone does not tell.
    pub(super) month_first: Option<bool>,
    /// How many days this one is counted from.
    pub(super) nested: u8,
}

/// A stretch of time in words.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(super) struct Span {
    pub(super) months: u32,
    pub(super) days: u32,
    pub(super) working_days: u32,
    pub(super) minutes: u32,
}

/// How long ago a limit without a year may lie; an earlier one is the coming one.
pub(super) const PASSED: Duration = Duration::days(92);

/// Days that mails can mean; anything else is a number that looks like a date.
pub(super) fn in_bounds(day: NaiveDate) -> bool {
    (1900..=2200).contains(&day.year())
}

/// Last day of a month.
pub(super) fn last_of_month(year: i32, month: u32) -> Option<NaiveDate> {
    let (year, month) = if month == 12 {
        (year.checked_add(1)?, 1)
    } else {
        (year, month.checked_add(1)?)
    };
    NaiveDate::from_ymd_opt(year, month, 1)?.pred_opt()
}

/// The Friday, or any other day, of the calendar week `weeks` after that of `day` (weeks begin on Monday).
pub(super) fn of_week(day: NaiveDate, weeks: i64, weekday: Weekday) -> Option<NaiveDate> {
    let monday =
        day.checked_sub_days(Days::new(u64::from(day.weekday().num_days_from_monday())))?;
    monday
        .checked_add_signed(Duration::days(weeks.checked_mul(7)?))?
        .checked_add_days(Days::new(u64::from(weekday.num_days_from_monday())))
}

impl Now {
    /// The reference as days and time.
    pub(super) fn new(reference: DateTime<FixedOffset>) -> Self {
        // The Americas north of -04:00 write the month first, others do not; Exchange Online dates the
        // mails of the whole world at +0000.
        let month_first = match reference.offset().local_minus_utc() / 3600 {
            0 => None,
            offset => Some((-10..=-4).contains(&offset)),
        };
        Self {
            day: reference.date_naive(),
            time: reference.time(),
            month_first,
            nested: 0,
        }
    }

    /// The day `days` away.
    pub(super) fn plus_days(&self, days: i64) -> Option<NaiveDate> {
        self.day.checked_add_signed(Duration::try_days(days)?)
    }

    /// The coming weekday, never today.
    pub(super) fn coming(&self, weekday: Weekday) -> Option<NaiveDate> {
        let ahead =
            (7 + weekday.num_days_from_monday() - self.day.weekday().num_days_from_monday()) % 7;
        self.plus_days(i64::from(if ahead == 0 { 7 } else { ahead }))
    }

    /// The last such weekday, never today.
    pub(super) fn past(&self, weekday: Weekday) -> Option<NaiveDate> {
        let back =
            (7 + self.day.weekday().num_days_from_monday() - weekday.num_days_from_monday()) % 7;
        self.plus_days(-i64::from(if back == 0 { 7 } else { back }))
    }

    /// End of this week: its Friday, or the next one if that is over.
    pub(super) fn end_of_week(&self, weeks: i64) -> Option<NaiveDate> {
        let friday = of_week(self.day, weeks, Weekday::Fri)?;
        if weeks == 0 && friday < self.day {
            of_week(self.day, 1, Weekday::Fri)
        } else {
            Some(friday)
        }
    }

    /// First of the month `months` away.
    pub(super) fn month(&self, months: i32) -> Option<NaiveDate> {
        let first = self.day.with_day(1)?;
        if months < 0 {
            first.checked_sub_months(Months::new(months.unsigned_abs()))
        } else {
            first.checked_add_months(Months::new(months.unsigned_abs()))
        }
    }

    /// Last day of the month `months` away.
    pub(super) fn end_of_month(&self, months: i32) -> Option<NaiveDate> {
        let first = self.month(months)?;
        last_of_month(first.year(), first.month())
    }

    /// Last day of the quarter `quarters` away.
    pub(super) fn end_of_quarter(&self, quarters: u32) -> Option<NaiveDate> {
        let first = self
            .month(0)?
            .checked_add_months(Months::new(quarters.checked_mul(3)?))?;
        last_of_month(first.year(), (first.month() - 1) / 3 * 3 + 3)
    }

    /// Last day of the `quarter`th quarter (1 to 4) of `year`, or of the coming one.
    pub(super) fn quarter_end(&self, quarter: u32, year: Option<i32>) -> Option<NaiveDate> {
        if !(1..=4).contains(&quarter) {
            return None;
        }
        self.end_of_named_month(quarter * 3, year)
    }

    /// Last day of a named month, the coming one unless the year is named.
    pub(super) fn end_of_named_month(&self, month: u32, year: Option<i32>) -> Option<NaiveDate> {
        let last = last_of_month(year.unwrap_or(self.day.year()), month)?;
        if year.is_none() && last < self.day {
            last_of_month(self.day.year().checked_add(1)?, month)
        } else {
            Some(last)
        }
    }

    /// The coming day of that number: in this month, or the first later one that has it.
    pub(super) fn coming_day(&self, day: u32) -> Option<NaiveDate> {
        self.coming_day_from(self.day, day)
    }

    /// The first such day of a month on or after `from`.
    pub(super) fn coming_day_from(&self, from: NaiveDate, day: u32) -> Option<NaiveDate> {
        let first = from.with_day(1)?;
        (0..12).find_map(|k| {
            first
                .checked_add_months(Months::new(k))?
                .with_day(day)
                .filter(|d| *d >= from)
        })
    }

    /// A day of a month: the coming one unless the year is named. A weekday in the words settles
    /// the year where it can; the 29th of February waits for its year.
    pub(super) fn month_day(
        &self,
        month: u32,
        day: u32,
        year: Option<i32>,
        weekday: Option<Weekday>,
    ) -> Option<NaiveDate> {
        if let Some(year) = year {
            return NaiveDate::from_ymd_opt(year, month, day);
        }
        let this = self.day.year();
        let coming = (0..9).find_map(|k| {
            NaiveDate::from_ymd_opt(this.checked_add(k)?, month, day).filter(|d| *d >= self.day)
        })?;
        match weekday {
            Some(weekday) if coming.weekday() != weekday => {
                let other = [this, this.checked_add(1)?, this.checked_sub(1)?]
                    .into_iter()
                    .filter_map(|y| NaiveDate::from_ymd_opt(y, month, day))
                    .find(|d| d.weekday() == weekday);
                Some(other.unwrap_or(coming))
            }
            _ => Some(coming),
        }
    }

    /// The weekday that is also that day of a month: this month's if it fits, else the first later one.
    pub(super) fn weekday_and_day(&self, weekday: Weekday, day: u32) -> Option<NaiveDate> {
        let first = self.day.with_day(1)?;
        (0..24).find_map(|k| {
            first
                .checked_add_months(Months::new(k))?
                .with_day(day)
                .filter(|d| d.weekday() == weekday)
        })
    }

    /// The `n`th weekday of the month that begins with `first`; 0 = the last.
    pub(super) fn nth_weekday(first: NaiveDate, n: u32, weekday: Weekday) -> Option<NaiveDate> {
        if n == 0 {
            let last = last_of_month(first.year(), first.month())?;
            let back =
                (7 + last.weekday().num_days_from_monday() - weekday.num_days_from_monday()) % 7;
            return last.checked_sub_days(Days::new(u64::from(back)));
        }
        let ahead =
            (7 + weekday.num_days_from_monday() - first.weekday().num_days_from_monday()) % 7;
        let day = first.checked_add_days(Days::new(u64::from(
            ahead.checked_add((n - 1).checked_mul(7)?)?,
        )))?;
        (day.month() == first.month()).then_some(day)
    }

    /// `base` and a stretch of time; `forward` false counts back.
    pub(super) fn add(&self, base: NaiveDate, span: Span, forward: bool) -> Option<NaiveDate> {
        let months = Months::new(span.months);
        let sign = if forward { 1 } else { -1 };
        let day = if forward {
            base.checked_add_months(months)?
        } else {
            base.checked_sub_months(months)?
        };
        let day =
            day.checked_add_signed(Duration::try_days(i64::from(span.days).checked_mul(sign)?)?)?;
        let day = if span.minutes > 0 {
            let minutes = Duration::try_minutes(i64::from(span.minutes).checked_mul(sign)?)?;
            day.and_time(self.time).checked_add_signed(minutes)?.date()
        } else {
            day
        };
        add_working(day, span.working_days, forward)
    }
}

/// `count` working days (Monday to Friday) on or back.
fn add_working(mut day: NaiveDate, count: u32, forward: bool) -> Option<NaiveDate> {
    // Nobody gives a year in working days; the bound keeps hostile numbers cheap.
    if count > 1000 {
        return None;
    }
    let mut left = count;
    while left > 0 {
        day = if forward {
            day.succ_opt()?
        } else {
            day.pred_opt()?
        };
        if !matches!(day.weekday(), Weekday::Sat | Weekday::Sun) {
            left -= 1;
        }
    }
    Some(day)
}

/// The `n`th working day on or after `from`; 0 = the last one on or before it.
pub(super) fn working_day(from: NaiveDate, n: u32) -> Option<NaiveDate> {
    let free = |day: NaiveDate| matches!(day.weekday(), Weekday::Sat | Weekday::Sun);
    if n == 0 {
        return from.iter_days().rev().take(3).find(|d| !free(*d));
    }
    from.iter_days()
        .take(366)
        .filter(|d| !free(*d))
        .nth(usize::try_from(n.checked_sub(1)?).ok()?)
}

/// Easter Sunday of a year (the anonymous Gregorian computus).
pub(super) fn easter(year: i32) -> Option<NaiveDate> {
    if !(1970..=2200).contains(&year) {
        return None;
    }
    let (a, b, c) = (year % 19, year / 100, year % 100);
    let h = (19 * a + b - b / 4 - (b - (b + 8) / 25 + 1) / 3 + 15) % 30;
    let l = (32 + 2 * (b % 4) + 2 * (c / 4) - h - c % 4) % 7;
    let n = h + l - 7 * ((a + 11 * h + 22 * l) / 451) + 114;
    NaiveDate::from_ymd_opt(
        year,
        u32::try_from(n / 31).ok()?,
        u32::try_from(n % 31 + 1).ok()?,
    )
}
