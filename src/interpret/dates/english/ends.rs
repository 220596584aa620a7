//! Ends of days, weeks, months and years in English, and feasts: "EOD Thursday", "month end", "Easter".

use chrono::{Datelike, NaiveDate};

use super::super::Found;
use super::super::days::{self, Now};
use super::super::en;
use super::super::numeric;
use super::super::tokens::{Kind, Text};
use super::{day_month, find, month_first, weekday_first, year};

/// "end of next week", "EOD Thursday", "close of business", "month end".
pub(super) fn end_of(t: &Text<'_>, i: usize, now: &Now) -> Option<Found> {
    let ends = |date: Option<NaiveDate>, end| {
        Some(Found {
            closing: true,
            ..Found::new(date?, end)
        })
    };
    let mut k = i + 1;
    match t.word(i) {
        "eow" => return ends(now.end_of_week(0), k),
        "eom" => return ends(now.end_of_month(0), k),
        "eoy" => return ends(NaiveDate::from_ymd_opt(now.day.year(), 12, 31), k),
        "month" | "year" | "quarter" => {
            let dash = usize::from(t.mark(k, '-'));
            if t.word(k + dash) != "end"
                || t.word_before(i, 1) == "last"
                || t.word_before(i, 1) == "previous"
            {
                return None;
            }
            let months = i32::from(t.word_before(i, 1) == "next");
            return match t.word(i) {
                "month" => ends(now.end_of_month(months), k + dash + 1),
                "year" => ends(
                    NaiveDate::from_ymd_opt(now.day.year() + months, 12, 31),
                    k + dash + 1,
                ),
                _ => ends(now.end_of_quarter(months.unsigned_abs()), k + dash + 1),
            };
        }
        "end" | "close" => {
            if t.mark(k, '-') && t.glued(k) {
                k += 1;
            }
            let of = t.word(k) == "of" || t.word(k) == "the";
            if t.word(k) == "of" {
                k += 1;
            }
            while matches!(
                t.word(k),
                "the" | "business" | "play" | "working" | "trading" | "your" | "our"
            ) {
                k += 1;
            }
            if !of && en::month(t.word(k)).is_none() && !matches!(t.word(k), "next" | "this") {
                return None;
            }
        }
        _ => {}
    }
    let day_word = matches!(t.word(i), "eod" | "cob" | "eob" | "eop")
        || matches!(t.word(k), "day")
        || matches!(t.word(k.wrapping_sub(1)), "business" | "play");
    if day_word {
        let mut j = if t.word(k) == "day" && !matches!(t.word(i), "eod" | "cob" | "eob" | "eop") {
            k + 1
        } else {
            k
        };
        let plain = j;
        while t.comma(j) || matches!(t.word(j), "on" | "of" | "the") {
            j += 1;
        }
        let named = match t.word(j) {
            "today" | "tomorrow" | "tmrw" | "this" | "next" => find(t, j, now),
            w if en::weekday(w).is_some() => weekday_first(t, j, now),
            w if en::month(w).is_some() => month_first(t, j, now, None),
            _ => numeric::find(t, j, now)
                .map(|(d, e)| Found::new(d, e))
                .or_else(|| day_month(t, j, now, None)),
        };
        return match named {
            Some(found) => Some(Found {
                closing: true,
                ..found
            }),
            None => ends(Some(now.day), plain),
        };
    }
    match t.word(k) {
        "week" => ends(now.end_of_week(0), k + 1),
        "month" => ends(now.end_of_month(0), k + 1),
        "quarter" => ends(now.end_of_quarter(0), k + 1),
        "year" => ends(NaiveDate::from_ymd_opt(now.day.year(), 12, 31), k + 1),
        "tomorrow" | "today" => find(t, k, now),
        "q" if t.glued(k + 1) => quarter(t, k, now),
        w @ ("next" | "this" | "current" | "last" | "following") => {
            let ahead = i64::from(matches!(w, "next" | "following")) - i64::from(w == "last");
            match t.word(k + 1) {
                "week" => ends(now.end_of_week(ahead), k + 2),
                "month" => ends(now.end_of_month(i32::try_from(ahead).ok()?), k + 2),
                "quarter" => ends(now.end_of_quarter(u32::try_from(ahead).ok()?), k + 2),
                "year" => ends(
                    NaiveDate::from_ymd_opt(now.day.year() + i32::try_from(ahead).ok()?, 12, 31),
                    k + 2,
                ),
                _ => None,
            }
        }
        w if en::weekday(w).is_some() => weekday_first(t, k, now),
        w => {
            let month = en::month(w)?;
            let named = year(t, k + 1).filter(|_| !t.mark(k + 1, '.'));
            ends(
                now.end_of_named_month(month, named.map(|(y, _)| y)),
                named.map_or(k + 1, |(_, e)| e),
            )
        }
    }
}

/// "Q4 [2026]" after "end of".
pub(super) fn quarter(t: &Text<'_>, k: usize, now: &Now) -> Option<Found> {
    let (n, 1) = t.number(k + 1)? else {
        return None;
    };
    let named = year(t, k + 2).filter(|_| !t.mark(k + 2, '.'));
    Some(Found {
        closing: true,
        ..Found::new(
            now.quarter_end(n, named.map(|(y, _)| y))?,
            named.map_or(k + 2, |(_, e)| e),
        )
    })
}

/// Christmas, Easter, New Year.
pub(super) fn feast(t: &Text<'_>, i: usize, now: &Now) -> Option<Found> {
    if en::NO_DAY_AFTER.contains(&t.word_before(i, 1)) {
        return None;
    }
    let mut k = i + 1;
    let coming = |month, day, named: Option<i32>| now.month_day(month, day, named, None);
    match t.word(i) {
        "easter" => {
            let extra = match t.word(k) {
                "monday" => 1,
                "sunday" => 0,
                _ => -1,
            };
            k += usize::from(extra >= 0);
            let named = year(t, k).filter(|_| t.kind(k) == Some(Kind::Number));
            let this = now.day.year();
            let date = match named {
                Some((y, _)) => days::easter(y)?,
                None => days::easter(this)
                    .filter(|d| *d >= now.day)
                    .or_else(|| days::easter(this + 1))?,
            };
            Found::some(
                date.checked_add_signed(chrono::Duration::days(extra.max(0)))?,
                named.map_or(k, |(_, e)| e),
            )
        }
        "new" => {
            if t.word(k) != "year" {
                return None;
            }
            k += 1;
            if t.mark(k, '\'') && t.word(k + 1) == "s" {
                k += 2;
            }
            match t.word(k) {
                "eve" => Found::some(coming(12, 31, None)?, k + 1),
                "day" => Found::some(coming(1, 1, None)?, k + 1),
                _ if matches!(
                    t.word_before(i, 1),
                    "before" | "after" | "until" | "by" | "the"
                ) =>
                {
                    Found::some(coming(1, 1, None)?, k)
                }
                _ => None,
            }
        }
        _ => {
            let eve = t.word(k) == "eve";
            k += usize::from(eve || t.word(k) == "day");
            let named = year(t, k).filter(|_| t.kind(k) == Some(Kind::Number));
            let prepared = matches!(
                t.word_before(i, 1),
                "by" | "before"
                    | "after"
                    | "until"
                    | "till"
                    | "on"
                    | "over"
                    | "at"
                    | "from"
                    | "to"
                    | "since"
            ) || i == 0
                || eve;
            if !prepared {
                return None;
            }
            Found::some(
                coming(12, if eve { 24 } else { 25 }, named.map(|(y, _)| y))?,
                named.map_or(k, |(_, e)| e),
            )
        }
    }
}
