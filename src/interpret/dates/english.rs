//! English grammar of dates over tokens: what a word can begin.

mod day;
mod ends;
mod feast;
mod list;
mod month;
mod period;
mod span;
mod weekday;
mod year;

use day::{day_number, day_of};
use ends::end_of;
use feast::feast;
pub(super) use list::continued;
use month::{day_month, month_first, month_phrase, told_in_past};
use period::{part_of, period, whole};
use span::{find_base, number_first, span, within};
use weekday::{relative, weekday_first};
use year::{relative_year, year};

use chrono::Datelike;

use super::days::Now;
use super::tokens::{Kind, Text};
use super::{Found, en};

/// A date that begins at token `i`.
pub(super) fn find(t: &Text<'_>, i: usize, now: &Now) -> Option<Found> {
    let word = t.word(i);
    if word.is_empty() {
        return if t.number(i).is_some() {
            number_first(t, i, now, true)
        } else {
            None
        };
    }
    if let Some(found) = part_of(t, i, now) {
        return Some(found);
    }
    match word {
        "today" | "tonight" => after_a_week(t, Found::new(now.day, i + 1)),
        "tomorrow" | "tomorrows" | "tmrw" | "tmr" | "tmrrw" | "tmw" | "tomoz" | "tomorow"
        | "tommorow" | "tommorrow" => after_a_week(t, Found::new(now.plus_days(1)?, i + 1)),
        "overmorrow" => Found::some(now.plus_days(2)?, i + 1),
        "yesterday" => Found::some(now.plus_days(-1)?, i + 1),
        "day" | "week"
            if matches!(t.word(i + 1), "after" | "before" | "following")
                && !matches!(t.word_before(i, 1), "any" | "every" | "each") =>
        {
            beside(t, i, now).or_else(|| whole(t, i, now))
        }
        "midweek" => Found::some(
            now.end_of_week(0)?
                .checked_sub_days(chrono::Days::new(2))?
                .max(now.day),
            i + 1,
        ),
        "weekend" => weekend(t, i, now),
        "eod" | "cob" | "eob" | "eop" | "cop" | "end" | "close" | "eow" | "eom" | "eoq" | "eoy"
        | "month" | "year" | "quarter" => end_of(t, i, now),
        "this" | "next" | "last" | "coming" | "following" | "upcoming" | "previous" => {
            relative(t, i, now)
                .or_else(|| feast(t, i + 1, now))
                .or_else(|| whole(t, i, now).filter(|_| word != "last"))
        }
        "in" | "within" => within(t, i, now),
        "net" => {
            // Net 30, net-30, NET30
            let k = if t.mark(i + 1, '-') { i + 2 } else { i + 1 };
            let (days, _) = t.number(k).filter(|(n, _)| (1..=365).contains(n))?;
            let end = if t.word(k + 1) == "days" {
                k + 2
            } else {
                k + 1
            };
            let next_clean = !t.glued(end)
                || !matches!(t.kind(end), Some(Kind::Mark('.' | ',' | '%')) if t.kind(end + 1) == Some(Kind::Number) && t.glued(end + 1));
            Some(Found {
                within: true,
                ..Found::new(now.plus_days(i64::from(days))?, end)
            })
            .filter(|_| next_clean)
        }
        "week" | "wk" | "kw" | "cw" | "calendar" | "q" => {
            whole(t, i, now).or_else(|| end_of(t, i, now).filter(|_| word == "week"))
        }
        _ => {
            if let Some(found) = feast(t, i, now) {
                return Some(found);
            }
            if en::month(word).is_some() {
                return month_first(t, i, now, None).or_else(|| whole(t, i, now));
            }
            if en::weekday(word).is_some() {
                return weekday_first(t, i, now);
            }
            number_first(t, i, now, true)
        }
    }
}

/// "today week", "tomorrow week".
fn after_a_week(t: &Text<'_>, found: Found) -> Option<Found> {
    if t.word(found.end) == "week" && !matches!(t.word(found.end + 1), "by" | "on" | "of") {
        return Found::some(
            found.date.checked_add_days(chrono::Days::new(7))?,
            found.end + 1,
        );
    }
    Some(found)
}

/// "the day after tomorrow", "the day before Easter", "the week after Christmas".
fn beside(t: &Text<'_>, i: usize, now: &Now) -> Option<Found> {
    let base = find_base(t, i + 2, now)?;
    let days = match (t.word(i), t.word(i + 1)) {
        ("day", "before") => -1,
        ("day", _) => 1,
        ("week", "before") => -7,
        _ => 7,
    };
    Found::some(
        base.date.checked_add_signed(chrono::Duration::days(days))?,
        base.end,
    )
}

/// "by the weekend", "over the weekend": its last day; before it, the last day of work.
fn weekend(t: &Text<'_>, i: usize, now: &Now) -> Option<Found> {
    let before = if matches!(t.word_before(i, 1), "the" | "coming") {
        t.word_before(i, 2)
    } else {
        t.word_before(i, 1)
    };
    let sunday = if now.day.weekday() == chrono::Weekday::Sun {
        now.day
    } else {
        now.coming(chrono::Weekday::Sun)?
    };
    match before {
        "before" => Found::some(now.end_of_week(0)?, i + 1),
        "by" | "over" | "at" | "on" | "until" | "till" | "during" | "through" | "after" => {
            Found::some(sunday, i + 1)
        }
        _ => None,
    }
}
