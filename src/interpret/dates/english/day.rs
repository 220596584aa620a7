//! A day alone in English: its number, "the 15th", "first Friday of July", "last day of October".

use chrono::Datelike;

use super::super::days::{self, Now};
use super::super::en;
use super::super::tokens::{Kind, Text};
use super::super::{Found, time};
use super::month_phrase;

/// A day of a month in figures or words, the token after it, and whether it is an ordinal.
pub(super) fn day_number(t: &Text<'_>, i: usize) -> Option<(u32, usize, bool)> {
    if let Some((n, digits)) = t.number(i) {
        if digits > 2 || !(1..=31).contains(&n) {
            return None;
        }
        let suffix = matches!(t.word(i + 1), "st" | "nd" | "rd" | "th") && t.glued(i + 1);
        return Some((n, if suffix { i + 2 } else { i + 1 }, suffix));
    }
    let word = t.word(i);
    if let Some(tens @ (20 | 30)) = en::cardinal(word) {
        let k = if t.mark(i + 1, '-') { i + 2 } else { i + 1 };
        if let Some(n) = en::ordinal(t.word(k)).filter(|n| *n < 10) {
            return Some((tens + n, k + 1, true));
        }
        if let Some(n) = en::cardinal(t.word(k)).filter(|n| *n < 10) {
            return Some((tens + n, k + 1, false));
        }
        return Some((tens, i + 1, false));
    }
    en::ordinal(word).map(|n| (n, i + 1, true)).or_else(|| {
        en::cardinal(word)
            .filter(|n| *n <= 31)
            .map(|n| (n, i + 1, false))
    })
}

/// "15th of next month", "the 15th", "first Friday of July", "last day of October".
pub(super) fn day_of(
    t: &Text<'_>,
    i: usize,
    day: u32,
    end: usize,
    ordinal: bool,
    now: &Now,
) -> Option<Found> {
    let k = if t.word(end) == "day" { end + 1 } else { end };
    if matches!(t.word(k), "of" | "in")
        && let Some((first, after)) = month_phrase(t, k + 1, now)
    {
        let coming = t.word(k + 1) == "each"
            || t.word(k + 1) == "every"
            || (t.word(k + 1) == "the" && t.word(k + 2) == "month");
        let date = if coming {
            now.coming_day(day)?
        } else {
            first.with_day(day)?
        };
        return Found::some(date, after);
    }
    if ordinal
        && matches!(t.word(end), "working" | "business" | "work")
        && t.word(end + 1) == "day"
        && matches!(t.word(end + 2), "of" | "in")
        && let Some((first, after)) = month_phrase(t, end + 3, now)
    {
        return Found::some(days::working_day(first, day)?, after);
    }
    if let Some(weekday) = en::weekday(t.word(k)).filter(|_| ordinal && end == k) {
        if matches!(t.word(k + 1), "of" | "in")
            && let Some((first, after)) = month_phrase(t, k + 2, now)
        {
            return Found::some(Now::nth_weekday(first, day, weekday)?, after);
        }
        if en::NO_DAY_AFTER.contains(&t.word_before(i, 1)) {
            return None;
        }
        // "second Sunday": of this month, unless it is over and the next one is meant.
        return Found::some(Now::nth_weekday(now.month(0)?, day, weekday)?, k + 1);
    }
    // "the second to last Friday of June"
    if ordinal && day >= 2 && matches!(t.word(end), "to" | "from") {
        let last = end + 1 + usize::from(t.word(end + 1) == "the");
        if t.word(last) == "last"
            && let Some(weekday) = en::weekday(t.word(last + 1))
        {
            return super::weekday::before_last(t, last + 2, weekday, day, now);
        }
    }
    if ordinal
        && t.word(end) == "last"
        && t.word(end + 1) == "day"
        && t.word(end + 2) == "of"
        && let Some((first, after)) = month_phrase(t, end + 3, now)
    {
        let last = days::last_of_month(first.year(), first.month())?;
        return Found::some(
            last.checked_sub_signed(chrono::Duration::days(i64::from(day) - 1))?,
            after,
        );
    }
    // Two fridays from now.
    let weekday =
        en::weekday(t.word(end)).or_else(|| t.word(end).strip_suffix('s').and_then(en::weekday));
    if let Some(weekday) = weekday.filter(|_| !ordinal) {
        let weeks = i64::from(day) - 1;
        return match (t.word(end + 1), t.word(end + 2)) {
            ("from", "now") => Found::some(
                now.coming(weekday)?
                    .checked_add_signed(chrono::Duration::days(weeks * 7))?,
                end + 3,
            ),
            ("later", _) => Found::some(
                now.coming(weekday)?
                    .checked_add_signed(chrono::Duration::days(weeks * 7))?,
                end + 2,
            ),
            ("ago" | "back", _) => Found::some(
                now.past(weekday)?
                    .checked_sub_signed(chrono::Duration::days(weeks * 7))?,
                end + 2,
            ),
            _ => None,
        };
    }
    // "on 15 at 8:00", "I'll be there on 15.": a bare figure only at the end or before a time.
    if t.word_before(i, 1) == "on" && t.number(i).is_some() && !ordinal {
        let stop = t.kind(end).is_none() || (t.mark(end, '.') && t.kind(end + 1).is_none());
        let timed = time::after(t, end).is_some() && (t.word(end) == "at" || t.comma(end));
        return (timed || (stop && day >= 10))
            .then(|| Found::some(now.coming_day(day)?, end))
            .flatten();
    }
    // "by the 15th", "on the 20th", "the 24": a day alone needs its article, and nothing it could count.
    let announcer = |word: &str| {
        matches!(
            word,
            "by" | "on" | "before" | "until" | "till" | "til" | "due" | "since" | "from"
        )
    };
    let compound = ordinal && end > i + 1;
    // "between the 24th and 27th"
    let after_ordinal = matches!(t.word_before(i, 1), "and" | "or" | "to")
        && matches!(t.word_before(i, 2), "st" | "nd" | "rd" | "th");
    if t.word_before(i, 1) != "the"
        && !(ordinal && t.number(i).is_some() && (announcer(t.word_before(i, 1)) || after_ordinal))
    {
        return None;
    }
    let written = t.number(i).is_some();
    let closed = match t.kind(end) {
        None => true,
        Some(Kind::Word) => en::AFTER_BARE_DAY.contains(&t.word(end)) && t.word(end) != "of",
        Some(Kind::Mark(c)) => {
            !(matches!(c, '%' | ':' | '/' | '-' | '.' | ',')
                && t.glued(end)
                && t.kind(end + 1) == Some(Kind::Number))
                && c != '%'
                && c != '/'
        }
        Some(Kind::Han) => ordinal,
        Some(Kind::Number) => false,
    };
    let announced = matches!(
        t.word_before(i, 2),
        "on" | "by"
            | "for"
            | "before"
            | "until"
            | "till"
            | "til"
            | "since"
            | "from"
            | "after"
            | "due"
            | "around"
            | "to"
            | "of"
    );
    let whole = i == 1 && t.kind(end).is_none();
    let fits = if written {
        ordinal || announced || whole
    } else {
        ordinal
            && (announcer(t.word_before(i, 2)) || compound && t.word_before(i, 2) == "for")
            && (compound || day > 3 || matches!(t.kind(end), None | Some(Kind::Mark('.'))))
    };
    (closed && fits)
        .then(|| Found::some(now.coming_day(day)?, end))
        .flatten()
}
