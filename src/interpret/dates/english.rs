//! English grammar of dates over tokens: what a word can begin.

mod day;
mod ends;
mod month;
mod span;
mod weekday;
mod year;

use day::{day_number, day_of};
use ends::{end_of, feast};
use month::{day_month, month_first, month_phrase, told_in_past};
use span::{number_first, span, within};
use weekday::{relative, weekday_first};
use year::year;

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
    match word {
        "today" | "tonight" => Found::some(now.day, i + 1),
        "tomorrow" | "tomorrows" | "tmrw" | "tmr" | "tmrrw" => {
            Found::some(now.plus_days(1)?, i + 1)
        }
        "yesterday" => Found::some(now.plus_days(-1)?, i + 1),
        "day" => match (t.word(i + 1), t.word(i + 2)) {
            ("after", "tomorrow" | "tmrw" | "tmr") => Found::some(now.plus_days(2)?, i + 3),
            ("before", "yesterday") => Found::some(now.plus_days(-2)?, i + 3),
            _ => None,
        },
        "eod" | "cob" | "eob" | "eop" | "end" | "close" | "eow" | "eom" | "eoy" | "month"
        | "year" | "quarter" => end_of(t, i, now),
        "this" | "next" | "last" | "coming" | "following" | "upcoming" | "previous" => {
            relative(t, i, now)
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
        "christmas" | "xmas" | "easter" | "new" => feast(t, i, now),
        _ => {
            if en::month(word).is_some() {
                return month_first(t, i, now, None);
            }
            if en::weekday(word).is_some() {
                return weekday_first(t, i, now);
            }
            number_first(t, i, now, true)
        }
    }
}
