//! Ends of days, weeks, months and years in English: "EOD Thursday", "month end", "end of Q1".

use chrono::{Datelike, NaiveDate};

use super::super::Found;
use super::super::days::Now;
use super::super::en;
use super::super::numeric;
use super::super::tokens::Text;
use super::{day_month, find, month_first, period, weekday_first};

/// "before the month is out", "before the week ends".
fn is_out(t: &Text<'_>, i: usize) -> bool {
    let out = t.word(i + 1) == "is" && matches!(t.word(i + 2), "out" | "over" | "up" | "through")
        || matches!(t.word(i + 1), "ends" | "closes");
    out && t.word_before(i, 1) == "the"
        && matches!(
            t.word_before(i, 2),
            "before" | "by" | "ere" | "until" | "time"
        )
}

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
        "eoq" => return ends(now.end_of_quarter(0), k),
        "eoy" => return ends(NaiveDate::from_ymd_opt(now.day.year(), 12, 31), k),
        "month" | "year" | "quarter" | "week" if is_out(t, i) => {
            let end = if t.word(k) == "is" { k + 2 } else { k + 1 };
            return match t.word(i) {
                "week" => ends(now.end_of_week(0), end),
                "month" => ends(now.end_of_month(0), end),
                "quarter" => ends(now.end_of_quarter(0), end),
                _ => ends(NaiveDate::from_ymd_opt(now.day.year(), 12, 31), end),
            };
        }
        "week" => return None,
        "month" | "year" | "quarter" => {
            // "by month's end"
            if t.mark(k, '\'') && t.word(k + 1) == "s" {
                k += 2;
            }
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
            let dashed = t.mark(k.wrapping_sub(1), '-') && t.number(k).is_some();
            let named = dashed
                || en::month(t.word(k)).is_some()
                || matches!(t.word(k), "next" | "this" | "q");
            if !(of || named) {
                return None;
            }
        }
        _ => {}
    }
    let day_word = matches!(t.word(i), "eod" | "cob" | "eob" | "eop" | "cop")
        || matches!(t.word(k), "day")
        || matches!(t.word(k.wrapping_sub(1)), "business" | "play");
    if day_word {
        let mut j =
            if t.word(k) == "day" && !matches!(t.word(i), "eod" | "cob" | "eob" | "eop" | "cop") {
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
            _ => numeric::find(t, j, now, false)
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
        "tomorrow" | "today" => find(t, k, now),
        w if en::weekday(w).is_some() => weekday_first(t, k, now),
        _ => {
            let whole = period(t, k, now)?;
            ends(Some(whole.last), whole.end)
        }
    }
}
