//! Periods in English, and their parts: "next month", "Q1 2027", "week 48"; "early next week",
//! "mid-January", "the beginning of December".

use chrono::{Datelike, Days, NaiveDate, Weekday};

use super::super::Found;
use super::super::days::{self, Now, of_week};
use super::super::en;
use super::super::tokens::{Kind, Text};
use super::year;
use super::{find_base, relative_year};

/// How long a period is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Length {
    Week,
    Month,
    Quarter,
    Year,
}

/// First and last working or calendar day of a period, and the token after it.
#[derive(Debug, Clone, Copy)]
pub(super) struct Period {
    pub(super) first: NaiveDate,
    pub(super) last: NaiveDate,
    pub(super) length: Length,
    pub(super) end: usize,
}

impl Period {
    /// The week `weeks` after this one: Monday to Friday.
    fn week(now: &Now, weeks: i64, end: usize) -> Option<Self> {
        let last = now.end_of_week(weeks)?;
        Some(Self {
            first: of_week(last, 0, Weekday::Mon)?,
            last,
            length: Length::Week,
            end,
        })
    }

    /// The `months` months that begin with `first`.
    fn months(first: NaiveDate, months: u32, length: Length, end: usize) -> Option<Self> {
        let after = first.checked_add_months(chrono::Months::new(months))?;
        Some(Self {
            first,
            last: after.pred_opt()?,
            length,
            end,
        })
    }
}

/// A period that begins at `i`, with its article.
pub(super) fn period(t: &Text<'_>, i: usize, now: &Now) -> Option<Period> {
    let mut k = i;
    while matches!(t.word(k), "the" | "our" | "your" | "month") && t.word(k + 1) != "after" {
        if t.word(k) == "month" && t.word(k + 1) != "of" {
            break;
        }
        k += 1 + usize::from(t.word(k) == "month");
    }
    let ahead = match t.word(k) {
        "this" | "current" | "present" | "ongoing" => Some(0),
        "next" | "following" | "coming" | "upcoming" | "new" => Some(1),
        "last" | "previous" => Some(-1),
        _ => None,
    };
    k += usize::from(ahead.is_some());
    let mut calendar = false;
    while matches!(
        t.word(k),
        "calendar" | "financial" | "fiscal" | "business" | "working" | "work" | "trading" | "tax"
    ) {
        calendar |= t.word(k) == "calendar";
        k += 1;
    }
    if ahead.is_none()
        && let Some(week) = week_of(t, k, now)
    {
        return Some(week);
    }
    let weeks = i64::from(ahead.unwrap_or(0));
    match t.word(k) {
        "week" | "wk" | "kw" | "cw" if ahead.is_none() && week_number(t, k, calendar).is_some() => {
            numbered_week(t, k, calendar, now)
        }
        "week" if ahead.is_none() && (t.word(k + 1), t.word(k + 2)) == ("after", "next") => {
            Period::week(now, 2, k + 3)
        }
        "week" => Period::week(now, weeks, k + 1),
        "month" => Period::months(now.month(ahead.unwrap_or(0))?, 1, Length::Month, k + 1),
        "quarter" => {
            let last = now
                .month(0)?
                .with_day(1)?
                .checked_add_signed(chrono::Duration::days(0))?;
            let first = NaiveDate::from_ymd_opt(last.year(), (last.month() - 1) / 3 * 3 + 1, 1)?;
            let first = match ahead.unwrap_or(0) {
                -1 => first.checked_sub_months(chrono::Months::new(3))?,
                n => first.checked_add_months(chrono::Months::new(3 * n.unsigned_abs()))?,
            };
            Period::months(first, 3, Length::Quarter, k + 1)
        }
        "year" => {
            let year = now.day.year().checked_add(ahead.unwrap_or(0))?;
            Period::months(
                NaiveDate::from_ymd_opt(year, 1, 1)?,
                12,
                Length::Year,
                k + 1,
            )
        }
        word => {
            if ahead.is_some() && ahead != Some(-1) {
                return None;
            }
            if word == "q" && t.glued(k + 1) {
                let (n, 1) = t.number(k + 1)? else {
                    return None;
                };
                let slash = usize::from(t.mark(k + 2, '/') && t.glued(k + 2));
                return quarter(t, n, k + 2 + slash, now);
            }
            if let Some(n) = en::ordinal(word).or((ahead == Some(-1)).then_some(4))
                && t.word(if ahead == Some(-1) { k } else { k + 1 }) == "quarter"
            {
                let after = if ahead == Some(-1) { k + 1 } else { k + 2 };
                return quarter(t, n, after + usize::from(t.word(after) == "of"), now);
            }
            if let Some((y, 4)) = t
                .number(k)
                .filter(|(y, _)| (2000..=2100).contains(y) && k > i || *y >= 2020 && *y < 2100)
            {
                let first = NaiveDate::from_ymd_opt(i32::try_from(y).ok()?, 1, 1)?;
                return Period::months(first, 12, Length::Year, k + 1);
            }
            let month = en::month(word)?;
            let (named, end) = month_year(t, k + 1, now);
            let last = now.end_of_named_month(month, named)?;
            Period::months(last.with_day(1)?, 1, Length::Month, end)
        }
    }
}

/// "the week of 26 October", "week commencing 26 October": the working week of that day;
/// where weeks begin on Sunday, of the days that follow it.
fn week_of(t: &Text<'_>, k: usize, now: &Now) -> Option<Period> {
    let after = match (t.word(k), t.word(k + 1)) {
        ("week" | "wk", "of" | "commencing" | "beginning" | "starting") => k + 2,
        _ => return None,
    };
    let base = find_base(t, after + usize::from(t.word(after) == "on"), now)?;
    let day = match base.date.weekday() {
        Weekday::Sun => base.date.succ_opt()?,
        Weekday::Sat => base.date.checked_add_days(Days::new(2))?,
        _ => base.date,
    };
    Some(Period {
        first: of_week(day, 0, Weekday::Mon)?,
        last: of_week(day, 0, Weekday::Fri)?,
        length: Length::Week,
        end: base.end,
    })
}

/// The year after the name of a month, and the token after it.
pub(super) fn month_year(t: &Text<'_>, k: usize, now: &Now) -> (Option<i32>, usize) {
    let k = if t.word(k) == "of" && t.number(k + 1).is_some_and(|(_, d)| d == 4) {
        k + 1
    } else {
        k
    };
    match year(t, k)
        .filter(|_| !t.mark(k, '.'))
        .or_else(|| relative_year(t, k, now))
    {
        Some((y, end)) => (Some(y), end),
        None => (None, k),
    }
}

/// A numbered quarter whose year may stand at `k`.
fn quarter(t: &Text<'_>, n: u32, k: usize, now: &Now) -> Option<Period> {
    let of = if t.word(k) == "of" { k + 1 } else { k };
    let named = year(t, of)
        .filter(|_| !t.mark(of, '.'))
        .or_else(|| relative_year(t, of, now));
    let last = now.quarter_end(n, named.map(|(y, _)| y))?;
    let first = NaiveDate::from_ymd_opt(last.year(), last.month().checked_sub(2)?, 1)?;
    Period::months(first, 3, Length::Quarter, named.map_or(k, |(_, e)| e))
}

/// The number of a calendar week after "week", "CW", "KW". A small number after the plain word is
/// rather a week of some project.
fn week_number(t: &Text<'_>, k: usize, calendar: bool) -> Option<u32> {
    let (n, digits) = t.number(k + 1)?;
    let sure = calendar || matches!(t.word(k), "kw" | "cw");
    let clean = digits <= 2
        && (sure || n >= 5)
        && !(t.glued(k + 2)
            && matches!(
                t.kind(k + 2),
                Some(Kind::Word | Kind::Mark('.' | '-' | '%'))
            )
            && t.kind(k + 3).is_some());
    (clean && (1..=53).contains(&n)).then_some(n)
}

/// A calendar week by its ISO number: the coming one.
fn numbered_week(t: &Text<'_>, k: usize, calendar: bool, now: &Now) -> Option<Period> {
    let n = week_number(t, k, calendar)?;
    let this = now.day.iso_week().year();
    let last = [this, this.checked_add(1)?]
        .into_iter()
        .filter_map(|y| NaiveDate::from_isoywd_opt(y, n, Weekday::Fri))
        .find(|d| *d >= now.day)?;
    Some(Period {
        first: of_week(last, 0, Weekday::Mon)?,
        last,
        length: Length::Week,
        end: k + 2,
    })
}

/// The word for a part of a period, and the token after it and its "of".
fn part(t: &Text<'_>, i: usize) -> Option<(Part, usize)> {
    let mut k = i + 1;
    let of = |k: usize| (t.word(k) == "of" || t.word(k) == "in").then_some(k + 1);
    let part = match t.word(i) {
        "beginning" | "start" | "outset" => {
            k = of(k)?;
            Part::Start
        }
        "middle" => {
            k = of(k)?;
            Part::Middle
        }
        "mid" => {
            if t.mark(k, '-') {
                k += 1;
            }
            Part::Middle
        }
        "early" => {
            k = of(k).unwrap_or(k);
            Part::Early
        }
        "late" | "later" => {
            k = of(k).unwrap_or(k);
            Part::End
        }
        "first" | "second" | "latter" if t.word(k) == "half" => {
            let first = t.word(i) == "first";
            k = of(k + 1)?;
            if first { Part::Middle } else { Part::End }
        }
        "first" | "last" if t.word(k) == "week" => {
            let first = t.word(i) == "first";
            k = of(k + 1)?;
            if first {
                Part::FirstWeek
            } else {
                Part::LastWeek
            }
        }
        "course" | "during" | "sometime" | "throughout" => {
            k = of(k).unwrap_or(k);
            Part::End
        }
        _ => return None,
    };
    Some((part, k))
}

/// Parts of periods.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Part {
    Start,
    Early,
    Middle,
    End,
    FirstWeek,
    LastWeek,
}

/// "early next week", "mid-January", "the beginning of December", "first week of March".
pub(super) fn part_of(t: &Text<'_>, i: usize, now: &Now) -> Option<Found> {
    let (part, k) = part(t, i)?;
    let whole = period(t, k, now)?;
    // "early week 3", "late 5 May" and "mid may be" are no parts of anything.
    if whole.length == Length::Month
        && t.word(k) == "may"
        && matches!(t.word(k + 1), "be" | "not" | "have")
    {
        return None;
    }
    let date = match (part, whole.length) {
        (Part::Start, _) => whole.first,
        (Part::Early, Length::Week) => whole.first.succ_opt()?,
        (Part::Early, Length::Month) => whole.first.with_day(10)?,
        (Part::Early, _) => days::last_of_month(whole.first.year(), whole.first.month())?,
        (Part::Middle, Length::Week) => whole.first.checked_add_days(Days::new(2))?,
        (Part::Middle, Length::Month) => whole.first.with_day(15)?,
        (Part::Middle, Length::Quarter) => whole
            .first
            .checked_add_months(chrono::Months::new(1))?
            .with_day(15)?,
        (Part::Middle, Length::Year) => NaiveDate::from_ymd_opt(whole.first.year(), 6, 30)?,
        (Part::FirstWeek, Length::Month) => {
            let friday = of_week(whole.first, 0, Weekday::Fri)?;
            if friday < whole.first {
                of_week(whole.first, 1, Weekday::Fri)?
            } else {
                friday
            }
        }
        (Part::FirstWeek | Part::LastWeek, Length::Week) => return None,
        (Part::FirstWeek, _) => of_week(whole.first, 1, Weekday::Fri)?,
        (Part::End | Part::LastWeek, _) => whole.last,
    };
    Found::some(date, whole.end)
}

/// A month, quarter, week or year that stands alone after its preposition ("by December", "in Q1",
/// "next month"): its last day, where somebody owes or promises something until then.
pub(super) fn whole(t: &Text<'_>, i: usize, now: &Now) -> Option<Found> {
    let whole = period(t, i, now)?;
    let named = (i..i + 3).any(|k| week_of(t, k, now).is_some_and(|w| w.end == whole.end));
    // "by week", "by the month" tell how often.
    if matches!(t.word(i), "week" | "wk" | "calendar")
        && t.number(whole.end - 1).is_none()
        && t.word(whole.end - 1) != "next"
        && !named
    {
        return None;
    }
    let before = if t.word_before(i, 1) == "the" {
        t.word_before(i, 2)
    } else {
        t.word_before(i, 1)
    };
    // "the invoice for December", "this month's invoice": what a paper is about.
    if matches!(before, "for" | "of" | "from" | "about" | "since" | "last")
        || t.mark(whole.end, '\'') && t.glued(whole.end)
    {
        return None;
    }
    let told = matches!(
        before,
        "by" | "in" | "during" | "within" | "until" | "till" | "til" | "before" | "due" | "than"
    );
    if !told && whole.length != Length::Week && !matches!(t.word(i), "next" | "this" | "q") {
        return None;
    }
    let date = if matches!(before, "before") && whole.length != Length::Week {
        whole.first.pred_opt()?
    } else {
        whole.last
    };
    Some(Found {
        vague: !named,
        closing: named,
        ..Found::new(date, whole.end)
    })
}
