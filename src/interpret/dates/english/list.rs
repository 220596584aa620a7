//! Several days of one month in English: "2-4 March", "the 3rd and 10th of December", "July 5-8".

use chrono::Datelike;

use super::super::days::Now;
use super::super::role::Spot;
use super::super::tokens::{Kind, Text};
use super::super::{Found, en, numeric};
use super::{day_month, day_number, year};

/// The token after the mark or word that joins two days, and whether it makes them a range;
/// `None` where nothing joins them.
fn joined(t: &Text<'_>, k: usize) -> Option<(usize, Join)> {
    let join = match t.kind(k)? {
        Kind::Mark('-' | '~') => Join::Range,
        Kind::Mark(',' | '/') => Join::Loose,
        Kind::Mark('&' | '+') => Join::List,
        _ => match t.word(k) {
            "to" | "through" | "thru" | "until" | "till" | "til" => Join::Range,
            "and" | "or" => Join::List,
            _ => return None,
        },
    };
    let mut k = k + 1;
    if join == Join::Loose && matches!(t.word(k), "and" | "or") {
        return Some((k + 1, Join::List));
    }
    while matches!(t.word(k), "the" | "including") || en::weekday(t.word(k)).is_some() {
        k += 1;
    }
    Some((k, join))
}

/// How two days are joined.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Join {
    Range,
    List,
    Loose,
}

/// The first day of a list or range whose month stands at its end.
pub(super) fn first_of_list(t: &Text<'_>, i: usize, now: &Now) -> Option<Found> {
    let (day, end, ordinal) = day_number(t, i)?;
    if !(ordinal || t.number(i).is_some()) || !numeric::begins_cleanly(t, i) {
        return None;
    }
    let (mut k, mut joins) = (end, [Join::Loose; 6].iter());
    loop {
        joins.next()?;
        let (next, join) = joined(t, k)?;
        let (_, after, _) = day_number(t, next)?;
        if join != Join::Loose
            && let Some(last) = day_month(t, next, now, None)
        {
            let month = last.date.with_day(1)?;
            // From 28 to 3 January: the month before.
            let month = if join == Join::Range && day > last.date.day() {
                month.checked_sub_months(chrono::Months::new(1))?
            } else {
                month
            };
            return Found::some(month.with_day(day)?, end);
        }
        k = after;
    }
}

/// The year that stands after the second day: "March 2 to 4, 2027".
pub(super) fn later_year(t: &Text<'_>, end: usize) -> Option<i32> {
    let (next, join) = joined(t, end)?;
    if join == Join::Loose {
        return None;
    }
    let (_, after, _) = day_number(t, next)?;
    year(t, after).map(|(y, _)| y)
}

/// A further day of the month that the date before named: the 8 of "July 5-8".
pub(in super::super) fn continued(t: &Text<'_>, i: usize, previous: &Spot) -> Option<Found> {
    // Only figures: "March 2 or two days later" names one day.
    t.number(i)?;
    if i > previous.end + 3 || i <= previous.end {
        return None;
    }
    let (next, join) = joined(t, previous.end)?;
    let last = previous.end.checked_sub(1)?;
    let day_last = t.number(last).is_some_and(|(_, d)| d <= 2)
        || matches!(t.word(last), "st" | "nd" | "rd" | "th");
    let month_before = (previous.start..last).any(|k| en::month(t.word(k)).is_some());
    if next != i || join == Join::Loose || !day_last || !month_before || previous.time.is_some() {
        return None;
    }
    let (day, end, _) = day_number(t, i)?;
    if day <= previous.date.day() {
        return None;
    }
    let named = year(t, end);
    let closed = named.is_some()
        || match t.kind(end) {
            None => true,
            Some(Kind::Word) => en::closes_day(t.word(end)) || end > i + 1,
            Some(Kind::Mark(c)) => {
                let figure = t.glued(end + 1) && t.kind(end + 1) == Some(Kind::Number);
                !(figure || matches!(c, '%' | ':' | '/' | '°'))
            }
            Some(_) => false,
        };
    closed
        .then(|| Found::some(previous.date.with_day(day)?, named.map_or(end, |(_, e)| e)))
        .flatten()
}
